"""A position is told by its shape, wherever it is drawn."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from tracker import vocabulary
from tracker.ui import theme as themes
from tracker.ui.position_signs import draw_position


def drawn(theme, position, size):
    """The pixels that differ from the ground, without colour."""
    image = QImage(size + 4, size + 4, QImage.Format.Format_ARGB32)
    image.fill(theme.window)
    with QPainter(image) as painter:
        draw_position(painter, theme, position, QRectF(2, 2, size, size))
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return {
        (x, y)
        for x in range(grey.width())
        for y in range(grey.height())
        if abs(grey.pixelColor(x, y).value() - theme.window.value()) > 40
    }


@pytest.mark.parametrize("name", ["light", "dark", "light-contrast", "dark-contrast"])
@pytest.mark.parametrize("size", [16, 11, 8])
def test_positions_differ_in_shape_and_not_only_in_colour(qapp, name, size):
    theme = themes.load(name)
    shapes = [drawn(theme, position, size) for position in vocabulary.CLOSED["position"]]
    assert all(shapes)
    for one, other in combinations(shapes, 2):
        assert len(one ^ other) >= size
