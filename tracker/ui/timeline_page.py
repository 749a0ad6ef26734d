"""The Timeline tab: the timeline, the overview of the whole span under it, and the same events as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QPoint, QSettings, Qt, Signal
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from tracker import dates
from tracker.operations.change import move_event
from tracker.records import Event
from tracker.store import ChangeSet, Store
from tracker.store.timeline_columns import Said
from tracker.timeline.arrows import LINES
from tracker.timeline.balance import Balance, balance
from tracker.timeline.counted import CountedEvents
from tracker.ui.chart_events import TOLD_AT_ONCE, TrackerEvents, counted_events, read_events, said_anew
from tracker.ui.coming_strip import ComingStrip
from tracker.ui.follow_bar import chain_of
from tracker.ui.jobs import GLIMPSE, LATER
from tracker.ui.lane_arranging import LaneArranging
from tracker.ui.lane_menu import lane_menu
from tracker.ui.lanes import GROUPINGS
from tracker.ui.lanes_note import LanesNote
from tracker.ui.legend_panel import LegendPanel
from tracker.ui.overview_strip import OverviewStrip
from tracker.ui.related_timeline import FEW, RelatedTimeline, Relations, read_relations
from tracker.ui.session import Results, Session
from tracker.ui.table_view import EventTable
from tracker.ui.theme import Theme
from tracker.ui.timeline_controls import TimelineControls

MOST_ASKED = 1_000
"""Events of which it is read at once what is said."""

ARROW_KINDS = ("challenges", "rules on", "amends", "responds to", "cites")
"""The kinds of relation by which the legend tells what each line means."""


class TimelinePage(QWidget):
    """Shows the session's results; one selection with every other view. `shown`: they are in the timeline."""

    shown = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self.arranging = LaneArranging("family", self)
        self.arranging.changed.connect(self._arrange)
        self.shows_balance, self.shows_relations = False, True
        self._settings: QSettings | None = None
        self._relates = False
        self.timeline = self.main_view = RelatedTimeline(theme, self)
        self._events: TrackerEvents | None = None
        self._asked: Sequence[int] = ()
        self._asking = False
        # By edit since the last results, the events of which other things are said (None: some may have moved); whether
        # all are being read, and for what those shown were.
        self._changes: list[set[int] | None] = []
        self._reading = False
        self._read_for: tuple[object, ...] = ()
        self.overview = OverviewStrip(theme, self)
        self.overview.bind(self.timeline)
        self.coming = ComingStrip(theme, self)
        self.coming.bind(self.timeline)
        self.legend = LegendPanel(theme, self.timeline, self, self._legend_keys)
        self.legend.hide()
        self.table = EventTable(session, theme, self, compact=True)
        self.controls = TimelineControls(self.arranging, self.timeline, self)
        upper = QWidget(self)
        layout = QVBoxLayout(upper)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.lanes_note = LanesNote(self.arranging, self.timeline, session.reader, upper)
        layout.addWidget(self.coming)
        layout.addWidget(self.timeline, 1)
        layout.addWidget(self.legend)
        layout.addWidget(self.lanes_note)
        layout.addWidget(self.overview)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(upper)
        self.splitter.addWidget(self.table)
        self.splitter.setStretchFactor(0, 7)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setSizes([700, 300])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter)
        self.controls.legend_button.toggled.connect(self.show_legend)
        menu = self.controls.lanes_menu
        menu.grouping_chosen.connect(self.group_by)
        menu.arranging_asked.connect(self.arrange_lanes)
        menu.balance_chosen.connect(self.show_balance)
        menu.relations_chosen.connect(self.show_relations)
        session.glimpsed.connect(self._on_glimpse)
        session.changed.connect(self._on_changed)
        session.searched.connect(self._on_results)
        session.selected.connect(self._on_selected)
        self.timeline.asked.connect(self._on_asked)
        self.timeline.selected.connect(session.select)
        self.timeline.opened.connect(session.edit_requested)
        self.timeline.legend_asked.connect(self.controls.legend_button.toggle)
        self.legend.closed.connect(lambda: self.controls.legend_button.setChecked(False))
        self.coming.selected.connect(session.select)
        self.timeline.may_move = not session.store.read_only
        self.timeline.date_of = self._date_of
        self.timeline.date_moved.connect(self._move_date)
        self.timeline.menu_asked.connect(self._show_menu)
        self.timeline.copied.connect(self._copy)
        self.timeline.lane_moved.connect(self._move_lane)
        self.timeline.lane_collapsed.connect(self.arranging.turn_collapsed)
        self.timeline.lane_menu_asked.connect(self._show_lane_menu)
        self.timeline.escaped.connect(self.arranging.stop_comparing)

    def show_legend(self, shown: bool) -> None:
        """Say below the timeline what its marks mean, or no longer."""
        inside = self.legend.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.controls.legend_button.setChecked(shown)
        self.legend.setVisible(shown)
        if shown:
            self.legend.refresh()
        elif inside:
            self.timeline.setFocus()

    @property
    def grouping(self) -> str:
        """What lanes are by."""
        return self.arranging.grouping

    def group_by(self, grouping: str) -> None:
        """Sort the lanes by something else."""
        if grouping not in GROUPINGS:
            return
        self.arranging.group_by(grouping)
        self.controls.name_grouping(grouping)
        if self.session.results.counts:  # the first search is still to be answered otherwise
            self._on_results(self.session.results)

    def arrange_lanes(self) -> None:
        """Open the list of lanes: which are shown, in which order and how."""
        from tracker.ui.dialogs.lanes_dialog import LanesDialog

        LanesDialog(self.arranging, self.timeline.events.lanes, self.theme, self).open()

    def keep_in(self, settings: QSettings, path: Path) -> None:
        """Take up how a tracker file's lanes were shown, and keep what is changed from now on."""
        self.arranging.keep_in(settings, path)
        self._settings = settings
        self.show_balance(settings.value("balance", False, bool) is True)
        self.show_relations(settings.value("relations", True, bool) is True)

    def show_balance(self, shown: bool) -> None:
        """Show in each lane where people stand on its events, or no longer."""
        self.shows_balance = shown
        if self._settings is not None:
            self._settings.setValue("balance", shown)
        self.controls.lanes_menu.balance.setChecked(shown)
        if shown and self._events is not None:
            self._read_balance()
        elif not shown:
            self.session.reader.forget("balance")
            self._show_balance({})

    def _date_of(self, event: int) -> str:
        """The date of an event as it may be moved, '' if it may not."""
        if self.session.is_lent:
            return ""
        found = self.session.attempt(lambda: self.session.store.get(Event, event))
        return found.date if found is not None else ""

    def _move_date(self, event: int, before: str, after: str) -> None:
        store = self.session.store
        if self.session.attempt(lambda: move_event(store, event, before, after)) is not None:
            locale = QLocale().name()
            told = self.tr("Date changed from {0} to {1}. Ctrl+Z takes it back.")
            words = (dates.display(text, locale) for text in (before, after))
            self.session.message.emit(told.format(*words), "message")

    def show_relations(self, shown: bool) -> None:
        """Show the relations of the selected event as arrows, or no longer."""
        self.shows_relations = shown
        if self._settings is not None:
            self._settings.setValue("relations", shown)
        self.controls.lanes_menu.relations.setChecked(shown)
        self._read_relations()

    def _show_menu(self, event: int, place: QPoint) -> None:
        menu = QMenu(self.timeline)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table.menus.fill(menu, [event], self.theme, partial(self._copy, event))
        menu.popup(place)

    def _copy(self, event: int) -> None:
        from tracker.ui.clipboard import copy_events

        copy_events(self.session, [event], "citation")

    def _move_lane(self, key: str, to: int) -> None:
        self.arranging.move(key, to, self.timeline.events.lanes)

    def _show_lane_menu(self, key: str, place: QPoint) -> None:
        lanes = self.arranging.current.ordered(self.timeline.events.lanes)
        lane_menu(self.arranging, lanes, key, self.theme, self.timeline).popup(place)

    def _arrange(self) -> None:
        self.timeline.set_arrangement(self.arranging.current)
        self.lanes_note.refresh()

    def _show_relations(self, relations: Relations) -> None:
        self.timeline.set_relations(relations)
        self.legend.refresh_soon()

    def _show_balance(self, balance: Balance) -> None:
        self.timeline.set_balance(balance)
        self.legend.refresh_soon()

    def _legend_keys(self) -> set[str]:
        """What the legend tells of beside marks."""
        keys = self.coming.legend_keys()
        if any(lane.balance for lane in self.timeline.chart.lanes):
            keys |= {"balance supports", "balance reservations", "balance opposes"}
        drawing = self.timeline.drawing()
        links = [arrow.link for arrow in drawing.arrows] + [stub.link for stub in drawing.stubs]
        drawn = {LINES.get(link.kind) for link in links}
        return keys | {f"arrow {kind}" for kind in ARROW_KINDS if LINES[kind] in drawn}

    def _read_relations(self) -> None:
        """Read the relations of the selected event, and of all in a chain that is followed."""
        results, chosen, events = self.session.results, self.session.selection, self._events
        chain = tuple(results.ids) if chain_of(results.node) and len(results.ids) <= FEW else ()
        if not self.shows_relations or events is None or not (chosen or chain):
            if self._relates:
                self._relates = False
                self.session.reader.forget("relations")
                self._show_relations(Relations())
            return

        def read(store: Store) -> Relations:
            found = read_relations(store, chosen, chain)
            for event in found.events:
                events.position(event)  # looked for here, as among a million that takes more than a frame for some
            return found

        self._relates = True
        self.session.reader.request("relations", read, self._show_relations, lambda _: None, rank=LATER)

    def _read_balance(self) -> None:
        """Read where people stand on the events that are shown."""
        events, check = self.timeline.events, self.session.reader.check

        def read(store: Store) -> Balance:
            def ids(positions: Sequence[int]) -> Iterator[int]:
                return map(events.ids.__getitem__, positions)

            lanes = ((each.lane.key, ids(each.items.positions), each.index.starts) for each in events.lanes)
            return balance(lanes, store.positions(), check)

        self.session.reader.request("balance", read, self._show_balance, lambda _: None, rank=LATER)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.theme = theme
        self.timeline.set_theme(theme)
        self.overview.set_theme(theme)
        self.coming.set_theme(theme)
        self.legend.set_theme(theme)
        self.table.set_theme(theme)

    def _on_glimpse(self, results: Results) -> None:
        """All of a large tracker is asked for: how many events there are of each date is there long before them."""
        grouping, check = self.grouping, self.session.reader.check
        if results.total <= TOLD_AT_ONCE or results.text.strip() or grouping not in ("family", "type"):
            return
        self.session.reader.request(
            "timeline", lambda store: counted_events(store, grouping, check), self._show, self._on_failure, rank=GLIMPSE
        )

    def _on_changed(self, change: ChangeSet) -> None:
        self._changes.append(said_anew(change))

    def _on_results(self, results: Results) -> None:
        grouping = self.grouping
        changes, self._changes = self._changes, []
        of_these = (grouping, results.text, results.order)
        known = [events for events in changes if events is not None]
        # Where all of many stay where they are, only what is said of some is read.
        stays = bool(changes) and len(known) == len(changes) and grouping in ("family", "type") and not self._reading
        if stays and self._events is not None and (*of_these, results.ids) == self._read_for:
            self._say_anew(self._events, set().union(*known))
            return
        self._reading = True
        shown = self.timeline.in_view()

        def read(store: Store) -> TrackerEvents:
            return read_events(store, results.node, grouping, shown, self.session.reader.check)

        def done(events: TrackerEvents) -> None:
            # Few are read again as soon as anything is written.
            self._reading = False
            self._read_for = (*of_these, results.ids) if len(events) > TOLD_AT_ONCE else ()
            self._show(events)

        def failed(error: Exception) -> None:
            self._reading = False
            self._on_failure(error)

        self.session.reader.request("timeline", read, done, failed)

    def _say_anew(self, events: TrackerEvents, changed: set[int]) -> None:
        """What is said of some events has changed, and nothing else."""

        def read(store: Store) -> tuple[dict[int, int], dict[int, Said]]:
            # Where an event stands takes more than a frame to find, for some among a million.
            of = {event: position for event in changed if (position := events.position(event)) is not None}
            return of, store.said_of(list(of))

        def done(found: tuple[dict[int, int], dict[int, Said]]) -> None:
            if events is self._events:
                events.tell(found[1], found[0])
                self.timeline.tell(anew=True)
                self.coming.set_events(events)
                self._read_relations()
                if self.shows_balance:
                    self._read_balance()
                self.shown.emit()

        self.session.reader.request("timeline anew", read, done, self._on_failure)

    def _on_failure(self, error: Exception) -> None:
        self.session.message.emit(str(error), "error")

    def _on_asked(self, positions: Sequence[int]) -> None:
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
                self.timeline.tell()
            self._read_said()

        def failed(error: Exception) -> None:
            self._asking = False
            self._on_failure(error)

        self.session.reader.request("timeline titles", lambda store: store.said_of(list(of)), done, failed)

    def _show(self, events: TrackerEvents | CountedEvents) -> None:
        if self.session.search_text.strip():
            self.timeline.set_empty_text(self.tr("No event matches this search. Clear it with Esc in the search box."))
        else:
            self.timeline.set_empty_text(
                self.tr("No events yet. Log the first with Ctrl+N, or bring in a CSV file with Ctrl+I.")
            )
        self._events = events if isinstance(events, TrackerEvents) else None
        self._asked = ()
        self.timeline.set_events(events, self.arranging.current)
        self.overview.set_overview(events.overview)
        if events.named:
            self.coming.set_events(events)
        self.legend.refresh_soon()
        selected = self.session.selection or None
        # One that comes with these results, such as an event just logged, is brought into view.
        self.timeline.select(selected, reveal=events.named and selected != self.timeline.selection)
        self.lanes_note.refresh()
        if self._events is not None:
            self._read_relations()
            if self.shows_balance:
                self._read_balance()
        self.shown.emit()

    def _on_selected(self, event: int) -> None:
        self.timeline.select(event or None)
        # Those of the event before are of no use while the new ones are read, unless a chain is followed.
        if self._relates and not chain_of(self.session.results.node):
            self._show_relations(Relations())
        self._read_relations()
        self.lanes_note.on_selected()
