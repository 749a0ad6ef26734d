"""Lanes as people arrange them: by their names, by keys, in the menus and the list; kept until next time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from tracker.timeline.arrangement import ORDERS, Arrangement
from tracker.ui.dialogs.lanes_dialog import LanesDialog
from tracker.ui.timeline.lane_arranging import LaneArranging, order_name

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def view(page):
    page.timeline.setFocus()
    return page.timeline


def labels(page):
    return [lane.lane.label for lane in page.timeline.chart.lanes]


def name_of(view, label):
    """The middle of a lane's name in the widget; the lane is scrolled into view."""
    lane = next(lane for lane in view.chart.lanes if lane.lane.label == label)
    view._show_rows(lane.y, lane.y + lane.height)
    return QPoint(40, round(view.plot_area().top() + lane.y - view.scrolled + min(10, lane.height / 2)))


def menu_of(view, label):
    place = name_of(view, label)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.mapToGlobal(place))
    QApplication.sendEvent(view, event)
    return next(menu for menu in view.findChildren(QMenu) if menu.isVisible())


def choose(menu, *path):
    """Trigger what a menu offers under these words, and close it."""
    at = menu
    for word in path[:-1]:
        at = next(action.menu() for action in at.actions() if action.text() == word)
    action = next(action for action in at.actions() if action.text() == path[-1])
    assert action.isEnabled()
    action.trigger()
    menu.close()


def button(page):
    return page.lanes_note.button


# With the mouse.


def test_a_lane_is_hidden_by_its_menu_and_all_are_shown_again(page, view, qtbot):
    choose(menu_of(view, "Court filings"), "Hide")
    assert "Court filings" not in labels(page)
    qtbot.waitUntil(lambda: "13 events" in page.lanes_note.label.text())
    assert page.lanes_note.label.text().startswith("1 lane is hidden.")
    QTest.mouseClick(button(page), LEFT)
    assert "Court filings" in labels(page)
    assert not page.lanes_note.isVisible()


def test_it_is_said_when_the_selected_event_is_in_hidden_lanes_only(window, page, view, qtbot):
    filing = window.session.store.find("type:complaint")[0]
    choose(menu_of(view, "Court filings"), "Hide")
    window.session.select(filing)
    assert "selected event is in hidden lanes only" in page.lanes_note.label.text()
    assert view.place_of(filing) is None
    view.grab()
    QTest.keyClick(view, Qt.Key.Key_Right)  # on to one that is shown
    assert "selected" not in page.lanes_note.label.text()
    assert view.place_of(view.selection) is not None


def test_a_lane_is_collapsed_and_opened_by_a_double_click_on_its_name(page, view):
    QTest.mouseDClick(view, LEFT, pos=name_of(view, "Executive"))
    assert page.arranging.current.collapsed == {"executive"}
    assert view.chart.lanes[0].collapsed
    view.grab()
    QTest.mouseClick(view, LEFT, pos=name_of(view, "Executive"))
    assert not view.chart.lanes[0].collapsed


def test_a_lane_is_dragged_to_another_place(page, view):
    before = labels(page)
    start, end = name_of(view, "Executive"), None
    third = view.chart.lanes[2]
    end = QPoint(40, round(view.plot_area().top() + third.y + third.height - 2))
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, end)
    QTest.mouseMove(view, end + QPoint(0, 1))
    view.grab()
    QTest.mouseRelease(view, LEFT, pos=end)
    assert labels(page) == [*before[1:3], before[0], *before[3:]]
    assert page.arranging.current.order == "hand"


def test_a_drag_that_ends_where_it_began_changes_nothing(page, view):
    place = name_of(view, "Agreements")
    QTest.mousePress(view, LEFT, pos=place)
    QTest.mouseMove(view, place + QPoint(60, 0))
    QTest.mouseMove(view, place + QPoint(61, 0))
    QTest.mouseRelease(view, LEFT, pos=place + QPoint(61, 0))
    assert page.arranging.current == Arrangement()


def test_a_lane_takes_a_colour_and_gives_it_up(page, view):
    plain = view.grab().toImage()
    choose(menu_of(view, "Executive"), "Colour", "Court rulings")
    assert view.chart.lanes[0].coloured
    assert view.grab().toImage() != plain
    choose(menu_of(view, "Executive"), "Colour", "No colour")
    assert view.grab().toImage() == plain


def test_a_lane_moves_up_by_its_menu(page, view):
    choose(menu_of(view, "Agreements"), "Move up")
    assert labels(page)[:2] == ["Agreements", "Executive"]
    choose(menu_of(view, "Reports"), "Move to the top")
    assert labels(page)[0] == "Reports"


