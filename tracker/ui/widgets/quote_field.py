"""Quoted words, looked up in the kept text of their source while they are typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from tracker.operations.quoting import places
from tracker.records import Source
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.restyle import restyle
from tracker.ui.widgets.text_layout import shown


@dataclass(frozen=True, slots=True)
class Selected:
    """Words selected in the text of a source: the characters from `start` to `end`."""

    source: Source
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words as they are kept."""
        return self.source.text[self.start : self.end]

    @property
    def key(self) -> str:
        """What tells a form about these words from one about others."""
        return f"{self.source.id} {self.start} {self.end}"


_OFFERED = 6
"""Places to choose from; a quote that is there more often is too short."""


def words_around(text: str, start: int, end: int) -> str:
    """A few words before, in and after the characters from `start` to `end`, by which one such place is told from
    another."""
    near = text[max(0, start - 24) : min(end, start + 20)] + text[end : end + 16]
    return f"…{' '.join(shown(near).split())}…"


class QuoteField(QWidget):
    """`quote()` are the words; where they stand in several places, `start()` is the place chosen."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: Source | None = None
        self._places: list[int] = []
        self._chosen = -1
        self._accepted = ""
        self.words = PlainTextField(self, one_line=False, most_lines=6)
        self.words.setPlaceholderText(self.tr("The exact words, as they stand in the source"))
        self.state = plain_label(self)
        self.state.setContentsMargins(6, 0, 0, 0)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(3)
        self._layout.addWidget(self.words)
        self._layout.addWidget(self.state)
        self.choices: list[QPushButton] = []
        self.setFocusProxy(self.words)
        self.words.edited.connect(self._on_edited)
        self._look()

    def quote(self) -> str:
        """The words."""
        return self.words.text()

    def start(self) -> int:
        """Where the chosen place begins in the text of the source; -1 where there was nothing to choose."""
        return self._places[self._chosen] if len(self._places) > 1 and self._chosen >= 0 else -1

    def fault(self) -> str:
        """Why the quote cannot be kept; '' if it can."""
        if not self.quote():
            return ""
        if self._source is None:
            return self.tr("Say which source these words are from.")
        if self.quote() == self._accepted or not self._source.text:
            return ""
        if not self._places:
            return self.tr(
                "These words are not in the text kept of this source. Copy them exactly as they stand there."
            )
        if len(self._places) > 1 and self._chosen < 0:
            return self.tr("These words occur in several places. Choose the one meant, or quote more of it.")
        return ""

    def set_source(self, source: Source | None) -> None:
        """Look the words up in this source from now on."""
        if source != self._source:
            self._source = source
            self._look()

    def set_quote(self, quote: str) -> None:
        """Show words that are kept already, even if they are no longer in the source."""
        self._accepted = quote
        self.words.set_text(quote)
        self._look()

    def set_selected(self, selected: Selected) -> None:
        """Show words selected in the text of a source: the place meant is that one, wherever else they stand."""
        self._source = selected.source
        self.words.set_text(selected.words)
        self._look()
        if len(self._places) > 1 and selected.start in self._places:
            self._choose(self._places.index(selected.start))

    def draft(self) -> Any:
        """What was entered."""
        return (self.quote(), self._chosen)

    def set_draft(self, draft: Any) -> None:
        """Enter it again."""
        quote, chosen = draft
        self.words.set_draft(quote)
        if 0 <= chosen < len(self._places):
            self._choose(chosen)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        """The name of the field in it."""
        self.words.setAccessibleName(name)

    def _on_edited(self) -> None:
        self._look()
        self.edited.emit()

    def _look(self) -> None:
        quote, source = self.quote(), self._source
        self._chosen = -1
        self._places = places(source.text, quote) if quote and source is not None and source.text else []
        look = "muted"
        if not quote:
            text = ""
        elif source is None:
            text = self.tr("Not checked: no source is given yet.")
        elif not source.text:
            text = self.tr("Not checked: no text of this source is kept.")
        elif len(self._places) == 1:
            text = self.tr("Found once ✓")
        elif not self._places:
            text, look = self.tr("Not found in the kept text."), "warning"
        elif len(self._places) > _OFFERED:
            count = len(self._places)
            text, look = self.tr("Found {0} times: quote more, so that the place is clear.").format(count), "warning"
        else:
            text, look = self.tr("Found {0} times: choose the place meant.").format(len(self._places)), "warning"
        self._say(text, look)
        self._offer()

    def _say(self, text: str, look: str) -> None:
        self.state.setText(text)
        self.state.setVisible(bool(text))
        self.words.setAccessibleDescription(text)
        restyle(self.state, look=look)

    def _offer(self) -> None:
        offered = self._places if 1 < len(self._places) <= _OFFERED else []
        while len(self.choices) < len(offered):
            self._make_choice()
        for number, button in enumerate(self.choices):
            button.setVisible(number < len(offered))
            if number < len(offered):
                words = self._around(offered[number])
                button.setText(f"&{number + 1}  {words.replace('&', '&&')}")
                button.setAccessibleName(words)
                button.setChecked(number == self._chosen)

    def _make_choice(self) -> None:
        number = len(self.choices)
        button = QPushButton(self)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setProperty("look", "choice")
        button.clicked.connect(lambda: self._choose(number))
        self.choices.append(button)
        self._layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose(self, number: int) -> None:
        self._chosen = number
        self._say(self.tr("Found {0} times; this place is meant ✓").format(len(self._places)), "muted")
        self._offer()
        self.edited.emit()

    def _around(self, at: int) -> str:
        assert self._source is not None
        return words_around(self._source.text, at, at + len(self.quote()))
