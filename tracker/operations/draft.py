"""What an import would do, gathered before anything is written: records to add, records to change, what is wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from tracker.errors import RecordError
from tracker.formats import Problem
from tracker.operations.quoting import Anchor, anchor_quote
from tracker.records import RECORD_TYPES, REFERENCES, TABLES, Citation, R, Record, Reference, Source, id_text
from tracker.store import Store
from tracker.store.rules import check

NAMES: dict[str, tuple[str, ...]] = {
    "stakeholder": ("name",),
    "topic": ("name",),
    "proceeding": ("docket_number", "court"),
    "authority": ("citation",),
    "source": ("title",),
    "term": ("vocabulary", "name"),
    "saved_search": ("name", "text"),
    "feed": ("url",),
    "inbox_item": ("feed", "key"),
}
"""Tables whose rows people know by name -> the fields that make up the name."""

LINKS: dict[str, tuple[str, ...]] = {
    "role": ("event", "stakeholder", "role"),
    "event_topic": ("event", "topic"),
    "event_proceeding": ("event", "proceeding"),
    "event_authority": ("event", "authority", "use"),
    "relation": ("from_event", "to_event", "kind"),
    "concern": ("event", "stakeholder", "theme", "position"),
    "status": ("event", "axis", "value", "as_of"),
    "citation": ("source", "event", "concern", "status"),
}
"""Tables whose rows tie records together -> the fields by which two such rows say the same."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the files something stands.

    `headings`: field -> the column it came from, where the two differ. `column`: the one that all of it came from.
    """

    file: str
    row: int
    headings: Mapping[str, str] = field(default_factory=dict)
    column: str = ""

    def at(self, column: str) -> Place:
        """The same row, and the column that all that follows comes from."""
        return replace(self, column=column)

    def column_of(self, field: str) -> str:
        """The column that a field of a record came from."""
        return self.column or self.headings.get(field, field)


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record in the tracker, and the fields that the import gives another value."""

    record: Record
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as it was understood. `what` becomes of it: 'new', 'changed', 'unchanged', 'left out' or 'problem'."""

    file: str
    row: int
    what: str
    values: Mapping[str, str]


PREVIEWED = 20
"""Rows of each file shown in a preview."""


class Draft:
    """Records on their way into a tracker. Nothing is written; ids are final."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.added: dict[str, dict[int, Record]] = {table: {} for table in TABLES}
        self.changed: dict[tuple[str, int], RecordChange] = {}
        self.unchanged: Counter[str] = Counter()
        self.problems: list[Problem] = []
        self.notes: Counter[str] = Counter()
        self.preview: list[PreviewRow] = []
        self._places: dict[tuple[str, int], Place] = {}
        self._ids: dict[str, set[int]] = {}
        self._names: dict[str, dict[tuple[str, ...], list[int]]] = {}
        self._links: dict[str, dict[tuple[Any, ...], list[int]]] = {}

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

    def named(self, table: str, *name: str, aside: Container[int] = ()) -> int:
        """The id of the first record of this name, in the tracker or about to be; 0 if none but those in `aside`."""
        if table not in self._names:
            index = self._names[table] = defaultdict(list)
            for key, row in self._select(table, NAMES[table]):
                index[key].append(row)
            for row, record in self.added[table].items():
                index[_key(record, NAMES[table])].append(row)
        return next((row for row in self._names[table].get(name, ()) if row not in aside), 0)

    def take_link(self, table: str, aside: Container[int] = (), **values: Any) -> int:
        """The id of one more row of the tracker that says the same as these values of `LINKS`; 0 if none is left.

        Each row is given out once, so that two equal rows in a file match two in the tracker; rows in `aside` never.
        """
        if table not in self._links:
            links = self._links[table] = defaultdict(list)
            for key, row in reversed(self._select(table, LINKS[table])):
                links[key].append(row)
        left = self._links[table].get(tuple(values.get(name) for name in LINKS[table]))
        while left:
            row = left.pop()
            if row not in aside:
                return row
        return 0

    def _select(self, table: str, columns: tuple[str, ...]) -> list[tuple[tuple[Any, ...], int]]:
        names = ", ".join(f'"{c}"' for c in columns)
        found = self.store.connection.execute(f'SELECT id, {names} FROM "{table}" ORDER BY id')
        return [(row[1:], row[0]) for row in found]

    # What is to come

    def problem(self, place: Place, column: str, value: str, message: str) -> None:
        """Something in a file that cannot be taken in."""
        self.problems.append(Problem(place.file, place.row, column, value[:200], message))

    def add(self, record: R, place: Place) -> int:
        """A new record (id 0 gets one); returns its id, or 0, and a problem, if it may not be written."""
        if not record.id:
            record = replace(record, id=self.store.new_id())
        if not self._may_be(record, place) or self._stood_before(record.TABLE, record.id, place):
            return 0
        self.added[record.TABLE][record.id] = record
        if record.TABLE in self._names:
            self._names[record.TABLE][_key(record, NAMES[record.TABLE])].append(record.id)
        return record.id

    def cite(self, citation: Citation, quote: str, place: Place) -> int:
        """A new citation of quoted words, tied to their place in the text of the source where that is kept."""
        if not quote:
            return self.add(citation, place)
        found = self.added["source"].get(citation.source) or self.store.get(Source, citation.source)
        assert isinstance(found, Source)
        try:
            anchor = anchor_quote(found, quote)
        except RecordError:
            # Not in the text, or there several times: the words stay as they were given, and are shown as such.
            anchor = Anchor(quote, "", "", -1, -1, "orphaned")
        return self.add(replace(citation, **asdict(anchor)), place)

    def change(self, standing: Record, values: Mapping[str, Any], place: Place) -> bool:
        """Give a record of the tracker other values; it counts as unchanged if they are its own already."""
        differing = {n: v for n, v in values.items() if getattr(standing, n) != v}
        if differing and not self._may_be(replace(standing, **differing), place):
            return False
        if self._stood_before(standing.TABLE, standing.id, place):
            return False
        if differing:
            self.changed[standing.TABLE, standing.id] = RecordChange(standing, differing)
        else:
            self.unchanged[standing.TABLE] += 1
        return True

    def show(self, place: Place, table: str, row: int, problems: int, values: Mapping[str, str]) -> None:
        """Keep a row for the preview, if it is among the first of its file.

        `row` is the id that it got in `table`, 0 if it got none; `problems` how many there were before it.
        """
        if sum(p.file == place.file for p in self.preview[-PREVIEWED:]) == PREVIEWED:
            return
        if len(self.problems) > problems:
            what = "problem"
        elif row in self.added[table]:
            what = "new"
        elif row:
            what = "changed" if (table, row) in self.changed else "unchanged"
        else:
            what = "left out"
        self.preview.append(PreviewRow(place.file, place.row, what, values))

    def _may_be(self, record: Record, place: Place) -> bool:
        try:
            check(record)
        except RecordError as error:
            value = getattr(record, error.field, "") if error.field else ""
            self.problem(place, place.column_of(error.field), value if isinstance(value, str) else "", str(error))
            return False
        return True

    def _stood_before(self, table: str, row: int, place: Place) -> bool:
        before = self._places.setdefault((table, row), place)
        if before is not place:
            self.problem(place, "id", id_text(row), f"This id stands in row {before.row} of {before.file} already.")
        return before is not place

    # In the end

    def settle_references(self) -> None:
        """Leave out what refers to a record that is in neither the tracker nor the files, and say so."""
        again = True
        while again:
            again = False
            for reference in REFERENCES:
                if reference.owned or not reference.optional:
                    again |= self._leave_out_lost(reference)
                else:
                    self._let_go(reference)

    def _leave_out_lost(self, reference: Reference) -> bool:
        added, column = self.added[reference.table], reference.column
        gone = [r.id for r in added.values() if self._is_lost(reference, getattr(r, column))]
        for row in gone:
            self._lost(reference, row, getattr(added.pop(row), column))
        for (table, row), change in list(self.changed.items()):
            if table == reference.table and self._is_lost(reference, change.values.get(column)):
                del self.changed[table, row]
                self._lost(reference, row, change.values[column])
        return bool(gone)

    def _is_lost(self, reference: Reference, row: int | None) -> bool:
        return row is not None and not self.knows(reference.target, row)

    def _lost(self, reference: Reference, record: int, row: int) -> None:
        place = self._places[reference.table, record]
        column = place.column or place.headings.get(reference.column, f"{reference.column}_id")
        target = reference.target.replace("_", " ")
        self.problem(place, column, id_text(row), f"No {target} has this id in the files or in the tracker.")

    def _let_go(self, reference: Reference) -> None:
        """A record that merely may name another does without it."""
        table, column = reference.table, reference.column
        nothing: dict[str, Any] = {column: None}
        spoken = column.replace("_", " ")
        lost = f"Records that name as their {spoken} one that is not here, and are taken in without it"
        for row, record in self.added[table].items():
            if self._is_lost(reference, getattr(record, column)):
                self.added[table][row] = replace(record, **nothing)
                self.notes[lost] += 1
        for key, change in list(self.changed.items()):
            if key[0] == table and self._is_lost(reference, change.values.get(column)):
                self.changed[key] = RecordChange(change.record, {n: v for n, v in change.values.items() if n != column})
                self.notes[lost] += 1

    def in_order(self) -> list[Record]:
        """The records to add, each after those it refers to. A ring of versions or parents is a problem."""
        out: list[Record] = []
        for record_type in RECORD_TYPES:
            table = record_type.TABLE
            own = [r.column for r in REFERENCES if r.table == r.target == table]
            out += self._parents_first(table, own[0]) if own else self.added[table].values()
        return out

    def _parents_first(self, table: str, column: str) -> list[Record]:
        records = self.added[table]
        waiting: dict[int, list[Record]] = defaultdict(list)
        ready: list[Record] = []
        for record in records.values():
            parent = getattr(record, column)
            if parent in records:
                waiting[parent].append(record)
            else:
                ready.append(record)
        for record in ready:  # it grows while it is walked
            ready += waiting.pop(record.id, ())
        for ring in waiting.values():
            for record in ring:
                value = id_text(getattr(record, column))
                message = f"Following “{column}” from here leads back here."
                self.problem(self._places[table, record.id], f"{column}_id", value, message)
        return ready


def _key(record: Record, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in names)


Tick = Callable[[], None]
"""Called once a row: it reports progress, and raises CancelledError if the user wants no more."""
