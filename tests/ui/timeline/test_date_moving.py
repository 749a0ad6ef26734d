"""The date of an event, dragged along the timeline or moved with keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from tracker.records import Event
from tracker.ui.app import window_for
from tracker.ui.timeline.date_moving import BEGINS

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
DATES = {
    "A day": "2025-04-07",
    "About a day": "2025-05-07~",
    "A month": "2025-06",
    "A span": "2025-03-01/2025-07-31",
    "Since": "2025-02-01/..",
    "Some day": "",
}


@pytest.fixture
def store(blank_store):
    with blank_store.edit("Log") as edit:
        for title, date in DATES.items():
            edit.add(Event(title=title, type="order", date=date))
    return blank_store


@pytest.fixture
def blank_store(tmp_path):
    from tracker.store import Store

    with Store.create(tmp_path / "dates.tracker") as made:
        yield made


@pytest.fixture
def window(store, settings, qtbot):
    made = window_for(store, settings)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: len(made.timeline_page.timeline.events) == len(DATES))
    idle(made, qtbot)
    yield made
    made.close()


def idle(window, qtbot):
    qtbot.waitUntil(window.session.reader.is_idle)


def pick(window, qtbot, title):
    """Select an event; its place in the widget, at the middle of its mark."""
    event = next(row.id for row in window.session.results.rows if row.title == title)
    window.session.select(event)
    idle(window, qtbot)
    window.timeline_page.timeline.setFocus()
    return event


def mark(window, part=0.5):
    timeline = window.timeline_page.timeline
    box, plot = timeline._selected_box(), timeline.plot_area()
    x = box.x0 + (box.x1 - box.x0) * part
    return QPointF(plot.left() + x, plot.top() + box.y + box.height / 2 - timeline.scrolled).toPoint()


def take(window, qtbot, at, days, *, release=True):
    """Drag by so many days of the scale."""
    timeline = window.timeline_page.timeline
    by = round(days * timeline.scale.pixels_per_day)
    QTest.mousePress(timeline, LEFT, Qt.KeyboardModifier.NoModifier, at)
    for part in (0.3, 0.6, 1):
        QTest.mouseMove(timeline, at + QPoint(round(by * part), 3))
    if release:
        QTest.mouseRelease(timeline, LEFT, Qt.KeyboardModifier.NoModifier, at + QPoint(by, 3))
        idle(window, qtbot)


def date(window, event):
    return window.session.store.get(Event, event).date


def near(window, days):
    """Scale so that so many days are far enough for a drag."""
    timeline = window.timeline_page.timeline
    timeline.show_days(
        timeline.walk.item(timeline.selection).start - 40, timeline.walk.item(timeline.selection).start + 40
    )


def test_dragging_the_selected_mark_moves_its_date_in_one_edit(window, qtbot):
    event = pick(window, qtbot, "A day")
    near(window, 2)
    take(window, qtbot, mark(window), 4)
    assert date(window, event) == "2025-04-11"
    assert window.session.store.undo_label() == "Move event"
    assert window.messages.label.text() == ("Date changed from 7 April 2025 to 11 April 2025. Ctrl+Z takes it back.")
    window.session.undo()
    idle(window, qtbot)
    assert date(window, event) == "2025-04-07"
    assert window.session.selection == event


def test_the_readout_and_the_ghost_go_along(window, qtbot):
    from tracker.ui.timeline.date_moving import readout

    pick(window, qtbot, "A day")
    near(window, 2)
    timeline = window.timeline_page.timeline
    before = window.session.store.content_hash()
    take(window, qtbot, mark(window), 5, release=False)
    assert readout(timeline.moving) == "7 April 2025 → 12 April 2025, +5 days"
    assert timeline._ghost.isVisible()
    plot = timeline.plot_area()
    assert timeline.ghost_rect().left() == pytest.approx(
        plot.left() + timeline.scale.x(timeline._days_of("2025-04-12")[0])
    )
    assert window.session.store.content_hash() == before
    QTest.keyClick(timeline, Key.Key_Escape)
    assert timeline.moving is None
    assert not timeline._ghost.isVisible()
    QTest.mouseRelease(timeline, LEFT, Qt.KeyboardModifier.NoModifier, mark(window) + QPoint(200, 0))
    assert window.session.store.content_hash() == before


@pytest.mark.parametrize(
    ("title", "part", "days", "after"),
    [
        ("About a day", 0.5, 6, "2025-05-13~"),
        ("A month", 0.5, 31, "2025-07"),
        ("A month", 0.5, 8, "2025-06"),
        ("A span", 0.5, 30, "2025-03-31/2025-08-30"),
        ("A span", 0.0, 30, "2025-03-31/2025-07-31"),
        ("A span", 1.0, -30, "2025-03-01/2025-07-01"),
        ("A span", 0.0, 400, "2025-03-01/2025-07-31"),
        ("Since", 0.5, 30, "2025-03-03/.."),
    ],
)
def test_a_date_keeps_its_form(window, qtbot, title, part, days, after):
    event = pick(window, qtbot, title)
    timeline = window.timeline_page.timeline
    timeline.fit()
    if title == "About a day":
        near(window, days)
    at = mark(window, part)
    at = at + QPoint(2 if part == 0 else -2 if part == 1 else 0, 0)
    take(window, qtbot, at, days)
    got = date(window, event)
    if days == 400:  # the start cannot go beyond the end: it stays where it last could be
        assert got.endswith("/2025-07-31")
        assert got.split("/")[0] <= "2025-07-31"
    else:
        assert [abs(a - b) <= 1 for a, b in zip(ordinals(got), ordinals(after), strict=True)]
        assert len(got) == len(after)
        assert all(abs(a - b) <= 1 for a, b in zip(ordinals(got), ordinals(after), strict=True)), (got, after)


def ordinals(text):
    from tracker.dates import bounds, to_ordinal

    return [to_ordinal(day) for day in bounds(text) if day]


def test_a_small_way_moves_nothing_and_is_a_click(window, qtbot):
    event = pick(window, qtbot, "A day")
    timeline = window.timeline_page.timeline
    at, before = mark(window), window.session.store.content_hash()
    QTest.mousePress(timeline, LEFT, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseMove(timeline, at + QPoint(BEGINS - 1, 0))
    assert not timeline._ghost.isVisible()
    QTest.mouseRelease(timeline, LEFT, Qt.KeyboardModifier.NoModifier, at + QPoint(BEGINS - 1, 0))
    assert window.session.store.content_hash() == before
    assert window.session.selection == event


def test_only_the_selected_event_s_mark_is_taken_hold_of(window, qtbot):
    pick(window, qtbot, "A month")
    timeline = window.timeline_page.timeline
    other = next(row.id for row in window.session.results.rows if row.title == "A day")
    place = timeline.place_of(other)
    before, scale = window.session.store.content_hash(), timeline.scale
    at = QPoint(place.left() + 2, place.center().y())
    take(window, qtbot, at, 30)
    assert window.session.store.content_hash() == before
    assert timeline.scale != scale  # the ground was dragged


def test_alt_and_the_arrows_move_the_date_when_alt_is_let_go(window, qtbot):
    event = pick(window, qtbot, "A month")
    timeline = window.timeline_page.timeline
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_Right):
        QTest.keyPress(timeline, key, ALT)
    assert date(window, event) == "2025-06"
    QTest.keyRelease(timeline, Key.Key_Alt)
    idle(window, qtbot)
    assert date(window, event) == "2025-08"
    assert window.session.store.undo_label() == "Move event"
    window.session.undo()
    assert date(window, event) == "2025-06"


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Home])
def test_another_key_leaves_the_date_as_it_was(window, qtbot, key):
    event = pick(window, qtbot, "A day")
    timeline = window.timeline_page.timeline
    QTest.keyPress(timeline, Key.Key_Right, ALT)
    assert timeline.moving is not None
    QTest.keyClick(timeline, key)
    assert timeline.moving is None
    QTest.keyRelease(timeline, Key.Key_Alt)
    assert date(window, event) == "2025-04-07"


def test_enter_does_what_the_keys_moved_and_does_not_open_the_event(window, qtbot):
    event = pick(window, qtbot, "A day")
    timeline = window.timeline_page.timeline
    opened = []
    timeline.opened.connect(opened.append)
    QTest.keyPress(timeline, Key.Key_Left, ALT)
    QTest.keyClick(timeline, Key.Key_Return)
    idle(window, qtbot)
    assert date(window, event) == "2025-04-06"
    assert opened == []


def test_what_has_no_date_or_may_not_be_written_does_not_move(window, qtbot):
    timeline = window.timeline_page.timeline
    pick(window, qtbot, "Some day")
    QTest.keyPress(timeline, Key.Key_Right, ALT)
    assert timeline.moving is None
    pick(window, qtbot, "A day")
    timeline.may_move = False
    QTest.keyPress(timeline, Key.Key_Right, ALT)
    assert timeline.moving is None


def test_going_elsewhere_leaves_the_date_as_it_was(window, qtbot):
    event = pick(window, qtbot, "A day")
    timeline = window.timeline_page.timeline
    QTest.keyPress(timeline, Key.Key_Right, ALT)
    window.search_bar.focus()
    assert timeline.moving is None
    assert date(window, event) == "2025-04-07"


def test_a_double_click_on_the_selected_mark_opens_it_and_moves_nothing(window, qtbot):
    event = pick(window, qtbot, "A day")
    timeline = window.timeline_page.timeline
    opened, before = [], window.session.store.content_hash()
    timeline.opened.connect(opened.append)
    QTest.mouseClick(timeline, LEFT, Qt.KeyboardModifier.NoModifier, mark(window))
    QTest.mouseDClick(timeline, LEFT, Qt.KeyboardModifier.NoModifier, mark(window))
    assert opened == [event]
    assert timeline.moving is None
    assert window.session.store.content_hash() == before


def test_a_date_that_others_changed_meanwhile_is_not_moved(window, qtbot):
    event = pick(window, qtbot, "A day")
    timeline = window.timeline_page.timeline
    timeline.date_moved.emit(event, "2025-01-01", "2025-01-02")
    idle(window, qtbot)
    assert date(window, event) == "2025-04-07"
    assert "meanwhile" in window.messages.label.text()
