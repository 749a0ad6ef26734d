"""Marks as they are drawn: a gap says that sources disagree where no label can."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage, QPainter

from tracker.timeline.marks import Style
from tracker.ui import theme as themes
from tracker.ui.timeline.legend import sample
from tracker.ui.timeline.marks import MarkPainter


def column(theme, text, label_width, *, disputed):
    """The colours down the left edge of a mark."""
    style = Style()
    box = sample(text, style.mark_width, style, "court", disputed=disputed)._replace(label_width=label_width)
    image = QImage(60, round(style.row_height), QImage.Format.Format_RGB32)
    image.fill(theme.window)
    with QPainter(image) as painter:
        MarkPainter(theme, style).draw(painter, [box])
    return [image.pixelColor(1, y).name() for y in range(image.height())]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text", ["2025-04-07", "2025-04-07/2025-04-09"])
def test_a_mark_without_a_label_has_a_gap_where_sources_disagree(qapp, scheme, text):
    theme = themes.load(scheme)
    ground, colour = theme.window.name(), theme.family_colour("court").name()
    whole = column(theme, text, 0.0, disputed=False)
    middle = len(whole) // 2
    gap = column(theme, text, 0.0, disputed=True)
    assert whole != gap
    assert gap[middle - 1 : middle + 2].count(ground) >= 2
    assert colour in gap[: middle - 1]
    assert colour in gap[middle + 2 :]


def test_one_with_a_label_says_so_after_its_words_and_has_none(qapp):
    theme = themes.load("light")
    assert column(theme, "2025-04-07", 80.0, disputed=True) == column(theme, "2025-04-07", 80.0, disputed=False)
