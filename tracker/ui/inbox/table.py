"""The list of inbox items: its columns, its keys, each of which does what a button says, and what stays selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from tracker.store.inbox import ItemRow
from tracker.ui.inbox.model import InboxModel
from tracker.ui.theme import Theme
from tracker.ui.widgets.row_table import Column, RowTable

_KEYS = {
    Qt.Key.Key_Return: "capture",
    Qt.Key.Key_Enter: "capture",
    Qt.Key.Key_C: "capture",
    Qt.Key.Key_L: "link",
    Qt.Key.Key_D: "dismiss",
    Qt.Key.Key_Delete: "dismiss",
    Qt.Key.Key_U: "back",
    Qt.Key.Key_O: "open",
    Qt.Key.Key_J: "next",
    Qt.Key.Key_K: "previous",
}


class ItemTable(RowTable):
    """Newest first until somebody sorts it."""

    acted = Signal(str)
    """A key was pressed that stands for 'capture', 'link', 'dismiss', 'back', 'open', 'next' or 'previous'."""

    def __init__(self, items: InboxModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._items = items
        self._begun = False
        self.setAccessibleName(self.tr("Inbox items"))
        self.setModel(items)
        self.let_sort(items.place("published"), Qt.SortOrder.DescendingOrder)
        advance = self.fontMetrics().horizontalAdvance
        widths = {
            "title": (320, 180),
            "matches": (advance("1:25-cv-00677, Rulings on") + 20, advance("1:25-cv-00677") + 20),
            "feed": (advance("Federal Register notices") + 20, advance("D.C. Circuit") + 20),
            "published": (advance("29 Sep 2025") + 20, advance("29 Sep 2025") + 20),
            "state": (advance("Dismissed") + 20, advance("Dismissed") + 20),
        }
        self.set_columns(
            [Column(name, *widths[name], spare=name == "feed") for name in items.names], items.place("title")
        )

    def selected(self) -> list[ItemRow]:
        """The selected items, in the order shown."""
        return [self._items.rows[place] for place in self.selected_rows() if place < len(self._items.rows)]

    def step(self, by: int) -> None:
        """Select the item so many rows on."""
        last = len(self._items.rows) - 1
        if last >= 0:
            at = self.currentIndex().row()
            self._select([min(max(at + by, 0), last)])
            self.scrollTo(self.currentIndex())

    def keeping(self, show: Callable[[], None], place: int = -1) -> None:
        """Change what is shown. The same items stay selected, or else the one at `place`, or the first one there is."""
        kept = {row.id for row in self.selected()}
        if kept and place < 0:
            place = self.selected_rows()[0]
        top = self.verticalScrollBar().value()
        show()
        places = [n for n, row in enumerate(self._items.rows) if row.id in kept]
        last = len(self._items.rows) - 1
        if not places and last >= 0 and (place >= 0 or not self._begun):
            places = [min(max(place, 0), last)]
        self._begun = self._begun or bool(self._items.rows)
        self._select(places)
        self.verticalScrollBar().setValue(top)
        if places:
            self.scrollTo(self._items.index(places[0], 0))

    def _select(self, places: Sequence[int]) -> None:
        model = self.selectionModel()
        rows = QItemSelectionModel.SelectionFlag.Rows
        model.clearSelection()
        if places:
            first = self._items.index(places[0], 0)
            model.setCurrentIndex(first, rows | QItemSelectionModel.SelectionFlag.ClearAndSelect)
        for place in places[1:]:
            model.select(self._items.index(place, 0), rows | QItemSelectionModel.SelectionFlag.Select)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        name = _KEYS.get(Qt.Key(event.key())) if plain else None
        if name is not None:
            self.acted.emit(name)
        else:
            super().keyPressEvent(event)
