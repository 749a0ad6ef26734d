"""A tracker file, open: find, get, edit, undo, and be told of every change."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from tracker import query
from tracker.dates import utc_now
from tracker.errors import FileError, NotFoundError, QueryError
from tracker.records import RECORD_TYPES, DisputedPoint, Event, Id, R, Record, Setting, Term, id_number
from tracker.store import backup, reading, snapshots
from tracker.store.changes import ChangeSet, EditKind
from tracker.store.connection import (
    SCHEMA_VERSION,
    connect,
    damaged,
    explaining,
    is_writable,
    make_file,
    user_version,
)
from tracker.store.journal import HistoryEntry, Journal
from tracker.store.lock import WriterLock
from tracker.store.person import local_name
from tracker.store.writing import Listener, Writer

if TYPE_CHECKING:
    from tracker.store.checking import Problem
    from tracker.store.date_counts import DateCounts
    from tracker.store.edit import Edit
    from tracker.store.facets import Facet
    from tracker.store.glimpse import Glimpse
    from tracker.store.inbox import FeedState
    from tracker.store.since import Seen, Since
    from tracker.store.state_of_play import StateOfPlay
    from tracker.store.timeline_columns import Columns, Said

F = TypeVar("F", bound=Callable[..., Any])


def _reads(method: F) -> F:
    """A method of Store that reads the file: a FileError says why it cannot; CancelledError if it was interrupted."""

    @wraps(method)
    def call(store: Store, *args: Any, **kwargs: Any) -> Any:
        with explaining(store.path):
            return method(store, *args, **kwargs)

    return cast(F, call)


class Store:
    """One tracker file. Use it on the thread that opened it; `reader()` gives another thread its own.

    Who writes may lend it to another thread, and leaves it alone until that is done; listeners are called there then.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, lock: WriterLock | None, why_read_only: str, last: Id = 0
    ) -> None:
        self.path = path
        self.why_read_only = why_read_only
        self.connection = connection
        self._lock = lock
        self._journal = Journal(connection)
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

    @_reads
    def undo_label(self) -> str:
        """What the next undo would take back; '' if there is nothing."""
        return self._label_of(self._stacks()[0])

    @_reads
    def redo_label(self) -> str:
        """What the next redo would bring back; '' if there is nothing."""
        return self._label_of(self._stacks()[1])

    @_reads
    def weight(self, *, redo: bool = False) -> int:
        """About how much the next undo (or redo) has to write, in characters: those of the records it changes, and 300
        for each record; 0 if there is nothing."""
        stack = self._stacks()[1 if redo else 0]
        return self._journal.weight(stack[-1]) if stack else 0

    def _stacks(self) -> tuple[list[int], list[int]]:
        if self.read_only:
            self._journal.forget()  # somebody else may write
        return self._journal.stacks()

    def _label_of(self, stack: list[int]) -> str:
        head = self._journal.head(stack[-1]) if stack else None
        return head[0] if head else ""

    # Reading

    @_reads
    def get(self, record_type: type[R], row: int) -> R:
        """The record with this id. NotFoundError if there is none."""
        found = reading.many(self.connection, record_type, [row])
        if not found:
            raise NotFoundError(f"There is no {record_type.TABLE.replace('_', ' ')} with this id in {self.path.name}.")
        return found[0]

    @_reads
    def many(self, record_type: type[R], ids: Iterable[int]) -> list[R]:
        """Records in the order of `ids`; ids no longer there are left out."""
        return reading.many(self.connection, record_type, ids)

    @_reads
    def where(self, record_type: type[R], order: str = "id", **equals: Any) -> list[R]:
        """Records whose fields equal the given values (None too), ordered by the named columns."""
        return reading.where(self.connection, record_type, order, **equals)

    @_reads
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
        return self.found(text, order).tolist()

    @_reads
    def found(self, text: str | query.Node = "", order: str = "date", most: int = -1) -> array[int]:
        """What `find` gives, eight bytes an id, for lists that may hold every event there is; or the first `most`."""
        from tracker.store.search import in_order

        return array("q", in_order(self.connection, self._compiled(text), order, most))

    @_reads
    def glimpse(self, text: str | query.Node, order: str, most: int, seconds: float) -> Glimpse:
        """The first of what `found` gives, as far as they are found in so many seconds."""
        from tracker.store.glimpse import glimpse

        node = query.parse(text) if isinstance(text, str) else text
        moment = {"now": utc_now(), "last_seen": self.new_since()}
        return glimpse(self.connection, node, order, **moment, most=most, seconds=seconds)

    @_reads
    def count_found(self, text: str, *, forgiving: bool = False) -> int:
        """How many events a search matches. `forgiving`: 0 where the text cannot be read, instead of QueryError."""
        from tracker.store.search import from_events

        try:
            where, params = self._compiled(text)
        except QueryError:
            if not forgiving:
                raise
            return 0
        return int(self.connection.execute(f"SELECT count(*) {from_events(where)}", params).fetchone()[0])

    def _compiled(self, text: str | query.Node) -> tuple[str, list[object]]:
        from tracker.store.search import condition

        node = query.parse(text) if isinstance(text, str) else text
        return condition(self.connection, node, now=utc_now(), last_seen=self.new_since())

    @_reads
    def facets(self, text: str | query.Node = "") -> dict[str, list[Facet]]:
        """For each facet, the values that the matching events have, with how many events have each."""
        from tracker.store.facets import facets

        node = query.parse(text) if isinstance(text, str) else text
        return facets(self.connection, node, now=utc_now(), last_seen=self.new_since())

    @_reads
    def facets_among(self, node: query.Node, ids: Sequence[int], *, whole: bool) -> dict[str, list[Facet]]:
        """What `facets` gives for some events that a search finds: at least so many, unless they are the `whole`."""
        from tracker.store.facets import facets_among

        return facets_among(self.connection, node, ids, now=utc_now(), whole=whole)

    @_reads
    def new_since(self) -> str:
        """The time (UTC ISO) after which what is added is new to the person here: see `is:new`; '' if all is."""
        from tracker.store import since

        return since.new_since(self.connection, local_name())

    @_reads
    def seen(self, who: str = "") -> Seen | None:
        """When somebody (the person here, if not said) marked this tracker as seen; None if never."""
        from tracker.store import since

        return since.seen(self.connection, who or local_name())

    @_reads
    def entry_at(self, moment: str) -> int:
        """The newest entry of the journal made at or before a time (UTC ISO); 0 if there is none."""
        from tracker.store import since

        return since.entry_at(self.connection, moment)

    @_reads
    def since(self, entry: int) -> Since:
        """What changed after an entry of the journal (0: from the beginning): its net effect on each record."""
        from tracker.store import since

        return since.since(self.connection, entry)

    def events(self, ids: Sequence[int]) -> list[Event]:
        """Events in the order of `ids`."""
        return self.many(Event, ids)

    @_reads
    def event_rows(self, ids: Sequence[int]) -> list[reading.EventRow]:
        """One line an event, for lists and the timeline, in the order of `ids`."""
        return reading.event_rows(self.connection, ids)

    @_reads
    def timeline_columns(self, text: str | query.Node, grouping: str) -> Columns:
        """All events that a search matches as the timeline takes them: by date, in columns, with the names of the
        lanes they stand in when grouped by stakeholder, topic, theme, position, court or status."""
        from tracker.store.timeline_columns import columns

        return columns(self.connection, self._compiled(text), grouping)

    @_reads
    def state_of_play(self, text: str | query.Node, day: str, since: str = "", most: int = 0) -> StateOfPlay:
        """How the events that a search matches stood on a day (ISO), and what changed after another. `most` limits
        the policies read of each group; 0 for all."""
        from tracker.store.state_of_play import state_of_play

        return state_of_play(self.connection, self._compiled(text), day, since, most)

    @_reads
    def status_days(self, text: str | query.Node) -> tuple[str, ...]:
        """The days (ISO) on which the status of some event that a search matches changed."""
        from tracker.store.state_of_play import status_days

        return status_days(self.connection, self._compiled(text))

    @_reads
    def event_total(self) -> int:
        """How many events there are, as counted with each edit: quicker than `count` where there are a million."""
        return int(self.connection.execute("SELECT coalesce(sum(events), 0) FROM event_count").fetchone()[0])

    @_reads
    def event_counts(self) -> dict[str, DateCounts]:
        """For each type of event how many there are of each date."""
        from tracker.store import event_counts

        try:
            return event_counts.read(self.connection)
        except ValueError as error:
            raise damaged(self.path, "its counts of events cannot be read") from error

    @_reads
    def said_of(self, ids: Sequence[int]) -> dict[int, Said]:
        """Titles of events and what stands beside them in the timeline, by id; those no longer there are left out."""
        from tracker.store.timeline_columns import said_of

        return said_of(self.connection, ids)

    @_reads
    def positions(self) -> dict[int, tuple[int, ...]]:
        """For each event with concerns, how many there are by position, in the order of the vocabulary."""
        return reading.positions(self.connection)

    @_reads
    def completions(self, field: str, prefix: str, most: int = 12) -> list[str]:
        """Values of a search field that begin with `prefix`, to offer while it is typed."""
        from tracker.store.completion import completions

        return completions(self.connection, field, prefix, most)

    @_reads
    def dossier(self, event: int) -> reading.Dossier:
        """Everything about one event. NotFoundError if it is not there."""
        return reading.dossier(self.connection, self.get(Event, event))

    @_reads
    def disputed(self, point: int) -> reading.DisputedView:
        """A disputed point with its versions and who gives them. NotFoundError if it is not there."""
        return reading.disputed(self.connection, self.get(DisputedPoint, point))

    @_reads
    def source_heads(self, ids: Iterable[int]) -> list[reading.SourceHead]:
        """Sources without their texts, in the order of `ids`; ids no longer there are left out."""
        return reading.source_heads(self.connection, ids)

    @_reads
    def history(self, *rows: tuple[str, int]) -> list[HistoryEntry]:
        """What happened to the given (table, id) rows, newest first."""
        return self._journal.history(list(rows))

    def journal(self, newest: int | None = None) -> Iterator[ChangeSet]:
        """The journal from its newest entry back, or just so many of its newest entries."""
        with explaining(self.path):
            yield from self._journal.entries(newest)

    def terms(self, vocabulary: str) -> list[Term]:
        """The user's own terms of an open vocabulary."""
        return self.where(Term, "name", vocabulary=vocabulary)

    # Settings, snapshots, safety

    @_reads
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
        """Keep the bytes of a snapshot; returns their SHA-256, for `Source.sha256`. The same bytes are kept once.

        They are added for good: undo leaves them. Inside an edit they are part of it. Raises ReadOnlyError, FileError.
        """
        with self._writer.transaction():
            return snapshots.keep(self.connection, data, media_type)

    @_reads
    def blob(self, sha256: str) -> bytes:
        """The bytes kept under a hash, proved to be those. NotFoundError if there are none, FileError if altered."""
        return snapshots.kept(self.connection, sha256)

    def keep_feed_state(self, feed: Id, state: FeedState) -> None:
        """Remember how a feed answered: no edit, nothing to undo. Raises ReadOnlyError, FileError."""
        from tracker.store import inbox

        with self._writer.transaction():
            inbox.write_state(self.connection, feed, state)

    def backup(self) -> Path:
        """Make a verified copy now, also of a tracker that is open for reading only; returns its path. FileError."""
        return backup.make(self.connection, self.path)

    @_reads
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

    def check(self, progress: Callable[[str], None] = lambda _: None) -> list[Problem]:
        """Everything wrong with the file; an empty list means that it is sound."""
        from tracker.store import checking

        return checking.check(self.connection, progress)

    @_reads
    def content_hash(self) -> str:
        """SHA-256 over all records, whatever edits led to them: equal content, equal hash."""
        from tracker.store import checking

        return checking.content_hash(self.connection)

    @_reads
    def counts(self) -> dict[str, int]:
        """How many records of each kind there are, by table."""
        return {t.TABLE: self.count(t) for t in RECORD_TYPES}
