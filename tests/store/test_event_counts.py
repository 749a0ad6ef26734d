"""The kept counts of events by type and date: whatever an edit did, they equal the events counted anew."""

from __future__ import annotations

import random

import pytest

from tracker.dates import from_ordinal
from tracker.errors import FileError
from tracker.records import Event
from tracker.store import event_counts


def counts(store):
    kept = event_counts.read(store.connection)
    found = {
        (type_, date or from_ordinal(start) if start else date): count
        for type_, each in kept.items()
        for start, _, date, count in each.runs()
    }
    totals = dict(store.connection.execute("SELECT type, events FROM event_count"))
    assert totals == {type_: sum(n for (t, _), n in found.items() if t == type_) for type_ in kept}
    return found


def test_events_are_counted_by_type_and_date_through_changes_removal_and_undo(store):
    with store.edit("Add") as edit:
        first, _, undated = edit.add_all(
            [Event(title="a", type=t, date=d) for t, d in (("order", "2025-04"), ("order", "2025-04"), ("report", ""))]
        )
    assert counts(store) == {("order", "2025-04"): 2, ("report", ""): 1}
    with store.edit("Move") as edit:
        moved = edit.change(first, date="2025-04-07")
        edit.change(moved, type="report")
        edit.change(undated, date="2025-04-07")
    assert counts(store) == {("order", "2025-04"): 1, ("report", "2025-04-07"): 2}
    with store.edit("Remove") as edit:
        edit.remove(first)
    assert counts(store) == {("order", "2025-04"): 1, ("report", "2025-04-07"): 1}
    store.undo()
    store.undo()
    assert counts(store) == {("order", "2025-04"): 2, ("report", ""): 1}


@pytest.mark.parametrize("seed", range(6))
def test_after_random_edits_the_counts_equal_those_made_anew(store, seed):
    rng = random.Random(seed)
    for _ in range(30):
        with store.edit("Anything") as edit:
            for _ in range(rng.randrange(1, 5)):
                events = store.where(Event)
                values = {"type": rng.choice(["order", "report"]), "date": rng.choice(["", "2025", "2025-04-07"])}
                match rng.randrange(4) if events else 0:
                    case 0:
                        edit.add(Event(title="a", **values))
                    case 1:
                        edit.change(rng.choice(events), **values)
                    case 2:
                        name = rng.choice(list(values))
                        edit.change(rng.choice(events), **{name: values[name]})
                    case _:
                        edit.remove(rng.choice(events))
        if rng.random() < 0.3 and store.undo_label():
            store.undo()
        assert list(event_counts.stale(store.connection)) == []


SPAN = "(SELECT spans FROM event_count WHERE type = 'order')"


@pytest.mark.parametrize(
    "damage",
    [
        f"UPDATE event_count SET spans = CAST(substr({SPAN}, 1, 8) || x'02000000' AS BLOB)",
        "UPDATE event_count SET spans = x'', dates = '[]'",
        "DELETE FROM event_count",
        f"INSERT INTO event_count VALUES ('report', 1, x'', {SPAN}, '[\"2025\"]')",
    ],
)
def test_a_count_that_is_wrong_is_found_out_and_is_right_after_the_next_edit_there(store, damage):
    with store.edit("Add") as edit:
        edit.add(Event(title="a", type="order", date="2025"))
    damaged(store, damage)
    [problem] = store.check()
    assert problem.kind == "index"
    assert "2025" in problem.message
    with store.edit("Add") as edit:
        edit.add_all([Event(title="a", type=t, date="2025") for t in ("order", "report")])
    assert counts(store) == {("order", "2025"): 2, ("report", "2025"): 1}
    assert store.check() == []


@pytest.mark.parametrize("damage", ["days = x'00'", "spans = x'00'", "dates = '['", "events = 9"])
def test_counts_that_cannot_be_read_are_found_out_and_are_counted_anew_with_the_next_edit(store, damage):
    with store.edit("Add") as edit:
        edit.add_all([Event(title="a", type="order", date=date) for date in ("2025", "2025-04-07", "")])
    damaged(store, f"UPDATE event_count SET {damage}")
    [problem] = store.check()
    assert problem.kind == "index"
    if "events" not in damage:
        with pytest.raises(FileError, match="damaged"):
            store.event_counts()
    with store.edit("Add") as edit:
        edit.add(Event(title="a", type="order", date="2025-04-07"))
    assert counts(store) == {("order", "2025"): 1, ("order", "2025-04-07"): 2, ("order", ""): 1}
    assert store.check() == []


def test_a_date_that_cannot_be_read_is_counted_among_the_undated(store):
    with store.edit("Add") as edit:
        event = edit.add(Event(title="a", type="order", date="2025"))
    damaged(store, f"UPDATE event SET date = 'no date' || char(10) WHERE id = {event.id}")
    with store.edit("Rename") as edit:
        edit.add(Event(title="b", type="order", date=""))
    damaged(store, "DELETE FROM event_count")
    store.connection.execute("PRAGMA query_only=OFF")
    event_counts.rebuild(store.connection)
    assert store.event_counts()["order"].spans == [(0, 0, "", 1), (0, 0, "no date\n", 1)]
    assert list(event_counts.stale(store.connection)) == []


def damaged(store, sql):
    store.connection.execute("PRAGMA query_only=OFF")
    store.connection.execute(sql)
    store.connection.execute("PRAGMA query_only=ON")
