"""The rules for dates typed in English. The choices they make:

- 'early', 'mid', 'late', 'end of' and the like keep the month, season or year and mark it approximate
  ('early May 2025' is `2025-05~`): the words name no days, and none are invented.
- 'before June 2025' ends with May, 'until', 'by' and 'through June 2025' with June; 'after June 2025' starts
  with July, 'since' and 'from June 2025' with June.
- 'between X and Y' is the interval from X to Y: level 1 has no other way to say it.
- a quarter or half year is the interval of its months.
- 'winter 2025' may be the one that starts or the one that ends in 2025, '2000s' ten or a hundred years:
  both are given.
- two digits for a year mean the century that puts it at most 20 years after today.
"""

from __future__ import annotations

import datetime
import itertools
import re
from dataclasses import dataclass
from typing import Literal

from tracker.dates.shape import bounds, check, from_ordinal, to_ordinal
from tracker.dates.wording import ENGLISH
from tracker.errors import DateError

Order = Literal["month first", "day first", "year first"]
ORDERS: tuple[Order, ...] = ("month first", "day first", "year first")

_MONTHS = {
    name.lower(): number
    for names in (ENGLISH.months, ENGLISH.short_months)
    for number, name in enumerate(names, start=1)
} | {"sept": 9}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_NTH = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_UNDATED = frozenset({"no date", "undated", "n.d", "nd", "unknown", "date unknown", "unknown date", "none"})
_PRESENT = frozenset({"present", "the present", "now", "today", "date", "ongoing"})

_M = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_D = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_Y = r"(?P<year>[0-9]{4}|'[0-9]{2})"
_WORDED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_D}(?: of)?[ -]?{_M}(?: of|,)?[ -]?(?P<year>[0-9]{{4}}|'?[0-9]{{2}})",
        rf"{_M}[ -]?(?:the )?{_D}(?:, ?| of | |-){_Y}",
        rf"(?P<year>[0-9]{{4}}),?[ -]?{_M}[ -]?{_D}",
        rf"{_M}(?: of|,)?[ -]?{_Y}",
        rf"(?P<year>[0-9]{{4}}),?[ -]?{_M}",
    )
)
_YEARLESS = re.compile(rf"(?:{_D}(?: of)? ?)?{_M}(?: ?[0-9]{{1,2}}(?:st|nd|rd|th)?)?|[0-9]{{1,2}}[-/.][0-9]{{1,2}}")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})(?:([-/. ])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{2})([0-9]{2}))")
_MONTH_AND_YEAR = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})")
_YEAR_AND_MONTH = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})")
_SEASON = re.compile(rf"({'|'.join(_SEASONS)})(?: of|,)? ([0-9]{{4}})(?:[-/]([0-9]{{4}}|[0-9]{{2}}))?")
_NTH_PART = r"(first|second|third|fourth|1st|2nd|3rd|4th|[1-4])"
_QUARTER = re.compile(
    rf"(?:the )?(?:(?P<short>[qh])(?P<n>[1-4])|{_NTH_PART} (?P<long>quarter|half))(?: of|,)?[ -]?([0-9]{{4}})"
)
_QUARTER_AFTER = re.compile(r"([0-9]{4})[ -]?([qh])([1-4])")
_DECADE = re.compile(r"([0-9]{3})0'?s")
_YEAR_PAIR = re.compile(r"([0-9]{4}) ?[-/] ?([0-9]{2})")
_WEEKDAY = re.compile(
    r"(mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\.?,? "
)
_LEADING = re.compile(r"(?:in|on|during|dated|the) ")
_VAGUE = re.compile(
    r"(?:(?:early|mid|middle|late)(?:[ -]in)?[ -]|(?:the )?(?:beginning|start|middle|end) of )(?:the )?(?=.*[0-9])"
)
_ABOUT = re.compile(
    r"(?:(?:on or )?(?:about|around)|approximately|approx\.?|circa|roughly|some ?time in) |"
    r"(?:circa|ca\.?|c\.?) ?(?=[0-9])|ca?\.? |~ ?"
)
_PERHAPS = re.compile(r"(?:perhaps|possibly|probably|maybe) |\? ?")
_MARK_AFTER = re.compile(r"(.+?) ?(\?|~|%|\((?:uncertain|\?|approximate(?:ly)?|approx\.?|about)\))")
_UNKNOWN_PART = re.compile(r"(.+) \((day|month|month and day) unknown\)")

