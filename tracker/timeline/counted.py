"""The events of a chart of which is known how many there are of each date, and not yet which.

Lanes, bars and bare marks are what they will be. Nothing of it can be picked.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, compress
from typing import NamedTuple

from tracker.timeline.counts import LaneIndex, Runs
from tracker.timeline.events import DayOrder, Events, Items, LaneEvents
from tracker.timeline.marks import Lane, TimelineItem
from tracker.timeline.overview import Overview


class Span(NamedTuple):
    """The first and the last day on which an event of a date is drawn, and whether it is known to be on one."""

    start: int
    end: int
    exact: bool
    date: str


class _NoOrder(DayOrder):
    """It is not known yet which event of a day is the first."""

    def __init__(self) -> None:
        super().__init__(array("i"), bytearray())

    def known(self, position: int) -> float:  # noqa: ARG002
        return 0.0


class CountedEvents(Events):
    """So many events of each of `spans`, which are in order. In each lane there are some of each: `counts` by the place
    of the span, 0 where there are none; every event is in one lane. `make` gives an event of a date in a lane; the
    undated are as many as `undated`, of which it is given the date ''."""

    named = False

    def __init__(
        self,
        spans: Sequence[Span],
        lanes: Sequence[tuple[Lane, Sequence[int]]],
        undated: int,
        make: Callable[[str, Lane | None], TimelineItem],
    ) -> None:
        held = [list(compress(range(len(spans)), counts)) for _, counts in lanes]
        counts = [list(filter(None, counts)) for _, counts in lanes]
        ends = [array("I", accumulate(some)) for some in counts]
        begins = list(accumulate((some[-1] if some else 0 for some in ends), initial=0))
        dated = begins[-1]

        def item(position: int) -> TimelineItem:
            if position >= dated:
                return make("", None)
            number = bisect_right(begins, position) - 1
            span = spans[held[number][bisect_right(ends[number], position - begins[number])]]
            return make(span.date, lanes[number][0])

        super().__init__(array("q"), array("i"), array("i"), bytearray(), [], item)
        self._count = dated + undated
        self.dated = Items(self.item, range(dated))
        self.undated = Items(self.item, range(dated, dated + undated))
        nowhere = _NoOrder()
        days: dict[int, int] = {}
        for span, of_lanes in zip(spans, zip(*(some for _, some in lanes), strict=True), strict=False):
            if count := sum(of_lanes):
                days[span.start] = days.get(span.start, 0) + count
        for number, (lane, _) in enumerate(lanes):
            of = [spans[n] for n in held[number]]
            index = LaneIndex.counted([span.start for span in of], [span.end for span in of], counts[number])
            positions = range(begins[number], begins[number + 1])
            exact = Runs([span.exact for span in of], ends[number])
            self.lanes.append(LaneEvents(lane, Items(self.item, positions), index, exact, nowhere))
        last = max((spans[n].end for some in held for n in some), default=0)
        self.overview = Overview(days, last)
        if days:
            self.span = (min(days), last)
            self.last_start = max(days)

    def __len__(self) -> int:
        return self._count
