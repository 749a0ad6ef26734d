"""What stands where inbox items would, while there are none: what the inbox is for, and how to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tracker.ui.widgets.plain_label import plain_label


class EmptyInbox(QWidget):
    """Words and two buttons."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = plain_label(self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setProperty("look", "muted")
        self.add = QPushButton(self.tr("Add a feed…"), self)
        self.check = QPushButton(self.tr("Check feeds"), self)
        self.check.setToolTip(self.tr("Ask every feed what is new (F5)"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.check)
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 24, 48, 24)
        layout.setSpacing(16)
        layout.addStretch(2)
        layout.addWidget(self.words)
        layout.addLayout(buttons)
        layout.addStretch(3)

    def say(self, *, feeds: bool, writable: bool) -> None:
        """Say how to begin: `feeds`, whether any is followed yet."""
        self.check.setVisible(feeds)
        self.check.setEnabled(writable)
        self.words.setText(
            self.tr("Nothing has come in yet. Check the feeds, or add another.")
            if feeds
            else self.tr(
                "The inbox gathers what agencies, courts and newsrooms publish in RSS and Atom feeds, so that you can "
                "capture it, link it to an event, or dismiss it. A feed is asked only when you say so, or on a "
                "schedule that you set. Add a feed to begin."
            )
        )
