"""Exporting from the window: choosing, looking, writing."""

from __future__ import annotations

import csv
import json
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from tracker.operations.exporting import column_names
from tracker.records import Event
from tracker.ui.dialogs import export_dialog
from tracker.ui.dialogs.export_dialog import ExportDialog
from tracker.ui.dialogs.export_preview import Wanted, preview
from tracker.ui.dialogs.picture_dialog import PictureDialog


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "exports"
    made.mkdir()
    return made


@pytest.fixture
def dialog(window, folder, qtbot):
    window.settings.setValue("exportFolder", str(folder))
    made = ExportDialog(window.session, window)
    made.open()
    qtbot.waitUntil(lambda: bool(made.found.text()))
    return made


def search(window, qtbot, text):
    with qtbot.waitSignal(window.session.searched):
        window.session.search(text)
    qtbot.waitUntil(window.session.reader.is_idle)


def pick(box, value):
    """Choose in a list as with the keyboard."""
    box.setCurrentIndex(box.values.index(value))


def shown(dialog):
    table = dialog.table
    return [[table.item(r, c).text() for c in range(table.columnCount())] for r in range(table.rowCount())]


def header(dialog):
    return [dialog.table.horizontalHeaderItem(n).text() for n in range(dialog.table.columnCount())]


def settled(dialog, qtbot):
    """Wait until the preview shows what is chosen now."""
    qtbot.waitUntil(lambda: dialog.shown == dialog.wanted())


def write(dialog, window, qtbot):
    """Press Export; returns what the message bar says at the end."""
    with qtbot.waitSignal(window.session.message) as said:
        QTest.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.status.jobs.job is None)
    return said.args


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_at_first_it_would_write_all_events_as_they_stand(dialog, folder):
    assert dialog.rows.value() == "events"
    assert dialog.order.value() == "date"
    assert dialog.found.text() == "49 rows: everything, as there is no search."
    assert header(dialog) == list(column_names("events"))
    assert dialog.target.path() == folder / "case-events.csv"
    assert "case-events.csv.json" in dialog.target.note.text()


def test_the_file_has_the_rows_of_the_search_in_the_order_chosen(window, folder, qtbot):
    search(window, qtbot, "type:complaint")
    window.settings.setValue("exportFolder", str(folder))
    dialog = ExportDialog(window.session, window)
    dialog.open()
    count = len(window.session.results.rows)
    qtbot.waitUntil(lambda: dialog.found.text() == f"{count} rows: what “type:complaint” finds.")
    pick(dialog.order, "title")
    said, severity = write(dialog, window, qtbot)
    target = folder / "case-events.csv"
    assert severity == "message"
    assert str(target) in said
    assert "case-events.csv.json" in said
    titles = [row["title"] for row in read(target)]
    store = window.session.store
    assert titles == [event.title for event in store.events(store.find("type:complaint", "title"))]
    sidecar = json.loads((folder / "case-events.csv.json").read_text("utf-8"))
    assert (sidecar["search"], sidecar["order"], sidecar["row_count"]) == ("type:complaint", "title", count)


def test_it_begins_in_the_order_of_the_table_in_sight(window, qtbot):
    from tracker.ui.table.table_view import EventTable

    window.show_tab("table")
    table = next(t for t in window.findChildren(EventTable) if t.isVisible())
    table.horizontalHeader().setSortIndicator(2, Qt.SortOrder.DescendingOrder)
    dialog = ExportDialog(window.session, window)
    assert dialog.order.value() == "title-desc"


def test_only_the_columns_chosen_are_previewed_and_written(dialog, window, folder, qtbot):
    QTest.mouseClick(dialog.columns.none, Qt.MouseButton.LeftButton)
    assert not dialog.export_button.isEnabled()
    assert dialog.target.note.text() == "Choose at least one column."
    for place in range(dialog.columns.list.count()):
        if dialog.columns.list.item(place).text() in ("title", "date"):
            dialog.columns.list.item(place).setCheckState(Qt.CheckState.Checked)
    assert dialog.columns.count.text() == f"2 of {len(column_names('events'))}"
    settled(dialog, qtbot)
    assert header(dialog) == ["title", "date"]
    write(dialog, window, qtbot)
    assert list(read(folder / "case-events.csv")[0]) == ["title", "date"]


def test_concerns_sources_and_status_changes_have_rows_of_their_own(dialog, qtbot):
    counts = dialog.session.store.counts()
    for rows, table in (("concerns", "concern"), ("sources", "source"), ("statuses", "status")):
        pick(dialog.rows, rows)
        settled(dialog, qtbot)
        assert dialog.found.text().startswith(f"{counts[table]} rows")
        assert header(dialog) == list(column_names(rows))
        assert len(shown(dialog)) == min(6, counts[table])


def test_the_preview_is_what_the_file_begins_with(dialog, window, folder, qtbot):
    pick(dialog.rows, "concerns")
    settled(dialog, qtbot)
    before = shown(dialog)
    write(dialog, window, qtbot)
    rows = read(folder / "case-concerns.csv")
    assert before == [[" ⏎ ".join(cell[:300].splitlines()) for cell in row.values()] for row in rows[:6]]


