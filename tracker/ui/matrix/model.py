"""The matrix of concerns as Qt shows it: rows in the order asked for, words for tooltips and screen readers."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from tracker import query, vocabulary
from tracker.store.matrix import CellChange, CellHistory, Matrix, MatrixCell, MatrixRow
from tracker.ui.strings import term
from tracker.ui.widgets.date_field import short_date
from tracker.ui.widgets.row_table import Index, tooltip

SORTS = ("concerns", "kind", "name")
_NOTHING = Matrix((), (), {})


class MatrixModel(QAbstractTableModel):
    """A matrix in the order shown, as of `day` ('' for all time), with what changed after `since` ('' for nothing).

    Rows and columns are those of all time, so that nothing moves while the day does.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix = _NOTHING
        self.rows: tuple[MatrixRow, ...] = ()
        self.ordered_by = "concerns"
        self.search = ""
        self.day = self.since = ""

    def show_day(self, day: str, since: str) -> None:
        """Show another day (ISO), compared with an earlier one."""
        self.day, self.since = day, since
        if self.rows and self.matrix.themes:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.matrix.themes) - 1))

    def show(self, shown: Matrix, search: str) -> None:
        """Show this matrix, which belongs to a search text."""
        self.beginResetModel()
        self.matrix, self.search = shown, search
        self._sort_rows()
        self.endResetModel()

    def sort_by(self, sort: str) -> None:
        """Put the rows in one of the orders `SORTS`."""
        self.beginResetModel()
        self.ordered_by = sort
        self._sort_rows()
        self.endResetModel()

    def _sort_rows(self) -> None:
        rows = list(self.matrix.rows)  # by name
        if self.ordered_by != "name":
            rows.sort(key=lambda r: -r.concerns)
        if self.ordered_by == "kind":
            rows.sort(key=lambda r: vocabulary.rank("stakeholder_kind", r.kind))
        self.rows = tuple(rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Stakeholders."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Themes."""
        return 0 if parent.isValid() else len(self.matrix.themes)

    def cell(self, row: int, column: int) -> MatrixCell | None:
        """What stands in a cell on the day, None for nothing."""
        history = self.history(row, column)
        return history.on(self.day) if history is not None else None

    def history(self, row: int, column: int) -> CellHistory | None:
        """All that was ever said in a cell, None for nothing."""
        return self.matrix.cells.get((self.rows[row].stakeholder, self.matrix.themes[column]))

    def change(self, row: int, column: int) -> CellChange | None:
        """What changed in a cell after the day compared with; None for nothing."""
        history = self.history(row, column)
        return history.change(self.since, self.day) if history is not None else None

    def is_in_search(self, row: int, column: int) -> bool:
        """Whether the search asks for this cell."""
        theme, name = self.matrix.themes[column], self.rows[row].name
        return query.has_term(self.search, "concern", theme) and query.has_term(self.search, "raised-by", name)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for tooltips and screen readers; the delegate draws from `cell`."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        cell = self.cell(index.row(), index.column())
        name, theme = self.rows[index.row()].name, term(self.matrix.themes[index.column()])
        if cell is None:
            text = self.tr("{0}, {1}: no concern").format(name, theme)
            if self.day and self.history(index.row(), index.column()) is not None:
                text = self.tr("{0}, {1}: no concern by {2}").format(name, theme, short_date(self.day))
            elif role == Qt.ItemDataRole.ToolTipRole:
                return None
        elif role == Qt.ItemDataRole.DisplayRole:
            return str(cell.concerns)
        else:
            count = self.tr("1 concern") if cell.concerns == 1 else self.tr("{0} concerns").format(cell.concerns)
            text = self.tr("{0}, {1}: {2} ({3}), latest {4}").format(
                name, theme, term(cell.position), count, short_date(cell.date)
            )
            text += self._changed(index, cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(text) + (tooltip(self.counted()) if self.day else "")
        return text if cell is not None or role == Qt.ItemDataRole.AccessibleTextRole else None

    def _changed(self, index: Index, cell: MatrixCell) -> str:
        change = self.change(index.row(), index.column())
        if change is None:
            return ""
        since = short_date(self.since)
        if not change.was:
            return self.tr("; new since {0}").format(since)
        more = self.tr("1 more") if change.more == 1 else self.tr("{0} more").format(change.more)
        if change.was == cell.position:
            return self.tr("; {0} since {1}").format(more, since)
        return self.tr("; {0} since {1}, was {2}").format(more, since, term(change.was).lower())

    def counted(self) -> str:
        """From which day a concern counts, in words."""
        return self.tr(
            "A concern counts from the last day its event's date allows: April 2025 counts from 30 April. "
            "A concern without a date always counts."
        )

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Themes across, stakeholders down."""
        if orientation == Qt.Orientation.Horizontal:
            theme = term(self.matrix.themes[section])
            if role == Qt.ItemDataRole.ToolTipRole:
                return tooltip(theme)
            return theme if role == Qt.ItemDataRole.DisplayRole else None
        row = self.rows[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(f"{row.name} ({term(row.kind)})")
        return None
