"""What a screen reader is given to say when something happens where the keyboard is not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tracker.operations.change import mark_noteworthy
from tracker.ui.announcing import AfterTyping, announce
from tracker.ui.dialogs.concern_dialog import ConcernDialog

ASSERTIVE, POLITE = QAccessible.AnnouncementPoliteness.Assertive, QAccessible.AnnouncementPoliteness.Polite


@pytest.fixture
def said(monkeypatch):
    """All that is announced, in order."""
    out = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: out.append((event.message(), event.politeness()))
    )
    return out


def test_what_is_urgent_is_said_at_once_and_nothing_is_not_said(qtbot, said):
    label = QLabel()
    qtbot.addWidget(label)
    announce(label, "Saved.")
    announce(label, "Refused.", urgent=True)
    announce(label, "")
    assert said == [("Saved.", POLITE), ("Refused.", ASSERTIVE)]


def test_of_what_changes_while_one_types_the_last_is_said_and_once(qtbot, said):
    label = QLabel()
    qtbot.addWidget(label)
    told = AfterTyping(label)
    told.setInterval(0)
    for text in ("3 of 9", "2 of 9", "1 of 9"):
        told.say(text)
    qtbot.waitUntil(lambda: not told.isActive())
    told.say("1 of 9")
    qtbot.waitUntil(lambda: not told.isActive())
    assert said == [("1 of 9", POLITE)]


def test_who_searches_hears_how_many_events_match_and_who_edits_does_not(window, person, qtbot, said):
    window.search_bar.focus()
    person.type("type:order")
    qtbot.waitUntil(lambda: [text for text, _ in said] == ["49 events, 4 match"])
    mark_noteworthy(window.session.store, window.session.results.ids[:1], True)
    qtbot.waitUntil(window.session.reader.is_idle)
    window.search_bar.line.clear()
    window.session.search("")
    qtbot.waitUntil(lambda: said[-1] == ("49 events", POLITE))
    assert len(said) == 3  # and what was saved


def test_a_search_that_cannot_be_read_says_why(window, person, qtbot, said):
    window.search_bar.focus()
    person.type("colour:red")
    person.press(Qt.Key.Key_Return)
    assert said[-1] == (window.search_bar.line.accessibleDescription(), ASSERTIVE)


@pytest.mark.parametrize("severity", ["message", "warning", "error"])
def test_the_message_bar_is_heard(window, said, severity):
    window.session.message.emit("So it is.", severity)
    assert said[-1] == ("So it is.", POLITE if severity == "message" else ASSERTIVE)


def test_a_form_that_is_not_saved_says_what_is_missing(window, person, qtbot, said):
    window.session.select(window.session.results.ids[0])
    window.actions_.concern.trigger()
    dialog = person.dialog(ConcernDialog)
    dialog.save()
    assert said[-1] == ("Say who has this concern.", ASSERTIVE)
    dialog.reject()


def test_what_is_saved_is_heard(window, said):
    mark_noteworthy(window.session.store, window.session.results.ids[:1], True)
    assert said == [(f"Saved: {window.session.store.undo_label()}", POLITE)]


def test_a_filter_says_how_many_it_leaves(window, person, qtbot, said):
    window.show_tab("sources")
    view = window.pages.page("sources")
    qtbot.waitUntil(window.session.reader.is_idle)
    view.bar.filter.setFocus()
    QTest.keyClicks(view.bar.filter, "watchdog")
    qtbot.waitUntil(lambda: bool(said) and said[-1] == (view.bar.count.text(), POLITE))
    assert view.bar.count.text() == "6 of 128"
