"""A date as people type it: its reading is shown, and what is ambiguous is asked about, never guessed."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.ui.widgets.date_field import DateField, date_words, short_date


@pytest.fixture(autouse=True)
def day_first(qapp):
    """Dates are worded for a country that puts the day first."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def shown(qtbot, **options):
    made = DateField(today=lambda: datetime.date(2025, 11, 23), **options)
    qtbot.addWidget(made)
    made.resize(320, 80)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.line.hasFocus)
    return made


@pytest.fixture
def field(qtbot):
    return shown(qtbot, undated="No date yet.")


def type_(qtbot, field, text):
    qtbot.keyClicks(field.line, text)


@pytest.mark.parametrize(
    ("typed", "edtf", "said"),
    [
        ("7 April 2025", "2025-04-07", "7 April 2025 (day)"),
        ("2025-04-07", "2025-04-07", "7 April 2025 (day)"),
        ("April 2025", "2025-04", "April 2025 (month)"),
        ("about May 2025", "2025-05~", "about May 2025 (month)"),
        ("2025", "2025", "2025 (year)"),
        ("spring 2025", "2025-21", "spring 2025 (season)"),
        ("2025-04/2025-06", "2025-04/2025-06", "April to June 2025 (from – to)"),
        ("yesterday", "2025-11-22", "22 November 2025 (day)"),
    ],
)
def test_the_reading_of_what_is_typed_is_shown_under_it(field, qtbot, typed, edtf, said):
    type_(qtbot, field, typed)
    assert field.edtf() == edtf
    assert field.hint.text() == said
    assert field.hint.isVisible()
    assert field.problem() == ""


def test_what_cannot_be_read_says_why_and_is_no_date(field, qtbot):
    type_(qtbot, field, "7 April")
    assert field.edtf() is None
    assert "has no year" in field.problem()
    assert field.hint.text() == field.problem()
    assert field.hint.property("look") == "error"


def test_an_ambiguous_date_is_not_guessed(field, qtbot):
    type_(qtbot, field, "7/4/25")
    assert field.edtf() is None
    assert {reading.edtf for reading in field.readings()} == {"2025-04-07", "2025-07-04"}
    assert [button.isVisible() for button in field._buttons] == [True, True]
    assert "2 ways" in field.problem()


def choice(field, edtf):
    return next(n for n, reading in enumerate(field.readings()) if reading.edtf == edtf)


def test_alt_and_a_digit_pick_a_reading(field, qtbot):
    type_(qtbot, field, "7/4/25")
    number = choice(field, "2025-04-07")
    qtbot.keyClick(field.line, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.AltModifier)
    assert field.edtf() == "2025-04-07"
    assert field.hint.text() == "7 April 2025 (day)"
    assert field.line.text() == "7/4/25"
    assert field.line.hasFocus()


def test_the_arrows_and_enter_pick_a_reading(field, qtbot):
    type_(qtbot, field, "7/4/25")
    qtbot.keyClick(field.line, Qt.Key.Key_Down)
    assert field._buttons[0].hasFocus()
    qtbot.keyClick(field._buttons[0], Qt.Key.Key_Right)
    assert field._buttons[1].hasFocus()
    qtbot.keyClick(field._buttons[1], Qt.Key.Key_Return)
    assert field.edtf() == field.readings()[1].edtf
    assert field.line.hasFocus()


def test_up_goes_back_to_the_field_without_picking(field, qtbot):
    type_(qtbot, field, "7/4/25")
    qtbot.keyClick(field.line, Qt.Key.Key_Down)
    qtbot.keyClick(field._buttons[0], Qt.Key.Key_Up)
    assert field.line.hasFocus()
    assert field.edtf() is None


def test_the_mouse_picks_a_reading(field, qtbot):
    type_(qtbot, field, "7/4/25")
    qtbot.mouseClick(field._buttons[1], Qt.MouseButton.LeftButton)
    assert field.edtf() == field.readings()[1].edtf
    assert field._buttons[1].isChecked()
    assert not field._buttons[0].isChecked()


