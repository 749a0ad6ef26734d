"""Events as a Qt model: rows in the order asked for, cells in words."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QObject,
    Qt,
)

from tracker import vocabulary
from tracker.dates import DateStyle, display_short, style_for
from tracker.store import EventRow
from tracker.ui.rows import is_read
from tracker.ui.strings import term
from tracker.ui.widgets.row_painter import Cell
from tracker.ui.widgets.row_table import Index

COLUMNS = ("date", "type", "event", "sources", "concerns", "evidence", "modified", "reviewed")
EVENT = COLUMNS.index("event")
_KEPT = 4096
"""Cells kept: those in view are asked for again at each frame of scrolling."""


@lru_cache(maxsize=8192)
def local_day(moment: str, style: DateStyle) -> str:
    """The day of a UTC ISO time as the person's clock has it, in short words; '' for ''."""
    if not moment:
        return ""
    return display_short(datetime.fromisoformat(moment).astimezone().date().isoformat(), style)


class EventModel(QAbstractTableModel):
    """Rows in the order shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._families: dict[str, str] = {}
        self._cells: dict[tuple[int, int], Cell] = {}
        self.ids: array[int] = array("q")
        self.rows: Sequence[EventRow] = ()
        self._places: dict[int, int] = {}
        self._style = style_for(QLocale().name())
        self.names = {
            "date": self.tr("Date"),
            "type": self.tr("Type"),
            "event": self.tr("Event"),
            "sources": self.tr("Sources"),
            "concerns": self.tr("Concerns"),
            "evidence": self.tr("Evidence"),
            "modified": self.tr("Modified"),
            "reviewed": self.tr("Reviewed"),
        }

    @property
    def families(self) -> dict[str, str]:
        """The families of the user's own event types, by name."""
        return self._families

    @families.setter
    def families(self, families: dict[str, str]) -> None:
        self._families = families
        self._cells.clear()

    def show(self, ids: array[int], rows: Sequence[EventRow]) -> bool:
        """Show these rows; `ids` are theirs. False where the same events stay in place and only their cells change."""
        same = ids == self.ids
        self._cells.clear()
        if same:
            self.ids, self.rows = ids, rows
            if ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, len(COLUMNS) - 1))
            return False
        self.beginResetModel()
        self.ids, self.rows = ids, rows
        self._places = {}
        self.endResetModel()
        return True

    def place(self, event: int) -> int:
        """The row of an event, -1 if it is not shown."""
        if event not in self._places:
            if not event:
                return -1
            try:
                self._places[event] = self.ids.index(event)
            except ValueError:
                self._places[event] = -1
        return self._places[event]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many events."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """All columns; the view hides some."""
        return 0 if parent.isValid() else len(COLUMNS)

    def text(self, event: EventRow, column: str) -> str:
        """What is said of an event in one of `COLUMNS`."""
        match column:
            case "event":
                return event.title
            case "date":
                return display_short(event.date, self._style)
            case "type":
                return term(event.type)
            case "sources":
                return str(event.sources)
            case "concerns":
                return str(event.concerns)
            case "evidence":
                return term(event.evidence)
            case "modified":
                return local_day(event.modified, self._style)
            case _:
                return local_day(event.reviewed, self._style)

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell."""
        found = self._cells.get((row, column))
        if found is None:
            event = self.rows[row]
            found = self._cell(event, COLUMNS[column])
            if len(self._cells) >= _KEPT:
                self._cells.clear()
            if is_read(event):
                self._cells[row, column] = found
        return found

    def _cell(self, event: EventRow, name: str) -> Cell:
        text = self.text(event, name)
        match name:
            case "event":
                return Cell(text, note=self._notes(event) if event.noteworthy or event.disputed else "")
            case "type":
                return Cell(text, family=vocabulary.family(event.type, self.families))
            case "sources":
                return Cell(text, warn=not event.sources)
            case "concerns":
                return Cell(text, position=event.position, quiet=not event.concerns)
            case _:
                return Cell(text, quiet=True)

    def _notes(self, event: EventRow) -> str:
        notes = []
        if event.noteworthy:
            notes.append("★")
        if event.disputed:
            notes.append(self.tr("disputed"))
        return " ".join(notes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, for display, tooltips and screen readers; the table draws from `cell`."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(self.rows[row], COLUMNS[column])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            event = self.rows[row]
            cell = self.cell(row, column)
            if COLUMNS[column] == "event":
                noted = self.tr("noteworthy") if event.noteworthy else ""
                disputed = self.tr("disputed") if event.disputed else ""
                return ", ".join(part for part in (event.title, noted, disputed) if part)
            if cell.position:
                several = self.tr("{0} concerns, strongest: {1}").format(cell.text, term(cell.position))
                one = self.tr("1 concern, strongest: {0}").format(term(cell.position))
                return one if event.concerns == 1 else several
            return cell.text
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return self.names[COLUMNS[section]]
        return None
