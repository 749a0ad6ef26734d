"""Ctrl+Z and Ctrl+Shift+Z: at once as a rule; off the GUI thread, with the window waiting, where much is written."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from tracker.store import Store
from tracker.ui.session import Session
from tracker.ui.waiting import write_while_waiting

MUCH = 150_000
"""Characters and bytes, and so many for each record, that are written at once: see `Store.weight`."""


def undo(session: Session, parent: QWidget) -> None:
    """Take back the latest edit, or say why not."""
    weight = session.attempt(session.store.weight)
    if weight is not None and weight < MUCH:
        session.undo()
    elif weight is not None:
        title = QCoreApplication.translate("Undoing", "Undoing: {0}").format(session.store.undo_label())
        _while_waiting(session, parent, title, redo=False)


def redo(session: Session, parent: QWidget) -> None:
    """Bring back the edit undone last, or say why not."""
    weight = session.attempt(lambda: session.store.weight(redo=True))
    if weight is not None and weight < MUCH:
        session.redo()
    elif weight is not None:
        title = QCoreApplication.translate("Undoing", "Redoing: {0}").format(session.store.redo_label())
        _while_waiting(session, parent, title, redo=True)


def _while_waiting(session: Session, parent: QWidget, title: str, *, redo: bool) -> None:
    def work(store: Store, *_: object) -> None:
        if redo:
            store.redo()
        else:
            store.undo()

    def failed(error: Exception) -> None:
        session.message.emit(str(error), "error")

    write_while_waiting(session, parent, title, work, lambda _: None, failed)
