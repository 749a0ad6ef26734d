"""The date of the selected event, moved by dragging its mark, or by Alt with the arrows; a ghost goes along, and words.

A date is what people fear to alter by accident. So a drag begins only on the selected event's own mark, after a clear
way, and says all the while what the date would be; Esc leaves it as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from tracker import dates
from tracker.dates import Side
from tracker.errors import DateError
from tracker.timeline.arrangement import Arrangement
from tracker.timeline.events import Events
from tracker.timeline.layout import Box
from tracker.timeline.tray import UNDATED
from tracker.ui.announcing import announce
from tracker.ui.theme import Theme
from tracker.ui.timeline.arranged_timeline import ArrangedTimeline

# How far the pointer goes, pixels along the axis, before a date begins to move.
BEGINS = 12
# How near the pointer must be to a mark, or to the edge of an interval that is then moved alone.
_NEAR = 4.0
_EDGE = 6.0


@dataclass(frozen=True, slots=True)
class DateMove:
    """A date on its way: EDTF `before` and `after`, and which `side` of an interval moves ('' the whole).

    `from_x` is where the pointer took hold of it, None if the keys move it.
    """

    event: int
    before: str
    after: str
    side: Side = ""
    from_x: float | None = None
    begun: bool = False

    def to(self, after: Callable[[], str]) -> DateMove:
        """With another date; as it is if there can be no such date."""
        try:
            return DateMove(self.event, self.before, after(), self.side, self.from_x, True)
        except DateError:
            return DateMove(self.event, self.before, self.after, self.side, self.from_x, True)


class DateTimeline(ArrangedTimeline):
    """`date_moved` carries the event, its date before and the date it was moved to (EDTF).

    `date_of` gives the date of an event, '' if it may not be moved.
    """

    date_moved = Signal(object, str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.date_of: Callable[[int], str] = lambda _: ""
        self.may_move = False
        self.moving: DateMove | None = None
        self._over_mark = False
        self._ghost = _Ghost(self)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._ghost.update()

    def set_events(self, events: Events, arrangement: Arrangement | None = None) -> None:
        """Show other events; a date on its way stays as it was."""
        self._drop_move()
        super().set_events(events, arrangement)

    def select(self, event_id: int | None, reveal: bool = True, lane: int | None = None) -> None:
        """Select an event; a date on its way stays as it was, unless it is that event's."""
        if self.moving is not None and self.moving.event != event_id:
            self._drop_move()
        super().select(event_id, reveal, lane)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.moving is not None:
            self._drop_move()  # another button than the one that drags
            return
        # With Ctrl or Shift the click is about which events are chosen.
        plain = event.button() == Qt.MouseButton.LeftButton and event.modifiers() == Qt.KeyboardModifier.NoModifier
        side = self._grip_at(event.position()) if plain else None
        text = self.date_of(self.selection) if side is not None and self.selection is not None else ""
        if side is None or not text or self.selection is None:
            super().mousePressEvent(event)
            return
        self.moving = DateMove(self.selection, text, text, side, event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        move = self.moving
        if move is None:
            super().mouseMoveEvent(event)
            self._show_grip(event)
        elif move.from_x is not None:
            way = event.position().x() - move.from_x
            if move.begun or abs(way) >= BEGINS:
                days = round(way / self.scale.pixels_per_day)
                self._set_move(move.to(lambda: dates.moved(move.before, days, move.side)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.moving is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
        else:
            self._finish()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.moving is None:  # the ground does not move under a date that does
            super().wheelEvent(event)

    def _grip_at(self, place: QPointF) -> Side | None:
        """What of the selected event's date the pointer could take hold of at a place; None off its mark."""
        box = self._selected_box()
        if not self.may_move or box is None or box.lane == UNDATED or not self.plot_area().contains(place):
            return None
        at = self.in_chart(place)
        if not box.y <= at.y() < box.y + box.height or not box.x0 - _NEAR <= at.x() <= box.x1 + _NEAR:
            return None
        item = box.item
        if item.kind == "interval" and box.x1 - box.x0 > 6 * _EDGE:
            if box.starts and not item.open_start and at.x() - box.x0 <= _EDGE:
                return "start"
            if box.ends and not item.open_end and box.x1 - at.x() <= _EDGE:
                return "end"
        return ""

    def _show_grip(self, event: QMouseEvent) -> None:
        """The pointer says where a date can be taken hold of."""
        over = event.buttons() == Qt.MouseButton.NoButton and self._grip_at(event.position()) is not None
        if over != self._over_mark:
            self._over_mark = over
            if over:
                self.setCursor(Qt.CursorShape.SizeHorCursor)
            elif event.buttons() == Qt.MouseButton.NoButton:
                on_event = self.box_at(event.position()) is not None
                self.setCursor(Qt.CursorShape.PointingHandCursor) if on_event else self.unsetCursor()

    # The keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.show_focus()
            self._step_date(-1 if key == Qt.Key.Key_Left else 1)
        elif self.moving is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
        elif key not in (Qt.Key.Key_Alt, Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Meta):
            self._drop_move()  # Esc; any other key is no wish for this date either

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Alt and self.moving is not None and self.moving.from_x is None:
            self._finish()
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._drop_move()
        super().focusOutEvent(event)

    def _step_date(self, by: int) -> None:
        """Move the selected event's date by one step of its precision."""
        move = self.moving
        if move is None:
            item = self.walk.item(self.selection) if self.selection is not None else None
            if self.selection is None or item is None or item.undated or not self.may_move:
                return
            text = self.date_of(self.selection)
            if not text:
                return
            move = DateMove(self.selection, text, text)
        if move.from_x is None:
            self._set_move(move.to(lambda: dates.stepped(move.after, by)))
            first = self._days_of(move.after)[0]
            if not 0 <= self.scale.x(first) <= self.scale.width:
                self.set_scale(self.scale.centred(first))
                self._ghost.update()

    # What becomes of it

    def _set_move(self, move: DateMove) -> None:
        self.moving = move
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self._ghost.follow()
        announce(self, readout(move))

    def _drop_move(self) -> None:
        if self.moving is not None:
            self.moving = None
            self._over_mark = False
            self.unsetCursor()
            self._ghost.hide()

    def _finish(self) -> None:
        move = self.moving
        self._drop_move()
        if move is not None and move.begun and move.after != move.before:
            self.date_moved.emit(move.event, move.before, move.after)

    @staticmethod
    def _days_of(text: str) -> tuple[int, int]:
        """The first and last day of a date, as ordinals; an open side is the other."""
        first, last = dates.bounds(text)
        return dates.to_ordinal(first or last), dates.to_ordinal(last or first)

    def ghost_rect(self) -> QRectF:
        """Where the mark would stand, in the widget; empty while nothing moves."""
        box: Box | None = self._selected_box()
        move = self.moving
        if move is None or not move.begun:
            return QRectF()
        plot = self.plot_area()
        first, last = self._days_of(move.after)
        x0, x1 = self.scale.x(first), self.scale.x(last + 1)
        exact = dates.describe(move.after).kind == "day"
        width = self._style.mark_width if exact else max(self._style.mark_width, x1 - x0)
        y, height = (box.y, box.height) if box is not None else (self.scrolled + 4.0, self._style.row_height)
        return QRectF(plot.left() + x0, plot.top() + y - self.scrolled, width, height)

    @property
    def theme(self) -> Theme:
        """The colours of the moment."""
        return self._theme


class _Ghost(QWidget):
    """Drawn over the timeline: where the mark would stand, and in words the date it would have."""

    def __init__(self, timeline: DateTimeline) -> None:
        super().__init__(timeline)
        self._timeline = timeline
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def follow(self) -> None:
        """Show the date as it now is on its way."""
        self.setGeometry(self._timeline.rect())
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        timeline, move = self._timeline, self._timeline.moving
        if move is None or not move.begun:
            return
        theme, plot, mark = timeline.theme, timeline.plot_area(), timeline.ghost_rect()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(plot)
            line = QPen(theme.accent, 1, Qt.PenStyle.DashLine)
            painter.setPen(line)
            painter.drawLine(QPointF(mark.left(), plot.top()), QPointF(mark.left(), plot.bottom()))
            painter.setPen(QPen(theme.accent, 2))
            painter.setBrush(theme.accent_soft)
            painter.drawRoundedRect(mark.adjusted(-2, 1, 2, -1), 3, 3)
            painter.setClipping(False)
            self._draw_readout(painter, readout(move), mark, theme)

    def _draw_readout(self, painter: QPainter, words: str, mark: QRectF, theme: Theme) -> None:
        room = QRectF(0, 0, max(80, self.width() - 24), self.height())
        how = int(Qt.TextFlag.TextWordWrap)
        size = painter.boundingRect(room, how, words).size()
        bubble = QRectF(0, 0, size.width() + 16, size.height() + 10)
        below = mark.top() - bubble.height() - 6 < 0
        bubble.moveTop(mark.bottom() + 6 if below else mark.top() - bubble.height() - 6)
        bubble.moveLeft(min(max(4.0, mark.center().x() - bubble.width() / 2), self.width() - bubble.width() - 4))
        painter.setPen(QPen(theme.accent, theme.border))
        painter.setBrush(theme.base)
        painter.drawRoundedRect(bubble, 6, 6)
        painter.setPen(theme.text)
        painter.drawText(bubble.adjusted(8, 5, -8, -5), how, words)


def readout(move: DateMove) -> str:
    """What a move would do, in words: '7 April 2025 → 9 April 2025, +2 days'."""
    locale = QLocale().name()
    before, after = dates.display(move.before, locale), dates.display(move.after, locale)
    return f"{before} → {after}, {_way(move)}"


def _way(move: DateMove) -> str:
    """How far a date has come, in steps of its precision."""
    steps = dates.steps_between(move.before, move.after, move.side)
    unit = dates.unit_of(move.before, move.side)
    one, many = {
        "day": (_tr("{0} day"), _tr("{0} days")),
        "month": (_tr("{0} month"), _tr("{0} months")),
        "season": (_tr("{0} season"), _tr("{0} seasons")),
        "year": (_tr("{0} year"), _tr("{0} years")),
        "decade": (_tr("{0} decade"), _tr("{0} decades")),
        "century": (_tr("{0} century"), _tr("{0} centuries")),
    }[unit]
    number = f"+{steps}" if steps > 0 else f"−{-steps}" if steps else "0"
    return (one if abs(steps) == 1 else many).format(number)


def _tr(text: str) -> str:
    return QApplication.translate("DateMoving", text)
