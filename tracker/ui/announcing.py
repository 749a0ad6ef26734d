"""What a screen reader says without being asked: what came of something, where the keyboard is elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

_PAUSE_MS = 700
"""Who types hears the keys; only when they rest is said what came of it."""


def announce(at: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have `text` said; `urgent`: at once, whatever is being said. Nothing happens where nobody listens."""
    # Imported here: reading Qt's accessibility terms takes a while, and most windows open without a word.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if text:
        event = QAccessibleAnnouncementEvent(at, text)
        polite = QAccessible.AnnouncementPoliteness
        event.setPoliteness(polite.Assertive if urgent else polite.Polite)
        QAccessible.updateAccessibility(event)


class AfterTyping(QTimer):
    """Of what changes with every letter that is typed, what stands once the keys rest is said, if it is new."""

    def __init__(self, at: QWidget) -> None:
        super().__init__(at)
        self._at = at
        self._text = self._said = ""
        self.setSingleShot(True)
        self.setInterval(_PAUSE_MS)
        self.timeout.connect(self._say)

    def say(self, text: str) -> None:
        """Have this said soon, in place of what was to be."""
        self._text = text
        self.start()

    def _say(self) -> None:
        if self._text != self._said:
            self._said = self._text
            announce(self._at, self._text)
