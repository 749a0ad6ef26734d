"""Counts by date, packed: what is put in comes out, and adding is adding."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.dates import drawn, from_ordinal
from tracker.store.date_counts import DateCounts, DayCounts

days = st.dictionaries(st.one_of(st.integers(1, 200), st.integers(1, 3_652_059)), st.integers(0, 1 << 30), max_size=30)
texts = st.one_of(
    st.integers(1, 3_652_059).map(from_ordinal),
    st.integers(739_000, 739_100).map(from_ordinal),
    st.sampled_from(["", "2025", "2025-04", "2025-04-07?", "2025-04-07~", "2025-04-07/..", "../2025-04", "20XX"]),
)


def counted(counts: dict[int, int]) -> DayCounts:
    made = DayCounts()
    for day, count in counts.items():
        made[day] = count
    return made


@given(days)
@settings(max_examples=60)
def test_days_come_out_as_they_were_put_in(counts):
    made = DayCounts(counted(counts).packed())
    there = sorted((day, count) for day, count in counts.items() if count)
    assert list(zip(*made.columns(), strict=True)) == there
    assert all(made[day] == count for day, count in counts.items())


@given(days, days)
@settings(max_examples=60)
def test_days_are_added_one_by_one(one, other):
    total = counted(one)
    total.add(counted(other))
    added = Counter(one) + Counter(other)
    assert list(zip(*total.columns(), strict=True)) == sorted(added.items())


@given(st.lists(st.tuples(texts, st.integers(0, 9)), max_size=40))
@settings(max_examples=60)
def test_the_last_count_of_a_date_holds(given_):
    made, last = DateCounts(), {}
    for date, count in given_:
        made[date] = count
        last[date] = count
        made = DateCounts(*made.packed())
    runs = [
        (where.start, where.end, "" if where.exact else date, count) if (where := drawn(date)) else (0, 0, date, count)
        for date, count in last.items()
        if count
    ]
    assert sorted(made.runs()) == sorted(runs)
    assert made.spans == sorted(made.spans)
    assert made.total == sum(last.values())


@pytest.mark.parametrize(
    "packed",
    [(b"\0", b"", "[]"), (b"", b"\0", "[]"), (b"", b"", '["2025"]'), (b"", bytes(12), "[]"), (b"", b"", "[")],
)
def test_what_is_cut_short_is_refused(packed):
    with pytest.raises(ValueError):
        DateCounts(*packed)
