"""The timeline as people use it: zoomed, panned and walked with mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from tracker.timeline.layout import Box
from tracker.timeline.marks import TimelineItem
from tracker.timeline.ticks import LABEL_OFFSET, period_at
from tracker.ui.theme import Theme
from tracker.ui.timeline.canvas import TimelineCanvas
from tracker.ui.timeline.labels import one_line
from tracker.ui.timeline.words import bar_tip, item_tip, lane_tip, pile_tip

ZOOM_STEP = 1.3
# A wheel notch is 120 units and zooms by a fifth.
WHEEL_ZOOM = 1.2 ** (1 / 120)
# The list of a pile names so many events; beyond that one zooms in.
MOST_LISTED = 25
# How far the arrows with Ctrl pan, as a part of what is in view.
PAN_STEP = 0.2
_IN_TIME = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class TimelineView(TimelineCanvas):
    """A timeline of events. `selected` carries the id of an event the person picked, `opened` of one they opened
    (double click, Enter); `legend_asked` when they want to know what the marks mean (?).

    The wheel zooms at the pointer, with Shift (or sideways) it pans, over the lane names it scrolls. Dragging
    pans. A double click on the axis zooms to that period, on a density bar into it. Left and Right walk the
    events in time, Up and Down the lanes, Home and End go to the first and last; + and - zoom, 0 fits, T goes to
    today. Space, or a click on its sign, lists the events that stand on one spot. As in a table, a click with Ctrl
    chooses one more event or one less, a click with Shift, or Shift with the keys that walk in time, all from the one
    chosen last.
    """

    selected = Signal(object)
    opened = Signal(object)
    legend_asked = Signal()
    menu_asked = Signal(object, QPoint)
    """(event id, place on the screen): the person wants to know what can be done with the event."""
    copied = Signal()
    """The copy key was pressed: on the selected event, or all that are chosen."""
    chose = Signal(object, object)
    """(ids of events, which of them is to be the selected one): the person chose these together."""
    all_asked = Signal()
    """The person wants all events chosen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._pressed: QPointF | None = None
        self._dragged = False
        self._anchor: int | None = None  # from which a stretch of events is chosen
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def zoom_in(self) -> None:
        self.zoom(ZOOM_STEP)

    def zoom_out(self) -> None:
        self.zoom(1 / ZOOM_STEP)

    # The mouse.

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta, place = event.angleDelta(), event.position()
        plot = self.plot_area()
        if self.tray_area().contains(place):
            self.scroll_tray(-(delta.x() or delta.y()) / 2)
        elif place.x() < plot.left() or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            # Qt turns the wheel sideways while Alt is held.
            self.scroll_lanes(-(delta.y() or delta.x()) / 2)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan((delta.y() or delta.x()) * 0.8)
        elif abs(delta.x()) > abs(delta.y()):
            self.pan(delta.x() * 0.8)
        else:
            self.zoom_at(place.x() - plot.left(), WHEEL_ZOOM ** delta.y())
        # What is under the pointer is known again once the picture is of this zoom.
        self._hover(None if self.is_stretched else self.box_at(place))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self._dragged = False
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._pressed is None:
            self._hover(self.box_at(place))
            return
        moved = place - self._pressed
        if not self._dragged and moved.manhattanLength() >= QApplication.startDragDistance():
            self._dragged = True
            self._hover(None)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragged:
            if self.tray_area().contains(self._pressed):
                self.scroll_tray(-moved.x())
            else:
                self.pan(moved.x())
                self.scroll_lanes(-moved.y())
            self._pressed = place

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            super().mouseReleaseEvent(event)
            return
        self._pressed = None
        if self._dragged:
            self.unsetCursor()
            return
        box = self.box_at(event.position())
        if box is not None and self._on_sign(box, event.position()):
            self.list_pile(box)
        elif box is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._choose_also(box.item, box.lane)
        elif box is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._choose_to(box.item, box.lane)
        elif box is not None:
            self._pick(box.item, box.lane)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mouseDoubleClickEvent(event)
            return
        place, plot = event.position(), self.plot_area()
        box = self.box_at(place)
        bar = self.bar_at(place)
        if box is not None:
            self._pick(box.item, box.lane)
            self.opened.emit(box.item.id)
        elif place.y() < plot.top():
            period = period_at(self.ticks(), place.x() - plot.left() - LABEL_OFFSET / 2)
            if period is not None and place.x() >= plot.left():
                self.show_days(period.day, period.end)
        elif bar is not None:
            self.show_days(bar.first - 2 * (bar.end - bar.first), bar.end + 2 * (bar.end - bar.first))
        elif plot.contains(place):
            self.zoom_at(place.x() - plot.left(), 2)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = QPointF(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            box = self.box_at(place)
            if box is not None:
                if box.item.id not in self._several:
                    self._pick(box.item, box.lane)
                self.menu_asked.emit(box.item.id, event.globalPos())
                return
        elif self.selection is not None:
            drawn = self.place_of(self.selection)
            at = drawn.center() if drawn is not None else self.rect().center()
            self.menu_asked.emit(self.selection, self.mapToGlobal(at))
            return
        super().contextMenuEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            return self._show_tip(event)
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_at(event.position().x() - self.plot_area().left(), 1 + event.value())
            return True
        return super().event(event)

    def _hover(self, box: Box | None) -> None:
        if self.set_hovered(box):
            self.setCursor(Qt.CursorShape.PointingHandCursor) if box is not None else self.unsetCursor()

    def _show_tip(self, event: QHelpEvent) -> bool:
        place = QPointF(event.pos())
        box, bar, lane = self.box_at(place), self.bar_at(place), self.lane_at(place)
        if box is not None and self._on_sign(box, place):
            text = pile_tip(self.chart.pile_of(box))
        elif box is not None:
            text = item_tip(box.item)
        elif bar is not None:
            text = bar_tip(bar)
        else:
            text = lane_tip(lane) if lane is not None else ""
        QToolTip.showText(event.globalPos(), text, self) if text else QToolTip.hideText()
        return True

    # The keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        self.show_focus()
        if event.matches(QKeySequence.StandardKey.Copy) and self.selection is not None:
            self.copied.emit()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_asked.emit()
        elif modifiers == Qt.KeyboardModifier.ControlModifier and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.pan(self.plot_area().width() * (PAN_STEP if key == Qt.Key.Key_Left else -PAN_STEP))
        elif modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
        elif key in _IN_TIME:
            item = self._stepped(key)
            if item is not None:
                also = modifiers & Qt.KeyboardModifier.ShiftModifier
                self._choose_to(item, None) if also else self._pick(item, None)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._across(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.scroll_lanes(self.plot_area().height() * (-0.8 if key == Qt.Key.Key_PageUp else 0.8))
        elif key == Qt.Key.Key_Space:
            pile = self.pile_with(self.selection) if self.selection is not None else None
            if pile is not None:
                self.list_pile(pile)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.selection is not None:
                self.opened.emit(self.selection)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom_out()
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_T:
            self.set_scale(self.scale.centred(self.today))
        elif key == Qt.Key.Key_Question:
            self.legend_asked.emit()
        elif key == Qt.Key.Key_Escape and self._several:
            self._let_others_go()
        else:
            super().keyPressEvent(event)

    # Events on one spot.

    def list_pile(self, box: Box) -> None:
        """A list of the events on one spot, of which the person picks one."""
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Events on one spot"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        items = self.chart.pile_of(box)
        for item in items[:MOST_LISTED]:
            title = self._widths.metrics.elidedText(one_line(item.label), Qt.TextElideMode.ElideRight, 420)
            action = menu.addAction(title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(item.id == self.selection)
            action.triggered.connect(lambda _=False, item=item: self._pick(item, box.lane))
        if len(items) > MOST_LISTED:
            more = menu.addAction(self.tr("Zoom in for {count} more").format(count=len(items) - MOST_LISTED))
            more.triggered.connect(lambda: self.show_days(box.item.start - 3, box.item.start + 4))
        plot = self.plot_area()
        at = QPointF(plot.left() + box.x0, plot.top() + box.y + box.height - self.scrolled)
        menu.popup(self.mapToGlobal(at.toPoint()))

    def _on_sign(self, box: Box, place: QPointF) -> bool:
        """Whether a point is on the sign of a pile, after the mark on its top."""
        return box.pile is not None and place.x() - self.plot_area().left() > box.x1 + 1

    def _stepped(self, key: int) -> TimelineItem | None:
        """Where a key leads in time; the first step of all leads to the event nearest the middle of the view."""
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return self.walk.first() if key == Qt.Key.Key_Home else self.walk.last()
        if self.selection is None:
            return self.walk.nearest(self.scale.day(self.scale.width / 2))
        return self.walk.stepped(self.selection, -1 if key == Qt.Key.Key_Left else 1)

    def _across(self, by: int) -> None:
        if self.selection is None:
            item = self._stepped(Qt.Key.Key_Right)
            if item is not None:
                self._pick(item, None)
            return
        found = self.walk.across(self.selection, self.lane, by)
        if found is not None:
            self._pick(*found)

    def _pick(self, item: TimelineItem, lane: int | None) -> None:
        """Select an event for the person, in one of its lanes if it matters which."""
        if not self._events.named:
            return
        changed = item.id != self.selection or bool(self._several)
        self._anchor = item.id
        self.set_several(())
        self.select(item.id, lane=lane)
        if changed:
            self.selected.emit(item.id)

    # Several events.

    def _choose_also(self, item: TimelineItem, lane: int | None) -> None:
        """One event more, or one less, of those chosen; one always is."""
        if not self._events.named or self.selection is None:
            self._pick(item, lane)
            return
        held = list(self._several) or [self.selection]
        if item.id not in held:
            self._choose([*held, item.id], item.id, lane)
        elif len(held) > 1:
            held.remove(item.id)
            self._choose(held, self.selection if item.id != self.selection else held[-1], self.lane)
        self._anchor = self.selection

    def _choose_to(self, item: TimelineItem, lane: int | None) -> None:
        """All events in time from the one chosen last to this one."""
        anchor = self._anchor if self._anchor in self._several else self.selection
        if anchor is None or not self._events.named:
            self._pick(item, lane)
            return
        self._anchor = anchor
        self._choose(self.walk.between(anchor, item.id), item.id, lane)

    def _choose(self, events: list[int], selected: int, lane: int | None) -> None:
        self.set_several(events if len(events) > 1 else ())
        # What one has clicked on is in view, and what one clicks on next stays where it is.
        self.select(selected, reveal=lane is None, lane=lane)
        self.chose.emit(events, selected)

    def _let_others_go(self) -> None:
        """Of several events only the selected one stays chosen."""
        self.set_several(())
        if self.selection is not None:
            self.selected.emit(self.selection)
