"""The matrix of concerns as Qt asks for it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt

from tracker.store.matrix import CellChange, CellHistory, Matrix, MatrixRow, Said
from tracker.ui.matrix.model import MatrixModel

UNION, COURT, AGENCY, OTHER = (
    MatrixRow(1, "Union", "union", 3),
    MatrixRow(2, "Court", "court", 5),
    MatrixRow(3, "Agency", "agency", 1),
    MatrixRow(4, "Zoo", "zoo", 9),
)


def history(*said):
    """A cell with (day, position, date of the event)."""
    return CellHistory([Said(day, n, position, 100 + n, 10 + n, date) for n, (day, position, date) in enumerate(said)])


CELLS = {
    (1, "privacy"): history(("2025-03-01", "supports", "2025-03-01"), ("2025-04-07", "opposes", "2025-04-07")),
    (1, "due process"): history(("", "supports", "")),
    (2, "privacy"): history(*[("2025-12-31", "neutral", "2025")] * 5),
}
ACROSS, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


@pytest.fixture
def model(qapp):
    made = MatrixModel()
    made.show(Matrix((AGENCY, COURT, UNION, OTHER), ("privacy", "due process"), CELLS), "")
    return made


def names(model):
    return [row.name for row in model.rows]


def test_it_is_as_large_as_what_it_shows(model):
    assert (model.rowCount(), model.columnCount()) == (4, 2)
    assert (model.rowCount(model.index(0, 0)), model.columnCount(model.index(0, 0))) == (0, 0)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("concerns", ["Zoo", "Court", "Union", "Agency"]),
        ("kind", ["Agency", "Court", "Union", "Zoo"]),
        ("name", ["Agency", "Court", "Union", "Zoo"]),
    ],
)
def test_rows_are_put_in_order(model, order, expected):
    model.sort_by(order)
    assert names(model) == expected


def test_the_order_stays_when_the_matrix_changes(model):
    model.sort_by("name")
    model.show(Matrix((COURT, UNION), ("privacy",), CELLS), "court")
    assert names(model) == ["Court", "Union"]


def test_a_cell_is_found_by_who_and_what_whatever_the_order(model):
    for order in ("concerns", "name", "kind"):
        model.sort_by(order)
        assert model.cell(names(model).index("Union"), 0) == CELLS[1, "privacy"].on()
        assert model.cell(names(model).index("Zoo"), 1) is None


def test_an_undated_cell_says_so_in_words(model):
    place = model.index(names(model).index("Union"), 1)
    said = model.data(place, Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Union, Due process: Supports (1 concern), latest no date"
    assert model.data(place, Qt.ItemDataRole.ToolTipRole) == f"<p>{said}</p>"


def test_a_cell_is_in_the_search_only_with_both_its_terms(model):
    place = names(model).index("Union")
    for text, expected in (
        ("concern:privacy raised-by:Union", True),
        ("raised-by:union CONCERN:privacy", True),
        ("concern:privacy", False),
        ("concern:privacy -raised-by:Union", False),
        ("concern:privacy OR raised-by:Union", False),
    ):
        model.show(model.matrix, text)
        assert model.is_in_search(names(model).index("Union"), 0) is expected, text
    assert place >= 0


def test_headings_are_the_themes_and_the_stakeholders(model):
    assert [model.headerData(n, ACROSS) for n in range(2)] == ["Privacy", "Due process"]
    assert [model.headerData(n, DOWN) for n in range(4)] == names(model)
    assert model.headerData(0, DOWN, Qt.ItemDataRole.ToolTipRole) == "<p>Zoo (Zoo)</p>"
    assert model.headerData(0, ACROSS, Qt.ItemDataRole.DecorationRole) is None


def test_what_is_not_there_has_no_data(model):
    assert model.data(QModelIndex()) is None
    assert model.data(model.index(0, 0), Qt.ItemDataRole.FontRole) is None


def said(model, name, column=0, role=Qt.ItemDataRole.AccessibleTextRole):
    return model.data(model.index(names(model).index(name), column), role)


def test_a_cell_is_as_of_the_day_and_nothing_moves(model, qtbot):
    before = names(model)
    with qtbot.waitSignal(model.dataChanged):
        model.show_day("2025-04-06", "")
    assert said(model, "Union") == "Union, Privacy: Supports (1 concern), latest 1 Mar 2025"
    assert said(model, "Court") == "Court, Privacy: no concern by 6 Apr 2025"
    assert said(model, "Zoo") == "Zoo, Privacy: no concern"
    assert (names(model), model.columnCount()) == (before, 2)
    model.show_day("", "")
    assert said(model, "Union") == "Union, Privacy: Opposes (2 concerns), latest 7 Apr 2025"


def test_what_changed_since_another_day_is_said_in_words(model):
    model.show_day("2025-04-30", "2025-03-31")
    assert said(model, "Union") == (
        "Union, Privacy: Opposes (2 concerns), latest 7 Apr 2025; 1 more since 31 Mar 2025, was supports"
    )
    model.show_day("2025-04-30", "2025-02-01")
    assert said(model, "Union").endswith("; new since 1 Feb 2025")
    assert model.change(names(model).index("Union"), 0) == CellChange("", 2)
    model.show_day("2025-04-30", "2025-04-07")
    assert said(model, "Union").endswith("latest 7 Apr 2025")
    assert model.change(names(model).index("Union"), 0) is None


def test_the_tooltip_says_from_when_a_concern_counts(model):
    tip = Qt.ItemDataRole.ToolTipRole
    assert "counts from" not in said(model, "Union", role=tip)
    model.show_day("2025-04-06", "")
    assert "counts from the last day" in said(model, "Union", role=tip)
    assert "no concern by 6 Apr 2025" in said(model, "Court", role=tip)
    assert said(model, "Zoo", role=tip) is None
    assert said(model, "Zoo", role=Qt.ItemDataRole.DisplayRole) is None
