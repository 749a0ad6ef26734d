"""An edit: the one way anything is written. It gathers what it did as a `ChangeSet`, which the journal keeps."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from tracker import dates
from tracker.errors import NotFoundError, RecordError
from tracker.records import REFERENCES, TABLES, R, Record, columns
from tracker.store import rows
from tracker.store.changes import Change, Row
from tracker.store.ids import Ids
from tracker.store.rules import checked


class Edit:
    """Writes inside one transaction. Made by `Store.edit`; of no use after it."""

    def __init__(self, connection: sqlite3.Connection, ids: Ids) -> None:
        self._connection = connection
        self._ids = ids
        self.now = dates.utc_now()
        self.changes: list[Change] = []

    def add(self, record: R) -> R:
        """Write a new record; returns it with its id (kept if it has one), its dates worked out, its times set."""
        return self.add_all([record])[0]

    def add_all(self, records: Iterable[R]) -> Sequence[R]:
        """Write many new records at once, in the order given; see `add`."""
        ready = [checked(self._stamped(record)) for record in records]
        for table, group in groupby(ready, lambda record: record.TABLE):
            written = [rows.as_row(record) for record in group]
            try:
                rows.insert(self._connection, table, written)
            except sqlite3.IntegrityError as error:
                raise _refused(TABLES[table], error) from error
            self.changes += (Change(table, row["id"], None, row) for row in written)
        return ready

    def change(self, record: R, **values: Any) -> R:
        """Set fields of a saved record; returns it as it now stands. Fields already so are left alone.

        The record in the file is changed, not the copy given, so that an edit made meanwhile is not undone silently.
        """
        record_type = type(record)
        before = rows.current(self._connection, record_type.TABLE, record.id)
        if before is None:
            raise NotFoundError(f"This {record_type.TABLE.replace('_', ' ')} is no longer in the tracker.")
        standing: R = rows.from_row(record_type, before.values())
        wanted: R = checked(replace(standing, **values))
        after = rows.as_row(wanted)
        changed = [name for name in columns(record_type) if before[name] != after[name]]
        if not changed:
            return standing
        if "id" in changed:
            raise RecordError("The id of a record is never changed.", "id")
        if "modified" in after and "modified" not in values:
            after["modified"] = self.now
            if before["modified"] != self.now:
                changed.append("modified")
        self._update(record_type, record.id, {n: before[n] for n in changed}, {n: after[n] for n in changed})
        return rows.from_row(record_type, after.values())

    def _update(self, record_type: type[Record], row: int, before: Row, after: Row) -> None:
        try:
            rows.update(self._connection, record_type.TABLE, row, after)
        except sqlite3.IntegrityError as error:
            raise _refused(record_type, error) from error
        self.changes.append(Change(record_type.TABLE, row, before, after))

    def remove(self, record: Record, *, with_references: bool = False) -> int:
        """Take a record out, and what belongs to it; returns how many rows went.

        RecordError if other records refer to it, unless `with_references`: then those that merely may name it
        let go of it, and those that must name it go too.
        """
        return self._remove(type(record).TABLE, record.id, with_references=with_references)

    def _remove(self, table: str, row: int, *, with_references: bool) -> int:
        before = rows.current(self._connection, table, row)
        if before is None:
            return 0
        count = 1
        for reference in REFERENCES:
            if reference.target != table:
                continue
            found = self._connection.execute(
                f'SELECT id FROM "{reference.table}" WHERE "{reference.column}"=?', (row,)
            ).fetchall()
            for (other,) in found:
                if reference.table == "disputed_point" and reference.column == "chosen":
                    self._update(TABLES["disputed_point"], other, {"chosen": row}, {"chosen": None})
                elif reference.owned or with_references:
                    if not reference.owned and reference.column in ("parent", "previous", "appeal_from"):
                        self._update(TABLES[reference.table], other, {reference.column: row}, {reference.column: None})
                    else:
                        count += self._remove(reference.table, other, with_references=with_references)
                else:
                    raise RecordError(
                        f"This {table.replace('_', ' ')} is still named by {len(found)} "
                        f"{reference.table.replace('_', ' ')} record{'s' if len(found) > 1 else ''}. "
                        "Remove or change those first."
                    )
        rows.delete(self._connection, table, row)
        self.changes.append(Change(table, row, before, None))
        return count

    def apply(self, changes: Iterable[Change]) -> None:
        """Write changes as given: what undo and redo do. Each must start from where the file stands."""
        for change in changes:
            before = rows.current(self._connection, change.table, change.row)
            if change.before is None:
                fits = before is None
            else:
                fits = before is not None and all(before[n] == v for n, v in change.before.items())
            if not fits:
                raise RecordError(f"A {change.table.replace('_', ' ')} is no longer as this edit left it.")
            if change.after is None:
                rows.delete(self._connection, change.table, change.row)
            elif change.before is None:
                rows.insert(self._connection, change.table, [change.after])
            else:
                rows.update(self._connection, change.table, change.row, change.after)
            self.changes.append(change)

    def _stamped(self, record: R) -> R:
        values: dict[str, Any] = {}
        if not record.id:
            values["id"] = self._ids.new()
        for name in ("created", "modified"):
            if getattr(record, name, None) == "":
                values[name] = self.now
        return replace(record, **values) if values else record


def _refused(record_type: type[Record], error: sqlite3.IntegrityError) -> RecordError:
    name = record_type.TABLE.replace("_", " ")
    if "FOREIGN KEY" in str(error):
        return RecordError(f"This {name} refers to a record that is not in the tracker.")
    if "UNIQUE" in str(error):
        return RecordError(f"A {name} with this id or name is already in the tracker.", "id")
    return RecordError(f"This {name} cannot be written: {error}.")
