"""How many events there are of each type and date, kept up inside each edit: `event_count`, a row for each type, with
all `events` of it and those of each date as `DateCounts` packs them.

What an edit touches is counted anew, so that no slip is carried on; nobody else writes the table, and it is no record:
the journal does not have it.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from tracker.dates import from_ordinal
from tracker.errors import DateError
from tracker.store.changes import Change
from tracker.store.date_counts import DateCounts

TABLE = (
    "CREATE TABLE event_count(type TEXT PRIMARY KEY NOT NULL, events INTEGER NOT NULL, days BLOB NOT NULL, "
    "spans BLOB NOT NULL, dates TEXT NOT NULL) STRICT"
)
_COUNTED = "SELECT type, date, count(*) FROM event"
_KEPT = "SELECT days, spans, dates FROM event_count WHERE type=?"


def read(connection: sqlite3.Connection) -> dict[str, DateCounts]:
    """Of each type how many events there are by date. ValueError if what is kept is damaged."""
    rows = connection.execute("SELECT type, days, spans, dates FROM event_count")
    return {type_: DateCounts(*packed) for type_, *packed in rows}


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
    dates_of: defaultdict[str, set[str]] = defaultdict(set)
    for types, dates in touched.values():
        for type_ in types:
            dates_of[type_] |= dates
    for type_, dates in dates_of.items():
        _keep(connection, type_, _anew(connection, type_, dates))


def rebuild(connection: sqlite3.Connection) -> None:
    """Count all anew, inside a transaction."""
    connection.execute("DELETE FROM event_count")
    for type_, counts in _all_anew(connection):
        _keep(connection, type_, counts)


def stale(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """(type, date) whose count is not what it should be; without a date where that is not known of which."""
    kept = {type_ for (type_,) in connection.execute("SELECT type FROM event_count")}
    for type_, counts in _all_anew(connection):
        kept.discard(type_)
        yield from ((type_, date) for date in _differing(connection, type_, counts))
    for type_ in sorted(kept):
        yield from ((type_, date) for date in _differing(connection, type_, DateCounts()))


def _all_anew(connection: sqlite3.Connection) -> Iterator[tuple[str, DateCounts]]:
    rows = connection.execute(f"{_COUNTED} GROUP BY type, date ORDER BY type, date")
    for type_, each in groupby(rows, key=itemgetter(0)):
        counts = DateCounts()
        for _, date, count in each:
            counts[date] = count
        yield type_, counts


def _anew(connection: sqlite3.Connection, type_: str, dates: set[str]) -> DateCounts:
    """The counts of a type, those of some dates counted anew; all of them if what is kept is damaged."""
    kept = connection.execute(_KEPT, (type_,)).fetchone()
    try:
        counts = DateCounts(*kept) if kept else DateCounts()
    except ValueError:
        counts = DateCounts()
        dates = {date for (date,) in connection.execute("SELECT DISTINCT date FROM event WHERE type=?", (type_,))}
    for date in dates:
        [(counts[date],)] = connection.execute("SELECT count(*) FROM event WHERE type=? AND date=?", (type_, date))
    return counts


def _keep(connection: sqlite3.Connection, type_: str, counts: DateCounts) -> None:
    total = counts.total
    connection.execute("DELETE FROM event_count WHERE type=?", (type_,))
    if total:
        row = type_, total, *counts.packed()
        connection.execute("INSERT INTO event_count(type, events, days, spans, dates) VALUES (?, ?, ?, ?, ?)", row)


def _differing(connection: sqlite3.Connection, type_: str, counts: DateCounts) -> list[str]:
    """The dates of a type whose kept counts are not these."""
    kept = connection.execute("SELECT days, spans, dates, events FROM event_count WHERE type=?", (type_,)).fetchone()
    try:
        before = DateCounts(*kept[:3]) if kept else DateCounts()
    except ValueError:
        return [""]
    differing = {date or _day(start) for start, _, date, _ in set(before.runs()) ^ set(counts.runs())}
    return sorted(differing) or [""] * (kept is None or kept[3] != counts.total or not kept[3])


def _day(ordinal: int) -> str:
    try:
        return from_ordinal(ordinal)
    except DateError:
        return ""
