"""Log a development: no mouse needed, nothing guessed, nothing lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tracker.errors import RecordError
from tracker.records import Event, Source
from tracker.store import Store
from tracker.ui.dialogs import log_dialog
from tracker.ui.dialogs.log_dialog import LogDialog
from tracker.ui.session import Session

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def dialog(session, light, show):
    return show(LogDialog(session, light))


@pytest.fixture
def logged(dialog):
    ids = []
    dialog.logged.connect(ids.append)
    return ids


def type_(text):
    """Type where the focus is, as a person would."""
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def tab():
    press(Qt.Key.Key_Tab)


def newest(store):
    return max(store.where(Event), key=lambda event: event.id)


def fault(dialog, key):
    label = dialog._faults[key]
    return label.text() if label.isVisible() else ""


def test_title_date_type_source_and_enter_take_no_mouse(dialog, logged, session, story):
    assert dialog.title.hasFocus()
    type_("IRS hands over addresses")
    tab()
    type_("7 August 2025")
    tab()
    type_("data dis")
    press(Qt.Key.Key_Tab)
    type_("irs st")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert len(logged) == 1
    dossier = session.store.dossier(logged[0])
    assert (dossier.event.title, dossier.event.date, dossier.event.type) == (
        "IRS hands over addresses", "2025-08-07", "data disclosure",
    )  # fmt: skip
    assert [cited.source.id for cited in dossier.citations] == [story.kept.id]
    assert session.store.undo_label() == "Log development"


def test_enter_goes_on_to_what_is_missing(dialog, logged):
    type_("IRS hands over addresses")
    press(Qt.Key.Key_Return)
    assert dialog.type.hasFocus()
    assert logged == []
    assert fault(dialog, "type") == ""


def test_control_enter_saves_from_anywhere(dialog, logged, session):
    type_("IRS hands over addresses")
    dialog.type.setFocus()
    type_("report")
    dialog.summary.setFocus()
    type_("Two lines")
    press(Qt.Key.Key_Return)
    type_("of summary")
    press(Qt.Key.Key_Return, CONTROL)
    assert len(logged) == 1
    assert session.store.get(Event, logged[0]).summary == "Two lines\nof summary"


def test_saving_too_early_says_at_each_field_what_is_missing(dialog, logged):
    press(Qt.Key.Key_Return, CONTROL)
    assert logged == []
    assert "what happened" in fault(dialog, "title")
    assert "type" in fault(dialog, "type")
    assert dialog.title.hasFocus()
    type_("x")
    assert fault(dialog, "title") == ""
    assert fault(dialog, "type") != ""


def test_an_ambiguous_date_has_to_be_picked(dialog, logged, session):
    type_("IRS hands over addresses")
    tab()
    type_("7/4/25")
    dialog.type.setFocus()
    type_("report")
    press(Qt.Key.Key_Return, CONTROL)
    assert logged == []
    assert "2 ways" in fault(dialog, "date")
    assert dialog.date.line.hasFocus()
    number = next(n for n, reading in enumerate(dialog.date.readings()) if reading.edtf == "2025-04-07")
    press(Qt.Key(Qt.Key.Key_1 + number), ALT)
    press(Qt.Key.Key_Return, CONTROL)
    assert session.store.get(Event, logged[0]).date == "2025-04-07"


def test_a_date_that_cannot_be_read_is_refused_where_it_stands(dialog, logged):
    type_("IRS hands over addresses")
    tab()
    type_("30 February 2025")
    dialog.type.setFocus()
    type_("report")
    press(Qt.Key.Key_Return, CONTROL)
    assert logged == []
    assert dialog.date.line.hasFocus()
    assert fault(dialog, "date") != ""


def test_a_new_source_is_made_in_the_same_edit(dialog, logged, session):
    store = session.store
    before = store.content_hash()
    type_("IRS hands over addresses")
    dialog.type.setFocus()
    type_("report")
    tab()
    type_("https://example.com/new-story")
    press(Qt.Key.Key_Return)
    assert dialog.sources.rows[0].source.title.hasFocus()
    type_("New story")
    press(Qt.Key.Key_Return)
    source = store.dossier(logged[0]).citations[0].source
    assert (source.title, source.url) == ("New story", "https://example.com/new-story")
    store.undo()
    assert store.content_hash() == before
    assert store.where(Source, title="New story") == []


def test_a_second_source_and_a_quote_of_each_are_given_in_the_form(dialog, logged, session, story):
    type_("IRS hands over addresses")
    dialog.type.setFocus()
    type_("report")
    tab()
    type_("irs st")
    press(Qt.Key.Key_Down)
    tab()
    type_("It is narrow.")
    tab()
    tab()
    assert QApplication.focusWidget().accessibleName() == "Source 2"
    type_("https://example.com/new-story")
    tab()
    type_("New story")
    second = dialog.sources.rows[1]
    second.quote.setFocus()
    type_("Words of theirs")
    press(Qt.Key.Key_Return, CONTROL)
    cited = [(c.source.title, c.citation.exact, c.citation.anchor) for c in session.store.dossier(logged[0]).citations]
    assert cited == [("IRS story", "It is narrow.", "matches"), ("New story", "Words of theirs", "no text kept")]


def test_a_quote_that_is_not_in_its_source_is_refused_where_it_stands(dialog, logged):
    type_("IRS hands over addresses")
    dialog.type.setFocus()
    type_("report")
    tab()
    type_("irs st")
    press(Qt.Key.Key_Down)
    tab()
    type_("It is wide.")
    press(Qt.Key.Key_Return, CONTROL)
    assert logged == []
    assert "not in the text" in fault(dialog, "sources")
    assert dialog.sources.rows[0].quote.words.hasFocus()


def test_sources_typed_and_not_saved_come_back_with_their_quotes(dialog, session, light, show):
    dialog.sources.setFocus()
    type_("irs st")
    press(Qt.Key.Key_Down)
    tab()
    type_("It is narrow.")
    tab()
    tab()
    type_("Another story")
    dialog.reject()
    again = show(LogDialog(session, light))
    assert [row.quote.quote() for row in again.sources.rows] == ["It is narrow.", "", ""]
    assert [row.source.pick.text() for row in again.sources.rows] == ["IRS story", "Another story", ""]


def test_everything_that_can_be_entered_is_kept(dialog, logged, session):
    type_("IRS hands over addresses")
    dialog.type.setFocus()
    type_("report")
    dialog.roles.rows[0].role.setFocus()
    type_("issuer")
    dialog.roles.rows[0].who.who.setFocus()
    type_("IRS")
    dialog.roles.rows[1].role.setFocus()
    type_("recipient")
    dialog.roles.rows[1].who.who.setFocus()
    type_("ICE")
    dialog.roles.rows[1].who.kind_box.set_value("agency")
    dialog.topics.adder.setFocus()
    type_("taxes")
    press(Qt.Key.Key_Return)
    type_("addresses")
    dialog.docket.number.setFocus()
    type_("1:25-cv-00677")
    dialog.docket.court.setFocus()
    type_("D.D.C.")
    press(Qt.Key.Key_Return, CONTROL)
    dossier = session.store.dossier(logged[0])
    assert [(r.role.role, r.stakeholder.name, r.stakeholder.kind) for r in dossier.roles] == [
        ("issuer", "IRS", "agency"), ("recipient", "ICE", "agency"),
    ]  # fmt: skip
    assert [topic.name for topic in dossier.topics] == ["taxes", "addresses"]
    assert [(p.docket_number, p.court) for p in dossier.proceedings] == [("1:25-cv-00677", "D.D.C.")]


@pytest.mark.parametrize("key", ["roles", "docket"])
def test_half_an_optional_part_is_refused(dialog, logged, key):
    type_("IRS hands over addresses")
    dialog.type.setFocus()
    type_("report")
    (dialog.roles.rows[0].role if key == "roles" else dialog.docket.number).setFocus()
    type_("26-5006")
    press(Qt.Key.Key_Return, CONTROL)
    assert logged == []
    assert fault(dialog, key) != ""


def test_save_and_log_another_begins_an_empty_form(dialog, logged, session, qtbot):
    type_("First of two")
    dialog.type.setFocus()
    type_("report")
    qtbot.mouseClick(dialog.another, Qt.MouseButton.LeftButton)
    assert len(logged) == 1
    assert dialog.isVisible()
    assert dialog.title.text() == ""
    assert dialog.type.text() == ""
    assert dialog.title.hasFocus()
    assert fault(dialog, "title") == ""
    type_("Second of two")
    dialog.type.setFocus()
    type_("report")
    press(Qt.Key.Key_Return, CONTROL)
    assert [session.store.get(Event, row).title for row in logged] == ["First of two", "Second of two"]


def test_a_refusal_keeps_everything_typed_and_says_why(dialog, logged, session, monkeypatch):
    def refuse(*_):
        raise RecordError("The disk is full. Make room and save again.")

    type_("IRS hands over addresses")
    dialog.type.setFocus()
    type_("report")
    monkeypatch.setattr(log_dialog, "log_event", refuse)
    press(Qt.Key.Key_Return, CONTROL)
    assert logged == []
    assert dialog.isVisible()
    assert dialog.problem.isVisible()
    assert "disk is full" in dialog.problem.text()
    assert dialog.title.text() == "IRS hands over addresses"
    monkeypatch.undo()
    press(Qt.Key.Key_Return, CONTROL)
    assert len(logged) == 1


def test_a_refusal_of_one_field_is_shown_at_it(dialog, monkeypatch):
    def refuse(*_):
        raise RecordError("This title cannot be.", "title")

    type_("IRS hands over addresses")
    dialog.type.setFocus()
    type_("report")
    monkeypatch.setattr(log_dialog, "log_event", refuse)
    press(Qt.Key.Key_Return, CONTROL)
    assert fault(dialog, "title") == "This title cannot be."
    assert dialog.title.hasFocus()


def test_escape_keeps_the_draft_for_the_next_time(dialog, session, light, show):
    type_("Half a thought")
    tab()
    type_("7/4/25")
    press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    again = show(LogDialog(session, light))
    assert again.banner.isVisible()
    assert again.title.text() == "Half a thought"
    assert again.date.typed() == "7/4/25"


def test_the_close_button_keeps_the_draft_too(dialog, session, light, show):
    type_("Half a thought")
    dialog.close()
    assert show(LogDialog(session, light)).title.text() == "Half a thought"


def test_starting_afresh_forgets_the_draft(dialog, session, light, show, qtbot):
    type_("Half a thought")
    press(Qt.Key.Key_Escape)
    again = show(LogDialog(session, light))
    qtbot.mouseClick(again.banner.button, Qt.MouseButton.LeftButton)
    assert again.title.text() == ""
    assert not again.banner.isVisible()
    again.reject()
    assert not show(LogDialog(session, light)).banner.isVisible()


def test_a_saved_draft_does_not_come_back(dialog, session, light, show, logged):
    type_("Half a thought")
    press(Qt.Key.Key_Escape)
    again = show(LogDialog(session, light))
    again.type.setFocus()
    type_("report")
    press(Qt.Key.Key_Return, CONTROL)
    fresh = show(LogDialog(session, light))
    assert fresh.title.text() == ""
    assert not fresh.banner.isVisible()


def test_an_untouched_form_leaves_no_draft(dialog, session, light, show):
    press(Qt.Key.Key_Escape)
    assert not show(LogDialog(session, light)).banner.isVisible()


def test_drafts_of_one_tracker_do_not_reach_another(dialog, tmp_path, light, show):
    type_("Half a thought")
    press(Qt.Key.Key_Escape)
    with Store.create(tmp_path / "other.tracker") as other:
        session = Session(other)
        assert show(LogDialog(session, light)).title.text() == ""
        session.reader.stop()


def test_what_is_like_an_event_of_that_day_is_pointed_out(dialog, qtbot):
    type_("DHS and Treasury sign taxpayer data memorandum")
    tab()
    type_("7 April 2025")
    qtbot.waitUntil(dialog.alike.isVisible)
    assert "Looks like: Treasury and DHS sign memorandum on taxpayer data" in dialog.alike.text()
    dialog.date.line.selectAll()
    type_("7 April 2021")
    qtbot.waitUntil(lambda: not dialog.alike.isVisible())


def test_a_title_is_kept_as_it_is_typed(dialog, logged, session):
    title = "  Zwei\u00a0Wörter <b>&amp;</b> \u2028 👩‍🔬 '; DROP TABLE event; --"
    dialog.title.type_text(title)
    dialog.type.setFocus()
    type_("report")
    press(Qt.Key.Key_Return, CONTROL)
    assert session.store.get(Event, logged[0]).title == title


def test_tab_visits_the_fields_in_order(dialog):
    visited = []
    for _ in range(12):
        visited.append(QApplication.focusWidget().accessibleName() or QApplication.focusWidget().text())
        tab()
    assert visited == [
        "Title", "Date", "Type", "Source", "Summary", "Role", "Stakeholder in this role", "Add topic", "Filed in",
        "Save and log &another", "Cancel", "&Save",
    ]  # fmt: skip


def test_alt_and_a_letter_go_to_a_field(dialog):
    dialog.summary.setFocus()
    press(Qt.Key.Key_D, ALT)
    assert dialog.date.line.hasFocus()
    press(Qt.Key.Key_T, ALT)
    assert dialog.title.hasFocus()


def test_every_label_has_its_own_letter(dialog):
    labels = [label.text() for label in dialog.findChildren(QLabel) if label.buddy() is not None]
    labels += [dialog.save_button.text(), dialog.another.text()]
    letters = [text[text.index("&") + 1].lower() for text in labels]
    assert len(letters) == len(set(letters)), letters


def test_the_form_grows_with_what_is_in_it_and_stays_on_the_screen(dialog, qtbot):
    before = dialog.height()
    dialog.sources.rows[0].source.pick.type_text("https://example.com/x")
    qtbot.waitUntil(lambda: dialog.height() > before)
    dialog.summary.type_text("line\n" * 400)
    qtbot.wait(1)
    assert dialog.height() <= dialog.screen().availableGeometry().height()
