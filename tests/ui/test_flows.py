"""The main job through the window, with keys and clicks: log, annotate, edit, change one's mind, search, export."""

from __future__ import annotations

import csv
import json
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tracker.records import Concern, Event, Source
from tracker.store import Store
from tracker.ui.app import window_for
from tracker.ui.dialogs.concern_dialog import ConcernDialog
from tracker.ui.dialogs.export_dialog import ExportDialog
from tracker.ui.dialogs.log_dialog import LogDialog
from tracker.ui.dialogs.source_dialog import SourceDialog

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key
ARTICLE = (
    "The tax agency will answer requests for addresses, two officials said on Monday. "
    "“This breaks the promise made to every taxpayer,” said Dana Roe of the Privacy League. "
    "The agency had no comment."
)
QUOTE = "This breaks the promise made to every taxpayer"


def idle(window, qtbot):
    qtbot.waitUntil(lambda: window.session.reader.is_idle())


def log(window, person, qtbot, title="Agency answers its first request", date="12 May 2026"):
    """Ctrl+N, four fields, Enter; returns the id of the event."""
    before = set(window.session.results.ids)
    person.control(Key.Key_N)
    dialog = person.dialog(LogDialog)
    person.type(title)
    person.tab()
    person.type(date)
    person.tab()
    person.type("data dis")
    person.tab()
    person.type("Ledger: agency answers")
    person.press(Key.Key_Return)
    person.sees_closed(dialog)
    qtbot.waitUntil(lambda: len(window.session.results.ids) == len(before) + 1)
    idle(window, qtbot)
    return next(iter(set(window.session.results.ids) - before))


def test_four_fields_are_logged_with_five_keys_and_no_mouse(window, person, qtbot):
    event = log(window, person, qtbot)
    # Ctrl+N, Tab, Tab, Tab, Enter: what is typed beside them is the title, the date, the type and the source.
    assert person.presses == 5
    dossier = window.session.store.dossier(event)
    assert (dossier.event.title, dossier.event.date, dossier.event.type) == (
        "Agency answers its first request", "2026-05-12", "data disclosure",
    )  # fmt: skip
    assert [cited.source.title for cited in dossier.citations] == ["Ledger: agency answers"]


def test_the_event_logged_is_selected_and_in_view_everywhere(window, person, qtbot):
    timeline, compact = window.timeline_page.timeline, window.timeline_page.table
    timeline.setFocus()
    # Far from where the event will be.
    person.press(Key.Key_Home)
    for _ in range(12):
        person.press(Key.Key_Plus)
    event = log(window, person, qtbot)
    qtbot.waitUntil(lambda: timeline.selection == event)
    assert window.session.selection == event
    place = timeline.place_of(event)
    assert timeline.item_at(place.center()) == event
    assert timeline.plot_area().contains(place.center())
    for table in (compact, full_table(window, person, qtbot)):
        assert table.selected_ids() == [event]
        cell = table.visualRect(table.currentIndex())
        assert table.viewport().rect().intersects(cell)
        assert table.events.rows[table.currentIndex().row()].id == event
    assert window.detail.header.title.text() == "Agency answers its first request"
    assert window.detail.facts.date.line.text() == "12 May 2026"
    assert window.status.undoable.text() == "Undo: Log development (Ctrl+Z)"


def full_table(window, person, qtbot):
    person.control(Key.Key_2)
    idle(window, qtbot)
    return window.stack.currentWidget()


def test_an_event_that_the_search_leaves_out_is_logged_and_the_person_is_told(window, person, qtbot):
    person.control(Key.Key_F)
    person.type("type:complaint")
    person.press(Key.Key_Return)
    qtbot.waitUntil(lambda: "match" in window.status.found.text())
    idle(window, qtbot)
    person.control(Key.Key_N)
    dialog = person.dialog(LogDialog)
    person.type("Not a complaint")
    person.tab(2)
    person.type("report")
    person.control(Key.Key_Return)
    person.sees_closed(dialog)
    qtbot.waitUntil(lambda: window.detail.event_id == window.session.selection != 0)
    idle(window, qtbot)
    assert window.detail.header.title.text() == "Not a complaint"
    assert window.session.selection not in window.session.results.ids
    assert "search" in window.messages.label.text()
    assert window.messages.isVisible()


