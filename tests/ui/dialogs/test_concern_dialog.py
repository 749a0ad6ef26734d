"""A concern about an event, with the words that show it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tracker.operations.annotate import cite
from tracker.operations.log import CitationDraft
from tracker.records import Citation, Concern, Source
from tracker.ui.dialogs.concern_dialog import ConcernDialog

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dialog(session, story, light, show):
    return show(ConcernDialog(session, story.event.id, light))


@pytest.fixture
def editing(session, story, light, show):
    return show(ConcernDialog(session, story.event.id, light, concern_id=story.concern.id))


def type_(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def tab():
    press(Qt.Key.Key_Tab)


def save():
    press(Qt.Key.Key_Return, CONTROL)


def fault(dialog, key):
    label = dialog._faults[key]
    return label.text() if label.isVisible() else ""


def newest(session, story):
    return session.store.dossier(story.event.id).concerns[-1]


def test_a_concern_on_a_quote_takes_no_mouse(dialog, session, story):
    type_("IRS")
    tab()
    type_("priv")
    tab()
    type_("4")
    tab()
    type_("Says it is within the law.")
    tab()
    type_("irs st")
    press(Qt.Key.Key_Down)
    tab()
    type_("narrow")
    assert dialog.quote.state.text() == "Found once ✓"
    save()
    view = newest(session, story)
    assert (view.stakeholder.name, view.concern.theme, view.concern.position) == ("IRS", "privacy", "opposes")
    assert view.concern.statement == "Says it is within the law."
    assert [(c.source.id, c.citation.exact, c.citation.anchor) for c in view.citations] == [
        (story.kept.id, "narrow", "matches")
    ]
    assert session.store.undo_label() == "Add concern"
    assert not dialog.isVisible()


def test_a_new_stakeholder_is_made_with_its_kind(dialog, session, story):
    type_("Public Citizen")
    assert dialog.stakeholder.kind_box.isVisible()
    tab()
    press(Qt.Key.Key_A)
    tab()
    type_("privacy")
    save()
    view = newest(session, story)
    assert (view.stakeholder.name, view.stakeholder.kind) == ("Public Citizen", dialog.stakeholder.kind())
    assert view.stakeholder.kind.startswith("a")


def test_who_and_what_are_needed(dialog, session, story):
    before = session.store.content_hash()
    save()
    assert fault(dialog, "stakeholder") != ""
    assert fault(dialog, "theme") != ""
    assert dialog.stakeholder.who.hasFocus()
    assert session.store.content_hash() == before


def fill(dialog):
    type_("IRS")
    dialog.theme_field.setFocus()
    type_("privacy")


def test_a_quote_that_is_not_in_the_source_is_not_saved(dialog, session, story):
    fill(dialog)
    dialog.source.set_source(story.kept)
    dialog.quote.set_source(story.kept)
    dialog.quote.setFocus()
    type_("never said")
    count = session.store.count(Concern)
    save()
    assert "not in the text" in fault(dialog, "exact")
    assert dialog.quote.words.hasFocus()
    assert session.store.count(Concern) == count
    dialog.quote.words.selectAll()
    type_("It is narrow")
    assert fault(dialog, "exact") == ""
    save()
    assert session.store.count(Concern) == count + 1


def test_a_quote_in_two_places_is_tied_to_the_one_chosen(dialog, session, story, qtbot):
    fill(dialog)
    dialog.source.pick.setFocus()
    type_("irs st")
    press(Qt.Key.Key_Down)
    tab()
    type_("IRS may share")
    save()
    assert "several places" in fault(dialog, "exact")
    qtbot.mouseClick(dialog.quote.choices[1], Qt.MouseButton.LeftButton)
    save()
    citation = newest(session, story).citations[0].citation
    assert citation.start == story.kept.text.rindex("IRS may share")


def test_a_quote_of_a_source_without_text_is_kept_unchecked(dialog, session, story):
    fill(dialog)
    dialog.source.pick.setFocus()
    type_("order of")
    press(Qt.Key.Key_Down)
    tab()
    type_("so ordered")
    assert "Not checked" in dialog.quote.state.text()
    save()
    citation = newest(session, story).citations[0].citation
    assert (citation.exact, citation.anchor) == ("so ordered", "no text kept")


def test_a_new_source_is_made_with_the_concern(dialog, session, story):
    fill(dialog)
    dialog.source.pick.setFocus()
    type_("A letter of protest")
    save()
    assert newest(session, story).citations[0].source.title == "A letter of protest"
    session.undo()
    assert session.store.where(Source, title="A letter of protest") == []


def test_the_only_source_of_an_event_is_taken_at_once(session, story, light, show):
    cite(session.store, CitationDraft(source=story.kept.id), event=story.later.id)
    dialog = show(ConcernDialog(session, story.later.id, light))
    assert dialog.source.source() == story.kept
    assert not dialog.is_touched()
    dialog.quote.setFocus()
    type_("narrow")
    assert dialog.quote.state.text() == "Found once ✓"


def test_editing_shows_what_is_there(editing):
    assert editing.stakeholder.name() == "Veteran officials"
    assert editing.theme_field.term() == "statutory scope"
    assert editing.position.position() == "reservations"
    assert editing.statement.text() == "Ask whether it is lawful."
    assert editing.quote.quote() == "Officials said"
    assert not editing.is_touched()


def test_editing_is_one_edit_that_can_be_undone(editing, session, story):
    before = session.store.content_hash()
    editing.theme_field.setFocus()
    editing.theme_field.selectAll()
    type_("due process")
    editing.statement.setFocus()
    type_("Do they? ")
    editing.state.set_value("answered")
    save()
    view = session.store.dossier(story.event.id).concerns[0]
    assert (view.concern.theme, view.concern.state) == ("due process", "answered")
    assert view.concern.statement == "Do they? Ask whether it is lawful."
    assert session.store.undo_label() == "Edit concern"
    session.undo()
    assert session.store.content_hash() == before


def test_editing_nothing_writes_nothing(editing, session):
    before = session.store.undo_label()
    save()
    assert not editing.isVisible()
    assert session.store.undo_label() == before


def test_a_concern_with_several_sources_keeps_them(session, story, light, show):
    cite(session.store, CitationDraft(source=story.bare.id), concern=story.concern.id)
    dialog = show(ConcernDialog(session, story.event.id, light, concern_id=story.concern.id))
    assert not dialog.source.isVisible()
    assert any("2 sources" in label.text() for label in dialog.findChildren(QLabel))
    dialog.statement.setFocus()
    type_("Still. ")
    save()
    view = session.store.dossier(story.event.id).concerns[0]
    assert [c.source.id for c in view.citations] == [story.kept.id, story.bare.id]
    assert view.concern.statement.startswith("Still. ")


def test_drafts_are_kept_for_each_event_apart(dialog, session, story, light, show):
    type_("Half a name")
    press(Qt.Key.Key_Escape)
    assert show(ConcernDialog(session, story.later.id, light)).stakeholder.name() == ""
    again = show(ConcernDialog(session, story.event.id, light))
    assert again.stakeholder.name() == "Half a name"
    assert again.banner.isVisible()


def test_all_of_a_draft_comes_back(dialog, session, story, light, show):
    type_("Somebody new")
    dialog.stakeholder.kind_box.set_value("press")
    dialog.theme_field.setFocus()
    type_("privacy")
    dialog.position.set_position("supports")
    dialog.source.pick.setFocus()
    type_("irs st")
    press(Qt.Key.Key_Down)
    tab()
    type_("IRS may share")
    dialog.quote._choose(1)
    dialog.attribution.set_value("paraphrase")
    entered = dialog.entered()
    press(Qt.Key.Key_Escape)
    assert show(ConcernDialog(session, story.event.id, light)).entered() == entered


def test_every_control_can_be_told_by_name(dialog):
    names = {
        dialog.stakeholder.who: "Stakeholder",
        dialog.theme_field: "Theme",
        dialog.statement: "Statement",
        dialog.source.pick: "Source",
        dialog.quote.words: "Quote",
        dialog.attribution: "Attribution",
    }
    assert {field: field.accessibleName() for field in names} == names


def test_a_theme_that_nothing_bears_yet_is_said_to_be_new(dialog):
    notices = [label for label in dialog.findChildren(QLabel) if "is new here" in label.text()]
    assert notices == []
    dialog.theme_field.setFocus()
    type_("privcy")
    assert "“privcy” is new here" in shown_words(dialog)
    dialog.theme_field.type_text("priv")
    assert "is new here" not in shown_words(dialog)
    tab()
    assert dialog.theme_field.term() == "privacy"
    assert "is new here" not in shown_words(dialog)


def shown_words(dialog):
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_a_quote_is_not_let_go_of_with_its_source(editing, session, story):
    editing.source.setFocus()
    editing.source.pick.type_text("")
    save()
    assert "which source" in fault(editing, "exact")
    assert editing.isVisible()
    assert [c.exact for c in session.store.where(Citation, concern=story.concern.id)] == ["Officials said"]
