"""What lists read: one line an event; and records by their ids or by what they hold."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tracker import vocabulary
from tracker.records import R
from tracker.store.rows import from_row, select_list


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event as lists and the timeline show it. `position` is the strongest among its concerns ('' if none)."""

    id: int
    title: str
    type: str
    date: str
    date_min: str
    date_max: str
    evidence: str
    noteworthy: bool
    modified: str
    reviewed: str
    sources: int
    concerns: int
    position: str
    disputed: bool


# Strongest first: what a badge takes its colour from.
_POSITIONS = ("opposes", "reservations", "supports", "neutral")
STRONGEST_POSITION = "CASE min(CASE c.position {} END) {} END".format(
    " ".join(f"WHEN '{p}' THEN {n}" for n, p in enumerate(_POSITIONS)),
    " ".join(f"WHEN {n} THEN '{p}'" for n, p in enumerate(_POSITIONS)),
)
"""SQL: the strongest position of concerns `c`, as an aggregate."""
_ROW = f"""
    SELECT e.id, e.title, e.type, e.date, e.date_min, e.date_max, e.evidence, e.noteworthy, e.modified, e.reviewed,
        (SELECT count(DISTINCT x.source) FROM citation x WHERE x.event = e.id),
        (SELECT count(*) FROM concern c WHERE c.event = e.id),
        coalesce((SELECT {STRONGEST_POSITION} FROM concern c WHERE c.event = e.id), ''),
        EXISTS (SELECT 1 FROM disputed_point d WHERE d.event = e.id AND d.chosen IS NULL)
    FROM event e WHERE e.id IN (SELECT value FROM json_each(?1))
"""


def event_rows(connection: sqlite3.Connection, ids: Sequence[int]) -> list[EventRow]:
    """One line an event, in the order of `ids`; ids no longer there are left out."""
    found = {row[0]: row for row in connection.execute(_ROW, (json.dumps(list(ids)),))}
    return [
        EventRow(i, title, kind, day, first, last, evidence, bool(note), changed, seen, n, m, position, bool(disputed))
        # Put in order here: SQLite takes twice as long over it.
        for i, title, kind, day, first, last, evidence, note, changed, seen, n, m, position, disputed in (
            found[row] for row in ids if row in found
        )
    ]


def many(connection: sqlite3.Connection, record_type: type[R], ids: Iterable[int]) -> list[R]:
    """Records in the order of `ids`; ids no longer there are left out."""
    wanted = list(ids)
    sql = f'SELECT {select_list(record_type)} FROM "{record_type.TABLE}" WHERE id IN (SELECT value FROM json_each(?))'
    found = {row[0]: row for row in connection.execute(sql, (json.dumps(wanted),))}
    return [from_row(record_type, found[row]) for row in wanted if row in found]


def where(connection: sqlite3.Connection, record_type: type[R], order: str = "id", **equals: Any) -> list[R]:
    """Records whose columns equal the given values, ordered by the given column names. Names are ours, not input."""
    clauses = " AND ".join(f'"{name}" IS ?' for name in equals) or "1"
    sql = f'SELECT {select_list(record_type)} FROM "{record_type.TABLE}" WHERE {clauses} ORDER BY {order}'
    try:
        found = connection.execute(sql, list(equals.values()))
    except UnicodeEncodeError:
        return []  # half a character (a lone surrogate) is in no row
    return [from_row(record_type, row) for row in found]


def positions(connection: sqlite3.Connection) -> dict[int, tuple[int, ...]]:
    """For each event with concerns, how many there are by position, in the order of the vocabulary."""
    terms = vocabulary.CLOSED["position"]
    counts = ", ".join("sum(position = ?)" for _ in terms)
    rows = connection.execute(f"SELECT event, {counts} FROM concern GROUP BY event", terms)
    return {event: tuple(by_position) for event, *by_position in rows}