class Story:
    """Log, keep the source's text, annotate, edit in place, delete, each step through the window.

    `hashes` has the content's hash before the first step and after each edit.
    """

    def __init__(self, window, person, qtbot):
        self.window, self.person, self.qtbot = window, person, qtbot
        self.store = window.session.store
        self.hashes = [self.store.content_hash()]
        self.steps = [self.log, self.keep_text, self.annotate, self.retitle, self.redate, self.summarise, self.delete]

    def tell(self):
        for step in self.steps:
            before = self.store.undo_label()
            step()
            idle(self.window, self.qtbot)
            assert self.store.content_hash() not in self.hashes, (step.__name__, before)
            self.hashes.append(self.store.content_hash())

    def log(self):
        self.event = log(self.window, self.person, self.qtbot)

    def keep_text(self):
        self.person.click(self.window.detail.sources.shown_cards()[0])
        reader = self.window.pages.page("reader")
        self.qtbot.waitUntil(lambda: reader.reading is not None and reader.header.details_button.isVisible())
        self.person.click(reader.header.details_button)
        dialog = self.person.dialog(SourceDialog)
        self.person.press(Key.Key_X, ALT)
        self.person.paste(ARTICLE)
        self.person.control(Key.Key_Return)
        self.person.sees_closed(dialog)

    def annotate(self):
        person = self.person
        person.control(Key.Key_C, SHIFT)
        dialog = person.dialog(ConcernDialog)
        person.type("Privacy League")
        person.press(Key.Key_T, ALT)
        person.type("privacy")
        person.tab()
        person.press(Key.Key_4)
        person.tab()
        person.type("Calls it a breach of promise")
        # The source is filled in: the event has but one.
        person.press(Key.Key_Q, ALT)
        person.paste(QUOTE)
        assert dialog.quote.state.text() == "Found once ✓"
        person.control(Key.Key_Return)
        person.sees_closed(dialog)

    def overwrite(self, field, text):
        """Click into a field of the detail pane, put `text` for what is there, leave it."""
        self.window.detail.area.ensureWidgetVisible(field)
        self.person.click(field.viewport())
        assert self.person.focus is field
        self.person.paste(text)
        self.person.tab()

    def retitle(self):
        self.overwrite(self.window.detail.header.title, "Agency answers a first request for addresses")

    def redate(self):
        self.overwrite(self.window.detail.facts.date.line, "about May 2026")

    def summarise(self):
        self.overwrite(self.window.detail.summary, "Two officials say so.\n\nThe agency does not.")

    def delete(self):
        self.person.click(self.window.timeline_page.table.viewport(), self.row_of(self.event))
        self.person.press(Key.Key_Delete)
        self.qtbot.waitUntil(lambda: self.event not in self.window.session.results.ids)

    def row_of(self, event):
        table = self.window.timeline_page.table
        index = table.events.index(table.events.place(event), 2)
        table.scrollTo(index)
        return table.visualRect(index).center()


@pytest.fixture
def story(window, person, qtbot):
    told = Story(window, person, qtbot)
    told.tell()
    return told


def undo_all(window, person):
    """Ctrl+Z until there is nothing left; the content's hash after each."""
    hashes = []
    while window.actions_.undo.isEnabled():
        person.control(Key.Key_Z)
        hashes.append(window.session.store.content_hash())
        assert len(hashes) < 50
    return hashes


