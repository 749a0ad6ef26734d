"""Taking records out: what belongs to them goes too, what names them hinders it or lets go."""

from __future__ import annotations

import pytest

from tracker.errors import RecordError
from tracker.records import (
    REFERENCES,
    TABLES,
    Citation,
    Claim,
    Concern,
    DisputedPoint,
    Event,
    EventTopic,
    Proceeding,
    Relation,
    Role,
    SavedSearch,
    Source,
    Stakeholder,
    Status,
    Topic,
)

OF_AN_EVENT = (
    "status", "role", "concern", "relation", "event_authority", "event_topic", "disputed_point", "claim", "citation",
)  # fmt: skip


def add(store, *records):
    with store.edit("Add") as edit:
        return edit.add_all(records)


def remove(store, record, **how):
    with store.edit("Remove") as edit:
        return edit.remove(record, **how)


def undone_and_redone(store, before):
    """The last edit can be undone and redone, each leaving just what it found."""
    after = store.content_hash()
    store.undo()
    assert store.content_hash() == before
    store.redo()
    assert store.content_hash() == after
    assert store.check() == []


def test_a_record_that_nothing_names_goes_alone(store):
    [search] = add(store, SavedSearch(name="n", text="t"))
    assert remove(store, search) == 1
    assert store.count(SavedSearch) == 0


def test_what_is_gone_already_is_no_edit(store):
    [topic] = add(store, Topic(name="t"))
    remove(store, topic)
    entries = len(list(store.journal()))
    assert remove(store, topic) == 0
    assert len(list(store.journal())) == entries


def test_an_event_takes_everything_along_that_belongs_to_it(store, one_of_each):
    made = one_of_each(store)
    before = store.content_hash()
    assert remove(store, made["event"]) == 1 + len(OF_AN_EVENT)
    counts = store.counts()
    assert [table for table in ("event", *OF_AN_EVENT) if counts[table]] == ["event"]  # the other event stays
    for shared in ("stakeholder", "source", "proceeding", "authority", "topic"):
        assert counts[shared] == 1
    undone_and_redone(store, before)


def test_what_goes_is_gathered_from_the_leaves_up(store, one_of_each):
    made = one_of_each(store)
    with store.edit("Remove") as edit:
        edit.remove(made["event"])
        gone = [c.table for c in edit.changes if c.after is None]
    assert gone.index("citation") < gone.index("claim") < gone.index("disputed_point") < gone.index("event")


def test_a_settled_point_goes_and_comes_back_settled(store, one_of_each):
    made = one_of_each(store)
    before = store.content_hash()
    remove(store, made["disputed_point"])
    assert store.count(Claim) == store.count(DisputedPoint) == store.count(Citation) == 0
    undone_and_redone(store, before)
    store.undo()
    assert store.get(DisputedPoint, made["disputed_point"].id).chosen == made["claim"].id


def test_a_point_is_open_again_when_its_chosen_claim_goes(store, one_of_each):
    made = one_of_each(store)
    before = store.content_hash()
    remove(store, made["claim"])
    assert store.get(DisputedPoint, made["disputed_point"].id).chosen is None
    undone_and_redone(store, before)


@pytest.mark.parametrize("outgoing", [True, False])
def test_a_relation_goes_with_either_of_its_events(store, outgoing):
    a, b = add(store, Event(title="a", type="order"), Event(title="b", type="order"))
    add(store, Relation(from_event=a.id, to_event=b.id, kind="cites"))
    assert remove(store, a if outgoing else b) == 2
    assert store.count(Relation) == 0


@pytest.mark.parametrize(
    ("table", "named_by"),
    [
        ("source", "1 citation"),
        ("stakeholder", "1 role and 1 concern"),
        ("proceeding", "1 event proceeding"),
        ("authority", "1 event authority"),
        ("topic", "1 event topic"),
    ],
)
def test_what_others_name_is_not_removed_and_they_are_counted(store, one_of_each, table, named_by):
    made = one_of_each(store)
    before = store.content_hash()
    with pytest.raises(RecordError, match=f"still named by {named_by}. Remove or change what names it first"):
        remove(store, made[table])
    assert store.content_hash() == before


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ([EventTopic], "2 event topics"),
        ([Stakeholder], "2 stakeholders"),
        ([Proceeding], "2 proceedings"),
        ([Status], "2 statuses"),
    ],
)
def test_several_that_name_it_are_counted_in_the_plural(records, message):
    from tracker.store.edit import _counted

    assert _counted(2, records[0]) == message


def test_the_plural_of_authority_is_authorities():
    from tracker.store.edit import _counted

    assert _counted(1_234, TABLES["event_authority"]) == "1,234 event authorities"


@pytest.mark.parametrize("table", ["source", "stakeholder", "proceeding", "authority", "topic"])
def test_with_references_what_names_it_goes_too(store, one_of_each, table):
    made = one_of_each(store)
    before = store.content_hash()
    assert remove(store, made[table], with_references=True) > 1
    assert store.count(TABLES[table]) == 0
    assert store.count(Event) == 2
    undone_and_redone(store, before)


def test_with_references_a_concern_takes_its_citations_along(store, one_of_each):
    made = one_of_each(store)
    add(store, Citation(source=made["source"].id, concern=made["concern"].id))
    assert remove(store, made["stakeholder"], with_references=True) == 4  # itself, role, concern, citation
    assert store.count(Concern) == store.count(Role) == 0


@pytest.mark.parametrize(
    ("record_type", "field", "values"),
    [
        (Stakeholder, "parent", {"name": "n"}),
        (Source, "previous", {"kind": "report", "title": "t"}),
        (Proceeding, "appeal_from", {"court": "c", "docket_number": "1"}),
    ],
)
def test_with_references_what_merely_may_name_it_lets_go(store, record_type, field, values):
    [first] = add(store, record_type(**values))
    second, third = add(store, *[record_type(**values, **{field: first.id}) for _ in range(2)])
    before = store.content_hash()
    with pytest.raises(RecordError, match=f"named by 2 {record_type.TABLE}s"):
        remove(store, first)
    assert remove(store, first, with_references=True) == 1
    assert [getattr(r, field) for r in store.many(record_type, [second.id, third.id])] == [None, None]
    undone_and_redone(store, before)


def test_a_removal_that_is_refused_leaves_the_rest_of_the_edit_alone(store, one_of_each):
    made = one_of_each(store)
    with store.edit("Tidy") as edit:
        edit.remove(made["saved_search"])
        with pytest.raises(RecordError):
            edit.remove(made["source"])
        edit.remove(made["term"])
    assert [c.table for c in edit.done.changes] == ["saved_search", "term"]
    assert store.count(Source) == 1
    assert store.check() == []


def test_every_record_can_be_removed_with_its_references_and_come_back(store, one_of_each):
    made = one_of_each(store)
    before = store.content_hash()
    for record in made.values():
        assert remove(store, record, with_references=True) >= 1
        undone_and_redone(store, before)
        store.undo()
        assert store.content_hash() == before


def test_what_was_added_and_removed_in_one_edit_never_was(store):
    before = store.content_hash()
    with store.edit("Try") as edit:
        edit.remove(edit.add(Topic(name="t")))
    assert store.content_hash() == before
    undone_and_redone(store, before)


def test_no_reference_is_both_owned_and_the_choice_of_a_point():
    assert [r for r in REFERENCES if r.column == "chosen" and r.owned] == []
