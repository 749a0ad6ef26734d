"""What stands over the list of inbox items: which of them are shown, how many there are, and the feeds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QWidget

from tracker.store.inbox import FeedRow
from tracker.ui.announcing import AfterTyping
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.line import Line
from tracker.ui.widgets.row_table import tooltip


class InboxBar(QWidget):
    """Filter, state, matches, count, and two buttons."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.filter = Line(self)
        self.filter.setPlaceholderText(self.tr("Filter items"))
        self.filter.setAccessibleName(self.tr("Filter items by words of their title, text, address or feed"))
        self.filter.setClearButtonEnabled(True)
        states = [
            ("new", self.tr("New")),
            ("captured", self.tr("Captured")),
            ("linked", self.tr("Linked")),
            ("dismissed", self.tr("Dismissed")),
            ("", self.tr("All")),
        ]
        self.state = ChoiceBox(states, self)
        self.state.setAccessibleName(self.tr("Items in this state"))
        self._states = [words for _, words in states]
        self.matching = QCheckBox(self.tr("Matching"), self)
        self.matching.setToolTip(self.tr("Only items that match a case or a saved search"))
        self.matching.setAccessibleName(self.matching.toolTip())
        self.count = QLabel(self)
        self.count.setProperty("look", "muted")
        self._told = AfterTyping(self.count)
        self.check = QPushButton(self.tr("Check feeds"), self)
        self.check.setToolTip(self.tr("Ask every feed what is new (F5)"))
        self.feeds = QPushButton(self.tr("Feeds…"), self)
        self._fit_text()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self.filter, 2)
        layout.addWidget(self.state)
        layout.addWidget(self.matching)
        layout.addWidget(self.count)
        layout.addStretch(1)
        layout.addWidget(self.check)
        layout.addWidget(self.feeds)

    def _fit_text(self) -> None:
        advance = self.fontMetrics().horizontalAdvance
        self.filter.setMinimumWidth(advance(self.filter.placeholderText()) // 2 + 24)
        self.filter.setMaximumWidth(4 * advance(self.filter.placeholderText()))
        self.state.setFixedWidth(max(map(advance, self._states)) + 44)

    def changeEvent(self, event: QEvent) -> None:
        """Larger text takes more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "feeds"):
            self._fit_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # What is shown is counted where there is room for it beside the filter.
        shown = (self.state, self.matching, self.check, self.feeds)
        needed = sum(max(w.minimumWidth(), w.minimumSizeHint().width()) + 8 for w in shown) + 24
        needed += self.fontMetrics().horizontalAdvance(self.filter.placeholderText()) + 40
        self.count.setVisible(self.width() >= needed + self.count.sizeHint().width() + 8)

    def say(self, shown: int, feeds: Sequence[FeedRow], *, writable: bool) -> None:
        """How many items are shown, and which feeds could not be read as they should."""
        self.count.setText(self.tr("1 item") if shown == 1 else self.tr("{0} items").format(f"{shown:,}"))
        if self.filter.hasFocus():
            self._told.say(self.count.text())
        wrong = [f"{feed.name}: {feed.state.problem}" for feed in feeds if feed.state.problem]
        self.feeds.setText(self.tr("Feeds ⚠…") if wrong else self.tr("Feeds…"))
        looked = self.tr("Feeds, {0} of them to look at").format(len(wrong))
        self.feeds.setAccessibleName(looked if wrong else self.tr("Feeds"))
        self.feeds.setToolTip(tooltip("\n".join(wrong)[:600]))
        self.check.setEnabled(writable and bool(feeds))
