"""The matrix of concerns as Qt shows it: rows in the order asked for, words for tooltips and screen readers."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from tracker import query, vocabulary
from tracker.dates import display_short
from tracker.store.matrix import Matrix, MatrixCell, MatrixRow
from tracker.ui.strings import term
from tracker.ui.widgets.row_table import Index, tooltip

SORTS = ("concerns", "kind", "name")
_NOTHING = Matrix((), (), {})


class MatrixModel(QAbstractTableModel):
    """A matrix in the order shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix = _NOTHING
        self.rows: tuple[MatrixRow, ...] = ()
        self.ordered_by = "concerns"
        self.search = ""

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
        """What stands in a cell, None for nothing."""
        return self.matrix.cells.get((self.rows[row].stakeholder, self.matrix.themes[column]))

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
            no_concern = self.tr("{0}, {1}: no concern").format(name, theme)
            return no_concern if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(cell.concerns)
        count = self.tr("1 concern") if cell.concerns == 1 else self.tr("{0} concerns").format(cell.concerns)
        date = display_short(cell.date)
        text = self.tr("{0}, {1}: {2} ({3}), latest {4}").format(name, theme, term(cell.position), count, date)
        return tooltip(text) if role == Qt.ItemDataRole.ToolTipRole else text

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
