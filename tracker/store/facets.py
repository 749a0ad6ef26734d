"""The values that the events found have, counted: what the sidebar offers to narrow a search by."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from tracker import query, vocabulary
from tracker.query import Everything, Node
from tracker.store.search import concern_beside, condition, in_order, status_day
from tracker.store.standing import current_statuses

FIELDS = ("type", "concern", "stakeholder", "topic", "court", "status")
MOST = 50
"""Values of one facet, those most had first."""


@dataclass(frozen=True, slots=True)
class Facet:
    """`count` events have this value of a field: `query.with_term(text, field, value)` finds them.

    `at_least`: they were counted among the first events found only; there may be more. Of none of them nothing is
    known yet.
    """

    value: str
    label: str
    count: int
    at_least: bool = False


def facets(
    connection: sqlite3.Connection, node: Node, *, now: str, last_seen: str, most: int = MOST
) -> dict[str, list[Facet]]:
    """Each of `FIELDS` -> its values among the events found.

    Names that differ in letter case or accents alone are counted apart, though a search for one finds all.
    """
    if isinstance(node, Everything):
        return _counted(connection, node, now, _ALL, most)
    where, params = condition(connection, node, now=now, last_seen=last_seen)
    found = in_order(connection, (where, params), "date")
    ids = set(islice(found, _FEW + 1))
    if len(ids) <= _FEW:
        return facets_among(connection, node, list(ids), now=now, whole=True, most=most)
    # The tables are read from end to end, which costs less than looking a multitude up in them; and a set of Python's
    # is put together in a tenth of the time that SQLite takes, once and not for each table.
    ids.update(found)
    connection.create_function("is_found", 1, ids.__contains__)
    try:
        return _counted(connection, node, now, _Among("SELECT 0 WHERE 0", (), "is_found({}.event)"), most)
    finally:
        connection.create_function("is_found", 1, None)


def facets_among(
    connection: sqlite3.Connection, node: Node, ids: Sequence[int], *, now: str, whole: bool, most: int = MOST
) -> dict[str, list[Facet]]:
    """What `facets` gives for these events, which a search finds: at least so many, unless they are the `whole`."""
    among = _Among("SELECT value FROM json_each(?)", [json.dumps(list(ids))], "{}.event IN (SELECT id FROM m)")
    return _counted(connection, node, now, among, most, at_least=not whole)


@dataclass(frozen=True, slots=True)
class _Among:
    """Which events are counted: `ids` selects them, `condition` asks whether a row of {} belongs to one."""

    ids: str
    params: Sequence[object]
    condition: str


_FEW = 20_000
"""What belongs to so many events is looked up; for more, the tables are read from end to end."""
_ALL = _Among("SELECT 0 WHERE 0", (), "1")


def _counted(
    connection: sqlite3.Connection, node: Node, now: str, among: _Among, most: int, *, at_least: bool = False
) -> dict[str, list[Facet]]:
    # A theme picked beside position: or raised-by: is looked for in the same concern, so it is counted there.
    concern, concern_params = concern_beside(node)
    of = among.condition.format
    status, status_params = current_statuses(status_day(node, now[:10]), of("s"))
    types = "SELECT type, events FROM event_count"
    if not isinstance(node, Everything):
        types = f"SELECT e.type, count(*) FROM event e WHERE {of('e').replace('.event', '.id')} GROUP BY e.type"
    sql = f"""
        WITH m(id) AS MATERIALIZED ({among.ids})
        SELECT 'type', '', type, n FROM (SELECT '' AS type, 0 AS n WHERE 0 UNION ALL {types})
        UNION ALL SELECT 'concern', '', c.theme, count(DISTINCT c.event) FROM concern c
            WHERE {of("c")} AND {concern} GROUP BY c.theme
        UNION ALL SELECT 'stakeholder', '', s.name, w.events FROM stakeholder s JOIN
            (SELECT stakeholder, count(*) AS events FROM
                (SELECT r.stakeholder, r.event FROM role r WHERE {of("r")}
                UNION SELECT k.stakeholder, k.event FROM concern k WHERE {of("k")})
                GROUP BY stakeholder) w ON w.stakeholder = s.id
        UNION ALL SELECT 'topic', '', t.name, w.events FROM topic t JOIN
            (SELECT x.topic, count(DISTINCT x.event) AS events FROM event_topic x
                WHERE {of("x")} GROUP BY x.topic) w ON w.topic = t.id
        UNION ALL SELECT 'court', '', p.court, count(DISTINCT x.event) FROM event_proceeding x
            JOIN proceeding p ON p.id = x.proceeding WHERE {of("x")} GROUP BY p.court
        UNION ALL SELECT 'status', axis, value, count(*) FROM ({status}) GROUP BY axis, value
    """
    values: dict[str, list[Facet]] = {name: [] for name in FIELDS}
    rows = connection.execute(sql, [*among.params, *concern_params, *status_params]).fetchall()
    narrower = _narrower([(value, count) for field, _, value, count in rows if field == "type"])
    for field, axis, value, count in rows:
        kept = field == "type" and isinstance(node, Everything)  # counted at each edit
        also = narrower.get(query.fold(value), 0) if field == "type" else 0
        values[field].append(Facet(value, _label(field, axis, value), count + also, at_least and not kept))
    return {
        field: sorted(each, key=lambda facet: (-facet.count, query.fold(facet.label)))[:most]
        for field, each in values.items()
    }


def _narrower(types: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Broad type -> how many events of its narrower types there are, which a search for it finds too."""
    counts: Counter[str] = Counter()
    for value, count in types:
        counts[query.fold(value)] += count
    return {broad: sum(counts[each] for each in narrower) for broad, narrower in vocabulary.NARROWER.items()}


def _label(field: str, axis: str, value: str) -> str:
    if field == "status":
        return vocabulary.label(value if axis == "lifecycle" else f"{axis}: {value}")
    return vocabulary.label(value) if field in ("type", "concern") else value
