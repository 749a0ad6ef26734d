"""Drawing the marks of events. Most are days and spans of days, which are drawn many at a time; what says more of its
date is drawn by itself (see `timeline_dates`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from tracker.timeline.lanes import Box
from tracker.timeline.marks import Style
from tracker.ui.theme import Theme
from tracker.ui.timeline_dates import INSET, SPAN, DatePainter, faded


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
        width, inset = round(self.style.mark_width), INSET
        height, rail = round(self.style.row_height) - 2 * inset, max(1, round(width * 0.75))
        for box in boxes:
            item, _, left, right, top, _, _, label_width, opacity, starts, ends, thin, _ = box
            x0, y, strength = round(left), round(top) + inset, round(opacity * 100)
            wide = round(right) - x0
            if thin and item.soft:
                DatePainter(painter, box, self.colour(item.family), self.style).draw_thin()
            elif thin:
                lines[item.family].append(QRect(x0, y + height, wide, 2))
                if starts:
                    gathered[item.family, strength].append(QRect(x0, y, width, height))
            elif not label_width and item.kind == "day" and wide <= width and not item.undated:
                # A bare mark in a crowd says no more than its day.
                gathered[item.family, strength].append(QRect(x0, y, width, height))
            elif not item.plain or (item.unsourced and label_width):
                DatePainter(painter, box, self.colour(item.family), self.style).draw()
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
        for family, rects in lines.items():
            # However many run along, they make one line.
            painter.setBrush(_mixed(self.colour(family), self.theme.window, 0.35))
            painter.drawRects(rects)
        for (family, opacity), rects in gathered.items():
            painter.setBrush(faded(self.colour(family), opacity / 100))
            painter.drawRects(rects)


def _mixed(colour: QColor, ground: QColor, part: float) -> QColor:
    """As much of a colour on a ground, opaque."""
    rest = 1 - part
    return QColor.fromRgbF(
        colour.redF() * part + ground.redF() * rest,
        colour.greenF() * part + ground.greenF() * rest,
        colour.blueF() * part + ground.blueF() * rest,
    )
