"""What changed since a moment, read from the journal: the net effect on each record, whatever led to it.

An event added and then edited is added; what was changed and changed back, or undone, is nothing. An edit of very many
records, such as an import, is told by its counts alone, so that reading stays quick: see `MOST`.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tracker.dates import utc_now
from tracker.records import REFERENCES, TABLES, Id, columns, id_number, id_text
from tracker.store.changes import Row, from_json
from tracker.store.rows import select_list

MOST = 10_000
"""So many changes are read one by one, those of the smallest edits first; the other edits are counted."""

# Worked out by the program: a record in which nothing else differs has not changed for a reader.
_SILENT = frozenset({"created", "modified", "date_min", "date_max", "place", "start", "end", "prefix", "suffix"})
_OWNERS = {
    table: tuple((r.column, r.target) for r in REFERENCES if r.table == table and r.owned and r.column != "to_event")
    for table in TABLES
}
SEEN = "last seen"
"""The setting that holds when the tracker was last looked at; of one person: “last seen: NAME”."""


@dataclass(frozen=True, slots=True)
class Seen:
    """When somebody marked the tracker as seen (UTC ISO), and the newest entry of the journal then (0: none)."""

    at: str
    edit: Id

    def __str__(self) -> str:
        return f"{self.at} {id_text(self.edit)}"


@dataclass(frozen=True, slots=True)
class NetChange:
    """What became of one record. Added: `before` is None; removed: `after` is None; edited: both hold the columns
    that differ. `whole` is the record as it now stands, or as it last stood. `event` is the event it belongs to, 0 if
    to none. `edit` is the latest edit that touched it, at `at`; `who` all who did.
    """

    table: str
    row: Id
    before: Row | None
    after: Row | None
    whole: Row
    event: Id
    edit: Id
    at: str
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """An edit of very many records: (table, 'added' | 'edited' | 'removed') -> how many."""

    edit: Id
    label: str
    at: str
    who: str
    counts: dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Since:
    """All that changed after the entry `start` of the journal, up to `last`, its newest."""

    start: Id
    last: Id
    changes: tuple[NetChange, ...]
    counted: tuple[Counted, ...]


# When somebody last looked


def seen(connection: sqlite3.Connection, who: str) -> Seen | None:
    """When this person marked the tracker as seen; None if never. An older file has one mark, for everybody."""
    for name in (f"{SEEN}: {who}", SEEN):
        row = connection.execute("SELECT value FROM setting WHERE name=?", (name,)).fetchone()
        if row is None:
            continue
        at, _, edit = row[0].partition(" ")
        try:
            return Seen(at, id_number(edit))
        except ValueError:
            return Seen(at, entry_at(connection, at))
    return None


def new_since(connection: sqlite3.Connection, who: str) -> str:
    """The time (UTC ISO) after which what is added is new to this person. To somebody who never marked the tracker as
    seen, all is new but what the file was made with."""
    marked = seen(connection, who)
    if marked is not None:
        return marked.at
    first = connection.execute("SELECT id FROM edit WHERE kind != 'fixed' ORDER BY id LIMIT 1").fetchone()
    made = connection.execute(
        "SELECT at FROM edit WHERE kind = 'fixed' AND id < ? ORDER BY id DESC LIMIT 1",
        (first[0] if first else 1 << 62,),
    ).fetchone()
    return made[0] if made else ""


def entry_at(connection: sqlite3.Connection, moment: str) -> Id:
    """The newest entry of the journal made at or before a time (UTC ISO); 0 if there is none."""
    row = connection.execute("SELECT id FROM edit WHERE at <= ? ORDER BY id DESC LIMIT 1", (moment,)).fetchone()
    return row[0] if row else 0


def seen_now(connection: sqlite3.Connection, last: Id = 0) -> Seen:
    """The mark of somebody who has seen all up to the entry `last`, or up to the newest if that is 0."""
    newest = connection.execute("SELECT max(id) FROM edit").fetchone()[0] or 0
    return Seen(utc_now(), last or newest)


# What changed


@dataclass(frozen=True, slots=True)
class _Head:
    edit: Id
    kind: str
    target: Id
    label: str
    at: str
    who: str


def since(connection: sqlite3.Connection, start: Id, most: int = MOST) -> Since:
    """What changed after the entry `start` (0: from the beginning). `most` as `MOST`."""
    heads = [
        _Head(*row)
        for row in connection.execute(
            "SELECT id, kind, target, label, at, who FROM edit WHERE id > ? ORDER BY id", (start,)
        )
    ]
    last = heads[-1].edit if heads else start
    standing = _standing(heads)
    sizes = dict(
        connection.execute('SELECT "edit", count(*) FROM change WHERE "edit" > ? GROUP BY "edit"', (start,)).fetchall()
    )
    read: dict[Id, _Head] = {}
    many: dict[Id, _Head] = {}
    room = most
    for head in sorted(standing, key=lambda each: (sizes.get(each.edit, 0), each.edit)):
        room -= sizes.get(head.edit, 0)
        (read if room >= 0 else many)[head.edit] = head
    folded: dict[tuple[str, Id], _Folded] = {}
    counts = {edit: _counts(connection, edit) for edit in many}
    told: set[tuple[Id, str, Id, str]] = set()
    for edit, table, row, before, after in _changes(connection, list(read), many):
        verb = _verb(before is None, after is None)
        if edit in many and (edit, table, row, verb) not in told:
            told.add((edit, table, row, verb))
            counts[edit][table, verb] -= 1
        folded.setdefault((table, row), _Folded()).take(many.get(edit) or read[edit], before, after)
    changes = list(_net(connection, folded))
    return Since(
        start,
        last,
        tuple(sorted(changes, key=lambda each: each.edit, reverse=True)),
        tuple(
            Counted(head.edit, head.label, head.at, head.who, {key: n for key, n in counts[head.edit].items() if n > 0})
            for head in sorted(many.values(), key=lambda each: each.edit, reverse=True)
        ),
    )


def _standing(heads: Sequence[_Head]) -> list[_Head]:
    """The entries that make a difference: an edit that was undone and the undoing of it make none together."""
    about: defaultdict[Id, list[_Head]] = defaultdict(list)
    for head in heads:
        about[head.target or head.edit].append(head)
    kept = []
    for target, entries in about.items():
        if entries[0].edit == target:  # made since: it stands unless it was undone last
            kept += entries[:1] if entries[-1].kind != "undo" else []
        elif len(entries) % 2:  # undone and redone by turns
            kept.append(entries[-1])
    return kept


def _counts(connection: sqlite3.Connection, edit: Id) -> Counter[tuple[str, str]]:
    found = connection.execute(
        'SELECT table_name, "before" IS NULL, "after" IS NULL, count(DISTINCT "row") FROM change '
        'WHERE "edit"=? GROUP BY 1, 2, 3',
        (edit,),
    )
    return Counter({(table, _verb(made, gone)): n for table, made, gone, n in found})


def _verb(made: bool, gone: bool) -> str:
    return "added" if made else "removed" if gone else "edited"


def _changes(
    connection: sqlite3.Connection, read: Sequence[Id], many: Iterable[Id]
) -> Iterator[tuple[Id, str, Id, Row | None, Row | None]]:
    """In order: what the edits `read` did, and what those of `many` did to the same records."""
    columns_ = 'c.id, c."edit", c.table_name, c."row", c."before", c."after"'
    found = connection.execute(
        f'SELECT {columns_} FROM json_each(?) j JOIN change c ON c."edit" = j.value', (json.dumps(read),)
    ).fetchall()
    others = set(many)
    if others:
        for table, row in {(each[2], each[3]) for each in found}:
            touching = connection.execute(
                f'SELECT {columns_} FROM change c WHERE c.table_name=? AND c."row"=?', (table, row)
            )
            found += [each for each in touching if each[1] in others]
    for _, edit, table, row, before, after in sorted(found, key=lambda each: (each[1], each[0])):
        if table in TABLES and table != "setting":
            yield edit, table, row, from_json(before), from_json(after)


@dataclass(slots=True)
class _Folded:
    """The changes of one record taken together."""

    touched: bool = False
    existed: bool = False
    exists: bool = False
    original: Row = field(default_factory=dict)
    current: Row = field(default_factory=dict)
    edit: Id = 0
    at: str = ""
    who: dict[str, None] = field(default_factory=dict)

    def take(self, head: _Head, before: Row | None, after: Row | None) -> None:
        if not self.touched:
            self.touched, self.existed = True, before is not None
        if before is not None and self.existed:
            self.original = before | self.original
        self.exists = after is not None
        self.current = (self.current if before is not None else {}) | (after if after is not None else before or {})
        self.edit, self.at = head.edit, head.at
        self.who[head.who] = None


def _net(connection: sqlite3.Connection, folded: dict[tuple[str, Id], _Folded]) -> Iterator[NetChange]:
    found: list[tuple[str, Id, Row | None, Row | None, _Folded]] = []
    before: Row | None
    after: Row | None
    for (table, row), each in folded.items():
        if each.exists and not each.existed:
            found.append((table, row, None, each.current, each))
        elif each.existed and not each.exists:
            found.append((table, row, each.current | each.original, None, each))
        elif each.exists:
            differ = [n for n, v in each.original.items() if n not in _SILENT and each.current.get(n, v) != v]
            if differ:
                before, after = ({n: of[n] for n in differ} for of in (each.original, each.current))
                found.append((table, row, before, after, each))
    owners = _Owners(connection, folded)
    owners.read((table, row) for table, row, before, after, _ in found if before is not None and after is not None)
    for table, row, before, after, each in found:
        whole = owners.whole(table, row) or each.current
        yield NetChange(table, row, before, after, whole, owners.event(table, row), each.edit, each.at, tuple(each.who))


class _Owners:
    """Whole rows, as they stand or last stood, and through them the event that a row belongs to."""

    def __init__(self, connection: sqlite3.Connection, folded: dict[tuple[str, Id], _Folded]) -> None:
        self._connection = connection
        self._rows: dict[tuple[str, Id], Row] = {
            key: each.current if each.exists else each.current | each.original
            for key, each in folded.items()
            if not (each.exists and each.existed)
        }

    def read(self, keys: Iterable[tuple[str, Id]]) -> None:
        """Bring in rows that are in the file."""
        wanted: defaultdict[str, list[Id]] = defaultdict(list)
        for table, row in keys:
            if (table, row) not in self._rows:
                wanted[table].append(row)
        for table, ids in wanted.items():
            names = columns(TABLES[table])
            sql = f'SELECT {select_list(TABLES[table])} FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))'
            for values in self._connection.execute(sql, (json.dumps(ids),)):
                self._rows[table, values[0]] = dict(zip(names, values, strict=True))

    def whole(self, table: str, row: Id) -> Row:
        """The row; {} if it is nowhere."""
        if (table, row) not in self._rows:
            self.read([(table, row)])
        return self._rows.setdefault((table, row), {})

    def event(self, table: str, row: Id) -> Id:
        """The event that a row belongs to, 0 if to none."""
        while table != "event":
            here = self.whole(table, row)
            above = next(((t, here[c]) for c, t in _OWNERS[table] if here.get(c)), None)
            if above is None:
                return 0
            table, row = above
        return row
