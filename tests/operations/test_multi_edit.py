"""Several events changed at once: one edit, one undo, and nothing else is touched."""

from __future__ import annotations

import pytest

from tracker.errors import CancelledError, RecordError
from tracker.operations.annotate import set_topics
from tracker.operations.multi_edit import Difference, EventChanges, change_events, difference
from tracker.records import Event, Topic


@pytest.fixture
def events(store):
    with store.edit("Log") as edit:
        made = edit.add_all(
            [
                Event(title="A", type="order"),
                Event(title="B", type="opinion", noteworthy=True),
                Event(title="C", type="order", reviewed="2026-01-01T00:00:00.000Z"),
                Event(title="Left alone", type="order"),
            ]
        )
    set_topics(store, made[0].id, ["privacy", "courts"])
    return [event.id for event in made]


def topics(store, event):
    return [topic.name for topic in store.dossier(event).topics]


def test_all_is_changed_in_one_edit_and_one_undo_takes_it_back(store, events):
    before = store.content_hash()
    wanted = EventChanges(
        type="brief", add_topics=("press", "Courts"), remove_topics=("PRIVACY",), reviewed=True, noteworthy=True
    )
    steps = len(list(store.journal()))
    assert change_events(store, events[:3], wanted) == 3
    assert len(list(store.journal())) == steps + 1
    found = store.events(events)
    assert [(e.type, e.noteworthy, bool(e.reviewed)) for e in found] == [("brief", True, True)] * 3 + [
        ("order", False, False)
    ]
    assert topics(store, events[0]) == ["courts", "press"]
    assert topics(store, events[1]) == ["press", "courts"]
    assert topics(store, events[3]) == []
    assert store.undo_label() == "Change 3 events"
    store.undo()
    assert store.content_hash() == before


@pytest.mark.parametrize(
    ("wanted", "label"),
    [
        (EventChanges(type="brief"), "Change type of 2 events"),
        (EventChanges(add_topics=("a",)), "Change topics of 2 events"),
        (EventChanges(remove_topics=("courts",)), "Change topics of 2 events"),
        (EventChanges(reviewed=True), "Mark 2 events as reviewed"),
        (EventChanges(reviewed=False), "Mark 2 events as not reviewed"),
        (EventChanges(noteworthy=True), "Mark 2 events as noteworthy"),
        (EventChanges(type="brief", reviewed=True), "Change 2 events"),
    ],
)
def test_undo_names_what_was_changed(store, events, wanted, label):
    change_events(store, [events[0], events[2]], wanted)
    assert store.undo_label() == label


def test_to_look_events_over_does_not_modify_them(store, events):
    before = [e.modified for e in store.events(events)]
    change_events(store, events, EventChanges(reviewed=True))
    assert [e.modified for e in store.events(events)] == before
    change_events(store, events, EventChanges(reviewed=False))
    assert [e.reviewed for e in store.events(events)] == ["", "", "", ""]


def test_what_would_differ_is_counted_before_and_nothing_is_written(store, events):
    before = store.content_hash()
    wanted = EventChanges(
        type="order", add_topics=("courts",), remove_topics=("privacy", "unknown"), reviewed=False, noteworthy=True
    )
    assert difference(store, events[:3], wanted) == Difference(3, 1, 2, 1, 1, 2)
    assert difference(store, events, EventChanges(add_topics=("courts", "new"))) == Difference(4, 0, 4, 0, 0, 0)
    assert store.content_hash() == before


def test_a_topic_that_nobody_has_is_no_fault_to_remove_and_is_not_made(store, events):
    change_events(store, events, EventChanges(type="brief", remove_topics=("unknown",)))
    assert store.where(Topic, name="unknown") == []


@pytest.mark.parametrize(
    "wanted",
    [
        EventChanges(),
        EventChanges(add_topics=("Privacy",), remove_topics=("privacy",)),
        EventChanges(add_topics=("  ",)),
        EventChanges(type="  "),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(store, events, wanted):
    before = store.content_hash()
    with pytest.raises(RecordError):
        change_events(store, events, wanted)
    assert store.content_hash() == before


def test_events_that_are_gone_are_left_out(store, events):
    assert change_events(store, [*events, 12345], EventChanges(type="brief")) == 4


def test_a_change_that_is_cancelled_changes_nothing(store, events):
    with store.edit("More") as edit:
        many = [e.id for e in edit.add_all([Event(title=str(n), type="order") for n in range(1200)])]
    before = store.content_hash()
    calls = iter([False, True])
    with pytest.raises(CancelledError):
        change_events(store, many, EventChanges(type="brief"), cancelled=lambda: next(calls))
    assert store.content_hash() == before
    said = []
    change_events(store, many, EventChanges(type="brief"), progress=lambda done, total, _: said.append((done, total)))
    assert said == [(500, 1200), (1000, 1200), (1200, 1200)]
