"""The whole span in months, or in longer periods."""

from __future__ import annotations

import datetime

import pytest

from tracker.timeline.events import Events
from tracker.timeline.overview import Overview


def overview_of(items) -> Overview:
    return Events.of(items, []).overview


def dates(overview: Overview, width: float) -> list[tuple[str, str, int]]:
    day = datetime.date.fromordinal
    return [(str(day(p.first)), str(day(p.end)), p.count) for p in overview.periods(width)]


def test_events_are_counted_by_the_month_they_begin_in(make):
    overview = overview_of([make("2025-01-31"), make("2025-02-01"), make("2025-02-28", "2025-03-05"), make(None)])
    assert dates(overview, 800) == [("2025-01-01", "2025-02-01", 1), ("2025-02-01", "2025-03-01", 2)]


def test_the_span_is_of_whole_months_and_reaches_to_the_last_end(make, ordinal):
    overview = overview_of([make("2024-03-15"), make("2025-02-10", "2025-06-20")])
    assert overview.span == (ordinal("2024-03-01"), ordinal("2025-07-01"))
    assert overview.years == (2024, 2025)


@pytest.mark.parametrize(
    ("last", "span"),
    [("2025-05-12", ("2025-01-01", "2026-01-01")), ("2026-04-30", ("2025-01-01", "2027-01-01"))],
)
def test_of_a_few_months_the_years_about_them_are_shown(make, ordinal, last, span):
    overview = overview_of([make("2025-05-12"), make(last)])
    assert overview.span == tuple(map(ordinal, span))
    month = overview.periods(800)[0]
    assert (month.first, month.end) == (ordinal("2025-05-01"), ordinal("2025-06-01"))


def test_the_years_are_those_in_which_anything_lies(make):
    assert overview_of([make("1998-12-31"), make("2025-12-01", "2026-01-02")]).years == (1998, 2026)


def test_nothing_dated_has_no_span(make):
    for items in ([], [make(None)]):
        overview = overview_of(items)
        assert overview.span is None
        assert overview.years is None
        assert overview.periods(500) == []


@pytest.mark.parametrize(
    ("last", "width", "days"),
    [("2001-12-31", 800, 31), ("2010-12-31", 300, 90), ("2030-12-31", 300, 365), ("2200-12-31", 300, 365 * 5)],
)
def test_bars_stand_for_longer_periods_where_months_are_too_thin(make, last, width, days):
    periods = overview_of([make("2000-01-01"), make(last)]).periods(width)
    assert days <= periods[0].end - periods[0].first <= days * 1.1


def test_all_events_are_counted_whatever_the_period(make):
    items = [make(f"{1990 + n}-{1 + n % 12:02}-10") for n in range(40)]
    for width in (20, 100, 400, 3000):
        assert sum(period.count for period in overview_of(items).periods(width)) == 40


def test_the_ends_of_the_calendar_can_be_counted(make):
    overview = overview_of([make("0001-01-01"), make("9999-12-31")])
    assert overview.span == (1, datetime.date.max.toordinal() + 1)
    assert sum(period.count for period in overview.periods(600)) == 2
