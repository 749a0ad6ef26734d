"""How many events there are of each date, packed: hundreds of thousands of dates are read and added up in no time.

Nearly all events are of a day. `BLOCK` days that follow each other make a block; the counts of a block, four bytes
each, are taken as one number, so that two blocks are added with one addition.
"""

from __future__ import annotations

import json
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain, compress, repeat

from tracker.dates import drawn
from tracker.errors import DateError

BLOCK = 32
_BYTES = 4 * BLOCK
_BLOCK = struct.Struct(f"<I{_BYTES}s")

Run = tuple[int, int, str, int]
"""The first and the last day (ordinals) that a date is drawn on, 0 and 0 where there is none; its EDTF text, '' if it
is that day itself; and how many there are of it."""


class DayCounts:
    """Counts by day (an ordinal).

    `packed` are blocks in order, each as its number (four bytes) and its counts, the least byte first in all.
    ValueError if it is something else.
    """

    def __init__(self, packed: bytes = b"") -> None:
        if len(packed) % _BLOCK.size:
            raise ValueError("Counts of days are cut short.")
        number = int.from_bytes
        self._blocks = {block: number(counts, "little") for block, counts in _BLOCK.iter_unpack(packed)}

    def __getitem__(self, day: int) -> int:
        return (self._blocks.get(day // BLOCK, 0) >> (32 * (day % BLOCK))) & 0xFFFFFFFF

    def __setitem__(self, day: int, count: int) -> None:
        block = day // BLOCK
        self._blocks[block] = self._blocks.get(block, 0) + ((count - self[day]) << (32 * (day % BLOCK)))
        if not self._blocks[block]:
            del self._blocks[block]

    def add(self, other: DayCounts) -> None:
        """Take up as many more of each day as `other` has."""
        blocks = self._blocks
        for block, counts in other._blocks.items():
            blocks[block] = blocks.get(block, 0) + counts

    def columns(self) -> tuple[array[int], array[int]]:
        """The days of which there are any, rising, and how many there are of each."""
        ordered = sorted(self._blocks)
        counts = self._counts(ordered)
        days = chain.from_iterable(range(block * BLOCK, (block + 1) * BLOCK) for block in ordered)
        return array("i", compress(days, counts)), array("I", filter(None, counts))

    def _counts(self, blocks: Iterable[int]) -> array[int]:
        """The counts of the days of some blocks."""
        counts = array("I", b"".join(self._blocks[block].to_bytes(_BYTES, "little") for block in blocks))
        if sys.byteorder == "big":
            counts.byteswap()
        return counts

    @property
    def total(self) -> int:
        return sum(self._counts(self._blocks))

    def runs(self) -> Iterator[Run]:
        """Each day of which there are any, rising."""
        days, counts = self.columns()
        return zip(days, days, repeat(""), counts, strict=False)

    def packed(self) -> bytes:
        ordered = sorted(self._blocks.items())
        return b"".join(_BLOCK.pack(block, counts.to_bytes(_BYTES, "little")) for block, counts in ordered)


class DateCounts:
    """Counts by date: `days` holds those of days that are known, `spans` those of the other dates, in order.

    Packed, the spans are three columns of numbers, four bytes each, the least first (first days, last days, counts),
    and a JSON list of their texts. ValueError if what is given is something else.
    """

    def __init__(self, days: bytes = b"", spans: bytes = b"", dates: str = "[]") -> None:
        self.days = DayCounts(days)
        texts, numbers = json.loads(dates), array("I", spans)
        if sys.byteorder == "big":
            numbers.byteswap()
        if len(numbers) != 3 * len(texts):
            raise ValueError("Counts of dates are cut short.")
        starts, ends, counts = (numbers[n * len(texts) : (n + 1) * len(texts)] for n in range(3))
        self.spans: list[Run] = list(zip(starts, ends, texts, counts, strict=True))

    def __setitem__(self, date: str, count: int) -> None:
        try:
            where = drawn(date)
        except DateError:  # not written by this program; `check` tells of it
            where = None
        if where is not None and where.exact:
            self.days[where.start] = count
            return
        start, end = (where.start, where.end) if where is not None else (0, 0)
        place = bisect_left(self.spans, (start, end, date))
        after = bisect_left(self.spans, (start, end, date + "\0"))
        self.spans[place:after] = [(start, end, date, count)] * (count > 0)

    def runs(self) -> Iterator[Run]:
        """Each date of which there are any: the days, then the spans."""
        return chain(self.days.runs(), self.spans)

    @property
    def total(self) -> int:
        return self.days.total + sum(run[3] for run in self.spans)

    def packed(self) -> tuple[bytes, bytes, str]:
        """What the same is made of anew."""
        starts, ends, texts, counts = zip(*self.spans, strict=True) if self.spans else ((), (), (), ())
        numbers = array("I", (*starts, *ends, *counts))
        if sys.byteorder == "big":
            numbers.byteswap()
        return self.days.packed(), numbers.tobytes(), json.dumps(texts)
