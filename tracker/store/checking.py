"""Is the file still what it says it is? The chain, the rows against the journal, references, quotes, the index."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tracker.errors import FileError
from tracker.records import RECORD_TYPES, columns, id_text, later_columns
from tracker.store import event_counts, text_index
from tracker.store.changes import ChainHash, Row, from_json
from tracker.store.rows import select_list
from tracker.store.snapshots import unpacked

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and with which record (`table`, `id` as short text; '' where it is the file itself)."""

    kind: str
    message: str
    table: str = ""
    id: str = ""


def check(connection: sqlite3.Connection, progress: Progress = lambda _: None) -> list[Problem]:
    """All problems found, the first bad record first in its kind; an empty list means the file is sound.

    `progress` is told what is being done, before each step.
    """
    out: list[Problem] = []
    decode = connection.text_factory
    # A damaged text is to be found and named, not to end the search.
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    try:
        for what, step in _STEPS:
            progress(what)
            out += step(connection)
            if out and step is _file:
                break
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
        out.append(Problem("file", f"SQLite finds the file damaged: {error}."))
    finally:
        connection.text_factory = decode
    return out


def _file(connection: sqlite3.Connection) -> Iterator[Problem]:
    for (result,) in connection.execute("PRAGMA integrity_check(20)").fetchall():
        if result != "ok":
            yield Problem("file", f"SQLite finds the file damaged: {result}.")


def _references(connection: sqlite3.Connection) -> Iterator[Problem]:
    for table, row, other, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Problem("reference", f"refers to a {other} that is not in the file.", table, id_text(row or 0))
    for (row,) in connection.execute(
        "SELECT d.id FROM disputed_point d LEFT JOIN claim c ON c.id = d.chosen AND c.disputed_point = d.id "
        "WHERE d.chosen IS NOT NULL AND c.id IS NULL"
    ):
        message = "is settled by a claim that is not one of its own."
        yield Problem("reference", message, "disputed_point", id_text(row))


def _chain(connection: sqlite3.Connection) -> Iterator[Problem]:
    previous = ""
    for edit, label, at, who, kind, target, says, stored in connection.execute(
        "SELECT id, label, at, who, kind, target, previous, hash FROM edit ORDER BY id"
    ):
        chain = ChainHash(previous, edit, label, at, who, kind, target)
        for change in connection.execute(
            'SELECT table_name, "row", "before", "after" FROM change WHERE "edit"=? ORDER BY id', (edit,)
        ):
            chain.add(*change)
        if says != previous or stored != chain.hexdigest():
            message = f"{_short(label)} of {at} was altered after it was written, or the entry before it was."
            yield Problem("journal", message, "edit", id_text(edit))
            return
        previous = stored


def _replay(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Every row must be what the journal says it became: a row changed by another program shows here."""
    state: dict[tuple[str, int], Row | None] = {}
    for edit, table, row, before, after in connection.execute(
        'SELECT "edit", table_name, "row", "before", "after" FROM change ORDER BY id'
    ):
        try:
            values = from_json(after)
        except FileError:
            message = f"what it did to the {table.replace('_', ' ')} cannot be read."
            yield Problem("journal", message, "edit", id_text(edit))
            continue
        standing = state.get((table, row))
        partial = values is not None and before is not None and standing is not None
        state[table, row] = {**(standing or {}), **(values or {})} if partial else values
    for record_type in RECORD_TYPES:
        table, names = record_type.TABLE, columns(record_type)
        later: Row = dict.fromkeys(later_columns(record_type), "")
        for found in connection.execute(f'SELECT {select_list(record_type)} FROM "{table}" ORDER BY id'):
            standing = state.pop((table, found[0]), None)
            if standing is None:
                yield Problem("record", "is in the file, but no edit put it there.", table, id_text(found[0]))
                continue
            standing = later | standing
            for name, value in zip(names, found, strict=True):
                if standing.get(name) != value:
                    left = _short(standing.get(name))
                    message = f"its {name.replace('_', ' ')} is {_short(value)}, but the last edit left it {left}."
                    yield Problem("record", message, table, id_text(found[0]))
                    break
    for (table, row), standing in state.items():
        if standing is not None:
            yield Problem("record", "is gone from the file, but no edit removed it.", table, id_text(row))


def _anchors(connection: sqlite3.Connection) -> Iterator[Problem]:
    """A quote that says it matches must stand at its place in the text that is kept."""
    for row, exact, start, end, anchor, text in connection.execute(
        'SELECT c.id, c.exact, c."start", c."end", c.anchor, s.text FROM citation c JOIN source s ON s.id = c.source '
        "WHERE c.exact != '' AND s.text != '' ORDER BY c.id"
    ):
        if anchor in ("", "matches") and start >= 0 and text[start:end] != exact:
            message = f"the quote {_short(exact)} is not at its place in the source’s text."
            yield Problem("quote", message, "citation", id_text(row))


def _snapshots(connection: sqlite3.Connection) -> Iterator[Problem]:
    for digest, data in connection.execute("SELECT sha256, data FROM blob ORDER BY id"):
        if unpacked(data, digest) is None:
            named = connection.execute("SELECT id FROM source WHERE sha256=? ORDER BY id", (digest,)).fetchone()
            message = "its snapshot is not what it was when it was kept."
            yield Problem("snapshot", message, "source" if named else "", id_text(named[0]) if named else "")


def _index(connection: sqlite3.Connection) -> Iterator[Problem]:
    for table, row in text_index.stale(connection):
        yield Problem("index", "is not in the search index as it stands.", table, id_text(row))
    for type_, date in event_counts.stale(connection):
        yield Problem("index", f"the count of events of type {_short(type_)} and date {_short(date)} is wrong.")


_STEPS: tuple[tuple[str, Callable[[sqlite3.Connection], Iterator[Problem]]], ...] = (
    ("Checking the file", _file),
    ("Checking references", _references),
    ("Checking the journal", _chain),
    ("Comparing the records with the journal", _replay),
    ("Checking quotes", _anchors),
    ("Checking snapshots", _snapshots),
    ("Checking the search index", _index),
)


def content_hash(connection: sqlite3.Connection) -> str:
    """SHA-256 over all records in id order, settings and the journal left out: equal content, equal hash.

    Tables and fields that came later count only where something is in them, so that bringing an old file up to date
    does not change its hash.
    """
    digest = hashlib.sha256()
    for record_type in RECORD_TYPES:
        if record_type.TABLE == "setting":
            continue
        first = len(columns(record_type)) - len(later_columns(record_type))
        heading = f"{record_type.TABLE} {','.join(columns(record_type)[:first])}\n"
        for row in connection.execute(f'SELECT {select_list(record_type)} FROM "{record_type.TABLE}" ORDER BY id'):
            digest.update(heading.encode())
            heading = ""
            told = row if any(row[first:]) else row[:first]
            digest.update(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())
    return digest.hexdigest()


def _short(value: object) -> str:
    text = str(value).encode("utf-8", "replace").decode("utf-8")
    return f"“{text[:60]}…”" if len(text) > 61 else f"“{text}”"
