"""Other people's CSV files into records: columns mapped by name or as told, every row that cannot be read reported."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from tracker import vocabulary
from tracker.errors import DateError
from tracker.formats import Table
from tracker.operations.column_names import IGNORE, date_basis, listed, mapped, plain
from tracker.operations.draft import Draft, Place, Tick
from tracker.operations.found_or_made import FoundOrMade, items
from tracker.operations.typed_dates import DateReader
from tracker.records import Citation, Concern, Event, Id, Source, id_number

Values = Mapping[str, list[str]]
"""Field -> the cells of the columns mapped to it that are not empty, in the order of the columns."""

_REQUIRED = {"event": ("title",), "source": ("title",), "concern": ("event", "stakeholder", "theme")}
_YES_NO = {"yes": True, "true": True, "1": True, "x": True, "no": False, "false": False, "0": False}
_SOURCE_KINDS = {fold: kind for kind, text in vocabulary.SOURCE_KIND_LABELS.items() for fold in (kind, plain(text))}
_URL = re.compile(r"https?://[^\s;<>\"]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the user says about files of other programs; see `importing.plan`."""

    mapping: Mapping[str, str]
    day_first: bool | None
    default_type: str
    keep_unknown: bool


@dataclass(frozen=True, slots=True)
class StrangeFile:
    """A file of somebody else: what its rows are ('event', 'source', 'concern') and where its columns go."""

    table: str
    data: Table
    mapping: Mapping[str, str]
    unknown: tuple[str, ...]


def recognise(data: Table, table: str, mapping: Mapping[str, str]) -> StrangeFile:
    """Where the columns of a file go. `table` '' finds out by the file's name; events if that says nothing."""
    if not table:
        stem = plain(PurePath(data.name).stem).removesuffix("s")
        table = stem if stem in _REQUIRED else "event"
    wanted = {column: target for column, target in mapping.items() if column in data.header}
    found = mapped(table, data.header, wanted)
    unknown = []
    for place, column in enumerate(data.header):
        if column not in found and (column or any(cells[place].strip() for _, cells in data.rows)):
            unknown.append(column or f"column {place + 1}")
    return StrangeFile(table, data, {c: t for c, t in found.items() if t != IGNORE}, tuple(unknown))


def read_strangers(draft: Draft, files: Sequence[StrangeFile], choices: Choices, tick: Tick) -> None:
    """Take the rows of other people's files into the draft: sources first, concerns last, as each names the other."""
    theirs: dict[tuple[str, str], Id] = {}
    for file in sorted(files, key=lambda f: ("source", "event", "concern").index(f.table)):
        _File(draft, file, choices, theirs).read(tick)


