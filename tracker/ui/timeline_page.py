"""The Timeline tab: the timeline, the overview of the whole span under it, and the same events as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSplitter, QToolButton, QVBoxLayout, QWidget

from tracker.store import Store
from tracker.store.timeline_columns import Said
from tracker.ui.chart_events import TrackerEvents, read_events
from tracker.ui.lanes import GROUPINGS, grouping_name
from tracker.ui.overview_strip import OverviewStrip
from tracker.ui.session import Results, Session
from tracker.ui.table_view import EventTable
from tracker.ui.theme import Theme
from tracker.ui.timeline_view import TimelineView

MOST_ASKED = 1_000
"""Events of which it is read at once what is said."""


class TimelinePage(QWidget):
    """Shows the session's results; one selection with every other view. `shown`: they are in the timeline."""

    shown = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.grouping = "family"
        self.timeline = self.main_view = TimelineView(theme, self)
        self._events: TrackerEvents | None = None
        self._asked: Sequence[int] = ()
        self._asking = False
        self.overview = OverviewStrip(theme, self)
        self.overview.bind(self.timeline)
        self.table = EventTable(session, theme, self, compact=True)
        self.controls = self._controls()
        upper = QWidget(self)
        layout = QVBoxLayout(upper)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.timeline, 1)
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
        session.searched.connect(self._on_results)
        session.selected.connect(self._on_selected)
        self.timeline.asked.connect(self._on_asked)
        self.timeline.selected.connect(session.select)
        self.timeline.opened.connect(session.edit_requested)

    def _controls(self) -> QWidget:
        """What stands at the right of the tabs while this page is shown."""
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.lanes_label = QLabel(self.tr("Lanes by"), row)
        self.lanes_label.setProperty("look", "muted")
        self.lanes_label.setProperty("yields", True)
        self.lanes_button = QToolButton(row)
        self.lanes_button.setProperty("look", "button")
        self.lanes_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.lanes_button.setAccessibleName(self.tr("Lanes by"))
        menu = QMenu(self.lanes_button)
        group = QActionGroup(menu)
        for grouping in GROUPINGS:
            action = QAction(grouping_name(grouping), menu, checkable=True)
            action.setChecked(grouping == self.grouping)
            action.triggered.connect(lambda _=False, g=grouping: self.group_by(g))
            group.addAction(action)
            menu.addAction(action)
        self._group_actions = {g: a for g, a in zip(GROUPINGS, group.actions(), strict=True)}
        self.lanes_button.setMenu(menu)
        self.lanes_button.setText(f"{grouping_name(self.grouping)} ▾")
        layout.addWidget(self.lanes_label)
        layout.addWidget(self.lanes_button)
        for text, name, slot in (
            (self.tr("Fit"), self.tr("Show the whole span (0)"), self.timeline.fit),
            ("−", self.tr("Zoom out (−)"), self.timeline.zoom_out),
            ("+", self.tr("Zoom in (+)"), self.timeline.zoom_in),
        ):
            button = QToolButton(row)
            button.setText(text)
            button.setToolTip(name)
            button.setAccessibleName(name)
            if slot == self.timeline.fit:
                button.setProperty("look", "button")
            button.clicked.connect(lambda _=False, s=slot: s())
            layout.addWidget(button)
        return row

    def group_by(self, grouping: str) -> None:
        """Sort the lanes by something else."""
        if grouping not in GROUPINGS:
            return
        self.grouping = grouping
        self._group_actions[grouping].setChecked(True)
        self.lanes_button.setText(f"{grouping_name(grouping)} ▾")
        if self.session.results.counts:  # the first search is still to be answered otherwise
            self._on_results(self.session.results)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.timeline.set_theme(theme)
        self.overview.set_theme(theme)
        self.table.set_theme(theme)

    def _on_results(self, results: Results) -> None:
        grouping = self.grouping

        shown = self.timeline.in_view()

        def read(store: Store) -> TrackerEvents:
            return read_events(store, results.node, grouping, shown, self.session.reader.check)

        self.session.reader.request("timeline", read, self._show, self._on_failure)

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

    def _show(self, events: TrackerEvents) -> None:
        if self.session.search_text.strip():
            self.timeline.set_empty_text(self.tr("No event matches this search. Clear it with Esc in the search box."))
        else:
            self.timeline.set_empty_text(
                self.tr("No events yet. Log the first with Ctrl+N, or bring in a CSV file with Ctrl+I.")
            )
        self._events, self._asked = events, ()
        self.timeline.set_events(events)
        self.overview.set_overview(events.overview)
        selected = self.session.selection or None
        # One that comes with these results, such as an event just logged, is brought into view.
        self.timeline.select(selected, reveal=selected != self.timeline.selection)
        self.shown.emit()

    def _on_selected(self, event: int) -> None:
        self.timeline.select(event or None)
