"""Links checked in the background of the window."""

from __future__ import annotations

import threading

from tracker.capture.fetch import Reached
from tracker.operations.link_checks import addresses
from tracker.records import LinkCheck
from tracker.ui.link_checking import check_links


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

    with qtbot.waitSignal(window.session.message, timeout=20_000) as told:
        check_links(window, wanted, reach)
        assert begun.wait(20)
        qtbot.waitUntil(lambda: window.status.jobs.progress.value() > 0)
        window.status.jobs.cancel()
        go_on.set()
    text, severity = told.args
    assert text.startswith("The check of links was stopped. Links checked: ")
    assert severity == "message"
    assert 1 <= store.count(LinkCheck) < 40


def test_nothing_is_asked_where_there_is_no_address(window):
    check_links(window, [], lambda _: Reached("reached"))
    assert window.status.jobs.job is None