def test_two_lanes_are_compared_and_escape_leads_back(page, view, qtbot):
    choose(menu_of(view, "Court filings"), "Compare with", "Court rulings")
    assert labels(page) == ["Court filings", "Court rulings"]
    qtbot.waitUntil(lambda: "In both: 0" in page.lanes_note.label.text())
    assert "Comparing Court filings (13 events) with Court rulings (10 events)." in page.lanes_note.label.text()
    slices = view._laid_out().comparison
    assert sum(each.counts[0] for each in slices) == 13
    plot = view.plot_area()
    place = QPoint(round(plot.left() + slices[0].x + 2), round(plot.top() + slices[0].axis))
    QApplication.sendEvent(view, QHelpEvent(QHelpEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    assert "Court filings: " in QToolTip.text()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert len(labels(page)) == 8


def test_compared_lanes_change_places(page, view):
    choose(menu_of(view, "Court filings"), "Compare with", "Court rulings")
    view.lane_moved.emit("court filing", 1)
    assert labels(page) == ["Court rulings", "Court filings"]
    choose(menu_of(view, "Court rulings"), "Back to all lanes")
    assert labels(page)[0] == "Executive"


# With the keyboard.


def test_the_lane_of_the_selected_event_moves_with_alt_and_the_arrows(window, page, view):
    window.session.select(window.session.store.find('type:"memorandum of understanding"')[0])
    QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert labels(page)[:2] == ["Agreements", "Executive"]
    assert "8 lanes. Lane 1: Agreements. Selected: " in view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert labels(page)[:3] == ["Executive", "Agency statements", "Agreements"]
    view.grab()


def test_the_menu_of_a_lane_comes_with_l(window, page, view):
    window.session.select(window.session.store.find('type:"memorandum of understanding"')[0])
    QTest.keyClick(view, Qt.Key.Key_L)
    menu = next(menu for menu in view.findChildren(QMenu) if menu.isVisible())
    choose(menu, "Collapse")
    assert page.arranging.current.collapsed == {"agreement"}


# In the controls.


@pytest.mark.parametrize(
    ("order", "first"), [("name", "Agency statements"), ("first", "Executive"), ("number", "Court filings")]
)
def test_lanes_are_sorted_from_the_menu(page, order, first):
    page.controls.lanes_menu.orders[order].trigger()
    assert labels(page)[0] == first
    page.controls.lanes_menu.aboutToShow.emit()
    assert page.controls.lanes_menu.orders[order].isChecked()


def test_the_list_of_lanes_hides_moves_collapses_and_colours(page, qtbot):
    page.arrange_lanes()
    dialog = page.findChild(LanesDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.list.count() == 8
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert page.arranging.current.hidden == {"agreement"}
    assert "Agreements" not in labels(page)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    QTest.mouseClick(dialog.up, LEFT)
    assert labels(page)[0] == "Agreements"
    assert not dialog.up.isEnabled()
    dialog.collapsed.click()
    dialog.colour.setCurrentIndex(dialog.colour.values.index("data"))
    dialog.colour.activated.emit(dialog.colour.currentIndex())
    first = page.timeline.chart.lanes[0]
    assert (first.collapsed, first.lane.colour) == (True, "data")
    assert dialog.order.value() == "hand"
    dialog.reset.click()
    assert page.arranging.current == Arrangement()
    dialog.close()


def test_every_order_has_a_name():
    assert len({order_name(order) for order in ORDERS}) == len(ORDERS)


# Positions.


def test_lanes_show_where_people_stand_on_their_events(page, view, qtbot):
    page.controls.lanes_menu.balance.trigger()
    qtbot.waitUntil(lambda: any(lane.balance for lane in view.chart.lanes))
    lanes = {lane.lane.label: lane for lane in view.chart.lanes}
    assert sum(lanes["Agreements"].positions) == 15
    view.grab()
    slices = [each for each in view._laid_out().balance if view.chart.lanes[each.lane].lane.label == "Agreements"]
    assert [sum(each.counts) for each in slices] == [15]
    plot, each = view.plot_area(), slices[0]
    place = QPoint(round(plot.left() + each.x + 2), round(plot.top() + lanes["Agreements"].marks_end + 2))
    QApplication.sendEvent(view, QHelpEvent(QHelpEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    assert f"{each.counts[3]} oppose" in QToolTip.text()
    page.controls.lanes_menu.balance.trigger()
    assert not any(lane.balance for lane in view.chart.lanes)


def test_the_balance_follows_the_search(window, page, view, qtbot):
    page.show_balance(True)
    qtbot.waitUntil(lambda: any(lane.balance for lane in view.chart.lanes))
    window.session.search('type:"memorandum of understanding"')
    qtbot.waitUntil(lambda: len(view.chart.lanes) == 1 and view.chart.lanes[0].balance > 0)


# Kept.


def test_each_grouping_and_each_file_has_an_arrangement_of_its_own(tmp_path, settings):
    one = LaneArranging("type")
    one.keep_in(settings, tmp_path / "one.tracker")
    one.use(one.current.with_hidden("order"))
    one.group_by("court")
    assert one.current == Arrangement()
    one.use(one.current.with_colour("D.D.C.", "data"))
    again = LaneArranging("type")
    again.keep_in(QSettings(settings.fileName(), QSettings.Format.IniFormat), tmp_path / "one.tracker")
    assert again.current.hidden == {"order"}
    again.group_by("court")
    assert again.current.colour("D.D.C.") == "data"
    other = LaneArranging("type")
    other.keep_in(settings, tmp_path / "other.tracker")
    assert other.current == Arrangement()


def test_a_comparison_is_for_the_moment(page, window):
    page.arranging.use(page.arranging.current.comparing("court", "agency"))
    page.group_by("type")
    page.group_by("family")
    assert page.arranging.current == Arrangement()


def test_the_window_opens_again_as_it_was_left(window, settings, qtbot, tmp_path):
    from tracker.store import Store
    from tracker.ui.app import window_for

    page = window.timeline_page
    page.arranging.use(page.arranging.current.with_collapsed("agency").sorted_by("name"))
    page.show_balance(True)
    path = window.session.store.path
    window.close()
    again = window_for(Store.open(path), settings)
    again.show()
    qtbot.waitUntil(lambda: any(lane.balance for lane in again.timeline_page.timeline.chart.lanes))
    assert labels(again.timeline_page)[0] == "Agency statements"
    assert again.timeline_page.timeline.chart.lanes[0].collapsed
    assert again.timeline_page.controls.lanes_menu.balance.isChecked()
    again.close()


def test_nothing_of_it_is_written_to_the_tracker(window, page):
    before = window.session.store.content_hash()
    page.arranging.use(page.arranging.current.with_hidden("court"))
    assert window.session.store.content_hash() == before
    assert window.session.store.undo_label() == ""


# In the midst of things.


def test_a_lane_that_moves_stays_the_one_the_keyboard_is_in(window, page, view, qtbot):
    page.group_by("stakeholder")
    memorandum = window.session.store.find('type:"memorandum of understanding"')[0]
    qtbot.waitUntil(lambda: "ICE" in labels(page))
    window.session.select(memorandum)
    lanes = view.chart.lanes_of(view.walk.item(memorandum))
    view.select(memorandum, lane=lanes[3])
    name = labels(page)[lanes[3]]
    assert lanes[3] >= 3
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert labels(page)[view.lane] == name
    assert view.lane == lanes[3] - 3


def test_a_lane_dragged_beyond_the_last_in_view_brings_the_next_into_view(page, view, qtbot):
    page.group_by("stakeholder")
    qtbot.waitUntil(lambda: view._bar.maximum() > 100)
    start = QPoint(40, round(view.plot_area().top() + 8))
    below = QPoint(40, round(view.plot_area().bottom() + 20))
    first = labels(page)[0]
    QTest.mousePress(view, LEFT, pos=start)
    for step in range(6):
        QTest.mouseMove(view, below + QPoint(step, 0))
    assert view.scrolled > 40
    QTest.mouseRelease(view, LEFT, pos=below)
    assert labels(page).index(first) > 2


def test_the_legend_tells_of_what_lanes_and_arrows_show(window, page, view, qtbot):
    page.show_legend(True)
    page.show_balance(True)
    window.session.select(window.session.store.find('type:"memorandum of understanding"')[0])
    qtbot.waitUntil(lambda: "balance opposes" in page._legend_keys() and "arrow challenges" in page._legend_keys())
    qtbot.waitUntil(lambda: "Arrow: challenges, appeals" in page.legend.sheet.accessibleName())
    assert "Solid below it: opposed" in page.legend.sheet.accessibleName()
    page.legend.grab()
    page.show_balance(False)
    assert "balance opposes" not in page._legend_keys()


def test_what_shows_the_whole_span_goes_on_to_when_lanes_take_another_width(page, view, qtbot):
    page.group_by("proceeding")
    qtbot.waitUntil(lambda: len(labels(page)) == 7)
    column = view.column_width
    page.arranging.use(Arrangement(hidden=frozenset(lane.lane.key for lane in view.chart.lanes if lane.lane.key)))
    assert view.column_width < column
    assert view.scale == view._whole()
