"""The ticks of the time axis: which days get a line, which of them a label, and never two labels on each other."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from tracker.timeline.scale import FIRST_DAY, LAST_DAY, Scale

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# A label stands this far right of its line, and this far at least from the next label.
LABEL_OFFSET = 4.0
LABEL_GAP = 4.0


@dataclass(frozen=True, slots=True)
class Step:
    """`count` units of one kind: "day", "week", "month" or "year". `days` is the shortest such period.

    A "week" is a quarter of a month (days 1, 8, 15 and 22), so that weeks and months share their lines.
    """

    unit: str
    count: int
    days: float


STEPS = (
    Step("day", 1, 1),
    Step("week", 1, 7),
    Step("month", 1, 28),
    Step("month", 3, 90),
    *(Step("year", n, 365 * n) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
)


class Tick(NamedTuple):
    """A line at `x` where `day` begins; the period it opens ends before `end`. `label` (empty: no room for
    one) begins at `label_x`. A major tick opens a year, or a month among days. (A named tuple: a dozen a frame.)"""

    day: int
    end: int
    x: float
    label: str
    label_x: float
    major: bool


def step_for(scale: Scale, min_gap: float, measure: Callable[[str], float], months: Sequence[str] = MONTHS) -> Step:
    """The finest step whose lines stand at least `min_gap` pixels apart and whose plain labels fit."""
    widest = {
        "day": measure("28"),
        "week": measure("28"),
        "month": max(measure(name) for name in months),
        "year": measure("2025"),
    }
    for step in STEPS:
        need = max(min_gap, widest[step.unit] + LABEL_OFFSET + LABEL_GAP)
        if step.days * scale.pixels_per_day >= need:
            return step
    return STEPS[-1]


def ticks(
    scale: Scale,
    min_gap: float,
    measure: Callable[[str], float],
    months: Sequence[str] = MONTHS,
) -> list[Tick]:
    """The ticks in view, from left to right, and the one whose period the left edge cuts: its label is held at
    the edge. The first label in view always says which year (and month) one is in.

    `measure` gives a label's width in pixels, in the heavier of the fonts used; `months` are twelve short names.
    """
    step = step_for(scale, min_gap, measure, months)
    first, last = scale.origin_day, scale.last_day
    starts = list(_starts(step, int(first // 1), int(last // 1) + 1))
    found = []
    for day, end in pairwise(starts):
        if end > first and day <= last:
            label, major = _label(step, day, months)
            x = scale.x(day)
            found.append(Tick(day, end, x, label, x + LABEL_OFFSET, major))
    return _placed(found, step, scale.width, measure, months)


def period_at(tick_list: Sequence[Tick], x: float) -> Tick | None:
    """The tick whose period holds `x`, or whose label stands there."""
    here = None
    for tick in tick_list:
        if tick.x <= x:
            here = tick
    return here


def beside_today(
    tick_list: Sequence[Tick], x: float, text_width: float, width: float, measure: Callable[[str], float]
) -> tuple[float, list[Tick]]:
    """Where a label of `text_width` pixels for a line at `x` begins, and the ticks without the labels that make way.

    It stands over the line, or to its right or left, wherever no tick has to give up its label; else where only lesser
    ones do. Labels that say which year one is in are the last to go.
    """
    places = [x - text_width / 2, x + LABEL_OFFSET, x - LABEL_OFFSET - text_width]
    inside = [left for left in places if left >= 0 and left + text_width <= width]
    inside = inside or [min(max(x - text_width / 2, 0.0), max(0.0, width - text_width))]

    def in_the_way(left: float) -> list[Tick]:
        right = left + text_width + LABEL_GAP
        return [
            tick
            for tick in tick_list
            if tick.label and tick.label_x < right and left < tick.label_x + measure(tick.label) + LABEL_GAP
        ]

    best = min(inside, key=lambda left: sum(10 if tick.major else 1 for tick in in_the_way(left)))
    dropped = in_the_way(best)
    return best, [tick._replace(label="") if tick in dropped else tick for tick in tick_list]


def _placed(
    found: list[Tick], step: Step, width: float, measure: Callable[[str], float], months: Sequence[str]
) -> list[Tick]:
    """Drop the labels there is no room for: majors have the first claim, then from left to right. Only the first
    may be cut by the right edge."""
    if not found:
        return found
    # The cut period's label, at the left edge, if it ends before the next line.
    if found[0].x < 0:
        text = context(step, found[0].day, months)
        fits = len(found) == 1 or LABEL_OFFSET + measure(text) + LABEL_GAP <= found[1].x + LABEL_OFFSET
        found[0] = found[0]._replace(label=text if fits else "", label_x=LABEL_OFFSET, major=True)
    for i, tick in enumerate(found):
        if tick.label:
            found[i] = tick._replace(label=context(step, tick.day, months), major=True)
            break
    taken: list[tuple[float, float]] = []
    kept: set[int] = set()
    for i in sorted(range(len(found)), key=lambda i: (not found[i].major, i)):
        tick = found[i]
        if not tick.label:
            continue
        left, right = tick.label_x, tick.label_x + measure(tick.label) + LABEL_GAP
        whole = right - LABEL_GAP <= width or not taken
        if whole and all(right <= start or left >= end for start, end in taken):
            taken.append((left, right))
            kept.add(i)
    return [tick if i in kept else tick._replace(label="") for i, tick in enumerate(found)]


def context(step: Step, day: int, months: Sequence[str]) -> str:
    """The label of a tick that must stand alone: with its year, and with its month and day where
    those matter."""
    date = datetime.date.fromordinal(day)
    if step.unit == "year":
        return str(date.year)
    month = f"{date.year} {months[date.month - 1]}"
    return month if date.day == 1 else f"{month} {date.day}"


def _label(step: Step, day: int, months: Sequence[str]) -> tuple[str, bool]:
    """A tick's label among others, and whether it is a major one."""
    date = datetime.date.fromordinal(day)
    if step.unit == "year":
        # Among years the decades stand out, among decades the centuries.
        return str(date.year), date.year % (10 if step.count < 10 else 100 if step.count < 100 else 1000) == 0
    if step.unit in ("day", "week") and date.day != 1:
        return str(date.day), False
    if date.month == 1:
        return (str(date.year) if step.count == 3 else f"{date.year} {months[0]}"), True
    return months[date.month - 1], step.unit in ("day", "week")


def _starts(step: Step, first: int, last: int) -> Iterator[int]:
    """The first days of the periods that meet `first..last`, and one more at the end to close the last of them."""
    first, last = max(first, FIRST_DAY), min(last, LAST_DAY)
    if first > last:
        return
    if step.unit == "day":
        yield from range(first, last + 2)
        return
    date = datetime.date.fromordinal(first)
    day = 0
    if step.unit == "year":
        year = date.year - date.year % step.count
        while day <= last:
            day = _ordinal(year, 0)
            yield day
            year += step.count
        return
    month = date.year * 12 + date.month - 1
    month -= month % step.count
    while day <= last:
        day = _ordinal(*divmod(month, 12))
        yield day
        if step.unit == "week" and day <= last:
            yield from (day + 7, day + 14, day + 21)
        month += step.count


def _ordinal(year: int, month: int) -> int:
    """The first day of a month (0 to 11), held within the calendar and one day past its end."""
    if year < 1:
        return FIRST_DAY
    if year > datetime.MAXYEAR:
        return LAST_DAY + 1
    return datetime.date(year, month + 1, 1).toordinal()
