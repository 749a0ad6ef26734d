"""How a tracker is written: transactions that become journal entries, their undoing, and telling who listens."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import FileError, ReadOnlyError, RecordError, UndoError
from tracker.records import Id
from tracker.store.changes import ChangeSet, EditKind
from tracker.store.connection import explained
from tracker.store.ids import Ids
from tracker.store.journal import Journal
from tracker.store.person import local_name

if TYPE_CHECKING:
    from tracker.store.edit import Edit

Listener = Callable[[ChangeSet], None]


class Writer:
    """Writes through one connection, which SQLite lets write only while a transaction of this class is open."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, journal: Journal, why_read_only: str, last: Id
    ) -> None:
        self._path = path
        self._connection = connection
        self._journal = journal
        self._why_read_only = why_read_only
        self._editing = False
        self.ids = Ids(after=last)
        self.listeners: list[Listener] = []

    @contextmanager
    def edit(self, label: str, kind: EditKind, target: Id = 0) -> Iterator[Edit]:
        """One transaction and, if something changed, one entry in the journal; see `Store.edit`."""
        if self._editing:
            raise RuntimeError("An edit was begun inside another edit.")
        # Not needed to open a file and show it, so not loaded until somebody writes.
        from tracker.store import event_counts, text_index
        from tracker.store.edit import Edit

        with self.transaction():
            self._editing = True
            edit = Edit(self._connection, self.ids)
            try:
                yield edit
                self._refuse_lost()
                edit.settle()
            finally:
                edit.close()
                self._editing = False
            done = None
            if edit.changes:
                text_index.refresh(self._connection, edit.changes)
                event_counts.refresh(self._connection, edit.changes)
                done = self._journal.append(self.ids, label, edit.now, local_name(), kind, target, edit.changes)
        if done is not None:
            edit.done = done
            self._journal.committed(done)
            with ExitStack() as calls:  # all are called, even if one raises
                for listener in reversed(self.listeners):
                    calls.callback(listener, done)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written inside is in the file, whole, or not at all. Inside an edit it is part of that.

        Raises ReadOnlyError, and FileError where the file does not take it.
        """
        if self._why_read_only:
            raise ReadOnlyError(f"Nothing was changed. {self._why_read_only}")
        if self._editing:
            self._refuse_lost()
            yield
            return
        try:
            self._connection.execute("PRAGMA query_only=OFF")
            # IMMEDIATE: a deferred transaction that turns into a write can be refused halfway through.
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                self._journal.forget()
                raise
        except sqlite3.Error as error:
            problem = explained(self._path, error)
            if problem is None:
                raise
            raise type(problem)(f"Nothing was changed. {problem}") from error
        finally:
            self._connection.execute("PRAGMA query_only=ON")

    def _refuse_lost(self) -> None:
        """On a full disk SQLite ends a transaction by itself: who catches that error must not write on outside one."""
        if not self._connection.in_transaction:
            raise FileError(
                f"Nothing was changed. {self._path} could not be written. Make room on its disk, then try again."
            )

    def undo(self, edit: Id = 0) -> ChangeSet:
        """Take back an edit; see `Store.undo`."""
        standing, _ = self._journal.stacks()
        if not standing:
            raise UndoError("There is nothing to undo.")
        if edit and edit not in standing:
            raise UndoError("This edit cannot be undone: it was undone before, or is not one of those that can be.")
        return self._reverse(edit or standing[-1], "undo", standing)

    def redo(self) -> ChangeSet:
        """Bring back an edit; see `Store.redo`."""
        standing, undone = self._journal.stacks()
        if not undone:
            raise UndoError("There is nothing to redo.")
        return self._reverse(undone[-1], "redo", standing)

    def _reverse(self, target: Id, kind: EditKind, standing: list[Id]) -> ChangeSet:
        head = self._journal.head(target)
        assert head is not None, "an edit on the stacks is in the journal"
        label, at = head
        cannot = f"“{label}” of {at} cannot be {'undone' if kind == 'undo' else 'redone'}"
        if later := self._journal.later_touch(target, standing):
            raise UndoError(f"{cannot}: “{later[0]}” of {later[1]} has since changed the same record. Undo that first.")
        changes = self._journal.changes(target)
        steps = changes if kind == "redo" else [change.inverse() for change in reversed(changes)]
        if kind == "undo" and (later := self._journal.later_removal(steps, target, standing)):
            reason = f"“{later[0]}” of {later[1]} has since removed what names one of its records"
            raise UndoError(f"{cannot}: {reason}. Undo that first.")
        try:
            with self.edit(label, kind, target) as edit:
                edit.apply(steps)
        except sqlite3.IntegrityError as error:
            if later := self._journal.later_reference(steps, standing):
                reason = f"“{later[0]}” of {later[1]} has since added a record that names one of its. Undo that first."
            else:
                reason = "A record that it needs is no longer there, or another now stands against it."
            raise UndoError(f"{cannot}: {reason}") from error
        except RecordError as error:
            raise UndoError(f"{cannot}. {error}") from error
        assert edit.done is not None, "an entry in the journal changes something"
        return edit.done
