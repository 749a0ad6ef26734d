"""Bad files and bad searches in the window: one clear message each, and the tracker that is open stays as it is."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from shiboken6 import isValid

from tracker.records import Event
from tracker.store import Store
from tracker.store.connection import SCHEMA_VERSION
from tracker.ui.app import window_for
from tracker.ui.dialogs.export_dialog import ExportDialog
from tracker.ui.dialogs.import_dialog import ImportDialog
from tracker.ui.main_window import MainWindow

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
HOLD = """
import sys
from pathlib import Path
from tracker.store import Store
with Store.open(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def idle(window, qtbot):
    qtbot.waitUntil(lambda: window.session.reader.is_idle())


def choose(monkeypatch, name):
    """What the person picks in the system's dialogs for opening and for making a file."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(name), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(name), ""))


def windows():
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and isValid(w) and w.isVisible()]


# Opening a tracker that is none


def missing(path):
    path.unlink()


def a_folder(path):
    path.unlink()
    path.mkdir()


def a_text(path):
    path.write_text("Headline,When\r\nOne,2025\r\n", encoding="utf-8")


def another_program_s(path):
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, title TEXT)")
    connection.close()


def newer(path):
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    connection.close()


def truncated(path):
    os.truncate(path, path.stat().st_size // 2)


def empty(path):
    path.write_bytes(b"")


def overwritten(path):
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xaa" * (path.stat().st_size - 4096))


HARM = [
    (missing, "There is no tracker at"),
    (a_folder, "is a folder"),
    (a_text, "Import"),
    (another_program_s, "another program"),
    (newer, "Update the program"),
    (truncated, "is damaged"),
    (empty, "is empty"),
    (overwritten, "is damaged"),
]


@pytest.fixture
def other(blank, tmp_path):
    """A tracker with one event, closed, to harm and to open."""
    path = Path(shutil.copy(blank, tmp_path / "other.tracker"))
    with Store.open(path) as store, store.edit("Add") as edit:
        edit.add(Event(title="The other tracker's event", type="order", date="2025-04-07"))
    return path


@pytest.mark.parametrize(("harm", "says"), HARM, ids=[h.__name__.replace("_", " ") for h, _ in HARM])
def test_a_file_that_cannot_be_opened_gives_one_message_and_changes_nothing(
    window, person, qtbot, other, monkeypatch, harm, says
):
    harm(other)
    before = window.session.store.content_hash()
    bytes_before = other.read_bytes() if other.is_file() else None
    choose(monkeypatch, other)
    person.control(Key.Key_O)
    assert window.messages.isVisible()
    assert window.messages.property("look") == "error"
    text = window.messages.label.text()
    assert says.lower() in text.lower()
    assert other.name in text
    assert text.count("\n") == 0
    assert "Traceback" not in text
    assert windows() == [window]
    assert window.session.store.content_hash() == before
    assert (other.read_bytes() if other.is_file() else None) == bytes_before
    # And it can be worked with as before.
    person.control(Key.Key_2)
    assert window.tab == "table"
    idle(window, qtbot)


def opened(window, qtbot):
    """The window that has just been opened beside this one."""
    qtbot.waitUntil(lambda: len(windows()) == 2)
    made = next(w for w in windows() if w is not window)
    idle(made, qtbot)
    return made


def test_a_tracker_that_another_process_writes_is_opened_to_read_and_says_so(window, person, qtbot, other, monkeypatch):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(other)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "held\n"
        choose(monkeypatch, other)
        person.control(Key.Key_O)
        made = opened(window, qtbot)
        assert made.messages.isVisible()
        assert f"is open for writing in another window or command (process {holder.pid})" in made.messages.label.text()
        assert made.windowTitle().endswith("(read-only)")
        assert made.status.saved.text() == "Read-only"
        may_only_look(made)
        made.close()
    finally:
        holder.communicate("")
    assert windows() == [window]


def test_a_read_only_file_is_opened_to_read_and_says_so(window, person, qtbot, other, monkeypatch):
    other.chmod(0o444)
    bytes_before = other.read_bytes()
    choose(monkeypatch, other)
    person.control(Key.Key_O)
    made = opened(window, qtbot)
    assert "is read-only. Copy it to a place you can write to" in made.messages.label.text()
    may_only_look(made)
    made.close()
    assert other.read_bytes() == bytes_before


def may_only_look(made):
    actions = made.actions_
    assert made.session.results.total == 1
    made.session.select(made.session.results.ids[0])
    for action in (actions.log, actions.concern, actions.source, actions.import_, actions.delete, actions.undo):
        assert not action.isEnabled(), action.text()
    assert made.detail.header.title.isReadOnly()
    assert made.detail.summary.isReadOnly()
    assert actions.export.isEnabled()
    assert actions.find.isEnabled()


def test_a_good_tracker_is_opened_beside_the_present_one(window, person, qtbot, other, monkeypatch):
    choose(monkeypatch, other)
    person.control(Key.Key_O)
    made = opened(window, qtbot)
    assert not made.messages.isVisible()
    assert [row.title for row in made.session.results.rows] == ["The other tracker's event"]
    assert window.session.results.total == 49
    made.close()
    idle(window, qtbot)


def test_the_tracker_that_is_open_already_comes_to_the_front_instead_of_a_second_time(
    window, person, qtbot, monkeypatch
):
    choose(monkeypatch, window.session.store.path)
    person.control(Key.Key_O)
    assert windows() == [window]
    assert not window.session.store.read_only
    assert "open already" in window.messages.label.text()


def test_quitting_closes_every_window(window, person, qtbot, other, monkeypatch):
    choose(monkeypatch, other)
    person.control(Key.Key_O)
    opened(window, qtbot)
    person.control(Key.Key_Q)
    qtbot.waitUntil(lambda: windows() == [])
    with Store.open(other) as store:
        assert not store.read_only


def test_opening_nothing_does_nothing(window, person, monkeypatch):
    choose(monkeypatch, "")
    person.control(Key.Key_O)
    assert windows() == [window]
    assert not window.messages.isVisible()


def test_a_new_tracker_is_not_made_over_a_file(window, other, monkeypatch):
    bytes_before = other.read_bytes()
    choose(monkeypatch, other)
    window.actions_.new.trigger()
    assert "other.tracker" in window.messages.label.text()
    assert window.messages.property("look") == "error"
    assert other.read_bytes() == bytes_before
    assert windows() == [window]


def test_a_new_tracker_gets_its_suffix_and_a_window(window, qtbot, tmp_path, monkeypatch):
    choose(monkeypatch, tmp_path / "mine")
    window.actions_.new.trigger()
    made = opened(window, qtbot)
    assert made.session.store.path == tmp_path / "mine.tracker"
    assert made.session.results.total == 0
    made.close()


def test_a_message_is_closed_with_its_button(window, person, tmp_path, monkeypatch):
    choose(monkeypatch, tmp_path / "none.tracker")
    person.control(Key.Key_O)
    assert window.messages.isVisible()
    person.click(next(b for b in window.messages.children() if getattr(b, "clicked", None) is not None))
    assert not window.messages.isVisible()


# Importing what cannot be imported

IMPORTS = {
    "ragged rows": (
        b"Date,Title,Type\r\n2025-01-01,Fine,order\r\n2025-01-02,Too many,order,what,is,this\r\n2025-01-03\r\n",
        ["3", "4"],
        "cells",
    ),
    "impossible dates": (
        b"Date,Title,Type\r\n2025-02-30,Never,order\r\nthe other day,When,order\r\n2025-01-01,Fine,order\r\n",
        ["2", "3"],
        "2025-02-30",
    ),
    "a title missing": (b"Date,Title,Type\r\n2025-01-01,,order\r\n2025-01-02,Fine,order\r\n", ["2"], "title"),
}
REFUSED = {
    "wrong encoding": ("Date,Title,Type\r\n2025-01-01,Café,order\r\n".encode("latin-1"), "UTF-8"),
    "an empty file": (b"", "empty"),
    "NUL in a cell": (b"Date,Title,Type\r\n2025-01-01,a\x00b,order\r\n", "NUL character in line 2"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "theirs.csv"),
    "no column it knows": (b"alpha,beta\r\n1,2\r\n", "column"),
}


def look_at(window, person, qtbot, path):
    """Ctrl+I, name the file, Enter; the dialog once it has looked."""
    person.control(Key.Key_I)
    dialog = person.dialog(ImportDialog)
    person.paste(str(path))
    person.press(Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.progress.isVisible() and "Looking" not in dialog.says.text())
    return dialog


def cells(table):
    return [
        [(table.item(row, column).text() if table.item(row, column) else "") for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


@pytest.mark.parametrize("kind", IMPORTS)
def test_rows_that_cannot_be_read_are_listed_and_nothing_is_imported(window, person, qtbot, tmp_path, kind):
    content, rows, says = IMPORTS[kind]
    path = tmp_path / "theirs.csv"
    path.write_bytes(content)
    before = window.session.store.content_hash()
    dialog = look_at(window, person, qtbot, path)
    listed = cells(dialog.looks.problems)
    assert [row[1] for row in listed] == rows
    assert {row[0] for row in listed} == {"theirs.csv"}
    assert any(says in part for row in listed for part in row), listed
    assert dialog.looks.problems.isVisible()
    assert not dialog.import_button.isEnabled()
    person.press(Key.Key_I, ALT)
    assert dialog.isVisible()
    person.press(Key.Key_Escape)
    person.sees_closed(dialog)
    assert window.session.store.content_hash() == before
    assert not window.actions_.undo.isEnabled()


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_one_message(window, person, qtbot, tmp_path, kind):
    content, says = REFUSED[kind]
    path = tmp_path / "theirs.csv"
    path.write_bytes(content)
    before = window.session.store.content_hash()
    dialog = look_at(window, person, qtbot, path)
    told = dialog.says.text() + " ".join(part for row in cells(dialog.looks.problems) for part in row)
    assert says.lower() in told.lower()
    assert "Traceback" not in told
    assert not dialog.import_button.isEnabled()
    person.press(Key.Key_Escape)
    person.sees_closed(dialog)
    assert window.session.store.content_hash() == before


def test_a_column_without_a_field_is_named_and_left_out(window, person, qtbot, tmp_path):
    path = tmp_path / "theirs.csv"
    path.write_bytes(b"Date,Title,Type,Shoe size\r\n2025-01-01,Fine,order,44\r\n")
    dialog = look_at(window, person, qtbot, path)
    assert "Shoe size" in dialog.mapping.boxes
    assert dialog.mapping.boxes["Shoe size"].value() == "ignore"
    assert dialog.import_button.isEnabled()
    person.press(Key.Key_Escape)
    person.sees_closed(dialog)


@pytest.mark.parametrize("name", ["x" * 300, "a\x00b", "x" * 300 + "; y", "~nobody-of-this-name/x"])
def test_a_name_that_no_file_can_have_is_refused(window, person, qtbot, name):
    dialog = look_at(window, person, qtbot, name)
    assert dialog.says.property("look") == "error"
    assert "no file" in dialog.says.text()
    person.press(Key.Key_Escape)
    person.sees_closed(dialog)
    qtbot.waitUntil(lambda: window.status.jobs.job is None and "backup" in window.status.saved.text())
    person.control(Key.Key_E)
    dialog = person.dialog(ExportDialog)
    person.press(Key.Key_F, ALT)
    person.paste(name)
    if dialog.export_button.isEnabled():
        person.press(Key.Key_Return)
        person.sees_closed(dialog)
        qtbot.waitUntil(lambda: window.messages.isVisible() and window.status.jobs.job is None)
        assert window.messages.property("look") == "error"
    else:
        assert dialog.target.note.property("look") == "warning"
        person.press(Key.Key_Escape)
        person.sees_closed(dialog)


def test_a_file_that_is_not_there_is_told(window, person, qtbot, tmp_path):
    dialog = look_at(window, person, qtbot, tmp_path / "none.csv")
    assert "none.csv" in dialog.says.text()
    assert dialog.says.property("look") == "error"
    person.press(Key.Key_Escape)
    person.sees_closed(dialog)


# Exporting to where nothing can be written


def test_an_export_into_a_missing_folder_cannot_be_begun(window, person, qtbot, tmp_path):
    person.control(Key.Key_E)
    dialog = person.dialog(ExportDialog)
    person.press(Key.Key_F, ALT)
    person.paste(str(tmp_path / "none" / "out.csv"))
    assert "There is no folder" in dialog.target.note.text()
    assert not dialog.export_button.isEnabled()
    person.press(Key.Key_Return)
    assert dialog.isVisible()
    person.press(Key.Key_Escape)
    person.sees_closed(dialog)


def test_a_folder_that_goes_away_before_the_export_is_told_in_the_bar(window, person, qtbot, tmp_path):
    folder = tmp_path / "soon gone"
    folder.mkdir()
    person.control(Key.Key_E)
    dialog = person.dialog(ExportDialog)
    person.press(Key.Key_F, ALT)
    person.paste(str(folder / "out.csv"))
    assert dialog.export_button.isEnabled()
    folder.rmdir()
    person.press(Key.Key_Return)
    person.sees_closed(dialog)
    qtbot.waitUntil(lambda: window.messages.isVisible())
    assert window.messages.property("look") == "error"
    assert "soon gone" in window.messages.label.text()
    qtbot.waitUntil(lambda: window.status.jobs.job is None)


# A search that cannot be read


@pytest.mark.parametrize(
    ("search", "at"),
    [
        ('privacy "never closed', '"never closed'),
        ("colour:red", "colour:red"),
        ("privacy position:maybe", "maybe"),
        ("date:someday", "someday"),
        ("(one OR two", "("),
        ("one )", ")"),
        ("one OR", "OR"),
    ],
)
def test_a_malformed_search_is_underlined_and_explained_and_nothing_else_happens(window, person, qtbot, search, at):
    before = window.session.store.content_hash()
    person.control(Key.Key_F)
    person.type("type:complaint")
    person.press(Key.Key_Return)
    qtbot.waitUntil(lambda: window.status.found.text().endswith("match"))
    idle(window, qtbot)
    shown = window.session.results.text, window.status.found.text()
    person.control(Key.Key_A)
    person.type(search)
    # While typing the last part may still be unfinished; Enter says that it is not.
    person.press(Key.Key_Return)
    line = window.search_bar.line
    notes = [label for label in window.findChildren(type(window.status.found)) if label.isVisible()]
    said = line.accessibleDescription()
    assert said
    assert any(label.text() == said for label in notes)
    error = window.search_bar._error
    marked = search[error.start : error.end]
    assert marked in at or at in marked, marked
    idle(window, qtbot)
    assert line.text() == search
    assert len(window.timeline_page.table.events.ids) == len(window.session.results.ids)
    assert window.session.store.content_hash() == before
    # Mended, it is taken and the note goes.
    person.control(Key.Key_A)
    person.type(shown[0])
    person.press(Key.Key_Return)
    idle(window, qtbot)
    assert line.accessibleDescription() == ""
    assert not any(
        label.isVisible() and label.text() == said for label in window.findChildren(type(window.status.found))
    )
    assert window.status.found.text() == shown[1]


# Bad dates and bad records


def test_a_date_that_cannot_be_read_stays_in_the_pane_marked_and_is_not_written(window, person, qtbot):
    before = window.session.store.content_hash()
    window.session.select(window.session.results.ids[0])
    date = window.detail.facts.date
    qtbot.waitUntil(lambda: date.line.isVisible() and window.session.reader.is_idle())
    kept = date.line.text()
    person.click(date.line.viewport())
    person.paste("30 February 2025")
    person.tab()
    assert window.session.store.content_hash() == before
    assert date.hint.isVisible()
    assert date.hint.property("look") == "error"
    person.click(date.line.viewport())
    person.press(Key.Key_Escape)
    person.tab()
    assert date.line.text() == kept
    assert not date.hint.isVisible()


def test_an_empty_title_is_refused_with_a_message_and_can_be_taken_back(window, person, qtbot):
    before = window.session.store.content_hash()
    window.session.select(window.session.results.ids[0])
    title = window.detail.header.title
    kept = title.text()
    person.click(title.viewport())
    person.control(Key.Key_A)
    person.press(Key.Key_Delete)
    person.tab()
    assert window.session.store.content_hash() == before
    assert window.messages.isVisible()
    assert "title" in window.messages.label.text().lower()
    person.click(title.viewport())
    person.press(Key.Key_Escape)
    assert title.text() == kept


def test_a_tracker_changed_by_nobody_but_damaged_while_open_is_told(case, settings, qtbot, tmp_path, person):
    window = window_for(case, settings)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    idle(window, qtbot)
    with case.path.open("r+b") as file:  # another program writes over it: SQLite notices at the next read
        file.seek(8192)
        file.write(b"\xaa" * 65536)
    person.control(Key.Key_F)
    person.type("privacy")
    person.press(Key.Key_Return)
    qtbot.waitUntil(lambda: window.messages.isVisible())
    assert window.messages.property("look") == "error"
    assert "damaged" in window.messages.label.text()
    window.close()
    qtbot.waitUntil(lambda: not isValid(window))
