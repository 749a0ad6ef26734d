"""The journal in the file: every edit ever made, chained by hash; what may be undone follows from it alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.store.changes import ChainHash, Change, ChangeSet, EditKind, as_json, from_json
from tracker.store.ids import Ids


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One edit's part in one record: `change` says which fields went from what to what."""

    edit: int
    label: str
    at: str
    who: str
    kind: EditKind
    change: Change


class Journal:
    """Reads and appends. One for a connection; the stacks are worked out when first asked for, then kept up."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._done: list[int] | None = None
        self._undone: list[int] = []

    def last(self) -> tuple[int, str]:
        """(id, hash) of the newest entry; (0, '') in a new file."""
        row = self._connection.execute("SELECT id, hash FROM edit ORDER BY id DESC LIMIT 1").fetchone()
        return (row[0], row[1]) if row else (0, "")

    def append(
        self, ids: Ids, label: str, at: str, who: str, kind: EditKind, target: int, changes: list[Change]
    ) -> ChangeSet:
        """Write one entry inside the open transaction."""
        _, previous = self.last()
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
            self._follow(done.edit, done.kind, done.target)

    def _follow(self, edit: int, kind: str, target: int) -> None:
        assert self._done is not None
        if kind == "edit":
            self._done.append(edit)
            self._undone.clear()
        elif kind == "undo" and target in self._done:
            self._done.remove(target)
            self._undone.append(target)
        elif kind == "redo" and target in self._undone:
            self._undone.remove(target)
            self._done.append(target)

    def stacks(self) -> tuple[list[int], list[int]]:
        """(edits that stand, undone edits that may come back), each with the next one to take last."""
        if self._done is None:
            self._done, self._undone = [], []
            for edit, kind, target in self._connection.execute("SELECT id, kind, target FROM edit ORDER BY id"):
                self._follow(edit, kind, target)
        return self._done, self._undone

    def forget(self) -> None:
        """Work the stacks out anew when next asked: another process may have written."""
        self._done, self._undone = None, []

    def head(self, edit: int) -> tuple[str, str] | None:
        """(label, time) of an entry, or None."""
        row = self._connection.execute("SELECT label, at FROM edit WHERE id=?", (edit,)).fetchone()
        return (row[0], row[1]) if row else None

    def changes(self, edit: int) -> list[Change]:
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

    def history(self, rows: list[tuple[str, int]]) -> list[HistoryEntry]:
        """What happened to the given (table, id) rows, newest first."""
        out: list[HistoryEntry] = []
        for table, row in rows:
            found = self._connection.execute(
                'SELECT e.id, e.label, e.at, e.who, e.kind, c."before", c."after" FROM change c '
                'JOIN edit e ON e.id = c."edit" WHERE c.table_name=? AND c."row"=?',
                (table, row),
            )
            out += [
                HistoryEntry(edit, label, at, who, kind, Change(table, row, from_json(before), from_json(after)))
                for edit, label, at, who, kind, before, after in found
            ]
        return sorted(out, key=lambda entry: entry.edit, reverse=True)

    def later_touch(self, edit: int, changes: list[Change], standing: list[int]) -> tuple[str, str] | None:
        """(label, time) of a later edit that stands and touched one of the same rows, or None."""
        later = {e for e in standing if e > edit}
        if not later:
            return None
        for change in changes:
            found = self._connection.execute(
                'SELECT "edit" FROM change WHERE table_name=? AND "row"=? AND "edit">? ORDER BY id DESC',
                (change.table, change.row, edit),
            )
            for (other,) in found:
                if other in later:
                    return self.head(other)
        return None
