"""What a person says about files of other programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tracker.operations.importing import FilePlan, target_fields
from tracker.ui.dialogs.import_options import ImportOptions, MappingPanel, Said


@pytest.fixture
def options(qtbot):
    made = ImportOptions(["raid", "order"])
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def panel(qtbot):
    made = MappingPanel()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    return made


def strange(name, samples, mapping, table="event"):
    return FilePlan(Path(name), table, False, 2, mapping, tuple(set(samples) - set(mapping)), samples)


def pick(box, value):
    """Choose in a list as with the keyboard."""
    box.setCurrentIndex(box.values.index(value))


def chosen(panel):
    return {column: box.value() for column, box in panel.boxes.items()}


def test_at_first_nothing_is_said(options):
    assert options.said() == Said(None, None, "", "report", False)


@pytest.mark.parametrize(
    ("box", "value", "field", "said"),
    [
        ("rows", "concerns", "rows", "concerns"),
        ("dates", "day", "day_first", True),
        ("dates", "month", "day_first", False),
        ("encoding", "cp1252", "encoding", "cp1252"),
        ("default_type", "raid", "default_type", "raid"),
    ],
)
def test_each_choice_is_said_and_told_at_once(options, qtbot, box, value, field, said):
    with qtbot.waitSignal(options.changed):
        pick(getattr(options, box), value)
    assert getattr(options.said(), field) == said


def test_keeping_what_has_no_field_is_a_choice(options, qtbot):
    with qtbot.waitSignal(options.changed):
        QTest.mouseClick(options.keep_unknown, Qt.MouseButton.LeftButton, pos=options.keep_unknown.rect().center())
    assert options.said().keep_unknown


def test_types_of_the_users_own_are_offered_once_and_last(options):
    offered = options.default_type.values
    assert offered[-1] == "raid"
    assert offered.count("order") == 1


def test_every_choice_has_a_name_for_screen_readers(options):
    for box in (options.rows, options.dates, options.encoding, options.default_type):
        assert box.accessibleName()
        assert "&" not in box.accessibleName()


def test_columns_stand_in_their_order_with_where_they_go(panel):
    panel.show_files([strange("a.csv", {"When": "2025", "Who": "X", "Title": "T"}, {"When": "date", "Title": "title"})])
    assert list(panel.boxes) == ["When", "Who", "Title"]
    assert chosen(panel) == {"When": "date", "Who": "ignore", "Title": "title"}


def test_columns_of_several_files_are_joined(panel):
    one = strange("a.csv", {"When": "2025", "Title": "T"}, {"When": "date", "Title": "title"})
    two = strange("b.csv", {"Title": "U", "Link": "x"}, {"Title": "title", "Link": "url"})
    panel.show_files([one, two])
    assert chosen(panel) == {"When": "date", "Title": "title", "Link": "url"}


def test_a_choice_is_told_and_showing_a_plan_is_not_a_choice(panel, qtbot):
    file = strange("a.csv", {"When": "2025", "Who": "X"}, {"When": "date"})
    told = []
    panel.mapped.connect(lambda column, field: told.append((column, field)))
    panel.show_files([file])
    assert told == []
    pick(panel.boxes["Who"], "title")
    assert told == [("Who", "title")]


def test_the_same_columns_keep_their_boxes_so_that_focus_stays(panel):
    file = strange("a.csv", {"When": "2025", "Who": "X"}, {"When": "date"})
    panel.show_files([file])
    before = panel.boxes["When"]
    panel.show_files([strange("a.csv", {"When": "2025", "Who": "X"}, {"When": "date", "Who": "title"})])
    assert panel.boxes["When"] is before
    assert chosen(panel)["Who"] == "title"


def test_what_rows_are_decides_which_fields_there_are(panel):
    panel.show_files([strange("a.csv", {"Title": "T"}, {"Title": "title"}, "source")])
    box = panel.boxes["Title"]
    assert box.values[1:] == list(target_fields("sources"))


def test_a_column_without_a_name_cannot_be_mapped(panel):
    panel.show_files([strange("a.csv", {"Title": "T", "": "x"}, {"Title": "title"})])
    assert list(panel.boxes) == ["Title"]


def test_long_names_are_cut_short_and_whole_in_the_tooltip(panel):
    name = "A very long <b>name</b> of a column " * 4
    panel.show_files([strange("a.csv", {name: "sample\nof two lines"}, {})])
    labels = panel.widget().findChildren(type(panel.widget().layout().itemAtPosition(0, 0).widget()))
    assert labels[0].width() < labels[0].fontMetrics().horizontalAdvance(name)
    assert "&lt;b&gt;" in labels[0].toolTip()
    assert labels[1].text() == "sample of two lines"
    assert panel.grab().width() == 500
    assert panel.horizontalScrollBar().maximum() == 0
