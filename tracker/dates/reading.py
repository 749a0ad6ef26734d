"""What people type, as EDTF: 'April 2025', 'about 13 March 2025', '29-30 April 2025', '7/4/25'.

Nothing is guessed: text with several readings gives them all, text without a year gives an error. The rules
and the choices they make are in `english`; `foreign` is asked last.
"""

from __future__ import annotations

import datetime
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.dates.shape import check, quoted
from tracker.dates.wording import DAY_MONTH, MONTH_DAY, display
from tracker.errors import DateError

if TYPE_CHECKING:
    from tracker.dates.english import Order

FORMS = (
    "Write for example 2025-04-07, 7 April 2025, April 2025, about April 2025, spring 2025, "
    "April to June 2025, before June 2025, or leave it empty."
)
_LONGEST = 120  # characters; no date takes more, and what is longer is text pasted by mistake


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read what was typed: the EDTF text to keep, and the words that show it."""

    edtf: str
    label: str


def read(text: str, today: datetime.date, day_first: bool | None = None) -> list[Reading]:
    """The readings of what a person typed: one if it is plain, several if it is ambiguous, never none.

    EDTF level 1 is taken unchanged (outer spaces aside). `today` gives 'today', 'yesterday', 'tomorrow' and the
    century of two-digit years. Where day and month could change places `day_first` picks; None gives both,
    month first before day first. Labels put the month first only if `day_first` is False.
    Raises DateError, with the forms understood, for anything else.
    """
    typed = text.strip()
    style = MONTH_DAY if day_first is False else DAY_MONTH
    if len(typed) > _LONGEST:
        raise DateError(f"{quoted(typed)} is too long for a date. {FORMS}", text)
    try:
        return [Reading(check(typed), display(typed, style))]
    except DateError as error:
        as_edtf = error
    found, errors = _by_order(typed, today)
    if day_first is not None:
        kept: Order = "day first" if day_first else "month first"
        if found[kept]:
            found = {kept: found[kept]}
    readings = dict.fromkeys(itertools.chain.from_iterable(found.values()))
    if not readings and not errors:
        from tracker.dates.foreign import foreign_day

        readings = dict.fromkeys(foreign_day(typed))
    if not readings:
        raise _refusal(typed, as_edtf, errors)
    return [Reading(edtf, display(edtf, style)) for edtf in readings]


def _by_order(typed: str, today: datetime.date) -> tuple[dict[Order, list[str]], list[DateError]]:
    """The valid EDTF texts by the order that numbers are read in, and what is wrong with those not valid."""
    # Here, not above: its patterns take half of this package's import time, and starting needs none of them.
    from tracker.dates.english import ORDERS, Typed, plain

    found: dict[Order, list[str]] = {order: [] for order in ORDERS}
    errors: list[DateError] = []
    for order in ORDERS:
        try:
            candidates = Typed(today, order).expression(plain(typed))
        except DateError as error:
            errors.append(error)
            continue
        found[order], wrong = _valid(candidates)
        errors += wrong
    return found, errors


def _valid(candidates: list[str]) -> tuple[list[str], list[DateError]]:
    valid: list[str] = []
    wrong: list[DateError] = []
    for candidate in candidates:
        try:
            valid.append(check(candidate))
        except DateError as error:
            wrong.append(error)
    return valid, wrong


def _refusal(typed: str, as_edtf: DateError, errors: list[DateError]) -> DateError:
    """The most telling thing to say about text that has no reading."""
    from tracker.dates.english import lacks_a_year, plain

    if errors:
        return DateError(f"{quoted(typed)} is not possible: {errors[0]}", typed)
    if re.search("[0-9]:[0-9]", typed):
        return DateError(f"{quoted(typed)}: a date is kept without a time of day. Leave the time out.", typed)
    if lacks_a_year(plain(typed)):
        return DateError(f"{quoted(typed)} has no year. Add it, as in 7 April 2025.", typed)
    if re.fullmatch(r"[0-9XY/.?~%-]+", typed):
        return as_edtf
    return DateError(f"{quoted(typed)} cannot be read as a date. {FORMS}", typed)
