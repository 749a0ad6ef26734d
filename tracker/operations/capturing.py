"""Capture an article: its source with the text and the bytes it was read from, the event it tells of, what people say
of that, all as one edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tracker import dates
from tracker.capture.article import Snapshot
from tracker.errors import NotFoundError, RecordError
from tracker.operations import naming
from tracker.operations.annotate import ConcernDraft, write_authority, write_concern
from tracker.operations.involve import AuthorityDraft
from tracker.operations.log import CitationDraft, EventDraft, add_citation, write_event
from tracker.operations.quoting import CONTEXT
from tracker.operations.revise import change_source
from tracker.records import Citation, Concern, Event, Id, InboxItem, Source, Stakeholder
from tracker.store import Store
from tracker.store.edit import Edit
from tracker.store.source_versions import versions

THIS: Id = 0
"""In the citations of a draft: the source that is being captured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureDraft:
    """What is to be kept of an article. Nothing but the source need be.

    `source` is new (its id is 0); `previous` in it makes it another version of a source of the tracker, after the
    newest that there is. Its hash, media type and day of access are taken from `snapshot`. `same_as`: no new source is
    made, that one of the tracker is cited in its place; where no text of it is kept, the text is kept with it from now
    on, and the snapshot where it has none.

    `event` is new, or one of the tracker by its id; it cites the source, with the words of its citations of `THIS` or
    without any. `concerns` cite `THIS` too. `stakeholders` (ids 0) are made where nobody goes by their names yet, so
    that those whom roles and concerns name come with their kind and other names.
    """

    source: Source
    snapshot: Snapshot | None = None
    same_as: Id = 0
    event: EventDraft | Id | None = None
    citations: tuple[CitationDraft, ...] = ()
    concerns: tuple[ConcernDraft, ...] = ()
    stakeholders: tuple[Stakeholder, ...] = ()
    authorities: tuple[AuthorityDraft, ...] = ()
    inbox_item: Id = 0


@dataclass(frozen=True, slots=True)
class Captured:
    """What was written, as saved."""

    source: Source
    event: Event | None
    concerns: tuple[Concern, ...]


def capture(store: Store, draft: CaptureDraft) -> Captured:
    """Write all of it in one edit that one undo takes back (the bytes of the snapshot stay).

    Raises RecordError (nothing is written then), such as for a quote that is not in the text, NotFoundError,
    ReadOnlyError.
    """
    if draft.event is None and (draft.concerns or draft.citations or draft.authorities):
        raise RecordError("Concerns, quotes and law belong to an event. Give the event as well.", "event")
    with store.edit("Capture article") as edit:
        source = _source(store, edit, draft)
        for stakeholder in draft.stakeholders:
            if naming.find_stakeholder(store, stakeholder.name) is None:
                edit.add(stakeholder)
        event = _event(store, edit, draft, source)
        concerns: list[Concern] = []
        if event is not None:
            for concern in draft.concerns:
                cited = concern.citation and _of(source, draft, concern.citation)
                concerns.append(write_concern(store, edit, event.id, replace(concern, citation=cited)))
            for authority in draft.authorities:
                write_authority(store, edit, event.id, authority.citation, authority.use, authority.kind)
        for item in store.many(InboxItem, [draft.inbox_item]):  # if it is still there
            edit.change(item, state="captured")
    return Captured(source, event, tuple(concerns))


def _source(store: Store, edit: Edit, draft: CaptureDraft) -> Source:
    """The source that is cited: new, or that of the tracker which is meant."""
    if not draft.same_as:
        previous = draft.source.previous
        if previous is not None:
            standing = versions(store.connection, previous)
            if not standing:
                raise NotFoundError("The source that this is another version of is no longer in the tracker.")
            previous = standing[-1].id
        return edit.add(replace(draft.source, previous=previous, **_of_snapshot(store, draft)))
    there = store.get(Source, draft.same_as)
    if there.text or not draft.source.text:
        return there
    values = {"text": draft.source.text}
    # The bytes that are kept with it already, such as a scan, are never put aside for those of its text.
    if not there.sha256:
        values |= _of_snapshot(store, draft)
    if there.accessed:
        values.pop("accessed", None)
    return change_source(store, edit, there, **values)


def _of_snapshot(store: Store, draft: CaptureDraft) -> Mapping[str, Any]:
    """The fields of a source that follow from the bytes it was read from, which are kept."""
    snapshot = draft.snapshot
    if snapshot is None:
        return {"accessed": draft.source.accessed or dates.utc_now()[:10]}
    return {
        "sha256": store.keep_blob(snapshot.data, snapshot.media_type),
        "media_type": snapshot.media_type,
        "accessed": draft.source.accessed or (snapshot.at or dates.utc_now())[:10],
    }


def _event(store: Store, edit: Edit, draft: CaptureDraft, source: Source) -> Event | None:
    """The event, new or of the tracker, tied to the source."""
    if draft.event is None:
        return None
    if isinstance(draft.event, EventDraft):
        own = tuple(_of(source, draft, citation) for citation in draft.event.citations)
        event = write_event(store, edit, replace(draft.event, citations=own))
    else:
        event = naming.event_there(store, draft.event)
    for citation in draft.citations:
        add_citation(store, edit, _of(source, draft, citation), event=event.id)
    if not store.where(Citation, event=event.id, source=source.id):
        add_citation(store, edit, CitationDraft(source=source.id), event=event.id)
    return event


def _of(source: Source, draft: CaptureDraft, citation: CitationDraft) -> CitationDraft:
    """A citation of `THIS` as one of the source that was written."""
    if citation.source != THIS:
        return citation
    text, start = draft.source.text, citation.start
    if source.text == text or start < 0:
        return replace(citation, source=source.id)
    # Places were found in the text that came; in the one kept before the words may stand elsewhere. What came before
    # them tells those that stand there several times apart.
    before = text[max(0, start - CONTEXT) : start]
    known = before if before + citation.quote in source.text else citation.prefix
    return replace(citation, source=source.id, prefix=known, start=-1)
