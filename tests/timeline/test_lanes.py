"""The chart: lanes that keep still, events where there is room for them, bars where there isn't."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.timeline.events import Events
from tracker.timeline.lanes import LEAST_ROWS, MOST_ROWS, WHOLE, Chart
from tracker.timeline.layout import Layout
from tracker.timeline.marks import Lane, Style, TimelineItem
from tracker.timeline.scale import Scale, fitted

STYLE = Style()
A, B, C = Lane("a", "Filings", "court"), Lane("b", "Rulings", "court"), Lane("c", "Statements", "agency")
DAY = 739_000


def letters(text: str) -> float:
    return 7.0 * len(text)


def item(number: int, day: int, length: int = 0, lanes: tuple[str, ...] = ("a",), **fields: object) -> TimelineItem:
    given: dict[str, object] = {"kind": "interval" if length else "day", **fields}
    return TimelineItem(number, day, day + length, f"Event number {number}", lanes, **given)  # type: ignore[arg-type]


def chart(items: list[TimelineItem], *lanes: Lane, width: float = 800, height: float = 400) -> Chart:
    made = Chart(Events.of(items, lanes or (A,)), letters, STYLE)
    made.arrange(width, height)
    return made


def many(number: int, days: int, lanes: str = "abc") -> list[TimelineItem]:
    chance = random.Random(5)
    return [
        item(n, DAY + chance.randrange(days), chance.choice((0, 0, 0, 0, 40)), (chance.choice(lanes),))
        for n in range(number)
    ]


def shown(layout: Layout) -> list[int]:
    return sorted(box.item.id for box in layout.boxes)


# Lanes.


def test_lanes_stand_below_each_other_in_the_order_given():
    made = chart([item(1, DAY), item(2, DAY, lanes=("b",))], A, B, C)
    assert [lane.lane.key for lane in made.lanes] == ["a", "b", "c"]
    for before, after in zip(made.lanes, made.lanes[1:], strict=False):
        assert before.y + before.height == after.y
    assert made.height == made.lanes[-1].y + made.lanes[-1].height


def test_an_event_stands_in_every_lane_it_names_once():
    made = chart([item(1, DAY, lanes=("a", "c", "a"))], A, B, C)
    layout = made.layout(fitted(DAY, DAY + 30, 800))
    assert sorted(box.lane for box in layout.boxes) == [0, 2]
    assert made.lanes_of(made.items[0]) == [0, 2]


def test_an_event_of_no_known_lane_is_never_left_out():
    made = Chart(Events.of([item(1, DAY, lanes=()), item(2, DAY, lanes=("z",))], [A], "Elsewhere"), letters)
    assert [lane.lane.label for lane in made.lanes] == ["Filings", "Elsewhere"]
    assert made.lanes[1].count == 2
    assert made.lanes_of(made.items[0]) == [1]


def test_undated_events_are_kept_apart():
    undated = TimelineItem(3, None, None, "Sometime", ("a",))
    made = chart([item(1, DAY), undated], A)
    assert list(made.undated) == [undated]
    assert [each.id for each in made.items] == [1]
    assert made.lanes_of(undated) == []


def test_the_span_reaches_from_the_first_day_to_the_last():
    assert chart([item(1, DAY + 9), item(2, DAY, 300), item(3, DAY + 20)]).span == (DAY, DAY + 300)
    assert chart([]).span is None


def test_events_of_one_day_keep_the_order_they_came_in():
    made = chart([item(3, DAY), item(1, DAY), item(2, DAY)])
    assert [each.id for each in made.members(0)] == [3, 1, 2]


def test_an_empty_chart_lays_out_nothing():
    layout = Chart(Events.of([], []), letters).layout(Scale(DAY, 1.0, 800))
    assert (layout.boxes, layout.bars, layout.lanes) == ((), (), ())
    empty_lane = chart([], A)
    assert empty_lane.layout(Scale(DAY, 1.0, 800)).boxes == ()
    assert empty_lane.height > 0


def test_a_lane_with_more_to_show_gets_more_rows():
    crowd = [item(n, DAY) for n in range(8)]
    made = chart([*crowd, item(50, DAY, lanes=("b",))], A, B, height=400)
    assert made.lanes[0].rows == 8
    assert made.lanes[1].rows == 1


def test_rows_are_shared_when_there_are_too_few():
    crowd = [item(n, DAY + n, lanes=("a", "b")) for n in range(30)]
    made = chart(crowd, A, B, height=220)
    assert made.height <= 220
    assert abs(made.lanes[0].rows - made.lanes[1].rows) <= 1


def test_a_needy_lane_keeps_three_rows_however_low_the_view():
    made = chart([item(n, DAY + n) for n in range(30)], A, height=10)
    assert made.lanes[0].rows == LEAST_ROWS
    assert made.height > 10


def test_no_lane_takes_more_rows_than_the_most():
    made = chart([item(n, DAY) for n in range(60)], A, height=5000)
    assert made.lanes[0].rows == MOST_ROWS


def test_short_lanes_are_made_comfortable_where_there_is_room():
    low = chart([item(1, DAY), item(2, DAY, lanes=("b",))], A, B, height=0)
    high = chart([item(1, DAY), item(2, DAY, lanes=("b",))], A, B, height=1000)
    assert high.lanes[0].height > low.lanes[0].height
    assert high.height <= 1000
    assert high.lanes[0].height <= LEAST_ROWS * STYLE.row_height + 2 * STYLE.lane_padding


def test_lanes_keep_still_while_one_zooms_and_pans():
    made = chart(many(300, 900), A, B, C)
    before = made.lanes
    scale = fitted(*made.span, 800)
    for _ in range(10):
        scale = scale.zoomed(300, 1.7).panned(-40)
        assert made.layout(scale).lanes == before


# Boxes.


def test_an_event_stands_where_its_day_is():
    made = chart([item(1, DAY + 10)])
    scale = Scale(DAY, 5.0, 800)
    (box,) = made.layout(scale).boxes
    assert box.x0 == pytest.approx(50)
    assert box.x1 == pytest.approx(50 + STYLE.mark_width)
    assert box.label_x == pytest.approx(box.x1 + STYLE.label_offset)
    assert box.label_width == letters("Event number 1")
    assert box.y == made.lanes[0].y + STYLE.lane_padding
    assert box.right == box.label_x + box.label_width


def test_only_what_is_in_view_is_laid_out():
    made = chart([item(n, DAY + 30 * n) for n in range(50)])
    assert shown(made.layout(Scale(DAY + 299, 10.0, 400))) == [10, 11]


def test_a_label_that_reaches_into_view_brings_its_event():
    made = chart([item(1, DAY)])
    assert shown(made.layout(Scale(DAY + 5, 10.0, 400))) == [1]
    assert shown(made.layout(Scale(DAY + 50, 10.0, 400))) == []


def test_only_lanes_in_view_are_laid_out():
    made = chart([item(1, DAY, lanes=("a", "b", "c"))], A, B, C)
    second = made.lanes[1]
    layout = made.layout(Scale(DAY - 5, 10.0, 400), second.y + 1, second.height - 2)
    assert [box.lane for box in layout.boxes] == [1]


def test_a_span_s_label_stands_inside_and_stays_in_view():
    made = chart([item(1, DAY, 400)])
    from_start = made.layout(Scale(DAY - 10, 2.0, 800)).boxes[0]
    assert from_start.x0 < from_start.label_x < from_start.x1
    midway = made.layout(Scale(DAY + 100, 2.0, 800)).boxes[0]
    assert midway.x0 < 0
    assert midway.label_x >= 0
    near_end = made.layout(Scale(DAY + 380, 2.0, 800)).boxes[0]
    assert near_end.label_x + near_end.label_width <= near_end.x1


def test_a_short_span_has_its_label_beside_it():
    (box,) = chart([item(1, DAY, 10)]).layout(Scale(DAY - 10, 2.0, 800)).boxes
    assert box.label_x > box.x1


def test_rows_do_not_change_while_panning():
    made = chart(many(500, 1500), A, B, C)
    scale = Scale(DAY + 100.0, 6.0, 800)
    rows: dict[tuple[int, int], float] = {}
    widths: dict[tuple[int, int], float] = {}
    for _ in range(60):
        scale = scale.panned(-13)
        for box in made.layout(scale).boxes:
            key = (box.item.id, box.lane)
            assert rows.setdefault(key, box.y) == box.y
            if not (box.label_x < box.x1):
                assert widths.setdefault(key, box.label_width) == box.label_width


def test_rows_of_a_large_chart_do_not_change_while_panning_either():
    made = chart(many(WHOLE * 4, 6000), A, B, C)
    scale = Scale(DAY + 1000.0, 6.0, 800)
    rows: dict[tuple[int, int, float], float] = {}
    for _ in range(60):
        scale = scale.panned(-13)
        for box in made.layout(scale).boxes:
            # A span is placed anew in each chunk; its start tells its pieces apart.
            key = (box.item.id, box.lane, round(box.x0 / scale.pixels_per_day + scale.origin_day, 3))
            assert rows.setdefault(key, box.y) == box.y


def test_what_was_laid_out_before_does_not_matter():
    items = many(400, 900)
    scale = Scale(DAY + 100.0, 6.0, 800)
    wandered = chart(items, A, B, C)
    wandered.layout(scale.zoomed(400, 9))
    wandered.layout(scale.panned(5000))
    assert wandered.layout(scale) == chart(items, A, B, C).layout(scale)


@pytest.mark.parametrize("number", [60, WHOLE * 3])
def test_labels_never_stand_on_each_other(number):
    made = chart(many(number, number * 2), A, B, C)
    scale = fitted(*made.span, 1200)
    for zoom in (1, 3, 10, 40):
        boxes = [box for box in made.layout(scale.zoomed(600, zoom)).boxes if box.label_width]
        for one, other in combinations(boxes, 2):
            if one.y == other.y and one.lane == other.lane and one.label_x <= other.label_x:
                assert one.label_x + one.label_width <= other.label_x + 1e-6


def test_a_noteworthy_event_keeps_its_label_in_a_crowd():
    # Six a month in a lane of three rows, four pixels a day: not all can have labels.
    items = [item(n, DAY + 5 * n, noteworthy=n == 20) for n in range(40)]
    made = chart(items, A, height=0)
    boxes = {box.item.id: box for box in made.layout(Scale(DAY, 4.0, 1200)).boxes}
    assert boxes[20].label_width > 0
    assert any(not box.label_width for box in boxes.values())


# Density.


def test_far_out_events_become_bars_that_count_them_all():
    made = chart(many(2000, 2000), A, B, C)
    layout = made.layout(fitted(*made.span, 400).zoomed(200, 0.2))
    assert layout.boxes == ()
    assert sum(bar.events for bar in layout.bars) == 2000


def test_close_up_there_are_labels_and_no_bars():
    made = chart(many(2000, 4000), A, B, C)
    layout = made.layout(Scale(DAY + 500.0, 40.0, 800))
    assert layout.bars == ()
    assert any(box.label_width for box in layout.boxes)


def test_between_them_bars_fade_in_as_marks_fade_out():
    made = chart(many(2000, 4000), A, B, C)
    scale = Scale(DAY + 500.0, 40.0, 800)
    faint = 0
    for _ in range(120):
        scale = scale.zoomed(400, 0.95)
        layout = made.layout(scale)
        faint += any(0 < box.opacity < 1 for box in layout.boxes) and any(0 < bar.opacity < 1 for bar in layout.bars)
    assert faint > 3


def test_every_event_in_view_is_a_mark_or_counted_in_a_bar():
    made = chart(many(3000, 3000), A, B, C, height=300)
    whole = fitted(*made.span, 1000)
    for zoom in (0.3, 1, 2, 4, 8, 16, 32):
        scale = whole.zoomed(500, zoom)
        layout = made.layout(scale)
        marked = {below.id for box in layout.boxes for below in made.pile_of(box)}
        for each in made.items:
            if not 0 <= scale.x(each.start) < scale.width:
                continue
            counted = any(
                bar.first <= each.start < bar.end and made.lanes[bar.lane].lane.key in each.lane_keys
                for bar in layout.bars
            )
            assert each.id in marked or counted


def test_bars_are_anchored_to_the_calendar():
    made = chart(many(4000, 2000), A, B, C)
    scale = fitted(*made.span, 500)
    seen = {(bar.lane, bar.first): (bar.end, bar.events, bar.height) for bar in made.layout(scale).bars}
    for step in range(1, 30):
        for bar in made.layout(scale.panned(-3.7 * step)).bars:
            if (bar.lane, bar.first) in seen:
                assert seen[bar.lane, bar.first] == (bar.end, bar.events, bar.height)


def test_bars_stay_within_their_lane():
    made = chart(many(4000, 2000), A, B, C)
    for bar in made.layout(fitted(*made.span, 500)).bars:
        lane = made.lanes[bar.lane]
        assert lane.y <= bar.y
        assert bar.y + bar.height <= lane.y + lane.height
        assert bar.height >= 2


def test_a_lone_cluster_does_not_turn_the_rest_into_bars():
    cluster = [item(n, DAY + n % 9) for n in range(200)]
    apart = [item(1000 + n, DAY + 200 + 40 * n) for n in range(5)]
    layout = chart([*cluster, *apart]).layout(Scale(DAY - 20.0, 2.0, 900))
    labelled = {box.item.id for box in layout.boxes if box.label_width}
    assert {each.id for each in apart} <= labelled
    assert sum(bar.events for bar in layout.bars) == 200


def test_the_cost_depends_on_the_view_not_on_the_events():
    few, lots = chart(many(1000, 1000), A, B, C), chart(many(20_000, 20_000), A, B, C)
    # As dense, and the same stretch shown: about the same number of things to draw.
    scale = Scale(DAY + 300.0, 1.0, 600)
    small, large = few.layout(scale), lots.layout(scale)
    assert len(large.boxes) + len(large.bars) < 2 * (len(small.boxes) + len(small.bars)) + 50


def test_a_span_that_began_long_ago_is_still_drawn_in_a_large_chart():
    crowd = many(WHOLE * 2, 20_000, "bc")
    order = item(99_999, DAY, 15_000)
    made = chart([*crowd, order], A, B, C)
    layout = made.layout(Scale(DAY + 9_000.0, 3.0, 800))
    pieces = [box for box in layout.boxes if box.item.id == 99_999]
    assert pieces
    assert min(box.x0 for box in pieces) <= 0
    assert max(box.x1 for box in pieces) >= 800
    assert sum(box.label_width > 0 for box in pieces) == 1
    assert not any(box.starts for box in pieces)


def test_an_event_among_bars_can_be_placed_by_itself():
    made = chart(many(4000, 2000), A, B, C)
    scale = fitted(DAY, DAY + 2000, 500)
    chosen = made.members(1)[300]
    box = made.alone(chosen, 1, scale)
    assert box.x0 == pytest.approx(scale.x(chosen.start))
    assert box.y == made.lanes[1].y + STYLE.lane_padding
    assert box.label_width > 0


# Picking.


def test_a_point_on_a_mark_or_its_label_finds_the_event():
    layout = chart([item(1, DAY + 10), item(2, DAY + 60)]).layout(Scale(DAY, 5.0, 800))
    box = next(box for box in layout.boxes if box.item.id == 2)
    for x in (box.x0, box.x0 - 2, box.label_x + 5, box.right):
        found = layout.box_at(x, box.y + 5)
        assert found is not None
        assert found.item.id == 2


def test_a_point_beside_everything_finds_nothing():
    layout = chart([item(1, DAY + 10)]).layout(Scale(DAY, 5.0, 800))
    assert layout.box_at(700, layout.boxes[0].y + 5) is None
    assert layout.box_at(layout.boxes[0].x0, layout.boxes[0].y + 500) is None
    assert layout.bar_at(60, 10) is None


def test_of_marks_side_by_side_the_nearer_is_found():
    layout = chart([item(1, DAY), item(2, DAY + 2)], height=0).layout(Scale(DAY - 10, 5.0, 800))
    boxes = {box.item.id: box for box in layout.boxes}
    for number in (1, 2):
        found = layout.box_at(boxes[number].x0 + 1, boxes[number].y + 5)
        assert found is not None
        assert found.item.id == number


def test_a_bar_is_found_anywhere_in_its_column():
    layout = chart(many(4000, 2000), A, B, C).layout(fitted(DAY, DAY + 2000, 500))
    bar = layout.bars[10]
    lane = layout.lanes[bar.lane]
    assert layout.bar_at(bar.x + 1, lane.y + 1) == bar


@given(
    st.lists(
        st.tuples(st.integers(DAY, DAY + 500), st.integers(0, 90), st.sampled_from("abcz"), st.booleans()), max_size=40
    ),
    st.floats(0.05, 60),
    st.floats(-100, 600),
)
@settings(max_examples=40)
def test_any_events_at_any_scale_lie_in_their_lanes(spans, zoom, offset):
    items = [
        replace(item(n, day, length, (lane,)), approximate=soft, open_end=not soft and length > 80)
        for n, (day, length, lane, soft) in enumerate(spans)
    ]
    made = chart(items, A, B, C)
    layout = made.layout(Scale(DAY + offset, zoom, 700))
    for box in layout.boxes:
        lane = layout.lanes[box.lane]
        assert lane.y <= box.y
        assert box.y + box.height <= lane.y + lane.height + 1
        assert box.x1 > box.x0
        assert 0 < box.opacity <= 1


def test_events_of_a_wide_day_stand_side_by_side_in_their_order():
    same = [item(n, DAY, lanes=("ab"[n % 2],)) for n in range(4)]
    made = chart([*same, item(9, DAY + 1)], A, B)
    zoom = 100.0
    layout = made.layout(Scale(DAY - 1.0, zoom, 900))
    places = {box.item.id: box.x0 - zoom for box in layout.boxes}
    assert [places[n] for n in range(4)] == pytest.approx([0, 25, 50, 75])
    assert places[9] == pytest.approx(zoom)
    alone = made.alone(made.items[2], made.lanes_of(made.items[2])[0], Scale(DAY - 1.0, zoom, 900))
    assert alone.x0 - zoom == pytest.approx(50)


def test_events_of_a_day_fan_out_little_by_little():
    made = chart([item(n, DAY) for n in range(3)], A)
    last = 0.0
    for zoom in (5.0, 12.0, 14.0, 18.0, 24.0, 40.0):
        layout = made.layout(Scale(DAY - 1.0, zoom, 900))
        spread = max(box.x0 for box in layout.boxes) - min(box.x0 for box in layout.boxes)
        assert spread == 0 if zoom <= 12 else spread > last
        assert spread < zoom
        last = spread


def test_a_pile_holds_those_for_which_there_is_no_row():
    made = chart([item(n, DAY) for n in range(9)] + [item(10, DAY + 2000)], A, height=75)
    layout = made.layout(made.whole(900))
    tops = [box for box in layout.boxes if box.pile]
    assert len(tops) == 1
    shown = sorted(each.id for box in layout.boxes for each in made.pile_of(box))
    assert shown == [*range(9), 10]
    assert len(made.pile_of(tops[0])) == 9 - made.lanes[0].rows + 1
    # A point on the sign is the pile's.
    assert layout.box_at(tops[0].x1 + 10, tops[0].y + 3) == tops[0]


def test_a_label_inside_a_span_keeps_to_what_is_in_view_of_it():
    span = item(1, DAY, 1000)
    made = chart([span], A)
    scale = Scale(DAY - 60.0, 1.0, 200)
    box = made.layout(scale).boxes[0]
    assert box.label_x + box.label_width <= 200
    gone_left = made.layout(Scale(DAY + 300.0, 1.0, 400)).boxes[0]
    assert 0 <= gone_left.label_x < 20


@pytest.mark.parametrize("day", range(0, 400, 20))
def test_what_says_how_an_end_is_known_is_not_cut_in_a_large_chart(day):
    more = [item(n, DAY + 3 * n) for n in range(1, 1500)]
    open_ended = item(0, DAY + day, lanes=("b",), kind="interval", open_end=True)
    made = chart([*more, open_ended], A, B, height=300)
    layout = made.layout(Scale(DAY + day - 100.0, 4.0, 900))
    box = next(box for box in layout.boxes if box.item.id == 0)
    assert box.starts
    assert box.ends
