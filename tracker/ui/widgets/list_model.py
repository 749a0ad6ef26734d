"""A list as a Qt model: columns that say what stands in them, and rows that are let through, in the order asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from tracker import query
from tracker.ui.widgets.row_painter import Cell
from tracker.ui.widgets.row_table import Index

_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_NOTHING = ("", ())


class _Numbered(Protocol):
    @property
    def id(self) -> int: ...


Row = TypeVar("Row", bound=_Numbered)


def anything(_: object) -> bool:
    """Lets every row through."""
    return True


def as_it_comes(_: object) -> str:
    """The key of a column that rows are not ordered by."""
    return ""


@dataclass(frozen=True, slots=True)
class ListColumn(Generic[Row]):
    """A column: its name, its heading, what stands in it of a row, and what rows are ordered by, where '' and () are
    nothing."""

    name: str
    title: str
    cell: Callable[[Row], Cell]
    key: Callable[[Row], Any] = as_it_comes


class ListModel(QAbstractTableModel, Generic[Row]):
    """Rows of one kind. One that derives from it gives `columns`, and may begin in the order of another `column` than
    none ('': as rows come), or have its own say in what is let through."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: Sequence[ListColumn[Row]] = ()
        self.all: Sequence[Row] = ()
        self.rows: list[Row] = []
        self.column, self.descending = "", False
        self.wanted: Callable[[Row], bool] = anything
        self._words: list[str] = []
        self._folded: Mapping[int, str] = {}

    # What is shown

    def show(self, rows: Sequence[Row], folded: Mapping[int, str] | None = None) -> None:
        """Show these rows; `folded` holds the words that the filter looks at, by id."""
        self.all, self._folded = rows, folded or {}
        self.arrange()

    def set_filter(self, text: str, wanted: Callable[[Row], bool] = anything) -> None:
        """Show only rows that have every word of this text, begun or whole, and that are wanted."""
        self._words, self.wanted = query.fold(text).split(), wanted
        self.arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by the column at this place; what is empty comes last both ways."""
        self.column, self.descending = self.columns[column].name, order == Qt.SortOrder.DescendingOrder
        self.arrange()

    def arrange(self) -> None:
        """Let through what is asked for, in the order asked for."""
        rows = self.let_through()
        if self.column:
            key = self.columns[self.place(self.column)].key
            keyed = [(key(row), row) for row in rows]
            some = [pair for pair in keyed if pair[0] not in _NOTHING]
            some.sort(key=itemgetter(0), reverse=self.descending)
            rows = [row for _, row in some] + [row for key, row in keyed if key in _NOTHING]
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def let_through(self) -> list[Row]:
        """The rows that are asked for, as they come."""
        rows = [row for row in self.all if self.wanted(row)]
        if self._words:
            rows = [row for row in rows if all(word in self._folded[row.id] for word in self._words)]
        return rows

    def row_of(self, number: int) -> int:
        """The row of what has this id, -1 if it is not shown."""
        return next((at for at, row in enumerate(self.rows) if row.id == number), -1)

    # Columns and cells

    @property
    def names(self) -> dict[str, str]:
        """The columns by name, with their headings, in order."""
        return {column.name: column.title for column in self.columns}

    def place(self, column: str) -> int:
        """The place of a column."""
        return list(self.names).index(column)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """All columns."""
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell."""
        return self.columns[column].cell(self.rows[row])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, for display and for screen readers; the table draws from `cell`."""
        if not index.isValid() or role not in _WORDS:
            return None
        cell = self.cell(index.row(), index.column())
        return f"{cell.text}, {cell.note}" if cell.note and role == Qt.ItemDataRole.AccessibleTextRole else cell.text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Headings of the columns."""
        return self.columns[section].title if orientation == Qt.Orientation.Horizontal and role in _WORDS else None
