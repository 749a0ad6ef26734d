"""The events that the search finds, as a table: the accessible twin of the timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    Qt,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from tracker.records import Term
from tracker.store import ChangeSet, EventRow, Store
from tracker.ui.chosen import Chosen, Stretch
from tracker.ui.session import Results, Session
from tracker.ui.table.event_model import COLUMNS, EVENT, EventModel
from tracker.ui.theme import Theme
from tracker.ui.widgets.pop_up import pop_up
from tracker.ui.widgets.row_table import Column, RowTable

if TYPE_CHECKING:
    from tracker.ui.context_menus import EventMenus

COMPACT = COLUMNS[:5]
SHOWN = COLUMNS[:6]
"""What is shown until the user says otherwise, under the timeline and on its own."""
_ORDER_OF = {"event": "title"}
"""The store's name for the order by a column, where it is another than the column's."""
_COLUMN_OF = {order: column for column, order in _ORDER_OF.items()}
_AT_ONCE = 1_000
"""So many rows can be read while somebody waits; for more, the window would stand still."""


class EventTable(RowTable):
    """Shows the session's results; its current row is the session's selection, its selected ones those chosen."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None, compact: bool = False) -> None:
        super().__init__(theme, parent)
        self.session = session
        self.compact = compact
        self.setAccessibleName(self.tr("Events"))
        self.events = EventModel(self)
        self.setModel(self.events)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        self._show_order(session.order)
        header.sortIndicatorChanged.connect(self._sort)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_column_menu)
        self.offer_menu(self.menu)
        self.doubleClicked.connect(lambda index: session.edit_requested.emit(self.events.ids[index.row()]))
        self.reset_columns()
        self._following = False
        self._had_selection = False
        self._watch_selection()
        session.glimpsed.connect(self._on_first)
        session.searched.connect(self._on_results)
        session.reordered.connect(self._on_results)
        session.selected.connect(self._on_selected)
        session.chose.connect(self._on_chose)
        session.changed.connect(self._on_changed)
        self._read_families()
        self._on_results(session.results)

    # Columns

    def reset_columns(self) -> None:
        """Columns, widths and order as they are at first."""
        advance = self.fontMetrics().horizontalAdvance
        count = advance("0000") + 36
        day, days = advance("29 Sep 2025") + 20, advance("29–30 Sep 2025") + 20
        widths = {
            "date": (days, days),  # it ends with the year, which is never cut off
            "type": (advance("Congressional hearing") + 36, advance("Agency state") + 36),
            "event": (320, 160),
            "sources": (advance(self.events.names["sources"]) + 30, count),
            "concerns": (advance(self.events.names["concerns"]) + 30, count),
            "evidence": (advance("Anonymous reporting") + 20, advance("Official doc") + 20),
            "modified": (day, day),
            "reviewed": (day, day),
        }
        for place, name in enumerate(COLUMNS):
            self.setColumnHidden(place, name not in (COMPACT if self.compact else SHOWN))
        self.set_columns([Column(name, *widths[name]) for name in COLUMNS], EVENT)

    def show_column(self, name: str, shown: bool) -> None:
        """Show or hide one of `COLUMNS`."""
        self.setColumnHidden(COLUMNS.index(name), not shown)
        self.fit_columns()

    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        if 0 <= section < len(COLUMNS):
            name = _ORDER_OF.get(COLUMNS[section], COLUMNS[section])
            self.session.sort(f"{name}-desc" if order == Qt.SortOrder.DescendingOrder else name)

    def _show_order(self, order: str) -> None:
        """Mark the heading of the column that rows are in order of, if it has one."""
        name = order.removesuffix("-desc")
        column = _COLUMN_OF.get(name, name)
        header = self.horizontalHeader()
        descending = Qt.SortOrder.DescendingOrder if order.endswith("-desc") else Qt.SortOrder.AscendingOrder
        header.blockSignals(True)  # it would ask for what is being shown
        header.setSortIndicator(COLUMNS.index(column) if column in COLUMNS else -1, descending)
        header.blockSignals(False)

    @property
    def order(self) -> str:
        """How rows are sorted, as the store names it."""
        return self.session.order

    # Showing

    def _read_families(self) -> None:
        def read(store: Store) -> dict[str, str]:
            return {t.name: t.family for t in store.where(Term, vocabulary="event_type")}

        kind = "families of a short table" if self.compact else "families of the table"
        self.session.read(kind, read, self._on_families)

    def _on_families(self, families: dict[str, str]) -> None:
        self.events.families = families
        self.viewport().update()

    def _on_changed(self, change: ChangeSet) -> None:
        if "term" in change.tables():
            self._read_families()

    def _on_first(self, results: Results) -> None:
        had_selection = self._had_selection or self.selectionModel().hasSelection()
        self._on_results(results)
        self._had_selection = had_selection  # which may be among all

    def _on_results(self, results: Results) -> None:
        if not results.whole:
            self.empty_text = self.tr("Searching …")
        elif results.text.strip():
            self.empty_text = self.tr("No event matches this search.")
        else:
            self.empty_text = self.tr("No events yet. Log the first with Ctrl+N, or bring in a CSV file with Ctrl+I.")
        self._show_order(results.order)
        # The same events stay selected, and the same stretch stays in view.
        had_selection, self._had_selection = self._had_selection or self.selectionModel().hasSelection(), False
        top, row = self.verticalScrollBar().value(), self.currentIndex().row()
        if not self.events.show(results.ids, results.rows):
            self.viewport().update()  # what is said of no events may be something else
            return
        self._select()
        self.verticalScrollBar().setValue(top)
        place = self.events.place(self.session.selection)
        if not had_selection and place >= 0:
            # One that comes with these results, such as an event just logged.
            self.scrollTo(self.events.index(place, EVENT))
        if not self.currentIndex().isValid() and row >= 0 and self.events.ids:
            near = self.events.index(min(row, len(self.events.ids) - 1), EVENT)
            self.selectionModel().setCurrentIndex(near, QItemSelectionModel.SelectionFlag.NoUpdate)

    # Selecting

    def selected_ids(self) -> list[int]:
        """Ids of the selected events, in the order shown."""
        return [self.events.ids[place] for place in self.selected_rows()]

    def _watch_selection(self) -> None:
        self.selectionModel().selectionChanged.connect(self._follow)
        self.selectionModel().currentChanged.connect(self._follow)

    def _follow(self, *_: object) -> None:
        """Give the session the selected rows, and the current one if it is among them: focus alone selects nothing."""
        if self._following:
            return
        session, ids = self.session, self.events.ids
        chosen = Chosen(ids, self.selected_stretches())
        event = session.selection
        if chosen:
            row = self.currentIndex().row()
            if not _holds(chosen.stretches, row) and not _holds(chosen.stretches, row := self.events.place(event)):
                row = chosen.stretches[-1][1] - 1
            event = ids[row]
        self._following = True
        session.choose(chosen, event)
        self._following = False

    def _on_selected(self, event: int) -> None:
        if not self._following:
            self._select()
            place = self.events.place(event)
            if place >= 0:
                self.scrollTo(self.events.index(place, EVENT))

    def _on_chose(self) -> None:
        if not self._following:
            self._select()

    def _select(self) -> None:
        """Select the rows of what is chosen, as far as it is shown, without telling the session what it knows."""
        self._following = True
        flags = QItemSelectionModel.SelectionFlag
        several, place = self.session.chosen, self.events.place(self.session.selection)
        stretches: tuple[Stretch, ...] = ((place, place + 1),) if place >= 0 else ()
        if several:
            ids = self.events.ids
            stretches = (several if several.ids is ids else Chosen.among(ids, several)).stretches
        chosen = QItemSelection()
        # Neighbours make one stretch: thousands of stretches would take seconds to look through.
        for first, end in stretches:
            chosen.select(self.events.index(first, 0), self.events.index(end - 1, len(COLUMNS) - 1))
        model = self.selectionModel()
        model.select(chosen, flags.ClearAndSelect | flags.Rows)
        if place >= 0:
            model.setCurrentIndex(self.events.index(place, EVENT), flags.NoUpdate)
        self._following = False

    # Doing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.session.edit_requested.emit(self.events.ids[self.currentIndex().row()])
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.delete_selected()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """The selected rows to the clipboard, as shown: a tab between cells, formulas made safe."""
        header = self.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(len(COLUMNS))]
        shown = [COLUMNS[column] for column in order if not self.isColumnHidden(column)]
        places = self.selected_rows()
        if not places:
            return
        if len(places) <= _AT_ONCE:
            self._to_clipboard(self._lines([self.events.rows[place] for place in places], shown))
            return
        events = self.selected_ids()

        def done(lines: list[str]) -> None:
            self._to_clipboard(lines)
            self.session.message.emit(self.tr("{0} rows copied.").format(f"{len(lines):,}"), "message")

        self.session.read("copy", lambda store: self._lines(store.event_rows(events), shown), done)

    def _lines(self, rows: Iterable[EventRow], columns: Sequence[str]) -> list[str]:
        from tracker.formats.guard import guard

        return ["\t".join(guard(" ".join(self.events.text(row, column).split())) for column in columns) for row in rows]

    def _to_clipboard(self, lines: Sequence[str]) -> None:
        QGuiApplication.clipboard().setText("\n".join(lines))

    def delete_selected(self) -> None:
        """Delete the selected events in one edit."""
        self.menus.delete(self.selected_ids())

    # Menus

    @cached_property
    def menus(self) -> EventMenus:
        """What makes menus of events: brought in when the first is asked for."""
        from tracker.ui.context_menus import EventMenus

        return EventMenus(self.session, self)

    def menu(self) -> QMenu:
        """What can be done with the selected rows, and with the table."""
        menu = QMenu(self)
        events = self.selected_ids()
        if events:
            self.menus.fill(menu, events, self.theme, self.copy)
            menu.addSeparator()
        menu.addMenu(self.sort_menu(menu))
        menu.addMenu(self.column_menu(menu))
        return menu

    def sort_menu(self, parent: QWidget) -> QMenu:
        """Sorting, for the keyboard."""
        menu = QMenu(self.tr("Sort by"), parent)
        header = self.horizontalHeader()
        for column, name in enumerate(COLUMNS):
            action = menu.addAction(self.events.names[name])
            action.setCheckable(True)
            by = _ORDER_OF.get(name, name)
            action.setChecked(by == self.order.removesuffix("-desc"))
            turn = by == self.order
            order = Qt.SortOrder.DescendingOrder if turn else Qt.SortOrder.AscendingOrder
            action.triggered.connect(lambda _=False, c=column, o=order: header.setSortIndicator(c, o))
        return menu

    def column_menu(self, parent: QWidget) -> QMenu:
        """Which columns are shown."""
        menu = QMenu(self.tr("Columns"), parent)
        for column, name in enumerate(COLUMNS):
            action = menu.addAction(self.events.names[name])
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(column))
            action.setEnabled(column != EVENT)
            action.toggled.connect(lambda shown, n=name: self.show_column(n, shown))
        menu.addSeparator()
        menu.addAction(self.tr("Reset columns"), self.reset_columns)
        return menu

    def _show_column_menu(self, at: QPoint) -> None:
        pop_up(self.column_menu(self), self.horizontalHeader().mapToGlobal(at))


def _holds(stretches: Iterable[Stretch], place: int) -> bool:
    """Whether a place is in one of the stretches."""
    return any(first <= place < end for first, end in stretches)
