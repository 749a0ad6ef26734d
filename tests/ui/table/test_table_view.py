"""The table of events, as people sort, choose and change rows in it."""

from __future__ import annotations

from array import array
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from tracker.records import Citation, Concern, Event, Source, Stakeholder, Term
from tracker.store import EventRow, Store
from tracker.ui import theme as themes
from tracker.ui.rows import Rows
from tracker.ui.session import Results, Session
from tracker.ui.table.event_model import COLUMNS, EVENT, EventModel
from tracker.ui.table.table_view import EventTable

DATE, TYPE, SOURCES, CONCERNS = (COLUMNS.index(name) for name in ("date", "type", "sources", "concerns"))
TITLES = ["Draft agreement reported", "Complaint filed", "Memorandum signed", "Undated note"]
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def filled(store):
    """Four events, by date as in TITLES; the memorandum has sources and concerns."""
    with store.edit("Example", "fixed") as edit:
        signed, filed, *_ = edit.add_all(
            [
                Event(title="Memorandum signed", type="memorandum of understanding", date="2025-04-07"),
                Event(title="Complaint filed", type="complaint", date="2025-03-07", noteworthy=True),
                Event(title="Draft agreement reported", type="news report", date="2025-02~"),
                Event(title="Undated note", type="report"),
            ]
        )
        paper = edit.add(Source(kind="report", title="Paper"))
        other = edit.add(Source(kind="report", title="Other paper"))
        union = edit.add(Stakeholder(name="Union", kind="union"))
        edit.add_all([Citation(source=paper.id, event=signed.id), Citation(source=other.id, event=signed.id)])
        edit.add(Citation(source=paper.id, event=filed.id))
        edit.add(Concern(event=signed.id, stakeholder=union.id, theme="privacy", position="opposes"))
    return store


def settle(qtbot, session):
    qtbot.waitUntil(session.reader.is_idle)
    QApplication.processEvents()


@pytest.fixture
def table(session, qtbot):
    made = EventTable(session, themes.load("light"))
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    with qtbot.waitSignal(session.searched):
        session.search("")
    settle(qtbot, session)
    return made


def titles(table):
    return [row.title for row in table.events.rows]


def place(table, title):
    return titles(table).index(title)


def click(table, title, modifiers=NONE, column=EVENT):
    where = table.visualRect(table.events.index(place(table, title), column)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifiers, where)


def click_heading(table, column, qtbot):
    header = table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(column) + 10, header.height() // 2)
    with qtbot.waitSignal(table.session.reordered):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NONE, at)


def chosen(table):
    return [table.events.rows[row].title for row in table.selected_rows()]


def stored(store: Store):
    return {event.title: event for event in store.where(Event)}


# Rows and cells


def test_rows_come_by_date_with_the_undated_last(table):
    assert titles(table) == TITLES


def test_cells_say_what_the_picture_says(table):
    row = place(table, "Memorandum signed")
    assert [table.events.cell(row, c).text for c in range(5)] == [
        "7 Apr 2025",
        "Memorandum of understanding",
        "Memorandum signed",
        "2",
        "1",
    ]
    assert table.events.cell(row, TYPE).family == "agreement"
    assert table.events.cell(row, CONCERNS).position == "opposes"
    assert table.events.cell(place(table, "Draft agreement reported"), DATE).text == "~ Feb 2025"
    assert table.events.cell(place(table, "Undated note"), SOURCES).warn


def test_marks_are_also_words_for_screen_readers(table):
    model, role = table.events, Qt.ItemDataRole.AccessibleTextRole
    said = model.data(model.index(place(table, "Memorandum signed"), CONCERNS), role)
    assert said == "1 concern, strongest: Opposes"
    assert model.data(model.index(place(table, "Complaint filed"), EVENT), role) == "Complaint filed, noteworthy"
    assert [model.headerData(c, Qt.Orientation.Horizontal, role) for c in range(3)] == ["Date", "Type", "Event"]


def test_a_type_of_the_users_own_has_the_colour_they_gave_it(table, session, qtbot):
    with session.store.edit("Log") as edit:
        edit.add(Term(vocabulary="event_type", name="raid", family="executive"))
        edit.add(Event(title="Raid", type="raid", date="2025-05-01"))
    qtbot.waitUntil(lambda: "Raid" in titles(table) and "raid" in table.events.families)
    assert table.events.cell(place(table, "Raid"), TYPE).family == "executive"


