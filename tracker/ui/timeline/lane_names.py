"""Drawing the lanes' names beside their rows, with a sign for those that are collapsed and the colours people gave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF, QTextLayout, QTextOption

from tracker.timeline.layout import LaneBox
from tracker.timeline.marks import Style
from tracker.ui.theme import Theme
from tracker.ui.timeline.dates import faded
from tracker.ui.timeline.labels import COLUMN_MARGIN, ONE_LINE, Fonts, TextWidths, one_line

# How strongly the ground of a coloured lane is tinted.
TINT = 0.08
STRIPE = 4


class LaneNamePainter:
    """Draws names of lanes in a theme's colours."""

    def __init__(self, theme: Theme, fonts: Fonts, style: Style) -> None:
        self.theme = theme
        self.fonts = fonts
        self.style = style
        self._widths = TextWidths(fonts.label)

    def draw_tints(self, painter: QPainter, lanes: Iterable[LaneBox], top: float, right: float) -> None:
        """The ground of lanes that a person gave a colour."""
        for lane in lanes:
            if lane.coloured:
                colour = faded(self.theme.family_colour(lane.lane.colour), TINT)
                painter.fillRect(QRectF(0, top + lane.y, right, lane.height), colour)

    def draw(self, painter: QPainter, lanes: Sequence[LaneBox], top: float, area: QRectF, strong: int) -> None:
        """The names over `area`, whose ground is there already; the chart's y = 0 stands at `top`. The name of the
        lane with the number `strong` is bold (-1: none)."""
        self.draw_tints(painter, lanes, top, area.right())
        for number, lane in enumerate(lanes):
            if top + lane.y + lane.height < area.top() or top + lane.y > area.bottom():
                continue
            if lane.coloured:
                place = QRectF(area.left(), top + lane.y, STRIPE, lane.height)
                painter.fillRect(place, self.theme.family_colour(lane.lane.colour))
            self._draw_name(painter, lane, top, area, number == strong)
            if lane.collapsed:
                self._draw_sign(painter, area.left() + COLUMN_MARGIN - 6, top + lane.y + lane.height / 2)
            if lane.balance:
                self._draw_positions(painter, lane, top, area)
            if lane.comparison:
                self._draw_counts(painter, lanes, top, area)

    def _draw_name(self, painter: QPainter, lane: LaneBox, top: float, area: QRectF, strong: bool) -> None:
        row, padding = self.style.row_height, 0.0 if lane.collapsed else self.style.lane_padding
        first = top + lane.y
        painter.setPen(self.theme.muted if lane.collapsed else self.theme.text)
        painter.setFont(self.fonts.strong if strong else self.fonts.label)
        room = area.width() - COLUMN_MARGIN - 6
        # A name takes a second line where it needs one and the lane has it.
        lines = self._lines(painter, one_line(lane.lane.label), room, 1 if lane.marks_end - lane.y < 2 * row else 2)
        # The name of a tall lane stays in view while any of its rows is.
        most = first + lane.height - len(lines) * row - padding
        y = max(first + padding, min(area.top() + 2, most))
        for line in lines:
            painter.drawText(QRectF(area.left() + COLUMN_MARGIN, y, room + 4, row), ONE_LINE, line)
            y += row * 0.86

    def _lines(self, painter: QPainter, name: str, room: float, most: int) -> list[str]:
        metrics = painter.fontMetrics()
        if most > 1 and metrics.horizontalAdvance(name) > room:
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            layout = QTextLayout(name, painter.font())
            layout.setTextOption(option)
            layout.beginLayout()
            line = layout.createLine()
            line.setLineWidth(room)
            length = line.textLength()
            layout.endLayout()
            rest = metrics.elidedText(name[length:], Qt.TextElideMode.ElideRight, int(room))
            return [name[:length].rstrip(), rest] if rest else [name]
        return [metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(room))]

    def _draw_sign(self, painter: QPainter, x: float, y: float) -> None:
        """A small triangle: there is more here than is shown."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.muted)
        size = self.style.row_height / 6
        painter.drawPolygon(
            QPolygonF([QPointF(x - size / 2, y - size), QPointF(x + size, y), QPointF(x - size / 2, y + size)])
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _draw_positions(self, painter: QPainter, lane: LaneBox, top: float, area: QRectF) -> None:
        """How many concerns support and how many do not, beside the balance."""
        supports, _, reservations, opposes = lane.positions
        painter.setFont(self.fonts.axis)
        painter.setPen(self.theme.muted)
        row, y = self.style.row_height, top + lane.marks_end + (lane.balance - self.style.row_height) / 2
        place = QRectF(area.left() + COLUMN_MARGIN, y - 2, area.width() - COLUMN_MARGIN - 6, row)
        painter.drawText(place, ONE_LINE, f"▲ {supports:,}   ▼ {reservations + opposes:,}")

    def _draw_counts(self, painter: QPainter, lanes: Sequence[LaneBox], top: float, area: QRectF) -> None:
        """How many events each of two compared lanes has, beside where they are compared."""
        lane, row = lanes[0], self.style.row_height
        painter.setFont(self.fonts.axis)
        painter.setPen(self.theme.muted)
        middle = top + lane.y + lane.height - lane.comparison / 2
        room = area.width() - COLUMN_MARGIN - 6
        for sign, each, y in (("▲", lanes[0], middle - row), ("▼", lanes[1], middle)):
            text = f"{sign} {each.count:,} {one_line(each.lane.label)}"
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QRectF(area.left() + COLUMN_MARGIN, y, room + 4, row), ONE_LINE, text)

    def draw_drop(self, painter: QPainter, y: float, area: QRectF) -> None:
        """Where a lane that is dragged would go."""
        painter.setPen(QPen(self.theme.accent, 2))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
