"""Is the file still what it says it is? The chain, the rows against the journal, references, anchors, the index."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tracker.records import RECORD_TYPES, TABLES, columns, id_text
from tracker.store.changes import ChainHash, from_json
from tracker.store.rows import select_list

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and with which record (`table`, `id` as short text; '' where it is the file itself)."""

    kind: str
    message: str
    table: str = ""
    id: str = ""


def check(connection: sqlite3.Connection, progress: Progress = lambda _: None) -> list[Problem]:
    """All problems found, the first bad record first in its kind; an empty list means the file is sound."""
    out: list[Problem] = []
    progress("Checking the file")
    for (result,) in connection.execute("PRAGMA integrity_check(20)"):
        if result != "ok":
            out.append(Problem("file", f"SQLite finds the file damaged: {result}."))
    if out:
        return out
    progress("Checking references")
    for table, row, other, _ in connection.execute("PRAGMA foreign_key_check"):
        out.append(Problem("reference", f"refers to a {other} that is not in the file.", table, id_text(row or 0)))
    for (row,) in connection.execute(
        "SELECT d.id FROM disputed_point d LEFT JOIN claim c ON c.id = d.chosen AND c.disputed_point = d.id "
        "WHERE d.chosen IS NOT NULL AND c.id IS NULL"
    ):
        out.append(
            Problem("reference", "is settled by a claim that is not one of its own.", "disputed_point", id_text(row))
        )
    progress("Checking the journal")
    out += _chain(connection)
    progress("Comparing the records with the journal")
    out += _replay(connection)
    progress("Checking quotes")
    out += _anchors(connection)
    progress("Checking the search index")
    for event in connection.execute("SELECT id FROM event EXCEPT SELECT rowid FROM event_fts"):
        out.append(Problem("index", "is missing from the search index.", "event", id_text(event[0])))
    return out


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
            message = f"“{label}” of {at} was altered after it was written, or the entry before it was."
            yield Problem("journal", message, "edit", id_text(edit))
            return
        previous = stored


def _replay(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Every row must be what the journal says it became: a row changed by another program shows here."""
    state: dict[tuple[str, int], dict[str, Any] | None] = {}
    for table, row, before, after in connection.execute(
        'SELECT table_name, "row", "before", "after" FROM change ORDER BY id'
    ):
        key = (table, row)
        values = from_json(after)
        standing = state.get(key)
        if values is None:
            state[key] = None
        elif before is not None and standing is not None:
            state[key] = standing | values
        else:
            state[key] = values
    for record_type in RECORD_TYPES:
        table, names = record_type.TABLE, columns(record_type)
        for found in connection.execute(f'SELECT {select_list(record_type)} FROM "{table}" ORDER BY id'):
            standing = state.pop((table, found[0]), None)
            if standing is None:
                yield Problem("record", "is in the file, but no edit put it there.", table, id_text(found[0]))
                continue
            for name, value in zip(names, found, strict=True):
                if standing.get(name) != value:
                    message = (
                        f"its {name} is not what the last edit left: {_short(value)} for {_short(standing.get(name))}."
                    )
                    yield Problem("record", message, table, id_text(found[0]))
                    break
    for (table, row), standing in state.items():
        if standing is not None and table in TABLES:
            yield Problem("record", "is gone from the file, but no edit removed it.", table, id_text(row))


def _anchors(connection: sqlite3.Connection) -> Iterator[Problem]:
    """A quote that says it matches must stand at its place in the text that is kept."""
    for row, exact, start, end, anchor, text in connection.execute(
        'SELECT c.id, c.exact, c."start", c."end", c.anchor, s.text FROM citation c JOIN source s ON s.id = c.source '
        "WHERE c.exact != '' AND s.text != '' ORDER BY c.id"
    ):
        if anchor in ("", "matches") and start >= 0 and text[start:end] != exact:
            message = f"the quote “{exact[:60]}” is not at its place in the source’s text."
            yield Problem("quote", message, "citation", id_text(row))


def content_hash(connection: sqlite3.Connection) -> str:
    """SHA-256 over all records in id order, settings and the journal left out: equal content, equal hash."""
    digest = hashlib.sha256()
    for record_type in RECORD_TYPES:
        if record_type.TABLE == "setting":
            continue
        digest.update(f"{record_type.TABLE} {','.join(columns(record_type))}\n".encode())
        for row in connection.execute(f'SELECT {select_list(record_type)} FROM "{record_type.TABLE}" ORDER BY id'):
            digest.update(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode())
    return digest.hexdigest()


def _short(value: object) -> str:
    text = str(value)
    return f"“{text[:40]}…”" if len(text) > 41 else f"“{text}”"
