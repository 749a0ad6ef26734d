"""All disputed points of a tracker, one line each, with the event they are about."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from tracker.records import Id
from tracker.store.order import SORT_DAY


@dataclass(frozen=True, slots=True)
class PointRow:
    """One disputed point as lists show it. `date` (of the event) and `settled` are EDTF text.

    `versions` counts what is said of it, `sources` the sources that say so; `chosen` is the text of the version that
    holds, '' while the point is open.
    """

    id: Id
    question: str
    kind: str
    event: Id
    title: str
    date: str
    event_type: str
    versions: int
    sources: int
    is_settled: bool
    chosen: str
    settled: str


_ROWS = f"""
    SELECT d.id, d.question, d.kind, e.id, e.title, e.date, e.type,
        (SELECT count(*) FROM claim c WHERE c.disputed_point = d.id),
        (SELECT count(DISTINCT x.source) FROM claim c JOIN citation x ON x.claim = c.id WHERE c.disputed_point = d.id),
        d.chosen IS NOT NULL, coalesce((SELECT c.text FROM claim c WHERE c.id = d.chosen), ''), d.settled
    FROM disputed_point d JOIN event e ON e.id = d.event ORDER BY {SORT_DAY}, e.day_order, e.id, d.id
"""


def point_rows(connection: sqlite3.Connection) -> list[PointRow]:
    """Every disputed point, in the order of the events' dates."""
    return [PointRow(*(*row[:9], bool(row[9]), *row[10:])) for row in connection.execute(_ROWS)]
