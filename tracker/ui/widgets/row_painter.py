"""How a cell of a table is drawn: a mark, words, a note."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStaticText

from tracker.ui.position_signs import draw_position
from tracker.ui.theme import Theme

_PAD = 8
_MARK = 9
_KEPT = 4096
"""How many laid-out pieces of text are kept."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows: words, and before them at most one mark. `note` follows the words, muted."""

    text: str
    note: str = ""
    family: str = ""
    position: str = ""
    quiet: bool = False
    warn: bool = False


class RowPainter:
    """Draws cells in one font. Words laid out once for a width are kept."""

    def __init__(self, theme: Theme, font: QFont) -> None:
        self.theme = theme
        self.font = font
        self.metrics = QFontMetrics(font)
        self.height = row_height(self.metrics)
        self._laid: OrderedDict[tuple[str, int], QStaticText] = OrderedDict()

    def draw(self, painter: QPainter, cell: Cell, left: int, top: int, width: int) -> None:
        """One cell, without its background."""
        theme = self.theme
        room = width - 2 * _PAD
        left += _PAD
        if cell.family or cell.position:
            self._draw_mark(painter, cell, left, top + (self.height - _MARK) // 2)
            left += _MARK + 6
            room -= _MARK + 6
        # The note is short and says what must not be missed: the words give way to it, as far as they can.
        noted = self.metrics.horizontalAdvance(cell.note) + 10 if cell.note else 0
        if room - noted < 60:
            noted = 0
        words = self._lay_out(cell.text, room - noted)
        top += (self.height - self.metrics.height()) // 2
        painter.setPen(theme.warning if cell.warn else theme.muted if cell.quiet else theme.text)
        painter.drawStaticText(left, top, words)
        if noted:
            painter.setPen(theme.muted)
            painter.drawStaticText(left + round(words.size().width()) + 10, top, self._lay_out(cell.note, noted))

    def needed(self, cell: Cell) -> int:
        """Width, pixels, in which nothing of a cell is cut short."""
        width = self.metrics.horizontalAdvance(_one_line(cell.text)) + 2 * _PAD
        width += _MARK + 6 if cell.family or cell.position else 0
        return width + (self.metrics.horizontalAdvance(cell.note) + 10 if cell.note else 0)

    def _draw_mark(self, painter: QPainter, cell: Cell, left: int, top: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if cell.family:
            painter.setBrush(self.theme.family_colour(cell.family))
            painter.drawRoundedRect(left, top, _MARK, _MARK, 2, 2)
        else:
            draw_position(painter, self.theme, cell.position, QRectF(left - 1, top - 1, _MARK + 2, _MARK + 2))

    def _lay_out(self, text: str, width: int) -> QStaticText:
        found = self._laid.get((text, width))
        if found is None:
            found = QStaticText(self.metrics.elidedText(_one_line(text), Qt.TextElideMode.ElideRight, max(width, 0)))
            found.setTextFormat(Qt.TextFormat.PlainText)
            found.prepare(font=self.font)
            self._laid[text, width] = found
            if len(self._laid) > _KEPT:
                self._laid.popitem(last=False)
        return found


def _one_line(text: str) -> str:
    """Text for one row: a line break in it would spill into the next."""
    return " ".join(text.split())


def row_height(metrics: QFontMetrics) -> int:
    """Height of a row, pixels: it keeps pace with the text."""
    return metrics.height() + 13
