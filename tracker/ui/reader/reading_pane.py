"""The text with the margin beside it, or below it where there is too little room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from tracker.ui.reader.notes import Note
from tracker.ui.reader.reader_margin import Margin
from tracker.ui.reader.reader_text import ReaderText
from tracker.ui.theme import Theme
from tracker.ui.widgets.panes import Panes

_BELOW = 66
"""Below so many letters of width the notes stand under the text."""
_MARGIN = (26, 46)
"""The least and the most letters of the margin's width."""


class ReadingPane(Panes):
    """Notes follow the text as it scrolls, unless they are listed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._listed: Sequence[Note] | None = None
        self._border_moved = False
        self.text = ReaderText(theme, self)
        self.text.setAccessibleName(self.tr("Text of the source"))
        self.margin = Margin(theme, self)
        self.margin.setAccessibleName(self.tr("What each quote supports"))
        self.addWidget(self.text)
        self.addWidget(self.margin)
        self.setStretchFactor(0, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._arrange)
        self._turned = QTimer(self)
        self._turned.setSingleShot(True)
        self._turned.setInterval(0)
        self._turned.timeout.connect(self.text.show_current)
        self.text.scrolled.connect(self._soon.start)
        self.margin.wheeled.connect(self._wheel)
        self.splitterMoved.connect(self._on_border_moved)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.text.set_theme(theme)
        self.margin.set_theme(theme)
        self._soon.start()

    def show_notes(self, listed: Sequence[Note] | None, *, has_text: bool) -> None:
        """Show the notes of the quotes in view, or those `listed`; without a text they have all the room."""
        self._listed = listed
        self.text.setVisible(has_text)
        self._arrange()

    def _arrange(self) -> None:
        if self._listed is not None:
            self.margin.show_list(self._listed)
        elif self.orientation() == Qt.Orientation.Vertical:
            self.margin.show_list([note for note, _ in self.text.tops()])
        else:
            self.margin.show_beside(self.text.tops())
        self.margin.show_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letter, width, height = self.fontMetrics().averageCharWidth(), self.width(), max(1, self.height())
        below = width < _BELOW * letter
        orientation = Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal
        if self.orientation() != orientation:
            self.setOrientation(orientation)
            self._border_moved = False
            self._turned.start()
        if not self._border_moved:
            least, most = _MARGIN
            side = min(most * letter, max(least * letter, width * 36 // 100))
            self.setSizes([height * 62 // 100, height * 38 // 100] if below else [width - side, side])
        self._soon.start()

    def _on_border_moved(self) -> None:
        self._border_moved = True
        self._soon.start()

    def _wheel(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self.text.viewport(), event)
