"""The ruler of what is to come, above the axis of the timeline: hearings, deadlines and whatever else lies ahead."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from tracker.timeline.coming import Coming, Flag, coming, flags
from tracker.timeline.events import Events
from tracker.timeline.marks import TimelineItem
from tracker.ui.theme import Theme
from tracker.ui.timeline.coming_words import coming_line, coming_tip, how_soon
from tracker.ui.timeline.labels import COLUMN_MARGIN, ONE_LINE, Fonts, TextWidths, one_line
from tracker.ui.timeline.marks import FLAG_HEIGHT, PENNANT, draw_flag
from tracker.ui.timeline.plot import TimelinePlot

GAP = 6.0
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
        self._coming: list[Coming] = []
        # What stands beside the flags, and how wide it would like to be: measured once, as they move with each frame.
        self._words: list[str] = []
        self._wishes: list[float] = []
        self._widths = TextWidths(Fonts.of(self.font()).axis)
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
        self._coming = coming(events, self.today)
        self._current = 0
        self._measure()
        self.setVisible(bool(self._coming))
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
        return [self._events.item(each.position) for each in self._coming]

    def flags(self) -> list[Flag]:
        """Their flags; x counts from where the timeline is plotted."""
        if self._timeline is None:
            return []
        return flags([each.day for each in self._coming], self._wishes, self._timeline.scale, self._pennant, GAP)

    def legend_keys(self) -> set[str]:
        """What of this is to be in a legend."""
        return {"coming end" if each.ends else "coming" for each in self._coming}

    def sizeHint(self) -> QSize:
        return QSize(820, round(1.55 * QFontMetricsF(self.font()).height()))

    def _measure(self) -> None:
        """Word what stands beside the flags: all of the next event, how far off it is of the others."""
        events = [(self._events.item(each.position), each.ends) for each in self._coming]
        self._words = [
            how_soon(item, self.today, ends) if place else one_line(coming_line(item, self.today, ends))
            for place, (item, ends) in enumerate(events)
        ]
        self._wishes = [min(self._widths.of(words) + 2, WIDEST) for words in self._words]

    @property
    def _pennant(self) -> float:
        """How wide a pennant is: flags are as high as the strip lets them."""
        return PENNANT * (self.height() - 4) / FLAG_HEIGHT

    def _left(self) -> float:
        return self._timeline.plot_area().left() if self._timeline is not None else 0.0

    def _at(self, x: float) -> list[int]:
        """The places among those to come whose flags or labels are at an x of the widget, the nearest first."""
        x -= self._left()
        near: list[tuple[float, int]] = []
        for place, flag in enumerate(self.flags()):
            if -4 <= x - flag.x <= self._pennant + 2:
                near.append((abs(x - flag.x), place))
            elif flag.width and flag.left <= x <= flag.left + flag.width:
                near.append((self._pennant + 3, place))
        return [place for _, place in sorted(near)]

    def _pick(self, place: int) -> None:
        self._current = place
        self._describe()
        self.update()
        self.selected.emit(self._events.item(self._coming[place].position).id)

    # The person's hand.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() < self._left() and self._coming:
            self._pick(0)
        elif event.button() == Qt.MouseButton.LeftButton and found:
            self._pick(found[0])
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        there = event.position().x() < self._left() or bool(self._at(event.position().x()))
        self.setCursor(Qt.CursorShape.PointingHandCursor) if there else self.unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last, key = len(self._coming) - 1, event.key()
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
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._coming:
            self._pick(self._current)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            x = event.pos().x()
            places = list(range(len(self._coming))) if x < self._left() else self._at(x)
            found = [(self._events.item(at.position), at.ends) for at in (self._coming[n] for n in places[:_TIP_NAMES])]
            QToolTip.showText(event.globalPos(), coming_tip(found, self.today), self) if found else QToolTip.hideText()
            return True
        return super().event(event)

    # Showing.

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.setFixedHeight(self.sizeHint().height())
            self._widths = TextWidths(Fonts.of(self.font()).axis)
            self._measure()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, fonts, left, height = self._theme, Fonts.of(self.font()), self._left(), float(self.height())
        metrics = self._widths.metrics
        with QPainter(self) as painter:
            painter.setClipRect(event.rect())
            painter.fillRect(self.rect(), theme.panel)
            painter.setPen(QPen(theme.line, 1))
            painter.drawLine(QPointF(0, height - 0.5), QPointF(self.width(), height - 0.5))
            painter.setFont(fonts.axis)
            painter.setPen(theme.muted)
            count = self.tr("To come {count}").format(count=len(self._coming))
            painter.drawText(QRectF(COLUMN_MARGIN, 0, left - COLUMN_MARGIN, height), ONE_LINE, count)
            painter.setClipRect(QRectF(left, 0, self.width() - left, height), Qt.ClipOperation.IntersectClip)
            painter.translate(left, 0)
            view = self._timeline.scale.width if self._timeline is not None else 0.0
            # The next one is drawn last, on top of what may stand as near.
            for n, flag in reversed(list(enumerate(self.flags()))):
                beyond = flag.x > view or flag.x < -self._pennant
                if not beyond:
                    self._paint_flag(painter, self._coming[n], flag, self.hasFocus() and n == self._current)
                if flag.width:
                    # An arrow says where the next event lies, if that is out of view.
                    words = f"← {self._words[n]}" if flag.x < 0 else self._words[n]
                    text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, flag.width)
                    painter.setPen(theme.text if n == 0 else theme.muted)
                    painter.setFont(fonts.axis)
                    painter.drawText(QRectF(flag.left, 0, flag.width + 2, height), ONE_LINE, text)
                    if flag.x > view:
                        painter.drawText(QRectF(flag.left + flag.width + 2, 0, 30, height), ONE_LINE, "→")

    def _paint_flag(self, painter: QPainter, coming: Coming, flag: Flag, current: bool) -> None:
        """A pole with a pennant, a hollow one where something ends; the one the keyboard is on has a ring."""
        theme, height, item = self._theme, float(self.height()), self._events.item(coming.position)
        x = round(flag.x)
        colour = theme.family_colour(item.family) if item.family else theme.muted
        draw_flag(painter, x, 4.0, height, colour, theme.panel if coming.ends else None)
        if current:
            painter.setPen(QPen(theme.accent, 0.5 + theme.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(QRectF(x - 3.5, 1.5, self._pennant + 7, height - 4), 3, 3)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _describe(self) -> None:
        """Say to assistive technology which event to come is the current one."""
        said = ""
        if self._coming:
            now = self._coming[self._current]
            line = coming_line(self._events.item(now.position), self.today, now.ends)
            said = self.tr("{place} of {count}: {event}").format(
                place=self._current + 1, count=len(self._coming), event=line
            )
        self.setAccessibleDescription(said)
