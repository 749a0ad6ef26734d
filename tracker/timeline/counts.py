"""How many events of a lane begin between any two days, at a cost that doesn't depend on how many there are."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, compress, pairwise
from operator import gt, sub
from typing import overload

# Spans are kept apart by length, each class up to this many times as long as the one before.
CLASS_RATIO = 4
# So many are looked at in one go, so that other threads have their turn in between.
_AT_ONCE = 4096


class Runs(Sequence[int]):
    """Numbers of which many in a row are alike: `values`, and how many there are up to the end of each."""

    def __init__(self, values: Sequence[int], ends: array[int]) -> None:
        self._values = values
        self._ends = ends

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> list[int]: ...
    def __getitem__(self, place: int | slice) -> int | list[int]:
        if isinstance(place, slice):
            first, end, step = place.indices(len(self))
            if step != 1:
                return [self[n] for n in range(first, end, step)]
            found: list[int] = []
            run = bisect_right(self._ends, first)
            while first < end:
                upto = min(self._ends[run], end)
                found += [self._values[run]] * (upto - first)
                first, run = upto, run + 1
            return found
        place += len(self) if place < 0 else 0
        if not 0 <= place < len(self):
            raise IndexError(place)
        return self._values[bisect_right(self._ends, place)]


class LaneIndex:
    """The spans of one lane: `starts` and `ends` are ordinals of equal length, sorted by start. `days` may say how many
    start on each, where that is known."""

    def __init__(self, starts: Sequence[int], ends: Sequence[int], days: Mapping[int, int] | None = None) -> None:
        self.starts = starts
        self._ends = ends
        # Spans of more than a day by their class's greatest length: starts, ends and positions.
        self._classes: dict[int, tuple[array[int], array[int], array[int]]] = {}
        self._held = False
        if days is None:
            days = Counter()
            for first in range(0, len(starts), _AT_ONCE):
                days.update(starts[first : first + _AT_ONCE])
            self._hold_spans()
        self.days = days
        # The days on which any begin, and how many begin before each.
        self._days = array("i", sorted(self.days))
        self._before = array("I", accumulate((self.days[day] for day in self._days), initial=0))
        self._tallest = _tallest(self._days, self._before)

    @classmethod
    def counted(cls, starts: Sequence[int], ends: Sequence[int], counts: Sequence[int]) -> LaneIndex:
        """Of spans that are `counts` many each, in order."""
        upto = array("I", accumulate(counts))
        days: dict[int, int] = {}
        for start, count in zip(starts, counts, strict=True):
            days[start] = days.get(start, 0) + count
        return cls(Runs(starts, upto), Runs(ends, upto), days)

    def _hold_spans(self) -> None:
        self._held = True
        for first in range(0, len(self.starts), _AT_ONCE):
            starts, ends = self.starts[first : first + _AT_ONCE], self._ends[first : first + _AT_ONCE]
            for n in compress(range(len(starts)), map(gt, ends, starts)):
                self._hold(first + n, starts[n], ends[n])

    def _hold(self, position: int, start: int, end: int) -> None:
        longest = CLASS_RATIO
        while longest < end - start + 1:
            longest *= CLASS_RATIO
        held = self._classes.setdefault(longest, (array("i"), array("i"), array("I")))
        held[0].append(start)
        held[1].append(end)
        held[2].append(position)

    def __len__(self) -> int:
        return len(self.starts)

    def beginning(self, first: int, end: int) -> range:
        """The positions of the spans that begin on the days `first` to `end - 1`."""
        return range(self._before[bisect_left(self._days, first)], self._before[bisect_left(self._days, end)])

    def count(self, first: int, end: int) -> int:
        """How many spans begin on the days `first` to `end - 1`."""
        return self._before[bisect_left(self._days, end)] - self._before[bisect_left(self._days, first)]

    def counts(self, edges: Sequence[int]) -> list[int]:
        """How many spans begin from each of `edges` (ordinals, rising) to the day before the next."""
        below = [self._before[bisect_left(self._days, edge)] for edge in edges]
        return [after - before for before, after in pairwise(below)]

    def running(self, day: int, most: int) -> list[int]:
        """The positions of spans that began before `day` and are not over then; of the longest classes first, and
        no more once there are `most`."""
        if not self._held:
            self._hold_spans()
        found: list[int] = []
        for longest in sorted(self._classes, reverse=True):
            starts, ends, positions = self._classes[longest]
            for i in range(bisect_left(starts, day - longest + 1), bisect_left(starts, day)):
                if ends[i] >= day:
                    found.append(positions[i])
                    if len(found) == most:
                        return found
        return found

    def tallest(self, level: int) -> int:
        """The most spans that begin in any one bucket of `2 ** level` days: what the tallest bar stands for."""
        return self._tallest[min(level, len(self._tallest) - 1)]


def _tallest(days: Sequence[int], before: Sequence[int]) -> list[int]:
    """By level, the most that begin in any one bucket of `2 ** level` days, up to the level that has but one. `days`
    are those on which any begin, rising, and `before` how many begin before each (and, last, in all)."""
    if not days:
        return [1]
    buckets = list(days)
    tallest = [max(map(sub, before[1:], before))]
    while len(buckets) > 1:
        halved = [bucket >> 1 for bucket in buckets]
        firsts = [0, *(n for n, (one, other) in enumerate(pairwise(halved), 1) if one != other)]
        buckets = [halved[n] for n in firsts]
        before = [*(before[n] for n in firsts), before[-1]]
        tallest.append(max(map(sub, before[1:], before)))
    return tallest


def bucket_level(pixels_per_day: float, min_width: float) -> int:
    """The smallest level whose buckets of `2 ** level` days are at least `min_width` pixels wide."""
    level = 0
    while (1 << level) * pixels_per_day < min_width:
        level += 1
    return level
