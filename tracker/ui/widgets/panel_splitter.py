"""A view over the panel that explains what one picks in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tracker.ui.widgets.panes import Panes


class PanelSplitter(Panes):
    """The view has all the room until the panel is opened."""

    def __init__(self, view: QWidget, panel: QWidget, parent: QWidget | None = None) -> None:
        panel.hide()
        super().__init__(Qt.Orientation.Vertical, parent, view, panel)
        self._panel = panel
        self.setStretchFactor(0, 1)

    def open_panel(self) -> bool:
        """Show the panel; returns whether it was not shown before."""
        if self._panel.isVisibleTo(self):
            return False
        self._panel.show()
        self.setSizes([self.height() * 55 // 100, self.height() * 45 // 100])
        return True
