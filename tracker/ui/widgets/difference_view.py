"""The difference of two texts, to be read: what went is struck through, what came is underlined."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from tracker.capture.difference import Passage
from tracker.ui.theme import Theme
from tracker.ui.widgets.text_layout import shown

_MOST = 400
"""Passages shown of a difference; more than that is read in the texts themselves."""
_LINE_ENDS = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


class DifferenceView(QTextEdit):
    """Passages one under the other. `changes`: where in it (UTF-16 units) each change begins."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.changes: list[int] = []
        self._passages: tuple[Passage, ...] = ()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours; what is looked at stays in view."""
        self.theme = theme
        at, height = self.textCursor().position(), self.verticalScrollBar().value()
        self.show_passages(self._passages)
        cursor = self.textCursor()
        cursor.setPosition(at)
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(height)

    def show_passages(self, passages: tuple[Passage, ...]) -> None:
        """Show these, from the first."""
        self._passages = passages
        self.clear()
        self.changes = []
        formats = self._formats()
        cursor = QTextCursor(self.document())
        block = QTextBlockFormat()
        block.setBottomMargin(6)
        cursor.setBlockFormat(block)
        for number, passage in enumerate(passages[:_MOST]):
            if number:
                cursor.insertBlock()
            if passage.folded:
                words = (
                    self.tr("1 unchanged paragraph")
                    if passage.folded == 1
                    else self.tr("{0} unchanged paragraphs").format(f"{passage.folded:,}")
                )
                cursor.insertText(f"⋯ {words} ⋯", formats["folded"])
                continue
            if passage.is_changed:
                self.changes.append(cursor.position())
            for piece in passage.pieces:
                text = piece.text
                if piece is passage.pieces[-1]:
                    text = text.rstrip(_LINE_ENDS)
                    if not text and piece.kind != "same":
                        text = "¶"
                cursor.insertText(shown(text, longest=20_000), formats[piece.kind])
        if len(passages) > _MOST:
            cursor.insertBlock()
            cursor.insertText(self.tr("… and more: compare the texts themselves."), formats["folded"])
        # What is struck through or underlined is said in signs to those who cannot see it.
        signs = {"gone": "[−{}−]", "new": "[+{}+]", "same": "{}"}
        said = (
            "".join(signs[piece.kind].format(piece.text) for piece in passage.pieces)
            for passage in passages[:_MOST]
            if passage.is_changed
        )
        self.setAccessibleDescription(shown("\n".join(said), longest=4000))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def go(self, step: int) -> None:
        """Show the next change (1) or the one before (-1)."""
        at = self.textCursor().position()
        places = self.changes if step > 0 else self.changes[::-1]
        found = next((place for place in places if (place - at) * step > 0), places[-1] if places else None)
        if found is not None:
            cursor = self.textCursor()
            cursor.setPosition(found)
            self.setTextCursor(cursor)
            # To the upper edge, so that what follows is seen too.
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect().top() - 8)

    def _formats(self) -> dict[str, QTextCharFormat]:
        same, gone, new, folded = (QTextCharFormat() for _ in range(4))
        same.setForeground(self.theme.text)
        gone.setForeground(self.theme.error)
        gone.setBackground(self.theme.error_soft)
        gone.setFontStrikeOut(True)
        new.setForeground(self.theme.accent)
        new.setBackground(self.theme.accent_soft)
        new.setFontUnderline(True)
        folded.setForeground(self.theme.muted)
        return {"same": same, "gone": gone, "new": new, "folded": folded}
