"""Where things stand on the timeline: which stretch of time is shown, in which lanes, and what is at a point.

Only what is in view is laid out (no scene of items), so that the cost depends on the window and not on the number
of events. The geometry is `tracker.timeline`'s.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from tracker.timeline.arrangement import Arrangement
from tracker.timeline.balance import Balance, Slice
from tracker.timeline.events import Events
from tracker.timeline.framing import held
from tracker.timeline.lanes import Chart
from tracker.timeline.layout import Bar, LaneBox, Layout, shortened
from tracker.timeline.marks import Lane, Style, TimelineItem
from tracker.timeline.scale import Scale, clamped, fitted
from tracker.timeline.ticks import Tick, ticks
from tracker.timeline.tray import Tray
from tracker.timeline.walk import Walk
from tracker.ui.timeline.labels import COLUMN_MARGIN, Fonts, TextWidths

TICK_GAP = 34.0
# Beside a day that is gone to so many others are shown, at both sides together.
_ABOUT = 60


class TimelinePlot(QWidget):
    """Events placed in time. `scaleChanged` carries the new `Scale` whenever another stretch of time is shown, `asked`
    the positions of events in view of which it is still to be read what is said; `tell` is called once it has been."""

    scaleChanged = Signal(object)  # noqa: N815
    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events = Events.of((), ())
        self._scale = Scale(0.0, 1.0, 1.0)
        self._layout: Layout | None = None
        self._ticks: list[Tick] = []
        self._fitted = True
        self._arrangement = Arrangement()
        self._balance: Balance = {}
        self._today: int | None = None
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.hide()
        self._bar.valueChanged.connect(self._refresh)
        self._measure_fonts()
        self._rebuild()
        self.fit()

    def set_items(self, items: Iterable[TimelineItem], lanes: Sequence[Lane]) -> None:
        """Show these events in these lanes: `set_events` for those who have few."""
        self.set_events(Events.of(items, lanes, self.tr("Other")))

    def set_events(self, events: Events, arrangement: Arrangement | None = None) -> None:
        """Show events made ready elsewhere, their lanes arranged anew if so wanted. The place in time is kept, unless
        the view shows everything anyway."""
        self._events = events
        if arrangement is not None:
            self._arrangement = arrangement
        self._balance = {}
        self._rebuild()
        self.fit() if self._fitted else self._set_scale(self._scale)

    def set_arrangement(self, arrangement: Arrangement) -> None:
        """Show the lanes so arranged."""
        if arrangement != self._arrangement:
            self._arrangement = arrangement
            self._rebuild()
            self.fit() if self._fitted else self._set_scale(self._scale)

    def set_balance(self, balance: Balance) -> None:
        """Show in each lane where people stand on its events, by lane; nothing of an empty one."""
        if balance or self._balance:
            self._balance = balance
            self._rebuild()
            self.fit() if self._fitted else self._set_scale(self._scale)

    @property
    def events(self) -> Events:
        """What is shown."""
        return self._events

    def tell(self, anew: bool = False) -> None:
        """Show what has been read of the events in view since they were last laid out; `anew`: also of such as had been
        read before."""
        self.chart.told(anew)
        self._refresh()

    def set_today(self, day: int | None) -> None:
        """The ordinal of the day whose line is drawn as today's (None: the real one)."""
        self._today = day
        self.update()

    @property
    def today(self) -> int:
        return self._today if self._today is not None else datetime.date.today().toordinal()

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

    def show_date(self, first: int, last: int) -> None:
        """Bring the time from one day to another into view, with as much again about it; a day among its weeks, but
        no further out than now."""
        days = last + 1 - first
        about = max(days, _ABOUT) / 2
        if days == 1 and self._scale.days < days + 2 * about:
            self.set_scale(self._scale.centred(first + 0.5))
        else:
            self.show_days(first - about, last + 1 + about)

    def fit(self) -> None:
        """Show everything that has a date, and keep to that until the person zooms or pans."""
        self._fitted = True
        self._set_scale(self._whole())

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
        self.tray.scroll(dx, self.plot_area().width())
        self.update()

    @property
    def scrolled(self) -> int:
        """How many pixels of the lanes are scrolled out of view at the top."""
        return self._bar.value()

    def _whole(self) -> Scale:
        today = self.today if self.chart.span is None else 0  # asked for with each frame, and of use to few
        return self.chart.whole(self.plot_area().width(), today)

    def _set_scale(self, scale: Scale) -> None:
        scale = held(scale.resized(self.plot_area().width()), self.chart.span, self._whole())
        changed = scale != self._scale
        self._scale = scale
        self._refresh()
        if changed:
            self.scaleChanged.emit(scale)

    def _show_rows(self, top: float, bottom: float) -> None:
        """Scroll so that the part of the chart from `top` to `bottom` is in view."""
        visible, padding = self.plot_area().height(), self._style.lane_padding
        if top < self._bar.value():
            self._bar.setValue(int(top - padding))
        elif bottom > self._bar.value() + visible:
            self._bar.setValue(round(bottom + padding - visible))

    # Where things are.

    @property
    def column_width(self) -> int:
        """The width of the lane names' column; x = 0 of the scale is at its right edge."""
        return self._column

    def ticks(self) -> Sequence[Tick]:
        """The ticks of the axis as it is shown."""
        if not self._ticks:
            self._ticks = ticks(self._scale, TICK_GAP, self._axis_width, self._months)
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

    def in_chart(self, point: QPointF) -> QPointF:
        """A point of the widget as a point of the layout."""
        plot = self.plot_area()
        return QPointF(point.x() - plot.left(), point.y() - plot.top() + self._bar.value())

    def bar_at(self, point: QPointF) -> Bar | None:
        """The density bar under a point."""
        if not self.plot_area().contains(point):
            return None
        place = self.in_chart(point)
        return self._laid_out().bar_at(place.x(), place.y())

    def slice_at(self, point: QPointF) -> tuple[Slice, bool] | None:
        """The slice of a balance under a point, or of a comparison (True)."""
        if not self.plot_area().contains(point):
            return None
        place = self.in_chart(point)
        return self._laid_out().slice_at(place.x(), place.y())

    def lane_at(self, point: QPointF) -> LaneBox | None:
        """The lane whose name is at a point."""
        plot = self.plot_area()
        if point.x() >= plot.left() or not plot.top() <= point.y() < plot.bottom():
            return None
        y = self.in_chart(point).y()
        return next((lane for lane in self.chart.lanes if lane.y <= y < lane.y + lane.height), None)

    @property
    def style_used(self) -> Style:
        """The sizes of things, for this text."""
        return self._style

    def _tray_height(self) -> int:
        return round(self._style.row_height + 10) if self.chart.undated else 0

    # Laying out.

    def _measure_fonts(self) -> None:
        metrics = QFontMetricsF(self.font())
        self._style = Style().scaled(metrics.height() / 15)
        self._axis_height = round(metrics.height() * 1.75)
        self._widths = TextWidths(self.font())
        # The lane that the keyboard is in has a strong name.
        self._name_width = lru_cache(1_000)(TextWidths(Fonts.of(self.font()).strong).of)
        # Its words are few, and measured with each frame.
        self._axis_width = lru_cache(1_000)(TextWidths(Fonts.of(self.font()).axis_strong).of)
        locale, short = QLocale(), QLocale.FormatType.ShortFormat
        self._months = [locale.standaloneMonthName(month, short) for month in range(1, 13)]

    def _rebuild(self) -> None:
        """Make everything anew that depends on the items or the font."""
        measure = self._widths.of
        self.chart = Chart(self._events, measure, self._style, self._arrangement, self._balance)
        self.walk = Walk(self.chart)
        self.tray = Tray(self.chart.undated, self._style, measure)
        self._arrange()

    def _arrange(self) -> None:
        """Give the lanes' column its width and share the height among the lanes; scroll if they don't fit."""
        line = self._widths.metrics.height()
        widest = max((self._name_width(lane.lane.label) for lane in self.chart.lanes), default=0.0)
        most = max(5 * line, min(11 * line, self.width() * 0.28))
        self._column = round(clamped(widest + COLUMN_MARGIN + 12, min(6.5 * line, most), most))
        self._bar.setVisible(False)
        plot = self.plot_area()
        self.chart.arrange(plot.width(), plot.height())
        over = max(0, round(self.chart.height - plot.height() + 0.49))
        self._bar.setRange(0, over)
        if over:
            width = self._bar.sizeHint().width()
            self._bar.setGeometry(self.width() - width, round(plot.top()), width, round(plot.height()))
            self._bar.setPageStep(round(plot.height()))
            self._bar.setSingleStep(round(self._style.row_height))
            self._bar.setVisible(True)
        self._refresh()

    def layout_in_view(self) -> Layout:
        """What is in view, as it is drawn."""
        return self._laid_out()

    def _laid_out(self) -> Layout:
        if self._layout is None:
            plot = self.plot_area()
            self._layout = self.chart.layout(self._scale, self._bar.value(), plot.height())
            if not self.chart.large:  # pictures that are kept of a large one do not end where the view does
                boxes = (shortened(box, plot.width(), self._style) for box in self._layout.boxes)
                self._layout = replace(self._layout, boxes=tuple(boxes))
            if self.chart.untold:
                self.asked.emit(self.chart.untold)
        return self._layout

    def _refresh(self) -> None:
        """Lay out and paint anew at the next opportunity."""
        self._layout = None
        self._ticks = []
        self.update()

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
