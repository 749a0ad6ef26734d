"""Logging a development writes all that was entered with it in one edit, or nothing."""

from __future__ import annotations

import pytest

from tracker.errors import NotFoundError, ReadOnlyError, RecordError
from tracker.operations.log import CitationDraft, DocketDraft, EventDraft, RoleDraft, log_event
from tracker.records import Event, Proceeding, Source, Stakeholder, Topic
from tracker.store import Store

MEMO = EventDraft(
    title="Secretaries sign the memorandum",
    type="memorandum of understanding",
    date="2025-04-07",
    date_basis="signed",
    day_order=1,
    summary="It sets out how addresses may be asked for.",
    evidence="official document",
    noteworthy=True,
    citations=(
        CitationDraft(source=Source(kind="treaty", title="Memorandum", text="the parties agree"), quote="parties"),
    ),
    roles=(
        RoleDraft(role="signatory", stakeholder="Treasury", kind="agency"),
        RoleDraft(role="party", stakeholder="ICE"),
    ),
    topics=("data sharing", "privacy"),
    dockets=(DocketDraft(docket_number="1:25-cv-00677", court="D.D.C."),),
)


def test_everything_entered_is_saved(store: Store) -> None:
    event = log_event(store, MEMO)
    dossier = store.dossier(event.id)
    assert dossier.event == event
    assert (event.date_min, event.date_max, event.day_order) == ("2025-04-07", "2025-04-07", 1)
    assert (event.date_basis, event.evidence, event.noteworthy) == ("signed", "official document", True)
    assert [(r.role.role, r.stakeholder.name, r.stakeholder.kind) for r in dossier.roles] == [
        ("signatory", "Treasury", "agency"),
        ("party", "ICE", "other"),
    ]
    assert [t.name for t in dossier.topics] == ["data sharing", "privacy"]
    assert [p.docket_number for p in dossier.proceedings] == ["1:25-cv-00677"]
    (cited,) = dossier.citations
    assert (cited.source.title, cited.citation.exact, cited.citation.anchor) == (
        "Memorandum",
        "parties",
        "matches",
    )
    assert (cited.citation.start, cited.citation.end) == (4, 11)


def test_it_is_one_edit_that_one_undo_takes_back(store: Store) -> None:
    before = store.content_hash()
    log_event(store, MEMO)
    assert store.undo_label() == "Log development"
    store.undo()
    assert store.content_hash() == before
    assert store.undo_label() == ""


def test_what_is_known_already_is_not_made_twice(store: Store) -> None:
    log_event(store, MEMO)
    log_event(store, MEMO)
    for record_type, count in ((Event, 2), (Source, 2), (Stakeholder, 2), (Topic, 2), (Proceeding, 1)):
        assert store.count(record_type) == count, record_type


def test_a_source_in_the_tracker_is_cited_by_its_id(store: Store) -> None:
    with store.edit("Add source") as edit:
        source = edit.add(Source(kind="webpage", title="Kept"))
    event = log_event(store, EventDraft(title="A", type="report", citations=(CitationDraft(source=source.id),)))
    assert [c.source.id for c in store.dossier(event.id).citations] == [source.id]
    assert store.count(Source) == 1


def test_the_relation_and_place_of_a_citation_are_kept(store: Store) -> None:
    draft = CitationDraft(source=Source(kind="webpage", title="S"), relation="contradicts", locator="p. 3")
    event = log_event(store, EventDraft(title="A", type="report", citations=(draft,)))
    (cited,) = store.dossier(event.id).citations
    assert (cited.citation.relation, cited.citation.locator, cited.citation.anchor) == (
        "contradicts",
        "p. 3",
        "",
    )


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (EventDraft(title="", type="report"), RecordError),
        (EventDraft(title="A", type=""), RecordError),
        (EventDraft(title="A", type="report", date="April"), RecordError),
        (EventDraft(title="A", type="report", evidence="hearsay"), RecordError),
        (EventDraft(title="A", type="report", topics=("fine", " ")), RecordError),
        (EventDraft(title="A", type="report", roles=(RoleDraft(role="", stakeholder="IRS"),)), RecordError),
        (EventDraft(title="A", type="report", dockets=(DocketDraft(docket_number="1"),)), RecordError),
        (EventDraft(title="A", type="report", citations=(CitationDraft(source=77),)), NotFoundError),
        (
            EventDraft(
                title="A",
                type="report",
                citations=(CitationDraft(source=Source(kind="webpage", title="S", text="abc"), quote="abd"),),
            ),
            RecordError,
        ),
    ],
)
def test_nothing_is_saved_unless_all_of_it_can_be(store: Store, draft: EventDraft, error: type[Exception]) -> None:
    before = store.content_hash()
    with pytest.raises(error):
        log_event(store, draft)
    assert store.content_hash() == before
    assert store.undo_label() == ""


def test_a_topic_given_twice_is_borne_once(store: Store) -> None:
    event = log_event(store, EventDraft(title="A", type="report", topics=("Privacy", "privacy", "tax")))
    assert [t.name for t in store.dossier(event.id).topics] == ["Privacy", "tax"]


def test_text_is_kept_as_typed(store: Store) -> None:
    title, summary = "  two\u00a0spaces e\u0301  ", "a\r\nb\u2028c\t"
    event = log_event(store, EventDraft(title=title, type="report", summary=summary))
    kept = store.get(Event, event.id)
    assert (kept.title, kept.summary) == (title, summary)


def test_a_tracker_open_for_reading_is_not_written(store: Store) -> None:
    with store.reader() as reader, pytest.raises(ReadOnlyError, match="Nothing was changed"):
        log_event(reader, MEMO)
