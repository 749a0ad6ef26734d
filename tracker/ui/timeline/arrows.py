"""Drawing the relations of events: curves with a head and a word, in a line that differs by their kind."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF, QRegion

from tracker.timeline.arrows import LINES, Arrow, Drawing, Link, Rect
from tracker.ui.theme import Theme
from tracker.ui.timeline.dates import faded
from tracker.ui.timeline.labels import ONE_LINE, Fonts, one_line

_PATTERNS: dict[str, list[float]] = {"dash": [5, 3], "dot": [1, 2.5], "dash dot": [6, 3, 1, 3]}
_HEAD = 8.0
# How strong an arrow is where a title stands over it.
_BELOW_TITLES = 0.25


class ArrowPainter:
    """Draws arrows in a theme's colours. Those of the event `chosen` stand out."""

    def __init__(self, theme: Theme, fonts: Fonts) -> None:
        self.theme = theme
        self.fonts = fonts

    def draw_lines(
        self,
        painter: QPainter,
        drawing: Drawing,
        chosen: int | None,
        view: Rect,
        titles: Sequence[Rect] = (),
        named: int | None = None,
    ) -> None:
        """All arrows, to stand below the `titles` that they cross: there they are faint, so that those can be read,
        but for the arrows of the event `named` (the one pointed at)."""
        arrows = [*drawing.arrows, *(stub.arrow for stub in drawing.stubs)]
        pointed = [arrow for arrow in arrows if chosen != named in (arrow.link.source, arrow.link.target)]
        others = [arrow for arrow in arrows if arrow not in pointed]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if others and titles:
            painter.drawPixmap(QPointF(view.x, view.y), self._below(others, chosen, view, titles, painter))
        for arrow in pointed if titles else arrows:
            self.draw_line(painter, arrow, self._colour(arrow.link, chosen))
        painter.restore()

    def _below(
        self, arrows: Sequence[Arrow], chosen: int | None, view: Rect, titles: Sequence[Rect], on: QPainter
    ) -> QPixmap:
        """A picture of arrows in a view, faint where titles are: to draw the curves is what takes the time, so they
        are drawn once."""
        ratio = on.device().devicePixelRatioF()
        picture = QPixmap(math.ceil(view.width * ratio), math.ceil(view.height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-view.x, -view.y)
            for arrow in arrows:
                self.draw_line(painter, arrow, self._colour(arrow.link, chosen))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
            # As one region: where two rows of titles meet nothing is made faint twice.
            painter.setClipRegion(_region(titles))
            painter.fillRect(QRectF(*view), QColor(0, 0, 0, round(255 * _BELOW_TITLES)))
        return picture

    def draw_words(self, painter: QPainter, drawing: Drawing, chosen: int | None, more: str, view: Rect) -> None:
        """What the arrows say, over everything. `more` is said at the bottom of the view if not all are drawn."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.fonts.axis)
        for arrow in drawing.arrows:
            if arrow.place is not None and arrow.word:
                self._draw_words(painter, arrow.place, arrow.word, self._colour(arrow.link, chosen), framed=False)
        for stub in drawing.stubs:
            self._draw_words(painter, stub.place, stub.text, self._colour(stub.link, chosen), framed=True)
        if more:
            width = painter.fontMetrics().horizontalAdvance(more) + 12
            height = painter.fontMetrics().height() + 4
            place = Rect(view.right - width - 4, view.bottom - height - 4, width, height)
            self._draw_words(painter, place, more, self.theme.muted, framed=True)
        painter.restore()

    def _colour(self, link: Link, chosen: int | None) -> QColor:
        return self.theme.accent if chosen in (link.source, link.target) else self.theme.muted

    def draw_line(self, painter: QPainter, arrow: Arrow, colour: QColor) -> None:
        line = LINES.get(arrow.link.kind, "solid")
        path = QPainterPath(QPointF(*arrow.start))
        path.cubicTo(QPointF(*arrow.bend), QPointF(*arrow.turn), QPointF(*arrow.end))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(colour, 2.2 if line == "strong" else 1.4)
        if line in _PATTERNS:
            pen.setDashPattern(_PATTERNS[line])
        painter.setPen(pen)
        painter.drawPath(path)
        self._draw_head(painter, arrow, colour)

    def _draw_head(self, painter: QPainter, arrow: Arrow, colour: QColor) -> None:
        (x, y), (from_x, from_y) = arrow.end, arrow.turn
        angle = math.atan2(y - from_y, x - from_x) if (x, y) != (from_x, from_y) else math.pi / 2
        corners = [
            QPointF(x - _HEAD * math.cos(angle + turn), y - _HEAD * math.sin(angle + turn)) for turn in (-0.42, 0.42)
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([QPointF(x, y), *corners]))

    def _draw_words(self, painter: QPainter, place: Rect, words: str, colour: QColor, framed: bool) -> None:
        box = QRectF(*place)
        painter.setPen(QPen(colour, 1) if framed else Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.window if framed else faded(self.theme.window, 0.9))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(colour)
        text = painter.fontMetrics().elidedText(one_line(words), Qt.TextElideMode.ElideRight, int(box.width()) - 6)
        painter.drawText(box.adjusted(4 if not framed else 6, 0, 0, 0), ONE_LINE, text)


def _region(places: Iterable[Rect]) -> QRegion:
    region = QRegion()
    for place in places:
        region += QRectF(*place).toAlignedRect()
    return region


def draw_arrow_sample(painter: QPainter, kind: str, area: QRectF, theme: Theme, fonts: Fonts) -> None:
    """How a kind of relation is drawn, for the legend."""
    y = area.center().y()
    start, end = (area.left() + 2, y), (area.right() - 2, y)
    arrow = Arrow(Link(kind, 0, 0), start, start, start, end, "", None)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ArrowPainter(theme, fonts).draw_line(painter, arrow, theme.accent)
