"""What changed since a moment: its net effect, whatever led to it."""

from __future__ import annotations

import random

import pytest

from tracker.errors import UndoError
from tracker.records import RECORD_TYPES, Concern, Event, EventTopic, Setting, Stakeholder, Topic
from tracker.store import person, since
from tracker.store.person import keep_local_name, local_name

SILENT = {"modified", "created", "date_min", "date_max", "place"}


def entry(store):
    return store.connection.execute("SELECT coalesce(max(id), 0) FROM edit").fetchone()[0]


def add(store, record, label="Add"):
    with store.edit(label) as edit:
        return edit.add(record)


def change(store, record, **values):
    with store.edit("Edit") as edit:
        return edit.change(record, **values)


def told(store, start):
    return [(c.table, c.row, c.before, c.after) for c in store.since(start).changes]


def test_nothing_done_is_nothing_changed(store):
    add(store, Topic(name="a"))
    found = store.since(entry(store))
    assert (found.changes, found.counted) == ((), ())


def test_added_then_edited_is_added_as_it_now_stands(store):
    start = entry(store)
    topic = add(store, Topic(name="a"))
    change(store, topic, name="b")
    assert told(store, start) == [("topic", topic.id, None, {"id": topic.id, "name": "b"})]


def test_changed_and_changed_back_is_nothing(store):
    event = add(store, Event(title="First", type="order"))
    start = entry(store)
    change(store, event, title="Second")
    change(store, event, title="First")
    assert told(store, start) == []


def test_an_edit_tells_only_the_fields_that_differ_from_first_to_last(store):
    event = add(store, Event(title="First", type="order", date="2025"))
    start = entry(store)
    change(store, event, title="Second", date="2025-04")
    change(store, event, title="Third")
    expected = ({"title": "First", "date": "2025"}, {"title": "Third", "date": "2025-04"})
    assert told(store, start) == [("event", event.id, *expected)]


def test_what_was_undone_is_nothing_and_names_nobody(store, monkeypatch):
    event = add(store, Event(title="First", type="order"))
    start = entry(store)
    monkeypatch.setattr("getpass.getuser", lambda: "bob")
    change(store, event, type="opinion")
    store.undo()
    monkeypatch.setattr("getpass.getuser", lambda: "ada")
    change(store, event, title="Second")
    (found,) = store.since(start).changes
    assert (found.after, found.who) == ({"title": "Second"}, ("ada",))


def test_taking_back_an_edit_that_had_been_seen_is_a_change(store):
    event = add(store, Event(title="First", type="order"))
    change(store, event, title="Second")
    start = entry(store)
    store.undo()
    assert told(store, start) == [("event", event.id, {"title": "Second"}, {"title": "First"})]
    store.redo()
    assert told(store, start) == []


def test_what_is_removed_is_told_as_it_was_when_last_seen(store):
    event = add(store, Event(title="First", type="order"))
    who = add(store, Stakeholder(name="A group"))
    concern = add(store, Concern(event=event.id, stakeholder=who.id, theme="privacy"))
    start = entry(store)
    change(store, event, title="Second")
    with store.edit("Delete") as edit:
        edit.remove(event)
    found = {c.table: c for c in store.since(start).changes}
    assert found["event"].before["title"] == "First"
    assert found["event"].after is None
    assert (found["concern"].row, found["concern"].event) == (concern.id, event.id)


def test_each_part_is_known_by_the_event_it_belongs_to(store, one_of_each):
    made = one_of_each(store)
    event, suit = made["event"], made["relation"].from_event
    by_table = {c.table: c.event for c in store.since(0).changes if c.table != "event"}
    owned = {table: event.id for table in ("status", "role", "concern", "event_authority", "event_topic")}
    owned |= {table: event.id for table in ("disputed_point", "claim", "citation")}
    owned |= {"relation": suit, "event_proceeding": suit}
    assert by_table == {table: owned.get(table, 0) for table in by_table}


def test_settings_are_not_told(store):
    store.set_setting("title", "A title")
    assert told(store, 0) == []


def test_a_very_large_edit_is_counted_and_small_ones_in_it_are_still_told(store):
    with store.edit("Import") as edit:
        events = edit.add_all([Event(title=f"Event {n}", type="order") for n in range(50)])
    change(store, events[3], title="Seen to")
    with store.edit("Delete") as edit:
        edit.remove(events[4])
    found = since.since(store.connection, 0, most=10)
    assert [(c.row, c.before, c.after["title"]) for c in found.changes] == [(events[3].id, None, "Seen to")]
    (counted,) = found.counted
    assert (counted.label, counted.counts) == ("Import", {("event", "added"): 48})


