"""A button that looks like a link."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget


def link_button(parent: QWidget, words: str = "") -> QPushButton:
    """It is pressed itself, and never by Enter in a field of a dialog."""
    button = QPushButton(words, parent)
    button.setProperty("look", "link")
    button.setAutoDefault(False)
    return button
