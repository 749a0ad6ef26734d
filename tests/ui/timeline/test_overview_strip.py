"""The strip of the whole span, and the window on it that moves the timeline and is moved by it."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tracker.timeline.events import Events
from tracker.timeline.marks import Lane, TimelineItem
from tracker.ui import theme
from tracker.ui.timeline.overview_strip import NARROWEST, OverviewStrip
from tracker.ui.timeline.timeline_view import TimelineView

LIGHT = theme.load("light")


def day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


def event(number: int, text: str) -> TimelineItem:
    return TimelineItem(number, day(text), day(text), f"Event {number}", ("a",))


EVENTS = [event(n, f"{2023 + n % 3}-{1 + n % 12:02}-10") for n in range(36)] + [event(99, "2025-06-15")] * 6


@pytest.fixture
def pair(qtbot):
    """A timeline with its overview below it, as the window has them."""
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    timeline, strip = TimelineView(LIGHT), OverviewStrip(LIGHT)
    strip.bind(timeline)
    layout.addWidget(timeline, 1)
    layout.addWidget(strip)
    page.resize(900, 500)
    timeline.set_items(EVENTS, [Lane("a", "Filings")])
    strip.set_overview(timeline.events.overview)
    page.show()
    yield timeline, strip
    page.close()


@pytest.fixture
def timeline(pair) -> TimelineView:
    return pair[0]


@pytest.fixture
def strip(pair) -> OverviewStrip:
    return pair[1]


def x_of(strip: OverviewStrip, text: str) -> float:
    return strip.left() + strip.scale.x(day(text))


def picture(strip: OverviewStrip) -> QImage:
    return strip.grab().toImage()


def same(colour: QColor, other: QColor) -> bool:
    return colour.rgb() == other.rgb()


def drag(qtbot, strip: OverviewStrip, start: float, *stops: float) -> None:
    y = strip.height() // 2
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(start), y))
    for stop in stops:
        qtbot.mouseMove(strip, QPoint(round(stop), y))
    qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(stops[-1]), y))


# Showing.


def test_the_whole_span_is_in_view(strip):
    assert x_of(strip, "2023-01-01") == pytest.approx(strip.left(), abs=1)
    assert x_of(strip, "2025-12-31") <= strip.width()


def test_it_stands_in_line_with_the_timeline(timeline, strip):
    assert strip.left() == timeline.column_width


def test_a_month_of_many_events_has_a_taller_bar(strip):
    timeline_window_free = picture(strip)
    strip.set_window(day("2030-01-01"), day("2030-02-01"))
    image = picture(strip)
    assert image != timeline_window_free

    def bar(text: str) -> int:
        x = round(x_of(strip, text))
        column = [image.pixelColor(x, y) for y in range(4, strip.height() - 20)]
        return sum(not same(colour, QColor(LIGHT.window)) for colour in column)

    assert bar("2025-06-15") > 2 * bar("2025-03-15") > 0
    assert bar("2024-01-15") == 0


def test_the_window_shows_what_the_timeline_does(timeline, strip):
    timeline.show_days(day("2024-03-01"), day("2024-09-01"))
    assert strip.window_days == pytest.approx((day("2024-03-01"), day("2024-09-01")), abs=0.01)
    rect = strip.window_rect()
    assert rect.left() == pytest.approx(x_of(strip, "2024-03-01"), abs=1)
    assert rect.right() == pytest.approx(x_of(strip, "2024-09-01"), abs=1)


def test_the_window_is_painted_where_it_is(timeline, strip):
    timeline.show_days(day("2024-03-01"), day("2024-09-01"))
    image = picture(strip)
    inside, outside = round(x_of(strip, "2024-04-02")), round(x_of(strip, "2023-03-02"))
    assert same(image.pixelColor(inside, 12), QColor(LIGHT.accent_soft))
    assert same(image.pixelColor(outside, 12), QColor(LIGHT.window))


def test_a_window_of_a_few_days_can_still_be_seen(timeline, strip):
    timeline.show_days(day("2024-03-01"), day("2024-03-04"))
    assert strip.window_rect().width() >= NARROWEST


def test_zooming_the_timeline_moves_the_window(timeline, strip):
    before = strip.window_days
    timeline.zoom_in()
    after = strip.window_days
    assert after[1] - after[0] < before[1] - before[0]


def test_with_nothing_dated_there_is_nothing_to_see(timeline, strip):
    timeline.set_items([], [])
    strip.set_overview(timeline.events.overview)
    image = picture(strip)
    # One flat colour below the line at the top.
    assert all(
        same(image.pixelColor(x, y), QColor(LIGHT.window))
        for x in range(0, strip.width(), 7)
        for y in range(2, strip.height())
    )


def test_the_theme_can_change(strip):
    strip.set_theme(theme.load("dark"))
    assert same(picture(strip).pixelColor(2, strip.height() - 2), QColor(theme.load("dark").window))


def test_a_larger_font_makes_a_taller_strip(strip):
    before = strip.height()
    font = strip.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    strip.setFont(font)
    assert 1.3 * before < strip.height() < 1.7 * before  # its words grow, its bars need not


def test_a_resized_strip_shows_the_whole_span_again(strip):
    strip.window().resize(600, 500)
    assert x_of(strip, "2025-12-31") <= strip.width()


# Moving the window.


def test_dragging_the_window_pans_the_timeline(timeline, strip, qtbot):
    timeline.show_days(day("2024-03-01"), day("2024-09-01"))
    zoom = timeline.scale.pixels_per_day
    start = x_of(strip, "2024-06-01")
    drag(qtbot, strip, start, start + 20, start + 60)
    moved = 60 / strip.scale.pixels_per_day
    assert timeline.scale.origin_day == pytest.approx(day("2024-03-01") + moved, abs=2)
    assert timeline.scale.pixels_per_day == pytest.approx(zoom, rel=0.01)
    assert strip.window_days[0] == pytest.approx(timeline.scale.origin_day)


def test_an_edge_of_the_window_can_be_moved_alone(timeline, strip, qtbot):
    timeline.show_days(day("2024-03-01"), day("2024-09-01"))
    edge = strip.window_rect().right()
    drag(qtbot, strip, edge, edge + 40)
    assert timeline.scale.origin_day == pytest.approx(day("2024-03-01"), abs=1)
    assert timeline.scale.last_day == pytest.approx(day("2024-09-01") + 40 / strip.scale.pixels_per_day, abs=3)
    edge = strip.window_rect().left()
    last = timeline.scale.last_day
    drag(qtbot, strip, edge, edge - 30)
    assert timeline.scale.last_day == pytest.approx(last, abs=1)
    assert timeline.scale.origin_day < day("2024-03-01")


def test_an_edge_dragged_past_the_other_leaves_a_few_days(timeline, strip, qtbot):
    timeline.show_days(day("2024-03-01"), day("2024-09-01"))
    edge = strip.window_rect().right()
    drag(qtbot, strip, edge, edge - 500)
    first, end = strip.window_days
    assert first == pytest.approx(day("2024-03-01"), abs=3)
    assert 2 <= end - first < 30


def test_a_press_beside_the_window_brings_it_there(timeline, strip, qtbot):
    timeline.show_days(day("2023-02-01"), day("2023-05-01"))
    drag(qtbot, strip, x_of(strip, "2025-03-01"), x_of(strip, "2025-03-01"))
    assert timeline.scale.day(timeline.scale.width / 2) == pytest.approx(day("2025-03-01"), abs=4)


def test_the_wheel_moves_the_window(timeline, strip):
    timeline.show_days(day("2024-03-01"), day("2024-09-01"))
    at = QPointF(x_of(strip, "2024-06-01"), 20)
    event = QWheelEvent(
        at,
        QPointF(strip.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(strip, event)
    assert timeline.scale.origin_day > day("2024-03-01")


def test_keys_move_and_widen_the_window(timeline, strip, qtbot):
    timeline.show_days(day("2024-03-01"), day("2024-09-01"))
    first, end = strip.window_days
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.window_days[0] > first
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert strip.window_days == pytest.approx((first, end), abs=0.5)
    qtbot.keyClick(strip, Qt.Key.Key_Plus)
    assert strip.window_days[1] - strip.window_days[0] < end - first
    qtbot.keyClick(strip, Qt.Key.Key_Minus)
    qtbot.keyClick(strip, Qt.Key.Key_Minus)
    assert timeline.scale.days > end - first


def test_a_double_click_shows_everything(timeline, strip, qtbot):
    whole = timeline.scale
    timeline.show_days(day("2024-03-01"), day("2024-09-01"))
    qtbot.mouseDClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(x_of(strip, "2024-06-01")), 20))
    assert timeline.scale == whole


def test_the_pointer_tells_edges_from_the_window(timeline, strip, qtbot):
    timeline.show_days(day("2024-03-01"), day("2024-09-01"))
    y = strip.height() // 2
    qtbot.mouseMove(strip, QPoint(round(strip.window_rect().right()), y))
    assert strip.cursor().shape() == Qt.CursorShape.SizeHorCursor
    qtbot.mouseMove(strip, QPoint(round(strip.window_rect().center().x()), y))
    assert strip.cursor().shape() == Qt.CursorShape.OpenHandCursor
    qtbot.mouseMove(strip, QPoint(round(x_of(strip, "2023-02-01")), y))
    assert strip.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_following_the_timeline_does_not_move_it(timeline, strip, qtbot):
    told = []
    strip.windowMoved.connect(lambda first, end: told.append((first, end)))
    timeline.show_days(day("2024-03-01"), day("2024-09-01"))
    timeline.fit()
    assert told == []


def test_a_strip_alone_moves_its_own_window(qtbot):
    strip = OverviewStrip(LIGHT)
    qtbot.addWidget(strip)
    strip.resize(800, strip.height())
    strip.set_overview(Events.of(EVENTS, []).overview)
    strip.set_window(day("2024-03-01"), day("2024-09-01"))
    strip.show()
    with qtbot.waitSignal(strip.windowMoved) as caught:
        qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert caught.args[0] > day("2024-03-01")


def test_assistive_technology_hears_what_is_in_the_window(timeline, strip):
    assert strip.accessibleName() == "Overview"
    timeline.show_days(day("2024-03-01"), day("2024-09-01"))
    assert strip.accessibleDescription() == "Shows March 2024 to August 2024."
