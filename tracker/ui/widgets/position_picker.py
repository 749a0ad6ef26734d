"""Where a stakeholder stands: four pills, one of them chosen, in as many rows as they need."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QWidget

from tracker import vocabulary
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.widgets.flow import FlowLayout


class PillButton(QRadioButton):
    """A radio button drawn as a pill in the colour of its position."""

    def __init__(self, position: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(term(position), parent)
        self._position = position
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Its word with room around."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 28, metrics.height() + 10)

    minimumSizeHint = sizeHint

    def hitButton(self, place: QPoint) -> bool:  # noqa: N802
        """All of it answers."""
        return self.rect().contains(place)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Filled while chosen; a second line around it while focused."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        radius = box.height() / 2
        chosen = self.isChecked()
        colour = self._theme.position_colour(self._position)
        soft = QColor(colour)
        soft.setAlphaF(0.16 if chosen else 0.0)
        painter.setBrush(soft)
        painter.setPen(QPen(colour if chosen else self._theme.line, 1.6 if chosen else 1))
        painter.drawRoundedRect(box, radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.accent, self._theme.ring, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), radius - 3, radius - 3)
        font = self.font()
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())


class PositionPicker(QWidget):
    """1 to 4 and the arrows choose."""

    edited = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = FlowLayout(self, gap=6)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.pills: dict[str, PillButton] = {}
        for number, position in enumerate(vocabulary.CLOSED["position"], 1):
            pill = PillButton(position, theme, self)
            pill.setToolTip(self.tr("{0} (key {1})").format(term(position), number))
            pill.toggled.connect(lambda on: self.edited.emit() if on else None)
            self.pills[position] = pill
            layout.addWidget(pill)
        self.set_position("neutral")

    def position(self) -> str:
        """The position chosen."""
        return next((position for position, pill in self.pills.items() if pill.isChecked()), "neutral")

    def set_position(self, position: str) -> None:
        """Choose one. Tab comes to the one chosen."""
        self.pills[position].setChecked(True)
        self.setFocusProxy(self.pills[position])

    def draft(self) -> Any:
        """What was chosen."""
        return self.position()

    def set_draft(self, draft: Any) -> None:
        """Choose it again."""
        self.set_position(draft)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        """Each pill says what it is a choice of."""
        super().setAccessibleName(name)
        for position, pill in self.pills.items():
            pill.setAccessibleName(f"{name}: {term(position)}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 4."""
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(self.pills):
            pill = list(self.pills.values())[number]
            pill.setChecked(True)
            pill.setFocus()
        else:
            super().keyPressEvent(event)
