"""The snapshot beside the text in the reader: there once somebody asks for it, on the page of the quote looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QSplitter

from tracker.records import Source
from tracker.ui.session import Session
from tracker.ui.theme import Theme

if TYPE_CHECKING:
    from tracker.ui.reader.snapshot_pane import SnapshotPane


class SnapshotBeside(QObject):
    """`button` shows and hides it, where a source has a snapshot to show."""

    def __init__(self, session: Session, theme: Theme, panes: QSplitter, button: QPushButton) -> None:
        super().__init__(panes)
        self.pane: SnapshotPane | None = None
        self._session, self._theme = session, theme
        self._panes, self._button = panes, button
        self._source: Source | None = None
        self._start = -1
        button.setCheckable(True)
        button.toggled.connect(self._show)
        button.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        if self.pane is not None:
            self.pane.set_theme(theme)

    def show_source(self, source: Source | None) -> None:
        """Offer, or show, the snapshot of another source; None: no source."""
        self._source, self._start = source, -1
        self._button.setVisible(source is not None and bool(source.sha256) and _can_be_shown(source.media_type))
        self._show()

    def show_place(self, start: int) -> None:
        """A quote is looked at that begins at this place of the text (-1: none)."""
        self._start = start
        if self.pane is not None and self.pane.isVisibleTo(self._panes) and self._source is not None and start >= 0:
            self.pane.show_place(self._source.text, start)

    def _show(self) -> None:
        shown = self._button.isChecked() and not self._button.isHidden() and self._source is not None
        if shown and self.pane is None:
            from tracker.ui.reader.snapshot_pane import SnapshotPane

            self.pane = SnapshotPane(self._session, self._theme, self._panes)
            self._panes.addWidget(self.pane)
            width = self._panes.width()
            self._panes.setSizes([width * 55 // 100, width * 45 // 100])
        if self.pane is None:
            return
        self.pane.setVisible(shown)
        if shown and self._source is not None:
            self.pane.show_source(self._source)
            self.show_place(self._start)
        else:
            self.pane.clear()


def _can_be_shown(media_type: str) -> bool:
    # What reads snapshots is brought in only where there is one.
    from tracker.ui.reader.snapshot_pane import can_be_shown

    return can_be_shown(media_type)
