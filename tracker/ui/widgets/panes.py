"""Parts of a window with borders between them that can be moved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget


class Panes(QSplitter):
    """Side by side, or one above the other. The borders are thin lines, and no part can be made to vanish."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None, *parts: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for part in parts:
            self.addWidget(part)

    def addWidget(self, part: QWidget) -> None:  # noqa: N802
        """Add a part behind the others. A splitter puts each under those before it; screen readers go through them
        from the lowest up, so it would be read backwards."""
        super().addWidget(part)
        part.raise_()
        for number in range(1, self.count()):
            self.handle(number).raise_()
