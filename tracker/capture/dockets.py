"""Docket numbers in plain text, and when two of them are the number of one case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.capture.suggested import Place

# Of a district court: 1:25-cv-00677-DLF. What may follow it, initials of judges or a defendant's number, is no part of
# the case's number. Every part is bounded, so that nothing backtracks in long texts.
_DISTRICT = r"(?:\d{1,2}:)?(?:19|20)?\d{2}-[A-Za-z]{2,4}-\d{1,6}"
_AFTER = r"(?:-[A-Z]{2,5}|-\d{1,3}){0,4}"
# Of a court of appeals, a bankruptcy court or the Supreme Court: 25-5181, 18-00079, 25A11.
_SHORT = r"\d{2}(?:-\d{1,5}|[AMO]\d{1,4})"
_NOT_BEFORE, _NOT_AFTER = r"(?<![\w:/-])", r"(?![\w/-])"
_IN_TEXT = re.compile(rf"{_NOT_BEFORE}({_DISTRICT}){_AFTER}{_NOT_AFTER}")
# A short number alone may be anything (a score, a room): there it is one after "No.", or after another in such a list.
_NAMED = re.compile(
    rf"\b(?:Nos?\.?|Numbers?|Dockets?|Cases?)[ \t\u00a0]{{1,3}}(?:(?:Nos?\.?|Numbers?)[ \t\u00a0]{{1,3}})?"
    rf"{_SHORT}(?:(?:,|;| and| &|, and){{1,2}}[ \t\u00a0]{{1,3}}{_SHORT}){{0,12}}{_NOT_AFTER}",
    re.IGNORECASE,
)
_SHORT_ALONE = re.compile(rf"{_NOT_BEFORE}({_SHORT}){_NOT_AFTER}")
_AT_START = re.compile(rf"\s{{0,9}}({_DISTRICT}|{_SHORT}){_AFTER}(?!\S)")
_PARTS = re.compile(
    r"(?:(?P<office>\d{1,2}):)?(?:19|20)?(?P<year>\d{2})-(?:(?P<kind>[a-z]{2,4})-)?0*(?P<number>\d{1,6})(?:-.*)?",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:(?:docket|case)\s*)?(?:(?:nos?|numbers?)\b\.?)?[\s:#]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DocketNumber:
    """A docket number as it stands in a text, without what comes before and after it."""

    number: str
    at: Place


def dockets_in(text: str) -> tuple[DocketNumber, ...]:
    """The docket numbers in a text, in order, each as often as it stands there."""
    found = list(_in_text(text))
    return tuple(sorted(found, key=lambda docket: docket.at.start))


def docket_at_start(title: str) -> str:
    """The number that a title begins with, as courts' feeds have it (`22-1214 Food & Water Watch v. FERC`), or ''."""
    found = _AT_START.match(title)
    return found[1] if found else ""


def docket_key(number: str) -> tuple[str, str]:
    """(what tells a case from others, the number of the court's office or ''): `1:25-cv-00677-DLF` and `25-cv-677`
    have one key. A number of another form is its own key, folded."""
    bare = number[found.end() :] if (found := _BEFORE.match(number)) else number
    parts = _PARTS.fullmatch(bare.strip())
    if parts is None:
        return re.sub(r"\s+", " ", bare).strip().casefold(), ""
    kind = f"-{parts['kind'].lower()}" if parts["kind"] else ""
    return f"{parts['year']}{kind}-{parts['number']}", parts["office"] or ""


def is_same_docket(one: str, other: str) -> bool:
    """Whether two docket numbers, of one court, are those of one case."""
    (key, office), (other_key, other_office) = docket_key(one), docket_key(other)
    return key == other_key and (not office or not other_office or office == other_office)


def _in_text(text: str) -> Iterator[DocketNumber]:
    for found in _IN_TEXT.finditer(text):
        yield DocketNumber(found[1], Place(*found.span(1)))
    for named in _NAMED.finditer(text):
        for found in _SHORT_ALONE.finditer(text, named.start(), named.end()):
            yield DocketNumber(found[1], Place(*found.span(1)))
