"""What takes long to undo is undone off the GUI thread, while the window waits."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from tracker.errors import UndoError
from tracker.operations.change import delete_event, edit_event
from tracker.records import Event
from tracker.ui import undoing

Key = Qt.Key


@pytest.fixture
def threads(window, monkeypatch):
    """Whether each undo and redo was on the GUI thread."""
    told, store = [], window.session.store

    def watch(name):
        do = getattr(store, name)

        def watched(*args):
            told.append(threading.current_thread() is threading.main_thread())
            return do(*args)

        monkeypatch.setattr(store, name, watched)

    watch("undo")
    watch("redo")
    return told


def add(window, count, qtbot):
    with window.session.store.edit("Add events") as edit:
        for _ in range(count):
            edit.add(Event(title="A", type="order", date="2025-01-02"))
    settled(window, qtbot)


def settled(window, qtbot):
    qtbot.waitUntil(lambda: window.session.reader.is_idle() and not window.session.is_lent)
    window.activateWindow()


@pytest.mark.parametrize("much", [True, False])
def test_much_is_undone_and_redone_off_the_gui_thread(window, person, qtbot, threads, monkeypatch, much):
    monkeypatch.setattr(undoing, "MUCH", 5_000 if much else 500_000)
    before = window.session.store.content_hash()
    add(window, 20, qtbot)
    after = window.session.store.content_hash()
    person.control(Key.Key_Z)
    settled(window, qtbot)
    assert window.session.store.content_hash() == before
    assert len(window.session.results.ids) == 49
    person.control(Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
    settled(window, qtbot)
    assert window.session.store.content_hash() == after
    assert threads == [not much, not much]


@pytest.mark.parametrize("much", [True, False])
def test_an_edit_on_the_changes_page_is_undone_likewise(window, case, qtbot, threads, monkeypatch, much):
    monkeypatch.setattr(undoing, "MUCH", 1 if much else 500_000)
    window.session.mark_as_seen()
    window.show_tab("changes")
    changes = window.pages.page("changes")
    first, second = case.find()[:2]
    delete_event(case, first)
    edit_event(case, second, title="Another title")  # later, and to stay
    qtbot.waitUntil(lambda: len(changes.section.shown_cards()) > 1)
    settled(window, qtbot)
    card = next(c for c in changes.section.shown_cards() if "Removed" in c.plain_text().splitlines()[0])
    ((_, undo),) = card.content.menu
    undo()
    settled(window, qtbot)
    assert case.count(Event) == 49
    assert case.get(Event, second).title == "Another title"
    assert threads == [not much]


def test_what_cannot_be_undone_is_said(window, person, qtbot, monkeypatch):
    monkeypatch.setattr(undoing, "MUCH", 1)
    add(window, 1, qtbot)

    def refuse(*_):
        raise UndoError("Not this one.")

    monkeypatch.setattr(window.session.store, "undo", refuse)
    person.control(Key.Key_Z)
    settled(window, qtbot)
    assert window.messages.label.text() == "Not this one."
