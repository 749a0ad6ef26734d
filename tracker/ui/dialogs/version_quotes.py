"""The quotes made on one version of a source, as they stand in the next: which can be carried there, and whereto."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from tracker.operations.source_text import QuoteOutcome
from tracker.records import Citation, Id
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.quote_field import words_around
from tracker.ui.widgets.side_button import side_button
from tracker.ui.widgets.text_layout import shown

_OFFERED = 50
"""Places to choose from; a quote that is there more often is too short to be told apart."""


class VersionQuotes(QWidget):
    """Quotes whose place is certain can be ticked; of others, the place is said in the field under the list first."""

    ticked = Signal()
    carry_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meant: dict[Id, int] = {}
        """Where the words begin that somebody has said are meant, by their citation."""
        self._outcomes: tuple[QuoteOutcome, ...] = ()
        self._text = ""
        self.said = plain_label(self, "muted")
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Quotes from the version before"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(2)
        self.list.itemChanged.connect(lambda _: self.ticked.emit())
        self.list.currentRowChanged.connect(lambda _: self._offer_places())
        self.place = ChoiceBox([], self)
        self.place.setAccessibleName(self.tr("Which place in this version is meant"))
        self.place.committed.connect(self._choose_place)
        self.place_label = QLabel(self.tr("Place &meant"), self)
        self.place_label.setProperty("look", "muted")
        self.place_label.setBuddy(self.place)
        self.carry_button = side_button(self, self.tr("&Carry chosen quotes to this version"), self.carry_asked.emit)
        place, carry = QHBoxLayout(), QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.place_label)
        place.addWidget(self.place, 1)
        carry.addWidget(self.carry_button)
        carry.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.said)
        layout.addWidget(self.list, 1)
        layout.addLayout(place)
        layout.addLayout(carry)
        self._offer_places()

    def show_quotes(self, outcomes: Sequence[QuoteOutcome], text: str) -> None:
        """Show how quotes stand in a version with this text."""
        self._outcomes, self._text = tuple(outcomes), text
        self.meant.clear()
        self.list.blockSignals(True)
        self.list.clear()
        for number in range(len(self._outcomes)):
            item = QListWidgetItem()
            item.setSizeHint(QSize(0, self.list.fontMetrics().height() + 8))
            self.list.addItem(item)
            self._show_quote(number)
        self.list.blockSignals(False)
        self._offer_places()

    def allow(self, *, writable: bool) -> None:
        """Whether any can be carried."""
        for widget in (self.list, self.carry_button):
            widget.setVisible(bool(self._outcomes))
        self.carry_button.setEnabled(writable and bool(self.chosen()))
        self.place.setEnabled(writable)

    def chosen(self) -> list[Citation]:
        """The quotes that are ticked."""
        return [
            outcome.citation
            for number, outcome in enumerate(self._outcomes)
            if self.list.item(number).checkState() == Qt.CheckState.Checked
        ]

    def _show_quote(self, number: int) -> None:
        outcome, item = self._outcomes[number], self.list.item(number)
        chosen = outcome.citation.id in self.meant
        quote = shown(outcome.citation.exact, one_line=True, longest=160)
        item.setText(f"{self._standing(outcome, chosen=chosen)}: “{quote}”")
        item.setToolTip(shown(outcome.words, longest=600) if outcome.state == "moved" else "")
        if chosen or outcome.state in ("matches", "moved"):
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
        else:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            item.setData(Qt.ItemDataRole.CheckStateRole, None)

    def _standing(self, outcome: QuoteOutcome, *, chosen: bool) -> str:
        if chosen:
            return self.tr("✓ at the place chosen")
        if outcome.state == "orphaned" and outcome.candidates:
            several = len(outcome.candidates) > 1
            return self.tr("? more than once in this version") if several else self.tr("? perhaps in this version")
        words = {
            "matches": self.tr("✓ also in this version"),
            "moved": self.tr("≠ words changed"),
            "orphaned": self.tr("✕ not in this version"),
            "no text kept": self.tr("? no text kept"),
        }
        return words[outcome.state]

    # The place meant

    def _uncertain(self) -> QuoteOutcome | None:
        """The current quote, if its words stand in this version and it cannot be told which of them are meant."""
        number = self.list.currentRow()
        outcome = self._outcomes[number] if 0 <= number < len(self._outcomes) else None
        return outcome if outcome is not None and outcome.state == "orphaned" and outcome.candidates else None

    def _offer_places(self) -> None:
        outcome = self._uncertain()
        for widget in (self.place_label, self.place):
            widget.setVisible(outcome is not None)
        if outcome is not None:
            length = len(outcome.citation.exact)
            places = [(str(at), words_around(self._text, at, at + length)) for at in outcome.candidates[:_OFFERED]]
            self.place.set_entries([("", self.tr("Not said")), *places])
            self.place.set_value(str(self.meant.get(outcome.citation.id, "")))

    def _choose_place(self, place: str) -> None:
        outcome = self._uncertain()
        if outcome is None:
            return
        if place:
            self.meant[outcome.citation.id] = int(place)
        else:
            self.meant.pop(outcome.citation.id, None)
        self._show_quote(self.list.currentRow())
        self.ticked.emit()
