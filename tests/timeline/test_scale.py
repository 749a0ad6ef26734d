"""Days to pixels and back."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.timeline.scale import (
    FIRST_DAY,
    LAST_DAY,
    MAX_PIXELS_PER_DAY,
    MIN_PIXELS_PER_DAY,
    Scale,
    clamped,
    fitted,
)

scales = st.builds(
    Scale,
    origin_day=st.floats(FIRST_DAY, LAST_DAY),
    pixels_per_day=st.floats(MIN_PIXELS_PER_DAY, MAX_PIXELS_PER_DAY),
    width=st.floats(100, 4000),
)


@given(scales, st.floats(0, 1))
def test_a_place_on_the_screen_is_a_day_and_that_day_is_the_place(scale, part):
    x = part * scale.width
    assert scale.x(scale.day(x)) == pytest.approx(x, abs=0.01)


def test_a_later_day_stands_further_right():
    scale = Scale(100.0, 4.0, 800.0)
    assert scale.x(100) == 0
    assert scale.x(101) == 4
    assert scale.x(99) == -4


def test_the_last_day_stands_at_the_right_edge():
    scale = Scale(100.0, 4.0, 800.0)
    assert scale.last_day == 300
    assert scale.days == 200


@given(scales, st.floats(0, 1), st.floats(0.1, 10))
def test_zooming_keeps_the_day_under_the_pointer(scale, part, factor):
    at = part * scale.width
    zoomed = scale.zoomed(at, factor)
    half = zoomed.days / 2
    middle = zoomed.origin_day + half
    if FIRST_DAY < middle < LAST_DAY:
        # A pixel may stand for many days far out: the place, not the day, is what has to hold.
        assert zoomed.x(scale.day(at)) == pytest.approx(at, abs=0.05)


@given(scales, st.floats(0.0001, 10_000))
def test_zooming_stays_between_all_of_the_calendar_and_a_few_days(scale, factor):
    zoomed = scale.zoomed(scale.width / 2, factor)
    assert MIN_PIXELS_PER_DAY <= zoomed.pixels_per_day <= MAX_PIXELS_PER_DAY


def test_zooming_in_and_out_again_returns():
    scale = Scale(739_000.0, 2.0, 800.0)
    back = scale.zoomed(333, 1.25).zoomed(333, 1 / 1.25)
    assert back.origin_day == pytest.approx(scale.origin_day)
    assert back.pixels_per_day == pytest.approx(scale.pixels_per_day)


def test_panning_right_brings_earlier_days():
    scale = Scale(739_000.0, 2.0, 800.0).panned(100)
    assert scale.origin_day == 738_950
    assert scale.pixels_per_day == 2.0


@given(scales, st.floats(-1e9, 1e9))
def test_one_cannot_pan_out_of_the_calendar(scale, dx):
    panned = scale.panned(dx)
    middle = panned.origin_day + panned.days / 2
    assert FIRST_DAY - 1e-6 <= middle <= LAST_DAY + 1 + 1e-6


def test_a_scale_is_centred_on_a_day():
    scale = Scale(739_000.0, 2.0, 800.0).centred(740_000)
    assert scale.x(740_000) == 400


def test_resizing_keeps_the_left_edge_and_the_zoom():
    scale = Scale(739_000.0, 2.0, 800.0).resized(300)
    assert (scale.origin_day, scale.pixels_per_day, scale.width) == (739_000, 2, 300)


def test_no_view_is_narrower_than_a_pixel():
    assert Scale(739_000.0, 2.0, 800.0).resized(-5).width == 1


@given(st.integers(FIRST_DAY, LAST_DAY), st.integers(0, 40_000), st.floats(50, 3000), st.floats(0, 60))
def test_what_is_fitted_is_in_view_whole(first, length, width, margin):
    last = min(first + length, LAST_DAY)
    scale = fitted(first, last, width, margin)
    assert scale.x(first) >= -0.01
    assert scale.x(last + 1) <= width + 0.01


def test_a_fitted_span_keeps_its_margins():
    scale = fitted(739_000, 739_099, 1000, 20, 180)
    assert scale.x(739_000) == pytest.approx(20)
    assert scale.x(739_100) == pytest.approx(820)


def test_margins_never_take_a_narrow_view_whole():
    scale = fitted(739_000, 739_099, 100, 80, 80)
    assert scale.x(739_000) == pytest.approx(10)
    assert scale.x(739_100) == pytest.approx(90)


def test_one_day_fitted_stands_in_the_middle():
    scale = fitted(739_000, 739_000, 1000)
    assert scale.pixels_per_day == MAX_PIXELS_PER_DAY
    assert scale.x(739_000.5) == pytest.approx(500)


def test_the_whole_calendar_can_be_fitted():
    scale = fitted(FIRST_DAY, LAST_DAY, 800)
    assert datetime.date.fromordinal(int(scale.day(799.99))).year == 9999


def test_a_value_is_clamped_between_two():
    assert [clamped(value, 2, 5) for value in (1, 2, 3, 5, 9)] == [2, 2, 3, 5, 5]
