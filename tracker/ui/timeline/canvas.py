"""The timeline as a picture: all that is in view, painted anew or, as one zooms and pans, from tiles that are kept."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from tracker.timeline.layout import Box, Layout
from tracker.timeline.scale import Scale
from tracker.timeline.tray import UNDATED
from tracker.ui.theme import Theme
from tracker.ui.timeline.paint import Scene, TimelinePainter
from tracker.ui.timeline.selection import TimelineSelection
from tracker.ui.timeline.tiles import Tiles

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


class TimelineCanvas(TimelineSelection):
    """Events in time, painted, one of them selected. Which one that is, and what is at a point: `TimelineSelection`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._theme = theme
        # The scale, the selected event and its box, as seen last.
        self._chosen: tuple[Scale, int | None, Box | None] = (Scale(0.0, 1.0, 1.0), None, None)
        # Where those stand that are chosen together, as seen last.
        self._seen_several: tuple[Scale, list[Box]] = (Scale(0.0, 1.0, 1.0), [])
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

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._painter = None
        self.update()

    def set_empty_text(self, text: str) -> None:
        """What to say where there is nothing to show."""
        self._empty_text = text
        self.update()

    def tell(self, anew: bool = False) -> None:
        """Show what has been read of the events in view, and of the selected one."""
        self._tiles.told(anew)
        self._coming = None
        self.painter().told()
        super().tell(anew)

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
            seen, boxes = self._seen_several
            placed = (_placed_at(scale, seen, box) for box in boxes) if self._several else ()
            several = [box for box in placed if box is not None]
        else:
            layout = self.chart.layout(scale, top, plot.height(), only_inside=True) if moving else self._laid_out()
            chosen = self._selected_box()
            self._chosen = (scale, self._selected, chosen)
            several = self._several_boxes()
            self._seen_several = (scale, several)
        return Scene(
            layout=layout,
            ticks=self.ticks(),
            plot=plot,
            scrolled=self.scrolled,
            today=self._scale.x(self.today + 0.5),
            chosen=chosen,
            several=several,
            hovered=self._hovered,
            focused=self.hasFocus() and self._ringed,
            tray=self.tray_area(),
            tray_boxes=self.tray.boxes,
            tray_offset=self.tray.offset,
            tray_label=self.tr("Undated {count}").format(count=len(self.chart.undated)),
            message=self._message(),
            lane=self._lane if self._ringed and self.hasFocus() else -1,
            underlay=None if stretched else self.draw_under,
            overlay=None if stretched else self.draw_over,
            strip=self._draw_strip if moving else None,
        )

    def _message(self) -> str:
        """What is said where nothing is drawn."""
        if not len(self._events):
            return self._empty_text
        return "" if len(self.chart.items) else self.tr("None of these events has a date: they wait in the row below.")

    def _chosen_at(self, scale: Scale) -> Box | None:
        """The selected event at another zoom, in the row in which it was seen last."""
        seen, event, box = self._chosen
        if event != self._selected:  # selected meanwhile: where it stands is not known yet
            box = self._selected_box()
            self._chosen = (scale, self._selected, box)
            return box
        return _placed_at(scale, seen, box) if box is not None else None

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

    def _frame(self, box: Box) -> QRectF:
        """The room an event takes when selected, in the layout."""
        return self.painter().selected_frame(box, self.plot_area().width())


def _placed_at(scale: Scale, seen: Scale, box: Box) -> Box | None:
    """A box seen at one scale as it stands at another, in the same row; None out of view."""
    if box.lane == UNDATED:
        return box
    x0, x1, label = (scale.x(seen.day(x)) for x in (box.x0, box.x1, box.label_x))
    if box.item.plain:
        x1, label = x0 + box.x1 - box.x0, x0 + box.label_x - box.x0
    return box._replace(x0=x0, x1=x1, label_x=label) if x1 > 0 and x0 < scale.width else None


def _stretch(one: float, other: float) -> float:
    """How much larger one zoom is than another, whichever is."""
    return max(one / other, other / one)
