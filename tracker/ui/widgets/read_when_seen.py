"""A page that reads what it shows when it is looked at, and not before."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget


class ReadWhenSeen(QWidget):
    """`_stale`: what is shown may be no longer so, or was never read. A page has its own `read`, which makes an end of
    that."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stale = True

    def renew(self, _: object = None) -> None:
        """Something has changed: read anew if anybody looks, else once somebody does."""
        self._stale = True
        if self.isVisible():
            self.read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.read()

    def read(self) -> None:
        """Read anew what is shown."""
        raise NotImplementedError
