"""The feeds that are followed as a Qt model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QLocale, QModelIndex, QObject, Qt

from tracker.dates import style_for
from tracker.store.inbox import FeedRow
from tracker.ui.event_model import local_day
from tracker.ui.widgets.row_painter import Cell
from tracker.ui.widgets.row_table import Index

COLUMNS = ("feed", "schedule", "checked", "items", "state")


class FeedModel(QAbstractTableModel):
    """Feeds by title."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[FeedRow] = ()
        self._style = style_for(QLocale().name())
        self.names = {
            "feed": self.tr("Feed"),
            "schedule": self.tr("Asked"),
            "checked": self.tr("Last asked"),
            "items": self.tr("Items"),
            "state": self.tr("How it answered"),
        }

    def show(self, rows: Sequence[FeedRow]) -> None:
        """Show these feeds."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many feeds."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """All columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell."""
        feed = self.rows[row]
        match COLUMNS[column]:
            case "feed":
                return Cell(feed.name)
            case "schedule":
                return Cell(schedule_words(feed.every_hours), quiet=not feed.every_hours)
            case "checked":
                return Cell(self._moment(feed.state.checked), quiet=True)
            case "items":
                new = self.tr("{0} new").format(f"{feed.new:,}") if feed.new else ""
                return Cell(f"{feed.items:,}", note=new, quiet=not feed.items)
            case _:
                fine = self.tr("Read") if feed.state.checked else ""
                return Cell(feed.state.problem or fine, quiet=not feed.state.problem, warn=bool(feed.state.problem))

    def _moment(self, checked: str) -> str:
        if not checked:
            return self.tr("never")
        return f"{local_day(checked, self._style)}, {datetime.fromisoformat(checked).astimezone():%H:%M}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, for display and for screen readers; the table draws from `cell`."""
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{cell.text}, {cell.note}" if cell.note else cell.text
        return cell.text if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return self.names[COLUMNS[section]]
        return None


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
