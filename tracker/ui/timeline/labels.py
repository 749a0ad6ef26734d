"""Labels of the timeline, each drawn once and kept: an elided text costs twenty times a copied picture."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from tracker.timeline.marks import Style, TimelineItem, trailing_width
from tracker.ui.position_signs import draw_position
from tracker.ui.theme import Theme

# Lane names stand this far from the left edge.
COLUMN_MARGIN = 14
KEPT_LABELS = 3_000
# Shortened labels are cut to multiples of this, so that zooming doesn't need a new picture for every pixel.
WIDTH_STEP = 6
ONE_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
# Control characters and line ends, shown as spaces.
_BREAKS = dict.fromkeys([*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of the timeline, all made from the widget's."""

    label: QFont
    strong: QFont
    axis: QFont
    axis_strong: QFont

    @classmethod
    def of(cls, font: QFont) -> Fonts:
        strong, axis, axis_strong = QFont(font), QFont(font), QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        for small in (axis, axis_strong):
            if font.pointSizeF() > 0:
                small.setPointSizeF(font.pointSizeF() * 0.94)
            else:
                small.setPixelSize(max(1, round(font.pixelSize() * 0.94)))
        axis_strong.setWeight(QFont.Weight.DemiBold)
        return cls(QFont(font), strong, axis, axis_strong)


class TextWidths:
    """How wide texts are in a font. Plain letters are added up, ten times faster than laying a text out, and never
    narrower than it by more than a kerned pair."""

    def __init__(self, font: QFont) -> None:
        self.metrics = QFontMetricsF(font)
        self._plain = [self.metrics.horizontalAdvance(chr(code)) for code in range(128)]

    def of(self, text: str) -> float:
        text = one_line(text)
        if text.isascii():
            return sum(map(self._plain.__getitem__, text.encode("ascii"))) + 1
        return self.metrics.horizontalAdvance(text) + 1


class Labels:
    """Pictures of labels, for a theme, a font and a scale factor of the screen; the least used are forgotten."""

    def __init__(self, theme: Theme, fonts: Fonts, style: Style, ratio: float) -> None:
        self.theme = theme
        self.fonts = fonts
        self.style = style
        self.ratio = ratio
        self.plain = TextWidths(fonts.label)
        self.strong = TextWidths(fonts.strong)
        self._labels: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()

    def picture(
        self, item: TimelineItem, width: float, strong: bool = False, draw: bool = True
    ) -> tuple[QPixmap | None, bool]:
        """The picture of an item's label in at most `width` pixels: title, signs, badge of concerns; and whether
        it is new. None if it would be and `draw` is False."""
        text_width, trailing = self._room(item, width, strong)
        key: tuple[object, ...] = (item.title, item.approximate, item.uncertain, text_width, strong, bool(trailing))
        key += (item.concerns, item.position, item.disputed, item.noteworthy) if trailing else ()
        picture = self._labels.get(key)
        if picture is not None:
            self._labels.move_to_end(key)
            return picture, False
        if not draw:
            return None, False
        picture = self._labels[key] = self._drawn(item, text_width, strong, trailing)
        if len(self._labels) > KEPT_LABELS:
            self._labels.popitem(last=False)
        return picture, True

    def write(self, painter: QPainter, at: QPointF, item: TimelineItem, width: float, strong: bool = False) -> None:
        """Write an item's label in at most `width` pixels from `at`, the top left: as text, which a file keeps as
        such, and not as a picture of it."""
        text_width, trailing = self._room(item, width, strong)
        painter.save()
        painter.translate(at)
        self._write(painter, item, text_width, strong, trailing)
        painter.restore()

    def _room(self, item: TimelineItem, width: float, strong: bool) -> tuple[float, float]:
        """How much of a label's width its text gets, and how much what follows it."""
        trailing = trailing_width(item, self.style)
        full = (self.strong if strong else self.plain).of(item.label)
        if width < trailing + min(full, self.style.min_label):
            trailing = 0.0
        text_width = width - trailing
        return (full if full <= text_width else text_width - text_width % WIDTH_STEP), trailing

    def _drawn(self, item: TimelineItem, text_width: float, strong: bool, trailing: float) -> QPixmap:
        height = self.style.row_height
        picture = QPixmap(int((text_width + trailing + 2) * self.ratio) + 1, int(height * self.ratio + 0.5))
        picture.setDevicePixelRatio(self.ratio)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        self._write(painter, item, text_width, strong, trailing)
        painter.end()
        return picture

    def _write(self, painter: QPainter, item: TimelineItem, text_width: float, strong: bool, trailing: float) -> None:
        widths = self.strong if strong else self.plain
        painter.setFont(self.fonts.strong if strong else self.fonts.label)
        painter.setPen(self.theme.text)
        text = one_line(item.label)
        if widths.of(text) > text_width:
            text = widths.metrics.elidedText(text, Qt.TextElideMode.ElideRight, text_width)
        painter.drawText(QRectF(0, 0, text_width + 2, self.style.row_height), ONE_LINE, text)
        if trailing:
            self.draw_signs(painter, item, text_width)

    def draw_signs(self, painter: QPainter, item: TimelineItem, x: float) -> None:
        """Signs after a label: a star for noteworthy, two arrows for disputed, and for concerns the
        sign of their strongest position and how many there are."""
        style, middle = self.style, self.style.row_height / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = style.glyph_width
        if item.noteworthy:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.muted)
            painter.drawPolygon(_star(x + size * 0.6, middle, size * 0.36))
            x += size
        if item.disputed:
            painter.setPen(QPen(self.theme.muted, size / 10))
            for dy, way in ((-0.14, 1), (0.14, -1)):
                y, half = middle + dy * size, size * 0.3 * way
                centre = x + size * 0.62
                painter.drawLine(QPointF(centre - half, y), QPointF(centre + half, y))
                painter.drawLine(QPointF(centre + half, y), QPointF(centre + half * 0.4, y + dy * size))
            x += size
        if item.concerns:
            x += style.badge_gap
            dot = style.badge_dot
            draw_position(painter, self.theme, item.position, QRectF(x, middle - dot / 2, dot, dot))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(self.theme.position_colour(item.position))
            painter.setFont(self.fonts.axis)
            painter.drawText(QRectF(x + dot + 2, 0, 60, style.row_height), ONE_LINE, str(item.concerns))


def _star(x: float, y: float, radius: float) -> QPolygonF:
    turns = ((0, -1), (0.26, -0.36), (0.95, -0.31), (0.42, 0.14), (0.59, 0.81), (0, 0.45))
    right = [QPointF(x + radius * dx, y + radius * dy) for dx, dy in turns]
    left = [QPointF(x - radius * dx, y + radius * dy) for dx, dy in reversed(turns[1:-1])]
    return QPolygonF(right + left)


def one_line(text: str) -> str:
    """A title without line breaks and the like, and no longer than could ever be shown."""
    text = text[:300]
    return text if text.isprintable() else text.translate(_BREAKS)
