"""A text field that gives back exactly the text it was given, and grows with its lines.

Qt's own ways in and out alter text: `toPlainText()` turns a no-break space into a space and U+2028 into a line end,
`setPlainText()` makes one kind of line end of CR, CR LF, U+2029, U+FDD0 and U+FDD1, and QLineEdit has no line ends at
all. Here each line remembers, in its block format, what separated it from the line before.
"""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from tracker.ui.mime import mime_data
from tracker.ui.widgets.restyle import restyle

_SEPARATOR = int(QTextFormat.Property.UserProperty) + 1
_BREAK = re.compile("(\r\n|[\n\r\u2029\ufdd0\ufdd1])")
_ODD_BREAKS = ("\r", "\u2029", "\ufdd0", "\ufdd1")
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


def write(cursor: QTextCursor, text: str) -> None:
    """Insert `text` at the cursor as one step to undo; `read` gives it back unchanged."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    if not any(mark in text for mark in _ODD_BREAKS) and not cursor.blockFormat().hasProperty(_SEPARATOR):
        _insert(cursor, text)  # all lines at once: a long text has tens of thousands
    else:
        _insert_lines(cursor, text)
    cursor.endEditBlock()


def _insert_lines(cursor: QTextCursor, text: str) -> None:
    """Insert text line by line, each with what separated it from the one before."""
    pieces = _BREAK.split(text)
    _insert(cursor, pieces[0])
    for separator, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        line = QTextBlockFormat()
        if separator != "\n":
            line.setProperty(_SEPARATOR, separator)
        cursor.insertBlock(line)
        _insert(cursor, piece)


def _insert(cursor: QTextCursor, piece: str) -> None:
    """Insert text without line ends other than LF.

    On its way to Qt, text that begins with U+FEFF loses it and text that begins with U+FFFE has all its bytes swapped,
    as if these were byte order marks: something must go before them, and be taken out again.
    """
    if not piece.startswith(("\ufeff", "\ufffe")):
        cursor.insertText(piece)
        return
    start = cursor.position()
    cursor.insertText("|" + piece)
    end = cursor.position()
    cursor.setPosition(start)
    cursor.deleteChar()
    cursor.setPosition(end - 1)


def read(document: QTextDocument) -> str:
    """The text of a document, character for character as it was written or typed."""
    block = document.begin()
    parts = [_line(document, block)]
    block = block.next()
    while block.isValid():
        parts.append(block.blockFormat().property(_SEPARATOR) or "\n")
        parts.append(_line(document, block))
        block = block.next()
    return "".join(parts)


def _line(document: QTextDocument, block: QTextBlock) -> str:
    """The text of one line.

    Half a character (a lone surrogate) is lost on the way from Qt to Python, so that nobody would hear of it: then
    the line is read unit by unit, and the store refuses it.
    """
    text = block.text()
    units = block.length() - 1
    if len(text.encode("utf-16-le", "surrogatepass")) == 2 * units:
        return text
    characters = "".join(document.characterAt(block.position() + at) for at in range(units))
    return characters.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


class PlainTextField(QPlainTextEdit):
    """One line (which wraps and grows) or many. `flat` looks like text until it is hovered or focused.

    Enter in a one-line field, Ctrl+Enter and leaving the field emit `committed` with the text, if the person changed
    it. Come to with the keyboard, a one-line field that looks like one has all its text selected, so that typing
    replaces it, as everywhere; one that looks like text is never emptied by a stray letter. Esc puts the old text
    back. Tab goes on to the next field. Undo takes back typing first and is left to the window when there is none.
    """

    # An object, since a str would lose a leading U+FEFF on its way through Qt.
    committed = Signal(object)
    submitted = Signal()
    """Enter was pressed in a one-line field."""
    edited = Signal()
    """The person changed the text."""

    def __init__(
        self, parent: QWidget | None = None, *, one_line: bool = True, flat: bool = False, most_lines: int = 8
    ) -> None:
        super().__init__(parent)
        self.one_line = one_line
        self._most_lines = most_lines
        self._least_lines = 1 if one_line or flat else 2
        self._given = ""
        self._setting = False
        if flat:
            self.setProperty("look", "flat")
            self.document().setDocumentMargin(0)
        else:
            self.document().setDocumentMargin(1)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # Setting a document's margin counts as a change of it.
        self.document().setModified(False)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())
        self.textChanged.connect(self._on_text_changed)

    # The text

    def set_text(self, text: str) -> None:
        """Show `text`. Typing and its undo steps are forgotten; the cursor stays where it was as far as it can."""
        if text == self._given and not self.is_changed():
            return
        self._given = text
        at = self.textCursor().position()
        document = self.document()
        self._setting = True
        document.setUndoRedoEnabled(False)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        cursor.setBlockFormat(QTextBlockFormat())
        write(cursor, text)
        cursor.setPosition(min(at, document.characterCount() - 1))
        self.setTextCursor(cursor)
        document.setUndoRedoEnabled(True)
        document.setModified(False)
        self._setting = False
        self._grow()

    def text(self) -> str:
        """The text as it stands: the very one given if the person has not changed it."""
        return read(self.document()) if self.is_changed() else self._given

    def is_changed(self) -> bool:
        """Whether the person has typed since `set_text`."""
        return self.document().isModified()

    def type_text(self, text: str) -> None:
        """Replace all text as if the person had typed it: a change, and a step to undo."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        write(cursor, text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def draft(self) -> Any:
        """What stands in the field."""
        return self.text()

    def set_draft(self, draft: Any) -> None:
        """Type it again."""
        if draft != self.text():
            self.type_text(draft)

    def commit(self) -> None:
        """Emit `committed` if the person changed the text."""
        if not self.is_changed():
            return
        text = self.text()
        if text == self._given:
            self.document().setModified(False)
        else:
            self.committed.emit(text)

    def revert(self) -> None:
        """Put back the text last given."""
        given, self._given = self._given, ""
        self.document().setModified(True)
        self.set_text(given)
        self.edited.emit()

    def set_fault(self, wrong: bool) -> None:
        """Mark the field as holding something that cannot be kept."""
        restyle(self, fault=wrong)

    def _on_text_changed(self) -> None:
        if not self._setting:
            self._grow()
            self.edited.emit()

    # Size

    def _grow(self) -> None:
        line = self.fontMetrics().lineSpacing()
        most = line * self._most_lines
        height = 0.0
        block = self.document().begin()
        while block.isValid() and height <= most:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        fits = height <= most
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if self.verticalScrollBarPolicy() != policy:
            self.setVerticalScrollBarPolicy(policy)
            QTimer.singleShot(0, self, self._wrap_anew)
        around = self.contentsMargins()
        inner = self.viewportMargins()
        rest = 2 * self.document().documentMargin() + around.top() + around.bottom() + inner.top() + inner.bottom()
        wanted = round(max(line * self._least_lines, min(height, most)) + rest)
        if self.height() != wanted or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)

    def _wrap_anew(self) -> None:
        """Lines end before a scroll bar that came while they were being laid out: Qt leaves them as wide as before."""
        size = self.viewport().size()
        super().resizeEvent(QResizeEvent(size, QSize(size.width() + 1, size.height())))

    def sizeHint(self) -> QSize:
        """Wide enough for some words; as high as its lines."""
        return QSize(120, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """It can be narrow: it wraps."""
        return QSize(40, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines wrap anew."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """A larger font or another style makes higher lines."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With nothing to scroll here, the wheel scrolls what is around."""
        if self.verticalScrollBar().maximum() == 0:
            event.ignore()
        else:
            super().wheelEvent(event)

    # Keys

    def event(self, event: QEvent) -> bool:
        """Claim undo and redo only while there is typing to take back or bring back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document = self.document()
            if (event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()) or (
                event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
            ):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Ctrl+Enter and Esc mean what the class says; the rest is typing."""
        key, modifiers = event.key(), event.modifiers()
        if key in _RETURNS and modifiers & Qt.KeyboardModifier.ControlModifier:
            self.commit()
            event.ignore()
        elif key in _RETURNS and self.one_line:
            self.commit()
            self.submitted.emit()
        elif key in _RETURNS and not self.isReadOnly():
            # The new line must not inherit what separated this one from the line before.
            self.textCursor().insertBlock(QTextBlockFormat())
            self.ensureCursorVisible()
        elif modifiers == Qt.KeyboardModifier.AltModifier and event.text().isdigit():
            event.ignore()  # a choice that is not on offer here; Qt would type the digit
        elif key == Qt.Key.Key_Escape:
            if self.is_changed() and self.property("look") == "flat":
                self.revert()
            else:
                event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Typing replaces what stands there, where one came with the keyboard."""
        super().focusInEvent(event)
        if self.one_line and event.reason() in _BY_KEY and self.property("look") != "flat":
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is kept on leaving, except for a menu or another window. So is what was selected."""
        super().focusOutEvent(event)
        if self.one_line and event.reason() in _BY_KEY:
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.commit()

    # Clipboard

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802
        """Text only."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Paste and drop text as it is."""
        write(self.textCursor(), source.text())
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        """Copy text as it is, no-break spaces too."""
        data = mime_data()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n"))
        return data
