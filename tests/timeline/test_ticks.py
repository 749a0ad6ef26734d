"""Ticks of the axis: steps, labels, and the room between them."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.timeline.scale import FIRST_DAY, LAST_DAY, Scale
from tracker.timeline.ticks import LABEL_OFFSET, MONTHS, STEPS, beside_today, context, period_at, step_for, ticks

GAP = 34.0


def letters(text: str) -> float:
    return 7.0 * len(text)


def labels(scale: Scale) -> list[str]:
    return [tick.label for tick in ticks(scale, GAP, letters)]


def at(text: str, pixels_per_day: float, width: float = 800) -> Scale:
    return Scale(float(datetime.date.fromisoformat(text).toordinal()), pixels_per_day, width)


def test_months_are_named_and_the_year_stands_with_january():
    found = ticks(at("2024-12-01", 2.5), GAP, letters)
    named = [(tick.label, tick.major) for tick in found]
    assert named[:4] == [("2024 Dec", True), ("2025 Jan", True), ("Feb", False), ("Mar", False)]


def test_a_tick_stands_where_its_month_begins():
    scale = at("2025-01-01", 2.5)
    march = next(tick for tick in ticks(scale, GAP, letters) if tick.label == "Mar")
    assert march.day == datetime.date(2025, 3, 1).toordinal()
    assert march.end == datetime.date(2025, 4, 1).toordinal()
    assert march.x == pytest.approx(scale.x(march.day))


@pytest.mark.parametrize(
    ("pixels_per_day", "unit", "count"),
    [
        (120, "day", 1),
        (40, "day", 1),
        (8, "week", 1),
        (2, "month", 1),
        (0.6, "month", 3),
        (0.2, "year", 1),
        (0.05, "year", 2),
        (0.02, "year", 5),
        (0.002, "year", 50),
    ],
)
def test_the_step_follows_the_zoom(pixels_per_day, unit, count):
    step = step_for(at("2025-01-01", pixels_per_day), GAP, letters)
    assert (step.unit, step.count) == (unit, count)


def test_no_step_is_too_coarse_for_the_whole_calendar():
    assert step_for(Scale(1.0, 0.00001, 800), GAP, letters) == STEPS[-1]


def test_days_are_numbered_and_the_month_stands_with_the_first():
    assert labels(at("2025-04-29", 90, 400)) == ["2025 Apr 29", "30", "May", "2", "3"]


def test_quarters_of_a_month_share_its_lines():
    days = [datetime.date.fromordinal(tick.day).day for tick in ticks(at("2025-02-01", 8), GAP, letters)]
    assert set(days) == {1, 8, 15, 22}


def test_quarters_of_a_year_name_their_first_month():
    assert labels(at("2025-01-01", 0.7))[:5] == ["2025 Jan", "Apr", "Jul", "Oct", "2026"]


def test_decades_stand_out_among_years():
    found = {tick.label: tick.major for tick in ticks(at("2018-01-01", 0.15), GAP, letters)}
    assert found["2020"]
    assert not found["2021"]


def test_centuries_stand_out_among_decades():
    found = {tick.label: tick.major for tick in ticks(at("1950-01-01", 0.012, 1000), GAP, letters)}
    assert found["2000"]
    assert not found["2020"]


def test_the_label_of_the_period_cut_by_the_edge_is_held_there():
    found = ticks(at("2025-03-05", 3), GAP, letters)
    assert found[0].x < 0
    assert found[0].label == "2025 Mar"
    assert found[0].label_x >= 0


def test_a_held_label_gives_way_when_its_period_nearly_ended():
    found = ticks(at("2025-03-25", 3), GAP, letters)
    assert found[0].label == ""
    assert found[1].label == "2025 Apr"


def test_one_period_that_fills_the_view_is_named():
    found = ticks(at("2025-04-10", 160, 100), GAP, letters)
    assert next(tick.label for tick in found if tick.label) == "2025 Apr 10"


def test_other_months_names_are_used_if_given():
    months = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
    found = ticks(at("2025-01-01", 2.5), GAP, letters, months)
    assert [tick.label for tick in found if tick.label][:3] == ["2025 janv.", "févr.", "mars"]


@given(
    st.integers(FIRST_DAY, LAST_DAY),
    st.floats(0.0002, 160),
    st.floats(60, 2500),
    st.floats(3, 12),
)
@settings(max_examples=60)
def test_no_two_labels_ever_meet(day, pixels_per_day, width, letter):
    def wide(text: str) -> float:
        return letter * len(text)

    scale = Scale(float(day), pixels_per_day, width)
    shown = sorted((tick for tick in ticks(scale, GAP, wide) if tick.label), key=lambda tick: tick.label_x)
    for before, after in pairwise(shown):
        assert before.label_x + wide(before.label) <= after.label_x


@given(st.integers(FIRST_DAY, LAST_DAY), st.floats(0.0002, 160), st.floats(60, 2500))
@settings(max_examples=60)
def test_ticks_are_in_order_and_meet_without_gaps(day, pixels_per_day, width):
    scale = Scale(float(day), pixels_per_day, width)
    found = ticks(scale, GAP, letters)
    assert all(before.end == after.day for before, after in pairwise(found))
    assert all(tick.day < tick.end for tick in found)
    if found and found[0].day > FIRST_DAY:
        assert found[0].day <= scale.origin_day


@given(st.integers(FIRST_DAY + 40_000, LAST_DAY - 40_000), st.floats(0.02, 160))
@settings(max_examples=50)
def test_the_first_label_always_tells_the_year(day, pixels_per_day):
    found = ticks(Scale(float(day), pixels_per_day, 900), GAP, letters)
    first = next(tick for tick in found if tick.label)
    assert str(datetime.date.fromordinal(first.day).year) in first.label
    assert first.major


@given(st.integers(FIRST_DAY, LAST_DAY), st.floats(0.0002, 160))
@settings(max_examples=50)
def test_lines_never_stand_closer_than_asked(day, pixels_per_day):
    found = ticks(Scale(float(day), pixels_per_day, 900), GAP, letters)
    inner = [tick for tick in found if tick.day > FIRST_DAY and tick.end <= LAST_DAY]
    # The calendar's own ends may cut a period short, and only the coarsest step may be too fine.
    if pixels_per_day * STEPS[-1].days >= GAP:
        assert all(after.x - before.x >= GAP - 0.01 for before, after in pairwise(inner))


def test_the_ends_of_the_calendar_can_be_in_view():
    assert ticks(Scale(FIRST_DAY - 400.0, 1.0, 800), GAP, letters)
    assert ticks(Scale(LAST_DAY - 100.0, 1.0, 800), GAP, letters)
    assert ticks(Scale(LAST_DAY + 5000.0, 1.0, 800), GAP, letters) == []


def test_the_period_at_a_place_is_the_one_that_holds_it():
    scale = at("2025-01-01", 2.5)
    found = ticks(scale, GAP, letters)
    here = period_at(found, scale.x(datetime.date(2025, 3, 20).toordinal()))
    assert here is not None
    assert here.label == "Mar"


def test_before_the_first_tick_there_is_no_period():
    assert period_at([], 10) is None
    found = ticks(at("2025-01-01", 2.5), GAP, letters)
    assert period_at(found, -5) is None


def test_a_label_that_stands_alone_says_as_much_as_its_step_needs():
    day = datetime.date(2025, 4, 15).toordinal()
    by_unit = {step.unit: step for step in STEPS}
    assert context(by_unit["year"], day, MONTHS) == "2025"
    assert context(by_unit["month"], datetime.date(2025, 4, 1).toordinal(), MONTHS) == "2025 Apr"
    assert context(by_unit["day"], day, MONTHS) == "2025 Apr 15"


def test_today_s_label_stands_where_no_other_does():
    found = ticks(at("2025-01-01", 2.5), GAP, letters)
    left, kept = beside_today(found, 200.0, letters("Today"), 800, letters)
    assert kept == found
    assert left <= 200.0 <= left + letters("Today")


@settings(max_examples=200)
@given(x=st.floats(0, 800), zoom=st.floats(0.01, 150))
def test_today_s_label_meets_no_other_and_is_whole(x, zoom):
    found = ticks(at("2025-03-01", zoom), GAP, letters)
    left, kept = beside_today(found, x, letters("Today"), 800, letters)
    right = left + letters("Today")
    assert left >= 0
    assert right <= 800
    assert abs((left + right) / 2 - x) <= letters("Today") / 2 + LABEL_OFFSET + 0.01
    for tick in kept:
        assert not tick.label or tick.label_x >= right or tick.label_x + letters(tick.label) <= left


def test_lesser_ticks_make_way_for_today_before_a_year_does():
    found = ticks(at("2025-01-01", 2.5), GAP, letters)
    year = next(tick for tick in found if tick.major)
    _, kept = beside_today(found, year.label_x + letters(year.label) + 6, letters("Today"), 800, letters)
    assert any(tick.label == year.label for tick in kept)
