"""Disputed points by the version: one made of citations that disagree, and one more version of what is in dispute.

What else can be done with them is in `annotate`: `add_disputed_point`, `settle`, `reopen`, and `cite` for a version.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.errors import RecordError
from tracker.operations import naming
from tracker.operations.log import CitationDraft, add_citation
from tracker.records import Citation, Claim, DisputedPoint, Id
from tracker.store import Store


def add_version(store: Store, point: DisputedPoint, text: str, citations: Iterable[CitationDraft] = ()) -> Claim:
    """One more version of a disputed point, after those it has, with the sources that give it."""
    if not text.strip():
        raise RecordError("Say what this version says.", "text")
    with store.edit("Add version") as edit:
        store.get(DisputedPoint, point.id)
        after = max((c.place for c in store.where(Claim, disputed_point=point.id)), default=-1) + 1
        claim = edit.add(Claim(disputed_point=point.id, text=text, place=after))
        for draft in citations:
            add_citation(store, edit, draft, claim=claim.id)
    return claim


def point_of_citations(
    store: Store,
    event: Id,
    question: str,
    sides: Sequence[tuple[str, Citation]],
    kind: str = "other",
    note: str = "",
) -> DisputedPoint:
    """A disputed point of citations that disagree: of each its version, in words, and the citation that gives it.

    Where no words are given, the quoted ones are the version. The citations stay where they are; the point's own are
    copies, quote and anchor unchanged. RecordError if there are fewer than two, or one has neither words nor quote.
    """
    if not question.strip():
        raise RecordError("Say what the sources differ on.", "question")
    if len(sides) < 2:
        raise RecordError("A disputed point needs at least two versions.", "versions")
    with store.edit("Add disputed point") as edit:
        naming.event_there(store, event)
        point = edit.add(DisputedPoint(event=event, kind=kind, question=question, note=note))
        for place, (words, citation) in enumerate(sides):
            text = words if words.strip() else citation.exact
            if not text.strip():
                raise RecordError("A citation without a quote needs words for its version.", "versions")
            claim = edit.add(Claim(disputed_point=point.id, text=text, place=place))
            of = {"event": None, "status": None, "concern": None, "claim": claim.id}
            edit.add(replace(citation, id=0, relation="supports", created="", **of))  # type: ignore[arg-type]
    return point