def test_a_record_that_a_large_edit_touched_twice_is_counted_once(store):
    with store.edit("Log") as edit:
        events = edit.add_all([Event(title=f"Event {n}", type="order") for n in range(20)])
    start = entry(store)
    with store.edit("Change") as edit:
        for event in events:
            edit.change(event, title="Twice")
            edit.change(event, type="brief")
    change(store, events[0], summary="More.")
    found = since.since(store.connection, start, most=10)
    assert [c.after for c in found.changes] == [{"title": "Twice", "type": "brief", "summary": "More."}]
    assert found.counted[0].counts == {("event", "edited"): 19}


def test_a_large_edit_that_was_undone_is_not_even_counted(store):
    with store.edit("Import") as edit:
        edit.add_all([Event(title=f"Event {n}", type="order") for n in range(50)])
    store.undo()
    found = since.since(store.connection, 0, most=10)
    assert (found.changes, found.counted) == ((), ())


@pytest.mark.parametrize("seed", range(8))
def test_the_net_effect_is_the_difference_of_what_the_file_held_then_and_holds_now(store, seed):
    chance = random.Random(seed)

    def content():
        kinds = [kind for kind in RECORD_TYPES if kind is not Setting]
        return {(kind.TABLE, record.id): record for kind in kinds for record in store.where(kind)}

    def something():
        events, topics = store.where(Event), store.where(Topic)
        act = chance.randrange(8)
        if act == 0 or not events or not topics:
            event = add(store, Event(title=chance.choice("abc"), type="order"))
            topic = add(store, Topic(name=f"t{chance.random()}"))
            add(store, EventTopic(event=event.id, topic=topic.id))
        elif act in (1, 2):
            change(store, chance.choice(events), title=chance.choice("abc"), type=chance.choice(["order", "brief"]))
        elif act == 3:
            with store.edit("Delete") as edit:
                edit.remove(chance.choice(events))
        elif act == 4:
            try:
                store.redo()
            except UndoError:
                return
        else:
            try:
                store.undo()
            except UndoError:
                return

    for _ in range(chance.randrange(15)):
        something()
    start, before = entry(store), content()
    for _ in range(chance.randrange(40)):
        something()
    after = content()
    expected = {key: (None, "added") for key in after.keys() - before.keys()}
    expected |= {key: (None, "removed") for key in before.keys() - after.keys()}
    for key in before.keys() & after.keys():
        differ = {
            name: (getattr(before[key], name), getattr(after[key], name))
            for name in type(before[key]).__dataclass_fields__
            if name not in SILENT and getattr(before[key], name) != getattr(after[key], name)
        }
        if differ:
            expected[key] = (differ, "edited")
    found = {}
    for c in store.since(start).changes:
        if c.before is not None and c.after is not None:
            found[c.table, c.row] = ({n: (v, c.after[n]) for n, v in c.before.items()}, "edited")
        else:
            found[c.table, c.row] = (None, "removed" if c.after is None else "added")
    assert found == expected


# When somebody last looked


def test_each_person_has_a_mark_of_their_own(store):
    store.set_setting(f"{since.SEEN}: ada", str(since.Seen("2026-11-18T10:00:00.000Z", 5)))
    assert store.seen("ada") == since.Seen("2026-11-18T10:00:00.000Z", 5)
    assert store.seen("bob") is None


def test_the_one_mark_of_an_older_file_counts_for_everybody(store):
    topic = add(store, Topic(name="a"))
    last = entry(store)
    at = next(store.journal()).at
    store.set_setting("last seen", at)
    assert store.seen("ada") == since.Seen(at, last)
    change(store, topic, name="b")
    assert [c.row for c in store.since(store.seen("ada").edit).changes] == [topic.id]


def test_to_somebody_who_never_marked_it_all_is_new_but_what_the_file_was_made_with(store):
    with store.edit("Example case", "fixed") as edit:
        edit.add(Event(title="In the example", type="order"))
    assert store.count_found("is:new") == 0
    until = store.new_since()
    with store.edit("Log") as edit:
        edit.now = until + "~"  # later, however fast this computer is
        edit.add(Event(title="Logged", type="order"))
    assert [e.title for e in store.events(store.find("is:new"))] == ["Logged"]


def test_in_a_tracker_of_ones_own_all_is_new_until_it_is_marked(store):
    add(store, Event(title="Logged", type="order"))
    assert store.count_found("is:new") == 1
    store.set_setting(f"{since.SEEN}: {local_name()}", str(since.seen_now(store.connection)))
    assert store.count_found("is:new") == 0


def test_a_name_of_ones_own_goes_into_the_journal(store, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "login7")
    assert local_name() == "login7"
    assert keep_local_name("  Ada \n Lovelace ") == "Ada Lovelace"
    add(store, Topic(name="a"))
    assert next(store.journal()).who == "Ada Lovelace"
    assert keep_local_name("") == "login7"


def test_a_name_that_cannot_be_read_is_no_name(monkeypatch):
    keep_local_name("Ada")
    (person.config_folder() / "my-name.txt").write_bytes(b"\xff\xfe\x00")
    monkeypatch.setattr("getpass.getuser", lambda: "login7")
    assert local_name() == "login7"
