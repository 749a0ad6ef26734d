"""The events of a chart of which is known how many there are of each date, and not yet which.

Lanes, bars and bare marks are what they will be. Nothing of it can be picked.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate
from operator import not_

from tracker.dates import from_ordinal
from tracker.timeline.counts import LaneIndex, Runs
from tracker.timeline.events import DayOrder, Events, Items, LaneEvents
from tracker.timeline.marks import Lane, TimelineItem
from tracker.timeline.overview import Overview

Run = tuple[int, int, str, int]
"""So many events of one date: the first and the last day (ordinals) on which they are drawn, the date as EDTF text, ''
if it is that day itself, and how many there are."""


class _NoOrder(DayOrder):
    """It is not known yet which event of a day is the first."""

    def __init__(self) -> None:
        super().__init__(array("i"), bytearray())

    def known(self, position: int) -> float:  # noqa: ARG002
        return 0.0


class CountedEvents(Events):
    """So many events of each date. `lanes` are what each holds, in order, gone through once; none is empty, and every
    event is in one lane. `make` gives an event of a date in a lane; the undated are as many as `undated`, of which it
    is given the date ''."""

    named = False

    def __init__(
        self,
        lanes: Iterable[tuple[Lane, Iterable[Run]]],
        undated: int,
        make: Callable[[str, Lane | None], TimelineItem],
    ) -> None:
        # In columns: hundreds of thousands of runs would be so many objects for the garbage collector to look through.
        held: list[tuple[Lane, array[int], tuple[str, ...], array[int]]] = []
        begins = [0]

        def item(position: int) -> TimelineItem:
            if position >= begins[-1]:
                return make("", None)
            number = bisect_right(begins, position) - 1
            lane, starts, dates, upto = held[number]
            run = bisect_right(upto, position - begins[number])
            return make(dates[run] or from_ordinal(starts[run]), lane)

        super().__init__(array("q"), array("i"), array("i"), bytearray(), [], item)
        nowhere, last = _NoOrder(), 0
        for lane, runs in lanes:
            firsts, lasts, dates, counts = zip(*runs, strict=True)
            starts, ends, upto = array("i", firsts), array("i", lasts), array("I", accumulate(counts))
            held.append((lane, starts, dates, upto))
            positions = range(begins[-1], begins[-1] + upto[-1])
            begins.append(positions.stop)
            exact = bytearray(map(not_, dates))
            index = LaneIndex.counted(starts, ends, upto)
            self.lanes.append(LaneEvents(lane, Items(self.item, positions), index, Runs(exact, upto), nowhere))
            last = max(last, *ends)
        dated = begins[-1]
        self._count = dated + undated
        self.dated = Items(self.item, range(dated))
        self.undated = Items(self.item, range(dated, dated + undated))
        if self.lanes:
            indexes = [each.index for each in self.lanes]
            self.overview = Overview.counted(indexes, last)
            self.span = (min(index.days[0] for index in indexes), last)
            self.last_start = max(index.days[-1] for index in indexes)

    def __len__(self) -> int:
        return self._count
