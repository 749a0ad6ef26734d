"""The open tracker as signals: its changes, the current search and its result, the selection, messages.

Views hold no data of their own beyond what they show. A view writes by calling an operation with `session.store`
inside `session.attempt`, and every view, that one included, hears of it through `changed`.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance

from tracker import query
from tracker.errors import QueryError, TrackerError
from tracker.records import Concern, Event, Source
from tracker.store import ChangeSet, EventRow, Store
from tracker.ui.chosen import Chosen
from tracker.ui.jobs import FIRST, GLIMPSE, LATER, SOON, Done, Job, Read, Reader
from tracker.ui.rows import PAGE, Rows

if TYPE_CHECKING:
    from tracker.store.facets import Facet

    Facets = dict[str, list[Facet]]

T = TypeVar("T")
_GLIMPSE = 2 * PAGE
"""Rows of a search shown before all are found."""
_SOON = 0.06
"""Seconds in which the first rows of a search are found, or are not shown before all are."""
_SOON_COUNTED = 0.12
"""Seconds in which those are found that the sidebar counts before all are."""
_COUNTED = 1_000
"""So many of the events found first are counted for the sidebar before all are."""
_MANY = 20_000
"""With more events than this shown, a change is shown before they have all been found again."""


@dataclass(frozen=True, slots=True)
class Results:
    """What the current search matches: the `ids` of events in the order asked for.

    `counts` says how many events, sources and concerns there are in all, by table. `rows` are read when they are
    looked at, and only on the GUI thread. `node` is the search, for reading more of what it matches. `whole`: these
    are all that it matches; else the search goes on, and even where there are no `ids` yet there may be some.
    """

    text: str = ""
    ids: array[int] = field(default_factory=lambda: array("q"))
    rows: Sequence[EventRow] = ()
    order: str = "date"
    counts: Mapping[str, int] = field(default_factory=dict)
    node: query.Node = field(default_factory=lambda: query.parse(""))
    whole: bool = True

    @property
    def total(self) -> int:
        """How many events there are, matching or not."""
        return self.counts.get("event", 0)


@dataclass(slots=True)
class _Kept:
    """What holds until the next change: counts of all records, and facets of all events."""

    counts: Mapping[str, int] = field(default_factory=dict)
    facets: Facets = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Write:
    """A long write under way, and whom its end is told."""

    job: Job
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]


def _ignore(_: Exception) -> None:
    """Of a search that cannot be run its results tell."""


class Session(QObject):
    """One for a window."""

    changed = Signal(object)
    """ChangeSet: after every commit, undo and redo, whoever made it."""
    searched = Signal(object)
    """Results: the current search has been run, also again after a change."""
    begun = Signal()
    """Another search than the last is about to be made; who asks the reader now is served before it."""
    glimpsed = Signal(object)
    """Results: the first of a new search that takes its time, if any were found yet; all come with `searched`."""
    reordered = Signal(object)
    """Results: the same search in another order; what it matches is as it was."""
    search_changed = Signal(str)
    """The text of the current search has been changed, by whichever view; its results are still to come."""
    search_failed = Signal(object)
    """QueryError: the search text cannot be read; the last results stay."""
    faceted = Signal(object)
    """dict[str, list[Facet]]: counts for the current search."""
    selected = Signal(object)
    """Event id (int), 0 for none. Emitted only when it changes."""
    chose = Signal()
    """Several events are `chosen`, others than before, or no longer several."""
    edit_requested = Signal(object)
    """Event id: the user asked to open this event for editing (Enter, double click)."""
    source_asked = Signal(object, object)
    """(source id, citation id or 0): the user asked to read a source, at the words of one of its citations."""
    message = Signal(str, str)
    """(text, 'message' | 'warning' | 'error') for the message bar."""
    closing = Signal()
    """What works on another thread ends it now."""
    _committed = Signal(object)
    """ChangeSet, brought to this thread from whichever thread wrote."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.reader = Reader(store, self)
        self.results = Results()
        self.facets: Facets = {}
        self.search_text = ""
        self.order = "date"
        self.selection = 0
        self.chosen = Chosen()
        self._node: query.Node = query.parse("")
        self._searching = False
        self._kept = _Kept()
        self._write: _Write | None = None
        self._closed = False
        self._missed = False  # somebody looked at a row while it was lent
        self._held: list[ChangeSet] = []
        store.listen(self._committed.emit)
        self._committed.connect(self._on_change)

    # Searching

    def search(self, text: str, *, while_typing: bool = False) -> None:
        """Make `text` the current search. Its results come with `searched`, its fault with `search_failed`."""
        try:
            node = query.parse(text, complete=not while_typing)
        except QueryError as error:
            self.search_failed.emit(error)
            return
        if text != self.search_text:
            self.search_text = text
            self.search_changed.emit(text)
        self._node = node
        self._searching = True
        self._find()

    def sort(self, order: str) -> None:
        """List events in another of the store's orders. The results come with `reordered`, or with `searched` if a
        search is under way."""
        if order != self.order:
            self.order = order
            self._find()

    def _find(self) -> None:
        text, node, order, kept = self.search_text, self._node, self.order, self._kept
        whole: list[Results] = []

        def results(store: Store, ids: array[int]) -> Results:
            # What is looked at first is read here, so that it need not be read where it would hold up the window.
            rows = Rows(ids, self._read_page, store.event_rows(ids[:_GLIMPSE]))
            if not kept.counts:
                of_others = {record.TABLE: store.count(record) for record in (Source, Concern)}
                kept.counts = {Event.TABLE: store.event_total(), **of_others}
            return Results(text, ids, rows, order, kept.counts, node)

        def read_first(store: Store) -> Results:
            glimpse = store.glimpse(node, order, _GLIMPSE, _SOON)
            found = results(store, glimpse.ids)
            if glimpse.whole:
                whole.append(found)
            return replace(found, whole=glimpse.whole)

        def read(store: Store) -> Results:
            return whole[0] if whole else results(store, store.found(node, order))

        def count_first(store: Store) -> Facets | None:
            if whole or (kept.facets and isinstance(node, query.Everything)):
                return None  # they are counted exactly in no time
            ids = store.glimpse(node, "date", _COUNTED, _SOON_COUNTED).ids
            self.reader.check()
            return store.facets_among(node, ids, whole=False)

        def count(store: Store) -> Facets:
            if whole:
                return store.facets_among(node, whole[0].ids, whole=True)
            if not isinstance(node, query.Everything):
                return store.facets(node)
            kept.facets = kept.facets or store.facets(node)
            return kept.facets

        if text != self.results.text or not self.results.counts:
            self.begun.emit()
            self.reader.request("first rows", read_first, self._on_first, _ignore, rank=GLIMPSE)
            self.reader.request("first facets", count_first, self._on_first_facets, _ignore, rank=FIRST)
        self.reader.request("search", read, self._on_results, self._on_failure, rank=FIRST)
        if self._searching:
            self.reader.request("facets", count, self._on_facets, self._on_failure, rank=LATER)

    def _on_first(self, results: Results) -> None:
        if (results.ids or not results.whole) and results.text == self.search_text and self._searching:
            self.glimpsed.emit(results)

    def _on_first_facets(self, facets: Facets | None) -> None:
        if facets is None:
            return
        if not any(facets.values()):
            # Nothing is known yet: those shown were counted for another search.
            facets = {
                name: [replace(facet, count=0, at_least=True) for facet in each] for name, each in self.facets.items()
            }
        self._on_facets(facets)

    def _read_page(self, ids: Sequence[int]) -> list[EventRow] | None:
        if self.is_lent:
            self._missed = True
            return None
        try:
            return self.store.event_rows(ids)
        except TrackerError:
            return None

    def refresh(self) -> None:
        """Run the current search again."""
        self.search(self.search_text)

    def _on_results(self, results: Results) -> None:
        searching, self._searching = self._searching, False
        self._show(results, self.searched if searching else self.reordered)

    def _show(self, results: Results, told: SignalInstance) -> None:
        self.results = results
        before = len(self.chosen)
        if before:
            # What is no longer shown is no longer chosen: nothing is done with events that nobody sees.
            same = self.chosen.ids == results.ids
            chosen = Chosen(results.ids, self.chosen.stretches) if same else Chosen.among(results.ids, self.chosen)
            self.chosen = chosen if len(chosen) > 1 else Chosen()
        told.emit(results)
        if len(self.chosen) != before:
            self.chose.emit()

    def _on_facets(self, facets: Facets) -> None:
        self.facets = facets
        self.faceted.emit(facets)

    def _on_failure(self, error: Exception) -> None:
        if isinstance(error, QueryError):
            self.search_failed.emit(error)
        else:
            self.fail(error)

    def read(self, kind: str, read: Read, done: Done, *, rank: int = SOON) -> None:
        """Read off the GUI thread, as `Reader.request` does; what goes wrong is said."""
        self.reader.request(kind, read, done, self.fail, rank=rank)

    def fail(self, error: Exception) -> None:
        """Say what went wrong."""
        self.message.emit(str(error), "error")

    # Selecting

    def select(self, event: int) -> None:
        """Make an event the one that all views show as selected, and no others beside it; 0 for none."""
        self.choose(Chosen(), event)

    def choose(self, chosen: Chosen, event: int) -> None:
        """Choose several events, of which `event` is the one that all views show as selected."""
        several = chosen if len(chosen) > 1 else Chosen()
        differs = bool(several or self.chosen) and several != self.chosen
        self.chosen = several
        if event != self.selection:
            self.selection = event
            self.selected.emit(event)
        if differs:
            self.chose.emit()

    # Writing

    def attempt(self, action: Callable[[], T]) -> T | None:
        """Run an action that may be refused: a TrackerError becomes a message, and None is returned."""
        try:
            with self.reader.aside():
                return action()
        except TrackerError as error:
            self.fail(error)
            return None

    def undo(self) -> None:
        """Take back the latest edit, or say why not."""
        self.attempt(self.store.undo)

    def redo(self) -> None:
        """Bring back the edit undone last, or say why not."""
        self.attempt(self.store.redo)

    def write_in_background(
        self,
        title: str,
        work: Callable[..., Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> Job:
        """Run `work(store, progress, cancelled)`, a long write, on a thread of its own (see `Job`); returns its job.

        The store is lent to that thread: until `done` or `failed` is called the window's reads wait, and nobody else
        may use `store`, so keep the window modal. Views hear of the change once the store is back.
        """
        store = self.store
        # It has no parent: what waits for its end may hold the last reference to this session, which would then go, and
        # delete the job, while the job is being deleted already.
        job = Job(title, lambda progress, cancelled: work(store, progress, cancelled))
        self._write = _Write(job, done, failed)
        job.succeeded.connect(self._on_written)
        job.failed.connect(self._on_not_written)
        self.reader.pause()
        job.start()
        return job

    def _on_written(self, result: Any) -> None:
        write = self._take_back()
        if write is not None:
            write.done(result)

    def _on_not_written(self, error: Exception) -> None:
        write = self._take_back()
        if write is not None:
            write.failed(error)

    def _take_back(self) -> _Write | None:
        """Have the store again, once the thread has ended; views hear of the change before whoever began it."""
        write, self._write = self._write, None
        if write is None:
            return None
        write.job.wait()
        self.reader.resume()
        held, self._held = self._held, []
        for change in held:
            self._on_change(change)
        if self._missed:
            self._missed = False
            self.refresh()
        return write

    @property
    def is_lent(self) -> bool:
        """Whether nobody may use the store: a long write has it, or it is closed."""
        return self._write is not None or self._closed

    def _on_change(self, change: ChangeSet) -> None:
        if self.is_lent:
            self._held.append(change)
            return
        if self.selection and self.selection in {c.row for c in change.changes if c.table == "event" and not c.after}:
            self.select(0)
        self._kept = _Kept()
        self.changed.emit(change)
        if len(self.results.ids) > _MANY:
            self._show_at_once(change)
        self.refresh()

    def _show_at_once(self, change: ChangeSet) -> None:
        """Read the rows in view again, without those that are gone; what came with the change comes with the search."""
        ids = array("q", self.results.ids)
        for event in {c.row for c in change.changes if c.table == "event" and not c.after}:
            if event in ids:
                ids.remove(event)
        self._show(replace(self.results, ids=ids, rows=Rows(ids, self._read_page)), self.reordered)

    def mark_as_seen(self, last: int = 0) -> bool:
        """Note that the person here has seen all up to the entry `last` of the journal, or all there is."""
        from tracker.operations.digest import mark_as_seen

        def mark() -> bool:
            mark_as_seen(self.store, last=last)
            return True

        return self.attempt(mark) is True

    # Ending

    def close(self) -> None:
        """Stop reading, let a long write end, and close the file."""
        self.closing.emit()
        self._closed = True  # no row is read any more
        if self._write is not None:
            self._write.job.wait()
            self._write = None
        self.reader.stop()
        self.store.close()
