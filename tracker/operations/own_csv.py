"""Our own CSV files back into records: by id, exactly; from joined columns only what has no file of its own.

A folder (or several files) restores each table from its own file. A single file is enough too: events.csv names its
sources, concerns, roles ... in joined columns, and concerns.csv, statuses.csv and sources.csv say enough of the
events they belong to; records made from such mentions are completed, by id, when their own file is imported.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any

from tracker import dates
from tracker.errors import DateError
from tracker.formats import Table
from tracker.formats.guard import unguard
from tracker.formats.joined import split, split_parts
from tracker.operations.draft import Draft, Place
from tracker.records import (
    TABLES,
    Authority,
    Citation,
    Concern,
    Event,
    EventAuthority,
    EventProceeding,
    EventTopic,
    Proceeding,
    Record,
    Relation,
    Role,
    Source,
    Stakeholder,
    Status,
    Topic,
    id_number,
)
from tracker.store.exporting import FILES, columns_of, heading

Cells = Mapping[str, str]
_DERIVED = {"date_min", "date_max"}  # they follow from the date


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file we wrote: which table it holds, its rows, and whether its formulas were guarded."""

    table: str
    data: Table
    guarded: bool


def recognised(data: Table, rows: str = "") -> str:
    """The table whose file this is, judged by its header and first ids; '' if it is not one of ours."""
    header = set(data.header)
    if "id" not in header or len(header) < len(data.header):
        return ""
    place = data.header.index("id")
    try:
        for _, cells in data.rows[:20]:
            if cells[place]:
                id_number(cells[place])
    except ValueError:
        return ""
    stem = data.name.rsplit("/", 1)[-1]
    fitting = []
    for table, name in FILES.items():
        known = {c.name for c in columns_of(table)}
        if header <= known:
            fitting.append((table != rows, header != known, name != stem, table))
    return min(fitting)[-1] if fitting else ""


def read_own(draft: Draft, files: Collection[OwnFile], tick: Callable[[], None]) -> None:
    """Take all rows of our own files into the draft. `tick` is called once a row."""
    present = {f.table for f in files}
    later: list[tuple[_Joins, Cells, int, Place]] = []
    order = list(TABLES)  # stakeholders before the concerns that may else make them
    for file in sorted(files, key=lambda f: order.index(f.table)):
        reader = _RowReader(draft, file)
        joins = _Joins(draft, file, present)
        for place, cells in reader.rows():
            tick()
            row = reader.take(place, cells)
            if row and joins.any:
                later.append((joins, cells, row, place))
    # Mentions come last: a record that has a row of its own anywhere is not made from one.
    for joins, cells, row, place in later:
        joins.take(cells, row, place)


class _RowReader:
    """Rows of one file into records of its table."""

    def __init__(self, draft: Draft, file: OwnFile) -> None:
        self._draft, self._file = draft, file
        self._type: type[Record] = TABLES[file.table]
        header = set(file.data.header)
        self._fields = [f for f in fields(self._type) if heading(f) in header and f.name not in _DERIVED]
        self._headings = {f.name: heading(f) for f in fields(self._type)}
        ids = []
        if "id" in header:
            place = file.data.header.index("id")
            for _, cells in file.data.rows:
                try:
                    ids.append(id_number(cells[place]))
                except ValueError:
                    continue  # `take` reports it, or it is a new row
        self._standing = {r.id: r for r in draft.store.many(self._type, ids)}

    def rows(self) -> Any:
        """(place, column -> text, guards undone) of each row."""
        data = self._file.data
        words = {c.name for c in columns_of(self._file.table) if c.words} if self._file.guarded else set()
        for number, cells in data.rows:
            texts = {n: unguard(c) if n in words else c for n, c in zip(data.header, cells, strict=True)}
            yield Place(data.name, number, self._headings), texts

    def take(self, place: Place, cells: Cells) -> int:
        """Take one row into the draft; returns its id, 0 if it cannot be taken."""
        draft = self._draft
        values: dict[str, Any] = {}
        before = len(draft.problems)
        for f in self._fields:
            cell = cells[heading(f)]
            try:
                values[f.name] = _value(f, cell)
            except (ValueError, DateError) as error:
                draft.problem(place, heading(f), cell, str(error))
        if len(draft.problems) > before:
            return 0
        row = values.get("id") or 0
        standing = self._standing.get(row)
        if standing is not None:
            draft.change(standing, values, place)
            return row
        if self._type in (Concern, Status):
            values["event"] = _id(cells.get("event_id", ""))
        if self._type is Concern:
            values["stakeholder"] = self._stakeholder(cells, place)
        for f in fields(self._type):
            if f.name not in values and f.default is MISSING:
                draft.problem(place, heading(f), "", f"A new {self._type.TABLE} needs the column “{heading(f)}”.")
                return 0
        record = draft.add(self._type(**values), place)
        return record.id if record else 0

    def _stakeholder(self, cells: Cells, place: Place) -> int:
        """Who holds a concern: by id, else by name among those the tracker has, else new."""
        row, name = _id(cells.get("stakeholder_id", "")), cells.get("stakeholder", "")
        if row and (self._draft.knows("stakeholder", row) or not name):
            return row
        found = self._draft.named(Stakeholder, _name, name, standing=bool(row))
        if found:
            return found
        made = self._draft.add(Stakeholder(id=row, name=name, kind=cells.get("stakeholder_kind", "other")), place)
        return made.id if made else 0


