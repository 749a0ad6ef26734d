"""Disputed points as a Qt model: those that the filter lets through, in the order asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, Qt

from tracker import query
from tracker.dates import bounds, display_short, style_for
from tracker.store.point_list import PointRow
from tracker.ui.strings import term
from tracker.ui.widgets.row_painter import Cell
from tracker.ui.widgets.row_table import Index
from tracker.vocabulary import family

COLUMNS = ("question", "event", "date", "kind", "versions", "sources", "state")
QUESTION = COLUMNS.index("question")

SHOWN: dict[str, Callable[[PointRow], bool]] = {
    "": lambda _: True,
    "open": lambda r: not r.is_settled,
    "settled": lambda r: r.is_settled,
}
"""What may be shown of all points: those of which this is so. The first: all."""


class PointModel(QAbstractTableModel):
    """Points that the filter lets through, in the order shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.all: Sequence[PointRow] = ()
        self.rows: list[PointRow] = []
        self.column, self.descending = "date", False
        self.filter = self.shown = ""
        self._folded: dict[int, str] = {}
        self._style = style_for(QLocale().name())
        self.names = {
            "question": self.tr("In dispute"),
            "event": self.tr("Event"),
            "date": self.tr("Date"),
            "kind": self.tr("Kind"),
            "versions": self.tr("Versions"),
            "sources": self.tr("Sources"),
            "state": self.tr("State"),
        }

    def show(self, rows: Sequence[PointRow], folded: dict[int, str]) -> None:
        """Show these points; `folded` holds the words that the filter looks at, by id."""
        self.all, self._folded = rows, folded
        self._arrange()

    def set_filter(self, text: str, shown: str) -> None:
        """Show only points that have every word of this text, begun or whole, and of which one of `SHOWN` is so."""
        self.filter, self.shown = text, shown
        self._arrange()

    def sort_by(self, column: str, *, descending: bool) -> None:
        """Order by one of `COLUMNS`; what is empty comes last both ways."""
        self.column, self.descending = column, descending
        self._arrange()

    def _arrange(self) -> None:
        words = query.fold(self.filter).split()
        wanted = SHOWN[self.shown]
        rows = [r for r in self.all if wanted(r) and all(word in self._folded[r.id] for word in words)]
        keys: dict[str, Callable[[PointRow], Any]] = {
            "question": lambda r: query.fold(r.question),
            "event": lambda r: query.fold(r.title),
            "date": lambda r: "".join(bounds(r.date)),
            "kind": lambda r: r.kind,
            "versions": lambda r: r.versions,
            "sources": lambda r: r.sources,
            "state": lambda r: (r.is_settled, r.settled),
        }
        key = keys[self.column]
        rows.sort(key=key, reverse=self.descending)
        rows.sort(key=lambda r: key(r) == "")
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many points."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """All columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell."""
        point = self.rows[row]
        match COLUMNS[column]:
            case "question":
                return Cell(point.question)
            case "event":
                return Cell(point.title, family=family(point.event_type), quiet=True)
            case "date":
                return Cell(display_short(point.date, self._style) if point.date else "", quiet=True)
            case "kind":
                return Cell(term(point.kind), quiet=True)
            case "versions":
                return Cell(f"{point.versions:,}", quiet=True)
            case "sources":
                return Cell(f"{point.sources:,}", quiet=True, warn=not point.sources)
            case _:
                if not point.is_settled:
                    return Cell(self.tr("Open"), warn=True)
                day = display_short(point.settled, self._style) if point.settled else ""
                return Cell("✓ " + self.tr("Settled"), note=day, quiet=True)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, for display, tooltips and screen readers; the table draws from `cell`."""
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{cell.text}, {cell.note}" if cell.note else cell.text
        return cell.text if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of the columns."""
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if orientation == Qt.Orientation.Horizontal and role in roles:
            return self.names[COLUMNS[section]]
        return None


def looked_at(row: PointRow) -> str:
    """The words of a point that the filter looks at."""
    return query.fold(f"{row.question} {row.title} {row.kind} {row.chosen}")
