"""What forms share that write the text of a source: a long one is written off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tracker.store import Store
from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.session import Session
from tracker.ui.theme import Theme

SHORT = 20_000
"""Characters and bytes that are written at once. More goes into the index, has its quotes looked up, and is packed, off
the GUI thread."""
QUOTE = 1_000
"""Characters that take about as long to write as one quote takes to be looked up, or to be kept."""


class TextForm(FormDialog):
    """Subclasses say in `characters` how much text is written, in `change` what is done, in `tell` what came of it."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None, *, kept_as: str) -> None:
        super().__init__(session, theme, parent, kept_as=kept_as)
        self._writing = False

    def characters(self) -> int:
        """About how long the text is that would be written, 0 if none is. To be said without reading it."""
        raise NotImplementedError

    def quotes(self) -> int:
        """How many quotes are looked up in it."""
        return 0

    def change(self) -> Callable[[Store], Any]:
        """What is to be done with the store, on whichever thread: the fields are read before, not in it."""
        raise NotImplementedError

    def tell(self, outcome: Any) -> None:
        """Say what `change` gave."""

    def write(self) -> None:
        """Do it at once."""
        self.tell(self.change()(self.session.store))

    def save(self, *, close: bool = True) -> bool:
        """Save if nothing is wrong; a long text on a thread of its own, with the form shut meanwhile."""
        if self._writing or self.session.is_lent:
            return False
        if self._is_short() or self.check():
            return super().save(close=close)
        self.show_faults({})
        self.problem.hide()
        change, focus = self.change(), QApplication.focusWidget()
        self._writing = True
        self.setEnabled(False)

        def done(outcome: Any) -> None:
            self._writing = False
            self.setEnabled(True)
            self.tell(outcome)
            self._forget_draft()
            self.saved.emit()
            if close:
                self.accept()

        def failed(error: Exception) -> None:
            self._writing = False
            self.setEnabled(True)
            if focus is not None and self.isAncestorOf(focus):
                focus.setFocus(Qt.FocusReason.OtherFocusReason)
            self.show_refusal(error)

        self.session.write_in_background(self.windowTitle(), lambda store, *_: change(store), done, failed)
        return True

    def _is_short(self) -> bool:
        characters = self.characters()
        return not characters or characters + QUOTE * self.quotes() < SHORT

    def reject(self) -> None:
        """While it writes it stays."""
        if not self._writing:
            super().reject()
