"""Drawing what is known of an event's date, by form alone, so that it is told in black and white too.

A known day has an edge. A month, a season, a year is a pair of brackets, somewhere in which the event lies: without,
with one, with two teeth; double ones stand for ten years and for a hundred. Hatching between them says that the rest
of the date is marked as not specified. A rail along the foot is a stretch of time that the event takes, all of it.
Beside an approximate end stand strokes that grow shorter; dashes go round what is uncertain; an open end runs out into
an arrowhead, an unknown one into a question mark. An
outline is an event that no source proves, and a ring one without a date.
"""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from tracker.dates import DateEnd
from tracker.timeline.layout import Box
from tracker.timeline.marks import Style, overhang

# How strongly a stretch of time that an event takes is filled, beside its edges; and one somewhere in which it lies.
SPAN, SOMEWHERE = 0.24, 0.1
# Marks keep this clear of the top and bottom of their row, in logical pixels.
INSET = 3
# By precision: how many spines a bracket has, and how many teeth between its arms.
BRACKETS = {"month": (1, 0), "season": (1, 1), "year": (1, 2), "decade": (2, 0), "century": (2, 1)}


_STEPS = 12


class DatePainter:
    """Draws one event's mark in a colour, part by part."""

    def __init__(self, painter: QPainter, box: Box, colour: QColor, style: Style) -> None:
        self.painter = painter
        self.box = box
        self.colour = colour
        self.style = style
        self.start, self.end = box.item.known_ends
        x0, x1 = round(box.x0), round(box.x1)
        left = round(box.x0 + overhang(self.start, style) * box.starts)
        right = round(box.x1 - overhang(self.end, style) * box.ends)
        y, height = round(box.y) + INSET, round(box.height) - 2 * INSET
        self.whole = QRectF(x0, y, max(x1 - x0, style.mark_width), height)
        self.body = QRectF(left, y, max(right - left, round(style.mark_width)), height)
        self.line = max(1, round(style.mark_width / 2))
        self.rail = max(1, round(style.mark_width * 0.75))
        self.thin_line = max(1, round(style.mark_width / 4))

    def draw(self) -> None:
        """All of it: the body, its ends, and what says how they are known."""
        item, painter = self.box.item, self.painter
        painter.setOpacity(self.box.opacity)
        if item.undated:
            self._nowhere()
            return
        if item.kind == "day":
            if not item.unsourced:
                painter.fillRect(self.body, self.colour)
        elif item.kind == "interval":
            self._stretch()
        else:
            self._somewhere()
        for end, side in self._own_ends():
            if end.precision in ("open", "unknown"):
                self._run_out(end, side)
            if end.approximate:
                self._strokes(side)
        if item.unsourced:
            painter.setPen(QPen(self.colour, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.body.adjusted(0.5, 0.5, -0.5, -0.5))
        self._dashes()
        painter.setOpacity(1)

    def _own_ends(self) -> list[tuple[DateEnd, int]]:
        """The ends that are in the picture, each with the side it is on: -1 left, 1 right."""
        return [(self.start, -1)] * self.box.starts + [(self.end, 1)] * self.box.ends

    def _nowhere(self) -> None:
        """A ring: no date at all."""
        painter, width = self.painter, self.style.mark_width
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.colour, width / 2.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(self.body.left() + width, self.body.center().y()), width * 0.85, width * 0.85)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setOpacity(1)

    def _stretch(self) -> None:
        """A stretch of time that the event takes: what is sure of it has a rail."""
        item, body = self.box.item, self.body
        a_day = body.width() / max(1, item.end - item.start + 1)
        sure_left = body.left() + a_day * self.start.days * (self.start.precision in BRACKETS and self.box.starts)
        sure_right = body.right() - a_day * self.end.days * (self.end.precision in BRACKETS and self.box.ends)
        self.painter.fillRect(body, faded(self.colour, SOMEWHERE))
        # An end that is not written leaves nothing sure between it and one that is known to a month.
        if sure_left < sure_right:
            sure = QRectF(round(sure_left), body.y(), round(sure_right) - round(sure_left), body.height())
            self.painter.fillRect(sure, faded(self.colour, SPAN - SOMEWHERE))
            self.painter.fillRect(sure.adjusted(0, sure.height() - self.rail, 0, 0), self.colour)
        for end, side in self._own_ends():
            if end.precision == "day":
                width = self.style.mark_width if side < 0 else self.line
                x = body.left() if side < 0 else body.right() - width
                self.painter.fillRect(QRectF(x, body.y(), width, body.height()), self.colour)
            elif end.precision in BRACKETS:
                self._bracket(end, side)

    def _somewhere(self) -> None:
        """A stretch of time somewhere in which the event lies."""
        item, body = self.box.item, self.body
        self.painter.fillRect(body, faded(self.colour, SOMEWHERE))
        hatched = item.unspecified or {"decade": 1, "century": 2}.get(item.kind, 0)
        if hatched:
            # Below a label it is only as strong as lets one read.
            inside = self.box.label_width and self.box.label_x < body.right()
            self._hatch(faded(self.colour, 0.28) if inside else self.colour, crossed=hatched > 1)
        for end, side in self._own_ends():
            self._bracket(end, side)

    def _hatch(self, colour: QColor, crossed: bool) -> None:
        """Slanting lines over the body (drawn one by one: not every kind of picture knows hatching brushes)."""
        body, step = self.body.adjusted(0, 0, -1, -1), max(4, round(self.style.mark_width * 1.25))
        tall = body.height()
        lines: list[QLineF] = []
        for n in range(int((body.width() + tall) / step) + 1):
            foot = body.left() - tall + n * step  # where it meets the foot of the body, or would
            low = max(0.0, body.left() - foot)
            high = min(tall, body.right() - foot)
            if low < high:
                rising = QLineF(foot + low, body.bottom() - low, foot + high, body.bottom() - high)
                lines.append(rising)
                if crossed:
                    lines.append(QLineF(rising.x1(), body.top() + low, rising.x2(), body.top() + high))
        self.painter.setPen(QPen(colour, self.thin_line))
        self.painter.drawLines(lines)

    def _bracket(self, end: DateEnd, side: int) -> None:
        """A bracket at one side of the body, by how exact the date is."""
        spines, teeth = BRACKETS.get(end.precision, (1, 0))
        body, line, thin = self.body, self.line, self.thin_line
        arm = min(round(self.style.mark_width * 1.25), max(line, int(body.width() / 2) - 1))
        x = body.left() if side < 0 else body.right() - arm
        for top in (body.top(), body.bottom() - line):
            self.painter.fillRect(QRectF(x, top, arm, line), self.colour)
        gap = (body.height() - 2 * line) / (teeth + 1)
        for tooth in range(1, teeth + 1):
            y = round(body.top() + line + gap * tooth - thin / 2)
            self.painter.fillRect(QRectF(x, y, arm, thin), self.colour)
        for spine in range(spines):
            # The second one stands within, clear of the first.
            dx = spine * (line + max(1, thin))
            edge = body.left() + dx if side < 0 else body.right() - dx - line
            self.painter.fillRect(QRectF(edge, body.y(), line, body.height()), self.colour)

    def _run_out(self, end: DateEnd, side: int) -> None:
        """An end of which nothing is written: open, the event goes on; unknown, it may."""
        body, style, line = self.body, self.style, self.line
        edge = body.left() if side < 0 else body.right()
        tip = edge + side * style.fade
        # In steps too small to be seen: not every kind of picture knows a gradient to nothing.
        step = style.fade / _STEPS
        for n in range(_STEPS):
            x = edge + side * n * step - (step if side < 0 else 0)
            part = QRectF(x, body.y(), step, body.height())
            self.painter.fillRect(part, faded(self.colour, SPAN * (1 - (n + 0.5) / _STEPS)))
        middle = body.center().y()
        if end.precision == "open":
            head = style.mark_width * 2.2
            rail = QRectF(min(edge, tip - side * head), body.bottom() - self.rail, style.fade - head, self.rail)
            self.painter.fillRect(rail, self.colour)
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(self.colour)
            self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            back, half = tip - side * head, body.height() / 2
            self.painter.drawPolygon(
                QPolygonF([QPointF(tip, middle), QPointF(back, middle - half), QPointF(back, middle + half)])
            )
            self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            return
        # Dots, not a rail: whether it goes on there nobody says.
        glyph = body.height() * 0.7
        dots = 4
        for n in range(dots):
            x = round(edge + side * (style.fade - glyph) * (n + 0.5) / dots)
            self.painter.fillRect(QRectF(x - line / 2, body.bottom() - self.rail, line, self.rail), self.colour)
        font = QFont(self.painter.font())
        before = QFont(font)
        font.setPixelSize(max(6, round(body.height() * 0.95)))
        font.setBold(True)
        self.painter.setFont(font)
        self.painter.setPen(self.colour)
        box = QRectF(min(tip, tip - side * glyph), body.y(), glyph, body.height())
        self.painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip), "?")
        self.painter.setFont(before)

    def _strokes(self, side: int) -> None:
        """Beside an approximate end: strokes that grow shorter."""
        body, halo = self.body, self.style.halo
        edge = body.left() if side < 0 else body.right()
        for part, tall in ((0.375, 0.66), (0.75, 0.3)):
            x = round(edge + side * halo * part)
            height = round(body.height() * tall)
            wide = max(1, round(halo / 5))
            left = x - wide / 2 if wide > 1 else x - (side < 0)
            self.painter.fillRect(QRectF(left, body.center().y() - height / 2, wide, height), self.colour)

    def _dashes(self) -> None:
        """Round what is uncertain; round one end where only that is."""
        doubts = [end.uncertain for end, _ in self._own_ends()]
        if not any(doubts):
            return
        pen = QPen(self.colour, max(1.0, self.style.mark_width / 3.4), Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([2.5, 2])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        frame = self.whole.adjusted(0.5, -1.5, -0.5, 1.5)
        if all(doubts):
            self.painter.drawRect(frame)
            return
        reach = min(self.style.fade, frame.width() / 2)
        at_left = self.start.uncertain
        x, inner = (frame.left(), frame.left() + reach) if at_left else (frame.right(), frame.right() - reach)
        corners = [(inner, frame.top()), (x, frame.top()), (x, frame.bottom()), (inner, frame.bottom())]
        self.painter.drawPolyline(QPolygonF([QPointF(*corner) for corner in corners]))


def faded(colour: QColor, alpha: float) -> QColor:
    """A colour that lets through what is below it: `alpha` 1 nothing, 0 all."""
    faded = QColor(colour)
    faded.setAlphaF(alpha)
    return faded
