"""All sources of a tracker, one line each, with what cites them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.records import Id
from tracker.store.conditions import LATEST_CHECK


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source as lists show it. `issued` and `accessed` are EDTF text.

    `events` counts the events it is cited for, directly or by a status, concern or disputed point of theirs. `link`
    is how its address answered last (a term of `link_state`, '' if it was never asked), `checked` when (UTC ISO time).
    """

    id: Id
    title: str
    publisher: str
    kind: str
    issued: str
    accessed: str
    url: str
    number: str
    events: int
    concerns: int
    text: bool
    snapshot: bool
    archive: bool = False
    link: str = ""
    checked: str = ""


_ROWS = f"""
    WITH cited(source, event, concern) AS (
        SELECT x.source, coalesce(x.event, s.event, k.event, d.event), x.concern FROM citation x
        LEFT JOIN status s ON s.id = x.status LEFT JOIN concern k ON k.id = x.concern
        LEFT JOIN claim m ON m.id = x.claim LEFT JOIN disputed_point d ON d.id = m.disputed_point
    ), counted(source, events, concerns) AS (
        SELECT source, count(DISTINCT event), count(DISTINCT concern) FROM cited GROUP BY source
    )
    SELECT s.id, s.title, s.publisher, s.kind, s.issued, s.accessed, s.url, s.number,
        coalesce(n.events, 0), coalesce(n.concerns, 0), s.text <> '', s.sha256 <> '', s.archive_url <> '',
        coalesce(l.state, ''), coalesce(l.at, '')
    FROM source s LEFT JOIN counted n ON n.source = s.id
        LEFT JOIN link_check l ON l.source = s.id AND {LATEST_CHECK}
    ORDER BY fold(s.title), s.id
"""


_EVENTS = """
    SELECT x.source, coalesce(x.event, s.event, k.event, d.event) FROM citation x
    LEFT JOIN status s ON s.id = x.status LEFT JOIN concern k ON k.id = x.concern
    LEFT JOIN claim m ON m.id = x.claim LEFT JOIN disputed_point d ON d.id = m.disputed_point
"""


def source_rows(connection: sqlite3.Connection) -> list[SourceRow]:
    """Every source, by title."""
    return [SourceRow(*row[:10], *map(bool, row[10:13]), *row[13:]) for row in connection.execute(_ROWS)]


def citation_states(connection: sqlite3.Connection) -> dict[Id, dict[str, int]]:
    """By source its citations, counted by how their quotes stand (terms of `anchor`; '' where no words are quoted)."""
    out: dict[Id, dict[str, int]] = {}
    rows = connection.execute(
        "SELECT source, CASE WHEN exact = '' THEN '' ELSE anchor END AS state, count(*) FROM citation GROUP BY 1, 2"
    )
    for source, state, count in rows:
        out.setdefault(source, {})[state] = count
    return out


def sources_with(connection: sqlite3.Connection, words: str) -> set[Id]:
    """The sources in whose text these words stand, accents and case aside. Reads all texts."""
    found = connection.execute("SELECT id FROM source WHERE text <> '' AND instr(fold(text), fold(?)) > 0", (words,))
    return {row for (row,) in found}


def sources_of(connection: sqlite3.Connection, events: Sequence[Id]) -> set[Id]:
    """The sources that any of these events is tied to, directly or by a status, concern or disputed point."""
    wanted = set(events)
    return {row for row, event in connection.execute(_EVENTS) if event in wanted}
