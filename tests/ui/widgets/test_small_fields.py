"""Choices, terms, positions and topics."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from tracker.operations.log import EventDraft, log_event
from tracker.records import Term
from tracker.ui import theme as themes
from tracker.ui.widgets import choices
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.position_picker import PositionPicker
from tracker.ui.widgets.term_field import TermField
from tracker.ui.widgets.topics_field import TopicsField

LIGHT = themes.load("light")


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    widget.resize(360, 80)
    widget.show()
    return widget


@pytest.fixture
def box(qtbot):
    return shown(qtbot, ChoiceBox([("", "Not said"), ("a", "First"), ("b", "Second")]))


@pytest.fixture
def type_field(store, qtbot):
    return shown(qtbot, TermField(choices.terms(store, "event_type"), flat=True, fits_text=True))


@pytest.fixture
def picker(qtbot):
    return shown(qtbot, PositionPicker(LIGHT))


@pytest.fixture
def topics(store, qtbot):
    log_event(store, EventDraft(title="E", type="order", topics=("taxes", "privacy law")))
    return shown(qtbot, TopicsField(choices.topics(store), LIGHT))


def told(signal):
    values = []
    signal.connect(values.append)
    return values


def test_picking_another_value_is_told_once(box, qtbot):
    values = told(box.committed)
    box.set_value("a")
    assert values == []
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.value() == "b"
    assert values == ["b"]


def test_the_wheel_changes_nothing(box):
    box.set_value("a")
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, wheel)
    assert box.value() == "a"
    assert not wheel.isAccepted()


def test_a_value_that_is_not_offered_is_shown_as_it_is(box):
    box.set_value("strange")
    assert box.value() == "strange"
    assert box.currentText() == "strange"


def test_a_value_is_kept_as_it_is(box):
    box.set_value("\ufeffkind")
    assert box.value() == "\ufeffkind"
    box.set_entries([("x", "X")])
    assert box.value() == "x"


def test_a_term_is_shown_with_its_first_letter_raised_and_kept_as_it_is(type_field):
    type_field.set_term("executive order")
    assert type_field.text() == "Executive order"
    assert type_field.term() == "executive order"


@pytest.mark.parametrize("typed", ["Final rule", "final rule", "FINAL RULE", " final rule "])
def test_a_known_term_is_known_whatever_its_case(type_field, typed):
    type_field.type_text(typed)
    assert type_field.term() == "final rule"


def test_a_term_of_ones_own_is_kept_as_typed(type_field):
    type_field.type_text("Press Conference")
    assert type_field.term() == "Press Conference"


def test_a_term_left_as_it_was_is_not_looked_up(qtbot):
    asked = []
    field = shown(qtbot, TermField(lambda: asked.append(1) or [], flat=True, fits_text=True))
    field.set_term("executive order")
    # As when the window goes: then the tracker is closed already.
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason))
    assert asked == []


def test_terms_in_use_and_terms_added_are_offered(store, qtbot):
    log_event(store, EventDraft(title="E", type="press conference"))
    with store.edit("Add term") as edit:
        edit.add(Term(vocabulary="event_type", name="leak", family="agency"))
    offered = {choice.value: choice.detail for choice in choices.terms(store, "event_type")()}
    assert "press conference" in offered
    assert offered["leak"] == "Agency"
    assert offered["executive order"] == "Executive"


def test_a_term_in_other_letters_is_no_change(type_field, qtbot):
    values = told(type_field.term_committed)
    type_field.set_term("order")
    type_field.setFocus()
    qtbot.waitUntil(type_field.hasFocus)
    type_field.selectAll()
    qtbot.keyClicks(type_field, "ORDER")
    type_field.close_list()
    type_field.clearFocus()
    assert values == []
    assert type_field.text() == "Order"


def test_another_term_is_told_as_it_is_kept(type_field, qtbot):
    values = told(type_field.term_committed)
    type_field.set_term("order")
    type_field.setFocus()
    qtbot.waitUntil(type_field.hasFocus)
    type_field.selectAll()
    qtbot.keyClicks(type_field, "final r")
    qtbot.keyClick(type_field, Qt.Key.Key_Return)
    assert values == ["final rule"]


def test_a_fitting_field_is_as_wide_as_its_words(type_field):
    type_field.set_term("order")
    short = type_field.sizeHint().width()
    type_field.set_term("memorandum of understanding")
    assert type_field.sizeHint().width() > short


@pytest.mark.parametrize(
    ("key", "position"), [("1", "supports"), ("2", "neutral"), ("3", "reservations"), ("4", "opposes")]
)
def test_digits_choose_a_position(picker, qtbot, key, position):
    picker.setFocus()
    qtbot.keyClicks(QApplication.focusWidget() or picker, key)
    assert picker.position() == position


def test_the_arrows_choose_a_position(picker, qtbot):
    picker.set_position("supports")
    picker.pills["supports"].setFocus()
    qtbot.waitUntil(picker.pills["supports"].hasFocus)
    qtbot.keyClick(picker.pills["supports"], Qt.Key.Key_Right)
    assert picker.position() == "neutral"


def test_a_click_anywhere_on_a_pill_chooses_it(picker, qtbot):
    pill = picker.pills["opposes"]
    qtbot.mouseClick(pill, Qt.MouseButton.LeftButton, pos=QPoint(pill.width() - 4, 4))
    assert picker.position() == "opposes"


def test_each_pill_has_a_name(picker):
    picker.setAccessibleName("Position")
    assert [pill.accessibleName() for pill in picker.pills.values()] == [
        "Position: Supports", "Position: Neutral", "Position: Reservations", "Position: Opposes",
    ]  # fmt: skip


def test_a_topic_is_added_with_enter(topics, qtbot):
    values = told(topics.committed)
    topics.set_topics(["first"])
    qtbot.keyClicks(topics.adder, "second, with a comma")
    qtbot.keyClick(topics.adder, Qt.Key.Key_Return)
    assert values == [("first", "second, with a comma")]
    assert topics.adder.text() == ""


def test_a_known_topic_is_completed(topics, qtbot):
    values = told(topics.committed)
    topics.adder.setFocus()
    qtbot.waitUntil(topics.adder.hasFocus)
    qtbot.keyClicks(topics.adder, "priv")
    qtbot.keyClick(topics.adder, Qt.Key.Key_Return)
    assert values == [("privacy law",)]


def test_a_topic_it_has_is_not_added_again(topics, qtbot):
    values = told(topics.committed)
    topics.set_topics(["first"])
    qtbot.keyClicks(topics.adder, "first")
    qtbot.keyClick(topics.adder, Qt.Key.Key_Return)
    assert values == []


def test_delete_removes_a_topic_and_the_focus_goes_on(topics, qtbot):
    values = told(topics.committed)
    topics.set_topics(["a", "b", "c"])
    topics._chips[1].setFocus()
    qtbot.waitUntil(topics._chips[1].hasFocus)
    qtbot.keyClick(topics._chips[1], Qt.Key.Key_Delete)
    assert values == [("a", "c")]
    assert topics._chips[1].hasFocus()
    assert topics._chips[1].text == "c"


def test_the_cross_of_a_topic_removes_it(topics, qtbot):
    values = told(topics.committed)
    topics.set_topics(["a", "b"])
    chip = topics._chips[0]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 6, chip.height() // 2))
    assert values == [("b",)]


def test_what_stands_in_the_topic_field_counts(topics, qtbot):
    topics.set_topics(["a"])
    qtbot.keyClicks(topics.adder, "unfinished")
    assert topics.topics() == ("a", "unfinished")


def test_read_only_topics_offer_neither_adding_nor_crosses(topics):
    topics.set_read_only(True)
    topics.set_topics(["a"])
    assert not topics.adder.isVisible()
    assert not topics._chips[0].removable


def test_topics_come_back_as_a_draft(topics, store, qtbot):
    topics.set_topics(["a", "b"])
    qtbot.keyClicks(topics.adder, "c")
    other = shown(qtbot, TopicsField(choices.topics(store), LIGHT))
    other.set_draft(topics.draft())
    assert other.topics() == ("a", "b", "c")