def test_rows_grow_with_the_text(table):
    before = table.rowHeight(0)
    font = table.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    table.setFont(font)
    assert table.rowHeight(0) > before * 1.4
    assert table.rowHeight(0) >= table.fontMetrics().height()


def test_a_cell_is_made_once_and_anew_when_what_it_says_may_be_something_else(table, session, filled, qtbot):
    events = table.events
    row = events.place(filled.find("filed")[0])
    kept = events.cell(row, TYPE)
    assert events.cell(row, TYPE) is kept
    events.families = {"complaint": "mine"}
    assert events.cell(row, TYPE) == replace(kept, family="mine")
    with qtbot.waitSignal(session.searched), filled.edit("Rename", "fixed") as edit:
        edit.change(filled.get(Event, events.ids[row]), title="Complaint amended")
    assert events.cell(row, EVENT).text == "Complaint amended"


def test_a_row_that_could_not_be_read_is_asked_for_again(table):
    given: list[list[EventRow] | None] = [None, [replace(table.events.rows[0], title="Read at last")]]
    ids = table.events.ids[:1]
    table.events.show(ids, Rows(ids, lambda _: given.pop(0)))
    assert table.events.cell(0, EVENT).text == "…"
    assert table.events.cell(0, EVENT).text == "Read at last"


def test_while_a_search_goes_on_nobody_says_that_nothing_matches(table, session, qtbot):
    session.search("nowhere")
    qtbot.waitUntil(lambda: not table.events.rows)
    session.glimpsed.emit(Results(text="type:order", whole=False))
    assert table.empty_text == "Searching …"
    session.searched.emit(Results(text="type:order"))
    assert table.empty_text == "No event matches this search."


def test_no_events_teach_the_next_step_and_a_vain_search_says_so(table, session, qtbot):
    session.search("nowhere")
    qtbot.waitUntil(lambda: not table.events.rows)
    assert table.empty_text == "No event matches this search."
    table._on_results(Results())
    assert "Ctrl+N" in table.empty_text
    assert table.grab().width() == table.width()


def test_a_tooltip_shows_only_what_is_cut_short_and_as_plain_text(session, qtbot):
    title = "A title with <b>marks</b> & signs that goes on and on " * 5
    with session.store.edit("Log") as edit:
        edit.add(Event(title=title, type="order", date="2025-06-01"))
    table = EventTable(session, themes.load("light"))
    qtbot.addWidget(table)
    table.resize(700, 300)
    table.show()
    with qtbot.waitSignal(session.searched):
        session.search("")
    settle(qtbot, session)

    def hover(row, column):
        at = table.visualRect(table.events.index(row, column)).center()
        event = QHelpEvent(QEvent.Type.ToolTip, at, table.viewport().mapToGlobal(at))
        QApplication.sendEvent(table.viewport(), event)

    hover(place(table, title), EVENT)
    assert "&lt;b&gt;marks&lt;/b&gt; &amp; signs" in QToolTip.text()
    hover(place(table, "Undated note"), EVENT)
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


# Sorting


def test_a_click_on_a_heading_sorts_and_another_turns_it_round(table, qtbot):
    click_heading(table, EVENT, qtbot)
    assert titles(table) == sorted(TITLES)
    click_heading(table, EVENT, qtbot)
    assert titles(table) == sorted(TITLES, reverse=True)
    click_heading(table, SOURCES, qtbot)
    assert [row.sources for row in table.events.rows] == [0, 0, 1, 2]


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("order", [Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder])
def test_the_order_is_that_of_the_store_by_the_same_name(table, session, qtbot, name, order):
    with qtbot.waitSignal(session.reordered):
        session.sort("added")
    with qtbot.waitSignal(session.reordered):
        table.horizontalHeader().setSortIndicator(COLUMNS.index(name), order)
    assert table.order == ("title" if name == "event" else name) + ("-desc" if order.value else "")
    assert [row.id for row in table.events.rows] == session.store.find("", table.order)


def test_undated_events_come_last_both_ways(table, qtbot):
    click_heading(table, DATE, qtbot)
    assert titles(table) == ["Memorandum signed", "Complaint filed", "Draft agreement reported", "Undated note"]


