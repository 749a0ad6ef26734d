"""The cards of the pane: what each opens, removes, copies and leads to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication

from tests.ui.detail.conftest import dialog_of, texts
from tracker.operations.change import change
from tracker.records import Citation, Source


def test_delete_on_a_concern_removes_it_and_says_how_to_undo(view, session, ids, qtbot):
    card = view.concerns.cards[0]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Delete)
    assert texts(view.concerns) == ["Treasury, Supports, Privacy"]
    assert session.store.undo_label() == "Delete concern"
    assert "Concern removed" in session.said[-1][0]
    assert "Ctrl+Z" in session.said[-1][0]
    assert view.concerns.cards[0].hasFocus()
    session.undo()
    assert len(texts(view.concerns)) == 2


def test_removing_a_source_leaves_the_source_itself(view, session, ids, qtbot):
    view.sources.cards[0].setFocus()
    qtbot.keyClick(view.sources.cards[0], Qt.Key.Key_Delete)
    assert len(texts(view.sources)) == 1
    assert session.store.where(Citation, event=ids["event"], source=ids["kept"]) == []
    assert session.store.get(Source, ids["kept"]).title == "IRS story"
    session.undo()
    assert len(texts(view.sources)) == 2


@pytest.mark.parametrize("name", ["statuses", "related", "disputed"])
def test_every_kind_of_card_can_be_removed_and_brought_back(view, session, qtbot, name):
    section = getattr(view, name)
    before = texts(section)
    section.cards[0].setFocus()
    qtbot.keyClick(section.cards[0], Qt.Key.Key_Delete)
    assert texts(section) == before[1:]
    session.undo()
    assert texts(section) == before


def test_a_related_event_is_a_click_away(view, session, ids, qtbot):
    qtbot.mouseClick(view.related.cards[0], Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert session.selection == ids["later"]
    assert view.header.title.text() == "Motion for an injunction"


def test_enter_on_a_related_event_selects_it(view, session, ids, qtbot):
    view.related.cards[0].setFocus()
    qtbot.keyClick(view.related.cards[0], Qt.Key.Key_Return)
    assert session.selection == ids["later"]


def test_a_quote_is_copied_exactly(view):
    menu = view.concerns.cards[0].make_menu()
    next(action for action in menu.actions() if action.text() == "Copy quote").trigger()
    assert QGuiApplication.clipboard().text() == "Officials said"
    menu.deleteLater()


def test_a_link_is_opened_by_a_click_on_its_host_only(view, monkeypatch, qtbot):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    card = view.sources.cards[0]
    link = next(p for p in card.arranged().texts if any(run.text.endswith("↗") for _, _, run in p.runs))
    run = next(run for _, _, run in link.runs if run.text.endswith("↗"))
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=next(iter(link.boxes(run))).center().toPoint())
    assert opened == ["https://www.example.org/story"]


@pytest.mark.parametrize(
    "url", ["file:///etc/hosts", "javascript:alert(1)", "data:text/html,x", "ftp://example.org", "x"]
)
def test_only_addresses_of_the_web_are_links(view, session, ids, monkeypatch, url):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda to: opened.append(to))
    change(session.store, session.store.get(Source, ids["kept"]), url=url)
    assert "↗" not in texts(view.sources)[0]
    assert not any("link" in text.lower() for text, _ in view.sources.cards[0].content.menu)
    view.acts.open_url(url)
    assert opened == []


@pytest.mark.parametrize(
    ("section", "kind"),
    [
        ("sources", "CiteDialog"),
        ("concerns", "ConcernDialog"),
        ("statuses", "StatusDialog"),
        ("related", "RelationDialog"),
        ("disputed", "DisputedDialog"),
    ],
)
def test_each_section_has_a_link_that_adds_to_it(view, qtbot, section, kind):
    qtbot.mouseClick(getattr(view, section).add, Qt.MouseButton.LeftButton)
    dialog_of(qtbot, kind).reject()


@pytest.mark.parametrize(("section", "kind"), [("concerns", "ConcernDialog"), ("disputed", "SettleDialog")])
def test_enter_on_a_card_opens_it(view, qtbot, section, kind):
    card = getattr(view, section).cards[0]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    dialog_of(qtbot, kind).reject()


def test_enter_on_a_source_reads_it_at_the_words_quoted_from_it(view, session, qtbot, ids):
    card = view.sources.cards[0]
    card.setFocus()
    with qtbot.waitSignal(session.source_asked) as asked:
        qtbot.keyClick(card, Qt.Key.Key_Return)
    source, citation = asked.args
    first = session.store.get(Citation, citation)
    assert (first.source, first.event) == (source, session.selection)


def test_a_source_is_edited_from_the_menu_of_its_card(view, qtbot):
    dict(view.sources.cards[0].content.menu)["Edit source…"]()
    dialog_of(qtbot, "SourceDialog").reject()


def test_a_source_named_on_a_concern_is_read_from_there(view, session, qtbot, ids):
    card = view.concerns.cards[0]
    placed = card.arranged().texts[-1]
    run = placed.runs[0][2]
    with qtbot.waitSignal(session.source_asked) as asked:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=next(iter(placed.boxes(run))).center().toPoint())
    source, citation = asked.args
    assert session.store.get(Source, source).title == "IRS story"
    assert session.store.get(Citation, citation).concern == ids["officials"]


def test_an_orphaned_quote_is_said_to_be_one(view, session, ids):
    citation = session.store.where(Citation, concern=ids["officials"])[0]
    change(session.store, citation, anchor="orphaned", start=-1, end=-1)
    assert "quote not found in the text" in texts(view.concerns)[0]
