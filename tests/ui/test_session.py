"""The open tracker as signals."""

from __future__ import annotations

import gc
import sys
import threading
import weakref

import pytest
from PySide6.QtWidgets import QApplication

from tracker.errors import NotFoundError
from tracker.records import Event
from tracker.store import Store, glimpse
from tracker.ui import session as session_module
from tracker.ui.session import Session


@pytest.fixture
def session(store, qtbot):
    with store.edit("Log") as edit:
        edit.add_all(
            [
                Event(title="Memorandum signed", type="memorandum of understanding", date="2025-04-07"),
                Event(title="Complaint filed", type="complaint", date="2025-03-07"),
                Event(title="Undated note", type="report"),
            ]
        )
    made = Session(store)
    yield made
    made.close()


def search(session, qtbot, text, **options):
    with qtbot.waitSignal(session.searched) as caught:
        session.search(text, **options)
    return caught.args[0]


def test_a_search_gives_its_rows_in_order_of_date_with_the_undated_last(session, qtbot):
    results = search(session, qtbot, "")
    assert [row.title for row in results.rows] == ["Complaint filed", "Memorandum signed", "Undated note"]
    assert results.total == 3
    assert list(results.ids) == [row.id for row in results.rows]


def test_a_search_that_cannot_be_read_says_where_and_the_last_results_stay(session, qtbot):
    before = search(session, qtbot, "type:complaint")
    with qtbot.waitSignal(session.search_failed) as caught:
        session.search("type:complaint (")
    assert caught.args[0].start <= caught.args[0].end <= len("type:complaint (")
    assert session.results is before
    assert session.search_text == "type:complaint"


def test_another_order_is_told_apart_from_another_search(session, qtbot):
    by_date = search(session, qtbot, "")
    searched = []
    session.searched.connect(searched.append)
    with qtbot.waitSignal(session.reordered) as caught:
        session.sort("title-desc")
    (results,) = caught.args
    assert [row.title for row in results.rows] == ["Undated note", "Memorandum signed", "Complaint filed"]
    assert results.order == "title-desc"
    assert sorted(results.ids) == sorted(by_date.ids)
    assert searched == []


def test_the_order_asked_for_holds_for_searches_to_come(session, qtbot):
    session.sort("date-desc")
    assert search(session, qtbot, "").rows[0].title == "Memorandum signed"
    assert [row.title for row in search(session, qtbot, "note OR complaint").rows] == [
        "Complaint filed",
        "Undated note",
    ]


def test_an_order_asked_for_while_a_search_is_under_way_comes_with_its_results(session, qtbot):
    search(session, qtbot, "")
    with qtbot.waitSignal(session.searched) as caught:
        session.search("signed OR filed")
        session.sort("title-desc")
    assert [row.title for row in caught.args[0].rows] == ["Memorandum signed", "Complaint filed"]


def test_the_newest_of_several_searches_is_the_one_answered(session, qtbot):
    answered = []
    session.searched.connect(lambda results: answered.append(results.text))
    for text in ("memo", "complaint", "undated"):
        session.search(text)
    qtbot.waitUntil(lambda: bool(answered) and session.reader.is_idle())
    assert answered[-1] == "undated"
    assert [row.title for row in session.results.rows] == ["Undated note"]
    assert len(answered) == 1


def test_of_many_the_first_are_shown_before_all_are_found(session, store, qtbot):
    with store.edit("Log", "fixed") as edit:
        edit.add_all([Event(title=f"Ruling {n}", type="order", date="2024-01-01") for n in range(300)])
    search(session, qtbot, "")
    told = []
    session.glimpsed.connect(lambda results: told.append(("first", len(results.ids))))
    session.searched.connect(lambda results: told.append(("all", len(results.ids))))
    search(session, qtbot, "ruling")
    assert told == [("first", 128), ("all", 300)]
    told.clear()
    session.refresh()
    search(session, qtbot, "complaint")
    qtbot.waitUntil(session.reader.is_idle)
    assert ("first", 128) not in told  # neither again for the same search, nor of few
    assert told[-1] == ("all", 1)


def test_a_search_that_has_found_nothing_yet_says_that_it_goes_on(session, qtbot, monkeypatch):
    search(session, qtbot, "")
    qtbot.waitUntil(session.reader.is_idle)
    for name in ("_SOON", "_SOON_COUNTED"):
        monkeypatch.setattr(session_module, name, -1)
    monkeypatch.setattr(glimpse, "_STEPS", 1)
    told, counts = [], []
    session.glimpsed.connect(lambda results: told.append((len(results.ids), results.whole)))
    session.searched.connect(lambda results: told.append((len(results.ids), results.whole)))
    session.faceted.connect(lambda facets: counts.append([(f.value, f.count, f.at_least) for f in facets["type"]]))
    search(session, qtbot, "type:complaint,report")
    qtbot.waitUntil(session.reader.is_idle)
    assert told == [(0, False), (2, True)]
    # Counts of the search before are not those of this one.
    kinds = ["complaint", "memorandum of understanding", "report"]
    assert sorted(counts[0]) == [(kind, 0, True) for kind in kinds]
    assert counts[-1] == [("complaint", 1, False), ("report", 1, False)]


