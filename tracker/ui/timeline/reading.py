"""What the timeline shows, read off the GUI thread: events, what is said of them, their relations, the balance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, Signal

from tracker.store import ChangeSet, Store
from tracker.store.timeline_columns import Said
from tracker.timeline.balance import Balance, balance
from tracker.timeline.counted import CountedEvents
from tracker.ui.jobs import FIRST, GLIMPSE, LATER
from tracker.ui.session import Results, Session
from tracker.ui.timeline.chart_events import TOLD_AT_ONCE, TrackerEvents, counted_events, read_events, said_anew
from tracker.ui.timeline.follow_bar import chain_of
from tracker.ui.timeline.lane_arranging import LaneArranging
from tracker.ui.timeline.related_timeline import FEW, Relations, read_relations

MOST_ASKED = 1_000
"""Events of which it is read at once what is said."""


class TimelineReading(QObject):
    """Follows the session's results. `in_view` gives the ids of events of which it is to be known at once what is said.

    Relations and the balance are read when they are asked for, of the events that came last.
    """

    found = Signal(object)
    """TrackerEvents: what there is to show; or, for a while, CountedEvents."""
    told = Signal()
    """It is known what is said of some of the events that came last."""
    told_anew = Signal()
    """Other things than before are said of some of them, and nothing else has changed."""
    related = Signal(object)
    """Relations: those of the selected event, or of a chain that is followed."""
    balanced = Signal(object)
    """Balance: where people stand on the events of each lane."""

    def __init__(
        self,
        session: Session,
        arranging: LaneArranging,
        in_view: Callable[[], Sequence[int]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.shows_balance, self.shows_relations = False, True
        self._arranging = arranging
        self._in_view = in_view
        self._events: TrackerEvents | None = None
        self._relates = False
        self._asked: Sequence[int] = ()
        self._asking = False
        # By edit since the last results, the events of which other things are said (None: some may have moved); whether
        # all are being read, and for what those shown were.
        self._changes: list[set[int] | None] = []
        self._reading = False
        self._read_for: tuple[object, ...] = ()
        session.begun.connect(self._on_begun)
        session.changed.connect(self._on_changed)
        session.searched.connect(self._on_results)

    # Events

    def read_again(self) -> None:
        """Lanes are by something else."""
        if self.session.results.counts:  # the first search is still to be answered otherwise
            self._on_results(self.session.results)

    def _on_begun(self) -> None:
        """All events are asked for: how many there are of each date is there long before a large tracker's events. It
        comes first where nothing is shown yet; else who types on does not wait for it."""
        grouping, check = self._arranging.grouping, self.session.reader.check
        # A search that is still being typed may find everything for a moment.
        if self.session.search_text.strip() or grouping not in ("family", "type"):
            return
        rank = FIRST if self.session.results.counts else GLIMPSE

        def read(store: Store) -> CountedEvents | None:
            return counted_events(store, grouping, check) if store.event_total() > TOLD_AT_ONCE else None

        def done(events: CountedEvents | None) -> None:
            if events is not None:
                self._take(events)

        self.session.read("timeline", read, done, rank=rank)

    def _on_changed(self, change: ChangeSet) -> None:
        self._changes.append(said_anew(change))

    def _on_results(self, results: Results) -> None:
        grouping = self._arranging.grouping
        changes, self._changes = self._changes, []
        of_these = (grouping, results.text, results.order)
        known = [events for events in changes if events is not None]
        # Where all of many stay where they are, only what is said of some is read.
        stays = bool(changes) and len(known) == len(changes) and grouping in ("family", "type") and not self._reading
        if stays and self._events is not None and (*of_these, results.ids) == self._read_for:
            self._say_anew(self._events, set().union(*known))
            return
        self._reading = True
        shown = self._in_view()

        def read(store: Store) -> TrackerEvents:
            return read_events(store, results.node, grouping, shown, self.session.reader.check)

        def done(events: TrackerEvents) -> None:
            # Few are read again as soon as anything is written.
            self._reading = False
            self._read_for = (*of_these, results.ids) if len(events) > TOLD_AT_ONCE else ()
            self._take(events)

        def failed(error: Exception) -> None:
            self._reading = False
            self.session.fail(error)

        self.session.reader.request("timeline", read, done, failed)

    def _take(self, events: TrackerEvents | CountedEvents) -> None:
        self._events = events if isinstance(events, TrackerEvents) else None
        self._asked = ()
        self.found.emit(events)

    # What is said of them

    def _say_anew(self, events: TrackerEvents, changed: set[int]) -> None:
        """What is said of some events has changed, and nothing else."""

        def read(store: Store) -> tuple[dict[int, int], dict[int, Said]]:
            # Where an event stands takes more than a frame to find, for some among a million.
            of = {event: position for event in changed if (position := events.position(event)) is not None}
            return of, store.said_of(list(of))

        def done(found: tuple[dict[int, int], dict[int, Said]]) -> None:
            if events is self._events:
                events.tell(found[1], found[0])
                self.told_anew.emit()

        self.session.read("timeline anew", read, done)

    def ask(self, positions: Sequence[int]) -> None:
        """Some events in view are shown without what is said of them. One read is under way at a time: a newer frame
        that replaced an older would be replaced by the next, and while one pans nothing would ever be read."""
        self._asked = positions
        if not self._asking:
            self._read_said()

    def _read_said(self) -> None:
        events, asked = self._events, self._asked
        self._asked = ()
        of = events.ids_at([n for n in asked if events.item(n).untold][:MOST_ASKED]) if events is not None else {}
        if events is None or not of:
            return
        self._asking = True

        def done(said: dict[int, Said]) -> None:
            self._asking = False
            if events is self._events:
                events.tell(said, of)
                self.told.emit()
            self._read_said()

        def failed(error: Exception) -> None:
            self._asking = False
            self.session.fail(error)

        self.session.reader.request("timeline titles", lambda store: store.said_of(list(of)), done, failed)

    # What is shown beside them

    def read_beside(self) -> None:
        """Read what is wanted beside the events."""
        if self._events is not None:
            self._read_relations()
            if self.shows_balance:
                self._read_balance(self._events)

    def show_balance(self, shown: bool) -> None:
        """Where people stand is wanted for each lane, or no longer."""
        self.shows_balance = shown
        if shown and self._events is not None:
            self._read_balance(self._events)
        elif not shown:
            self.session.reader.forget("balance")
            self.balanced.emit({})

    def show_relations(self, shown: bool) -> None:
        """The relations of the selected event are wanted, or no longer."""
        self.shows_relations = shown
        self._read_relations()

    def relate_anew(self) -> None:
        """Another event is selected."""
        # Those of the event before are of no use while the new ones are read, unless a chain is followed.
        if self._relates and not chain_of(self.session.results.node):
            self.related.emit(Relations())
        self._read_relations()

    def _read_relations(self) -> None:
        """Read the relations of the selected event, and of all in a chain that is followed."""
        results, chosen, events = self.session.results, self.session.selection, self._events
        chain = tuple(results.ids) if chain_of(results.node) and len(results.ids) <= FEW else ()
        if not self.shows_relations or events is None or not (chosen or chain):
            if self._relates:
                self._relates = False
                self.session.reader.forget("relations")
                self.related.emit(Relations())
            return

        def read(store: Store) -> Relations:
            found = read_relations(store, chosen, chain)
            for event in found.events:
                events.position(event)  # looked for here, as among a million that takes more than a frame for some
            return found

        self._relates = True
        self.session.reader.request("relations", read, self.related.emit, lambda _: None, rank=LATER)

    def _read_balance(self, events: TrackerEvents) -> None:
        """Read where people stand on the events that are shown."""
        check = self.session.reader.check

        def read(store: Store) -> Balance:
            def ids(positions: Sequence[int]) -> Iterator[int]:
                return map(events.ids.__getitem__, positions)

            lanes = ((each.lane.key, ids(each.items.positions), each.index.starts) for each in events.lanes)
            return balance(lanes, store.positions(), check)

        self.session.reader.request("balance", read, self.balanced.emit, lambda _: None, rank=LATER)
