"""What an import would do, gathered before anything is written: records to add, records to change, what is wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tracker.errors import RecordError
from tracker.formats import Problem
from tracker.records import RECORD_TYPES, REFERENCES, TABLES, R, Record, Reference, id_text
from tracker.store import Store
from tracker.store.rules import checked


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the files something stands."""

    file: str
    row: int
    headings: Mapping[str, str] = field(default_factory=dict)
    """Field -> the column it came from, where the two differ."""


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record in the tracker, and the fields that the import gives another value."""

    record: Record
    values: Mapping[str, Any]


class Draft:
    """Records on their way into a tracker. Nothing is written; ids are final."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.added: dict[str, dict[int, Record]] = {table: {} for table in TABLES}
        self.changed: dict[tuple[str, int], RecordChange] = {}
        self.unchanged: Counter[str] = Counter()
        self.problems: list[Problem] = []
        self.notes: Counter[str] = Counter()
        self._places: dict[tuple[str, int], Place] = {}
        self._ids: dict[str, set[int]] = {}
        self._names: dict[tuple[str, Any], dict[Any, int]] = {}
        self._links: dict[str, Counter[tuple[Any, ...]]] = {}

    # What is there

    def stands(self, table: str, row: int) -> bool:
        """Whether the tracker holds this row already."""
        if table not in self._ids:
            found = self.store.connection.execute(f'SELECT id FROM "{table}"')
            self._ids[table] = {r[0] for r in found}
        return row in self._ids[table]

    def knows(self, table: str, row: int) -> bool:
        """Whether the tracker holds this row, or will after the import."""
        return row in self.added[table] or self.stands(table, row)

    def named(self, record_type: type[R], key: Callable[[R], Any], wanted: Any, *, standing: bool = False) -> int:
        """The id of the first record whose `key` is `wanted`; 0 if there is none. `standing`: in the tracker only."""
        table = record_type.TABLE
        index = self._names.get((table, key))
        if index is None:
            index = self._names[table, key] = {}
            for record in self.store.where(record_type):
                index.setdefault(key(record), record.id)
            for made in self.added[table].values():
                index.setdefault(key(made), made.id)  # type: ignore[arg-type]
        row = index.get(wanted, 0)
        return 0 if standing and row and not self.stands(table, row) else row

    def take_link(self, table: str, columns: tuple[str, ...], key: tuple[Any, ...]) -> bool:
        """Whether the tracker holds one more row of `table` with these values than was asked for so far."""
        if table not in self._links:
            names = ", ".join(f'"{c}"' for c in columns)
            found = self.store.connection.execute(f'SELECT {names} FROM "{table}"')
            self._links[table] = Counter(tuple(row) for row in found)
        if self._links[table][key] > 0:
            self._links[table][key] -= 1
            return True
        return False

    # What is to come

    def problem(self, place: Place, column: str, value: str, message: str) -> None:
        """Something in a file that cannot be taken in."""
        self.problems.append(Problem(place.file, place.row, column, value[:200], message))

    def add(self, record: R, place: Place) -> R | None:
        """A new record (id 0 gets one). None, and a problem, if it may not be written."""
        if not record.id:
            record = replace(record, id=self.store.new_id())
        record_or_none = self._checked(record, place)
        if record_or_none is None:
            return None
        record = record_or_none
        if record.id in self.added[record.TABLE]:
            other = self._places[record.TABLE, record.id]
            self.problem(place, "id", id_text(record.id), f"This id stands in row {other.row} of {other.file} already.")
            return None
        self.added[record.TABLE][record.id] = record
        self._places[record.TABLE, record.id] = place
        for (table, key), index in self._names.items():
            if table == record.TABLE:
                index.setdefault(key(record), record.id)
        return record

    def change(self, standing: Record, values: Mapping[str, Any], place: Place) -> None:
        """Give a record of the tracker other values; it counts as unchanged if they are its own already."""
        differing = {n: v for n, v in values.items() if getattr(standing, n) != v}
        if (standing.TABLE, standing.id) in self._places:
            other = self._places[standing.TABLE, standing.id]
            text = f"This id stands in row {other.row} of {other.file} already."
            self.problem(place, "id", id_text(standing.id), text)
            return
        self._places[standing.TABLE, standing.id] = place
        if not differing:
            self.unchanged[standing.TABLE] += 1
        elif self._checked(replace(standing, **differing), place) is not None:
            self.changed[standing.TABLE, standing.id] = RecordChange(standing, differing)

    def _checked(self, record: R, place: Place) -> R | None:
        try:
            return checked(record)
        except RecordError as error:
            column = place.headings.get(error.field, error.field)
            value = getattr(record, error.field, "") if error.field else ""
            self.problem(place, column, value if isinstance(value, str) else "", str(error))
            return None

    # In the end

    def settle_references(self) -> None:
        """Drop what refers to a record that is in neither the tracker nor the files, and say so."""
        again = True
        while again:
            again = False
            for reference in REFERENCES:
                if reference.column in ("parent", "previous", "appeal_from", "chosen"):
                    self._let_go(reference)
                else:
                    again |= self._drop_lost(reference)

    def _drop_lost(self, reference: Reference) -> bool:
        def lost(row: int | None) -> bool:
            return row is not None and not self.knows(reference.target, row)

        added = self.added[reference.table]
        gone = [r for r in added.values() if lost(getattr(r, reference.column))]
        for record in gone:
            del added[record.id]
            self._lost(reference, record.id, getattr(record, reference.column))
        changes = [
            (key, change.values[reference.column])
            for key, change in self.changed.items()
            if key[0] == reference.table and lost(change.values.get(reference.column))
        ]
        for key, row in changes:
            del self.changed[key]
            self._lost(reference, key[1], row)
        return bool(gone)

    def _lost(self, reference: Reference, record: int, row: int) -> None:
        target = reference.target.replace("_", " ")
        message = f"There is no {target} with this id in the files or in the tracker. Import its file too."
        place = self._places[reference.table, record]
        self.problem(place, place.headings.get(reference.column, f"{reference.column}_id"), id_text(row), message)

    def _let_go(self, reference: Reference) -> None:
        """A record that merely may name another does without it."""
        for record in list(self.added[reference.table].values()):
            row = getattr(record, reference.column)
            if row is not None and not self.knows(reference.target, row):
                changes: dict[str, Any] = {reference.column: None}
                self.added[reference.table][record.id] = replace(record, **changes)
                self.notes[f"names as its {reference.column.replace('_', ' ')} a record that is not here"] += 1
        for key, change in list(self.changed.items()):
            row = change.values.get(reference.column)
            if key[0] == reference.table and row is not None and not self.knows(reference.target, row):
                values = {n: v for n, v in change.values.items() if n != reference.column}
                self.changed[key] = RecordChange(change.record, values)

    def in_order(self) -> list[Record]:
        """The records to add, each after those it refers to (a ring of versions or parents aside)."""
        out: list[Record] = []
        for record_type in RECORD_TYPES:
            records = self.added[record_type.TABLE]
            own = [r.column for r in REFERENCES if r.table == r.target == record_type.TABLE]
            out += _parents_first(records, own[0]) if own else records.values()
        return out


def _parents_first(records: Mapping[int, Record], column: str) -> Iterable[Record]:
    """Records so that each comes after the one its `column` names."""
    waiting: dict[int, list[Record]] = defaultdict(list)
    ready: list[Record] = []
    for record in records.values():
        parent = getattr(record, column)
        if parent in records and parent != record.id:
            waiting[parent].append(record)
        else:
            ready.append(record)
    for record in ready:  # it grows while it is walked
        ready += waiting.pop(record.id, ())
    for ring in waiting.values():
        ready += ring
    return ready