def test_of_many_the_first_are_counted_before_all_are(session, store, qtbot, monkeypatch):
    monkeypatch.setattr(session_module, "_COUNTED", 100)
    with store.edit("Log", "fixed") as edit:
        edit.add_all([Event(title=f"Ruling {n}", type="order", date="2024-01-01") for n in range(300)])
    search(session, qtbot, "")
    qtbot.waitUntil(session.reader.is_idle)
    told = []
    session.faceted.connect(lambda facets: told.append([(f.value, f.count, f.at_least) for f in facets["type"]]))
    search(session, qtbot, "ruling")
    qtbot.waitUntil(session.reader.is_idle)
    assert told == [[("order", 100, True)], [("order", 300, False)]]


def test_with_many_shown_a_change_is_seen_before_all_are_found_again(session, store, qtbot, monkeypatch):
    monkeypatch.setattr(session_module, "_MANY", 2)
    search(session, qtbot, "")
    events = {event.title: event for event in store.where(Event)}
    session.reader.pause()  # all is still to be found
    with qtbot.waitSignal(session.reordered), store.edit("Change") as edit:
        edit.change(events["Complaint filed"], title="Complaint amended")
        edit.remove(events["Undated note"])
    assert [row.title for row in session.results.rows] == ["Complaint amended", "Memorandum signed"]
    with qtbot.waitSignal(session.searched):
        session.reader.resume()


def test_no_row_is_read_once_the_tracker_is_closed(store, qtbot):
    with store.edit("Log", "fixed") as edit:
        edit.add_all([Event(title=f"Ruling {n}", type="order", date="2024-01-01") for n in range(300)])
    made = Session(store)
    results = search(made, qtbot, "")
    made.close()
    assert results.rows[299].title == "…"


def test_results_come_before_what_is_counted_for_the_sidebar(session, qtbot):
    search(session, qtbot, "")
    order = []
    session.searched.connect(lambda _: order.append("rows"))
    session.faceted.connect(lambda _: order.append("facets"))
    session.search("type:complaint")
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["rows", "facets"]


def test_rows_looked_at_while_the_store_is_lent_are_shown_once_it_is_back(session, store, qtbot):
    with store.edit("Log", "fixed") as edit:
        edit.add_all([Event(title=f"Event {n}", type="order", date="2024-01-01") for n in range(400)])
    results = search(session, qtbot, "type:order")
    may_end, ended = threading.Event(), []
    session.write_in_background("Import", lambda *_: may_end.wait(30), ended.append, ended.append)
    row = results.rows[390]
    assert (row.id, row.title) == (results.ids[390], "…")
    with qtbot.waitSignal(session.searched) as caught:
        may_end.set()
    assert caught.args[0].rows[390].title == "Event 390"


def test_facets_follow_the_search(session, qtbot):
    with qtbot.waitSignal(session.faceted) as caught:
        session.search("type:complaint")
    assert [(f.value, f.count) for f in caught.args[0]["type"]] == [("complaint", 1)]


def test_a_change_runs_the_search_again_for_every_view(session, store, qtbot):
    search(session, qtbot, "")
    with qtbot.waitSignals([session.changed, session.searched]), store.edit("Log") as edit:
        edit.add(Event(title="New", type="order", date="2026"))
    assert "New" in [row.title for row in session.results.rows]


def test_undo_and_redo_are_changes_like_any_other(session, store, qtbot):
    search(session, qtbot, "")
    with qtbot.waitSignals([session.changed, session.searched]):
        session.undo()
    assert list(session.results.rows) == []
    assert session.results.counts == {"event": 0, "source": 0, "concern": 0}
    with qtbot.waitSignals([session.changed, session.searched]):
        session.redo()
    assert len(session.results.rows) == 3


def test_an_undo_that_is_refused_becomes_a_message(session, qtbot):
    session.undo()
    with qtbot.waitSignal(session.message) as caught:
        session.undo()
    assert caught.args == ["There is nothing to undo.", "error"]


def test_selecting_is_told_once_and_a_deleted_event_is_no_longer_selected(session, store, qtbot):
    event = search(session, qtbot, "").rows[0]
    told = []
    session.selected.connect(told.append)
    session.select(event.id)
    session.select(event.id)
    assert told == [event.id]
    with store.edit("Delete event") as edit:
        edit.remove(store.get(Event, event.id))
    assert told == [event.id, 0]


