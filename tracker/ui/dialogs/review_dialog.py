"""The frame of the dialogs that go through a list: what is chosen stands beside it, what can be done below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tracker.ui.room import roomy
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets.panes import Panes
from tracker.ui.widgets.side_button import side_button


class ReviewDialog(QDialog):
    """What is done here can be undone here: one that derives from it counts each act in `_done`. It names what it
    reads in `reads`, which nobody wants once it is closed."""

    reads: Sequence[str] = ()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None, *, width: int, height: int) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self._done = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(roomy(self, width, height))
        self.list = QListWidget(self)
        self.list.setSpacing(3)

    def lay_out(
        self, head: QLabel, beside: QWidget, share: int, buttons: Iterable[QPushButton], below: Iterable[QWidget] = ()
    ) -> None:
        """`head` above, the list with a `share` of the width in percent and what is `beside` it, what is `below` them,
        and the buttons."""
        self.splitter = Panes(Qt.Orientation.Horizontal, self, self.list, beside)
        self.splitter.setSizes([self.width() * share // 100, self.width() * (100 - share) // 100])
        close = side_button(self, self.tr("C&lose"), self.reject)
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        for button in buttons:
            bottom.addWidget(button)
        bottom.addStretch(1)
        bottom.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(8)
        layout.addWidget(head)
        layout.addWidget(self.splitter, 1)
        layout.addStretch(0)
        for widget in below:
            layout.addWidget(widget)
        layout.addLayout(bottom)

    def fill(self, items: Iterable[QListWidgetItem], chosen: int) -> None:
        """List these; the one in place `chosen` is the current one, and nobody is told."""
        self.list.blockSignals(True)
        self.list.clear()
        for item in items:
            self.list.addItem(item)
        self.list.setCurrentRow(chosen)
        self.list.blockSignals(False)

    def undo(self) -> None:
        """Take back what was done last."""
        if self._done:
            self._done -= 1
            self.session.undo()

    def done(self, result: int) -> None:
        """Nobody wants what is being read."""
        for kind in self.reads:
            self.session.reader.forget(kind)
        super().done(result)
