"""Steps of work on the GUI thread: in order, a few each turn, and at once when they are needed."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tracker.ui.turns import Turns


@pytest.fixture
def widget(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def turns(widget):
    return Turns(widget)


def busy():
    """A step that takes longer than a turn gives to all of them."""
    end = time.thread_time() + 0.02
    while time.thread_time() < end:
        pass


def test_steps_are_done_in_their_order_and_none_before_the_next_turn(turns, qtbot):
    done = []
    turns.add(lambda: done.append(1), lambda: turns.add(lambda: done.append(3)))
    turns.add(lambda: done.append(2))
    assert done == []
    qtbot.waitUntil(lambda: turns.is_done)
    assert done == [1, 2, 3]


def test_between_long_steps_the_window_goes_on(turns, qtbot):
    done = []

    class Other(QObject):
        def event(self, event):
            if event.type() == QEvent.Type.User:
                done.append("other")
            return super().event(event)

    other = Other()
    turns.add(busy, lambda: done.append("second"), busy, lambda: done.append("last"))
    turns.add(lambda: QApplication.postEvent(other, QEvent(QEvent.Type.User)))
    turns.add(busy, lambda: done.append("after"))
    qtbot.waitUntil(lambda: turns.is_done)
    assert done == ["second", "last", "other", "after"]


def test_what_is_needed_now_is_done_at_once(turns):
    done = []
    turns.add(lambda: done.append(1), turns.finish, lambda: done.append(2))
    turns.finish()
    assert done == [1, 2]
    assert turns.is_done


def test_a_step_that_fails_takes_no_later_one_with_it(turns, qtbot):
    done = []

    def fails():
        raise ValueError("no")

    turns.add(fails, lambda: done.append(1))
    with qtbot.capture_exceptions() as caught:
        qtbot.waitUntil(lambda: bool(caught))
    assert [kind for kind, *_ in caught] == [ValueError]
    qtbot.waitUntil(lambda: turns.is_done)
    assert done == [1]


def test_a_key_that_is_meant_for_what_is_made_finds_it_done(widget, turns, qtbot):
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()

    def make():
        field = QLineEdit(widget)
        field.show()
        field.setFocus()
        turns.field = field

    turns.add(busy, make)
    turns.finish_at_input()
    QTest.keyClick(widget.windowHandle(), Qt.Key.Key_A)
    assert turns.field.text() == "a"
    assert turns.is_done


def test_what_the_steps_do_is_no_input(widget, turns, qtbot):
    """Each event of the thousands that making a form sends would be looked at."""
    with qtbot.waitExposed(widget):
        widget.show()
    done = []

    def click():
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        done.append("clicked")

    turns.add(turns.finish_at_input, click, lambda: done.append("next"), busy, lambda: done.append("last"))
    turns.finish_at_input()
    qtbot.waitUntil(lambda: turns.is_done)
    assert done == ["clicked", "next", "last"]


def test_after_a_step_that_failed_a_key_still_finds_the_others_done(widget, turns, qtbot):
    with qtbot.waitExposed(widget):
        widget.show()
    done = []

    def fails():
        raise ValueError("no")

    turns.add(busy, fails, lambda: done.append(1))
    turns.finish_at_input()
    with qtbot.capture_exceptions() as caught:
        qtbot.waitUntil(lambda: bool(caught))
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    assert done == [1]
