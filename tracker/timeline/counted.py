"""The events of a chart of which is known how many there are of each date, and not yet which.

Lanes, bars and bare marks are what they will be. Nothing of it can be picked.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from operator import itemgetter, not_

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
    """So many events of each date. `lanes` are what each holds, in order, and none is empty; every event is in one
    lane. `make` gives an event of a date in a lane; the undated are as many as `undated`, of which it is given the
    date ''."""

    named = False

    def __init__(
        self,
        lanes: Sequence[tuple[Lane, Sequence[Run]]],
        undated: int,
        make: Callable[[str, Lane | None], TimelineItem],
    ) -> None:
        upto = [array("I", accumulate(map(itemgetter(3), runs))) for _, runs in lanes]
        begins = list(accumulate((some[-1] if some else 0 for some in upto), initial=0))
        dated = begins[-1]

        def item(position: int) -> TimelineItem:
            if position >= dated:
                return make("", None)
            number = bisect_right(begins, position) - 1
            lane, runs = lanes[number]
            start, _, date, _ = runs[bisect_right(upto[number], position - begins[number])]
            return make(date or from_ordinal(start), lane)

        super().__init__(array("q"), array("i"), array("i"), bytearray(), [], item)
        self._count = dated + undated
        self.dated = Items(self.item, range(dated))
        self.undated = Items(self.item, range(dated, dated + undated))
        nowhere, last = _NoOrder(), 0
        for number, (lane, runs) in enumerate(lanes):
            starts, ends = list(map(itemgetter(0), runs)), list(map(itemgetter(1), runs))
            exact = list(map(not_, map(itemgetter(2), runs)))
            positions = range(begins[number], begins[number + 1])
            index = LaneIndex.counted(starts, ends, upto[number])
            self.lanes.append(LaneEvents(lane, Items(self.item, positions), index, Runs(exact, upto[number]), nowhere))
            last = max(last, *ends)
        if self.lanes:
            indexes = [each.index for each in self.lanes]
            self.overview = Overview.counted(indexes, last)
            self.span = (min(index.days[0] for index in indexes), last)
            self.last_start = max(index.days[-1] for index in indexes)

    def __len__(self) -> int:
        return self._count
