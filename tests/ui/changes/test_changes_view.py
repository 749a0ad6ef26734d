"""The Changes page: what changed since the person here marked the tracker as seen, and nothing marks it but they."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog

from tracker.operations.change import delete_event, edit_event
from tracker.records import Event
from tracker.store import Store


@pytest.fixture
def changes(window, qtbot):
    window.show_tab("changes")
    page = window.pages.page("changes")
    qtbot.waitUntil(lambda: page.said.text() != "")
    return page


def cards(page):
    return [card.plain_text() for card in page.section.shown_cards()]


@pytest.fixture
def marked(changes, qtbot):
    changes.seen_button.click()
    qtbot.waitUntil(lambda: "nothing has changed" in changes.said.text())
    return changes


def test_to_somebody_who_never_marked_it_the_page_says_what_marking_does(changes):
    assert "not marked this tracker as seen yet" in changes.said.text()
    assert (cards(changes), changes.copy_button.isEnabled(), changes.seen_button.isEnabled()) == ([], False, True)


def test_what_changes_after_marking_is_a_card_that_leads_to_its_event(marked, case, qtbot):
    first, second = case.find()[:2]
    edit_event(case, first, title="Another title")
    qtbot.waitUntil(lambda: len(cards(marked)) == 1)
    (card,) = marked.section.shown_cards()
    assert "Another title" in card.plain_text().splitlines()[0]
    assert "Title: “" in card.plain_text()
    marked.session.select(second)
    card.content.open()
    assert marked.session.selection == first


def test_what_is_undone_leaves_the_page(marked, case, qtbot):
    edit_event(case, case.find()[0], title="Another title")
    qtbot.waitUntil(lambda: len(cards(marked)) == 1)
    case.undo()
    qtbot.waitUntil(lambda: cards(marked) == [])
    assert "nothing has changed" in marked.said.text()


def test_a_removed_event_comes_back_by_undo_from_its_card(marked, case, qtbot):
    event = case.find()[0]
    title = case.get(Event, event).title
    delete_event(case, event)
    qtbot.waitUntil(lambda: len(cards(marked)) > 0)
    card = next(c for c in marked.section.shown_cards() if title in c.plain_text().splitlines()[0])
    assert "Removed" in card.plain_text().splitlines()[0]
    ((words, undo),) = card.content.menu
    assert (words, card.content.open) == ("Undo this edit", None)
    undo()
    assert case.get(Event, event).title == title
    qtbot.waitUntil(lambda: cards(marked) == [])


def test_closing_the_window_marks_nothing_as_seen(window, case, qtbot):
    window.session.mark_as_seen()
    mark, path = case.seen(), case.path
    edit_event(case, case.find()[0], title="Another title")
    window.close()
    with Store.open(path, read_only=True) as again:
        assert again.seen() == mark
        assert len(again.since(mark.edit).changes) == 1


def test_other_times_can_be_looked_back_over_without_marking(changes, case, qtbot):
    changes.since.set_value("made")
    changes.read()
    qtbot.waitUntil(lambda: len(cards(changes)) == 50)
    assert case.seen() is None
    changes.by.set_value("others")
    changes.read()
    qtbot.waitUntil(lambda: cards(changes) == [])


def test_more_cards_come_when_asked_for(changes, case, qtbot, monkeypatch):
    monkeypatch.setattr("tracker.ui.changes.changes_view._PAGE", 20)
    changes.since.set_value("made")
    changes.read()
    qtbot.waitUntil(lambda: len(cards(changes)) == 20)
    assert "30" in changes.more.text()
    changes.more.click()
    assert len(cards(changes)) == 40
    changes.more.click()
    assert (len(cards(changes)), changes.more.isVisible()) == (50, False)


def test_the_digest_is_copied_as_text_and_markdown_and_saved(marked, case, qtbot, tmp_path, monkeypatch):
    edit_event(case, case.find()[0], title="Another title")
    qtbot.waitUntil(lambda: marked.copy_button.isEnabled())
    marked.copy_button.click()
    data = QGuiApplication.clipboard().mimeData()
    assert "Another title" in data.text()
    assert bytes(data.data("text/markdown")).decode().startswith("# Digest: ")
    out = tmp_path / "week.md"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    marked.save_button.click()
    assert out.read_text("utf-8").startswith("# Digest: ")
    refused = tmp_path / "no" / "week.md"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(refused), ""))
    with qtbot.waitSignal(marked.session.message) as caught:
        marked.save_button.click()
    assert caught.args[1] == "error"


def test_a_new_name_keeps_what_was_seen_and_signs_what_follows(marked, window, case, qtbot, monkeypatch):
    before = case.seen()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("Ada", True))
    window.actions_.my_name.trigger()
    assert case.seen() == before
    assert "Ada" in marked.by.itemText(2)
    edit_event(case, case.find()[0], title="Another title")
    qtbot.waitUntil(lambda: len(cards(marked)) == 1)
    assert "Ada · " in cards(marked)[0]


def test_the_cards_are_walked_with_the_keyboard(marked, case, qtbot):
    for number, event in enumerate(case.find()[:3]):
        edit_event(case, event, title=f"Title {number}")
    qtbot.waitUntil(lambda: len(cards(marked)) == 3)
    marked.main_view.setFocus()
    assert marked.section.cards[0].hasFocus()
    QTest.keyClick(marked.section.cards[0], Qt.Key.Key_Down)
    assert marked.section.cards[1].hasFocus()
    QTest.keyClick(marked.section.cards[1], Qt.Key.Key_Return)
    assert marked.session.selection == case.find()[1]