class _File:
    """One file. `theirs`: (table, id as their files have it) -> ours."""

    def __init__(self, draft: Draft, file: StrangeFile, choices: Choices, theirs: dict[tuple[str, str], Id]) -> None:
        self._draft, self._file, self._choices, self._theirs = draft, file, choices, theirs
        self._dates = DateReader(choices.day_first)
        self._things = FoundOrMade(draft)
        header = file.data.header
        self._columns = [(place, file.mapping[c]) for place, c in enumerate(header) if c in file.mapping]
        self._unknown = [
            (place, name)
            for place, name in enumerate(c or f"column {n}" for n, c in enumerate(header, 1))
            if name in file.unknown
        ]
        self._headings = {target: column for column, target in reversed(list(file.mapping.items()))}
        self._basis = date_basis(self._headings.get("date", ""))
        # Of TimelineJS a row of type 'title' is the timeline's own heading, and 'era' a stretch of it.
        self._is_timelinejs = {"headline", "year", "month", "display date"} <= {plain(c) for c in header}

    def read(self, tick: Tick) -> None:
        data, draft = self._file.data, self._draft
        if not data.rows and not data.problems:
            draft.problem(Place(data.name, 1), "", "", "There is nothing below the header.")
        missing = [t for t in _REQUIRED[self._file.table] if t not in self._headings]
        if missing == ["title"] and "case name" in self._headings:
            missing = []
        if missing:
            columns = listed(data.header)
            for target in missing:
                message = f"No column gives the {target}. Map one of these to it: {columns}."
                draft.problem(Place(data.name, 1), "", "", message)
            return
        take = {"event": self._event, "source": self._source, "concern": self._concern}[self._file.table]
        for number, cells in data.rows:
            tick()
            if not any(c.strip() for c in cells):
                continue
            values: dict[str, list[str]] = {}
            for place, target in self._columns:
                if cells[place].strip():
                    values.setdefault(target, []).append(cells[place])
            rest = [f"{name}: {cells[place]}" for place, name in self._unknown if cells[place].strip()]
            origin, problems = Place(data.name, number, self._headings), len(draft.problems)
            row = take(origin, values, rest if self._choices.keep_unknown else [])
            draft.show(origin, self._file.table, row, problems, self._understood(row, values))
        hint = self._dates.hint()
        if hint:
            draft.notes[hint] += self._dates.orders["day first"] + self._dates.orders["month first"]

    def _understood(self, row: Id, values: Values) -> dict[str, str]:
        """Field -> text as it will be kept, where that is not what the file says."""
        shown = {target: "; ".join(cells) for target, cells in values.items()}
        record = self._draft.added[self._file.table].get(row)
        if isinstance(record, Event):
            shown |= {"title": record.title, "type": record.type, "date": record.date}
        return shown

    def _one(self, values: Values, target: str) -> str:
        return values.get(target, [""])[0].strip()

    # Events

    def _event(self, place: Place, values: Values, rest: list[str]) -> Id:
        draft = self._draft
        kind = self._one(values, "type")
        if self._is_timelinejs:
            if kind.lower() == "title":
                draft.notes["Title slides of a TimelineJS timeline, which are no events and are left out"] += 1
                return 0
            kind = ""
        problems = len(draft.problems)
        day = self._day(place, values)
        important = self._one(values, "noteworthy").lower()
        if important and important not in _YES_NO:
            draft.problem(place, self._headings["noteworthy"], important, "This must be yes or no.")
        title = ": ".join(t.strip() for t in values.get("title", ())) or self._one(values, "case name")
        if not title:
            draft.problem(place, self._headings.get("title", "title"), "", "This event has no title.")
        if len(draft.problems) > problems:
            return 0
        shown = self._one(values, "display date")
        exact = self._displayed(shown, day) if shown else day
        words = [*values.get("summary", ()), *self._homeless(values, title), *rest]
        if shown and not exact:
            words.append(f"Display date: {shown}")
        if not kind:
            draft.notes[f"Events with no type of their own, which become “{self._choices.default_type}”"] += 1
        if self._things.is_there(title, exact or day):
            draft.notes["Events with the title and date of one that the tracker has already"] += 1
        event = draft.add(
            Event(
                title=title,
                type=_type(kind) or self._choices.default_type,
                date=exact or day,
                date_basis=self._basis if day else "",
                summary="\n\n".join(words),
                noteworthy=_YES_NO.get(important, False),
            ),
            place,
        )
        if event:
            if "id" in values:
                self._theirs["event", self._one(values, "id")] = event
            for source in self._sources(place, values):
                draft.add(Citation(source=source, event=event), place)
            self._things.links(event, values, place)
        return event

    def _homeless(self, values: Values, title: str) -> list[str]:
        """What no record can be made of, as lines for the summary: a case without a court, an address that is none."""
        lines = [f"{self._headings['url']}: {c.strip()}" for c in values.get("url", ()) if not _URL.search(c)]
        docket, court, case_name = (self._one(values, t) for t in ("docket number", "court", "case name"))
        if docket and (court or all(self._things.knows_docket(d) for d in items([docket]))):
            return lines
        said = {"Case": case_name if case_name != title else "", "Court": court, "Docket number": docket}
        return [*lines, *(f"{label}: {text}" for label, text in said.items() if text)]

    def _day(self, place: Place, values: Values) -> str:
        try:
            first, last = self._one(values, "date"), self._one(values, "end date")
            start = self._dates.numbers(*(self._one(values, t) for t in ("year", "month", "day")))
            end = self._dates.numbers(*(self._one(values, t) for t in ("end year", "end month", "end day")))
            return self._dates.span(first or start, last or end)
        except DateError as error:
            given = [t for t in ("date", "end date", "year", "month", "day") if t in values]
            at_fault = next((t for t in given if self._one(values, t) == error.text.strip()), given[0])
            self._draft.problem(place, self._headings[at_fault], error.text, str(error))
            return ""

    def _displayed(self, shown: str, day: str) -> str:
        """The date in words, if it says the same as the one in numbers (and perhaps that it is not certain)."""
        try:
            read = self._dates.read(shown)
        except DateError:
            return ""
        return read if not day or read.rstrip("?~%") == day else ""

    # Sources

    def _source(self, place: Place, values: Values, rest: list[str]) -> Id:
        try:
            issued = self._dates.read(self._one(values, "date"))
        except DateError as error:
            self._draft.problem(place, self._headings["date"], error.text, str(error))
            return 0
        kind = self._one(values, "kind")
        note = "\n\n".join([*values.get("note", ()), *rest])
        source = Source(
            kind=_SOURCE_KINDS.get(plain(kind)) or _SOURCE_KINDS.get(kind) or kind or "document",
            title=self._one(values, "title") or self._one(values, "url"),
            publisher=self._one(values, "publisher"),
            authors=self._one(values, "author"),
            issued=issued,
            url=self._one(values, "url"),
            language=self._one(values, "language"),
            number=self._one(values, "document number"),
            note=note,
        )
        row = self._things.source(source, place)
        if row and "id" in values:
            self._theirs["source", self._one(values, "id")] = row
        return row

    def _sources(self, place: Place, values: Values) -> list[Id]:
        """The sources that a row names by id, title or web address."""
        addresses = [u for cell in values.get("url", ()) for u in _URL.findall(cell)]
        one_address = len(addresses) == 1
        titles: list[str] = []
        rows: list[Id] = []
        for item in (i.strip() for cell in values.get("source", ()) for i in re.split(r"[;\n]", cell)):
            known = self._theirs.get(("source", item))
            found = _URL.findall(item)
            if known:
                rows.append(known)
            elif found:
                addresses += found
            elif item:
                titles.append(item)
        if one_address and len(titles) == len(addresses) == 1:
            pairs = [(titles[0], addresses[0])]
        else:
            pairs = [(u, u) for u in addresses] + [(t, "") for t in titles]
        for title, url in pairs:
            source = Source(
                kind="webpage" if url else "document",
                title=title,
                url=url,
                publisher=self._one(values, "publisher"),
                authors=self._one(values, "author"),
                number=self._one(values, "document number"),
            )
            rows.append(self._things.source(source, place))
        return [row for row in dict.fromkeys(rows) if row]

    # Concerns

    def _concern(self, place: Place, values: Values, rest: list[str]) -> Id:
        draft = self._draft
        named = self._one(values, "event")
        event = self._theirs.get(("event", named)) or _our_id(named) or self._things.event_titled(named)
        if not draft.knows("event", event):
            message = "No event has this id or title, in the files or in the tracker. Import the events first."
            draft.problem(place, self._headings["event"], named, message)
            return 0
        holder = self._things.stakeholder(
            self._one(values, "stakeholder"), self._one(values, "stakeholder kind") or "other", place
        )
        if not holder:
            return 0
        concern = draft.add(
            Concern(
                event=event,
                stakeholder=holder,
                theme=self._one(values, "theme"),
                position=self._one(values, "position").lower() or "neutral",
                statement="\n\n".join([*values.get("statement", ()), *rest]),
            ),
            place,
        )
        if concern:
            quote = "".join(values.get("quote", ()))
            for source in self._sources(place, values):
                draft.cite(Citation(source=source, concern=concern), quote, place)
        return concern


def _type(text: str) -> str:
    """A type of event as we write it, if it is one that we know; else as they do."""
    known = text.lower()
    return known if known in vocabulary.FAMILY_OF else text


def _our_id(text: str) -> Id:
    try:
        return id_number(text)
    except ValueError:
        return 0
