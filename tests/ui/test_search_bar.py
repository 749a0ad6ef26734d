"""The search box: typed like a person types."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tracker.records import Concern, Event, Stakeholder
from tracker.ui import theme as themes
from tracker.ui.search_bar import SearchBar
from tracker.ui.session import Session


@pytest.fixture
def session(store, qtbot):
    with store.edit("Log") as edit:
        event = edit.add(Event(title="Memorandum on addresses", type="memorandum of understanding", date="2025-04-07"))
        group = edit.add(Stakeholder(name="Public Citizen", kind="advocacy group"))
        edit.add(Concern(event=event.id, stakeholder=group.id, theme="privacy", position="opposes"))
        edit.add(Event(title="Complaint", type="complaint", date="2025-03-07"))
    made = Session(store)
    yield made
    made.close()


@pytest.fixture
def bar(session, qtbot):
    made = SearchBar(session, themes.load("light"))
    qtbot.addWidget(made)
    made.resize(600, 40)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.focus()
    qtbot.waitUntil(made.line.hasFocus)
    return made


def type_in(bar, qtbot, text):
    qtbot.keyClicks(bar.line, text)


def offered(bar):
    popup = bar.completions
    return [] if popup is None else [popup.model().index(n, 0).data() for n in range(popup.model().rowCount())]


def test_what_is_typed_is_searched_for_letter_by_letter(bar, session, qtbot):
    type_in(bar, qtbot, "memo")
    qtbot.waitUntil(lambda: session.results.text == "memo")
    assert [row.title for row in session.results.rows] == ["Memorandum on addresses"]


def test_escape_empties_the_box_and_the_search(bar, session, qtbot):
    type_in(bar, qtbot, "memo")
    qtbot.waitUntil(lambda: len(session.results.rows) == 1)
    qtbot.keyClick(bar.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(session.results.rows) == 2)
    assert bar.line.text() == ""


def test_a_search_made_elsewhere_is_shown_in_the_box(bar, session, qtbot):
    with qtbot.waitSignal(session.searched):
        session.search("type:complaint")
    assert bar.line.text() == "type:complaint"


def test_a_fault_is_underlined_where_it_is_and_said_in_words(bar, session, qtbot):
    with qtbot.waitSignal(session.search_failed) as caught:
        bar.line.setText("type:complaint before:20x5")
        qtbot.keyClick(bar.line, Qt.Key.Key_Return)
    error = caught.args[0]
    assert bar.line.text()[error.start : error.end] == "20x5"
    assert bar.line.accessibleDescription() == str(error)
    qtbot.waitUntil(bar._note.isVisible)
    assert bar._note.text() == str(error)


def test_a_mended_search_takes_the_fault_away(bar, session, qtbot):
    type_in(bar, qtbot, "before:x ")
    qtbot.waitUntil(lambda: bar._error is not None)
    for _ in range(len("x ")):
        qtbot.keyClick(bar.line, Qt.Key.Key_Backspace)
    type_in(bar, qtbot, "2025-04")
    qtbot.waitUntil(lambda: session.results.text == "before:2025-04")
    assert bar._error is None
    assert not bar._note.isVisible()


def test_a_half_typed_search_is_not_overwritten_when_another_view_changes_a_record(bar, session, store, qtbot):
    type_in(bar, qtbot, "before:never ")
    qtbot.waitUntil(lambda: bar._error is not None)
    with qtbot.waitSignal(session.searched), store.edit("Log") as edit:
        edit.add(Event(title="Another", type="order"))
    assert bar.line.text() == "before:never "


def test_field_names_are_offered_with_what_they_do(bar, qtbot):
    type_in(bar, qtbot, "conc")
    qtbot.waitUntil(lambda: bar.completions is not None)
    assert offered(bar)[0].startswith("concern:")


def test_values_offered_are_those_in_the_file_and_enter_puts_one_in(bar, session, qtbot):
    type_in(bar, qtbot, "stakeholder:pub")
    qtbot.waitUntil(lambda: offered(bar) == ["Public Citizen"])
    popup = bar.completions
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.results.text.strip() == 'stakeholder:"Public Citizen"')
    assert bar.line.text() == 'stakeholder:"Public Citizen" '
    assert len(session.results.rows) == 1


def test_marking_tokens_does_not_change_the_text_or_the_cursor(bar, qtbot):
    type_in(bar, qtbot, "concern:privacy OR -type:complaint words")
    bar.line.setCursorPosition(9)
    bar.line.mark((3, 5))
    assert bar.line.text() == "concern:privacy OR -type:complaint words"
    assert bar.line.cursorPosition() == 9


def test_undo_in_the_box_takes_back_typing(bar, qtbot):
    type_in(bar, qtbot, "abc")
    assert bar.line.isUndoAvailable()
    bar.line.undo()
    assert bar.line.text() != "abc"


def test_enter_means_what_is_typed_until_a_completion_is_chosen(bar, session, qtbot):
    type_in(bar, qtbot, "type")
    qtbot.waitUntil(lambda: bar.completions is not None)
    qtbot.keyClick(bar.completions, Qt.Key.Key_Return)
    assert bar.line.text() == "type"
    assert bar.completions is None
    type_in(bar, qtbot, ":complaint")
    # The values have not been read yet: what was offered before them is gone.
    assert bar.completions is None
    qtbot.keyClick(bar.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [row.title for row in session.results.rows] == ["Complaint"])
    assert bar.line.text() == "type:complaint"


def test_what_was_done_before_can_be_undone_from_the_box_where_nothing_was_typed(bar, qtbot):
    def claimed(key, modifiers):
        press = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
        press.ignore()
        QApplication.sendEvent(bar.line, press)
        return press.isAccepted()

    control = Qt.KeyboardModifier.ControlModifier
    assert not claimed(Qt.Key.Key_Z, control)
    type_in(bar, qtbot, "memo")
    assert claimed(Qt.Key.Key_Z, control)
    assert not claimed(Qt.Key.Key_E, control)
