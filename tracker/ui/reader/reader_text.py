"""The text of a source, with what is quoted from it marked, and the keys that quote from it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from tracker.ui.reader.long_text import LongText
from tracker.ui.reader.notes import Note, PlacedNotes
from tracker.ui.reader.places import ShownText
from tracker.ui.reader.reader_marks import LineInView, paint_found, paint_numbers, paint_quotes
from tracker.ui.theme import Theme

_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYS = {
    Qt.Key.Key_C: "cite",
    Qt.Key.Key_N: "concern",
    Qt.Key.Key_E: "event",
    Qt.Key.Key_D: "disputed",
    Qt.Key.Key_S: "status",
    Qt.Key.Key_Q: "copy",
}


class _Gutter(QWidget):
    """The strip at the left of the text with the numbers of the quotes that begin there."""

    def __init__(self, text: ReaderText) -> None:
        super().__init__(text)
        self._text = text

    def paintEvent(self, _: QPaintEvent) -> None:
        text = self._text
        with QPainter(self) as painter:
            paint_numbers(painter, text.beginning(), text.current, text.theme, text.font(), self.width())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._text.pickbeginning(event.position().y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._text.wheelEvent(event)


class ReaderText(LongText):
    """`asked`: what one of its keys asks for ('cite', 'concern', ...). `stepped`: to the next quote (1) or the one
    before (-1). `picked`: a quote was clicked (a citation's id). `opened`: Enter. `left`: Esc. `menu_asked`: where on
    the screen."""

    asked = Signal(str)
    stepped = Signal(int)
    picked = Signal(object)
    opened = Signal()
    left = Signal()
    find_asked = Signal()
    find_stepped = Signal(int)
    menu_asked = Signal(QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.notes = PlacedNotes(())
        self.current = 0
        self._found: Sequence[int] = ()
        self._found_length = 0
        self._pressed = QPoint()
        self.setProperty("look", "reader")
        self.gutter = _Gutter(self)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.gutter.update())
        self.scrolled.connect(self.gutter.update)
        self._fit_gutter()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.theme = theme
        self._redraw()

    def _redraw(self) -> None:
        self.viewport().update()
        self.gutter.update()

    def _fit_gutter(self) -> None:
        self.setViewportMargins(self.fontMetrics().horizontalAdvance("00–00") - 4, 0, 0, 0)

    # Quotes and what is found

    def show_text(self, text: ShownText) -> None:
        """Show this from its beginning; the notes of another text are forgotten."""
        self.notes, self._found = PlacedNotes(()), ()
        super().show_text(text)

    def show_current(self) -> None:
        """Bring the current quote into view again, after the room for the text has changed."""
        note = next((note for note in self.notes if note.citation == self.current), None)
        if note is not None and self.textCursor().position() == note.start:
            self.bring_in()
            self.scrolled.emit()

    def set_notes(self, notes: Sequence[Note]) -> None:
        """Mark these quotes; those without a place are not in the text."""
        self.notes = PlacedNotes(notes)
        self._redraw()
        self.scrolled.emit()

    def set_current(self, citation: int) -> None:
        """Mark one of the quotes as the current one; 0 for none."""
        if citation != self.current:
            self.current = citation
            self._redraw()

    def set_found(self, places: Sequence[int], length: int) -> None:
        """Mark what was found: these places in the kept text, so many characters long."""
        self._found, self._found_length = places, length
        self._redraw()

    def tops(self) -> list[tuple[Note, float]]:
        """The quotes in view with how far down their first line in view stands (pixels of the viewport)."""
        lines = list(self.lines())
        if not lines:
            return []
        out = []
        for note in self.notes.between(lines[0].start, lines[-1].end):
            first = next((line for line in lines if line.start < note.end and line.end > note.start), None)
            if first is not None:
                out.append((note, first.y))
        return out

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inner = self.contentsRect()
        self.gutter.setGeometry(inner.left(), inner.top(), self.viewport().geometry().left(), inner.height())
        self.scrolled.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "gutter"):
            self._fit_gutter()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Marks below, words above."""
        lines = list(self.lines())
        if lines:
            with QPainter(self.viewport()) as painter:
                start, end = lines[0].start, lines[-1].end
                paint_quotes(painter, lines, self.notes.between(start, end), self.current, self.theme)
                paint_found(painter, lines, self._found_between(start, end), self.theme)
        super().paintEvent(event)

    def beginning(self) -> Iterator[tuple[LineInView, list[Note]]]:
        """The lines in view in which quotes begin, with those."""
        for line in self.lines():
            notes = [note for note in self.notes.between(line.start, line.end) if note.start >= line.start]
            if notes:
                yield line, notes

    def _found_between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """What was found between two places in the document."""
        text, length = self.text, self._found_length
        last = text.to_kept(end)
        for n in range(bisect_left(self._found, text.to_kept(start) - length), len(self._found)):
            at = self._found[n]
            if at >= last:
                return
            yield text.to_document(at), text.to_document(at + length)

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

    def pickbeginning(self, y: float) -> None:
        """Pick a quote that begins in the line at this height; again, the next of them."""
        for line, notes in self.beginning():
            if line.y <= y < line.y + line.height:
                self._pick_of(notes)

    def _pick_of(self, notes: Sequence[Note]) -> None:
        if notes:
            held = next((n for n, note in enumerate(notes) if note.citation == self.current), -1)
            self.picked.emit(notes[(held + 1) % len(notes)].citation)

    def _notes_under(self, at: QPoint) -> list[Note]:
        for line in self.lines():
            if not line.y <= at.y() < line.y + line.height:
                continue
            over = [
                note
                for note in self.notes.between(line.start, line.end)
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
