"""Which stretch of time stands on which page."""

from __future__ import annotations

import datetime
import random
from itertools import pairwise

from tracker.timeline.spells import LEAST_DAYS, rounded_down, rounded_up, spells


def day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


def divided(starts, first, end, most, busy=lambda first, end: True):
    starts = sorted(starts)

    def fits(begin, stop):
        return sum(begin <= start < stop for start in starts) <= most

    return list(spells(starts, first, end, fits, busy))


def test_what_has_room_on_one_page_stands_on_one():
    first, end = day("2025-01-01"), day("2026-01-01")
    assert divided([first + 5, first + 90, first + 300], first, end, most=20) == [(first, end)]


def test_every_day_is_on_one_page_and_none_holds_too_much():
    chance = random.Random(1)
    first, end = day("2000-01-01"), day("2030-01-01")
    starts = [chance.randrange(first, end) for _ in range(2000)]
    found = divided(starts, first, end, most=40)
    assert found[0][0] == first
    assert found[-1][1] == end
    assert all(before[1] == after[0] for before, after in pairwise(found))
    counts = [sum(begin <= start < stop for start in starts) for begin, stop in found]
    assert max(counts) <= 40
    # Pages are well used.
    assert len(found) < 2 * 2000 / 40


def test_pages_end_with_months_and_years_where_that_costs_little():
    first, end = day("2000-01-01"), day("2010-01-01")
    found = divided(range(first, end, 10), first, end, most=50)
    assert all(datetime.date.fromordinal(stop).day == 1 for _, stop in found)


def test_a_busy_week_is_not_divided_further():
    first = day("2025-01-01")
    found = divided([first + 1] * 500, first, first + 60, most=20)
    assert found[0] == (first, first + LEAST_DAYS)


def test_times_in_which_nothing_lies_are_left_out():
    early, late = day("1799-03-03"), day("2025-03-03")
    starts = [early, *range(late, late + 100)]
    found = divided(starts, day("1799-03-01"), late + 120, 40, lambda first, end: any(first <= s < end for s in starts))
    assert found[0][1] < day("1900-01-01")
    assert found[1][0] == day("2025-03-01")


def test_a_crowd_at_one_end_of_a_long_time_has_pages_of_its_own():
    early, late = day("2000-01-01"), day("2024-01-01")
    starts = [early, *range(late, late + 30)]
    found = divided(starts, early, late + 40, most=100)
    assert len(found) > 1
    begin, stop = next(each for each in found if each[0] <= late + 20 < each[1])
    assert stop - begin < 100


def test_boundaries_suit_the_length():
    assert rounded_down(day("2000-01-01"), day("2012-05-20")) == day("2010-01-01")
    assert rounded_down(day("2025-01-01"), day("2025-05-20")) == day("2025-05-01")
    assert rounded_up(day("2025-01-01"), day("2025-05-20"), day("2030-01-01")) == day("2025-06-01")
    assert rounded_up(day("2025-01-01"), day("2025-05-20"), day("2025-05-25")) == day("2025-05-25")
