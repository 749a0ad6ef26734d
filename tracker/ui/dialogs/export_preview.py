"""What an export is asked for, and its first rows as they will be written."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.formats.guard import guard
from tracker.operations.exporting import TABLE_OF, Rows
from tracker.store import Store
from tracker.store.exporting import FILES, columns_of, ids_of, rows_of

_SHOWN = 6
"""Rows of a preview."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the dialog asks for."""

    rows: Rows
    search: str
    order: str
    columns: tuple[str, ...]
    bom: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of an export, as they will be written, and how many there will be."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int


def preview(store: Store, wanted: Wanted) -> Preview:
    """Read the first rows. 'everything' gives a row a file. Raises QueryError."""
    connection = store.connection
    if wanted.rows == "everything":
        counts = store.counts()
        files = tuple((name, f"{counts[table]:,}") for table, name in FILES.items())
        return Preview(("file", "rows"), files, sum(counts[table] for table in FILES))
    table = TABLE_OF[wanted.rows]
    chosen = [c for c in columns_of(table) if c.name in wanted.columns]
    every_source = table == "source" and not wanted.search.strip()
    ids = ids_of(connection, table, None if every_source else store.find(wanted.search, wanted.order), wanted.order)
    rows = []
    for page in rows_of(connection, table, ids[:_SHOWN], chosen) if chosen else ():
        for row in page:
            guarded = (guard(cell) if c.words else cell for c, cell in zip(chosen, row, strict=True))
            rows.append(row if wanted.exact else tuple(guarded))
    return Preview(tuple(c.name for c in chosen), tuple(rows), len(ids))