def redo_all(window, person):
    hashes = []
    while window.actions_.redo.isEnabled():
        person.control(Key.Key_Z, SHIFT)
        hashes.append(window.session.store.content_hash())
        assert len(hashes) < 50
    return hashes


def test_the_story_is_in_the_tracker_before_its_event_is_deleted(window, person, qtbot):
    told = Story(window, person, qtbot)
    told.steps.pop()
    told.tell()
    dossier = window.session.store.dossier(told.event)
    assert dossier.event.title == "Agency answers a first request for addresses"
    assert dossier.event.date == "2026-05~"
    assert dossier.event.summary == "Two officials say so.\n\nThe agency does not."
    (view,) = dossier.concerns
    assert (view.stakeholder.name, view.concern.theme, view.concern.position) == (
        "Privacy League", "privacy", "opposes",
    )  # fmt: skip
    (cited,) = view.citations
    assert (cited.citation.exact, cited.citation.anchor) == (QUOTE, "matches")
    assert window.session.store.get(Source, cited.source.id).text == ARTICLE
    assert ARTICLE[cited.citation.start : cited.citation.end] == QUOTE
    # And in the detail pane: the card of the concern says who and what.
    (card,) = window.detail.concerns.shown_cards()
    assert "Privacy League" in card.accessibleName()
    assert QUOTE in card.accessibleName()


def test_undo_takes_every_step_back_in_turn_and_redo_brings_them_again(story, window, person, qtbot):
    assert undo_all(window, person) == story.hashes[-2::-1]
    assert redo_all(window, person) == story.hashes[1:]
    assert undo_all(window, person)[-1] == story.hashes[0]
    idle(window, qtbot)
    assert window.session.store.check() == []


def test_undo_and_redo_outlive_the_window(story, window, person, settings, qtbot):
    path = window.session.store.path
    window.close()
    second = shown(window_for(Store.open(path), settings), qtbot)
    assert second.actions_.undo.text() == "&Undo Delete event"
    back = undo_all(second, person)
    assert back == story.hashes[-2::-1]
    idle(second, qtbot)
    second.close()
    third = shown(window_for(Store.open(path), settings), qtbot)
    assert not third.actions_.undo.isEnabled()
    assert redo_all(third, person) == story.hashes[1:]
    assert third.session.store.check() == []
    idle(third, qtbot)
    third.close()


def test_half_taken_back_closed_and_taken_back_further(story, window, person, settings, qtbot):
    for _ in range(3):
        person.control(Key.Key_Z)
    path = window.session.store.path
    window.close()
    second = shown(window_for(Store.open(path), settings), qtbot)
    assert second.session.store.content_hash() == story.hashes[-4]
    assert undo_all(second, person)[-1] == story.hashes[0]
    assert redo_all(second, person)[-1] == story.hashes[-1]
    idle(second, qtbot)
    second.close()


def shown(window, qtbot):
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window and window.session.reader.is_idle())
    return window


def test_typing_is_taken_back_before_edits_are(window, person, qtbot):
    event = log(window, person, qtbot)
    title = window.detail.header.title
    person.click(title.viewport())
    person.control(Key.Key_A)
    person.type("x")
    person.control(Key.Key_Z)
    assert title.text() == "Agency answers its first request"
    assert window.session.store.count(Event) == 50
    person.control(Key.Key_Z)
    assert window.session.store.count(Event) == 49
    assert window.session.selection != event


def test_what_is_being_typed_in_the_pane_is_kept_when_another_event_is_picked(window, person, qtbot):
    event = log(window, person, qtbot)
    summary = window.detail.summary
    person.click(summary.viewport())
    person.type("Half a sentence")
    table = window.timeline_page.table
    table.scrollToTop()
    person.click(table.viewport(), table.visualRect(table.events.index(0, 2)).center())
    idle(window, qtbot)
    assert window.session.selection != event
    assert window.session.store.get(Event, event).summary == "Half a sentence"
    assert window.session.store.undo_label() == "Edit summary"