def test_evidence_is_in_the_order_of_the_vocabulary(table, session, qtbot):
    events = stored(session.store)
    with session.store.edit("Log") as edit:
        edit.change(events["Undated note"], evidence="anonymous reporting")
        edit.change(events["Complaint filed"], evidence="official document")
    settle(qtbot, session)
    click_heading(table, COLUMNS.index("evidence"), qtbot)
    assert titles(table)[2:] == ["Complaint filed", "Undated note"]


def test_two_tables_are_in_one_order_and_both_say_so(table, session, qtbot):
    other = EventTable(session, themes.load("light"), compact=True)
    qtbot.addWidget(other)
    click_heading(table, EVENT, qtbot)
    assert titles(other) == titles(table)
    header = other.horizontalHeader()
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (EVENT, Qt.SortOrder.AscendingOrder)
    with qtbot.waitSignal(session.reordered):
        session.sort("added")
    assert header.sortIndicatorSection() == -1


def test_sorting_keeps_the_selection(table, qtbot):
    click(table, "Complaint filed")
    click_heading(table, EVENT, qtbot)
    assert chosen(table) == ["Complaint filed"]
    assert table.events.rows[table.currentIndex().row()].title == "Complaint filed"


# Selecting


def test_a_click_selects_for_every_view(table, session):
    click(table, "Complaint filed")
    assert session.selection == table.events.rows[1].id
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert session.selection == table.events.rows[2].id


def test_focus_alone_selects_nothing(table, session):
    table.setFocus()
    assert session.selection == 0


def test_a_selection_made_elsewhere_is_shown_and_scrolled_to(table, session, qtbot):
    with session.store.edit("Log") as edit:
        made = edit.add_all(Event(title=f"Event {n}", type="order", date="2024") for n in range(200))
    qtbot.waitUntil(lambda: len(table.events.rows) == 204)
    session.select(made[150].id)
    assert chosen(table) == ["Event 150"]
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())
    session.select(0)
    assert chosen(table) == []


def test_several_are_selected_with_shift_and_control_and_the_last_is_current(table, session):
    click(table, TITLES[0])
    click(table, TITLES[2], SHIFT)
    assert chosen(table) == TITLES[:3]
    click(table, TITLES[1], CTRL)
    assert chosen(table) == [TITLES[0], TITLES[2]]


def test_a_change_elsewhere_keeps_selection_and_place(table, session, qtbot):
    click(table, TITLES[0])
    click(table, TITLES[1], SHIFT)
    with session.store.edit("Log") as edit:
        edit.add(Event(title="Earliest", type="order", date="2020"))
    qtbot.waitUntil(lambda: "Earliest" in titles(table))
    assert chosen(table) == TITLES[:2]


# Doing


def test_enter_and_double_click_ask_for_the_event_to_be_opened(table, session, qtbot):
    click(table, "Complaint filed")
    with qtbot.waitSignal(session.edit_requested) as caught:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert caught.args == [session.selection]
    where = table.visualRect(table.events.index(0, EVENT)).center()
    click(table, TITLES[0])
    with qtbot.waitSignal(session.edit_requested) as caught:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, NONE, where)
    assert caught.args == [table.events.rows[0].id]


def test_copied_rows_have_a_tab_between_cells_and_no_formula_runs(table, session, qtbot):
    with session.store.edit("Log") as edit:
        edit.add(Event(title="=HYPERLINK(0)\tnext\nline", type="order", date="2020-01-02"))
    qtbot.waitUntil(lambda: len(table.events.rows) == 5)
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "2 Jan 2020\tOrder\t'=HYPERLINK(0) next line\t0\t0\t"
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 5


def test_delete_removes_all_selected_in_one_edit_that_undo_takes_back(table, session, qtbot):
    before = session.store.content_hash()
    click(table, TITLES[1])
    click(table, TITLES[2], SHIFT)
    with qtbot.waitSignal(session.message) as said:
        QTest.keyClick(table, Qt.Key.Key_Delete)
    assert said.args == ["2 events deleted. Ctrl+Z brings them back.", "message"]
    assert set(stored(session.store)) == {TITLES[0], TITLES[3]}
    qtbot.waitUntil(lambda: titles(table) == [TITLES[0], TITLES[3]])
    assert table.currentIndex().row() == 1  # the arrow keys go on from there
    session.undo()
    assert session.store.content_hash() == before


def test_deleting_one_event_says_so_in_the_undo_menu(table, session):
    click(table, TITLES[0])
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert session.store.undo_label() == "Delete event"


