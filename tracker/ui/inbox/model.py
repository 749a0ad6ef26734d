"""Inbox items as a Qt model: those in one state that the filter lets through, the newest first or as asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QLocale, QObject

from tracker import query
from tracker.dates import style_for
from tracker.operations.inbox_matches import Matches
from tracker.records import Id
from tracker.store.inbox import ItemRow
from tracker.ui.strings import term
from tracker.ui.table.event_model import local_day
from tracker.ui.widgets.list_model import ListColumn, ListModel
from tracker.ui.widgets.row_painter import Cell

_NOTHING = Matches()


class InboxModel(ListModel[ItemRow]):
    """Items, the newest first as they come. `state`: the one they must be in, '' for any; `with_words`: None, or those
    that a filter lets through; `only_matching`: those alone that match a case or a saved search."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matches: Mapping[Id, Matches] = {}
        self.state = "new"
        self.with_words: set[Id] | None = None
        self.only_matching = False
        self._style = style_for(QLocale().name())
        self.columns = (
            ListColumn("title", self.tr("Title"), self._title, lambda item: query.fold(item.title)),
            ListColumn(
                "matches",
                self.tr("Matches"),
                lambda item: Cell(match_words(self.matches_of(item))),
                lambda item: _weight(self.matches_of(item)),
            ),
            ListColumn(
                "feed",
                self.tr("Feed"),
                lambda item: Cell(item.feed, quiet=True),
                lambda item: query.fold(item.feed),
            ),
            ListColumn(
                "published",
                self.tr("Published"),
                lambda item: Cell(local_day(item.published, self._style), quiet=True),
                lambda item: item.published or item.created,
            ),
            ListColumn(
                "state", self.tr("State"), lambda item: Cell(term(item.state), quiet=True), lambda item: item.state
            ),
        )

    def matches_of(self, item: ItemRow) -> Matches:
        """What an item matches, as far as it is known."""
        return self.matches.get(item.id, _NOTHING)

    def show_matches(self, matches: Mapping[Id, Matches]) -> None:
        """What items match is known now."""
        self.matches = matches
        if self.rests_on_matches:
            self.arrange()
        elif self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))

    @property
    def rests_on_matches(self) -> bool:
        """Whether what items match decides which are shown, or in what order."""
        return self.only_matching or self.column == "matches"

    def set_state(self, items: Iterable[Id], state: str) -> None:
        """Items are in another state now: before the tracker is read again, so that work goes on at once."""
        changed = set(items)
        self.show([replace(row, state=state) if row.id in changed else row for row in self.all])

    def let_through(self) -> list[ItemRow]:
        """The items that are asked for, the newest first."""
        return [
            item
            for item in self.all
            if (not self.state or item.state == self.state)
            and (self.with_words is None or item.id in self.with_words)
            and (not self.only_matching or self.matches_of(item))
        ]

    def _title(self, item: ItemRow) -> Cell:
        known = self.matches_of(item).source
        note = self.tr("a source already") if known and item.state == "new" else ""
        return Cell(item.title, note=note, quiet=item.state == "dismissed")


def match_words(matches: Matches) -> str:
    """What an item matches, in one line: docket numbers, then names of searches."""
    cases = [case.proceeding.docket_number for case in matches.cases]
    return ", ".join([*cases, *(search.name for search in matches.searches)])


def _weight(matches: Matches) -> tuple[int, int] | tuple[()]:
    """What matches more weighs more; cases before searches."""
    return (len(matches.cases), len(matches.searches)) if matches else ()
