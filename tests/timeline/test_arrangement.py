"""Which lanes are shown, in which order: as people arranged them."""

from __future__ import annotations

import pytest

from tracker.timeline.arrangement import ORDERS, Arrangement, in_both, left_out
from tracker.timeline.events import Events
from tracker.timeline.lanes import Chart
from tracker.timeline.marks import Lane
from tracker.timeline.scale import fitted
from tracker.timeline.walk import Walk

LANES = [Lane("b", "Rulings", "court"), Lane("a", "Filings", "court filing"), Lane("c", "Zoning")]
PLAIN = Arrangement()


@pytest.fixture
def events(make):
    """Five events: a has three, b and c two, one of them in both b and c."""
    return Events.of(
        [
            make("2025-03-01", lanes="a"),
            make("2025-04-01", lanes="a"),
            make("2025-05-01", lanes="a"),
            make("2025-02-01", lanes="b c"),
            make("2025-06-01", lanes="b"),
            make("2025-01-01", lanes="c"),
        ],
        LANES,
    )


def keys(lanes):
    return "".join(lane.lane.key for lane in lanes)


def chart(events, measure, arrangement, height=400):
    made = Chart(events, measure, arrangement=arrangement)
    made.arrange(800, height)
    return made


@pytest.mark.parametrize(
    ("order", "expected"), [("given", "bac"), ("name", "abc"), ("first", "cba"), ("number", "abc"), ("hand", "bac")]
)
def test_lanes_are_sorted(events, order, expected):
    assert keys(PLAIN.sorted_by(order).ordered(events.lanes)) == expected


def test_the_lane_of_what_has_no_name_stays_last_by_name(make):
    events = Events.of([make("2025-01-01", lanes="z"), make("2025-01-02", lanes="y")], [Lane("z", "Zoning")], "Another")
    assert keys(PLAIN.sorted_by("name").ordered(events.lanes)) == "z"


def test_a_lane_is_moved_by_hand_and_the_others_keep_their_order(events):
    moved = PLAIN.moved(["b", "a", "c"], "c", 0)
    assert moved.order == "hand"
    assert keys(moved.ordered(events.lanes)) == "cba"
    assert keys(moved.moved(["c", "b", "a"], "c", 99).ordered(events.lanes)) == "bac"


def test_lanes_that_a_search_does_not_find_keep_their_place_in_the_list(events):
    before = Arrangement(order="hand", by_hand=("x", "c", "b", "a"))
    assert before.moved(["c", "b", "a"], "a", 0).by_hand == ("a", "c", "b", "x")


def test_a_hidden_lane_is_not_shown_and_a_hidden_lane_is_offered_again(events):
    hidden = PLAIN.with_hidden("a")
    assert keys(hidden.shown(events.lanes)) == "bc"
    assert keys(hidden.ordered(events.lanes)) == "bac"
    assert hidden.with_hidden("a", False) == PLAIN
    assert hidden.with_hidden("b").with_all_shown() == PLAIN


def test_two_lanes_compared_are_shown_alone_even_a_hidden_one(events):
    compared = PLAIN.with_hidden("a").comparing("c", "a")
    assert keys(compared.shown(events.lanes)) == "ca"
    assert keys(compared.with_none_compared().shown(events.lanes)) == "bc"
    assert not PLAIN.comparing("a", "gone").compares(events.lanes)
    assert keys(PLAIN.comparing("a", "gone").shown(events.lanes)) == "bac"


def test_what_stands_in_hidden_lanes_only_is_counted(events):
    assert left_out(events.lanes, PLAIN, 6) == 0
    assert left_out(events.lanes, PLAIN.with_hidden("c"), 6) == 1
    assert left_out(events.lanes, PLAIN.with_hidden("c").with_hidden("b"), 6) == 3
    assert in_both(events.lanes[0], events.lanes[2]) == 1


def test_an_arrangement_is_kept_as_text():
    made = Arrangement("hand", ("b", "“ü\n"), frozenset("a"), frozenset("bc"), (("a", "court"),))
    assert Arrangement.of_text(made.text()) == made
    assert Arrangement.of_text(made.comparing("a", "b").text()) == made


@pytest.mark.parametrize("text", ["", "x", "[]", "{}", "null", '{"order": 1}'])
def test_what_is_no_arrangement_is_the_plain_one(text):
    assert Arrangement.of_text(text) == PLAIN