def actions(menu):
    return {action.text(): action for action in menu.actions() if action.text()}


def test_several_events_are_marked_in_one_edit(table, session):
    click(table, TITLES[0])
    click(table, TITLES[2], SHIFT)
    actions(table.menu())["Mark as noteworthy"].trigger()
    assert {t for t, e in stored(session.store).items() if e.noteworthy} == set(TITLES[:3])
    modified = {e.title: e.modified for e in session.store.where(Event)}
    actions(table.menu())["Mark as reviewed"].trigger()
    after = stored(session.store)
    assert all(after[t].reviewed for t in TITLES[:3])
    assert not after[TITLES[3]].reviewed
    assert {t: e.modified for t, e in after.items()} == modified
    session.undo()
    session.undo()
    assert {t for t, e in stored(session.store).items() if e.noteworthy} == {"Complaint filed"}


def test_what_is_noteworthy_throughout_can_be_unmarked(table, session):
    click(table, "Complaint filed")
    actions(table.menu())["No longer noteworthy"].trigger()
    assert not stored(session.store)["Complaint filed"].noteworthy


def test_a_read_only_tracker_offers_no_changes(filled, qtbot):
    session = Session(filled.reader())
    table = EventTable(session, themes.load("light"))
    qtbot.addWidget(table)
    with qtbot.waitSignal(session.searched):
        session.search("")
    table.selectRow(0)
    offered = actions(table.menu())
    assert not offered["Delete event"].isEnabled()
    assert not offered["Mark as reviewed"].isEnabled()
    assert offered["Copy"].isEnabled()
    with qtbot.waitSignal(session.message) as said:
        QTest.keyClick(table, Qt.Key.Key_Delete)
    assert said.args[1] == "error"
    session.close()


# Columns


def shown(table):
    return [name for place, name in enumerate(COLUMNS) if not table.isColumnHidden(place)]


def test_under_the_timeline_there_are_the_five_of_the_picture(session, qtbot):
    table = EventTable(session, themes.load("light"), compact=True)
    qtbot.addWidget(table)
    assert shown(table) == ["date", "type", "event", "sources", "concerns"]


def test_columns_are_shown_and_hidden_from_the_menu_but_the_event_stays(table):
    menu = actions(table.column_menu(table))
    assert not menu["Event"].isEnabled()
    menu["Modified"].trigger()
    menu["Sources"].trigger()
    assert shown(table) == ["date", "type", "event", "concerns", "evidence", "modified"]
    actions(table.column_menu(table))["Reset columns"].trigger()
    assert shown(table) == list(COLUMNS[:6])


def test_sorting_can_be_chosen_without_a_mouse(table, session, qtbot):
    with qtbot.waitSignal(session.reordered):
        actions(table.sort_menu(table))["Event"].trigger()
    assert titles(table) == sorted(TITLES)
    with qtbot.waitSignal(session.reordered):
        actions(table.sort_menu(table))["Event"].trigger()
    assert titles(table) == sorted(TITLES, reverse=True)


@pytest.mark.parametrize("width", [500, 700, 900, 1600])
def test_columns_fill_the_width_and_no_heading_is_cut(table, width):
    table.resize(width, 300)
    widths = {name: table.columnWidth(COLUMNS.index(name)) for name in shown(table)}
    bold = table.font()
    bold.setBold(True)
    for name, given in widths.items():
        assert given >= QFontMetrics(bold).horizontalAdvance(table.events.names[name]), name
    assert widths["date"] > table.fontMetrics().horizontalAdvance("29–30 Sep 2025")  # with its year
    if width >= 700:
        assert sum(widths.values()) == table.viewport().width()
        assert widths["event"] >= 160


def test_columns_as_the_user_has_them_come_back(table, session, qtbot):
    header = table.horizontalHeader()
    header.resizeSection(TYPE, 222)
    header.moveSection(header.visualIndex(CONCERNS), 0)
    table.show_column("evidence", False)
    other = EventTable(session, themes.load("dark"))
    qtbot.addWidget(other)
    other.restore_state(table.save_state())
    assert other.columnWidth(TYPE) == 222
    assert other.horizontalHeader().visualIndex(CONCERNS) == 0
    assert shown(other) == shown(table)


