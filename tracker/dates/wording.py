"""Dates in words: '7 April 2025', 'about April 2025', '29–30 Apr 2025'.

All words stand in one `DateWords` table, English here, so that a translation is another table. The order of
day and month is the reader's, the words are not taken from the system.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from tracker.dates.shape import MONTHS, Part, Span, parse


@dataclass(frozen=True, slots=True)
class DateWords:
    """The words and phrases of one language. `{}` stands for a date, `{0}` and `{1}` for start and end."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    seasons: tuple[str, ...]
    """Spring, summer, autumn, winter."""
    undated: str
    about: str
    uncertain: str
    about_uncertain: str
    uncertain_side: str
    about_uncertain_side: str
    """The marks on one side of an interval, where a word after it would seem to be about the whole."""
    decade: str
    day_unknown: str
    month_unknown: str
    month_and_day_unknown: str
    between: str
    until: str
    onwards: str
    start_unknown: str
    end_unknown: str
    boundless: str
    some_day: str
    some_time: str
    in_or_about: str
    """Takes the place of the word for "in" where a stretch of time is approximate."""
    within: str
    the_decade: str
    and_uncertain: str
    not_specified: tuple[str, str, str]
    """The day; the month; month and day."""
    from_to: str
    endless: str
    startless: str
    and_end_unknown: str
    and_start_unknown: str


ENGLISH = DateWords(
    months=MONTHS,
    short_months=tuple(month[:3] for month in MONTHS),
    seasons=("spring", "summer", "autumn", "winter"),
    undated="no date",
    about="about {}",
    uncertain="{} (uncertain)",
    about_uncertain="about {} (uncertain)",
    uncertain_side="perhaps {}",
    about_uncertain_side="perhaps about {}",
    decade="{}s",
    day_unknown="{} (day unknown)",
    month_unknown="{} (month unknown)",
    month_and_day_unknown="{} (month and day unknown)",
    between="{0} to {1}",
    until="until {}",
    onwards="from {}",
    start_unknown="{} (start unknown)",
    end_unknown="{} (end unknown)",
    boundless="no start or end",
    some_day="some day {}",
    some_time="some time {}",
    in_or_about="in or about {}",
    within="in {}",
    the_decade="the {}s",
    and_uncertain="{}, uncertain",
    not_specified=("{}, day not specified", "{}, month not specified", "{}, month and day not specified"),
    from_to="from {0} to {1}",
    endless="{}, without an end",
    startless="{}, without a start",
    and_end_unknown="{}, end not known",
    and_start_unknown="{}, start not known",
)


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How dates are worded: the order of day and month, and the language's words."""

    month_first: bool = False
    words: DateWords = ENGLISH


DAY_MONTH = DateStyle()
MONTH_DAY = DateStyle(month_first=True)

# Where English dates are written month first; everywhere else the day leads.
_MONTH_FIRST_REGIONS = frozenset({"US", "PH", "FM", "GU", "MH", "MP", "PR", "PW", "UM", "VI", "AS"})


def style_for(locale: str) -> DateStyle:
    """The style of a locale name such as 'en_US', 'en-GB' or 'en_US.UTF-8'. Unknown ones put the day first."""
    region = locale.partition(".")[0].replace("-", "_").rpartition("_")[2]
    return MONTH_DAY if region.upper() in _MONTH_FIRST_REGIONS else DAY_MONTH


def display(text: str, locale: str | DateStyle = "en_GB") -> str:
    """An EDTF text in friendly words; '' gives 'no date'. Raises DateError if it isn't EDTF level 1.

    '7 April 2025' ('April 7, 2025' month first), 'about April 2025', '2025 (uncertain)', 'spring 2025',
    '29–30 April 2025', 'April to June 2025', 'until June 2025' (June included), 'from January 2025'.
    """
    return _long(text, locale if isinstance(locale, DateStyle) else style_for(locale))


def display_short(text: str, locale: str | DateStyle = "en_GB") -> str:
    """An EDTF text for a table cell: '7 Apr 2025', '~ Mar 2025', '? 2025', '29–30 Apr 2025', 'Apr–Jun 2025'.

    Raises DateError if it isn't EDTF level 1.
    """
    return _short(text, locale if isinstance(locale, DateStyle) else style_for(locale))


def explain(text: str, locale: str | DateStyle = "en_GB") -> str:
    """What kind of date an EDTF text is, in plain words: 'some day in April 2025', 'about 7 April 2025, uncertain',
    'from 3 March 2025, end not known'. Raises DateError if it isn't EDTF level 1.
    """
    style = locale if isinstance(locale, DateStyle) else style_for(locale)
    words, parsed = style.words, parse(text)
    if parsed is None:
        return words.undated
    if isinstance(parsed, Part):
        said = _somewhere(parsed, style)
        if parsed.unspecified:
            which = 2 if parsed.unspecified == 2 else int(parsed.kind == "year")
            said = words.not_specified[which].format(said)
        return words.and_uncertain.format(said) if parsed.mark in ("?", "%") else said
    if parsed.start is not None and parsed.end is not None:
        return words.from_to.format(_somewhere_side(parsed.start, style), _somewhere_side(parsed.end, style))
    if parsed.start is not None:
        said = words.onwards.format(_somewhere_side(parsed.start, style))
        return (words.endless if parsed.end_mark else words.and_end_unknown).format(said)
    if parsed.end is not None:
        said = words.until.format(_somewhere_side(parsed.end, style))
        return (words.startless if parsed.start_mark else words.and_start_unknown).format(said)
    return words.boundless


