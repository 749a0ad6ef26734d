"""Statuses, links between events, disputed points and settling them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tracker.records import Citation, DisputedPoint, Relation
from tracker.ui.dialogs.disputed_dialog import DisputedDialog
from tracker.ui.dialogs.involved_dialog import InvolvedDialog
from tracker.ui.dialogs.relation_dialog import RelationDialog
from tracker.ui.dialogs.settle_dialog import SettleDialog
from tracker.ui.dialogs.status_dialog import StatusDialog

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def status(session, story, light, show):
    return show(StatusDialog(session, story.event.id, light))


@pytest.fixture
def relation(session, story, light, show):
    return show(RelationDialog(session, story.event.id, light))


@pytest.fixture
def disputed(session, story, light, show):
    return show(DisputedDialog(session, story.event.id, light))


def settling(session, story, light, show):
    return show(SettleDialog(session, session.store.dossier(story.event.id).disputed[0], light))


def type_(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def save():
    press(Qt.Key.Key_Return, CONTROL)


def fault(dialog, key):
    label = dialog._faults[key]
    return label.text() if label.isVisible() else ""


def test_a_status_is_added_with_its_date_and_source(status, session, story):
    status.axis.set_value("litigation")
    status.value.set_value("enjoined")
    status.as_of.setFocus()
    type_("21 November 2025")
    press(Qt.Key.Key_Tab)
    type_("irs st")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    type_("It is narrow.")
    press(Qt.Key.Key_Tab)
    type_("In one district.")
    save()
    view = session.store.dossier(story.event.id).statuses[0]
    assert (view.status.axis, view.status.value, view.status.as_of, view.status.note) == (
        "litigation", "enjoined", "2025-11-21", "In one district.",
    )  # fmt: skip
    assert [(c.source.id, c.citation.exact) for c in view.citations] == [(story.kept.id, "It is narrow.")]


def test_how_a_policy_stands_is_never_said_by_default(status, session, story):
    save()
    assert fault(status, "value") != ""
    assert status.value.hasFocus()
    assert session.store.dossier(story.event.id).statuses == ()


def test_the_values_follow_the_axis(status):
    assert status.value.values[:2] == ["", "reported"]
    status.axis.set_value("in effect")
    assert status.value.values == ["", "fully", "partially", "not", "unknown"]


def test_a_status_with_an_unreadable_date_is_refused(status, session, story):
    status.as_of.setFocus()
    type_("sometime")
    save()
    assert fault(status, "as_of") != ""
    assert session.store.dossier(story.event.id).statuses == ()


def test_events_are_linked_by_typing(relation, session, story):
    type_("impl")
    press(Qt.Key.Key_Tab)
    type_("motion")
    press(Qt.Key.Key_Tab)
    assert relation.sentence.text().startswith("Treasury and DHS sign")
    assert "implements" in relation.sentence.text()
    save()
    made = session.store.where(Relation)[0]
    assert (made.from_event, made.kind, made.to_event) == (story.event.id, "implements", story.later.id)


def test_a_link_can_go_the_other_way(relation, session, story):
    type_("challenges")
    press(Qt.Key.Key_Tab)
    type_("motion")
    press(Qt.Key.Key_Tab)
    relation.way.set_value("to")
    assert relation.sentence.text().startswith("Motion for an injunction")
    save()
    made = session.store.where(Relation)[0]
    assert (made.from_event, made.to_event) == (story.later.id, story.event.id)


def test_a_link_needs_an_event_of_the_tracker(relation, session):
    type_("challenges")
    press(Qt.Key.Key_Tab)
    type_("nothing like it")
    save()
    assert "Pick an event" in fault(relation, "to_event")
    assert session.store.count(Relation) == 0


def test_an_event_is_not_offered_itself(relation, story):
    assert story.event.id not in [choice.value for _, choice in relation.other.offered()]


def test_the_same_link_twice_is_refused_with_the_reason(relation, session, story, light, show):
    for number in range(2):
        dialog = relation if number == 0 else show(RelationDialog(session, story.event.id, light))
        dialog.kind.setFocus()
        type_("cites")
        dialog.other.setFocus()
        type_("motion")
        press(Qt.Key.Key_Tab)
        save()
    assert "linked already" in fault(dialog, "to_event")
    assert dialog.isVisible()
    assert session.store.count(Relation) == 1


def test_a_disputed_point_has_versions_and_who_gives_them(disputed, session, story):
    type_("Who may be asked about")
    press(Qt.Key.Key_Tab)
    type_("scope")
    first, second = disputed.versions.rows
    first.words.setFocus()
    type_("Those with removal orders")
    press(Qt.Key.Key_Tab)
    type_("irs st")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    second.words.setFocus()
    type_("Anybody")
    save()
    view = session.store.dossier(story.event.id).disputed[-1]
    assert (view.point.question, view.point.kind) == ("Who may be asked about", "scope")
    assert [(c.claim.text, [s.source.id for s in c.citations]) for c in view.claims] == [
        ("Those with removal orders", [story.kept.id]),
        ("Anybody", []),
    ]


def test_a_third_version_has_its_place_once_two_are_there(disputed):
    assert len(disputed.versions.rows) == 2
    for version in list(disputed.versions.rows):
        version.words.setFocus()
        type_("words")
    assert len(disputed.versions.rows) == 3


def test_a_dispute_needs_a_question_and_two_versions(disputed, session):
    count = session.store.count(DisputedPoint)
    disputed.versions.rows[0].words.setFocus()
    type_("Only one")
    save()
    assert fault(disputed, "question") != ""
    assert "two versions" in fault(disputed, "versions")
    assert session.store.count(DisputedPoint) == count


def test_a_source_without_a_version_is_not_lost_silently(disputed, story):
    disputed.question.type_text("What")
    disputed.versions.rows[0].source.set_source(story.kept)
    save()
    assert "Say what the version is" in fault(disputed, "versions")


def test_a_dispute_draft_comes_back_with_all_versions(disputed, session, story, light, show):
    type_("Question")
    for number, version in enumerate(list(disputed.versions.rows)):
        version.words.setFocus()
        type_(f"version {number}")
    disputed.versions.rows[2].words.setFocus()
    type_("version 2")
    entered = disputed.versions.entered()
    press(Qt.Key.Key_Escape)
    again = show(DisputedDialog(session, story.event.id, light))
    assert again.versions.entered() == entered
    again.clear()
    assert again.versions.entered() == []


def test_citations_that_disagree_become_versions_with_their_anchors_unchanged(session, story, light, show):
    kept, bare = session.store.where(Citation, event=story.event.id)
    dialog = show(DisputedDialog(session, story.event.id, light, citations=(kept, bare)))
    assert [row.words.text() for row in dialog.versions.rows[:2]] == ["It is narrow.", ""]
    dialog.question.set_text("How narrow")
    save()
    assert "Say what the version is" in fault(dialog, "versions")
    dialog.versions.rows[1].words.set_text("It is wide.")
    save()
    view = session.store.dossier(story.event.id).disputed[-1]
    assert [c.claim.text for c in view.claims] == ["It is narrow.", "It is wide."]
    (first,), (second,) = (c.citations for c in view.claims)
    assert (first.citation.exact, first.citation.start, first.citation.anchor) == (kept.exact, kept.start, "matches")
    assert (second.source.id, second.citation.exact) == (story.bare.id, "")
    assert session.store.check() == []


def test_one_citation_may_be_answered_by_a_source_that_is_named_then(session, story, light, show):
    kept = session.store.where(Citation, event=story.event.id)[0]
    dialog = show(DisputedDialog(session, story.event.id, light, citations=(kept,)))
    dialog.question.set_text("How narrow")
    second = dialog.versions.rows[1]
    second.words.set_text("It is wide.")
    second.source.set_source(story.bare)
    save()
    view = session.store.dossier(story.event.id).disputed[-1]
    (first,), (other,) = (c.citations for c in view.claims)
    assert (first.citation.exact, first.citation.start) == (kept.exact, kept.start)
    assert other.source.id == story.bare.id


def test_a_point_is_settled_with_a_reason(session, story, light, show):
    dialog = settling(session, story, light, show)
    save()
    assert fault(dialog, "chosen") != ""
    assert fault(dialog, "reason") != ""
    dialog.versions.buttons[1].setFocus()
    press(Qt.Key.Key_Space)
    dialog.reason.setFocus()
    type_("The text says so.")
    dialog.settled.setFocus()
    type_("May 2025")
    save()
    view = session.store.dossier(story.event.id).disputed[0]
    assert view.point.chosen == view.claims[1].claim.id
    assert (view.point.reason, view.point.settled) == ("The text says so.", "2025-05")
    assert session.store.undo_label() == "Settle disputed point"


def test_a_settled_point_can_be_opened_again(session, story, light, show, qtbot):
    dialog = settling(session, story, light, show)
    dialog.versions.buttons[0].setChecked(True)
    dialog.reason.type_text("Because.")
    assert dialog.save()
    again = settling(session, story, light, show)
    assert again.versions.chosen() == 0
    assert again.reason.text() == "Because."
    qtbot.mouseClick(again.open_again, Qt.MouseButton.LeftButton)
    assert session.store.dossier(story.event.id).disputed[0].point.chosen is None
    assert not again.isVisible()


def test_alt_and_a_digit_choose_a_version(session, story, light, show, qtbot):
    dialog = settling(session, story, light, show)
    press(Qt.Key.Key_2, ALT)
    qtbot.waitUntil(lambda: dialog.versions.chosen() == 1)
    dialog.versions.set_draft(-1)
    assert dialog.versions.chosen() == -1


@pytest.fixture
def involved(session, story, light, show):
    return show(InvolvedDialog(session, story.event.id, light))


def test_who_is_involved_is_shown_and_untouched(involved, session):
    assert [(r.role, r.stakeholder) for r in involved.roles.roles()] == [("issuer", "IRS")]
    assert not involved.is_touched()
    label = session.store.undo_label()
    save()
    assert session.store.undo_label() == label


def test_parties_authorities_and_dockets_are_typed_in(involved, session, story):
    involved.roles.rows[1].role.setFocus()
    type_("recipient")
    press(Qt.Key.Key_Tab)
    type_("ICE")
    involved.authorities.rows[0].citation.setFocus()
    type_("26 U.S.C. § 6103")
    involved.authorities.rows[0].use.set_value("relied on")
    involved.dockets.rows[0].field.number.setFocus()
    type_("1:25-cv-00677")
    involved.dockets.rows[0].field.court.setFocus()
    type_("D.D.C.")
    save()
    dossier = session.store.dossier(story.event.id)
    assert [(r.role.role, r.stakeholder.name) for r in dossier.roles] == [("issuer", "IRS"), ("recipient", "ICE")]
    assert [(a.authority.citation, a.link.use) for a in dossier.authorities] == [("26 U.S.C. § 6103", "relied on")]
    assert [p.docket_number for p in dossier.proceedings] == ["1:25-cv-00677"]
    session.undo()
    assert len(session.store.dossier(story.event.id).roles) == 1


def test_a_party_is_removed_by_its_cross(involved, session, story, qtbot):
    qtbot.mouseClick(involved.roles.crosses[0], Qt.MouseButton.LeftButton)
    save()
    assert session.store.dossier(story.event.id).roles == ()


def test_half_a_party_is_refused_where_it_stands(involved):
    involved.roles.rows[1].role.setFocus()
    type_("judge")
    save()
    assert "who" in fault(involved, "roles")
    assert involved.roles.rows[1].isAncestorOf(QApplication.focusWidget())
