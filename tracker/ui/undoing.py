"""Undo and redo: at once as a rule; off the GUI thread, with the window waiting, where much is written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from tracker.records import Id
from tracker.store import Store
from tracker.ui.session import Session
from tracker.ui.waiting import write_while_waiting

MUCH = 150_000
"""Characters and bytes, and so many for each record, that are written at once: see `Store.weight`."""


def undo(session: Session, parent: QWidget, edit: Id = 0) -> None:
    """Take back the latest edit, or the one given, or say why not."""
    store = session.store
    weight = session.attempt(lambda: store.weight(edit))
    if weight is not None and weight < MUCH:
        session.attempt(lambda: store.undo(edit))
    elif weight is not None:
        title = QCoreApplication.translate("Undoing", "Undoing: {0}").format(store.undo_label(edit))
        _while_waiting(session, parent, title, lambda store: store.undo(edit))


def redo(session: Session, parent: QWidget) -> None:
    """Bring back the edit undone last, or say why not."""
    weight = session.attempt(lambda: session.store.weight(redo=True))
    if weight is not None and weight < MUCH:
        session.redo()
    elif weight is not None:
        title = QCoreApplication.translate("Undoing", "Redoing: {0}").format(session.store.redo_label())
        _while_waiting(session, parent, title, lambda store: store.redo())


def _while_waiting(session: Session, parent: QWidget, title: str, act: Callable[[Store], object]) -> None:
    def work(store: Store, *_: object) -> None:
        act(store)

    write_while_waiting(session, parent, title, work, lambda _: None, session.fail)
