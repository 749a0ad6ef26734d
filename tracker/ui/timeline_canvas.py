"""The timeline as a picture: what is in view, with one event selected and one under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from tracker.timeline.arrangement import Arrangement
from tracker.timeline.events import Events
from tracker.timeline.layout import Box, Layout
from tracker.timeline.marks import TimelineItem
from tracker.timeline.scale import Scale
from tracker.timeline.tray import UNDATED
from tracker.ui.theme import Theme
from tracker.ui.timeline_paint import Scene, TimelinePainter
from tracker.ui.timeline_plot import TimelinePlot
from tracker.ui.timeline_tiles import Tiles
from tracker.ui.timeline_words import described

# A picture is stretched by this at most before one of a zoom nearby is drawn, or drawn anew after so long a rest.
_NEAR = 1.4
_QUIET_MS = 80
# So many tiles are drawn anew before a frame may come between.
_AT_ONCE = 2

BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class TimelineCanvas(TimelinePlot):
    """Events in time, painted, one of them selected."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._theme = theme
        self._selected: int | None = None
        self._lane = 0
        self._hovered: Box | None = None
        # The scale, the selected event and its box, as seen last.
        self._chosen: tuple[Scale, int | None, Box | None] = (Scale(0.0, 1.0, 1.0), None, None)
        self._ringed = False
        self._painter: TimelinePainter | None = None
        self._tiles = Tiles()
        # Those of the zoom that is wanted, while they are drawn; the timer says when the next is.
        self._coming: Tiles | None = None
        self._sharpening = QTimer()
        self._sharpening.setSingleShot(True)
        super().__init__(parent)
        self._sharpening.setParent(self)
        self._sharpening.timeout.connect(self.sharpen)
        self._ahead = QTimer()
        self._ahead.setSingleShot(True)
        self._ahead.setParent(self)
        self._ahead.timeout.connect(self._draw_ahead)
        self._empty_text = self.tr("No events yet. Log the first with Ctrl+N.")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
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

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._painter = None
        self.update()

    def set_empty_text(self, text: str) -> None:
        """What to say where there is nothing to show."""
        self._empty_text = text
        self.update()

    # The selection.

    @property
    def selection(self) -> int | None:
        """The selected event's id."""
        return self._selected

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

    def tell(self, anew: bool = False) -> None:
        """Show what has been read of the events in view, and of the selected one."""
        self._tiles.told(anew)
        self._coming = None
        self.painter().told()
        super().tell(anew)
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

    # Painting.

    def painter(self) -> TimelinePainter:
        """What draws, for the theme, the font and the screen of the moment."""
        ratio = self.devicePixelRatioF()
        if self._painter is None or self._painter.ratio != ratio:
            self._painter = TimelinePainter(self._theme, self.font(), self._style, ratio)
        return self._painter

    @property
    def is_stretched(self) -> bool:
        """Whether what is shown is a picture of another zoom, stretched while one zooms; it is drawn anew soon."""
        return self._from_tiles and self._tiles.zoom != self._scale.pixels_per_day

    @property
    def _from_tiles(self) -> bool:
        """Whether tiles are kept of all that is shown."""
        held = self._tiles.hold_for(
            self._scale.pixels_per_day,
            self.chart, self.chart.lanes, self.painter(), self.scrolled, self.plot_area().height(),
        )  # fmt: skip
        return held and self.chart.large and not self.chart.balance and not self.chart.compares

    def scene(self, moving: bool = False) -> Scene:
        """All that is shown now. `moving`: as one pans and zooms, from pictures kept of what was drawn."""
        scale, top, plot = self._scale, self._bar.value(), self.plot_area()
        stretched = moving and self._tiles.zoom != scale.pixels_per_day
        if stretched:  # nothing is laid out for a zoom that is left again at once
            layout = Layout(scale, self.chart.lanes, (), ())
            chosen = self._chosen_at(scale)
        else:
            layout = self.chart.layout(scale, top, plot.height(), only_inside=True) if moving else self._laid_out()
            chosen = self._selected_box()
            self._chosen = (scale, self._selected, chosen)
        return Scene(
            layout=layout,
            ticks=self.ticks(),
            plot=plot,
            scrolled=self.scrolled,
            today=self._scale.x(self.today + 0.5),
            chosen=chosen,
            hovered=self._hovered,
            focused=self.hasFocus() and self._ringed,
            tray=self.tray_area(),
            tray_boxes=self.tray.boxes,
            tray_offset=self.tray.offset,
            tray_label=self.tr("Undated {count}").format(count=len(self.chart.undated)),
            message="" if len(self._events) else self._empty_text,
            lane=self._lane if self._ringed and self.hasFocus() else -1,
            underlay=None if stretched else self.draw_under,
            overlay=None if stretched else self.draw_over,
            strip=self._draw_strip if moving else None,
        )

    def _chosen_at(self, scale: Scale) -> Box | None:
        """The selected event at another zoom, in the row in which it was seen last."""
        seen, event, box = self._chosen
        if event != self._selected:  # selected meanwhile: where it stands is not known yet
            box = self._selected_box()
            self._chosen = (scale, self._selected, box)
            return box
        if box is None or box.lane == UNDATED:
            return box
        x0, x1, label = (scale.x(seen.day(x)) for x in (box.x0, box.x1, box.label_x))
        if box.item.plain:
            x1, label = x0 + box.x1 - box.x0, x0 + box.label_x - box.x0
        return box._replace(x0=x0, x1=x1, label_x=label) if x1 > 0 and x0 < scale.width else None

    def sharpen(self) -> bool:
        """Draw a few more tiles for the zoom of the moment; returns whether that was the last. Then they are shown."""
        if not self.is_stretched:
            self._coming = None
            return True
        zoom = self._scale.pixels_per_day
        # What was begun for another zoom is of use as long as it is nearer than what is shown.
        if self._coming is None or _stretch(zoom, self._coming.zoom) >= _stretch(zoom, self._tiles.zoom):
            self._coming = self._tiles.anew(zoom)
        missing = self._coming.missing(self._scale)
        for number in missing[:_AT_ONCE]:
            self._coming.make(number, self.plot_area().height(), self.devicePixelRatioF(), self._draw_tile)
        if len(missing) > _AT_ONCE:
            self._sharpening.start(0)
            return False
        self._tiles, self._coming = self._coming, None
        self.update()
        return not self.is_stretched

    def _draw_ahead(self) -> None:
        """Draw one of the tiles beside the view: who pans on or zooms out then waits for none."""
        if not self._from_tiles:
            return
        missing = self._tiles.missing(self._scale, beside=True)
        if missing:
            self._tiles.make(missing[0], self.plot_area().height(), self.devicePixelRatioF(), self._draw_tile)
        if len(missing) > 1:
            self._ahead.start(0)

    def _draw_tile(self, painter: QPainter, scale: Scale) -> tuple[bool, bool]:
        layout = self.chart.layout(scale, self.scrolled, self.plot_area().height())
        if self.chart.untold:
            self.asked.emit(list(self.chart.untold))
        return not self.chart.untold, self.painter().draw_strip(painter, layout, self.scrolled)

    def _draw_strip(self, painter: QPainter) -> bool:
        """Bars and marks, from the tiles that are kept or drawn now."""
        painter.save()
        painter.translate(0, self.scrolled)
        height = self.plot_area().height()
        complete = self._tiles.draw(painter, self._scale, height, self.devicePixelRatioF(), self._draw_tile)
        painter.restore()
        return complete

    def draw_under(self, painter: QPainter) -> None:
        """What a timeline draws under its marks; this one nothing."""

    def draw_over(self, painter: QPainter) -> None:
        """What a timeline draws over its marks; this one nothing."""

    def paintEvent(self, event: QPaintEvent) -> None:
        moving = self._from_tiles
        if not moving:
            self._tiles.zoom = self._scale.pixels_per_day
        with QPainter(self) as painter:
            painter.setClipRect(event.rect())
            complete = self.painter().paint(painter, QRectF(self.rect()), self.scene(moving))
        if moving and self._tiles.zoom != self._scale.pixels_per_day:
            # Once nobody zooms any more; or meanwhile, where it would be stretched too far.
            if _stretch(self._scale.pixels_per_day, self._tiles.zoom) < _NEAR:
                self._sharpening.start(_QUIET_MS)
            elif not self._sharpening.isActive() or self._sharpening.interval():
                self._sharpening.start(0)
        elif not complete:
            # The labels left out come with the next frame; an update asked for while painting would be lost.
            QTimer.singleShot(0, self, self.update)
        if moving and complete:
            self._ahead.start(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # The ring is for those who came by keyboard: who clicked knows where they are.
        self._ringed = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)

    def show_focus(self) -> None:
        """Show that the keyboard goes here, from now on."""
        if not self._ringed:
            self._ringed = True
            self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._painter = None
        super().changeEvent(event)

    def _refresh(self) -> None:
        self._hovered = None
        super()._refresh()

    def _frame(self, box: Box) -> QRectF:
        """The room an event takes when selected, in the layout."""
        return self.painter().selected_frame(box, self.plot_area().width())

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
        said = described(len(self._events), len(lanes), item, piled, lane)
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))


def _stretch(one: float, other: float) -> float:
    """How much larger one zoom is than another, whichever is."""
    return max(one / other, other / one)
