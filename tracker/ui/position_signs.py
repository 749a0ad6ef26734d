"""How a position looks wherever it is drawn: in the matrix, the table, the timeline and its legend."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from tracker.ui.theme import Theme

_SIGNED = 7.0
"""A shape of so many pixels has room for a sign in it."""


def draw_position(painter: QPainter, theme: Theme, position: str, box: QRectF) -> None:
    """A position as a shape with a sign, so that its colour is never the only sign.

    supports: disc with +; neutral: ring; reservations: triangle with !; opposes: square with ×.
    """
    colour, size, middle = theme.position_colour(position), box.width(), box.center()
    line = max(1.0, size / 8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if position == "neutral":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, line))
        painter.drawEllipse(box.adjusted(line, line, -line, -line))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if position == "supports":
        painter.drawEllipse(box)
    elif position == "reservations":
        over, foot = size / 16, box.bottom() - size / 32
        top = QPointF(middle.x(), box.top() - size / 32)
        painter.drawPolygon(QPolygonF([top, QPointF(box.right() + over, foot), QPointF(box.left() - over, foot)]))
    else:
        painter.drawRoundedRect(box, 3 / 16 * size, 3 / 16 * size)
    if size < _SIGNED:
        return
    arm = size * 0.22
    painter.setPen(QPen(theme.base, line, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if position == "supports":
        painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
        painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))
    elif position == "reservations":
        x, y = middle.x(), box.top()
        painter.drawLine(QPointF(x, y + size * 0.34), QPointF(x, y + size * 0.59))
        painter.drawPoint(QPointF(x, y + size * 0.81))
    else:
        painter.drawLine(middle - QPointF(arm, arm), middle + QPointF(arm, arm))
        painter.drawLine(middle + QPointF(-arm, arm), middle + QPointF(arm, -arm))
