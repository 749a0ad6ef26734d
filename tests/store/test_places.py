"""The places of events: in order of date, whatever an edit did."""

from __future__ import annotations

import random

import pytest

from tracker.records import Event
from tracker.store import places, text_index

DAY = 2025_04_07 << 24


@pytest.fixture
def little_room(monkeypatch):
    """Days so short of room that events have to move."""
    monkeypatch.setattr(places, "_WIDEST", 4)


def placed(store):
    """Titles in the order of their places."""
    found = store.connection.execute(
        "SELECT e.title FROM event_place p JOIN event e ON e.id = p.event ORDER BY p.place"
    )
    return [title for (title,) in found]


def add(store, *events):
    with store.edit("Add") as edit:
        return edit.add_all([Event(title=title, type="order", date=d, day_order=n) for title, d, n in events])


def change(store, event, **values):
    with store.edit("Change") as edit:
        return edit.change(event, **values)


def test_places_rise_with_the_day_and_the_undated_come_last(store):
    first, undated, *_ = add(
        store, ("c", "2025-04-07", 0), ("e", "", 0), ("b", "2025-04", 0), ("a", "0001", 0), ("d", "../9999", 0)
    )
    assert placed(store) == ["a", "b", "c", "d", "e"]
    change(store, first, date="2025-03-31")
    change(store, undated, date="2025-04-07")
    assert placed(store) == ["a", "c", "b", "e", "d"]
    store.undo()
    assert placed(store) == ["a", "c", "b", "d", "e"]
    with store.edit("Remove") as edit:
        edit.remove(first)
    assert placed(store) == ["a", "b", "d", "e"]


def test_the_events_of_a_day_have_their_own_order_when_they_come(store):
    b, *_ = add(store, ("b", "2025-04-07", 0), ("d", "2025-04-07", 2), ("c", "2025-04-07", 1), ("a", "2025-04-07", -1))
    add(store, ("f", "2025-04-07", 3), ("b2", "2025-04-07", 0), ("e", "2025-04-07", 2))
    assert placed(store) == ["a", "b", "b2", "c", "d", "e", "f"]
    change(store, b, day_order=5)
    assert placed(store) == ["a", "b2", "c", "d", "e", "f", "b"]


def test_an_event_whose_words_alone_change_keeps_its_place(store):
    event, _ = add(store, ("a", "2025-04-07", 0), ("b", "2025-04-07", 0))
    sql = "SELECT place, event FROM event_place ORDER BY place"
    before = store.connection.execute(sql).fetchall()
    change(store, event, title="z")
    assert store.connection.execute(sql).fetchall() == before
    assert before[0][0] > DAY


def test_where_there_is_no_room_the_day_moves_and_its_events_are_found_as_before(store, little_room):
    for n in range(12):
        add(store, (f"note {n}", "2025-04-07", -n))
    assert placed(store) == [f"note {n}" for n in reversed(range(12))]
    assert [event.title for event in store.events(store.find("note"))] == placed(store)
    assert store.check() == []


@pytest.mark.parametrize("seed", range(8))
def test_after_random_edits_the_places_are_in_the_order_of_the_events(store, little_room, seed):
    rng = random.Random(seed)
    for _ in range(25):
        with store.edit("Anything") as edit:
            for _ in range(rng.randrange(1, 6)):
                events = store.where(Event)
                values = {
                    "date": rng.choice(["", "2025", "2025-04-07", "../2025-04-07"]),
                    "day_order": rng.randrange(3),
                }
                match rng.randrange(4) if events else 0:
                    case 0 | 1:
                        edit.add(Event(title="note", type="order", **values))
                    case 2:
                        edit.change(rng.choice(events), **values)
                    case _:
                        edit.remove(rng.choice(events))
        if rng.random() < 0.3 and store.undo_label():
            store.undo()
        by_place = [e for (e,) in store.connection.execute("SELECT event FROM event_place ORDER BY place")]
        assert by_place == store.find()
        assert list(text_index.stale(store.connection)) == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE event_place SET place = place + (1 << 24) + 7 WHERE event = {event}",
        "UPDATE event_place SET place = place + 1000 WHERE event = {event}",
        "DELETE FROM event_place WHERE event = {event}",
        "INSERT INTO event_place VALUES (9, 5)",
    ],
)
def test_an_event_that_is_not_in_its_place_is_found_out(store, damage):
    event, *_ = add(store, ("a", "2025-04-07", 0), ("b", "2025-04-07", 0), ("c", "2025-04-08", 0))
    assert list(places.stale(store.connection)) == []
    store.connection.execute("PRAGMA query_only=OFF")
    store.connection.execute(damage.format(event=event.id))
    store.connection.execute("PRAGMA query_only=ON")
    assert list(places.stale(store.connection))
    assert {problem.kind for problem in store.check()} == {"index"}
