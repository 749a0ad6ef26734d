"""When a plain text was published and who wrote it, where lines of its own near its top say so and nothing else.

A wrong date is worse than none: what stands in a sentence, numbers whose order is open (3/4/26), days to come, and two
days that differ give nothing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from tracker.capture.article import Found
from tracker.capture.page_dates import MONTHS, day_in

_DATE_WITHIN = 8
_BYLINE_WITHIN = 6
"""Lines with words in them, counted from the top."""
_TOP = 10_000
"""Characters of a text that are its top, whatever its lines."""
_LINE_MOST = 160
_HEADING_MOST = 100
_DATELINE_MOST = 100
"""Characters that are looked at of a line, and of a paragraph that begins with a place and a day."""

_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|sept"
_DAY = (
    r"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thur?s?|fri|sat|sun)\.?,?\s)?"
    rf"(?P<day>(?:{_MONTH})\.?\s\d\d?(?:st|nd|rd|th)?,?\s\d{{4}}|\d\d?(?:st|nd|rd|th)?\s(?:{_MONTH})\.?,?\s\d{{4}}"
    r"|\d{4}-\d\d-\d\d)"
)
_TIME = r"(?:(?:,|\s[|·•–—/-]|\sat)?\s\d\d?[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s\(?[A-Z]{2,4}\)?)?)?"
_BAR = r"\s?(?:[|·•–—]|\s-)\s?"
_NAME = r"[A-Z][\w.’'-]*(?:\s(?:de|del|van|von|der|den|bin|al|la|le|du|da|dos)){0,2}(?:\s[A-Z][\w.’'-]*){1,3}"
_BY = rf"(?:By|BY|by):?\s(?P<who>{_NAME}(?:,\s{_NAME}){{0,4}}(?:,?\s(?:and|AND|&)\s{_NAME})?)"
_DATE = re.compile(rf"{_DAY}{_TIME}\.?", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?:(?:first\s|originally\s)?(?:posted|published|issued|released)|publication date|date published|release date)"
    rf"(?:\son)?:?\s{_DAY}{_TIME}\.?(?:{_BAR}(?:last\s)?(?:updated|modified|edited)\b.*)?",
    re.IGNORECASE,
)
_UPDATED = re.compile(rf"(?:last\s)?updated(?:\son)?:?\s{_DAY}{_TIME}\.?", re.IGNORECASE)
_BYLINE = re.compile(_BY)
_PERSON = re.compile(_NAME)
_BYLINE_AND_DAY = re.compile(rf"{_BY}(?:{_BAR}|,\s)(?i:(?:(?:posted|published)(?:\son)?:?\s)?{_DAY}{_TIME})")
_DATELINE = re.compile(
    # A town in capitals, a state or country, an agency, the day, an agency; then a dash: “WASHINGTON, March 4, 2026 —”.
    r"[A-Z][A-Z.’'-]+(?:\s[A-Z][A-Z.’'-]+){0,3}(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?(?:\s\([\w .]{2,20}\))?"
    rf"(?:,|\s?[—–]|\s--?)\s(?i:{_DAY})(?:\s\([\w .]{{2,20}}\)|\s?/[\w ]{{2,20}}/)?\s?(?:[—–]|--?(?=\s))"
)
_OF_AN_EVENT = re.compile(
    r"(?:when|where|location|venue|time|date|deadline|due|effective)\s?:"
    r"|.{0,80}\b(?:hearing|meeting|agenda|minutes|webinar|conference|invitation|deadline|schedule|calendar|upcoming)\b",
    re.IGNORECASE,
)
"""Lines of what announces or records an event: a date alone beside them is the event's."""
_NOT_A_PERSON = re.compile(
    r"\b(?:mail|email|delivery|hand|fax|facsimile|courier|order|staff|editors?|post|reply|direction|appointment|express"
    r"|the|president|committee|department|office|agency|board|commission|court|press|news|service|council|association|act|law|senate"
    r"|customs|border|protection|security|affairs|federal|national|bureau|agenc(?:y|ies)|center|institute|university|police"
    r"|u\.s|columnist|correspondent|photographer|professor|tribune"
    r"|house|congress|united|states|month|year|morning|evening|noon|\w+day)\b",
    re.IGNORECASE,
)


def issued_in(text: str) -> Found | None:
    """The day (EDTF) on which a text says it was published: what is labelled so; else a date alone on its line, beside
    a byline or in a dateline; else when it was updated. A date alone near a line that tells of a meeting gives none."""
    labelled, alone, updated = [], [], []
    lines = list(_lines(text, _DATE_WITHIN))
    of_event = any(map(is_of_event, lines))
    for line in lines:
        if match := _PUBLISHED.fullmatch(line):
            labelled.append((match, line))
        elif match := _UPDATED.fullmatch(line):
            updated.append((match, line))
        elif match := _BYLINE_AND_DAY.fullmatch(line) or (None if of_event else _DATE.fullmatch(line)):
            alone.append((match, line))
        elif match := _DATELINE.match(line[:_DATELINE_MOST]):
            alone.append((match, match[0]))
    for found in (labelled, alone, updated):
        if found:
            days = {_past(match["day"]) for match, _ in found}
            return Found(days.pop(), _origin(found[0][1])) if len(days) == 1 and "" not in days else None
    return None


def authors_in(text: str, most: int = _BYLINE_WITHIN) -> Found | None:
    """The names of a byline on a line of its own, joined by `; `. `most`: lines with words that are looked at."""
    for line in _lines(text, most):
        match = _BYLINE.fullmatch(line) or _BYLINE_AND_DAY.fullmatch(line)
        if match:
            names = re.split(r",?\s(?:and|AND|&)\s|,\s", match["who"])
            # “By Jane Roe, Staff Writer”: a comma parts names only where an “and” ends them.
            listed = len(names) < 2 or re.search(r"\s(?:and|AND|&)\s", match["who"])
            return Found("; ".join(names), _origin(line)) if listed and not _NOT_A_PERSON.search(match["who"]) else None
    return None


def is_of_event(line: str) -> bool:
    """Whether a line announces or records a meeting: a day that stands alone beside it is the meeting's."""
    return len(line) <= _HEADING_MOST and _OF_AN_EVENT.match(line) is not None


def is_person(name: str) -> bool:
    """Whether words look like the name of a person, and not like that of an office, a newspaper or a job."""
    return len(name) <= _LINE_MOST and _PERSON.fullmatch(name) is not None and not _NOT_A_PERSON.search(name)


def says_when_or_who(line: str) -> bool:
    """Whether a line says nothing but a day or a byline, so that it is nobody's title."""
    line = " ".join(line[: _LINE_MOST + 1].split())
    forms = (_DATE, _PUBLISHED, _UPDATED, _BYLINE_AND_DAY)
    return len(line) <= _LINE_MOST and any(form.fullmatch(line) for form in forms)


def _lines(text: str, most: int) -> Iterator[str]:
    """The first lines that have words, white space made single, none longer than is looked at."""
    at = 0
    while most and at < min(len(text), _TOP):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if line := " ".join(text[at : min(end, at + 2 * _LINE_MOST)].strip("\ufeff*_#").split()).strip("*_# "):
            most -= 1
            yield line[: _LINE_MOST + 1]
        at = end + 1


def _past(said: str) -> str:
    """A whole day that is no day to come (in any part of the world), else ''."""
    day = day_in(said)
    return day if len(day) == 10 and day <= (datetime.date.today() + datetime.timedelta(1)).isoformat() else ""


def _origin(line: str) -> str:
    return f"a line near the top: “{line}”"