def _value(field: Any, cell: str) -> Any:
    """The value of a field that a cell stands for. ValueError or DateError, with what to do, if for none."""
    if field.name == "id" or "references" in field.metadata:
        row = id_number(cell) if cell else 0
        return row if row or field.default is not None else None
    if field.type == "bool":
        known = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}
        if cell.strip().lower() not in known:
            raise ValueError("This must be yes or no.")
        return known[cell.strip().lower()]
    if field.type == "int":
        try:
            return int(cell) if cell else field.default
        except ValueError:
            raise ValueError("This must be a whole number.") from None
    if "edtf" in field.metadata and cell:
        return _edtf(cell)
    return cell


def _edtf(cell: str) -> str:
    """A date as we wrote it, or as somebody changed it since, if that has one reading."""
    try:
        dates.bounds(cell)
    except DateError:
        readings = dates.read(cell, datetime.date.today())
        if len(readings) > 1:
            choices = " or ".join(f"{r.edtf} ({r.label})" for r in readings)
            raise DateError(f"This date can be read in several ways: write {choices}.", cell) from None
        return readings[0].edtf
    return cell


def _id(cell: str) -> int:
    try:
        return id_number(cell) if cell else 0
    except ValueError:
        return 0


def _name(stakeholder: Stakeholder) -> str:
    return stakeholder.name


def _topic(topic: Topic) -> str:
    return topic.name


def _docket(proceeding: Proceeding) -> tuple[str, str]:
    return proceeding.docket_number, proceeding.court


def _citation(authority: Authority) -> str:
    return authority.citation


def _title(source: Source) -> str:
    return source.title


