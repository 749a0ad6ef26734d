"""How many events a lane holds between any two days, at a cost that doesn't depend on how many there are."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

# Spans are kept apart by length, each class up to this many times as long as the one before.
CLASS_RATIO = 4


class LaneIndex:
    """The spans of one lane: `starts` and `ends` are ordinals of equal length, sorted by start."""

    def __init__(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        self.starts = list(starts)
        self._sorted_ends = sorted(ends)
        classes: dict[int, tuple[list[int], list[int], list[int]]] = {}
        longest = 1
        limits = [longest]
        while longest < max((b - a + 1 for a, b in zip(starts, ends, strict=True)), default=1):
            longest *= CLASS_RATIO
            limits.append(longest)
        for position, (start, end) in enumerate(zip(starts, ends, strict=True)):
            limit = limits[bisect_left(limits, end - start + 1)]
            of_class = classes.setdefault(limit, ([], [], []))
            of_class[0].append(start)
            of_class[1].append(end)
            of_class[2].append(position)
        self._classes = sorted(classes.items())
        self._tallest = _tallest(self.starts, self._sorted_ends)

    def __len__(self) -> int:
        return len(self.starts)

    def count(self, first: int, end: int) -> int:
        """How many spans meet the days `first` to `end - 1`."""
        return bisect_left(self.starts, end) - bisect_left(self._sorted_ends, first)

    def meeting(self, first: int, end: int) -> list[int]:
        """The positions of the spans that meet the days `first` to `end - 1`, class by class."""
        found: list[int] = []
        for longest, (starts, ends, positions) in self._classes:
            low = bisect_left(starts, first - longest + 1)
            high = bisect_left(starts, end)
            if longest == 1:
                found += positions[low:high]
            else:
                found += [positions[i] for i in range(low, high) if ends[i] >= first]
        return found

    def tallest(self, level: int) -> int:
        """About the most spans that meet any one bucket of `2 ** level` days: the full height of its bars."""
        return self._tallest[min(level, len(self._tallest) - 1)]


def _tallest(starts: Sequence[int], sorted_ends: Sequence[int]) -> list[int]:
    """The largest count of starts in a bucket, by level, added to the most spans that run on at once."""
    if not starts:
        return [1]
    running = best_running = 0
    done = 0
    ends = sorted_ends
    for position, start in enumerate(starts):
        while ends[done] < start:
            done += 1
        # Spans that began on an earlier day and are not over; those of one day never run on.
        running = bisect_left(starts, start, 0, position) - done if position else 0
        best_running = max(best_running, running)
    counts: dict[int, int] = Counter(starts)
    tallest = [max(counts.values())]
    while len(counts) > 1:
        wider: dict[int, int] = {}
        for bucket, count in counts.items():
            wider[bucket >> 1] = wider.get(bucket >> 1, 0) + count
        counts = wider
        tallest.append(max(counts.values()))
    return [count + best_running for count in tallest]


def bucket_level(pixels_per_day: float, min_width: float) -> int:
    """The smallest level whose buckets of `2 ** level` days are at least `min_width` pixels wide."""
    level = 0
    while (1 << level) * pixels_per_day < min_width:
        level += 1
    return level
