"""Annotating an event: concerns on quotes, statuses, links, roles, topics, disputed points; one edit each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.errors import NotFoundError, RecordError
from tracker.operations import annotate
from tracker.operations.annotate import ConcernDraft
from tracker.operations.log import CitationDraft, EventDraft, RoleDraft, log_event
from tracker.records import (
    Citation,
    Claim,
    Concern,
    DisputedPoint,
    Event,
    Relation,
    Source,
    Stakeholder,
    Status,
)
from tracker.store import Store

TEXT = "The agency may disclose addresses. Advocates say it may not disclose addresses at all."


@pytest.fixture
def event(store: Store) -> Event:
    return log_event(store, EventDraft(title="Memorandum", type="memorandum of understanding", topics=("a", "b")))


@pytest.fixture
def source(store: Store) -> Source:
    return annotate.add_source(store, Source(kind="article-newspaper", title="Report", text=TEXT))


def test_a_concern_is_anchored_to_the_words_that_show_it(store: Store, event: Event, source: Source) -> None:
    draft = ConcernDraft(
        stakeholder="Advocates",
        kind="advocacy group",
        theme="privacy",
        position="opposes",
        statement="It may not.",
        attribution="paraphrase",
        citation=CitationDraft(source=source.id, quote="may not disclose addresses", locator="para. 1"),
    )
    concern = annotate.add_concern(store, event.id, draft)
    (view,) = store.dossier(event.id).concerns
    assert view.concern == concern
    assert (concern.theme, concern.position, concern.statement) == ("privacy", "opposes", "It may not.")
    assert (concern.attribution, concern.state) == ("paraphrase", "open")
    assert (view.stakeholder.name, view.stakeholder.kind) == ("Advocates", "advocacy group")
    citation = view.citations[0].citation
    assert TEXT[citation.start : citation.end] == "may not disclose addresses" == citation.exact
    assert citation.locator == "para. 1"
    assert store.check() == []


def test_a_quote_that_stands_twice_needs_the_words_before_it(store: Store, event: Event, source: Source) -> None:
    unclear = CitationDraft(source=source.id, quote="disclose addresses")
    before = store.content_hash()
    with pytest.raises(RecordError, match="2 times"):
        annotate.add_concern(store, event.id, ConcernDraft(stakeholder="A", theme="privacy", citation=unclear))
    assert store.content_hash() == before
    clear = CitationDraft(source=source.id, quote="disclose addresses", prefix="not ")
    annotate.add_concern(store, event.id, ConcernDraft(stakeholder="A", theme="privacy", citation=clear))
    assert store.where(Citation)[0].start == TEXT.rindex("disclose addresses")


def test_a_concern_needs_no_source(store: Store, event: Event) -> None:
    annotate.add_concern(store, event.id, ConcernDraft(stakeholder="A", theme="privacy"))
    assert store.dossier(event.id).concerns[0].citations == ()


def test_a_source_is_cited_for_whatever_it_shows(store: Store, event: Event, source: Source) -> None:
    concern = annotate.add_concern(store, event.id, ConcernDraft(stakeholder="A", theme="privacy"))
    status = annotate.add_status(store, event.id, "lifecycle", "final", "2025-04-07")
    annotate.add_disputed_point(store, event.id, "What?", [("One", []), ("Other", [])])
    claim = store.where(Claim, "place")[1]
    draft = CitationDraft(source=source.id)
    annotate.cite(store, draft, event=event.id)
    annotate.cite(store, draft, status=status.id)
    annotate.cite(store, draft, concern=concern.id)
    annotate.cite(store, draft, claim=claim.id)
    dossier = store.dossier(event.id)
    for cited in (
        dossier.citations,
        dossier.statuses[0].citations,
        dossier.concerns[0].citations,
        dossier.disputed[0].claims[1].citations,
    ):
        assert [c.source.id for c in cited] == [source.id]


def test_a_citation_of_nothing_is_refused(store: Store, source: Source) -> None:
    with pytest.raises(RecordError, match="one event, status, concern or claim"):
        annotate.cite(store, CitationDraft(source=source.id))


def test_a_status_has_its_day_and_its_source(store: Store, event: Event, source: Source) -> None:
    citation = CitationDraft(source=source.id, quote="The agency may")
    status = annotate.add_status(store, event.id, "litigation", "enjoined", "2026-02~", "In part.", citation)
    (view,) = store.dossier(event.id).statuses
    assert view.status == status
    assert (status.as_of, status.note) == ("2026-02~", "In part.")
    assert view.citations[0].citation.exact == "The agency may"


def test_a_status_that_its_axis_does_not_have_is_refused(store: Store, event: Event) -> None:
    with pytest.raises(RecordError, match="is not a status for litigation"):
        annotate.add_status(store, event.id, "litigation", "final")
    assert store.count(Status) == 0


def test_events_are_linked_once_in_each_way(store: Store, event: Event) -> None:
    other = log_event(store, EventDraft(title="Complaint", type="complaint"))
    link = annotate.add_relation(store, other.id, "challenges", event.id, "Count I.")
    assert (link.from_event, link.to_event, link.kind, link.note) == (
        other.id,
        event.id,
        "challenges",
        "Count I.",
    )
    with pytest.raises(RecordError, match="linked already"):
        annotate.add_relation(store, other.id, "challenges", event.id)
    annotate.add_relation(store, other.id, "cites", event.id)
    with pytest.raises(RecordError, match="linked to itself"):
        annotate.add_relation(store, event.id, "cites", event.id)
    assert store.count(Relation) == 2


def test_a_role_comes_after_those_there(store: Store, event: Event) -> None:
    annotate.add_role(store, event.id, RoleDraft(role="issuer", stakeholder="IRS"))
    annotate.add_role(store, event.id, RoleDraft(role="party", stakeholder="ICE", note="by fax"))
    views = store.dossier(event.id).roles
    assert [(v.role.role, v.stakeholder.name, v.role.place, v.role.note) for v in views] == [
        ("issuer", "IRS", 0, ""),
        ("party", "ICE", 1, "by fax"),
    ]


def test_nobody_has_one_part_twice(store: Store, event: Event) -> None:
    annotate.add_role(store, event.id, RoleDraft(role="issuer", stakeholder="IRS"))
    annotate.add_role(store, event.id, RoleDraft(role="party", stakeholder="IRS"))
    with pytest.raises(RecordError, match="has this part already"):
        annotate.add_role(store, event.id, RoleDraft(role="issuer", stakeholder="IRS"))
    assert [v.role.role for v in store.dossier(event.id).roles] == ["issuer", "party"]


def test_topics_become_those_given_in_their_order(store: Store, event: Event) -> None:
    annotate.set_topics(store, event.id, ["c", "B", "c"])
    assert [t.name for t in store.dossier(event.id).topics] == ["c", "b"]
    annotate.set_topics(store, event.id, [])
    assert store.dossier(event.id).topics == ()
    store.undo()
    store.undo()
    assert [t.name for t in store.dossier(event.id).topics] == ["a", "b"]


def test_setting_the_topics_that_are_there_is_no_edit(store: Store, event: Event) -> None:
    annotate.set_topics(store, event.id, ["a", "b"])
    assert store.undo_label() == "Log development"


@pytest.fixture
def point(store: Store, event: Event, source: Source) -> DisputedPoint:
    return annotate.add_disputed_point(
        store,
        event.id,
        "How many?",
        [("47,489", [CitationDraft(source=source.id)]), ("47,289", [])],
        kind="number",
        note="Printed by the same outlet.",
    )


def test_a_disputed_point_keeps_its_versions_in_order(store: Store, event: Event, point: DisputedPoint) -> None:
    (view,) = store.dossier(event.id).disputed
    assert view.point == point
    assert [(c.claim.text, len(c.citations)) for c in view.claims] == [("47,489", 1), ("47,289", 0)]
    assert store.find("is:disputed") == [event.id]


def test_settling_it_needs_a_reason_and_one_of_its_versions(store: Store, event: Event, point: DisputedPoint) -> None:
    first, _ = store.where(Claim, "place", disputed_point=point.id)
    with pytest.raises(RecordError, match="Say why"):
        annotate.settle(store, point, first, " ", "2026")
    other = annotate.add_disputed_point(store, event.id, "When?", [("Then", [])])
    with pytest.raises(RecordError, match="another disputed point"):
        annotate.settle(store, other, first, "It is so.", "2026")
    settled = annotate.settle(store, point, first, "The record says so.", "2026-01")
    assert (settled.chosen, settled.reason, settled.settled) == (first.id, "The record says so.", "2026-01")
    assert store.check() == []


def test_a_settled_point_can_be_opened_again(store: Store, point: DisputedPoint) -> None:
    first, _ = store.where(Claim, "place", disputed_point=point.id)
    annotate.settle(store, point, first, "So.", "2026")
    assert annotate.reopen(store, point) == point


VERBS: list[tuple[str, Callable[[Store, int], object]]] = [
    ("Add concern", lambda s, e: annotate.add_concern(s, e, ConcernDraft(stakeholder="N", theme="privacy"))),
    ("Add status", lambda s, e: annotate.add_status(s, e, "lifecycle", "final")),
    ("Add role", lambda s, e: annotate.add_role(s, e, RoleDraft(role="issuer", stakeholder="N"))),
    ("Change topics", lambda s, e: annotate.set_topics(s, e, ["new"])),
    ("Add disputed point", lambda s, e: annotate.add_disputed_point(s, e, "Q", [("A", []), ("B", [])])),
    ("Link events", lambda s, e: annotate.add_relation(s, e, "cites", s.find()[-1])),
    (
        "Cite source",
        lambda s, e: annotate.cite(s, CitationDraft(source=Source(kind="post", title="T")), event=e),
    ),
    ("Add source", lambda s, e: annotate.add_source(s, Source(kind="post", title="T"))),
]


@pytest.mark.parametrize(("label", "verb"), VERBS, ids=[label for label, _ in VERBS])
def test_each_verb_is_one_edit_under_its_name_that_undo_takes_back(
    store: Store, event: Event, label: str, verb: Callable[[Store, int], object]
) -> None:
    log_event(store, EventDraft(title="Other", type="order"))
    before = store.content_hash()
    verb(store, event.id)
    assert store.undo_label() == label
    after = store.content_hash()
    assert after != before
    store.undo()
    assert store.content_hash() == before
    store.redo()
    assert store.content_hash() == after


@pytest.mark.parametrize(("label", "verb"), VERBS[:6], ids=[label for label, _ in VERBS[:6]])
def test_nothing_is_added_to_an_event_that_is_gone(
    store: Store, event: Event, label: str, verb: Callable[[Store, int], object]
) -> None:
    before = store.content_hash()
    with pytest.raises(NotFoundError, match="no longer in the tracker"):
        verb(store, 12345)
    assert store.content_hash() == before
    assert store.count(Stakeholder) == store.count(Concern) == 0
