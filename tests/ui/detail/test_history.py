"""The history of the selected event, at the foot of the pane."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.detail.conftest import event_now
from tracker.operations.change import change


def test_history_is_read_when_it_is_opened(view, session, ids, qtbot):
    change(session.store, event_now(session, ids), "Edit title", title="Memorandum signed")
    assert not view.history.text.isVisible()
    assert view.history.text.plain_text() == ""
    qtbot.mouseClick(view.history.toggle, Qt.MouseButton.LeftButton)
    said = view.history.text.plain_text()
    assert view.history.text.isVisible()
    assert said.startswith("Edit title · ")
    assert "Title: “Treasury and DHS sign memorandum” → “Memorandum signed”" in said
    assert "Event added: Treasury and DHS sign memorandum" in said
    assert "Concern added: Ask whether it is lawful." in said


def test_open_history_follows_edits_and_says_what_was_undone(view, session, ids):
    view.history.toggle.setChecked(True)
    change(session.store, event_now(session, ids), "Change date", date="2025-04-08")
    assert "Date: 7 April 2025 → 8 April 2025" in view.history.text.plain_text()
    session.undo()
    assert view.history.text.plain_text().startswith("Undone: Change date")


def test_another_event_comes_with_its_history_closed(view, session, ids):
    view.history.toggle.setChecked(True)
    session.select(ids["later"])
    assert not view.history.text.isVisible()
