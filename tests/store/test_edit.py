"""Adding and changing records: what is written, what is gathered, what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tracker.errors import NotFoundError, RecordError
from tracker.records import (
    TABLES,
    Claim,
    DisputedPoint,
    Event,
    Proceeding,
    Role,
    Setting,
    Source,
    Stakeholder,
    Status,
    Topic,
)
from tracker.store import Change


def add(store, record):
    with store.edit("Add") as edit:
        return edit.add(record)


@pytest.fixture
def event(store):
    return add(store, Event(title="Agreement signed", type="order", date="2025-04"))


# Adding


def test_a_record_added_is_given_an_id_and_its_times(store):
    with store.edit("Add") as edit:
        event = edit.add(Event(title="a", type="order"))
        assert event.id > 0
        assert event.created == event.modified == edit.now
    assert store.get(Event, event.id) == event


def test_what_follows_from_the_date_is_worked_out(event, store):
    assert (event.date_min, event.date_max) == ("2025-04-01", "2025-04-30")
    assert store.get(Event, event.id) == event


def test_an_id_and_times_that_are_given_are_kept(store):
    given = Event(id=77, title="a", type="order", created="2020-01-01T00:00:00.000Z", modified="x")
    assert add(store, given) == given
    assert store.get(Event, 77) == given


def test_every_kind_of_record_comes_back_as_it_was_written(store, one_of_each):
    for table, record in one_of_each(store).items():
        assert store.get(TABLES[table], record.id) == record


def test_many_are_added_in_the_order_given_with_rising_ids(store):
    with store.edit("Add") as edit:
        made = edit.add_all(Event(title=str(n), type="order") for n in range(300))
    assert [e.title for e in made] == [str(n) for n in range(300)]
    assert [e.id for e in made] == sorted(e.id for e in made)
    assert store.where(Event) == list(made)


def test_many_of_several_kinds_may_refer_to_those_before_them(store):
    person, happened = store.new_id(), store.new_id()
    with store.edit("Add") as edit:
        edit.add_all(
            [
                Stakeholder(id=person, name="n"),
                Event(id=happened, title="t", type="order"),
                Role(event=happened, stakeholder=person, role="judge"),
                Stakeholder(name="m", parent=person),
            ]
        )
    assert store.count(Role) == 1
    assert store.check() == []


def test_adding_none_is_no_edit(store):
    with store.edit("Add none") as edit:
        assert list(edit.add_all([])) == []
    assert edit.done is None
    assert list(store.journal()) == []


def test_what_was_added_is_gathered_whole(store):
    with store.edit("Add") as edit:
        topic = edit.add(Topic(name="privacy"))
        assert edit.changes == [Change("topic", topic.id, None, {"id": topic.id, "name": "privacy"})]


def test_an_id_that_is_taken_is_refused(store, event):
    with pytest.raises(RecordError, match="already is a record with the id of this event") as refused:
        add(store, replace(event, title="another"))
    assert refused.value.field == "id"
    assert store.get(Event, event.id) == event


def test_a_name_that_must_be_unique_is_refused_a_second_time(store):
    store.set_setting("title", "One")
    with pytest.raises(RecordError, match="already is such a setting") as refused:
        add(store, Setting(name="title", value="Two"))
    assert refused.value.field == "name"


@pytest.mark.parametrize(("field", "named"), [("event", 12345), ("stakeholder", 12345)])
def test_a_reference_that_leads_nowhere_is_refused_naming_the_field(store, event, field, named):
    person = add(store, Stakeholder(name="n"))
    role = Role(event=event.id, stakeholder=person.id, role="judge")
    with pytest.raises(RecordError, match=f"The {field} of this role is not in the tracker") as refused:
        add(store, replace(role, **{field: named}))
    assert refused.value.field == field


def test_a_reference_to_a_record_of_another_kind_is_refused(store, event):
    with pytest.raises(RecordError, match="The stakeholder of this role is not in the tracker"):
        add(store, Role(event=event.id, stakeholder=event.id, role="judge"))


def test_one_that_is_refused_among_many_takes_the_others_with_it(store):
    with store.edit("Add") as edit:
        edit.add(Topic(name="before"))
        with pytest.raises(RecordError, match="needs a name"):
            edit.add_all([Topic(name="one"), Topic(name="")])
        with pytest.raises(RecordError, match="The parent of this stakeholder is not in the tracker"):
            edit.add_all([Topic(name="two"), Stakeholder(name="three"), Stakeholder(name="four", parent=4)])
        edit.add(Topic(name="after"))
    assert [t.name for t in store.where(Topic)] == ["before", "after"]
    assert store.count(Stakeholder) == 0
    assert store.check() == []
    store.undo()
    assert store.count(Topic) == 0


# Changing


def test_a_change_returns_the_record_as_it_now_stands(store, event):
    with store.edit("Change") as edit:
        changed = edit.change(event, title="Agreement published", noteworthy=True)
    assert changed == store.get(Event, event.id)
    assert (changed.title, changed.noteworthy, changed.type) == ("Agreement published", True, "order")
    assert changed.modified == edit.now
    assert changed.created == event.created


def test_only_the_fields_that_differ_are_gathered(store, event):
    with store.edit("Change") as edit:
        edit.now = "2030-01-01T00:00:00.000Z"
        edit.change(event, title="Agreement published", type="order", summary="")
        assert edit.changes == [
            Change(
                "event",
                event.id,
                {"title": "Agreement signed", "modified": event.modified},
                {"title": "Agreement published", "modified": "2030-01-01T00:00:00.000Z"},
            )
        ]


def test_the_time_of_change_is_gathered_only_where_it_differs(store):
    with store.edit("Add and change") as edit:
        event = edit.add(Event(title="a", type="order"))
        edit.change(event, title="b")
        assert edit.changes[1] == Change("event", event.id, {"title": "a"}, {"title": "b"})


def test_a_change_of_date_moves_its_bounds(store, event):
    with store.edit("Move") as edit:
        moved = edit.change(event, date="2025-05-02")
        assert set(edit.changes[0].after) == {"date", "date_min", "date_max", "modified"}
    assert (moved.date_min, moved.date_max) == ("2025-05-02", "2025-05-02")
    assert store.get(Event, event.id) == moved


def test_the_bounds_of_a_date_cannot_be_set_apart_from_it(store, event):
    with store.edit("Set") as edit:
        edit.change(event, title="b", date_min="1999-01-01")
    assert store.get(Event, event.id).date_min == "2025-04-01"


def test_setting_what_is_so_already_is_no_edit(store, event):
    before = list(store.journal())
    with store.edit("Change nothing") as edit:
        assert edit.change(event, title=event.title, date="2025-04") == event
    assert edit.done is None
    assert list(store.journal()) == before


def test_a_record_without_a_time_of_change_is_changed_too(store):
    topic = add(store, Topic(name="a"))
    with store.edit("Rename") as edit:
        assert edit.change(topic, name="b") == Topic(id=topic.id, name="b")
        assert edit.changes[0].after == {"name": "b"}


def test_the_record_in_the_file_is_changed_not_the_copy_given(store, event):
    with store.edit("Change") as edit:
        edit.change(event, title="Changed elsewhere")
    with store.edit("Change") as edit:
        changed = edit.change(event, summary="Mine")
    assert (changed.title, changed.summary) == ("Changed elsewhere", "Mine")


def test_a_time_of_change_that_is_given_is_kept(store, event):
    with store.edit("Import") as edit:
        assert edit.change(event, title="b", modified="2020").modified == "2020"


def test_an_id_is_never_changed(store, event):
    with pytest.raises(RecordError, match="never changed"), store.edit("Change") as edit:
        edit.change(event, id=event.id + 1)
    assert store.get(Event, event.id) == event


def test_a_record_that_is_gone_cannot_be_changed(store, event):
    with store.edit("Remove") as edit:
        edit.remove(event)
    with pytest.raises(NotFoundError, match="This event is no longer in the tracker"), store.edit("Change") as edit:
        edit.change(event, title="b")


def test_a_change_is_held_to_the_same_rules(store, event):
    for values, field in (({"title": ""}, "title"), ({"date": "soon"}, "date"), ({"evidence": "gossip"}, "evidence")):
        with pytest.raises(RecordError) as refused, store.edit("Change") as edit:
            edit.change(event, **values)
        assert refused.value.field == field
    assert store.get(Event, event.id) == event


def test_a_change_to_a_reference_that_leads_nowhere_is_refused_naming_the_field(store, event):
    status = add(store, Status(event=event.id, axis="lifecycle", value="final"))
    with pytest.raises(RecordError, match="event of this status is not in") as refused, store.edit("Move") as edit:
        edit.change(status, event=99)
    assert refused.value.field == "event"


def test_an_optional_reference_can_be_let_go(store):
    parent = add(store, Stakeholder(name="parent"))
    child = add(store, Stakeholder(name="child", parent=parent.id))
    with store.edit("Change") as edit:
        assert edit.change(child, parent=None).parent is None


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (Stakeholder(name="n"), "parent"),
        (Source(kind="report", title="t"), "previous"),
        (Proceeding(court="c", docket_number="1"), "appeal_from"),
    ],
)
def test_nothing_stands_above_what_stands_above_it(store, record, field):
    with store.edit("Add") as edit:
        top = edit.add(record)
        middle = edit.add(replace(record, **{field: top.id}))
        bottom = edit.add(replace(record, **{field: middle.id}))
    for below in (top, middle, bottom):
        with pytest.raises(RecordError) as refused, store.edit("Turn round") as edit:
            edit.change(top, **{field: below.id})
        assert refused.value.field == field
    with store.edit("Move") as edit:
        edit.change(bottom, **{field: top.id})


# Disputed points


def settled_point(store, event):
    with store.edit("Settle") as edit:
        point = edit.add(DisputedPoint(event=event.id, question="When?"))
        claims = edit.add_all([Claim(disputed_point=point.id, text=text) for text in ("Monday", "Tuesday")])
        return edit.change(point, chosen=claims[0].id), claims


def test_a_point_may_name_its_chosen_claim_before_that_is_written(store, event):
    point, claim = store.new_id(), store.new_id()
    with store.edit("Import") as edit:
        edit.add(DisputedPoint(id=point, event=event.id, question="When?", chosen=claim))
        edit.add(Claim(id=claim, disputed_point=point, text="Monday"))
    assert store.check() == []


def test_a_point_is_not_settled_by_a_claim_that_is_nowhere(store, event):
    with pytest.raises(RecordError, match="one of its own claims") as refused, store.edit("Add") as edit:
        edit.add(DisputedPoint(event=event.id, question="When?", chosen=5))
    assert refused.value.field == "chosen"
    assert store.count(DisputedPoint) == 0


def test_a_point_is_not_settled_by_a_claim_of_another(store, event):
    _, claims = settled_point(store, event)
    other, _ = settled_point(store, event)
    with pytest.raises(RecordError, match="one of its own claims"), store.edit("Settle") as edit:
        edit.change(other, chosen=claims[1].id)


def test_a_chosen_claim_does_not_move_to_another_point(store, event):
    _, claims = settled_point(store, event)
    other, _ = settled_point(store, event)
    with pytest.raises(RecordError, match="one of its own claims"), store.edit("Move") as edit:
        edit.change(claims[0], disputed_point=other.id)
    with store.edit("Move") as edit:
        edit.change(claims[1], disputed_point=other.id)
    assert store.check() == []


# After its end


def test_an_edit_that_is_over_writes_no_more(store, event):
    with store.edit("Change") as edit:
        edit.change(event, title="b")
    for write in (
        lambda: edit.add(Topic(name="late")),
        lambda: edit.add_all([]),
        lambda: edit.change(event, title="c"),
        lambda: edit.remove(event),
        lambda: edit.apply([]),
    ):
        with pytest.raises(RuntimeError, match="This edit is over"):
            write()
    assert store.count(Topic) == 0
    assert store.get(Event, event.id).title == "b"
