"""Texts corrected, other versions of a source, and what becomes of the quotes: said, undone, decided by people."""

from __future__ import annotations

import pytest

from tracker.capture.article import Snapshot
from tracker.errors import CancelledError, RecordError
from tracker.operations.annotate import cite
from tracker.operations.log import CitationDraft, EventDraft, log_event
from tracker.operations.source_text import (
    carry,
    check_quotes,
    confirm_moved,
    correct_text,
    in_version,
    let_go,
    new_version,
    point_to,
)
from tracker.records import Citation, Source
from tracker.store.source_versions import versions

TEXT = (
    "The office announced the agreement on Monday. Two officials said that the list is kept for ninety days. "
    "A judge asked for the list in June."
)
LONGER = TEXT.replace("ninety", "a hundred and twenty")
KEPT = "the list is kept for ninety days"


@pytest.fixture
def event(store):
    return log_event(store, EventDraft(title="Agreement", type="memorandum of understanding")).id


@pytest.fixture
def source(store):
    with store.edit("Source") as edit:
        return edit.add(Source(kind="webpage", title="Story", text=TEXT, url="https://example.org/story"))


def quote(store, source, event, words):
    return cite(store, CitationDraft(source=source.id, quote=words), event=event)


@pytest.fixture
def kept(store, source, event):
    return quote(store, source, event, KEPT)


@pytest.fixture
def judge(store, source, event):
    return quote(store, source, event, "A judge asked")


def now(store, citation):
    return store.get(Citation, citation.id)


def place(citation):
    return citation.exact, citation.start, citation.end, citation.anchor


def test_a_corrected_text_says_what_became_of_each_quote_and_is_undone_whole(store, source, kept, judge):
    before = store.content_hash()
    change = correct_text(store, source, LONGER)
    assert [(q.citation.id, q.state, q.words) for q in change.quotes] == [
        (kept.id, "moved", "the list is kept for a hundred and twenty days"),
        (judge.id, "matches", "A judge asked"),
    ]
    moved = now(store, kept)
    assert moved.exact == KEPT
    assert LONGER[moved.start : moved.end] == "the list is kept for a hundred and twenty days"
    assert place(now(store, judge)) == (
        "A judge asked",
        LONGER.index("A judge"),
        LONGER.index(" for the list in"),
        "matches",
    )
    assert store.check() == []
    assert store.undo_label() == "Correct text"
    store.undo()
    assert store.content_hash() == before


def test_a_quote_found_at_another_place_has_its_context_renewed(store, source, judge):
    text = "Corrected on Tuesday. " + TEXT.replace("days.", "days, as before.")
    correct_text(store, source, text)
    found = now(store, judge)
    assert found.prefix == text[found.start - 32 : found.start]
    assert found.suffix == text[found.end : found.end + 32]


def test_a_text_left_as_it_was_changes_nothing(store, source, kept):
    label = store.undo_label()
    assert correct_text(store, source, TEXT).quotes == ()
    assert store.undo_label() == label


def test_words_that_come_back_are_found_again(store, source, kept):
    correct_text(store, source, LONGER)
    correct_text(store, store.get(Source, source.id), TEXT)
    assert place(now(store, kept)) == place(kept)


def test_a_quote_whose_words_stand_twice_is_orphaned_with_its_candidates(store, source, kept):
    sentence = TEXT[TEXT.index("Two") : TEXT.index("A judge")]
    text = TEXT.replace(sentence, sentence * 2)
    (outcome,) = correct_text(store, source, text).quotes
    assert outcome.state == "orphaned"
    assert [text[at : at + len(KEPT)] for at in outcome.candidates] == [KEPT, KEPT]
    assert place(now(store, kept)) == (KEPT, -1, -1, "orphaned")


# Versions


def test_a_new_version_follows_the_newest_and_leaves_citations_where_they_are(store, source, kept):
    snapshot = Snapshot(b"<p>bytes</p>", "text/html", "https://example.org/story", "2025-05-02T08:00:00.000Z")
    second = new_version(store, source, Source(kind="webpage", title="Story", text=LONGER), snapshot)
    third = new_version(store, source, Source(kind="webpage", title="Story, again", text=TEXT))
    assert (second.previous, third.previous) == (source.id, second.id)
    assert (second.media_type, second.accessed) == ("text/html", "2025-05-02")
    assert store.blob(second.sha256) == snapshot.data
    assert place(now(store, kept)) == place(kept)
    for each in (source, second, third):
        rows = versions(store.connection, each.id)
        assert [row.id for row in rows] == [source.id, second.id, third.id]
    assert [(row.characters, row.quotes) for row in rows] == [(len(TEXT), 1), (len(LONGER), 0), (len(TEXT), 0)]
    store.undo()
    assert [row.id for row in versions(store.connection, source.id)] == [source.id, second.id]


def test_of_a_source_that_is_gone_there_is_no_version(store, source):
    with store.edit("Delete") as edit:
        edit.remove(source)
    assert versions(store.connection, source.id) == []
    with pytest.raises(RecordError, match="no longer"):
        new_version(store, source, Source(kind="webpage", title="Story", text=TEXT))


def test_it_is_said_which_quotes_are_in_another_version_too(store, source, event, kept, judge):
    gone = quote(store, source, event, "The office announced")
    second = new_version(store, source, Source(kind="webpage", title="Story", text=LONGER[46:]))
    states = {outcome.citation.id: outcome.state for outcome in in_version(store, source, second)}
    assert states == {kept.id: "moved", judge.id: "matches", gone.id: "orphaned"}


