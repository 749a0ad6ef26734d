"""The full-text index, brought up to date inside each edit. No triggers: they make bulk work thirty times slower."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tracker.store.changes import Change

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
_SOURCE_TEXTS = "SELECT s.id, s.title, s.publisher, s.authors, s.text FROM source s"
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
    """Bring the index up to date with `changes`, inside their transaction."""
    # In order: FTS5 writes out what it has gathered each time a row comes before the last one, twenty times slower.
    events = json.dumps(events_touched(connection, changes))
    connection.execute(f"DELETE FROM event_fts WHERE rowid {_AMONG}", (events,))
    connection.execute(f"{_INTO_EVENT} {_EVENT_TEXTS} WHERE e.id {_AMONG} ORDER BY e.id", (events,))
    sources = json.dumps(sorted({c.row for c in changes if c.table == "source"}))
    connection.execute(f"DELETE FROM source_fts WHERE rowid {_AMONG}", (sources,))
    connection.execute(f"{_INTO_SOURCE} {_SOURCE_TEXTS} WHERE s.id {_AMONG} ORDER BY s.id", (sources,))


def rebuild(connection: sqlite3.Connection) -> None:
    """Build the index anew from the records."""
    connection.execute("DELETE FROM event_fts")
    connection.execute("DELETE FROM source_fts")
    connection.execute(f"{_INTO_EVENT} {_EVENT_TEXTS} ORDER BY e.id")
    connection.execute(f"{_INTO_SOURCE} {_SOURCE_TEXTS} ORDER BY s.id")


def stale(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """(table, id) of the events and sources whose texts in the index are not what they should be."""
    for table, texts, index in (
        ("event", _EVENT_TEXTS, "SELECT rowid, title, summary, claims FROM event_fts"),
        ("source", _SOURCE_TEXTS, "SELECT rowid, title, publisher, authors, text FROM source_fts"),
    ):
        for (row,) in connection.execute(
            f"SELECT id FROM ({texts} EXCEPT {index}) UNION SELECT rowid FROM ({index} EXCEPT {texts}) ORDER BY 1"
        ):
            yield table, row
