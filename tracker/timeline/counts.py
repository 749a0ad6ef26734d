"""How many events of a lane begin between any two days, at a cost that doesn't depend on how many there are."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import compress, pairwise
from operator import gt

# Spans are kept apart by length, each class up to this many times as long as the one before.
CLASS_RATIO = 4
# So many are looked at in one go, so that other threads have their turn in between.
_AT_ONCE = 4096


class LaneIndex:
    """The spans of one lane: `starts` and `ends` are ordinals of equal length, sorted by start."""

    def __init__(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        self.starts = starts
        # Spans of more than a day by their class's greatest length: starts, ends and positions.
        self._classes: dict[int, tuple[array[int], array[int], array[int]]] = {}
        days: Counter[int] = Counter()
        for first in range(0, len(starts), _AT_ONCE):
            some_starts, some_ends = starts[first : first + _AT_ONCE], ends[first : first + _AT_ONCE]
            days.update(some_starts)
            for position in compress(range(first, len(starts)), map(gt, some_ends, some_starts)):
                start, end = starts[position], ends[position]
                longest = CLASS_RATIO
                while longest < end - start + 1:
                    longest *= CLASS_RATIO
                held = self._classes.setdefault(longest, (array("i"), array("i"), array("I")))
                held[0].append(start)
                held[1].append(end)
                held[2].append(position)
        self._tallest = _tallest(days)

    def __len__(self) -> int:
        return len(self.starts)

    def beginning(self, first: int, end: int) -> range:
        """The positions of the spans that begin on the days `first` to `end - 1`."""
        return range(bisect_left(self.starts, first), bisect_left(self.starts, end))

    def count(self, first: int, end: int) -> int:
        """How many spans begin on the days `first` to `end - 1`."""
        return bisect_left(self.starts, end) - bisect_left(self.starts, first)

    def counts(self, edges: Sequence[int]) -> list[int]:
        """How many spans begin from each of `edges` (ordinals, rising) to the day before the next."""
        below = [bisect_left(self.starts, edge) for edge in edges]
        return [after - before for before, after in pairwise(below)]

    def running(self, day: int, most: int) -> list[int]:
        """The positions of spans that began before `day` and are not over then; of the longest classes first, and
        no more once there are `most`."""
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


def _tallest(days: Counter[int]) -> list[int]:
    """By level, the most that begin in any one bucket of `2 ** level` days, up to the level that has but one."""
    counts: dict[int, int] = days
    tallest = [max(counts.values(), default=1)]
    while len(counts) > 1:
        wider: dict[int, int] = {}
        for bucket, count in counts.items():
            wider[bucket >> 1] = wider.get(bucket >> 1, 0) + count
        counts = wider
        tallest.append(max(counts.values()))
    return tallest


def bucket_level(pixels_per_day: float, min_width: float) -> int:
    """The smallest level whose buckets of `2 ** level` days are at least `min_width` pixels wide."""
    level = 0
    while (1 << level) * pixels_per_day < min_width:
        level += 1
    return level
