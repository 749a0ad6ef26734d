"""Widgets side by side, in as many rows as the width asks for."""

from __future__ import annotations

import weakref

import pytest
import shiboken6
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from tracker.ui.widgets.flow import FlowLayout


@pytest.fixture
def box(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    FlowLayout(made, gap=4, row_gap=6)
    return made


def button(box, width):
    made = QPushButton("x", box)
    made.setFixedSize(width, 20)
    box.layout().addWidget(made)
    return made


def test_what_fits_stands_in_one_row(box):
    one, two = button(box, 50), button(box, 50)
    box.resize(200, 100)
    box.show()
    assert one.y() == two.y()
    assert two.x() == one.x() + 54


def test_what_does_not_fit_begins_a_new_row(box):
    one, two, three = (button(box, 80) for _ in range(3))
    box.resize(170, 100)
    box.show()
    assert two.y() == one.y()
    assert three.y() == one.y() + 26
    assert three.x() == one.x()


def test_the_height_follows_the_width(box):
    for _ in range(4):
        button(box, 80)
    layout = box.layout()
    assert layout.heightForWidth(400) == 20
    assert layout.heightForWidth(170) == 46
    assert layout.heightForWidth(80) == 98


def test_what_is_hidden_takes_no_room(box):
    one, two = button(box, 80), button(box, 80)
    box.resize(400, 50)
    box.show()
    one.hide()
    box.layout().activate()
    assert two.x() == 0


def test_an_inserted_widget_comes_where_it_is_put(box):
    last = button(box, 40)
    first = QPushButton("y", box)
    first.setFixedSize(40, 20)
    box.layout().insert_widget(0, first)
    box.resize(200, 40)
    box.show()
    assert first.x() < last.x()
    assert box.layout().count() == 2


def test_nothing_is_wider_than_the_room(box):
    label = QLabel("word " * 30, box)
    label.setWordWrap(True)
    box.layout().addWidget(label)
    box.resize(150, 300)
    box.show()
    assert label.width() <= 150


def test_past_the_end_there_is_nothing(box):
    assert box.layout().itemAt(0) is None
    assert box.layout().takeAt(3) is None


def test_what_grows_makes_more_rows(box):
    one, two = button(box, 80), button(box, 80)
    assert box.layout().heightForWidth(170) == 20
    two.setFixedSize(120, 20)
    assert box.layout().heightForWidth(170) == 46
    one.hide()
    assert box.layout().heightForWidth(170) == 20


def test_of_what_qt_deletes_nothing_stays_that_could_be_taken_for_something_new(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    outer, flow = QVBoxLayout(window), FlowLayout()
    buttons = [QPushButton("x") for _ in range(3)]
    for each in buttons:
        flow.addWidget(each)
    outer.addLayout(flow)  # from here on the outer layout answers for the items of the inner one
    left = weakref.ref(flow.itemAt(1))
    shiboken6.delete(buttons[1])
    assert flow.count() == 2
    assert left() is None


def test_a_widget_s_item_goes_with_its_row(qtbot):
    window = QWidget()
    flow = FlowLayout(window)
    flow.addWidget(QPushButton("x"))
    left = weakref.ref(flow.itemAt(0))
    del flow
    shiboken6.delete(window)
    assert left() is None
