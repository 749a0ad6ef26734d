"""What an import would do, as three tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tracker.operations.importing import Count, FilePlan, ImportPlan, PreviewRow, Problem
from tracker.ui.dialogs.import_preview import CHANGES, PROBLEMS, ROWS, ImportPreview


@pytest.fixture
def view(qtbot):
    made = ImportPreview()
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


def plan(problems=(), notes=(), counts=None, preview=()):
    file = FilePlan(Path("a.csv"), "event", False, 1, {}, (), {})
    return ImportPlan((file,), (), (), counts or {"event": Count(1, 0, 0)}, preview, tuple(problems), tuple(notes), 0)


def shown(table):
    return [[table.item(r, c).text() for c in range(table.columnCount())] for r in range(table.rowCount())]


def header(table):
    return [table.horizontalHeaderItem(n).text() for n in range(table.columnCount())]


def problem(row, message="This is not a date."):
    return Problem("a.csv", row, "When", "soon", message)


def test_records_are_counted_under_names_people_use(view):
    view.show_plan(
        plan(counts={"event": Count(1234, 2, 3), "event_topic": Count(1, 0, 0), "authority": Count(0, 0, 7)})
    )
    assert shown(view.counts) == [
        ["Events", "1,234", "2", "3"],
        ["Event topics", "1", "0", "0"],
        ["Authorities", "0", "0", "7"],
    ]


def test_rows_are_shown_as_they_were_understood(view):
    rows = (
        PreviewRow("a.csv", 2, "new", {"title": "One", "date": "2025"}),
        PreviewRow("a.csv", 3, "left out", {"title": "Two", "url": "https://example.org"}),
    )
    view.show_plan(plan(preview=rows))
    assert header(view.rows) == ["Row", "Becomes", "title", "date", "url"]
    assert shown(view.rows) == [
        ["2", "New", "One", "2025", ""],
        ["3", "Left out", "Two", "", "https://example.org"],
    ]


def test_problems_say_file_row_column_and_what_is_wrong_and_come_to_the_front(view):
    view.show_plan(plan(problems=[problem(7)]))
    assert header(view.problems) == ["File", "Row", "Column", "In the file", "What is wrong"]
    assert shown(view.problems) == [["a.csv", "7", "When", "soon", "This is not a date."]]
    assert view.stack.currentIndex() == PROBLEMS
    assert view.tabs.button(PROBLEMS).isChecked()


def test_a_problem_of_the_file_as_a_whole_has_no_row(view):
    view.show_problems((problem(0),))
    assert shown(view.problems)[0][1] == ""


def test_without_problems_what_changes_is_in_front(view):
    view.show_plan(plan(problems=[problem(7)]))
    view.show_plan(plan())
    assert view.stack.currentIndex() == CHANGES
    assert view.tabs.button(PROBLEMS).text() == "Problems"
    assert shown(view.problems) == []


def test_thousands_of_problems_are_counted_but_not_all_listed(view):
    view.show_problems(tuple(problem(n) for n in range(2, 3002)))
    assert view.tabs.button(PROBLEMS).text() == "Problems (3,000)"
    assert 100 <= view.problems.rowCount() <= 1000


def test_notes_are_there_only_if_there_is_something_to_note(view):
    view.show_plan(plan(notes=["One thing: 3.", "Another: 4."]))
    assert view.notes.isVisible()
    assert view.notes.text() == "One thing: 3.\nAnother: 4."
    view.show_plan(plan())
    assert not view.notes.isVisible()


def test_a_tab_brings_its_table_to_the_front(view):
    view.show_plan(plan())
    QTest.mouseClick(view.tabs.button(ROWS), Qt.MouseButton.LeftButton)
    assert view.stack.currentWidget() is view.rows
    QTest.keyClick(view.tabs.button(CHANGES), Qt.Key.Key_Space)
    assert view.stack.currentWidget() is view.counts


def test_a_tab_has_room_for_its_words_in_bold(view):
    view.show_problems(tuple(problem(n) for n in range(2, 1234)))
    button = view.tabs.button(PROBLEMS)
    bold = button.font()
    bold.setBold(True)
    from PySide6.QtGui import QFontMetrics

    assert button.minimumWidth() >= QFontMetrics(bold).horizontalAdvance(button.text()) + 24
