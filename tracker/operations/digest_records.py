"""The records that a digest names: as they stand, or as they last stood if they are gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.records import (
    Authority,
    Claim,
    Concern,
    DisputedPoint,
    Event,
    Id,
    Proceeding,
    Record,
    Source,
    Stakeholder,
    Status,
    Topic,
)
from tracker.store import Store
from tracker.store.changes import Row
from tracker.store.rows import as_row
from tracker.store.since import NetChange, Since

_TYPES: dict[str, type[Record]] = {
    t.TABLE: t
    for t in (Event, Source, Stakeholder, Topic, Proceeding, Authority, Concern, Status, Claim, DisputedPoint)
}


@dataclass(frozen=True, slots=True)
class Cites:
    """A source that bears a change out, and the words quoted from it ('' if none)."""

    source: Source
    quote: str = ""


class Records:
    """Read from what changed, or else from the store; each once."""

    def __init__(self, store: Store, found: Since) -> None:
        self._store = store
        self._changes = {(c.table, c.row): c for c in found.changes}
        self._rows: dict[tuple[str, Id], Row] = {}

    def is_made_or_gone(self, table: str, row: Id) -> bool:
        """Whether a record was added or removed."""
        change = self._changes.get((table, row))
        return change is not None and (change.before is None or change.after is None)

    def cited_by(self, citations: Sequence[NetChange]) -> tuple[Cites, ...]:
        """What some citations cite."""
        return self.cites([(c.whole["source"], c.whole.get("exact", "")) for c in citations])

    def cites(self, cited: Sequence[tuple[Id, str]]) -> tuple[Cites, ...]:
        """Sources with the words quoted from each."""
        found = [(self.row("source", source), quote) for source, quote in cited]
        return tuple(Cites(Source(**row), quote) for row, quote in found if row)

    def name(self, stakeholder: Id) -> str:
        """The name of a stakeholder; '' of nobody."""
        return str(self.row("stakeholder", stakeholder).get("name", ""))

    def row(self, table: str, row: Id) -> Row:
        """A record as it stands or last stood; {} if it is nowhere."""
        key = (table, row)
        if key not in self._rows:
            change = self._changes.get(key)
            if change is not None:
                self._rows[key] = change.whole
            else:
                found: list[Record] = list(self._store.many(_TYPES[table], [row]))
                self._rows[key] = as_row(found[0]) if found else self._removed_before(table, row)
        return self._rows[key]

    def _removed_before(self, table: str, row: Id) -> Row:
        gone = (e.change.before for e in self._store.history((table, row)) if e.change.after is None)
        return next(gone, None) or {}
