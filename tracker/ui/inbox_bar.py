"""What stands over the list of inbox items: which of them are shown, how many there are, and the feeds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from tracker.store.inbox import FeedRow
from tracker.ui.widgets.choice_box import ChoiceBox


class InboxBar(QWidget):
    """Filter, state, matches, count, and two buttons."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("Filter items"))
        self.filter.setAccessibleName(self.tr("Filter items by words of their title, text, address or feed"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(280)
        states = [
            ("new", self.tr("New")),
            ("captured", self.tr("Captured")),
            ("linked", self.tr("Linked")),
            ("dismissed", self.tr("Dismissed")),
            ("", self.tr("All")),
        ]
        self.state = ChoiceBox(states, self)
        self.state.setAccessibleName(self.tr("Items in this state"))
        self.state.setMaximumWidth(self.state.fontMetrics().horizontalAdvance("Dismissed") + 60)
        self.matching = QCheckBox(self.tr("Matching"), self)
        self.matching.setToolTip(self.tr("Only items that match a case or a saved search"))
        self.matching.setAccessibleName(self.matching.toolTip())
        self.count = QLabel(self)
        self.count.setProperty("look", "muted")
        self.check = QPushButton(self.tr("Check feeds"), self)
        self.check.setToolTip(self.tr("Ask every feed what is new (F5)"))
        self.feeds = QPushButton(self.tr("Feeds…"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self.filter, 2)
        layout.addWidget(self.state, 1)
        layout.addWidget(self.matching)
        layout.addWidget(self.count)
        layout.addStretch(1)
        layout.addWidget(self.check)
        layout.addWidget(self.feeds)

    def say(self, shown: int, feeds: Sequence[FeedRow], *, writable: bool) -> None:
        """How many items are shown, and which feeds could not be read as they should."""
        self.count.setText(self.tr("1 item") if shown == 1 else self.tr("{0} items").format(f"{shown:,}"))
        wrong = [f"{feed.name}: {feed.state.problem}" for feed in feeds if feed.state.problem]
        self.feeds.setText(self.tr("Feeds ({0} to look at)…").format(len(wrong)) if wrong else self.tr("Feeds…"))
        self.feeds.setToolTip("\n".join(wrong)[:600])
        self.check.setEnabled(writable and bool(feeds))
