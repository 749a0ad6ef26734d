"""What the detail pane and exports read: one event with all that belongs to it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from tracker.dates import first_known_day
from tracker.records import (
    Authority,
    Citation,
    Claim,
    Concern,
    DisputedPoint,
    Event,
    EventAuthority,
    Id,
    Proceeding,
    Relation,
    Role,
    Source,
    Stakeholder,
    Status,
    Topic,
)
from tracker.store.order import SORT_DAY
from tracker.store.reading import many, where


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHead:
    """A source without its text, which may be megabytes: the other fields of `Source`, and whether a text is kept."""

    id: Id
    kind: str
    title: str
    publisher: str = ""
    authors: str = ""
    issued: str = ""
    accessed: str = ""
    url: str = ""
    archive_url: str = ""
    archived_at: str = ""
    language: str = ""
    number: str = ""
    note: str = ""
    media_type: str = ""
    sha256: str = ""
    previous: Id | None = None
    created: str = ""
    modified: str = ""
    has_text: bool = False


AnySource = Source | SourceHead
"""For what does not look into the text."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with its source."""

    citation: Citation
    source: AnySource


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role with its stakeholder."""

    role: Role
    stakeholder: Stakeholder


@dataclass(frozen=True, slots=True)
class ConcernView:
    """A concern with who holds it and the citations that bear it out."""

    concern: Concern
    stakeholder: Stakeholder
    citations: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class StatusView:
    """A status with its citations."""

    status: Status
    citations: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class RelationView:
    """A relation seen from one event: `other` is the event at its far end, `outgoing` whether it starts here."""

    relation: Relation
    other: Event
    outgoing: bool


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One version of a disputed point with the citations that give it."""

    claim: Claim
    citations: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class DisputedView:
    """A disputed point with its versions."""

    point: DisputedPoint
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class AuthorityView:
    """An authority and how the event uses it."""

    link: EventAuthority
    authority: Authority


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one event."""

    event: Event
    citations: tuple[Cited, ...]
    roles: tuple[RoleView, ...]
    concerns: tuple[ConcernView, ...]
    statuses: tuple[StatusView, ...]
    relations: tuple[RelationView, ...]
    disputed: tuple[DisputedView, ...]
    proceedings: tuple[Proceeding, ...]
    authorities: tuple[AuthorityView, ...]
    topics: tuple[Topic, ...]


_HEAD = tuple(f.name for f in fields(SourceHead) if f.name != "has_text")


def source_heads(connection: sqlite3.Connection, ids: Iterable[Id]) -> list[SourceHead]:
    """Sources without their texts, in the order of `ids`; ids no longer there are left out."""
    wanted = list(ids)
    sql = f"SELECT {', '.join(_HEAD)}, text <> '' FROM source WHERE id IN (SELECT value FROM json_each(?))"
    found = {}
    for *values, has_text in connection.execute(sql, (json.dumps(wanted),)):
        found[values[0]] = SourceHead(**dict(zip(_HEAD, values, strict=True)), has_text=bool(has_text))
    return [found[row] for row in wanted if row in found]


def cited(connection: sqlite3.Connection, target: str, row: int) -> tuple[Cited, ...]:
    """Citations of one event, status, concern or claim (`target` names which), in the order they were made."""
    equals: dict[str, Any] = {target: row}
    found = where(connection, Citation, "id", **equals)
    sources = {s.id: s for s in source_heads(connection, {c.source for c in found})}
    return tuple(Cited(c, sources[c.source]) for c in found)


def disputed(connection: sqlite3.Connection, point: DisputedPoint) -> DisputedView:
    """A disputed point with its versions and who gives them."""
    claims = where(connection, Claim, "place, id", disputed_point=point.id)
    return DisputedView(point, tuple(ClaimView(c, cited(connection, "claim", c.id)) for c in claims))


def dossier(connection: sqlite3.Connection, event: Event) -> Dossier:
    """Everything about one event."""
    row = event.id
    roles = where(connection, Role, "place, id", event=row)
    concerns = where(connection, Concern, event=row)
    names = {r.stakeholder for r in roles} | {c.stakeholder for c in concerns}
    people = {s.id: s for s in many(connection, Stakeholder, names)}
    relations = where(connection, Relation, from_event=row) + where(connection, Relation, to_event=row)
    others = {
        e.id: e for e in many(connection, Event, {r.from_event for r in relations} | {r.to_event for r in relations})
    }
    uses = where(connection, EventAuthority, event=row)
    authorities = {a.id: a for a in many(connection, Authority, {u.authority for u in uses})}
    linked = connection.execute("SELECT proceeding FROM event_proceeding WHERE event=? ORDER BY id", (row,)).fetchall()
    topics = connection.execute("SELECT topic FROM event_topic WHERE event=? ORDER BY place, id", (row,)).fetchall()
    return Dossier(
        event=event,
        citations=cited(connection, "event", row),
        roles=tuple(RoleView(r, people[r.stakeholder]) for r in roles),
        concerns=tuple(ConcernView(c, people[c.stakeholder], cited(connection, "concern", c.id)) for c in concerns),
        statuses=tuple(
            StatusView(s, cited(connection, "status", s.id))
            for s in sorted(
                where(connection, Status, event=row), key=lambda s: (first_known_day(s.as_of), s.as_of, s.id)
            )
        ),
        relations=tuple(
            RelationView(r, others[r.to_event if r.from_event == row else r.from_event], r.from_event == row)
            for r in relations
        ),
        disputed=tuple(disputed(connection, p) for p in where(connection, DisputedPoint, event=row)),
        proceedings=tuple(many(connection, Proceeding, [r[0] for r in linked])),
        authorities=tuple(AuthorityView(u, authorities[u.authority]) for u in uses),
        topics=tuple(many(connection, Topic, [r[0] for r in topics])),
    )


def shares_its_day(connection: sqlite3.Connection, event: Event) -> bool:
    """Whether another event has the same date."""
    day = f"(SELECT {SORT_DAY} FROM event e WHERE e.id = ?)"  # by which the index finds those few
    sql = f"SELECT 1 FROM event e WHERE {SORT_DAY} = {day} AND e.date = ? AND e.id <> ? LIMIT 1"
    return bool(event.date) and connection.execute(sql, (event.id, event.date, event.id)).fetchone() is not None
