"""A box to tick, as a field of a form."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget


class Tick(QCheckBox):
    """A box of a form."""

    edited = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.toggled.connect(lambda _: self.edited.emit())

    def draft(self) -> Any:
        """Whether it is ticked."""
        return self.isChecked()

    def set_draft(self, draft: Any) -> None:
        """Tick it again."""
        self.setChecked(draft)
