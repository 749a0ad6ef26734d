"""What a tracker file can be asked: its records, what a search finds, what the pages show, what happened to it."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from tracker import query
from tracker.dates import utc_now
from tracker.errors import NotFoundError, QueryError
from tracker.paths import in_words
from tracker.records import RECORD_TYPES, DisputedPoint, Event, R, Record, Term, id_number
from tracker.store import reading
from tracker.store.changes import ChangeSet
from tracker.store.connection import damaged, explaining
from tracker.store.journal import HistoryEntry, Journal
from tracker.store.person import local_name

if TYPE_CHECKING:
    from tracker.store.checking import Problem
    from tracker.store.date_counts import DateCounts
    from tracker.store.dossier import DisputedView, Dossier, SourceHead
    from tracker.store.facets import Facet
    from tracker.store.glimpse import Glimpse
    from tracker.store.since import Seen, Since
    from tracker.store.state_of_play import StateOfPlay
    from tracker.store.timeline_columns import Columns, Said

F = TypeVar("F", bound=Callable[..., Any])


def reads(method: F) -> F:
    """A method that reads the file: a FileError says why it cannot; CancelledError if it was interrupted."""

    @wraps(method)
    def call(file: ReadableFile, *args: Any, **kwargs: Any) -> Any:
        with explaining(file.path):
            return method(file, *args, **kwargs)

    return cast(F, call)


class ReadableFile:
    """A tracker file that answers questions and writes nothing: the half of `Store` that only reads.

    `connection` is for the modules of this package that read a list of their own kind from it.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self._journal = Journal(connection)

    @property
    def title(self) -> str:
        """What the tracker is about; where nobody has said, the name of its file."""
        return self.setting("title") or in_words(self.path.stem)

    # Records as they are kept

    @reads
    def get(self, record_type: type[R], row: int) -> R:
        """The record with this id. NotFoundError if there is none."""
        found = reading.many(self.connection, record_type, [row])
        if not found:
            raise NotFoundError(f"There is no {record_type.TABLE.replace('_', ' ')} with this id in {self.path.name}.")
        return found[0]

    @reads
    def many(self, record_type: type[R], ids: Iterable[int]) -> list[R]:
        """Records in the order of `ids`; ids no longer there are left out."""
        return reading.many(self.connection, record_type, ids)

    @reads
    def where(self, record_type: type[R], order: str = "id", **equals: Any) -> list[R]:
        """Records whose fields equal the given values (None too), ordered by the named columns."""
        return reading.where(self.connection, record_type, order, **equals)

    def by_text_id(self, record_type: type[R], text: str) -> R:
        """The record with this id as short text. NotFoundError, with what to do, if it is none."""
        try:
            return self.get(record_type, id_number(text))
        except (ValueError, NotFoundError) as error:
            name = record_type.TABLE.replace("_", " ")
            raise NotFoundError(f"There is no {name} “{text}” in {self.path.name}. “search” lists ids.") from error

    def events(self, ids: Sequence[int]) -> list[Event]:
        """Events in the order of `ids`."""
        return self.many(Event, ids)

    def terms(self, vocabulary: str) -> list[Term]:
        """The user's own terms of an open vocabulary."""
        return self.where(Term, "name", vocabulary=vocabulary)

    # Searches

    def find(self, text: str | query.Node = "", order: str = "date") -> list[int]:
        """Ids of the events that a search matches, in order ('date', 'date-desc', 'title', 'type', ...)."""
        return self.found(text, order).tolist()

    @reads
    def found(self, text: str | query.Node = "", order: str = "date", most: int = -1) -> array[int]:
        """What `find` gives, eight bytes an id, for lists that may hold every event there is; or the first `most`."""
        from tracker.store.search import in_order

        return array("q", in_order(self.connection, self._compiled(text), order, most))

    @reads
    def glimpse(self, text: str | query.Node, order: str, most: int, seconds: float) -> Glimpse:
        """The first of what `found` gives, as far as they are found in so many seconds."""
        from tracker.store.glimpse import glimpse

        node = query.parse(text) if isinstance(text, str) else text
        moment = {"now": utc_now(), "last_seen": self.new_since()}
        return glimpse(self.connection, node, order, **moment, most=most, seconds=seconds)

    @reads
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

    @reads
    def facets(self, text: str | query.Node = "") -> dict[str, list[Facet]]:
        """For each facet, the values that the matching events have, with how many events have each."""
        from tracker.store.facets import facets

        node = query.parse(text) if isinstance(text, str) else text
        return facets(self.connection, node, now=utc_now(), last_seen=self.new_since())

    @reads
    def facets_among(self, node: query.Node, ids: Sequence[int], *, whole: bool) -> dict[str, list[Facet]]:
        """What `facets` gives for some events that a search finds: at least so many, unless they are the `whole`."""
        from tracker.store.facets import facets_among

        return facets_among(self.connection, node, ids, now=utc_now(), whole=whole)

    @reads
    def completions(self, field: str, prefix: str, most: int = 12) -> list[str]:
        """Values of a search field that begin with `prefix`, to offer while it is typed."""
        from tracker.store.completion import completions

        return completions(self.connection, field, prefix, most)

    def _compiled(self, text: str | query.Node) -> tuple[str, list[object]]:
        from tracker.store.search import condition

        node = query.parse(text) if isinstance(text, str) else text
        return condition(self.connection, node, now=utc_now(), last_seen=self.new_since())

    # What the pages show

    @reads
    def event_rows(self, ids: Sequence[int]) -> list[reading.EventRow]:
        """One line an event, for lists and the timeline, in the order of `ids`."""
        return reading.event_rows(self.connection, ids)

    @reads
    def said_of(self, ids: Sequence[int]) -> dict[int, Said]:
        """Titles of events and what stands beside them in the timeline, by id; those no longer there are left out."""
        from tracker.store.timeline_columns import said_of

        return said_of(self.connection, ids)

    @reads
    def timeline_columns(self, text: str | query.Node, grouping: str) -> Columns:
        """All events that a search matches as the timeline takes them: by date, in columns, with the names of the
        lanes they stand in when grouped by stakeholder, topic, theme, position, court or status."""
        from tracker.store.timeline_columns import columns

        return columns(self.connection, self._compiled(text), grouping)

    @reads
    def positions(self) -> dict[int, tuple[int, ...]]:
        """For each event with concerns, how many there are by position, in the order of the vocabulary."""
        return reading.positions(self.connection)

    @reads
    def state_of_play(self, text: str | query.Node, day: str, since: str = "", most: int = 0) -> StateOfPlay:
        """How the events that a search matches stood on a day (ISO), and what changed after another. `most` limits
        the policies read of each group; 0 for all."""
        from tracker.store.state_of_play import state_of_play

        return state_of_play(self.connection, self._compiled(text), day, since, most)

    @reads
    def status_days(self, text: str | query.Node) -> tuple[str, ...]:
        """The days (ISO) on which the status of some event that a search matches changed."""
        from tracker.store.state_of_play import status_days

        return status_days(self.connection, self._compiled(text))

    @reads
    def event_counts(self) -> dict[str, DateCounts]:
        """For each type of event how many there are of each date."""
        from tracker.store import event_counts

        try:
            return event_counts.read(self.connection)
        except ValueError as error:
            raise damaged(self.path, "its counts of events cannot be read") from error

    @reads
    def event_total(self) -> int:
        """How many events there are, as counted with each edit: quicker than `count` where there are a million."""
        return int(self.connection.execute("SELECT coalesce(sum(events), 0) FROM event_count").fetchone()[0])

    @reads
    def dossier(self, event: int) -> Dossier:
        """Everything about one event. NotFoundError if it is not there."""
        from tracker.store.dossier import dossier

        return dossier(self.connection, self.get(Event, event))

    @reads
    def shares_its_day(self, event: Event) -> bool:
        """Whether another event has the same date, so that one may be said to come first."""
        from tracker.store.dossier import shares_its_day

        return shares_its_day(self.connection, event)

    @reads
    def disputed(self, point: int) -> DisputedView:
        """A disputed point with its versions and who gives them. NotFoundError if it is not there."""
        from tracker.store.dossier import disputed

        return disputed(self.connection, self.get(DisputedPoint, point))

    @reads
    def source_heads(self, ids: Iterable[int]) -> list[SourceHead]:
        """Sources without their texts, in the order of `ids`; ids no longer there are left out."""
        from tracker.store.dossier import source_heads

        return source_heads(self.connection, ids)

    # What happened to it

    @reads
    def history(self, *rows: tuple[str, int]) -> list[HistoryEntry]:
        """What happened to the given (table, id) rows, newest first."""
        return self._journal.history(list(rows))

    def journal(self, newest: int | None = None) -> Iterator[ChangeSet]:
        """The journal from its newest entry back, or just so many of its newest entries."""
        with explaining(self.path):
            yield from self._journal.entries(newest)

    @reads
    def since(self, entry: int) -> Since:
        """What changed after an entry of the journal (0: from the beginning): its net effect on each record."""
        from tracker.store import since

        return since.since(self.connection, entry)

    @reads
    def entry_at(self, moment: str) -> int:
        """The newest entry of the journal made at or before a time (UTC ISO); 0 if there is none."""
        from tracker.store import since

        return since.entry_at(self.connection, moment)

    @reads
    def last_entry(self) -> int:
        """The newest entry of the journal; 0 if there is none."""
        return int(self.connection.execute("SELECT coalesce(max(id), 0) FROM edit").fetchone()[0])

    @reads
    def seen(self, who: str = "") -> Seen | None:
        """When somebody (the person here, if not said) marked this tracker as seen; None if never."""
        from tracker.store import since

        return since.seen(self.connection, who or local_name())

    @reads
    def new_since(self) -> str:
        """The time (UTC ISO) after which what is added is new to the person here: see `is:new`; '' if all is."""
        from tracker.store import since

        return since.new_since(self.connection, local_name())

    # The file as a whole

    @reads
    def setting(self, name: str, default: str = "") -> str:
        """A setting of this file."""
        row = self.connection.execute("SELECT value FROM setting WHERE name=?", (name,)).fetchone()
        return row[0] if row else default

    @reads
    def blob(self, sha256: str) -> bytes:
        """The bytes kept under a hash, proved to be those. NotFoundError if there are none, FileError if altered."""
        from tracker.store import snapshots

        return snapshots.kept(self.connection, sha256)

    @reads
    def count(self, record_type: type[Record]) -> int:
        """How many records of a kind there are."""
        return int(self.connection.execute(f'SELECT count(*) FROM "{record_type.TABLE}"').fetchone()[0])

    @reads
    def counts(self) -> dict[str, int]:
        """How many records of each kind there are, by table."""
        return {t.TABLE: self.count(t) for t in RECORD_TYPES}

    def check(self, progress: Callable[[str], None] = lambda _: None) -> list[Problem]:
        """Everything wrong with the file; an empty list means that it is sound."""
        from tracker.store import checking

        return checking.check(self.connection, progress)

    @reads
    def content_hash(self) -> str:
        """SHA-256 over all records, whatever edits led to them: equal content, equal hash."""
        from tracker.store import checking

        return checking.content_hash(self.connection)
