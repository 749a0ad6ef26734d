"""Inbox items as a Qt model: those in one state that the filter lets through, the newest first or as asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, Qt

from tracker import query
from tracker.dates import style_for
from tracker.operations.inbox_matches import Matches
from tracker.records import Id
from tracker.store.inbox import ItemRow
from tracker.ui.event_model import local_day
from tracker.ui.strings import term
from tracker.ui.widgets.row_painter import Cell
from tracker.ui.widgets.row_table import Index

COLUMNS = ("title", "matches", "feed", "published", "state")
TITLE, STATE = COLUMNS.index("title"), COLUMNS.index("state")
_NOTHING = Matches()


class InboxModel(QAbstractTableModel):
    """Items in the order shown. `state`: the one they must be in, '' for any; `with_words`: None, or those that a
    filter lets through; `only_matching`: those alone that match a case or a saved search."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.all: Sequence[ItemRow] = ()
        self.rows: list[ItemRow] = []
        self.matches: Mapping[Id, Matches] = {}
        self.state = "new"
        self.with_words: set[Id] | None = None
        self.only_matching = False
        self.column, self.descending = "published", True
        self._style = style_for(QLocale().name())
        self.names = {
            "title": self.tr("Title"),
            "matches": self.tr("Matches"),
            "feed": self.tr("Feed"),
            "published": self.tr("Published"),
            "state": self.tr("State"),
        }

    # What is shown

    def show(self, rows: Sequence[ItemRow]) -> None:
        """Show these items, the newest first."""
        self.all = rows
        self.arrange()

    def show_matches(self, matches: Mapping[Id, Matches]) -> None:
        """What items match is known now."""
        self.matches = matches
        if self.rests_on_matches:
            self.arrange()
        elif self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(COLUMNS) - 1))

    @property
    def rests_on_matches(self) -> bool:
        """Whether what items match decides which are shown, or in what order."""
        return self.only_matching or self.column == "matches"

    def set_state(self, items: Iterable[Id], state: str) -> None:
        """Items are in another state now: before the tracker is read again, so that work goes on at once."""
        changed = set(items)
        self.show([replace(row, state=state) if row.id in changed else row for row in self.all])

    def sort_by(self, column: str, *, descending: bool) -> None:
        """Order by one of `COLUMNS`; what is empty comes last both ways."""
        self.column, self.descending = column, descending
        self.arrange()

    def arrange(self) -> None:
        """Let through what state and filter ask for, in the order asked for."""
        rows = [
            row
            for row in self.all
            if (not self.state or row.state == self.state)
            and (self.with_words is None or row.id in self.with_words)
            and (not self.only_matching or self.matches.get(row.id, _NOTHING))
        ]
        keys: dict[str, Callable[[ItemRow], Any]] = {
            "title": lambda r: query.fold(r.title),
            "matches": lambda r: _weight(self.matches.get(r.id, _NOTHING)),
            "feed": lambda r: query.fold(r.feed),
            "published": lambda r: r.published or r.created,
            "state": lambda r: r.state,
        }
        if (self.column, self.descending) != ("published", True):  # they come so
            key = keys[self.column]
            rows.sort(key=key, reverse=self.descending)
            rows.sort(key=lambda r: not key(r))
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def place_of(self, item: Id) -> int:
        """The row of an item, -1 if it is not shown."""
        return next((place for place, row in enumerate(self.rows) if row.id == item), -1)

    # Cells

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many items."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """All columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell."""
        item = self.rows[row]
        match COLUMNS[column]:
            case "title":
                known = self.matches.get(item.id, _NOTHING).source
                note = self.tr("a source already") if known and item.state == "new" else ""
                return Cell(item.title, note=note, quiet=item.state == "dismissed")
            case "matches":
                return Cell(match_words(self.matches.get(item.id, _NOTHING)))
            case "feed":
                return Cell(item.feed, quiet=True)
            case "published":
                return Cell(local_day(item.published, self._style) if item.published else "", quiet=True)
            case _:
                return Cell(term(item.state), quiet=True)

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
        if orientation == Qt.Orientation.Horizontal and role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return self.names[COLUMNS[section]]
        return None


def match_words(matches: Matches) -> str:
    """What an item matches, in one line: docket numbers, then names of searches."""
    cases = [case.proceeding.docket_number for case in matches.cases]
    return ", ".join([*cases, *(search.name for search in matches.searches)])


def _weight(matches: Matches) -> tuple[int, int] | tuple[()]:
    """What matches more weighs more; cases before searches."""
    return (len(matches.cases), len(matches.searches)) if matches else ()
