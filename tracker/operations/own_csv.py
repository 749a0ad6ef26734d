"""Our own CSV files back into records: by id, exactly; from joined columns only what has no file of its own.

A folder (or several files) restores each table from its own file. A single file is enough too: events.csv names its
sources, concerns, roles ... in joined columns, and concerns.csv, statuses.csv and sources.csv say enough of the
events they belong to; records made from such mentions are completed, by id, when their own file is imported. Ids of
those mentioned stand beside their names (`source_ids`, `role_stakeholder_ids`, `concern_stakeholder_ids` ...), so that
these four files say the same when exported again, taken in one by one in any order or all at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any

from tracker import dates
from tracker.errors import DateError
from tracker.formats import Table
from tracker.formats.guard import unguard
from tracker.operations.draft import LINKS, NAMES, Draft, Place, Tick
from tracker.operations.mentions import Mentions
from tracker.operations.people import People, id_in
from tracker.operations.typed_dates import DateReader
from tracker.records import TABLES, Concern, Record, id_number
from tracker.store.exporting import FILES, columns_of, heading

Cells = Mapping[str, str]
_CELL = 32_767  # UTF-16 units: what the most used spreadsheet keeps of a cell
_CUT = (
    "Spreadsheets keep no more than 32,767 characters of a cell, and one has cut this text. Take the column “{0}” "
    "out of the file: then the text stays as it is."
)
_TIMES = {"created", "modified"}
_DERIVED = {"date_min", "date_max"}  # they follow from the date
_YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}
# Rows known by a name, or that only tie others together: the tracker may hold the same under another id.
_ADOPTED_BY_NAME = {"stakeholder", "topic", "proceeding", "authority", "term", "saved_search", "feed", "inbox_item"}
_ADOPTED_LINKS = {"role", "event_topic", "event_proceeding", "event_authority", "relation"}


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file we wrote: which table it holds, its rows, and whether its formulas were guarded."""

    table: str
    data: Table
    guarded: bool


def recognised(data: Table, rows: str = "") -> str:
    """The table whose file this is, judged by its header and its ids; '' if it is not one of ours.

    `rows` is the table that the user says it is, '' if not said. Where most ids are such as only we write, it is
    ours, whatever columns and rows somebody added.
    """
    header = set(data.header)
    if "id" not in header or len(header) < len(data.header):
        return ""
    place = data.header.index("id")
    ids = [cells[place] for _, cells in data.rows[:200] if cells[place]]
    if sum(map(is_id, ids)) * 2 < len(ids):
        return ""
    fitting = []
    for table, name in FILES.items():
        known = {c.name for c in columns_of(table)}
        if header <= known or (ids and len(header & known) > 2):
            fitting.append((len(header - known), table != rows, header != known, name != data.name, table))
    # The best fit; of several that fit alike the first in FILES, as `min` keeps it.
    return min(fitting, key=lambda f: f[:4])[-1] if fitting else ""


def is_id(text: str) -> bool:
    """Whether `text` is an id as we write it."""
    return id_in(text) > 0


def read_own(draft: Draft, files: Collection[OwnFile], day_first: bool | None, tick: Tick) -> None:
    """Take all rows of our own files into the draft. `day_first` is for dates that a spreadsheet has rewritten."""
    typed = DateReader(day_first)
    present = {f.table for f in files}
    same: dict[tuple[str, int], int] = {}
    people = People(draft, same, [f.data for f in files], "stakeholder" in present)
    later: list[tuple[Mentions, Cells, int, Place]] = []
    order = list(TABLES)  # each after those it refers to
    for file in sorted(files, key=lambda f: order.index(f.table)):
        reader = _Rows(draft, file, same, typed, people)
        mentions = Mentions(draft, file.table, file.data.header, present, people)
        for place, cells in reader.cells():
            tick()
            problems = len(draft.problems)
            row = reader.take(place, cells)
            draft.show(place, file.table, row, problems, cells)
            if row and mentions.any:
                later.append((mentions, cells, row, place))
    # Mentions come last: a record that has a row of its own anywhere is not made from one.
    for mentions, cells, row, place in later:
        mentions.take(cells, row, place)


