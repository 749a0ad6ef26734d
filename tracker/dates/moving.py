"""A date moved along in time. It keeps its form: a month moves by months, an interval whole or by one side, what is
approximate or uncertain stays so."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Literal

from tracker.dates.shape import Part, Precision, Span, check, month_length, parse, quoted, to_ordinal
from tracker.errors import DateError

Side = Literal["", "start", "end"]
"""Of an interval; '' is the whole of it, or of a date that is none."""

_MONTHS = {"day": 0, "month": 1, "season": 3, "year": 12, "decade": 120, "century": 1200}
"""How many months a step of each precision is, in the order from fine to coarse."""


def unit_of(text: str, side: Side = "") -> Precision:
    """In what steps a date moves: its precision, for an interval that of its coarser side. DateError if undated."""
    return max((part.kind for part in _moving(text, side)), key=list(_MONTHS).index)


def moved(text: str, days: int, side: Side = "") -> str:
    """The date moved by so many days, or by the steps of its precision that come nearest to them.

    DateError if it is undated, would leave the years 0001 to 9999, or would end before it starts.
    """
    return stepped(text, _steps(text, days, side), side)


def stepped(text: str, steps: int, side: Side = "") -> str:
    """The date moved by so many steps of its precision (`unit_of`). DateError as `moved`."""
    unit = unit_of(text, side)
    if not steps:
        return text
    parsed = parse(text)
    if isinstance(parsed, Part):
        return check(_text(_shifted(parsed, unit, steps, text)))
    assert parsed is not None
    left, _, right = text.partition("/")
    if parsed.start is not None and side != "end":
        left = _text(_shifted(parsed.start, unit, steps, text))
    if parsed.end is not None and side != "start":
        right = _text(_shifted(parsed.end, unit, steps, text))
    return check(f"{left}/{right}")


def steps_between(before: str, after: str, side: Side = "") -> int:
    """How many steps (`unit_of`) lie between a date and the same date moved."""
    unit = unit_of(before, side)
    place = next(n for n, part in enumerate(_moving(before, side)) if part.kind == unit)
    old, new = _moving(before, side)[place], _moving(after, side)[place]
    if unit == "day":
        return to_ordinal(new.first) - to_ordinal(old.first)
    return _period(new, unit) - _period(old, unit)


def _steps(text: str, days: int, side: Side) -> int:
    """So many days as steps: those from a period to the one in which its middle then lies."""
    unit = unit_of(text, side)
    if unit == "day":
        return days
    part = next(part for part in _moving(text, side) if part.kind == unit)
    middle = (to_ordinal(part.first) + to_ordinal(part.last)) // 2 + days
    at = datetime.date.fromordinal(min(max(middle, 1), datetime.date.max.toordinal()))
    if unit == "season":
        return (12 * at.year + at.month - 3) // 3 - _period(part, unit)
    return (12 * at.year + at.month - 1) // _MONTHS[unit] - _period(part, unit)


def _period(part: Part, unit: Precision) -> int:
    """The number of a part among the periods of its precision, counted from the year 0 (seasons from a March)."""
    if unit == "season":
        return 4 * part.year + part.season - 21
    return (12 * part.year + max(part.month, 1) - 1) // _MONTHS[unit]


def _moving(text: str, side: Side) -> list[Part]:
    """The parts of a date that move."""
    parsed = parse(text)
    if isinstance(parsed, Span):
        sides = {"": (parsed.start, parsed.end), "start": (parsed.start,), "end": (parsed.end,)}[side]
        parts = [part for part in sides if part is not None]
    else:
        parts = [parsed] if parsed is not None and not side else []
    if not parts:
        raise DateError(f"{quoted(text)} has no date there that could be moved.", text)
    return parts


def _shifted(part: Part, unit: Precision, steps: int, whole: str) -> Part:
    """A part moved by steps of `unit`, which is no finer than it is."""
    try:
        if unit == "day":
            day = datetime.date(part.year, part.month, part.day) + datetime.timedelta(days=steps)
            return replace(part, year=day.year, month=day.month, day=day.day)
        months = steps * _MONTHS[unit]
        if part.season:
            year, season = divmod(4 * part.year + part.season - 21 + months // 3, 4)
            moved_part = replace(part, year=year, season=season + 21)
        elif part.month:
            year, month = divmod(12 * part.year + part.month - 1 + months, 12)
            # The 31st of a month that has none is its last day.
            day_ = min(part.day, month_length(year, month + 1))
            moved_part = replace(part, year=year, month=month + 1, day=day_)
        else:
            moved_part = replace(part, year=part.year + months // 12)
    except (OverflowError, ValueError):
        raise _beyond(whole) from None
    least = 0 if part.kind in ("decade", "century") else 1
    if not least <= moved_part.year <= 9999:
        raise _beyond(whole)
    return moved_part


def _beyond(text: str) -> DateError:
    return DateError(f"{quoted(text)} cannot be moved so far: only years 0001 to 9999 are kept.", text)


def _text(part: Part) -> str:
    """A part in the form it was written in."""
    if part.kind == "century":
        form = f"{part.year // 100:02d}XX"
    elif part.kind == "decade":
        form = f"{part.year // 10:03d}X"
    elif part.season:
        form = f"{part.year:04d}-{part.season}"
    else:
        numbers = (f"{part.month:02d}" if part.month else "", f"{part.day:02d}" if part.day else "")
        form = "-".join([f"{part.year:04d}", *filter(None, numbers), *["XX"] * part.unspecified])
    return form + part.mark
