"""A very long text is kept as it was pasted, out of the field in which it would be edited."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tracker.ui.mime import mime_data
from tracker.ui.widgets.whole_text_field import HELD_FROM, WholeTextField

Key = Qt.Key
LONG = "One\u00a0line \u2028 of \U0001f5ce\r\nmany. " * (HELD_FROM // 20)


@pytest.fixture
def field(qtbot):
    made = WholeTextField(most_lines=8, empty="Paste here")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


def paste(field, text):
    data = mime_data()
    data.setText(text)
    field.insertFromMimeData(data)


def test_a_very_long_text_is_held_as_it_was_pasted(field, qtbot):
    with qtbot.waitSignal(field.edited):
        paste(field, LONG)
    assert field.text() == LONG
    assert field.length() == len(LONG)
    assert field.is_changed()
    assert field.document().isEmpty()
    assert f"{len(LONG):,} characters" in field.placeholderText()
    assert field.accessibleDescription() == field.placeholderText()


def test_a_held_text_stays_until_backspace_lets_it_go(field, qtbot):
    paste(field, LONG)
    QTest.keyClicks(field, "abc")
    paste(field, "another")
    assert field.text() == LONG
    assert field.document().isEmpty()
    with qtbot.waitSignal(field.edited):
        QTest.keyClick(field, Key.Key_Backspace)
    assert (field.text(), field.placeholderText()) == ("", "Paste here")
    QTest.keyClicks(field, "abc")
    assert field.text() == "abc"


def test_what_is_typed_is_not_lost_by_pasting_a_very_long_text(field):
    QTest.keyClicks(field, "abc")
    paste(field, LONG)
    assert field.text() == "abc" + LONG


def test_a_very_long_text_takes_the_place_of_all_that_is_selected(field):
    QTest.keyClicks(field, "abc")
    field.selectAll()
    paste(field, LONG)
    assert field.text() == LONG
    assert field.document().isEmpty()


def test_a_shorter_text_is_edited_as_ever(field):
    short = LONG[: HELD_FROM - 10]
    paste(field, short)
    assert field.text() == short
    assert not field.document().isEmpty()


def test_a_held_text_is_a_draft_that_comes_back(field, qtbot):
    paste(field, LONG)
    draft = field.draft()
    field.set_draft("")
    assert field.text() == ""
    field.set_draft(draft)
    assert field.text() == LONG
    assert field.document().isEmpty()


def test_the_key_of_pasting_holds_it_too(field, qtbot):
    QGuiApplication.clipboard().setText(LONG)
    QTest.keyClick(field, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == LONG


def test_a_field_for_a_whole_text_has_room_for_some_lines_of_it(field):
    assert field.height() >= 4 * field.fontMetrics().lineSpacing()
