"""Capturing an article writes its source, its snapshot, an event and what is said of it in one edit, or nothing."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from tracker.capture.article import Snapshot
from tracker.errors import NotFoundError, RecordError
from tracker.operations.annotate import ConcernDraft, add_source, cite
from tracker.operations.capturing import THIS, CaptureDraft, capture
from tracker.operations.involve import AuthorityDraft
from tracker.operations.log import CitationDraft, DocketDraft, EventDraft, RoleDraft, log_event
from tracker.records import Citation, Event, InboxItem, Source, Stakeholder
from tracker.store import Store

TEXT = (
    "The bureau signed on Monday.\n“It goes too far,” said Ann Lee of the Records League.\n"
    "The bureau said it goes too far to call it a change.\n"
)
SOURCE = Source(kind="article-newspaper", title="Bureau signs", publisher="The Daily Ledger", text=TEXT)
SNAPSHOT = Snapshot(TEXT.encode(), "text/plain", at="2025-04-09T10:00:00.000Z")
QUOTE = "goes too far"


def words(quote: str, nth: int = 0) -> CitationDraft:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(quote, start + 1)
    return CitationDraft(source=THIS, quote=quote, start=start)


DRAFT = CaptureDraft(
    source=SOURCE,
    snapshot=SNAPSHOT,
    event=EventDraft(
        title="Bureau signs an agreement",
        type="memorandum of understanding",
        date="2025-04-07",
        roles=(RoleDraft(role="signatory", stakeholder="Bureau"), RoleDraft(role="speaker", stakeholder="Ann Lee")),
        dockets=(DocketDraft(docket_number="1:25-cv-00009", court="D.D.C."),),
    ),
    citations=(words("The bureau signed on Monday."),),
    concerns=(
        ConcernDraft(stakeholder="Ann Lee", theme="privacy", position="opposes", citation=words(QUOTE)),
        ConcernDraft(stakeholder="Bureau", theme="privacy", position="supports", citation=words(QUOTE, 1)),
    ),
    stakeholders=(
        Stakeholder(name="Bureau", kind="agency", also_known_as="BoR"),
        Stakeholder(name="Ann Lee", kind="advocacy group"),
    ),
    authorities=(AuthorityDraft(citation="26 U.S.C. § 6103"),),
)


def test_everything_of_an_article_is_written(store: Store) -> None:
    captured = capture(store, DRAFT)
    assert captured.event is not None
    dossier = store.dossier(captured.event.id)
    assert [(r.stakeholder.name, r.stakeholder.kind, r.stakeholder.also_known_as) for r in dossier.roles] == [
        ("Bureau", "agency", "BoR"),
        ("Ann Lee", "advocacy group", ""),
    ]
    assert [c.citation.exact for c in dossier.citations] == ["The bureau signed on Monday."]
    assert [c.concern.position for c in dossier.concerns] == ["opposes", "supports"]
    assert [p.docket_number for p in dossier.proceedings] == ["1:25-cv-00009"]
    assert captured.source.text == TEXT
    assert {c.source for c in store.where(Citation)} == {captured.source.id}


def test_the_bytes_are_kept_with_their_hash_type_and_day(store: Store) -> None:
    source = capture(store, DRAFT).source
    assert source.sha256 == hashlib.sha256(SNAPSHOT.data).hexdigest()
    assert (source.media_type, source.accessed) == ("text/plain", "2025-04-09")
    assert store.blob(source.sha256) == SNAPSHOT.data


def test_of_words_that_stand_twice_each_quote_keeps_its_own_place(store: Store) -> None:
    capture(store, DRAFT)
    quotes = [c for c in store.where(Citation) if c.exact == QUOTE]
    assert [(c.start, c.anchor) for c in quotes] == [
        (TEXT.index(QUOTE), "matches"),
        (TEXT.rindex(QUOTE), "matches"),
    ]


def test_one_undo_takes_all_of_it_back_and_the_bytes_stay(store: Store) -> None:
    before = store.content_hash()
    source = capture(store, DRAFT).source
    assert store.undo_label() == "Capture article"
    store.undo()
    assert store.content_hash() == before
    assert store.blob(source.sha256) == SNAPSHOT.data
    store.redo()
    assert store.get(Source, source.id) == source


def test_a_quote_that_is_not_in_the_text_refuses_all(store: Store) -> None:
    wrong = ConcernDraft(
        stakeholder="Ann Lee", theme="privacy", citation=CitationDraft(source=THIS, quote="never said")
    )
    before = store.content_hash()
    with pytest.raises(RecordError, match="never said"):
        capture(store, replace(DRAFT, concerns=(wrong,)))
    assert store.content_hash() == before
    assert store.undo_label() == ""


def test_a_source_can_be_captured_alone(store: Store) -> None:
    captured = capture(store, CaptureDraft(source=SOURCE))
    assert (captured.event, captured.concerns, store.count(Event)) == (None, (), 0)
    assert captured.source.accessed
    assert captured.source.sha256 == ""


def test_concerns_without_an_event_are_refused(store: Store) -> None:
    with pytest.raises(RecordError):
        capture(store, replace(DRAFT, event=None))


def test_an_event_always_cites_the_source_it_was_captured_from(store: Store) -> None:
    captured = capture(store, replace(DRAFT, citations=(), concerns=()))
    assert [(c.source, c.exact) for c in store.where(Citation)] == [(captured.source.id, "")]


def test_an_event_of_the_tracker_gets_the_source_and_the_concerns(store: Store) -> None:
    event = log_event(store, EventDraft(title="Signed", type="report"))
    captured = capture(store, replace(DRAFT, event=event.id))
    assert captured.event == event
    assert store.count(Event) == 1
    assert len(store.dossier(event.id).concerns) == 2


def test_who_is_known_already_is_not_made_twice(store: Store) -> None:
    with store.edit("Add") as edit:
        edit.add(Stakeholder(name="Bureau of Records", kind="agency", also_known_as="Bureau"))
    capture(store, DRAFT)
    assert [s.name for s in store.where(Stakeholder)] == ["Bureau of Records", "Ann Lee"]


def test_another_version_follows_the_one_before(store: Store) -> None:
    first = add_source(store, Source(kind="webpage", title="Bureau signs", text="An earlier text."))
    captured = capture(store, replace(DRAFT, source=replace(SOURCE, previous=first.id)))
    assert captured.source.previous == first.id
    assert store.get(Source, first.id) == first


def test_another_version_follows_the_newest_of_the_versions(store: Store) -> None:
    first = add_source(store, Source(kind="webpage", title="Bureau signs", text="An earlier text."))
    second = capture(store, CaptureDraft(source=replace(SOURCE, previous=first.id))).source
    third = capture(store, CaptureDraft(source=replace(SOURCE, previous=first.id, text="A third."))).source
    assert (second.previous, third.previous) == (first.id, second.id)


def test_another_version_of_a_source_that_is_gone_is_refused(store: Store) -> None:
    with pytest.raises(NotFoundError):
        capture(store, CaptureDraft(source=replace(SOURCE, previous=12345)))


def test_the_source_of_the_tracker_can_be_cited_instead(store: Store) -> None:
    kept = add_source(store, Source(kind="webpage", title="Kept", text=TEXT))
    captured = capture(store, replace(DRAFT, same_as=kept.id))
    assert captured.source == kept
    assert store.count(Source) == 1
    assert {c.source for c in store.where(Citation)} == {kept.id}


def test_quotes_are_found_where_they_stand_in_the_text_kept_before(store: Store) -> None:
    other = "Updated on Tuesday. " + TEXT
    kept = add_source(store, Source(kind="webpage", title="Kept", text=other))
    capture(store, replace(DRAFT, same_as=kept.id))
    quotes = [c for c in store.where(Citation) if c.exact == QUOTE]
    assert [c.start for c in quotes] == [other.index(QUOTE), other.rindex(QUOTE)]
    assert all(other[c.start : c.end] == c.exact and c.anchor == "matches" for c in store.where(Citation))


def test_quotes_that_the_text_kept_before_does_not_have_are_refused(store: Store) -> None:
    kept = add_source(store, Source(kind="webpage", title="Kept", text="Quite another text."))
    with pytest.raises(RecordError):
        capture(store, replace(DRAFT, same_as=kept.id))


def test_a_source_without_text_gets_the_text_and_its_quotes_are_looked_up(store: Store) -> None:
    kept = add_source(store, Source(kind="webpage", title="Kept", accessed="2025-04-08"))
    event = log_event(store, EventDraft(title="Signed", type="report"))
    cite(store, CitationDraft(source=kept.id, quote="signed on Monday"), event=event.id)
    before = store.content_hash()
    source = capture(store, replace(DRAFT, same_as=kept.id)).source
    assert (source.id, source.text, source.title, source.accessed) == (kept.id, TEXT, "Kept", "2025-04-08")
    assert store.blob(source.sha256) == SNAPSHOT.data
    quoted = next(c for c in store.where(Citation) if c.exact == "signed on Monday")
    assert TEXT[quoted.start : quoted.end] == "signed on Monday"
    store.undo()
    assert store.content_hash() == before


def test_the_bytes_kept_with_a_source_without_text_stay_with_it(store: Store) -> None:
    scan = b"%PDF-1.4 a scan without words"
    digest = store.keep_blob(scan, "application/pdf")
    kept = add_source(store, Source(kind="document", title="Scan", sha256=digest, media_type="application/pdf"))
    source = capture(store, replace(DRAFT, same_as=kept.id)).source
    assert source.text == TEXT
    assert (store.blob(source.sha256), source.media_type) == (scan, "application/pdf")


def test_a_source_that_is_gone_is_said_to_be(store: Store) -> None:
    with pytest.raises(NotFoundError):
        capture(store, replace(DRAFT, same_as=12345))


def test_what_came_from_the_inbox_is_captured_there_in_the_same_edit(store: Store) -> None:
    with store.edit("Add") as edit:
        item = edit.add(InboxItem(title="Met", url="https://example.org/a"))
    capture(store, replace(DRAFT, inbox_item=item.id))
    assert store.get(InboxItem, item.id).state == "captured"
    store.undo()
    assert store.get(InboxItem, item.id).state == "new"


def test_an_item_that_has_left_the_inbox_meanwhile_keeps_nothing_from_being_captured(store: Store) -> None:
    assert capture(store, replace(DRAFT, inbox_item=12345)).event is not None
