"""Quoted words are looked up in the kept text of their source, while they are typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tracker.operations.quoting import anchor_quote
from tracker.records import Source
from tracker.ui.widgets.quote_field import QuoteField

TEXT = "The IRS may share. Officials said the IRS may share data.\nIt is narrow.\u00a0Very narrow. The IRS may share."
SOURCE = Source(id=7, kind="webpage", title="Story", text=TEXT)
BARE = Source(id=8, kind="webpage", title="Bare")


@pytest.fixture
def field(qtbot):
    made = QuoteField()
    qtbot.addWidget(made)
    made.resize(500, 200)
    made.show()
    return made


def type_(qtbot, field, text):
    qtbot.keyClicks(field.words, text)


def test_nothing_is_said_of_no_quote(field):
    field.set_source(SOURCE)
    assert not field.state.isVisible()
    assert field.fault() == ""


def test_words_found_once_are_sound(field, qtbot):
    field.set_source(SOURCE)
    type_(qtbot, field, "Officials said")
    assert field.state.text() == "Found once ✓"
    assert field.fault() == ""
    assert field.start() == -1


def test_words_not_there_are_told_while_typed(field, qtbot):
    field.set_source(SOURCE)
    type_(qtbot, field, "Officials denied")
    assert "Not found" in field.state.text()
    assert field.state.property("look") == "warning"
    assert "not in the text" in field.fault()


def test_a_no_break_space_is_not_a_space(field, qtbot):
    field.set_source(SOURCE)
    type_(qtbot, field, "narrow. Very")
    assert field.fault() != ""
    field.words.type_text("narrow.\u00a0Very")
    assert field.fault() == ""


def test_without_a_kept_text_nothing_is_checked(field, qtbot):
    field.set_source(BARE)
    type_(qtbot, field, "anything")
    assert "Not checked" in field.state.text()
    assert field.fault() == ""


def test_without_a_source_a_quote_belongs_to_nothing(field, qtbot):
    type_(qtbot, field, "anything")
    assert "no source" in field.state.text()
    assert "which source" in field.fault()


def test_words_in_several_places_ask_which_is_meant(field, qtbot):
    field.set_source(SOURCE)
    type_(qtbot, field, "IRS may share")
    assert "3 times" in field.state.text()
    assert sum(button.isVisible() for button in field.choices) == 3
    assert field.fault() != ""


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_place_chosen_is_the_one_anchored(field, qtbot, number):
    field.set_source(SOURCE)
    type_(qtbot, field, "IRS may share")
    qtbot.mouseClick(field.choices[number], Qt.MouseButton.LeftButton)
    assert field.fault() == ""
    anchor = anchor_quote(SOURCE, field.quote(), start=field.start())
    starts = [n for n in range(len(TEXT)) if TEXT.startswith("IRS may share", n)]
    assert anchor.start == starts[number]


def test_words_that_are_everywhere_ask_for_more(field, qtbot):
    field.set_source(SOURCE)
    type_(qtbot, field, "a")
    assert "quote more" in field.state.text()
    assert not any(button.isVisible() for button in field.choices)
    assert field.fault() != ""


def test_typing_on_forgets_the_place(field, qtbot):
    field.set_source(SOURCE)
    type_(qtbot, field, "IRS may share")
    qtbot.mouseClick(field.choices[1], Qt.MouseButton.LeftButton)
    qtbot.keyClick(field.words, Qt.Key.Key_Backspace)
    assert field.start() == -1
    assert field.fault() != ""


def test_another_source_is_looked_through_at_once(field, qtbot):
    field.set_source(BARE)
    type_(qtbot, field, "Officials said")
    field.set_source(SOURCE)
    assert field.state.text() == "Found once ✓"


def test_a_quote_that_was_kept_before_stays_even_if_it_is_gone(field):
    field.set_source(SOURCE)
    field.set_quote("words since removed")
    assert "Not found" in field.state.text()
    assert field.fault() == ""


def test_a_quote_that_was_kept_is_not_let_go_of_with_its_source(field):
    field.set_source(SOURCE)
    field.set_quote("Officials said")
    field.set_source(None)
    assert "which source" in field.fault()


def test_what_was_found_is_told_to_screen_readers(field, qtbot):
    field.setAccessibleName("Quote")
    field.set_source(SOURCE)
    type_(qtbot, field, "Officials said")
    assert field.words.accessibleName() == "Quote"
    assert field.words.accessibleDescription() == "Found once ✓"


def test_a_draft_brings_back_words_and_place(field, qtbot):
    field.set_source(SOURCE)
    type_(qtbot, field, "IRS may share")
    qtbot.mouseClick(field.choices[2], Qt.MouseButton.LeftButton)
    other = QuoteField()
    qtbot.addWidget(other)
    other.set_source(SOURCE)
    other.set_draft(field.draft())
    assert (other.quote(), other.start()) == (field.quote(), field.start())
