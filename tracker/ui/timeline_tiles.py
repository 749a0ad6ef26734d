"""Pictures of stretches of the timeline's lanes, kept while one pans: what was drawn once is only moved.

A tile begins at a multiple of its width on the endless strip of one zoom, so that everything keeps its place in it.
It holds bars, marks and the labels beside them; a label inside its span moves as one pans, and is drawn by itself.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

WIDTH = 256
_KEPT = 32


class Tile(NamedTuple):
    """`told`: all that its labels say has been read; `complete`: they are all drawn."""

    picture: QPixmap
    told: bool
    complete: bool


Draw = Callable[[QPainter, int], tuple[bool, bool]]
"""Draws the stretch of `WIDTH` pixels that begins at a place of the strip; returns whether it is told and complete."""


class Tiles:
    """The tiles of one zoom. They hold for a `key` of all that they depend on beside."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._tiles: OrderedDict[int, Tile] = OrderedDict()

    def hold_for(self, *key: object) -> bool:
        """Whether what is kept holds for this key; if not, it is forgotten."""
        same = len(key) == len(self._key) and all(a is b or a == b for a, b in zip(key, self._key, strict=True))
        if not same:
            self._key = key
            self._tiles.clear()
        return same

    def told(self, anew: bool = False) -> None:
        """More has been read of what labels say; `anew`: also of such as are drawn."""
        for number in [number for number, tile in self._tiles.items() if anew or not tile.told]:
            del self._tiles[number]

    def draw(self, painter: QPainter, offset: float, size: tuple[float, float], ratio: float, draw: Draw) -> bool:
        """Draw the stretch of the strip from `offset` on over an area of this width and height, whose top left corner
        is the painter's origin; returns whether it is complete."""
        complete = True
        for number in range(int(offset // WIDTH), int((offset + size[0]) // WIDTH) + 1):
            tile = self._tiles.get(number)
            if tile is None or not tile.complete:
                tile = self._tiles[number] = self._drawn(number, size[1], ratio, draw)
            self._tiles.move_to_end(number)
            complete = complete and tile.complete
            painter.drawPixmap(QPointF(round(number * WIDTH - offset), 0), tile.picture)
        while len(self._tiles) > _KEPT:
            self._tiles.popitem(last=False)
        return complete

    def _drawn(self, number: int, height: float, ratio: float, draw: Draw) -> Tile:
        picture = QPixmap(int(WIDTH * ratio + 0.5), int(height * ratio + 0.5))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            told, complete = draw(painter, number * WIDTH)
        return Tile(picture, told, complete)
