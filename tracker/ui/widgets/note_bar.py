"""A line that says what is left out or followed in a view, with a button that ends it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from tracker.ui.widgets.plain_label import plain_label


class NoteBar(QFrame):
    """Hidden until there is something to say. `button` does what `say` was given for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVisible(False)
        self.setProperty("look", "message")
        self.label = plain_label(self)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QToolButton(self)
        self.button.setProperty("look", "link")
        self.button.clicked.connect(lambda: self._act())
        self._act: Callable[[], object] = lambda: None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 3, 8, 3)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.button)

    def say(self, text: str, button: str, act: Callable[[], object]) -> None:
        """Show a text and a button that does `act`."""
        self.label.setText(text)
        self.label.setAccessibleName(text)
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self._act = act
        self.setVisible(True)
