"""The legend in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tracker.ui import theme


def test_the_legend_says_what_is_in_view_and_all_when_asked(page, qtbot):
    page.show_legend(True)
    shown = page.legend.sheet.accessibleName()
    assert "That day" in shown
    assert "Some time in those hundred years" not in shown
    page.legend.all_button.click()
    assert "Some time in those hundred years" in page.legend.sheet.accessibleName()


def test_a_key_opens_and_closes_the_legend(page, qtbot):
    assert not page.legend.isVisible()
    qtbot.keyClick(page.timeline, Qt.Key.Key_Question)
    assert page.legend.isVisible()
    assert page.controls.legend_button.isChecked()
    qtbot.keyClick(page.timeline, Qt.Key.Key_Question)
    assert not page.legend.isVisible()


def test_closing_the_legend_gives_the_keyboard_back_to_the_timeline(page, qtbot):
    page.show_legend(True)
    page.legend.close_button.setFocus()
    qtbot.keyClick(page.legend.close_button, Qt.Key.Key_Escape)
    assert not page.legend.isVisible()
    assert not page.controls.legend_button.isChecked()
    qtbot.waitUntil(lambda: page.timeline.hasFocus())


def test_the_legend_follows_what_is_in_view(page, qtbot):
    month = next(item for item in page.timeline.chart.items if item.kind == "month")
    page.timeline.set_today(month.start + 3)
    page.show_legend(True)
    assert "Today" in page.legend.sheet.accessibleName()
    page.timeline.show_days(month.end + 30, month.end + 60)
    qtbot.waitUntil(lambda: "Today" not in page.legend.sheet.accessibleName())
    page.timeline.show_days(month.start - 2, month.end + 3)
    qtbot.waitUntil(lambda: "Some day in that month" in page.legend.sheet.accessibleName())
    assert "Today" in page.legend.sheet.accessibleName()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_legend_is_painted_in_the_window_s_colours(page, scheme):
    page.set_theme(theme.load(scheme))
    page.show_legend(True)
    picture = page.legend.sheet.grab().toImage()
    assert picture.pixelColor(picture.width() - 2, 2) == theme.load(scheme).window
    seen = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert len(seen) > 10


def test_what_is_to_come_is_above_the_timeline_and_picked_for_the_whole_window(window, page, qtbot):
    assert not page.coming.isVisible()
    middle = page.timeline.chart.items[20].start
    page.timeline.set_today(middle)
    page.coming.set_events(page.timeline.events)
    assert page.coming.isVisible()
    qtbot.keyClick(page.coming, Qt.Key.Key_Return)
    assert window.session.selection == page.coming.items[0].id
    assert all(item.start > middle for item in page.coming.items)


def test_the_legend_says_what_flags_are_where_there_are_any(page):
    page.show_legend(True)
    assert "Flag above: to come" not in page.legend.sheet.accessibleName()
    page.timeline.set_today(page.timeline.chart.items[20].start)
    page.coming.set_events(page.timeline.events)
    page.legend.refresh()
    assert "Flag above: to come" in page.legend.sheet.accessibleName()


def test_the_keys_scroll_a_legend_that_has_no_room(window, page, qtbot):
    window.resize(1024, 640)
    page.show_legend(True)
    page.legend.all_button.click()
    bar = page.legend._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(page.legend.all_button, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    qtbot.keyClick(page.legend.all_button, Qt.Key.Key_PageUp)
    assert bar.value() == 0
