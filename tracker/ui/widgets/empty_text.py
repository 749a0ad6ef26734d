"""What a table says while it has no rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView


def paint_empty_text(view: QAbstractItemView, text: str, colour: QColor) -> None:
    """In the middle of a view that has nothing else to show; to be called from its paintEvent."""
    with QPainter(view.viewport()) as painter:
        painter.setPen(colour)
        room = view.viewport().rect().adjusted(24, 24, -24, -24)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
