"""The line that a court's filing system stamps on each page: docket number, document, day of filing, page."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_DAY = r"(?P<month>\d\d)/(?P<day>\d\d)/(?P<year>\d{4}|\d\d)"
# District courts (CM/ECF), the D.C. Circuit, other courts of appeals. American courts write the month first.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"Case\s{{1,3}}(?P<number>\d{{1,2}}:\d\d-[a-z]{{2,5}}-\d{{1,6}})(?:-[A-Za-z0-9-]{{1,30}})?\s{{1,9}}"
        rf"(?:ECF No\.|Document|Doc\.?)\s{{1,3}}\d{{1,5}}(?:-\d{{1,4}})?\s{{1,9}}Filed\s{{1,3}}{_DAY}\b",
        rf"USCA\s{{1,3}}Case\s{{1,3}}#(?P<number>\d\d-\d{{1,6}})\s{{1,9}}Document\s{{1,3}}#\d{{1,9}}\s{{1,9}}Filed:\s{{1,3}}{_DAY}\b",
        rf"Case:\s{{1,3}}(?P<number>\d\d-\d{{1,6}})\s{{1,9}}Document:\s{{1,3}}\S{{1,20}}\s{{1,9}}Page:\s{{1,3}}\d{{1,5}}\s{{1,9}}"
        rf"(?:Date\s)?Filed:\s{{1,3}}{_DAY}\b",
    )
)
_LINE = re.compile(r"\s*(?:USCA )?Case:? .{1,200}(?:Page|Filed).{1,60}|\s*(?:Page )?\d{1,4}(?: of \d{1,4})?\s*")
_LOOK = 3_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """Docket number as the court writes it, without the judges' initials, and the day of filing (EDTF)."""

    number: str
    filed: str


def stamp_on(first_page: str) -> Stamp | None:
    """The stamp on a page's text, None if there is none."""
    for form in _FORMS:
        if match := form.search(first_page[:_LOOK]):
            year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
            try:
                filed = datetime.date(year, int(match["month"]), int(match["day"])).isoformat()
            except ValueError:
                filed = ""
            return Stamp(match["number"], filed)
    return None


def without_stamps(page: str) -> str:
    """A page's text from its first line that is neither a stamp nor a page number."""
    lines = page[:_LOOK].split("\n")
    for number, line in enumerate(lines):
        if line.strip() and not _LINE.fullmatch(line):
            return "\n".join(lines[number:])
    return ""
