"""A tracker file, open: edit, undo, be told of every change, and have copies made. What it can be asked is in
`readable_file`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import FileError
from tracker.records import Id, Setting
from tracker.store import backup
from tracker.store.changes import ChangeSet, EditKind
from tracker.store.connection import SCHEMA_VERSION, connect, explaining, is_writable, make_file, user_version
from tracker.store.journal import Journal
from tracker.store.lock import WriterLock
from tracker.store.readable_file import ReadableFile, reads
from tracker.store.writing import Listener, Writer

if TYPE_CHECKING:
    from tracker.store.edit import Edit
    from tracker.store.inbox import FeedState


class Store(ReadableFile):
    """One tracker file, open. Use it on the thread that opened it; `reader()` gives another thread its own.

    Who writes may lend it to another thread, and leaves it alone until that is done; listeners are called there then.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, lock: WriterLock | None, why_read_only: str, last: Id = 0
    ) -> None:
        super().__init__(path, connection)
        self.why_read_only = why_read_only
        self._lock = lock
        self._writer = Writer(path, connection, self._journal, why_read_only, last)

    # Opening and closing

    @classmethod
    def create(cls, path: Path, title: str = "") -> Store:
        """Make a new tracker and open it for writing. FileError if something is there, or it cannot be made."""
        from tracker.store.schema import migrate

        make_file(path)
        with ExitStack() as otherwise:
            otherwise.callback(path.unlink, missing_ok=True)
            with closing(connect(path, new=True)) as connection:
                migrate(connection, path)
            store = otherwise.enter_context(cls.open(path))
            if title:
                store.set_setting("title", title)
            otherwise.pop_all()
        return store

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Store:
        """Open a tracker. If another process is its writer, or it may not be written, it is opened for reading only
        and `why_read_only` says so. An old file is brought up to date, after a verified copy of it.

        Who opens it for writing calls `backup_if_due` soon after. Raises FileError.
        """
        why = "It was opened for reading only." if read_only else ""
        if not why and not is_writable(path):
            why = f"{path} or its folder is read-only. Copy it to a place you can write to, or change its permissions."
        if why:
            return cls(path, connect(path), None, why)
        with ExitStack() as otherwise:
            lock = WriterLock(path)
            otherwise.callback(lock.release)
            connection = otherwise.enter_context(closing(connect(path, write=True)))
            try:
                if not lock.take():
                    by = f" (process {lock.holder()})" if lock.holder() else ""
                    why = f"{path.name} is open for writing in another window or command{by}. Close it there first."
            except FileError as error:
                why = str(error)
            if why:
                return cls(path, connect(path), None, why)
            if user_version(connection) < SCHEMA_VERSION:
                from tracker.store.schema import migrate

                backup.make(connection, path)
                migrate(connection, path)
            with explaining(path):
                last, _, _ = Journal(connection).last()
            otherwise.pop_all()
        return cls(path, connection, lock, "", last)

    def reader(self) -> Store:
        """The same file through a connection of its own that cannot write, for the calling thread."""
        return Store(self.path, connect(self.path), None, "This connection only reads.")

    @property
    def read_only(self) -> bool:
        """Whether edits are refused; `why_read_only` says why."""
        return bool(self.why_read_only)

    def close(self) -> None:
        """Close the file and let others write. Closing twice does no harm."""
        self.connection.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Writing

    def listen(self, listener: Listener) -> None:
        """Call `listener` with every ChangeSet from now on, after its commit.

        A listener only reads. If one raises, the others are called all the same, the edit stands, and what it raised
        comes out of the `edit`, `undo` or `redo` that it was told of.
        """
        self._writer.listeners.append(listener)

    @contextmanager
    def edit(self, label: str, kind: EditKind = "edit") -> Iterator[Edit]:
        """One transaction, one line in the journal, one step to undo. An exception inside undoes all of it.

        `label` is what the Undo menu shows ("Add concern"). Nothing is written if nothing changed. Afterwards
        `Edit.done` is the ChangeSet. Raises ReadOnlyError, RecordError, and FileError where the file cannot be
        written; RuntimeError inside another edit.
        """
        with self._writer.edit(label, kind) as edit:
            yield edit

    def new_id(self) -> int:
        """An id for a record that others are to refer to before any of them is written."""
        return self._writer.ids.new()

    def undo(self, edit: int = 0) -> ChangeSet:
        """Take back the latest edit that stands, or the given one; returns the ChangeSet of taking it back.

        UndoError says why it cannot be, and names the later edit that stands in its way.
        """
        with explaining(self.path):
            return self._writer.undo(edit)

    def redo(self) -> ChangeSet:
        """Bring back the edit undone last. UndoError if there is none, or a later edit stands in its way."""
        with explaining(self.path):
            return self._writer.redo()

    @reads
    def undo_label(self, edit: int = 0) -> str:
        """What the next undo would take back, or that of the given edit; '' if there is nothing."""
        return self._label_of([edit] if edit else self._stacks()[0])

    @reads
    def redo_label(self) -> str:
        """What the next redo would bring back; '' if there is nothing."""
        return self._label_of(self._stacks()[1])

    @reads
    def weight(self, edit: int = 0, *, redo: bool = False) -> int:
        """About how much the next undo (or redo, or that of the given edit) has to write, in characters: those of the
        records it changes, and 300 for each record; 0 if there is nothing."""
        stack = [edit] if edit else self._stacks()[1 if redo else 0]
        return self._journal.weight(stack[-1]) if stack else 0

    def _stacks(self) -> tuple[list[int], list[int]]:
        if self.read_only:
            self._journal.forget()  # somebody else may write
        return self._journal.stacks()

    def _label_of(self, stack: list[int]) -> str:
        head = self._journal.head(stack[-1]) if stack else None
        return head[0] if head else ""

    # What else is kept in the file

    def set_setting(self, name: str, value: str) -> None:
        """Change a setting of this file: in the journal, but not a step to undo."""
        found = self.where(Setting, name=name)
        with self.edit(f"Set {name}", "fixed") as edit:
            if found:
                edit.change(found[0], value=value)
            else:
                edit.add(Setting(name=name, value=value))

    def keep_blob(self, data: bytes, media_type: str) -> str:
        """Keep the bytes of a snapshot; returns their SHA-256, for `Source.sha256`. The same bytes are kept once.

        They are added for good: undo leaves them. Inside an edit they are part of it. Raises ReadOnlyError, FileError.
        """
        from tracker.store import snapshots

        with self._writer.transaction():
            return snapshots.keep(self.connection, data, media_type)

    def keep_feed_state(self, feed: Id, state: FeedState) -> None:
        """Remember how a feed answered: no edit, nothing to undo. Raises ReadOnlyError, FileError."""
        from tracker.store import inbox

        with self._writer.transaction():
            inbox.write_state(self.connection, feed, state)

    # Copies

    def backup(self) -> Path:
        """Make a verified copy now, also of a tracker that is open for reading only; returns its path. FileError."""
        return backup.make(self.connection, self.path)

    @reads
    def is_backup_due(self) -> bool:
        """Whether there is no backup yet, or the newest is an hour old and the tracker has changed since."""
        row = self.connection.execute("SELECT at FROM edit WHERE kind != 'fixed' ORDER BY id DESC LIMIT 1").fetchone()
        return backup.is_due(self.path, changed=row[0] if row else "")

    def backup_if_due(self) -> Path | None:
        """Make a verified copy if it is time for one; None if it is not.

        The store never does this by itself. The window calls it (on a reader, off the GUI thread) once the file is
        open for writing and every hour from then on, a command once it has opened the file for writing. Raises
        FileError, upon which work may go on.
        """
        return self.backup() if self.is_backup_due() else None
