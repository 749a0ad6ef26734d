"""An edit: the one way anything is written. It gathers what it did as a `ChangeSet`, which the journal keeps."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from typing import Any

from tracker import dates
from tracker.errors import NotFoundError, RecordError
from tracker.records import REFERENCES, TABLES, Id, R, Record, Reference, columns
from tracker.store import rows, rules
from tracker.store.changes import Change, ChangeSet, Row
from tracker.store.ids import Ids
from tracker.store.rules import spoken

_NAMED_BY: dict[str, tuple[Reference, ...]] = {
    table: tuple(r for r in REFERENCES if r.target == table) for table in TABLES
}
_NAMES: dict[str, tuple[Reference, ...]] = {table: tuple(r for r in REFERENCES if r.table == table) for table in TABLES}


class Edit:
    """Writes inside one transaction. Made by `Store.edit`; of no use after it.

    `now` is the time of all that it writes, `changes` what it has done so far. `done` is the ChangeSet as it stands in
    the journal: None before the commit, and after it where nothing changed.

    Each method does all that it was asked or, raising, nothing: whoever catches the error may go on with the edit.
    """

    def __init__(self, connection: sqlite3.Connection, ids: Ids) -> None:
        self._connection = connection
        self._ids = ids
        self._open = True
        self.now = dates.utc_now()
        self.changes: list[Change] = []
        self.done: ChangeSet | None = None

    def add(self, record: R) -> R:
        """Write a new record; returns it with its id (kept if it has one), its dates worked out, its times set."""
        return self.add_all([record])[0]

    def add_all(self, records: Iterable[R]) -> Sequence[R]:
        """Write many new records at once, in the order given (what one refers to comes before it); see `add`."""
        ready = [self._ready(record) for record in records]
        with self._whole():
            for table, group in groupby(ready, lambda record: record.TABLE):
                written = [rows.as_row(record) for record in group]
                try:
                    rows.insert(self._connection, table, written)
                except sqlite3.IntegrityError as error:
                    raise self._refused(TABLES[table], written, error) from error
                self.changes += (Change(table, row["id"], None, row) for row in written)
        return ready

    def change(self, record: R, **values: Any) -> R:
        """Set fields of a saved record; returns it as it now stands. Fields already so are left alone.

        The record in the file is changed, not the copy given, so that an edit made meanwhile is not undone silently.
        RecordError if it may not be so, NotFoundError if it is gone.
        """
        record_type = type(record)
        before = rows.current(self._connection, record_type.TABLE, record.id)
        if before is None:
            raise NotFoundError(f"This {spoken(record_type)} is no longer in the tracker.")
        standing: R = rows.from_row(record_type, before.values())
        wanted: R = replace(standing, **values)
        rules.check(wanted)
        after = rows.as_row(wanted) | rules.derived(wanted)
        changed = [name for name in columns(record_type) if before[name] != after[name]]
        if not changed:
            return standing
        if "id" in changed:
            raise RecordError("The id of a record is never changed.", "id")
        if "modified" in after and "modified" not in values:
            after["modified"] = self.now
            if before["modified"] != self.now:
                changed.append("modified")
        with self._whole():
            self._update(record_type, record.id, {n: before[n] for n in changed}, {n: after[n] for n in changed})
            self._refuse_circles(record_type, record.id, changed)
        return rows.from_row(record_type, after.values())

    def remove(self, record: Record, *, with_references: bool = False) -> int:
        """Take a record out, and what belongs to it; returns how many rows went (0 if it was gone already).

        RecordError if other records refer to it, unless `with_references`: then those that merely may name it
        let go of it, and those that must name it go too.
        """
        with self._whole():
            return self._remove(type(record).TABLE, record.id, with_references=with_references)

    def apply(self, changes: Iterable[Change]) -> None:
        """Write changes as given: what undo and redo do. Each must start from where the file stands.

        RecordError if it does not, sqlite3.IntegrityError if another record stands in its way.
        """
        with self._whole():
            for change in changes:
                before = rows.current(self._connection, change.table, change.row)
                if change.before is None:
                    fits = before is None
                else:
                    fits = before is not None and all(before[n] == v for n, v in change.before.items())
                if not fits:
                    raise RecordError(f"The {spoken(TABLES[change.table])} is no longer as that edit left it.")
                if change.after is None:
                    rows.delete(self._connection, change.table, change.row)
                elif change.before is None:
                    rows.insert(self._connection, change.table, [change.after])
                else:
                    rows.update(self._connection, change.table, change.row, change.after)
                self.changes.append(change)

    def settle(self) -> None:
        """Check at the end what need not hold halfway: a disputed point is settled by a claim of its own."""
        for change in self.changes:
            if change.table == "disputed_point":
                where, row = "d.id", change.row
            elif change.table == "claim":
                where, row = "d.chosen", change.row
            else:
                continue
            if self._connection.execute(
                "SELECT 1 FROM disputed_point d LEFT JOIN claim c ON c.id = d.chosen AND c.disputed_point = d.id "
                f"WHERE {where}=? AND d.chosen IS NOT NULL AND c.id IS NULL",
                (row,),
            ).fetchone():
                raise RecordError("A disputed point is settled by one of its own claims, and by no other.", "chosen")

    def close(self) -> None:
        """From now on it refuses to write: outside its transaction nothing would be kept in the journal."""
        self._open = False

    @contextmanager
    def _whole(self) -> Iterator[None]:
        if not self._open:
            raise RuntimeError("This edit is over. Begin another.")
        before = len(self.changes)
        self._connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            del self.changes[before:]
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK TO part")
                self._connection.execute("RELEASE part")
            else:
                self.close()  # a full disk ends the whole transaction by itself
            raise
        self._connection.execute("RELEASE part")

    def _update(self, record_type: type[Record], row: Id, before: Row, after: Row) -> None:
        try:
            rows.update(self._connection, record_type.TABLE, row, after)
        except sqlite3.IntegrityError as error:
            raise self._refused(record_type, [after], error) from error
        self.changes.append(Change(record_type.TABLE, row, before, after))

    def _remove(self, table: str, row: Id, *, with_references: bool) -> int:
        if rows.current(self._connection, table, row) is None:
            return 0
        naming = [(r, self._naming(r, row)) for r in _NAMED_BY[table]]
        hindering = [(r, found) for r, found in naming if found and not r.owned and not _lets_go(r)]
        if hindering and not with_references:
            count = " and ".join(_counted(len(found), TABLES[r.table]) for r, found in hindering)
            raise RecordError(
                f"This {spoken(TABLES[table])} is still named by {count}. Remove or change what names it first."
            )
        count_gone = 1
        for reference, found in naming:
            for other in found:
                if _lets_go(reference) or (reference.optional and not reference.owned):
                    self._update(TABLES[reference.table], other, {reference.column: row}, {reference.column: None})
                else:
                    count_gone += self._remove(reference.table, other, with_references=with_references)
        # Read now: it may itself have let go of something that went before it.
        before = rows.current(self._connection, table, row)
        rows.delete(self._connection, table, row)
        self.changes.append(Change(table, row, before, None))
        return count_gone

    def _naming(self, reference: Reference, row: Id) -> list[Id]:
        """Ids of the rows that name `row` by this reference."""
        found = self._connection.execute(f'SELECT id FROM "{reference.table}" WHERE "{reference.column}"=?', (row,))
        return [other for (other,) in found]

    def _refuse_circles(self, record_type: type[Record], row: Id, changed: list[str]) -> None:
        """A stakeholder inside itself, a version before itself: refused, for whoever walks up would never end."""
        for reference in _NAMES[record_type.TABLE]:
            if reference.target != record_type.TABLE or reference.column not in changed:
                continue
            seen, above = {row}, row
            while (found := rows.current(self._connection, reference.table, above)) and found[reference.column]:
                above = found[reference.column]
                if above in seen:
                    column = reference.column.replace("_", " ")
                    raise RecordError(
                        f"This {column} already stands below the {spoken(record_type)}.", reference.column
                    )
                seen.add(above)

    def _ready(self, record: R) -> R:
        """A new record as it will be written."""
        rules.check(record)
        values: dict[str, Any] = rules.derived(record)
        if not record.id:
            values["id"] = self._ids.new()
        for name in ("created", "modified"):
            if getattr(record, name, None) == "":
                values[name] = self.now
        return replace(record, **values) if values else record

    def _refused(self, record_type: type[Record], written: list[Row], error: sqlite3.IntegrityError) -> RecordError:
        """Why SQLite would not take one of these rows."""
        name = spoken(record_type)
        if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
            for row in written:
                for reference in _NAMES[record_type.TABLE]:
                    named = row.get(reference.column)
                    if named is not None and rows.current(self._connection, reference.target, named) is None:
                        what = reference.column.replace("_", " ")
                        return RecordError(f"The {what} of this {name} is not in the tracker.", reference.column)
        if error.sqlite_errorcode in (sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_ROWID):
            return RecordError(f"There already is a record with the id of this {name} in the tracker.", "id")
        if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_UNIQUE:
            return RecordError(f"There already is such a {name} in the tracker.", str(error).rpartition(".")[2])
        return RecordError(f"This {name} cannot be written: {error}.")


def _lets_go(reference: Reference) -> bool:
    """A point that is settled by a claim is not hindrance to removing it: it is open again."""
    return (reference.table, reference.column) == ("disputed_point", "chosen")


def _counted(number: int, record_type: type[Record]) -> str:
    name = spoken(record_type)
    if number == 1:
        return f"1 {name}"
    return f"{number:,} {name[:-1] + 'ies' if name.endswith('y') else name + ('es' if name.endswith('s') else 's')}"
