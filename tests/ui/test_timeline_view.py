"""The timeline as a person meets it: by mouse, wheel and keys."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QImage,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip

from tracker.timeline.arrangement import Arrangement
from tracker.timeline.marks import Lane, TimelineItem
from tracker.timeline.tray import UNDATED
from tracker.ui import theme
from tracker.ui.timeline_view import TimelineView

FILINGS, RULINGS, STATEMENTS = (
    Lane("a", "Filings", "court filing"),
    Lane("b", "Rulings", "court"),
    Lane("c", "Statements"),
)
LANES = [FILINGS, RULINGS, STATEMENTS]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


def item(number: int, first: str | None, lanes: str = "a", last: str | None = None, **fields: object) -> TimelineItem:
    start = day(first) if first else None
    given: dict[str, object] = {"title": f"Event {number}", "kind": "interval" if last else "day", **fields}
    end = day(last) if last else start
    return TimelineItem(number, start, end, lane_keys=tuple(lanes.split()), **given)  # type: ignore[arg-type]


EVENTS = [
    item(1, "2025-01-20", "a", title="Complaint filed"),
    item(2, "2025-04-07", "b", title="Order signed", concerns=3, position="opposes", when="7 April 2025", what="Order"),
    item(3, "2025-05-12", "a", title="Motion filed"),
    item(4, "2025-08-20", "a c", title="Statement made"),
    item(5, "2025-11-21", "b", title="Stay granted"),
]


@pytest.fixture
def make(qtbot):
    """Makes a shown timeline of some events."""

    def made(items=EVENTS, lanes=LANES, width=900, height=420):
        view = TimelineView(theme.load("light"))
        qtbot.addWidget(view)
        view.resize(width, height)
        view.set_today(day("2025-09-01"))
        view.set_items(items, lanes)
        view.show()
        return view

    return made


@pytest.fixture
def view(make):
    return make()


def wheel(view: TimelineView, at: QPointF, dy: int = 0, dx: int = 0, keys=Qt.KeyboardModifier.NoModifier) -> None:
    event = QWheelEvent(
        at,
        QPointF(view.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(dx, dy),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def drag(qtbot, view: TimelineView, start: QPoint, *stops: QPoint) -> None:
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for stop in stops:
        qtbot.mouseMove(view, stop)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=stops[-1])


def on(view: TimelineView, number: int) -> QPoint:
    place = view.place_of(number)
    assert place is not None
    return QPoint(place.left() + 2, place.center().y())


def empty_place(view: TimelineView) -> QPoint:
    """A point of the plot with no event near it."""
    plot = view.plot_area()
    return QPoint(int(plot.right()) - 8, int(plot.bottom()) - 4)


def picture(view: TimelineView) -> QImage:
    return view.grab().toImage()


# What is shown.


def test_everything_is_in_view_at_first(view):
    for event in EVENTS:
        place = view.place_of(event.id)
        assert place is not None
        assert view.plot_area().toRect().contains(place.topLeft())


def test_events_stand_beside_their_lanes(view):
    names = {lane.lane.label: lane for lane in view.chart.lanes}
    assert list(names) == ["Filings", "Rulings", "Statements"]
    place = view.place_of(2)
    top = view.plot_area().top() + names["Rulings"].y
    assert top <= place.top() < top + names["Rulings"].height


def test_what_is_painted_has_the_colours_of_the_theme(view):
    image = picture(view)
    place = view.place_of(1)
    # One lane's colour family is not known to the theme, and gets the muted one.
    assert image.pixelColor(place.left() + 2, place.center().y()) == QColor(theme.load("light").muted)
    assert image.pixelColor(2, 2) == QColor(theme.load("light").window)


def test_families_give_marks_their_colours(make):
    view = make([item(1, "2025-04-07", family="court")])
    place = view.place_of(1)
    assert picture(view).pixelColor(place.left() + 2, place.center().y()) == theme.load("light").family_colour("court")


def test_the_theme_can_change(view):
    view.set_theme(theme.load("dark"))
    assert picture(view).pixelColor(2, 2) == QColor(theme.load("dark").window)


def test_today_is_a_dotted_line(view):
    accent = QColor(theme.load("light").accent)
    x = round(view.plot_area().left() + view.scale.x(day("2025-09-01") + 0.5))
    image = picture(view)
    column = [image.pixelColor(x, y) for y in range(int(view.plot_area().top()), int(view.plot_area().bottom()))]
    dots = sum(colour == accent for colour in column)
    assert 0.1 * len(column) < dots < 0.8 * len(column)


def test_with_nothing_to_show_the_next_step_is_said(make):
    view = make([], [])
    blank = picture(view)
    view.set_empty_text("")
    assert picture(view) != blank


def test_where_no_event_has_a_date_it_is_said_where_they_are(make):
    view = make([item(7, None)])
    empty = make([item(7, "2025-01-20")])
    assert view.scene().message.startswith("None of these events has a date")
    assert empty.scene().message == ""


def test_new_events_keep_the_place_in_time(view):
    view.show_days(day("2025-03-01"), day("2025-06-01"))
    scale = view.scale
    view.set_items(EVENTS[1:], LANES)
    assert view.scale == scale


def test_a_view_of_everything_keeps_to_everything(view):
    later = item(9, "2027-06-01")
    view.set_items([*EVENTS, later], LANES)
    assert view.place_of(9) is not None
    assert view.plot_area().toRect().contains(view.place_of(9).topLeft())


def test_a_resized_view_of_everything_still_shows_everything(view):
    view.resize(600, 420)
    assert view.place_of(5).left() < 600
    assert view.scale.width == view.plot_area().width()


def test_a_resized_view_of_a_part_keeps_its_left_edge(view):
    view.show_days(day("2025-03-01"), day("2025-06-01"))
    before = view.scale
    view.resize(700, 420)
    assert view.scale.origin_day == pytest.approx(before.origin_day)
    assert view.scale.pixels_per_day == pytest.approx(before.pixels_per_day)


def test_a_larger_font_gives_taller_rows_and_loses_nothing(view):
    before = view.place_of(1).height()
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    view.setFont(font)
    assert view.place_of(1).height() > 1.7 * before
    assert {event.id for event in EVENTS} == {box.item.id for box in view._laid_out().boxes}
    picture(view)


def test_lanes_that_do_not_fit_can_be_scrolled_to(make):
    lanes = [Lane(str(n), f"Lane {n}") for n in range(30)]
    view = make([item(n, "2025-04-07", str(n)) for n in range(30)], lanes, height=300)
    assert view.plot_area().width() < 900 - view.column_width
    last = view.place_of(29)
    assert last is None or last.top() > view.plot_area().bottom()
    view.scroll_lanes(100_000)
    assert view.plot_area().toRect().contains(view.place_of(29))


@pytest.mark.parametrize(
    "fields",
    [
        {"approximate": True},
        {"uncertain": True},
        {"unsourced": True},
        {"last": "2025-09-30"},
        {"last": "2025-09-30", "uncertain": True, "unsourced": True},
        {"last": "2025-04-30", "kind": "month"},
        {"open_end": True, "kind": "interval"},
        {"open_start": True, "kind": "interval"},
        {"disputed": True, "noteworthy": True, "concerns": 12, "position": "supports"},
    ],
)
@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_kind_of_date_and_state_has_its_own_look(make, fields, name):
    plain, special = make([item(1, "2025-04-07")]), make([item(1, "2025-04-07", **fields)])
    for view in (plain, special):
        view.set_theme(theme.load(name))
        view.show_days(day("2025-03-01"), day("2025-06-01"))
    assert picture(plain) != picture(special)


LONG = [item(1, "2025-01-20", title="A long title " * 8, concerns=7), item(2, "2025-03-03", title="The last one " * 9)]


def test_a_title_is_shortened_where_the_view_ends_and_keeps_its_signs(make):
    view = make([item(3, "2024-01-20"), *LONG])
    view.show_days(day("2024-11-20"), day("2025-02-05"))
    (box,) = view.layout_in_view().boxes
    right = view.plot_area().width()
    assert right - 20 < box.right < right
    view.pan(right - 40 - box.x0)
    (box,) = view.layout_in_view().boxes
    assert box.x0 == pytest.approx(right - 40)
    assert not box.label_width  # hardly a word of it would be left


def test_a_title_whose_beginning_is_out_of_view_fades_there(make):
    view = make(LONG)
    view.show_days(day("2025-01-21"), day("2025-02-20"))
    (box, *_) = view.layout_in_view().boxes
    assert box.label_x < 0 < box.right
    plot = view.plot_area()
    row = QRect(int(plot.left()), int(plot.top() + box.y), 300, int(box.height))
    shown = picture(view).copy(row)
    text = theme.load("light").text

    def darkest(columns):
        return min(shown.pixelColor(x, y).lightness() for x in columns for y in range(shown.height()))

    assert darkest(range(1, 7)) > text.lightness() + 60
    assert darkest(range(60, 200)) <= text.lightness() + 40


# The selection.


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


# Zooming and panning.


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


# The tray.


@pytest.fixture
def tray(make):
    undated = [item(100 + n, None, title=f"Undated memorandum {n}") for n in range(12)]
    return make([*EVENTS, *undated])


def test_undated_events_wait_in_a_tray_below(tray, qtbot):
    area = tray.tray_area()
    assert area.bottom() == tray.height()
    assert area.contains(QRect(tray.place_of(100)).center())
    with qtbot.waitSignal(tray.selected) as caught:
        qtbot.mouseClick(tray, Qt.MouseButton.LeftButton, pos=on(tray, 101))
    assert caught.args == [101]
    assert tray.lane == UNDATED


def test_without_undated_events_there_is_no_tray(view):
    assert view.tray_area().isEmpty()


def test_the_tray_is_reached_by_key_and_scrolls_along(tray, qtbot):
    tray.select(5)
    for _ in range(12):
        qtbot.keyClick(tray, Qt.Key.Key_Right)
    assert tray.selection == 111
    assert tray.tray_area().contains(QRect(tray.place_of(111)).center())
    qtbot.keyClick(tray, Qt.Key.Key_Up)
    assert tray.lane == 2


def test_the_tray_scrolls_by_wheel_and_by_hand(tray, qtbot):
    before = tray.place_of(105).left()
    scale = tray.scale
    wheel(tray, tray.tray_area().center(), dy=-120)
    assert tray.place_of(105).left() == before - 60
    start = tray.tray_area().center().toPoint()
    drag(qtbot, tray, start, start - QPoint(40, 0))
    assert tray.place_of(105).left() == before - 100
    assert tray.scale == scale


def test_a_selected_or_pointed_at_undated_event_is_marked(tray, qtbot):
    before = picture(tray)
    tray.select(101)
    chosen = picture(tray)
    assert chosen != before
    qtbot.mouseMove(tray, on(tray, 100))
    assert picture(tray) != chosen


# Words.


def tip(view: TimelineView, at: QPoint) -> str:
    QToolTip.hideText()
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at)))
    return QToolTip.text()


def test_a_tool_tip_gives_the_whole_title_date_and_type(view):
    text = tip(view, on(view, 2))
    assert "Order signed" in text
    assert "7 April 2025" in text
    assert "Order" in text


def test_a_title_is_never_read_as_markup(make):
    view = make([item(1, "2025-04-07", title="<img src=x> & <b>bold</b>")])
    assert "&lt;img src=x&gt; &amp; &lt;b&gt;" in tip(view, on(view, 1))


def test_a_lane_s_tool_tip_gives_its_whole_name_and_count(view):
    lane = view.chart.lanes[0]
    text = tip(view, QPoint(10, int(view.plot_area().top() + lane.y + 5)))
    assert "Filings" in text
    assert "3 events" in text


def test_assistive_technology_hears_what_is_shown_and_selected(view):
    assert view.accessibleName() == "Timeline"
    assert view.accessibleDescription() == "5 events, 3 lanes."
    view.select(2)
    assert view.accessibleDescription().endswith("Selected: Order signed, 7 April 2025, Order, 3 concerns.")


def test_the_ring_is_shown_to_those_who_came_by_keyboard(view):
    view.clearFocus()
    plain = picture(view)
    view.activateWindow()
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    assert picture(view) == plain
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    if view.hasFocus():
        assert picture(view) != plain


def test_a_context_menu_can_ask_what_is_under_the_pointer(view):
    assert view.item_at(on(view, 3)) == 3
    assert view.item_at(empty_place(view)) is None
    assert view.item_at(QPoint(5, 5)) is None


# Many events.


@pytest.fixture
def crowd(make):
    families = ("court", "agency", "data")
    items = [
        item(n, str(datetime.date(2000, 1, 1) + datetime.timedelta(days=n * 2)), "abc"[n % 3], family=families[n % 3])
        for n in range(3000)
    ]
    return make(items)


def test_far_out_there_are_bars_to_look_into(crowd, qtbot):
    plot = crowd.plot_area()
    at = QPoint(int(plot.left() + crowd.scale.x(day("2008-06-01"))), int(plot.top()) + 10)
    assert crowd.item_at(at) is None
    assert "events" in tip(crowd, at)
    before = crowd.scale.pixels_per_day
    qtbot.mouseDClick(crowd, Qt.MouseButton.LeftButton, pos=at)
    assert crowd.scale.pixels_per_day > 2 * before
    assert crowd.scale.origin_day < day("2008-06-01") < crowd.scale.last_day


def test_an_event_of_thousands_can_be_selected_and_is_then_seen(crowd):
    crowd.zoom_at(300, 1000)
    crowd.select(2500)
    place = crowd.place_of(2500)
    assert place is not None
    assert crowd.plot_area().toRect().contains(place.topLeft())


def test_an_event_among_bars_is_shown_when_selected_and_walked_from(crowd, qtbot):
    assert crowd.place_of(1500) is None
    bars = picture(crowd)
    crowd.select(1500)
    place = crowd.place_of(1500)
    assert crowd.plot_area().toRect().contains(place.topLeft())
    assert picture(crowd) != bars
    assert crowd.item_at(QPoint(place.left() + 2, place.center().y())) == 1500
    qtbot.keyClick(crowd, Qt.Key.Key_Right)
    assert crowd.selection == 1501


def test_an_event_chosen_among_bars_stays_chosen_when_its_lane_goes(crowd):
    crowd.select(1_502, lane=2)
    crowd.set_items([item(n, "2020-01-01", "a") for n in range(3_000)], [FILINGS])
    assert (crowd.selection, crowd.lane) == (1_502, 0)


def test_labels_left_out_of_a_hurried_frame_come_with_the_next(make, qtbot, monkeypatch):
    from tracker.ui import timeline_paint

    monkeypatch.setattr(timeline_paint, "NEW_LABELS", 2)
    view = make()
    whole = make()
    qtbot.waitUntil(lambda: picture(view) == picture(whole) == picture(view))
    monkeypatch.setattr(timeline_paint, "NEW_LABELS", 1000)
    assert picture(make()) == picture(view)


# Events on one spot.


@pytest.fixture
def piled(make):
    """A lane of few rows with nine events on one day, seen from far."""
    same = [item(n, "2025-03-03", title=f"Filing & reply {n}") for n in range(1, 10)]
    view = make([*same, item(20, "2035-03-03")], [FILINGS], height=110)
    assert view.pile_with(9) is not None
    return view


def sign(view: TimelineView) -> QPoint:
    box = view.pile_with(9)
    plot = view.plot_area()
    return QPointF(plot.left() + box.x1 + 8, plot.top() + box.y + box.height / 2).toPoint()


def test_a_pile_says_how_many_it_holds_and_names_them(piled, qtbot):
    seen = []
    QToolTip.showText, kept = (lambda _, text, *__: seen.append(text)), QToolTip.showText
    try:
        QApplication.sendEvent(piled, QHelpEvent(QEvent.Type.ToolTip, sign(piled), piled.mapToGlobal(sign(piled))))
    finally:
        QToolTip.showText = kept
    assert "Filing &amp; reply 9" in seen[0]
    assert "events on this spot" in seen[0]


def test_a_click_on_a_pile_lists_its_events_and_each_can_be_picked(piled, qtbot):
    qtbot.mouseClick(piled, Qt.MouseButton.LeftButton, pos=sign(piled))
    menu = QApplication.activePopupWidget()
    titles = [action.text() for action in menu.actions()]
    assert "Filing && reply 9" in titles
    with qtbot.waitSignal(piled.selected) as picked:
        menu.actions()[-1].trigger()
    menu.close()
    assert piled.selection == picked.args[0] == 9


def test_space_lists_the_pile_of_the_selected_event_and_the_keys_reach_every_one(piled, qtbot):
    piled.setFocus()
    qtbot.keyClick(piled, Qt.Key.Key_Home)
    reached = [piled.selection]
    for _ in range(8):
        qtbot.keyClick(piled, Qt.Key.Key_Right)
        reached.append(piled.selection)
    assert reached == list(range(1, 10))
    assert "which Space lists" in piled.accessibleDescription()
    qtbot.keyClick(piled, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert len(menu.actions()) == len(piled.chart.pile_of(piled.pile_with(9)))
    menu.close()
    frame = piled.place_of(9)
    assert abs(frame.top() - sign(piled).y()) < 20
