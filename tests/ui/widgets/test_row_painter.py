"""How a cell is drawn."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QImage, QPainter

from tracker.ui import theme as themes
from tracker.ui.widgets.row_painter import Cell, RowPainter, row_height

WIDTH = 160


@pytest.fixture(params=["light", "dark"])
def theme(request, qapp):
    return themes.load(request.param)


@pytest.fixture
def painter(theme, qapp):
    return RowPainter(theme, qapp.font())


def drawn(painter, cell, width=WIDTH, beyond=40):
    """A cell drawn on the theme's ground, with some room to its right that it must not touch."""
    image = QImage(width + beyond, painter.height, QImage.Format.Format_RGB32)
    image.fill(painter.theme.window)
    on = QPainter(image)
    on.setFont(painter.font)
    painter.draw(on, cell, 0, 0, width)
    on.end()
    return image


def colours(image, left=0, right=None):
    return {image.pixelColor(x, y).name() for x in range(left, right or image.width()) for y in range(image.height())}


def test_a_family_is_a_square_and_a_position_its_sign(painter):
    square, ring = (drawn(painter, Cell("", family="court")), drawn(painter, Cell("", position="neutral")))
    assert painter.theme.families["court"].name() in colours(square)
    assert painter.theme.positions["neutral"].name() in colours(ring)
    middle = (8 + 4, painter.height // 2)
    assert square.pixelColor(*middle) == painter.theme.families["court"]
    assert ring.pixelColor(*middle) == painter.theme.window


def test_words_are_text_muted_or_warning(painter):
    theme = painter.theme
    assert theme.text.name() in colours(drawn(painter, Cell("Words ▇")))
    assert theme.muted.name() in colours(drawn(painter, Cell("Words ▇", quiet=True)))
    assert theme.warning.name() in colours(drawn(painter, Cell("Words ▇", warn=True)))


def test_an_empty_cell_draws_nothing(painter):
    assert colours(drawn(painter, Cell(""))) == {painter.theme.window.name()}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.text(max_size=60), st.sampled_from(["", "court"]), st.integers(30, 300))
def test_nothing_is_drawn_beyond_the_cell(painter, text, family, width):
    image = drawn(painter, Cell(text, family=family), width)
    assert colours(image, width) == {painter.theme.window.name()}


def test_a_note_is_left_out_where_it_would_leave_no_room_for_the_words(painter):
    cell = Cell("A title of some length", note="not cited")
    with_note, without = drawn(painter, cell, 300), drawn(painter, Cell(cell.text), 300)
    assert with_note != without
    assert drawn(painter, cell, 90) == drawn(painter, Cell(cell.text), 90)


def test_words_are_laid_out_once_and_not_all_are_kept(painter):
    for number in range(5000):
        painter._lay_out(f"Event {number}", 200)
    assert len(painter._laid) <= 4096
    assert painter._lay_out("Event 4999", 200) is painter._lay_out("Event 4999", 200)


def test_a_line_break_in_the_text_does_not_reach_the_next_row(painter):
    assert drawn(painter, Cell("two\nlines")) == drawn(painter, Cell("two lines"))


def test_marks_in_the_text_are_text(painter):
    assert drawn(painter, Cell("<b>x</b>")) != drawn(painter, Cell("x"))


def test_rows_are_higher_than_the_text_whatever_its_size(theme):
    for size in (8, 13, 26, 40):
        font = QFont()
        font.setPointSize(size)
        painter = RowPainter(theme, font)
        assert painter.height == row_height(painter.metrics) > painter.metrics.height()
