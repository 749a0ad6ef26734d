"""The ruler of what is to come, above the axis of the timeline: hearings, deadlines and whatever else lies ahead."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QToolTip, QWidget

from tracker.timeline.coming import MOST_COMING, Flag, flags
from tracker.timeline.events import Events
from tracker.timeline.marks import TimelineItem
from tracker.ui.coming_words import coming_line, coming_tip, how_soon
from tracker.ui.theme import Theme
from tracker.ui.timeline_labels import COLUMN_MARGIN, ONE_LINE, Fonts, TextWidths, one_line
from tracker.ui.timeline_plot import TimelinePlot

POLE, GAP = 9.0, 6.0
# The next event is spelled out in no more than this.
WIDEST = 460.0
_TIP_NAMES = 6


class ComingStrip(QWidget):
    """A flag for each event after today, in line with the timeline it is bound to; the next is spelled out. Shown
    only where there is any. `selected` carries the id of an event the person picked: with the mouse, or with Left and
    Right, Home and End, and Enter."""

    selected = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._timeline: TimelinePlot | None = None
        self._events = Events.of((), ())
        self._positions = range(0)
        self._current = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("To come"))
        self.setFixedHeight(self.sizeHint().height())
        self.hide()

    def bind(self, timeline: TimelinePlot) -> None:
        """Stand above a timeline and move with it."""
        self._timeline = timeline
        timeline.scaleChanged.connect(self.update)

    def set_events(self, events: Events) -> None:
        """Show what of these is to come."""
        self._events = events
        self._positions = events.after(self.today, MOST_COMING)
        self._current = 0
        self.setVisible(bool(self._positions))
        self._describe()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @property
    def today(self) -> int:
        return self._timeline.today if self._timeline is not None else 0

    @property
    def items(self) -> list[TimelineItem]:
        """The events to come, the next one first."""
        return [self._events.item(position) for position in self._positions]

    def placed(self) -> list[tuple[TimelineItem, Flag]]:
        """Each event to come with its flag; x counts from where the timeline is plotted."""
        if self._timeline is None:
            return []
        items, widths = self.items, TextWidths(Fonts.of(self.font()).axis)
        wishes = [min(widths.of(self._label(n, item)) + 2, WIDEST) for n, item in enumerate(items)]
        return list(zip(items, flags([i.start for i in items], wishes, self._timeline.scale, POLE, GAP), strict=True))

    def sizeHint(self) -> QSize:
        return QSize(820, round(1.55 * QFontMetricsF(self.font()).height()))

    def _label(self, place: int, item: TimelineItem) -> str:
        if place:
            return how_soon(item, self.today)
        line = one_line(coming_line(item, self.today))
        scale = self._timeline.scale if self._timeline is not None else None
        if scale is not None and scale.x(item.start) < 0:
            return f"← {line}"
        return line

    def _left(self) -> float:
        return self._timeline.plot_area().left() if self._timeline is not None else 0.0

    def _at(self, x: float) -> list[TimelineItem]:
        """The events whose flags or labels are at an x of the widget, the nearest first."""
        x -= self._left()
        near: list[tuple[float, TimelineItem]] = []
        for item, flag in self.placed():
            if -4 <= x - flag.x <= POLE + 2:
                near.append((abs(x - flag.x), item))
            elif flag.width and flag.left <= x <= flag.left + flag.width:
                near.append((POLE + 3, item))
        return [item for _, item in sorted(near, key=lambda pair: pair[0])]

    def _pick(self, item: TimelineItem) -> None:
        self._current = next((n for n, other in enumerate(self.items) if other.id == item.id), 0)
        self._describe()
        self.update()
        self.selected.emit(item.id)

    # The person's hand.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() < self._left() and self._positions:
            self._pick(self.items[0])
        elif event.button() == Qt.MouseButton.LeftButton and found:
            self._pick(found[0])
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        there = event.position().x() < self._left() or bool(self._at(event.position().x()))
        self.setCursor(Qt.CursorShape.PointingHandCursor) if there else self.unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last, key = len(self._positions) - 1, event.key()
        steps = {
            Qt.Key.Key_Left: self._current - 1,
            Qt.Key.Key_Right: self._current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key in steps:
            self._current = min(max(steps[Qt.Key(key)], 0), last)
            self._describe()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._positions:
            self._pick(self.items[self._current])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            x = event.pos().x()
            found = self.items[:_TIP_NAMES] if x < self._left() else self._at(x)[:_TIP_NAMES]
            QToolTip.showText(event.globalPos(), coming_tip(found, self.today), self) if found else QToolTip.hideText()
            return True
        return super().event(event)

    # Showing.

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.setFixedHeight(self.sizeHint().height())
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, fonts, left, height = self._theme, Fonts.of(self.font()), self._left(), float(self.height())
        widths = TextWidths(fonts.axis)
        with QPainter(self) as painter:
            painter.setClipRect(event.rect())
            painter.fillRect(self.rect(), theme.panel)
            painter.setPen(QPen(theme.line, 1))
            painter.drawLine(QPointF(0, height - 0.5), QPointF(self.width(), height - 0.5))
            painter.setFont(fonts.axis)
            painter.setPen(theme.muted)
            count = self.tr("To come {count}").format(count=len(self._positions))
            painter.drawText(QRectF(COLUMN_MARGIN, 0, left - COLUMN_MARGIN, height), ONE_LINE, count)
            painter.setClipRect(QRectF(left, 0, self.width() - left, height), Qt.ClipOperation.IntersectClip)
            painter.translate(left, 0)
            # The next one is drawn last, on top of what may stand as near.
            for n, (item, flag) in reversed(list(enumerate(self.placed()))):
                self._paint_flag(painter, item, flag, self.hasFocus() and n == self._current)
                if n == 0 and flag.x > (self._timeline.scale.width if self._timeline else 0):
                    # It lies further on than what is in view.
                    painter.setPen(theme.text)
                    painter.drawText(QRectF(flag.left + flag.width + 2, 0, 30, height), ONE_LINE, "→")
                if flag.width:
                    text = widths.metrics.elidedText(self._label(n, item), Qt.TextElideMode.ElideRight, flag.width)
                    painter.setPen(theme.text if n == 0 else theme.muted)
                    painter.setFont(fonts.axis)
                    painter.drawText(QRectF(flag.left, 0, flag.width + 2, height), ONE_LINE, text)

    def _paint_flag(self, painter: QPainter, item: TimelineItem, flag: Flag, current: bool) -> None:
        """A pole with a pennant; the one the keyboard is on has a ring."""
        theme, height = self._theme, float(self.height())
        x = round(flag.x)
        colour = theme.family_colour(item.family) if item.family else theme.muted
        painter.fillRect(QRectF(x, 4, 1.5, height - 4), colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        top, tip = 4.0, x + POLE
        painter.drawPolygon(QPolygonF([QPointF(x, top), QPointF(tip, top + 4), QPointF(x, top + 8)]))
        if current:
            painter.setPen(QPen(theme.accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(x - 3.5, 1.5, POLE + 7, height - 4), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _describe(self) -> None:
        """Say to assistive technology which event to come is the current one."""
        said = ""
        if self._positions:
            line = coming_line(self.items[self._current], self.today)
            said = self.tr("{place} of {count}: {event}").format(
                place=self._current + 1, count=len(self._positions), event=line
            )
        self.setAccessibleDescription(said)
