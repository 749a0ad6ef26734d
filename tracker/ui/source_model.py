"""Sources as a Qt model: those that the filter lets through, in the order asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QObject,
    Qt,
)

from tracker import query
from tracker.dates import bounds, display_short, style_for
from tracker.store.source_list import SourceRow
from tracker.ui.event_model import local_day
from tracker.ui.strings import link_state, source_kind
from tracker.ui.widgets.row_painter import Cell
from tracker.ui.widgets.row_table import Index

COLUMNS = ("title", "publisher", "kind", "issued", "link", "events", "concerns", "kept", "accessed")
TITLE = COLUMNS.index("title")

SHOWN: dict[str, Callable[[SourceRow], bool]] = {
    "": lambda _: True,
    "dead": lambda r: r.link == "dead",
    "moved": lambda r: r.link == "moved",
    "not reached": lambda r: r.link == "not reached",
    "unchecked": lambda r: bool(r.url) and not r.link,
    "unarchived": lambda r: bool(r.url) and not r.archive and not r.snapshot,
    "no text": lambda r: not r.text,
    "uncited": lambda r: not r.events,
}
"""What may be shown of all sources: those of which this is so. The first: all."""

_WORST_FIRST = {"dead": "0", "moved": "1", "not reached": "2", "reached": "3"}


class SourceModel(QAbstractTableModel):
    """Sources that the filter lets through, in the order shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.all: Sequence[SourceRow] = ()
        self.rows: list[SourceRow] = []
        self.column, self.descending = "title", False
        self.filter = ""
        self.shown = ""
        self._folded: dict[int, str] = {}
        self._style = style_for(QLocale().name())
        self.names = {
            "title": self.tr("Title"),
            "publisher": self.tr("Publisher"),
            "kind": self.tr("Kind"),
            "issued": self.tr("Issued"),
            "events": self.tr("Events"),
            "concerns": self.tr("Concerns"),
            "kept": self.tr("Kept"),
            "link": self.tr("Link"),
            "accessed": self.tr("Accessed"),
        }

    def show(self, rows: Sequence[SourceRow], folded: dict[int, str]) -> None:
        """Show these sources; `folded` holds the words that the filter looks at, by id."""
        self.all, self._folded = rows, folded
        self._arrange()

    def set_filter(self, text: str) -> None:
        """Show only sources that have every word of this text, begun or whole."""
        self.filter = text
        self._arrange()

    def set_shown(self, shown: str) -> None:
        """Show only the sources of which one of `SHOWN` is so."""
        self.shown = shown
        self._arrange()

    def sort_by(self, column: str, *, descending: bool) -> None:
        """Order by one of `COLUMNS`; what is empty comes last both ways."""
        self.column, self.descending = column, descending
        self._arrange()

    def _arrange(self) -> None:
        words = query.fold(self.filter).split()
        wanted = SHOWN[self.shown]
        rows = [r for r in self.all if wanted(r) and all(word in self._folded[r.id] for word in words)]
        keys: dict[str, Callable[[SourceRow], Any]] = {
            # A title that we gave stands in brackets: they are no reason to come first.
            "title": lambda r: query.fold(r.title).lstrip("[(\"'“‘ "),
            "publisher": lambda r: query.fold(r.publisher),
            "kind": lambda r: query.fold(source_kind(r.kind)),
            "issued": lambda r: "".join(bounds(r.issued)),
            "events": lambda r: r.events,
            "concerns": lambda r: r.concerns,
            "kept": lambda r: 4 * r.snapshot + 2 * r.text + r.archive,
            "link": lambda r: _WORST_FIRST[r.link] + r.checked if r.link else "",
            "accessed": lambda r: "".join(bounds(r.accessed)),
        }
        key = keys[self.column]
        rows.sort(key=key, reverse=self.descending)
        rows.sort(key=lambda r: key(r) == "")
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many sources."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """All columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell."""
        source = self.rows[row]
        match COLUMNS[column]:
            case "title":
                return Cell(source.title, note="" if source.events else self.tr("not cited"))
            case "publisher":
                return Cell(source.publisher, quiet=True)
            case "kind":
                return Cell(source_kind(source.kind), quiet=True)
            case "issued":
                return Cell(display_short(source.issued, self._style) if source.issued else "", quiet=True)
            case "events":
                return Cell(f"{source.events:,}", warn=not source.events)
            case "concerns":
                return Cell(f"{source.concerns:,}", quiet=not source.concerns)
            case "kept":
                kept = [
                    w
                    for w, is_kept in (
                        (self.tr("text"), source.text),
                        (self.tr("snapshot"), source.snapshot),
                        (self.tr("archive"), source.archive),
                    )
                    if is_kept
                ]
                return Cell("✓ " + ", ".join(kept) if kept else "", quiet=True)
            case "link":
                words = link_state(source.link) if source.link else ""
                day = local_day(source.checked, self._style) if source.link else ""
                return Cell(words, day, quiet=source.link == "reached", warn=source.link not in ("", "reached"))
            case _:
                return Cell(display_short(source.accessed, self._style) if source.accessed else "", quiet=True)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, for display, tooltips and screen readers; the table draws from `cell`."""
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{cell.text}, {cell.note}" if cell.note else cell.text
        if role == Qt.ItemDataRole.DisplayRole:
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
