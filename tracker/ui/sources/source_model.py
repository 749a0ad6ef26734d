"""Sources as a Qt model: those that the filter lets through, in the order asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, QObject

from tracker import query
from tracker.dates import bounds, display_short, style_for
from tracker.store.source_list import SourceRow
from tracker.ui.strings import link_state, source_kind
from tracker.ui.table.event_model import local_day
from tracker.ui.widgets.list_model import ListColumn, ListModel, anything
from tracker.ui.widgets.row_painter import Cell

SHOWN: dict[str, Callable[[SourceRow], bool]] = {
    "": anything,
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


class SourceModel(ListModel[SourceRow]):
    """Sources by title."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.column = "title"
        self._style = style_for(QLocale().name())
        self.columns = (
            ListColumn(
                "title",
                self.tr("Title"),
                lambda r: Cell(r.title, note="" if r.events else self.tr("not cited")),
                # A title that we gave stands in brackets: they are no reason to come first.
                lambda r: query.fold(r.title).lstrip("[(\"'“‘ "),
            ),
            ListColumn(
                "publisher",
                self.tr("Publisher"),
                lambda r: Cell(r.publisher, quiet=True),
                lambda r: query.fold(r.publisher),
            ),
            ListColumn(
                "kind",
                self.tr("Kind"),
                lambda r: Cell(source_kind(r.kind), quiet=True),
                lambda r: query.fold(source_kind(r.kind)),
            ),
            ListColumn("issued", self.tr("Issued"), lambda r: self._day(r.issued), lambda r: "".join(bounds(r.issued))),
            ListColumn(
                "link", self.tr("Link"), self._link, lambda r: _WORST_FIRST[r.link] + r.checked if r.link else ""
            ),
            ListColumn(
                "events", self.tr("Events"), lambda r: Cell(f"{r.events:,}", warn=not r.events), lambda r: r.events
            ),
            ListColumn(
                "concerns",
                self.tr("Concerns"),
                lambda r: Cell(f"{r.concerns:,}", quiet=not r.concerns),
                lambda r: r.concerns,
            ),
            ListColumn("kept", self.tr("Kept"), self._kept, lambda r: 4 * r.snapshot + 2 * r.text + r.archive),
            ListColumn(
                "accessed", self.tr("Accessed"), lambda r: self._day(r.accessed), lambda r: "".join(bounds(r.accessed))
            ),
        )

    def _day(self, date: str) -> Cell:
        return Cell(display_short(date, self._style) if date else "", quiet=True)

    def _link(self, source: SourceRow) -> Cell:
        words = link_state(source.link) if source.link else ""
        day = local_day(source.checked, self._style) if source.link else ""
        return Cell(words, day, quiet=source.link == "reached", warn=source.link not in ("", "reached"))

    def _kept(self, source: SourceRow) -> Cell:
        parts = (
            (self.tr("text"), source.text),
            (self.tr("snapshot"), source.snapshot),
            (self.tr("archive"), source.archive),
        )
        kept = ", ".join(words for words, is_kept in parts if is_kept)
        return Cell(f"✓ {kept}" if kept else "", quiet=True)
