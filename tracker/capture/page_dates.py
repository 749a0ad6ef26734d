"""Days as pages write them, in markup and in words, as EDTF. What is ambiguous or no whole date is none."""

from __future__ import annotations

import datetime
import re

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_OTHERS = (
    "januar|janvier|enero|gennaio|janeiro|januari", "februar|février|fevrier|febrero|febbraio|fevereiro|februari",
    "märz|maerz|mars|marzo|março|maart", "avril|abril|aprile",
    "mai|mayo|maggio|maio|mei", "juni|juin|junio|giugno|junho",
    "juli|juillet|julio|luglio|julho", "août|aout|agosto|augustus", "septembre|septiembre|settembre|setembro",
    "oktober|octobre|octubre|ottobre|outubro", "novembre|noviembre|novembro",
    "dezember|décembre|decembre|diciembre|dicembre|dezembro",
)  # fmt: skip
"""The months in German, French, Spanish, Italian, Portuguese and Dutch, where they are not written as in English."""
_NUMBERS = {name: number for number, names in enumerate(_OTHERS, 1) for name in names.split("|")}
_MONTH = "|".join((*_NUMBERS, "sept", *(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)))
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_NOT_IN_NUMBER = r"(?<![\d.:/-])"

# Each says which of year, month and day it holds; the first that matches counts.
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NOT_IN_NUMBER}{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"{_NOT_IN_NUMBER}{_YEAR}/(?P<month>\d\d?)/(?P<day>\d\d?)(?!\d)",
        rf"\b(?P<name>{_MONTH})\.?\s{{1,3}}(?P<day>\d\d?)(?:st|nd|rd|th)?\s?,?\s{{1,3}}{_YEAR}\b",
        rf"\b(?P<day>\d\d?)(?:st|nd|rd|th)?\.?\s{{1,3}}(?:(?:of|de)\s)?(?P<name>{_MONTH})\.?,?\s{{1,3}}(?:de\s)?{_YEAR}\b",
        rf"{_NOT_IN_NUMBER}{_YEAR}\s?[年년]\s?(?P<month>\d\d?)\s?[月월]\s?(?P<day>\d\d?)\s?[日일]",
        # With points the day always comes first.
        rf"{_NOT_IN_NUMBER}(?P<day>\d\d?)\.(?P<month>\d\d?)\.{_YEAR}(?!\d)",
    )
)
_ALONE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:[T ]?\d{{4,6}}Z?)?",
        rf"{_YEAR}-(?P<month>\d\d)",
    )
)
_SLASHES = re.compile(rf"{_NOT_IN_NUMBER}(?P<one>\d\d?)/(?P<two>\d\d?)/{_YEAR}(?!\d)")
_LONGEST = 200
_LEAD = re.compile(
    r"(?:posted|published|released|issued|date|on|datum|am|vom|den|der|le|publié|publicado|el|del|veröffentlicht|erstellt"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thur?s?|fri|sat|sun"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
)
_TIME = re.compile(
    r"[\W_]*(?:at|um)?[\W_]*(?:\d\d?\s?[:.h]\s?\d\d(?:[:.]\d\d)?)?\s*(?:[ap]\.?\s?m\.?|uhr|h)?[\s(]*(?:[A-Z]{1,4}T|UTC|GMT)?[\W_]*",
    re.IGNORECASE,
)


def day_in(text: str) -> str:
    """The first whole date in some words or a machine's form, as EDTF, '' if there is none.

    The day is the one written, in the page's own time: an offset or time beside it changes nothing. `20250407` and
    `2025-04` are taken only if nothing else stands there; `7/4/2025` only if day and month cannot change places.
    """
    return dated(text)[0]


def day_alone(text: str) -> str:
    """The day in words that say nothing else but a weekday, a time, or that this is when something was published."""
    text = text[:_LONGEST]
    if not (match := next(filter(None, (form.search(text) for form in (*_FORMS, _SLASHES))), None)):
        return ""
    before = re.findall(r"\w+", text[: match.start()].casefold())
    alone = all(map(_LEAD.fullmatch, before)) and _TIME.fullmatch(text[match.end() :])
    return day_in(match[0]) if alone else ""


def dated(text: str) -> tuple[str, int]:
    """As `day_in`, with the place in the text where the date begins (0 if there is none)."""
    text = text[:_LONGEST]
    for form in _FORMS:
        if match := form.search(text):
            return _edtf(match), match.start()
    for form in _ALONE:
        if match := form.fullmatch(text.strip()):
            return _edtf(match), 0
    if match := _SLASHES.search(text):
        one, two = int(match["one"]), int(match["two"])
        day, month = (one, two) if one > 12 else (two, one)
        if day > 12 or one == two:
            return _valid(int(match["year"]), month, day), match.start()
    return "", 0


def _edtf(match: re.Match[str]) -> str:
    parts = match.groupdict()
    name = (parts.get("name") or "").lower()
    english = (number for number, each in enumerate(MONTHS, 1) if each[:3] == name[:3])
    month = (_NUMBERS.get(name) or next(english, 0)) if name else int(parts["month"])
    return _valid(int(parts["year"]), month, int(parts["day"]) if parts.get("day") else None)


def _valid(year: int, month: int, day: int | None) -> str:
    try:
        return datetime.date(year, month, day or 1).isoformat()[: 10 if day else 7]
    except ValueError:
        return ""
