"""Counting events between days without looking at each."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.timeline.counts import LaneIndex, bucket_level

spans = st.lists(
    st.tuples(st.integers(1, 400), st.one_of(st.just(0), st.integers(0, 12), st.integers(0, 500))), max_size=60
).map(lambda pairs: sorted((start, start + length) for start, length in pairs))


def index(pairs: list[tuple[int, int]]) -> LaneIndex:
    return LaneIndex([start for start, _ in pairs], [end for _, end in pairs])


@given(spans, st.integers(0, 420), st.integers(0, 100))
@settings(max_examples=40)
def test_counts_are_what_counting_gives(pairs, first, length):
    assert index(pairs).count(first, first + length) == sum(first <= start < first + length for start, _ in pairs)


@given(spans, st.integers(0, 420), st.integers(0, 100))
@settings(max_examples=40)
def test_positions_that_begin_between_two_days_are_those_counted(pairs, first, length):
    found = index(pairs).beginning(first, first + length)
    assert [pairs[position] for position in found] == [pair for pair in pairs if first <= pair[0] < first + length]


@given(spans, st.integers(0, 900))
@settings(max_examples=40)
def test_running_spans_are_those_begun_before_and_not_over(pairs, day):
    found = index(pairs).running(day, 10_000)
    assert sorted(found) == [i for i, (start, end) in enumerate(pairs) if start < day <= end]


@given(spans, st.integers(0, 900), st.integers(1, 5))
@settings(max_examples=40)
def test_no_more_running_spans_are_sought_than_wanted(pairs, day, most):
    everything = set(index(pairs).running(day, 10_000))
    found = index(pairs).running(day, most)
    assert len(found) == min(most, len(everything))
    assert set(found) <= everything


@given(spans, st.integers(0, 50), st.integers(1, 40))
@settings(max_examples=40)
def test_counts_by_bucket_add_up_to_the_count(pairs, first, days):
    edges = range(first, first + 10 * days + 1, days)
    counted = index(pairs).counts(edges)
    assert len(counted) == 10
    assert sum(counted) == index(pairs).count(edges[0], edges[-1])


@given(spans, st.integers(0, 9))
@settings(max_examples=40)
def test_no_bucket_holds_more_than_the_tallest(pairs, level):
    days = 1 << level
    buckets: dict[int, int] = {}
    for start, _ in pairs:
        buckets[start // days] = buckets.get(start // days, 0) + 1
    assert index(pairs).tallest(level) == max(buckets.values(), default=1)


def test_an_empty_lane_has_nothing_anywhere():
    empty = index([])
    assert len(empty) == 0
    assert empty.count(1, 1_000_000) == 0
    assert empty.running(50, 5) == []
    assert empty.tallest(3) == 1


def test_buckets_double_in_length_as_one_zooms_out():
    levels = [bucket_level(pixels_per_day, 8.0) for pixels_per_day in (100, 8, 7.9, 4, 2, 0.1, 0.0002)]
    assert levels == sorted(levels)
    assert levels[0] == levels[1] == 0
    assert levels[2] == levels[3] == 1


@given(st.floats(0.0002, 160))
def test_a_bucket_is_wide_enough_and_less_than_twice_that(pixels_per_day):
    width = (1 << bucket_level(pixels_per_day, 8.0)) * pixels_per_day
    assert width >= 8.0
    assert width < 16.0 or pixels_per_day >= 8.0
