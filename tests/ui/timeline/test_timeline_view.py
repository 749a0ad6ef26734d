"""The timeline as a person meets it: what it shows and says, with few events and with many."""

from __future__ import annotations

import datetime
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from tests.ui.timeline.a_timeline import (
    EVENTS,
    FILINGS,
    LANES,
    WAITING,
    day,
    drag,
    empty_place,
    item,
    on,
    picture,
    shown,
    wheel,
)
from tracker.timeline.marks import Lane
from tracker.timeline.tray import UNDATED
from tracker.ui import theme
from tracker.ui.timeline.timeline_view import TimelineView


@pytest.fixture
def make(qtbot):
    """Makes a shown timeline of some events."""
    return partial(shown, qtbot)


@pytest.fixture
def view(make):
    return make()


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


# The tray.


@pytest.fixture
def tray(make):
    return make([*EVENTS, *WAITING])


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
    from tracker.ui.timeline import paint as timeline_paint

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
