"""The journal: every edit in order, each record's history, the chain of hashes."""

from __future__ import annotations

import dataclasses
import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.errors import FileError
from tracker.records import Event, Status, Topic
from tracker.store import Change
from tracker.store.changes import ChainHash, as_json, from_json

values = st.none() | st.integers(-(1 << 63), (1 << 63) - 1) | st.text(st.characters(exclude_categories=["Cs"]))
rows = st.dictionaries(st.text("abc_", min_size=1), values, max_size=5)


def titled(store, *titles):
    """One event, then an edit for each further title."""
    with store.edit(f"Add {titles[0]}") as edit:
        event = edit.add(Event(title=titles[0], type="order"))
    for title in titles[1:]:
        with store.edit(f"Title {title}") as edit:
            edit.change(event, title=title)
    return event


# Rows as the journal keeps them


@settings(max_examples=50)
@given(st.none() | rows)
def test_a_row_comes_back_from_its_text(row):
    assert from_json(as_json(row)) == row


def test_the_text_of_a_row_has_its_columns_in_order_and_real_characters():
    assert as_json({"b": "é\u2028", "a": None}) == '{"a":null,"b":"é\u2028"}'


@pytest.mark.parametrize("text", ["", "{", "[1]", "3", '"a"', "null"])
def test_a_text_that_is_no_row_is_damage_not_a_crash(text):
    with pytest.raises(FileError, match="journal of this tracker is damaged"):
        from_json(text)


@settings(max_examples=20)
@given(st.none() | rows, st.none() | rows)
def test_a_change_is_the_inverse_of_its_inverse(before, after):
    change = Change("event", 1, before, after)
    assert change.inverse() == Change("event", 1, after, before)
    assert change.inverse().inverse() == change


# The chain


def test_the_hash_of_an_entry_is_the_sha256_of_what_is_stored(store):
    with store.edit("Add topic") as edit:
        edit.add(Topic(name="é"))
    edits = store.connection.execute("SELECT id, label, at, who, kind, target, previous, hash FROM edit").fetchall()
    changes = store.connection.execute('SELECT table_name, "row", "before", "after" FROM change').fetchall()
    edit_id, label, at, who, kind, target, previous, stored = edits[0]
    expected = hashlib.sha256()
    expected.update(json.dumps([previous, edit_id, label, at, who, kind, target], ensure_ascii=False).encode())
    expected.update(json.dumps(list(changes[0]), ensure_ascii=False).encode())
    assert stored == expected.hexdigest()
    assert previous == ""


def test_each_entry_names_the_hash_of_the_one_before_it(store):
    titled(store, "a", "b", "c")
    store.undo()
    chain = store.connection.execute("SELECT previous, hash FROM edit ORDER BY id").fetchall()
    assert [previous for previous, _ in chain] == ["", *[stored for _, stored in chain[:-1]]]


HEAD = ("p", 1, "label", "at", "who", "edit", 0)
CHANGE = ("event", 1, None, "{}")


@pytest.mark.parametrize("place", range(len(HEAD)))
def test_every_part_of_an_entrys_head_counts_in_its_hash(place):
    other = list(HEAD)
    other[place] = other[place] + 1 if isinstance(other[place], int) else other[place] + "x"
    assert ChainHash(*other).hexdigest() != ChainHash(*HEAD).hexdigest()


@pytest.mark.parametrize("place", range(len(CHANGE)))
def test_every_part_of_a_change_counts_in_its_hash(place):
    other = list(CHANGE)
    other[place] = {0: "status", 1: 2, 2: "{}", 3: None}[place]
    one, two = ChainHash(*HEAD), ChainHash(*HEAD)
    one.add(*CHANGE)
    two.add(*other)
    assert one.hexdigest() != two.hexdigest()


def test_the_order_of_changes_counts_in_the_hash():
    first, second = ("event", 1, None, "{}"), ("event", 2, None, "{}")
    one, two = ChainHash(*HEAD), ChainHash(*HEAD)
    one.add(*first)
    one.add(*second)
    two.add(*second)
    two.add(*first)
    assert one.hexdigest() != two.hexdigest()


def test_text_does_not_slip_from_one_field_into_the_next():
    assert ChainHash("p", 1, "ab", "c", "", "edit", 0).hexdigest() != (
        ChainHash("p", 1, "a", "bc", "", "edit", 0).hexdigest()
    )


# Entries and history


def test_entries_come_newest_first_and_no_more_than_asked_for(store):
    titled(store, "a", "b", "c")
    assert [entry.label for entry in store.journal()] == ["Title c", "Title b", "Add a"]
    assert [entry.label for entry in store.journal(2)] == ["Title c", "Title b"]
    assert list(store.journal(0)) == []


def test_an_entry_cannot_be_changed(store):
    titled(store, "a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        next(store.journal()).label = "b"


def test_the_history_of_a_record_says_which_fields_went_from_what_to_what(store):
    event = titled(store, "a", "b")
    store.undo()
    history = store.history(("event", event.id))
    assert [entry.label for entry in history] == ["Title b", "Title b", "Add a"]
    assert [entry.kind for entry in history] == ["undo", "edit", "edit"]
    assert history[1].change.before["title"] == "a"
    assert history[1].change.after["title"] == "b"
    assert history[0].change.after["title"] == "a"
    assert history[2].change.before is None
    assert history[0].edit > history[1].edit > history[2].edit
    assert history[0].at >= history[2].at


def test_the_history_of_several_records_is_one_newest_first(store):
    event = titled(store, "a")
    with store.edit("Add status") as edit:
        status = edit.add(Status(event=event.id, axis="lifecycle", value="final"))
    with store.edit("Title") as edit:
        edit.change(event, title="b")
    history = store.history(("event", event.id), ("status", status.id))
    assert [(entry.label, entry.change.table) for entry in history] == [
        ("Title", "event"), ("Add status", "status"), ("Add a", "event"),
    ]  # fmt: skip


def test_what_one_edit_did_to_a_record_twice_is_newest_first_too(store):
    with store.edit("Add and rename") as edit:
        topic = edit.add(Topic(name="a"))
        edit.change(topic, name="b")
        edit.change(topic, name="c")
    assert [e.change.after["name"] for e in store.history(("topic", topic.id))] == ["c", "b", "a"]


def test_a_record_never_there_has_no_history(store):
    titled(store, "a")
    assert store.history(("event", 5)) == store.history() == []


def test_a_removed_record_keeps_its_history(store):
    event = titled(store, "a")
    with store.edit("Remove") as edit:
        edit.remove(event)
    history = store.history(("event", event.id))
    assert history[0].change.after is None
    assert history[0].change.before["title"] == "a"
