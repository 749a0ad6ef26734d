"""Reads that a newer request replaces, and long jobs that report and can be cancelled."""

from __future__ import annotations

import threading
import weakref

import pytest

from tracker.errors import CancelledError, TrackerError
from tracker.records import Event
from tracker.store import Store
from tracker.ui.jobs import FIRST, LATER, Job, Reader

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def reader(store, qtbot):
    made = Reader(store)
    yield made
    made.stop()


def test_a_read_runs_on_another_thread_and_its_result_comes_back_to_this_one(reader, store, qtbot):
    with store.edit("Log") as edit:
        edit.add(Event(title="A", type="order"))
    came = []

    def read(other: Store) -> tuple[int, int]:
        return other.count(Event), threading.get_ident()

    reader.request("count", read, lambda r: came.append((*r, threading.get_ident())), came.append)
    qtbot.waitUntil(lambda: bool(came))
    count, read_on, delivered_on = came[0]
    assert count == 1
    assert delivered_on == threading.get_ident() != read_on


def test_only_the_newest_request_of_a_kind_is_delivered(reader, qtbot):
    came = []
    started, go_on = threading.Event(), threading.Event()

    def slow(_: Store) -> str:
        started.set()
        go_on.wait(20)
        return "old"

    reader.request("x", slow, came.append, came.append)
    started.wait(20)
    for n in range(5):
        reader.request("x", lambda _, n=n: n, came.append, came.append)
    go_on.set()
    qtbot.waitUntil(lambda: 4 in came)
    assert came == [4]


def test_requests_of_different_kinds_do_not_replace_each_other(reader, qtbot):
    came = []
    for kind in "abc":
        reader.request(kind, lambda _, k=kind: k, came.append, came.append)
    qtbot.waitUntil(lambda: len(came) == 3)
    assert sorted(came) == ["a", "b", "c"]


def test_a_long_query_is_broken_off_by_a_newer_request(reader, qtbot):
    came = []
    started = threading.Event()

    def endless(store: Store) -> object:
        started.set()
        return store.connection.execute(ENDLESS).fetchone()

    reader.request("x", endless, came.append, came.append)
    started.wait(20)
    reader.request("x", lambda _: "new", came.append, came.append)

    # The interruption may come a moment before SQLite has begun: ask again, as typing does.
    def arrived() -> bool:
        if came:
            return True
        reader.request("x", lambda _: "new", came.append, came.append)
        return False

    qtbot.waitUntil(arrived)
    assert set(came) == {"new"}


def test_a_read_broken_off_between_two_of_its_queries_takes_no_later_one_with_it(reader, qtbot):
    came = []
    started, tried = threading.Event(), threading.Event()

    def half(store: Store) -> object:
        rows = store.connection.execute("SELECT 1 UNION ALL SELECT 2")
        first = next(rows)
        started.set()
        # While `rows` is half read, SQLite interrupts whatever else is begun on this connection.
        return first, store.connection.execute(ENDLESS).fetchone(), list(rows)

    def short(store: Store) -> object:
        try:
            return store.connection.execute("WITH n(i) AS (SELECT 1) SELECT count(*) FROM n").fetchone()[0]
        finally:
            tried.set()

    reader.request("x", half, came.append, came.append)
    assert started.wait(20)
    reader.request("y", short, came.append, came.append)
    while not tried.is_set():
        # As typing does: the interruption may come a moment before SQLite has begun.
        reader.request("x", lambda _: "new", came.append, came.append, rank=LATER)
        tried.wait(0.01)
    qtbot.waitUntil(lambda: len(came) == 2)
    assert came == [1, "new"]


def test_what_can_wait_gives_way_and_is_read_afterwards(reader, qtbot):
    came, tries, first = [], [], threading.Event()
    started = threading.Event()

    def counted(store: Store) -> str:
        tries.append(1)
        if first.is_set():
            return "counted"
        started.set()
        store.connection.execute(ENDLESS).fetchone()
        return "never"

    reader.request("counts", counted, came.append, came.append, rank=LATER)
    started.wait(20)

    def now(_: Store) -> str:
        first.set()
        return "now"

    def arrived() -> bool:
        if not first.is_set():
            reader.request("rows", now, came.append, came.append)
        return came[-1:] == ["counted"]

    qtbot.waitUntil(arrived)
    assert came == ["now", "counted"]
    assert len(tries) >= 2


def test_a_query_that_begins_after_it_was_replaced_is_broken_off_too(reader, qtbot):
    came = []
    started, go_on = threading.Event(), threading.Event()

    def late(other: Store) -> str:
        started.set()
        go_on.wait(20)  # the interruption finds no query to stop
        other.connection.execute(ENDLESS).fetchone()
        return "old"

    reader.request("x", late, came.append, came.append)
    started.wait(20)
    reader.request("x", lambda _: "new", came.append, came.append)
    go_on.set()
    qtbot.waitUntil(lambda: bool(came))
    assert came == ["new"]


def test_a_read_stands_aside_for_a_write_and_begins_anew_afterwards(reader, store, qtbot):
    came = []
    begun: list[int] = []
    started = threading.Event()

    def endless(other: Store) -> str:
        begun.append(1)
        if len(begun) == 1:
            started.set()
            other.connection.execute(ENDLESS).fetchone()
        return "read"

    reader.request("count", endless, came.append, came.append)
    started.wait(20)
    with reader.aside(), store.edit("Log") as edit:
        edit.add(Event(title="A", type="order"))
    assert len(begun) == 1
    qtbot.waitUntil(lambda: bool(came))
    assert came == ["read"]
    assert len(begun) == 2


