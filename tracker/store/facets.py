"""The values that the events found have, counted: what the sidebar offers to narrow a search by."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from tracker import query, vocabulary
from tracker.query import Everything, Node
from tracker.store.conditions import current_statuses
from tracker.store.search import compile_query, concern_beside, status_day

FIELDS = ("type", "concern", "stakeholder", "topic", "court", "status")
MOST = 50
"""Values of one facet, those most had first."""


@dataclass(frozen=True, slots=True)
class Facet:
    """`count` events have this value of a field: `query.with_term(text, field, value)` finds them."""

    value: str
    label: str
    count: int


def facets(
    connection: sqlite3.Connection, node: Node, *, now: str, last_seen: str, most: int = MOST
) -> dict[str, list[Facet]]:
    """Each of `FIELDS` -> its values among the events found.

    Names that differ in letter case or accents alone are counted apart, though a search for one finds all.
    """
    where, params = compile_query(node, now=now, last_seen=last_seen)
    # A theme picked beside position: or raised-by: is looked for in the same concern, so it is counted there.
    concern, concern_params = concern_beside(node)
    found = "1" if isinstance(node, Everything) else "{}.event IN (SELECT id FROM m)"
    status, status_params = current_statuses(status_day(node, now[:10]), found.format("s"))
    sql = f"""
        WITH m(id, type) AS MATERIALIZED (SELECT e.id, e.type FROM event e WHERE {where})
        SELECT 'type', '', type, count(*) FROM m GROUP BY type
        UNION ALL SELECT 'concern', '', c.theme, count(DISTINCT c.event) FROM concern c
            WHERE {found.format("c")} AND {concern} GROUP BY c.theme
        UNION ALL SELECT 'stakeholder', '', s.name, w.events FROM stakeholder s JOIN
            (SELECT u.stakeholder, count(*) AS events FROM
                (SELECT stakeholder, event FROM role UNION SELECT stakeholder, event FROM concern) u
                WHERE {found.format("u")} GROUP BY u.stakeholder) w ON w.stakeholder = s.id
        UNION ALL SELECT 'topic', '', t.name, w.events FROM topic t JOIN
            (SELECT x.topic, count(DISTINCT x.event) AS events FROM event_topic x
                WHERE {found.format("x")} GROUP BY x.topic) w ON w.topic = t.id
        UNION ALL SELECT 'court', '', p.court, count(DISTINCT x.event) FROM event_proceeding x
            JOIN proceeding p ON p.id = x.proceeding WHERE {found.format("x")} GROUP BY p.court
        UNION ALL SELECT 'status', axis, value, count(*) FROM ({status}) GROUP BY axis, value
    """
    values: dict[str, list[Facet]] = {name: [] for name in FIELDS}
    for field, axis, value, count in connection.execute(sql, [*params, *concern_params, *status_params]):
        values[field].append(Facet(value, _label(field, axis, value), count))
    return {
        field: sorted(each, key=lambda facet: (-facet.count, query.fold(facet.label)))[:most]
        for field, each in values.items()
    }


def _label(field: str, axis: str, value: str) -> str:
    if field == "status":
        return vocabulary.label(value if axis == "lifecycle" else f"{axis}: {value}")
    return vocabulary.label(value) if field in ("type", "concern") else value
