"""Which lanes of the timeline events stand in, by what they are grouped by: several for one event where it belongs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

_SQL = {
    "stakeholder": "SELECT w.event, s.name FROM (SELECT event, stakeholder FROM role UNION SELECT event, stakeholder "
    "FROM concern) w JOIN stakeholder s ON s.id = w.stakeholder JOIN json_each(?1) j ON j.value = w.event",
    "topic": "SELECT x.event, t.name FROM event_topic x JOIN topic t ON t.id = x.topic "
    "JOIN json_each(?1) j ON j.value = x.event",
    "theme": "SELECT c.event, c.theme FROM concern c JOIN json_each(?1) j ON j.value = c.event",
    "position": "SELECT c.event, c.position FROM concern c JOIN json_each(?1) j ON j.value = c.event",
    "court": "SELECT x.event, p.court FROM event_proceeding x JOIN proceeding p ON p.id = x.proceeding "
    "JOIN json_each(?1) j ON j.value = x.event",
    "status": "SELECT s.event, s.value FROM status s JOIN json_each(?1) j ON j.value = s.event "
    "WHERE s.axis = 'litigation'",
}


def lane_keys(connection: sqlite3.Connection, ids: Sequence[int], grouping: str) -> dict[int, tuple[str, ...]]:
    """Event id -> the distinct names it stands under; groupings that are a field of the event give nothing."""
    if grouping not in _SQL:
        return {}
    found: dict[int, dict[str, None]] = {}
    for event, name in connection.execute(_SQL[grouping], (json.dumps(list(ids)),)):
        found.setdefault(event, {})[name] = None
    return {event: tuple(sorted(names)) for event, names in found.items()}
