"""Which stretch of time is shown."""

from __future__ import annotations

import pytest

from tracker.timeline.framing import BEYOND, ZOOM_OUT, held, showing_all
from tracker.timeline.scale import Scale

SPAN = (739_000, 739_400)
TODAY = 739_500


def test_everything_is_shown_with_room_for_the_last_label():
    scale = showing_all(SPAN, SPAN[1], 1000, 150, TODAY)
    assert scale.x(SPAN[0]) == pytest.approx(20)
    assert scale.x(SPAN[1] + 1) == pytest.approx(850)


def test_a_last_event_that_runs_on_needs_no_room_beyond_its_end():
    scale = showing_all(SPAN, SPAN[1] - 200, 1000, 150, TODAY)
    assert scale.x(SPAN[0]) == pytest.approx(20)
    assert scale.x(SPAN[1] + 1) == pytest.approx(980)


def test_a_single_day_is_shown_with_its_month():
    scale = showing_all((739_000, 739_000), 739_000, 1000, 100, TODAY)
    assert 30 <= scale.days <= 45
    assert scale.x(739_000) < 300  # its title, which stands after it, has the room


def test_with_nothing_to_show_the_year_about_today_is():
    scale = showing_all(None, 0, 1000, 100, TODAY)
    assert scale.x(TODAY) == pytest.approx(500, abs=2)
    assert 364 <= scale.days <= 367


def test_a_narrow_view_gives_the_label_less_room():
    scale = showing_all(SPAN, SPAN[1], 200, 500, TODAY)
    assert scale.x(SPAN[1] + 1) >= 150


def test_a_scale_with_something_to_see_is_left_alone():
    whole = showing_all(SPAN, SPAN[1], 1000, 100, TODAY)
    wanted = Scale(739_100.0, 5.0, 1000)
    assert held(wanted, SPAN, whole) == wanted


def test_one_zooms_out_no_further_than_a_few_times_everything():
    whole = showing_all(SPAN, SPAN[1], 1000, 100, TODAY)
    far = held(whole.zoomed(500, 0.001), SPAN, whole)
    assert far.pixels_per_day == pytest.approx(whole.pixels_per_day / ZOOM_OUT)


@pytest.mark.parametrize("origin", [700_000.0, 800_000.0])
def test_one_pans_no_further_than_a_little_past_the_events(origin):
    whole = showing_all(SPAN, SPAN[1], 1000, 100, TODAY)
    scale = held(Scale(origin, 5.0, 1000), SPAN, whole)
    middle = scale.day(500)
    assert SPAN[0] - BEYOND <= middle <= SPAN[1] + BEYOND
    assert scale.pixels_per_day == 5.0


def test_with_nothing_to_see_one_may_go_anywhere():
    wanted = Scale(1.0, 0.01, 1000)
    assert held(wanted, None, wanted) == wanted
