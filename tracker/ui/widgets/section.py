"""A section of cards: heading, count, a link that adds one, and the cards, which are kept and filled anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tracker.ui.theme import Theme
from tracker.ui.widgets.card import Card, CardContent
from tracker.ui.widgets.link_button import link_button
from tracker.ui.widgets.plain_label import plain_label


class Section(QWidget):
    """`framed` cards stand apart; others are lines of text. `add_requested`: its link was used."""

    add_requested = Signal()

    def __init__(
        self,
        title: str,
        add: str,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        framed: bool = True,
        follow: Callable[[object], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._framed = framed
        self._follow = follow
        self._used = 0
        self.cards: list[Card] = []
        self.heading = plain_label(self, "section", text=title)
        self.count = QLabel(self)
        self.count.setProperty("look", "muted")
        self.add = link_button(self, add)
        self.add.setCursor(Qt.CursorShape.PointingHandCursor)
        self.add.clicked.connect(self.add_requested)
        self.add.setVisible(bool(add))
        row = QHBoxLayout()
        row.setContentsMargins(5, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.heading)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.add)
        self.row = row
        self._body = QVBoxLayout()
        self._body.setContentsMargins(5, 0, 5, 0) if framed else self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(8 if framed else 0)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addLayout(row)
        layout.addLayout(self._body)

    def set_contents(self, contents: Sequence[CardContent]) -> None:
        """Show these cards, in this order. The focus stays on the card in the same place, or the last."""
        held = next((n for n, card in enumerate(self.cards) if card.hasFocus()), -1)
        # One new layout in the end, not one for each card that appears.
        self._layout.setEnabled(False)
        while len(self.cards) < len(contents):
            self._make_card()
        for card, content in zip(self.cards, contents, strict=False):
            card.set_content(content)
        for number in range(min(self._used, len(contents)), max(self._used, len(contents))):
            self.cards[number].setVisible(number < len(contents))
        self._layout.setEnabled(True)
        self._layout.invalidate()
        self.updateGeometry()
        self._used = len(contents)
        self.count.setText(str(len(contents)) if contents else "")
        if held >= self._used:
            self.cards[self._used - 1].setFocus() if self._used else self.add.setFocus()
        if self._used:
            self._stop_at(self.cards[max(0, min(held, self._used - 1))])

    def shown_cards(self) -> list[Card]:
        """The cards in use."""
        return self.cards[: self._used]

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        for card in self.cards:
            card.set_theme(theme)

    def set_writable(self, writable: bool) -> None:
        """Offer to add only where that can be done."""
        self.add.setEnabled(writable)

    def _make_card(self) -> None:
        card = Card(self._theme, self, framed=self._framed, follow=self._follow)
        card.hide()
        number = len(self.cards)
        card.stepped.connect(lambda by: self._step(number, by))
        card.focused.connect(lambda: self._stop_at(card))
        QWidget.setTabOrder(self.cards[-1] if self.cards else self.add, card)
        self.cards.append(card)
        self._body.addWidget(card)

    def _step(self, number: int, by: int) -> None:
        if 0 <= number + by < self._used:
            self.cards[number + by].setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_at(self, stop: Card) -> None:
        """Tab stops at one card of the section; the arrows go to the others."""
        for card in self.shown_cards():
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if card is stop else Qt.FocusPolicy.ClickFocus)
