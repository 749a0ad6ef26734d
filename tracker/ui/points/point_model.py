"""Disputed points as a Qt model: those that the filter lets through, in the order asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, QObject

from tracker import query
from tracker.dates import bounds, display_short, style_for
from tracker.store.point_list import PointRow
from tracker.ui.strings import term
from tracker.ui.widgets.list_model import ListColumn, ListModel, anything
from tracker.ui.widgets.row_painter import Cell
from tracker.vocabulary import family

SHOWN: dict[str, Callable[[PointRow], bool]] = {
    "": anything,
    "open": lambda r: not r.is_settled,
    "settled": lambda r: r.is_settled,
}
"""What may be shown of all points: those of which this is so. The first: all."""


class PointModel(ListModel[PointRow]):
    """Points by the dates of their events."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.column = "date"
        self._style = style_for(QLocale().name())
        self.columns = (
            ListColumn("question", self.tr("In dispute"), lambda r: Cell(r.question), lambda r: query.fold(r.question)),
            ListColumn(
                "event",
                self.tr("Event"),
                lambda r: Cell(r.title, family=family(r.event_type), quiet=True),
                lambda r: query.fold(r.title),
            ),
            ListColumn(
                "date",
                self.tr("Date"),
                lambda r: Cell(self._day(r.date), quiet=True),
                lambda r: "".join(bounds(r.date)),
            ),
            ListColumn("kind", self.tr("Kind"), lambda r: Cell(term(r.kind), quiet=True), lambda r: r.kind),
            ListColumn(
                "versions", self.tr("Versions"), lambda r: Cell(f"{r.versions:,}", quiet=True), lambda r: r.versions
            ),
            ListColumn(
                "sources",
                self.tr("Sources"),
                lambda r: Cell(f"{r.sources:,}", quiet=True, warn=not r.sources),
                lambda r: r.sources,
            ),
            ListColumn("state", self.tr("State"), self._state, lambda r: (r.is_settled, r.settled)),
        )

    def _day(self, date: str) -> str:
        return display_short(date, self._style) if date else ""

    def _state(self, point: PointRow) -> Cell:
        if not point.is_settled:
            return Cell(self.tr("Open"), warn=True)
        return Cell("✓ " + self.tr("Settled"), note=self._day(point.settled), quiet=True)


def looked_at(row: PointRow) -> str:
    """The words of a point that the filter looks at."""
    return query.fold(f"{row.question} {row.title} {row.kind} {row.chosen}")
