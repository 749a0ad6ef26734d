"""A panel of cards under a heading, beside the view that it explains: it is closed again with Esc."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from tracker.ui.theme import Theme
from tracker.ui.widgets.card import CardContent
from tracker.ui.widgets.link_button import link_button
from tracker.ui.widgets.section import Section


class CardPanel(QWidget):
    """Esc emits `closed`. Ctrl+C does what comes last in the menu of the card that has the keyboard, which is to copy
    it. `link` is a button in the heading's row."""

    closed = Signal()

    def __init__(
        self, link: str, theme: Theme, parent: QWidget | None, follow: Callable[[object], object], name: str
    ) -> None:
        super().__init__(parent)
        self._then_focus = False
        self.heading = QLabel(self)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setProperty("look", "section")
        self.heading.setMinimumWidth(60)
        self.heading.setWordWrap(True)
        self.link = link_button(self, link)
        self.close_button = QToolButton(self)
        self.close_button.setText("✕")
        self.close_button.setAccessibleName(self.tr("Close (Esc)"))
        self.close_button.setToolTip(self.tr("Close (Esc)"))
        self.close_button.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 8, 4)
        row.addWidget(self.heading, 1)
        row.addWidget(self.link)
        row.addWidget(self.close_button)
        self.section = Section("", "", theme, self, follow=follow)
        self.section.heading.hide()
        self.section.count.hide()
        self.section.setAccessibleName(name)
        body = QWidget(self)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(7, 0, 7, 8)
        inner.addWidget(self.section)
        inner.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self.area, 1)
        self.stops: tuple[QWidget, ...] = (self.link, self.close_button, self.section.add)
        """What Tab visits before the cards, in its order."""

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.section.set_theme(theme)

    def focus_when_shown(self) -> None:
        """The keyboard goes to the first of the cards shown next."""
        self._then_focus = True

    def set_cards(self, contents: Sequence[CardContent]) -> None:
        """Show these cards."""
        self.section.set_contents(contents)
        if self._then_focus:
            self._then_focus = False
            cards = self.section.shown_cards()
            if cards and self.isVisible():
                cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; Ctrl+C copies."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            card = next((card for card in self.section.shown_cards() if card.hasFocus()), None)
            if card is not None and card.content.menu:
                card.content.menu[-1][1]()
        else:
            super().keyPressEvent(event)
