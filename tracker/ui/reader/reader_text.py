"""The text of a source, to be read and selected in, with what is quoted from it marked.

Only what is in view is looked at and drawn, and a long text comes into the document in parts, so that the window goes
on meanwhile.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextLine,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout, QPlainTextEdit, QWidget

from tracker.ui.mime import mime_data
from tracker.ui.reader.notes import LANES, Note
from tracker.ui.reader.places import ShownText
from tracker.ui.theme import Theme
from tracker.ui.widgets.text_layout import line_x

AT_ONCE = 32_768
"""Characters that are put into the document between two looks at what else the window has to do."""
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYS = {
    Qt.Key.Key_C: "cite",
    Qt.Key.Key_N: "concern",
    Qt.Key.Key_E: "event",
    Qt.Key.Key_D: "disputed",
    Qt.Key.Key_S: "status",
    Qt.Key.Key_Q: "copy",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in view: the units it shows, and where it stands in the viewport."""

    start: int
    end: int
    line: QTextLine
    block: int
    x: float
    y: float

    def box(self, start: int, end: int) -> QRectF | None:
        """Where the units from `start` to `end` stand on it; None if none of them does."""
        start, end = max(start, self.start), min(end, self.end)
        if start >= end:
            return None
        a, b = line_x(self.line.cursorToX(start - self.block)), line_x(self.line.cursorToX(end - self.block))
        return QRectF(self.x + min(a, b), self.y, max(2.0, abs(b - a)), self.line.height())


class _Layout(QPlainTextDocumentLayout):
    """Paragraphs stand a little apart where no empty line parts them."""

    gap = 0.0

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:  # noqa: N802
        rect = super().blockBoundingRect(block)
        after = block.next()
        if block.length() > 1 and (not after.isValid() or after.length() > 1):
            rect.setHeight(rect.height() + self.gap)
        return rect


