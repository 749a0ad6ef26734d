"""Citations with the place of their words and what they support."""

from __future__ import annotations

import pytest

from tracker.records import Citation, Claim, Concern, DisputedPoint, Event, Source, Stakeholder, Status
from tracker.store.source_quotes import QuoteRow, quotes, quotes_of, state_counts

TEXT = "One two three four five."


@pytest.fixture
def world(store):
    """A source quoted for each thing that can be cited, another without its text, and a citation without words."""
    with store.edit("Example") as edit:
        one = edit.add(Event(title="One", type="order", date="2025-04-07"))
        two = edit.add(Event(title="Two", type="report", date="2025"))
        kept = edit.add(Source(kind="report", title="Árbol", url="https://example.org/a", text=TEXT))
        bare = edit.add(Source(kind="webpage", title="Bare"))
        union = edit.add(Stakeholder(name="Union"))
        concern = edit.add(
            Concern(event=one.id, stakeholder=union.id, theme="privacy", position="opposes", statement="Too much.")
        )
        status = edit.add(Status(event=two.id, axis="lifecycle", value="final", as_of="2025-05"))
        point = edit.add(DisputedPoint(event=two.id, question="When?"))
        claim = edit.add(Claim(disputed_point=point.id, text="Then"))

        def words(exact, state="matches"):
            start = TEXT.find(exact)
            return {"exact": exact, "start": start, "end": start + len(exact) if start >= 0 else -1, "anchor": state}

        edit.add_all(
            [
                Citation(source=kept.id, claim=claim.id, **words("four")),
                Citation(source=kept.id, concern=concern.id, locator="p. 2", **words("two")),
                Citation(source=kept.id, status=status.id, relation="contradicts", **words("three", "moved")),
                Citation(source=kept.id, event=one.id),
                Citation(source=kept.id, event=one.id, **words("gone", "orphaned")),
                Citation(source=bare.id, event=two.id, **words("any", "no text kept")),
            ]
        )
    return store


def of(store, title):
    return quotes_of(store.connection, store.where(Source, title=title)[0].id)


def test_citations_of_a_source_come_in_the_order_of_its_text_and_those_without_a_place_last(world):
    assert [q.exact for q in of(world, "Árbol")] == ["two", "three", "four", "", "gone"]


def test_each_says_what_it_supports(world):
    concern, status, claim, event, _ = of(world, "Árbol")
    assert (concern.target, concern.stakeholder, concern.theme, concern.position) == (
        "concern", "Union", "privacy", "opposes",
    )  # fmt: skip
    assert (concern.statement, concern.event_title, concern.event_date) == ("Too much.", "One", "2025-04-07")
    assert (concern.locator, concern.relation) == ("p. 2", "supports")
    assert (status.target, status.axis, status.value, status.as_of) == ("status", "lifecycle", "final", "2025-05")
    assert (status.event_title, status.event_type, status.relation) == ("Two", "report", "contradicts")
    assert (claim.target, claim.question, claim.claim, claim.event_title) == ("claim", "When?", "Then", "Two")
    assert (event.target, event.state, event.event_title, event.stakeholder) == ("event", "", "One", "")


def test_the_target_is_the_record_cited_for(world):
    for row in of(world, "Árbol"):
        citation = world.get(Citation, row.citation)
        assert getattr(citation, row.target) == row.target_id
        assert (citation.start, citation.end, citation.exact) == (row.start, row.end, row.exact)


def test_quotes_can_be_picked_by_state_and_by_event(world):
    assert [q.exact for q in quotes(world.connection)] == ["two", "three", "four", "gone", "any"]
    assert [q.exact for q in quotes(world.connection, ["moved", "orphaned"])] == ["three", "gone"]
    two = world.where(Event, title="Two")[0].id
    assert [q.exact for q in quotes(world.connection, events=[two])] == ["three", "four", "any"]
    assert [q.exact for q in quotes(world.connection, ["matches"], [two])] == ["four"]
    assert quotes(world.connection, events=[]) == []


def test_the_states_are_counted_over_what_quotes_words(world):
    assert state_counts(world.connection) == {"matches": 2, "moved": 1, "orphaned": 1, "no text kept": 1}


def test_no_text_of_a_source_is_read(world):
    statements = []
    world.connection.set_trace_callback(statements.append)
    try:
        of(world, "Árbol")
    finally:
        world.connection.set_trace_callback(None)
    sql = next(s for s in statements if "FROM citation x" in s)
    assert "r.text" not in sql
    assert "text" not in QuoteRow.__slots__
