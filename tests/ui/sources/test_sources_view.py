"""The table of sources: finding one, seeing what cites it, and what may be done with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest

from tracker.records import Citation, Concern, Event, LinkCheck, Source, Stakeholder
from tracker.ui import theme as themes
from tracker.ui.dialogs.links_dialog import LinksDialog
from tracker.ui.session import Session
from tracker.ui.sources.sources_view import SourcesView

NONE = Qt.KeyboardModifier.NoModifier
TITLES = ["Façade of privacy", "Letter to the Secretary", "Memorandum, Exhibit A", "memorandum, exhibit a"]


@pytest.fixture
def filled(store):
    with store.edit("Example", "fixed") as edit:
        one = edit.add(Event(title="Signed", type="order", date="2025-04-07"))
        two = edit.add(Event(title="Denied", type="order", date="2025-05-12"))
        facade = edit.add(
            Source(
                kind="article-newspaper",
                title="Façade of privacy",
                publisher="Tax Notes",
                issued="2025-04~",
                accessed="2025-11-20",
                url="https://example.org/a?b=1",
                text="kept",
                sha256="00",
            )
        )
        edit.add(Source(kind="report", title="Letter to the Secretary", issued="2024-03-01", url="javascript:alert(1)"))
        exhibit = edit.add(Source(kind="legal_case", title="Memorandum, Exhibit A", url="https://court.example/1"))
        copy = edit.add(Source(kind="legal_case", title="memorandum, exhibit a", url="https://court.example/2"))
        union = edit.add(Stakeholder(name="Union"))
        concern = edit.add(Concern(event=one.id, stakeholder=union.id, theme="privacy"))
        edit.add_all(
            [
                Citation(source=facade.id, event=one.id),
                Citation(source=facade.id, concern=concern.id),
                Citation(source=exhibit.id, event=one.id),
                Citation(source=copy.id, event=two.id),
            ]
        )
    return store


@pytest.fixture
def view(session, qtbot):
    made = SourcesView(session, themes.load("light"))
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    qtbot.waitUntil(lambda: len(made.sources.rows) == 4)
    return made


def titles(view):
    return [row.title for row in view.sources.rows]


def choose(view, title):
    where = view.table.visualRect(view.sources.index(titles(view).index(title), 0)).center()
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, NONE, where)


def actions(view):
    return {action.text(): action for action in view.menu().actions() if action.text()}


def cells(view, title):
    row = titles(view).index(title)
    return {name: view.sources.cell(row, place) for place, name in enumerate(view.sources.names)}


def test_each_source_says_what_it_is_what_cites_it_and_what_is_kept(view):
    found = cells(view, "Façade of privacy")
    assert {name: cell.text for name, cell in found.items()} == {
        "title": "Façade of privacy",
        "publisher": "Tax Notes",
        "kind": "News article",
        "issued": "~ Apr 2025",
        "events": "1",
        "concerns": "1",
        "kept": "✓ text, snapshot",
        "link": "",
        "accessed": "20 Nov 2025",
    }
    assert view.bar.count.text() == "4 sources"


def test_sources_that_nothing_cites_are_marked_in_words(view):
    assert cells(view, "Letter to the Secretary")["title"].note == "not cited"
    assert cells(view, "Façade of privacy")["title"].note == ""
    role = Qt.ItemDataRole.AccessibleTextRole
    assert view.sources.data(view.sources.index(1, 0), role) == "Letter to the Secretary, not cited"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("facade", TITLES[:1]),
        ("PRIVACY tax", TITLES[:1]),
        ("court doc", TITLES[2:]),
        ("court.example/2", TITLES[3:]),
        ("nothing like it", []),
    ],
)
def test_the_filter_takes_every_word_whatever_its_accents(view, typed, found):
    QTest.keyClicks(view.bar.filter, typed)
    assert titles(view) == found
    assert view.bar.count.text() == f"{len(found)} of 4"
    view.bar.filter.clear()
    assert titles(view) == TITLES


def test_a_filter_that_finds_nothing_says_so(view):
    view.bar.filter.setText("zzz")
    assert view.table.empty_text == "No source has these words."


def test_the_selected_source_stays_selected_while_filtering_and_sorting(view):
    choose(view, "Memorandum, Exhibit A")
    view.bar.filter.setText("memorandum")
    assert view.selected().title == "Memorandum, Exhibit A"
    view.table.horizontalHeader().setSortIndicator(view.sources.place("events"), Qt.SortOrder.DescendingOrder)
    assert view.selected().title == "Memorandum, Exhibit A"


def test_a_click_on_a_heading_sorts_with_what_is_not_known_last(view):
    header = view.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(view.sources.place("issued")) + 8, 8)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NONE, at)
    assert titles(view)[:2] == ["Letter to the Secretary", "Façade of privacy"]
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NONE, at)
    assert titles(view)[:2] == ["Façade of privacy", "Letter to the Secretary"]


def test_its_events_are_searched_for_and_brought_to_the_front(view, session, qtbot):
    choose(view, "Façade of privacy")
    with qtbot.waitSignals([session.searched, view.events_asked_for]):
        actions(view)["Show events citing this"].trigger()
    assert session.search_text == 'source:"Façade of privacy"'
    assert [row.title for row in session.results.rows] == ["Signed"]


def test_of_two_with_the_same_title_the_link_says_which(view, session, qtbot):
    choose(view, "memorandum, exhibit a")
    with qtbot.waitSignal(session.searched):
        view.show_events()
    assert [row.title for row in session.results.rows] == ["Denied"]


def test_a_source_that_nothing_cites_has_no_events_to_show(view):
    choose(view, "Letter to the Secretary")
    assert not actions(view)["Show events citing this"].isEnabled()


def test_a_link_opens_after_its_host_was_shown(view, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    choose(view, "Façade of privacy")
    actions(view)["Open link at example.org"].trigger()
    assert opened == ["https://example.org/a?b=1"]
    choose(view, "Letter to the Secretary")
    assert not actions(view)["Open link"].isEnabled()
    view.open_link()
    assert len(opened) == 1


def test_a_cited_source_is_not_deleted_and_the_message_says_why(view, session, qtbot):
    choose(view, "Façade of privacy")
    with qtbot.waitSignal(session.message) as said:
        QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert said.args[1] == "error"
    assert "2 citations" in said.args[0]
    assert len(session.store.where(Source)) == 4


def test_a_source_that_nothing_cites_is_deleted_and_undo_brings_it_back(view, session, qtbot):
    choose(view, "Letter to the Secretary")
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(view.sources.rows) == 3)
    session.undo()
    qtbot.waitUntil(lambda: titles(view) == TITLES)


def test_enter_reads_the_selected_source(view, session, qtbot):
    choose(view, "Memorandum, Exhibit A")
    with qtbot.waitSignal(session.source_asked) as asked:
        QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert asked.args == [view.selected().id, 0]


def test_what_is_known_of_a_source_is_edited_from_its_menu(view, monkeypatch):
    opened = []
    monkeypatch.setattr(
        "tracker.ui.dialogs.source_dialog.SourceDialog",
        lambda session, theme, source, parent: opened.append(source) or _Shown(),
    )
    choose(view, "Memorandum, Exhibit A")
    actions(view)["Edit details…"].trigger()
    assert opened == [view.selected().id]


class _Shown:
    def open(self):
        """As a dialog has it."""


def test_what_it_holds_is_read_only_when_it_is_looked_at(session, qtbot):
    hidden = SourcesView(session, themes.load("light"))
    qtbot.addWidget(hidden)
    qtbot.waitUntil(session.reader.is_idle)
    assert hidden.sources.rows == []
    hidden.show()
    qtbot.waitUntil(lambda: len(hidden.sources.rows) == 4)


def test_an_empty_tracker_teaches_the_next_step(tmp_path, blank, qtbot):
    from tracker.store import Store

    with Store.open(blank, read_only=True) as store:
        session = Session(store)
        view = SourcesView(session, themes.load("dark"))
        qtbot.addWidget(view)
        view.show()
        qtbot.waitUntil(lambda: "Ctrl+Shift+S" in view.table.empty_text)
        assert view.grab().width() == view.width()
        session.reader.stop()


@pytest.mark.parametrize("width", [640, 1000, 1600])
def test_columns_fill_the_width_and_the_title_has_room(view, width):
    view.resize(width, 400)
    header = view.table.horizontalHeader()
    shown = [n for n in range(len(view.sources.columns)) if not view.table.isColumnHidden(n)]
    assert view.table.columnWidth(0) >= 160
    if width >= 1000:
        assert len(shown) == len(view.sources.columns)
        assert header.length() == view.table.viewport().width()


def test_the_copy_key_and_the_menu_copy_a_source_as_others_cite_it(view, session):
    view.table.selectRow(0)
    QTest.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    said = QGuiApplication.clipboard().text()
    assert said.startswith("“Façade of privacy,” Tax Notes, about April 2025, https://example.org/a?b=1")
    QGuiApplication.clipboard().clear()
    next(a for a in view.menu().actions() if a.text() == "Copy as citation").trigger()
    assert QGuiApplication.clipboard().text() == said


# --- Links --------------------------------------------------------------------------------------------------


def checked(store, *states):
    """Note of each source in turn how its link stands ('' for not at all)."""
    with store.edit("Check links") as edit:
        for source, state in zip(store.where(Source), states, strict=False):
            if state:
                edit.add(LinkCheck(source=source.id, state=state, at="2026-01-05T12:00:00.000Z", note="So it says."))


def test_a_source_says_how_its_link_stood_and_when_with_a_sign(view, store, qtbot):
    checked(store, "reached", "", "dead")
    qtbot.waitUntil(lambda: any(row.link for row in view.sources.rows))
    good, bad = cells(view, "Façade of privacy")["link"], cells(view, "Memorandum, Exhibit A")["link"]
    assert (good.text, good.note, good.warn) == ("✓ Reached", "5 Jan 2026", False)
    assert (bad.text, bad.warn) == ("✗ Dead", True)
    assert cells(view, "Letter to the Secretary")["link"].text == ""


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        ("dead", [2]), ("moved", [3]), ("unchecked", [1]), ("unarchived", [1, 2, 3]), ("no text", [1, 2, 3]),
        ("uncited", [1]), ("not reached", []), ("", [0, 1, 2, 3]),
    ],
)  # fmt: skip
def test_only_the_sources_of_one_kind_are_shown(view, store, qtbot, shown, wanted):
    checked(store, "reached", "", "dead", "moved")
    qtbot.waitUntil(lambda: any(row.link for row in view.sources.rows))
    view.bar.shown.set_value(shown)
    assert sorted(titles(view)) == sorted(TITLES[n] for n in wanted)
    said = f"{len(wanted)} of 4" if shown else "4 sources"
    assert view.bar.count.text() == said


def test_those_with_the_worst_links_come_first(view, store, qtbot):
    checked(store, "reached", "", "dead", "moved")
    qtbot.waitUntil(lambda: any(row.link for row in view.sources.rows))
    view.table.horizontalHeader().setSortIndicator(view.sources.place("link"), Qt.SortOrder.AscendingOrder)
    assert [row.link for row in view.sources.rows] == ["dead", "moved", "reached", ""]


def links_dialog(view, qtbot):
    def shown():
        return [dialog for dialog in view.findChildren(LinksDialog) if dialog.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    return shown()[0]


def test_who_checks_links_sees_first_how_many_of_which_hosts(view, qtbot):
    asked = []
    view.links_asked_for.connect(asked.append)
    QTest.mouseClick(view.check_button, Qt.MouseButton.LeftButton)
    dialog = links_dialog(view, qtbot)
    assert dialog.summary.text() == "3 addresses of 2 hosts will be asked."
    assert [dialog.hosts.item(n).text() for n in range(2)] == ["court.example (2)", "example.org"]
    dialog.reject()
    assert asked == []
    view.bar.filter.setText("exhibit")
    view.check_shown()
    links_dialog(view, qtbot).accept()
    assert [[a.url for a in each] for each in asked] == [["https://court.example/1", "https://court.example/2"]]


def test_with_no_address_there_is_nothing_to_ask(view, qtbot):
    view.bar.filter.setText("letter")
    view.check_shown()
    dialog = links_dialog(view, qtbot)
    assert dialog.summary.text() == "There is nothing to ask."
    assert not dialog.ask_button.isEnabled()
    dialog.reject()


def test_the_address_that_archives_a_page_is_copied_and_nothing_is_asked(view):
    choose(view, "Memorandum, Exhibit A")
    actions(view)["Copy the address that archives it"].trigger()
    assert QGuiApplication.clipboard().text() == "https://web.archive.org/save/https://court.example/1"
    choose(view, "Letter to the Secretary")
    assert not actions(view)["Copy the address that archives it"].isEnabled()


def test_in_a_narrow_page_it_can_still_be_read_what_the_filter_is_for(view):
    view.resize(420, 300)
    words = view.bar.filter.fontMetrics().horizontalAdvance(view.bar.filter.placeholderText())
    assert view.bar.filter.width() > words
