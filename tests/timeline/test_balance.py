"""Where people stand over time, counted at a cost that depends on pixels."""

from __future__ import annotations

import random

import pytest

from tracker.timeline.balance import ABOVE, BELOW, Counts, balance, compared, scale_of
from tracker.timeline.counts import LaneIndex
from tracker.timeline.events import Events
from tracker.timeline.lanes import Chart
from tracker.timeline.marks import Lane
from tracker.timeline.scale import fitted

DAY = 739_000


def test_stretches_are_counted_by_kind_and_anchored_to_the_calendar():
    counts = Counts({8: (1, 0, 0, 2), 9: (0, 1, 0, 0), 16: (0, 0, 3, 0)}, ABOVE, BELOW)
    assert counts.slices(0, 100, 4) == [(8, 12, (1, 1, 0, 2)), (16, 20, (0, 0, 3, 0))]
    assert counts.slices(10, 100, 4) == [(8, 12, (1, 1, 0, 2)), (16, 20, (0, 0, 3, 0))]
    assert counts.slices(13, 100, 4) == [(16, 20, (0, 0, 3, 0))]
    assert counts.slices(0, 7, 4) == []
    assert counts.whole == (1, 1, 3, 2)
    assert len(counts) == 7


def test_nothing_counted_gives_nothing():
    assert Counts({}, ABOVE, BELOW).slices(0, 10, 1) == []
    assert scale_of([], 0, 20) == (0.0, 20.0)


@pytest.mark.parametrize("level", range(12))
def test_the_tallest_stretch_is_the_tallest_there_is(level):
    chance = random.Random(level)
    days = {DAY + chance.randrange(900): tuple(chance.randrange(4) for _ in range(4)) for _ in range(60)}
    counts = Counts(days, ABOVE, BELOW)
    found = [each[2] for each in counts.slices(0, 1e7, 1 << level)]
    assert counts.tallest(level) == (max(c[0] for c in found), max(c[2] + c[3] for c in found))
    assert counts.whole == tuple(sum(column) for column in zip(*found, strict=True))


def test_each_lane_has_the_concerns_of_its_events():
    found = balance(
        [("a", [1, 2, 3], [DAY, DAY, DAY + 9]), ("b", [3], [DAY + 9]), ("c", [4], [DAY])],
        {1: (1, 0, 0, 0), 2: (0, 0, 1, 2), 3: (0, 1, 0, 0)},
    )
    assert {key: counts.whole for key, counts in found.items()} == {"a": (1, 1, 1, 2), "b": (0, 1, 0, 0)}
    assert found["a"].slices(DAY, DAY, 1) == [(DAY, DAY + 1, (1, 0, 1, 2))]


def test_counting_can_be_ended_before_it_is_done():
    def check():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        balance([("a", [1], [DAY])], {}, check)


def test_a_balance_stands_below_its_lane_on_one_scale_with_the_others(make, measure):
    events = Events.of(
        [make("2025-01-01"), make("2025-05-01"), make("2025-05-01", lanes="b")], [Lane("a", "A"), Lane("b", "B")]
    )
    starts = [event.start for event in events.dated]
    held = balance([("a", [1, 2], starts[:2])], {1: (4, 0, 0, 0), 2: (0, 1, 2, 6)})
    made = Chart(events, measure, balance=held)
    made.arrange(800, 400)
    first, second = made.lanes
    assert (first.positions, second.positions) == ((4, 1, 2, 6), ())
    assert first.balance > second.balance == 0
    layout = made.layout(fitted(*events.span, 800))
    assert [each.counts for each in layout.balance] == [(4, 0, 0, 0), (0, 1, 2, 6)]
    for each in layout.balance:
        assert each.axis - each.counts[0] * each.unit >= first.marks_end - 0.01
        assert each.axis + sum(each.counts[2:]) * each.unit <= first.y + first.height
    for box in layout.boxes:
        assert box.lane == 1 or box.y + box.height <= first.marks_end
    each = layout.balance[0]
    assert layout.slice_at(each.x + 1, first.y + first.height - 2) == (each, False)


def test_a_collapsed_lane_has_no_balance(make, measure):
    from tracker.timeline.arrangement import Arrangement

    events = Events.of([make("2025-01-01")], [Lane("a", "A")])
    held = balance([("a", [1], [events.item(0).start])], {1: (1, 0, 0, 0)})
    made = Chart(events, measure, arrangement=Arrangement(collapsed=frozenset("a")), balance=held)
    assert made.lanes[0].balance == 0
    assert made.layout(fitted(*events.span, 800)).balance == ()


def test_two_lanes_are_counted_side_by_side():
    one, other = LaneIndex([8, 9, 30], [8, 9, 30]), LaneIndex([9, 17], [9, 17])
    slices, most = compared(one, other, 0, 100, 2)
    assert slices == [(8, 12, (2, 1)), (16, 20, (0, 1)), (28, 32, (1, 0))]
    assert most == (2, 1)
    assert compared(LaneIndex([], []), LaneIndex([], []), 0, 100, 2) == ([], (0, 0))