class _Gutter(QWidget):
    """The strip at the left of the text with the numbers of the quotes that begin there."""

    def __init__(self, text: ReaderText) -> None:
        super().__init__(text)
        self._text = text

    def paintEvent(self, _: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._text.paint_numbers(painter, self.width())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._text.pick_beginning(event.position().y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._text.wheelEvent(event)


class ReaderText(QPlainTextEdit):
    """`asked`: what one of its keys asks for ('cite', 'concern', ...). `stepped`: to the next quote (1) or the one
    before (-1). `picked`: a quote was clicked (a citation's id). `opened`: Enter. `left`: Esc. `scrolled`: what is in
    view has changed. `menu_asked`: where on the screen."""

    asked = Signal(str)
    stepped = Signal(int)
    picked = Signal(object)
    opened = Signal()
    left = Signal()
    find_asked = Signal()
    find_stepped = Signal(int)
    scrolled = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.text = ShownText("")
        self._notes: Sequence[Note] = ()
        self._reach: list[int] = []
        self._current = 0
        self._found: Sequence[int] = ()
        self._found_length = 0
        self._waiting: Iterator[str] = iter(())
        self._loaded = True
        self._wanted: tuple[int, int] | None = None
        self._pressed = QPoint()
        self._spacing = _Layout(self.document())
        self.document().setDocumentLayout(self._spacing)
        self.document().setUndoRedoEnabled(False)
        self.setProperty("look", "reader")
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setCursorWidth(2)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.gutter = _Gutter(self)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.gutter.update())
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._load_more)
        self.updateRequest.connect(self._on_update)
        self._measure()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.theme = theme
        self._redraw()

    def _redraw(self) -> None:
        self.viewport().update()
        self.gutter.update()

    def _measure(self) -> None:
        self._spacing.gap = round(self.fontMetrics().lineSpacing() * 0.4)
        self.document().setDocumentMargin(10)
        self.setViewportMargins(self.fontMetrics().horizontalAdvance("00–00") - 4, 0, 0, 0)

    # The text

    def show_text(self, text: ShownText) -> None:
        """Show this from its beginning; the notes of another text are forgotten."""
        self.text = text
        self._notes, self._reach, self._found, self._wanted = (), [], (), None
        self._more.stop()
        self.clear()
        self._waiting = iter(text.pieces)
        self._loaded = False
        self._load_more()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if not self._loaded:
            self._more.start()

    def _load_more(self) -> None:
        parts, size = [], 0
        for part in self._waiting:
            parts.append(part)
            size += len(part)
            if size >= AT_ONCE:
                break
        else:
            self._loaded = True
            self._more.stop()
        if parts:
            cursor = QTextCursor(self.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText("".join(parts))
        if self._wanted is not None and (self._loaded or self._wanted[1] < self.document().characterCount()):
            self.go_to(*self._wanted)

    def is_loaded(self) -> bool:
        """Whether all of the text is in the document."""
        return self._loaded

    def selected(self) -> tuple[int, int]:
        """Where the selected words begin and end in the kept text; twice the same where none are selected."""
        cursor = self.textCursor()
        return self.text.to_kept(cursor.selectionStart()), self.text.to_kept(cursor.selectionEnd())

    def selected_words(self) -> str:
        """The selected words as they are kept."""
        start, end = self.selected()
        return self.text.kept[start:end]

    def go_to(self, start: int, end: int, *, select: bool = False) -> None:
        """Bring these units into view and the caret to them; as soon as they are loaded."""
        if not self._loaded and end >= self.document().characterCount():
            self._wanted = (start, end)
            return
        self._wanted = None
        last = self.document().characterCount() - 1
        cursor = self.textCursor()
        cursor.setPosition(min(start, last))
        if select:
            cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        box = self.cursorRect(cursor)
        line = self.fontMetrics().lineSpacing()
        if not self.viewport().rect().adjusted(0, 2 * line, 0, -5 * line).contains(box):
            self.centerCursor()
        self._redraw()
        self.scrolled.emit()

    # Quotes and what is found

    def set_notes(self, notes: Sequence[Note]) -> None:
        """Mark these quotes; those without a place are not in the text."""
        self._notes = [note for note in notes if note.is_placed]
        self._reach, reach = [], 0
        for note in self._notes:
            reach = max(reach, note.end)
            self._reach.append(reach)
        self._redraw()
        self.scrolled.emit()

    def set_current(self, citation: int) -> None:
        """Mark one of the quotes as the current one; 0 for none."""
        if citation != self._current:
            self._current = citation
            self._redraw()

    def set_found(self, places: Sequence[int], length: int) -> None:
        """Mark what was found: these places in the kept text, so many characters long."""
        self._found, self._found_length = places, length
        self._redraw()

    def notes_between(self, start: int, end: int) -> list[Note]:
        """Quotes that have words between two places in the document, in order."""

        out = []
        for n in range(bisect_left(self._notes, end, key=lambda note: note.start) - 1, -1, -1):
            if self._reach[n] <= start:
                break
            if self._notes[n].end > start:
                out.append(self._notes[n])
        return out[::-1]

    def notes_at(self, unit: int) -> list[Note]:
        """Quotes that a unit of the document belongs to, the shortest first."""
        return sorted(self.notes_between(unit, unit + 1), key=lambda note: note.end - note.start)

    def tops(self) -> list[tuple[Note, float]]:
        """The quotes in view with how far down their first line in view stands (pixels of the viewport)."""
        lines = list(self._lines())
        if not lines:
            return []
        out = []
        for note in self.notes_between(lines[0].start, lines[-1].end):
            first = next((line for line in lines if line.start < note.end and line.end > note.start), None)
            if first is not None:
                out.append((note, first.y))
        return out

    # What is in view

    def _lines(self) -> Iterator[_Line]:
        block = self.firstVisibleBlock()
        offset, bottom = self.contentOffset(), self.viewport().height()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(offset)
            if place.top() > bottom:
                return
            layout, at = block.layout(), block.position()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                y = place.top() + line.y()
                if y + line.height() > 0 and y < bottom:
                    begin = at + line.textStart()
                    yield _Line(begin, begin + line.textLength(), line, at, place.left(), y)
            block = block.next()

    def _on_update(self, _: object, by: int) -> None:
        if by:
            self.gutter.update()
            self.scrolled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inner = self.contentsRect()
        self.gutter.setGeometry(inner.left(), inner.top(), self.viewport().geometry().left(), inner.height())
        self.scrolled.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_spacing"):
            self._measure()
            self.scrolled.emit()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Marks below, words above."""
        lines = list(self._lines())
        if lines:
            with QPainter(self.viewport()) as painter:
                self._paint_quotes(painter, lines)
                self._paint_found(painter, lines)
        super().paintEvent(event)

    def _paint_quotes(self, painter: QPainter, lines: Sequence[_Line]) -> None:
        theme = self.theme
        notes = self.notes_between(lines[0].start, lines[-1].end)
        metrics = QFontMetricsF(self.font())
        for note in notes:
            is_current = note.citation == self._current
            colour = note.colour(theme)
            tint = QColor(colour)
            tint.setAlpha(70 if is_current else 26)
            pen = QPen(colour, 2.6 if is_current else 1.6, note.line, Qt.PenCapStyle.FlatCap)
            for line in lines:
                box = line.box(note.start, note.end)
                if box is None:
                    continue
                painter.fillRect(box, tint)
                y = box.top() + metrics.ascent() + 2.5 + 2.5 * (note.lane % LANES)
                painter.setPen(pen)
                painter.drawLine(round(box.left()), round(y), round(box.right()), round(y))
                if note.row.state == "moved" and line.start <= note.start < line.end:
                    # Two strokes at its beginning: these words once stood elsewhere.
                    for by in (-3, -6):
                        painter.drawLine(round(box.left() + by), round(box.top() + 2), round(box.left() + by), round(y))

    def _beginning(self) -> Iterator[tuple[_Line, list[Note]]]:
        """The lines in view in which quotes begin, with those."""
        for line in self._lines():
            notes = [note for note in self.notes_between(line.start, line.end) if note.start >= line.start]
            if notes:
                yield line, notes

    def paint_numbers(self, painter: QPainter, width: int) -> None:
        """The numbers of the quotes in view, each beside the line in which it begins."""
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * 0.8)
        where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for line, those in self._beginning():
            current = next((note for note in those if note.citation == self._current), None)
            small.setBold(current is not None)
            painter.setFont(small)
            painter.setPen((current or those[0]).colour(self.theme) if len(those) == 1 or current else self.theme.muted)
            words = str(those[0].number) if len(those) == 1 else f"{those[0].number}–{those[-1].number}"
            painter.drawText(QRectF(0, line.y, width - 1, line.line.height()), where, words)

    def _paint_found(self, painter: QPainter, lines: Sequence[_Line]) -> None:

        if not self._found:
            return
        text, theme = self.text, self.theme
        first, last = text.to_kept(lines[0].start), text.to_kept(lines[-1].end)
        painter.setPen(QPen(theme.warning, 1))
        painter.setBrush(theme.warning_soft)
        for n in range(bisect_left(self._found, first - self._found_length), len(self._found)):
            at = self._found[n]
            if at >= last:
                return
            start, end = text.to_document(at), text.to_document(at + self._found_length)
            for line in lines:
                box = line.box(start, end)
                if box is not None:
                    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))

    # Keys, mouse, clipboard

    def event(self, event: QEvent) -> bool:
        """Claim the key of the search box, which finds in the text while one is in it."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Find)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters act on the selected words; the rest moves the caret."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
        if event.matches(QKeySequence.StandardKey.Find) or (key == Qt.Key.Key_Slash and not held):
            self.find_asked.emit()
        elif key == Qt.Key.Key_F3 and held in (Qt.KeyboardModifier.NoModifier, shift):
            self.find_stepped.emit(-1 if held == shift else 1)
        elif key == Qt.Key.Key_F8 and held in (Qt.KeyboardModifier.NoModifier, shift):
            self.stepped.emit(-1 if held == shift else 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and held == alt:
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in _KEYS and held in (Qt.KeyboardModifier.NoModifier, shift):
            self.asked.emit(_KEYS[Qt.Key(key)] + (" other" if held == shift else ""))
        elif key in _RETURNS and not held:
            self.opened.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a quote picks it; again, the next of those that overlap there."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        if (at - self._pressed).manhattanLength() > 4:
            return
        self._pick_of(self._notes_under(at))

    def pick_beginning(self, y: float) -> None:
        """Pick a quote that begins in the line at this height; again, the next of them."""
        for line, notes in self._beginning():
            if line.y <= y < line.y + line.line.height():
                self._pick_of(notes)

    def _pick_of(self, notes: Sequence[Note]) -> None:
        if notes:
            held = next((n for n, note in enumerate(notes) if note.citation == self._current), -1)
            self.picked.emit(notes[(held + 1) % len(notes)].citation)

    def _notes_under(self, at: QPoint) -> list[Note]:
        for line in self._lines():
            if not line.y <= at.y() < line.y + line.line.height():
                continue
            over = [
                note
                for note in self.notes_between(line.start, line.end)
                if (box := line.box(note.start, note.end)) is not None and box.left() <= at.x() <= box.right()
            ]
            return sorted(over, key=lambda note: note.end - note.start)
        return []

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the selected words, or with the quote there."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            notes = self._notes_under(event.pos())
            if notes and not self.textCursor().hasSelection():
                self.picked.emit(notes[0].citation)
            self.menu_asked.emit(event.globalPos())
        else:
            self.menu_asked.emit(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        """Copy the words as they are kept."""
        data = mime_data()
        data.setText(self.selected_words())
        return data
