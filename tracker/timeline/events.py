"""The events of a chart, put in order of time and sorted into lanes, as columns of numbers.

A million events take some thirty bytes each here, and are made ready on any thread. What is said of an event
(`TimelineItem`) is made when it is to be drawn.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from operator import gt
from typing import Generic, TypeVar, overload

from tracker.timeline.counts import LaneIndex
from tracker.timeline.marks import Lane, TimelineItem
from tracker.timeline.overview import Overview

C = TypeVar("C", "array[int]", bytearray)
T = TypeVar("T")

_AT_ONCE = 4096
"""So many are worked on at once, so that other threads have their turn in between."""


class Kept(Generic[T]):
    """Things by number, of which those used last are kept: at least `least` of them, at most twice as many."""

    def __init__(self, least: int) -> None:
        self._least = least
        self._new: dict[int, T] = {}
        self._old: dict[int, T] = {}

    def get(self, number: int) -> T | None:
        found = self._new.get(number)
        if found is None:
            found = self._old.get(number)
            if found is not None:
                self.keep(number, found)
        return found

    def keep(self, number: int, thing: T) -> None:
        if len(self._new) >= self._least:
            self._old, self._new = self._new, {}
        self._new[number] = thing

    def drop(self, number: int) -> None:
        self._new.pop(number, None)
        self._old.pop(number, None)


KEPT = 20_000
"""Items, and what is said of events, kept for the next frame."""


class _Maker:
    """Makes items by position, and keeps them for the next frame."""

    def __init__(self, make: Callable[[int], TimelineItem]) -> None:
        self._make = make
        self.made = Kept[TimelineItem](KEPT)

    def item(self, position: int) -> TimelineItem:
        item = self.made.get(position)
        if item is None:
            item = self._make(position)
            self.made.keep(position, item)
        return item


class Items(Sequence[TimelineItem]):
    """Items by position, each made when it is asked for."""

    def __init__(self, make: Callable[[int], TimelineItem], positions: Sequence[int]) -> None:
        self.positions = positions
        self._make = make

    def __len__(self) -> int:
        return len(self.positions)

    @overload
    def __getitem__(self, place: int) -> TimelineItem: ...
    @overload
    def __getitem__(self, place: slice) -> list[TimelineItem]: ...
    def __getitem__(self, place: int | slice) -> TimelineItem | list[TimelineItem]:
        if isinstance(place, slice):
            return [self._make(position) for position in self.positions[place]]
        return self._make(self.positions[place])


class DayOrder:
    """The order of the events that are known to be on one day: of all that are shown, whatever lanes they stand in."""

    def __init__(self, starts: array[int], exact: bytearray) -> None:
        self._starts = starts
        self._exact = exact
        # By day: where its events begin, and how many are known to be on it.
        self._days: dict[int, tuple[int, int]] = {}

    def part(self, position: int) -> float:
        """The part of its day after which the event at a position stands: 0 the first, 1/2 the second of two. (0 for
        one that is not known to be on one day.)"""
        return self.known(position) if position < len(self._exact) and self._exact[position] else 0.0

    def known(self, position: int) -> float:
        """The same, of an event that is known to be on one day."""
        day = self._starts[position]
        known = self._days.get(day)
        if known is None:
            first = bisect_left(self._starts, day, hi=position)
            if len(self._days) >= _AT_ONCE:
                self._days.clear()
            known = first, self._exact.count(1, first, bisect_right(self._starts, day, lo=position))
            self._days[day] = known
        first, among = known
        return self._exact.count(1, first, position) / among


class LaneEvents:
    """The events of one lane in order of time. `exact` tells of each whether its day is known, as of most; `order` is
    that of the days."""

    def __init__(self, lane: Lane, items: Items, index: LaneIndex, exact: Sequence[int], order: DayOrder) -> None:
        self.lane = lane
        self.items = items
        self.index = index
        self.exact = exact
        self.order = order


class Events:
    """Events by position: first those with a date, in order of their first and last days, then the others.

    `starts` and `ends` are the ordinals of those days and `exact` holds 1 where the day is known, all three of the
    dated alone. `lanes` gives the positions that stand in each lane, rising; every dated event must stand in one.
    `make` gives what there is to say of the event at a position, as far as it is known. `named`: which event stands at
    a position is known, and not only how many there are.
    """

    named = True

    def __init__(
        self,
        ids: array[int],
        starts: array[int],
        ends: array[int],
        exact: bytearray,
        lanes: Iterable[tuple[Lane, array[int]]],
        make: Callable[[int], TimelineItem],
    ) -> None:
        self.ids = ids
        self._starts = starts
        self._ends = ends
        self._found = Kept[int](KEPT)
        # What makes items knows nothing of who asks: nothing here goes in circles, and all is freed when it is let go.
        maker = _Maker(make)
        self._made = maker.made
        self.item = maker.item
        """What there is to say of the event at a position."""
        self.dated = Items(self.item, range(len(starts)))
        self.undated = Items(self.item, range(len(starts), len(ids)))
        last = max((max(ends[n : n + _AT_ONCE]) for n in range(0, len(ends), _AT_ONCE)), default=0)
        self.span = (starts[0], last) if starts else None
        self.last_start = starts[-1] if starts else 0
        days: Counter[int] = Counter()
        for n in range(0, len(starts), _AT_ONCE):
            days.update(starts[n : n + _AT_ONCE])
        self.overview = Overview(days, last)
        self.order = DayOrder(starts, exact)
        self.lanes = [
            LaneEvents(
                lane,
                Items(self.item, positions),
                LaneIndex(in_steps(array("i"), starts, positions), in_steps(array("i"), ends, positions)),
                in_steps(bytearray(), exact, positions),
                self.order,
            )
            for lane, positions in lanes
        ]

    @classmethod
    def of(cls, items: Iterable[TimelineItem], lanes: Sequence[Lane], other: str = "Other") -> Events:
        """Events given one by one. One that names no known lane stands in a last lane, labelled `other`."""
        given = list(items)
        ordered = sorted((item for item in given if not item.undated), key=lambda item: (item.start, item.end))
        held: dict[str, array[int]] = {lane.key: array("I") for lane in lanes}
        strays = array("I")
        for position, item in enumerate(ordered):
            known = [held[key] for key in dict.fromkeys(item.lane_keys) if key in held] or [strays]
            for positions in known:
                positions.append(position)
        by_position = ordered + [item for item in given if item.undated]
        return cls(
            array("q", (item.id for item in by_position)),
            array("i", (item.start for item in ordered)),
            array("i", (item.end for item in ordered)),
            bytearray(item.exact for item in ordered),
            [(lane, held[lane.key]) for lane in lanes] + ([(Lane("", other), strays)] if strays else []),
            by_position.__getitem__,
        )

    def __len__(self) -> int:
        return len(self.ids)

    def position(self, event_id: int) -> int | None:
        """Where an event stands; None if it is not among them."""
        found = self._found.get(event_id)
        if found is None:
            try:
                found = self.ids.index(event_id)
            except ValueError:
                return None
            self._found.keep(event_id, found)
        return found

    def lanes_of(self, position: int) -> list[int]:
        """The numbers of the lanes in which the event at a position stands, from the top."""
        found = []
        for number, lane in enumerate(self.lanes):
            positions = lane.items.positions
            at = bisect_left(positions, position)
            if at < len(positions) and positions[at] == position:
                found.append(number)
        return found

    def renew(self, positions: Iterable[int]) -> None:
        """There is more to say of the events at these positions than there was."""
        for position in positions:
            self._made.drop(position)

    def after(self, day: int, most: int) -> range:
        """The positions of the first events that begin after a day, up to `most`."""
        first = bisect_right(self._starts, day)
        return range(first, min(first + most, len(self._starts)))

    def nearest(self, day: float) -> int | None:
        """The position of the event that begins nearest to a day; None if none has a date."""
        if not self._starts:
            return None
        at = bisect_left(self._starts, day)
        near = range(max(at - 1, 0), min(at + 1, len(self._starts)))
        return min(near, key=lambda position: abs(self._starts[position] - day))


def in_order(starts: Sequence[int], ends: Sequence[int]) -> array[int]:
    """The places of spans in order of their starts, and of equal ones their ends; otherwise they stay as given.

    They are mostly in order of their starts already.
    """
    order, strays, highest = array("I"), list[int](), 0
    for place, start in enumerate(starts):
        if start < highest:
            strays.append(place)
        else:
            highest = start
            order.append(place)
    if strays:
        order = _merged(order, sorted(strays, key=starts.__getitem__), starts)
        starts = in_steps(array("i"), starts, order)
    ends = in_steps(array("i"), ends, order)
    done = 0
    for n in range(0, len(order), _AT_ONCE):
        descents = map(gt, ends[n : n + _AT_ONCE], ends[n + 1 : n + _AT_ONCE + 1])
        for at in compress(range(n, len(order)), descents):
            # Where an end comes before the one before it, all that begin on that day are put in order.
            if at >= done and starts[at] == starts[at + 1]:
                first, done = bisect_left(starts, starts[at]), bisect_left(starts, starts[at] + 1)
                places = sorted(range(first, done), key=ends.__getitem__)
                order[first:done] = array("I", map(order.__getitem__, places))
    return order


def _merged(order: array[int], strays: Sequence[int], starts: Sequence[int]) -> array[int]:
    """Places in order of their starts, and strays in that order, put together; strays after others that start alike."""
    merged, done = array("I"), 0
    for stray in strays:
        at = bisect_right(order, starts[stray], key=starts.__getitem__)
        merged += order[done:at]
        merged.append(stray)
        done = at
    return merged + order[done:]


def in_steps(into: C, values: Sequence[int], places: Sequence[int]) -> C:
    """Add the values at some places to an array, in steps between which other threads have their turn."""
    for n in range(0, len(places), _AT_ONCE):
        into.extend(map(values.__getitem__, places[n : n + _AT_ONCE]))
    return into
