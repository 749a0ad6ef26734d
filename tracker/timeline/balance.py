"""Counts over time beside a lane's marks: where people stand on its events, or how two lanes compare.

What they cost depends on the pixels in view: counts are kept as running totals by day, and any stretch of days is two
look-ups. Some kinds stand above an axis, others below it, all on one scale, so that lanes can be compared.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from tracker.timeline.counts import LaneIndex

POSITIONS = ("supports", "neutral", "reservations", "opposes")
"""The kinds of a balance. Support stands above the axis, reservations and opposition below; neutral is on it."""
ABOVE: tuple[int, ...] = (0,)
BELOW: tuple[int, ...] = (2, 3)
_AT_ONCE = 4096
"""Events looked at before it is asked whether to go on."""


class Slice(NamedTuple):
    """What there is on the days `first` to `end - 1`, by kind. It is drawn from `x`, `width` wide, about an `axis`
    (a y), each count `unit` pixels high."""

    lane: int
    x: float
    width: float
    axis: float
    unit: float
    counts: tuple[int, ...]
    first: int
    end: int


class Counts:
    """How much there is of some kinds, day by day. `above` and `below` are the kinds either side of the axis."""

    def __init__(self, days: Mapping[int, Sequence[int]], above: Sequence[int], below: Sequence[int]) -> None:
        """`days` gives for an ordinal how many there are of each kind on that day."""
        self._days = array("i", sorted(days))
        by_day = [days[day] for day in self._days]
        kinds = range(len(by_day[0])) if by_day else ()
        self._totals = [array("q", accumulate((counts[kind] for counts in by_day), initial=0)) for kind in kinds]
        sides = {
            day: (sum(counts[kind] for kind in above), sum(counts[kind] for kind in below))
            for day, counts in zip(self._days, by_day, strict=True)
        }
        self._tallest = _tallest(sides)

    def __len__(self) -> int:
        """How many there are in all."""
        return sum(total[-1] for total in self._totals)

    @property
    def whole(self) -> tuple[int, ...]:
        """How many there are of each kind."""
        return tuple(total[-1] for total in self._totals)

    def slices(self, first_day: float, end_day: float, days: int) -> list[tuple[int, int, tuple[int, ...]]]:
        """(first, end, counts) of the stretches of `days` days between two days that have anything. Stretches are
        anchored to the calendar, so that nothing changes while panning."""
        if not self._days:
            return []
        first = int(max(first_day, self._days[0]) // days) * days
        edges = range(first, int(min(end_day, self._days[-1])) + 1 + days, days)
        below = [bisect_left(self._days, edge) for edge in edges]
        # Where there is nothing, nothing is counted.
        ends = [(start, a, b) for start, a, b in zip(edges, below, below[1:], strict=False) if a < b]
        return [(start, start + days, tuple([total[b] - total[a] for total in self._totals])) for start, a, b in ends]

    def tallest(self, level: int) -> tuple[int, int]:
        """The most above and below the axis in any stretch of `2 ** level` days."""
        return self._tallest[min(level, len(self._tallest) - 1)]


Balance = Mapping[str, Counts]
"""By lane, the positions of the concerns about its events."""


def balance(
    lanes: Iterable[tuple[str, Iterable[int], Sequence[int]]],
    concerns: Mapping[int, Sequence[int]],
    check: Callable[[], None] = lambda: None,
) -> dict[str, Counts]:
    """The balance of lanes, given as (key, event ids, the days on which those begin). `concerns` says of an event how
    many there are by position. `check` is called now and then, and may raise to end it."""
    found: dict[str, Counts] = {}
    for key, ids, starts in lanes:
        days: dict[int, list[int]] = {}
        pairs = zip(ids, starts, strict=True)
        while some := list(islice(pairs, _AT_ONCE)):
            check()
            for event, day in some:
                counts = concerns.get(event)
                if counts:
                    held = days.setdefault(day, [0] * len(POSITIONS))
                    for kind, count in enumerate(counts):
                        held[kind] += count
        if days:
            found[key] = Counts(days, ABOVE, BELOW)
    return found


def scale_of(counts: Iterable[Counts], level: int, height: float) -> tuple[float, float]:
    """For lanes beside each other: how far below the top their axis stands, and how high one stands, so that the
    tallest of all stretches takes `height`."""
    tallest = [each.tallest(level) for each in counts]
    above, below = max((t[0] for t in tallest), default=0), max((t[1] for t in tallest), default=0)
    unit = height / max(1, above + below)
    return above * unit, unit


def _tallest(days: Mapping[int, tuple[int, int]]) -> list[tuple[int, int]]:
    """By level, the most on either side in any one stretch of `2 ** level` days, up to the level that has but one."""
    counts = dict(days)
    tallest = [_most(counts.values())]
    while len(counts) > 1:
        wider: dict[int, tuple[int, int]] = {}
        for stretch, (above, below) in counts.items():
            held = wider.get(stretch >> 1, (0, 0))
            wider[stretch >> 1] = (held[0] + above, held[1] + below)
        counts = wider
        tallest.append(_most(counts.values()))
    return tallest


def _most(sides: Iterable[tuple[int, int]]) -> tuple[int, int]:
    sides = list(sides)
    return max((side[0] for side in sides), default=0), max((side[1] for side in sides), default=0)


def compared(
    one: LaneIndex, other: LaneIndex, first_day: float, end_day: float, level: int
) -> tuple[list[tuple[int, int, tuple[int, ...]]], tuple[int, int]]:
    """Where two lanes differ in time: (first, end, how many begin in each) of the stretches of `2 ** level` days
    between two days, and the most of either in any one."""
    days = 1 << level
    starts = [index.starts[0] for index in (one, other) if len(index)]
    ends = [index.starts[-1] for index in (one, other) if len(index)]
    if not starts:
        return [], (0, 0)
    first = int(max(first_day, min(starts)) // days)
    edges = range(first * days, (int(min(end_day, max(ends)) // days) + 1) * days + 1, days)
    pairs = zip(one.counts(edges), other.counts(edges), strict=True)
    found = [(start, start + days, pair) for start, pair in zip(edges, pairs, strict=False) if any(pair)]
    most = (one.tallest(level) if len(one) else 0, other.tallest(level) if len(other) else 0)
    return list(found), most
