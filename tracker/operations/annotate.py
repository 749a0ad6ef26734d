"""Annotate an event: concerns on quotes, sources, standings, links, roles, topics, disputed points. One edit each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.errors import RecordError
from tracker.operations import naming
from tracker.operations.log import CitationDraft, RoleDraft, add_citation, add_roles
from tracker.records import (
    Citation,
    Claim,
    Concern,
    DisputedPoint,
    EventAuthority,
    EventTopic,
    Id,
    Relation,
    Role,
    Source,
    Status,
)
from tracker.store import Store
from tracker.store.edit import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernDraft:
    """What somebody says of an event. `stakeholder` is a name: found by any of their names, or made (of `kind`)."""

    stakeholder: str
    theme: str
    position: str = "neutral"
    statement: str = ""
    attribution: str = "named"
    kind: str = ""
    citation: CitationDraft | None = None


def add_concern(store: Store, event: Id, draft: ConcernDraft) -> Concern:
    """A stakeholder's concern about an event, with the words that show it. RecordError if the quote is not there."""
    with store.edit("Add concern") as edit:
        naming.event_there(store, event)
        return write_concern(store, edit, event, draft)


def write_concern(store: Store, edit: Edit, event: Id, draft: ConcernDraft) -> Concern:
    """Inside an edit: the concern, with the words that show it."""
    who = naming.stakeholder_named(store, edit, draft.stakeholder, draft.kind)
    concern = edit.add(
        Concern(
            event=event,
            stakeholder=who.id,
            theme=draft.theme,
            position=draft.position,
            statement=draft.statement,
            attribution=draft.attribution,
        )
    )
    if draft.citation is not None:
        add_citation(store, edit, draft.citation, concern=concern.id)
    return concern


def add_source(store: Store, source: Source) -> Source:
    """A new source that nothing cites yet."""
    with store.edit("Add source") as edit:
        return edit.add(source)


def cite(
    store: Store,
    draft: CitationDraft,
    *,
    event: Id | None = None,
    status: Id | None = None,
    concern: Id | None = None,
    claim: Id | None = None,
) -> Citation:
    """Cite a source, new or in the tracker, for one event, status, concern or claim."""
    with store.edit("Cite source") as edit:
        return add_citation(store, edit, draft, event=event, status=status, concern=concern, claim=claim)


def uncite(store: Store, citations: Iterable[Citation]) -> int:
    """Take back citations, as one edit; their sources stay in the tracker. Returns how many went."""
    with store.edit("Remove source") as edit:
        return sum(edit.remove(citation) for citation in citations)


def add_status(
    store: Store,
    event: Id,
    axis: str,
    value: str,
    as_of: str = "",
    note: str = "",
    citation: CitationDraft | None = None,
) -> Status:
    """How an event stands on one axis as of a date (EDTF), with the source that says so."""
    with store.edit("Add status") as edit:
        naming.event_there(store, event)
        status = edit.add(Status(event=event, axis=axis, value=value, as_of=as_of, note=note))
        if citation is not None:
            add_citation(store, edit, citation, status=status.id)
    return status


def add_relation(store: Store, from_event: Id, kind: str, to_event: Id, note: str = "") -> Relation:
    """Link one event to another: `from_event` challenges, amends, rules on ... `to_event`."""
    if from_event == to_event:
        raise RecordError("An event cannot be linked to itself.", "to_event")
    with store.edit("Link events") as edit:
        for event in (from_event, to_event):
            naming.event_there(store, event)
        if store.where(Relation, from_event=from_event, to_event=to_event, kind=kind):
            raise RecordError(f"These events are linked already (“{kind}”).", "to_event")
        return edit.add(Relation(from_event=from_event, to_event=to_event, kind=kind, note=note))


def add_role(store: Store, event: Id, draft: RoleDraft) -> Role:
    """Give a stakeholder a part in an event, after those already there. RecordError if they have it already."""
    with store.edit("Add role") as edit:
        naming.event_there(store, event)
        standing = store.where(Role, event=event)
        role = add_roles(store, edit, event, [draft], max((r.place for r in standing), default=-1) + 1)[0]
        if any((r.stakeholder, r.role) == (role.stakeholder, role.role) for r in standing):
            raise RecordError(f"{draft.stakeholder} has this part already (“{draft.role}”).", "role")
        return role


def set_topics(store: Store, event: Id, names: Sequence[str]) -> None:
    """Give an event exactly these topics, in this order."""
    with store.edit("Change topics") as edit:
        naming.event_there(store, event)
        write_topics(store, edit, event, names)


def write_topics(store: Store, edit: Edit, event: Id, names: Sequence[str]) -> None:
    """Inside an edit: give an event exactly these topics, in this order."""
    wanted = list(dict.fromkeys(naming.topic_named(store, edit, name).id for name in names))
    standing = {link.topic: link for link in store.where(EventTopic, event=event)}
    for topic, link in standing.items():
        if topic not in wanted:
            edit.remove(link)
    for place, topic in enumerate(wanted):
        if topic in standing:
            edit.change(standing[topic], place=place)
        else:
            edit.add(EventTopic(event=event, topic=topic, place=place))


def write_authority(
    store: Store, edit: Edit, event: Id, citation: str, use: str = "cited", kind: str = "statute"
) -> EventAuthority:
    """Inside an edit: tie an event to an authority, made if need be; nothing happens if it is tied to it so already."""
    authority = naming.authority_named(store, edit, citation, kind)
    tied = store.where(EventAuthority, event=event, authority=authority.id, use=use)
    return tied[0] if tied else edit.add(EventAuthority(event=event, authority=authority.id, use=use))


def add_disputed_point(
    store: Store,
    event: Id,
    question: str,
    claims: Iterable[tuple[str, Iterable[CitationDraft]]],
    kind: str = "other",
    note: str = "",
) -> DisputedPoint:
    """Something on which sources differ, with its versions, each a text and the sources that give it."""
    with store.edit("Add disputed point") as edit:
        naming.event_there(store, event)
        point = edit.add(DisputedPoint(event=event, kind=kind, question=question, note=note))
        for place, (text, citations) in enumerate(claims):
            claim = edit.add(Claim(disputed_point=point.id, text=text, place=place))
            for draft in citations:
                add_citation(store, edit, draft, claim=claim.id)
    return point


def settle(store: Store, point: DisputedPoint, claim: Claim, reason: str, settled: str) -> DisputedPoint:
    """Choose the version of a disputed point that holds, with the reason and the day (EDTF) it was settled."""
    if claim.disputed_point != point.id:
        raise RecordError("That version belongs to another disputed point.", "chosen")
    if not reason.strip():
        raise RecordError("Say why this version holds.", "reason")
    with store.edit("Settle disputed point") as edit:
        return edit.change(point, chosen=claim.id, reason=reason, settled=settled)


def reopen(store: Store, point: DisputedPoint) -> DisputedPoint:
    """Take back the choice made on a disputed point."""
    with store.edit("Reopen disputed point") as edit:
        return edit.change(point, chosen=None, reason="", settled="")
