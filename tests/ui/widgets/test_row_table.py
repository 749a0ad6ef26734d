"""The table of plain rows that events and sources are shown in."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tracker.ui import theme as themes
from tracker.ui.widgets.row_painter import Cell, RowPainter
from tracker.ui.widgets.row_table import Column, RowTable, tooltip

FLAGS = QItemSelectionModel.SelectionFlag
NAMES = ("Number", "Words", "Spare")


class Model(QAbstractTableModel):
    """Rows of a number, words and something to spare."""

    def __init__(self, count):
        super().__init__()
        self.count = count
        self.asked = []

    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        return self.count

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        return 3

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return self.cell(index.row(), index.column()).text if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        return NAMES[section] if role == Qt.ItemDataRole.DisplayRole else None

    def cell(self, row, column):
        self.asked.append(row)
        if column == 1:
            return Cell(f"Words of\nrow {row}", note="noted" if row == 1 else "")
        return Cell(str(row), family="court" if column == 0 else "", quiet=True)


@pytest.fixture
def table(qtbot):
    made = RowTable(themes.load("light"))
    qtbot.addWidget(made)
    made.model_ = Model(1000)
    made.setModel(made.model_)
    made.set_columns([Column("number", 80, 60), Column("words", 200, 100), Column("spare", 90, 80, spare=True)], 1)
    made.resize(600, 300)
    made.show()
    return made


def widths(table):
    return [table.columnWidth(n) for n in range(3)]


def test_one_column_takes_the_room_that_the_others_leave(table):
    assert widths(table)[0] == 80
    assert sum(widths(table)) == table.viewport().width()


def test_where_room_is_short_columns_give_way_and_the_spare_one_goes(table):
    table.resize(370, 300)
    assert not table.isColumnHidden(2)
    assert 60 <= widths(table)[0] < 80
    table.resize(300, 300)
    assert table.isColumnHidden(2)
    assert sum(widths(table)[:2]) == table.viewport().width()
    table.resize(600, 300)
    assert not table.isColumnHidden(2)
    assert widths(table)[2] == 90
    assert table.widths == {}  # nobody gave the one that came back a width


def test_a_width_given_by_hand_is_kept(table):
    table.horizontalHeader().resizeSection(0, 130)
    table.resize(420, 300)
    assert widths(table)[0] == 130
    assert table.widths == {"number": 130}


def test_columns_widths_and_their_order_come_back(table, qtbot):
    table.horizontalHeader().resizeSection(0, 130)
    table.horizontalHeader().moveSection(1, 0)
    state = table.save_state()
    table.set_columns(table.columns, 1)
    assert (table.widths, table.horizontalHeader().visualIndex(1)) == ({}, 1)
    table.restore_state(state)
    assert (table.widths, table.horizontalHeader().visualIndex(1)) == ({"number": 130}, 0)


def test_a_spare_column_that_had_no_room_is_not_kept_as_hidden(table):
    table.resize(300, 300)
    assert table.isColumnHidden(2)
    table.restore_state(table.save_state())
    table.resize(600, 300)
    assert not table.isColumnHidden(2)


NAMED = st.sampled_from(["number", "words", "spare", "else"])
ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 5000) | st.floats(allow_nan=False) | st.text(max_size=3) | NAMED,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMED | st.text(max_size=3), inner, max_size=4),
    max_leaves=8,
)
WIDTHS = st.dictionaries(NAMED, st.integers(-10, 5000), min_size=1)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(ANY | st.fixed_dictionaries({"order": ANY, "hidden": ANY, "widths": ANY | WIDTHS}))
def test_whatever_was_kept_the_table_stays_one_that_can_be_used(table, state):
    table.restore_state(json.dumps(state))
    assert not table.isColumnHidden(1)
    assert widths(table)[1] >= 100
    assert all(40 <= width <= 2000 for width in table.widths.values())
    assert sorted(table.horizontalHeader().visualIndex(n) for n in range(3)) == [0, 1, 2]
    table.grab()


@pytest.mark.parametrize("text", ["", "{", "\x00", "null"])
def test_a_state_that_is_none_changes_nothing(table, text):
    before = table.save_state()
    table.restore_state(text)
    assert table.save_state() == before


def test_headings_are_never_cut(qtbot, table):
    table.set_columns([Column("number", 1, 1), Column("words", 1, 1), Column("spare", 1, 1)], 1)
    metrics = table.fontMetrics()
    assert all(width >= metrics.horizontalAdvance(name) for width, name in zip(widths(table), NAMES, strict=True))


def test_only_rows_in_sight_are_asked_for(table):
    table.grab()
    table.model_.asked.clear()
    table.verticalScrollBar().setValue(500 * table.rowHeight(0))
    table.viewport().grab()
    assert min(table.model_.asked) >= 499
    assert max(table.model_.asked) <= 500 + 300 // table.rowHeight(0) + 1


def test_rows_in_sight_follow_the_scroll_bar_to_the_pixel(table):
    table.verticalScrollBar().setValue(7)
    assert table.rowAt(0) == 0
    assert table.visualRect(table.model_.index(1, 0)).top() == table.rowHeight(0) - 7
    image = table.viewport().grab().toImage()
    line = table.theme.line
    assert image.pixelColor(400, table.rowHeight(0) - 8) == line
    assert image.pixelColor(400, table.rowHeight(0) - 9) != line


def test_selected_rows_are_found_from_ranges(table):
    model = table.selectionModel()
    for row in (5, 3, 4, 900):
        model.select(table.model_.index(row, 0), FLAGS.Select | FLAGS.Rows)
    assert table.selected_rows() == [3, 4, 5, 900]
    model.clearSelection()
    assert table.selected_rows() == []


def test_a_selected_row_is_marked_across_its_whole_width(table):
    table.selectRow(2)
    image = table.viewport().grab().toImage()
    top = table.visualRect(table.model_.index(2, 0)).top() + 3
    assert {image.pixelColor(x, top).name() for x in range(4, image.width())} == {table.theme.selection.name()}


def test_the_row_the_keyboard_stands_on_has_a_mark_at_its_edge_while_it_has_the_keyboard(table, qtbot):
    table.activateWindow()
    table.setFocus()
    table.setCurrentIndex(table.model_.index(1, 0))
    qtbot.waitUntil(table.hasFocus)
    edge = QPoint(1, table.visualRect(table.model_.index(1, 0)).center().y())
    assert table.viewport().grab().toImage().pixelColor(edge) == table.theme.accent
    table.clearFocus()
    assert table.viewport().grab().toImage().pixelColor(edge) != table.theme.accent


def test_the_pointer_marks_its_row(table):
    QTest.mouseMove(table.viewport(), table.visualRect(table.model_.index(3, 1)).center())
    table.entered.emit(table.model_.index(3, 1))
    assert table.hovered == 3
    table.viewportEntered.emit()
    assert table.hovered == -1


def test_another_theme_is_drawn_at_once(table):
    table.selectRow(0)
    dark = themes.load("dark")
    table.set_theme(dark)
    assert table.viewport().grab().toImage().pixelColor(300, 3) == dark.selection


def test_a_note_is_shown_whole_where_the_words_are_cut_short(qapp, table):
    painter = RowPainter(table.theme, table.font())
    cell = Cell("many words " * 20, note="not cited")
    assert painter.needed(cell) > painter.needed(Cell("many words " * 20))
    assert painter.needed(Cell("two\nlines")) == painter.needed(Cell("two lines"))
    assert painter.needed(Cell("a", family="court")) > painter.needed(Cell("a"))


def test_words_without_rows_are_shown_in_their_place(qtbot):
    table = RowTable(themes.load("light"))
    qtbot.addWidget(table)
    table.setModel(Model(0))
    table.resize(400, 200)
    blank = table.viewport().grab().toImage()
    table.empty_text = "Nothing here yet"
    assert table.viewport().grab().toImage() != blank


def test_a_tooltip_is_never_read_as_marks():
    assert tooltip("<img src=x> & co") == "<p>&lt;img src=x&gt; &amp; co</p>"
    assert tooltip("") == ""


def test_a_row_that_comes_into_view_takes_no_column_out_of_it(table):
    table.set_columns([Column("number", 80, 60), Column("words", 200, 100), Column("spare", 900, 900)], 1)
    left = table.horizontalScrollBar()
    QApplication.processEvents()
    assert left.maximum() > 0
    table.setCurrentIndex(table.model_.index(700, 2))
    table.scrollTo(table.model_.index(700, 2))
    assert table.verticalScrollBar().value() > 0
    assert left.value() == 0
    table.setCurrentIndex(table.model_.index(700, 1))
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert left.value() > 0
