"""The window as a person uses it: from the first look to a file to hand on."""

from __future__ import annotations

import csv
import threading
from array import array
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QInputDialog

from tracker.operations import demo
from tracker.operations.change import edit_event
from tracker.records import Event, SavedSearch
from tracker.store import Store
from tracker.ui import app
from tracker.ui import theme as themes
from tracker.ui.app import window_for
from tracker.ui.main_window import MainWindow
from tracker.ui.mime import mime_data
from tracker.ui.pages import TABS


def idle(window, qtbot):
    qtbot.waitUntil(lambda: window.session.reader.is_idle())


def search_for(window, qtbot, text):
    with qtbot.waitSignal(window.session.searched):
        window.session.search(text)
    idle(window, qtbot)


def pick(window, qtbot, beginning):
    row = next(r for r in window.session.results.rows if r.title.startswith(beginning))
    window.session.select(row.id)
    idle(window, qtbot)
    return row


def test_counts_that_are_cut_short_are_said_whole_in_the_tool_tip(window):
    many = {"event": 1_000_000, "source": 20_000, "concern": 299_456}
    window.session.results = replace(window.session.results, counts=many)
    window._retitle()
    whole = "1,000,000 events · 20,000 sources · 299,456 concerns"
    assert window.counts.toolTip() == window.counts.accessibleName() == whole
    assert window.counts.text().endswith("…")


def test_the_whole_story_is_there_when_the_window_opens(window):
    assert window.title.text() == "IRS–ICE data sharing"
    assert "49 events" in window.counts.text()
    assert window.status.found.text() == "49 events"
    assert len(window.timeline_page.timeline.events) == 49
    assert window.tab == "timeline"
    assert window.focusWidget() is window.timeline_page.timeline


def test_one_selection_is_shared_by_every_view(window, qtbot):
    row = pick(window, qtbot, "Treasury and DHS Secretaries sign")
    assert window.timeline_page.timeline.selection == row.id
    window.show_tab("table")
    assert window.session.selection == row.id


def test_each_tab_comes_to_the_front_by_its_key(window, qtbot):
    for number, name in enumerate(TABS, start=1):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        assert window.tab == name
        idle(window, qtbot)


def test_ctrl_f_goes_to_the_search_box(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is window.search_bar.line


def test_undo_and_redo_are_named_in_the_menu_and_in_the_status_bar(window, qtbot):
    store = window.session.store
    assert not window.actions_.undo.isEnabled()
    with store.edit("Log development") as edit:
        edit.add(Event(title="New & unheard of", type="order"))
    assert window.actions_.undo.text() == "&Undo Log development"
    assert window.status.undoable.text() == "Undo: Log development (Ctrl+Z)"
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert store.count(Event) == 49
    assert window.actions_.redo.text() == "&Redo Log development"
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert store.count(Event) == 50
    idle(window, qtbot)


def test_undo_stops_at_the_example_case_as_it_was_opened(window, qtbot):
    before = window.session.store.content_hash()
    window.actions_.undo.trigger()
    window.session.undo()
    assert window.session.store.content_hash() == before
    assert window.messages.label.text() == "There is nothing to undo."


def test_a_deleted_event_leaves_every_view_and_comes_back_whole(window, qtbot):
    before = window.session.store.content_hash()
    row = pick(window, qtbot, "Treasury and DHS Secretaries sign")
    window.actions_.delete.trigger()
    qtbot.waitUntil(lambda: len(window.session.results.rows) == 48)
    assert window.session.selection == 0
    assert row.id not in window.session.results.ids
    window.session.undo()
    qtbot.waitUntil(lambda: len(window.session.results.rows) == 49)
    assert window.session.store.content_hash() == before


def test_a_search_is_saved_under_a_name_and_offered_in_the_sidebar(window, qtbot, monkeypatch):
    search_for(window, qtbot, "concern:privacy position:opposes")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("Opposed on privacy", True))
    window.actions_.save_search.trigger()
    qtbot.waitUntil(lambda: "Opposed on privacy" in [e.label for e in window.sidebar.model.entries])
    assert window.session.store.where(SavedSearch, name="Opposed on privacy")[0].text == window.session.search_text


def test_light_and_dark_can_be_picked_and_are_remembered(window, qtbot, settings):
    window.actions_.appearance.set_scheme("dark")
    assert window.theme.dark
    assert QApplication.instance().palette().window().color() == themes.load("dark").window
    assert settings.value("scheme") == "dark"
    window.actions_.appearance.set_scheme("light")
    assert not window.theme.dark


