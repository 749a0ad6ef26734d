"""The feeds that are followed as a Qt model."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from tracker.dates import style_for
from tracker.store.inbox import FeedRow
from tracker.ui.table.event_model import local_day
from tracker.ui.widgets.list_model import ListColumn, ListModel
from tracker.ui.widgets.row_painter import Cell


class FeedModel(ListModel[FeedRow]):
    """Feeds by title, as they come."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._style = style_for(QLocale().name())
        self.columns = (
            ListColumn("feed", self.tr("Feed"), lambda feed: Cell(feed.name)),
            ListColumn("schedule", self.tr("Asked"), self._schedule),
            ListColumn("checked", self.tr("Last asked"), self._checked),
            ListColumn("items", self.tr("Items"), self._items),
            ListColumn("state", self.tr("How it answered"), self._answer),
        )

    def _schedule(self, feed: FeedRow) -> Cell:
        return Cell(schedule_words(feed.every_hours), quiet=not feed.every_hours)

    def _checked(self, feed: FeedRow) -> Cell:
        checked = feed.state.checked
        if not checked:
            return Cell(self.tr("never"), quiet=True)
        time = f"{datetime.fromisoformat(checked).astimezone():%H:%M}"
        return Cell(f"{local_day(checked, self._style)}, {time}", quiet=True)

    def _items(self, feed: FeedRow) -> Cell:
        new = self.tr("{0} new").format(f"{feed.new:,}") if feed.new else ""
        return Cell(f"{feed.items:,}", note=new, quiet=not feed.items)

    def _answer(self, feed: FeedRow) -> Cell:
        problem = feed.state.problem
        fine = self.tr("Read") if feed.state.checked else ""
        return Cell(problem or fine, quiet=not problem, warn=bool(problem))


SCHEDULES = (0, 1, 3, 6, 12, 24, 168)
"""Hours between two looks that are offered; 0: only when somebody asks."""


def schedule_words(hours: int) -> str:
    """How often a feed is asked, in words."""
    tr = QCoreApplication.translate
    if not hours:
        return tr("Feeds", "Only when I ask")
    if hours == 1:
        return tr("Feeds", "Every hour")
    if hours == 24:
        return tr("Feeds", "Every day")
    return tr("Feeds", "Every week") if hours == 168 else tr("Feeds", "Every {0} hours").format(hours)
