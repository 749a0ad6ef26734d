"""The place of each event in order of date: a number, by which SQLite gives events in that order without sorting.

`event_place(place, event)` is worked out from the records and kept up inside each edit; it is neither a record nor in
the journal. The upper part of a place is the event's day, the lower one leads through the day, with gaps, so that an
event that comes between two others seldom moves one of them: the text index keeps events under their places.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby

from tracker.store.changes import Change
from tracker.store.order import DAY_BITS, DAY_NUMBER, SORT_DAY

_WIDEST = 256
"""The gap between two places of one day, where there is room."""
_ROOM = 1 << DAY_BITS
_GAP = f"max(1, min({_WIDEST}, {_ROOM // 2} / {{}}))"
"""SQL: the gap where a day is filled anew with so many events; half of its room is left for those to come."""
_ORDERING = {"date_min", "date_max", "day_order"}

_OF_DAY = f"FROM event e JOIN event_place p ON p.event = e.id WHERE {SORT_DAY} = ?"
_BEFORE = f"SELECT p.place {_OF_DAY} AND (e.day_order, e.id) < (?, ?) ORDER BY e.day_order DESC, e.id DESC LIMIT 1"
_AFTER = f"SELECT e.day_order, e.id, p.place {_OF_DAY} AND (e.day_order, e.id) > (?, ?) ORDER BY 1, 2 LIMIT 1"

Key = tuple[int, int]
"""(day_order, id): what orders the events of one day."""


def rebuild(connection: sqlite3.Connection) -> None:
    """Give all events their places anew, inside a transaction."""
    connection.execute("DELETE FROM event_place")
    connection.execute(
        f"""INSERT INTO event_place(place, event)
        SELECT (day << {DAY_BITS}) + nth * {_GAP.format("count(*) OVER (PARTITION BY day)")}, id
        FROM (SELECT e.id, {DAY_NUMBER} AS day, row_number() OVER (
            PARTITION BY {SORT_DAY} ORDER BY e.day_order, e.id) AS nth FROM event e) ORDER BY day, nth"""
    )


def refresh(connection: sqlite3.Connection, changes: Iterable[Change]) -> dict[int, int]:
    """Bring the places up to date with `changes`, inside their transaction.

    Returns which other events had to move (id -> the place given up): a day had no more room between two of them.
    """
    rows = {
        change.row
        for change in changes
        if change.table == "event" and not (change.before and change.after and _ORDERING.isdisjoint(change.after))
    }
    moved: dict[int, int] = {}
    if rows:
        given = json.dumps(sorted(rows))
        connection.execute("DELETE FROM event_place WHERE event IN (SELECT value FROM json_each(?))", (given,))
        found = connection.execute(
            f"""SELECT {SORT_DAY}, {DAY_NUMBER}, e.day_order, e.id FROM event e
            WHERE e.id IN (SELECT value FROM json_each(?)) ORDER BY 1, 3, 4""",
            (given,),
        ).fetchall()
        for (day, number), group in groupby(found, key=lambda row: row[:2]):
            moved |= _place(connection, day, number << DAY_BITS, [row[2:] for row in group])
    return moved


def _place(connection: sqlite3.Connection, day: str, start: int, events: list[Key]) -> dict[int, int]:
    """Put events, in order, between those of their day that have a place. Returns what `refresh` does."""
    placed = 0
    while placed < len(events):
        before = connection.execute(_BEFORE, (day, *events[placed])).fetchone()
        after = connection.execute(_AFTER, (day, *events[placed])).fetchone()
        run = [key for key in events[placed:] if after is None or key < after[:2]]
        low = before[0] if before else start
        gap = min(_WIDEST, ((after[2] if after else start + _ROOM) - low) // (len(run) + 1))
        if gap == 0:
            return _fill(connection, day, start)
        connection.executemany(
            "INSERT INTO event_place(place, event) VALUES (?, ?)",
            [(low + gap * nth, event) for nth, (_, event) in enumerate(run, 1)],
        )
        placed += len(run)
    return {}


def _fill(connection: sqlite3.Connection, day: str, start: int) -> dict[int, int]:
    """Place all events of a day anew. Returns what `refresh` does."""
    moved = dict(connection.execute(f"SELECT e.id, p.place {_OF_DAY}", (day,)))
    connection.execute("DELETE FROM event_place WHERE place >= ? AND place < ?", (start, start + _ROOM))
    connection.execute(
        f"""INSERT INTO event_place(place, event)
        SELECT ?1 + nth * {_GAP.format("count(*) OVER ()")}, id FROM (
            SELECT e.id, row_number() OVER (ORDER BY e.day_order, e.id) AS nth FROM event e WHERE {SORT_DAY} = ?2)""",
        (start, day),
    )
    return moved


def stale(connection: sqlite3.Connection) -> Iterator[int]:
    """Ids of the events that are not in their place, and of those that are placed but not there."""
    for (event,) in connection.execute(
        f"""SELECT id FROM (SELECT e.id, p.place, {DAY_NUMBER} AS day,
            max(p.place) OVER (ORDER BY {SORT_DAY}, e.day_order, e.id ROWS UNBOUNDED PRECEDING EXCLUDE CURRENT ROW)
            AS before FROM event e LEFT JOIN event_place p ON p.event = e.id)
        WHERE place IS NULL OR place >> {DAY_BITS} <> day OR place < before
        UNION SELECT p.event FROM event_place p WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.id = p.event)"""
    ):
        yield event
