"""What changed, in words: each kind of change is told once, under the event it is about, with its source."""

from __future__ import annotations

import pytest

from tracker.operations import digest_text
from tracker.operations.annotate import ConcernDraft, add_concern, add_relation, add_status, set_topics, settle
from tracker.operations.change import change, delete_event, edit_event, mark_noteworthy, mark_reviewed
from tracker.operations.digest import digest, mark_as_seen, start_of
from tracker.operations.log import CitationDraft, EventDraft, log_event
from tracker.operations.revise import revise_source
from tracker.records import Claim, DisputedPoint, Event, Source, Stakeholder, Term


def seen(store):
    mark_as_seen(store)
    return store.seen()


def since(store, mark, **how):
    return digest(store, mark.edit, mark.at, **how)


def lines(store, mark, **how):
    return [(group.title, line.kind, line.text) for group in since(store, mark, **how).groups for line in group.lines]


@pytest.fixture
def event(store):
    source = Source(kind="report", title="A report", publisher="Ledger", url="https://example.org/a", text="Signed on.")
    return log_event(
        store,
        EventDraft(
            title="Memo",
            type="order",
            date="2025-04-07",
            citations=[CitationDraft(source=source, quote="Signed on")],
        ),
    )


def test_nothing_changed_is_said(store, event):
    found = since(store, seen(store))
    assert found.is_empty
    assert digest_text.summary(found) == "Nothing has changed."


def test_marking_as_seen_twice_changes_one_mark_and_is_no_step_to_undo(store, event):
    before = store.undo_label()
    first, second = seen(store), seen(store)
    assert (first.edit < second.edit, store.undo_label()) == (True, before)
    assert store.seen("somebody else") is None


def test_an_event_added_is_told_with_its_date_and_source(store):
    mark = seen(store)
    source = Source(kind="report", title="A report", url="https://example.org/a")
    log_event(store, EventDraft(title="Memo", type="order", date="2025-04~", citations=[CitationDraft(source=source)]))
    assert lines(store, mark) == [
        ("Memo", "added", "Order, about April 2025"),
        ("Memo", "added", "Source added"),
    ]


def test_each_field_edited_is_a_line_of_what_it_was_and_is(store, event):
    mark = seen(store)
    edit_event(store, event.id, title="The memo", date="2025-05")
    mark_noteworthy(store, [event.id], True)
    mark_reviewed(store, event.id)
    assert set(lines(store, mark)) == {
        ("The memo", "edited", "Title: “Memo” → “The memo”"),
        ("The memo", "edited", "Date: 7 April 2025 → May 2025"),
        ("The memo", "edited", "Marked as noteworthy"),
        ("The memo", "edited", "Marked as reviewed"),
    }


def test_a_status_that_moved_is_told_from_what_to_what_as_of_when(store, event):
    add_status(store, event.id, "in effect", "fully", "2025-04")
    mark = seen(store)
    add_status(store, event.id, "in effect", "partially", "2025-11-21")
    assert lines(store, mark) == [("Memo", "status", "In effect: fully → partially as of 21 November 2025")]


def test_a_status_where_none_was_moves_from_nothing_recorded(store, event):
    mark = seen(store)
    add_status(store, event.id, "litigation", "pending", "2025-04")
    assert lines(store, mark) == [("Memo", "status", "Litigation: not recorded → pending as of April 2025")]


def test_an_earlier_status_added_later_moves_nothing(store, event):
    add_status(store, event.id, "litigation", "enjoined", "2025-06")
    mark = seen(store)
    add_status(store, event.id, "litigation", "pending", "2025-04")
    assert lines(store, mark) == [("Memo", "added", "Status (litigation) added: pending as of April 2025")]


