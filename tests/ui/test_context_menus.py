"""Menus of events, by mouse and by key, and what they do: searches, copies, changes of several."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox
from shiboken6 import isValid

from tracker.operations.multi_edit import EventChanges
from tracker.records import Event, Source
from tracker.ui.context_menus import EventMenus
from tracker.ui.dialogs.multi_edit_dialog import MultiEditDialog

MOU = "Treasury and DHS Secretaries sign"


@pytest.fixture
def mou(case):
    return next(e.id for e in case.where(Event) if e.title.startswith(MOU))


def filled(window, events, copy=None):
    menu = QMenu(window)
    EventMenus(window.session, window).fill(menu, events, window.theme, copy)
    return menu


def actions(menu):
    return {action.text(): action for action in menu.actions() if action.text()}


def copied(qtbot, session, action):
    QGuiApplication.clipboard().clear()
    with qtbot.waitSignal(session.message):
        action.trigger()
    return QGuiApplication.clipboard().mimeData()


def test_one_event_can_be_opened_added_to_copied_searched_from_and_deleted(window, mou):
    offered = actions(filled(window, [mou], lambda: None))
    assert list(offered) == [
        "Open",
        "Add concern…",
        "Add source…",
        "Copy",
        "Copy as",
        "No longer noteworthy",
        "Mark as reviewed",
        "Follow this policy",
        "Read source",
        "Search for the same",
        "Delete event",
    ]


def test_several_events_are_changed_copied_and_deleted_together(window, case):
    offered = actions(filled(window, case.find()[:3]))
    expected = ["Copy as", "Change 3 events…", "Mark as noteworthy", "Mark as reviewed", "Delete 3 events"]
    assert list(offered) == expected
    offered["Delete 3 events"].trigger()
    assert case.count(Event) == 46
    case.undo()
    assert case.count(Event) == 49


def test_every_search_for_the_same_finds_the_event_itself(window, case, mou):
    searches = EventMenus(window.session, window).searches(case.dossier(mou))
    assert [words.partition(":")[0] for words, _ in searches[:3]] == ["Type", "Date", "Stakeholder"]
    for _, search in searches:
        assert mou in case.find(search), search


def test_the_sources_of_an_event_are_read_from_its_menu(window, case, mou, qtbot):
    titles = list(dict.fromkeys(cited.source.title for cited in case.dossier(mou).citations))
    offered = actions(actions(filled(window, [mou]))["Read source"].menu())
    assert len(offered) == min(len(titles), 8)
    with qtbot.waitSignal(window.session.source_asked) as asked:
        next(iter(offered.values())).trigger()
    assert case.many(Source, [asked.args[0]])[0].title == titles[0]
    assert window.tab == "reader"


def test_following_a_policy_is_a_search_for_its_chain(window, case, mou, qtbot):
    with qtbot.waitSignal(window.session.searched):
        actions(filled(window, [mou]))["Follow this policy"].trigger()
    assert window.session.search_text.startswith("chain:")
    assert mou in window.session.results.ids


def test_events_are_copied_in_the_forms_that_others_ask_for(window, case, mou, qtbot):
    events = [mou, case.find()[0]]
    forms = actions(actions(filled(window, events))["Copy as"].menu())
    data = copied(qtbot, window.session, forms["Citation"])
    assert data.text().startswith(f"“{MOU}")
    assert data.text().count("\n") == 1
    data = copied(qtbot, window.session, forms["Markdown"])
    assert bytes(data.data("text/markdown")).decode() == data.text()
    assert "<h2>" in data.html()
    data = copied(qtbot, window.session, forms["Table with all columns"])
    assert [line.split("\t")[1][:5] for line in data.text().splitlines()[:2]] == ["title", MOU[:5]]


def test_too_many_to_cite_are_left_to_an_export(window, case, qtbot, monkeypatch):
    monkeypatch.setattr("tracker.operations.copying.MOST", 2)
    QGuiApplication.clipboard().setText("mine")
    forms = actions(actions(filled(window, case.find()[:3]))["Copy as"].menu())
    with qtbot.waitSignal(window.session.message) as caught:
        forms["Citation"].trigger()
    assert (caught.args[1], QGuiApplication.clipboard().text()) == ("warning", "mine")


def popup(qtbot):
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    return QApplication.activePopupWidget()


def test_the_menu_key_opens_the_menu_of_the_selected_event_in_the_timeline(window, mou, qtbot):
    timeline = window.timeline_page.timeline
    window.session.select(mou)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), timeline.mapToGlobal(QPoint(1, 1)))
    QApplication.sendEvent(timeline, event)
    menu = popup(qtbot)
    assert "Follow this policy" in actions(menu)
    menu.close()


def test_a_right_click_in_the_timeline_selects_what_is_under_it(window, case, qtbot):
    timeline = window.timeline_page.timeline
    other = next(event for event in timeline.in_view() if event != window.session.selection)
    at = timeline.place_of(other).center()
    at.setX(timeline.place_of(other).left() + 2)
    under = timeline.item_at(at)
    assert under is not None
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, timeline.mapToGlobal(at))
    QApplication.sendEvent(timeline, event)
    menu = popup(qtbot)
    assert window.session.selection == under
    menu.close()


def test_the_copy_key_in_the_timeline_copies_a_citation(window, mou, qtbot):
    window.session.select(mou)
    QGuiApplication.clipboard().clear()
    with qtbot.waitSignal(window.session.message):
        QTest.keyClick(window.timeline_page.timeline, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith(f"“{MOU}")


def test_the_menus_actions_are_about_the_rows_chosen_or_else_the_selected_event(window, case, mou, qtbot):
    window.session.select(mou)
    assert window.pages.chosen_events() == [mou]
    window.show_tab("table")
    table = window.pages.page("table")
    qtbot.waitUntil(lambda: table.events.rowCount() == 49)
    table.selectAll()
    assert len(window.pages.chosen_events()) == 49
    window.show_tab("sources")
    assert window.pages.chosen_events() == [window.session.selection]


# Changing several


@pytest.fixture
def dialog(window, case, qtbot):
    made = MultiEditDialog(window.session, case.find()[:12], window.theme, window)
    made.open()
    return made


def test_the_form_says_what_would_differ_and_changes_it_in_one_edit(dialog, case, qtbot):
    assert not dialog.save_button.isEnabled()
    dialog.added.set_topics(["a new topic"])
    dialog.added.edited.emit()
    dialog.reviewed.set_value("yes")
    expected = "Of 12 events: topics are added to 12; 12 are marked as reviewed."
    qtbot.waitUntil(lambda: dialog.preview.text() == expected)
    before = case.content_hash()
    dialog.save_button.click()
    assert case.undo_label() == "Change 12 events"
    assert all(e.reviewed for e in case.events(dialog.events))
    case.undo()
    assert case.content_hash() == before


def test_a_form_that_is_gone_is_not_told_what_would_differ(dialog, window, qtbot):
    window.session.reader.pause()
    dialog.reviewed.set_value("yes")
    dialog._count()
    dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))
    window.session.reader.resume()
    qtbot.waitUntil(window.session.reader.is_idle)


def test_a_topic_to_add_and_to_remove_is_told_at_its_row(dialog, case, qtbot):
    for field in (dialog.added, dialog.removed):
        field.set_topics(["press"])
        field.edited.emit()
    before = case.content_hash()
    dialog.save_button.click()
    assert dialog.isVisible()
    assert case.content_hash() == before


def test_more_than_a_hundred_have_to_be_agreed_to(window, case, qtbot):
    with case.edit("More") as edit:
        events = [e.id for e in edit.add_all([Event(title=str(n), type="order") for n in range(101)])]
    dialog = MultiEditDialog(window.session, events, window.theme, window)
    dialog.open()
    dialog.noteworthy.set_value("yes")
    assert not dialog.save_button.isEnabled()
    assert "101" in dialog.agreed.text()
    dialog.agreed.setChecked(True)
    dialog.save_button.click()
    assert all(e.noteworthy for e in case.events(events))
    assert case.undo_label() == "Mark 101 events as noteworthy"


@pytest.fixture
def many(case):
    with case.edit("More") as edit:
        return [e.id for e in edit.add_all([Event(title=str(n), type="order") for n in range(101)])]


def test_marking_very_many_from_the_menu_asks_in_the_form(window, case, many, qtbot):
    actions(filled(window, many))["Mark as reviewed"].trigger()
    dialog = window.findChild(MultiEditDialog)
    assert dialog.wanted() == EventChanges(reviewed=True)
    assert not any(e.reviewed for e in case.events(many))
    dialog.agreed.setChecked(True)
    dialog.save_button.click()
    assert all(e.reviewed for e in case.events(many))


@pytest.mark.parametrize("at_once", [100, 1000])
def test_deleting_very_many_is_asked_and_said_with_their_number(window, case, many, qtbot, monkeypatch, at_once):
    monkeypatch.setattr("tracker.ui.context_menus.IN_BACKGROUND", at_once)
    before = case.content_hash()
    for answer in ("Cancel", "Delete"):
        actions(filled(window, many))["Delete 101 events"].trigger()
        box = next(b for b in window.findChildren(QMessageBox) if b.isVisible())
        assert "101" in box.text()
        assert case.content_hash() == before
        next(b for b in box.buttons() if b.text().replace("&", "") == answer).click()
    qtbot.waitUntil(lambda: not window.session.is_lent and case.count(Event) == 49)
    case.undo()
    assert case.content_hash() == before


def test_very_many_are_changed_on_a_thread_of_their_own(window, case, qtbot, monkeypatch):
    monkeypatch.setattr("tracker.ui.dialogs.multi_edit_dialog.IN_BACKGROUND", 10)
    dialog = MultiEditDialog(window.session, case.find()[:12], window.theme, window)
    dialog.open()
    dialog.type.set_term("brief")
    dialog.noteworthy.set_value("no")
    with qtbot.waitSignal(dialog.saved):
        dialog.save_button.click()
        assert window.session.is_lent
    assert not any(e.noteworthy for e in case.events(dialog.events))
    assert {e.type for e in case.events(dialog.events)} == {"brief"}


def test_a_window_starts_without_what_menus_copies_and_digests_need():
    late = ["context_menus", "clipboard", "changes.changes_view", "dialogs.multi_edit_dialog"]
    asks = f"import sys, tracker.ui.app; print([n for n in {late} if 'tracker.ui.' + n in sys.modules])"
    told = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