def test_an_order_of_another_version_is_the_given_one():
    assert Arrangement.of_text(PLAIN.text().replace('"given"', '"moon"')) == PLAIN
    assert set(ORDERS) == {"given", "name", "first", "number", "hand"}


def test_a_colour_is_given_and_taken_away():
    coloured = PLAIN.with_colour("a", "court").with_colour("a", "data")
    assert (coloured.colour("a"), coloured.colour("b")) == ("data", "")
    assert coloured.with_colour("a", "") == PLAIN


# In a chart.


def test_a_chart_shows_only_the_lanes_that_are_not_hidden(events, measure):
    made = chart(events, measure, PLAIN.with_hidden("a").sorted_by("name"))
    assert [lane.lane.key for lane in made.lanes] == ["b", "c"]
    assert not made.is_whole
    shown = {box.item.id for box in made.layout(fitted(*events.span, 800)).boxes}
    assert shown == {4, 5, 6}
    assert made.lanes_of(events.item(events.position(4))) == [0, 1]
    assert made.lanes_of(events.item(events.position(1))) == []


def test_a_collapsed_lane_is_a_slim_line_of_bars(events, measure):
    made = chart(events, measure, PLAIN.with_collapsed("a"))
    slim = made.lanes[1]
    assert (slim.collapsed, slim.height) == (True, float(int(made.style.row_height)))
    layout = made.layout(fitted(*events.span, 800))
    assert {bar.lane for bar in layout.bars} == {1}
    assert sum(bar.events for bar in layout.bars) == 3
    assert all(slim.y <= bar.y and bar.y + bar.height <= slim.y + slim.height for bar in layout.bars)
    assert {box.lane for box in layout.boxes} == {0, 2}


def test_an_event_of_a_collapsed_lane_can_be_shown_by_itself(events, measure):
    made = chart(events, measure, PLAIN.with_collapsed("a"))
    box = made.alone(events.item(events.position(1)), 1, fitted(*events.span, 800))
    lane = made.lanes[1]
    assert lane.y <= box.y <= lane.y + lane.height + 1 - box.height


def test_a_lane_takes_the_colour_it_was_given(events, measure):
    made = chart(events, measure, PLAIN.with_colour("c", "data"))
    assert [(lane.lane.colour, lane.coloured) for lane in made.lanes] == [
        ("court", False), ("court filing", False), ("data", True),
    ]  # fmt: skip


def test_all_lanes_may_be_hidden(events, measure):
    made = chart(events, measure, Arrangement(hidden=frozenset("abc")))
    assert made.lanes == ()
    assert made.height == 0
    assert made.layout(fitted(*events.span, 800)).boxes == ()


def test_walking_passes_over_events_in_hidden_lanes(events, measure, make):
    walk = Walk(chart(events, measure, PLAIN.with_hidden("a")))
    seen = [walk.first()]
    while (following := walk.stepped(seen[-1].id, 1)) is not seen[-1]:
        seen.append(following)
    assert [item.id for item in seen] == [6, 4, 5]
    assert walk.last().id == 5
    assert walk.stepped(5, -1).id == 4
    assert walk.stepped(2, 1).id == 5
    assert walk.nearest(events.item(events.position(1)).start).id == 4


def test_walking_goes_on_to_the_undated_from_the_last_event_shown(make, measure):
    events = Events.of([make("2025-01-01", lanes="a"), make("2025-02-01", lanes="b"), make(None)], LANES)
    walk = Walk(chart(events, measure, PLAIN.with_hidden("b")))
    assert walk.stepped(1, 1).id == 3
    assert walk.stepped(3, -1).id == 1
    everything = Walk(chart(events, measure, Arrangement(hidden=frozenset("abc"))))
    assert everything.first().id == 3


def test_two_lanes_are_compared_on_one_strip_between_them(events, measure):
    made = chart(events, measure, PLAIN.comparing("b", "a"))
    first, second = made.lanes
    assert first.comparison > second.comparison == 0
    layout = made.layout(fitted(*events.span, 800))
    assert sum(each.counts[0] for each in layout.comparison) == 2
    assert sum(each.counts[1] for each in layout.comparison) == 3
    for each in layout.comparison:
        top, bottom = each.axis - each.counts[0] * each.unit, each.axis + each.counts[1] * each.unit
        assert first.marks_end <= top <= bottom <= second.y
    each = layout.comparison[0]
    assert layout.slice_at(each.x + 1, second.y - 2) == (each, True)
    assert layout.slice_at(each.x + 1, first.y) is None
