"""Where a date stands on an axis of days."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from tracker.dates.shape import describe, ends, to_ordinal


class Drawn(NamedTuple):
    """The ordinals of the first and the last day that a date is drawn on, whether it is known to be one day, and its
    EDTF text."""

    start: int
    end: int
    exact: bool
    date: str


def drawn(date: str) -> Drawn | None:
    """Where an EDTF text is drawn, None if it is '' (undated). An interval that is open or unknown on one side stands
    on its other.

    Quick for what is made of days, of which a tracker may hold tens of thousands. Raises DateError as `bounds` does.
    """
    if not date:
        return None
    if len(date) == 10 and (day := _day(date)):
        return Drawn(day, day, True, date)
    sides = date.split("/")
    days = [_day(side) for side in sides if side not in ("", "..")]
    if 1 <= len(days) <= len(sides) <= 2 and all(days) and days[0] <= days[-1]:
        return Drawn(days[0], days[-1], False, date)
    shape, (at_start, at_end) = describe(date), ends(date)
    if not shape.first and not shape.last:
        return None
    start = to_ordinal(shape.first) if shape.first else to_ordinal(shape.last) - max(at_end.days, 1) + 1
    end = to_ordinal(shape.last) if shape.last else to_ordinal(shape.first) + max(at_start.days, 1) - 1
    return Drawn(start, end, False, date)


def _day(text: str) -> int:
    """The ordinal of a day, sure or not; 0 if it is no day."""
    if len(text) in (10, 11) and text[4] == text[7] == "-" and text[10:] in ("", "?", "~", "%"):
        try:
            return datetime.date.fromisoformat(text[:10]).toordinal()
        except ValueError:
            return 0
    return 0
