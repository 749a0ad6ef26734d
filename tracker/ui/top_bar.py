"""The bar at the top of the window: which tracker this is, the search, and the three things most often begun."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from tracker.ui.search_bar import SearchBar
from tracker.ui.session import Session
from tracker.ui.theme import Theme


class TopBar(QWidget):
    """What its buttons do is for the window to say."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setProperty("look", "section")
        self.counts = QLabel(self)
        self.counts.setProperty("look", "muted")
        self.counts.setProperty("textSize", "small")
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.counts)
        holder = QWidget(self)
        holder.setLayout(names)
        names.setContentsMargins(8, 0, 8, 0)
        holder.setFixedWidth(212)
        self.search_bar = SearchBar(session, theme, self)
        self.log_button = QPushButton(self.tr("+ Log development"), self)
        self.log_button.setProperty("look", "primary")
        self.log_button.setToolTip(self.tr("Log a new event with its source (Ctrl+N)"))
        self.capture_button = QToolButton(self)
        self.capture_button.setProperty("look", "button")
        self.capture_button.setText(self.tr("Capture article"))
        self.capture_button.setToolTip(
            self.tr("From an article's text, page or file to a source and an event (Ctrl+Shift+N)")
        )
        self.export_button = QToolButton(self)
        self.export_button.setProperty("look", "button")
        self.export_button.setText(self.tr("Export…"))
        self.export_button.setToolTip(self.tr("Write the current search to a CSV file (Ctrl+E)"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(holder)
        layout.addWidget(self.search_bar, 1)
        layout.addWidget(self.log_button)
        layout.addWidget(self.capture_button)
        layout.addWidget(self.export_button)

    def show_title(self, name: str, path: Path) -> None:
        """Say which tracker this is."""
        self.title.setText(self.title.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 194))
        self.title.setToolTip(str(path))

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say how much there is in it, by table."""
        words = {
            "event": (self.tr("1 event"), self.tr("{0} events")),
            "source": (self.tr("1 source"), self.tr("{0} sources")),
            "concern": (self.tr("1 concern"), self.tr("{0} concerns")),
        }
        said = " · ".join(words[name][counts[name] != 1].format(f"{counts[name]:,}") for name in words)
        # Cut short where there are very many: then the tool tip and screen readers have all of it.
        self.counts.setText(self.counts.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, 196))
        self.counts.setToolTip(said)
        self.counts.setAccessibleName(said)
