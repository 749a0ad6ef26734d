"""Editing in the pane: what is typed there is kept as it is, nothing is lost, and undo takes it back."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.detail.conftest import CONTROL, HOSTILE, event_now, press, type_
from tracker.operations.change import change, delete_event
from tracker.operations.log import EventDraft, log_event
from tracker.records import Event


def test_a_title_is_edited_in_place_as_one_edit(view, window, session, ids):
    view.header.title.setFocus()
    view.header.title.selectAll()
    type_("Memorandum signed")
    press(Qt.Key.Key_Return)
    assert event_now(session, ids).title == "Memorandum signed"
    assert session.store.undo_label() == "Edit title"
    assert view.header.title.hasFocus()
    session.undo()
    assert view.header.title.text() == "Treasury and DHS sign memorandum"


def test_leaving_a_field_writes_it(view, window, session, ids):
    view.summary.setFocus()
    press(Qt.Key.Key_End, CONTROL)
    type_(" And more.")
    window.elsewhere.setFocus()
    assert event_now(session, ids).summary == "Lets ICE ask. And more."
    assert session.store.undo_label() == "Edit summary"


def test_leaving_without_a_change_writes_nothing(view, window, session):
    before = session.store.undo_label()
    for field in (view.header.title, view.header.type, view.facts.date.line, view.summary, view.facts.order):
        field.setFocus()
        window.elsewhere.setFocus()
    assert session.store.undo_label() == before


def test_escape_brings_back_what_is_kept(view, window, session, ids):
    view.header.title.setFocus()
    type_("Not ")
    press(Qt.Key.Key_Escape)
    window.elsewhere.setFocus()
    assert event_now(session, ids).title == "Treasury and DHS sign memorandum"


def test_a_hostile_title_edited_at_its_end_keeps_every_character(view, window, session, ids):
    change(session.store, event_now(session, ids), title=HOSTILE, summary=HOSTILE)
    for field in (view.header.title, view.summary):
        field.setFocus()
        press(Qt.Key.Key_End, CONTROL)
        type_("!")
        window.elsewhere.setFocus()
    assert event_now(session, ids).title == HOSTILE + "!"
    assert event_now(session, ids).summary == HOSTILE + "!"


def test_an_empty_title_is_refused_and_marked_and_can_be_taken_back(view, window, session, ids):
    view.header.title.setFocus()
    view.header.title.selectAll()
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Return)
    assert event_now(session, ids).title == "Treasury and DHS sign memorandum"
    assert session.said[-1][1] == "error"
    assert view.header.title.property("fault") is True
    press(Qt.Key.Key_Escape)
    assert view.header.title.text() == "Treasury and DHS sign memorandum"


def test_a_type_is_completed_and_written_as_the_vocabulary_has_it(view, session, ids):
    view.header.type.setFocus()
    view.header.type.selectAll()
    type_("Settle")
    press(Qt.Key.Key_Return)
    assert event_now(session, ids).type == "settlement"
    assert session.store.undo_label() == "Change type"
    assert view.header.type.text() == "Settlement"


def test_a_date_is_edited_as_people_type_it(view, window, session, ids):
    view.facts.date.setFocus()
    assert view.facts.date.line.text() == "2025-04-07"
    view.facts.date.line.selectAll()
    type_("about May 2025")
    press(Qt.Key.Key_Return)
    assert event_now(session, ids).date == "2025-05~"
    window.elsewhere.setFocus()
    assert view.facts.date.line.text() == "about May 2025"


def test_a_date_that_cannot_be_read_writes_nothing_and_says_so(view, window, session, ids):
    view.facts.date.setFocus()
    view.facts.date.line.selectAll()
    type_("7/4/25")
    window.elsewhere.setFocus()
    assert event_now(session, ids).date == "2025-04-07"
    assert "2 ways" in view.facts.date.hint.text()
    assert view.facts.date.hint.isVisible()


def test_a_date_that_was_not_kept_is_said_when_one_goes_on_to_another_event(view, window, session, ids):
    view.facts.date.setFocus()
    view.facts.date.line.selectAll()
    type_("7/4/25")
    session.select(ids["later"])
    assert [severity for text, severity in session.said if "“7/4/25” was not kept" in text] == ["warning"]
    assert event_now(session, ids).date == "2025-04-07"
    session.select(ids["event"])
    session.select(ids["later"])
    assert len(session.said) == 1


def test_basis_and_evidence_are_picked(view, session, ids, qtbot):
    view.facts.basis.setFocus()
    qtbot.keyClick(view.facts.basis, Qt.Key.Key_S)
    assert event_now(session, ids).date_basis == "signed"
    view.facts.evidence.setFocus()
    qtbot.keyClick(view.facts.evidence, Qt.Key.Key_A)
    assert event_now(session, ids).evidence == "anonymous reporting"
    session.undo()
    assert view.facts.evidence.value() == ""


def test_the_star_marks_an_event(view, session, ids, qtbot):
    qtbot.mouseClick(view.header.star, Qt.MouseButton.LeftButton)
    assert event_now(session, ids).noteworthy is True
    assert view.header.star.text() == "★"
    session.undo()
    assert view.header.star.text() == "☆"
    assert not view.header.star.isChecked()


def test_topics_are_added_and_removed(view, session, ids, qtbot):
    view.facts.topics.adder.setFocus()
    type_("privacy law; and more")
    press(Qt.Key.Key_Return)
    assert [t.name for t in session.store.dossier(ids["event"]).topics] == ["taxes", "privacy law; and more"]
    chip = view.facts.topics._chips[0]
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert [t.name for t in session.store.dossier(ids["event"]).topics] == ["privacy law; and more"]
    session.undo()
    assert view.facts.topics.topics() == ("taxes", "privacy law; and more")


def test_the_order_in_a_day_is_typed(view, session, ids):
    log_event(session.store, EventDraft(title="Same day", type="report", date="2025-04-07"))
    change(session.store, event_now(session, ids), noteworthy=True)
    view.facts.order.setFocus()
    view.facts.order.selectAll()
    type_("2")
    press(Qt.Key.Key_Return)
    assert event_now(session, ids).day_order == 2
    view.facts.order.selectAll()
    type_("first")
    press(Qt.Key.Key_Return)
    assert event_now(session, ids).day_order == 2
    assert view.facts.order.property("fault") is True
    press(Qt.Key.Key_Escape)
    assert view.facts.order.text() == "2"


def test_undo_takes_back_typing_before_it_takes_back_edits(view, session, ids):
    change(session.store, event_now(session, ids), "Mark", noteworthy=True)
    view.header.title.setFocus()
    press(Qt.Key.Key_End)
    type_("x")
    press(Qt.Key.Key_Z, CONTROL)
    assert view.header.title.text() == "Treasury and DHS sign memorandum"
    assert session.store.undo_label() == "Mark"
    press(Qt.Key.Key_Z, CONTROL)
    assert event_now(session, ids).noteworthy is False


def test_undo_in_a_field_just_written_takes_back_the_edit_there(view, session, ids):
    view.header.title.setFocus()
    press(Qt.Key.Key_End)
    type_("x")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Z, CONTROL)
    assert event_now(session, ids).title == "Treasury and DHS sign memorandum"
    assert view.header.title.text() == "Treasury and DHS sign memorandum"
    assert view.header.title.hasFocus()


def test_a_change_from_elsewhere_leaves_typing_and_cursor_alone(view, session, ids):
    view.header.title.setFocus()
    press(Qt.Key.Key_Home)
    type_("New: ")
    at = view.header.title.textCursor().position()
    change(session.store, event_now(session, ids), summary="Changed elsewhere", title="Also changed")
    assert view.summary.text() == "Changed elsewhere"
    assert view.header.title.text() == "New: Treasury and DHS sign memorandum"
    assert view.header.title.textCursor().position() == at
    assert view.header.title.hasFocus()


def test_another_selection_writes_what_was_typed_to_the_event_it_was_typed_for(view, session, ids):
    view.header.title.setFocus()
    press(Qt.Key.Key_End)
    type_(" in April")
    session.select(ids["later"])
    assert event_now(session, ids).title == "Treasury and DHS sign memorandum in April"
    assert session.store.get(Event, ids["later"]).title == "Motion for an injunction"
    assert view.header.title.text() == "Motion for an injunction"


def test_a_deleted_event_is_no_longer_shown(view, session, ids):
    delete_event(session.store, ids["event"])
    assert view.empty.isVisible()
    assert view.event_id == 0
    session.undo()
    session.select(ids["event"])
    assert view.header.title.text() == "Treasury and DHS sign memorandum"


def test_a_request_to_edit_goes_to_the_title(view, session, ids):
    session.edit_requested.emit(ids["event"])
    assert view.header.title.hasFocus()


def test_changes_of_other_events_rebuild_nothing(view, session, ids, monkeypatch):
    shown = []
    monkeypatch.setattr(view, "_show", lambda *a, **k: shown.append(1))
    log_event(session.store, EventDraft(title="Other", type="report", date="2020"))
    assert shown == []
    change(session.store, event_now(session, ids), noteworthy=True)
    assert shown == [1]
