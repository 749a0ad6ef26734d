"""What an EDTF text says: its parts, its kind and its strict first and last day.

Grammar: EDTF level 1 as in ISO 8601-2 and the Library of Congress specification, years 0001 to 9999.
Bounds are strict (what the text covers), never widened for `~` or `?`.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tracker.errors import DateError

Precision = Literal["day", "month", "season", "year", "decade", "century", "interval", "undated"]
EndPrecision = Literal["day", "month", "season", "year", "decade", "century", "open", "unknown"]

_FORMS = (
    "Write for example 2025-04-07, 2025-04, 2025, 2025-04~ (about), 2025? (uncertain), 2025-04/2025-06, "
    "../2025-06 (until), 2025-01/.. (from), or leave it empty."
)

_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_PART = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<mark>[?~%]?)"
)
_OTHER_YEAR = re.compile(r"Y-?[0-9]+|-[0-9]{4}(?:-[0-9]{2}){0,2}[?~%]?|[+]?[0-9]{5,}")
_TIMED = re.compile(r".*[0-9]T[0-9]{2}:.*")
_SEASON_FIRST_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Part:
    """One date of EDTF text, or one side of an interval.

    `month` and `day` are 0 where the text doesn't give them; `season` is 21 to 24 or 0. `unspecified` is how
    many of month and day are written XX. For a decade or century `year` is its first (2020 for 202X).
    `mark` is '', '?', '~' or '%'.
    """

    kind: Precision
    year: int
    month: int
    day: int
    season: int
    unspecified: int
    mark: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Span:
    """An interval. A side is None when it is open or unknown; `open_mark` is then '..' or '' on that side."""

    start: Part | None
    end: Part | None
    start_mark: str
    end_mark: str


@dataclass(frozen=True, slots=True)
class DateEnd:
    """How one end of a date is known: to what `precision`, or that it is "open" (`..`) or "unknown" (empty). It lies
    somewhere in `days` days, counted inwards from the date's bound there (0 where nothing is written)."""

    precision: EndPrecision
    days: int = 1
    uncertain: bool = False
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class DateShape:
    """What a date is, for drawing it. `first` and `last` are its strict bounds as `bounds` gives them.

    `uncertain` (`?` or `%`) and `approximate` (`~` or `%`) hold for an interval if they hold for either side.
    `open_start` and `open_end` are true for open (`..`) and for unknown (empty) sides alike.
    A month or year whose day or month is written XX is of kind 'month' or 'year'; `unspecified` counts the XX.
    """

    kind: Precision
    uncertain: bool
    approximate: bool
    open_start: bool
    open_end: bool
    first: str
    last: str
    unspecified: int = 0


@lru_cache(maxsize=16384)
def bounds(text: str) -> tuple[str, str]:
    """The strict first and last day, each 'YYYY-MM-DD', of an EDTF text.

    '' (undated) gives ('', ''). An interval without a start gives ('', last), without an end (first, '').
    A season is a northern meteorological one: spring (21) March to May, summer June to August, autumn September
    to November, winter (24) December to the end of February of the year after.
    Raises DateError if the text is not EDTF level 1, is impossible, or ends before it starts.
    """
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        return _plain_bounds(text, plain[1], plain[2], plain[3], text)
    shape = describe(text)
    return shape.first, shape.last


def first_known_day(text: str) -> str:
    """The first day of an EDTF text; its last where the first is not known, '' where neither is. Raises nothing:
    a text that is no date is given back."""
    try:
        first, last = bounds(text)
    except DateError:
        return text
    return first or last


def last_known_day(text: str) -> str:
    """The last day of an EDTF text, which is what "as of" it means; its first where the last is not known, '' where
    neither is. Raises nothing: a text that is no date is given back."""
    try:
        first, last = bounds(text)
    except DateError:
        return text
    return last or first


def check(text: str) -> str:
    """The text itself, unchanged, if it is EDTF level 1 or '' (undated); else DateError."""
    bounds(text)
    return text


