"""Change what was annotated before: a concern with its quote, a source with the quotes taken from it. One edit each."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from tracker.operations import naming
from tracker.operations.annotate import ConcernDraft
from tracker.operations.log import CitationDraft, add_citation
from tracker.operations.quoting import Anchor, anchor_at, anchor_quote, places
from tracker.records import Citation, Concern, Source
from tracker.store import Store
from tracker.store.edit import Edit


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
    """Set fields of a source. If its text changes, each quote from it is looked for in the new text: it matches, has
    moved, or is orphaned; it is never tied to other words."""
    with store.edit("Edit source") as edit:
        return change_source(store, edit, source, **values)


def change_source(store: Store, edit: Edit, source: Source, **values: Any) -> Source:
    """Inside an edit: set fields of a source, and look for its quotes again if its text changes."""
    changed = edit.change(source, **values)
    if changed.text != source.text:
        for citation in store.where(Citation, source=source.id):
            if citation.exact:
                edit.change(citation, **asdict(reanchored(changed, citation)))
    return changed


def reanchored(source: Source, citation: Citation) -> Anchor:
    """Where a quote stands in the text of a source as it is now. Its context decides among several places."""
    exact, text = citation.exact, source.text
    kept = Anchor(exact, citation.prefix, citation.suffix, citation.start, citation.end, citation.anchor)
    if not text:
        return replace(kept, start=-1, end=-1, anchor="no text kept")
    if citation.start >= 0 and text[citation.start : citation.end] == exact:
        return replace(kept, anchor="matches")
    found = places(text, exact)
    if len(found) > 1:
        found = [
            at
            for at in found
            if text[:at].endswith(citation.prefix) and text[at + len(exact) :].startswith(citation.suffix)
        ]
    if len(found) != 1:
        return replace(kept, start=-1, end=-1, anchor="orphaned")
    there = anchor_at(source, found[0], found[0] + len(exact))
    return there if citation.start < 0 else replace(there, anchor="moved")
