"""A slider along days, with a mark for each on which something happened."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from tracker.dates import from_ordinal, to_ordinal
from tracker.timeline.scale import Scale, clamped, fitted
from tracker.timeline.ticks import Tick, ticks
from tracker.ui.theme import Theme
from tracker.ui.widgets.date_field import date_words

_EDGE = 10.0
"""Pixels free at either end, so that the handle is whole there."""
_KNOB = 6.0
_TICK_GAP = 44.0


class DaySlider(QSlider):
    """`day` is ISO. With `whole`, there is a place beyond the last day that stands for all time: its day is ''.

    Right and Left go a day on and back, Up and Down to the next and the previous day with a mark, Page Up and Down a
    month, Home and End to the ends. `moved` carries the day whenever the person moved it.
    """

    moved = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, whole: bool = False) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._whole = whole
        self._words = self.tr("All time")
        self._marks: list[int] = []
        self._since = 0
        self._day = ""
        self._scale = Scale(0.0, 1.0, 1.0)
        self._ticks: list[Tick] = []
        self._places: list[int] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.valueChanged.connect(self._on_value)
        self.set_days(())

    # What it shows

    def set_days(self, days: Sequence[str], also: str = "") -> None:
        """Mark these days (ISO, ascending) and reach over them, and over one day more (such as today). The day that
        it stands on stays."""
        day = self._day or ("" if self._whole else also)
        self._marks = [datetime.date.fromisoformat(each).toordinal() for each in days]
        reached = self._marks + [to_ordinal(each) for each in (day, also) if each]
        self._reach(min(reached, default=1), max(reached, default=1))
        self.set_day(day)
        self.setEnabled(bool(self._marks))

    def _reach(self, first: int, last: int) -> None:
        kept = self.blockSignals(True)
        self.setRange(first, last + self._whole)
        self.blockSignals(kept)
        self._arrange()

    @property
    def day(self) -> str:
        """The day it stands on."""
        return self._day

    def set_day(self, day: str) -> None:
        """Stand on a day, without `moved`."""
        self._day = day
        kept = self.blockSignals(True)
        if day:
            number, last = to_ordinal(day), self.maximum() - self._whole
            if not self.minimum() <= number <= last:
                self._reach(min(number, self.minimum()), max(number, last))
            self.setValue(number)
        else:
            self.setValue(self.maximum())
        self.blockSignals(kept)
        self._describe()
        self.update()

    def set_since(self, day: str) -> None:
        """Mark the day compared with, '' for none."""
        self._since = to_ordinal(day) if day else 0
        self.update()

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) day with a mark, as if by hand."""
        self._go(self.neighbour(by))

    def neighbour(self, by: int) -> int:
        """The value of the next (1) or the previous (-1) day with a mark; its own value if there is none."""
        value = self.value()
        place = bisect_right(self._marks, value) if by > 0 else bisect_left(self._marks, value) - 1
        if 0 <= place < len(self._marks):
            return self._marks[place]
        return self.maximum() if by > 0 and self._whole else value

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        self.update()

    def _on_value(self, value: int) -> None:
        self._day = "" if self._whole and value == self.maximum() else from_ordinal(value)
        self._describe()
        self.update()
        self.moved.emit(self.day)

    def _describe(self) -> None:
        self.setAccessibleDescription(date_words(self.day) if self.day else self._words)

    # The person's hand

    def _go(self, value: int) -> None:
        self.setValue(round(clamped(value, self.minimum(), self.maximum())))

    def _value_at(self, x: float) -> int:
        return int(self._scale.day(x) // 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The handle comes to where one points, and can be dragged on from there."""
        if event.button() == Qt.MouseButton.LeftButton and self.isEnabled():
            self.setSliderDown(True)
            self._go(self._value_at(event.position().x()))
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragging."""
        if self.isSliderDown():
            self._go(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Dropped."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A notch is a day."""
        turn = event.angleDelta().y() or event.angleDelta().x()
        self._go(self.value() + (1 if turn < 0 else -1) * bool(turn))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Days, marks, months, ends."""
        key, value = event.key(), self.value()
        keys = Qt.Key
        if key in (keys.Key_Left, keys.Key_Right):
            self._go(value + (1 if key == keys.Key_Right else -1))
        elif key in (keys.Key_Up, keys.Key_Down):
            self.step(1 if key == keys.Key_Up else -1)
        elif key in (keys.Key_PageUp, keys.Key_PageDown):
            self._go(_month_on(value, 1 if key == keys.Key_PageUp else -1))
        elif key in (keys.Key_Home, keys.Key_End):
            self._go(self.minimum() if key == keys.Key_Home else self.maximum())
        else:
            super().keyPressEvent(event)

    # Painting

    def sizeHint(self) -> QSize:
        """A line for the marks and a line of words."""
        return QSize(240, round(2 * _KNOB + 6 + QFontMetricsF(self.font()).height() + 2))

    def minimumSizeHint(self) -> QSize:
        """As low as it is."""
        return QSize(120, self.sizeHint().height())

    def _arrange(self) -> None:
        metrics = QFontMetricsF(self.font())
        self._scale = fitted(self.minimum(), self.maximum(), self.width(), _EDGE)
        locale = QLocale()
        months = [locale.standaloneMonthName(n, QLocale.FormatType.ShortFormat) for n in range(1, 13)]
        # Days that fall on one pixel are one mark.
        self._places = sorted({round(self._x(day)) for day in self._marks})
        self._ticks = ticks(self._scale, _TICK_GAP, metrics.horizontalAdvance, months) if self._marks else []
        self.update()

    def event(self, event: QEvent) -> bool:
        """Another size or font is another arrangement."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self._arrange()
        return done

    def _x(self, value: int) -> float:
        return self._scale.x(value + 0.5)

    def paintEvent(self, _: QPaintEvent) -> None:
        """The line, a mark for each day, periods in words under them, the day compared with, the handle."""
        if not self._marks:
            return
        theme = self._theme
        middle = _KNOB + 2
        painter = QPainter(self)
        left, right = self._x(self.minimum()), self._x(self.maximum())
        soft = QColor(theme.muted)
        soft.setAlphaF(0.55)
        painter.fillRect(QRectF(left, middle - 1, right - left, 2), theme.line)
        for x in self._places:
            painter.fillRect(QRectF(x - 0.5, middle - 4, 1.4, 8), soft)
        painter.setPen(theme.muted)
        top, height = 2 * _KNOB + 5, QFontMetricsF(self.font()).height()
        for tick in self._ticks:
            if tick.label and tick.label_x >= -1:
                painter.drawText(QRectF(tick.label_x, top, 200, height), Qt.AlignmentFlag.AlignLeft, tick.label)
            if 0 <= tick.x <= self.width():
                painter.fillRect(QRectF(round(tick.x), top + 1, 1, height - 2), theme.line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = QPointF(self._x(self.value()), middle)
        if self._since:
            since = QPointF(clamped(self._x(self._since), left, right), middle)
            # From the day compared with to the day shown; the first is a hollow square, the other a disc.
            painter.fillRect(
                QRectF(QPointF(min(since.x(), at.x()), middle - 1.5), QSize(round(abs(at.x() - since.x())), 3)),
                theme.accent,
            )
            painter.setPen(QPen(theme.accent, 0.6 + theme.ring))
            painter.setBrush(theme.window)
            painter.drawRect(QRectF(since.x() - 4, middle - 4, 8, 8))
        painter.setPen(QPen(theme.text if self.hasFocus() else theme.window, 1.6))
        painter.setBrush(theme.accent)
        painter.drawEllipse(at, _KNOB, _KNOB)


def _month_on(day: int, by: int) -> int:
    """The same day of the next or previous month, or its last."""
    date = datetime.date.fromordinal(int(clamped(day, 1, datetime.date.max.toordinal())))
    month = date.year * 12 + date.month - 1 + by
    year, month = divmod(month, 12)
    if not 1 <= year <= 9999:
        return day
    for length in (date.day, 30, 29, 28):
        try:
            return datetime.date(year, month + 1, length).toordinal()
        except ValueError:
            continue
    return day
