"""The journal in the file: every edit ever made, chained by hash; what may be undone follows from it alone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.records import REFERENCES, Id
from tracker.store.changes import ChainHash, Change, ChangeSet, EditKind, as_json, from_json
from tracker.store.ids import Ids


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One edit's part in one record: `change` says which fields went from what to what."""

    edit: Id
    label: str
    at: str
    who: str
    kind: EditKind
    change: Change


class Journal:
    """Reads and appends. One for a connection; the stacks are worked out when first asked for, then kept up."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._done: list[Id] | None = None
        self._undone: list[Id] = []

    def last(self) -> tuple[Id, str, str]:
        """(id, time, hash) of the newest entry; (0, '', '') in a new file."""
        row = self._connection.execute("SELECT id, at, hash FROM edit ORDER BY id DESC LIMIT 1").fetchone()
        return (row[0], row[1], row[2]) if row else (0, "", "")

    def append(
        self, ids: Ids, label: str, at: str, who: str, kind: EditKind, target: Id, changes: list[Change]
    ) -> ChangeSet:
        """Write one entry inside the open transaction."""
        # A label may hold a file's name, and who somebody's: what no text can hold gets a mark, it stops nobody's work.
        label, who = _storable(label), _storable(who)
        _, _, previous = self.last()
        edit = ids.new()
        chain = ChainHash(previous, edit, label, at, who, kind, target)
        stored = [(edit, c.table, c.row, as_json(c.before), as_json(c.after)) for c in changes]
        for _, table, row, before, after in stored:
            chain.add(table, row, before, after)
        self._connection.execute(
            "INSERT INTO edit(id, label, at, who, kind, target, previous, hash) VALUES (?,?,?,?,?,?,?,?)",
            (edit, label, at, who, kind, target, previous, chain.hexdigest()),
        )
        self._connection.executemany(
            'INSERT INTO change("edit", table_name, "row", "before", "after") VALUES (?,?,?,?,?)', stored
        )
        return ChangeSet(edit, label, at, who, kind, target, tuple(changes))

    def committed(self, done: ChangeSet) -> None:
        """Keep the stacks up with an entry that is now in the file."""
        if self._done is not None:
            self._follow(self._done, done.edit, done.kind, done.target)

    def forget(self) -> None:
        """Work the stacks out anew when next asked: the file may not be as they say."""
        self._done, self._undone = None, []

    def stacks(self) -> tuple[list[Id], list[Id]]:
        """(edits that stand, undone edits that may come back), each with the next one to take last."""
        if self._done is None:
            done: list[Id] = []
            self._undone = []
            for edit, kind, target in self._connection.execute("SELECT id, kind, target FROM edit ORDER BY id"):
                self._follow(done, edit, kind, target)
            self._done = done
        return self._done, self._undone

    def _follow(self, done: list[Id], edit: Id, kind: str, target: Id) -> None:
        if kind == "edit":
            done.append(edit)
            self._undone.clear()
        elif kind == "undo":
            _take(done, target)
            self._undone.append(target)
        elif kind == "redo":
            _take(self._undone, target)
            done.append(target)

    def head(self, edit: Id) -> tuple[str, str] | None:
        """(label, time) of an entry, or None."""
        row = self._connection.execute("SELECT label, at FROM edit WHERE id=?", (edit,)).fetchone()
        return (row[0], row[1]) if row else None

    def weight(self, edit: Id) -> int:
        """About how much an entry is to write again: see `Store.weight`."""
        found = self._connection.execute(
            """SELECT total(
                300 + coalesce(length(CAST("before" AS BLOB)), 0) + coalesce(length(CAST("after" AS BLOB)), 0))
            FROM change WHERE "edit"=?""",
            (edit,),
        )
        return int(found.fetchone()[0])

    def changes(self, edit: Id) -> list[Change]:
        """What an entry did, in order."""
        found = self._connection.execute(
            'SELECT table_name, "row", "before", "after" FROM change WHERE "edit"=? ORDER BY id', (edit,)
        )
        return [Change(t, r, from_json(b), from_json(a)) for t, r, b, a in found]

    def entries(self, newest: int | None = None) -> Iterator[ChangeSet]:
        """Entries from the newest back, at most `newest` of them; their changes read as they are asked for."""
        sql = "SELECT id, label, at, who, kind, target FROM edit ORDER BY id DESC"
        found = self._connection.execute(sql + (f" LIMIT {int(newest)}" if newest is not None else "")).fetchall()
        for edit, label, at, who, kind, target in found:
            yield ChangeSet(edit, label, at, who, kind, target, tuple(self.changes(edit)))

    def history(self, rows: list[tuple[str, Id]]) -> list[HistoryEntry]:
        """What happened to the given (table, id) rows, newest first."""
        out: list[tuple[Id, int, HistoryEntry]] = []
        for table, row in rows:
            found = self._connection.execute(
                'SELECT e.id, c.id, e.label, e.at, e.who, e.kind, c."before", c."after" FROM change c '
                'JOIN edit e ON e.id = c."edit" WHERE c.table_name=? AND c."row"=?',
                (table, row),
            )
            for edit, place, label, at, who, kind, before, after in found:
                change = Change(table, row, from_json(before), from_json(after))
                out.append((edit, place, HistoryEntry(edit, label, at, who, kind, change)))
        return [entry for _, _, entry in sorted(out, key=lambda each: each[:2], reverse=True)]

    def later_touch(self, edit: Id, standing: list[Id]) -> tuple[str, str] | None:
        """(label, time) of the latest edit after `edit` that stands and touched a row that it touched, or None."""
        later = {e for e in standing if e > edit}
        if not later:
            return None
        found = self._connection.execute(
            'SELECT DISTINCT c."edit" FROM change mine JOIN change c ON c.table_name = mine.table_name '
            'AND c."row" = mine."row" WHERE mine."edit"=? AND c."edit">?',
            (edit, edit),
        )
        return self._latest(other for (other,) in found if other in later)

    def later_reference(self, changes: list[Change], standing: list[Id]) -> tuple[str, str] | None:
        """(label, time) of the latest edit that stands and touched a row which names one that `changes` remove."""
        gone: dict[str, set[Id]] = {}
        for change in changes:
            if change.after is None:
                gone.setdefault(change.table, set()).add(change.row)
        stands = set(standing)
        found: set[Id] = set()
        for reference in REFERENCES:
            if reference.target not in gone:
                continue
            naming = self._connection.execute(
                f'SELECT c."edit" FROM "{reference.table}" x JOIN change c ON c."row" = x.id AND c.table_name=? '
                f'WHERE x."{reference.column}" IN (SELECT value FROM json_each(?))',
                (reference.table, json.dumps(list(gone[reference.target]))),
            )
            found |= {edit for (edit,) in naming if edit in stands}
        return self._latest(found)

    def later_removal(self, changes: list[Change], target: Id, standing: list[Id]) -> tuple[str, str] | None:
        """(label, time) of the latest edit above `target` by which a row no longer names one that `changes` remove, or
        is gone: undoing that edit would have it name what would not be there."""
        gone: dict[str, list[Id]] = {}
        for change in changes:
            if change.after is None:
                gone.setdefault(change.table, []).append(change.row)
        above = json.dumps(standing[standing.index(target) + 1 :])
        found: set[Id] = set()
        for reference in REFERENCES:
            if reference.target in gone:
                naming = self._connection.execute(
                    'SELECT "edit" FROM change WHERE table_name=? AND "edit" IN (SELECT value FROM json_each(?)) '
                    f"AND json_extract(\"before\", '$.{reference.column}') IN (SELECT value FROM json_each(?))",
                    (reference.table, above, json.dumps(gone[reference.target])),
                )
                found |= {edit for (edit,) in naming}
        return self._latest(found)

    def _latest(self, edits: Iterator[Id] | set[Id]) -> tuple[str, str] | None:
        latest = max(edits, default=0)
        return self.head(latest) if latest else None


def _take(stack: list[Id], edit: Id) -> None:
    """Take an edit off a stack: nearly always the last one."""
    if stack and stack[-1] == edit:
        stack.pop()
    elif edit in stack:
        stack.remove(edit)


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "?")
