"""A line or more of words, shown as they are whatever marks they hold."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def plain_label(parent: QWidget, look: str = "", *, text: str = "") -> QLabel:
    """A label for plain text that wraps; `look`: one that the style sheet knows, such as 'muted' or 'error'."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if look:
        label.setProperty("look", look)
    return label
