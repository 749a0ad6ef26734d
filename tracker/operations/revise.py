"""Change an event with its topics, a concern with its quote, a source with the quotes taken from it. One edit each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from tracker.operations import naming
from tracker.operations.annotate import ConcernDraft, write_topics
from tracker.operations.log import CitationDraft, add_citation
from tracker.operations.multi_edit import NOTHING, EventChanges, write_changes
from tracker.operations.quoting import anchor_quote
from tracker.operations.source_text import look_up_again
from tracker.records import Citation, Concern, Event, Id, LinkCheck, Source
from tracker.store import Store
from tracker.store.edit import Edit


def revise_event(
    store: Store, event: Id, values: Mapping[str, Any], topics: Sequence[str] = (), also: EventChanges = NOTHING
) -> Event:
    """Set fields of an event, its topics (unless there are none) and what can be changed of several; returns it as it
    now stands. RecordError, and nothing of it is done, if any may not be so."""
    with store.edit("Edit event") as edit:
        found = naming.event_there(store, event)
        if values:
            edit.change(found, **values)
        if topics:
            write_topics(store, edit, event, topics)
        if not also.is_nothing:
            write_changes(store, edit, [event], also)
        return naming.event_there(store, event)


def revise_concern(store: Store, concern: Concern, draft: ConcernDraft, state: str) -> Concern:
    """Give a concern what the draft says, and its one citation too.

    A concern with several citations keeps them as they are. RecordError if the quote is not in the source.
    """
    standing = store.where(Citation, concern=concern.id)
    with store.edit("Edit concern") as edit:
        who = naming.stakeholder_named(store, edit, draft.stakeholder, draft.kind)
        changed = edit.change(
            concern,
            stakeholder=who.id,
            theme=draft.theme,
            position=draft.position,
            statement=draft.statement,
            attribution=draft.attribution,
            state=state,
        )
        if len(standing) <= 1:
            _recite(store, edit, concern, standing[0] if standing else None, draft.citation)
    return changed


def _recite(store: Store, edit: Edit, concern: Concern, standing: Citation | None, draft: CitationDraft | None) -> None:
    if draft is None:
        if standing is not None:
            edit.remove(standing)
    elif standing is None:
        add_citation(store, edit, draft, concern=concern.id)
    else:
        source = naming.source_meant(store, edit, draft.source)
        values: dict[str, Any] = {"source": source.id, "locator": draft.locator}
        # A quote left as it was keeps its anchor, also one that is orphaned or was chosen among several places.
        if (source.id, draft.quote) != (standing.source, standing.exact) or draft.start >= 0:
            values |= asdict(anchor_quote(source, draft.quote, draft.prefix, draft.start))
        edit.change(standing, **values)


def revise_source(store: Store, source: Source, **values: Any) -> Source:
    """Set fields of a source. If its text changes, each quote from it is looked up in the new text: it matches, other
    words have come into its place (moved), or it is orphaned; it is never tied to other words unsaid."""
    with store.edit("Edit source") as edit:
        return change_source(store, edit, source, **values)


def change_source(store: Store, edit: Edit, source: Source, **values: Any) -> Source:
    """Inside an edit: set fields of a source, and look for its quotes again if its text changes. What an address
    answered says nothing of another one: its checks go with it."""
    before = store.get(Source, source.id).text if "text" in values else ""
    address = store.get(Source, source.id).url if "url" in values else ""
    changed = edit.change(source, **values)
    if "url" in values and changed.url != address:
        for check in store.where(LinkCheck, source=source.id):
            edit.remove(check)
    if "text" in values and changed.text != before:
        look_up_again(store, edit, before, changed)
    return changed