_BEFORE = re.compile(r"(?:before|prior to|earlier than) (.+)")
_UNTIL = re.compile(
    r"(?:until|till|up to|through|by|to|no later than|not later than|not after|on or before) (.+)|"
    r"(.+?) (?:or|and) (?:earlier|before)"
)
_AFTER = re.compile(r"(?:after|later than) (.+)")
_SINCE = re.compile(
    r"(?:since|from|(?:starting|beginning)(?: in| on)?|on or after|not before|no earlier than|not earlier than) (.+)|"
    r"(.+?)(?: onwards?|(?: or| and) later)"
)
_SIDE_UNKNOWN = re.compile(r"(.+) \((start|end) unknown\)")
_DAYS_OF_MONTH = re.compile(rf"{_M} {_D} ?(?:-| to | and ) ?(?P<last>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:,| of)? ?{_Y}")
_SEPARATOR = re.compile(r" (?:to|through|thru|until|till) | ?- ?")
_AND = re.compile(r" and ")


def plain(typed: str) -> str:
    """Lower case, single spaces, one kind of dash and apostrophe, no closing stop or comma."""
    spaced = " ".join(re.sub("[‐‑‒–—−]", "-", typed).replace("’", "'").lower().split())
    return spaced.rstrip(" .,;")


def lacks_a_year(text: str) -> bool:
    """Whether plain text is a day or month that only wants its year."""
    return _YEARLESS.fullmatch(_WEEKDAY.sub("", text, count=1)) is not None


