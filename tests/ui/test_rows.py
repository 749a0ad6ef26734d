"""Rows read when they are looked at."""

from __future__ import annotations

from array import array

import pytest

from tracker.store import EventRow
from tracker.ui.rows import PAGE, Rows


def row(number: int) -> EventRow:
    return EventRow(number, f"Event {number}", "order", "", "", "", "", False, "", "", 1, 0, "", False)


class Store:
    """Gives rows of ids, and remembers which were asked for."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.gone: set[int] = set()
        self.busy = False

    def read(self, ids):
        self.asked.append(list(ids))
        return None if self.busy else [row(number) for number in ids if number not in self.gone]


@pytest.fixture
def store():
    return Store()


def rows_of(store, count, first=0):
    ids = array("q", range(1000, 1000 + count))
    return Rows(ids, store.read, [row(number) for number in ids[:first]])


@pytest.mark.parametrize("count", [0, 1, PAGE - 1, PAGE, PAGE + 1, 5 * PAGE + 3])
@pytest.mark.parametrize("first", [0, 2 * PAGE])
def test_they_are_the_rows_of_the_ids_in_order_however_they_are_asked_for(store, count, first):
    rows, wanted = rows_of(store, count, first), [row(1000 + n) for n in range(count)]
    assert list(rows) == wanted
    assert rows[:] == wanted
    assert rows[1:3] == wanted[1:3]
    assert [rows[-n] for n in range(1, count + 1)] == wanted[::-1]
    assert len(rows) == count


@pytest.mark.parametrize("place", [5, -6])
def test_there_is_none_beyond_the_last(store, place):
    with pytest.raises(IndexError):
        rows_of(store, 5)[place]


def test_nothing_is_read_until_somebody_looks_and_then_one_page_once(store):
    rows = rows_of(store, 10 * PAGE)
    assert store.asked == []
    assert rows[3 * PAGE + 1].title == f"Event {1000 + 3 * PAGE + 1}"
    assert rows[4 * PAGE - 1].id == 1000 + 4 * PAGE - 1
    assert store.asked == [list(range(1000 + 3 * PAGE, 1000 + 4 * PAGE))]


def test_what_was_read_with_the_ids_is_not_read_again(store):
    rows = rows_of(store, 10 * PAGE, 2 * PAGE)
    assert rows[2 * PAGE - 1].id == 1000 + 2 * PAGE - 1
    assert store.asked == []
    rows[2 * PAGE]
    assert len(store.asked) == 1


def test_only_the_pages_looked_at_last_are_kept(store):
    rows = rows_of(store, 400 * PAGE)
    for number in range(400):
        rows[number * PAGE]
    rows[399 * PAGE]
    assert len(store.asked) == 400
    rows[0]
    assert len(store.asked) == 401


def test_an_event_that_is_no_longer_there_keeps_its_place(store):
    store.gone = {1001}
    rows = rows_of(store, 3)
    assert [(each.id, each.title) for each in rows] == [(1000, "Event 1000"), (1001, "…"), (1002, "Event 1002")]


def test_a_row_that_cannot_be_read_now_is_read_when_it_can_be(store):
    store.busy = True
    rows = rows_of(store, 3)
    assert (rows[2].id, rows[2].title) == (1002, "…")
    store.busy = False
    assert rows[2].title == "Event 1002"