def _somewhere(part: Part, style: DateStyle) -> str:
    """A date that may be longer than a day, as a time somewhere within; without its doubt."""
    words = style.words
    said = _bare(replace(part, unspecified=0), style, short=False)
    if part.kind == "decade" and part.year % 100:
        said = words.the_decade.format(f"{part.year:04d}")
    about = part.mark in ("~", "%")
    if part.kind == "day":
        return words.about.format(said) if about else said
    where = (words.in_or_about if about else words.within).format(said)
    return (words.some_time if part.kind in ("decade", "century") else words.some_day).format(where)


def _somewhere_side(part: Part, style: DateStyle) -> str:
    """One side of an interval in the same words, its doubt before it."""
    said = _somewhere(part, style)
    return style.words.uncertain_side.format(said) if part.mark in ("?", "%") else said


@lru_cache(maxsize=16384)
def _long(text: str, style: DateStyle) -> str:
    words = style.words
    parsed = parse(text)
    if parsed is None:
        return words.undated
    if isinstance(parsed, Part):
        phrases = {"": "{}", "~": words.about, "?": words.uncertain, "%": words.about_uncertain}
        return phrases[parsed.mark].format(_bare(parsed, style, short=False))
    if parsed.start is not None and parsed.end is not None:
        return _interval(parsed.start, parsed.end, style, short=False)
    return _open(parsed, style, short=False)


@lru_cache(maxsize=16384)
def _short(text: str, style: DateStyle) -> str:
    parsed = parse(text)
    if parsed is None:
        return style.words.undated
    if isinstance(parsed, Part):
        return _side(parsed, style, short=True)
    if parsed.start is not None and parsed.end is not None:
        return _interval(parsed.start, parsed.end, style, short=True)
    return _open(parsed, style, short=True)


def _open(span: Span, style: DateStyle, short: bool) -> str:
    """An interval with one side at most."""
    words = style.words
    if span.end is not None:
        said = words.until.format(_side(span.end, style, short))
        return said if short or span.start_mark else words.start_unknown.format(said)
    if span.start is not None:
        said = words.onwards.format(_side(span.start, style, short))
        return said if short or span.end_mark else words.end_unknown.format(said)
    return words.boundless


def _interval(start: Part, end: Part, style: DateStyle, short: bool) -> str:
    """Start and end, saying once what they share if neither carries a mark."""
    if start == end and not start.mark:
        return _bare(start, style, short)
    left, right = _side(start, style, short), _side(end, style, short)
    same_year = start.year == end.year
    tight = False
    if not start.mark and not end.mark and same_year:
        if start.kind == end.kind == "day":
            tight = start.month == end.month
            if tight and style.month_first:
                return f"{_month(start, style, short)} {start.day}–{end.day}, {end.year:04d}"
            left = str(start.day) if tight else _month_and_day(start, style, short)
        elif start.kind == end.kind == "month":
            left = _month(start, style, short)
            tight = short
    if tight:
        return f"{left}–{right}"
    if short:
        # Bare years and month names close up; anything with spaces in it keeps them around the dash too.
        return f"{left}–{right}" if " " not in left + right else f"{left} – {right}"
    return style.words.between.format(left, right)


def _side(part: Part, style: DateStyle, short: bool) -> str:
    """A date with its mark where other words may follow."""
    said = _bare(part, style, short)
    if not part.mark:
        return said
    if short:
        return f"{'~?' if part.mark == '%' else part.mark} {said}"
    words = style.words
    phrases = {"~": words.about, "?": words.uncertain_side, "%": words.about_uncertain_side}
    return phrases[part.mark].format(said)


def _bare(part: Part, style: DateStyle, short: bool) -> str:
    """A date without its mark."""
    words = style.words
    if part.kind == "day":
        day = _month_and_day(part, style, short)
        return f"{day}, {part.year:04d}" if style.month_first else f"{day} {part.year:04d}"
    if part.kind == "month":
        said = f"{_month(part, style, short)} {part.year:04d}"
        return words.day_unknown.format(said) if part.unspecified and not short else said
    if part.kind == "season":
        # A winter belongs to two years: naming both keeps it from being read as the January of its number.
        year = f"{part.year:04d}–{(part.year + 1) % 100:02d}" if part.season == 24 else f"{part.year:04d}"
        return f"{words.seasons[part.season - 21]} {year}"
    if part.kind == "decade" and part.year % 100:
        return words.decade.format(f"{part.year:04d}")
    if part.kind in ("decade", "century"):
        # '2000s' may mean ten years or a hundred.
        return f"{part.first[:4]}–{part.last[:4]}"
    if part.unspecified and not short:
        phrase = words.month_unknown if part.unspecified == 1 else words.month_and_day_unknown
        return phrase.format(f"{part.year:04d}")
    return f"{part.year:04d}"


def _month(part: Part, style: DateStyle, short: bool) -> str:
    names = style.words.short_months if short else style.words.months
    return names[part.month - 1]


def _month_and_day(part: Part, style: DateStyle, short: bool) -> str:
    month = _month(part, style, short)
    return f"{month} {part.day}" if style.month_first else f"{part.day} {month}"
