"""Log a development: an event with its sources, roles, topics and proceedings, in one edit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from tracker.operations import naming
from tracker.operations.quoting import anchor_quote
from tracker.records import Citation, Event, EventProceeding, EventTopic, Id, Role, Source
from tracker.store import Store
from tracker.store.edit import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationDraft:
    """A source to cite: one in the tracker, by id, or a new one (a `Source` with id 0), and the words in it.

    Where the words stand in several places, `start` or `prefix` says which (see `anchor_quote`).
    """

    source: Source | Id
    quote: str = ""
    prefix: str = ""
    start: int = -1
    locator: str = ""
    relation: str = "supports"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDraft:
    """A part in the event, and the name of who has it: found by any of their names, or made (of `kind`)."""

    role: str
    stakeholder: str
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocketDraft:
    """A proceeding by its docket number; `court` (and `case_name`) are needed if it is not in the tracker yet."""

    docket_number: str
    court: str = ""
    case_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """A development as somebody enters it. `date` is EDTF text (`tracker.dates.read` turns what is typed into it)."""

    title: str
    type: str
    date: str = ""
    date_basis: str = ""
    day_order: int = 0
    summary: str = ""
    evidence: str = ""
    noteworthy: bool = False
    citations: tuple[CitationDraft, ...] = ()
    roles: tuple[RoleDraft, ...] = ()
    topics: tuple[str, ...] = ()
    dockets: tuple[DocketDraft, ...] = ()


def log_event(store: Store, draft: EventDraft) -> Event:
    """Write the event and all that was entered with it; returns the event as saved.

    Raises RecordError (nothing is written then), NotFoundError for a source that is not there, ReadOnlyError.
    """
    with store.edit("Log development") as edit:
        return write_event(store, edit, draft)


def write_event(store: Store, edit: Edit, draft: EventDraft) -> Event:
    """Inside an edit: the event and all that was entered with it."""
    event = edit.add(
        Event(
            title=draft.title,
            type=draft.type,
            date=draft.date,
            date_basis=draft.date_basis,
            day_order=draft.day_order,
            summary=draft.summary,
            evidence=draft.evidence,
            noteworthy=draft.noteworthy,
        )
    )
    for citation in draft.citations:
        add_citation(store, edit, citation, event=event.id)
    add_roles(store, edit, event.id, draft.roles)
    add_topics(store, edit, event.id, draft.topics)
    for docket in draft.dockets:
        write_proceeding(store, edit, event.id, docket)
    return event


def add_citation(
    store: Store,
    edit: Edit,
    draft: CitationDraft,
    *,
    event: Id | None = None,
    status: Id | None = None,
    concern: Id | None = None,
    claim: Id | None = None,
) -> Citation:
    """Inside an edit: cite a source for exactly one of event, status, concern, claim, its quote anchored."""
    source = naming.source_meant(store, edit, draft.source)
    return edit.add(
        Citation(
            source=source.id,
            event=event,
            status=status,
            concern=concern,
            claim=claim,
            relation=draft.relation,
            locator=draft.locator,
            **asdict(anchor_quote(source, draft.quote, draft.prefix, draft.start)),
        )
    )


def write_proceeding(store: Store, edit: Edit, event: Id, draft: DocketDraft) -> EventProceeding:
    """Inside an edit: tie an event to a proceeding, made if need be; nothing happens if it stands in it already."""
    found = naming.proceeding_numbered(store, edit, draft.docket_number, draft.court, draft.case_name)
    tied = store.where(EventProceeding, event=event, proceeding=found.id)
    return tied[0] if tied else edit.add(EventProceeding(event=event, proceeding=found.id))


def add_roles(store: Store, edit: Edit, event: Id, drafts: Iterable[RoleDraft], first_place: int = 0) -> list[Role]:
    """Inside an edit: give stakeholders their parts in an event, in order."""
    out = []
    for place, draft in enumerate(drafts, first_place):
        who = naming.stakeholder_named(store, edit, draft.stakeholder, draft.kind)
        out.append(edit.add(Role(event=event, stakeholder=who.id, role=draft.role, place=place, note=draft.note)))
    return out


def add_topics(store: Store, edit: Edit, event: Id, names: Iterable[str], first_place: int = 0) -> list[EventTopic]:
    """Inside an edit: give an event topics, in order; one it bears already is left alone."""
    borne = {link.topic for link in store.where(EventTopic, event=event)}
    out = []
    for place, name in enumerate(names, first_place):
        topic = naming.topic_named(store, edit, name)
        if topic.id not in borne:
            borne.add(topic.id)
            out.append(edit.add(EventTopic(event=event, topic=topic.id, place=place)))
    return out
