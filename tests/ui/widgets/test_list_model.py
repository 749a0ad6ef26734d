"""A list of rows: what is let through, in what order, and what is said of each cell."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from tracker.ui.widgets.list_model import ListColumn, ListModel
from tracker.ui.widgets.row_painter import Cell

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
NAME, WEIGHT, PLAIN = range(3)


@dataclass(frozen=True)
class Thing:
    id: int
    name: str
    weight: tuple[int, ...] = ()


THINGS = [Thing(1, "bee", (1, 2)), Thing(2, ""), Thing(3, "ant", (1, 1)), Thing(4, "bee", (0,))]


@pytest.fixture
def model(qapp):
    made = ListModel()
    made.columns = (
        ListColumn(
            "name", "Name", lambda thing: Cell(thing.name, note="heavy" if thing.weight else ""), lambda t: t.name
        ),
        ListColumn("weight", "Weight", lambda thing: Cell(str(sum(thing.weight))), lambda thing: thing.weight),
        ListColumn("plain", "Plain", lambda thing: Cell("same")),
    )
    made.show(THINGS, {thing.id: thing.name for thing in THINGS})
    return made


def ids(model):
    return [thing.id for thing in model.rows]


def test_rows_stand_as_they_come_until_somebody_sorts_them(model):
    assert ids(model) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("column", "order", "found"),
    [
        (NAME, UP, [3, 1, 4, 2]),
        (NAME, DOWN, [1, 4, 3, 2]),
        (WEIGHT, UP, [4, 3, 1, 2]),
        (WEIGHT, DOWN, [1, 3, 4, 2]),
        (PLAIN, DOWN, [1, 2, 3, 4]),
    ],
)
def test_what_is_empty_comes_last_both_ways_and_what_is_alike_as_it_came(model, column, order, found):
    model.sort(column, order)
    assert ids(model) == found


def test_words_and_a_choice_narrow_the_list_and_its_order_stays(model):
    model.sort(WEIGHT, DOWN)
    model.set_filter("B", lambda thing: thing.id > 1)
    assert ids(model) == [4]
    model.set_filter("b")
    assert ids(model) == [1, 4]
    model.show(THINGS[1:], {thing.id: "bee" for thing in THINGS})
    assert ids(model) == [3, 4, 2]


def test_a_row_is_found_by_its_id_unless_it_is_not_shown(model):
    model.sort(NAME, UP)
    assert model.row_of(4) == 2
    model.set_filter("ant")
    assert model.row_of(4) == -1


def test_what_follows_the_words_of_a_cell_is_said_to_screen_readers_too(model):
    bee = model.index(0, NAME)
    assert bee.data() == "bee"
    assert bee.data(Qt.ItemDataRole.AccessibleTextRole) == "bee, heavy"
    assert model.index(1, NAME).data(Qt.ItemDataRole.AccessibleTextRole) == ""
    assert bee.data(Qt.ItemDataRole.ToolTipRole) is None


def test_columns_are_found_by_name_and_only_they_have_headings(model):
    assert model.names == {"name": "Name", "weight": "Weight", "plain": "Plain"}
    assert model.place("weight") == WEIGHT
    assert model.headerData(WEIGHT, Qt.Orientation.Horizontal) == "Weight"
    assert model.headerData(WEIGHT, Qt.Orientation.Vertical) is None


def test_a_row_has_no_rows_of_its_own(model):
    assert model.rowCount() == 4
    assert model.columnCount() == 3
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0
