"""Checking the tracker from the window."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tracker.records import Event
from tracker.store import Store
from tracker.ui.dialogs.check_dialog import CheckDialog
from tracker.ui.session import Session


@pytest.fixture
def session(store, qtbot):
    with store.edit("Log") as edit:
        edit.add_all([Event(title="One", type="order", date="2025"), Event(title="Two", type="order", date="2025")])
    made = Session(store)
    yield made
    made.close()


def checked(session, qtbot):
    dialog = CheckDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.progress.isVisible())
    return dialog


def alter(store, sql):
    """Change the file behind the journal's back, as another program might."""
    store.connection.execute("PRAGMA query_only=OFF")
    store.connection.execute(sql)
    store.connection.execute("PRAGMA query_only=ON")


def test_a_sound_tracker_is_said_to_be_sound_with_how_much_was_checked(session, qtbot):
    dialog = checked(session, qtbot)
    edits = session.store.connection.execute("SELECT count(*) FROM edit").fetchone()[0]
    expected = "1 edit" if edits == 1 else f"{edits} edits"
    assert dialog.summary.text() == f"No problems found: {expected}, chain unbroken."
    assert not dialog.problems.isVisible()
    assert not dialog.copy_button.isVisible()


def test_a_record_that_another_program_changed_is_named(session, qtbot):
    alter(session.store, "UPDATE event SET evidence='forged' WHERE title='One'")
    dialog = checked(session, qtbot)
    assert dialog.summary.text() == "1 problem found."
    assert "forged" in dialog.problems.item(0).text()
    assert dialog.problems.item(0).text().startswith("event ")
    assert "backup" in dialog.detail.text()


def test_what_was_found_can_be_copied(session, qtbot):
    alter(session.store, "UPDATE event SET evidence='forged'")
    dialog = checked(session, qtbot)
    QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "2 problems found."
    assert len(lines) == 3


def test_a_broken_chain_is_found(session, qtbot):
    alter(session.store, "UPDATE edit SET label='Something else' WHERE label='Log'")
    dialog = checked(session, qtbot)
    assert dialog.problems.count() >= 1
    assert "altered" in " ".join(dialog.problems.item(n).text() for n in range(dialog.problems.count()))


def test_closing_stops_the_check(session, qtbot, monkeypatch):
    begun, going_on = threading.Event(), []

    def check(store, progress):
        begun.set()
        while True:
            progress("Checking the file")
            going_on.append(1)

    monkeypatch.setattr(Store, "check", check)
    dialog = CheckDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    assert begun.wait(30)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.job.isFinished()
    assert not dialog.isVisible()


def test_no_check_outlives_its_session(session, qtbot, monkeypatch):
    begun = threading.Event()

    def check(store, progress):
        begun.set()
        while True:
            progress("Checking the file")

    monkeypatch.setattr(Store, "check", check)
    dialog = CheckDialog(session)
    qtbot.addWidget(dialog)
    assert begun.wait(30)
    session.close()
    assert dialog.job.isFinished()


def test_a_check_that_cannot_be_made_says_why(session, qtbot, monkeypatch):
    from tracker.errors import FileError

    def check(store, progress):
        raise FileError("The disk is gone.")

    monkeypatch.setattr(Store, "check", check)
    dialog = checked(session, qtbot)
    assert dialog.summary.text() == "The check could not be finished."
    assert dialog.detail.text() == "The disk is gone."
