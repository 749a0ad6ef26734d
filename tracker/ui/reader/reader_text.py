"""The text of a source, to be read and selected in, with what is quoted from it marked.

Only what is in view is looked at and drawn, and a long text comes into the document in parts, so that the window goes
on meanwhile.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout, QPlainTextEdit, QWidget

from tracker.ui.mime import mime_data
from tracker.ui.reader.notes import Note, PlacedNotes
from tracker.ui.reader.places import ShownText
from tracker.ui.reader.reader_marks import LineInView, paint_found, paint_numbers, paint_quotes
from tracker.ui.theme import Theme

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
        text = self._text
        with QPainter(self) as painter:
            paint_numbers(painter, text.beginning(), text.current, text.theme, text.font(), self.width())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._text.pickbeginning(event.position().y())

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
        self.notes = PlacedNotes(())
        self.current = 0
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
        self.notes, self._found, self._wanted = PlacedNotes(()), (), None
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
        self._bring_in()
        self._redraw()
        self.scrolled.emit()

    def _bring_in(self) -> None:
        """Have some of what follows the caret in view too."""
        line = self.fontMetrics().lineSpacing()
        if not self.viewport().rect().adjusted(0, 2 * line, 0, -5 * line).contains(self.cursorRect()):
            self.centerCursor()

    def show_current(self) -> None:
        """Bring the current quote into view again, after the room for the text has changed."""
        note = next((note for note in self.notes if note.citation == self.current), None)
        if note is not None and self.textCursor().position() == note.start:
            self._bring_in()
            self.scrolled.emit()

    # Quotes and what is found

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
        lines = list(self._lines())
        if not lines:
            return []
        out = []
        for note in self.notes.between(lines[0].start, lines[-1].end):
            first = next((line for line in lines if line.start < note.end and line.end > note.start), None)
            if first is not None:
                out.append((note, first.y))
        return out

    # What is in view

    def _lines(self) -> Iterator[LineInView]:
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
                    yield LineInView(begin, begin + line.textLength(), line, at, place.left(), y)
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
                start, end = lines[0].start, lines[-1].end
                paint_quotes(painter, lines, self.notes.between(start, end), self.current, self.theme)
                paint_found(painter, lines, self._found_between(start, end), self.theme)
        super().paintEvent(event)

    def beginning(self) -> Iterator[tuple[LineInView, list[Note]]]:
        """The lines in view in which quotes begin, with those."""
        for line in self._lines():
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
        for line in self._lines():
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

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        """Copy the words as they are kept."""
        data = mime_data()
        data.setText(self.selected_words())
        return data
