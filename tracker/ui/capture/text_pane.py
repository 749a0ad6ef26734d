"""The captured text, to read beside what was found in it: places lit, words selected to be quoted."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from tracker.capture.suggested import Place
from tracker.ui.mime import mime_data
from tracker.ui.theme import Theme
from tracker.ui.widgets.plain_text import write

_LONGEST = 2_000
"""Characters of a line laid out at once: one of millions would take Qt minutes. Longer lines are shown in parts."""
_AT_ONCE = 6.0  # milliseconds that filling takes of each turn
_LINE = re.compile("\n")


class Laid:
    """A text as the lines it is shown in: which characters each holds. Lines are cut where they are too long."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        begin = 0
        for end in [*(match.start() for match in _LINE.finditer(text)), len(text)]:
            self.starts += range(begin, max(end, begin + 1), _LONGEST)
            begin = end + 1

    def line(self, number: int) -> str:
        """The words of a line."""
        begin = self.starts[number]
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[begin:end].removesuffix("\n")

    def line_of(self, at: int) -> int:
        """Which line a character stands in."""
        return bisect.bisect_right(self.starts, at) - 1


class TextPane(QPlainTextEdit):
    """Shows a text, which is filled in bit by bit where it is long. `filled`: all of it is there."""

    filled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._laid = Laid("")
        self._next = 0
        self._places: list[Place] = []
        self._current: tuple[Place, ...] = ()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Text of the article"))
        self._filling = QTimer(self)
        self._filling.setInterval(0)
        self._filling.timeout.connect(self._fill)
        # Not at once: Qt scrolls in the midst of work on what is lit, and would be left with what is gone.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._light)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._soon.start())

    # The text

    def set_text(self, laid: Laid) -> None:
        """Show a text from its beginning. Nothing is lit."""
        self._filling.stop()
        self._laid, self._next, self._places, self._current = laid, 0, [], ()
        self.setExtraSelections([])
        self.clear()
        self._fill()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def text(self) -> str:
        """The whole text, whether all of it is shown yet or not."""
        return self._laid.text

    def is_filled(self) -> bool:
        """Whether all of it is there."""
        return self._next >= len(self._laid.starts)

    def _fill(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        while not self.is_filled() and clock.nsecsElapsed() < _AT_ONCE * 1e6:
            for number in range(self._next, min(self._next + 8, len(self._laid.starts))):
                if number:
                    cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
                write_line(cursor, self._laid.line(number))
                self._next = number + 1
        cursor.endEditBlock()
        if not self.is_filled():
            self._filling.start()
        else:
            self._filling.stop()
            self._light()
            self.filled.emit()

    # Places

    def light(self, places: Iterable[Place]) -> None:
        """Light these, so that one sees what was found."""
        self._places = list(places)
        self._light()

    def show_places(self, places: tuple[Place, ...]) -> None:
        """Bring the first of these into view, and mark all of them as what is meant now."""
        self._current = places
        if places and self._laid.line_of(places[0].start) < self._next:
            cursor = self._cursor(Place(places[0].start, places[0].start))
            self.setTextCursor(cursor)
            self.centerCursor()
        self._light()

    def set_theme(self, theme: Theme) -> None:
        """Light in these colours."""
        self._theme = theme
        self._light()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other lines are in view."""
        super().resizeEvent(event)
        self._soon.start()

    def _light(self) -> None:
        """Light what is in view: a place takes a moment to be laid out, and there may be thousands."""
        first = self.firstVisibleBlock().blockNumber()
        last = min(first + self.viewport().height() // max(1, self.fontMetrics().height()) + 1, self._next - 1)
        found = []
        soft, strong = QTextCharFormat(), QTextCharFormat()
        soft.setBackground(self._theme.accent_soft)
        strong.setBackground(QColor(self._theme.warning_soft))
        strong.setFontUnderline(True)
        strong.setFontWeight(QFont.Weight.DemiBold)
        for places, look in ((self._places, soft), (self._current, strong)):
            for place in places:
                begin, end = self._laid.line_of(place.start), self._laid.line_of(max(place.start, place.end - 1))
                if first <= end < self._next and begin <= last:
                    extra = QTextEdit.ExtraSelection()
                    extra.cursor, extra.format = self._cursor(place), look
                    found.append(extra)
        self.setExtraSelections(found)

    def _cursor(self, place: Place) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._position(place.start))
        cursor.setPosition(self._position(place.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _position(self, at: int) -> int:
        """Where a character stands in the document, in UTF-16 units."""
        number = self._laid.line_of(at)
        before = self._laid.text[self._laid.starts[number] : at]
        return self.document().findBlockByNumber(number).position() + len(before.encode("utf-16-le")) // 2

    def _character(self, position: int) -> int:
        """The character of the text that a position of the document stands for."""
        block = self.document().findBlock(position)
        number = block.blockNumber()
        units = self._laid.line(number).encode("utf-16-le")[: 2 * (position - block.position())]
        return self._laid.starts[number] + len(units.decode("utf-16-le", "ignore"))

    def selected(self) -> Place | None:
        """What is selected, None if nothing is."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        place = Place(self._character(cursor.selectionStart()), self._character(cursor.selectionEnd()))
        return place if place.start < place.end else None

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        """Copy the text's own characters."""
        place, data = self.selected(), mime_data()
        data.setText(self._laid.text[place.start : place.end] if place is not None else "")
        return data


def write_line(cursor: QTextCursor, line: str) -> None:
    """Insert a line of text that stays one block: what Qt would take for an end of it is shown as a space."""
    write(cursor, line.translate(_ENDS))


_ENDS = dict.fromkeys(map(ord, "\r\u2029\ufdd0\ufdd1"), " ")