def test_a_status_taken_back_is_told_as_what_stands_now(store, event):
    add_status(store, event.id, "litigation", "pending", "2025-04")
    status = add_status(store, event.id, "litigation", "enjoined", "2025-06")
    mark = seen(store)
    with store.edit("Delete status") as edit:
        edit.remove(status)
    assert ("Memo", "status", "Litigation: enjoined → pending as of April 2025") in lines(store, mark)


def test_a_quote_orphaned_by_another_text_is_told_with_its_source(store, event):
    (citation,) = store.dossier(event.id).citations
    mark = seen(store)
    revise_source(store, store.get(Source, citation.source.id), text="Other words.")
    found = since(store, mark)
    (quote,) = [line for group in found.groups for line in group.lines if line.kind == "quote"]
    assert quote.text == "Quote no longer found in the source’s text"
    assert [(c.source.title, c.quote) for c in quote.cites] == [("A report", "Signed on")]
    assert ("A report", "edited", "Text kept: 10 → 12 characters") in lines(store, mark)


def test_a_concern_and_its_edit_name_who_holds_it(store, event):
    mark = seen(store)
    draft = ConcernDraft(
        stakeholder="Tax Law Center", theme="privacy", position="opposes", statement="It goes too far."
    )
    concern = add_concern(store, event.id, draft)
    added = ("Memo", "added", "Concern added: Tax Law Center, opposes (privacy): It goes too far.")
    assert lines(store, mark) == [added]
    mark = seen(store)
    change(store, concern, position="reservations")
    edited = ("Memo", "edited", "Concern of Tax Law Center, position: opposes → reservations")
    assert lines(store, mark) == [edited]


def test_a_disputed_point_settled_is_told_with_the_version_and_the_reason(store, event):
    with store.edit("Add") as edit:
        point = edit.add(DisputedPoint(event=event.id, question="When was it signed?"))
        claim = edit.add(Claim(disputed_point=point.id, text="On Monday"))
    mark = seen(store)
    settle(store, point, claim, "The document says so.", "2025-05")
    said = "Settled: When was it signed?: “On Monday”. Reason: The document says so."
    assert lines(store, mark) == [("Memo", "settled", said)]


def test_an_event_removed_is_one_line_that_counts_what_went_with_it(store, event):
    add_concern(store, event.id, ConcernDraft(stakeholder="Tax Law Center", theme="privacy"))
    mark = seen(store)
    delete_event(store, event.id)
    (group,) = since(store, mark).groups
    assert (group.title, group.verb, group.date) == ("Memo", "removed", "2025-04-07")
    assert [line.text for line in group.lines] == ["Event removed, with 1 citation, 1 concern"]


def test_links_topics_and_parts_are_told_under_their_event(store, event):
    other = log_event(store, EventDraft(title="Suit", type="complaint"))
    mark = seen(store)
    add_relation(store, other.id, "challenges", event.id)
    set_topics(store, event.id, ["privacy"])
    assert lines(store, mark) == [
        ("Memo", "added", "Topic added: privacy"),
        ("Suit", "added", "Link added: challenges “Memo”"),
    ]


def test_a_stakeholder_made_for_a_concern_is_no_news_but_a_new_name_is(store, event):
    mark = seen(store)
    add_concern(store, event.id, ConcernDraft(stakeholder="Tax Law Center", theme="privacy"))
    assert [title for title, *_ in lines(store, mark)] == ["Memo"]
    mark = seen(store)
    change(store, store.where(Stakeholder)[0], name="The Tax Law Center")
    said = "Stakeholder The Tax Law Center, name: “Tax Law Center” → “The Tax Law Center”"
    assert lines(store, mark) == [("", "edited", said)]


def test_what_others_did_and_what_i_did_can_be_told_apart(store, event, monkeypatch):
    mark = seen(store)
    monkeypatch.setattr("getpass.getuser", lambda: "ada")
    edit_event(store, event.id, title="By Ada")
    monkeypatch.setattr("getpass.getuser", lambda: "bob")
    with store.edit("Add term") as edit:
        edit.add(Term(vocabulary="theme", name="press freedom"))
    assert [title for title, *_ in lines(store, mark, by="me")] == [""]
    assert [title for title, *_ in lines(store, mark, by="others")] == ["By Ada"]
    assert [title for title, *_ in lines(store, mark, by="others", me="ada")] == [""]


