"""The margin beside a text: what each quote in view supports, as near the quote as the others leave room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from tracker.ui.reader.note_places import places
from tracker.ui.reader.notes import Note, blocks
from tracker.ui.theme import Theme
from tracker.ui.widgets.paragraphs import paint_arranged
from tracker.ui.widgets.text_layout import Arranged, Typesetter

_GAP, _PAD = 6.0, 8.0
_MOST = 150
"""Notes laid out at once; the keys lead on to the others."""


@dataclass(frozen=True, slots=True)
class _Placed:
    note: Note
    rect: QRectF
    arranged: Arranged


class Margin(QAbstractScrollArea):
    """Notes beside the text (`show_beside`), or all of them as a list (`show_list`).

    `picked`: a note was clicked (a citation's id). `opened`: Enter, or a double click. `stepped`: to the next note (1)
    or the one before (-1). `wheeled`: the wheel turned where there is nothing to scroll. `left`: Esc.
    """

    picked = Signal(object)
    opened = Signal()
    stepped = Signal(int)
    wheeled = Signal(object)
    menu_asked = Signal(QPoint)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.empty_text = ""
        self._current = 0
        self._shown: list[_Placed] = []
        self._listed: list[Note] | None = None
        self._arranged: dict[tuple[int, bool, int], tuple[Note, Arranged]] = {}
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.theme = theme
        self._arranged.clear()
        self._arrange_again()

    def set_current(self, citation: int) -> None:
        """Mark the note of this citation; it is shown whole."""
        self._current = citation

    # Arranging

    def show_beside(self, tops: Sequence[tuple[Note, float]]) -> None:
        """Show these notes, each wanting to stand so far down."""
        self._listed = None
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setRange(0, 0)
        tops = tops[:_MOST]
        laid = [(note, self._lay(note)) for note, _ in tops]
        heights = [arranged.height + 2 * _PAD for _, arranged in laid]
        fixed = next((n for n, (note, _) in enumerate(laid) if note.citation == self._current), -1)
        wanted = [top - _PAD for _, top in tops]
        if fixed >= 0:
            room = self.viewport().height() - heights[fixed] - 2
            wanted[fixed] = max(2.0, min(wanted[fixed], room))
        elif wanted:
            wanted[0] = max(2.0, wanted[0])
        self._place(laid, places(wanted, heights, _GAP, fixed))

    def show_list(self, notes: Sequence[Note]) -> None:
        """Show these notes one under the other, to be scrolled; of very many those around the current one."""
        if len(notes) > _MOST:
            at = next((n for n, note in enumerate(notes) if note.citation == self._current), 0)
            notes = notes[max(0, at - _MOST // 2) :][:_MOST]
        self._listed = list(notes)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        laid = [(note, self._lay(note)) for note in notes]
        heights = [arranged.height + 2 * _PAD for _, arranged in laid]
        tops = places([2.0] * len(laid), heights, _GAP)
        self._place(laid, tops)
        whole = (tops[-1] + heights[-1] + 4) if laid else 0.0
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(page)
        bar.setSingleStep(24)
        bar.setRange(0, max(0, round(whole - page)))

    def show_current(self) -> None:
        """In a list, scroll to the current note."""
        found = next((p for p in self._shown if p.note.citation == self._current), None)
        if self._listed is None or found is None:
            return
        bar, page = self.verticalScrollBar(), self.viewport().height()
        if found.rect.top() < bar.value() or found.rect.bottom() > bar.value() + page:
            bar.setValue(round(found.rect.top() - 8))

    def _place(self, laid: Sequence[tuple[Note, Arranged]], tops: Sequence[float]) -> None:
        width = float(self.viewport().width())
        self._shown = [
            _Placed(note, QRectF(1, top, width - 9, arranged.height + 2 * _PAD), arranged)
            for (note, arranged), top in zip(laid, tops, strict=True)
        ]
        self.viewport().update()

    def _lay(self, note: Note) -> Arranged:
        whole, width = note.citation == self._current, self.viewport().width()
        key = (note.citation, whole, width)
        kept = self._arranged.get(key)
        if kept is None or kept[0] is not note:
            if len(self._arranged) > 400:
                self._arranged.clear()
            inset = self._inset()
            setter = Typesetter(self.font(), self.theme)
            arranged = setter.arrange(blocks(note, whole=whole), inset, 0, max(40.0, width - 9 - inset - _PAD))
            kept = self._arranged[key] = (note, arranged)
        return kept[1]

    def _inset(self) -> float:
        return QFontMetricsF(self.font()).horizontalAdvance("000") + 12

    def _arrange_again(self) -> None:
        if self._listed is not None:
            self.show_list(self._listed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_again()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_arranged"):
            self._arranged.clear()
            self._arrange_again()

    # Painting

    def paintEvent(self, _: QPaintEvent) -> None:
        """The notes in view."""
        theme = self.theme
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not self._shown and self.empty_text:
                painter.setPen(theme.muted)
                room = QRectF(self.viewport().rect()).adjusted(8, 8, -12, -8)
                painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self.empty_text)
            painter.translate(0, -self.verticalScrollBar().value())
            for placed in self._shown:
                self._paint_note(painter, placed)

    def _paint_note(self, painter: QPainter, placed: _Placed) -> None:
        theme, note, rect = self.theme, placed.note, placed.rect
        is_current = note.citation == self._current
        colour = note.colour(theme)
        focused = is_current and self.hasFocus()
        painter.setPen(QPen(theme.accent if focused else colour if is_current else theme.line, 1 + focused))
        painter.setBrush(theme.selection if is_current else theme.base)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        font = QFont(self.font())
        font.setBold(is_current)
        font.setPointSizeF(font.pointSizeF() * 0.92)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(colour)
        words = str(note.number) if note.is_placed else "–"
        room = QRectF(rect.left() + 6, rect.top() + _PAD, self._inset() - 12, metrics.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)
        if note.is_placed:
            # The same line as under its words.
            painter.setPen(QPen(colour, 2, note.line, Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(room.left(), room.bottom() + 3), QPointF(room.right(), room.bottom() + 3))
        painter.save()
        painter.translate(rect.left(), rect.top() + _PAD)
        paint_arranged(painter, placed.arranged, self.font(), theme)
        painter.restore()

    # The mouse and the keyboard

    def _note_at(self, at: QPointF) -> Note | None:
        place = QPointF(at.x(), at.y() + self.verticalScrollBar().value())
        return next((p.note for p in self._shown if p.rect.contains(place)), None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        note = self._note_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and note is not None:
            self.picked.emit(note.citation)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._note_at(event.position()) is not None:
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            note = self._note_at(QPointF(event.pos()))
            if note is not None:
                self.picked.emit(note.citation)
        self.menu_asked.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._listed is None:
            self.wheeled.emit(event)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        shift = Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_F8:
            self.stepped.emit(-1 if event.modifiers() & shift else 1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
