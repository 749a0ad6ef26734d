"""Drawing counts about an axis: the balance of positions below a lane's marks, and two lanes compared.

Kinds are told apart by where they stand and by their pattern, not by their colour alone. There are hundreds in a frame:
those of a kind are gathered and drawn together.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from tracker.timeline.balance import POSITIONS, Slice
from tracker.timeline.layout import Layout
from tracker.ui.theme import Theme
from tracker.ui.timeline.dates import faded

_LEAST = 3


class BalancePainter:
    """Draws slices in a theme's colours."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    def draw(self, painter: QPainter, layout: Layout) -> None:
        """The balances and the comparison of a layout."""
        if not layout.balance and not layout.comparison:
            return
        for axis in {each.axis for each in (*layout.balance, *layout.comparison)}:
            painter.setPen(QPen(self.theme.line, 1))
            painter.drawLine(QPointF(0, round(axis) + 0.5), QPointF(layout.scale.width, round(axis) + 0.5))
        self.draw_balance(painter, layout.balance)
        if layout.comparison:
            one, other = (self._lane_colour(lane.lane.colour) for lane in layout.lanes[:2])
            self._draw_comparison(painter, layout.comparison, one, other)

    def draw_balance(self, painter: QPainter, slices: Iterable[Slice]) -> None:
        """Support above the axis; below it opposition, and next to it reservations; a dash on it for neutral."""
        supports, neutral, reservations, opposes = list[QRect](), list[QRect](), list[QRect](), list[QRect]()
        for each in slices:
            x, width, axis = round(each.x), _width(each), round(each.axis)
            above, none, some, all_ = each.counts
            if above:
                high = _high(above, each.unit)
                supports.append(QRect(x, axis - high, width, high))
            below = axis + 1
            if some:
                high = _high(some, each.unit)
                reservations.append(QRect(x, below, width, high))
                below += high
            if all_:
                opposes.append(QRect(x, below, width, _high(all_, each.unit)))
            if none:
                neutral.append(QRect(x, axis - 1, width, 2))
        for position, rects in (("supports", supports), ("opposes", opposes), ("neutral", neutral)):
            _draw(painter, rects, self.theme.position_colour(position))
        _draw(painter, reservations, self.theme.position_colour("reservations"), hatched=True)

    def _draw_comparison(self, painter: QPainter, slices: Iterable[Slice], one: QColor, other: QColor) -> None:
        """The first lane above the axis, the second below it, hatched; what both have is paler."""
        first, first_shared, second, second_shared = list[QRect](), list[QRect](), list[QRect](), list[QRect]()
        for each in slices:
            x, width, axis = round(each.x), _width(each), round(each.axis)
            shared = round(min(each.counts) * each.unit)
            for count, below, whole, common in (
                (each.counts[0], False, first, first_shared),
                (each.counts[1], True, second, second_shared),
            ):
                if count:
                    high = max(_high(count, each.unit), shared)
                    whole.append(QRect(x, axis + 1 + shared if below else axis - high, width, high - shared))
                    common.append(QRect(x, axis + 1 if below else axis - shared, width, shared))
        _draw(painter, first_shared, faded(one, 0.45))
        _draw(painter, first, one)
        _draw(painter, second_shared, faded(other, 0.45), hatched=True)
        _draw(painter, second, other, hatched=True)

    def _lane_colour(self, family: str) -> QColor:
        return self.theme.family_colour(family) if family else self.theme.accent


def _draw(painter: QPainter, rects: list[QRect], colour: QColor, hatched: bool = False) -> None:
    rects = [rect for rect in rects if rect.height() > 0]
    if not rects:
        return
    if hatched:
        painter.setPen(QPen(colour, 1))
        painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern))
        # A pen draws on the far side of a rectangle's edge.
        rects = [rect.adjusted(0, 0, -1, -1) for rect in rects]
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
    painter.drawRects(rects)


def _width(each: Slice) -> int:
    return max(2, round(each.x + each.width) - round(each.x) - 1)


def _high(count: int, unit: float) -> int:
    return max(_LEAST, round(count * unit))


def draw_balance_sample(painter: QPainter, position: str, area: QRectF, theme: Theme) -> None:
    """How a position is drawn in a balance, for the legend."""
    counts = tuple(int(position == each) for each in POSITIONS)
    width, axis = area.width() / 3, round(area.center().y())
    painter.setPen(QPen(theme.line, 1))
    painter.drawLine(QPointF(area.left(), axis + 0.5), QPointF(area.right(), axis + 0.5))
    sample = Slice(0, area.left() + width, width, axis, area.height() * 0.35, counts, 0, 1)
    BalancePainter(theme).draw_balance(painter, [sample])