def test_the_window_keeps_the_columns_of_both_tables(window, case, settings, qtbot):
    from tracker.ui.app import window_for

    window.show_tab("table")
    window.table.show_column("modified", True)
    window.timeline_page.table.show_column("sources", False)
    path = case.path
    window.close()
    with Store.open(path) as store:
        again = window_for(store, settings)
        again.show_tab("table")
        assert "modified" in shown(again.table)
        assert shown(again.timeline_page.table) == ["date", "type", "event", "concerns"]
        again.close()


# Many


class Many:
    """Results of so many made-up events, and how many pages were read of them."""

    def __init__(self, count):
        self.pages = 0
        ids = array("q", range(1, count + 1))
        self.results = Results("", ids, Rows(ids, self.read))

    def read(self, ids):
        self.pages += 1
        day = "2024-01-01"
        return [EventRow(n, f"Event {n}", "order", day, day, day, "", False, "", "", 1, 0, "", False) for n in ids]


def test_a_hundred_thousand_rows_make_no_widget_and_only_what_is_seen_is_asked_for(table, monkeypatch):
    before = len(table.findChildren(object))
    asked = set()
    cell = EventModel.cell
    monkeypatch.setattr(EventModel, "cell", lambda self, row, column: (asked.add(row), cell(self, row, column))[1])
    many = Many(100_000)
    table._on_results(many.results)
    table.grab()
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    table.grab()
    assert len(asked) < 60
    assert 99_999 in asked
    assert many.pages <= 3
    assert len(table.findChildren(object)) == before


def test_all_of_a_hundred_thousand_can_be_selected_and_found_again_without_reading_them(table):
    many = Many(100_000)
    table._on_results(many.results)
    table.selectAll()
    assert table.selected_rows() == list(range(100_000))
    table.grab()
    assert table.events.place(77_777) == 77_776
    assert table.events.place(0) == -1
    shorter = Many(99_999)
    table._on_results(shorter.results)
    assert table.selected_rows() == list(range(99_999))
    assert "Mark as noteworthy" in [action.text() for action in table.menu().actions()]
    assert many.pages + shorter.pages <= 4


def test_the_first_rows_shown_do_not_lose_what_was_chosen_among_all(table):
    many = Many(500)
    table._on_results(many.results)
    table.selectRow(3)
    table.selectionModel().select(
        table.events.index(400, 0),
        QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
    )
    table._on_first(Many(128).results)
    assert len(table.events.ids) == 128
    assert table.selected_ids() == [4]
    table._on_results(Many(450).results)
    assert table.selected_ids() == [4, 401]


def test_very_many_rows_are_copied_without_holding_the_window(table, session, qtbot):
    with session.store.edit("Log") as edit:
        edit.add_all([Event(title=f"Event {n}", type="order", date="2024-01-01") for n in range(1_200)])
    qtbot.waitUntil(lambda: len(table.events.ids) == 1_204)
    settle(qtbot, session)
    table.selectAll()
    with qtbot.waitSignal(session.message) as caught:
        table.copy()
    assert caught.args == ["1,204 rows copied.", "message"]
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 1_204
    assert lines[7].startswith("1 Jan 2024\tOrder\tEvent 7\t0")


# Looks


@pytest.mark.parametrize("name", ["light", "dark"])
def test_selected_rows_and_marks_are_painted_in_the_colours_of_the_theme(table, session, name):
    theme = themes.load(name)
    table.set_theme(theme)
    click(table, "Memorandum signed")
    image = table.viewport().grab().toImage()
    rect = table.visualRect(table.events.index(place(table, "Memorandum signed"), TYPE))
    assert image.pixelColor(rect.right() - 2, rect.top() + 3) == theme.selection
    assert image.pixelColor(rect.left() + 12, rect.center().y()) == theme.families["agreement"]
    concerns = table.visualRect(table.events.index(place(table, "Memorandum signed"), CONCERNS))
    # Beside the sign in the middle of the shape.
    assert image.pixelColor(concerns.left() + 9, concerns.center().y()) == theme.positions["opposes"]


def test_the_row_under_the_pointer_is_marked_and_no_longer_when_it_leaves(table):
    rect = table.visualRect(table.events.index(1, EVENT))
    QTest.mouseMove(table.viewport(), rect.center())
    table.entered.emit(table.events.index(1, EVENT))
    image = table.viewport().grab().toImage()
    assert image.pixelColor(rect.right() - 2, rect.top() + 3) == table.theme.hover
    QApplication.sendEvent(table, QEvent(QEvent.Type.Leave))
    assert table.hovered == -1