def test_formulas_are_made_safe_unless_exact_is_wanted(window, folder, qtbot):
    with window.session.store.edit("Log") as edit:
        edit.add(Event(title="=1+1", type="order", date="1990-01-01"))
    window.settings.setValue("exportFolder", str(folder))
    dialog = ExportDialog(window.session, window)
    dialog.open()
    settled(dialog, qtbot)
    assert shown(dialog)[0][1] == "'=1+1"
    dialog.guarded.click()
    settled(dialog, qtbot)
    assert shown(dialog)[0][1] == "=1+1"
    dialog.bom.click()
    write(dialog, window, qtbot)
    data = (folder / "case-events.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b",=1+1," in data


def test_everything_goes_to_a_folder_whatever_the_search(window, folder, qtbot):
    search(window, qtbot, "type:complaint")
    window.settings.setValue("exportFolder", str(folder))
    dialog = ExportDialog(window.session, window)
    dialog.open()
    pick(dialog.rows, "everything")
    settled(dialog, qtbot)
    assert not dialog.columns.isVisible()
    assert not dialog.order.isEnabled()
    assert ["events.csv", "49"] in shown(dialog)
    assert "whatever the search" in dialog.found.text()
    write(dialog, window, qtbot)
    assert len(read(folder / "case-export" / "events.csv")) == 49
    assert (folder / "case-export" / "export.json").is_file()


def test_a_file_that_exists_is_replaced_only_after_saying_so(dialog, window, folder, qtbot):
    (folder / "case-events.csv").write_text("old", "utf-8")
    dialog._judge()
    assert "will be replaced" in dialog.target.note.text()
    assert dialog.export_button.text() == "Replace"
    write(dialog, window, qtbot)
    assert len(read(folder / "case-events.csv")) == 49


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Give the name"),
        ("/no/such/folder/a.csv", "There is no folder /no/such/folder"),
        ("{folder}", "is a folder"),
    ],
)
def test_a_name_that_will_not_do_is_said_at_once(dialog, folder, typed, says):
    dialog.target.clear()
    QTest.keyClicks(dialog.target, typed.format(folder=folder))
    assert says in dialog.target.note.text()
    assert not dialog.export_button.isEnabled()


def test_a_name_typed_stays_when_the_rows_change_and_a_given_one_follows(dialog, folder):
    pick(dialog.rows, "sources")
    assert dialog.target.path() == folder / "case-sources.csv"
    dialog.target.clear()
    QTest.keyClicks(dialog.target, str(folder / "mine.csv"))
    pick(dialog.rows, "concerns")
    assert dialog.target.path() == folder / "mine.csv"


def test_the_file_can_be_chosen_with_the_systems_dialog_and_its_folder_is_remembered(
    dialog, window, tmp_path, qtbot, monkeypatch
):
    chosen = tmp_path / "chosen.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    QTest.mouseClick(dialog.target.choose_button, Qt.MouseButton.LeftButton)
    assert dialog.target.path() == chosen
    write(dialog, window, qtbot)
    assert chosen.is_file()
    assert window.settings.value("exportFolder") == str(tmp_path)


def test_a_folder_can_be_chosen_for_everything(dialog, tmp_path, monkeypatch):
    pick(dialog.rows, "everything")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog.choose()
    assert dialog.target.path() == tmp_path / "case-export"


def test_a_failure_while_writing_is_told_in_the_message_bar(dialog, window, folder, qtbot, monkeypatch):
    from tracker.errors import FileError
    from tracker.ui.dialogs import export_dialog

    def fails(*_, **__):
        raise FileError("The disk is full.")

    monkeypatch.setattr(export_dialog, "export", fails)
    assert write(dialog, window, qtbot) == ["The disk is full.", "error"]
    assert list(folder.iterdir()) == []


def test_while_other_work_is_under_way_it_stays_open(dialog, window, qtbot):
    window.status.jobs.job = object()
    with qtbot.waitSignal(window.session.message) as said:
        window.status.jobs.job = _Busy()
        QTest.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    assert said.args[1] == "warning"
    assert dialog.isVisible()
    window.status.jobs.job = None


class _Busy:
    title = "Backup"


def test_a_home_folder_may_be_written_as_a_tilde(dialog):
    dialog.target.setText("~/x.csv")
    assert dialog.target.path() == Path.home() / "x.csv"


@pytest.mark.parametrize("exact", [True, False])
def test_a_preview_reads_only_the_first_rows(case, exact):
    found = preview(case, Wanted("events", "", "date", ("title", "id"), False, exact))
    assert found.count == 49
    assert len(found.rows) == 6
    assert found.header == ("id", "title")  # in the order of the file, not of choosing


def test_a_preview_of_no_columns_is_empty(case):
    assert preview(case, Wanted("events", "", "date", (), False, False)).rows == ()


def test_closing_while_the_preview_is_read_ends_it_quietly(dialog, qtbot, monkeypatch):
    reading, go_on = threading.Event(), threading.Event()

    def slow(store, wanted):
        reading.set()
        go_on.wait(20)
        return preview(store, wanted)

    monkeypatch.setattr(export_dialog, "preview", slow)
    reader = dialog.session.reader
    pick(dialog.rows, "sources")
    qtbot.waitUntil(reading.is_set)
    dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))
    go_on.set()
    qtbot.waitUntil(reader.is_idle)


def test_a_picture_may_be_made_instead(dialog, window, qtbot):
    QTest.mouseClick(dialog.picture_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not isValid(dialog))
    picture = window.findChild(PictureDialog)
    assert picture.isVisible()
    qtbot.waitUntil(lambda: picture.seen is not None)
