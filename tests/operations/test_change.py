"""Changing and deleting: one edit, named as the Undo menu shows it; what others name is not taken away from them."""

from __future__ import annotations

import pytest

from tracker.errors import NotFoundError, RecordError
from tracker.operations.annotate import ConcernDraft, add_concern, add_relation
from tracker.operations.change import (
    change,
    delete,
    delete_event,
    delete_events,
    edit_event,
    mark_all_reviewed,
    mark_noteworthy,
    mark_reviewed,
    move_event,
    record_name,
)
from tracker.operations.log import CitationDraft, EventDraft, log_event
from tracker.records import Citation, Concern, Event, Relation, Source, Stakeholder
from tracker.store import Store


@pytest.fixture
def event(store: Store) -> Event:
    draft = CitationDraft(source=Source(kind="webpage", title="Report"))
    event = log_event(store, EventDraft(title="Order", type="order", date="2025-04-07", citations=(draft,)))
    add_concern(store, event.id, ConcernDraft(stakeholder="IRS", theme="privacy", citation=draft))
    other = log_event(store, EventDraft(title="Appeal", type="filing"))
    add_relation(store, other.id, "appeals", event.id)
    return event


def test_fields_of_an_event_change_together(store: Store, event: Event) -> None:
    changed = edit_event(store, event.id, title="Order, amended", date="2025-05~", noteworthy=True)
    assert (changed.title, changed.date, changed.noteworthy) == ("Order, amended", "2025-05~", True)
    assert (changed.date_min, changed.date_max) == ("2025-05-01", "2025-05-31")
    assert changed.modified >= event.modified
    assert store.get(Event, event.id) == changed
    assert store.undo_label() == "Edit event"
    store.undo()
    assert store.get(Event, event.id) == event


def test_a_change_that_changes_nothing_is_no_edit(store: Store, event: Event) -> None:
    assert edit_event(store, event.id, title="Order") == event
    assert store.undo_label() == "Link events"


@pytest.mark.parametrize("values", [{"title": ""}, {"date": "soon"}, {"evidence": "rumour"}, {"date_basis": "guessed"}])
def test_what_may_not_be_is_refused_and_nothing_changes(store: Store, event: Event, values: dict[str, str]) -> None:
    with pytest.raises(RecordError):
        edit_event(store, event.id, **values)
    assert store.get(Event, event.id) == event


def test_a_change_may_be_named(store: Store, event: Event) -> None:
    change(store, event, "Move event", date="2025-04-08")
    assert store.undo_label() == "Move event"
    concern = store.where(Concern)[0]
    change(store, concern, state="answered")
    assert store.undo_label() == "Edit concern"


def test_a_field_changed_meanwhile_stays_changed(store: Store, event: Event) -> None:
    edit_event(store, event.id, title="New title")
    change(store, event, summary="From a copy read before.")
    assert store.get(Event, event.id).title == "New title"


def test_an_event_goes_with_what_belongs_to_it_and_its_sources_stay(store: Store, event: Event) -> None:
    before = store.content_hash()
    removed = delete_event(store, event.id)
    assert removed == 5  # the event, its citation, its concern, the concern's citation, the link to it
    assert store.undo_label() == "Delete event"
    assert (store.count(Event), store.count(Concern), store.count(Citation), store.count(Relation)) == (
        1,
        0,
        0,
        0,
    )
    assert (store.count(Source), store.count(Stakeholder)) == (2, 1)
    assert store.check() == []
    store.undo()
    assert store.content_hash() == before


def test_what_others_name_is_kept_unless_they_go_too(store: Store, event: Event) -> None:
    source = store.where(Source)[0]
    with pytest.raises(RecordError, match="still named by 1 citation"):
        delete(store, source)
    assert store.count(Source) == 2
    delete(store, source, with_references=True)
    assert store.count(Source) == 1
    assert store.undo_label() == "Delete source"
    assert store.check() == []


def test_an_event_that_is_gone_cannot_be_changed_or_deleted(store: Store, event: Event) -> None:
    delete_event(store, event.id)
    for verb in (lambda: edit_event(store, event.id, title="x"), lambda: delete_event(store, event.id)):
        with pytest.raises(NotFoundError, match="no longer in the tracker"):
            verb()


def test_a_review_is_noted_and_is_no_change_of_the_event(store: Store, event: Event) -> None:
    reviewed = mark_reviewed(store, event.id)
    assert reviewed.reviewed
    assert reviewed.modified == event.modified
    assert store.find("is:reviewed") == [event.id]


def test_records_are_called_what_people_call_them(store: Store, event: Event) -> None:
    assert record_name(event) == "event"
    assert record_name(store.where(Relation)[0]) == "link"


# Several at once


def test_several_events_are_deleted_in_one_edit_with_what_belongs_to_them(store: Store, event: Event) -> None:
    before = store.content_hash()
    events = store.find("")
    assert delete_events(store, events) > len(events)
    assert [store.count(t) for t in (Event, Concern, Relation, Citation)] == [0, 0, 0, 0]
    assert store.count(Source) > 0
    assert store.undo_label() == "Delete 2 events"
    store.undo()
    assert store.content_hash() == before


def test_one_event_among_several_is_called_what_it_is(store: Store, event: Event) -> None:
    delete_events(store, [event.id])
    assert store.undo_label() == "Delete event"


def test_several_events_are_marked_and_unmarked_in_one_edit(store: Store, event: Event) -> None:
    events = store.find("")
    assert mark_noteworthy(store, events, True) == 2
    assert all(e.noteworthy for e in store.where(Event))
    assert store.undo_label() == "Mark as noteworthy"
    mark_noteworthy(store, [event.id], False)
    assert store.undo_label() == "Mark as no longer noteworthy"
    assert [e.noteworthy for e in store.events(events)].count(True) == 1


def test_several_events_are_reviewed_at_one_moment_and_count_as_unchanged(store: Store, event: Event) -> None:
    before = {e.id: e.modified for e in store.where(Event)}
    assert mark_all_reviewed(store, list(before)) == 2
    after = store.where(Event)
    assert len({e.reviewed for e in after}) == 1
    assert {e.id: e.modified for e in after} == before
    store.undo()
    assert not any(e.reviewed for e in store.where(Event))


def test_events_no_longer_there_are_passed_over(store: Store, event: Event) -> None:
    delete_event(store, event.id)
    assert mark_noteworthy(store, [event.id], True) == 0
    assert store.undo_label() == "Delete event"


def test_a_moved_event_is_one_edit_that_undo_takes_back(store: Store, event: Event) -> None:
    changed = move_event(store, event.id, "2025-04-07", "2025-04-09")
    assert (changed.date, changed.date_min) == ("2025-04-09", "2025-04-09")
    assert store.undo_label() == "Move event"
    store.undo()
    assert store.get(Event, event.id) == event


def test_an_event_whose_date_was_changed_meanwhile_is_not_moved(store: Store, event: Event) -> None:
    edit_event(store, event.id, date="2025-05")
    before = store.content_hash()
    with pytest.raises(RecordError, match="meanwhile"):
        move_event(store, event.id, "2025-04-07", "2025-04-09")
    assert store.content_hash() == before
