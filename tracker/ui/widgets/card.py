"""A card: a framed piece of text that can be focused, opened, removed, and that has a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QMenu, QWidget

from tracker.ui.theme import Theme
from tracker.ui.widgets.paragraphs import Paragraphs
from tracker.ui.widgets.text_layout import Block

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class CardContent:
    """What a card shows and does. `menu` is (words, what it does); `remove` comes last in it."""

    blocks: tuple[Block, ...]
    open: Act | None = None
    remove: Act | None = None
    remove_text: str = ""
    menu: Sequence[tuple[str, Act]] = field(default=())


class Card(Paragraphs):
    """Click, Enter or Space opens it, Delete removes it, Up and Down go to its neighbours."""

    stepped = Signal(int)
    """Up (-1) or Down (1) was pressed."""
    focused = Signal()

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        framed: bool = True,
        follow: Callable[[object], object] | None = None,
    ) -> None:
        super().__init__(theme, parent, padding=(12, 9) if framed else (5, 3), follow=follow)
        self._framed = framed
        self._content = CardContent(())
        self._under_mouse = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def set_content(self, content: CardContent) -> None:
        """Show this."""
        self._content = content
        self.set_blocks(*content.blocks)

    @property
    def content(self) -> CardContent:
        """What it shows."""
        return self._content

    def paint_frame(self, painter: QPainter) -> None:
        """A rounded box; the accent while focused."""
        theme = self.theme
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        hot = self._under_mouse and self._content.open is not None
        if self.hasFocus():
            painter.setPen(QPen(theme.accent, theme.ring))
        elif self._framed:
            painter.setPen(QPen(theme.faint if hot else theme.line, 1))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(
            theme.hover if hot and not self._framed else theme.base if self._framed else Qt.BrushStyle.NoBrush
        )
        painter.drawRoundedRect(box, 8 if self._framed else 4, 8 if self._framed else 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, remove, go on."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._content.open is not None:
            self._content.open()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._content.remove is not None:
            self._content.remove()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click beside the links opens it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            if self.run_at(event.position()) is None and self._content.open is not None:
                self._content.open()
                return
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Everything it can do, by mouse and by the menu key."""
        at = event.globalPos() if event.reason() == QContextMenuEvent.Reason.Mouse else self.mapToGlobal(QPoint(12, 24))
        self.make_menu().popup(at)

    def make_menu(self) -> QMenu:
        """The menu of what it can do."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, act in self._content.menu:
            menu.addAction(text.replace("&", "&&")).triggered.connect(_caller(act))
        remove = self._content.remove
        if remove is not None:
            menu.addSeparator()
            action = menu.addAction(self._content.remove_text)
            action.setShortcut(Qt.Key.Key_Delete)
            action.triggered.connect(_caller(remove))
        return menu

    def enterEvent(self, event: QEnterEvent) -> None:
        """The frame answers the mouse."""
        self._under_mouse = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse has gone."""
        self._under_mouse = False
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Its section has to know which of its cards Tab comes back to."""
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame is plain again."""
        super().focusOutEvent(event)
        self.update()


def _caller(act: Act) -> Callable[[bool], None]:
    """A slot for `triggered`, whose argument means nothing here."""

    def call(_checked: bool = False) -> None:
        act()

    return call