class _Joins:
    """What the joined columns of one file say of records that have no file of their own among those imported."""

    def __init__(self, draft: Draft, file: OwnFile, present: set[str]) -> None:
        self._draft, self._file, self._present = draft, file, present
        self._columns = set(file.data.header)
        self.any = bool(self._columns - {heading(f) for f in fields(TABLES[file.table])})

    def take(self, cells: Cells, row: int, place: Place) -> None:
        """Take the joined cells of one row."""
        if self._file.table == "event":
            self._sources(cells, place, event=row)
            self._concerns(cells, row, place)
            self._statuses(cells, row, place)
            self._roles(cells, row, place)
            self._named_links(cells, row, place)
            self._relations(cells, row, place)
        elif self._file.table == "source":
            self._events(cells, row, place)
        elif self._file.table in ("concern", "status"):
            event = self._event(cells["event_id"], cells, place) if "event_id" in cells else 0
            if event:
                self._sources(cells, place, **{self._file.table: row})

    def _items(self, cells: Cells, place: Place, *columns: str) -> list[tuple[str, ...]]:
        """The items of columns that go together: one tuple for each, '' where a column is missing."""
        count = max((len(split(cells[c])) for c in columns if c in cells), default=0)
        lists = [split(cells[c], count) if c in cells else [""] * count for c in columns]
        for column, items in zip(columns, lists, strict=True):
            if len(items) != count:
                message = f"has {len(items)} items where “{columns[0]}” has {len(lists[0])}, and they go together."
                self._draft.problem(place, column, cells[column], message)
                return []
        return list(zip(*lists, strict=True))

    def _sources(self, cells: Cells, place: Place, **target: int) -> None:
        draft = self._draft
        ((kind, row),) = target.items()
        whole: dict[str, Any] = {kind: row}
        for title, source_text, quote, cited_text in self._items(
            cells, place, "sources", "source_ids", "quotes", "citation_ids"
        ):
            source, cited = _id(source_text), _id(cited_text)
            if not source:
                source = draft.named(Source, _title, title)
            if not source or not draft.knows("source", source):
                if "source" in self._present:
                    continue  # the file of sources is here, and does not hold it: its citation would say so
                made = draft.add(Source(id=source, kind="document", title=title), place)
                source = made.id if made else 0
            if not source or "citation" in self._present:
                continue
            if cited and draft.knows("citation", cited):
                continue
            if not cited and draft.take_link("citation", ("source", kind, "exact"), (source, row, quote)):
                continue
            draft.add(replace(Citation(id=cited, source=source, exact=quote), **whole), place)

    def _events(self, cells: Cells, source: int, place: Place) -> None:
        draft = self._draft
        for event_text, day, kind, title, cited_text in self._items(
            cells, place, "event_ids", "event_dates", "event_types", "events", "citation_ids"
        ):
            one = {"event_date": day, "event_type": kind, "event_title": title}
            event, cited = self._event(event_text, one, place), _id(cited_text)
            if not event or "citation" in self._present or (cited and draft.knows("citation", cited)):
                continue
            if not cited and draft.take_link("citation", ("source", "event"), (source, event)):
                continue
            draft.add(Citation(id=cited, source=source, event=event), place)

    def _event(self, text: str, cells: Cells, place: Place) -> int:
        """The event that a row names, made from what the row says of it if it is not known."""
        row = _id(text)
        if not row or self._draft.knows("event", row) or "event" in self._present:
            return row
        order = cells.get("event_day_order", "")
        made = self._draft.add(
            Event(
                id=row,
                title=cells.get("event_title", ""),
                type=cells.get("event_type", ""),
                date=cells.get("event_date", ""),
                day_order=int(order) if order.lstrip("-").isdecimal() else 0,
            ),
            place,
        )
        return made.id if made else 0

    def _person(self, name: str, place: Place) -> int:
        found = self._draft.named(Stakeholder, _name, name)
        if found:
            return found
        made = self._draft.add(Stakeholder(name=name), place)
        return made.id if made else 0

    def _concerns(self, cells: Cells, event: int, place: Place) -> None:
        if "concern" in self._present or "concerns" not in cells:
            return
        ids = split(cells.get("concern_ids", ""))
        items = split_parts(cells["concerns"], ":")
        if ids and len(ids) != len(items):
            self._items(cells, place, "concerns", "concern_ids")  # says so
            return
        for number, (name, rest) in enumerate(items):
            row = _id(ids[number]) if ids else 0
            position, _, theme = rest.strip(" ").partition(" (")
            if row and self._draft.knows("concern", row):
                continue
            person = self._person(name, place)
            theme = theme.removesuffix(")")
            key = (event, person, theme, position)
            if not person or (
                not row and self._draft.take_link("concern", ("event", "stakeholder", "theme", "position"), key)
            ):
                continue
            self._draft.add(Concern(id=row, event=event, stakeholder=person, theme=theme, position=position), place)

    def _statuses(self, cells: Cells, event: int, place: Place) -> None:
        if "status" in self._present or "statuses" not in cells:
            return
        for text, status_text in self._items(cells, place, "statuses", "status_ids"):
            row = _id(status_text)
            if row and self._draft.knows("status", row):
                continue
            axis, _, rest = text.partition(": ")
            value, _, day = rest.partition(" (")
            key = (event, axis, value, day.removesuffix(")"))
            if not row and self._draft.take_link("status", ("event", "axis", "value", "as_of"), key):
                continue
            self._draft.add(Status(id=row, event=event, axis=axis, value=value, as_of=key[3]), place)

    def _roles(self, cells: Cells, event: int, place: Place) -> None:
        if "role" in self._present:
            return
        for number, (role, name) in enumerate(split_parts(cells.get("roles", ""), "=")):
            person = self._person(name, place)
            key = (event, person, role)
            if person and not self._draft.take_link("role", ("event", "stakeholder", "role"), key):
                self._draft.add(Role(event=event, stakeholder=person, role=role, place=number), place)

    def _named_links(self, cells: Cells, event: int, place: Place) -> None:
        """Topics, proceedings and authorities: each found by its name, or made, and linked to the event."""
        draft = self._draft
        if "event_topic" not in self._present:
            for number, name in enumerate(split(cells.get("topics", ""))):
                topic = draft.named(Topic, _topic, name) or _made(draft.add(Topic(name=name), place))
                if topic and not draft.take_link("event_topic", ("event", "topic"), (event, topic)):
                    draft.add(EventTopic(event=event, topic=topic, place=number), place)
        if "event_proceeding" not in self._present:
            for docket, court in split_parts(cells.get("proceedings", ""), "("):
                docket, court = docket.removesuffix(" "), court.removesuffix(")")
                case = draft.named(Proceeding, _docket, (docket, court)) or _made(
                    draft.add(Proceeding(court=court, docket_number=docket), place)
                )
                if case and not draft.take_link("event_proceeding", ("event", "proceeding"), (event, case)):
                    draft.add(EventProceeding(event=event, proceeding=case), place)
        if "event_authority" not in self._present:
            for citation, use in split_parts(cells.get("authorities", ""), "["):
                if use:
                    citation, use = citation.removesuffix(" "), use.removesuffix("]")
                law = draft.named(Authority, _citation, citation) or _made(
                    draft.add(Authority(citation=citation), place)
                )
                key = (event, law, use or "cited")
                if law and not draft.take_link("event_authority", ("event", "authority", "use"), key):
                    draft.add(EventAuthority(event=event, authority=law, use=key[2]), place)

    def _relations(self, cells: Cells, event: int, place: Place) -> None:
        if "relation" in self._present or "relations" not in cells:
            return
        kinds = split_parts(cells["relations"], "=")
        others = split(cells.get("related_ids", ""))
        if len(others) != len(kinds):
            self._items(cells, place, "relations", "related_ids")
            return
        for (kind, _), text in zip(kinds, others, strict=True):
            other = _id(text)
            if not self._draft.knows("event", other):
                self._draft.notes["leads to an event that is neither in the files nor in the tracker"] += 1
            elif not self._draft.take_link("relation", ("from_event", "to_event", "kind"), (event, other, kind)):
                self._draft.add(Relation(from_event=event, to_event=other, kind=kind), place)


def _made(record: Record | None) -> int:
    return record.id if record else 0