class _Rows:
    """Rows of one file into records of its table.

    `same`: (table, id) in the files -> the id that the tracker has for the same thing, where it is another.
    """

    def __init__(
        self, draft: Draft, file: OwnFile, same: dict[tuple[str, int], int], typed: DateReader, people: People
    ) -> None:
        self._draft, self._file, self._same, self._dates, self._people = draft, file, same, typed, people
        self._type: type[Record] = TABLES[file.table]
        header = set(file.data.header)
        self._fields = [f for f in fields(self._type) if heading(f) in header and f.name not in _DERIVED]
        self._headings = {f.name: heading(f) for f in fields(self._type)}
        place = file.data.header.index("id")
        self._in_file = {id_number(cells[place]) for _, cells in file.data.rows if is_id(cells[place])}
        self._standing = {r.id: r for r in draft.store.many(self._type, self._in_file)}
        self._meant = set(self._in_file)  # with those of the tracker that a row has been taken for

    def cells(self) -> Iterator[tuple[Place, Cells]]:
        """Each row as column -> text, the guards before formulas undone."""
        data = self._file.data
        words = {c.name for c in columns_of(self._file.table) if c.words} if self._file.guarded else set()
        for number, cells in data.rows:
            texts = {n: unguard(c) if n in words else c for n, c in zip(data.header, cells, strict=True)}
            yield Place(data.name, number, self._headings), texts

    def take(self, place: Place, cells: Cells) -> int:
        """Take one row into the draft; returns its id, 0 if it cannot be taken."""
        draft = self._draft
        values: dict[str, Any] = {}
        problems = len(draft.problems)
        for f in self._fields:
            try:
                values[f.name] = self._value(f, cells[heading(f)])
            except (ValueError, DateError) as error:
                draft.problem(place, heading(f), cells[heading(f)], str(error))
        if len(draft.problems) > problems:
            return 0
        if self._type is Concern and {"stakeholder_id", "stakeholder"} & cells.keys():
            number, name, kind = (cells.get(c, "") for c in ("stakeholder_id", "stakeholder", "stakeholder_kind"))
            values["stakeholder"] = self._people.meant(number, name, kind, place)
        row: int = values["id"]
        adopted = None if row in self._standing else self._adopt(values)
        if adopted is not None:
            self._fill_in(adopted, values, place)
            return adopted.id
        standing = self._standing.get(row)
        if standing is not None:
            for name, value in values.items():
                if isinstance(value, str) and _is_cut(value, getattr(standing, name)):
                    draft.problem(place, self._headings[name], value[:80], _CUT.format(self._headings[name]))
                    return 0
            draft.change(standing, values | {"id": standing.id}, place)
            if (self._file.table, standing.id) in draft.changed and _is_older(values, standing):
                draft.notes["Records changed here since the files were exported, which they set back"] += 1
            return standing.id
        for f in fields(self._type):
            if f.name not in values and f.default is MISSING:
                kind = self._type.TABLE.replace("_", " ")
                draft.problem(place, heading(f), "", f"A new {kind} needs the column “{heading(f)}”.")
                return 0
        return draft.add(self._type(**values), place)

    def _value(self, field: Field[Any], cell: str) -> Any:
        """The value of a field that a cell stands for. ValueError or DateError, with what to do, if for none."""
        if field.name == "id" or "references" in field.metadata:
            row = id_number(cell) if cell else 0
            target = field.metadata.get("references", "")
            if not row and field.default is MISSING:
                raise ValueError("This must be the id of a record.")
            return self._same.get((target, row), row) or field.default
        if field.type == "bool":
            if cell.strip().lower() not in _YES_NO:
                raise ValueError("This must be yes or no.")
            return _YES_NO[cell.strip().lower()]
        if field.type == "int":
            try:
                return int(cell) if cell else field.default
            except ValueError:
                raise ValueError("This must be a whole number.") from None
        if "edtf" in field.metadata and cell:
            try:
                dates.bounds(cell)
            except DateError:
                return self._dates.read(cell)
        return cell

    def _adopt(self, values: Mapping[str, Any]) -> Record | None:
        """The record of the tracker that is meant although its id is another: of the same name, or the same link."""
        table, found = self._file.table, 0
        if not values["id"]:
            return None
        if table in _ADOPTED_BY_NAME and all(name in values for name in NAMES[table]):
            *first, last = (values[name] for name in NAMES[table])
            found = self._draft.named(table, *first, last, aside=self._meant) if last else 0
            if not self._draft.stands(table, found):
                return None
        elif table in _ADOPTED_LINKS and all(name in values for name in LINKS[table]):
            found = self._draft.take_link(table, self._in_file, **{name: values[name] for name in LINKS[table]})
        if not found:
            return None
        self._meant.add(found)
        self._same[table, values["id"]] = found
        self._draft.notes["Records here under another id that are taken for the same"] += 1
        return self._draft.store.get(self._type, found)

    def _fill_in(self, adopted: Record, values: Mapping[str, Any], place: Place) -> None:
        """Give a record of the tracker the texts it lacks; what it says itself stays, for the file is about another."""
        texts = {
            f.name: f.default
            for f in self._fields
            if f.type == "str" and f.default is not MISSING and "vocabulary" not in f.metadata and f.name not in _TIMES
        }
        told = {n: values[n] for n, usual in texts.items() if values[n] not in (usual, getattr(adopted, n))}
        lacking = {n: text for n, text in told.items() if getattr(adopted, n) == texts[n]}
        self._draft.change(adopted, lacking, place)
        if len(lacking) < len(told):
            self._draft.notes["Of those, records that the files describe otherwise, where what is here stays"] += 1


def _is_older(values: Mapping[str, Any], standing: Record) -> bool:
    """Whether a row says that its record was last changed before the record in the tracker was."""
    said: str = values.get("modified", "")
    return bool(said) and said < getattr(standing, "modified", "")


def _is_cut(value: str, standing: str) -> bool:
    """Whether a text is as long as a spreadsheet's cell may be (or lacks half a character of it), and longer in
    the tracker."""
    if not _CELL // 2 <= len(value) <= _CELL < len(standing.encode("utf-16-le")) // 2:
        return False
    return _CELL - 1 <= len(value.encode("utf-16-le")) // 2 <= _CELL
