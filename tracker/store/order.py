"""The order of events by date, in SQL: the day each sorts by, and its place among all."""

from __future__ import annotations

from tracker import dates

SORT_DAY = "coalesce(nullif(e.date_min,''),nullif(e.date_max,''),'~')"
"""The day (ISO) an event `e` sorts by; undated events, having none, come last."""

DAY_BITS = 24
UNDATED = 9999_99_99 << DAY_BITS
"""Places from here on are those of undated events."""
DAY_NUMBER = f"CAST(replace(replace({SORT_DAY}, '-', ''), '~', '99999999') AS INTEGER)"
"""The day an event `e` sorts by as a number, YYYYMMDD: the upper part of its place, above `DAY_BITS` bits."""


def first_place(date: str) -> int:
    """The place before which all events of an earlier day stand than the first one of `date` (EDTF text)."""
    return int(dates.bounds(date)[0].replace("-", "") or 0) << DAY_BITS
