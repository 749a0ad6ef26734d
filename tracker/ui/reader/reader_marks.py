"""How quotes and what is found are marked in a text: below its words, line by line as they stand in view."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextLine

from tracker.ui.reader.notes import LANES, Note
from tracker.ui.theme import Theme
from tracker.ui.widgets.text_layout import line_x

_TINT, _CURRENT_TINT = 26, 70
"""Of 255, so that words stay readable where several quotes overlap."""
_UNDER = 2.5
"""Pixels from the words to the first underline, and from one to the next."""


@dataclass(frozen=True, slots=True)
class LineInView:
    """The units from `start` to `end`, and where they stand in the viewport. `block` is where its paragraph begins."""

    start: int
    end: int
    line: QTextLine
    block: int
    x: float
    y: float

    @property
    def height(self) -> float:
        """In pixels."""
        return self.line.height()

    def box(self, start: int, end: int) -> QRectF | None:
        """Where the units from `start` to `end` stand on it; None if none of them does."""
        start, end = max(start, self.start), min(end, self.end)
        if start >= end:
            return None
        a, b = line_x(self.line.cursorToX(start - self.block)), line_x(self.line.cursorToX(end - self.block))
        return QRectF(self.x + min(a, b), self.y, max(2.0, abs(b - a)), self.height)


def paint_quotes(
    painter: QPainter, lines: Sequence[LineInView], notes: Iterable[Note], current: int, theme: Theme
) -> None:
    """A tint, and an underline whose pattern says what the quote supports; the `current` one stronger."""
    for note in notes:
        is_current = note.citation == current
        colour = note.colour(theme)
        tint = QColor(colour)
        tint.setAlpha(_CURRENT_TINT if is_current else _TINT)
        pen = QPen(colour, 2.6 if is_current else 1.6, note.line, Qt.PenCapStyle.FlatCap)
        for line in lines:
            box = line.box(note.start, note.end)
            if box is None:
                continue
            painter.fillRect(box, tint)
            y = round(box.top() + line.line.ascent() + _UNDER * (1 + note.lane % LANES))
            painter.setPen(pen)
            painter.drawLine(round(box.left()), y, round(box.right()), y)
            if note.row.state == "moved" and line.start <= note.start:
                # Two strokes before it: other words were quoted.
                for x in (round(box.left()) - 3, round(box.left()) - 6):
                    painter.drawLine(x, round(box.top()) + 2, x, y)


def paint_numbers(
    painter: QPainter,
    beginning: Iterable[tuple[LineInView, Sequence[Note]]],
    current: int,
    theme: Theme,
    font: QFont,
    width: int,
) -> None:
    """The numbers of quotes, each beside the line in which it begins, in a strip so many pixels wide."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.8)
    where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for line, notes in beginning:
        one = next((note for note in notes if note.citation == current), notes[0] if len(notes) == 1 else None)
        small.setBold(one is not None and one.citation == current)
        painter.setFont(small)
        painter.setPen(one.colour(theme) if one is not None else theme.muted)
        words = str(notes[0].number) if len(notes) == 1 else f"{notes[0].number}–{notes[-1].number}"
        painter.drawText(QRectF(0, line.y, width - 1, line.height), where, words)


def paint_found(
    painter: QPainter, lines: Sequence[LineInView], places: Iterable[tuple[int, int]], theme: Theme
) -> None:
    """A frame around each of these places (units)."""
    painter.setPen(QPen(theme.warning, 1))
    painter.setBrush(theme.warning_soft)
    for start, end in places:
        for line in lines:
            box = line.box(start, end)
            if box is not None:
                painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
