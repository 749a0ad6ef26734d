"""Drawing counts about an axis: the balance of positions below a lane's marks, and two lanes compared.

Kinds are told apart by where they stand and by their pattern, not by their colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from tracker.timeline.balance import POSITIONS, Slice
from tracker.timeline.lanes import Layout
from tracker.ui.theme import Theme
from tracker.ui.timeline_dates import faded

_PATTERNS = {
    "supports": Qt.BrushStyle.SolidPattern,
    "reservations": Qt.BrushStyle.BDiagPattern,
    "opposes": Qt.BrushStyle.SolidPattern,
}
_LEAST = 3.0


class BalancePainter:
    """Draws slices in a theme's colours."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    def draw(self, painter: QPainter, layout: Layout) -> None:
        """The balances and the comparison of a layout."""
        right = layout.scale.width
        for lane in layout.lanes:
            axes = {each.axis for each in layout.balance if layout.lanes[each.lane] is lane}
            for axis in axes:
                self._draw_axis(painter, axis, right)
        for each in layout.balance:
            self.draw_balance(painter, each)
        if layout.comparison:
            self._draw_axis(painter, layout.comparison[0].axis, right)
            colours = [self._lane_colour(lane.lane.colour) for lane in layout.lanes[:2]]
            for each in layout.comparison:
                self._draw_comparison(painter, each, colours)

    def _draw_axis(self, painter: QPainter, axis: float, right: float) -> None:
        painter.setPen(QPen(self.theme.line, 1))
        painter.drawLine(QPointF(0, round(axis) + 0.5), QPointF(right, round(axis) + 0.5))

    def draw_balance(self, painter: QPainter, each: Slice) -> None:
        """Support above its axis; below it opposition, and next to it reservations; a dash on it for neutral."""
        supports, neutral, reservations, opposes = each.counts
        x, width = round(each.x), max(2, round(each.x + each.width) - round(each.x) - 1)
        if supports:
            high = max(_LEAST, supports * each.unit)
            self._fill(painter, QRectF(x, each.axis - high, width, high), "supports")
        y = each.axis + 1
        for position, count in (("reservations", reservations), ("opposes", opposes)):
            if count:
                high = max(_LEAST, count * each.unit)
                self._fill(painter, QRectF(x, y, width, high), position)
                y += high
        if neutral:
            painter.fillRect(QRectF(x, each.axis - 1, width, 2), self.theme.position_colour("neutral"))

    def _fill(self, painter: QPainter, rect: QRectF, position: str) -> None:
        colour, pattern = self.theme.position_colour(position), _PATTERNS[position]
        painter.fillRect(rect, QBrush(faded(colour, 0.85), pattern))
        if pattern is not Qt.BrushStyle.SolidPattern:
            painter.setPen(QPen(colour, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))

    def _draw_comparison(self, painter: QPainter, each: Slice, colours: Sequence[QColor]) -> None:
        """The first lane above the axis, the second below it, hatched; what one has more than the other is darker."""
        x, width = round(each.x), max(2, round(each.x + each.width) - round(each.x) - 1)
        both = min(each.counts)
        for count, sign, colour, pattern in (
            (each.counts[0], -1, colours[0], Qt.BrushStyle.SolidPattern),
            (each.counts[1], 1, colours[1], Qt.BrushStyle.BDiagPattern),
        ):
            if not count:
                continue
            whole, shared = max(_LEAST, count * each.unit), both * each.unit
            painter.fillRect(_from(each.axis, sign, shared, x, width), QBrush(faded(colour, 0.4), pattern))
            more = _from(each.axis + sign * shared, sign, max(0.0, whole - shared), x, width)
            painter.fillRect(more, QBrush(colour, pattern))
            painter.setPen(QPen(colour, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(_from(each.axis, sign, whole, x, width).adjusted(0.5, 0.5, -0.5, -0.5))

    def _lane_colour(self, family: str) -> QColor:
        return self.theme.family_colour(family) if family else self.theme.accent


def _from(axis: float, sign: int, high: float, x: float, width: float) -> QRectF:
    """A rectangle `high` from an axis, upward where `sign` is negative."""
    return QRectF(x, axis - high if sign < 0 else axis + 1, width, high)


def draw_balance_sample(painter: QPainter, position: str, area: QRectF, theme: Theme) -> None:
    """How a position is drawn in a balance, for the legend."""
    counts = tuple(int(position == each) for each in POSITIONS)
    width = area.width() / 3
    painter.setPen(QPen(theme.line, 1))
    axis = round(area.center().y())
    painter.drawLine(QPointF(area.left(), axis + 0.5), QPointF(area.right(), axis + 0.5))
    sample = Slice(0, area.left() + width, width, axis, area.height() * 0.35, counts, 0, 1)
    BalancePainter(theme).draw_balance(painter, sample)
