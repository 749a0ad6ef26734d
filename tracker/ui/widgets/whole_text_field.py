"""A field for the whole text of a source. A very long one is kept as it was pasted, and said to be there, not shown."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from tracker.ui.widgets.plain_text import PlainTextField

HELD_FROM = 250_000
"""Characters that are not laid out to be edited by hand: a line of millions would hold up the window at each key."""


class WholeTextField(PlainTextField):
    """What is pasted into the empty field stays out of it from `HELD_FROM` characters on; Backspace lets it go."""

    def __init__(self, parent: QWidget | None = None, *, most_lines: int, empty: str) -> None:
        """`empty` is said while there is no text."""
        super().__init__(parent, one_line=False, most_lines=most_lines)
        self._empty = empty
        self._held = ""
        self._least_lines = most_lines // 2  # it is what the form is for
        self.setPlaceholderText(empty)

    def text(self) -> str:
        """The text held, or as it stands in the field."""
        return self._held or super().text()

    def length(self) -> int:
        """About how many characters it has, told without reading them."""
        return len(self._held) or self.document().characterCount() - 1

    def is_changed(self) -> bool:
        """Whether the person has typed or pasted since `set_text`."""
        return bool(self._held) or super().is_changed()

    def set_text(self, text: str) -> None:
        """Show a text to be edited."""
        self._hold("")
        super().set_text(text)

    def type_text(self, text: str) -> None:
        """Replace all text as if the person had typed or pasted it."""
        is_long = len(text) >= HELD_FROM
        self._hold(text if is_long else "")
        if not is_long or not self.document().isEmpty():
            super().type_text("" if is_long else text)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Paste and drop text as it is; a very long one, where nothing else stands, is held and nothing joins it."""
        if self._held:
            return
        text, chosen = source.text(), self.textCursor()
        others = self.length() - (chosen.selectionEnd() - chosen.selectionStart())
        if len(text) >= HELD_FROM and not others:
            self.type_text(text)
        else:
            super().insertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While a text is held, Backspace and Delete let it go, and nothing is typed beside it."""
        if self._held and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.type_text("")
        elif not self._held or not event.text() or not event.text().isprintable():
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Nothing is typed beside a text that is held."""
        if not self._held:
            super().inputMethodEvent(event)

    def _hold(self, text: str) -> None:
        if text == self._held:
            return
        self._held = text
        said = self.tr("{0} characters, kept as they were pasted. Backspace removes them.").format(f"{len(text):,}")
        self.setPlaceholderText(said if text else self._empty)
        self.setAccessibleDescription(said if text else "")
        self.edited.emit()
