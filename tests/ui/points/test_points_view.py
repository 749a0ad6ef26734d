"""The page of disputed points: their list, and the versions of one side by side."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tracker.operations.annotate import settle
from tracker.records import Citation, Claim, DisputedPoint, Event, Source
from tracker.ui import theme as themes
from tracker.ui.dialogs.cite_dialog import CiteDialog
from tracker.ui.dialogs.disputed_dialog import DisputedDialog
from tracker.ui.dialogs.point_version_dialog import PointVersionDialog
from tracker.ui.dialogs.settle_dialog import SettleDialog
from tracker.ui.points.points_view import PointsView

TEXT = "The hearing was held on Monday."


@pytest.fixture
def filled(store):
    """Two points: one on a date, with two versions and all that a source may be to one, and one on a number."""
    with store.edit("Log", "fixed") as edit:
        late = edit.add(Event(title="Hearing", type="hearing", date="2025-06-02"))
        early = edit.add(Event(title="Request", type="data request", date="2025-02"))
        kept = edit.add(Source(kind="report", title="Transcript", publisher="Court", issued="2025-06-03", text=TEXT))
        paper = edit.add(Source(kind="article-newspaper", title="Story", publisher="Ledger", issued="2025-06"))
        note = edit.add(Source(kind="webpage", title="Note"))
        day = edit.add(DisputedPoint(event=late.id, kind="date", question="Which day?", note="One is a misprint."))
        monday = edit.add(Claim(disputed_point=day.id, text="Monday"))
        friday = edit.add(Claim(disputed_point=day.id, text="Friday", place=1))
        edit.add(
            Citation(source=kept.id, claim=monday.id, exact="on Monday", start=21, end=30, prefix=TEXT[:21],
                     suffix=".", anchor="matches")
        )  # fmt: skip
        edit.add(Citation(source=paper.id, claim=friday.id, exact="this Friday", anchor="no text kept"))
        edit.add(Citation(source=kept.id, claim=friday.id, relation="contradicts"))
        edit.add(Citation(source=note.id, claim=friday.id, relation="context"))
        many = edit.add(DisputedPoint(event=early.id, kind="number", question="How many?"))
        for place, text in enumerate(("A few", "Many", "All")):
            edit.add(Claim(disputed_point=many.id, text=text, place=place))
    return store


@pytest.fixture
def view(session, qtbot):
    made = PointsView(session, themes.load("light"))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitUntil(lambda: len(made.points.rows) == 2)
    return made


def pick(view, qtbot, question):
    row = next(n for n, r in enumerate(view.points.rows) if r.question == question)
    where = view.table.visualRect(view.points.index(row, 0)).center()
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    qtbot.waitUntil(lambda: view.panel.question.text() == question and view.panel.isVisible())


def said(view):
    return [card.plain_text().split("\n") for card in view.panel.columns.shown_cards()]


def test_points_are_listed_in_the_order_of_their_events_and_sorted_by_any_column(view):
    assert [r.question for r in view.points.rows] == ["How many?", "Which day?"]
    for column, first in (("question", "How many?"), ("event", "Which day?"), ("sources", "How many?")):
        view.table.horizontalHeader().setSortIndicator(view.points.place(column), Qt.SortOrder.AscendingOrder)
        assert view.points.rows[0].question == first, column


def test_versions_stand_side_by_side_with_who_gives_them_dated_and_quoted(view, qtbot):
    pick(view, qtbot, "Which day?")
    assert said(view) == [
        [
            "Version 1", "Monday", "Given by", "Court · 3 Jun 2025 · Report", "Transcript", "on Monday",
            "✓ quote matches",
        ],
        [
            "Version 2", "Friday", "Given by", "Ledger · Jun 2025 · News article", "Story", "this Friday",
            "not checked: no text kept", "Contradicted by", "Court · 3 Jun 2025 · Report", "Transcript", "Context",
            "Note · Web page",
        ],
    ]  # fmt: skip
    left, right = view.panel.columns.shown_cards()
    assert left.y() == right.y()
    assert left.geometry().right() < right.geometry().left()
    assert abs(left.width() - right.width()) <= 1
    assert view.panel.state.text() == "Date · open\nOne is a misprint."


def test_the_event_of_a_point_is_the_one_selected_in_the_window(view, qtbot, session):
    pick(view, qtbot, "Which day?")
    assert session.store.get(Event, session.selection).title == "Hearing"
    asked = []
    view.event_asked_for.connect(lambda: asked.append(1))
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert asked == [1]


def test_listing_points_selects_no_event(view, session):
    assert session.selection == 0


def test_the_points_of_the_selected_event_come_first_to_mind(session, qtbot, filled):
    session.select(filled.where(Event, title="Hearing")[0].id)
    made = PointsView(session, themes.load("light"))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.panel.question.text() == "Which day?")
    assert made.selected().question == "Which day?"


def test_a_point_is_settled_by_the_version_that_was_opened_and_opened_again(view, qtbot, store):
    pick(view, qtbot, "Which day?")
    second = view.panel.columns.shown_cards()[1]
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Return)
    dialog = view.findChild(SettleDialog)
    assert dialog.versions.chosen() == 1
    dialog.reason.set_text("The notice says so.")
    assert dialog.save()
    qtbot.waitUntil(lambda: "settled: The notice says so." in view.panel.state.text())
    qtbot.waitUntil(lambda: view.points.rows[1].is_settled)
    state = view.points.place("state")
    assert [view.points.cell(row, state).text for row in (0, 1)] == ["Open", "✓ Settled"]
    assert [lines[0] for lines in said(view)] == ["Version 1, Does not hold", "Version 2, Holds ✓"]
    assert store.find("disputed:settled") == [store.where(Event, title="Hearing")[0].id]
    QTest.mouseClick(view.panel.reopen_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.panel.state.text().startswith("Date · open"))
    assert store.find("disputed:settled") == []


def test_left_and_right_go_from_version_to_version(view, qtbot):
    pick(view, qtbot, "How many?")
    cards = view.panel.columns.shown_cards()
    cards[0].setFocus()
    for key, place in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Down, 2), (Qt.Key.Key_Right, 2), (Qt.Key.Key_Left, 1)):
        qtbot.keyClick(view.focusWidget(), key)
        assert view.focusWidget() is cards[place]
    assert [c for c in cards if c.focusPolicy() & Qt.FocusPolicy.TabFocus] == [cards[1]]


def test_a_version_and_a_source_for_it_are_added(view, qtbot, store):
    pick(view, qtbot, "How many?")
    QTest.mouseClick(view.panel.version_button, Qt.MouseButton.LeftButton)
    dialog = view.findChild(PointVersionDialog)
    assert not dialog.save()
    dialog.words.set_text("None at all")
    dialog.source.set_draft((store.where(Source, title="Transcript")[0].id, "Transcript", dialog.source.draft()[2]))
    dialog.quote.words.set_draft("not in it")
    assert "not in the text" in dialog.check()["exact"]
    dialog.quote.words.set_draft("on Monday")
    assert dialog.save()
    qtbot.waitUntil(lambda: len(view.panel.columns.shown_cards()) == 4)
    assert said(view)[3][1:4] == ["None at all", "Given by", "Court · 3 Jun 2025 · Report"]
    assert said(view)[3][-1] == "✓ quote matches"
    claim = store.where(Claim, text="Many")[0]
    view.acts.cite_version(claim.id)
    cite = view.findChild(CiteDialog)
    cite.source.set_draft((store.where(Source, title="Story")[0].id, "Story", cite.source.draft()[2]))
    cite.relation.set_value("contradicts")
    assert cite.save()
    qtbot.waitUntil(lambda: "Contradicted by" in said(view)[1])
    (citation,) = store.where(Citation, claim=claim.id)
    assert (citation.relation, citation.event) == ("contradicts", None)


def test_only_open_points_or_those_with_some_words_are_shown(view, qtbot, store):
    point = store.where(DisputedPoint, question="How many?")[0]
    settle(store, point, store.where(Claim, text="All")[0], "Counted.", "2025-07")
    qtbot.waitUntil(lambda: any(row.is_settled for row in view.points.rows))
    view.bar.shown.set_value("open")
    assert [r.question for r in view.points.rows] == ["Which day?"]
    assert view.bar.count.text() == "1 of 2"
    view.bar.shown.set_value("settled")
    assert [r.question for r in view.points.rows] == ["How many?"]
    view.bar.shown.set_value("")
    view.bar.filter.setText("hear")
    assert [r.question for r in view.points.rows] == ["Which day?"]
    view.bar.filter.setText("nothing of it")
    assert view.points.rows == []
    assert view.table.empty_text == "No such point."


def test_a_version_is_copied_with_who_says_so(view, qtbot):
    pick(view, qtbot, "Which day?")
    card = view.panel.columns.shown_cards()[1]
    dict(card.content.menu)["Copy version"]()
    assert QGuiApplication.clipboard().text() == (
        "Which day?: Friday\n- Ledger · Jun 2025 · News article: Story\n  “this Friday”\n"
        "- Court · 3 Jun 2025 · Report: Transcript (contradicts)\n- Web page: Note (context)"
    )


def test_a_point_that_is_gone_is_shown_no_more(view, qtbot, store):
    pick(view, qtbot, "How many?")
    remove = next(a for a in view.menu().actions() if a.text() == "Remove disputed point")
    remove.trigger()
    qtbot.waitUntil(lambda: len(view.points.rows) == 1)
    assert not view.panel.isVisible()
    store.undo()
    qtbot.waitUntil(lambda: len(view.points.rows) == 2)


def test_nothing_in_dispute_says_how_a_point_is_added(store, qtbot):
    from tracker.ui.session import Session

    session = Session(store)
    made = PointsView(session, themes.load("light"))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.table.empty_text.startswith("Nothing is in dispute."))
    session.close()


def test_all_27_of_the_example_case_are_there(window, qtbot):
    window.show_tab("disputed")
    page = window.pages.page("disputed")
    qtbot.waitUntil(lambda: page.bar.count.text() == "27 points")
    page.table.setCurrentIndex(page.points.index(0, 0))
    qtbot.waitUntil(page.panel.isVisible)
    page.table.opened.emit()
    assert window.tab == "timeline"
    assert window.session.selection == page.points.rows[0].event


def test_a_source_can_be_said_to_disagree_with_another(window, qtbot):
    store = window.session.store
    event = next(e for e in store.where(Event) if len({c.source for c in store.where(Citation, event=e.id)}) == 2)
    window.session.select(event.id)
    qtbot.waitUntil(lambda: len(window.detail.sources.shown_cards()) == 2)
    first, second = window.detail.sources.shown_cards()
    menu = dict(first.content.menu)
    assert "Another source disagrees…" in menu
    (against,) = [act for words, act in menu.items() if words.startswith("Disagrees with “")]
    against()
    dialog = window.findChild(DisputedDialog)
    named = [row.source.source().title for row in dialog.versions.rows[:2]]
    assert named == [card.plain_text().split("\n")[0] for card in (first, second)]
    dialog.reject()