def test_what_is_being_typed_in_the_pane_is_kept_when_the_window_closes(window, person, qtbot):
    event = log(window, person, qtbot)
    path = window.session.store.path
    person.click(window.detail.summary.viewport())
    person.type("Half a sentence")
    window.close()
    with Store.open(path) as store:
        assert store.get(Event, event).summary == "Half a sentence"


def test_a_draft_is_not_lost_with_the_window_unsaid(window, person):
    person.control(Key.Key_N)
    dialog = person.dialog(LogDialog)
    person.type("Half a title")
    person.press(Key.Key_Escape)
    assert not dialog.isVisible()
    assert not window.close()
    assert window.isVisible()
    assert "“Log development”" in window.messages.label.text()
    assert window.close()


def test_a_draft_left_with_esc_is_offered_again(window, person, qtbot):
    before = window.session.store.content_hash()
    person.control(Key.Key_N)
    dialog = person.dialog(LogDialog)
    person.type("Not finished")
    person.press(Key.Key_Escape)
    person.sees_closed(dialog)
    assert window.session.store.content_hash() == before
    person.control(Key.Key_N)
    again = person.dialog(LogDialog)
    assert again.title.text() == "Not finished"
    person.press(Key.Key_Escape)


@pytest.mark.parametrize(
    "search",
    ["concern:privacy after:2025-03 position:opposes", "type:complaint OR type:motion", "is:disputed -judge", ""],
)
def test_the_exported_file_has_the_rows_of_the_search(window, person, qtbot, tmp_path, search):
    target = tmp_path / "out.csv"
    person.control(Key.Key_F)
    person.type(search)
    person.press(Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.search_text == search and window.session.reader.is_idle())
    qtbot.waitUntil(lambda: window.status.jobs.job is None and "backup" in window.status.saved.text())
    person.control(Key.Key_E)
    dialog = person.dialog(ExportDialog)
    person.press(Key.Key_F, ALT)
    person.paste(str(target))
    person.press(Key.Key_Return)
    person.sees_closed(dialog)
    qtbot.waitUntil(lambda: window.status.jobs.job is None and target.exists())
    with target.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == len(window.session.results.rows) > 0
    assert [row["title"] for row in rows] == [row.title for row in window.session.results.rows]
    assert json.loads(target.with_name("out.csv.json").read_text("utf-8"))["search"] == search
    assert f"{len(rows)} rows written" in window.messages.label.text()
    if "concern:" in search:
        assert all(row["sources"] and row["concerns"] for row in rows)


def test_the_counts_at_the_top_follow_every_edit(window, person, qtbot):
    assert "49 events" in window.counts.text()
    log(window, person, qtbot)
    assert "50 events" in window.counts.text()
    assert window.session.store.count(Source) == 129
    person.control(Key.Key_Z)
    qtbot.waitUntil(lambda: "49 events" in window.counts.text())
    assert window.session.store.count(Concern) == 84


def test_an_export_while_other_work_is_under_way_says_so_in_the_dialog(window, person, qtbot, tmp_path):
    qtbot.waitUntil(lambda: window.status.jobs.job is None and "backup" in window.status.saved.text())
    go_on = threading.Event()
    window.status.jobs.start("Backup", lambda progress, cancelled: go_on.wait(20), lambda _: None)
    person.control(Key.Key_E)
    dialog = person.dialog(ExportDialog)
    person.press(Key.Key_F, ALT)
    person.paste(str(tmp_path / "out.csv"))
    person.press(Key.Key_Return)
    assert dialog.isVisible()
    assert "Other work is under way" in dialog.target.note.text()
    go_on.set()
    qtbot.waitUntil(lambda: window.status.jobs.job is None)
    person.press(Key.Key_Return)
    person.sees_closed(dialog)
    qtbot.waitUntil(lambda: window.status.jobs.job is None and (tmp_path / "out.csv").exists())
