"""A slider along days: where it stands, how it is moved, and the bar around it."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tracker.dates import to_ordinal
from tracker.ui import theme as themes
from tracker.ui.widgets.day_bar import DayBar
from tracker.ui.widgets.day_slider import DaySlider

DAYS = ("2025-01-31", "2025-04-07", "2025-11-21")


def made(qtbot, *, whole):
    slider = DaySlider(themes.load("light"), whole=whole)
    qtbot.addWidget(slider)
    slider.resize(600, 40)
    slider.show()
    return slider


@pytest.fixture
def slider(qtbot):
    """Of days alone, on the last of them."""
    slider = made(qtbot, whole=False)
    slider.set_days(DAYS, "2026-01-01")
    return slider


def press(slider, *keys):
    for key in keys:
        QTest.keyClick(slider, key)
    return slider.day


KEY = Qt.Key


def test_it_begins_on_the_day_given_beside_the_marks(slider):
    assert slider.day == "2026-01-01"
    assert (slider.minimum(), slider.maximum()) == (to_ordinal("2025-01-31"), to_ordinal("2026-01-01"))


def test_keys_go_by_days_by_marks_by_months_and_to_the_ends(slider):
    assert press(slider, KEY.Key_Home) == "2025-01-31"
    assert press(slider, KEY.Key_Right) == "2025-02-01"
    assert press(slider, KEY.Key_Up) == "2025-04-07"
    assert press(slider, KEY.Key_Up) == "2025-11-21"
    assert press(slider, KEY.Key_Up) == "2025-11-21"
    assert press(slider, KEY.Key_Left, KEY.Key_Down) == "2025-04-07"
    assert press(slider, KEY.Key_PageUp) == "2025-05-07"
    assert press(slider, KEY.Key_PageDown) == "2025-04-07"
    assert press(slider, KEY.Key_End) == "2026-01-01"
    assert press(slider, KEY.Key_Right) == "2026-01-01"


def test_a_month_on_from_its_last_day_is_the_last_day_of_the_next(slider):
    assert press(slider, KEY.Key_Home, KEY.Key_PageUp) == "2025-02-28"


def test_all_time_is_a_place_beyond_the_last_day(qtbot):
    slider = made(qtbot, whole=True)
    slider.set_days(DAYS)
    assert (slider.day, slider.accessibleDescription()) == ("", "All time")
    assert press(slider, KEY.Key_Left) == "2025-11-21"
    assert slider.accessibleDescription() == "21 November 2025"
    assert press(slider, KEY.Key_Up) == ""
    assert press(slider, KEY.Key_Down) == "2025-11-21"


def test_a_day_outside_is_reached_over(slider):
    slider.set_day("2024-06-01")
    assert (slider.day, slider.minimum()) == ("2024-06-01", to_ordinal("2024-06-01"))
    slider.set_days(("2025-04-07",))
    assert slider.day == "2024-06-01"


def test_a_click_and_a_drag_pick_days_and_say_so(slider, qtbot):
    heard = []
    slider.moved.connect(heard.append)
    press_at = QPoint(round(slider._x(to_ordinal("2025-04-07"))), 8)
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=press_at)
    QTest.mouseMove(slider, QPoint(-50, 8))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(-50, 8))
    assert heard == ["2025-04-07", "2025-01-31"]
    slider.set_day("2025-04-07")
    assert heard == ["2025-04-07", "2025-01-31"], "only the person's hand is heard"


def test_without_any_day_it_rests(qtbot):
    slider = made(qtbot, whole=True)
    assert not slider.isEnabled()
    assert slider.day == ""
    assert slider.grab().width() == 600


@pytest.fixture
def bar(qtbot):
    bar = DayBar(themes.load("light"))
    qtbot.addWidget(bar)
    bar.resize(700, 80)
    bar.show()
    bar.set_days(DAYS, bar.day)
    return bar


def test_the_bar_begins_today_and_steps_from_change_to_change(bar, qtbot):
    today = datetime.date.today().isoformat()
    assert (bar.day, bar.field.edtf()) == (today, today)
    with qtbot.waitSignal(bar.changed):
        bar.before.click()
    assert (bar.day, bar.field.edtf()) == ("2025-11-21", "2025-11-21")
    bar.before.click()
    bar.before.click()
    assert (bar.day, bar.before.isEnabled()) == ("2025-01-31", False)
    bar.reset.click()
    assert bar.day == today


def test_a_typed_day_moves_the_slider_and_nothing_typed_leaves_it(bar, qtbot):
    with qtbot.waitSignal(bar.changed):
        bar.field.type_text("7 April 2025")
        bar.field.commit()
    assert (bar.day, bar.slider.day) == ("2025-04-07", "2025-04-07")
    bar.field.type_text("")
    bar.field.commit()
    assert (bar.day, bar.field.edtf()) == ("2025-04-07", "2025-04-07")


def test_a_day_to_compare_with_is_typed_and_taken_away(bar, qtbot):
    with qtbot.waitSignal(bar.changed):
        bar.since_field.type_text("2025-04")
        bar.since_field.commit()
    assert bar.since == "2025-04-30"
    assert bar.grab().width() == 700
    bar.since_field.type_text("")
    bar.since_field.commit()
    assert bar.since == ""


def test_where_it_is_narrow_words_give_way_to_the_slider(bar):
    assert bar._since_label.isVisible()
    bar.resize(380, 80)
    assert not bar._since_label.isVisible()
    assert bar.slider.width() >= 120
