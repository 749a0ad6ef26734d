"""A tracker file, open: find, get, edit, undo, and be told of every change."""

from __future__ import annotations

import getpass
import hashlib
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker import query
from tracker.dates import utc_now
from tracker.errors import FileError, NotFoundError, QueryError, ReadOnlyError, RecordError, UndoError
from tracker.records import RECORD_TYPES, Event, R, Record, Setting, Term, id_number
from tracker.store import backup, reading, text_index
from tracker.store.changes import ChangeSet, EditKind
from tracker.store.connection import SCHEMA_VERSION, connect
from tracker.store.edit import Edit
from tracker.store.ids import Ids
from tracker.store.journal import HistoryEntry, Journal
from tracker.store.lock import WriterLock

if TYPE_CHECKING:
    from tracker.store.checking import Problem
    from tracker.store.facets import Facet

Listener = Callable[[ChangeSet], None]


class Store:
    """One tracker file. Use it from the thread that opened it; `reader()` gives another thread its own."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: WriterLock | None, why_read_only: str) -> None:
        self.path = path
        self.why_read_only = why_read_only
        self.connection = connection
        self._lock = lock
        self._ids = Ids()
        self._journal = Journal(connection)
        self._listeners: list[Listener] = []
        self._editing = False
        self._thread = threading.get_ident()

    # Opening and closing

    @classmethod
    def create(cls, path: Path, title: str = "") -> Store:
        """Make a new tracker, which must not exist, and open it for writing."""
        from tracker.store.schema import migrate

        connection = connect(path, create=True)
        try:
            migrate(connection)
        except BaseException:
            connection.close()
            path.unlink(missing_ok=True)
            raise
        connection.close()
        store = cls.open(path)
        if title:
            store.set_setting("title", title)
        return store

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Store:
        """Open a tracker. If another process is its writer, or it may not be written, it is opened for reading only
        and `why_read_only` says so. An old file is brought up to date, after a verified copy of it."""
        if read_only:
            return cls(path, connect(path), None, "It was opened for reading only.")
        try:
            connection = connect(path, write=True)
        except FileError as error:
            if "read-only" not in str(error):
                raise
            return cls(path, connect(path), None, str(error))
        lock = WriterLock(path)
        try:
            if not lock.take():
                connection.close()
                why = f"{path.name} is open for writing in another window or command (process {lock.holder()})."
                return cls(path, connect(path), None, f"{why} Close it there to make changes here.")
            if connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
                from tracker.store.schema import migrate

                backup.make(connection, path)
                migrate(connection)
        except BaseException:
            lock.release()
            connection.close()
            raise
        store = cls(path, connection, lock, "")
        store._ids = Ids(after=store._journal.last()[0])
        return store

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
        """Call `listener` with every ChangeSet from now on, after its commit."""
        self._listeners.append(listener)

    @contextmanager
    def edit(self, label: str, kind: EditKind = "edit") -> Iterator[Edit]:
        """One transaction, one line in the journal, one step to undo. An exception inside undoes all of it.

        `label` is what the Undo menu shows ("Add concern"). Nothing is written if nothing changed.
        Raises ReadOnlyError, RecordError.
        """
        with self._transaction(label, kind, 0) as edit:
            yield edit

    @contextmanager
    def _transaction(self, label: str, kind: EditKind, target: int) -> Iterator[Edit]:
        if self.read_only:
            raise ReadOnlyError(f"Nothing was changed: {self.why_read_only}")
        if self._editing:
            raise RuntimeError("An edit was begun inside another edit.")
        self._editing = True
        done: ChangeSet | None = None
        try:
            # IMMEDIATE: a deferred transaction that turns into a write can be refused halfway through.
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                edit = Edit(self.connection, self._ids)
                yield edit
                if edit.changes:
                    text_index.refresh(self.connection, edit.changes)
                    done = self._journal.append(self._ids, label, edit.now, _who(), kind, target, edit.changes)
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
        except sqlite3.OperationalError as error:
            raise FileError(
                f"{self.path} could not be written ({error}). Nothing was changed; check that the disk has room and "
                "that no other program holds the file, then try again."
            ) from error
        finally:
            self._editing = False
        if done is not None:
            self._journal.committed(done)
            for listener in self._listeners:
                listener(done)

    def new_id(self) -> int:
        """An id for a record that others are to refer to before any of them is written."""
        return self._ids.new()

    def undo(self, edit: int = 0) -> ChangeSet:
        """Take back the latest edit that stands, or the given one. UndoError says why it cannot be."""
        standing, _ = self._journal.stacks()
        if not standing:
            raise UndoError("There is nothing to undo.")
        target = edit or standing[-1]
        if target not in standing:
            raise UndoError("That edit is not one that can be undone: it was undone before, or never made.")
        return self._reverse(target, "undo", standing)

    def redo(self) -> ChangeSet:
        """Bring back the edit undone last. UndoError if there is none, or a later edit stands in its way."""
        standing, undone = self._journal.stacks()
        if not undone:
            raise UndoError("There is nothing to redo.")
        return self._reverse(undone[-1], "redo", standing)

    def _reverse(self, target: int, kind: EditKind, standing: list[int]) -> ChangeSet:
        head = self._journal.head(target)
        assert head is not None
        label, at = head
        changes = self._journal.changes(target)
        later = self._journal.later_touch(target, changes, standing)
        verb = "undone" if kind == "undo" else "redone"
        if later:
            raise UndoError(
                f"“{label}” of {at} cannot be {verb}: “{later[0]}” of {later[1]} has since changed the same record. "
                "Undo that first."
            )
        steps = changes if kind == "redo" else [change.inverse() for change in reversed(changes)]
        made: list[ChangeSet] = []
        self._listeners.insert(0, made.append)
        try:
            with self._transaction(label, kind, target) as edit:
                edit.apply(steps)
        except (RecordError, sqlite3.IntegrityError) as error:
            reason = str(error) if isinstance(error, RecordError) else "Another record now refers to one it made."
            raise UndoError(f"“{label}” of {at} cannot be {verb}. {reason}") from error
        finally:
            self._listeners.remove(made.append)
        return made[0]

    def undo_label(self) -> str:
        """What the next undo would take back; '' if there is nothing."""
        return self._label_of(self._journal.stacks()[0])

    def redo_label(self) -> str:
        """What the next redo would bring back; '' if there is nothing."""
        return self._label_of(self._journal.stacks()[1])

    def _label_of(self, stack: list[int]) -> str:
        head = self._journal.head(stack[-1]) if stack else None
        return head[0] if head else ""

    # Reading

    def get(self, record_type: type[R], row: int) -> R:
        """The record with this id. NotFoundError if there is none."""
        found = reading.many(self.connection, record_type, [row])
        if not found:
            raise NotFoundError(f"There is no {record_type.TABLE.replace('_', ' ')} with this id in {self.path.name}.")
        return found[0]

    def many(self, record_type: type[R], ids: Iterable[int]) -> list[R]:
        """Records in the order of `ids`; ids no longer there are left out."""
        return reading.many(self.connection, record_type, ids)

    def where(self, record_type: type[R], order: str = "id", **equals: Any) -> list[R]:
        """Records whose fields equal the given values (None too), ordered by the named columns."""
        return reading.where(self.connection, record_type, order, **equals)

    def count(self, record_type: type[Record]) -> int:
        """How many records of a kind there are."""
        return int(self.connection.execute(f'SELECT count(*) FROM "{record_type.TABLE}"').fetchone()[0])

    def by_text_id(self, record_type: type[R], text: str) -> R:
        """The record with this id as short text. NotFoundError, with what to do, if it is none."""
        try:
            return self.get(record_type, id_number(text))
        except (ValueError, NotFoundError) as error:
            name = record_type.TABLE.replace("_", " ")
            raise NotFoundError(f"There is no {name} “{text}” in {self.path.name}. “search” lists ids.") from error

    def find(self, text: str | query.Node = "", order: str = "date") -> list[int]:
        """Ids of the events that a search matches, in order ('date', 'date-desc', 'title', 'type', ...)."""
        from tracker.store.search import order_by

        where, params = self._compiled(text)
        sql = f"SELECT e.id FROM event e WHERE {where} ORDER BY {order_by(order)}"
        return [row[0] for row in self.connection.execute(sql, params)]

    def count_found(self, text: str, *, forgiving: bool = False) -> int:
        """How many events a search matches. `forgiving`: 0 where the text cannot be read, instead of QueryError."""
        try:
            where, params = self._compiled(text)
        except QueryError:
            if not forgiving:
                raise
            return 0
        return int(self.connection.execute(f"SELECT count(*) FROM event e WHERE {where}", params).fetchone()[0])

    def _compiled(self, text: str | query.Node) -> tuple[str, list[object]]:
        from tracker.store.search import compile_query

        node = query.parse(text) if isinstance(text, str) else text
        return compile_query(node, now=utc_now(), last_seen=self.setting("last seen"))

    def facets(self, text: str | query.Node = "") -> dict[str, list[Facet]]:
        """For each facet, the values that the matching events have, with how many events have each."""
        from tracker.store.facets import facets

        node = query.parse(text) if isinstance(text, str) else text
        return facets(self.connection, node, now=utc_now(), last_seen=self.setting("last seen"))

    def events(self, ids: Sequence[int]) -> list[Event]:
        """Events in the order of `ids`."""
        return self.many(Event, ids)

    def event_rows(self, ids: Sequence[int]) -> list[reading.EventRow]:
        """One line an event, for lists and the timeline, in the order of `ids`."""
        return reading.event_rows(self.connection, ids)

    def lane_keys(self, ids: Sequence[int], grouping: str) -> dict[int, tuple[str, ...]]:
        """Event id -> the timeline lanes it stands in when grouped by stakeholder, topic, theme, ..."""
        from tracker.store.lanes import lane_keys

        return lane_keys(self.connection, ids, grouping)

    def completions(self, field: str, prefix: str, most: int = 12) -> list[str]:
        """Values of a search field that begin with `prefix`, to offer while it is typed."""
        from tracker.store.completion import completions

        return completions(self.connection, field, prefix, most)

    def dossier(self, event: int) -> reading.Dossier:
        """Everything about one event. NotFoundError if it is not there."""
        return reading.dossier(self.connection, self.get(Event, event))

    def history(self, *rows: tuple[str, int]) -> list[HistoryEntry]:
        """What happened to the given (table, id) rows, newest first."""
        return self._journal.history(list(rows))

    def journal(self, newest: int | None = None) -> Iterator[ChangeSet]:
        """The journal from its newest entry back."""
        return self._journal.entries(newest)

    def terms(self, vocabulary: str) -> list[Term]:
        """The user's own terms of an open vocabulary."""
        return self.where(Term, "name", vocabulary=vocabulary)

    # Settings, snapshots, safety

    def setting(self, name: str, default: str = "") -> str:
        """A setting of this file."""
        row = self.connection.execute("SELECT value FROM setting WHERE name=?", (name,)).fetchone()
        return row[0] if row else default

    def set_setting(self, name: str, value: str) -> None:
        """Change a setting of this file: in the journal, but not a step to undo."""
        found = self.where(Setting, name=name)
        with self.edit(f"Set {name}", "fixed") as edit:
            if found:
                edit.change(found[0], value=value)
            else:
                edit.add(Setting(name=name, value=value))

    def keep_blob(self, data: bytes, media_type: str) -> str:
        """Keep the bytes of a snapshot; returns their SHA-256, for `Source.sha256`. The same bytes are kept once."""
        if self.read_only:
            raise ReadOnlyError(f"Nothing was kept: {self.why_read_only}")
        digest = hashlib.sha256(data).hexdigest()
        self.connection.execute(
            "INSERT OR IGNORE INTO blob(sha256, media_type, size, data) VALUES (?,?,?,?)",
            (digest, media_type, len(data), zlib.compress(data)),
        )
        return digest

    def blob(self, sha256: str) -> bytes:
        """The bytes kept under a hash, proved to be those. NotFoundError if there are none, FileError if altered."""
        row = self.connection.execute("SELECT data FROM blob WHERE sha256=?", (sha256,)).fetchone()
        if row is None:
            raise NotFoundError("No snapshot is kept under this hash.")
        data = zlib.decompress(row[0])
        if hashlib.sha256(data).hexdigest() != sha256:
            raise FileError("The kept snapshot is not what it was when it was kept.")
        return data

    def backup(self) -> Path:
        """Make a verified copy now; returns its path."""
        return backup.make(self.connection, self.path)

    def backup_if_due(self) -> Path | None:
        """Make a verified copy if the last one is an hour old; None if it is not."""
        return backup.make(self.connection, self.path) if backup.is_due(self.path) else None

    def check(self, progress: Callable[[str], None] = lambda _: None) -> list[Problem]:
        """Everything wrong with the file; an empty list means that it is sound."""
        from tracker.store import checking

        return checking.check(self.connection, progress)

    def content_hash(self) -> str:
        """SHA-256 over all records, whatever edits led to them: equal content, equal hash."""
        from tracker.store import checking

        return checking.content_hash(self.connection)

    def counts(self) -> dict[str, int]:
        """How many records of each kind there are, by table."""
        return {t.TABLE: self.count(t) for t in RECORD_TYPES}


def _who() -> str:
    """A local name for the journal; it never leaves the file."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
