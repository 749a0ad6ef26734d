"""New ids: in the order of time, never twice, whatever the clock does."""

from __future__ import annotations

import threading
import time

import pytest

from tracker.records import id_number, id_text
from tracker.store import Store, ids
from tracker.store.ids import Ids

MILLISECOND = 1_000_000


class Clock:
    """A clock to be set by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, milliseconds: int) -> None:
        self.milliseconds = milliseconds
        monkeypatch.setattr(time, "time_ns", lambda: self.milliseconds * MILLISECOND)


def test_ids_rise():
    ids = Ids()
    made = [ids.new() for _ in range(20_000)]
    assert made == sorted(set(made))


def test_ids_fit_in_63_bits_and_begin_with_the_time():
    before = time.time_ns() // MILLISECOND
    made = Ids().new()
    after = time.time_ns() // MILLISECOND
    assert 0 < made < 1 << 63
    assert before <= made >> 21 <= after


def test_ids_made_in_one_millisecond_follow_each_other(monkeypatch):
    Clock(monkeypatch, 1_800_000_000_000)
    ids = Ids()
    made = [ids.new() for _ in range(100)]
    assert made == list(range(made[0], made[0] + 100))


def test_two_machines_begin_a_millisecond_at_different_numbers(monkeypatch):
    Clock(monkeypatch, 1_800_000_000_000)
    assert len({Ids().new() for _ in range(50)}) > 40


def test_the_random_start_leaves_room_for_a_million_more_in_the_millisecond(monkeypatch):
    Clock(monkeypatch, 1_800_000_000_000)
    monkeypatch.setattr(ids, "_random_bits", lambda bits: (1 << bits) - 1)
    first = Ids().new()
    assert (first + 1_000_000) >> 21 == first >> 21 == 1_800_000_000_000


def test_ids_rise_when_the_clock_is_set_back(monkeypatch):
    clock = Clock(monkeypatch, 1_800_000_000_000)
    ids = Ids()
    first = ids.new()
    clock.milliseconds -= 86_400_000
    made = [ids.new() for _ in range(10)]
    assert made == sorted(made)
    assert made[0] > first


def test_ids_follow_the_clock_again_once_it_has_caught_up(monkeypatch):
    clock = Clock(monkeypatch, 1_800_000_000_000)
    ids = Ids()
    ids.new()
    clock.milliseconds -= 10
    ids.new()
    clock.milliseconds += 20
    assert ids.new() >> 21 == 1_800_000_000_010


def test_ids_are_above_those_already_there():
    future = (1 << 62) + 5
    assert Ids(after=future).new() == future + 1


def test_threads_never_get_the_same_id():
    ids = Ids()
    made: list[list[int]] = [[] for _ in range(4)]
    threads = [threading.Thread(target=lambda out=out: out.extend(ids.new() for _ in range(2_000))) for out in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({number for out in made for number in out}) == 8_000
    assert all(out == sorted(out) for out in made)


def test_the_text_of_a_new_id_keeps_its_order():
    ids = Ids()
    made = [ids.new() for _ in range(1_000)]
    texts = [id_text(number) for number in made]
    assert texts == sorted(texts)
    assert [id_number(text) for text in texts] == made


def test_entries_of_the_journal_stay_in_order_when_the_clock_was_set_back_between_two_sessions(
    monkeypatch, tmp_path, one_of_each
):
    clock = Clock(monkeypatch, 1_900_000_000_000)
    path = tmp_path / "a.tracker"
    with Store.create(path) as store:
        one_of_each(store)
    clock.milliseconds -= 1_000_000_000
    with Store.open(path) as store:
        store.undo()
        store.redo()
        assert [entry.kind for entry in store.journal()] == ["redo", "undo", "edit"]
        assert store.check() == []
