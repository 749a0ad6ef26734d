"""Links checked in the background of the window."""

from __future__ import annotations

import threading

import pytest

from tracker.capture.fetch import Reached
from tracker.operations import link_checks
from tracker.operations.link_checks import addresses
from tracker.records import InboxItem, LinkCheck
from tracker.ui import waiting
from tracker.ui.sources.link_checking import check_links


def some(window, count):
    return addresses(window.session.store)[:count]


def test_what_addresses_answer_is_noted_as_one_edit_and_told(window, qtbot):
    store = window.session.store
    wanted = some(window, 3)
    states = dict(zip((a.url for a in wanted), ("reached", "dead", "dead"), strict=True))
    with qtbot.waitSignal(window.session.message) as told:
        check_links(window, wanted, lambda url: Reached(states[url]))
    assert told.args == ["Links checked: 1 reached, 2 dead.", "message"]
    assert store.count(LinkCheck) == 3
    assert store.undo_label() == "Check links"
    assert len(store.find("link:dead")) > 0


def test_cancel_keeps_what_was_answered_until_then(window, qtbot):
    store = window.session.store
    wanted = some(window, 40)
    begun = threading.Event()
    go_on = threading.Event()

    def reach(url):
        if url == wanted[0].url:
            return Reached("reached")
        begun.set()
        assert go_on.wait(20)
        return Reached("reached")

    with qtbot.waitSignal(window.session.message) as told:
        check_links(window, wanted, reach)
        assert begun.wait(20)
        qtbot.waitUntil(lambda: window.status.jobs.progress.value() > 0)
        window.status.jobs.cancel()
        go_on.set()
    text, severity = told.args
    assert text.startswith("The check of links was stopped. Links checked: ")
    assert severity == "message"
    assert 1 <= store.count(LinkCheck) < 40


def test_many_answers_are_written_off_the_gui_thread_in_one_edit(window, qtbot, monkeypatch):
    store = window.session.store
    on_main = []
    record = link_checks.record

    def noting(*args):
        on_main.append(threading.current_thread() is threading.main_thread())
        return record(*args)

    monkeypatch.setattr(link_checks, "record", noting)
    monkeypatch.setattr(waiting, "FEW", 2)
    monkeypatch.setattr(waiting, "is_pressing", lambda: False)  # whatever another test has left open
    with qtbot.waitSignal(window.session.message) as told:
        check_links(window, some(window, 5), lambda _: Reached("reached"))
    assert told.args[0].startswith("Links checked: ")
    assert on_main == [False]
    assert store.count(LinkCheck) >= 5
    store.undo()
    assert store.count(LinkCheck) == 0


def test_answers_wait_while_a_long_write_has_the_tracker(window, qtbot):
    session = window.session
    go_on, asked = threading.Event(), threading.Event()

    def write(store, *_):
        assert go_on.wait(20)
        with store.edit("Long") as edit:
            edit.add(InboxItem(title="Written meanwhile"))

    wanted = some(window, 1)
    session.write_in_background("Long", write, lambda _: None, lambda error: pytest.fail(str(error)))
    check_links(window, wanted, lambda _: asked.set() or Reached("reached"))
    qtbot.waitUntil(lambda: asked.is_set() and window.status.jobs.job is None)
    with qtbot.waitSignal(session.message) as told:
        go_on.set()
    assert told.args == ["Links checked: 1 reached.", "message"]
    assert session.store.undo_label() == "Check links"


def test_nothing_is_asked_where_there_is_no_address(window):
    check_links(window, [], lambda _: Reached("reached"))
    assert window.status.jobs.job is None
