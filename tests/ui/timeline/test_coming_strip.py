"""The ruler of what is to come, as a person meets it."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from tracker.timeline.marks import Lane, TimelineItem
from tracker.ui import theme
from tracker.ui.timeline.coming_strip import ComingStrip
from tracker.ui.timeline.coming_words import coming_line, how_soon
from tracker.ui.timeline.lanes import DatedShape
from tracker.ui.timeline.timeline_view import TimelineView

TODAY = datetime.date(2025, 9, 1).toordinal()


def event(number: int, date: str, what: str = "Hearing", **fields: object) -> TimelineItem:
    return DatedShape(date).event(number, f"Event {number}", ("a",), "court", what, **fields)  # type: ignore[arg-type]


EVENTS = [
    event(1, "2025-01-20"),
    event(2, "2025-09-13", "Congressional hearing"),
    event(3, "2025-10-01", "Final rule", basis="effective"),
    event(4, "2025-12", "Comment deadline"),
    event(5, "2026-02-01"),
]


@pytest.fixture
def make(qtbot):
    def made(items=EVENTS):
        view, strip = TimelineView(theme.load("light")), ComingStrip(theme.load("light"))
        qtbot.addWidget(view)
        qtbot.addWidget(strip)
        for widget in (view, strip):
            widget.resize(1000, strip.height() if widget is strip else 400)
        view.set_today(TODAY)
        strip.bind(view)
        view.set_items(items, [Lane("a", "A")])
        view.show()
        strip.set_events(view.events)
        return strip

    return made


def flag_of(strip: ComingStrip, number: int) -> QPoint:
    left = strip._left()
    placed = zip(strip.items, strip.flags(), strict=True)
    return next(QPoint(round(left + flag.x + 2), 8) for item, flag in placed if item.id == number)


def test_only_what_is_after_today_is_on_the_ruler(make):
    strip = make()
    assert [item.id for item in strip.items] == [2, 3, 4, 5]
    assert strip.isVisible()


def test_without_anything_to_come_there_is_no_ruler(make):
    assert not make(EVENTS[:1]).isVisible()
    assert not make([]).isVisible()


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2025-09-02", "tomorrow"),
        ("2025-09-13", "in 12 days"),
        ("2025-09-13~", "in about 12 days"),
        ("2025-09-13?", "in about 12 days"),
        ("2025-10", "in 30 days at the earliest"),
        ("2025-09-13/2025-09-20", "in 12 days"),
        ("2025-09-13/..", "in 12 days"),
        ("../2025-09-13", "within 12 days"),
    ],
)
def test_how_far_off_is_said_as_exactly_as_it_is_known(date, said):
    assert how_soon(event(1, date), TODAY) == said


def test_what_takes_effect_says_so(make):
    assert coming_line(EVENTS[2], TODAY) == "in 30 days: Final rule takes effect · Event 3"
    assert coming_line(EVENTS[1], TODAY) == "in 12 days: Congressional hearing · Event 2"


def test_a_click_on_a_flag_picks_its_event(make, qtbot):
    strip = make()
    with qtbot.waitSignal(strip.selected) as picked:
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=flag_of(strip, 4))
    assert picked.args == [4]


def test_a_click_on_the_words_picks_the_next_event(make, qtbot):
    strip = make()
    flag = strip.flags()[0]
    for x in (strip._left() + flag.left + flag.width / 2, 20):
        with qtbot.waitSignal(strip.selected) as picked:
            qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(x), 8))
        assert picked.args == [2]


def test_the_keys_go_from_flag_to_flag_and_say_which(make, qtbot):
    strip = make()
    assert strip.accessibleDescription().startswith("1 of 4: in 12 days")
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.accessibleDescription().startswith("3 of 4: in 91 days at the earliest")
    with qtbot.waitSignal(strip.selected) as picked:
        qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert picked.args == [4]
    qtbot.keyClick(strip, Qt.Key.Key_End)
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.accessibleDescription().startswith("4 of 4")
    qtbot.keyClick(strip, Qt.Key.Key_Home)
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert strip.accessibleDescription().startswith("1 of 4")


def test_a_flag_s_tip_names_its_event_and_shows_its_text_as_it_is(make, monkeypatch):
    seen = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, text, *__: seen.append(text))
    strip = make([event(1, "2025-09-13", "<b>Hearing")])
    at = flag_of(strip, 1)
    QApplication.sendEvent(strip, QHelpEvent(QEvent.Type.ToolTip, at, strip.mapToGlobal(at)))
    assert "Event 1" in seen[0]
    assert "in 12 days" in seen[0]
    assert "&lt;b&gt;Hearing" in seen[0]


def test_the_ruler_is_painted_wherever_one_looks(make):
    strip = make()
    for days in (3, 30, 4000):
        for start in (TODAY - 2 * days, TODAY, TODAY + 100, TODAY + 900):
            strip._timeline.show_days(start, start + days)
            assert not strip.grab().isNull()


def test_what_is_under_way_is_there_with_its_end(make, qtbot):
    comments = event(6, "2025-08-01/2025-09-21", "Comment deadline")
    about = event(7, "2025-08-01/2025-09-30~", "Comment deadline")
    ended, on, some_day = event(8, "2025-08-01/2025-08-30"), event(9, "2025-08-01/.."), event(10, "2025-08/2025-10")
    strip = make([*EVENTS, comments, about, ended, on, some_day])
    assert [item.id for item in strip.items] == [2, 6, 7, 3, 4, 5]
    assert how_soon(comments, TODAY, ends=True) == "ends in 20 days"
    assert how_soon(about, TODAY, ends=True) == "ends in about 29 days"
    with qtbot.waitSignal(strip.selected) as picked:
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=flag_of(strip, 6))
    assert picked.args == [6]


def test_what_stands_on_the_ruler_is_worded_once_and_not_for_each_frame(make, monkeypatch):
    strip = make()
    counted = []
    monkeypatch.setattr("tracker.ui.timeline.coming_strip.how_soon", lambda *_: counted.append(1) or "")
    for start in range(TODAY, TODAY + 50, 5):
        strip._timeline.show_days(start, start + 60)
        strip.grab()
    assert not counted


def test_larger_text_is_measured_anew(make):
    strip = make()
    before, height = strip.flags()[0].width, strip.height()
    font = strip.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    strip.setFont(font)
    assert strip.height() > height
    assert strip.flags()[0].width > before
