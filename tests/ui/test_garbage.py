"""Garbage is collected on the GUI thread alone."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from tracker.ui import garbage
from tracker.ui.garbage import GarbageCollector, collect_due, collect_here


class Knot:
    """Something only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def app(qtbot):
    """Stands in for the application; collection is automatic, as Python begins, and off afterwards as in all tests."""
    gc.enable()
    yield QObject()
    gc.disable()


def left_by_a_worker():
    """A knot that a worker lets go of before it makes very many."""
    left = []

    def work():
        knot = Knot()
        left.append(weakref.ref(knot))
        del knot
        for _ in range(20_000):  # far past the threshold at which Python would collect by itself
            Knot()

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    return left[0]


def test_a_worker_s_garbage_is_left_for_the_gui_thread(app):
    collect_here(app)
    left = left_by_a_worker()
    assert left() is not None
    collect_due()
    assert left() is None


def test_a_worker_s_garbage_is_left_for_the_gui_thread_in_tests_too():
    left = left_by_a_worker()
    assert left() is not None
    collect_due()
    assert left() is None


def test_one_collector_is_enough(app):
    collect_here(app)
    collect_here(app)
    assert len(app.findChildren(GarbageCollector)) == 1


def test_what_is_there_at_the_start_is_not_looked_through_again(app):
    gc.unfreeze()
    there = len(gc.get_objects())
    collect_here(app)
    assert gc.get_freeze_count() >= there
    assert len(gc.get_objects()) < there


def test_nothing_is_collected_while_nothing_is_due(app):
    collect_here(app)
    gc.collect()
    assert collect_due() == 0


class Work:
    """How long the GUI thread has worked."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def work():
    return Work()


@pytest.fixture
def collector(app, work):
    """One whose young garbage is due, and nothing older."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    yield GarbageCollector(app, work)
    gc.unfreeze()


def test_what_is_young_and_little_goes_while_somebody_works(collector, work):
    knot = weakref.ref(Knot())
    kept = [[] for _ in range(1_000)]
    work.seconds += 0.5
    collector.look()
    assert knot() is None
    assert kept


def test_much_is_looked_through_once_nobody_works(collector, work):
    """A hundred thousand objects take longer than a frame."""
    knot = weakref.ref(Knot())
    kept = [[] for _ in range(garbage._FEW + 1)]
    for _ in range(20):
        work.seconds += 0.5
        collector.look()
    assert knot() is not None
    for _ in range(garbage._STILL):
        collector.look()
    assert knot() is None
    assert kept


def test_what_is_older_waits_too_and_the_young_goes_meanwhile(collector, work):
    old = Knot()
    for _ in range(gc.get_threshold()[1] + 1):
        gc.collect(0)
    was, old = weakref.ref(old), None
    young = weakref.ref(Knot())
    kept = [[] for _ in range(1_000)]
    work.seconds += 0.5
    collector.look()
    assert (young(), was() is None) == (None, False)
    for _ in range(garbage._STILL):
        collector.look()
    assert was() is None
    assert kept


def test_somebody_who_never_rests_does_not_put_it_off_for_ever(collector, work):
    knot = weakref.ref(Knot())
    kept = [[] for _ in range(garbage._FEW + 1)]
    for _ in range(garbage._PATIENCE + 1):
        work.seconds += 0.5
        collector.look()
    assert knot() is None
    assert kept
