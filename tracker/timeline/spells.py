"""The stretches of time that pages hold: each as long as there is room for, from a natural boundary to another."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from tracker.timeline.scale import FIRST_DAY, LAST_DAY

# No page holds less than this many days: where that is too much for one, several hold the same days.
LEAST_DAYS = 7
# A page may end so much earlier than it must, to end with a week, month or year.
ROUNDED = 0.8
# Where more than a few events would be crowded together by a part of a page's time in which nothing begins, they get
# a page of their own.
FEW = 6
EMPTY = 0.6
# Longer times, in days, in which nothing lies are left out; in shorter ones nobody minds.
SKIPPED = 45
_FIRST_GUESS = 32
AT_MOST = 8

Within = Callable[[int, int], bool]
"""A question about the days from the first to before the second."""


def spells(starts: Sequence[int], first: int, end: int, fits: Within, busy: Within) -> Iterator[tuple[int, int]]:
    """Divide the days `first` to `end - 1` into stretches `(first, end)`, one for each page (or group of pages).

    `starts` are the days on which events begin, rising. `fits` tells whether what lies in a stretch has room on one
    page, `busy` whether anything lies in it at all: long times in which nothing does are left out.
    """
    begin, guess = first, _FIRST_GUESS
    while begin < end:
        at = bisect_left(starts, begin)
        following = starts[at] if at < len(starts) else end
        if following - begin > SKIPPED and not busy(begin, following):
            begin = max(begin, natural_begin(following, following + SKIPPED + 1))
            if following >= end:
                return
        days = starts[at : bisect_left(starts, end)]
        stop = _stop(days, begin, end, fits, guess)
        yield begin, stop
        guess = max(bisect_left(days, stop), 1)
        begin = stop


def _stop(days: Sequence[int], begin: int, end: int, fits: Within, guess: int) -> int:
    """Where the stretch that begins with a day ends; `days` are those from there on on which events begin."""
    if end - begin <= LEAST_DAYS:
        return end
    # To try is dear where there is much: what is far beyond the page before is not tried.
    if len(days) <= AT_MOST * guess and _gap(begin, end, days) is None and fits(begin, end):
        return end
    if days and not fits(begin, begin + LEAST_DAYS):
        return begin + LEAST_DAYS

    def stop_after(count: int) -> int:
        return min(max(days[count - 1] + 1, begin + LEAST_DAYS), end)

    # `good` events have room; `bad` have not, or are more than there are.
    good, bad, probe = 0, len(days) + 1, min(guess, len(days))
    while bad - good > 1:
        if fits(begin, stop_after(probe)):
            good = probe
        else:
            bad = probe
        probe = (good + bad) // 2 if bad <= len(days) else min(2 * good, len(days))
    if not good:
        # Only what goes on from before, or the first event is far off and would make a page of too much time.
        return min(days[0], end) if days and days[0] > begin + LEAST_DAYS else end
    latest = stop_after(good)
    later = rounded_up(begin, latest, days[good] if good < len(days) else end)
    if fits(begin, later):
        latest = later
    gap = _gap(begin, latest, days)
    if gap is not None:
        before, after = gap
        stop = natural_begin(after, latest) if before == begin else rounded_up(begin, before + 1, latest)
    else:
        stop = latest if good == len(days) else rounded_down(begin, latest)
    return stop if begin < stop and (stop == latest or fits(begin, stop)) else latest


def _gap(begin: int, end: int, days: Sequence[int]) -> tuple[int, int] | None:
    """The days between which nothing begins for most of a stretch in which much begins otherwise, if it is so."""
    held = days[: bisect_left(days, end)]
    if len(held) <= FEW:
        return None
    before, after = max(pairwise([begin, *held, end]), key=lambda pair: pair[1] - pair[0])
    return (before, after) if after - before > max(SKIPPED, EMPTY * (end - begin)) else None


def rounded_down(begin: int, latest: int) -> int:
    """The most natural boundary not long before `latest` (a year's, a month's, a week's), itself if none is near."""
    least = begin + max(1, int((latest - begin) * ROUNDED))
    for boundary in _BOUNDARIES:
        found = boundary(latest)
        if least <= found:
            return found
    return latest


def rounded_up(begin: int, earliest: int, end: int) -> int:
    """The first boundary from `earliest` on that suits the length of a stretch, and not past `end`."""
    long = earliest - begin
    boundary = _month if long > 45 else _week if long > 10 else _day
    step = 31 if long > 45 else 9 if long > 10 else 0
    found = boundary(min(earliest + step, LAST_DAY))
    return min(found if found >= earliest else earliest, end)


def natural_begin(first: int, end: int) -> int:
    """The first day of the month, or of the week, in which a stretch begins, by how long it is."""
    return _month(first) if end - first > 45 else _week(first) if end - first > 10 else first


def _years(count: int) -> Callable[[int], int]:
    def boundary(day: int) -> int:
        year = datetime.date.fromordinal(_held(day)).year
        return datetime.date(max(year - year % count, 1), 1, 1).toordinal()

    return boundary


def _months(count: int) -> Callable[[int], int]:
    def boundary(day: int) -> int:
        date = datetime.date.fromordinal(_held(day))
        return datetime.date(date.year, date.month - (date.month - 1) % count, 1).toordinal()

    return boundary


def _week(day: int) -> int:
    """Weeks are quarters of a month, as on the time axis."""
    date = datetime.date.fromordinal(_held(day))
    return date.replace(day=min((date.day - 1) // 7, 3) * 7 + 1).toordinal()


def _day(day: int) -> int:
    return _held(day)


def _held(day: int) -> int:
    return min(max(day, FIRST_DAY), LAST_DAY)


_month = _months(1)
_BOUNDARIES = (_years(100), _years(10), _years(5), _years(1), _months(6), _months(3), _month, _week)
