"""The full-text index, brought up to date inside each edit. No triggers: they make bulk work thirty times slower.

The index keeps an event under its place (see `places`): SQLite gives what it finds in that order, and the first of it
without looking at the rest.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tracker.store import places
from tracker.store.changes import Change

_FTS = "tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4'"
_TABLES = {
    "event_fts": f"CREATE VIRTUAL TABLE event_fts USING fts5(title, summary, claims, {_FTS})",
    "source_fts": f"CREATE VIRTUAL TABLE source_fts USING fts5(title, publisher, authors, text, {_FTS})",
}
# What a person may look for and expect to find an event by, beside its title and summary.
_CLAIMS = """
    coalesce((SELECT group_concat(x.statement, char(10)) FROM concern x WHERE x.event = e.id), '') || char(10) ||
    coalesce((SELECT group_concat(s.name || char(10) || s.also_known_as, char(10)) FROM stakeholder s WHERE s.id IN
        (SELECT stakeholder FROM concern WHERE event = e.id UNION SELECT stakeholder FROM role WHERE event = e.id)), '')
    || char(10) ||
    coalesce((SELECT group_concat(x.exact, char(10)) FROM citation x WHERE x.event = e.id
        OR x.status IN (SELECT id FROM status WHERE event = e.id)
        OR x.concern IN (SELECT id FROM concern WHERE event = e.id)
        OR x.claim IN (SELECT c.id FROM claim c JOIN disputed_point d ON d.id = c.disputed_point WHERE d.event = e.id)
    ), '') || char(10) ||
    coalesce((SELECT group_concat(d.question || char(10) || d.note, char(10)) FROM disputed_point d
        WHERE d.event = e.id), '') || char(10) ||
    coalesce((SELECT group_concat(c.text, char(10)) FROM claim c JOIN disputed_point d ON d.id = c.disputed_point
        WHERE d.event = e.id), '') || char(10) ||
    coalesce((SELECT group_concat(p.docket_number || char(10) || p.case_name || char(10) || p.court, char(10))
        FROM event_proceeding x JOIN proceeding p ON p.id = x.proceeding WHERE x.event = e.id), '') || char(10) ||
    coalesce((SELECT group_concat(a.citation, char(10)) FROM event_authority x JOIN authority a ON a.id = x.authority
        WHERE x.event = e.id), '') || char(10) ||
    coalesce((SELECT group_concat(t.name, char(10)) FROM event_topic x JOIN topic t ON t.id = x.topic
        WHERE x.event = e.id), '') || char(10) ||
    coalesce((SELECT group_concat(x.note, char(10)) FROM status x WHERE x.event = e.id), '')