def test_the_latest_change_comes_first_and_what_is_in_no_event_last(store, event):
    other = log_event(store, EventDraft(title="Suit", type="complaint"))
    mark = seen(store)
    with store.edit("Add term") as edit:
        edit.now = "2030-01-03T00:00:00.000Z"
        edit.add(Term(vocabulary="theme", name="press freedom"))
    for number, row in enumerate((other.id, event.id), 1):
        with store.edit("Edit") as edit:
            edit.now = f"2030-01-0{number}T00:00:00.000Z"
            edit.change(store.get(Event, row), summary="More.")
    assert [group.title for group in since(store, mark).groups] == ["Memo", "Suit", ""]


def test_an_import_of_very_many_is_told_by_its_number(store):
    mark = seen(store)
    with store.edit("Import list.csv") as edit:
        edit.add_all([Event(title=f"Event {n}", type="order") for n in range(10_001)])
    found = since(store, mark)
    assert found.groups == ()
    assert [line.text for line in found.counted] == ["Import list.csv: 10,001 events added"]
    assert "- Import list.csv: 10,001 events added" in digest_text.as_markdown(found)


def test_what_is_not_listed_is_counted_all_the_same(store, event, monkeypatch):
    monkeypatch.setattr("tracker.operations.digest._MOST_GROUPS", 2)
    mark = seen(store)
    for number in range(5):
        log_event(store, EventDraft(title=f"Event {number}", type="order"))
    found = since(store, mark)
    assert (len(found.groups), found.left_out, found.totals) == (2, 3, {"added": 5})
    assert "And 3 more" in digest_text.as_markdown(found)


def test_a_date_begins_with_its_first_moment_here(store, event):
    start, moment = start_of(store, "2000-01")
    assert (start, moment[:10] in ("1999-12-31", "2000-01-01")) == (0, True)
    assert start_of(store, "2999")[0] == next(store.journal()).edit


def test_markdown_shows_record_text_as_it_is_and_links_only_to_the_web(store):
    mark = seen(store)
    sources = [
        Source(kind="report", title="[x](javascript:1)", url="javascript:alert(1)"),
        Source(kind="report", title="*Good*", url="https://example.org/a_(b)", publisher="Ledger", issued="2025"),
    ]
    citations = [CitationDraft(source=source) for source in sources]
    log_event(store, EventDraft(title="# <b>Memo</b>\n1. two", type="order", date="2025", citations=citations))
    said = digest_text.as_markdown(since(store, mark))
    assert r"- **2025: # \<b\>Memo\</b\> 1. two** (Order, 2025)" in said
    assert r"\[x\](javascript:1)" in said
    assert r"[\*Good\*](https://example.org/a_%28b%29), Ledger, 2025" in said


def test_plain_text_and_data_say_the_same(store, event):
    mark = seen(store)
    edit_event(store, event.id, title="The memo")
    found = since(store, mark)
    assert "    Title: “Memo” → “The memo”" in digest_text.as_text(found).splitlines()
    (group,) = digest_text.as_data(found)["groups"]
    assert (group["what"], group["change"], group["lines"][0]["kind"]) == ("event", "edited", "edited")


def test_the_whole_example_case_can_be_told(tmp_path):
    from tracker.operations import demo

    with demo.make(tmp_path / "case.tracker") as case:
        found = digest(case, 0, "")
        assert sum(group.table == "event" and group.verb == "added" for group in found.groups) == 49
        for event in case.find():
            delete_event(case, event)
        assert {group.table for group in digest(case, 0, "").groups} <= {"source", ""}
        digest_text.as_markdown(found)
