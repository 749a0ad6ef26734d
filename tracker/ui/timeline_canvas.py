"""What the timeline shows: events in lanes along a time axis, one stretch of it at a time.

It paints what is in view and nothing else (no scene of items), so that its cost depends on the window and not on
the number of events. The geometry is `tracker.timeline`'s; the drawing is `timeline_paint`'s; what people do with
it is `timeline_view`'s.
"""

from __future__ import annotations

import datetime
import gc
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from tracker.timeline.lanes import Bar, Box, Chart, Layout
from tracker.timeline.marks import Lane, Style, TimelineItem, wish
from tracker.timeline.scale import Scale, clamped, fitted
from tracker.timeline.ticks import Tick, ticks
from tracker.timeline.walk import Walk
from tracker.ui.theme import Theme
from tracker.ui.timeline_labels import TextWidths, one_line
from tracker.ui.timeline_paint import COLUMN_MARGIN, Scene, TimelinePainter

TICK_GAP = 34.0
FIT_MARGIN = 20.0
# How much further out than everything one may zoom.
ZOOM_OUT = 4.0
# So many events make the garbage collector's full sweeps longer than a frame.
MANY = 20_000
# The number of the "lane" of events without a date.
UNDATED = -1
MAX_TRAY = 500


class TimelineCanvas(QWidget):
    """A picture of events in time, one of them selected. `scaleChanged` carries the new `Scale` whenever another
    stretch of time is shown."""

    scaleChanged = Signal(object)  # noqa: N815

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: Sequence[TimelineItem] = ()
        self._lanes: Sequence[Lane] = ()
        self._scale = Scale(0.0, 1.0, 1.0)
        self._layout: Layout | None = None
        self._ticks: list[Tick] = []
        self._selected: int | None = None
        self._lane = 0
        self._hovered: Box | None = None
        self._fitted = True
        self._today: int | None = None
        self._tray_offset = 0.0
        self._painter: TimelinePainter | None = None
        self._empty_text = self.tr("No events yet. Log the first with Ctrl+N.")
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.hide()
        self._bar.valueChanged.connect(self._refresh)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Timeline"))
        self._measure_fonts()
        self._rebuild()
        self.fit()
        self._describe()

    # What it shows.

    def set_items(self, items: Sequence[TimelineItem], lanes: Sequence[Lane]) -> None:
        """Show these events in these lanes. The place in time is kept, unless the view shows everything anyway;
        so is the selection, if the event is still there."""
        self._items, self._lanes = items, lanes
        self._rebuild()
        if self._selected is not None:
            self.select(self._selected, reveal=False)
        self.fit() if self._fitted else self._set_scale(self._scale)
        self._describe()
        if len(items) >= MANY:
            # They live as long as they are shown, so sweeping through them again and again finds nothing.
            gc.unfreeze()
            gc.collect()
            gc.freeze()

    def select(self, event_id: int | None, reveal: bool = True, lane: int | None = None) -> None:
        """Select an event (None, or one not shown: none), in one of its lanes, and bring it into view. Emits
        nothing: signals are for what the person does."""
        self._update_selected()
        item = self.walk.item(event_id) if event_id is not None else None
        self._selected = item.id if item is not None else None
        if item is not None:
            lanes = self.chart.lanes_of(item)
            wanted = self._lane if lane is None else lane
            self._lane = wanted if wanted in lanes else lanes[0] if lanes else UNDATED
            if reveal:
                self._reveal(item)
        self._update_selected()
        self._describe()

    @property
    def selection(self) -> int | None:
        """The selected event's id."""
        return self._selected

    @property
    def lane(self) -> int:
        """The number of the lane the selected event is taken to stand in; `UNDATED` for the tray."""
        return self._lane

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._painter = None
        self.update()

    def set_today(self, day: int | None) -> None:
        """The day whose line is drawn as today's (None: the real one)."""
        self._today = day
        self.update()

    def set_empty_text(self, text: str) -> None:
        """What to say where there is nothing to show."""
        self._empty_text = text
        self.update()

    # Which stretch of time.

    @property
    def scale(self) -> Scale:
        return self._scale

    def set_scale(self, scale: Scale) -> None:
        """Show another stretch of time; the scale's width is taken from this view."""
        self._fitted = False
        self._set_scale(scale)

    def show_days(self, first: float, end: float) -> None:
        """Show the time from the beginning of `first` to the beginning of `end`, from edge to edge."""
        self.set_scale(fitted(first, max(first + 1, end) - 1, self.plot_area().width()))

    def fit(self) -> None:
        """Show everything that has a date."""
        self._fitted = True
        self._set_scale(self._fit_scale())

    def zoom(self, factor: float) -> None:
        """Zoom about the selected event if it is in view, else about the middle."""
        at = self._scale.width / 2
        item = self.walk.item(self._selected) if self._selected is not None else None
        if item is not None and not item.undated and 0 <= self._scale.x(item.start) <= self._scale.width:
            at = self._scale.x(item.start)
        self.zoom_at(at, factor)

    def zoom_at(self, x: float, factor: float) -> None:
        """Zoom about `x` pixels into the plotting area."""
        self.set_scale(self._scale.zoomed(x, factor))

    def pan(self, dx: float) -> None:
        """Move what is shown `dx` pixels to the right."""
        self.set_scale(self._scale.panned(dx))

    def scroll_lanes(self, dy: float) -> None:
        self._bar.setValue(round(self._bar.value() + dy))

    def scroll_tray(self, dx: float) -> None:
        """Move along the undated events."""
        room = self.plot_area().width()
        end = self._tray_boxes[-1].right + 20 if self._tray_boxes else 0.0
        self._tray_offset = clamped(self._tray_offset + dx, 0.0, max(0.0, end - room))
        self.update()

    def _fit_scale(self) -> Scale:
        width = self.plot_area().width()
        if self.chart.span is None:
            today = datetime.date.today().toordinal()
            return fitted(today - 182, today + 182, width)
        first, last = self.chart.span
        # A single day from edge to edge says little: at least a month is shown, and room for the last label.
        spare = max(0, 30 - (last - first)) / 2
        right = min(self._style.max_label * 0.6, width * 0.2)
        return fitted(first - spare, last + spare, width, FIT_MARGIN, right)

    def _set_scale(self, scale: Scale) -> None:
        """Take a scale, held to where there is something to see."""
        scale = scale.resized(self.plot_area().width())
        if self.chart.span is not None:
            least = self._fit_scale().pixels_per_day / ZOOM_OUT
            if scale.pixels_per_day < least:
                scale = scale.zoomed(scale.width / 2, least / scale.pixels_per_day)
            middle = scale.day(scale.width / 2)
            held = clamped(middle, self.chart.span[0] - 20, self.chart.span[1] + 20)
            if held != middle:
                scale = scale.centred(held)
        changed = scale != self._scale
        self._scale = scale
        self._refresh()
        if changed:
            self.scaleChanged.emit(scale)

    def _reveal(self, item: TimelineItem) -> None:
        """Bring an event into view: along the time axis, among the lanes, or along the tray."""
        if item.undated:
            box = next((box for box in self._tray_boxes if box.item.id == item.id), None)
            width = self.plot_area().width()
            if box is not None and not self._tray_offset <= box.x0 <= box.right <= self._tray_offset + width:
                self.scroll_tray(box.x0 - self._tray_offset - 20)
            return
        x0, x1 = self._scale.x(item.start), self._scale.x(item.end + 1)
        # An event near the right edge has no room for its label.
        if x1 < 10 or x0 > self._scale.width - min(140, self._scale.width / 3):
            self.set_scale(self._scale.centred(item.start))
        lane = self.chart.lanes[self._lane]
        box = self._selected_box()
        top, bottom = (box.y, box.y + box.height) if box else (lane.y, lane.y + lane.height)
        visible = self.plot_area().height()
        if top < self._bar.value():
            self._bar.setValue(int(top - self._style.lane_padding))
        elif bottom > self._bar.value() + visible:
            self._bar.setValue(round(bottom + self._style.lane_padding - visible))

    # Geometry.

    @property
    def column_width(self) -> int:
        """The width of the lane names' column; x = 0 of the scale is at its right edge."""
        return self._column

    def ticks(self) -> Sequence[Tick]:
        """The ticks of the axis as it is shown."""
        self._laid_out()
        return self._ticks

    def plot_area(self) -> QRectF:
        """Where time is plotted, in the widget."""
        right = self.width() - (self._bar.width() if self._bar.isVisibleTo(self) else 0)
        top, bottom = self._axis_height, self.height() - self._tray_height()
        return QRectF(self._column, top, max(1, right - self._column), max(1, bottom - top))

    def tray_area(self) -> QRectF:
        """Where the undated events are, in the widget; empty if there are none."""
        height = self._tray_height()
        return QRectF(0, self.height() - height, self.width(), height)

    def item_at(self, point: QPoint | QPointF) -> int | None:
        """The id of the event under a point of the widget."""
        box = self.box_at(QPointF(point))
        return box.item.id if box else None

    def box_at(self, point: QPointF) -> Box | None:
        """The event under a point, as it stands there."""
        plot, tray = self.plot_area(), self.tray_area()
        if plot.contains(point):
            place = self._in_chart(point)
            chosen = self._selected_box()
            if (
                chosen
                and chosen.lane != UNDATED
                and self.painter().selected_frame(chosen, plot.width()).contains(place)
            ):
                return chosen
            return self._laid_out().box_at(place.x(), place.y())
        if tray.contains(point) and point.x() >= plot.left():
            x = point.x() - plot.left() + self._tray_offset
            return next((box for box in self._tray_boxes if box.x0 - 3 <= x <= box.right + 3), None)
        return None

    def bar_at(self, point: QPointF) -> Bar | None:
        """The density bar under a point."""
        if not self.plot_area().contains(point):
            return None
        place = self._in_chart(point)
        return self._laid_out().bar_at(place.x(), place.y())

    def place_of(self, event_id: int) -> QRect | None:
        """Where an event is drawn (the first place, if it stands in several lanes); None if it isn't."""
        plot, tray = self.plot_area(), self.tray_area()
        for box in (*self._laid_out().boxes, *self._tray_boxes):
            if box.item.id == event_id:
                size = (max(4.0, box.right - box.x0), box.height)
                if box.lane == UNDATED:
                    return QRectF(plot.left() + box.x0 - self._tray_offset, tray.top() + 5, *size).toRect()
                return QRectF(plot.left() + box.x0, plot.top() + box.y - self._bar.value(), *size).toRect()
        return None

    def _in_chart(self, point: QPointF) -> QPointF:
        plot = self.plot_area()
        return QPointF(point.x() - plot.left(), point.y() - plot.top() + self._bar.value())

    def _tray_height(self) -> int:
        return round(self._style.row_height + 10) if self.chart.undated else 0

    def _measure_fonts(self) -> None:
        metrics = QFontMetricsF(self.font())
        self._style = Style().scaled(metrics.height() / 15)
        self._axis_height = round(metrics.height() * 1.7)
        self._painter = None

    def _rebuild(self) -> None:
        """Make chart, walk, tray and column anew for the items and the font."""
        measure = TextWidths(self.font()).of
        self.chart = Chart(self._items, self._lanes, measure, self._style, self.tr("Other"))
        self.walk = Walk(self.chart)
        self._hovered = None
        style, x = self._style, 4.0
        self._tray_boxes: list[Box] = []
        # A tray of thousands is a list to be searched, not a picture: the table shows the rest.
        for item in self.chart.undated[:MAX_TRAY]:
            label_x = x + style.mark_width + style.label_offset
            width = wish(item, style, measure).full
            box = Box(
                item, UNDATED, x, x + style.mark_width, 0.0, style.row_height, label_x, width, 1.0, True, True, False
            )
            self._tray_boxes.append(box)
            x = box.right + 2 * style.gap
        self._tray_offset = 0.0
        self._arrange()

    def _arrange(self) -> None:
        """Give the lanes' column its width and share the height among the lanes; scroll if they don't fit."""
        metrics = QFontMetricsF(self.font())
        widest = max((metrics.horizontalAdvance(one_line(lane.lane.label)) for lane in self.chart.lanes), default=0.0)
        most = max(5 * metrics.height(), min(11 * metrics.height(), self.width() * 0.28))
        self._column = round(clamped(widest + COLUMN_MARGIN + 12, 5 * metrics.height(), most))
        self._bar.setVisible(False)
        plot = self.plot_area()
        self.chart.arrange(plot.width() - 2 * FIT_MARGIN, plot.height())
        over = max(0, round(self.chart.height - plot.height() + 0.49))
        self._bar.setRange(0, over)
        if over:
            width = self._bar.sizeHint().width()
            self._bar.setGeometry(self.width() - width, round(plot.top()), width, round(plot.height()))
            self._bar.setPageStep(round(plot.height()))
            self._bar.setSingleStep(round(self._style.row_height))
            self._bar.setVisible(True)
        self._refresh()

    def _laid_out(self) -> Layout:
        if self._layout is None:
            plot = self.plot_area()
            self._layout = self.chart.layout(self._scale, self._bar.value(), plot.height())
            locale, short = QLocale(), QLocale.FormatType.ShortFormat
            months = [locale.standaloneMonthName(month, short) for month in range(1, 13)]
            self._ticks = ticks(self._scale, TICK_GAP, self.painter().axis.of, months)
        return self._layout

    def painter(self) -> TimelinePainter:
        """What draws, for the theme, the font and the screen of the moment."""
        ratio = self.devicePixelRatioF()
        if self._painter is None or self._painter.ratio != ratio:
            self._painter = TimelinePainter(self._theme, self.font(), self._style, ratio)
        return self._painter

    def _selected_box(self) -> Box | None:
        """The selected event where it stands, in the lane last walked if there are several."""
        found: Box | None = None
        if self._selected is not None:
            for box in (*self._laid_out().boxes, *self._tray_boxes):
                if box.item.id == self._selected and (found is None or (box.lane == self._lane != found.lane)):
                    found = box
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        self.fit() if self._fitted else self._set_scale(self._scale)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._measure_fonts()
            self._rebuild()
            self._set_scale(self._scale)
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(820, 450)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._column + 160, int(self._axis_height + 4 * self._style.row_height))

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        plot = self.plot_area()
        today = self._today if self._today is not None else datetime.date.today().toordinal()
        scene = Scene(
            layout=self._laid_out(),
            ticks=self._ticks,
            plot=plot,
            scrolled=self._bar.value(),
            today=self._scale.x(today + 0.5),
            chosen=self._selected_box(),
            hovered=self._hovered,
            focused=self.hasFocus(),
            tray=self.tray_area(),
            tray_boxes=self._tray_boxes,
            tray_offset=self._tray_offset,
            tray_label=self.tr("Undated {count}").format(count=len(self.chart.undated)),
            message="" if self._items else self._empty_text,
        )
        with QPainter(self) as painter:
            painter.setClipRect(event.rect())
            complete = self.painter().paint(painter, QRectF(self.rect()), scene)
        if not complete:
            # The labels left out come with the next frame; an update asked for while painting would be lost.
            QTimer.singleShot(0, self, self.update)

    def set_hovered(self, box: Box | None) -> bool:
        """Show which event the pointer is on; returns whether that changed."""
        if box == self._hovered:
            return False
        for changed in (self._hovered, box):
            self._update_box(changed)
        self._hovered = box
        return True

    def _refresh(self) -> None:
        """Lay out and paint anew at the next opportunity."""
        self._layout = None
        self._hovered = None
        self.update()

    def _update_selected(self) -> None:
        self._update_box(self._selected_box())

    def _update_box(self, box: Box | None) -> None:
        """Paint anew where an event stands (with the room it takes when selected), and only there."""
        if box is None:
            return
        if box.lane == UNDATED:
            self.update(self.tray_area().toAlignedRect())
            return
        plot = self.plot_area()
        frame = self.painter().selected_frame(box, plot.width()).translated(plot.left(), plot.top() - self._bar.value())
        self.update(frame.toAlignedRect().adjusted(-3, -3, 3, 3))

    def _describe(self) -> None:
        """Tell assistive technology what is shown and selected, in words."""
        count = len(self._items)
        said = self.tr("1 event") if count == 1 else self.tr("{count} events").format(count=count)
        lanes = len(self.chart.lanes)
        said += ", " + (self.tr("1 lane") if lanes == 1 else self.tr("{count} lanes").format(count=lanes)) + "."
        item = self.walk.item(self._selected) if self._selected is not None else None
        if item is not None:
            parts = [item.title, item.when, item.what]
            if item.concerns:
                parts.append(
                    self.tr("1 concern")
                    if item.concerns == 1
                    else self.tr("{count} concerns").format(count=item.concerns)
                )
            said += " " + self.tr("Selected:") + " " + ", ".join(part for part in parts if part) + "."
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
