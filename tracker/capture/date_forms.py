"""The forms in which a text gives a date, and which date is meant by each: of relative ones, worked out from the
article's, with how."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker import dates
from tracker.capture.date_context import Context
from tracker.dates.shape import MONTHS, month_length

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT = {name[:3]: n for n, name in enumerate(MONTHS, 1)} | {"Sept": 9}
_MONTH_NUMBER = {name: n for n, name in enumerate(MONTHS, 1)} | _SHORT
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: n for n, word in enumerate(_COUNTS, 1)} | {"a": 1, "an": 1}

_M = rf"(?:{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
_W = rf"(?:{'|'.join(_WEEKDAYS)}|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?)"
_D = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_DASH = r"\s?[-–—]\s?"
_DATE = re.compile(
    rf"""\b(?:
    (?P<on>(?:{_W}),\ )?(?:
        (?P<m1>{_M})\ (?P<d1>{_D})(?:{_DASH}(?P<d1b>{_D}))?(?:,\ ?|\ )(?P<y1>[12][0-9]{{3}})\b
      | (?P<d2>{_D})(?:{_DASH}(?P<d2b>{_D}))?\ (?:of\ )?(?P<m2>{_M}),?\ (?P<y2>[12][0-9]{{3}})\b
    )
    | (?P<iso>[12][0-9]{{3}}-[01][0-9]-[0-3][0-9])(?![-0-9])
    | (?P<slash>[0-3]?[0-9]/[0-3]?[0-9]/(?:[12][0-9]{{3}}|[0-9]{{2}}))(?![/0-9])
    | (?P<vague3>[Ee]arly|[Mm]id|[Ll]ate)?(?(vague3)[-\ ])(?P<m3>{_M}),?\ (?:of\ )?(?P<y3>[12][0-9]{{3}})\b
    | (?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\ (?:of\ )?(?P<y4>[12][0-9]{{3}})\b
    | (?P<quarter>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)\ quarter\ of\ (?P<y5>[12][0-9]{{3}})\b
    | (?:(?P<on6>{_W}),\ )?(?:(?P<m6>{_M})\ (?P<d6>{_D})|(?P<d7>{_D})\ (?:of\ )?(?P<m7>{_M}))\b(?![0-9,]?[0-9])
    | (?![Ll]ast\ (?:{_M})\ [0-3]?[0-9](?![0-9]))  # “last December 3” is a day
      (?P<which>[Ll]ast|[Nn]ext|[Tt]his(?:\ past)?|(?:[Ee]arlier|[Ll]ater)\ [Tt]his)
      \ (?P<unit>week|month|year|weekend|{_W}|{_M})\b
    | (?P<weekday>{"|".join(_WEEKDAYS)})\b
    | (?P<near>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)\b
    | (?P<count>[0-9]{{1,2}}|{"|".join(_COUNTS)}|an?)\ (?P<counted>day|week|month|year)s?\ (?:ago|earlier)\b
    | (?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Oo]f)\ (?P<vague8>early\ |mid-|late\ )?(?P<m8>{_M})\b(?!,?\ [0-9])
    | (?:[Ii]n|[Ss]ince|[Dd]uring)\ (?P<y9>(?:19|20)[0-9]{{2}})\b(?![-/–][0-9])
    )""",
    re.VERBOSE,
)
_NOT_DAYS = re.compile(r"(?:s’|s'|’s|'s)?\s*(?:[Nn]ight Football|Night Live|Madness|Day\b)")


@dataclass(frozen=True, slots=True)
class Read:
    """What a match says: the date, and how it was worked out, if it was."""

    date: str
    how: str = ""


class Article:
    """The article's date, as far as it is known."""

    def __init__(self, issued: str) -> None:
        self.issued = issued
        self.day: datetime.date | None = None
        self.year = self.month = 0
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", issued):
            try:
                self.day = datetime.date.fromisoformat(issued)
            except ValueError:
                return
        if match := re.fullmatch(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?(?:-[0-9]{2})?", issued):
            self.year, self.month = int(match[1]), int(match[2] or 0)


def matches(text: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    """The dates that stand in a text: start and end of their words, and the match for `meant_by`."""
    for match in _DATE.finditer(text):
        start, end = match.span()
        for lead in ("m8", "y9"):
            if match[lead]:
                start = match.start("vague8") if match["vague8"] else match.start(lead)
        if text[end - 1] == "." and match.lastgroup != "iso":
            end -= 1
        if match["weekday"] and _NOT_DAYS.match(text, end):
            continue
        if match["which"] and text[max(0, start - 4) : start].lower() == "the ":
            continue  # “the next year”: of what was told before
        yield start, end, match


_UNRESOLVED = Read("", "needs the article's date")


def meant_by(match: re.Match[str], article: Article, context: Context) -> Read | None:
    """The date of a match; None if it is none after all. DateError if it is impossible."""
    if match["m1"] or match["d2"]:
        month, day, last, year = (
            match[g] for g in (("m1", "d1", "d1b", "y1") if match["m1"] else ("m2", "d2", "d2b", "y2"))
        )
        return _whole(_month(month), day, last, year, match["on"])
    if match["iso"]:
        return Read(dates.check(match["iso"]))
    if match["slash"]:
        return _slashed(match["slash"], article)
    if match["m3"]:
        return Read(dates.check(f"{match['y3']}-{_month(match['m3']):02d}" + ("~" if match["vague3"] else "")))
    if match["season"]:
        read = dates.read(f"{match['season']} {match['y4']}", article.day or datetime.date.today())
        return Read(read[0].edtf) if len(read) == 1 else Read("", "may be " + " or ".join(r.label for r in read))
    if match["quarter"]:
        return Read(dates.read(f"{match['quarter']} quarter of {match['y5']}", datetime.date(2000, 1, 1))[0].edtf)
    if match["m6"] or match["m7"]:
        return _yearless(_month(match["m6"] or match["m7"]), _number(match["d6"] or match["d7"]), article, context)
    if match["y9"]:
        return Read(match["y9"])
    return _relative(match, article, context)


def _whole(month: int, day: str, last: str | None, year: str, weekday: str | None) -> Read:
    edtf = dates.check(f"{year}-{month:02d}-{_number(day):02d}")
    if last:
        return Read(dates.check(f"{edtf}/{year}-{month:02d}-{_number(last):02d}"))
    how = ""
    if weekday:
        actual = _WEEKDAYS[datetime.date.fromisoformat(edtf).weekday()]
        if not actual.startswith(weekday.rstrip(",. ")[:3]):
            how = f"the text says {weekday.rstrip(', ')}, but {edtf} is a {actual}"
    return Read(edtf, how)


def _slashed(text: str, article: Article) -> Read | None:
    readings = dates.read(text, article.day or datetime.date.today())
    if len(readings) == 1:
        return Read(readings[0].edtf)
    return Read("", "may be " + " or ".join(reading.label for reading in readings))


def _yearless(month: int, day: int, article: Article, context: Context) -> Read | None:
    if not 1 <= day <= month_length(2000, month):
        return None
    name = f"{MONTHS[month - 1]} {day}"
    if article.day is None:
        return Read("", "has no year, and the article no date")
    days = [_day(article.day.year + n, month, day) for n in (-1, 0, 1)]
    possible = [d for d in days if d is not None]
    ahead = context.is_ahead()
    before, after = [d for d in possible if d <= article.day], [d for d in possible if d > article.day]
    if ahead and after and (after[0] - article.day).days < 330:
        return Read(after[0].isoformat(), f"{name} after {article.issued}")
    if ahead is False and before:
        return Read(
            before[-1].isoformat(),
            f"{name} before {article.issued}" if before[-1] != article.day else f"the article's date, {article.issued}",
        )
    nearest = min(possible, key=lambda d: abs((d - article.day).days) if article.day else 0)
    return Read(nearest.isoformat(), f"the {name} nearest to {article.issued}")


def _relative(match: re.Match[str], article: Article, context: Context) -> Read | None:
    if match["near"]:
        return _near(match["near"].lower(), article, context)
    if match["weekday"]:
        return _weekday(match["weekday"], article, context)
    if match["count"]:
        return _ago(match, article)
    if match["m8"]:
        return _month_alone(_month(match["m8"]), bool(match["vague8"]), article, context)
    which, unit = match["which"].lower(), match["unit"]
    if unit[0].isupper() and unit.rstrip(".") in _MONTH_NUMBER:
        return _month_alone(_month(unit), False, article, context, which)
    if unit[0].isupper():
        return _weekday(unit, article, context, which)
    return _unit(which, unit, article)


def _near(word: str, article: Article, context: Context) -> Read | None:
    if word in ("today", "tonight") and not context.speaks():
        return None  # “what immigrants face today”
    if article.day is None:
        return _UNRESOLVED
    shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    day = article.day + datetime.timedelta(days=shift)
    place = {-1: "the day before", 0: "the day of the article,", 1: "the day after"}[shift]
    return Read(day.isoformat(), f"{place} {article.issued}")


def _weekday(name: str, article: Article, context: Context, which: str = "") -> Read | None:
    number = next(n for n, weekday in enumerate(_WEEKDAYS) if weekday.startswith(name.rstrip(".")[:3]))
    if article.day is None:
        return _UNRESOLVED
    ahead = which in ("next", "later this") or (
        not which.startswith(("last", "earlier", "this past")) and context.is_ahead() is True
    )
    back = (article.day.weekday() - number) % 7
    if not back and not which and not ahead:
        return Read(article.issued, f"the day of the article, {article.issued}, a {_WEEKDAYS[number]}")
    shift = (7 - back) if ahead else -(back or 7)
    day = article.day + datetime.timedelta(days=shift)
    return Read(day.isoformat(), f"{_WEEKDAYS[number]} {'after' if ahead else 'before'} {article.issued}")


def _ago(match: re.Match[str], article: Article) -> Read | None:
    if "earlier" in match[0]:
        return None  # earlier than what, the sentence must tell
    if article.day is None:
        return _UNRESOLVED
    count = _NUMBERS.get(match["count"].lower()) or int(match["count"])
    unit, how = match["counted"], f"{match[0]}, from {article.issued}"
    if unit in ("day", "week"):
        day = article.day - datetime.timedelta(days=count * (7 if unit == "week" else 1))
        return Read(day.isoformat() + ("~" if unit == "week" else ""), how)
    months = article.year * 12 + article.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if year < 1:
        return None
    return Read(f"{year:04d}~" if unit == "year" else f"{year:04d}-{month + 1:02d}~", how)


def _month_alone(month: int, vague: bool, article: Article, context: Context, which: str = "") -> Read | None:
    if not article.month:
        return Read("", "has no year, and the article no date")
    name = MONTHS[month - 1]
    ahead = which == "next" or (not which and context.is_ahead() is True)
    if month == article.month:
        year = article.year + (which == "next") - (which == "last")
    elif ahead:
        year = article.year + (month < article.month)
    else:
        year = article.year - (month > article.month)
    if which == "this":
        year = article.year
    date = dates.check(f"{year:04d}-{month:02d}" + ("~" if vague else ""))
    how = (
        f"{name} of the article's year"
        if year == article.year
        else f"{name} {'after' if ahead else 'before'} {article.issued}"
    )
    return Read(date, how)


def _unit(which: str, unit: str, article: Article) -> Read | None:
    shift = -1 if which in ("last", "this past") else 1 if which == "next" else 0
    if unit == "year" and article.year:
        how = {-1: "the year before", 0: "the year of", 1: "the year after"}[shift]
        return Read(dates.check(f"{article.year + shift:04d}"), f"{how} {article.issued}")
    if unit == "month" and article.month:
        year, month = divmod(article.year * 12 + article.month - 1 + shift, 12)
        how = {-1: "the month before", 0: "the month of", 1: "the month after"}[shift]
        return Read(dates.check(f"{year:04d}-{month + 1:02d}"), f"{how} {article.issued}")
    if article.day is None:
        return _UNRESOLVED
    monday = article.day - datetime.timedelta(days=article.day.weekday())
    if unit == "weekend":
        shift = (
            -1
            if shift < 0
            or (article.day.weekday() < 5 and which != "next" and which.startswith(("last", "this past", "earlier")))
            else 0
        )
        saturday = monday + datetime.timedelta(days=5 + 7 * shift)
        return Read(
            f"{saturday.isoformat()}/{(saturday + datetime.timedelta(days=1)).isoformat()}",
            f"weekend by {article.issued}",
        )
    first, last = monday + datetime.timedelta(days=7 * shift), monday + datetime.timedelta(days=7 * shift + 6)
    if which == "earlier this":
        last = article.day
    elif which == "later this":
        first = article.day
    how = {-1: "the week before that of", 0: "the week of", 1: "the week after that of"}[shift]
    span = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return Read(span, f"{how} {article.issued}")


def _month(name: str) -> int:
    return _MONTH_NUMBER[name.rstrip(".")]


def _number(text: str) -> int:
    return int("".join(c for c in text if c.isdigit()))


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