"""
_EVENT_TEXTS = f"SELECT e.id, e.title, e.summary, {_CLAIMS} AS claims FROM event e"
_PLACED_TEXTS = f"SELECT p.place, e.title, e.summary, {_CLAIMS} FROM event_place p JOIN event e ON e.id = p.event"
_SOURCE_TEXTS = "SELECT s.id, s.title, s.publisher, s.authors, s.text FROM source s"
_EVENT_INDEX = """SELECT coalesce(p.event, f.rowid) AS id, f.title, f.summary, f.claims
    FROM event_fts f LEFT JOIN event_place p ON p.place = f.rowid"""
_SOURCE_INDEX = "SELECT rowid AS id, title, publisher, authors, text FROM source_fts"
_INTO_EVENT = "INSERT INTO event_fts(rowid, title, summary, claims)"
_INTO_SOURCE = "INSERT INTO source_fts(rowid, title, publisher, authors, text)"

# Which events the rows ?1 (JSON list of ids) stand under, by their table.
_AMONG = "IN (SELECT value FROM json_each(?1))"
_EVENTS_OF = {
    "stakeholder": f"SELECT event FROM role WHERE stakeholder {_AMONG} "
    f"UNION SELECT event FROM concern WHERE stakeholder {_AMONG}",
    "proceeding": f"SELECT event FROM event_proceeding WHERE proceeding {_AMONG}",
    "authority": f"SELECT event FROM event_authority WHERE authority {_AMONG}",
    "topic": f"SELECT event FROM event_topic WHERE topic {_AMONG}",
    "claim": f"SELECT d.event FROM claim c JOIN disputed_point d ON d.id = c.disputed_point WHERE c.id {_AMONG}",
    "citation": f"""SELECT coalesce(x.event, s.event, k.event, d.event) FROM citation x
        LEFT JOIN status s ON s.id = x.status LEFT JOIN concern k ON k.id = x.concern
        LEFT JOIN claim c ON c.id = x.claim LEFT JOIN disputed_point d ON d.id = c.disputed_point
        WHERE x.id {_AMONG}""",
} | {
    table: f'SELECT event FROM "{table}" WHERE id {_AMONG}'
    for table in ("status", "role", "concern", "event_proceeding", "event_authority", "event_topic", "disputed_point")
}
_PARENTS = ("event", "status", "concern", "claim", "disputed_point")


def events_touched(connection: sqlite3.Connection, changes: Iterable[Change]) -> list[int]:
    """Ids of the events that some change made, changed or removed a part of, in order."""
    rows: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        rows[change.table].add(change.row)
        # A row that is gone no longer leads to its event: its parents, which the change still names, do. And one that
        # moved stood under the event it came from.
        for values in (change.before, change.after):
            for parent in _PARENTS:
                if values and (named := values.get(parent)) is not None:
                    rows[parent].add(named)
    events = set(rows["event"])
    for table, sql in _EVENTS_OF.items():
        if rows[table]:
            found = connection.execute(sql, (json.dumps(list(rows[table])),))
            events.update(event for (event,) in found if event is not None)
    return sorted(events)


def refresh(connection: sqlite3.Connection, changes: Sequence[Change]) -> None:
    """Bring the index, and the places of events, up to date with `changes`, inside their transaction."""
    # In order: FTS5 writes out what it has gathered each time a row comes before the last one, twenty times slower.
    touched = events_touched(connection, changes)
    connection.execute(
        f"DELETE FROM event_fts WHERE rowid IN (SELECT place FROM event_place WHERE event {_AMONG} ORDER BY 1)",
        (json.dumps(touched),),
    )
    moved = places.refresh(connection, changes)
    if moved:
        connection.execute(f"DELETE FROM event_fts WHERE rowid {_AMONG}", (json.dumps(sorted(moved.values())),))
    events = json.dumps([*touched, *(moved.keys() - touched)])
    connection.execute(f"{_INTO_EVENT} {_PLACED_TEXTS} WHERE p.event {_AMONG} ORDER BY p.place", (events,))
    sources = json.dumps(sorted({c.row for c in changes if c.table == "source"}))
    connection.execute(f"DELETE FROM source_fts WHERE rowid {_AMONG}", (sources,))
    connection.execute(f"{_INTO_SOURCE} {_SOURCE_TEXTS} WHERE s.id {_AMONG} ORDER BY s.id", (sources,))


def rebuild(connection: sqlite3.Connection) -> None:
    """Build the index, and the places of events, anew from the records, inside a transaction."""
    for name, sql in _TABLES.items():
        # Emptying it would take each word of each row out by itself.
        connection.execute(f"DROP TABLE {name}")
        connection.execute(sql)
    places.rebuild(connection)
    connection.execute(f"{_INTO_EVENT} {_PLACED_TEXTS} ORDER BY p.place")
    connection.execute(f"{_INTO_SOURCE} {_SOURCE_TEXTS} ORDER BY s.id")


def stale(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """(table, id) of the events and sources whose place, or texts in the index, are not what they should be."""
    wrong = {"event": set(places.stale(connection)), "source": set[int]()}
    for table, texts, index in (
        ("event", _EVENT_TEXTS, _EVENT_INDEX),
        ("source", _SOURCE_TEXTS, _SOURCE_INDEX),
    ):
        found = connection.execute(
            f"SELECT id FROM ({texts} EXCEPT {index}) UNION SELECT id FROM ({index} EXCEPT {texts})"
        )
        wrong[table].update(row for (row,) in found)
    for table, rows in wrong.items():
        yield from ((table, row) for row in sorted(rows))
