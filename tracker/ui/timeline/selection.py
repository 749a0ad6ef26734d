"""Which event of the timeline is selected, and which one is under the pointer: where each stands, and in words."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtWidgets import QWidget

from tracker.timeline.arrangement import Arrangement
from tracker.timeline.events import Events
from tracker.timeline.layout import Box
from tracker.timeline.marks import TimelineItem
from tracker.timeline.tray import UNDATED
from tracker.ui.timeline.plot import TimelinePlot
from tracker.ui.timeline.words import described

# So many events below the top of a pile are looked at, to say that one of those chosen is among them.
_LOOKED_BELOW = 60


class TimelineSelection(TimelinePlot):
    """Events in time, one of them selected. How they are painted is not known here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._selected: int | None = None
        self._lane = 0
        self._several: Collection[int] = ()
        self._hovered: Box | None = None
        super().__init__(parent)
        self.setAccessibleName(self.tr("Timeline"))
        self._describe()

    def set_events(self, events: Events, arrangement: Arrangement | None = None) -> None:
        """Show events made ready elsewhere. The place in time is kept, unless the view shows everything anyway;
        so is the selection, if the event is still there."""
        super().set_events(events, arrangement)
        self.select(self._selected, reveal=False)

    def set_arrangement(self, arrangement: Arrangement) -> None:
        # The lane last walked stays the one it is, wherever it now stands.
        key = self.chart.lanes[self._lane].lane.key if 0 <= self._lane < len(self.chart.lanes) else None
        super().set_arrangement(arrangement)
        keys = [lane.lane.key for lane in self.chart.lanes]
        self.select(self._selected, reveal=False, lane=keys.index(key) if key in keys else None)

    def tell(self, anew: bool = False) -> None:
        """Show what has been read of the events in view, and of the selected one."""
        super().tell(anew)
        self._describe()

    def _refresh(self) -> None:
        self._hovered = None
        super()._refresh()

    # The selection.

    @property
    def selection(self) -> int | None:
        """The selected event's id."""
        return self._selected

    @property
    def several(self) -> Collection[int]:
        """The ids of the events chosen, the selected one among them, if they are several; else none."""
        return self._several

    def set_several(self, events: Collection[int]) -> None:
        """Show that these events are chosen; none if they are not several."""
        if events or self._several:
            self._several = events
            self.update()
            self._describe()

    @property
    def selection_is_hidden(self) -> bool:
        """Whether the selected event has a date and stands in hidden lanes only."""
        item = self.walk.item(self._selected) if self._selected is not None else None
        return item is not None and not item.undated and not self.chart.lanes_of(item)

    @property
    def lane(self) -> int:
        """The number of the lane the selected event is taken to stand in; `UNDATED` for the tray."""
        return self._lane

    def select(self, event_id: int | None, reveal: bool = True, lane: int | None = None) -> None:
        """Select an event (None, or one not shown: none), in one of its lanes, and bring it into view. Emits
        nothing: signals are for what the person does."""
        self._update_box(self._selected_box())
        item = self.walk.item(event_id) if event_id is not None else None
        # Where it is not known yet which events these are, it may be among them.
        self._selected = item.id if item is not None else None if self._events.named else event_id
        if item is not None:
            lanes = self.chart.lanes_of(item)
            wanted = self._lane if lane is None else lane
            self._lane = wanted if wanted in lanes else lanes[0] if lanes else UNDATED
            if reveal:
                self._reveal(item)
            self._ask(item)
        self._update_box(self._selected_box())
        self._describe()

    def _ask(self, item: TimelineItem) -> None:
        """Ask what is said of an event, if that is not known."""
        position = self._events.position(item.id) if item.untold else None
        if position is not None:
            self.asked.emit([position])

    def zoom(self, factor: float) -> None:
        """Zoom about the selected event if it is in view, else about the middle."""
        at = self._scale.width / 2
        item = self.walk.item(self._selected) if self._selected is not None else None
        if item is not None and not item.undated and 0 <= self._scale.x(item.start) <= self._scale.width:
            at = self._scale.x(item.start)
        self.zoom_at(at, factor)

    def _reveal(self, item: TimelineItem) -> None:
        """Bring an event into view: along the time axis and among the lanes, or along the tray."""
        if item.undated:
            self.tray.reveal(item.id, self.plot_area().width())
            return
        if self._lane == UNDATED:
            return  # it stands in hidden lanes only
        # An event near the right edge has no room for its label.
        room = self._scale.width - min(140, self._scale.width / 3)
        if self._scale.x(item.end + 1) < 10 or self._scale.x(item.start) > room:
            self.set_scale(self._scale.centred(item.start))
        lane, box = self.chart.lanes[self._lane], self._selected_box()
        if box is not None and box.lane == self._lane:
            self._show_rows(box.y, box.y + box.height)
        else:
            self._show_rows(lane.y, lane.y + lane.height)

    def _selected_box(self) -> Box | None:
        """The selected event where it stands, in the lane last walked if there are several; by itself where there
        are only bars."""
        if self._selected is None:
            return None
        found: Box | None = None
        for box in (*self._laid_out().boxes, *self.tray.boxes):
            if box.item.id == self._selected and (found is None or (box.lane == self._lane != found.lane)):
                found = box
        item = self.walk.item(self._selected)
        if found is None and item is not None and not item.undated:
            # Other events may just have come, in which the lane last walked is another or is not there.
            lanes = self.chart.lanes_of(item)
            if lanes:
                lane = self._lane if self._lane in lanes else lanes[0]
                alone = self.chart.alone(item, lane, self._scale)
                pile = self.pile_with(item.id, lane)
                if pile is not None:
                    alone = alone._replace(y=pile.y)
                found = alone if alone.right > 0 and alone.x0 < self._scale.width else None
        return found

    def _several_boxes(self) -> list[Box]:
        """Where those of several events that are chosen stand; one below others of a pile where the pile does."""
        if not self._several:
            return []
        boxes = (*self._laid_out().boxes, *self.tray.boxes)
        return [box for box in boxes if box.item.id in self._several or self._lies_below(box)]

    def _lies_below(self, box: Box) -> bool:
        """Whether one of those chosen lies in a pile below its top, as far as one looks."""
        if box.pile is None:
            return False
        items = self.chart.members(box.lane)
        return any(items[place].id in self._several for place in box.pile.members[:_LOOKED_BELOW])

    def pile_with(self, event_id: int, lane: int | None = None) -> Box | None:
        """The pile in view that holds an event, on top or below."""
        piles = (box for box in self._laid_out().boxes if box.pile is not None and lane in (None, box.lane))
        return next((box for box in piles if any(item.id == event_id for item in self.chart.pile_of(box))), None)

    # What is at a point.

    def item_at(self, point: QPoint | QPointF) -> int | None:
        """The id of the event under a point of the widget."""
        box = self.box_at(QPointF(point))
        return box.item.id if box else None

    def box_at(self, point: QPointF) -> Box | None:
        """The event under a point, as it stands there; none while it is not known which events these are."""
        if not self._events.named:
            return None
        plot = self.plot_area()
        if plot.contains(point):
            place = self.in_chart(point)
            chosen = self._selected_box()
            if chosen and chosen.lane != UNDATED and self._frame(chosen).contains(place):
                return chosen
            return self._laid_out().box_at(place.x(), place.y())
        if self.tray_area().contains(point) and point.x() >= plot.left():
            return self.tray.at(point.x() - plot.left())
        return None

    def place_of(self, event_id: int) -> QRect | None:
        """Where an event is drawn in the widget (the first place, if it stands in several lanes), or None."""
        plot, tray = self.plot_area(), self.tray_area()
        chosen = self._selected_box()
        for box in (*self._laid_out().boxes, *self.tray.boxes, *([chosen] if chosen else [])):
            if box.item.id == event_id:
                size = (max(4.0, box.right - box.x0), box.height)
                if box.lane == UNDATED:
                    return QRectF(plot.left() + box.x0 - self.tray.offset, tray.top() + 5, *size).toRect()
                return QRectF(plot.left() + box.x0, plot.top() + box.y - self.scrolled, *size).toRect()
        return None

    def in_view(self) -> list[int]:
        """The ids of the events shown with their labels, and of the selected one."""
        labelled = dict.fromkeys(box.item.id for box in self._laid_out().boxes if box.label_width)
        return [*labelled, *([self._selected] if self._selected is not None else [])]

    def set_hovered(self, box: Box | None) -> bool:
        """Show which event the pointer is on; returns whether that changed."""
        if box == self._hovered:
            return False
        self._update_box(self._hovered)
        self._hovered = box
        self._update_box(box)
        if box is not None:
            self._ask(box.item)
        return True

    def _frame(self, box: Box) -> QRectF:
        """The room an event takes when selected, in the layout: that of the event, where it is not painted larger."""
        return QRectF(box.x0, box.y, box.right - box.x0, box.height)

    def _update_box(self, box: Box | None) -> None:
        """Paint anew where an event stands, with the room it takes when selected, and only there."""
        if box is None:
            return
        if box.lane == UNDATED:
            self.update(self.tray_area().toAlignedRect())
            return
        plot = self.plot_area()
        frame = self._frame(box).translated(plot.left(), plot.top() - self.scrolled)
        self.update(frame.toAlignedRect().adjusted(-3, -3, 3, 3))

    def _describe(self) -> None:
        """Tell assistive technology what is shown and selected, in words."""
        item = self.walk.item(self._selected) if self._selected is not None else None
        pile = self.pile_with(item.id) if item is not None and self.isVisible() else None
        piled = len(pile.pile.members) if pile is not None and pile.pile is not None else 0
        lanes = self.chart.lanes
        in_lane = item is not None and 0 <= self._lane < len(lanes)
        lane = (self._lane + 1, lanes[self._lane].lane.label) if in_lane else (0, "")
        said = described(len(self._events), len(lanes), item, piled, lane, len(self._several))
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)  # Qt tells of it
