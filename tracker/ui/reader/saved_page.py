"""A saved page as blocks of plain text, with headings, lists and links. It loads nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QFont, QPalette, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextBrowser, QWidget

from tracker.capture.safe_html import Block
from tracker.ui.theme import UNIT, Theme

_TURN = 0.008
"""Seconds of laying out between two looks at what else the window has to do."""
_SIZES = {"h1": 1.5, "h2": 1.3, "h3": 1.15}
"""How much larger than the text headings are; those further down are bold alone."""


class SavedPage(QTextBrowser):
    """`link_pressed` carries the address of a link that was pressed; its host is in the tooltip before that."""

    link_pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._blocks: Sequence[Block] = ()
        self._next = 0
        self._headline = -1
        self.setProperty("look", "reader")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Snapshot of the saved page"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.document().setDocumentMargin(2 * UNIT)
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._lay_out)
        self.anchorClicked.connect(lambda url: self.link_pressed.emit(url.toString()))
        self.highlighted.connect(self._tell)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.base)
        palette.setColor(QPalette.ColorRole.Text, theme.text)
        palette.setColor(QPalette.ColorRole.Link, theme.accent)
        self.setPalette(palette)
        self.show_blocks(self._blocks)

    def loadResource(self, _type: int, _name: QUrl | str) -> object:  # noqa: N802
        """Nothing, whatever is asked for: a page is shown by its words alone."""
        return None

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show these from the first on; a long page comes in parts."""
        self._blocks, self._next, self._headline = blocks, 0, -1
        self.clear()
        self.document().setDefaultStyleSheet(f"a {{ color: {self._theme.accent.name()}; }}")
        self._more.stop()
        if blocks:
            self._lay_out()
            self.moveCursor(QTextCursor.MoveOperation.Start)

    def is_laid_out(self) -> bool:
        """Whether all of the page stands there."""
        return self._next >= len(self._blocks)

    def _lay_out(self) -> None:
        end = time.monotonic() + _TURN
        cursor = QTextCursor(self.document())
        while not self.is_laid_out():
            self._write(cursor, self._blocks[self._next], first=not self._next)
            self._next += 1
            if time.monotonic() > end:
                break
        if self.is_laid_out():
            self._more.stop()
            self._go_to_headline()
        elif not self._more.isActive():
            self._more.start()

    def _go_to_headline(self) -> None:
        """Above it are the menus of the site. Who has begun to read stays where they are."""
        bar = self.verticalScrollBar()
        if self._headline >= 0 and bar.value() == bar.minimum():
            block = self.document().findBlock(self._headline)
            bar.setValue(round(self.document().documentLayout().blockBoundingRect(block).top()) - UNIT)

    def _write(self, cursor: QTextCursor, block: Block, *, first: bool) -> None:
        look, letters = QTextBlockFormat(), QTextCharFormat()
        look.setBottomMargin(UNIT / 2 if block.kind in ("li", "row", "pre") else UNIT)
        look.setLeftMargin(2.5 * UNIT * block.depth)
        look.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if block.kind.startswith("h"):
            look.setTopMargin(UNIT)
            look.setHeadingLevel(int(block.kind[1]))
            letters.setFontPointSize(self.font().pointSizeF() * _SIZES.get(block.kind, 1.0))
            letters.setFontWeight(QFont.Weight.DemiBold)
        elif block.kind == "pre":
            letters.setFontFixedPitch(True)
        elif block.kind == "quote":
            letters.setForeground(self._theme.muted)
        elif block.kind == "rule":
            look.setProperty(QTextFormat.Property.BlockTrailingHorizontalRulerWidth, 100)
        if block.mark:
            look.setTextIndent(-2 * UNIT)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if first:
            cursor.setBlockFormat(look)
        else:
            cursor.insertBlock(look, QTextCharFormat())
        begin = cursor.position()
        if block.kind == "h1" and self._headline < 0:
            self._headline = begin
        if block.mark:
            cursor.insertText(f"{block.mark}\xa0\xa0")
        if block.html:
            # Inside a span of this kind white space is kept as it is in the block.
            cursor.insertHtml(f'<span style="white-space: pre-wrap">{block.html}</span>')
        cursor.setPosition(begin, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(letters)

    def _tell(self, url: QUrl) -> None:
        """The host first: it is what tells where a link leads."""
        host = url.host()
        self.viewport().setToolTip(f"{host}\n{url.toString()}" if host else "")
