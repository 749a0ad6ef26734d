"""The list of inbox items: its columns, and its keys, each of which does what a button says."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from tracker.ui.inbox_model import InboxModel
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        name = _KEYS.get(Qt.Key(event.key())) if plain else None
        if name is not None:
            self.acted.emit(name)
        else:
            super().keyPressEvent(event)
