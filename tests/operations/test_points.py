"""Versions of a disputed point, and a point made of citations that disagree."""

from __future__ import annotations

import pytest

from tracker.errors import NotFoundError, RecordError
from tracker.operations.annotate import add_disputed_point
from tracker.operations.change import delete
from tracker.operations.log import CitationDraft
from tracker.operations.points import add_version, point_of_citations
from tracker.records import Citation, Claim, DisputedPoint, Event, Source

TEXT = "The court ruled on Monday. The order is dated Tuesday."


@pytest.fixture
def event(store):
    with store.edit("Log") as edit:
        return edit.add(Event(title="Ruling", type="order", date="2025"))


@pytest.fixture
def citations(store, event):
    """Two that disagree: one anchored in a text, one with a quote and no text kept."""
    with store.edit("Cite") as edit:
        kept = edit.add(Source(kind="report", title="Kept", text=TEXT))
        bare = edit.add(Source(kind="report", title="Bare"))
        one = edit.add(
            Citation(source=kept.id, event=event.id, exact="ruled on Monday", prefix="The court ", suffix=". The order",
                     start=10, end=25, anchor="matches", locator="p. 1")
        )  # fmt: skip
        other = edit.add(
            Citation(source=bare.id, event=event.id, exact="on Friday", relation="contradicts", anchor="no text kept")
        )
    return one, other


def test_citations_that_disagree_become_a_point_with_their_anchors_unchanged(store, event, citations):
    one, other = citations
    point = point_of_citations(store, event.id, "Which day?", [("", one), ("Friday", other)], "date")
    view = store.disputed(point.id)
    assert [c.claim.text for c in view.claims] == ["ruled on Monday", "Friday"]
    (first,), (second,) = (c.citations for c in view.claims)
    copied, given = first.citation, citations[0]
    for field in ("source", "exact", "prefix", "suffix", "start", "end", "anchor", "locator"):
        assert getattr(copied, field) == getattr(given, field), field
    # What contradicts the event bears out its own version.
    assert (second.citation.exact, second.citation.relation) == ("on Friday", "supports")
    assert store.where(Citation, event=event.id) == [one, other]
    assert store.find("is:disputed") == [event.id]
    assert store.check() == []
    store.undo()
    assert store.count(DisputedPoint) == store.count(Claim) == 0


@pytest.mark.parametrize(("question", "keep", "field"), [("", 2, "question"), ("Which?", 1, "versions")])
def test_a_point_needs_a_question_and_two_versions(store, event, citations, question, keep, field):
    with pytest.raises(RecordError) as refused:
        point_of_citations(store, event.id, question, [("", c) for c in citations[:keep]])
    assert refused.value.field == field
    assert store.count(DisputedPoint) == 0


def test_a_citation_without_a_quote_needs_words_and_nothing_is_left_half_made(store, event, citations):
    with store.edit("Cite") as edit:
        bare = edit.add(Citation(source=citations[1].source, event=event.id))
    with pytest.raises(RecordError, match="needs words"):
        point_of_citations(store, event.id, "Which?", [("", citations[0]), ("", bare)])
    assert store.count(DisputedPoint) == store.count(Claim) == 0


def test_one_more_version_comes_after_those_there_with_its_quote_anchored(store, event, citations):
    point = add_disputed_point(store, event.id, "Which day?", [("Monday", []), ("Friday", [])])
    draft = CitationDraft(source=citations[0].source, quote="dated Tuesday")
    claim = add_version(store, point, "Tuesday", [draft])
    assert [c.claim.text for c in store.disputed(point.id).claims] == ["Monday", "Friday", "Tuesday"]
    (cited,) = store.where(Citation, claim=claim.id)
    assert (TEXT[cited.start : cited.end], cited.anchor) == ("dated Tuesday", "matches")
    assert store.undo_label() == "Add version"


def test_a_version_says_something_and_its_point_is_there(store, event):
    point = add_disputed_point(store, event.id, "Which day?", [("Monday", []), ("Friday", [])])
    with pytest.raises(RecordError, match="Say what"):
        add_version(store, point, "  ")
    delete(store, point)
    with pytest.raises(NotFoundError):
        add_version(store, point, "Tuesday")
    assert store.count(Claim) == 0
