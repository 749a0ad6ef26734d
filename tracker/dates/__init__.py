"""Dates of events: EDTF (ISO 8601-2) level 1 in, strict bounds out, friendly words both ways.

A date is a piece of EDTF text or '' (undated). Nothing else in the program looks inside one:
`bounds` sorts and draws, `describe` and `ends` say what kind it is, `display` words it, `explain` tells its kind in
words, `read` takes what people type.

Kept: years 0001 to 9999; days, months, years and seasons (`2025-21` to `2025-24`), each with `?` uncertain,
`~` approximate or `%` both; digits unspecified from the right (`2025-04-XX`, `2025-XX`, `2025-XX-XX`, `202X`,
`20XX`); intervals, also with an open (`..`) or unknown (empty) side. Not kept, and refused: times of day,
years before 0001 or after 9999, and everything of level 2.

The grammar is small enough to be ours: the `edtf` package, which the tests compare this with, takes 10-50 ms
a date and fails on intervals open with `..`.
"""

from tracker.dates.apart import days_apart
from tracker.dates.drawn import Drawn, drawn
from tracker.dates.moving import Side, moved, stepped, steps_between, unit_of
from tracker.dates.reading import Reading, read
from tracker.dates.shape import (
    DateEnd,
    DateShape,
    EndPrecision,
    Precision,
    bounds,
    check,
    describe,
    ends,
    first_known_day,
    from_ordinal,
    last_known_day,
    to_ordinal,
    utc_now,
)
from tracker.dates.wording import (
    DAY_MONTH,
    ENGLISH,
    MONTH_DAY,
    DateStyle,
    DateWords,
    display,
    display_short,
    explain,
    style_for,
)

__all__ = [
    "DAY_MONTH",
    "ENGLISH",
    "MONTH_DAY",
    "DateEnd",
    "DateShape",
    "DateStyle",
    "DateWords",
    "Drawn",
    "EndPrecision",
    "Precision",
    "Reading",
    "Side",
    "bounds",
    "check",
    "days_apart",
    "describe",
    "display",
    "display_short",
    "drawn",
    "ends",
    "explain",
    "first_known_day",
    "from_ordinal",
    "last_known_day",
    "moved",
    "read",
    "stepped",
    "steps_between",
    "style_for",
    "to_ordinal",
    "unit_of",
    "utc_now",
]
