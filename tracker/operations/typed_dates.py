"""Dates as other people's files have them, to EDTF: one reading or a problem, never a guess."""

from __future__ import annotations

import datetime
import re
from collections import Counter

from tracker import dates
from tracker.errors import DateError

UNDATED = {"", "-", "?", "n.d.", "nd", "n/a", "na", "no date", "none", "null", "tbd", "undated", "unknown", "#n/a"}
_NUMBERS = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\s*")
_SERIAL = re.compile(r"\s*[1-9]\d{4}\s*", re.ASCII)
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|[+-]\d{2}:?\d{2})?$")


class DateReader:
    """Reads cells, each text once. `orders` counts dates that can only be day first, only month first, or either."""

    def __init__(self, day_first: bool | None) -> None:
        self._day_first = day_first
        self._today = datetime.date.today()
        self._known: dict[str, str | DateError] = {}
        self.orders: Counter[str] = Counter()

    def read(self, cell: str) -> str:
        """The EDTF text of a cell, '' if it says that there is no date. DateError says what to do."""
        if cell not in self._known:
            try:
                self._known[cell] = self._read(cell)
            except DateError as error:
                self._known[cell] = error
        found = self._known[cell]
        if isinstance(found, DateError):
            raise found
        return found

    def _read(self, cell: str) -> str:
        if cell.strip().lower() in UNDATED:
            return ""
        numbers = _NUMBERS.fullmatch(cell)
        if numbers:
            first, second = int(numbers[1]), int(numbers[2])
            if first != second:
                self.orders["either" if max(first, second) < 13 else "day first" if first > 12 else "month first"] += 1
        day = int(cell) if _SERIAL.fullmatch(cell) else 0
        if day:
            shown = (datetime.date(1899, 12, 30) + datetime.timedelta(day)).isoformat()
            message = (
                f"“{cell.strip()}” looks like a spreadsheet's number of a day ({shown}, if it counts from 1900). "
                "Give the column the form of a date there and save the file again."
            )
            raise DateError(message, cell)
        # The time of day in a spreadsheet's or a program's time stamp says nothing of what happened when.
        text = _TIME.sub("", cell)
        readings = dates.read(text, self._today, self._day_first)
        if len(readings) > 1:
            choices = " or ".join(f"{r.label} ({r.edtf})" for r in readings)
            raise DateError(f"This can be {choices}. Say whether the day or the month comes first.", cell)
        return readings[0].edtf

    def span(self, first: str, last: str) -> str:
        """The EDTF text for something that began and ended, where either may be missing."""
        start, end = self.read(first), self.read(last)
        if not end or start == end:
            return start
        if "/" in start or "/" in end:
            raise DateError(
                "One of the start and end dates is a span already. Give one date in each.", f"{first}/{last}"
            )
        return dates.check(f"{start or '..'}/{end}")

    def numbers(self, year: str, month: str, day: str) -> str:
        """The EDTF text for a year, month and day in columns of their own, of which the later may be missing."""
        parts = [p.strip().removesuffix(".0") for p in (year, month, day)]
        if not parts[0]:
            return ""
        if not all(p.isdecimal() for p in parts if p) or (parts[2] and not parts[1]):
            given = "/".join(p for p in parts if p)
            raise DateError(f"“{given}” is not a year, month and day in numbers (years 1 to 9999).", given)
        widths = (4, 2, 2)
        return dates.check("-".join(p.zfill(w) for p, w in zip(parts, widths, strict=True) if p))

    def hint(self) -> str:
        """What the other dates say about the ambiguous ones; '' if nothing is ambiguous or they say nothing."""
        if self._day_first is not None or not self.orders["either"]:
            return ""
        for order, other in (("day first", "month first"), ("month first", "day first")):
            if self.orders[order] and not self.orders[other]:
                return (
                    f"Dates that only make sense {order}, and none only {other}, so that most likely all are meant so"
                )
        return ""
