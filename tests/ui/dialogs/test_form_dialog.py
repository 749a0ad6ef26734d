"""What all forms share: faults at their rows, saving by keyboard, drafts that outlive Esc."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tracker.errors import FileError, ReadOnlyError, RecordError
from tracker.ui.dialogs.form_dialog import FormDialog, unsaved
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.plain_text import PlainTextField

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Form(FormDialog):
    """A name, which is needed, and a note; `refuse` is raised on saving."""

    def __init__(self, session, theme, kept_as="form"):
        super().__init__(session, theme, None, kept_as=kept_as)
        self.refuse = None
        self.written = []
        self.setWindowTitle("Form")
        self.name = PlainTextField(self.body)
        self.kind = ChoiceBox([("a", "A"), ("b", "B")], self.body)
        self.note = PlainTextField(self.body, one_line=False)
        self.add_row("name", "&Name", self.name)
        self.add_row("kind", "&Kind", self.kind)
        self.add_row("note", "N&ote", self.note, name="Private note")
        self.begin()

    def check(self):
        return {} if self.name.text() else {"name": "A name is needed."}

    def write(self):
        if self.refuse is not None:
            raise self.refuse
        self.written.append((self.name.text(), self.kind.value(), self.note.text()))


@pytest.fixture
def form(session, light, show):
    return show(Form(session, light))


def type_(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def save():
    press(Qt.Key.Key_Return, CONTROL)


def shown_faults(form):
    return {key: label.text() for key, label in form._faults.items() if label.isVisible()}


def test_the_first_field_is_ready_to_type_in(form):
    assert form.name.hasFocus()


def test_names_and_letters_come_from_the_labels(form):
    assert form.name.accessibleName() == "Name"
    assert form.note.accessibleName() == "Private note"
    press(Qt.Key.Key_O, ALT)
    assert form.note.hasFocus()
    press(Qt.Key.Key_K, ALT)
    assert form.kind.hasFocus()


def test_saving_tells_whoever_opened_it_and_closes(form, qtbot):
    type_("Ana")
    with qtbot.waitSignals([form.saved, form.accepted]):
        save()
    assert form.written == [("Ana", "a", "")]
    assert not form.isVisible()


def test_the_save_button_and_enter_on_a_list_save_too(form, qtbot):
    type_("Ana")
    form.kind.setFocus()
    press(Qt.Key.Key_Return)
    assert form.written == [("Ana", "a", "")]


def test_enter_in_many_lines_is_a_line(form):
    type_("Ana")
    form.note.setFocus()
    type_("one")
    press(Qt.Key.Key_Return)
    type_("two")
    assert form.written == []
    save()
    assert form.written == [("Ana", "a", "one\ntwo")]


def test_faults_are_not_told_before_somebody_tries_to_save(form):
    type_("A")
    press(Qt.Key.Key_Backspace)
    assert shown_faults(form) == {}
    save()
    assert shown_faults(form) == {"name": "A name is needed."}
    type_("A")
    assert shown_faults(form) == {}
    press(Qt.Key.Key_Backspace)
    assert shown_faults(form) == {"name": "A name is needed."}


def test_a_fault_leads_to_its_field(form):
    form.note.setFocus()
    save()
    assert form.name.hasFocus()


@pytest.mark.parametrize(
    "error", [RecordError("Not so."), FileError("The disk is full."), ReadOnlyError("Nothing was changed: read-only.")]
)
def test_a_refusal_is_shown_in_the_form_and_nothing_is_lost(form, session, error):
    type_("Ana")
    form.refuse = error
    save()
    assert form.isVisible()
    assert form.problem.isVisible()
    assert form.problem.text() == str(error)
    assert form.problem.textFormat() == Qt.TextFormat.PlainText
    assert session.said == []
    form.refuse = None
    type_("!")
    assert not form.problem.isVisible()
    save()
    assert form.written == [("Ana!", "a", "")]


def test_a_refusal_that_names_a_row_is_shown_there(form):
    type_("Ana")
    form.refuse = RecordError("No such note.", "note")
    save()
    assert shown_faults(form) == {"note": "No such note."}
    assert form.note.hasFocus()
    assert not form.problem.isVisible()


def test_a_mistake_of_ours_is_not_taken_for_the_users(form):
    form.refuse = ZeroDivisionError()
    form.name.type_text("Ana")
    with pytest.raises(ZeroDivisionError):
        form.save()


def test_what_was_typed_is_offered_again_and_marked_as_unsaved(form, session, light, show):
    type_("Ana")
    form.kind.set_value("b")
    form.note.setFocus()
    type_("Half a")
    press(Qt.Key.Key_Escape)
    again = show(Form(session, light))
    assert (again.name.text(), again.kind.value(), again.note.text()) == ("Ana", "b", "Half a")
    assert again.banner.isVisible()
    assert again.is_touched()
    save()
    assert again.written == [("Ana", "b", "Half a")]
    assert not show(Form(session, light)).is_touched()


def test_closed_unsaved_it_says_where_what_was_typed_is(form, session):
    form.setWindowTitle("Log it")
    assert unsaved(session) == ()
    type_("Ana")
    press(Qt.Key.Key_Escape)
    assert [severity for said, severity in session.said if "Not saved" in said and "Log it" in said] == ["message"]
    assert unsaved(session) == ("Log it",)


def test_forms_about_other_things_do_not_share_drafts(form, session, light, show):
    type_("Ana")
    press(Qt.Key.Key_Escape)
    assert show(Form(session, light, "other")).name.text() == ""


def test_cancel_keeps_the_draft_as_escape_does(form, session, light, show, qtbot):
    type_("Ana")
    qtbot.mouseClick(form.cancel_button, Qt.MouseButton.LeftButton)
    assert show(Form(session, light)).name.text() == "Ana"


def test_emptied_by_hand_there_is_nothing_to_keep(form, session, light, show):
    type_("A")
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Escape)
    assert not show(Form(session, light)).banner.isVisible()


def test_a_row_can_be_left_out(form):
    form.show_row("note", visible=False)
    assert not form.note.isVisible()
    assert [label.text() for label in form.findChildren(QLabel) if label.buddy() and label.isVisible()] == [
        "&Name",
        "&Kind",
    ]
    form.show_row("note", visible=True)
    assert form.note.isVisible()


def test_it_grows_as_high_as_its_rows_and_no_higher_than_the_screen(form, qtbot):
    before = form.height()
    form.note.type_text("line\n" * 7)
    qtbot.waitUntil(lambda: form.height() > before)
    assert form.height() <= form.screen().availableGeometry().height()
    assert form.area.verticalScrollBar().maximum() == 0


def test_a_row_that_is_not_there_leaves_no_gap(form, qtbot):
    second, third = form.kind.y(), form.note.y()
    form.show_row("kind", visible=False)
    qtbot.waitUntil(lambda: form.note.y() == second)
    form.show_row("kind", visible=True)
    qtbot.waitUntil(lambda: form.note.y() == third)
