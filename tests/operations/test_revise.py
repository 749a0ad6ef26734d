"""Concerns and sources changed after the fact; quotes that stand, move or are orphaned."""

from __future__ import annotations

import pytest

from tracker.errors import RecordError
from tracker.operations.annotate import ConcernDraft, add_concern, cite, uncite
from tracker.operations.log import CitationDraft, EventDraft, log_event
from tracker.operations.revise import revise_concern, revise_source
from tracker.records import Citation, Concern, Source, Stakeholder

TEXT = "The IRS may share. Officials said the IRS may share data. The IRS may share."


@pytest.fixture
def source(store):
    with store.edit("Source") as edit:
        return edit.add(Source(kind="webpage", title="Story", text=TEXT))


@pytest.fixture
def event(store):
    return log_event(store, EventDraft(title="E", type="order")).id


def draft(source=None, quote="", **values):
    citation = CitationDraft(source=source.id, quote=quote, **values) if source else None
    return ConcernDraft(stakeholder="Union", theme="privacy", statement="Says so.", citation=citation)


def citations(store, concern):
    return store.where(Citation, concern=concern.id)


@pytest.fixture
def concern(store, event, source):
    return add_concern(store, event, draft(source, "Officials said"))


def test_every_part_of_a_concern_can_change_in_one_edit(store, source, concern):
    wanted = ConcernDraft(
        stakeholder="Public Citizen", kind="advocacy group", theme="due process", position="opposes",
        statement="Other words.", attribution="paraphrase", citation=CitationDraft(source=source.id, quote="Officials"),
    )  # fmt: skip
    changed = revise_concern(store, concern, wanted, "answered")
    who = store.get(Stakeholder, changed.stakeholder)
    assert (who.name, who.kind) == ("Public Citizen", "advocacy group")
    assert (changed.theme, changed.position, changed.state) == ("due process", "opposes", "answered")
    assert citations(store, concern)[0].exact == "Officials"
    assert store.undo_label() == "Edit concern"
    store.undo()
    assert store.get(Concern, concern.id) == concern
    assert citations(store, concern)[0].exact == "Officials said"


def test_a_quote_left_alone_keeps_its_anchor(store, source, concern):
    before = citations(store, concern)[0]
    with store.edit("Break it") as edit:
        edit.change(before, anchor="orphaned", start=-1, end=-1)
    revise_concern(store, concern, draft(source, "Officials said"), "open")
    after = citations(store, concern)[0]
    assert (after.exact, after.anchor, after.start) == ("Officials said", "orphaned", -1)


def test_another_place_chosen_for_the_same_words_is_taken(store, event, source):
    first, last = TEXT.index("The IRS"), TEXT.rindex("The IRS")
    concern = add_concern(store, event, draft(source, "The IRS may share", start=first))
    assert citations(store, concern)[0].start == first
    revise_concern(store, concern, draft(source, "The IRS may share", start=last), "open")
    assert citations(store, concern)[0].start == last


def test_a_place_where_the_words_are_not_is_no_choice(store, event, source):
    with pytest.raises(RecordError, match="times"):
        add_concern(store, event, draft(source, "The IRS may share", start=3))


def test_a_quote_that_is_not_there_is_refused_whole(store, source, concern):
    digest = store.content_hash()
    with pytest.raises(RecordError, match="not in the text"):
        revise_concern(store, concern, draft(source, "never said"), "open")
    assert store.content_hash() == digest


def test_a_citation_can_be_added_and_taken_away(store, event, source):
    concern = add_concern(store, event, draft())
    revise_concern(store, concern, draft(source, "Officials"), "open")
    assert citations(store, concern)[0].exact == "Officials"
    revise_concern(store, concern, draft(), "open")
    assert citations(store, concern) == []


def test_a_concern_with_several_citations_keeps_them(store, source, concern):
    cite(store, CitationDraft(source=source.id, quote="data"), concern=concern.id)
    revise_concern(store, concern, draft(), "moot")
    assert [c.exact for c in citations(store, concern)] == ["Officials said", "data"]
    assert store.get(Concern, concern.id).state == "moot"


def anchors(store, source):
    return [(c.exact, c.start, c.anchor) for c in store.where(Citation, source=source.id)]


def test_a_quote_follows_its_words_through_a_new_text(store, source, concern):
    revise_source(store, source, text="Corrected. " + TEXT)
    assert anchors(store, source) == [("Officials said", TEXT.index("Officials") + 11, "matches")]
    assert store.undo_label() == "Edit source"
    store.undo()
    assert anchors(store, source) == [("Officials said", TEXT.index("Officials"), "matches")]


def test_a_quote_whose_words_are_gone_is_orphaned_and_keeps_them(store, source, concern):
    revise_source(store, source, text="All different.")
    assert anchors(store, source) == [("Officials said", -1, "orphaned")]
    assert store.check() == []


def test_a_quote_in_several_places_goes_by_its_context(store, event, source):
    middle = TEXT.index("the IRS may share data") + 4
    concern = add_concern(store, event, draft(source, "IRS may share", start=middle))
    revise_source(store, source, text="Update: " + TEXT)
    moved = citations(store, concern)[0]
    assert (moved.start, moved.anchor) == (middle + 8, "matches")


def test_a_quote_is_never_tied_to_a_place_it_may_not_mean(store, event, source):
    concern = add_concern(store, event, draft(source, "IRS may share", start=4))
    revise_source(store, source, text="IRS may share; IRS may share")
    assert citations(store, concern)[0].anchor == "orphaned"


def test_a_text_taken_away_leaves_the_words(store, source, concern):
    revise_source(store, source, text="")
    assert anchors(store, source) == [("Officials said", -1, "no text kept")]


def test_a_text_that_comes_later_gives_the_quote_its_place(store, event):
    with store.edit("Source") as edit:
        bare = edit.add(Source(kind="webpage", title="Bare"))
    add_concern(store, event, draft(bare, "Officials said"))
    revise_source(store, bare, text=TEXT)
    assert anchors(store, bare) == [("Officials said", TEXT.index("Officials"), "matches")]


def test_other_fields_leave_the_anchors_alone(store, source, concern):
    before = store.where(Citation, source=source.id)
    revise_source(store, source, title="Story, corrected")
    assert store.where(Citation, source=source.id) == before


def test_sources_are_taken_from_an_event_in_one_edit(store, event, source):
    cite(store, CitationDraft(source=source.id, quote="data"), event=event)
    cite(store, CitationDraft(source=source.id, quote="Officials"), event=event)
    assert uncite(store, store.where(Citation, event=event)) == 2
    assert store.where(Citation, event=event) == []
    assert store.get(Source, source.id) == source
    store.undo()
    assert len(store.where(Citation, event=event)) == 2
