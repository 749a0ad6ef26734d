"""Citations, one line each, with the place of their words and what they support: for the reader and lists of quotes.

No text of a source and no snapshot is read here: they may be megabytes, and who shows a text has it already.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.records import Id


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A citation with what it is for. `start` and `end` are characters of the source's text, -1 where there is none.

    `target` names the field of the citation that is set: `event`, `status`, `concern` or `claim`, `target_id` its
    record; `event` is always the event that it belongs to in the end. `state` is a term of `anchor`: '' where no words
    are quoted. Of a status there are `axis`, `value` and `as_of`; of a concern `stakeholder` (a name), `theme`,
    `position` and `statement`; of a version of a disputed point `question` and `claim`; '' for all others.
    """

    citation: Id
    source: Id
    source_title: str
    source_url: str
    relation: str
    locator: str
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    state: str
    target: str
    target_id: Id
    event: Id
    event_title: str
    event_type: str
    event_date: str
    axis: str
    value: str
    as_of: str
    stakeholder: str
    theme: str
    position: str
    statement: str
    question: str
    claim: str


_ROWS = """
    SELECT x.id, x.source, r.title, r.url, x.relation, x.locator, x.exact, x.prefix, x.suffix, x.start, x."end",
        CASE WHEN x.exact = '' THEN '' ELSE x.anchor END,
        CASE WHEN x.event IS NOT NULL THEN 'event' WHEN x.status IS NOT NULL THEN 'status'
            WHEN x.concern IS NOT NULL THEN 'concern' ELSE 'claim' END,
        coalesce(x.event, x.status, x.concern, x.claim), e.id, e.title, e.type, e.date,
        coalesce(s.axis, ''), coalesce(s.value, ''), coalesce(s.as_of, ''),
        coalesce(p.name, ''), coalesce(k.theme, ''), coalesce(k.position, ''), coalesce(k.statement, ''),
        coalesce(d.question, ''), coalesce(m.text, '')
    FROM citation x JOIN source r ON r.id = x.source
        LEFT JOIN status s ON s.id = x.status
        LEFT JOIN concern k ON k.id = x.concern LEFT JOIN stakeholder p ON p.id = k.stakeholder
        LEFT JOIN claim m ON m.id = x.claim LEFT JOIN disputed_point d ON d.id = m.disputed_point
        JOIN event e ON e.id = coalesce(x.event, s.event, k.event, d.event)
"""


def quotes_of(connection: sqlite3.Connection, source: Id) -> list[QuoteRow]:
    """All citations of a source, in the order in which their words stand in it; those without a place come last."""
    order = "WHERE x.source = ? ORDER BY x.start < 0, x.start, x.end, x.id"
    return [QuoteRow(*row) for row in connection.execute(f"{_ROWS} {order}", (source,))]


def quotes(
    connection: sqlite3.Connection, states: Sequence[str] = (), events: Sequence[Id] | None = None
) -> list[QuoteRow]:
    """Citations that quote words, by their source's title, and then as in `quotes_of`: those whose state is one of
    `states` (none given: all), and that belong to one of `events` (None: to any)."""
    where, params = "x.exact <> ''", []
    if states:
        where += f" AND x.anchor IN ({', '.join('?' * len(states))})"
        params += list(states)
    if events is not None:
        where += " AND e.id IN (SELECT value FROM json_each(?))"
        params.append(json.dumps(list(events)))
    order = "ORDER BY fold(r.title), r.id, x.start < 0, x.start, x.end, x.id"
    return [QuoteRow(*row) for row in connection.execute(f"{_ROWS} WHERE {where} {order}", params)]


def state_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many quotes there are in each state."""
    return dict(connection.execute("SELECT anchor, count(*) FROM citation WHERE exact <> '' GROUP BY anchor"))