@lru_cache(maxsize=16384)
def describe(text: str) -> DateShape:
    """The kind, marks and strict bounds of an EDTF text. Raises DateError as `bounds` does."""
    parsed = parse(text)
    if parsed is None:
        return DateShape("undated", False, False, False, False, "", "")
    if isinstance(parsed, Part):
        mark, first, last = parsed.mark, parsed.first, parsed.last
        doubts = mark in ("?", "%"), mark in ("~", "%")
        return DateShape(parsed.kind, *doubts, False, False, first, last, parsed.unspecified)
    start, end = parsed.start, parsed.end
    marks = {part.mark for part in (start, end) if part is not None}
    return DateShape(
        "interval",
        not marks.isdisjoint("?%"),
        not marks.isdisjoint("~%"),
        start is None,
        end is None,
        start.first if start else "",
        end.last if end else "",
    )


@lru_cache(maxsize=16384)
def ends(text: str) -> tuple[DateEnd, DateEnd]:
    """How the start and the end of an EDTF text are known; of a single date both are as it is, of '' both unknown.

    Raises DateError as `bounds` does.
    """
    parsed = parse(text)
    if isinstance(parsed, Span):
        return _end(parsed.start, parsed.start_mark), _end(parsed.end, parsed.end_mark)
    return _end(parsed, ""), _end(parsed, "")


@lru_cache(maxsize=16384)
def parse(text: str) -> Part | Span | None:
    """The parts of an EDTF text; None if it is '' (undated). Raises DateError as `bounds` does."""
    if not text:
        return None
    if "/" not in text:
        return _part(text, text)
    left, _, right = text.partition("/")
    if left in ("", "..") and right in ("", "..") and text != "/":
        return Span(None, None, left, right)
    start = None if left in ("", "..") else _side(left, text)
    end = None if right in ("", "..") else _side(right, text)
    if start is None and end is None:
        raise DateError(f"{quoted(text)} has neither a start nor an end. {_FORMS}", text)
    # The strict end may be less precise than the start (2025-04-12/2025): refused is only what cannot be.
    if start is not None and end is not None and end.last < start.first:
        raise DateError(f"{quoted(text)} ends before it starts. Write the earlier date first.", text)
    return Span(start, end, left if start is None else "", right if end is None else "")


def quoted(text: str) -> str:
    """The text as a message may show it: short, printable, in quotation marks."""
    short = text if len(text) <= 60 else text[:59] + "…"
    return "“" + "".join(char if char.isprintable() else "\ufffd" for char in short) + "”"


def month_length(year: int, month: int) -> int:
    """How many days the month has (proleptic Gregorian); `month` is 1 to 12."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _MONTH_DAYS[month - 1]


def to_ordinal(iso_day: str) -> int:
    """The proleptic Gregorian day number of 'YYYY-MM-DD' (0001-01-01 is 1). DateError if it isn't such a day."""
    plain = _PLAIN.fullmatch(iso_day)
    if plain is None or plain[3] is None:
        raise DateError(f"{quoted(iso_day)} is not a day written as YYYY-MM-DD.", iso_day)
    try:
        return datetime.date(int(plain[1]), int(plain[2]), int(plain[3])).toordinal()
    except ValueError:
        _plain_bounds(iso_day, plain[1], plain[2], plain[3], iso_day)  # says what is wrong with it
        raise


def from_ordinal(number: int) -> str:
    """The day 'YYYY-MM-DD' of a proleptic Gregorian day number. DateError outside years 0001 to 9999."""
    if not 1 <= number <= datetime.date.max.toordinal():
        raise DateError(f"Day number {number} is outside the years 0001 to 9999.", str(number))
    return datetime.date.fromordinal(number).isoformat()


