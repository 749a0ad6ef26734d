"""How many events there are of each type and date, kept up inside each edit: `event_count(type, date, events)`.

Dates are EDTF text as the events have it. What an edit touches is counted anew, so that no slip is carried on; nobody
else writes the table, and it is no record: the journal does not have it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from tracker.store.changes import Change

_COUNTED = "SELECT type, date, count(*) FROM event GROUP BY type, date"
_KEPT = "SELECT type, date, events FROM event_count"


def refresh(connection: sqlite3.Connection, changes: Iterable[Change]) -> None:
    """Count anew what `changes` touched, inside their transaction."""
    touched: dict[int, tuple[set[str], set[str]]] = {}
    for change in changes:
        if change.table != "event":
            continue
        for values in (change.before, change.after):
            if values and ("type" in values or "date" in values):
                types, dates = touched.setdefault(change.row, (set(), set()))
                types.update(values[name] for name in ("type",) if name in values)
                dates.update(values[name] for name in ("date",) if name in values)
    if not touched:
        return
    # A change names only what differs: an event moved to another day still has the type that it had.
    for row, type_, date in connection.execute(
        "SELECT id, type, date FROM event WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(touched)),)
    ):
        touched[row][0].add(type_)
        touched[row][1].add(date)
    pairs = sorted({(type_, date) for types, dates in touched.values() for type_ in types for date in dates})
    connection.executemany("DELETE FROM event_count WHERE type=? AND date=?", pairs)
    connection.executemany(
        "INSERT INTO event_count SELECT type, date, count(*) FROM event WHERE type=? AND date=? GROUP BY type, date",
        pairs,
    )


def rebuild(connection: sqlite3.Connection) -> None:
    """Count all anew, inside a transaction."""
    connection.execute("DELETE FROM event_count")
    connection.execute(f"INSERT INTO event_count {_COUNTED}")


def stale(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """(type, date) whose count is not what it should be."""
    yield from connection.execute(
        f"SELECT type, date FROM ({_COUNTED} EXCEPT {_KEPT}) UNION SELECT type, date FROM ({_KEPT} EXCEPT {_COUNTED}) "
        "ORDER BY 1, 2"
    )
