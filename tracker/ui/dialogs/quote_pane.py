"""What is shown of a quote to look at, and what can be decided about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tracker.capture.anchors import places
from tracker.ui.dialogs.quote_shown import Looked, blocks_of
from tracker.ui.theme import Theme
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.paragraphs import Paragraphs
from tracker.ui.widgets.quote_field import QuoteField
from tracker.ui.widgets.side_button import side_button


class QuotePane(QWidget):
    """The words, old and new, the buttons, and a field for words to quote instead."""

    confirmed = Signal()
    kept = Signal()
    pointed = Signal()
    source_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looked: Looked | None = None
        self._writable = False
        self.words = Paragraphs(theme, self)
        self.confirm_button = side_button(self, self.tr("&Confirm the new words"), self.confirmed.emit)
        self.confirm_button.setProperty("look", "primary")
        self.confirm_button.setToolTip(self.tr("Quote from now on the words that stand there now"))
        self.keep_button = side_button(self, self.tr("&Keep as orphaned"), self.kept.emit)
        self.keep_button.setToolTip(self.tr("Keep the words as they were quoted, without a place in this text"))
        self.open_button = side_button(self, self.tr("&Open source"), self.source_asked.emit)
        label = QLabel(self.tr("&Point to another place: the words there, as they stand"), self)
        label.setProperty("look", "muted")
        label.setWordWrap(True)
        self.field = QuoteField(self)
        self.field.setAccessibleName(self.tr("Words to quote instead"))
        label.setBuddy(self.field.words)
        self.point_button = side_button(self, self.tr("&Quote these words"), self.pointed.emit)
        self.field.edited.connect(self._enable)
        decide, point = FlowLayout(gap=8, row_gap=8), QHBoxLayout()
        for button in (self.confirm_button, self.keep_button, self.open_button):
            decide.addWidget(button)
        point.addWidget(self.point_button)
        point.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 8, 8)
        layout.setSpacing(10)
        layout.addWidget(self.words)
        layout.addLayout(decide)
        layout.addSpacing(6)
        layout.addWidget(label)
        layout.addWidget(self.field)
        layout.addLayout(point)
        layout.addStretch(1)

    def show_quote(self, looked: Looked | None) -> None:
        """Show this one; nothing for None. Words that somebody is entering for the same one stay."""
        same = looked == self.looked
        self.looked = looked
        self.words.set_blocks(*(blocks_of(looked) if looked is not None else ()))
        if not same:
            self.field.set_source(looked.source if looked is not None else None)
            self.field.set_quote(looked.row.exact if looked is not None and looked.candidates else "")
        self._enable()

    def allow(self, *, writable: bool) -> None:
        """Whether anything can be decided."""
        self._writable = writable
        self._enable()

    def place(self) -> int:
        """Where the words entered begin in the text; -1 if nowhere, or at several places of which none is chosen."""
        words = self.field.quote()
        if not words or self.looked is None:
            return -1
        if self.field.start() >= 0:
            return self.field.start()
        found = places(self.looked.source.text, words, 2)
        return found[0] if len(found) == 1 else -1

    def _enable(self) -> None:
        moved = self.looked is not None and self.looked.row.state == "moved"
        self.setVisible(self.looked is not None)
        for button in (self.confirm_button, self.keep_button):
            button.setVisible(moved)
            button.setEnabled(self._writable)
        self.field.words.setReadOnly(not self._writable)
        self.point_button.setEnabled(self._writable and self.place() >= 0)
