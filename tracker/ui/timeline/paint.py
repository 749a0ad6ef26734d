"""Drawing the timeline: the axis, lanes, density bars, marks and labels."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QLinearGradient, QPainter, QPen, QPixmap

from tracker.timeline.layout import Bar, Box, LaneBox, Layout
from tracker.timeline.marks import Style, trailing_width
from tracker.timeline.ticks import Tick, beside_today
from tracker.ui.theme import Theme
from tracker.ui.timeline.arrows import ArrowPainter
from tracker.ui.timeline.balance import BalancePainter
from tracker.ui.timeline.dates import faded
from tracker.ui.timeline.labels import COLUMN_MARGIN, ONE_LINE, Fonts, Labels, TextWidths
from tracker.ui.timeline.lane_names import LaneNamePainter
from tracker.ui.timeline.marks import MarkPainter

# So many labels that were not drawn before are drawn in one frame.
NEW_LABELS = 40
# A label that is cut by the left edge fades out over so many pixels.
_FADE = 28
# So many frames have round corners; of more those would be what takes the time.
_ROUNDED = 100
# Words of the axis that are kept as pictures.
KEPT_WORDS = 500


@dataclass(frozen=True, slots=True)
class Scene:
    """All that one picture of the timeline holds. `plot` and `tray` are areas of the widget; the layout's x counts
    from the plot's left, its y from `scrolled` pixels above the plot's top; `today` is an x of the plot; boxes of
    the tray count from its top left, moved left by `tray_offset`. `message` is shown where there are no events."""

    layout: Layout
    ticks: Sequence[Tick]
    plot: QRectF
    scrolled: float
    today: float
    chosen: Box | None
    several: Sequence[Box]
    """Where the events stand that are chosen together, the selected one among them."""
    hovered: Box | None
    focused: bool
    tray: QRectF
    tray_boxes: Sequence[Box]
    tray_offset: float
    tray_label: str
    message: str
    lane: int = -1
    """The number of the lane that the keyboard is in (-1: none)."""
    strip: Callable[[QPainter], bool] | None = None
    """Draws bars, marks and the labels beside them, and says whether that is complete; the layout then has only the
    spans whose labels are inside."""
    underlay: Callable[[QPainter], None] | None = None
    overlay: Callable[[QPainter], None] | None = None
    """What more is drawn in the lanes: under marks and titles, and over them but below the selected event."""


class TimelinePainter:
    """Draws what a layout holds. One is made for a theme, a font and a scale factor of the screen."""

    def __init__(self, theme: Theme, font: QFont, style: Style, ratio: float) -> None:
        self.theme = theme
        self.fonts = Fonts.of(font)
        self.labels = Labels(theme, self.fonts, style, ratio)
        self.marks = MarkPainter(theme, style, ratio)
        self.lane_names = LaneNamePainter(theme, self.fonts, style)
        self.balance = BalancePainter(theme)
        self.arrows = ArrowPainter(theme, self.fonts)
        self.style = style
        self.ratio = ratio
        self._edge = QLinearGradient(0, 0, _FADE, 0)
        for at, alpha in ((0.0, 1.0), (1.0, 0.0)):
            self._edge.setColorAt(at, faded(theme.window, alpha))
        self.axis = TextWidths(self.fonts.axis_strong)
        self._words: dict[tuple[str, bool, float], QPixmap] = {}
        self._kept: dict[str, tuple[tuple[object, ...], QPixmap]] = {}

    def paint(self, painter: QPainter, area: QRectF, scene: Scene) -> bool:
        """Paint a scene over the whole of `area`; returns whether it is complete: while one zooms quickly, labels
        not drawn before may be left to the next frame."""
        layout, plot = scene.layout, scene.plot
        top = plot.top() - scene.scrolled
        painter.setFont(self.fonts.label)
        if scene.strip is None:
            painter.fillRect(area, self.theme.window)
        else:  # the rest is covered by the pictures kept of it
            painter.fillRect(QRectF(0, 0, area.width(), plot.top()), self.theme.window)
            painter.fillRect(plot.adjusted(0, 0, area.right() - plot.right(), 0), self.theme.window)
        self.draw_axis(painter, scene.ticks, plot.left(), QRectF(plot.left(), 0, plot.width(), plot.top()), scene.today)
        lanes_end = top + layout.lanes[-1].y + layout.lanes[-1].height if layout.lanes else plot.bottom()
        grid = QRectF(plot.left(), plot.top(), plot.width(), min(lanes_end, plot.bottom()) - plot.top())
        painter.save()
        painter.setClipRect(QRectF(0, plot.top(), plot.right(), plot.height()), Qt.ClipOperation.IntersectClip)
        self.lane_names.draw_tints(painter, layout.lanes, top, plot.right())
        self.draw_grid(painter, scene.ticks, plot.left(), grid)
        self.draw_lane_lines(painter, layout.lanes, top, plot.right())
        painter.translate(plot.left(), top)
        self.draw_today(painter, scene.today, grid.translated(-plot.left(), -top))
        if scene.strip is None:
            self.draw_bars(painter, layout.bars, layout.lanes)
        self.balance.draw(painter, layout)
        in_lanes = scene.chosen is not None and scene.chosen.lane >= 0
        self.draw_several(painter, [box for box in scene.several if box.lane >= 0])
        if scene.hovered is not None and scene.hovered.lane >= 0:
            self.draw_hover(painter, scene.hovered)
        if scene.underlay is not None:
            scene.underlay(painter)
        left_out = False
        if scene.strip is not None:
            left_out = not scene.strip(painter)
        else:
            self.marks.draw(painter, layout.boxes)
        left_out = self.draw_labels(painter, layout.boxes, NEW_LABELS) or left_out
        if scene.strip is None:
            self.draw_cut(painter, layout.boxes)
        if scene.overlay is not None:
            scene.overlay(painter)
        if scene.chosen is not None and in_lanes:
            self.draw_selected(painter, scene.chosen, scene.focused, plot.width())
        painter.restore()
        names = QRectF(0, plot.top(), plot.left(), plot.height())
        if scene.strip is None:
            self.draw_lane_labels(painter, layout.lanes, top, names, scene.lane)
            self._draw_tray(painter, scene)
        else:  # the same as long as only time moves
            self._draw_kept(
                painter, "names", names, (layout.lanes, top, scene.lane),
                lambda kept: self.draw_lane_labels(kept, layout.lanes, top, names, scene.lane),
            )  # fmt: skip
            in_tray = (scene.tray_boxes, scene.tray_offset, scene.tray_label, scene.hovered, scene.focused)
            several = [box for box in scene.several if box.lane < 0]
            self._draw_kept(
                painter, "tray", scene.tray, (*in_tray, several, in_lanes or scene.chosen),
                lambda kept: self._draw_tray(kept, scene),
            )  # fmt: skip
        if scene.message:
            how = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            room = area.adjusted(24, 0, -24, -scene.tray.height())
            # Neither the grid nor today's line runs through the words.
            painter.fillRect(painter.boundingRect(room, how, scene.message).adjusted(-12, -6, 12, 6), self.theme.base)
            painter.setPen(self.theme.muted)
            painter.drawText(room, how, scene.message)
        if scene.focused and scene.chosen is None:
            painter.setPen(QPen(self.theme.accent, self.theme.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
        return not left_out

    def draw_strip(self, painter: QPainter, layout: Layout, top: float) -> bool:
        """Bars, marks and the labels beside them of a layout, from `top` pixels down; returns whether all labels are
        drawn."""
        painter.setFont(self.fonts.label)
        painter.translate(0, -top)
        self.draw_bars(painter, layout.bars, layout.lanes)
        self.marks.draw(painter, layout.boxes)
        return not self.draw_labels(painter, [box for box in layout.boxes if not box.inside], NEW_LABELS)

    def told(self) -> None:
        """More has been read of what is said of events: what was kept may say something else now."""
        self._kept.clear()

    def _draw_kept(
        self, painter: QPainter, name: str, area: QRectF, key: tuple[object, ...], draw: Callable[[QPainter], None]
    ) -> None:
        """Draw an area, from the picture kept of it if that was made for the same things."""
        if area.isEmpty():
            return
        known = self._kept.get(name)
        key = (*key, area.getRect())
        if known is None or not all(a is b or a == b for a, b in zip(known[0], key, strict=True)):
            picture = QPixmap(int(area.width() * self.ratio + 0.5), int(area.height() * self.ratio + 0.5))
            picture.setDevicePixelRatio(self.ratio)
            with QPainter(picture) as kept:
                kept.translate(-area.topLeft())
                draw(kept)
            known = self._kept[name] = (key, picture)
        painter.drawPixmap(area.topLeft(), known[1])

    def _draw_tray(self, painter: QPainter, scene: Scene) -> None:
        """The undated events, in a strip below the lanes."""
        tray, left = scene.tray, scene.plot.left()
        if tray.isEmpty():
            return
        painter.fillRect(tray, self.theme.panel)
        painter.setPen(QPen(self.theme.line, 1))
        painter.drawLine(tray.topLeft() + QPointF(0, 0.5), tray.topRight() + QPointF(0, 0.5))
        painter.setPen(self.theme.muted)
        painter.setFont(self.fonts.label)
        painter.drawText(tray.adjusted(COLUMN_MARGIN, 0, 0, 0), ONE_LINE, scene.tray_label)
        painter.save()
        painter.setClipRect(tray.adjusted(left, 0, 0, 0), Qt.ClipOperation.IntersectClip)
        painter.translate(left - scene.tray_offset, tray.top() + (tray.height() - self.style.row_height) / 2)
        end = scene.tray_offset + tray.width()
        first = bisect_right(scene.tray_boxes, scene.tray_offset, key=lambda box: box.right)
        boxes = scene.tray_boxes[first : bisect_left(scene.tray_boxes, end, key=lambda box: box.x0)]
        self.draw_several(painter, [box for box in scene.several if box.lane < 0])
        if scene.hovered is not None and scene.hovered.lane < 0:
            self.draw_hover(painter, scene.hovered)
        self.marks.draw(painter, boxes)
        self.draw_labels(painter, boxes)
        if scene.chosen is not None and scene.chosen.lane < 0:
            self.draw_selected(painter, scene.chosen, scene.focused, end)
        painter.restore()

    # The frame: axis, grid, lanes.

    def draw_axis(
        self, painter: QPainter, ticks: Sequence[Tick], left: float, area: QRectF, today: float | None = None
    ) -> None:
        """Tick labels in `area`, and today's where its line is in view; x = 0 of the scale stands at `left`."""
        painter.save()
        painter.setClipRect(area)
        if today is not None and 0 <= today <= area.width():
            word = QCoreApplication.translate("Timeline", "Today")
            at, ticks = beside_today(ticks, today, self.axis.of(word), area.width(), self.axis.of)
            painter.setFont(self.fonts.axis_strong)
            painter.setPen(self.theme.accent)
            painter.drawText(QRectF(left + at, area.y(), 400, area.height()), ONE_LINE, word)
        y, height = area.y(), area.height()
        for tick in ticks:
            if tick.label:
                painter.drawPixmap(QPointF(round(left + tick.label_x), y), self._word(tick.label, tick.major, height))
        painter.restore()

    def _word(self, word: str, major: bool, height: float) -> QPixmap:
        """The picture of a word of the axis: the same few are drawn in each frame."""
        key = (word, major, height)
        picture = self._words.get(key)
        if picture is None:
            width = self.axis.of(word) + 2
            picture = QPixmap(int(width * self.ratio) + 1, int(height * self.ratio + 0.5))
            picture.setDevicePixelRatio(self.ratio)
            picture.fill(Qt.GlobalColor.transparent)
            with QPainter(picture) as painter:
                painter.setFont(self.fonts.axis_strong if major else self.fonts.axis)
                painter.setPen(self.theme.text if major else self.theme.muted)
                painter.drawText(QRectF(0, 0, width, height), ONE_LINE, word)
            if len(self._words) >= KEPT_WORDS:
                self._words.clear()
            self._words[key] = picture
        return picture

    def draw_grid(self, painter: QPainter, ticks: Sequence[Tick], left: float, area: QRectF) -> None:
        # In high contrast the lines are as dark as words: dotted, they let those be read.
        dark = self.theme.border > 1
        painter.setPen(QPen(self.theme.line, 1, Qt.PenStyle.DotLine if dark else Qt.PenStyle.SolidLine))
        first, top, last, bottom = area.left(), area.top(), area.right(), area.bottom()
        places = (round(left + tick.x) + 0.5 for tick in ticks)
        painter.drawLines([QLineF(x, top, x, bottom) for x in places if first <= x <= last])

    def draw_today(self, painter: QPainter, x: float, area: QRectF) -> None:
        if area.left() <= x <= area.right():
            pen = QPen(self.theme.accent, 2, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([1, 1.5])
            painter.setPen(pen)
            painter.drawLine(QPointF(round(x) + 0.5, area.top()), QPointF(round(x) + 0.5, area.bottom()))

    def draw_lane_lines(self, painter: QPainter, lanes: Iterable[LaneBox], top: float, right: float) -> None:
        """The line under each lane; the chart's y = 0 stands at `top`."""
        # As rectangles: lines across the window take four times as long.
        for lane in lanes:
            painter.fillRect(QRect(0, round(top + lane.y + lane.height), round(right), 1), self.theme.line)

    def draw_lane_labels(
        self, painter: QPainter, lanes: Sequence[LaneBox], top: float, area: QRectF, strong: int = -1
    ) -> None:
        """Lane names, beside their first rows, over `area`, which is cleared first."""
        painter.save()
        painter.setClipRect(area)
        painter.fillRect(area, self.theme.window)
        self.draw_lane_lines(painter, lanes, top, area.right())
        self.lane_names.draw(painter, lanes, top, area, strong)
        painter.restore()

    # Density.

    def draw_bars(self, painter: QPainter, bars: Sequence[Bar], lanes: Sequence[LaneBox]) -> None:
        gathered: defaultdict[tuple[int, int], list[QRect]] = defaultdict(list)
        for lane, x, width, y, height, _, opacity, _, _ in bars:
            x0, y0 = round(x), round(y)
            rect = QRect(x0, y0, max(1, round(x + width) - x0 - 1), round(y + height) - y0)
            gathered[lane, round(opacity * 20)].append(rect)
        painter.setPen(Qt.PenStyle.NoPen)
        for (lane, strength), rects in gathered.items():
            painter.setBrush(faded(self.marks.colour(lanes[lane].lane.colour), 0.62 * strength / 20))
            painter.drawRects(rects)

    # Marks and labels.

    def draw_labels(self, painter: QPainter, boxes: Sequence[Box], most_new: int = 1_000_000) -> bool:
        """The labels of events. No more than `most_new` that were not drawn before, as those are dear; returns
        whether that left any out."""
        left_out, opacity = False, 1.0
        for box in boxes:
            if box.pile is not None:
                self.draw_pile(painter, box)
            if not box.label_width:
                continue
            if box.item.untold:
                # Here a title will stand once it is read.
                middle = QRectF(box.label_x, box.y + 0.38 * box.height, box.label_width, 0.24 * box.height)
                painter.fillRect(middle, faded(self.theme.muted, 0.16 * box.opacity))
                continue
            picture, new = self.labels.picture(box.item, box.label_width, draw=most_new > 0)
            most_new -= new
            if picture is None:
                left_out = True
                continue
            if box.opacity != opacity:
                opacity = box.opacity
                painter.setOpacity(opacity)
            painter.drawPixmap(QPointF(round(box.label_x), box.y), picture)
        painter.setOpacity(1)
        return left_out

    def draw_cut(self, painter: QPainter, boxes: Sequence[Box]) -> None:
        """Labels whose beginning lies left of the view fade out there: what is left of a word is not read as one."""
        for box in boxes:
            if box.label_width and box.label_x < 0 < box.right and not box.inside:
                painter.fillRect(QRectF(0, box.y, _FADE, box.height), self._edge)

    def draw_pile(self, painter: QPainter, box: Box) -> None:
        """How many lie below a mark on its spot, after the mark."""
        if box.pile is not None:
            painter.setFont(self.fonts.axis)
            painter.setPen(faded(self.theme.muted, box.opacity))
            place = QRectF(box.x1 + 2, box.y, box.pile.width + 20, box.height)
            painter.drawText(place, ONE_LINE, f"+{len(box.pile.members)}")

    def draw_selected(self, painter: QPainter, box: Box, focused: bool, limit: float) -> QRectF:
        """The selected event in its box, on top of everything; returns the box."""
        frame = self.selected_frame(box, limit)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.accent, (1 if focused else 0.2) + self.theme.ring))
        painter.setBrush(self.theme.selection)
        painter.drawRoundedRect(frame, 5, 5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self.marks.draw(painter, [box._replace(opacity=1.0, thin=False)])
        width = frame.right() - box.label_x - 4
        if width > 20:
            picture, _ = self.labels.picture(box.item, width, strong=True)
            if picture is not None:
                painter.drawPixmap(QPointF(round(box.label_x), box.y), picture)
        return frame

    def selected_frame(self, box: Box, limit: float) -> QRectF:
        """The rectangle a selected event takes: its mark, and its title in full if that is not too long and ends
        before `limit`."""
        text = self.labels.strong.of(box.item.label)
        label = min(text + 2, 1.5 * self.style.full_label) + trailing_width(box.item, self.style)
        right = max(box.x1, min(box.label_x + label, max(limit - 10, box.label_x + 2 * self.style.min_label)))
        left = round(box.x0) - 4
        return QRectF(left + 0.5, box.y + 0.5, right - left + 6, box.height - 1)

    def draw_several(self, painter: QPainter, boxes: Sequence[Box]) -> None:
        """What stands under events that are chosen together."""
        if not boxes:
            return
        painter.setPen(QPen(self.theme.accent, self.theme.border))
        painter.setBrush(self.theme.selection)
        frames = [
            QRectF(left + 0.5, box.y + 0.5, box.right - left + 5, box.height - 1)
            for box in boxes
            for left in (round(box.x0) - 4,)
        ]
        if len(frames) > _ROUNDED:
            painter.drawRects(frames)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for frame in frames:
            painter.drawRoundedRect(frame, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def draw_hover(self, painter: QPainter, box: Box) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.hover)
        left = round(box.x0) - 4
        painter.drawRoundedRect(QRectF(left, box.y, box.right - left + 5, box.height), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
