"""The Timeline tab: the timeline, the overview of the whole span under it, and the same events as a table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QPoint, QSettings, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from tracker import dates
from tracker.records import Event
from tracker.timeline.arrows import LINES
from tracker.timeline.balance import Balance
from tracker.timeline.counted import CountedEvents
from tracker.ui.chosen import Chosen
from tracker.ui.session import Results, Session
from tracker.ui.table.table_view import EventTable
from tracker.ui.theme import Theme
from tracker.ui.timeline.chart_events import TrackerEvents
from tracker.ui.timeline.coming_strip import ComingStrip
from tracker.ui.timeline.controls import TimelineControls
from tracker.ui.timeline.lane_arranging import LaneArranging
from tracker.ui.timeline.lane_menu import lane_menu
from tracker.ui.timeline.lanes import GROUPINGS
from tracker.ui.timeline.lanes_note import LanesNote
from tracker.ui.timeline.legend_panel import LegendPanel
from tracker.ui.timeline.overview_strip import OverviewStrip
from tracker.ui.timeline.reading import TimelineReading
from tracker.ui.timeline.related_timeline import RelatedTimeline, Relations
from tracker.ui.widgets.panes import Panes

ARROW_KINDS = ("challenges", "rules on", "amends", "responds to", "cites")
"""The kinds of relation by which the legend tells what each line means."""


_MOST_STRETCHES = 1_000
"""Of more stretches of rows the table takes more than a frame to say that they are selected."""


class TimelinePage(QWidget):
    """Shows the session's results; one selection with every other view. `shown`: they are in the timeline."""

    shown = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self.arranging = LaneArranging("family", self)
        self.arranging.changed.connect(self._arrange)
        self._settings: QSettings | None = None
        self.timeline = self.main_view = RelatedTimeline(theme, self)
        self.overview = OverviewStrip(theme, self)
        self.overview.bind(self.timeline)
        self.coming = ComingStrip(theme, self)
        self.coming.bind(self.timeline)
        self.legend = LegendPanel(theme, self.timeline, self, self._legend_keys)
        self.legend.hide()
        self.table = EventTable(session, theme, self, compact=True)
        self.reading = TimelineReading(session, self.arranging, self.timeline.in_view, self)
        self.controls = TimelineControls(self.arranging, self.timeline, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        upper = QWidget(self)
        layout = QVBoxLayout(upper)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.lanes_note = LanesNote(self.arranging, self.timeline, self.session.reader, upper)
        layout.addWidget(self.coming)
        layout.addWidget(self.timeline, 1)
        layout.addWidget(self.legend)
        layout.addWidget(self.lanes_note)
        layout.addWidget(self.overview)
        self.splitter = Panes(Qt.Orientation.Vertical, self, upper, self.table)
        self.splitter.setStretchFactor(0, 7)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setSizes([700, 300])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter)

    def _connect(self) -> None:
        session = self.session
        self.controls.legend_button.toggled.connect(self.show_legend)
        menu = self.controls.lanes_menu
        menu.grouping_chosen.connect(self.group_by)
        menu.arranging_asked.connect(self.arrange_lanes)
        menu.balance_chosen.connect(self.show_balance)
        menu.relations_chosen.connect(self.show_relations)
        self.reading.found.connect(self._show)
        self.reading.told.connect(self.timeline.tell)
        self.reading.told_anew.connect(self._on_told_anew)
        self.reading.related.connect(self._show_relations)
        self.reading.balanced.connect(self._show_balance)
        session.selected.connect(self._on_selected)
        session.chose.connect(lambda: self.timeline.set_several(session.chosen))
        session.glimpsed.connect(self._on_glimpse)
        self.timeline.asked.connect(self.reading.ask)
        self.timeline.selected.connect(session.select)
        self.timeline.chose.connect(self._choose)
        self.timeline.all_asked.connect(self.table.selectAll)
        self.timeline.opened.connect(session.edit_requested)
        self.timeline.legend_asked.connect(self.controls.legend_button.toggle)
        self.legend.closed.connect(lambda: self.controls.legend_button.setChecked(False))
        self.coming.selected.connect(session.select)
        self.timeline.may_move = not session.store.read_only
        self.timeline.date_of = self._date_of
        self.timeline.date_moved.connect(self._move_date)
        self.timeline.menu_asked.connect(self._show_menu)
        self.timeline.copied.connect(lambda: self._copy())
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
        self.reading.read_again()

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
        if self._settings is not None:
            self._settings.setValue("balance", shown)
        self.controls.lanes_menu.balance.setChecked(shown)
        self.reading.show_balance(shown)

    def show_relations(self, shown: bool) -> None:
        """Show the relations of the selected event as arrows, or no longer."""
        if self._settings is not None:
            self._settings.setValue("relations", shown)
        self.controls.lanes_menu.relations.setChecked(shown)
        self.reading.show_relations(shown)

    def _date_of(self, event: int) -> str:
        """The date of an event as it may be moved, '' if it may not."""
        if self.session.is_lent:
            return ""
        found = self.session.attempt(lambda: self.session.store.get(Event, event))
        return found.date if found is not None else ""

    def _move_date(self, event: int, before: str, after: str) -> None:
        from tracker.operations.change import move_event

        store = self.session.store
        if self.session.attempt(lambda: move_event(store, event, before, after)) is not None:
            locale = QLocale().name()
            told = self.tr("Date changed from {0} to {1}. Ctrl+Z takes it back.")
            words = (dates.display(text, locale) for text in (before, after))
            self.session.message.emit(told.format(*words), "message")

    def _show_menu(self, event: int, place: QPoint) -> None:
        menu = QMenu(self.timeline)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        events = list(self.session.chosen) if event in self.session.chosen else [event]
        self.table.menus.fill(menu, events, self.theme, partial(self._copy, events))
        menu.popup(place)

    def _copy(self, events: Sequence[int] = ()) -> None:
        from tracker.ui.clipboard import copy_events

        copy_events(self.session, events or list(self.session.chosen) or [self.session.selection], "citation")

    def _choose(self, events: Sequence[int], event: int) -> None:
        """Choose several events for all views; not such as lie scattered in the table, where nobody sees which."""
        session = self.session
        chosen = Chosen.among(session.results.ids, events)
        if len(chosen.stretches) > _MOST_STRETCHES:
            told = self.tr("{0} events lie too scattered in the table to be chosen at once: sort it by date first.")
            session.message.emit(told.format(f"{len(chosen):,}"), "warning")
            chosen = Chosen()
            self.timeline.set_several(())
        session.choose(chosen, event)

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

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.theme = theme
        self.timeline.set_theme(theme)
        self.overview.set_theme(theme)
        self.coming.set_theme(theme)
        self.legend.set_theme(theme)
        self.table.set_theme(theme)

    def _on_glimpse(self, results: Results) -> None:
        """Whether there are events is not known before all are there."""
        looking = self.tr("Searching …") if results.text.strip() else self.tr("Reading the events …")
        self.timeline.set_empty_text(looking)

    def _show(self, events: TrackerEvents | CountedEvents) -> None:
        if self.session.search_text.strip():
            self.timeline.set_empty_text(self.tr("No event matches this search. Clear it with Esc in the search box."))
        else:
            self.timeline.set_empty_text(
                self.tr("No events yet. Log the first with Ctrl+N, or bring in a CSV file with Ctrl+I.")
            )
        self.timeline.set_events(events, self.arranging.current)
        self.overview.set_overview(events.overview)
        if events.named:
            self.coming.set_events(events)
        self.legend.refresh_soon()
        selected = self.session.selection or None
        self.timeline.set_several(self.session.chosen)
        # One that comes with these results, such as an event just logged, is brought into view.
        self.timeline.select(selected, reveal=events.named and selected != self.timeline.selection)
        self.lanes_note.refresh()
        self.reading.read_beside()
        self.shown.emit()

    def _on_told_anew(self) -> None:
        self.timeline.tell(anew=True)
        self.coming.set_events(self.timeline.events)
        self.reading.read_beside()
        self.shown.emit()

    def _on_selected(self, event: int) -> None:
        self.timeline.select(event or None, reveal=event != self.timeline.selection)
        self.reading.relate_anew()
        self.lanes_note.on_selected()
