"""Undo and redo: any number, in any file, after closing and opening again, and never across a later change."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tracker.errors import RecordError, UndoError
from tracker.records import Claim, DisputedPoint, Event, Role, SavedSearch, Source, Stakeholder, Status, Topic
from tracker.store import Store, text_index


def add(store, record, label="Add"):
    with store.edit(label) as edit:
        return edit.add(record)


def change(store, record, label="Change", **values):
    with store.edit(label) as edit:
        return edit.change(record, **values)


def remove(store, record, label="Remove"):
    with store.edit(label) as edit:
        edit.remove(record)


def edit_ids(store):
    """Ids of the entries, oldest first."""
    return [entry.edit for entry in store.journal()][::-1]


def test_a_new_file_has_nothing_to_undo_or_redo(store):
    assert store.undo_label() == store.redo_label() == ""
    with pytest.raises(UndoError, match="nothing to undo"):
        store.undo()
    with pytest.raises(UndoError, match="nothing to redo"):
        store.redo()


def test_undo_takes_back_an_addition_and_redo_brings_it_back(store):
    topic = add(store, Topic(name="a"))
    store.undo()
    assert store.where(Topic) == []
    store.redo()
    assert store.where(Topic) == [topic]


def test_undo_takes_back_a_change_with_its_time(store):
    event = add(store, Event(title="a", type="order", date="2025"))
    change(store, event, title="b", date="2026")
    store.undo()
    assert store.get(Event, event.id) == event
    store.redo()
    assert store.get(Event, event.id).title == "b"


def test_undo_brings_back_a_removed_record_under_its_id(store, one_of_each):
    made = one_of_each(store)
    remove(store, made["event"])
    store.undo()
    assert store.get(Event, made["event"].id) == made["event"]


def test_undo_returns_what_it_did(store):
    with store.edit("Add topic") as edit:
        edit.add(Topic(name="a"))
    undone = store.undo()
    assert (undone.kind, undone.label, undone.target) == ("undo", "Add topic", edit.done.edit)
    assert undone.changes == tuple(c.inverse() for c in edit.done.changes)
    redone = store.redo()
    assert (redone.kind, redone.target, redone.changes) == ("redo", edit.done.edit, edit.done.changes)


def test_the_labels_say_what_comes_next(store):
    add(store, Topic(name="a"), "One")
    add(store, Topic(name="b"), "Two")
    assert (store.undo_label(), store.redo_label()) == ("Two", "")
    store.undo()
    assert (store.undo_label(), store.redo_label()) == ("One", "Two")
    store.undo()
    assert (store.undo_label(), store.redo_label()) == ("", "One")
    store.redo()
    assert (store.undo_label(), store.redo_label()) == ("One", "Two")


def test_undo_has_no_limit_and_survives_closing(tmp_path, blank):
    path = Path(shutil.copy(blank, tmp_path / "a.tracker"))
    hashes = []
    with Store.open(path) as store:
        store.connection.execute("PRAGMA synchronous=OFF")
        hashes.append(store.content_hash())
        for n in range(120):
            add(store, Topic(name=str(n)))
            hashes.append(store.content_hash())
    for expected in reversed(hashes[:-1]):
        with Store.open(path) as store:
            store.connection.execute("PRAGMA synchronous=OFF")
            store.undo()
            assert store.content_hash() == expected
    with Store.open(path) as store:
        store.connection.execute("PRAGMA synchronous=OFF")
        with pytest.raises(UndoError):
            store.undo()
        for expected in hashes[1:]:
            store.redo()
            assert store.content_hash() == expected
        assert store.check() == []


def test_a_new_edit_ends_what_may_be_redone(store):
    add(store, Topic(name="a"))
    store.undo()
    add(store, Topic(name="b"))
    assert store.redo_label() == ""
    with pytest.raises(UndoError, match="nothing to redo"):
        store.redo()


def test_a_setting_leaves_what_may_be_redone(store):
    add(store, Topic(name="a"), "Add topic")
    store.undo()
    store.set_setting("last seen", "2026")
    assert store.redo_label() == "Add topic"
    store.redo()


def test_a_fixed_edit_is_never_undone(store):
    with store.edit("Load the example", "fixed") as edit:
        edit.add(Topic(name="a"))
    assert store.undo_label() == ""
    for wanted in (0, edit.done.edit):
        with pytest.raises(UndoError):
            store.undo(wanted)
    assert store.count(Topic) == 1


def test_an_edit_whose_record_was_named_by_one_removed_since_is_not_undone_first(store):
    event = add(store, Event(title="A", type="order"), "Log")
    logged = edit_ids(store)[-1]
    point = add(store, DisputedPoint(event=event.id, question="When?"), "Dispute")
    remove(store, point, "Settle it")
    with pytest.raises(UndoError, match=r"“Settle it” of .* has since removed what names one of its records"):
        store.undo(logged)
    for _ in range(3):  # from the top down all can be undone
        store.undo()
    assert store.count(Event) == store.count(DisputedPoint) == 0


def test_undo_stops_at_a_fixed_edit(store):
    with store.edit("Load the example", "fixed") as edit:
        topic = edit.add(Topic(name="a"))
    before = store.content_hash()
    change(store, topic, name="b")
    store.undo()
    assert store.content_hash() == before
    with pytest.raises(UndoError, match="nothing to undo"):
        store.undo()


def test_an_edit_under_a_fixed_one_that_changed_the_same_record_is_not_undone(store):
    topic = add(store, Topic(name="a"), "Add topic")
    with store.edit("Fix", "fixed") as edit:
        edit.change(topic, name="b")
    with pytest.raises(UndoError, match=r"“Add topic” of .* cannot be undone\. The topic is no longer as"):
        store.undo()
    assert store.where(Topic) == [Topic(id=topic.id, name="b")]


# One edit out of the middle


def test_an_edit_that_nothing_built_on_can_be_undone_from_the_middle(store):
    add(store, Topic(name="a"), "One")
    b = add(store, Topic(name="b"), "Two")
    store.undo(edit_ids(store)[0])
    assert store.where(Topic) == [b]
    assert (store.undo_label(), store.redo_label()) == ("Two", "One")
    store.redo()
    assert [t.name for t in store.where(Topic)] == ["a", "b"]
    store.undo()
    assert store.where(Topic) == [b]


def test_it_is_refused_when_a_later_edit_changed_the_same_record_and_that_one_is_named(store):
    event = add(store, Event(title="a", type="order"), "Add event")
    change(store, event, "Change title", title="b")
    change(store, event, "Change summary", summary="c")
    before = store.content_hash()
    with pytest.raises(UndoError) as refused:
        store.undo(edit_ids(store)[0])
    assert "“Add event” of 20" in str(refused.value)
    assert "“Change summary” of 20" in str(refused.value)
    assert "Undo that first" in str(refused.value)
    assert store.content_hash() == before


def test_it_is_refused_even_where_the_later_edit_changed_another_field(store):
    event = add(store, Event(title="a", type="order"))
    change(store, event, "Change title", title="b")
    change(store, event, "Change summary", summary="c")
    with pytest.raises(UndoError, match="Change summary"):
        store.undo(edit_ids(store)[1])


def test_what_stood_in_its_way_no_longer_does_once_undone(store):
    event = add(store, Event(title="a", type="order"), "Add event")
    change(store, event, title="b")
    store.undo()
    store.undo(edit_ids(store)[0])
    assert store.count(Event) == 0


def test_it_is_refused_when_a_later_record_names_one_it_made_and_that_edit_is_named(store):
    event = add(store, Event(title="a", type="order"), "Add event")
    add(store, Status(event=event.id, axis="lifecycle", value="final"), "Add status")
    with pytest.raises(UndoError, match=r"“Add status” of .* names one of its\. Undo that first"):
        store.undo(edit_ids(store)[0])
    assert store.count(Event) == 1


def test_the_edit_that_is_named_is_one_that_stands(store):
    event = add(store, Event(title="a", type="order"), "Add event")
    status = add(store, Status(event=event.id, axis="lifecycle", value="final"), "Add status")
    change(store, status, "Change status", value="proposed")
    store.undo()
    with pytest.raises(UndoError, match="“Add status”"):
        store.undo(edit_ids(store)[0])


def test_it_is_refused_when_a_point_has_since_been_settled_by_its_claim(store):
    event = add(store, Event(title="a", type="order"))
    point = add(store, DisputedPoint(event=event.id, question="q"))
    claim = add(store, Claim(disputed_point=point.id, text="t"), "Add claim")
    change(store, point, "Settle", chosen=claim.id)
    with pytest.raises(UndoError, match="cannot be undone"):
        store.undo(edit_ids(store)[2])
    assert store.check() == []


def test_what_was_undone_out_of_order_comes_back_in_an_order_that_fits(store):
    person = add(store, Stakeholder(name="n"), "Add stakeholder")
    event = add(store, Event(title="a", type="order"), "Add event")
    add(store, Role(event=event.id, stakeholder=person.id, role="judge"), "Add role")
    here = store.content_hash()
    store.undo()
    store.undo(edit_ids(store)[0])
    assert store.redo_label() == "Add stakeholder"
    store.redo()
    store.redo()
    assert store.content_hash() == here


def test_redo_is_refused_when_a_record_that_it_needs_is_gone(store):
    with store.edit("Load", "fixed") as edit:
        person = edit.add(Stakeholder(name="n"))
        event = edit.add(Event(title="a", type="order"))
    add(store, Role(event=event.id, stakeholder=person.id, role="judge"), "Add role")
    store.undo()
    with store.edit("Tidy", "fixed") as edit:
        edit.remove(person)
    before = store.content_hash()
    with pytest.raises(
        UndoError, match=r"“Add role” of .* cannot be redone: A record that it needs is no longer there"
    ):
        store.redo()
    assert store.content_hash() == before


@pytest.mark.parametrize("which", ["undone", "undo", "never"])
def test_what_is_not_standing_cannot_be_undone(store, which):
    add(store, Topic(name="a"))
    undone = store.undo()
    add(store, Topic(name="b"))
    wanted = {"undone": undone.target, "undo": undone.edit, "never": 12}[which]
    with pytest.raises(UndoError, match="cannot be undone: it was undone before, or is not one"):
        store.undo(wanted)


def test_a_refused_undo_leaves_no_entry(store):
    event = add(store, Event(title="a", type="order"))
    change(store, event, title="b")
    entries = edit_ids(store)
    with pytest.raises(UndoError):
        store.undo(entries[0])
    assert edit_ids(store) == entries
    assert store.undo_label() == "Change"


def test_undo_of_an_edit_of_many_steps_takes_them_back_in_reverse(store, one_of_each):
    before = store.content_hash()
    one_of_each(store)
    after = store.content_hash()
    for _ in range(3):
        store.undo()
        assert store.content_hash() == before
        store.redo()
        assert store.content_hash() == after
    assert store.check() == []


# Anything at all


class Editing(RuleBasedStateMachine):
    """Random edits, undo, redo and reopening; after each, the file is as it was the last time it stood there."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "a.tracker"
        self.store = Store.create(self.path)
        self.calm()
        self.depths = [self.store.content_hash()]  # the hash at each depth of the undo stack
        self.above = []  # hashes that redo leads to, the next one last

    @initialize()
    def a_file_with_something_in_it(self):
        with self.store.edit("Begin") as edit:
            edit.add(Stakeholder(name="n"))
            edit.add(Source(kind="report", title="t", text="some text"))
            edit.add(Event(title="first", type="order", date="2025"))
        self.stands()

    def calm(self):
        self.store.connection.execute("PRAGMA synchronous=OFF")

    def stands(self):
        self.depths.append(self.store.content_hash())
        self.above.clear()

    @rule(seed=st.integers(0, 10**6), steps=st.integers(1, 4))
    def edit(self, seed, steps):
        rng = random.Random(seed)
        with self.store.edit(f"Edit {seed}") as edit:
            for _ in range(steps):
                self.step(rng, edit)
        if edit.done:
            self.stands()

    def step(self, rng, edit):
        word = rng.choice(["alpha", "beta", "gamma", "délta"])
        events = self.store.where(Event)
        points = self.store.where(DisputedPoint)
        claims = self.store.where(Claim)
        match rng.randrange(10):
            case 0 | 1:
                edit.add(Event(title=word, type="order", date=rng.choice(["", "2025", "2025-04-07"])))
            case 2 if events:
                edit.change(rng.choice(events), title=word, day_order=rng.randrange(3))
            case 3 if events:
                edit.add(DisputedPoint(event=rng.choice(events).id, question=word))
            case 4 if points:
                edit.add(Claim(disputed_point=rng.choice(points).id, text=word))
            case 5 if claims:
                claim = rng.choice(claims)
                edit.change(self.store.get(DisputedPoint, claim.disputed_point), chosen=claim.id)
            case 6 if events:
                person = edit.add(Stakeholder(name=word))
                edit.add(Role(event=rng.choice(events).id, stakeholder=person.id, role="judge"))
            case 7:
                kind = rng.choice([Event, Claim, DisputedPoint, Stakeholder, Role])
                if found := self.store.where(kind):
                    edit.remove(rng.choice(found), with_references=True)
            case 8 if self.store.count(Stakeholder):
                edit.change(rng.choice(self.store.where(Stakeholder)), name=word)
            case _:
                edit.add(SavedSearch(name=word, text=word))

    @rule()
    def fail(self):
        with pytest.raises(RecordError), self.store.edit("Fail") as edit:
            edit.add_all([edit.add(Event(title="x", type="order")), Event(title="", type="")])

    @precondition(lambda self: len(self.depths) > 1)
    @rule()
    def undo(self):
        self.store.undo()
        self.above.append(self.depths.pop())

    @precondition(lambda self: self.above)
    @rule()
    def redo(self):
        self.store.redo()
        self.depths.append(self.above.pop())

    @precondition(lambda self: len(self.depths) > 2)
    @rule(seed=st.integers(0, 10**6))
    def undo_one_from_the_middle_and_bring_it_back(self, seed):
        standing = self.store._journal.stacks()[0]
        target = random.Random(seed).choice(standing[:-1])
        here = self.store.content_hash()
        above = self.store.redo_label()
        try:
            self.store.undo(target)
        except UndoError:
            assert self.store.content_hash() == here
        else:
            self.store.redo()
            assert self.store.redo_label() == above
            # It is now the latest edit: the states below it are others, so begin the count anew.
            self.depths = [self.depths[0]] * (len(self.depths) - 1) + [here]
            self.rebuild_depths()

    def rebuild_depths(self):
        """Learn the hash at each depth by going all the way down and up again."""
        steps = len(self.depths) - 1
        above = len(self.above)
        down = [self.store.content_hash()]
        for _ in range(steps):
            self.store.undo()
            down.append(self.store.content_hash())
        assert down[-1] == self.depths[0]
        for expected in reversed(down[:-1]):
            self.store.redo()
            assert self.store.content_hash() == expected
        self.depths = down[::-1]
        assert len(self.above) == above

    @rule()
    def reopen(self):
        self.store.close()
        self.store = Store.open(self.path)
        self.calm()

    @rule()
    def look_back(self):
        self.store.set_setting("last seen", str(len(self.depths)))

    @invariant()
    def the_content_is_what_it_was_at_this_depth(self):
        assert self.store.content_hash() == self.depths[-1]

    @invariant()
    def the_labels_know_whether_there_is_more(self):
        assert bool(self.store.undo_label()) == (len(self.depths) > 1)
        assert bool(self.store.redo_label()) == bool(self.above)

    @invariant()
    def the_text_index_equals_one_built_anew(self):
        assert list(text_index.stale(self.store.connection)) == []

    def teardown(self):
        assert self.store.check() == []
        self.store.close()
        shutil.rmtree(self.folder)


TestAnyEdits = Editing.TestCase
TestAnyEdits.settings = settings(max_examples=20, stateful_step_count=25)


def test_how_much_an_undo_has_to_write_is_told_before(store):
    assert store.weight() == store.weight(redo=True) == 0
    with store.edit("One") as edit:
        edit.add(Event(title="A" * 5_000, type="order"))
    one = store.weight()
    assert 5_000 < one < 8_000
    with store.edit("Many") as edit:
        for _ in range(20):
            edit.add(Event(title="A", type="order"))
    assert store.weight() > 20 * 300
    many = store.weight()
    store.undo()
    assert (store.weight(), store.weight(redo=True)) == (one, many)
