"""A button beside what a dialog is for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget


def side_button(parent: QWidget, text: str, act: Callable[[], object]) -> QPushButton:
    """A button that does `act` when it is pressed itself, and never by Enter in a field of the dialog."""
    button = QPushButton(text, parent)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _=False: act())
    return button
