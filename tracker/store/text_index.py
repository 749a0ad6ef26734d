"""The full-text index, brought up to date inside each edit. No triggers: they make bulk work thirty times slower."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

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
_EVENT = f"INSERT INTO event_fts(rowid, title, summary, claims) SELECT e.id, e.title, e.summary, {_CLAIMS} FROM event e"
_SOURCE = "INSERT INTO source_fts(rowid, title, publisher, authors, text) SELECT s.id, s.title, s.publisher, s.authors, s.text FROM source s"  # noqa: E501

# Which events a row's text stands under, for rows that are shared by many events.
_SHARED = {
    "stakeholder": "SELECT event FROM role WHERE stakeholder=?1 UNION SELECT event FROM concern WHERE stakeholder=?1",
    "proceeding": "SELECT event FROM event_proceeding WHERE proceeding=?1",
    "authority": "SELECT event FROM event_authority WHERE authority=?1",
    "topic": "SELECT event FROM event_topic WHERE topic=?1",
    "claim": "SELECT d.event FROM claim c JOIN disputed_point d ON d.id=c.disputed_point WHERE c.id=?1",
    "citation": """SELECT x.event FROM citation x WHERE x.id=?1 AND x.event IS NOT NULL
        UNION SELECT s.event FROM citation x JOIN status s ON s.id=x.status WHERE x.id=?1
        UNION SELECT s.event FROM citation x JOIN concern s ON s.id=x.concern WHERE x.id=?1
        UNION SELECT d.event FROM citation x JOIN claim c ON c.id=x.claim JOIN disputed_point d
            ON d.id=c.disputed_point WHERE x.id=?1""",
}
# A row that is gone no longer leads to its event: its parents, which the change still names, do.
_PARENTS = {
    "event": "SELECT ?1",
    "status": "SELECT event FROM status WHERE id=?1",
    "concern": "SELECT event FROM concern WHERE id=?1",
    "claim": _SHARED["claim"],
    "disputed_point": "SELECT event FROM disputed_point WHERE id=?1",
}
_OWN_EVENT = {"status", "role", "concern", "event_proceeding", "event_authority", "event_topic", "disputed_point"}
_REBUILD_PAST = 2000
"""Rows changed in one edit past which building the index anew is the cheaper way."""


def events_touched(connection: sqlite3.Connection, changes: Iterable[Change]) -> set[int]:
    """Ids of events that some change made, changed or removed a part of."""
    events: set[int] = set()

    def ask(sql: str, row: int) -> None:
        events.update(r[0] for r in connection.execute(sql, (row,)) if r[0] is not None)

    for change in changes:
        if change.table == "event":
            events.add(change.row)
        if change.table in _SHARED:
            ask(_SHARED[change.table], change.row)
        if change.table in _OWN_EVENT:
            ask(f'SELECT event FROM "{change.table}" WHERE id=?', change.row)
        for values in (change.before, change.after):
            for parent, sql in _PARENTS.items():
                if values and values.get(parent) is not None:
                    ask(sql, values[parent])
    return events


def refresh(connection: sqlite3.Connection, changes: list[Change]) -> None:
    """Bring the index up to date with `changes`, inside their transaction."""
    if len(changes) > _REBUILD_PAST:
        rebuild(connection)
        return
    events = [(row,) for row in events_touched(connection, changes)]
    connection.executemany("DELETE FROM event_fts WHERE rowid=?", events)
    connection.executemany(_EVENT + " WHERE e.id=?", events)
    sources = [(row,) for row in {c.row for c in changes if c.table == "source"}]
    connection.executemany("DELETE FROM source_fts WHERE rowid=?", sources)
    connection.executemany(_SOURCE + " WHERE s.id=?", sources)


def rebuild(connection: sqlite3.Connection) -> None:
    """Build the index anew from the records."""
    connection.execute("DELETE FROM event_fts")
    connection.execute("DELETE FROM source_fts")
    connection.execute(_EVENT)
    connection.execute(_SOURCE)
