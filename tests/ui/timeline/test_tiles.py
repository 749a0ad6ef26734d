"""Panning and zooming from kept pictures shows what drawing anew does."""

from __future__ import annotations

import datetime
import random

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from tracker.timeline.marks import Lane, TimelineItem
from tracker.timeline.scale import Scale
from tracker.ui import theme as themes
from tracker.ui.timeline.tiles import WIDTH, Tiles
from tracker.ui.timeline.timeline_view import TimelineView

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
        view._tiles.hold_for(0.0)
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


def test_what_is_beside_the_view_is_drawn_before_one_pans_there(view, monkeypatch, qtbot):
    drawn = []
    paint = view.painter().draw_strip
    monkeypatch.setattr(
        view.painter(),
        "draw_strip",
        lambda painter, layout, top: (drawn.append(layout.scale.origin_day), paint(painter, layout, top))[1],
    )
    view.set_scale(Scale(float(DAY + 300), 2.0, 1.0))
    painted(view)
    painted(view)
    in_view = len(drawn)
    qtbot.waitUntil(lambda: len(drawn) == in_view + 2)
    assert (min(drawn), max(drawn)) == tuple(drawn[n] for n in (in_view, in_view + 1))
    for way in (WIDTH, -2 * WIDTH):
        view.pan(way)
        painted(view)
    assert len(drawn) == in_view + 2


def test_another_theme_or_set_of_events_is_drawn_anew(view):
    for change in (
        lambda: view.set_theme(themes.load("dark")),
        lambda: view.set_items(items(900, random.Random(9)), LANES),
    ):
        painted(view)
        painted(view)
        assert view._tiles._tiles
        change()
        painted(view)
        assert not view._tiles._tiles


def test_while_one_zooms_nothing_is_laid_out_and_at_rest_all_is_as_drawn_anew(view, monkeypatch, qtbot):
    view.set_scale(Scale(float(DAY + 300), 4.0, 1.0))
    painted(view)
    painted(view)
    laid_out = []
    layout = view.chart.layout
    monkeypatch.setattr(view.chart, "layout", lambda *args, **more: (laid_out.append(args), layout(*args, **more))[1])
    still = painted(view)
    laid_out.clear()
    for _ in range(5):
        view.zoom_at(400, 1.03)
        stretched = painted(view)
        assert view.is_stretched
    assert laid_out == []
    assert different(stretched, still) > 0.01
    qtbot.waitUntil(lambda: not view.is_stretched)
    zoom = view.scale.pixels_per_day
    view.set_scale(Scale(round(view.scale.origin_day * zoom) / zoom, zoom, 1.0))  # no half pixels
    for _ in range(4):  # with the labels left to the next frame
        sharp = painted(view)
    view._tiles.hold_for(0.0)
    assert different(sharp, painted(view)) < 0.002


def test_a_picture_is_made_anew_one_part_at_a_time(view):
    view.set_scale(Scale(float(DAY + 300), 4.0, 1.0))
    painted(view)
    view.zoom_at(400, 1.2)
    painted(view)
    steps = 1
    while not view.sharpen():
        assert view.is_stretched
        steps += 1
    assert not view.is_stretched
    assert 4 <= steps <= 1200 // WIDTH


def test_who_zooms_on_and_on_is_shown_pictures_of_zooms_nearby(view):
    view.set_scale(Scale(float(DAY + 300), 0.5, 1.0))
    painted(view)
    painted(view)
    for _ in range(60):
        view.zoom_at(400, 1.06)
        painted(view)
        QApplication.processEvents()
        assert view.scale.pixels_per_day / view._tiles.zoom < 2
    assert view.scale.pixels_per_day > 10


def test_the_selected_event_is_seen_where_it_is_while_one_zooms(view):
    view.set_scale(Scale(float(DAY + 300), 4.0, 1.0))
    chosen = view.layout_in_view().boxes[40].item
    view.select(chosen.id)
    painted(view)
    view.zoom_at(100, 1.2)
    painted(view)
    assert view.is_stretched
    seen = view.scene(True).chosen
    assert seen.item.id == chosen.id
    assert seen.x0 == pytest.approx(view._selected_box().x0, abs=1)


def test_an_event_selected_while_one_zooms_is_the_one_shown_as_selected(view):
    view.set_scale(Scale(float(DAY + 300), 4.0, 1.0))
    one, other = (view.layout_in_view().boxes[n].item.id for n in (40, 60))
    view.select(one)
    painted(view)
    view.zoom_at(100, 1.1)
    painted(view)
    view.select(other, reveal=False)
    assert view.is_stretched
    assert view.scene(True).chosen.item.id == other
    view.select(None)
    assert view.scene(True).chosen is None


def test_tiles_whose_titles_came_are_drawn_again_and_no_others(qtbot):
    tiles, drawn = Tiles(), []
    tiles.hold_for(1.0, "key")
    width = 2.5 * WIDTH
    image = QImage(int(width), 50, QImage.Format.Format_ARGB32_Premultiplied)

    def draw(_, scale):
        drawn.append(scale.origin_day)
        return scale.origin_day != WIDTH, True

    for _ in range(2):
        with QPainter(image) as painter:
            assert tiles.draw(painter, Scale(0.0, 1.0, width), 50, 1.0, draw)
        tiles.told()
    assert drawn == [0, WIDTH, 2 * WIDTH, WIDTH]


def test_a_tile_that_is_not_complete_is_drawn_until_it_is(qtbot):
    tiles, drawn = Tiles(1.0), []
    image = QImage(100, 50, QImage.Format.Format_ARGB32_Premultiplied)

    def draw(_, scale):
        drawn.append(scale.origin_day)
        return True, len(drawn) > 1

    done = []
    for _ in range(3):
        with QPainter(image) as painter:
            done.append(tiles.draw(painter, Scale(0.0, 1.0, 100), 50, 1.0, draw))
    assert (done, drawn) == ([False, True, True], [0, 0])
