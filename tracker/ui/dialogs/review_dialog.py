"""The frame of the dialogs that go through a list: what is chosen stands beside it, what can be done below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

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

from tracker.records import Id
from tracker.store import ChangeSet
from tracker.ui import undoing
from tracker.ui.announcing import announce
from tracker.ui.room import open_at
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets.panes import Panes
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.side_button import side_button

T = TypeVar("T")


class ReviewDialog(QDialog):
    """What is done here can be undone here, and nothing else: the edits that are written in `attempt`, or while
    `_doing` holds, are its own. What is refused meanwhile is said here too, as the window's message bar may be covered.
    One that derives from it names what it reads in `reads`, which nobody wants once it is closed."""

    reads: Sequence[str] = ()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None, *, width: int, height: int) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self._doing = False
        self._made: list[Id] = []  # edits
        self._taken_back: set[Id] = set()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, width, height)
        self.list = QListWidget(self)
        self.list.setSpacing(3)
        self.problem = plain_label(self, "error")
        self.problem.hide()
        session.changed.connect(self._note)
        session.message.connect(self._on_message)

    def lay_out(
        self, head: QLabel, beside: QWidget, share: int, buttons: Iterable[QPushButton], below: Iterable[QWidget] = ()
    ) -> None:
        """`head` above, the list with a `share` of the width in percent and what is `beside` it, what is `below` them,
        what was refused, and the buttons."""
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
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(head)
        layout.addWidget(self.splitter, 1)
        layout.addStretch(0)
        for widget in below:
            layout.addWidget(widget)
        layout.addWidget(self.problem)
        layout.addLayout(bottom)

    def fill(self, items: Iterable[QListWidgetItem], chosen: int) -> None:
        """List these; the one in place `chosen` is the current one, and nobody is told."""
        self.list.blockSignals(True)
        self.list.clear()
        for item in items:
            self.list.addItem(item)
        self.list.setCurrentRow(chosen)
        self.list.blockSignals(False)

    def set_theme(self, theme: Theme) -> None:
        """What opens from it is in these colours."""
        self.theme = theme

    # Doing and undoing

    def attempt(self, action: Callable[[], T]) -> T | None:
        """`Session.attempt`, of something that is done here."""
        self.problem.hide()
        self._doing = True
        try:
            return self.session.attempt(action)
        finally:
            self._doing = False

    def _on_message(self, text: str, severity: str) -> None:
        if severity == "error" and self.isVisible():
            self.problem.setText(text)
            self.problem.show()
            announce(self.problem, text, urgent=True)

    def _note(self, change: ChangeSet) -> None:
        if change.kind == "undo":
            self._taken_back.add(change.target)
        elif change.kind == "redo":
            self._taken_back.discard(change.target)
        elif change.kind == "edit" and self._doing:
            self._made.append(change.edit)

    def own_edits(self) -> list[Id]:
        """The edits made here that stand, the latest last."""
        return [edit for edit in self._made if edit not in self._taken_back]

    def undo(self) -> None:
        """Take back what was done here last, whatever was done elsewhere since; or say what stands in its way."""
        edits = self.own_edits()
        if edits:
            self.problem.hide()
            undoing.undo(self.session, self, edits[-1])

    def done(self, result: int) -> None:
        """Nobody wants what is being read."""
        for kind in self.reads:
            self.session.reader.forget(kind)
        super().done(result)
