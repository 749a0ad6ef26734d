"""A few rows of a file, to look at."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tracker.ui.widgets.preview_table import PreviewTable


def test_rows_are_shown_as_text_each_on_one_line(qtbot):
    table = PreviewTable()
    qtbot.addWidget(table)
    table.show_rows(("a", "b"), [("<b>1</b>", "two\nlines"), ("3", "x" * 2000)])
    assert table.item(0, 0).text() == "<b>1</b>"
    assert table.item(0, 1).text() == "two ⏎ lines"
    assert len(table.item(1, 1).text()) <= 300
    assert [table.horizontalHeaderItem(n).text() for n in range(2)] == ["a", "b"]


def test_new_rows_take_the_place_of_the_old(qtbot):
    table = PreviewTable()
    qtbot.addWidget(table)
    table.show_rows(("a", "b"), [("1", "2")] * 5)
    table.show_rows(("c",), [("3",)])
    assert (table.rowCount(), table.columnCount()) == (1, 1)


def test_a_long_cell_does_not_push_the_others_out_of_sight(qtbot):
    table = PreviewTable()
    qtbot.addWidget(table)
    table.show_rows(("a", "b"), [("long " * 60, "2")])
    assert table.columnWidth(0) <= 220


def test_nothing_in_it_can_be_changed(qtbot):
    table = PreviewTable()
    qtbot.addWidget(table)
    table.show_rows(("a",), [("1",)])
    assert table.editTriggers() == PreviewTable.EditTrigger.NoEditTriggers
    assert table.selectionMode() == PreviewTable.SelectionMode.NoSelection


def test_the_last_column_may_take_the_rest_and_wrap(qtbot):
    table = PreviewTable()
    qtbot.addWidget(table)
    table.resize(300, 300)
    table.show()
    table.show_rows(("a", "b"), [("1", "many words " * 20)])
    before = table.rowHeight(0)
    table.stretch_last()
    assert table.horizontalHeader().length() == table.viewport().width()
    assert table.rowHeight(0) > before
    assert table.horizontalHeader().defaultAlignment() & Qt.AlignmentFlag.AlignLeft
