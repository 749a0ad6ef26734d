"""Which event of the timeline is selected: by mouse, by keys that walk from one to the next, by other views."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from tests.ui.timeline.a_timeline import EVENTS, LANES, WAITING, day, empty_place, item, on, picture, shown
from tracker.timeline.arrangement import Arrangement
from tracker.timeline.marks import Lane
from tracker.ui import theme
from tracker.ui.timeline.timeline_view import TimelineView

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def make(qtbot):
    """Makes a shown timeline of some events."""
    return partial(shown, qtbot)


@pytest.fixture
def view(make):
    return make()


@pytest.fixture
def tray(make):
    return make([*EVENTS, *WAITING])


def test_a_click_selects_the_event(view, qtbot):
    with qtbot.waitSignal(view.selected) as caught:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=on(view, 3))
    assert caught.args == [3]
    assert view.selection == 3


def test_a_click_on_its_label_selects_it_too(view, qtbot):
    place = view.place_of(2)
    with qtbot.waitSignal(view.selected):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(place.right() - 20, place.center().y()))
    assert view.selection == 2


def test_a_second_click_says_nothing_new(view, qtbot):
    view.select(3)
    with qtbot.assertNotEmitted(view.selected):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=on(view, 3))


def test_a_click_beside_everything_keeps_the_selection(view, qtbot):
    view.select(3)
    with qtbot.assertNotEmitted(view.selected):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=empty_place(view))
    assert view.selection == 3


def test_another_view_s_selection_is_shown_without_an_echo(view, qtbot):
    before = picture(view)
    with qtbot.assertNotEmitted(view.selected):
        view.select(2)
    assert view.selection == 2
    assert picture(view) != before


def test_the_selected_event_stands_in_a_box_of_the_accent(view):
    view.select(2)
    place = view.place_of(2)
    image = picture(view)
    colours = [image.pixelColor(place.left() + 30, y) for y in range(place.top() - 2, place.top() + 4)]
    assert any(colour.blue() > colour.red() + 80 for colour in colours)
    assert image.pixelColor(place.left() + 6, place.center().y()) == QColor(theme.load("light").selection)


def test_selecting_nothing_or_what_is_not_there_clears_the_selection(view):
    view.select(2)
    view.select(None)
    assert view.selection is None
    view.select(2)
    view.select(777)
    assert view.selection is None


def test_a_selected_event_out_of_view_is_brought_into_it(view):
    view.show_days(day("2025-01-01"), day("2025-02-15"))
    assert view.place_of(5) is None
    view.select(5)
    assert view.plot_area().toRect().contains(view.place_of(5).topLeft())


def test_it_is_left_where_it_is_if_asked(view):
    view.show_days(day("2025-01-01"), day("2025-02-15"))
    scale = view.scale
    view.select(5, reveal=False)
    assert view.scale == scale


def test_a_selected_event_below_the_view_is_scrolled_to(make):
    lanes = [Lane(str(n), f"Lane {n}") for n in range(30)]
    view = make([item(n, "2025-04-07", str(n)) for n in range(30)], lanes, height=300)
    for number in (29, 0, 15):
        view.select(number)
        assert view.plot_area().toRect().contains(view.place_of(number))


def test_a_selection_outlives_new_events_if_it_is_among_them(view):
    view.select(3)
    view.set_items(EVENTS[1:], LANES)
    assert view.selection == 3
    view.set_items(EVENTS[:1], LANES)
    assert view.selection is None


def test_a_double_click_opens_the_event(view, qtbot):
    with qtbot.waitSignal(view.opened) as caught:
        qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=on(view, 3))
    assert caught.args == [3]
    assert view.selection == 3


def test_the_pointer_shows_what_can_be_picked(view, qtbot):
    qtbot.mouseMove(view, on(view, 3))
    assert view.cursor().shape() == Qt.CursorShape.PointingHandCursor
    qtbot.mouseMove(view, empty_place(view))
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_what_the_pointer_is_on_is_marked_until_it_leaves(view, qtbot):
    before = picture(view)
    qtbot.mouseMove(view, on(view, 3))
    assert picture(view) != before
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert picture(view) == before


def test_the_other_buttons_select_nothing(view, qtbot):
    with qtbot.assertNotEmitted(view.selected):
        qtbot.mouseClick(view, Qt.MouseButton.RightButton, pos=on(view, 3))
        qtbot.mouseDClick(view, Qt.MouseButton.RightButton, pos=on(view, 3))


# Several events.


@pytest.fixture
def chose(view):
    """What the person chose, each time: (ids, the selected one)."""
    said = []
    view.chose.connect(lambda events, event: said.append((list(events), event)))
    return said


def click(qtbot, view: TimelineView, number: int, keys: Qt.KeyboardModifier) -> None:
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, keys, on(view, number))


def test_a_click_with_control_chooses_one_more_or_one_less(view, chose, qtbot):
    click(qtbot, view, 1, CONTROL)
    assert view.selection == 1
    assert chose == []
    click(qtbot, view, 4, CONTROL)
    click(qtbot, view, 2, CONTROL)
    click(qtbot, view, 4, CONTROL)
    assert chose == [([1, 4], 4), ([1, 4, 2], 2), ([1, 2], 2)]
    assert view.selection == 2
    click(qtbot, view, 2, CONTROL)
    assert chose[-1] == ([1], 1)
    click(qtbot, view, 1, CONTROL)
    assert view.selection == 1  # one always is
    assert not view.several


def test_a_click_with_shift_chooses_all_in_time_from_the_one_chosen_last(view, chose, qtbot):
    click(qtbot, view, 2, Qt.KeyboardModifier.NoModifier)
    click(qtbot, view, 4, SHIFT)
    click(qtbot, view, 1, SHIFT)
    assert chose == [([2, 3, 4], 4), ([1, 2], 1)]
    click(qtbot, view, 5, CONTROL)
    click(qtbot, view, 4, SHIFT)
    assert chose[-1] == ([4, 5], 4)


def test_shift_with_the_keys_that_walk_in_time_chooses_on_and_back(view, chose, qtbot):
    view.select(2)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_End):
        qtbot.keyClick(view, key, SHIFT)
    assert chose == [([2, 3], 3), ([2, 3, 4], 4), ([2, 3], 3), ([1, 2], 1), ([2, 3, 4, 5], 5)]
    assert view.accessibleDescription().startswith("5 events, 3 lanes. Lane 2: Rulings. 4 events are selected.")


def test_events_of_hidden_lanes_are_not_chosen_with_others(view, chose, qtbot):
    view.set_arrangement(Arrangement(hidden=frozenset({"a"})))
    view.select(2)
    qtbot.keyClick(view, Qt.Key.Key_End, SHIFT)
    assert chose == [([2, 4, 5], 5)]


def test_a_plain_click_and_escape_leave_one_chosen(view, qtbot):
    view.select(2)
    click(qtbot, view, 4, CONTROL)
    with qtbot.waitSignal(view.selected) as caught:
        click(qtbot, view, 4, Qt.KeyboardModifier.NoModifier)
    assert caught.args == [4]
    assert not view.several
    click(qtbot, view, 1, CONTROL)
    with qtbot.waitSignal(view.selected) as caught:
        qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert caught.args == [1]
    assert not view.several


def test_events_chosen_together_stand_on_the_colour_of_what_is_selected(view, qtbot):
    view.select(2)
    place = view.place_of(4)
    corner = QPoint(place.left() - 2, place.top() + 4)
    assert picture(view).pixelColor(corner) != theme.load("light").selection
    click(qtbot, view, 4, CONTROL)
    click(qtbot, view, 5, CONTROL)
    assert picture(view).pixelColor(corner) == theme.load("light").selection


def test_an_undated_event_is_chosen_with_dated_ones(tray, qtbot):
    said = []
    tray.chose.connect(lambda events, _: said.append(list(events)))
    tray.select(5)
    number = next(iter(tray.tray.boxes)).item.id
    click(qtbot, tray, number, CONTROL)
    assert said == [[5, number]]
    tray.set_several([1, number])
    tray.select(1)
    place = tray.place_of(number)
    assert picture(tray).pixelColor(place.left() - 2, place.top() + 4) == theme.load("light").selection


# Walking.


def test_left_and_right_walk_the_events_in_time(view, qtbot):
    view.select(1)
    walked = []
    view.selected.connect(walked.append)
    for _ in range(5):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert walked == [2, 3, 4, 5]
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.selection == 4


def test_the_first_step_goes_to_the_middle_of_the_view(view, qtbot):
    view.show_days(day("2025-04-20"), day("2025-06-10"))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.selection == 3


def test_up_and_down_walk_the_lanes(view, qtbot):
    view.select(3)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.selection == 2
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.selection == 4
    assert view.lane == 2
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.selection == 5
    assert view.lane == 1


def test_an_event_in_two_lanes_can_be_walked_between_them(view, qtbot):
    view.select(4)
    assert view.lane == 0
    view.select(4, lane=2)
    assert view.lane == 2
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.lane == 1


def test_home_and_end_go_to_the_first_and_the_last(view, qtbot):
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.selection == 5
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.selection == 1


def test_enter_opens_the_selected_event(view, qtbot):
    with qtbot.assertNotEmitted(view.opened):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    view.select(5)
    with qtbot.waitSignal(view.opened) as caught:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert caught.args == [5]


def test_walking_out_of_view_brings_the_view_along(view, qtbot):
    view.select(1)
    view.show_days(day("2025-01-10"), day("2025-02-10"))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.plot_area().toRect().contains(view.place_of(2).topLeft())


def test_page_keys_scroll_the_lanes(make, qtbot):
    lanes = [Lane(str(n), f"Lane {n}") for n in range(30)]
    view = make([item(n, "2025-04-07", str(n)) for n in range(30)], lanes, height=300)
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.scrolled > 100
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.scrolled == 0


def test_keys_meant_for_others_are_passed_on(view, qtbot):
    before = view.scale
    qtbot.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_A)
    assert view.scale == before
    assert view.selection is None


def test_with_no_events_keys_do_nothing(make, qtbot):
    view = make([], [])
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_Return, Qt.Key.Key_Plus, Qt.Key.Key_0):
        qtbot.keyClick(view, key)
    assert view.selection is None
