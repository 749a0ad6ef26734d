"""The values that the events found have, counted: what the sidebar offers to narrow a search by."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from tracker import query, vocabulary
from tracker.query import Node
from tracker.store.conditions import current_statuses
from tracker.store.search import compile_query, concern_beside

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
    """Each of `FIELDS` -> its values among the events found."""
    where, params = compile_query(node, now=now, last_seen=last_seen)
    # A theme picked beside position: or raised-by: is looked for in the same concern, so it is counted there.
    concern, concern_params = concern_beside(node)
    status, status_params = current_statuses(now[:10], "s.event IN (SELECT id FROM m)")
    # A search tells no letter case apart, so neither do the facets: `same` folds each name once, not for every row.
    sql = f"""
        WITH m(id, type) AS MATERIALIZED (SELECT e.id, e.type FROM event e WHERE {where}),
        value(field, id, name, same) AS MATERIALIZED (
            SELECT 'concern', theme, theme, fold(theme) FROM (SELECT DISTINCT theme FROM concern)
            UNION ALL SELECT 'court', court, court, fold(court) FROM (SELECT DISTINCT court FROM proceeding)
            UNION ALL SELECT 'stakeholder', id, name, fold(name) FROM stakeholder
            UNION ALL SELECT 'topic', id, name, fold(name) FROM topic),
        has(field, event, id) AS (
            SELECT 'concern', event, theme FROM concern c WHERE {concern}
            UNION ALL SELECT 'court', x.event, p.court FROM event_proceeding x JOIN proceeding p ON p.id = x.proceeding
            UNION ALL SELECT 'stakeholder', event, stakeholder FROM role
            UNION ALL SELECT 'stakeholder', event, stakeholder FROM concern
            UNION ALL SELECT 'topic', event, topic FROM event_topic)
        SELECT field, '', min(name), count(DISTINCT m.id) FROM m JOIN has ON has.event = m.id
            JOIN value USING (field, id) GROUP BY field, same
        UNION ALL SELECT 'type', '', type, count(*) FROM m GROUP BY type
        UNION ALL SELECT 'status', axis, value, count(*) FROM ({status}) GROUP BY axis, value
    """
    found: dict[str, dict[str, Facet]] = {name: {} for name in FIELDS}
    for field, axis, value, count in connection.execute(sql, [*params, *concern_params, *status_params]):
        same = query.fold(value)
        before = found[field].get(same, Facet(value, _label(field, axis, value), 0))
        found[field][same] = Facet(before.value, before.label, before.count + count)
    return {
        field: sorted(values.values(), key=lambda facet: (-facet.count, query.fold(facet.label)))[:most]
        for field, values in found.items()
    }


def _label(field: str, axis: str, value: str) -> str:
    if field == "status":
        return vocabulary.label(value if axis == "lifecycle" else f"{axis}: {value}")
    return vocabulary.label(value) if field in ("type", "concern") else value
