"""Values to offer while a search or a field is typed: those that the file really has."""

from __future__ import annotations

import sqlite3

from tracker.query import fold

_SQL = {
    "type": "SELECT type, events FROM event_count",
    "agency": "SELECT name, (SELECT count(*) FROM role r WHERE r.stakeholder = s.id) FROM stakeholder s "
    "WHERE kind = 'agency'",
    "stakeholder": "SELECT name, (SELECT count(*) FROM role r WHERE r.stakeholder = s.id) FROM stakeholder s",
    "raised-by": "SELECT s.name, count(*) FROM concern c JOIN stakeholder s ON s.id = c.stakeholder GROUP BY s.name",
    "role": "SELECT role, count(*) FROM role GROUP BY role",
    "concern": "SELECT theme, count(*) FROM concern GROUP BY theme",
    "topic": "SELECT t.name, (SELECT count(*) FROM event_topic x WHERE x.topic = t.id) FROM topic t",
    "source": "SELECT title, 1 FROM source",
    "publisher": "SELECT publisher, count(*) FROM source WHERE publisher <> '' GROUP BY publisher",
    "docket": "SELECT docket_number, 1 FROM proceeding",
    "court": "SELECT court, count(*) FROM proceeding WHERE court <> '' GROUP BY court",
    "authority": "SELECT citation, (SELECT count(*) FROM event_authority x WHERE x.authority = a.id) FROM authority a",
}


def completions(connection: sqlite3.Connection, field: str, prefix: str, most: int = 12) -> list[str]:
    """Values of a field that hold `prefix` at the start of a word, those most used first; [] for other fields."""
    if field not in _SQL:
        return []
    wanted = fold(prefix.strip())
    found: list[tuple[bool, int, str]] = []
    for value, count in connection.execute(_SQL[field]):
        folded = fold(value)
        if folded.startswith(wanted) or f" {wanted}" in folded:
            found.append((not folded.startswith(wanted), -count, value))
    return [value for _, _, value in sorted(found)[:most]]
