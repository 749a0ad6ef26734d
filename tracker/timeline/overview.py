"""The whole span at a glance: how many events begin in each month, or in longer periods where months are too thin."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.timeline.counts import LaneIndex

# Months a bar may stand for.
PERIODS = (1, 3, 12, 60, 120, 600, 1200, 6000)

# Of fewer months than this the whole years are shown in which they lie.
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Period:
    """`count` events begin on the days `first` to `end - 1`."""

    first: int
    end: int
    count: int


class Overview:
    """The events of a tracker by month of their first day."""

    def __init__(self, days: Mapping[int, int], last: int) -> None:
        """`days` says how many events begin on each; `last` is the last day of any (0 if there are none)."""
        self._months: Counter[int] = Counter()
        for day, count in days.items():
            self._months[_month(day)] += count
        self._last_month = _month(last) if last else 0
        # Of a few months the years about them are shown: a bar is then a month of those, and not all there is.
        first = min(self._months, default=0)
        short = bool(self._months) and self._last_month - first < _SHORT
        self._shown = (first // 12 * 12, self._last_month // 12 * 12 + 11) if short else (first, self._last_month)

    @classmethod
    def counted(cls, lanes: Iterable[LaneIndex], last: int) -> Overview:
        """That of all that begin in some lanes; `last` is the last day of any."""
        indexes = list(lanes)
        months = {_month(day) for day in set[int]().union(*(index.days for index in indexes))}
        edges = {month: (_first_day(month), _first_day(month + 1)) for month in months}
        return cls({first: sum(index.count(first, end) for index in indexes) for first, end in edges.values()}, last)

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year in which anything lies."""
        if not self._months:
            return None
        return min(self._months) // 12, self._last_month // 12

    @property
    def span(self) -> tuple[int, int] | None:
        """The days the overview covers: whole months, at least a year of them, the end not included."""
        if not self._months:
            return None
        return _first_day(self._shown[0]), _first_day(self._shown[1] + 1)

    def periods(self, width: float, min_bar: float = 4.0) -> list[Period]:
        """The bars of an overview `width` pixels wide: the shortest periods that give each at least `min_bar`."""
        if not self._months:
            return []
        first, last = self._shown
        months = next(
            (n for n in PERIODS if width / ((last - first) // n + 1) >= min_bar),
            PERIODS[-1],
        )
        counts: Counter[int] = Counter()
        for month, count in self._months.items():
            counts[month // months] += count
        return [
            Period(_first_day(period * months), _first_day((period + 1) * months), counts[period])
            for period in sorted(counts)
        ]


def _month(day: int) -> int:
    date = datetime.date.fromordinal(day)
    return date.year * 12 + date.month - 1


def _first_day(month: int) -> int:
    """The first day of a month counted from year 0, held within the calendar."""
    year, month = divmod(month, 12)
    if year < 1:
        return 1
    if year > datetime.MAXYEAR:
        return datetime.date.max.toordinal() + 1
    return datetime.date(year, month + 1, 1).toordinal()
