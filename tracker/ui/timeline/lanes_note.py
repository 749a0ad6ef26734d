"""The line below the timeline that says which lanes are hidden, or how two that are compared stand to each other."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tracker.store import Store
from tracker.timeline.arrangement import in_both, left_out
from tracker.ui.jobs import LATER, Reader
from tracker.ui.timeline.lane_arranging import LaneArranging
from tracker.ui.timeline.timeline_view import TimelineView
from tracker.ui.timeline.words import comparison, hidden
from tracker.ui.widgets.note_bar import NoteBar


class LanesNote(NoteBar):
    """Shown while not all lanes are. How many events that concerns is counted on the reader's thread."""

    def __init__(
        self, arranging: LaneArranging, timeline: TimelineView, reader: Reader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._arranging, self._timeline, self._reader = arranging, timeline, reader
        self._counted: int | None = None

    def refresh(self) -> None:
        """Say what is so now: the lanes are others, or arranged otherwise."""
        events, now = self._timeline.events, self._arranging.current
        lanes, dated = events.lanes, len(events.dated)
        compares = now.compares(lanes)
        if not compares and len(now.shown(lanes)) == len(lanes):
            if not self.isHidden():
                self._reader.forget("lanes")
                self.hide()
            return
        check = self._reader.check

        def count(_: Store) -> int:
            if not compares:
                return left_out(lanes, now, dated, check)
            one, other = now.shown(lanes)
            return in_both(one, other, check)

        self._counted = None
        self._say()
        self._reader.request("lanes", count, self._on_counted, lambda _: None, rank=LATER)

    def on_selected(self) -> None:
        """Another event is selected, which may be one that is not shown."""
        if not self.isHidden():
            self._say()

    def _on_counted(self, count: int) -> None:
        self._counted = count
        self._say()

    def _say(self) -> None:
        lanes, now = self._timeline.events.lanes, self._arranging.current
        counted, shown = self._counted, self._timeline.chart.lanes
        if now.compares(lanes):
            text = comparison(shown[0], shown[1], counted)
            self.say(text, self.tr("Back to all lanes (Esc)"), self._arranging.stop_comparing)
        elif len(shown) < len(lanes):
            text = hidden(len(lanes) - len(shown), counted, self._timeline.selection_is_hidden)
            self.say(text, self.tr("Show all"), lambda: self._arranging.use(now.with_all_shown()))
