"""A list of a few fixed terms to pick one from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget


class ChoiceBox(QComboBox):
    """(value, words) pairs. The wheel scrolls what is around and never changes the choice by accident."""

    edited = Signal()
    committed = Signal(str)
    """The person picked another value."""

    def __init__(
        self, entries: Iterable[tuple[str, str]], parent: QWidget | None = None, *, flat: bool = False
    ) -> None:
        super().__init__(parent)
        self.values: list[str] = []
        if flat:
            self.setProperty("look", "flat")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(16)
        self.set_entries(entries)
        self._given = self.value()
        self.currentIndexChanged.connect(lambda _: self.edited.emit())
        self.activated.connect(self._on_activated)

    def set_entries(self, entries: Iterable[tuple[str, str]]) -> None:
        """Offer these, the first one chosen."""
        self.clear()
        # Kept here: as an item's data, text would go through Qt, which takes off a leading U+FEFF.
        pairs = list(entries)
        self.values = [value for value, _ in pairs]
        self.addItems([words for _, words in pairs])

    def value(self) -> str:
        """The value chosen; '' if there is none."""
        return self.values[self.currentIndex()] if self.currentIndex() >= 0 else ""

    def set_value(self, value: str) -> None:
        """Choose a value; one that is not offered is shown as it is."""
        if value not in self.values:
            self.values.append(value)
            self.addItem(value)
        self._given = value
        self.setCurrentIndex(self.values.index(value))

    def draft(self) -> Any:
        """What was chosen."""
        return self.value()

    def set_draft(self, draft: Any) -> None:
        """Choose it again."""
        self.set_value(draft)

    def _on_activated(self, _: int) -> None:
        if self.value() != self._given:
            self._given = self.value()
            self.committed.emit(self._given)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style sheet leaves no arrow: a small one says that there is more to choose from."""
        super().paintEvent(event)
        if self.property("look") == "flat" and not (self.underMouse() or self.hasFocus()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.4)
        painter.setPen(pen)
        x, y = self.width() - 14, self.height() / 2
        painter.drawPolyline([QPointF(x - 3.5, y - 1.5), QPointF(x, y + 2), QPointF(x + 3.5, y - 1.5)])

    def minimumSizeHint(self) -> QSize:
        """Narrow: its words are elided."""
        return QSize(60, super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Left to what is around."""
        event.ignore()
