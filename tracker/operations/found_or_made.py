"""Whom and what other people's files name: found in the tracker as people would find it, or made.

Stakeholders go by any of their names, letter case and accents aside; sources by web address, else by title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tracker.operations.draft import Draft, Place
from tracker.operations.naming import names_of
from tracker.query import fold
from tracker.records import (
    Authority,
    Event,
    EventAuthority,
    EventProceeding,
    EventTopic,
    Id,
    Proceeding,
    R,
    Role,
    Source,
    Stakeholder,
    Topic,
)

# Field of a row -> the role that those named in it have, and what kind of stakeholder they are if new.
_ROLES = {
    "agency": ("agency", "agency"),
    "plaintiff": ("plaintiff", "other"),
    "defendant": ("defendant", "other"),
    "judge": ("judge", "court"),
    "actor": ("party", "other"),
}


def items(cells: list[str]) -> list[str]:
    """What stands in cells with semicolons, bars or line breaks between."""
    return [item.strip() for cell in cells for item in re.split(r"[;|\n]", cell) if item.strip()]


class FoundOrMade:
    """The names that a tracker has, and those that a draft adds to it."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        store = draft.store
        self._people: dict[str, Id] = {}
        everyone = [*store.where(Stakeholder), *_added(draft, Stakeholder)]
        for person in everyone:
            self._people.setdefault(fold(person.name.strip()), person.id)
        for person in everyone:
            for name in names_of(person):
                self._people.setdefault(fold(name.strip()), person.id)
        self._topics = {fold(t.name.strip()): t.id for t in [*store.where(Topic), *_added(draft, Topic)]}
        self._laws = {a.citation: a.id for a in [*store.where(Authority), *_added(draft, Authority)]}
        self._cases: dict[str, list[tuple[str, Id]]] = {}
        for case in [*store.where(Proceeding), *_added(draft, Proceeding)]:
            self._cases.setdefault(case.docket_number, []).append((fold(case.court), case.id))
        self._sources: dict[tuple[str, str], Id] = {}
        for row, url, title in store.connection.execute("SELECT id, url, title FROM source ORDER BY id"):
            self._sources.setdefault(_source_key(url, title), row)
        for source in _added(draft, Source):
            self._sources.setdefault(_source_key(source.url, source.title), source.id)
        self._events: dict[str, Id] = {}
        self._there: set[tuple[str, str]] = set()
        for row, title, day in store.connection.execute("SELECT id, title, date FROM event ORDER BY id"):
            self._events.setdefault(fold(title.strip()), row)
            self._there.add((title, day))
        for event in _added(draft, Event):
            self._events.setdefault(fold(event.title.strip()), event.id)

    def event_titled(self, title: str) -> Id:
        """The first event with this title; 0 if there is none."""
        return self._events.get(fold(title.strip()), 0)

    def is_there(self, title: str, day: str) -> bool:
        """Whether the tracker had an event of this title and date before the import."""
        return (title, day) in self._there

    def stakeholder(self, name: str, kind: str, place: Place) -> Id:
        """Who goes by this name; made of this kind if nobody does. 0, and a problem, if the name cannot be one."""
        key = fold(name.strip())
        if key not in self._people or not name:
            self._people[key] = self._draft.add(Stakeholder(name=name.strip(), kind=kind), place)
        return self._people[key]

    def source(self, source: Source, place: Place) -> Id:
        """The source with this web address (or title, where it has none); made as given if there is none."""
        key = _source_key(source.url, source.title)
        if key not in self._sources or not any(key):
            self._sources[key] = self._draft.add(source, place)
        return self._sources[key]

    def knows_docket(self, number: str) -> bool:
        """Whether just one proceeding has this docket number."""
        return len(self._cases.get(number, ())) == 1

    def links(self, event: Id, values: Mapping[str, list[str]], place: Place) -> None:
        """Tie an event to those that its row names: roles, topics, proceedings, authorities."""
        draft, number = self._draft, 0
        for field, (usual, kind) in _ROLES.items():
            for item in items(values.get(field, [])):
                role, equals, name = item.partition("=")
                if field != "actor" or not equals or not name.strip() or not role.strip():
                    role, name = usual, item
                person = self.stakeholder(name.strip(), kind, place)
                if person:
                    draft.add(Role(event=event, stakeholder=person, role=role.strip(), place=number), place)
                    number += 1
        for position, name in enumerate(dict.fromkeys(items(values.get("topic", [])))):
            key = fold(name)
            if key not in self._topics:
                self._topics[key] = draft.add(Topic(name=name), place)
            draft.add(EventTopic(event=event, topic=self._topics[key], place=position), place)
        for citation in dict.fromkeys(items(values.get("authority", []))):
            if citation not in self._laws:
                self._laws[citation] = draft.add(Authority(citation=citation), place)
            draft.add(EventAuthority(event=event, authority=self._laws[citation]), place)
        court, case_name = (values.get(f, [""])[0].strip() for f in ("court", "case name"))
        judge = values.get("judge", [""])[0].strip()
        for docket in dict.fromkeys(items(values.get("docket number", []))):
            case = self._proceeding(docket, court, case_name, judge, place)
            if case:
                draft.add(EventProceeding(event=event, proceeding=case), place)

    def _proceeding(self, docket: str, court: str, case_name: str, judge: str, place: Place) -> Id:
        known = self._cases.setdefault(docket, [])
        same = [row for where, row in known if where == fold(court)]
        if same or (not court and len(known) == 1):
            return same[0] if same else known[0][1]
        if not court:
            return 0  # the row keeps the number in its summary
        made = self._draft.add(Proceeding(court=court, docket_number=docket, case_name=case_name, judge=judge), place)
        known.append((fold(court), made))
        return made


def _added(draft: Draft, record_type: type[R]) -> list[R]:
    return [record for record in draft.added[record_type.TABLE].values() if isinstance(record, record_type)]


def _source_key(url: str, title: str) -> tuple[str, str]:
    return (url, "") if url else ("", title)
