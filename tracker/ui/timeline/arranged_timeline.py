"""The timeline whose lanes a person can take hold of: dragged by their names, moved, collapsed, asked for a menu."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from tracker.timeline.layout import LaneBox
from tracker.ui.theme import Theme
from tracker.ui.timeline.timeline_view import TimelineView
from tracker.ui.timeline.words import balance_tip, comparison_tip

# How far the lanes scroll at a move of a dragged lane beyond them, in pixels.
_DRAG_SCROLL = 12


class ArrangedTimeline(TimelineView):
    """Lanes are named by their keys. A lane's name is dragged to move it, or moved by Alt with Up and Down when the
    selected event stands in it; a double click collapses it, a right click or L asks for its menu."""

    lane_moved = Signal(str, int)
    """(key, to which place among the other lanes shown)"""
    lane_collapsed = Signal(str)
    """The person wants this lane collapsed, or in full again."""
    lane_menu_asked = Signal(str, QPoint)
    """(key, where on the screen)"""
    escaped = Signal()
    """Esc: out of what is shown, back to the whole."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._held: LaneBox | None = None
        self._held_at = QPointF()
        self._drop = -1

    # The mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        lane = self.lane_at(event.position())
        if lane is not None and event.button() == Qt.MouseButton.LeftButton:
            self._held, self._held_at = lane, event.position()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            super().mouseMoveEvent(event)
            return
        moved = (event.position() - self._held_at).manhattanLength()
        if self._drop >= 0 or moved >= QApplication.startDragDistance():
            plot, y = self.plot_area(), event.position().y()
            if not plot.top() <= y <= plot.bottom():
                self.scroll_lanes(_DRAG_SCROLL if y > plot.bottom() else -_DRAG_SCROLL)
            self._drop = self._place_at(y)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, drop = self._held, self._drop
        if held is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self._let_go()
        if drop >= 0:
            self._move(held, drop)
        elif held.collapsed:
            self.lane_collapsed.emit(held.lane.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        lane = self.lane_at(event.position())
        if lane is not None and event.button() == Qt.MouseButton.LeftButton:
            self.lane_collapsed.emit(lane.lane.key)
        else:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        lane = self.lane_at(QPointF(event.pos()))
        if lane is not None and event.reason() == QContextMenuEvent.Reason.Mouse:
            self.lane_menu_asked.emit(lane.lane.key, event.globalPos())
        else:
            super().contextMenuEvent(event)

    def _place_at(self, y: float) -> int:
        """Before which of the lanes shown a lane dropped at `y` would stand."""
        at = self.in_chart(QPointF(0, y)).y()
        return sum(lane.y + lane.height / 2 < at for lane in self.chart.lanes)

    def _move(self, lane: LaneBox, place: int) -> None:
        """Move a lane before the one at a place of those shown."""
        number = next((n for n, each in enumerate(self.chart.lanes) if each.lane.key == lane.lane.key), None)
        if number is not None and place not in (number, number + 1):
            self.lane_moved.emit(lane.lane.key, place - (place > number))

    def _let_go(self) -> None:
        self._held, self._drop = None, -1
        self.unsetCursor()
        self.update()

    # The keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        lane = self._current_lane()
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self._held is not None:
                self._let_go()
            elif self.chart.compares:
                self.escaped.emit()
            else:
                super().keyPressEvent(event)  # whoever has more to leave may take it
        elif lane is None:
            super().keyPressEvent(event)
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.show_focus()
            to = self.lane + (-1 if key == Qt.Key.Key_Up else 1)
            if 0 <= to < len(self.chart.lanes):
                self.lane_moved.emit(lane.lane.key, to)
        elif event.modifiers() == Qt.KeyboardModifier.NoModifier and key == Qt.Key.Key_L:
            self.show_focus()
            plot = self.plot_area()
            self._show_rows(lane.y, lane.y + lane.height)
            y = plot.top() + max(0.0, lane.y - self.scrolled) + self._style.row_height
            self.lane_menu_asked.emit(lane.lane.key, self.mapToGlobal(QPointF(20, y).toPoint()))
        else:
            super().keyPressEvent(event)

    def _current_lane(self) -> LaneBox | None:
        """The lane the keyboard is in: that of the selected event."""
        lanes = self.chart.lanes
        return lanes[self.lane] if 0 <= self.lane < len(lanes) else None

    # What is shown.

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop >= 0:
            lanes, plot = self.chart.lanes, self.plot_area()
            y = lanes[self._drop].y if self._drop < len(lanes) else self.chart.height
            with QPainter(self) as painter:
                area = QRectF(0, plot.top(), plot.right(), plot.height())
                self.painter().lane_names.draw_drop(painter, plot.top() + y - self.scrolled, area)

    def _show_tip(self, event: QHelpEvent) -> bool:
        found = self.slice_at(QPointF(event.pos()))
        if found is None or self.box_at(QPointF(event.pos())) is not None:
            return super()._show_tip(event)
        counted, compares = found
        names = [lane.lane.label for lane in self.chart.lanes[:2]]
        tip = comparison_tip(counted, names) if compares else balance_tip(counted)
        QToolTip.showText(event.globalPos(), tip, self)
        return True
