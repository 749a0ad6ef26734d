"""Which stretch of time the timeline shows: zooming and panning, by wheel, hand and keys."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtWidgets import QApplication

from tests.ui.timeline.a_timeline import day, drag, empty_place, item, on, shown, wheel
from tracker.timeline.marks import Lane

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def make(qtbot):
    """Makes a shown timeline of some events."""
    return partial(shown, qtbot)


@pytest.fixture
def view(make):
    return make()


def test_the_wheel_zooms_at_the_pointer(view):
    at = QPointF(view.plot_area().left() + 300, view.plot_area().center().y())
    before, under = view.scale, view.scale.day(300)
    wheel(view, at, dy=120)
    assert view.scale.pixels_per_day == pytest.approx(before.pixels_per_day * 1.2)
    assert view.scale.day(300) == pytest.approx(under)
    wheel(view, at, dy=-120)
    assert view.scale.pixels_per_day == pytest.approx(before.pixels_per_day)


def test_the_wheel_with_shift_or_sideways_pans(view):
    view.show_days(day("2025-03-01"), day("2025-06-01"))
    at = view.plot_area().center()
    start = view.scale
    wheel(view, at, dy=-120, keys=Qt.KeyboardModifier.ShiftModifier)
    assert view.scale.origin_day > start.origin_day
    assert view.scale.pixels_per_day == start.pixels_per_day
    wheel(view, at, dx=120)
    assert view.scale.origin_day == pytest.approx(start.origin_day)


def test_the_wheel_over_the_lane_names_scrolls_them(make):
    lanes = [Lane(str(n), f"Lane {n}") for n in range(30)]
    view = make([item(n, "2025-04-07", str(n)) for n in range(30)], lanes, height=300)
    scale = view.scale
    wheel(view, QPointF(10, 150), dy=-120)
    assert view.scrolled > 0
    assert view.scale == scale


def test_dragging_pans_with_the_hand(view, qtbot):
    view.show_days(day("2025-03-01"), day("2025-06-01"))
    start = view.scale
    place = empty_place(view)
    drag(qtbot, view, place, place - QPoint(30, 0), place - QPoint(100, 0))
    assert view.scale.origin_day == pytest.approx(start.origin_day + 100 / start.pixels_per_day)


def test_dragging_from_an_event_pans_and_selects_nothing(view, qtbot):
    view.show_days(day("2025-03-01"), day("2025-06-01"))
    start = view.scale
    place = on(view, 2)
    with qtbot.assertNotEmitted(view.selected):
        drag(qtbot, view, place, place + QPoint(40, 0))
    assert view.scale.origin_day < start.origin_day


def test_a_shaky_click_is_still_a_click(view, qtbot):
    place = on(view, 3)
    with qtbot.waitSignal(view.selected):
        drag(qtbot, view, place, place + QPoint(1, 1))


def test_dragging_up_shows_lower_lanes(make, qtbot):
    lanes = [Lane(str(n), f"Lane {n}") for n in range(30)]
    view = make([item(n, "2025-04-07", str(n)) for n in range(30)], lanes, height=300)
    place = empty_place(view)
    drag(qtbot, view, place, place - QPoint(0, 20), place - QPoint(0, 90))
    assert view.scrolled == 90


def test_one_cannot_pan_or_zoom_away_from_the_events(view):
    for _ in range(60):
        wheel(view, view.plot_area().center(), dy=-240)
    assert view.scale.days < 5 * 365
    for _ in range(60):
        view.pan(-5000)
    assert view.scale.origin_day < day("2026-06-01")


def test_plus_and_minus_zoom_and_nought_fits(view, qtbot):
    whole = view.scale
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    closer = view.scale.pixels_per_day
    assert closer > whole.pixels_per_day
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.scale.pixels_per_day < closer
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.scale == whole


def test_zooming_by_key_keeps_the_selected_event_in_its_place(view, qtbot):
    view.select(4)
    x = view.scale.x(day("2025-08-20"))
    qtbot.keyClick(view, Qt.Key.Key_Equal)
    qtbot.keyClick(view, Qt.Key.Key_Equal)
    assert view.scale.x(day("2025-08-20")) == pytest.approx(x)


def test_t_goes_to_today(view, qtbot):
    view.show_days(day("2025-01-10"), day("2025-02-10"))
    qtbot.keyClick(view, Qt.Key.Key_T)
    assert view.scale.x(day("2025-09-01")) == pytest.approx(view.scale.width / 2, abs=1)


def test_a_date_is_shown_among_what_is_about_it_and_no_further_out_than_before(view):
    view.show_date(day("2025-04-01"), day("2025-04-30"))
    assert (view.scale.origin_day, view.scale.last_day) == pytest.approx((day("2025-03-02"), day("2025-05-31")))
    view.show_days(day("2025-01-10"), day("2025-01-20"))
    view.show_date(day("2025-05-12"), day("2025-05-12"))
    assert view.scale.days == pytest.approx(10)
    assert view.scale.x(day("2025-05-12") + 0.5) == pytest.approx(view.scale.width / 2)
    view.fit()
    view.show_date(day("2025-05-12"), day("2025-05-12"))
    assert view.scale.days == pytest.approx(61)


def test_control_and_arrows_pan(view, qtbot):
    view.show_days(day("2025-03-01"), day("2025-06-01"))
    start = view.scale.origin_day
    qtbot.keyClick(view, Qt.Key.Key_Right, CONTROL)
    assert view.scale.origin_day > start
    qtbot.keyClick(view, Qt.Key.Key_Left, CONTROL)
    assert view.scale.origin_day == pytest.approx(start)


def test_a_double_click_on_the_axis_zooms_to_that_period(view, qtbot):
    march = next(tick for tick in view.ticks() if tick.day == day("2025-03-01"))
    x = int(view.plot_area().left() + march.label_x) + 5
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(x, 8))
    assert view.scale.origin_day == pytest.approx(day("2025-03-01"))
    assert view.scale.last_day == pytest.approx(day("2025-04-01"))


def test_a_double_click_beside_everything_zooms_in_there(view, qtbot):
    before = view.scale.pixels_per_day
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=empty_place(view))
    assert view.scale.pixels_per_day == pytest.approx(2 * before)


def test_a_pinch_zooms(view):
    before = view.scale.pixels_per_day
    place = view.plot_area().center()
    gesture = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        place,
        place,
        place,
        0.25,
        QPointF(),
    )
    QApplication.sendEvent(view, gesture)
    assert view.scale.pixels_per_day == pytest.approx(1.25 * before)


def test_every_change_of_scale_is_told_once(view, qtbot):
    told = []
    view.scaleChanged.connect(told.append)
    view.zoom_in()
    view.pan(-30)
    view.fit()
    view.fit()
    assert len(told) == 3
    assert told[-1] == view.scale
