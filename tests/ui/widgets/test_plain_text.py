"""A text field gives back exactly what it was given, and says when the person has changed it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from tracker.ui.widgets.plain_text import PlainTextField, read, write

HOSTILE = (
    "two\r\nlines",
    "old mac\rline",
    "para\u2029graph",
    "line\u2028separator",
    "no\u00a0break, thin\u202fspace",
    "\ufdd0\ufdd1 noncharacters \ufffe\uffff",
    "\ufeffbyte order mark",
    "\ufffeswapped byte order mark\n\ufffe",
    "\x01\x02\x0b\x0c\x1b\x7f\x85 controls",
    "tab\tand trailing space ",
    "\n\nblank lines\n\n",
    "\u202eright to left\u202c and עברית",
    "👩‍👩‍👧‍👦 family, 𝔘nicode, e\u0301",
    "\ufffc object",
    "<b>not</b> &amp; markup",
)
# What a person can type or paste: anything but NUL's kin that no text has, lone surrogates.
TEXTS = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from("\r\n\u2028\u2029\xa0\ufdd0\ufeff\ufffe")
    )
)


@pytest.fixture
def field(qtbot):
    made = PlainTextField(one_line=False)
    qtbot.addWidget(made)
    made.resize(200, 60)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


@pytest.fixture
def line(qtbot):
    made = PlainTextField(flat=True)
    qtbot.addWidget(made)
    made.resize(200, 30)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


@pytest.fixture
def committed(line):
    texts = []
    line.committed.connect(texts.append)
    return texts


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_comes_back_as_it_was_given(field, text):
    field.set_text(text)
    assert field.text() == text
    assert not field.is_changed()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_edited_in_one_place_keeps_every_other_character(field, qtbot, text):
    field.set_text(text)
    qtbot.keyClick(field, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, "!")
    assert field.is_changed()
    assert field.text() == text + "!"


# The clipboard itself takes byte order marks off.
@pytest.mark.parametrize("text", [text for text in HOSTILE if text[0] not in "\ufeff\ufffe"])
def test_a_pasted_text_is_kept_as_it_is(field, text):
    data = QMimeData()
    data.setText(text)
    field.insertFromMimeData(data)
    assert field.text() == text


@given(text=TEXTS)
@settings(max_examples=150)
def test_any_text_goes_through_a_document_unchanged(qapp, text):
    document = QTextDocument()
    write(QTextCursor(document), text)
    assert read(document) == text


@given(text=TEXTS, more=TEXTS)
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_text_given_before_leaves_no_trace_in_text_given_after(field, text, more):
    field.set_text(text)
    field.type_text(more)
    assert field.text() == more
    field.set_text(text)
    assert field.text() == text


def test_enter_after_a_foreign_line_end_makes_a_line_end_of_ours(field, qtbot):
    field.set_text("a\r\nb")
    qtbot.keyClick(field, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "c")
    assert field.text() == "a\r\nb\nc"


def test_what_is_copied_keeps_its_no_break_spaces(field, qtbot):
    field.set_text("a\u00a0b\nc")
    field.selectAll()
    field.copy()
    assert QGuiApplication.clipboard().text() == "a\u00a0b\nc"


def test_setting_a_text_is_no_change_by_the_person(field):
    told = []
    field.edited.connect(lambda: told.append(1))
    field.set_text("quiet")
    assert told == []
    assert not field.document().isUndoAvailable()


def test_enter_in_one_line_commits_and_makes_no_line(line, committed, qtbot):
    line.set_text("old")
    qtbot.keyClick(line, Qt.Key.Key_End)
    with qtbot.waitSignal(line.submitted):
        qtbot.keyClicks(line, "er")
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert committed == ["older"]
    assert line.text() == "older"


def test_a_title_of_two_lines_stays_one_of_two_lines(line, committed, qtbot):
    line.set_text("first\nsecond")
    qtbot.keyClick(line, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(line, "the ")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert committed == ["the first\nsecond"]


def test_leaving_a_changed_field_commits_it(line, committed, qtbot):
    line.set_text("old")
    qtbot.keyClicks(line, "x")
    line.clearFocus()
    assert committed == ["xold"]


def test_leaving_an_unchanged_field_commits_nothing(line, committed):
    line.set_text("old")
    line.clearFocus()
    assert committed == []


def test_typing_and_taking_it_back_by_hand_commits_nothing(line, committed, qtbot):
    line.set_text("old")
    qtbot.keyClicks(line, "x")
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    line.clearFocus()
    assert committed == []
    assert not line.is_changed()


def test_escape_puts_the_old_text_back(line, committed, qtbot):
    line.set_text("old")
    qtbot.keyClicks(line, "much ")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "old"
    line.clearFocus()
    assert committed == []


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_committed_is_what_was_typed(line, committed, text):
    line.type_text(text)
    line.commit()
    assert committed == [text]


def test_control_enter_commits_a_field_of_many_lines(field, qtbot):
    texts = []
    field.committed.connect(texts.append)
    qtbot.keyClicks(field, "one")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "two")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert texts == ["one\ntwo"]


def test_tab_goes_on_and_is_never_typed(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    first, second = PlainTextField(window), PlainTextField(window)
    layout = QVBoxLayout(window)
    layout.addWidget(first)
    layout.addWidget(second)
    window.show()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClicks(first, "a")
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert first.text() == "a"


@pytest.fixture
def window_with_undo(qtbot):
    """A window whose own Ctrl+Z counts, with one field in it."""
    window = QMainWindow()
    qtbot.addWidget(window)
    field = PlainTextField(window)
    window.setCentralWidget(field)
    undone = []
    action = QAction("Undo", window)
    action.setShortcut(QKeySequence("Ctrl+Z"))
    action.triggered.connect(lambda: undone.append(1))
    window.addAction(action)
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    yield field, undone
    window.close()


def test_undo_takes_back_typing_first(window_with_undo, qtbot):
    field, undone = window_with_undo
    field.set_text("kept")
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "kept"
    assert undone == []


def test_undo_is_the_windows_when_nothing_was_typed(window_with_undo, qtbot):
    field, undone = window_with_undo
    field.set_text("kept")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [1]
    assert field.text() == "kept"


def test_a_field_grows_with_its_text_and_scrolls_beyond_its_most(qtbot):
    field = PlainTextField(most_lines=4)
    qtbot.addWidget(field)
    field.resize(160, 30)
    field.show()
    one = field.height()
    field.set_text("word " * 12)
    some = field.height()
    assert some > one
    assert field.verticalScrollBar().maximum() == 0
    field.set_text("word " * 400)
    assert field.height() >= some
    assert field.height() < 6 * one
    assert field.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded
    field.set_text("")
    assert field.height() == one


def test_a_word_without_end_wraps_instead_of_being_cut(qtbot):
    field = PlainTextField(most_lines=8)
    qtbot.addWidget(field)
    field.resize(120, 30)
    field.show()
    one = field.height()
    field.set_text("x" * 60)
    assert field.height() > one


def test_a_read_only_field_takes_no_enter(qtbot):
    field = PlainTextField(one_line=False)
    qtbot.addWidget(field)
    field.set_text("kept")
    field.setReadOnly(True)
    field.show()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "x")
    assert field.text() == "kept"


def test_a_fault_is_marked_and_unmarked(line):
    line.set_fault(True)
    assert line.property("fault") is True
    line.set_fault(False)
    assert line.property("fault") is False


def test_half_a_character_is_told_to_whoever_reads_the_field(field):
    field.type_text("a👩b👩")
    cursor = field.textCursor()
    cursor.setPosition(1)
    cursor.setPosition(2, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    assert field.text() == "a\udc69b👩"


def test_a_field_come_to_by_tab_is_typed_over_and_left_unselected(qtbot):
    window = QWidget()
    fields = [PlainTextField(window), PlainTextField(window)]
    layout = QVBoxLayout(window)
    for made in fields:
        made.set_text("as it was")
        layout.addWidget(made)
    qtbot.addWidget(window)
    window.show()
    fields[0].setFocus()
    qtbot.waitUntil(fields[0].hasFocus)
    qtbot.keyClicks(fields[0], "x")
    qtbot.keyClick(fields[0], Qt.Key.Key_Tab)
    qtbot.keyClicks(fields[1], "anew")
    qtbot.keyClick(fields[1], Qt.Key.Key_Backtab)
    assert fields[0].textCursor().selectedText() == "xas it was"
    qtbot.keyClick(fields[0], Qt.Key.Key_Tab)
    assert not fields[0].textCursor().hasSelection()
    assert [made.text() for made in fields] == ["xas it was", "anew"]


def test_what_looks_like_text_is_not_typed_over(qtbot):
    window = QWidget()
    fields = [PlainTextField(window), PlainTextField(window, flat=True), PlainTextField(window, one_line=False)]
    layout = QVBoxLayout(window)
    for made in fields:
        made.set_text("as it was")
        layout.addWidget(made)
    qtbot.addWidget(window)
    window.show()
    fields[0].setFocus()
    qtbot.waitUntil(fields[0].hasFocus)
    for made in fields[1:]:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert made.hasFocus()
        qtbot.keyClicks(made, "x")
    assert [made.text() for made in fields] == ["as it was", "xas it was", "xas it was"]


def test_alt_and_a_digit_type_nothing(line, qtbot):
    line.set_text("7 April 2025")
    QApplication.sendEvent(line, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier, "1"))
    assert line.text() == "7 April 2025"