def utc_now() -> str:
    """The present moment in UTC with milliseconds: '2026-11-23T15:24:06.123Z'."""
    now = datetime.datetime.now(datetime.UTC)
    return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _plain_bounds(text: str, year: str, month: str | None, day: str | None, whole: str) -> tuple[str, str]:
    """The bounds of YYYY, YYYY-MM or YYYY-MM-DD: the fast path nearly every date takes.

    `whole` is the text that an error names.
    """
    if year == "0000":
        raise _year_error(whole)
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if not 1 <= int(month) <= 12:
        # A season, or nothing that exists: the full reading tells which.
        part = _part(text, whole)
        return part.first, part.last
    if day is None:
        return f"{text}-01", f"{text}-{month_length(int(year), int(month)):02d}"
    if not 1 <= int(day) <= month_length(int(year), int(month)):
        raise DateError(f"{MONTHS[int(month) - 1]} {year} has no day {day}.", whole)
    return text, text


def _end(part: Part | None, open_mark: str) -> DateEnd:
    if part is None or part.kind == "interval" or part.kind == "undated":
        return DateEnd("open" if open_mark else "unknown", 0)
    days = to_ordinal(part.last) - to_ordinal(part.first) + 1
    return DateEnd(part.kind, days, part.mark in ("?", "%"), part.mark in ("~", "%"))


def _side(text: str, whole: str) -> Part:
    part = _part(text, whole)
    if "X" in text:
        raise DateError(
            f"{quoted(whole)}: unspecified digits (X) cannot stand in an interval. "
            "Leave them out, as in 2025-04/2025-06.",
            whole,
        )
    return part


def _part(text: str, whole: str) -> Part:
    """One date or season, of the text `whole` that an error names."""
    match = _PART.fullmatch(text)
    if match is None:
        raise _not_edtf(text, whole)
    year, month, day, mark = match["year"], match["month"], match["day"], match["mark"]
    if year == "0000":
        raise _year_error(whole)
    if "X" in year:
        if month is not None:
            raise _not_edtf(text, whole)
        kind: Precision = "decade" if year[2] != "X" else "century"
        low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
        # 000X and 00XX would begin with the year 0000, which is not kept.
        return Part(kind, low, 0, 0, 0, 0, mark, f"{max(low, 1):04d}-01-01", f"{high:04d}-12-31")
    number = int(year)
    if month in (None, "XX"):
        if day not in (None, "XX"):
            raise _not_edtf(text, whole)
        missing = (month == "XX") + (day == "XX")
        return Part("year", number, 0, 0, 0, missing, mark, f"{year}-01-01", f"{year}-12-31")
    if int(month) in _SEASON_FIRST_MONTH and day is None:
        return _season(number, int(month), mark)
    if not 1 <= int(month) <= 12:
        raise DateError(
            f"{quoted(whole)}: there is no month {month}. Months are 01 to 12; 21 to 24 stand for "
            "spring, summer, autumn and winter.",
            whole,
        )
    if day in (None, "XX"):
        first, last = _plain_bounds(f"{year}-{month}", year, month, None, whole)
        return Part("month", number, int(month), 0, 0, int(day == "XX"), mark, first, last)
    iso = f"{year}-{month}-{day}"
    _plain_bounds(iso, year, month, day, whole)
    return Part("day", number, int(month), int(day), 0, 0, mark, iso, iso)


def _season(year: int, season: int, mark: str) -> Part:
    """A season counted from the year it starts in, so that 21 to 24 follow each other without overlap."""
    begin = _SEASON_FIRST_MONTH[season]
    first = f"{year:04d}-{begin:02d}-01"
    if season == 24 and year == 9999:
        last = "9999-12-31"
    else:
        end_year, end = (year + 1, 2) if season == 24 else (year, begin + 2)
        last = f"{end_year:04d}-{end:02d}-{month_length(end_year, end):02d}"
    return Part("season", year, 0, 0, season, 0, mark, first, last)


def _year_error(text: str) -> DateError:
    return DateError(f"{quoted(text)}: only years 0001 to 9999 are kept.", text)


def _not_edtf(part: str, whole: str) -> DateError:
    if _OTHER_YEAR.fullmatch(part):
        return _year_error(whole)
    if _TIMED.fullmatch(part):
        return DateError(f"{quoted(whole)}: a date is kept without a time of day. Leave the time out.", whole)
    return DateError(f"{quoted(whole)} is not a date in EDTF level 1. {_FORMS}", whole)
