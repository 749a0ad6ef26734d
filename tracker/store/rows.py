"""Records to rows and back, and the one function that writes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from typing import Any

from tracker.records import TABLES, R, Record, columns, later_columns
from tracker.store.changes import Row


def select_list(record_type: type[Record], alias: str = "") -> str:
    """`"id", "title", ...` of a record's table, for a SELECT that `from_row` reads."""
    return _select_list(record_type.TABLE, alias)


@cache
def _select_list(table: str, alias: str) -> str:
    dot = f"{alias}." if alias else ""
    return ", ".join(f'{dot}"{c}"' for c in columns(TABLES[table]))


# A function from a record to its values, in column order, by table.
_VALUES_OF: dict[str, Callable[[Record], tuple[Any, ...]]] = {
    table: attrgetter(*columns(record_type)) for table, record_type in TABLES.items()
}


def as_row(record: Record) -> Row:
    """A record as column -> value, as SQLite stores it."""
    return {
        name: int(value) if value is True or value is False else value
        for name, value in zip(columns(type(record)), _VALUES_OF[record.TABLE](record), strict=True)
    }


def from_row(record_type: type[R], row: Iterable[Any]) -> R:
    """The record whose values, in column order, are `row`."""
    values = dict(zip(columns(record_type), row, strict=True))
    if "noteworthy" in values:
        values["noteworthy"] = bool(values["noteworthy"])
    return record_type(**values)


@cache
def _insert_sql(table: str) -> str:
    names = columns(TABLES[table])
    quoted = ", ".join(f'"{n}"' for n in names)
    return f'INSERT INTO "{table}" ({quoted}) VALUES ({", ".join("?" * len(names))})'


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Write new rows. Part of an edit."""
    names = columns(TABLES[table])
    if later := dict.fromkeys(later_columns(TABLES[table]), ""):
        rows = (later | row for row in rows)  # the journal of an older file does not have them
    connection.executemany(_insert_sql(table), ([row[n] for n in names] for row in rows))


def update(connection: sqlite3.Connection, table: str, row: int, values: Row) -> None:
    """Write the given columns of one row. Part of an edit."""
    names = [n for n in columns(TABLES[table]) if n in values]
    sets = ", ".join(f'"{n}"=?' for n in names)
    connection.execute(f'UPDATE "{table}" SET {sets} WHERE id=?', [*(values[n] for n in names), row])


def delete(connection: sqlite3.Connection, table: str, row: int) -> None:
    """Take one row out. Part of an edit."""
    connection.execute(f'DELETE FROM "{table}" WHERE id=?', (row,))


def current(connection: sqlite3.Connection, table: str, row: int) -> Row | None:
    """The row as it stands, or None."""
    record_type = TABLES[table]
    got = connection.execute(f'SELECT {select_list(record_type)} FROM "{table}" WHERE id=?', (row,)).fetchone()
    return None if got is None else dict(zip(columns(record_type), got, strict=True))
