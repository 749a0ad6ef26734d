"""The ruler of what is to come: the next event spelled out, and no label over another."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tracker.timeline.coming import flags
from tracker.timeline.events import Events
from tracker.timeline.marks import Lane
from tracker.timeline.scale import Scale

POLE, GAP = 9.0, 6.0
TODAY = 739_000
SCALE = Scale(float(TODAY - 100), 2.0, 900.0)


def placed(days: list[int], wishes: list[float], scale: Scale = SCALE):
    return flags([TODAY + day for day in days], wishes, scale, POLE, GAP)


def test_nothing_to_come_has_no_flags():
    assert placed([], []) == []


def test_the_next_event_is_spelled_out_left_of_its_flag():
    (flag,) = placed([30], [150.0])
    assert flag.x == 260
    assert flag.width == 150
    assert flag.left + flag.width < flag.x


def test_the_next_event_is_spelled_out_right_of_its_flag_where_there_is_more_room():
    flag, _ = placed([5, 200], [300.0, 50.0], Scale(TODAY - 10.0, 2.0, 900.0))
    assert flag.left > flag.x
    assert flag.width == 300


def test_the_next_event_is_in_view_even_if_its_flag_is_not():
    (later,) = placed([1000], [150.0])
    assert later.x > 900 > later.left + later.width > 800
    (earlier,) = placed([5], [150.0], Scale(TODAY + 100.0, 2.0, 900.0))
    assert earlier.x < 0 < earlier.left
    assert earlier.width == 150


def test_a_label_that_has_no_room_is_left_out_but_for_the_next_event_s():
    crowd = placed([30, 31, 32, 33, 200], [150.0] + [60.0] * 4)
    assert [bool(flag.width) for flag in crowd] == [True, False, False, True, True]


@given(
    days=st.lists(st.integers(1, 500), min_size=1, max_size=20),
    start=st.integers(-300, 300),
    zoom=st.floats(0.2, 60),
    wish=st.floats(20, 400),
)
def test_no_label_is_over_another_nor_over_a_flag_nor_out_of_view(days, start, zoom, wish):
    scale = Scale(float(TODAY + start), zoom, 900.0)
    found = placed(sorted(days), [wish] + [60.0] * (len(days) - 1), scale)
    assert found[0].width >= 0
    labels = sorted((flag.left, flag.left + flag.width) for flag in found if flag.width)
    for left, right in labels:
        assert left >= 0
        assert right <= 900.001
        assert not any(left < flag.x < right for flag in found)
    for (_, end), (begin, _) in pairwise(labels):
        assert end <= begin + 0.001


def test_what_is_to_come_begins_after_today(make):
    items = [make("2025-04-01"), make("2025-04-07"), make("2025-04-08"), make("2025-05-01", "2025-06-01"), make(None)]
    events = Events.of(items, [Lane("a", "A")])
    today = items[1].start
    assert [events.item(n).id for n in events.after(today, 10)] == [items[2].id, items[3].id]
    assert len(events.after(today, 1)) == 1
    assert not events.after(items[3].end, 10)