@dataclass(frozen=True, slots=True)
class Typed:
    """The rules, for one day's 'today' and one order of day and month in numbers.

    Methods take text made `plain` and give candidates: EDTF texts that may still name impossible days.
    """

    today: datetime.date
    order: Order

    def expression(self, text: str) -> list[str]:
        """Candidates for a whole text: no date, one date, an interval or an open side."""
        if text in _UNDATED:
            return [""]
        if match := _YEAR_PAIR.fullmatch(text):
            # '2011–12' may be a month or two years, '2020–21' a season or two years.
            return [*self._date(text), *_two_years(match[1], match[2])]
        if _NUMERIC.fullmatch(text):
            return self._date(text)  # one date, even where a hyphen between its numbers could be taken for 'to'
        return self._date(text) or self._range(text) or self._open(text)

    def _open(self, text: str) -> list[str]:
        if match := _SIDE_UNKNOWN.fullmatch(text):
            return [edtf.replace("..", "") for edtf in self._open(match[1])]
        if match := _BEFORE.fullmatch(text):
            return [f"../{side}" for side in self._beside(match[1], after=False)]
        if match := _AFTER.fullmatch(text):
            return [f"{side}/.." for side in self._beside(match[1], after=True)]
        if match := _UNTIL.fullmatch(text):
            return [f"../{_side(date, 1)}" for date in self._date(match[1] or match[2])]
        if match := _SINCE.fullmatch(text):
            return [f"{_side(date, 0)}/.." for date in self._date(match[1] or match[2])]
        return []

    def _beside(self, text: str, after: bool) -> list[str]:
        """What ends just before, or starts just after, the date: as precise as the date is."""
        return [_neighbour(date, after) for date in self._date(text)]

    def _range(self, text: str) -> list[str]:
        if match := _DAYS_OF_MONTH.fullmatch(text):
            month = f"{self._year(match['year']):04d}-{_MONTHS[match['month']]:02d}"
            return [f"{month}-{int(match['day']):02d}/{month}-{int(match['last']):02d}"]
        separator = _SEPARATOR
        if text.startswith("between "):
            text, separator = text.removeprefix("between "), _AND
        else:
            text = text.removeprefix("from ")
        for match in separator.finditer(text):
            if found := self._interval(text[: match.start()], text[match.end() :]):
                return found
        return []

    def _interval(self, left: str, right: str) -> list[str]:
        if right in _PRESENT:
            return [f"{_side(date, 0)}/.." for date in self._date(left)]
        ends = self._date(right) if left and right else []
        if not ends:
            return []
        if starts := self._date(left):
            return _spans(list(itertools.product(starts, ends)))
        core, marks = _unmarked(left)
        # 'about April to June 2025': said before what both share, it is about both.
        impossible: list[str] = []
        for years_back in (0, 1):  # 'December to February 2026' can only have begun the year before
            pairs = [
                (_marked(start, marks), _marked(end, marks))
                for end in ends
                for start in self._completed(core, end, years_back)
            ]
            spans = _spans(pairs)
            if any(map(_is_valid, spans)):
                return spans
            impossible = impossible or spans
        return impossible

    def _completed(self, left: str, end: str, years_back: int) -> list[str]:
        """The start of an interval that leaves its year to the end, or month and year if that is a day."""
        end = _side(end, 1)
        if not end[:4].isdecimal() or end[4:5] != "-":
            return []
        year = f"{int(end[:4]) - years_back:04d}"
        if re.fullmatch(r"[0-9]{1,2}(?:st|nd|rd|th)?", left):
            month = end[5:7]
            if not years_back and end[7:8] == "-" and month.isdecimal() and 1 <= int(month) <= 12:
                return self._date(f"{left} {ENGLISH.months[int(month) - 1].lower()} {year}")
            return []
        return self._date(f"{left} {year}") or self._date(f"{left}/{year}")

    def _date(self, text: str) -> list[str]:
        """Candidates for one date with its marks. A quarter or half year is an interval."""
        core, marks = _unmarked(text)
        return [_marked(date, marks) for date in self._core(core)]

    def _core(self, text: str) -> list[str]:
        if text in ("today", "yesterday", "tomorrow"):
            shift = {"today": 0, "yesterday": -1, "tomorrow": 1}[text]
            return [from_ordinal(self.today.toordinal() + shift)]
        if "/" not in text and _is_valid(text.upper()):
            return [text.upper()]
        if match := _UNKNOWN_PART.fullmatch(text):
            tail = {"day": "-XX", "month": "-XX", "month and day": "-XX-XX"}[match[2]]
            return [date + tail for date in self._core(match[1])]
        if match := _LEADING.match(text):
            return self._core(text[match.end() :])
        if match := _WEEKDAY.match(text):
            return self._on_weekday(match[1][:3], text[match.end() :])
        return self._worded(text) or self._numeric(text) or self._part_of_year(text)

    def _on_weekday(self, weekday: str, text: str) -> list[str]:
        """The day if it falls on the weekday given. Raises DateError if it doesn't."""
        index = [name[:3] for name in _WEEKDAYS].index(weekday)
        days = [date for date in self._core(text) if len(date) == 10 and "X" not in date]
        if not all(map(_is_valid, days)):
            return days
        fitting = [date for date in days if (to_ordinal(date) - 1) % 7 == index]
        if days and not fitting:
            actual = _WEEKDAYS[(to_ordinal(days[0]) - 1) % 7].title()
            raise DateError(f"{days[0]} is a {actual}, not a {_WEEKDAYS[index].title()}.", text)
        return fitting

    def _worded(self, text: str) -> list[str]:
        """A month by name with its year, and perhaps its day."""
        for pattern in _WORDED:
            if match := pattern.fullmatch(text):
                parts = match.groupdict()
                month = f"{self._year(parts['year']):04d}-{_MONTHS[parts['month']]:02d}"
                return [f"{month}-{int(parts['day']):02d}" if parts.get("day") else month]
        return []

    def _numeric(self, text: str) -> list[str]:
        if match := _YEAR_FIRST.fullmatch(text):
            return [f"{match[1]}-{int(match[3] or match[5]):02d}-{int(match[4] or match[6]):02d}"]
        if match := _MONTH_AND_YEAR.fullmatch(text):
            return _month_of(int(match[2]), int(match[1]))
        if match := _YEAR_AND_MONTH.fullmatch(text):
            return _month_of(int(match[1]), int(match[2]))
        if match := _NUMERIC.fullmatch(text):
            return self._ordered(match[1], match[3], match[4], match[2])
        return []

    def _ordered(self, first: str, second: str, third: str, separator: str) -> list[str]:
        if self.order == "year first":
            if separator != "-" or len(third) != 2 or len(first) != 2:
                return []
            year, month, day = self._year(first), int(second), int(third)
        elif self.order == "month first":
            year, month, day = self._year(third), int(first), int(second)
        else:
            year, month, day = self._year(third), int(second), int(first)
        # Not the order meant if the other one works: then an impossible day is told of by its month's name.
        if month > 12 and 1 <= day <= 12:
            return []
        return [f"{year:04d}-{month:02d}-{day:02d}"]

    def _part_of_year(self, text: str) -> list[str]:
        if match := _VAGUE.match(text):
            return [_marked(date, "~") for date in self._core(text[match.end() :]) if len(date) != 10]
        if match := _SEASON.fullmatch(text):
            return _season(match[1], int(match[2]), match[3])
        if match := _QUARTER.fullmatch(text):
            number = match["n"] or _NTH.get(match[3], match[3][:1])
            return _months(int(match[5]), (match["short"] or match["long"])[0], int(number))
        if match := _QUARTER_AFTER.fullmatch(text):
            return _months(int(match[1]), match[2], int(match[3]))
        if match := _DECADE.fullmatch(text):
            decade = match[1]
            return [f"{decade}X", f"{decade[:2]}XX"] if decade.endswith("0") else [f"{decade}X"]
        return []

    def _year(self, digits: str) -> int:
        """The year of four digits, or of two (which an apostrophe may lead)."""
        number = int(digits.removeprefix("'"))
        if len(digits) == 4:
            return number
        latest = self.today.year + 20
        return latest - (latest - number) % 100


