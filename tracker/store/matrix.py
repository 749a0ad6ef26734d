"""Who is concerned about what: stakeholder by theme, each with the positions held there, among given events.

A concern counts from the day by which its event is certain to have begun: "April 2025" from 30 April, what has a day
from that day, what has no date always. (A status counts earlier, from the first day its date allows; who reads "as of
7 April" of what people said wants what they had said by then.)
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.records import Concern, Event, Id
from tracker.store.dossier import Cited, cited
from tracker.store.reading import many


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A stakeholder with how many concerns are theirs."""

    stakeholder: Id
    name: str
    kind: str
    concerns: int


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What a stakeholder says under a theme: how often, and the latest position with the event it is about."""

    concerns: int
    position: str
    event: Id
    date: str


@dataclass(frozen=True, slots=True)
class CellChange:
    """What is otherwise in a cell than on an earlier day: `was` is the position then, '' if there was none; `more`
    says how many concerns came to it."""

    was: str
    more: int


class Said(NamedTuple):
    """One concern in a cell. `day` (ISO) is that from which it counts, '' if always; `rank` rises with the order in
    which the events came, of all that the matrix holds."""

    day: str
    rank: int
    position: str
    concern: Id
    event: Id
    date: str


class CellHistory:
    """All that a stakeholder says under a theme, ready to be asked what stood there on a day: '' means with all."""

    __slots__ = ("_days", "_latest", "said")

    def __init__(self, said: Sequence[Said]) -> None:
        self.said = tuple(sorted(said))
        # Not the one that counts last is the latest, but that about the latest event: of those up to each place.
        latest: list[Said] = []
        for one in self.said:
            latest.append(one if not latest or one.rank > latest[-1].rank else latest[-1])
        self._latest = latest
        self._days = [one.day for one in self.said]

    def count(self, day: str = "") -> int:
        """How many concerns count on a day."""
        return bisect_right(self._days, day) if day else len(self.said)

    def on(self, day: str = "") -> MatrixCell | None:
        """What the cell shows on a day, None for nothing."""
        count = self.count(day)
        if not count:
            return None
        latest = self._latest[count - 1]
        return MatrixCell(count, latest.position, latest.event, latest.date)

    def change(self, since: str, day: str = "") -> CellChange | None:
        """What changed after an earlier day; None if nothing, or if there is none to compare with ('')."""
        if not since or (day and since >= day):
            return None
        now, before = self.on(day), self.on(since)
        if now is None or (before is not None and before.concerns == now.concerns):
            return None
        return CellChange(before.position if before else "", now.concerns - (before.concerns if before else 0))

    def concerns(self, day: str = "") -> tuple[Id, ...]:
        """The concerns that count on a day, in the order of their events."""
        return tuple(one.concern for one in sorted(self.said[: self.count(day)], key=lambda one: one.rank))


@dataclass(frozen=True, slots=True)
class Matrix:
    """`rows` by name; `themes` those with the most concerns first; `cells` by stakeholder's id and theme; `days`
    (ISO, ascending) those from which some concern counts."""

    rows: tuple[MatrixRow, ...]
    themes: tuple[str, ...]
    cells: dict[tuple[Id, str], CellHistory]
    days: tuple[str, ...] = ()


# Undated events come first here: what is known to be later than something else may be the latest.
_SAID = """
    SELECT c.stakeholder, c.theme, coalesce(nullif(e.date_max,''), e.date_min) AS day,
        row_number() OVER (ORDER BY coalesce(nullif(e.date_min,''), e.date_max), e.day_order, c.created, c.id),
        c.position, c.id, c.event, e.date
    FROM json_each(?) j JOIN concern c ON c.event = j.value JOIN event e ON e.id = c.event
"""


def matrix(connection: sqlite3.Connection, events: Sequence[Id]) -> Matrix:
    """The concerns of these events. 'Latest' goes by the event's date, then by when the concern was entered."""
    said: dict[tuple[Id, str], list[Said]] = {}
    for stakeholder, theme, *one in connection.execute(_SAID, (json.dumps(list(events)),)):
        said.setdefault((stakeholder, theme), []).append(Said(*one))
    by_stakeholder: dict[Id, int] = {}
    by_theme: dict[str, int] = {}
    for (stakeholder, theme), those in said.items():
        by_stakeholder[stakeholder] = by_stakeholder.get(stakeholder, 0) + len(those)
        by_theme[theme] = by_theme.get(theme, 0) + len(those)
    named = connection.execute(
        "SELECT s.id, s.name, s.kind FROM json_each(?) j JOIN stakeholder s ON s.id = j.value "
        "ORDER BY fold(s.name), s.id",
        (json.dumps(list(by_stakeholder)),),
    )
    rows = tuple(MatrixRow(i, name, kind, by_stakeholder[i]) for i, name, kind in named)
    themes = tuple(sorted(by_theme, key=lambda t: (-by_theme[t], t)))
    days = tuple(sorted({one.day for those in said.values() for one in those if one.day}))
    return Matrix(rows, themes, {key: CellHistory(those) for key, those in said.items()}, days)


@dataclass(frozen=True, slots=True)
class ConcernSaid:
    """A concern with the event it is about and the citations that bear it out."""

    concern: Concern
    event: Event
    citations: tuple[Cited, ...]


def concerns_said(connection: sqlite3.Connection, concerns: Sequence[Id]) -> tuple[ConcernSaid, ...]:
    """Concerns in the order of their ids given; those no longer there are left out."""
    found = many(connection, Concern, concerns)
    events = {event.id: event for event in many(connection, Event, {c.event for c in found})}
    return tuple(ConcernSaid(c, events[c.event], cited(connection, "concern", c.id)) for c in found)
