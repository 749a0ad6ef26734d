"""Over a list: a box to filter it, which of its rows are shown, and how many there are."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from tracker.ui.announcing import AfterTyping
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.line import Line


class FilterBar(QWidget):
    """`words` stand in the box while it is empty; of `choices`, (value, words), the first is all rows."""

    changed = Signal()
    """Other rows are wanted."""

    def __init__(self, words: str, choices: Iterable[tuple[str, str]], widest: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.filter = Line(self)
        self.filter.setPlaceholderText(words)
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(widest)
        self.filter.textChanged.connect(lambda _: self.changed.emit())
        self.shown = ChoiceBox(choices, self)
        self.shown.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.shown.edited.connect(self.changed)
        self.count = QLabel(self)
        self.count.setProperty("look", "muted")
        self._told = AfterTyping(self.count)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(12, 4, 12, 8)
        self._layout.setSpacing(12)
        self._layout.addWidget(self.filter, 1)
        self._layout.addWidget(self.shown)
        self._layout.addWidget(self.count)
        self._layout.addStretch(1)
        self._fit_text()

    def add(self, button: QWidget) -> None:
        """A button at the right."""
        self._layout.addWidget(button)

    @property
    def narrows(self) -> bool:
        """Whether less than all is wanted."""
        return bool(self.filter.text().strip() or self.shown.value())

    def say(self, text: str) -> None:
        """How many rows there are; also said to who filters and does not see it."""
        self.count.setText(text)
        if self.filter.hasFocus():
            self._told.say(text)

    def _fit_text(self) -> None:
        """What is to be filtered can be read beside the rest, however large the text."""
        words = self.filter.fontMetrics().horizontalAdvance(self.filter.placeholderText())
        self.filter.setMinimumWidth(min(words + 28, self.filter.maximumWidth()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "count"):
            self._fit_text()
