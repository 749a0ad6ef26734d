"""The whole span at a glance, under the timeline, with a window on the part that is shown there."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from tracker.timeline.overview import Overview, Period
from tracker.timeline.scale import LAST_DAY, Scale, clamped, fitted
from tracker.timeline.ticks import Tick, ticks
from tracker.ui.theme import Theme
from tracker.ui.timeline.labels import COLUMN_MARGIN, ONE_LINE, Fonts
from tracker.ui.timeline.plot import TimelinePlot

# Pixels either side of an edge of the window at which it can be taken hold of.
GRIP = 5.0
# The narrowest the window is drawn, whatever it shows.
NARROWEST = 6.0
YEAR_GAP = 48.0


class OverviewStrip(QWidget):
    """Bars for the events of each month (or longer periods, if there are many), and a window to drag along them,
    to widen by its edges, or to draw anew. `windowMoved` carries its first day and the day it ends before, when
    the person moved it; a timeline given to `bind` follows it, and it follows the timeline."""

    windowMoved = Signal(float, float)  # noqa: N815

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._overview = Overview({}, 0)
        self._periods: list[Period] = []
        self._scale = Scale(0.0, 1.0, 1.0)
        self._window: tuple[float, float] = (0.0, 0.0)
        self._described: list[tuple[int, int]] = []
        self._timeline: TimelinePlot | None = None
        self._grip = ""
        self._from = 0.0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Overview"))
        self._take_height()

    def bind(self, timeline: TimelinePlot) -> None:
        """Move the window with a timeline, and the timeline with the window."""
        self._timeline = timeline
        timeline.scaleChanged.connect(self._follow)
        self.windowMoved.connect(timeline.show_days)
        self._follow(timeline.scale)

    def set_overview(self, overview: Overview) -> None:
        """Show the span of other events."""
        self._overview = overview
        self._arrange()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_window(self, first: float, end: float) -> None:
        """Show that the time from `first` to `end` is in view; emits nothing."""
        self._window = (first, end)
        self._describe()
        self.update()

    @property
    def window_days(self) -> tuple[float, float]:
        """The first day of the window and the day it ends before."""
        return self._window

    @property
    def scale(self) -> Scale:
        """From days to x, counted from the right edge of the timeline's column of lane names."""
        return self._scale

    def left(self) -> float:
        """Where x = 0 of the scale stands in the widget: in line with the timeline above."""
        return self._timeline.column_width if self._timeline else 7 * QFontMetricsF(self.font()).height()

    def window_rect(self) -> QRectF:
        """Where the window is drawn, in the widget."""
        x0, x1 = (self.left() + self._scale.x(day) for day in self._window)
        x0, x1 = max(x0, self.left() - 4), min(x1, self.width() - 1.0)
        if x1 - x0 < NARROWEST:
            middle = clamped((x0 + x1) / 2, self.left(), self.width() - NARROWEST)
            x0, x1 = middle - NARROWEST / 2, middle + NARROWEST / 2
        return QRectF(x0, 6, x1 - x0, self._floor() - 2)

    def sizeHint(self) -> QSize:
        return QSize(820, self.height())

    # Geometry.

    def _floor(self) -> float:
        """Where the bars stand."""
        return self.height() - QFontMetricsF(self.font()).height() - 8

    def _arrange(self) -> None:
        width = max(1.0, self.width() - self.left())
        span = self._overview.span
        if span is None:
            self._periods = []
            self._scale = self._timeline.scale.resized(width) if self._timeline else self._scale.resized(width)
        else:
            self._periods = self._overview.periods(width - 12)
            self._scale = fitted(span[0], span[1] - 1, width, 0, 12)
        self.update()

    def _follow(self, scale: Scale) -> None:
        if not self._periods:
            self._arrange()
        self.set_window(scale.origin_day, scale.last_day)

    def _ticks(self) -> list[Tick]:
        """The years, or longer periods, for labels below the bars."""
        metrics = QFontMetricsF(Fonts.of(self.font()).axis)
        return [
            tick
            for tick in ticks(self._scale, YEAR_GAP, metrics.horizontalAdvance, ["0000 000"] * 12)
            if tick.label and datetime.date.fromordinal(tick.day).timetuple().tm_yday == 1
        ]

    def _grip_at(self, x: float) -> str:
        """What a press at `x` takes hold of: "start", "end", "window", or nothing."""
        window = self.window_rect()
        if abs(x - window.left()) <= GRIP:
            return "start"
        if abs(x - window.right()) <= GRIP:
            return "end"
        return "window" if window.left() < x < window.right() else ""

    # The person's hand.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if event.button() != Qt.MouseButton.LeftButton or x < self.left() - GRIP:
            super().mousePressEvent(event)
            return
        self._grip = self._grip_at(x)
        day = self._scale.day(x - self.left())
        if not self._grip:
            # Beside the window: it comes to where one points, and can be dragged on from there.
            half = (self._window[1] - self._window[0]) / 2
            self._move(day - half, day + half)
            self._grip = "window"
        self._from = day

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        grip = self._grip or self._grip_at(x)
        shape = Qt.CursorShape.SizeHorCursor if grip in ("start", "end") else Qt.CursorShape.OpenHandCursor
        self.setCursor(shape) if grip else self.unsetCursor()
        if not self._grip:
            return
        day = self._scale.day(x - self.left())
        first, end = self._window
        if self._grip == "start":
            self._move(min(day, end - 3), end)
        elif self._grip == "end":
            self._move(first, max(day, first + 3))
        else:
            self._move(first + day - self._from, end + day - self._from)
            self._from = day

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = ""
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._timeline is not None and event.button() == Qt.MouseButton.LeftButton:
            self._timeline.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        first, end = self._window
        turn = event.angleDelta().y() or event.angleDelta().x()
        by = (end - first) * turn / 1200
        self._move(first - by, end - by)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        first, end = self._window
        step = (end - first) * 0.1
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = -step if key == Qt.Key.Key_Left else step
            self._move(first + by, end + by)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal) and end - first > 6:
            self._move(first + step, end - step)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self._move(first - step, end + step)
        else:
            super().keyPressEvent(event)

    def _move(self, first: float, end: float) -> None:
        self.set_window(first, end)
        self.windowMoved.emit(first, end)

    # Showing.

    def _take_height(self) -> None:
        """High enough for its words; the bars over them need not grow as the text does."""
        line = QFontMetricsF(self.font()).height()
        self.setFixedHeight(round(min(5.6 * line, 1.8 * line + 68)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._take_height()
            self._arrange()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, left, floor = self._theme, self.left(), self._floor()
        fonts = Fonts.of(self.font())
        with QPainter(self) as painter:
            painter.setClipRect(event.rect())
            painter.fillRect(self.rect(), theme.window)
            painter.setPen(QPen(theme.line, 1))
            painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))
            painter.setFont(fonts.label)
            painter.setPen(theme.muted)
            years = self._overview.years
            if years is None:
                return
            text = str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"
            painter.drawText(QRectF(COLUMN_MARGIN, 0, left, floor), ONE_LINE, text)
            self._paint_window(painter, self.window_rect())
            tallest = max((period.count for period in self._periods), default=1)
            colour = QColor(theme.muted)
            colour.setAlphaF(0.42)
            for period in self._periods:
                x0, x1 = (left + self._scale.x(day) for day in (period.first, period.end))
                height = max(3.0, (floor - 14) * period.count / tallest)
                painter.fillRect(QRectF(round(x0), floor - height, max(1, round(x1) - round(x0) - 1), height), colour)
            painter.setFont(fonts.axis)
            painter.setPen(theme.muted)
            for tick in self._ticks():
                place = QRectF(left + tick.x, floor + 3, 200, self.height() - floor - 6)
                if tick.x >= -1 and left + tick.x + 30 < self.width():
                    painter.drawText(place, ONE_LINE, str(datetime.date.fromordinal(tick.day).year))

    def _paint_window(self, painter: QPainter, window: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(self._theme.accent, 0.4 + self._theme.ring) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.accent_soft)
        painter.drawRoundedRect(window, 5, 5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _describe(self) -> None:
        days = (int(clamped(day, 1, LAST_DAY)) for day in (self._window[0], self._window[1] - 1))
        months = [(date.month, date.year) for date in map(datetime.date.fromordinal, days)]
        if months != self._described:
            self._described = months
            locale = QLocale()
            first, last = (f"{locale.standaloneMonthName(month)} {year}" for month, year in months)
            self.setAccessibleDescription(self.tr("Shows {first} to {last}.").format(first=first, last=last))
