"""Events in columns: the same chart, however they were given."""

from __future__ import annotations

import gc
import weakref
from array import array

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.timeline.events import Events, Kept, in_order, in_steps
from tracker.timeline.lanes import Chart
from tracker.timeline.marks import Lane, TimelineItem
from tracker.timeline.scale import Scale
from tracker.timeline.walk import Walk

DAY = 739_348
LANES = [Lane("a", "Filings"), Lane("b", "Letters")]


def item(number: int, first: int | None, last: int | None = None, lanes: str = "a", **fields: object) -> TimelineItem:
    last = first if last is None else last
    kind = "day" if first == last else "interval"
    return TimelineItem(number, first, last, f"Event {number}", tuple(lanes), kind=kind, **fields)  # type: ignore[arg-type]


def letters(text: str) -> float:
    return 7.0 * len(text)


def test_events_are_in_order_of_their_first_and_last_days_and_the_undated_come_after():
    events = Events.of([item(1, None), item(2, DAY + 3), item(3, DAY, DAY + 9), item(4, DAY, DAY + 2)], LANES)
    assert [each.id for each in events.dated] == [4, 3, 2]
    assert [each.id for each in events.undated] == [1]
    assert events.span == (DAY, DAY + 9)
    assert len(events) == 4


def test_without_a_dated_event_there_is_no_span():
    assert Events.of([item(1, None)], LANES).span is None
    assert Events.of([], LANES).nearest(DAY) is None


def test_events_of_one_span_stay_as_given():
    events = Events.of([item(n, DAY) for n in (5, 3, 9, 1)], LANES)
    assert [each.id for each in events.dated] == [5, 3, 9, 1]


def test_an_event_is_found_by_its_id_again_and_again():
    events = Events.of([item(n, DAY + n) for n in range(1, 50)] + [item(60, None)], LANES)
    assert [events.item(events.position(n)).id for n in (7, 60, 7)] == [7, 60, 7]  # type: ignore[arg-type]
    assert events.position(99) is None


def test_the_nearest_event_begins_before_or_after():
    events = Events.of([item(1, DAY), item(2, DAY + 10)], LANES)
    found = [events.nearest(day) for day in (DAY - 50, DAY + 4, DAY + 6.5, DAY + 500)]
    assert found == [0, 0, 1, 1]


def test_lanes_hold_their_events_and_strays_have_one_of_their_own():
    events = Events.of(
        [item(1, DAY, lanes="ab"), item(2, DAY, lanes="zz"), item(3, DAY, lanes="b")], LANES, "Elsewhere"
    )
    held = {lane.lane.label: [each.id for each in lane.items] for lane in events.lanes}
    assert held == {"Filings": [1], "Letters": [1, 3], "Elsewhere": [2]}


def test_what_is_said_of_an_event_is_made_when_asked_for_and_once():
    made: list[int] = []

    def make(position: int) -> TimelineItem:
        made.append(position)
        return item(position, DAY + position)

    positions = array("I", range(1000))
    days = array("i", range(DAY, DAY + 1000))
    events = Events(array("q", range(1000)), days, days, bytearray(b"\1" * 1000), [(LANES[0], positions)], make)
    chart = Chart(events, letters)
    assert len(made) <= 1  # the last one, for the room that its label takes
    boxes = chart.layout(Scale(DAY + 500, 40.0, 800)).boxes
    assert {box.item.id for box in boxes} >= set(range(500, 520))
    assert len(made) == len(set(made)) < 300
    seen = len(made)
    chart.layout(Scale(DAY + 500, 40.0, 800))
    assert len(made) == seen


def test_a_chart_left_behind_is_freed_at_once_and_not_by_the_garbage_collector():
    was_on = gc.isenabled()
    gc.disable()
    try:
        events = Events.of([item(n, DAY + n, DAY + n + n % 3) for n in range(1000)], LANES)
        chart = Chart(events, letters)
        walk = Walk(chart)
        chart.layout(Scale(DAY, 20.0, 800))
        assert walk.first() is not None
        left = weakref.ref(events)
        del events, chart, walk
        assert left() is None
    finally:
        if was_on:
            gc.enable()


spans = st.tuples(st.integers(0, 40), st.integers(0, 12), st.sampled_from(["", "a", "b", "ab", "z"]), st.booleans())