def test_where_things_stood_is_kept_for_the_next_time(case, settings, qtbot):
    first = window_for(case, settings)
    first.show()
    first.show_tab("concerns")
    first.timeline_page.group_by("court")
    first.sidebar.show_care(shown=True)
    first.close()
    second = window_for(Store.open(case.path), settings)
    second.show()
    assert second.tab == "concerns"
    assert second.timeline_page.grouping == "court"
    assert second.sidebar.care_shown
    second.close()


def test_a_second_window_on_the_same_file_is_told_that_it_only_reads(case, tmp_path, qtbot):
    # Another process holds the lock; here the lock is held by the first store of this one.
    other = Store.open(case.path)
    assert other.read_only
    second = window_for(other, QSettings(str(tmp_path / "other.ini"), QSettings.Format.IniFormat))
    second.show()
    assert second.messages.isVisible()
    assert "Close it there" in second.messages.label.text()
    assert not second.log_button.isEnabled()
    assert not second.actions_.import_.isEnabled()
    assert second.windowTitle().endswith("(read-only)")
    second.close()


def test_a_backup_is_made_on_request_and_can_be_opened(window, qtbot):
    window.actions_.backup.trigger()
    qtbot.waitUntil(lambda: "A verified copy was made" in window.messages.label.text())
    path = window.messages.label.text().split(": ", 1)[1]
    from pathlib import Path

    with Store.open(Path(path), read_only=True) as copy:
        assert copy.count(Event) == 49
    qtbot.waitUntil(lambda: window.status.jobs.job is None)


def test_what_is_found_is_counted_in_the_status_bar(window, qtbot):
    search_for(window, qtbot, "type:complaint")
    assert window.status.found.text() == f"49 events   {len(window.session.results.rows)} match"


@pytest.mark.parametrize("size", [(720, 480), (1024, 640), (1440, 900), (2560, 1440)])
def test_the_window_can_be_drawn_at_any_size(window, qtbot, size):
    window.resize(*size)
    idle(window, qtbot)
    picture = window.grab()
    assert (picture.width(), picture.height()) == size


def test_the_export_s_rows_are_the_rows_of_the_search(window, qtbot, tmp_path):
    from tracker.operations.exporting import export

    search_for(window, qtbot, "concern:privacy after:2025-03 position:opposes")
    target = tmp_path / "out.csv"
    export(window.session.store, target, search=window.session.search_text, rows="events")
    with target.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert [row["title"] for row in rows] == [row.title for row in window.session.results.rows]
    assert all(row["sources"] for row in rows)


def test_a_window_without_events_teaches_the_next_step(store, settings, qtbot):
    window = window_for(store, settings)
    window.show()
    qtbot.waitUntil(window.session.reader.is_idle)
    assert "Ctrl+N" in window.timeline_page.timeline._empty_text
    window.close()


def test_while_a_search_goes_on_the_window_says_so(window, qtbot):
    qtbot.waitUntil(window.session.reader.is_idle)
    found = window.session.results
    window.session.glimpsed.emit(replace(found, text="type:order", ids=array("q"), rows=(), whole=False))
    assert window.status.found.text().endswith("searching …")
    assert window.timeline_page.timeline._empty_text == "Searching …"
    search_for(window, qtbot, "nowhere")
    qtbot.waitUntil(window.session.reader.is_idle)
    assert window.status.found.text().endswith("0 match")
    assert "No event matches" in window.timeline_page.timeline._empty_text


def test_the_demo_is_not_made_over_a_file_that_is_there(tmp_path):
    from tracker.errors import FileError

    demo.make(tmp_path / "a.tracker").close()
    with pytest.raises(FileError, match="already"):
        demo.make(tmp_path / "a.tracker")


def test_a_backup_that_is_due_while_a_long_write_has_the_tracker_is_made_soon_after_it(window, qtbot, monkeypatch):
    qtbot.waitUntil(lambda: window.status.jobs.job is None and "backup" in window.status.saved.text())
    go_on, ended = threading.Event(), []
    window.session.write_in_background("Import", lambda *_: go_on.wait(20), ended.append, ended.append)
    monkeypatch.setattr(Store, "is_backup_due", lambda _: True)
    window.status.back_up_if_due()
    assert window.status.jobs.job is None
    go_on.set()
    qtbot.waitUntil(lambda: ended == [True])
    qtbot.waitUntil(lambda: window.status.jobs.job is not None)
    qtbot.waitUntil(lambda: window.status.jobs.job is None)


