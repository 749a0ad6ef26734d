"""The right pane: everything about the selected event, and nothing altered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.detail.conftest import HOSTILE, dialog_of, event_now, texts
from tracker.operations.annotate import add_status, settle
from tracker.operations.change import change
from tracker.operations.log import EventDraft, log_event
from tracker.records import Concern, Source
from tracker.store import Store
from tracker.ui import theme as themes
from tracker.ui.detail.detail_view import DetailView
from tracker.ui.session import Session

# What is shown


def test_without_a_selection_it_teaches_the_next_step(window):
    assert window.view.empty.isVisible()
    assert "Ctrl+N" in " ".join(label.text() for label in window.view.empty.findChildren(QLabel))
    assert window.view.event_id == 0


def test_it_gets_ready_before_it_is_needed_and_still_shows_that_nothing_is_selected(window, qtbot):
    qtbot.waitUntil(lambda: window.view._built)
    assert window.view.empty.isVisible()


def test_an_event_is_shown_whole(view, ids):
    assert view.event_id == ids["event"]
    assert view.header.type.text() == "Memorandum of understanding"
    assert view.header.title.text() == "Treasury and DHS sign memorandum"
    assert view.header.standing.text().endswith("In effect, contested")
    assert view.facts.date.edtf() == "2025-04-07"
    assert view.facts.parties.plain_text() == "IRS (issuer), ICE (party)"
    assert view.facts.authority.plain_text() == "26 U.S.C. § 6103(i)(2) (relied on)"
    assert view.facts.docket.plain_text() == "1:25-cv-00677 (D.D.C.)"
    assert view.facts.topics.topics() == ("taxes",)
    assert view.summary.text() == "Lets ICE ask."


def test_a_source_is_one_card_however_often_it_is_cited(view):
    kept, bare = texts(view.sources)
    assert view.sources.count.text() == "2"
    assert kept.startswith("IRS story\nThe Paper · 8 Apr 2025 · News article · text kept ✓ · ✓ 2 quotes match")
    assert "It is narrow." in kept
    assert "Officials said" in kept
    assert "no text kept" in bare
    assert "contradicts" in bare


def test_a_link_shows_its_host_and_never_the_rest(view):
    assert "www.example.org\u00a0↗" in texts(view.sources)[0]
    assert "/story" not in texts(view.sources)[0]


def test_concerns_say_who_where_they_stand_and_on_what(view):
    officials, treasury = texts(view.concerns)
    assert officials.startswith(
        "Veteran officials, Reservations, Statutory scope\nAsk whether it is lawful.\nOfficials said"
    )
    assert officials.endswith("The Paper ✓")
    assert treasury == "Treasury, Supports, Privacy"


def test_statuses_say_as_of_when_and_the_latest_come_first(view):
    assert texts(view.statuses) == [
        "Litigation: pending as of 1 May 2025 · D.D.C.",
        "In effect: fully as of 7 April 2025",
    ]


def test_an_earlier_status_on_an_axis_is_marked_as_such(view, session, ids):
    add_status(session.store, ids["event"], "in effect", "not", "2025-12-01")
    assert texts(view.statuses)[0] == "In effect: no as of 1 December 2025"
    assert texts(view.statuses)[2].endswith("earlier")
    assert view.header.standing.text().endswith("Not in effect, contested")


def test_related_events_are_read_from_this_end(view, session, ids):
    assert texts(view.related) == ["Challenged by Motion for an injunction · May 2025"]
    session.select(ids["later"])
    assert texts(view.related)[0].startswith("Challenges Treasury and DHS sign")


def test_a_disputed_point_shows_its_versions_and_how_it_was_settled(view, session, ids):
    (card,) = texts(view.disputed)
    assert card.startswith("How many days, Open, Number")
    assert "• Ninety" in card
    assert "The Paper" in card
    point = session.store.dossier(ids["event"]).disputed[0]
    settle(session.store, point.point, point.claims[0].claim, "So the text says.", "2025-06")
    (card,) = texts(view.disputed)
    assert "Settled" in card
    assert "✓ Ninety" in card
    assert "So the text says. (June 2025)" in card


def test_what_an_event_does_not_have_takes_no_room(view, session, ids):
    session.select(ids["later"])
    assert not view.facts.parties.isVisible()
    assert not view.facts.docket.isVisible()
    assert view.sources.shown_cards() == []
    assert view.sources.count.text() == ""
    assert not view.header.standing.isVisible()


def test_the_order_in_a_day_is_asked_for_only_where_it_matters(view, session, ids):
    assert not view.facts.order.isVisible()
    log_event(session.store, EventDraft(title="Same day", type="report", date="2025-04-07"))
    change(session.store, event_now(session, ids), noteworthy=True)
    assert view.facts.order.isVisible()


def test_hostile_text_is_shown_as_text(view, session, ids):
    store = session.store
    change(store, event_now(session, ids), title=HOSTILE, summary=HOSTILE)
    change(store, store.get(Concern, ids["officials"]), statement="<img src='http://x'>" + HOSTILE)
    assert view.header.title.text() == HOSTILE
    assert view.summary.text() == HOSTILE
    assert "<img src='http://x'>" in texts(view.concerns)[0]
    view.grab()


def test_parties_and_law_have_a_link_of_their_own(view, session, ids, qtbot):
    assert view.facts.involved.accessibleName() == "Edit parties and law…"
    qtbot.mouseClick(view.facts.involved, Qt.MouseButton.LeftButton)
    dialog_of(qtbot, "InvolvedDialog").reject()
    session.select(ids["later"])
    assert view.facts.involved.accessibleName() == "Add parties and law…"


# The pane itself


def test_a_read_only_tracker_can_be_read_and_not_changed(store, ids, qtbot):
    with Store.open(store.path, read_only=True) as other:
        session = Session(other)
        view = DetailView(session, themes.load("light"))
        qtbot.addWidget(view)
        view.resize(400, 900)
        view.show()
        session.select(ids["event"])
        assert view.header.title.isReadOnly()
        assert view.summary.isReadOnly()
        assert not view.facts.basis.isEnabled()
        assert not view.header.star.isEnabled()
        assert not view.facts.topics.adder.isVisible()
        assert not any(section.add.isEnabled() for section in view.sections)
        assert all(card.content.remove is None for section in view.sections for card in section.shown_cards())
        qtbot.keyClicks(view.header.title, "x")
        assert view.header.title.text() == "Treasury and DHS sign memorandum"
        session.reader.stop()


@pytest.mark.parametrize("width", [250, 300, 392, 700])
def test_nothing_is_wider_than_the_pane(view, window, session, ids, width, qtbot):
    change(session.store, event_now(session, ids), title="x" * 300, summary="y" * 900)
    change(session.store, session.store.get(Source, ids["kept"]), title="z" * 300, publisher="w" * 200)
    window.resize(width, 900)
    QApplication.processEvents()
    room = view.area.viewport().width()
    assert view.area.widget().width() == room
    for section in view.sections:
        for card in section.shown_cards():
            assert card.mapTo(view.area.widget(), QPoint(card.width(), 0)).x() <= room
            assert card.height() >= card.heightForWidth(card.width()) - 1


def test_text_of_twice_the_size_fits_the_pane(session, ids, qtbot, qapp):
    before = qapp.font()
    large = qapp.font()
    large.setPointSizeF(before.pointSizeF() * 2)
    qapp.setFont(large)
    try:
        view = DetailView(session, themes.load("light"))
        qtbot.addWidget(view)
        view.resize(392, 900)
        view.show()
        session.select(ids["event"])
        view.facts.date.setFocus()
        view.facts.date.type_text("7/4/25")
        QApplication.processEvents()
        assert view.area.widget().width() == view.area.viewport().width()
    finally:
        qapp.setFont(before)


def test_dark_colours_reach_every_part(view):
    dark = themes.load("dark")
    view.set_theme(dark)
    assert view.header.mark.theme is dark
    assert all(card.theme is dark for section in view.sections for card in section.cards)
    view.grab()


def test_another_event_begins_at_its_top(view, window, session, ids):
    window.resize(400, 300)
    QApplication.processEvents()
    bar = view.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    change(session.store, event_now(session, ids), noteworthy=True)
    QApplication.processEvents()
    assert bar.value() > 0
    session.select(ids["later"])
    assert bar.value() == 0


def test_every_field_has_a_name(view):
    fields = [view.header.type, view.header.title, view.header.star, view.facts.date.line, view.facts.order]
    fields += [view.facts.basis, view.facts.evidence, view.facts.topics.adder, view.summary]
    assert all(field.accessibleName() for field in fields)
