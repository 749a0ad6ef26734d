"""Importing from the window: look first, then all in one edit or nothing."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from shiboken6 import isValid

from tracker.errors import RecordError
from tracker.operations import importing
from tracker.operations.exporting import export
from tracker.records import Event, Source
from tracker.store import Store
from tracker.ui.dialogs.import_dialog import ImportDialog
from tracker.ui.dialogs.import_preview import CHANGES, PROBLEMS, ROWS
from tracker.ui.session import Session

THEIRS = """When,Headline,Category,Link,What happened,Reviewer
2025-04-07,Memorandum signed,memorandum of understanding,https://example.org/a,The departments agree,AB
2025-05-12,Injunction denied,order,,The court declines,CD
"""
AMBIGUOUS = "When,Headline\n7/4/2025,Memorandum signed\n2025-05-12,Injunction denied\n"


@pytest.fixture
def session(store, qtbot):
    made = Session(store)
    yield made
    made.close()


@pytest.fixture
def dialog(session, qtbot):
    made = ImportDialog(session)
    made.open()
    yield made
    if isValid(made):  # it goes when it is closed
        made.reject()


def looked(dialog, qtbot):
    """Wait until the files have been looked at."""
    qtbot.waitUntil(lambda: dialog._job is None and not dialog._again)


def name_file(dialog, qtbot, path):
    """Type a path and press Enter."""
    dialog.files.clear()
    QTest.keyClicks(dialog.files, str(path))
    QTest.keyClick(dialog.files, Qt.Key.Key_Return)
    looked(dialog, qtbot)


def write_file(tmp_path, text, name="theirs.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def shown(table):
    return [[table.item(r, c).text() for c in range(table.columnCount())] for r in range(table.rowCount())]


def pick(box, value):
    """Choose in a list as with the keyboard."""
    box.setCurrentIndex(box.values.index(value))


def press(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def do_import(dialog, session, qtbot):
    """Press Import; returns what the message bar says."""
    with qtbot.waitSignal(session.message) as said:
        press(dialog.import_button)
    return said.args


def titles(session):
    return sorted(event.title for event in session.store.where(Event))


# Before anything is chosen


def test_at_first_it_says_what_to_do_and_nothing_can_be_imported(dialog):
    assert "Choose what to import" in dialog.says.text()
    assert not dialog.import_button.isEnabled()
    assert not dialog.strange.isVisible()
    assert not dialog.looks.isVisible()


def test_enter_in_the_file_box_looks_and_does_not_import(dialog, session, tmp_path, qtbot):
    name_file(dialog, qtbot, write_file(tmp_path, THEIRS))
    QTest.keyClick(dialog.files, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert titles(session) == []


# Files of other programs


def test_a_strangers_file_is_looked_at_before_anything_is_written(dialog, session, tmp_path, qtbot):
    before = session.store.content_hash()
    name_file(dialog, qtbot, write_file(tmp_path, THEIRS))
    assert {column: box.value() for column, box in dialog.mapping.boxes.items()} == {
        "When": "date",
        "Headline": "title",
        "Category": "type",
        "Link": "url",
        "What happened": "ignore",
        "Reviewer": "ignore",
    }
    assert ["Events", "2", "0", "0"] in shown(dialog.looks.counts)
    rows = shown(dialog.looks.rows)
    assert [row[:2] for row in rows] == [["2", "New"], ["3", "New"]]
    assert "Memorandum signed" in rows[0]
    assert dialog.import_button.isEnabled()
    assert session.store.content_hash() == before


def test_importing_is_one_edit_that_undo_takes_back(dialog, session, tmp_path, qtbot):
    before = session.store.content_hash()
    name_file(dialog, qtbot, write_file(tmp_path, THEIRS))
    said, severity = do_import(dialog, session, qtbot)
    assert severity == "message"
    assert "Ctrl+Z" in said
    assert not dialog.isVisible()
    assert titles(session) == ["Injunction denied", "Memorandum signed"]
    assert session.store.undo_label() == "Import theirs.csv"
    session.undo()
    assert session.store.content_hash() == before


def test_a_column_goes_where_the_person_says(dialog, session, tmp_path, qtbot):
    name_file(dialog, qtbot, write_file(tmp_path, THEIRS))
    pick(dialog.mapping.boxes["What happened"], "summary")
    looked(dialog, qtbot)
    pick(dialog.mapping.boxes["Link"], "ignore")
    looked(dialog, qtbot)
    assert dialog.mapping.boxes["What happened"].value() == "summary"
    do_import(dialog, session, qtbot)
    found = {event.title: event for event in session.store.where(Event)}
    assert found["Injunction denied"].summary == "The court declines"
    assert session.store.where(Source) == []


def test_two_columns_for_one_field_are_refused_and_can_be_mended(dialog, tmp_path, qtbot):
    name_file(dialog, qtbot, write_file(tmp_path, THEIRS))
    pick(dialog.mapping.boxes["Category"], "date")
    looked(dialog, qtbot)
    pick(dialog.mapping.boxes["When"], "date")
    looked(dialog, qtbot)
    assert "Two columns are mapped to “date”" in dialog.says.text()
    assert not dialog.import_button.isEnabled()
    assert dialog.mapping.isVisible()
    pick(dialog.mapping.boxes["Category"], "type")
    looked(dialog, qtbot)
    assert dialog.import_button.isEnabled()


def test_each_field_explains_itself(dialog, tmp_path, qtbot):
    name_file(dialog, qtbot, write_file(tmp_path, THEIRS))
    box = dialog.mapping.boxes["When"]
    about = importing.target_fields("events")
    assert box.values == ["ignore", *about]
    for place in range(1, box.count()):
        assert box.itemData(place, Qt.ItemDataRole.ToolTipRole)


def test_columns_without_a_field_may_be_kept_in_the_summary(dialog, session, tmp_path, qtbot):
    name_file(dialog, qtbot, write_file(tmp_path, THEIRS))
    dialog.options.keep_unknown.click()
    looked(dialog, qtbot)
    do_import(dialog, session, qtbot)
    assert any("Reviewer: AB" in event.summary for event in session.store.where(Event))


def test_events_without_a_type_become_what_is_chosen(dialog, session, tmp_path, qtbot):
    name_file(dialog, qtbot, write_file(tmp_path, "When,Headline\n2025-01-02,Something\n"))
    assert "“report”" in dialog.looks.notes.text()
    pick(dialog.options.default_type, "agency statement")
    looked(dialog, qtbot)
    do_import(dialog, session, qtbot)
    assert [event.type for event in session.store.where(Event)] == ["agency statement"]


def test_rows_may_be_sources(dialog, session, tmp_path, qtbot):
    name_file(dialog, qtbot, write_file(tmp_path, "Title,Link\nA paper,https://example.org/p\n"))
    pick(dialog.options.rows, "sources")
    looked(dialog, qtbot)
    assert ["Sources", "1", "0", "0"] in shown(dialog.looks.counts)
    do_import(dialog, session, qtbot)
    assert [source.title for source in session.store.where(Source)] == ["A paper"]


# Problems


def test_an_ambiguous_date_is_asked_about_and_never_guessed(dialog, session, tmp_path, qtbot):
    name_file(dialog, qtbot, write_file(tmp_path, AMBIGUOUS))
    assert dialog.looks.stack.currentIndex() == PROBLEMS
    assert dialog.looks.tabs.button(PROBLEMS).text() == "Problems (1)"
    [problem] = shown(dialog.looks.problems)
    assert problem[:4] == ["theirs.csv", "2", "When", "7/4/2025"]
    assert not dialog.import_button.isEnabled()
    pick(dialog.options.dates, "day")
    looked(dialog, qtbot)
    assert dialog.looks.tabs.button(PROBLEMS).text() == "Problems"
    do_import(dialog, session, qtbot)
    assert sorted(event.date for event in session.store.where(Event)) == ["2025-04-07", "2025-05-12"]


def test_month_first_is_the_other_reading(dialog, session, tmp_path, qtbot):
    name_file(dialog, qtbot, write_file(tmp_path, AMBIGUOUS))
    pick(dialog.options.dates, "month")
    looked(dialog, qtbot)
    do_import(dialog, session, qtbot)
    assert "2025-07-04" in [event.date for event in session.store.where(Event)]


def test_bad_rows_are_left_out_only_when_the_person_says_so(dialog, session, tmp_path, qtbot):
    name_file(dialog, qtbot, write_file(tmp_path, "When,Headline\nsoon,One\n2025-05-12,Two\nlater,Three\n"))
    assert "2 rows" in dialog.skip.text()
    assert not dialog.import_button.isEnabled()
    dialog.skip.click()
    assert dialog.import_button.isEnabled()
    do_import(dialog, session, qtbot)
    assert titles(session) == ["Two"]


def test_a_ragged_row_is_named_with_its_number(dialog, tmp_path, qtbot):
    name_file(dialog, qtbot, write_file(tmp_path, "When,Headline\n2025-01-01,One,too,many\n2025-01-02,Two\n"))
    [problem] = shown(dialog.looks.problems)
    assert problem[1] == "2"
    assert "4 cells" in problem[4]


def test_a_file_in_another_encoding_is_read_once_that_is_said(dialog, session, tmp_path, qtbot):
    name_file(dialog, qtbot, write_file(tmp_path, "When,Headline\n2025-01-01,Façade\n", encoding="cp1252"))
    assert "utf-8" in dialog.says.text()
    assert not dialog.import_button.isEnabled()
    assert dialog.options.isVisible()
    assert not dialog.mapping.isVisible()
    pick(dialog.options.encoding, "cp1252")
    looked(dialog, qtbot)
    do_import(dialog, session, qtbot)
    assert titles(session) == ["Façade"]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [("missing.csv", None, "There is no file"), ("empty.csv", "", "it is empty"), ("nul.csv", "a,b\n\x00,1\n", "NUL")],
)
def test_a_file_that_cannot_be_read_gives_one_clear_message(dialog, session, tmp_path, qtbot, name, text, says):
    before = session.store.content_hash()
    path = tmp_path / name if text is None else write_file(tmp_path, text, name)
    name_file(dialog, qtbot, path)
    assert says in dialog.says.text()
    assert not dialog.import_button.isEnabled()
    assert session.store.content_hash() == before


def test_another_file_begins_afresh(dialog, tmp_path, qtbot):
    name_file(dialog, qtbot, write_file(tmp_path, THEIRS))
    pick(dialog.mapping.boxes["What happened"], "summary")
    looked(dialog, qtbot)
    name_file(dialog, qtbot, write_file(tmp_path, "Date,Title,What happened\n2025,A,b\n", "other.csv"))
    assert set(dialog.mapping.boxes) == {"Date", "Title", "What happened"}
    assert dialog.mapping.boxes["What happened"].value() == "ignore"


# Our own files


@pytest.fixture
def exported(session, tmp_path):
    """A folder with everything of a tracker that holds two events and a source."""
    with session.store.edit("Log") as edit:
        edit.add_all([Event(title="One", type="order", date="2025"), Event(title="Two", type="order", date="2026")])
        edit.add(Source(kind="report", title="Paper"))
    return export(session.store, tmp_path / "folder", rows="everything").target


def test_what_the_tracker_holds_already_is_not_imported_again(dialog, exported, qtbot):
    name_file(dialog, qtbot, exported)
    assert "holds all of this already" in dialog.says.text()
    assert ["Events", "0", "0", "2"] in shown(dialog.looks.counts)
    assert not dialog.import_button.isEnabled()
    assert not dialog.strange.isVisible()


def test_an_exported_folder_restores_what_is_gone_and_changes_back_what_differs(
    dialog, session, exported, qtbot, monkeypatch
):
    before = session.store.content_hash()
    one, two = session.store.where(Event, "date")
    with session.store.edit("Change") as edit:
        edit.change(one, title="Uno")
        edit.remove(two)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(exported))
    press(dialog.files.folder_button)
    looked(dialog, qtbot)
    assert ["Events", "1", "1", "0"] in shown(dialog.looks.counts)
    do_import(dialog, session, qtbot)
    assert session.store.content_hash() == before


def test_several_files_are_chosen_at_once(dialog, session, tmp_path, qtbot, monkeypatch):
    paths = [
        write_file(tmp_path, "Date,Title\n2025,A\n", "a.csv"),
        write_file(tmp_path, "Date,Title\n2026,B\n", "b; c.csv"),
    ]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(paths[0])], ""))
    press(dialog.files.choose_button)
    looked(dialog, qtbot)
    assert dialog.files.paths() == paths[:1]
    dialog.files.setText(str(paths[1]))
    assert dialog.files.paths() == paths[1:]  # a file whose name has a semicolon is one file
    dialog.files.setText(f"{paths[0]}; {tmp_path / 'x.csv'}")
    assert dialog.files.paths() == [paths[0], tmp_path / "x.csv"]


# Threads


def test_a_choice_made_while_files_are_being_read_drops_what_was_being_read(dialog, tmp_path, qtbot, monkeypatch):
    begun, asked = threading.Event(), []
    plan = importing.plan

    def slow(store, paths, mapping, rows, day_first, *, cancelled, **rest):
        asked.append(day_first)
        if len(asked) == 1:
            begun.set()
            while not cancelled():
                pass
        return plan(store, paths, mapping, rows, day_first, cancelled=cancelled, **rest)

    monkeypatch.setattr(importing, "plan", slow)
    dialog.files.setText(str(write_file(tmp_path, AMBIGUOUS)))
    dialog.files.look()
    assert begun.wait(30)
    pick(dialog.options.dates, "day")
    looked(dialog, qtbot)
    assert asked == [None, True]
    assert dialog.import_button.isEnabled()


def test_while_it_writes_it_stays_open_and_nothing_can_be_pressed(dialog, session, tmp_path, qtbot, monkeypatch):
    at_work, may_end = threading.Event(), threading.Event()
    apply, here = importing.apply, threading.get_ident()

    def slow(store, plan, **options):
        assert threading.get_ident() != here
        at_work.set()
        assert may_end.wait(30)
        return apply(store, plan, **options)

    monkeypatch.setattr(importing, "apply", slow)
    name_file(dialog, qtbot, write_file(tmp_path, THEIRS))
    press(dialog.import_button)
    assert at_work.wait(30)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.import_button.isEnabled()
    assert not dialog.cancel_button.isEnabled()
    with qtbot.waitSignals([session.changed, session.message]):
        may_end.set()
    assert not dialog.isVisible()
    assert len(titles(session)) == 2


def test_a_refusal_changes_nothing_and_says_why(dialog, session, tmp_path, qtbot, monkeypatch):
    def refuses(store, plan, **options):
        raise RecordError("A title is too long.")

    monkeypatch.setattr(importing, "apply", refuses)
    name_file(dialog, qtbot, write_file(tmp_path, THEIRS))
    press(dialog.import_button)
    qtbot.waitUntil(lambda: dialog.says.text() == "A title is too long.")
    assert dialog.isVisible()
    assert dialog.cancel_button.isEnabled()
    assert titles(session) == []


def test_a_tracker_changed_since_the_preview_is_looked_at_once_more(dialog, session, tmp_path, qtbot):
    name_file(dialog, qtbot, write_file(tmp_path, THEIRS))
    with session.store.edit("Log") as edit:
        edit.add(Event(title="Meanwhile", type="order"))
    press(dialog.import_button)
    qtbot.waitUntil(lambda: "has changed since" in dialog.says.text())
    assert titles(session) == ["Meanwhile"]
    assert "would be new" in dialog.says.text()
    assert do_import(dialog, session, qtbot)[0].startswith("Imported: ")
    assert len(titles(session)) > 1


@pytest.mark.parametrize("closed", ["dialog", "session"])
def test_closing_while_files_are_read_ends_the_reading(session, tmp_path, qtbot, monkeypatch, closed):
    begun = threading.Event()

    def endless(*_, cancelled, **__):
        begun.set()
        while not cancelled():
            pass
        raise importing.CancelledError("The import was cancelled.")

    monkeypatch.setattr(importing, "plan", endless)
    dialog = ImportDialog(session)
    dialog.open()
    dialog.files.setText(str(write_file(tmp_path, THEIRS)))
    dialog.files.look()
    assert begun.wait(30)
    job = dialog._job
    if closed == "dialog":
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
    else:
        session.close()
    assert job.isFinished()
    dialog.close()


def test_closing_with_a_name_half_typed_looks_at_nothing(session, tmp_path, qtbot, monkeypatch):
    begun = []
    monkeypatch.setattr(importing, "plan", lambda *_, **__: begun.append(1))
    window = QLineEdit()  # what has the keyboard once the dialog is gone
    qtbot.addWidget(window)
    window.show()
    made = ImportDialog(session, window)
    made.open()
    made.files.setFocus()
    qtbot.waitUntil(made.files.hasFocus)
    QTest.keyClicks(made.files, str(write_file(tmp_path, THEIRS)))
    made.close()
    qtbot.waitUntil(lambda: not isValid(made))
    assert begun == []


def test_the_tabs_bring_their_tables_to_the_front(dialog, tmp_path, qtbot):
    name_file(dialog, qtbot, write_file(tmp_path, THEIRS))
    assert dialog.looks.stack.currentIndex() == CHANGES
    press(dialog.looks.tabs.button(ROWS))
    assert dialog.looks.stack.currentWidget() is dialog.looks.rows


def test_a_large_file_is_imported_whole(dialog, session, tmp_path, qtbot):
    lines = "".join(f"2024-01-{1 + n % 28:02},Event {n},order\n" for n in range(3000))
    name_file(dialog, qtbot, write_file(tmp_path, "Date,Title,Type\n" + lines))
    do_import(dialog, session, qtbot)
    assert session.store.count(Event) == 3000
    assert isinstance(session.store, Store)