def test_an_id_of_63_bits_passes_through_a_signal_whole(session, qtbot):
    with qtbot.waitSignal(session.selected) as caught:
        session.select((1 << 63) - 1)
    assert caught.args == [(1 << 63) - 1]


def test_an_action_that_is_refused_becomes_a_message_and_gives_nothing(session, qtbot):
    def refuse():
        raise NotFoundError("It is gone.")

    with qtbot.waitSignal(session.message) as caught:
        assert session.attempt(refuse) is None
    assert caught.args == ["It is gone.", "error"]


def test_what_was_there_when_it_was_marked_as_seen_is_no_longer_new(session, store, qtbot):
    assert store.count_found("is:new") == 3
    session.mark_as_seen()
    assert store.count_found("is:new") == 0
    with store.edit("Log") as edit:
        edit.add(Event(title="Newer", type="order"))
    assert store.count_found("is:new") == 1


def test_a_long_write_runs_elsewhere_and_views_hear_of_it_here_before_it_is_called_done(session, store, qtbot):
    here, order, threads = threading.get_ident(), [], set()
    session.changed.connect(lambda change: order.append((change.label, threading.get_ident() == here)))

    def work(lent, progress, cancelled):
        threads.add(threading.get_ident())
        with lent.edit("Import") as edit:
            edit.add(Event(title="Brought in", type="order", date="2026"))
        return "result"

    session.write_in_background("Import", work, lambda result: order.append((result, True)), order.append)
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == [("Import", True), ("result", True)]
    assert threads != {here}
    qtbot.waitUntil(lambda: "Brought in" in [row.title for row in session.results.rows])


def test_the_windows_reads_wait_while_the_store_is_lent(session, qtbot):
    at_work, may_end, events = threading.Event(), threading.Event(), []

    def work(lent, progress, cancelled):
        at_work.set()
        assert may_end.wait(30)

    session.write_in_background("Import", work, lambda _: events.append("done"), events.append)
    assert at_work.wait(30)
    session.reader.request("read", lambda store: store.counts(), lambda _: events.append("read"), events.append)
    assert not session.reader.is_idle()
    may_end.set()
    qtbot.waitUntil(lambda: len(events) == 2)
    assert events == ["done", "read"]


def test_a_long_write_that_is_refused_says_so_and_gives_the_store_back(session, store, qtbot):
    failures = []

    def work(lent, progress, cancelled):
        raise NotFoundError("There is no such thing.")

    session.write_in_background("Import", work, failures.append, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert str(failures[0]) == "There is no such thing."
    with qtbot.waitSignal(session.searched), store.edit("Log") as edit:
        edit.add(Event(title="New", type="order"))


def test_a_fault_in_a_long_write_is_told_too_and_gives_the_store_back(session, qtbot, monkeypatch):
    failures, hooked = [], []
    monkeypatch.setattr(sys, "excepthook", lambda _, error, __: hooked.append(error))

    def work(*_):
        raise ZeroDivisionError("on purpose")

    session.write_in_background("Import", work, failures.append, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert hooked == failures
    assert not session.is_lent


def test_who_is_told_of_a_long_write_may_begin_the_next(session, qtbot):
    told = []

    def begin_another(_):
        told.append(session.is_lent)
        session.write_in_background("Second", lambda *_: may_end.wait(30), told.append, told.append)

    may_end = threading.Event()
    session.write_in_background("First", lambda *_: None, begin_another, told.append)
    qtbot.waitUntil(lambda: told == [False])
    for _ in range(20):
        QApplication.processEvents()
        assert session.is_lent  # the end of the first is not taken for that of the second
    may_end.set()
    qtbot.waitUntil(lambda: told == [False, True])


def test_closing_waits_for_a_long_write_and_tells_nobody_of_it(store, qtbot):
    session, told, at_work = Session(store), [], threading.Event()

    def work(lent, *_):
        with lent.edit("Import") as edit:
            at_work.set()
            edit.add(Event(title="Brought in", type="order", date="2026"))

    job = session.write_in_background("Import", work, told.append, told.append)
    assert at_work.wait(30)
    session.close()
    assert job.isFinished()
    QApplication.processEvents()
    assert told == []
    with Store.open(store.path) as again:
        assert [event.title for event in again.where(Event)] == ["Brought in"]


def test_a_session_left_behind_goes_at_once_and_not_while_its_job_is_deleted(store, qtbot):
    for _ in range(20):
        session, told = Session(store), []

        def done(_, session=session, told=told):
            told.append(session.search_text)  # who waits for the end may well hold the session

        session.write_in_background("Import", lambda *_: None, done, done)
        while not told:  # and no longer: what is to be deleted later still is there
            QApplication.processEvents()
        session.reader.stop()
        left = weakref.ref(session)
        del session, done
        gc.collect()
        assert left() is None
        QApplication.processEvents()
