"""How many events of a lane begin between any two days, at a cost that doesn't depend on how many there are."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain, compress, pairwise, repeat
from operator import gt, rshift, sub
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
    """The spans of one lane: `starts` and `ends` are ordinals of equal length, sorted by start. `through` may say,
    where that is known, by each day on which any start how many have started by its end, the days rising."""

    def __init__(self, starts: Sequence[int], ends: Sequence[int], through: Mapping[int, int] | None = None) -> None:
        self.starts = starts
        self._ends = ends
        # Spans of more than a day by their class's greatest length: starts, ends and positions.
        self._classes: dict[int, tuple[array[int], array[int], array[int]]] = {}
        self._held = False
        if through is None:
            days = Counter[int]()
            for first in range(0, len(starts), _AT_ONCE):
                days.update(starts[first : first + _AT_ONCE])
            through = dict(zip(days, accumulate(days.values()), strict=True))
            self._hold_spans()
        self.days = array("i", through)
        """The days on which any begin."""
        # How many begin before each.
        self._before = array("I", (0, *through.values()))
        # By level; of what is counted, which is soon replaced, once it is asked for.
        self._tallest: dict[int, int] = {}
        if self._held:
            self._measure()

    @classmethod
    def counted(cls, starts: Sequence[int], ends: Sequence[int], upto: array[int]) -> LaneIndex:
        """Of spans in order of which there are many each; `upto` says how many to the last of each."""
        return cls(Runs(starts, upto), Runs(ends, upto), dict(zip(starts, upto, strict=True)))

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
        return range(self._before[bisect_left(self.days, first)], self._before[bisect_left(self.days, end)])

    def count(self, first: int, end: int) -> int:
        """How many spans begin on the days `first` to `end - 1`."""
        return self._before[bisect_left(self.days, end)] - self._before[bisect_left(self.days, first)]

    def counts(self, edges: Sequence[int]) -> list[int]:
        """How many spans begin from each of `edges` (ordinals, rising) to the day before the next."""
        below = [self._before[bisect_left(self.days, edge)] for edge in edges]
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
        if level not in self._tallest:
            _, through = _gathered(self.days, self._before[1:], level)
            self._tallest[level] = _most(through)
        return self._tallest[level]

    def _measure(self) -> None:
        """Find the tallest of each level, up to that which has but one bucket."""
        buckets: Sequence[int] = self.days
        through: Sequence[int] = self._before[1:]
        self._tallest[0] = _most(through)
        while len(buckets) > 1:
            buckets, through = _gathered(buckets, through, 1)
            self._tallest[len(self._tallest)] = _most(through)


def _gathered(buckets: Sequence[int], through: Sequence[int], levels: int) -> tuple[list[int], list[int]]:
    """Buckets `levels` above some that are given, rising, and how many begin to the end of each."""
    held = dict(zip(map(rshift, buckets, repeat(levels)), through, strict=True))
    return list(held), list(held.values())


def _most(through: Sequence[int]) -> int:
    """The most that begin in any one bucket; 1 if there is none."""
    return max(map(sub, through, chain((0,), through)), default=1)


def bucket_level(pixels_per_day: float, min_width: float) -> int:
    """The smallest level whose buckets of `2 ** level` days are at least `min_width` pixels wide."""
    level = 0
    while (1 << level) * pixels_per_day < min_width:
        level += 1
    return level
