"""Pages of a timeline: everything is on them, whole, and nothing over anything else."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from itertools import combinations

import pytest

from tracker.errors import CancelledError
from tracker.timeline.events import Events
from tracker.timeline.marks import Lane, Style, TimelineItem, trailing_width
from tracker.timeline.paper import Frame
from tracker.timeline.sheets import sheets
from tracker.timeline.wrapping import plain

FRAME = Frame(width=1240, height=790, column=150, line=16, label=330)
LANES = [Lane(key, f"Lane {key}") for key in "abcdefgh"]
WORDS = (
    "court", "agency", "order", "rule", "filing", "memorandum", "data", "privacy", "review", "of", "the", "a",
    "hearing", "stays", "policy",
)  # fmt: skip


def wide(text: str) -> float:
    return 6.5 * len(text)


def title(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(2, 22)))


def many(count: int, seed: int = 1, years: int = 30) -> list[TimelineItem]:
    """Events over some years, many of them in a few busy months, some of them spans, in one lane or several."""
    chance = random.Random(seed)
    first = datetime.date(1996, 1, 1).toordinal()
    busy = [first + chance.randrange(365 * years) for _ in range(6)]
    made = []
    for number in range(count):
        start = chance.choice(busy) + chance.randrange(40) if number % 3 == 0 else first + chance.randrange(365 * years)
        length = chance.choice([0] * 90 + [27] * 6 + [200] * 3 + [1500])
        kind = "day" if not length else "month" if length == 27 else "interval"
        made.append(
            TimelineItem(
                number,
                start,
                start + length,
                f"{title(chance)} {number}",
                tuple(chance.sample("abcdefgh", 2 if number % 9 == 0 else 1)),
                kind=kind,
                concerns=number % 4,
                disputed=number % 7 == 0,
                noteworthy=number % 11 == 0,
                approximate=number % 13 == 0,
                open_end=number % 101 == 0,
                when=datetime.date.fromordinal(start).strftime("%-d %b %Y"),
            )
        )
    return made


def laid(items, lanes=LANES, frame=FRAME, **settings):
    events = Events.of(items, lanes)
    return list(sheets(events, events.lanes, frame, Style(), wide, wide, **settings))


def boxes(sheet):
    return [(strip, placed) for strip in sheet.strips for placed in strip.placed]


def check(made, frame=FRAME):
    """Nothing crosses an edge of its page or lane, and nothing meets anything else."""
    for sheet in made:
        assert sheet.height <= frame.height + 0.01
        y = 0.0
        for strip in sheet.strips:
            assert strip.y == pytest.approx(y)
            y += strip.height
            named_together = len(strip.lasting) * frame.line
            assert named_together <= strip.height - 2 * Style().lane_padding
            for placed in strip.placed:
                assert placed.y >= named_together
                assert placed.left >= -0.01
                assert placed.right <= frame.width + 0.01
                assert placed.y >= 0
                assert placed.y + placed.height <= strip.height - Style().lane_padding
                assert max(line.width for line in placed.lines) == placed.label_width
                if placed.x1 - placed.x0 < Style().inside_from:
                    assert placed.label_x >= placed.x1 or placed.label_x + placed.label_width <= placed.x0
            for one, other in combinations(strip.placed, 2):
                apart = one.right <= other.left or other.right <= one.left
                assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y


def said(made):
    """The whole titles on the pages, by event: pieces of one that goes on on another page are put together."""
    found = {}
    for sheet in made:
        for _, placed in boxes(sheet):
            found.setdefault(placed.item.id, []).append("".join(line.text for line in placed.lines))
    return found


@pytest.fixture(scope="module")
def crowd():
    return many(2000)


@pytest.fixture(scope="module")
def pages(crowd):
    return laid(crowd)


def test_two_thousand_events_stand_whole_and_apart(crowd, pages):
    check(pages)
    titles = said(pages)
    for item in crowd:
        assert set(titles[item.id]) == {item.title}


def test_two_thousand_events_take_a_stack_of_paper_one_can_carry(pages):
    assert len(pages) < 200


def test_an_event_stands_in_each_of_its_lanes_on_each_of_its_pages(crowd, pages):
    placed = [(sheet.first, sheet.end, strip.lane.key, each.item.id) for sheet in pages for strip, each in boxes(sheet)]
    assert len(placed) == len(set(placed))
    there = set(placed)
    for item in crowd:
        for sheet in pages:
            begins_or_ends = item.start >= sheet.first or item.end < sheet.end
            if item.start < sheet.end and item.end >= sheet.first and begins_or_ends:
                assert all(
                    any((s.first, s.end, key, item.id) in there for s in pages if s.first == sheet.first)
                    for key in item.lane_keys
                )


def test_a_mark_stands_where_its_days_are(pages):
    for sheet in pages:
        for _, placed in boxes(sheet):
            if placed.item.exact and placed.item.start >= sheet.first:
                assert placed.x0 == pytest.approx(sheet.scale.x(placed.item.start))


def test_the_lanes_names_stand_on_each_page(pages):
    for begin in {sheet.first for sheet in pages}:
        shown = [strip.lane for sheet in pages if sheet.first == begin for strip in sheet.strips if not strip.continued]
        assert shown == LANES
    for sheet in pages:
        for strip in sheet.strips:
            assert "".join(line.text for line in strip.name) == strip.lane.label


def test_a_span_over_a_page_break_is_named_on_both_pages(make):
    span = make("2025-01-20", "2025-12-20", title="The long one")
    long = "One of the days on which something was said or decided, as the papers of the day have it"
    days = [make(f"2025-{month:02}-{day:02}", lanes="b", title=long) for month in range(1, 13) for day in range(1, 29)]
    made = laid([span, *days], [Lane("a", "A"), Lane("b", "B")])
    found = [placed for sheet in made for _, placed in boxes(sheet) if placed.item is span]
    assert len({sheet.first for sheet in made}) == len(found) > 1
    assert [placed.starts for placed in found] == [True] + [False] * (len(found) - 1)
    assert [placed.ends for placed in found] == [False] * (len(found) - 1) + [True]
    assert all("continued" in placed.lines[0].lead for placed in found[1:])
    assert "continued" not in found[0].lines[0].lead


def test_many_spans_that_last_all_through_a_page_are_named_together(make):
    spans = [make("2020-01-01", "2029-12-31", title=f"Rule number {n} in force") for n in range(60)]
    days = [make(f"2025-{month:02}-{day:02}", lanes="b") for month in range(1, 13) for day in range(1, 29)]
    made = laid([*spans, *days], LANES[:2])
    check(made)
    assert len(made) < 20
    assert len(said(made)) == len(spans) + len(days)  # each is named whole where it begins
    inside = [sheet for sheet in made if spans[0].start < sheet.first and sheet.end <= spans[0].end]
    assert inside
    for sheet in inside:
        (lines,) = [strip.lasting for strip in sheet.strips if strip.lane.key == "a" and not strip.continued]
        assert len(lines) <= 2
        assert lines[0].lead.startswith("60 last through all of these days:")
        assert "".join(line.text for line in lines).startswith("Rule number 0 in force · Rule number 1 in force · ")
        assert " more" in lines[-1].text


@pytest.mark.parametrize("height", range(180, 280, 6))
def test_what_is_named_together_has_room_of_its_own(make, height):
    long = "A rule with so long a name that a few of them take more than a line of the page they are named on"
    spans = [make("2015-01-01", "2029-12-31", lanes=lane, title=f"{long} {n}") for lane in "abcd" for n in range(4)]
    days = [
        make(f"2025-{month:02}-{day:02}", lanes=lane)
        for lane in "abcd"
        for month in range(1, 13)
        for day in (3, 12, 21)
    ]
    frame = replace(FRAME, height=float(height))
    check(laid([*spans, *days], LANES[:4], frame), frame)


def test_what_went_on_before_the_first_day_is_named_whole_on_the_first_page(make, ordinal):
    spans = [make("2020-01-01", "2029-12-31", title=f"Rule number {n} in force") for n in range(60)]
    made = laid(spans, LANES[:1], span=(ordinal("2025-01-01"), ordinal("2025-03-01")))
    check(made)
    assert len(said(made)) == 60


def test_near_the_right_edge_a_label_stands_left_of_its_mark(make):
    items = [make("2025-01-01"), make("2025-12-31", title="At the very end of the year it was decided")]
    (sheet,) = laid(items, LANES[:1])
    first, last = sorted((placed for _, placed in boxes(sheet)), key=lambda placed: placed.x0)
    assert first.label_x > first.x1
    assert last.to_the_right
    assert last.label_x + last.label_width < last.x0


def test_a_day_with_more_than_a_page_takes_several(make):
    items = [make("2025-04-07", title=f"Comment number {n} of very many comments") for n in range(300)]
    made = laid(items, LANES[:1])
    check(made)
    assert len(made) > 1
    assert [sheet.strips[0].continued for sheet in made] == [False] + [True] * (len(made) - 1)
    assert len(said(made)) == 300


def test_more_lanes_than_a_page_has_room_for_take_several(make):
    lanes = [Lane(f"l{n}", f"A stakeholder with a rather long name, number {n}") for n in range(120)]
    items = [make("2025-04-07", lanes=f"l{n}") for n in range(120)]
    made = laid(items, lanes)
    check(made)
    assert sum(len(sheet.strips) for sheet in made) == 120
    assert len(said(made)) == 120


def test_undated_events_come_at_the_end(make):
    items = [make("2025-04-07"), *(make(None, title=f"Some day {n}") for n in range(5))]
    (sheet,) = laid(items, LANES[:1])
    assert sheet.strips[-1].number == -1
    assert sheet.strips[-1].lane.label == "Undated"
    assert len(sheet.strips[-1].placed) == 5
    check([sheet])


def test_many_undated_events_take_pages_of_their_own(make):
    made = laid([make(None, title=f"Some day or other, number {n}, it will be known") for n in range(400)], ())
    check(made)
    assert len(made) > 1
    assert {sheet.first for sheet in made} == {None}
    assert len(said(made)) == 400


def test_a_title_longer_than_a_page_goes_on_on_the_next(make):
    endless = make("2025-04-07", title=" ".join(f"word{n}" for n in range(3000)))
    for item in (endless, make(None, title=endless.title)):
        made = laid([item], LANES[:1])
        check(made)
        assert len(made) > 1
        assert "".join(said(made)[item.id]) == plain(item.title)


def test_a_part_of_the_time_has_what_lies_in_it(crowd):
    first, last = datetime.date(2001, 1, 1).toordinal(), datetime.date(2001, 12, 31).toordinal()
    made = laid(crowd, span=(first, last))
    check(made)
    assert said(made).keys() == {item.id for item in crowd if item.start <= last and item.end >= first}
    assert (made[0].first, made[-1].end) == (first, last + 1)


def test_nothing_makes_no_page():
    assert laid([]) == []


def test_it_can_be_stopped(crowd):
    def stop():
        raise CancelledError("enough")

    with pytest.raises(CancelledError):
        laid(crowd, check=stop)


def test_signs_after_a_title_have_room(crowd, pages):
    for sheet in pages:
        for _, placed in boxes(sheet):
            last = placed.lines[-1]
            assert wide((last.lead + last.text).rstrip()) + trailing_width(placed.item, Style()) <= last.width + 0.01