def test_enter_on_an_ambiguous_date_goes_to_its_readings(field, qtbot):
    told = []
    field.submitted.connect(lambda: told.append(1))
    type_(qtbot, field, "7/4/25")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert told == []
    assert field._buttons[0].hasFocus()


def test_typing_on_forgets_the_reading_picked(field, qtbot):
    type_(qtbot, field, "7/4/2")
    type_(qtbot, field, "5")
    field.pick(0)
    assert field.edtf() is not None
    qtbot.keyClick(field.line, Qt.Key.Key_Backspace)
    type_(qtbot, field, "6")
    assert field.edtf() is None


def test_enter_hands_a_read_date_on(field, qtbot):
    dates = []
    field.committed.connect(dates.append)
    type_(qtbot, field, "April 2025")
    with qtbot.waitSignal(field.submitted):
        qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert dates == ["2025-04"]


def test_an_empty_field_is_undated(field, qtbot):
    assert field.edtf() == ""
    assert field.hint.text() == "No date yet."
    type_(qtbot, field, "x")
    qtbot.keyClick(field.line, Qt.Key.Key_Backspace)
    assert field.edtf() == ""
    assert field.hint.text() == "No date yet."


def test_a_flat_field_says_words_and_shows_the_kept_text_while_focused(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    field, other = DateField(window, flat=True), DateField(window)
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addWidget(other)
    window.show()
    other.setFocus()
    qtbot.waitUntil(other.line.hasFocus)
    field.set_edtf("2025-04~")
    assert field.line.text() == "about April 2025"
    assert not field.hint.isVisible()
    field.setFocus()
    assert field.line.text() == "2025-04~"
    other.setFocus()
    assert field.line.text() == "about April 2025"
    assert field.edtf() == "2025-04~"


def test_a_date_left_in_other_words_for_the_same_is_no_change(qtbot):
    field = shown(qtbot, flat=True)
    dates = []
    field.committed.connect(dates.append)
    field.set_edtf("2025-04-07")
    field.line.selectAll()
    type_(qtbot, field, "7 April 2025")
    field.line.clearFocus()
    assert dates == []
    assert not field.is_changed()
    assert field.edtf() == "2025-04-07"


def test_a_date_left_unread_stays_as_typed_and_says_why(qtbot):
    field = shown(qtbot, flat=True)
    dates = []
    field.committed.connect(dates.append)
    field.set_edtf("2025-04-07")
    field.line.selectAll()
    type_(qtbot, field, "soonish")
    field.line.clearFocus()
    assert dates == []
    assert field.line.text() == "soonish"
    assert field.hint.isVisible()


def test_escape_brings_the_kept_date_back(qtbot):
    field = shown(qtbot, flat=True)
    field.set_edtf("2025-04-07")
    field.line.selectAll()
    type_(qtbot, field, "2019")
    qtbot.keyClick(field.line, Qt.Key.Key_Escape)
    assert field.edtf() == "2025-04-07"
    assert not field.is_changed()


def test_a_draft_brings_back_the_text_and_the_reading_picked(field, qtbot):
    type_(qtbot, field, "7/4/25")
    field.pick(1)
    draft, edtf = field.draft(), field.edtf()
    other = shown(qtbot)
    other.set_draft(draft)
    assert other.edtf() == edtf
    assert other.line.text() == "7/4/25"


def test_the_reading_is_told_to_screen_readers(field, qtbot):
    field.setAccessibleName("Date")
    type_(qtbot, field, "April 2025")
    assert field.line.accessibleName() == "Date"
    assert field.line.accessibleDescription() == "April 2025 (month)"


def test_words_follow_the_country(qapp):
    QLocale.setDefault(QLocale("en_US"))
    assert date_words("2025-04-07") == "April 7, 2025"
    assert short_date("2025-04-07") == "Apr 7, 2025"
    QLocale.setDefault(QLocale("en_GB"))
    assert date_words("2025-04-07") == "7 April 2025"