@settings(max_examples=40)
@given(st.lists(spans, max_size=1_200), st.floats(0.5, 60), st.integers(-20, 60))
def test_a_chart_of_columns_is_the_chart_of_the_same_items(drawn, zoom, left):
    items = [
        item(n, DAY + start, DAY + start + length, lanes, approximate=soft)
        for n, (start, length, lanes, soft) in enumerate(sorted(drawn))
    ]
    one_by_one = Events.of(items, LANES)
    # As the store gives them: by first day, and no more than that.
    by_day = sorted(items, key=lambda each: each.start)
    starts, ends = (array("i", column) for column in ([i.start for i in by_day], [i.end for i in by_day]))
    order = in_order(starts, ends)
    ordered = [by_day[place] for place in order]
    lanes = [(lane.lane, array("I", (ordered.index(each) for each in lane.items))) for lane in one_by_one.lanes]
    columns = Events(
        array("q", (each.id for each in ordered)),
        in_steps(array("i"), starts, order),
        in_steps(array("i"), ends, order),
        bytearray(each.exact for each in ordered),
        lanes,
        ordered.__getitem__,
    )
    charts = [Chart(events, letters) for events in (one_by_one, columns)]
    for chart in charts:
        chart.arrange(900, 500)
    one, other = (chart.layout(Scale(DAY + left, zoom, 900)) for chart in charts)
    assert one == other
    assert list(charts[0].items) == list(charts[1].items)


@settings(max_examples=80)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=200), st.booleans())
def test_the_order_is_that_of_sorting_and_keeps_equals_as_given(pairs, given_in_order):
    pairs = sorted(pairs, key=lambda pair: pair[0]) if given_in_order else pairs
    starts, ends = [a for a, _ in pairs], [a + b for a, b in pairs]
    wanted = sorted(range(len(pairs)), key=lambda place: (starts[place], ends[place]))
    assert list(in_order(array("i", starts), array("i", ends))) == wanted


def test_a_long_column_is_put_in_order_across_its_steps():
    starts = array("i", [n // 5000 for n in range(20_000)])
    ends = array("i", [s + (n * 7919) % 50 for n, s in enumerate(starts)])
    wanted = sorted(range(20_000), key=lambda place: (starts[place], ends[place]))
    assert list(in_order(starts, ends)) == wanted
    assert in_steps(array("i"), starts, range(20_000)) == starts
    assert in_steps(bytearray(), b"ab" * 6_000, range(11_999, -1, -1)) == b"ba" * 6_000


def test_the_overview_counts_the_dated_events_by_month():
    events = Events.of([item(1, DAY), item(2, DAY + 1, DAY + 90), item(3, None)], LANES)
    assert [period.count for period in events.overview.periods(400)] == [2]
    assert events.overview.span[1] > DAY + 90  # type: ignore[index]


def test_what_is_kept_is_what_was_used_last():
    kept = Kept[str](3)
    for number in range(20):
        kept.keep(number, str(number))
        kept.get(0)
    assert [number for number in range(20) if kept.get(number)] == [0, 17, 18, 19]
    kept.drop(19)
    assert kept.get(19) is None


def test_an_event_is_told_of_anew_when_there_is_more_to_say():
    untold = {n: item(n, DAY + 9 * n, untold=True) for n in range(4)}
    days = array("i", (DAY + 9 * n for n in range(4)))
    events = Events(
        array("q", range(4)), days, days, bytearray(b"\1" * 4), [(LANES[0], array("I", range(4)))], untold.__getitem__
    )
    chart = Chart(events, letters)
    scale = Scale(DAY, 20.0, 800)
    assert all(box.label_width > 100 for box in chart.layout(scale).boxes)
    assert chart.untold == [0, 1, 2, 3]
    for n in range(3):
        untold[n] = item(n, DAY + 9 * n)
    events.renew(range(3))
    chart.told()
    assert [box.label_width for box in chart.layout(scale).boxes][:3] == [letters("Event 1")] * 3
    assert chart.untold == [3]


def test_from_near_only_the_days_about_those_in_view_are_packed():
    made: list[int] = []

    def make(position: int) -> TimelineItem:
        made.append(position)
        return item(position, DAY + position // 20)

    count = 20 * 400
    days = array("i", (DAY + n // 20 for n in range(count)))
    events = Events(
        array("q", range(count)), days, days, bytearray(b"\1" * count), [(LANES[0], array("I", range(count)))], make
    )
    chart = Chart(events, letters)
    chart.arrange(1600, 600)
    made.clear()
    boxes = chart.layout(Scale(DAY + 200, 150.0, 1600)).boxes
    assert {box.item.start for box in boxes} >= {DAY + n for n in range(200, 210)}
    assert len(made) <= 20 * 3 * 8


def test_the_label_of_a_span_in_pieces_is_never_cut_by_the_left_edge_while_there_is_room_for_it():
    spans = [item(1, DAY, DAY + 400), item(2, DAY - 90)]
    many = [item(n, DAY + 3 * n, lanes="b") for n in range(3, 1000)]
    chart = Chart(Events.of([*spans, *many], LANES), letters)
    chart.arrange(800, 400)
    assert chart.large
    for day in range(5, 250):
        boxes = chart.layout(Scale(DAY + day, 40.0, 800)).boxes
        labels = [(box.label_x, box.label_width) for box in boxes if box.item.id == 1 and box.label_width]
        assert len(labels) <= 1
        assert all(x >= 0 for x, _ in labels), day
        assert labels, day
