"""Records that our CSV files mention in joined and context columns, made where no file of their own is imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from tracker.formats.joined import split, split_parts
from tracker.operations.draft import Draft, Place
from tracker.operations.people import People, id_in, ids_beside
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
    Relation,
    Role,
    Source,
    Status,
    Topic,
)
from tracker.store.exporting import heading

Cells = Mapping[str, str]


class Mentions:
    """What one file's rows say of records of other tables. `present`: tables that have a file of their own here.

    A mention never changes a record (but `People` fills in what kind of stakeholder somebody is): it makes those that
    neither the files nor the tracker hold.
    """

    def __init__(self, draft: Draft, table: str, header: Sequence[str], present: set[str], people: People) -> None:
        self._draft, self._table, self._present, self._people = draft, table, present, people
        self.any = bool(set(header) - {heading(f) for f in fields(TABLES[table])})

    def take(self, cells: Cells, row: int, place: Place) -> None:
        """Take the mentions in one row, whose own record has the id `row`."""
        if self._table == "event":
            self._sources(cells, "event", row, place.at("sources"))
            self._concerns(cells, row, place.at("concerns"))
            self._statuses(cells, row, place.at("statuses"))
            self._roles(cells, row, place.at("roles"))
            self._topics(cells, row, place.at("topics"))
            self._proceedings(cells, row, place.at("proceedings"))
            self._authorities(cells, row, place.at("authorities"))
            self._relations(cells, row, place.at("relations"))
        elif self._table == "source":
            self._events(cells, row, place.at("events"))
        elif self._table in ("concern", "status"):
            if "event_id" in cells:
                self._event(cells["event_id"], cells, place.at("event_title"))
            self._sources(cells, self._table, row, place.at("sources"))

    def _items(self, cells: Cells, place: Place, *columns: str) -> list[tuple[str, ...]]:
        """The items of columns that go together, one tuple each."""
        found = {c: split(cells[c]) for c in columns if c in cells}
        count = max(map(len, found.values()), default=0)
        # A column that is missing or empty says nothing: one empty item looks just like none.
        lists = [found.get(c) or [""] * count for c in columns]
        return list(zip(*lists, strict=True)) if self._agree(cells, place, columns, lists) else []

    def _agree(self, cells: Cells, place: Place, columns: Sequence[str], lists: Sequence[Sequence[Any]]) -> bool:
        """Whether columns that go together hold as many items each; a problem if not."""
        for column, items in zip(columns, lists, strict=True):
            if len(items) != len(lists[0]):
                message = f"This has {len(items)} items, but “{columns[0]}” has {len(lists[0])}; they go together."
                self._draft.problem(place, column, cells.get(column, ""), message)
                return False
        return True

    def _sources(self, cells: Cells, kind: str, row: int, place: Place) -> None:
        draft = self._draft
        for title, source_id, quote, citation_id in self._items(
            cells, place, "sources", "source_ids", "quotes", "citation_ids"
        ):
            source = id_in(source_id) or draft.named("source", title)
            if not draft.knows("source", source):
                if "source" in self._present:
                    continue  # the file of sources is here and leaves it out on purpose
                source = draft.add(Source(id=source, kind="document", title=title), place)
            target: dict[str, Any] = {kind: row}
            if source and not self._is_cited(id_in(citation_id), source, target):
                draft.cite(Citation(id=id_in(citation_id), source=source, **target), quote, place)

    def _is_cited(self, citation: int, source: int, target: Mapping[str, int]) -> bool:
        """Whether a citation has its row elsewhere, or is in the tracker."""
        if "citation" in self._present:
            return True
        if citation:
            return self._draft.knows("citation", citation)
        return bool(self._draft.take_link("citation", (), source=source, **target))

    def _events(self, cells: Cells, source: int, place: Place) -> None:
        for event_id, day, kind, title, citation_id in self._items(
            cells, place, "event_ids", "event_dates", "event_types", "events", "citation_ids"
        ):
            one = {"event_date": day, "event_type": kind, "event_title": title}
            event = self._event(event_id, one, place)
            if event and not self._is_cited(id_in(citation_id), source, {"event": event}):
                self._draft.add(Citation(id=id_in(citation_id), source=source, event=event), place)

    def _event(self, text: str, cells: Cells, place: Place) -> int:
        """The event that a row names, made from what the row says of it if it is not known."""
        row = id_in(text)
        if not row or self._draft.knows("event", row) or "event" in self._present:
            return row
        order = cells.get("event_day_order", "")
        event = Event(
            id=row,
            title=cells.get("event_title", ""),
            type=cells.get("event_type", ""),
            date=cells.get("event_date", ""),
            day_order=int(order) if order.lstrip("-").isdecimal() else 0,
        )
        return self._draft.add(event, place)

    def _concerns(self, cells: Cells, event: int, place: Place) -> None:
        if "concern" in self._present or "concerns" not in cells:
            return
        items = split_parts(cells["concerns"], ":")
        ids = split(cells["concern_ids"]) if "concern_ids" in cells else [""] * len(items)
        if not self._agree(cells, place, ("concerns", "concern_ids"), (items, ids)):
            return
        holders = ids_beside(items, split(cells.get("concern_stakeholder_ids", "")))
        for (name, rest), text, holder in zip(items, ids, holders, strict=True):
            row = id_in(text)
            if row and self._draft.knows("concern", row):
                continue
            position, _, theme = rest.removeprefix(" ").partition(" (")
            held: dict[str, Any] = {"event": event, "stakeholder": self._people.meant(holder, name, "", place)}
            held |= {"theme": theme.removesuffix(")"), "position": position}
            if held["stakeholder"] and (row or not self._draft.take_link("concern", **held)):
                self._draft.add(Concern(id=row, **held), place)

    def _statuses(self, cells: Cells, event: int, place: Place) -> None:
        if "status" in self._present or "statuses" not in cells:
            return
        for text, status_id in self._items(cells, place, "statuses", "status_ids"):
            row = id_in(status_id)
            if row and self._draft.knows("status", row):
                continue
            axis, _, rest = text.partition(": ")
            value, _, day = rest.partition(" (")
            stands: dict[str, Any] = {"event": event, "axis": axis, "value": value, "as_of": day.removesuffix(")")}
            if row or not self._draft.take_link("status", **stands):
                self._draft.add(Status(id=row, **stands), place)

    def _roles(self, cells: Cells, event: int, place: Place) -> None:
        if "role" in self._present:
            return
        items = split_parts(cells.get("roles", ""), "=")
        ids = ids_beside(items, split(cells.get("role_stakeholder_ids", "")))
        for number, ((role, name), text) in enumerate(zip(items, ids, strict=True)):
            person = self._people.meant(text, name, "", place)
            if person and not self._draft.take_link("role", event=event, stakeholder=person, role=role):
                self._draft.add(Role(event=event, stakeholder=person, role=role, place=number), place)

    def _topics(self, cells: Cells, event: int, place: Place) -> None:
        if "event_topic" in self._present:
            return
        for number, name in enumerate(split(cells.get("topics", ""))):
            topic = self._draft.named("topic", name) or self._draft.add(Topic(name=name), place)
            if topic and not self._draft.take_link("event_topic", event=event, topic=topic):
                self._draft.add(EventTopic(event=event, topic=topic, place=number), place)

    def _proceedings(self, cells: Cells, event: int, place: Place) -> None:
        if "event_proceeding" in self._present:
            return
        for docket, court in split_parts(cells.get("proceedings", ""), "("):
            docket, court = docket.removesuffix(" "), court.removesuffix(")")
            case = self._draft.named("proceeding", docket, court) or self._draft.add(
                Proceeding(court=court, docket_number=docket), place
            )
            if case and not self._draft.take_link("event_proceeding", event=event, proceeding=case):
                self._draft.add(EventProceeding(event=event, proceeding=case), place)

    def _authorities(self, cells: Cells, event: int, place: Place) -> None:
        if "event_authority" in self._present:
            return
        for citation, use in split_parts(cells.get("authorities", ""), "["):
            if use:
                citation, use = citation.removesuffix(" "), use.removesuffix("]")
            law = self._draft.named("authority", citation) or self._draft.add(Authority(citation=citation), place)
            use = use or "cited"
            if law and not self._draft.take_link("event_authority", event=event, authority=law, use=use):
                self._draft.add(EventAuthority(event=event, authority=law, use=use), place)

    def _relations(self, cells: Cells, event: int, place: Place) -> None:
        if "relation" in self._present or "relations" not in cells or "related_ids" not in cells:
            return
        kinds, others = split_parts(cells["relations"], "="), split(cells["related_ids"])
        if not self._agree(cells, place, ("relations", "related_ids"), (kinds, others)):
            return
        for (kind, _), text in zip(kinds, others, strict=True):
            other = id_in(text)
            if not self._draft.knows("event", other):
                self._draft.notes["Relations to events that are not here, left out"] += 1
            elif not self._draft.take_link("relation", from_event=event, to_event=other, kind=kind):
                self._draft.add(Relation(from_event=event, to_event=other, kind=kind), place)
