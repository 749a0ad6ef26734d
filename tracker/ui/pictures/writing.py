"""Small things that pages are drawn of: lines of text, one after another so that a file's text reads in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from tracker.timeline.wrapping import Line, wrapped
from tracker.ui.pictures.look import measure_of


class Writer:
    """Writes lines of text in one font: as text, which a file keeps as such."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.measure: Callable[[str], float] = measure_of(font)
        metrics = QFontMetricsF(font)
        self.line = float(round(metrics.height() + 1))
        self._ascent = metrics.ascent() + (self.line - metrics.height()) / 2

    def lines(self, text: str, width: float) -> tuple[Line, ...]:
        """A text in lines of a width."""
        return wrapped("", text, width, self.measure)

    def write(self, painter: QPainter, x: float, top: float, text: str, colour: QColor) -> None:
        """One line, from its left and top."""
        if text.strip():
            painter.setFont(self.font)
            painter.setPen(colour)
            painter.drawText(QPointF(x, top + self._ascent), text)

    def write_right(self, painter: QPainter, right: float, top: float, text: str, colour: QColor) -> None:
        """One line, from its right and top."""
        self.write(painter, right - self.measure(text), top, text, colour)

    def write_lines(self, painter: QPainter, x: float, top: float, lines: Sequence[Line], colour: QColor) -> float:
        """Lines from their left and top; returns where they end."""
        for line in lines:
            self.write(painter, x, top, line.text, colour)
            top += self.line
        return top