def _month_of(year: int, month: int) -> list[str]:
    # 21 to 24 would be taken for seasons.
    return [f"{year:04d}-{month:02d}"] if 1 <= month <= 12 else []


def _two_years(first: str, second: str) -> list[str]:
    """'2024-25', only for years that follow each other: '2025-13' is a slip, not a stretch of years."""
    following = int(first) + 1
    return [f"{first}/{following:04d}"] if following % 100 == int(second) else []


def _season(name: str, year: int, second: str | None) -> list[str]:
    if name != "winter":
        return [] if second else [f"{year:04d}-{_SEASONS[name]}"]
    if second:
        return [f"{year:04d}-24"] if (year + 1) % 100 == int(second) % 100 else []
    return [f"{year:04d}-24", f"{max(year - 1, 0):04d}-24"]


def _months(year: int, unit: str, number: int) -> list[str]:
    """The interval of a quarter ('q') or half ('h') of a year."""
    length = 3 if unit == "q" else 6
    if number * length > 12:
        return []
    return [f"{year:04d}-{(number - 1) * length + 1:02d}/{year:04d}-{number * length:02d}"]


def _unmarked(text: str) -> tuple[str, str]:
    """The text without words such as 'about' and 'perhaps', and the marks ('~', '?') they stand for."""
    marks = ""
    while True:
        if match := _ABOUT.match(text):
            text, marks = text[match.end() :], marks + "~"
        elif match := _PERHAPS.match(text):
            text, marks = text[match.end() :], marks + "?"
        elif match := _MARK_AFTER.fullmatch(text):
            text = match[1]
            marks += match[2] if len(match[2]) == 1 else "~" if match[2][1] == "a" else "?"
        else:
            return text, marks


def _marked(date: str, marks: str) -> str:
    """The date, or both sides of an interval, with the marks added to those it has."""
    if not marks:
        return date
    if "/" in date:
        return "/".join(_marked(side, marks) for side in date.split("/"))
    bare = date.rstrip("?~%")
    every = {*marks, *date[len(bare) :]}
    return bare + ("%" if "%" in every or {"?", "~"} <= every else every.pop())


def _side(date: str, index: Literal[0, 1]) -> str:
    """The start (0) or end (1) of an interval; a single date is both."""
    return date.split("/")[index] if "/" in date else date


def _spans(pairs: list[tuple[str, str]]) -> list[str]:
    """The intervals that can be; if none can, the first, so that what is wrong with it can be told."""
    spans = [f"{_side(start, 0)}/{_side(end, 1)}" for start, end in pairs]
    return [span for span in spans if _is_valid(span)] or spans[:1]


def _neighbour(date: str, after: bool) -> str:
    """What comes right after, or before, a date: a day for a day, a month for a month or season, else a year."""
    side = _side(date, 1 if after else 0)
    bare = side.rstrip("?~%")
    first, last = bounds(bare)
    if (last == "9999-12-31") if after else (first == "0001-01-01"):
        raise DateError("Only years 0001 to 9999 are kept.", date)
    beside = from_ordinal(to_ordinal(last) + 1 if after else to_ordinal(first) - 1)
    precision = 10 if len(bare) == 10 and "X" not in bare else 7 if len(bare) >= 7 and bare[5:7] != "XX" else 4
    return beside[:precision] + side[len(bare) :]


def _is_valid(edtf: str) -> bool:
    try:
        check(edtf)
    except DateError:
        return False
    return True
