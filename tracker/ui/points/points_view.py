"""All disputed points of the tracker, and under them the versions of the one selected, side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from tracker.operations.annotate import reopen
from tracker.store import ChangeSet, Store
from tracker.store.dossier import DisputedView
from tracker.store.point_list import PointRow, point_rows
from tracker.ui.detail.acts import Acts
from tracker.ui.detail.versions import of_versions
from tracker.ui.detail.wording import tr as of_detail
from tracker.ui.points.point_model import SHOWN, PointModel, looked_at
from tracker.ui.session import Session
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.widgets.columns import Columns
from tracker.ui.widgets.date_field import date_words
from tracker.ui.widgets.filter_bar import FilterBar
from tracker.ui.widgets.panel_splitter import PanelSplitter
from tracker.ui.widgets.read_when_seen import ReadWhenSeen
from tracker.ui.widgets.row_table import Column, RowTable

_TABLES = {"disputed_point", "claim", "citation", "source", "event"}


class _PointTable(RowTable):
    """Enter goes to the event of the point. The point shown below stays in sight, however low the table becomes."""

    opened = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.currentIndex().isValid() and event.size().height() < event.oldSize().height():
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class PointPanel(QWidget):
    """One point: what is in dispute, how it stands, its versions side by side, and what can be done about it."""

    def __init__(self, acts: Acts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.acts = acts
        self.view: DisputedView | None = None
        self.question = QLabel(self)
        self.question.setProperty("look", "section")
        self.state = QLabel(self)
        self.state.setProperty("look", "muted")
        for label in (self.question, self.state):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setMinimumWidth(60)
        self.settle_button = QPushButton(self.tr("Settle…"), self)
        self.reopen_button = QPushButton(self.tr("Open again"), self)
        self.version_button = QPushButton(self.tr("Add version…"), self)
        self.settle_button.clicked.connect(lambda: self.view and acts.settle(self.view))
        self.reopen_button.clicked.connect(self.open_again)
        self.version_button.clicked.connect(lambda: self.view and acts.add_version(self.view.point.id))
        self.buttons = (self.settle_button, self.reopen_button, self.version_button)
        self.columns = Columns(theme, self, after=self.version_button, follow=acts.follow)
        self.columns.setAccessibleName(self.tr("Versions, side by side"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.question)
        words.addWidget(self.state)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 6)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for button in self.buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self.columns, 1)

    def show_point(self, view: DisputedView) -> None:
        """Show a point with its versions."""
        self.view = view
        point = view.point
        self.question.setText(point.question)
        said = [term(point.kind)]
        if point.chosen is None:
            said.append(self.tr("open"))
        else:
            day = f" ({date_words(point.settled)})" if point.settled else ""
            said.append(self.tr("settled{0}: {1}").format(day, point.reason))
        self.state.setText(" · ".join(said) + (f"\n{point.note}" if point.note else ""))
        writable = not self.acts.store.read_only
        for button in self.buttons:
            button.setEnabled(writable)
        self.reopen_button.setVisible(point.chosen is not None)
        self.settle_button.setText(self.tr("Settle…") if point.chosen is None else self.tr("Settle differently…"))
        self.columns.set_contents(of_versions(view, self.acts))

    def open_again(self) -> None:
        """Take back how the point was settled."""
        view, session = self.view, self.acts.session
        if view is not None and session.attempt(lambda: reopen(session.store, view.point)) is not None:
            session.message.emit(of_detail("The point is open again."), "message")


class PointsView(ReadWhenSeen):
    """The list over the panel; what is selected in it is selected in the window too."""

    event_asked_for = Signal()
    """The person wants to see the event of the selected point, which is selected now."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.acts = Acts(session, theme, self)
        self.points = PointModel(self)
        self._filling = False
        self._point = 0
        self.table = _PointTable(theme, self)
        self.table.setAccessibleName(self.tr("Disputed points"))
        self.table.setModel(self.points)
        self.table.setSelectionMode(RowTable.SelectionMode.SingleSelection)
        self.table.let_sort(self.points.place("date"), Qt.SortOrder.AscendingOrder)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self._set_columns()
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._on_chosen())
        self.table.opened.connect(self.show_event)
        self.table.doubleClicked.connect(lambda _: self.show_event())
        self.table.offer_menu(self.menu)
        self.main_view = self.table
        choices = [("", self.tr("All points")), ("open", self.tr("Open")), ("settled", self.tr("Settled"))]
        self.bar = FilterBar(self.tr("Filter points"), choices, 320, self)
        self.bar.filter.setAccessibleName(self.tr("Filter disputed points by question, event or kind"))
        self.bar.shown.setAccessibleName(self.tr("Which points are shown"))
        self.bar.changed.connect(self._filter)
        self.panel = PointPanel(self.acts, theme, self)
        self.splitter = PanelSplitter(self.table, self.panel, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.splitter, 1)
        stops = (self.bar.filter, self.bar.shown, self.table, *self.panel.buttons)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        session.changed.connect(self._on_changed)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.acts.theme = theme
        self.table.set_theme(theme)
        self.panel.columns.set_theme(theme)

    def _set_columns(self) -> None:
        advance = self.table.fontMetrics().horizontalAdvance
        count = advance("00") + 24
        widths = {
            "question": (320, 200),
            "event": (260, 140),
            "date": (advance("29–30 Sep 2025") + 20, advance("29–30 Sep 2025") + 20),
            "kind": (advance("Wording") + 30, advance("Wording") + 20),
            "versions": (count, count),
            "sources": (count, count),
            "state": (advance("✓ Settled 29 Sep 2025") + 34, advance("✓ Settled") + 20),
        }
        spare = ("date", "kind", "versions", "sources")
        columns = [Column(name, *widths[name], spare=name in spare) for name in self.points.names]
        self.table.set_columns(columns, self.points.place("question"))

    # Reading

    def _on_changed(self, change: ChangeSet) -> None:
        if change.tables() & _TABLES:
            self.renew()

    def read(self) -> None:
        """Read the points, and the one shown."""
        self._stale = False

        def read(store: Store) -> tuple[list[PointRow], dict[int, str]]:
            rows = point_rows(store.connection)
            return rows, {row.id: looked_at(row) for row in rows}

        self.session.read("disputed points", read, self._show)

    def _show(self, found: tuple[list[PointRow], dict[int, str]]) -> None:
        rows, folded = found
        if not self._point:
            of_event = (r.id for r in rows if r.event == self.session.selection)
            self._point = next(of_event, 0)
        self._keeping(lambda: self.points.show(rows, folded))
        if self._point in {r.id for r in rows}:
            self._read_point()
        else:
            self._point = 0
            self.panel.hide()

    def _read_point(self) -> None:
        point = self._point
        self.session.read("disputed point", lambda store: store.disputed(point), self._show_point)

    def _show_point(self, view: DisputedView) -> None:
        self.panel.show_point(view)
        self.splitter.open_panel()

    def _filter(self) -> None:
        self._keeping(lambda: self.points.set_filter(self.bar.filter.text(), SHOWN[self.bar.shown.value()]))

    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        self._keeping(lambda: self.points.sort(section, order))

    def _keeping(self, show: Callable[[], None]) -> None:
        """Change what is shown; the same point stays selected, and nothing else becomes so."""
        self._filling = True
        self.table.keeping_one(show, lambda: self.points.row_of(self._point))
        self._filling = False
        shown, every = len(self.points.rows), len(self.points.all)
        if self.bar.narrows:
            self.bar.say(self.tr("{0} of {1}").format(f"{shown:,}", f"{every:,}"))
            self.table.empty_text = self.tr("No such point.")
        else:
            self.bar.say(self.tr("1 point") if every == 1 else self.tr("{0} points").format(f"{every:,}"))
            self.table.empty_text = self.tr(
                "Nothing is in dispute. Where sources differ on an event, add a disputed point in its details."
            )

    # Doing

    def selected(self) -> PointRow | None:
        """The selected point."""
        chosen = self.table.selected_rows()
        return self.points.rows[chosen[0]] if chosen else None

    def _on_chosen(self) -> None:
        place = self.table.currentIndex().row()
        if self._filling or not 0 <= place < len(self.points.rows):
            return
        row = self.points.rows[place]
        self._point = row.id
        self.session.select(row.event)
        self._read_point()

    def show_event(self) -> None:
        """Go to the event of the selected point."""
        row = self.selected()
        if row is not None:
            self.session.select(row.event)
            self.event_asked_for.emit()

    def menu(self) -> QMenu:
        """What can be done with the selected point."""
        menu = QMenu(self)
        view, writable = self.panel.view, not self.session.store.read_only
        if self.selected() is None or view is None or view.point.id != self._point:
            return menu
        menu.addAction(self.tr("Go to event"), self.show_event)
        menu.addSeparator()
        for words, act in (
            (self.tr("Settle…"), partial(self.acts.settle, view)),
            (self.tr("Add version…"), partial(self.acts.add_version, view.point.id)),
        ):
            menu.addAction(words, act).setEnabled(writable)
        if view.point.chosen is not None:
            menu.addAction(self.tr("Open again"), self.panel.open_again).setEnabled(writable)
        remove = self.acts.deleter(view.point, of_detail("Disputed point removed"))
        if remove is not None:
            menu.addSeparator()
            menu.addAction(self.tr("Remove disputed point"), remove)
        return menu
