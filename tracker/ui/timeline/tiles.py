"""Pictures of stretches of the timeline's lanes, kept while one pans and zooms: what was drawn is moved or stretched.

A tile begins at a multiple of its width on the endless strip of one zoom, so that everything keeps its place in it.
It holds bars, marks and the labels beside them; a label inside its span moves as one pans, and is drawn by itself.
While one zooms, tiles of a zoom nearby are stretched; those of the new zoom are drawn one by one meanwhile.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from tracker.timeline.scale import Scale

WIDTH = 128
_KEPT = 64


class Tile(NamedTuple):
    """`told`: all that its labels say has been read; `complete`: they are all drawn."""

    picture: QPixmap
    told: bool
    complete: bool


Draw = Callable[[QPainter, Scale], tuple[bool, bool]]
"""Draws the stretch of the strip that a scale, `WIDTH` pixels wide, shows; returns whether it is told and complete."""


class Tiles:
    """The tiles of one `zoom` (pixels a day). They hold for a key of all that they depend on beside."""

    def __init__(self, zoom: float = 0.0, key: tuple[object, ...] = ()) -> None:
        self.zoom = zoom
        self._key = key
        self._tiles: OrderedDict[int, Tile] = OrderedDict()

    def hold_for(self, zoom: float, *key: object) -> bool:
        """Whether what is kept holds for this key, be it for another zoom; if not, it is forgotten, and `zoom` is what
        the next are drawn for."""
        same = len(key) == len(self._key) and all(a is b or a == b for a, b in zip(key, self._key, strict=True))
        if not same:
            self.zoom, self._key = zoom, key
            self._tiles.clear()
        return same

    def anew(self, zoom: float) -> Tiles:
        """None yet, for another zoom and all else as it is."""
        return Tiles(zoom, self._key)

    def told(self, anew: bool = False) -> None:
        """More has been read of what labels say; `anew`: also of such as are drawn."""
        for number in [number for number, tile in self._tiles.items() if anew or not tile.told]:
            del self._tiles[number]

    def missing(self, scale: Scale, beside: bool = False) -> list[int]:
        """The numbers of the tiles in view that are still to be drawn; also of one `beside` it on either side."""
        if beside:
            scale = Scale(scale.day(-WIDTH), scale.pixels_per_day, scale.width + 2 * WIDTH)
        return [number for number in self._in_view(scale) if number not in self._tiles]

    def make(self, number: int, height: float, ratio: float, draw: Draw) -> Tile:
        """Draw a tile."""
        picture = QPixmap(int(WIDTH * ratio + 0.5), int(height * ratio + 0.5))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            told, complete = draw(painter, Scale(number * WIDTH / self.zoom, self.zoom, WIDTH))
        tile = self._tiles[number] = Tile(picture, told, complete)
        return tile

    def draw(self, painter: QPainter, scale: Scale, height: float, ratio: float, draw: Draw) -> bool:
        """Draw what a scale shows over an area of its width and this height, whose top left corner is the painter's
        origin; returns whether it is complete."""
        complete = True
        stretch = scale.pixels_per_day / self.zoom
        left = scale.origin_day * scale.pixels_per_day
        for number in self._in_view(scale):
            tile = self._tiles.get(number)
            if tile is None or not tile.complete:
                tile = self.make(number, height, ratio, draw)
            self._tiles.move_to_end(number)
            complete = complete and tile.complete
            x = round(number * WIDTH * stretch - left)
            if stretch == 1:
                painter.drawPixmap(QPointF(x, 0), tile.picture)
            else:
                end = round((number + 1) * WIDTH * stretch - left)
                painter.drawPixmap(QRectF(x, 0, end - x, height), tile.picture, QRectF(tile.picture.rect()))
        while len(self._tiles) > _KEPT:
            self._tiles.popitem(last=False)
        return complete

    def _in_view(self, scale: Scale) -> range:
        first, last = scale.origin_day * self.zoom, scale.last_day * self.zoom
        return range(int(first // WIDTH), int(last // WIDTH) + 1)