def test_what_can_wait_waits_for_what_was_asked_for_after_it(reader, qtbot):
    came = []
    started, go_on = threading.Event(), threading.Event()

    def hold(_: Store) -> str:
        started.set()
        go_on.wait(20)
        return "held"

    reader.request("hold", hold, came.append, came.append)
    started.wait(20)
    reader.request("counts", lambda _: "counts", came.append, came.append, rank=LATER)
    reader.request("rows", lambda _: "rows", came.append, came.append)
    go_on.set()
    qtbot.waitUntil(lambda: len(came) == 3)
    assert came == ["held", "rows", "counts"]


def test_what_somebody_waits_for_is_read_before_what_is_shown_and_that_before_what_is_counted(reader, qtbot):
    came = []
    started, go_on = threading.Event(), threading.Event()

    def hold(_: Store) -> str:
        started.set()
        go_on.wait(20)
        return "held"

    reader.request("hold", hold, came.append, came.append, rank=FIRST)
    started.wait(20)
    for kind, rank in (("count", LATER), ("picture", 1), ("other", 1), ("rows", FIRST)):
        reader.request(kind, lambda _, k=kind: k, came.append, came.append, rank=rank)
    go_on.set()
    qtbot.waitUntil(lambda: len(came) == 5)
    assert came == ["held", "rows", "picture", "other", "count"]


def test_of_one_rank_what_is_asked_for_anew_comes_after_what_was_asked_for_before_it(reader, qtbot):
    came, go_on, started = [], threading.Event(), threading.Event()

    def hold(_: Store) -> str:
        started.set()
        go_on.wait(20)
        return "held"

    reader.request("hold", hold, came.append, came.append)
    started.wait(20)
    # As one key after another asks: all that is found was still waiting when the next key came.
    for kind in ("all", "first", "all"):
        reader.request(kind, lambda _, k=kind: k, came.append, came.append)
    go_on.set()
    qtbot.waitUntil(lambda: len(came) == 3)
    assert came == ["held", "first", "all"]


def test_long_work_between_queries_stops_when_it_is_no_longer_wanted(reader, qtbot):
    came, stopped = [], []
    started = threading.Event()

    def work(_: Store) -> None:
        started.set()
        try:
            while True:
                reader.check()
        except CancelledError:
            stopped.append(True)
            raise

    reader.request("picture", work, came.append, came.append)
    started.wait(20)
    reader.request("picture", lambda _: "new", came.append, came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert (came, stopped) == (["new"], [True])


def test_a_read_that_fails_says_so_and_the_next_one_works(reader, qtbot):
    failed, came = [], []

    def fail(_: Store) -> None:
        raise TrackerError("no")

    reader.request("x", fail, came.append, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert str(failed[0]) == "no"
    reader.request("x", lambda _: 1, came.append, failed.append)
    qtbot.waitUntil(lambda: came == [1])


def test_the_thread_cannot_write(reader, qtbot):
    failed = []

    def write(store: Store) -> None:
        store.connection.execute("DELETE FROM event")

    reader.request("x", write, lambda _: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert "readonly" in str(failed[0])


class Asker:
    """Who asks for a read, and notes on which thread it goes."""

    def __init__(self, went):
        self._went = went
        self.started = threading.Event()

    def __del__(self):
        self._went.append(threading.get_ident())

    def read(self, store):
        return "read"

    def read_for_long(self, store):
        self.started.set()
        return store.connection.execute(ENDLESS).fetchone()

    def done(self, result):
        pass


def test_who_asked_is_not_held_by_the_thread_once_answered(reader, qtbot):
    went, came = [], []
    asker = Asker(went)
    left = weakref.ref(asker)
    reader.request("x", asker.read, asker.done, asker.done)
    reader.request("y", lambda _: "next", came.append, came.append)
    qtbot.waitUntil(lambda: bool(came) and reader.is_idle())
    reader.request("x", asker.read, asker.done, asker.done)
    qtbot.waitUntil(reader.is_idle)
    del asker
    assert left() is None
    assert went == [threading.get_ident()]


def test_who_asked_what_is_broken_off_goes_on_the_thread_that_asked(reader, qtbot):
    went, came = [], []
    asker = Asker(went)
    started = asker.started
    reader.request("x", asker.read_for_long, asker.done, asker.done)
    del asker
    assert started.wait(20)
    reader.request("x", lambda _: "new", came.append, came.append)
    qtbot.waitUntil(lambda: bool(came) and bool(went))
    assert went == [threading.get_ident()]


def test_a_job_reports_its_progress_and_its_result(qtbot):
    steps, results = [], []

    def work(progress, cancelled):
        progress(1, 2, "half")
        return "done"

    job = Job("Work", work)
    job.progressed.connect(lambda *step: steps.append(step))
    job.succeeded.connect(results.append)
    with qtbot.waitSignals([job.succeeded, job.finished]):
        job.start()
    assert results == ["done"]
    assert steps == [(1, 2, "half")]


def test_a_job_asked_to_stop_ends_with_cancelled(qtbot):
    started = threading.Event()

    def work(progress, cancelled):
        started.set()
        while not cancelled():
            threading.Event().wait(0.001)
        raise CancelledError("Cancelled; nothing was kept.")

    job = Job("Work", work)
    with qtbot.waitSignal(job.failed) as caught:
        job.start()
        started.wait(20)
        job.cancel()
    assert isinstance(caught.args[0], CancelledError)
    job.wait()
