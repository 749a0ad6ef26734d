"""Drawing the marks of events so that they say how exactly a date is known: an edge where a day is known, a soft
one where it isn't, a fade where an end is open, dashes for doubt, an outline where no source proves the event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen

from tracker.timeline.lanes import Box
from tracker.timeline.marks import Style
from tracker.ui.theme import Theme

# How strongly the body of a span is filled, beside its edges.
SPAN = 0.24


class MarkPainter:
    """Draws marks in a theme's colours."""

    def __init__(self, theme: Theme, style: Style) -> None:
        self.theme = theme
        self.style = style

    def colour(self, family: str) -> QColor:
        """The colour of a family, or of none."""
        return self.theme.family_colour(family) if family else self.theme.muted

    def draw(self, painter: QPainter, boxes: Sequence[Box]) -> None:
        """The marks of events. Days and spans, which are many, are gathered by colour and drawn together."""
        gathered: defaultdict[tuple[str, int], list[QRect]] = defaultdict(list)
        lines: defaultdict[str, list[QRect]] = defaultdict(list)
        width, inset = round(self.style.mark_width), 3
        height = round(self.style.row_height) - 2 * inset
        for box in boxes:
            item, _, left, right, top, _, _, label_width, opacity, starts, ends, thin = box
            x0, y, strength = round(left), round(top) + inset, round(opacity * 100)
            wide = round(right) - x0
            if thin:
                lines[item.family].append(QRect(x0, y + height, wide, 2))
                if starts:
                    gathered[item.family, strength].append(QRect(x0, y, width, height))
            elif not label_width and item.kind == "day" and wide <= width:
                # A bare mark in a crowd says no more than its day.
                gathered[item.family, strength].append(QRect(x0, y, width, height))
            elif item.soft or item.uncertain or item.open_start or item.open_end or (item.unsourced and label_width):
                self._draw_mark(painter, box)
            elif item.kind == "day" or wide <= width + 1:
                gathered[item.family, strength].append(QRect(x0, y, width, height))
            else:
                gathered[item.family, round(strength * SPAN)].append(QRect(x0, y, wide, height))
                if starts:
                    gathered[item.family, strength].append(QRect(x0, y, width, height))
                if ends:
                    gathered[item.family, strength].append(QRect(x0 + wide - width // 2, y, width // 2, height))
        painter.setPen(Qt.PenStyle.NoPen)
        for family, rects in lines.items():
            # However many run along, they make one line.
            painter.setBrush(_mixed(self.colour(family), self.theme.window, 0.35))
            painter.drawRects(rects)
        for (family, opacity), rects in gathered.items():
            painter.setBrush(faded(self.colour(family), opacity / 100))
            painter.drawRects(rects)

    def _draw_mark(self, painter: QPainter, box: Box) -> None:
        """A mark that says more than a day: a span, a soft edge, an open end, a doubt, a missing source."""
        item, style = box.item, self.style
        colour = self.colour(item.family)
        x0, x1 = round(box.x0), max(round(box.x1), round(box.x0) + style.mark_width)
        rect = QRectF(x0, box.y + 3, x1 - x0, box.height - 6)
        painter.setOpacity(box.opacity)
        if item.soft:
            inside = box.label_width and box.label_x < box.x1
            painter.fillRect(rect, _soft(rect, colour, 0.3 if inside else 0.62))
            if item.kind == "day":
                centre = QRectF(rect.center().x() - style.mark_width / 2, rect.y(), style.mark_width, rect.height())
                painter.fillRect(centre, faded(colour, 0.75))
        elif item.open_start or item.open_end:
            self._draw_open(painter, box, rect, colour)
        elif item.kind == "interval" and rect.width() > style.mark_width + 1:
            painter.fillRect(rect, faded(colour, SPAN))
            if box.starts:
                painter.fillRect(QRectF(rect.x(), rect.y(), style.mark_width, rect.height()), colour)
            if box.ends:
                painter.fillRect(QRectF(rect.right() - 2, rect.y(), 2, rect.height()), colour)
        elif item.unsourced:
            painter.setPen(QPen(colour, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            painter.fillRect(rect, colour)
        if item.unsourced and rect.width() > style.mark_width + 2:
            painter.setPen(QPen(colour, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        if item.uncertain:
            pen = QPen(colour, 1, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([2.5, 2])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(-1.5, -1.5, 1.5, 1.5))
        painter.setOpacity(1)

    def _draw_open(self, painter: QPainter, box: Box, rect: QRectF, colour: QColor) -> None:
        """A stretch that fades out where its end is open; what is known of it has an edge."""
        item, style = box.item, self.style
        fade = min(style.fade, rect.width() / 2)
        gradient = QLinearGradient(rect.left(), 0, rect.right(), 0)
        body = faded(colour, 0.45)
        gradient.setColorAt(0, faded(colour, 0) if item.open_start else body)
        gradient.setColorAt(fade / rect.width(), body)
        gradient.setColorAt(1 - fade / rect.width(), body)
        gradient.setColorAt(1, faded(colour, 0) if item.open_end else body)
        painter.fillRect(rect, gradient)
        if not item.open_start and box.starts:
            painter.fillRect(QRectF(rect.left(), rect.y(), style.mark_width, rect.height()), colour)
        if not item.open_end and box.ends:
            painter.fillRect(QRectF(rect.right() - style.mark_width, rect.y(), style.mark_width, rect.height()), colour)


def faded(colour: QColor, alpha: float) -> QColor:
    """A colour that lets through what is below it: `alpha` 1 nothing, 0 all."""
    faded = QColor(colour)
    faded.setAlphaF(alpha)
    return faded


def _mixed(colour: QColor, ground: QColor, part: float) -> QColor:
    """As much of a colour on a ground, opaque."""
    rest = 1 - part
    return QColor.fromRgbF(
        colour.redF() * part + ground.redF() * rest,
        colour.greenF() * part + ground.greenF() * rest,
        colour.blueF() * part + ground.blueF() * rest,
    )


def _soft(rect: QRectF, colour: QColor, alpha: float) -> QLinearGradient:
    """A fill whose edges are soft, as what it stands for has none."""
    gradient = QLinearGradient(rect.left(), 0, rect.right(), 0)
    gradient.setColorAt(0, faded(colour, 0))
    gradient.setColorAt(0.35, faded(colour, alpha))
    gradient.setColorAt(0.65, faded(colour, alpha))
    gradient.setColorAt(1, faded(colour, 0))
    return gradient
