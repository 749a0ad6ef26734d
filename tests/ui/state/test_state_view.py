"""The State of play page: what it shows of a day, and how one gets to the proofs."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from tracker.records import Citation, Event, Source, Status
from tracker.ui import theme as themes
from tracker.ui.state.state_view import StateView

NONE = Qt.KeyboardModifier.NoModifier
TOLD = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def filled(store):
    with store.edit("Example", "fixed") as edit:
        memo = edit.add(Event(title="Memorandum signed", type="memorandum of understanding", date="2025-04-07")).id
        suit = edit.add(Event(title="Groups <b>sue</b>", type="complaint", date="2025-03-07")).id
        edit.add(Event(title="Nothing known", type="order", date="2025-04-10"))
        first = edit.add(Status(event=memo, axis="in effect", value="fully", as_of="2025-04-07"))
        stayed = edit.add(
            Status(event=memo, axis="litigation", value="stayed", as_of="2025-11-21", note="In one case.")
        )
        edit.add(Status(event=memo, axis="in effect", value="partially", as_of="2025-11-21"))
        edit.add(Status(event=suit, axis="litigation", value="pending", as_of="2025-03"))
        source = edit.add(
            Source(kind="report", title="A <i>report</i>", publisher="Ledger", url="https://example.org/r")
        )
        edit.add(Citation(source=source.id, status=first.id))
        edit.add(Citation(source=source.id, status=stayed.id, exact="is stayed", anchor="no text kept"))
    return store


def search(session, qtbot, text):
    with qtbot.waitSignal(session.searched):
        session.search(text)
    qtbot.waitUntil(session.reader.is_idle)


@pytest.fixture
def view(session, qtbot):
    made = StateView(session, themes.load("light"))
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    search(session, qtbot, "")
    qtbot.waitUntil(lambda: bool(made.model.rows))
    return made


def on(view, qtbot, day, since=""):
    """Pick a day, and one to compare with, and wait for what stands there."""
    view.days._pick(day)
    view.days.compare_with(since)
    qtbot.waitUntil(lambda: view.model.state.day == day and view.session.reader.is_idle())


def shown(view):
    return [
        f"# {row.group} {row.count}" if row.policy is None else row.policy.title.partition(" ")[0]
        for row in view.model.rows
    ]


def told(view, title, column, role=TOLD):
    place = next(n for n, row in enumerate(view.model.rows) if row.policy is not None and row.policy.title == title)
    return view.model.data(view.model.index(place, column), role)


def click(view, row):
    place = view.table.visualRect(view.model.index(row, 0)).center()
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, NONE, place)


def test_it_begins_today_and_groups_policies_by_what_a_reader_asks(view):
    assert view.model.state.day == datetime.date.today().isoformat()
    assert shown(view) == [
        "# in effect, partially 1", "Memorandum", "# blocked by a court 1", "Memorandum", "# litigation pending 1",
        "Groups",
    ]  # fmt: skip
    assert view.summary.text().startswith("2 events have a status on ")


def test_another_day_shows_what_stood_then(view, qtbot):
    on(view, qtbot, "2025-04-10")
    assert shown(view) == ["# in effect, fully 1", "Memorandum", "# litigation pending 1", "Groups"]
    assert told(view, "Memorandum signed", 1) == (
        "In effect: Fully, since 7 April 2025. Source: A <i>report</i>, Ledger"
    )
    assert told(view, "Memorandum signed", 2) == "Litigation: nothing recorded"
    on(view, qtbot, "2025-03-10")
    assert told(view, "Groups <b>sue</b>", 2) == (
        "Litigation: Pending, since March 2025, perhaps after this day. No source is cited for this."
    )
    assert "Of these, 1 perhaps only from a later day." in view.summary.text()
    on(view, qtbot, "2025-02-28")
    assert shown(view) == []
    assert view.table.empty_text == "No status is recorded as of this day. The first is of 1 March 2025."
    assert view.grab().width() == 800


def test_buttons_go_from_change_to_change(view, qtbot):
    view.days.before.click()
    qtbot.waitUntil(lambda: view.model.state.day == "2025-11-21")
    assert "Changed since the day before: 1." in view.summary.text()
    view.days.before.click()
    qtbot.waitUntil(lambda: view.model.state.day == "2025-04-07")
    view.days.before.click()
    qtbot.waitUntil(lambda: view.model.state.day == "2025-03-01")
    assert not view.days.before.isEnabled()


def test_what_changed_since_another_day_is_said_and_seen(view, qtbot):
    on(view, qtbot, "2025-12-01", "2025-11-22")
    plain = view.table.rowHeight(1)
    assert "Changed since 22 November 2025: 0." in view.summary.text()
    on(view, qtbot, "2025-12-01", "2025-06-01")
    assert told(view, "Memorandum signed", 1).startswith(
        "In effect: Partly, since 21 November 2025; was fully on 1 June 2025."
    )
    assert "since 21 November 2025; new. In one case." in told(view, "Memorandum signed", 2)
    assert view.table.rowHeight(1) > plain, "what changed has a line of its own"
    assert view.table.rowHeight(0) < plain
    picture = view.table.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    on(view, qtbot, "2025-12-01", "2025-11-22")
    other = view.table.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    assert picture != other, "and not by colour alone"
    assert view.table.rowHeight(1) == plain, "and only while it is changed"


def test_it_follows_the_search_and_keeps_the_day(view, session, qtbot):
    on(view, qtbot, "2025-04-10")
    search(session, qtbot, "type:complaint")
    qtbot.waitUntil(lambda: shown(view) == ["# litigation pending 1", "Groups"])
    assert view.days.day == "2025-04-10"
    search(session, qtbot, "type:order")
    qtbot.waitUntil(lambda: shown(view) == [])
    assert view.table.empty_text == "No status is recorded for the events of this search."


def test_a_change_shows_at_once(view, session, qtbot):
    event = next(r.id for r in session.results.rows if r.title == "Nothing known")
    with session.store.edit("Add status") as edit:
        edit.add(Status(event=event, axis="lifecycle", value="proposed", as_of="2025-05-01"))
    qtbot.waitUntil(lambda: "# proposed or reported only 1" in shown(view))
    assert "2025-05-01" in view._days_known


def test_a_day_picked_before_the_first_answer_does_not_lose_the_days(session, qtbot):
    made = StateView(session, themes.load("light"))
    qtbot.addWidget(made)
    made.show()
    session.searched.connect(lambda _: made.days._pick("2025-04-10"))
    search(session, qtbot, "")
    qtbot.waitUntil(lambda: made.model.state.day == "2025-04-10")
    assert made._days_known == ("2025-03-01", "2025-04-07", "2025-11-21")
    assert not made._stale


def test_it_reads_only_while_it_is_looked_at(session, qtbot):
    hidden = StateView(session, themes.load("light"))
    qtbot.addWidget(hidden)
    search(session, qtbot, "")
    assert not hidden.model.rows
    hidden.show()
    qtbot.waitUntil(lambda: bool(hidden.model.rows))


def test_a_click_leads_to_the_event_and_to_what_proves_it(view, session, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(view.panel.acts, "open_source", lambda *asked: opened.append(asked))
    click(view, 1)
    assert session.store.get(Event, session.selection).title == "Memorandum signed"
    cards = view.panel.section.shown_cards()
    assert [card.plain_text().splitlines()[0] for card in cards] == ["In effect: partly", "Litigation: stayed"]
    assert "No source is cited for this." in cards[0].plain_text()
    said = cards[1].plain_text()
    assert "Since 21 November 2025\nIn one case.\nis stayed\nA <i>report</i> · Ledger" in said
    assert "example.org\u00a0↗" in said
    assert "not checked: no text kept" in said
    cards[1].content.open()
    ((source, citation),) = opened
    assert source == session.store.where(Source)[0].id
    assert session.store.get(Citation, citation).exact == "is stayed"
    assert cards[0].content.open is None


def test_the_keyboard_goes_past_headings_into_the_proofs_and_back(view, session, qtbot):
    view.activateWindow()
    view.table.setFocus()
    view.table.setCurrentIndex(view.model.index(1, 0))
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    assert view.table.currentIndex().row() == 3
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    assert view.chosen().title == "Groups <b>sue</b>"
    assert session.store.get(Event, session.selection).title == "Groups <b>sue</b>"
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    card = view.panel.section.shown_cards()[0]
    qtbot.waitUntil(card.hasFocus)
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert not view.panel.isVisible()
    assert view.table.hasFocus()


def test_the_policy_one_stands_on_stays_from_day_to_day(view, qtbot):
    click(view, 3)
    assert view.model.rows[3].group == "blocked by a court"
    on(view, qtbot, "2025-04-10")
    assert view.chosen().title == "Memorandum signed"
    assert "Since 7 April 2025" in view.panel.section.shown_cards()[0].plain_text()
    on(view, qtbot, "2025-11-21")
    assert view.table.currentIndex().row() == 3, "in its group again"
    on(view, qtbot, "2025-02-01")
    assert not view.panel.isVisible()


def test_an_event_selected_elsewhere_is_found_here(view, session):
    suit = next(row.policy.event for row in view.model.rows if row.policy is not None and "sue" in row.policy.title)
    session.select(suit)
    assert view.chosen().event == suit
    session.select(next(r.id for r in session.results.rows if r.title == "Nothing known"))
    assert view.table.selectionModel().selectedRows() == []


def test_copies_have_their_citations(view, session, qtbot):
    on(view, qtbot, "2025-12-01")
    clipboard = QGuiApplication.clipboard()
    markdown, table = view.copy_button.menu().actions()
    with qtbot.waitSignal(session.message):
        markdown.trigger()
    assert clipboard.text().startswith("# State of play on 1 December 2025\n\n## In effect, partially (1)")
    assert "](https://example.org/r), Ledger" in clipboard.text()
    with qtbot.waitSignal(session.message):
        table.trigger()
    assert clipboard.text().splitlines()[1].startswith("2025-12-01\t")
    view.table.setCurrentIndex(view.model.index(1, 0))
    QTest.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text().startswith("Memorandum signed (7 April 2025)\n")
    assert "Source: A <i>report</i>, Ledger <https://example.org/r>" in clipboard.text()


def test_the_menu_of_a_policy_opens_its_sources(view, monkeypatch):
    opened = []
    monkeypatch.setattr(view.panel.acts, "open_source", lambda *asked: opened.append(asked))
    view.table.setCurrentIndex(view.model.index(1, 0))
    actions = {action.text(): action for action in view.menu().actions() if action.text()}
    assert list(actions) == [
        "Show what proves it",
        "Open source: A <i>report</i>",
        "Narrow the search to “In effect, partially” on this day",
        "Copy with citations",
    ]
    actions["Open source: A <i>report</i>"].trigger()
    assert len(opened) == 1


def test_the_search_can_be_narrowed_to_a_heading(view, session, qtbot):
    on(view, qtbot, "2025-11-21")
    search(session, qtbot, "type:complaint OR type:memorandum")
    qtbot.waitUntil(lambda: session.results.text == session.search_text)
    view.table.setCurrentIndex(view.model.index(3, 0))
    with qtbot.waitSignal(session.searched):
        next(action for action in view.menu().actions() if "Narrow" in action.text()).trigger()
    assert session.search_text == (
        "(type:complaint OR type:memorandum) as-of:2025-11-21 litigation:restrained,enjoined,stayed,vacated"
    )
    assert [row.title for row in session.results.rows] == ["Memorandum signed"]


def test_tooltips_show_records_as_they_are(view):
    tip = told(view, "Groups <b>sue</b>", 0, Qt.ItemDataRole.ToolTipRole)
    assert tip == "<p>Groups &lt;b&gt;sue&lt;/b&gt; (7 March 2025)</p>"


def test_an_empty_tracker_says_what_to_do(session, store, qtbot):
    with store.edit("Delete") as edit:
        for status in store.where(Status):
            edit.remove(status)
    made = StateView(session, themes.load("dark"))
    qtbot.addWidget(made)
    made.show()
    search(session, qtbot, "")
    qtbot.waitUntil(lambda: "Add status" in made.table.empty_text)
    assert not made.days.isVisible()
    assert made.grab().width() > 0


def test_a_click_beside_the_rows_does_nothing(view):
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(5, view.table.height() - 45))
    click(view, 0)
    assert not view.panel.isVisible()


def test_of_a_large_group_the_first_are_shown_and_all_are_copied(view, session, qtbot, monkeypatch):
    monkeypatch.setattr("tracker.ui.state.state_view.MOST", 2)
    with session.store.edit("Add") as edit:
        for number in range(5):
            event = edit.add(Event(title=f"Suit {number}", type="complaint", date=f"2025-05-0{number + 1}")).id
            edit.add(Status(event=event, axis="litigation", value="pending", as_of=f"2025-05-0{number + 1}"))
    qtbot.waitUntil(lambda: view.model.state.total == 7 and session.reader.is_idle())
    on(view, qtbot, "2025-06-01", "2025-05-01")
    at = next(n for n, row in enumerate(view.model.rows) if row.group == "litigation pending")
    assert view.model.data(view.model.index(at, 0)) == "Litigation pending (6, the first 2 shown)"
    assert shown(view)[at:] == ["# litigation pending 6", "Groups", "Suit"]
    assert view.summary.text() == "7 events have a status on 1 June 2025. Changed since 1 May 2025: 4."
    with qtbot.waitSignal(session.message):
        view.copy_table()
    assert "Suit 4" in QGuiApplication.clipboard().text()
