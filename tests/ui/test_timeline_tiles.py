"""Panning from kept pictures shows what drawing anew does."""

from __future__ import annotations

import datetime
import random

import pytest
from PySide6.QtGui import QImage, QPainter

from tracker.timeline.marks import Lane, TimelineItem
from tracker.timeline.scale import Scale
from tracker.ui import theme as themes
from tracker.ui.timeline_tiles import WIDTH, Tiles
from tracker.ui.timeline_view import TimelineView

DAY = datetime.date(2020, 1, 1).toordinal()
LANES = [Lane("court", "Court", "court"), Lane("data", "Data", "data")]


def items(count, chance):
    made = []
    for n in range(count):
        day, length = DAY + int(chance.random() ** 2 * 1500), chance.choice((0, 0, 0, 0, 40))
        family = chance.choice(("court", "data"))
        kind = "interval" if length else "day"
        made.append(TimelineItem(n, day, day + length, f"Notice {n} on records", (family,), family, kind))
    return made


@pytest.fixture
def view(qtbot):
    made = TimelineView(themes.load("light"))
    qtbot.addWidget(made)
    made.resize(1200, 500)
    made.set_today(DAY + 700)
    made.set_items(items(4000, random.Random(4)), LANES)
    return made


def painted(view):
    image = QImage(view.size(), QImage.Format.Format_ARGB32_Premultiplied)
    view.render(image)
    return image


def different(one, other):
    """The part of the pixels that differ."""
    pairs = zip(one.constBits(), other.constBits(), strict=True)
    return sum(a != b for a, b in pairs) / one.sizeInBytes()


@pytest.mark.parametrize("pixels_per_day", [0.5, 4.0, 16.0])
def test_what_was_drawn_before_is_where_it_would_be_drawn_now(view, pixels_per_day, qtbot):
    view.set_scale(Scale(float(DAY + 300), pixels_per_day, 1.0))
    painted(view)
    for _ in range(3):
        view.pan(-64)
        moved = painted(view)
        moved = painted(view)  # with the labels left to the next frame
        view._tiles.hold_for()
        anew = painted(view)
        # A label that stands over the edge of a chunk's neighbour, or a pixel of rounding.
        assert different(moved, anew) < 0.002
        painted(view)


def test_each_stretch_is_drawn_once_while_one_pans(view, monkeypatch):
    drawn = []
    paint = view.painter().draw_strip
    monkeypatch.setattr(
        view.painter(),
        "draw_strip",
        lambda painter, layout, top: (drawn.append(layout.scale.origin_day), paint(painter, layout, top))[1],
    )
    view.set_scale(Scale(float(DAY + 300), 2.0, 1.0))
    painted(view)
    assert drawn == []
    for _ in range(20):
        view.pan(-30)
        for _ in range(3):
            painted(view)
    in_all = len(set(drawn))
    assert in_all <= 1200 // WIDTH + 2 + 600 // WIDTH + 1
    drawn.clear()
    view.pan(100)
    painted(view)
    assert drawn == []


def test_another_zoom_theme_or_set_of_events_is_drawn_anew(view):
    for change in (
        lambda: view.zoom_at(300, 1.5),
        lambda: view.set_theme(themes.load("dark")),
        lambda: view.set_items(items(900, random.Random(9)), LANES),
    ):
        painted(view)
        painted(view)
        assert view._tiles._tiles
        change()
        painted(view)
        assert not view._tiles._tiles


def test_tiles_whose_titles_came_are_drawn_again_and_no_others(qtbot):
    tiles, drawn = Tiles(), []
    tiles.hold_for(1)
    image = QImage(600, 50, QImage.Format.Format_ARGB32_Premultiplied)

    def draw(_, place):
        drawn.append(place)
        return place != WIDTH, True

    for _ in range(2):
        with QPainter(image) as painter:
            assert tiles.draw(painter, 0.0, (600, 50), 1.0, draw)
        tiles.told()
    assert drawn == [0, WIDTH, 2 * WIDTH, WIDTH]


def test_a_tile_that_is_not_complete_is_drawn_until_it_is(qtbot):
    tiles, drawn = Tiles(), []
    image = QImage(200, 50, QImage.Format.Format_ARGB32_Premultiplied)

    def draw(_, place):
        drawn.append(place)
        return True, len(drawn) > 1

    done = []
    for _ in range(3):
        with QPainter(image) as painter:
            done.append(tiles.draw(painter, 0.0, (200, 50), 1.0, draw))
    assert (done, drawn) == ([False, True, True], [0, 0])
