"""The versions of one document: sources that follow each other, each naming the one before it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from tracker.records import Id


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version, without its text. `issued` and `accessed` are EDTF, `created` when it came into the tracker (a UTC
    time); `characters` counts those of the text kept, `quotes` the citations that quote it."""

    id: Id
    previous: Id | None
    title: str
    issued: str
    accessed: str
    created: str
    sha256: str
    characters: int
    quotes: int


# Up to the first version, and from there down to all that followed from it.
_ROWS = """
    WITH RECURSIVE before(id, previous) AS (
        SELECT id, previous FROM source WHERE id = ?
        UNION SELECT s.id, s.previous FROM before JOIN source s ON s.id = before.previous
    ), version(id, previous, place) AS (
        SELECT id, previous, 0 FROM before WHERE previous IS NULL
        UNION SELECT s.id, s.previous, version.place + 1 FROM version JOIN source s ON s.previous = version.id
    )
    SELECT s.id, s.previous, s.title, s.issued, s.accessed, s.created, s.sha256, length(s.text),
        (SELECT count(*) FROM citation x WHERE x.source = s.id AND x.exact <> '')
    FROM version v JOIN source s ON s.id = v.id ORDER BY v.place, s.id
"""


def versions(connection: sqlite3.Connection, source: Id) -> list[VersionRow]:
    """All versions of the document that a source is one of, the oldest first; those made of the same one by age."""
    return [VersionRow(*row) for row in connection.execute(_ROWS, (source,))]
