"""A field that offers what is known while one types."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.ui.widgets.completing import Choice, CompletingField
from tracker.ui.widgets.plain_text import PlainTextField

CHOICES = (
    Choice("order", "Court", "order"),
    Choice("executive order", "Executive", "executive order"),
    Choice("Université", "Press", 7, "college"),
    Choice("Twin", "first", 1),
    Choice("Twin", "second", 2),
)


def shown(qtbot, field):
    qtbot.addWidget(field)
    field.resize(300, 30)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return field


@pytest.fixture
def field(qtbot):
    return shown(qtbot, CompletingField(lambda: CHOICES))


@pytest.fixture
def eager(qtbot):
    return shown(qtbot, CompletingField(lambda: CHOICES, eager=True))


def texts(field):
    return [choice.text for choice in field.listed()]


def test_what_begins_with_the_typed_letters_comes_first(field, qtbot):
    qtbot.keyClicks(field, "ord")
    assert texts(field) == ["order", "executive order"]


def test_accents_and_case_do_not_matter(field, qtbot):
    qtbot.keyClicks(field, "UNIVERSITE")
    assert texts(field) == ["Université"]


def test_other_names_find_it_too(field, qtbot):
    qtbot.keyClicks(field, "coll")
    assert texts(field) == ["Université"]


def test_all_words_must_be_there(field, qtbot):
    qtbot.keyClicks(field, "ord exec")
    assert texts(field) == ["executive order"]


def test_nothing_is_offered_where_nothing_fits(field, qtbot):
    qtbot.keyClicks(field, "zzz")
    assert texts(field) == []


def test_down_and_enter_take_a_choice(field, qtbot):
    taken = []
    field.chosen.connect(taken.append)
    qtbot.keyClicks(field, "ord")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "executive order"
    assert field.value() == "executive order"
    assert [choice.value for choice in taken] == ["executive order"]
    assert texts(field) == []


def test_up_goes_to_the_last(field, qtbot):
    qtbot.keyClicks(field, "ord")
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "executive order"


def test_what_is_typed_stands_unless_a_choice_is_picked(field, qtbot):
    qtbot.keyClicks(field, "ord")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "ord"
    assert field.value() is None


def test_an_eager_field_takes_the_best_choice_with_enter(eager, qtbot):
    qtbot.keyClicks(eager, "exe")
    qtbot.keyClick(eager, Qt.Key.Key_Return)
    assert eager.text() == "executive order"


def test_an_eager_field_does_not_replace_a_word_within(eager, qtbot):
    qtbot.keyClicks(eager, "niver")
    qtbot.keyClick(eager, Qt.Key.Key_Return)
    assert eager.text() == "niver"


def test_down_in_an_empty_field_offers_everything(field, qtbot):
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert len(texts(field)) == len(CHOICES)


def test_tab_takes_the_choice_on_its_way(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    first, second = CompletingField(lambda: CHOICES, window, eager=True), PlainTextField(window)
    layout.addWidget(first)
    layout.addWidget(second)
    window.show()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClicks(first, "exe")
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert first.value() == "executive order"
    assert first.listed() == []


def test_escape_closes_the_list_and_only_that(field, qtbot):
    qtbot.keyClicks(field, "ord")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert texts(field) == []
    assert field.text() == "ord"


def test_the_mouse_takes_a_choice(field, qtbot):
    qtbot.keyClicks(field, "ord")
    popup = field._popup
    where = popup.visualRect(popup.model().index(1, 0)).center()
    qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert field.value() == "executive order"
    assert field.hasFocus()


def test_two_of_one_name_are_told_apart_by_which_was_picked(field, qtbot):
    qtbot.keyClicks(field, "Twin")
    assert field.value() is None
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == 2
    qtbot.keyClicks(field, "s")
    assert field.value() is None


def test_a_known_text_given_by_the_program_has_its_value(field):
    field.set_text("Université")
    assert field.value() == 7
    assert texts(field) == []


def test_a_choice_of_several_lines_is_filled_in_whole(qtbot):
    field = shown(qtbot, CompletingField(lambda: [Choice("two\nlines\u00a0here", "", 1)]))
    qtbot.keyClicks(field, "two")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "two\nlines\u00a0here"
    assert field.value() == 1


def test_choices_are_asked_for_once_until_they_are_forgotten(qtbot):
    asked = []

    def choices():
        asked.append(1)
        return CHOICES[: len(asked)]

    field = shown(qtbot, CompletingField(choices))
    qtbot.keyClicks(field, "or")
    assert texts(field) == ["order"]
    field.forget_choices()
    qtbot.keyClicks(field, "d")
    assert texts(field) == ["order", "executive order"]
    assert len(asked) == 2


def test_the_list_goes_with_the_focus(field, qtbot):
    qtbot.keyClicks(field, "ord")
    assert texts(field)
    field.clearFocus()
    assert texts(field) == []


def test_the_choice_gone_to_is_told_to_screen_readers(field, qtbot):
    qtbot.keyClicks(field, "ord")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.accessibleDescription() == "order"
