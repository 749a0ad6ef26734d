"""As many rows of a kind as are needed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.rows_field import Row, RowsField


class WordRow(Row):
    """One word, which must not be 'bad'."""

    def __init__(self):
        super().__init__()
        self.word = PlainTextField(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.word)
        self.setFocusProxy(self.word)
        self.word.edited.connect(self.edited)
        self.word.submitted.connect(self.submitted)

    def is_empty(self):
        return not self.word.text()

    def fault(self):
        return "That is bad." if self.word.text() == "bad" else ""

    def draft(self):
        return self.word.text()

    def set_draft(self, draft):
        self.word.set_draft(draft)


@pytest.fixture
def field(qtbot):
    made = RowsField(WordRow)
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    made.activateWindow()
    made.rows[0].setFocus()
    qtbot.waitUntil(made.rows[0].word.hasFocus)
    return made


def words(field):
    return [row.word.text() for row in field.rows]


def test_there_is_always_one_empty_row(field, qtbot):
    assert words(field) == [""]
    qtbot.keyClicks(field.rows[0].word, "a")
    assert words(field) == ["a", ""]
    qtbot.keyClicks(field.rows[1].word, "b")
    assert words(field) == ["a", "b", ""]


def test_a_row_emptied_by_hand_makes_no_more_rows(field, qtbot):
    qtbot.keyClicks(field.rows[0].word, "a")
    qtbot.keyClick(field.rows[0].word, Qt.Key.Key_Backspace)
    qtbot.keyClicks(field.rows[0].word, "b")
    assert words(field) == ["b", ""]


def test_filled_rows_only_are_counted(field, qtbot):
    qtbot.keyClicks(field.rows[0].word, "a")
    assert [row.word.text() for row in field.filled()] == ["a"]
    assert field.draft() == ("a",)


def test_the_cross_is_there_for_filled_rows_only(field, qtbot):
    qtbot.keyClicks(field.rows[0].word, "a")
    assert [cross.isVisible() for cross in field.crosses] == [True, False]


@pytest.mark.parametrize(("gone", "left"), [(0, ["b", "c", ""]), (1, ["a", "c", ""]), (2, ["a", "b", ""])])
def test_a_cross_removes_its_own_row(field, qtbot, gone, left):
    field.set_draft(("a", "b", "c"))
    told = []
    field.edited.connect(lambda: told.append(1))
    qtbot.mouseClick(field.crosses[gone], Qt.MouseButton.LeftButton)
    assert words(field) == left
    assert told == [1]


def test_the_focus_goes_to_the_row_that_takes_the_place(field, qtbot):
    field.set_draft(("a", "b"))
    field.rows[0].setFocus()
    field._remove(field.rows[0])
    assert field.rows[0].isAncestorOf(QApplication.focusWidget())
    assert words(field) == ["b", ""]


def test_a_label_leads_to_the_first_row_whichever_that_is(field):
    field.set_draft(("a", "b"))
    field._remove(field.rows[0])
    field.setFocus()
    assert field.rows[0].word.hasFocus()


def test_more_rows_than_one_may_stand_there_from_the_start(qtbot):
    field = RowsField(WordRow, least=2)
    qtbot.addWidget(field)
    assert words(field) == ["", ""]
    field.rows[0].word.type_text("a")
    assert words(field) == ["a", ""]
    field.rows[1].word.type_text("b")
    assert words(field) == ["a", "b", ""]


def test_a_draft_replaces_what_stands_there(field):
    field.set_draft(("a", "b", "c"))
    field.set_draft(("d",))
    assert words(field) == ["d", ""]
    field.set_draft(())
    assert words(field) == [""]
    assert field.draft() == ()


def test_the_first_fault_is_told_and_gone_to(field):
    field.set_draft(("a", "bad", "bad"))
    assert field.fault() == "That is bad."
    field.focus_fault()
    assert field.rows[1].word.hasFocus()
    field.set_draft(("a",))
    assert field.fault() == ""
    field.focus_fault()
    assert field.rows[0].word.hasFocus()


def test_enter_in_any_row_is_handed_on(field, qtbot):
    field.set_draft(("a",))
    with qtbot.waitSignal(field.submitted):
        qtbot.keyClick(field.rows[1].word, Qt.Key.Key_Return)


def test_crosses_have_a_name(field):
    assert all(cross.accessibleName() == "Remove this row" for cross in field.crosses)


def test_tab_visits_rows_in_order_whenever_they_came(qtbot):
    window = QWidget()
    field, after = RowsField(WordRow, window), PlainTextField(window)
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addWidget(after)
    qtbot.addWidget(window)
    window.show()

    def visited():
        field.rows[0].setFocus()
        out = []
        while not out or out[-1] is not after:
            out.append(QApplication.focusWidget())
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            assert len(out) < 12
        return [widget for widget in out if widget not in field.crosses]

    field.rows[0].setFocus()
    qtbot.waitUntil(field.rows[0].word.hasFocus)
    qtbot.keyClicks(field.rows[0].word, "a")
    qtbot.keyClicks(field.rows[1].word, "b")
    assert visited() == [*(row.word for row in field.rows), after]
    field.set_draft(("one", "two", "three"))
    assert visited() == [*(row.word for row in field.rows), after]
    qtbot.mouseClick(field.crosses[0], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(field.rows[-1].word, "four")
    assert visited() == [*(row.word for row in field.rows), after]