def test_chosen_quotes_are_carried_to_another_version_in_one_edit(store, source, event, kept, judge):
    bare = cite(store, CitationDraft(source=source.id), event=event)
    second = new_version(store, source, Source(kind="webpage", title="Story", text=LONGER))
    carry(store, [kept, judge, bare], second)
    assert {now(store, c).source for c in (kept, judge, bare)} == {second.id}
    assert (now(store, kept).anchor, now(store, judge).anchor, now(store, kept).exact) == ("moved", "matches", KEPT)
    assert store.check() == []
    store.undo()
    assert now(store, kept) == kept


def test_a_quote_that_vanished_stays_with_its_version(store, source, kept, judge):
    second = new_version(store, source, Source(kind="webpage", title="Story", text="Withdrawn. A judge asked."))
    with pytest.raises(RecordError, match="not in that version"):
        carry(store, [judge, kept], second)
    assert now(store, judge) == judge


def test_a_quote_that_a_version_has_twice_where_it_stood_is_not_said_to_be_missing(store, source, kept):
    second = new_version(store, source, Source(kind="webpage", title="Story", text=f"{TEXT}\n\n{TEXT}"))
    with pytest.raises(RecordError, match="where is not certain"):
        carry(store, [kept], second)
    assert now(store, kept) == kept


def test_a_quote_is_carried_to_the_place_that_somebody_says_is_meant_if_its_words_stand_there(store, source, kept):
    second = new_version(store, source, Source(kind="webpage", title="Story", text=f"{TEXT}\n\n{TEXT}"))
    start = second.text.rindex(KEPT)
    with pytest.raises(RecordError, match="where is not certain"):
        carry(store, [kept], second, {kept.id: start + 1})
    assert now(store, kept) == kept
    carry(store, [kept], second, {kept.id: start})
    there = now(store, kept)
    assert (there.source, there.exact, there.start, there.anchor) == (second.id, KEPT, start, "matches")
    assert store.check() == []


def test_a_quote_is_not_carried_to_a_source_of_its_own(store, source, kept):
    with store.edit("Other") as edit:
        other = edit.add(Source(kind="webpage", title="Other", text=TEXT))
    with pytest.raises(RecordError, match="version"):
        carry(store, [kept], other)


# Checking


def test_checking_brings_states_up_to_date(store, source, event, kept, judge):
    bare = Source(kind="webpage", title="Bare")
    unkept = cite(store, CitationDraft(source=bare, quote="some words"), event=event)
    with store.edit("By another program") as edit:
        edit.change(kept, start=3, end=9)
        edit.change(unkept, anchor="")
        edit.change(judge, start=-1, end=-1, anchor="orphaned")
    report = check_quotes(store)
    assert report.states == {"matches": 1, "no text kept": 1, "orphaned": 1}
    assert report.to_look_at == 1
    assert place(now(store, kept)) == place(kept)
    assert now(store, unkept).anchor == "no text kept"
    assert [outcome.citation.id for outcome in report.changed] == [kept.id, unkept.id]
    assert store.undo_label() == "Check quotes"
    again = check_quotes(store)
    assert (again.states, again.changed) == (report.states, ())


def test_what_is_orphaned_is_not_tied_to_a_place_by_checking(store, source, judge):
    with store.edit("Let go") as edit:
        edit.change(judge, start=-1, end=-1, anchor="orphaned")
    check_quotes(store)
    assert now(store, judge).anchor == "orphaned"


def test_checking_can_be_asked_to_write_nothing_and_to_look_at_some(store, source, kept, judge):
    with store.edit("By another program") as edit:
        edit.change(kept, start=3, end=9)
    before = store.content_hash()
    assert [o.citation.id for o in check_quotes(store, write=False).changed] == [kept.id]
    assert check_quotes(store, [judge.id]).states == {"matches": 1}
    assert store.content_hash() == before


def test_checking_can_be_stopped_and_then_changes_nothing(store, source, kept):
    with store.edit("By another program") as edit:
        edit.change(kept, start=3, end=9)
    with pytest.raises(CancelledError):
        check_quotes(store, cancelled=lambda: True)
    assert now(store, kept).start == 3


# Deciding


def test_confirming_quotes_the_words_that_stand_there_now(store, source, kept):
    correct_text(store, source, LONGER)
    (confirmed,) = confirm_moved(store, [kept])
    assert confirmed.exact == "the list is kept for a hundred and twenty days"
    assert confirmed.anchor == "matches"
    assert store.check() == []
    store.undo()
    assert now(store, kept).exact == KEPT
    store.redo()
    with pytest.raises(RecordError, match="words have changed"):
        confirm_moved(store, [kept])


def test_a_quote_is_pointed_to_the_words_that_somebody_chose(store, source, kept):
    correct_text(store, source, "All new. The list goes.")
    assert now(store, kept).anchor == "orphaned"
    pointed = point_to(store, kept, 9, 22)
    assert place(pointed) == ("The list goes", 9, 22, "matches")
    with pytest.raises(RecordError, match="not inside"):
        point_to(store, kept, 9, 220)


def test_words_that_nobody_has_seen_are_not_quoted(store, source, kept):
    correct_text(store, source, LONGER)
    before = store.content_hash()
    with pytest.raises(RecordError, match="changed meanwhile"):
        confirm_moved(store, [now(store, kept)], seen="the list is kept for two days")
    with pytest.raises(RecordError, match="changed meanwhile"):
        point_to(store, kept, 0, 3, seen="All")
    assert store.content_hash() == before
    there = now(store, kept)
    assert confirm_moved(store, [kept], seen=LONGER[there.start : there.end])[0].anchor == "matches"


def test_a_changed_quote_can_be_kept_as_it_was_quoted(store, source, kept):
    correct_text(store, source, LONGER)
    let_go(store, [kept])
    assert place(now(store, kept)) == (KEPT, -1, -1, "orphaned")