def test_the_keyboard_goes_along_to_the_page_that_is_asked_for(window, qtbot):
    window.timeline_page.timeline.setFocus()
    main = {"timeline": lambda page: page.timeline, "table": lambda page: page, "concerns": lambda page: page.grid}
    for name in ("table", "concerns", "sources", "timeline"):
        window.show_tab(name)
        idle(window, qtbot)
        page = window.stack.currentWidget()
        assert window.focusWidget() is main.get(name, lambda page: page.table)(page), name
    window.search_bar.focus()
    window.show_tab("table")
    assert window.focusWidget() is window.search_bar.line


def test_its_key_leads_from_the_search_box_to_what_was_found(window, qtbot):
    for name in ("timeline", "table", "table"):
        window.search_bar.focus()
        qtbot.keyClick(
            window.search_bar.line, Qt.Key(Qt.Key.Key_1 + TABS.index(name)), Qt.KeyboardModifier.ControlModifier
        )
        assert window.tab == name
        assert window.focusWidget() is window.pages.main_view()


def test_where_the_middle_is_narrow_the_timeline_s_buttons_go_below_the_tabs(window, qtbot):
    page, tab = window.timeline_page, window.tabs.button(0)

    def top(widget):
        return widget.mapTo(window, widget.rect().topLeft()).y()

    window.resize(1920, 900)
    qtbot.waitUntil(page.controls.lanes_label.isVisible)
    assert top(page.controls.lanes_button) < top(tab) + tab.height()
    window.resize(720, 480)
    idle(window, qtbot)
    assert top(page.controls.lanes_button) >= top(tab) + tab.height()
    assert page.controls.lanes_button.width() >= page.controls.lanes_button.sizeHint().width()
    window.show_tab("table")
    assert not page.controls.isVisible()
    window.show_tab("timeline")
    assert page.controls.isVisible()
    window.resize(1920, 900)
    idle(window, qtbot)
    assert top(page.controls.lanes_button) < top(tab) + tab.height()


def test_an_undated_event_does_not_look_as_if_it_had_a_date(store, settings, qtbot):
    with store.edit("Log") as edit:
        event = edit.add(Event(title="Some day", type="order"))
    window = window_for(store, settings)
    window.show()
    window.session.select(event.id)
    idle(window, qtbot)
    assert window.detail.facts.date.line.placeholderText() == "Add a date"
    window.close()


def test_what_is_dropped_on_the_window_is_captured(window, qtbot, tmp_path):
    path = tmp_path / "story.txt"
    path.write_text("The bureau signed.\n\n" + "It signed the memorandum. " * 20, encoding="utf-8")
    for given, begun in (
        (QUrl.fromLocalFile(str(path)), lambda dialog: dialog.reading is not None),
        (QUrl("https://ledger.example/a"), lambda dialog: dialog.start.field.text() == "https://ledger.example/a"),
    ):
        data = mime_data()
        data.setUrls([given])
        where, buttons = QPointF(400, 400), Qt.MouseButton.LeftButton
        act, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        window.dragEnterEvent(enter := QDragEnterEvent(where.toPoint(), act, data, buttons, keys))
        assert enter.isAccepted()
        window.dropEvent(QDropEvent(where, act, data, buttons, keys))
        dialog = QApplication.activeModalWidget()
        qtbot.waitUntil(lambda dialog=dialog, begun=begun: begun(dialog) and not dialog.articles.busy)
        dialog.close()
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_a_first_window_stays_on_the_screen_with_its_foot(case, settings, monkeypatch):
    case.close()
    monkeypatch.setattr(app, "settings", lambda: settings)
    monkeypatch.setattr(app.signal, "signal", lambda *_: None)
    monkeypatch.setattr(QApplication, "exec", lambda *_: 0)
    assert app.run(case.path) == 0
    made = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible())
    room = made.screen().availableGeometry().size()
    assert made.height() < room.height()
    assert made.width() < room.width()
    made.close()


def test_no_line_of_a_long_title_runs_under_its_scroll_bar(window, qtbot):
    window.resize(1024, 640)
    words = "a memorandum of understanding about the confirmation of last known addresses of people, "
    event = edit_event(window.session.store, window.session.results.ids[0], title=f"Treasury and DHS sign {words * 5}")
    window.session.select(event.id)
    title = window.detail.header.title
    qtbot.waitUntil(lambda: title.text() == event.title and title.verticalScrollBar().isVisible())
    lines = title.document().begin().layout()
    qtbot.waitUntil(lambda: lines.lineAt(0).width() <= title.viewport().width(), timeout=5000)
