"""Drawing the marks of events. Most are days and spans of days, which are drawn many at a time; what says more of its
date is drawn by itself (see `timeline_dates`)."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF

from tracker.timeline.layout import Box
from tracker.timeline.marks import Style
from tracker.ui.theme import Theme
from tracker.ui.timeline.dates import INSET, SPAN, DatePainter, faded

# How high a flag is, and how wide its pennant: in other sizes it is in proportion.
FLAG_HEIGHT, PENNANT = 18.0, 9.0
# How high the gap is in a mark without a label on whose event sources disagree.
GAP = 3
# What is drawn beyond a mark's ends, at most, in pixels.
_ROOM = 2
# Pictures of marks that are wider than this are not kept, nor more than so many.
WIDEST_KEPT, KEPT_MARKS = 400, 2_000


class MarkPainter:
    """Draws marks in a theme's colours. With the scale factor of a screen as `ratio` those that are drawn part by part
    are drawn once and kept as pictures; without one (0) they are always drawn, as into a file that keeps shapes."""

    def __init__(self, theme: Theme, style: Style, ratio: float = 0.0) -> None:
        self.theme = theme
        self.style = style
        self.ratio = ratio
        self._pictures: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()

    def colour(self, family: str) -> QColor:
        """The colour of a family, or of none."""
        return self.theme.family_colour(family) if family else self.theme.muted

    def draw(self, painter: QPainter, boxes: Sequence[Box]) -> None:
        """The marks of events. Days and spans, which are many, are gathered by colour and drawn together. A gap in one
        without a label says what two arrows after a label say: sources disagree."""
        gathered: defaultdict[tuple[str, int], list[QRect]] = defaultdict(list)
        lines: defaultdict[tuple[str, bool], set[tuple[int, int, int]]] = defaultdict(set)
        width, inset = round(self.style.mark_width), INSET
        edge = max(1, round(width / 2))
        gaps: list[QRect] = []
        height, rail = round(self.style.row_height) - 2 * inset, max(1, round(width * 0.75))
        for box in boxes:
            item, _, left, right, top, _, _, label_width, opacity, starts, ends, thin, _ = box
            x0, y, strength = round(left), round(top) + inset, round(opacity * 100)
            wide = round(right) - x0
            if thin:
                soft = item.kind != "interval" or item.approximate
                lines[item.family, soft].add((x0, y + height, wide))
                if not soft:
                    gathered[item.family, strength] += [QRect(x0, y, width, height)] * starts
                    continue
                edges = gathered[item.family, strength]
                for own, x, arm in ((starts, x0, x0), (ends, x0 + wide - edge, x0 + wide - width)):
                    if own:
                        edges += (QRect(x, y, edge, height), QRect(arm, y, width, edge))
                continue
            if item.disputed and not label_width:
                gaps.append(QRect(x0, y + height // 2 - 1, width, GAP))
            if not label_width and item.kind == "day" and wide <= width and item.first is not None:
                # A bare mark in a crowd says no more than its day.
                gathered[item.family, strength].append(QRect(x0, y, width, height))
            elif not item.plain or (item.unsourced and label_width):
                self._draw_dated(painter, box)
            elif item.kind == "day":
                gathered[item.family, strength].append(QRect(x0, y, width, height))
            else:
                gathered[item.family, round(strength * SPAN)].append(QRect(x0, y, wide, height))
                gathered[item.family, strength].append(QRect(x0, y + height - rail, wide, rail))
                if starts:
                    gathered[item.family, strength].append(QRect(x0, y, width, height))
                if ends:
                    gathered[item.family, strength].append(QRect(x0 + wide - width // 2, y, width // 2, height))
        painter.setPen(Qt.PenStyle.NoPen)
        for (family, soft), places in lines.items():
            # However many run along, they make one line; a broken one where it is a time somewhere in which they lie.
            colour = _mixed(self.colour(family), self.theme.window, 0.35)
            painter.setBrush(_dashed(colour) if soft else colour)
            painter.drawRects([QRect(x, y, wide, 2) for x, y, wide in places])
        for (family, opacity), rects in gathered.items():
            painter.setBrush(faded(self.colour(family), opacity / 100))
            painter.drawRects(rects)
        if gaps:
            painter.setBrush(self.theme.window)
            painter.drawRects(gaps)

    def _draw_dated(self, painter: QPainter, box: Box) -> None:
        """A mark that says more of its date than a day or days that are known."""
        item, left = box.item, round(box.x0)
        wide = round(box.x1) - left
        if not self.ratio or wide > WIDEST_KEPT:
            DatePainter(painter, box, self.colour(item.family), self.style).draw()
            return
        inside = bool(box.label_width) and box.label_x < box.x1
        days = item.end - item.start if item.sides is not None else 0
        key: tuple[object, ...] = (item.kind, item.family, item.approximate, item.uncertain, item.unsourced)
        key += (item.open_start, item.open_end, item.unspecified, item.sides, days, wide, box.starts, box.ends, inside)
        picture = self._pictures.get(key)
        if picture is None:
            picture = self._pictures[key] = self._drawn(painter, box, wide, inside)
            if len(self._pictures) > KEPT_MARKS:
                self._pictures.popitem(last=False)
        if box.opacity != 1:
            painter.setOpacity(box.opacity)
        painter.drawPixmap(QPointF(left - _ROOM, round(box.y)), picture)
        if box.opacity != 1:
            painter.setOpacity(1)

    def _drawn(self, painter: QPainter, box: Box, wide: int, inside: bool) -> QPixmap:
        """The picture of a mark, with room for what stands out at its sides."""
        size = wide + 2 * _ROOM + self.style.mark_width, box.height
        picture = QPixmap(int(size[0] * self.ratio) + 1, int(size[1] * self.ratio + 0.5))
        picture.setDevicePixelRatio(self.ratio)
        picture.fill(QColor(0, 0, 0, 0))
        label_x = _ROOM + wide - 1.0 if inside else _ROOM + wide + 1.0
        place = box._replace(x0=float(_ROOM), x1=float(_ROOM + wide), y=0.0, opacity=1.0, label_x=label_x)
        with QPainter(picture) as drawing:
            drawing.setFont(painter.font())
            DatePainter(drawing, place, self.colour(box.item.family), self.style).draw()
        return picture


def draw_flag(painter: QPainter, x: float, top: float, bottom: float, colour: QColor, ground: QColor | None) -> None:
    """A flag for what is to come, its pole at `x`; on a `ground` that it lets through, for what ends."""
    size = (bottom - top) / FLAG_HEIGHT
    painter.fillRect(QRectF(x, top, 1.5 * size, bottom - top), colour)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(colour if ground is None else ground)
    painter.drawPolygon(
        QPolygonF([QPointF(x, top), QPointF(x + PENNANT * size, top + 4 * size), QPointF(x, top + 8 * size)])
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _dashed(colour: QColor) -> QBrush:
    """Dashes along a line that is filled."""
    dash = QPixmap(8, 1)
    dash.fill(QColor(0, 0, 0, 0))
    with QPainter(dash) as painter:
        painter.fillRect(0, 0, 5, 1, colour)
    return QBrush(dash)


def _mixed(colour: QColor, ground: QColor, part: float) -> QColor:
    """As much of a colour on a ground, opaque."""
    rest = 1 - part
    return QColor.fromRgbF(
        colour.redF() * part + ground.redF() * rest,
        colour.greenF() * part + ground.greenF() * rest,
        colour.blueF() * part + ground.blueF() * rest,
    )
