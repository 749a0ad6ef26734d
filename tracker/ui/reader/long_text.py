"""A long text to be read and selected in. It comes into the document in parts, so that the window goes on meanwhile,
and only what is in view is looked at."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QMimeData, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextDocumentLayout, QPlainTextEdit, QWidget

from tracker.ui.mime import mime_data
from tracker.ui.reader.places import ShownText
from tracker.ui.reader.reader_marks import LineInView

AT_ONCE = 32_768
"""Characters that are put into the document between two looks at what else the window has to do."""


class _Layout(QPlainTextDocumentLayout):
    """Paragraphs stand a little apart where no empty line parts them."""

    gap = 0.0

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:  # noqa: N802
        rect = super().blockBoundingRect(block)
        after = block.next()
        if block.length() > 1 and (not after.isValid() or after.length() > 1):
            rect.setHeight(rect.height() + self.gap)
        return rect


class LongText(QPlainTextEdit):
    """Places in it are units of the document, and what is selected is told in characters of the kept text. `scrolled`:
    what is in view has changed."""

    scrolled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = ShownText("")
        self._waiting: Iterator[str] = iter(())
        self._loaded = True
        self._wanted: tuple[int, int] | None = None
        self._spacing = _Layout(self.document())
        self.document().setDocumentLayout(self._spacing)
        self.document().setUndoRedoEnabled(False)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setCursorWidth(2)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._load_more)
        self.updateRequest.connect(self._on_update)
        self._measure()

    def _measure(self) -> None:
        self._spacing.gap = round(self.fontMetrics().lineSpacing() * 0.4)
        self.document().setDocumentMargin(10)

    def show_text(self, text: ShownText) -> None:
        """Show this from its beginning."""
        self.text, self._wanted = text, None
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
        self.bring_in()
        self.viewport().update()
        self.scrolled.emit()

    def bring_in(self) -> None:
        """Have the caret in view, and some of what follows it."""
        line = self.fontMetrics().lineSpacing()
        if not self.viewport().rect().adjusted(0, 2 * line, 0, -5 * line).contains(self.cursorRect()):
            self.centerCursor()

    def lines(self) -> Iterator[LineInView]:
        """The lines in view."""
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
            self.scrolled.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_spacing"):
            self._measure()
            self.scrolled.emit()

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        """Copy the words as they are kept."""
        data = mime_data()
        data.setText(self.selected_words())
        return data
