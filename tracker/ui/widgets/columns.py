"""Cards side by side, each as high as its words, all as wide as each other: for what is to be compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from tracker.ui.theme import Theme
from tracker.ui.widgets.card import Card, CardContent

LEAST = 168
"""A column is no narrower, pixels: beyond that the whole scrolls sideways."""


class Columns(QScrollArea):
    """Left and Right go from card to card; Tab comes to one of them, from `after`."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        after: QWidget,
        follow: Callable[[object], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.cards: list[Card] = []
        self._after = after
        self._follow = follow
        self._used = 0
        self._body = QWidget(self)
        self._row = QHBoxLayout(self._body)
        self._row.setContentsMargins(12, 2, 12, 12)
        self._row.setSpacing(10)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._body)

    def set_contents(self, contents: Sequence[CardContent]) -> None:
        """Show these cards, from left to right. The focus stays on the card in the same place, or the last."""
        held = next((n for n, card in enumerate(self.cards) if card.hasFocus()), -1)
        while len(self.cards) < len(contents):
            self._make_card()
        for card, content in zip(self.cards, contents, strict=False):
            card.set_content(content)
        self._used = len(contents)
        for number, card in enumerate(self.cards):
            card.setVisible(number < self._used)
        if self._used:
            stop = self.cards[max(0, min(held, self._used - 1))]
            self._stop_at(stop)
            if held >= self._used:
                stop.setFocus()

    def shown_cards(self) -> list[Card]:
        """The cards in use."""
        return self.cards[: self._used]

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.theme = theme
        for card in self.cards:
            card.set_theme(theme)

    def _make_card(self) -> None:
        card = Card(self.theme, self._body, follow=self._follow)
        card.setMinimumWidth(LEAST)
        number = len(self.cards)
        card.stepped.connect(lambda by: self._step(number + by))
        card.focused.connect(lambda: self._stop_at(card))
        QWidget.setTabOrder(self.cards[-1] if self.cards else self._after, card)
        self.cards.append(card)
        self._row.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)

    def _step(self, number: int) -> None:
        if 0 <= number < self._used:
            self.cards[number].setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(self.cards[number])

    def _stop_at(self, stop: Card) -> None:
        for card in self.shown_cards():
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if card is stop else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a card had no use for comes here."""
        held = next((n for n, card in enumerate(self.shown_cards()) if card.hasFocus()), -1)
        if held >= 0 and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(held + (1 if event.key() == Qt.Key.Key_Right else -1))
        else:
            super().keyPressEvent(event)
