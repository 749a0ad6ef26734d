"""Finding words in the text that is read: the bar, and where they are."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QToolButton, QWidget

from tracker.store import Store
from tracker.ui.reader.finding import MOST, folded, found
from tracker.ui.reader.places import ShownText
from tracker.ui.reader.reader_text import ReaderText
from tracker.ui.session import Session
from tracker.ui.widgets.line import Line

_LONGEST = 120
"""Selected words so long at most are taken to be those that are looked for."""


class FindBar(QWidget):
    """`edited`: the words to find. `stepped`: to the next place (1) or the one before (-1). `closed`: Esc."""

    edited = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = Line(self)
        self.line.setPlaceholderText(self.tr("Find in this text"))
        self.line.setAccessibleName(self.tr("Find in this text"))
        self.line.setMaximumWidth(360)
        self.line.textChanged.connect(self.edited)
        self.count = QLabel(self)
        self.count.setProperty("look", "muted")
        self.before = QToolButton(self)
        self.after = QToolButton(self)
        self.close_button = QToolButton(self)
        for button, text, name in (
            (self.before, "‹", self.tr("Previous place (Shift+F3)")),
            (self.after, "›", self.tr("Next place (F3)")),
            (self.close_button, "✕", self.tr("Close (Esc)")),
        ):
            button.setText(text)
            button.setAccessibleName(name)
            button.setToolTip(name)
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        self.close_button.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 6)
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        for widget in (self.count, self.before, self.after):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self.hide()

    def show_count(self, at: int, of: int) -> None:
        """Say which of how many places is shown; `at` counts from 0, -1 for none of them."""
        if not self.line.text():
            said = ""
        elif not of:
            said = self.tr("not found")
        else:
            every = f"{MOST:,}+" if of > MOST else f"{of:,}"
            said = self.tr("{0} of {1}").format(f"{at + 1:,}", every) if at >= 0 else every
        self.count.setText(said)
        self.line.setAccessibleDescription(said)
        self.before.setEnabled(bool(of))
        self.after.setEnabled(bool(of))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            self.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class FindInText(QObject):
    """Leads from place to place of the words in the bar."""

    def __init__(self, session: Session, text: ReaderText, bar: FindBar) -> None:
        super().__init__(bar)
        self._session = session
        self._text = text
        self._bar = bar
        self._folded: tuple[ShownText, str] | None = None
        self._found: list[int] = []
        bar.edited.connect(self._find)
        bar.stepped.connect(self.step)
        bar.closed.connect(self.close)
        text.find_asked.connect(self.open)
        text.find_stepped.connect(self.step)

    def open(self) -> None:
        """Ask for words to find; selected ones are taken to be meant."""
        if not self._text.text.kept:
            return
        words, line = self._text.selected_words(), self._bar.line
        self._bar.show()
        if words and "\n" not in words and len(words) <= _LONGEST:
            line.setText(words)
        line.selectAll()
        line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find(line.text())

    def close(self) -> None:
        """Nothing is looked for any more; the keyboard goes back to the text if it was in the bar."""
        focus = QApplication.focusWidget()
        had = focus is not None and self._bar.isAncestorOf(focus)
        self._bar.hide()
        self._found = []
        self._text.set_found((), 0)
        if had:
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find(self, words: str) -> None:
        if self._bar.isHidden():
            return
        text = self._text.text
        if self._folded is None or self._folded[0] is not text:
            self._fold(text)
            return
        self._found = found(self._folded[1], words)
        self._text.set_found(self._found, len(words))
        # The first from the caret on, which stays where it is while one types on.
        at = bisect_left(self._found, self._text.selected()[0])
        self._show(at if at < len(self._found) else 0)

    def _fold(self, text: ShownText) -> None:
        """Off the GUI thread: a text may be megabytes."""

        def fold(_: Store) -> str:
            return folded(text.kept)

        def done(ready: str) -> None:
            self._folded = (text, ready)
            if self._text.text is text:
                self._find(self._bar.line.text())

        self._session.reader.request("reader find", fold, done, lambda _: None)

    def step(self, by: int) -> None:
        """To the next place (1) or the one before (-1)."""
        if not self._found:
            if self._bar.isHidden():
                self.open()
            return
        start, end = self._text.selected()
        at = bisect_left(self._found, start)
        is_here = at < len(self._found) and self._found[at] == start and end > start
        self._show((at + by if by < 0 or is_here else at) % len(self._found))

    def _show(self, at: int) -> None:
        if self._found:
            begin, text = self._found[at], self._text.text
            end = begin + len(self._bar.line.text())
            self._text.go_to(text.to_document(begin), text.to_document(end), select=True)
        self._bar.show_count(at if self._found else -1, len(self._found))
