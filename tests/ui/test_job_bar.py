"""Long work in the status bar."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from tracker.errors import CancelledError, FileError
from tracker.ui.job_bar import JobBar


@pytest.fixture
def bar(session, qtbot):
    made = JobBar(session)
    qtbot.addWidget(made)
    return made


def wait_for_the_end(bar, qtbot):
    qtbot.waitUntil(lambda: bar.job is None)


def test_work_shows_its_progress_and_goes_when_it_is_done(bar, qtbot):
    done, shown, go_on = [], [], threading.Event()

    def work(progress, cancelled):
        progress(3, 10, "Writing")
        go_on.wait(20)
        return 7

    bar.start("Export", work, done.append)
    qtbot.waitUntil(lambda: bar.progress.value() == 3)
    shown.append((bar.label.text(), bar.progress.maximum(), bar.isHidden()))
    go_on.set()
    wait_for_the_end(bar, qtbot)
    assert shown == [("Writing", 10, False)]
    assert done == [7]
    assert bar.isHidden()


def test_cancel_stops_the_work_and_says_so(bar, session, qtbot):
    def work(progress, cancelled):
        while not cancelled():
            threading.Event().wait(0.001)
        raise CancelledError("Cancelled; nothing was written.")

    bar.start("Export", work, lambda _: None)
    with qtbot.waitSignal(session.message) as caught:
        qtbot.mouseClick(bar.cancel_button, Qt.MouseButton.LeftButton)
    assert caught.args == ["Cancelled; nothing was written.", "message"]
    wait_for_the_end(bar, qtbot)


def test_work_that_fails_says_why(bar, session, qtbot):
    def work(progress, cancelled):
        raise FileError("The disk is full.")

    with qtbot.waitSignal(session.message) as caught:
        bar.start("Export", work, lambda _: None)
    assert caught.args == ["The disk is full.", "error"]
    wait_for_the_end(bar, qtbot)


def test_a_second_piece_of_work_waits_its_turn(bar, session, qtbot):
    go_on = threading.Event()
    bar.start("Export", lambda progress, cancelled: go_on.wait(20), lambda _: None)
    with qtbot.waitSignal(session.message) as caught:
        assert bar.start("Import", lambda progress, cancelled: None, lambda _: None) is None
    assert "Export" in caught.args[0]
    go_on.set()
    wait_for_the_end(bar, qtbot)


def test_the_window_may_close_once_the_work_has_let_itself_be_cancelled(bar, qtbot):
    def work(progress, cancelled):
        while not cancelled():
            threading.Event().wait(0.001)
        raise CancelledError("Cancelled.")

    bar.start("Export", work, lambda _: None)
    assert bar.may_close()
    assert bar.job is None
