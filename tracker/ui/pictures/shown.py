"""The timeline as the window shows it, as a picture: the same days and lanes, all rows, none cut by the edge."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFont, QFontInfo, QPageSize, QPainter

from tracker import dates
from tracker.store import Store
from tracker.timeline.layout import Box, shortened
from tracker.timeline.marks import Style
from tracker.timeline.scale import FIRST_DAY, LAST_DAY
from tracker.ui.pictures.files import Cancelled, Pages, Progress, write
from tracker.ui.pictures.look import MARGIN, Look, in_greys, letter, printable
from tracker.ui.pictures.making import Wanted, Written, paper_of
from tracker.ui.pictures.page import About, PagePainter
from tracker.ui.pictures.writing import Writer
from tracker.ui.theme import load
from tracker.ui.timeline.canvas import TimelineCanvas
from tracker.ui.timeline.lanes import grouping_name
from tracker.ui.timeline.legend import legend_keys
from tracker.ui.timeline.marks import MarkPainter
from tracker.ui.timeline.paint import Scene, TimelinePainter

POINTS = 0.75
"""Points (1/72 inch) a pixel of the screen."""
_LETTER = 0.6
"""How large a family's letter is, to stand before a label."""
_ROOM = 100_000.0


class WrittenTimeline(TimelinePainter):
    """Draws the timeline with all that is written as text, and marks as shapes, so that a file keeps them; and on any
    thread. With `letters`, that of its family stands between each mark and its label."""

    def __init__(self, look: Look) -> None:
        super().__init__(look.theme, look.font, look.style, 1.0)
        self.marks = MarkPainter(look.theme, look.style)
        self._look = look
        self._letters = Writer(look.sized(_LETTER, strong=True)) if look.letters else None

    def draw_labels(self, painter: QPainter, boxes: Sequence[Box], most_new: int = 0) -> bool:  # noqa: ARG002
        """The labels of events; none is left out."""
        for box in boxes:
            if box.label_width:
                painter.setOpacity(box.opacity)
                if self._letters is not None:
                    sign, top = letter(box.item.family), box.y + box.height - self._letters.line - 1
                    x = box.label_x - self._letters.measure(sign)
                    self._letters.write(painter, x, top, sign, self._look.letter_colour(box.item.family))
                self.labels.write(painter, QPointF(round(box.label_x), box.y), box.item, box.label_width)
            elif box.pile is not None:
                self.draw_pile(painter, box)
        painter.setOpacity(1)
        return False


@dataclass(frozen=True)
class Shown:
    """What a timeline shows at a moment, to be drawn on any thread."""

    scene: Scene
    size: QSizeF
    font: QFont
    style: Style
    grouping: str
    search: str
    events: int

    @classmethod
    def by(cls, canvas: TimelineCanvas, grouping: str, search: str) -> Shown:
        """What `canvas` shows, and all its rows: of the lanes, those scrolled out of view too. On the GUI thread."""
        scene = canvas.scene()
        plot, chart = scene.plot, canvas.chart
        untold = chart.untold
        layout = chart.layout(scene.layout.scale)
        chart.untold = untold
        height = max(chart.height, plot.height() if not chart.lanes else 0.0)
        layout = replace(
            layout, boxes=tuple(_kept_inside(box, plot.width(), canvas.style_used) for box in layout.boxes)
        )
        tray = QRectF(0, plot.top() + height, scene.tray.width(), scene.tray.height())
        room = tray.width() - plot.left()
        whole = [box for box in scene.tray_boxes if box.right - scene.tray_offset <= room]
        scene = replace(
            scene,
            layout=layout,
            plot=QRectF(plot.left(), plot.top(), plot.width(), height),
            scrolled=0,
            chosen=None,
            hovered=None,
            focused=False,
            lane=-1,
            tray=tray,
            tray_boxes=whole,
        )
        font = QFont(canvas.font())
        font.setPixelSize(QFontInfo(font).pixelSize())
        size = QSizeF(canvas.width(), plot.top() + height + tray.height())
        return cls(scene, size, font, canvas.style_used, grouping, search, in_view(canvas))


class ShownPicture:
    """A page with what the window shows on it, of the size that takes."""

    def __init__(self, store: Store, shown: Shown, wanted: Wanted) -> None:
        theme = load("light")
        if wanted.black_and_white:
            theme = in_greys(theme)
        self.shown = shown
        boxes = (*shown.scene.layout.boxes, *shown.scene.tray_boxes)
        also = [*(["bars"] if shown.scene.layout.bars else []), *(["today"] if self._shows_today else [])]
        also += ["pile"] if any(box.pile is not None for box in boxes) else []
        also += ["line"] if any(box.thin for box in boxes) else []
        tracker = store.title
        title = wanted.title.strip()
        self.about = About(
            title or tracker,
            tracker if title not in ("", tracker) else "",
            shown.search,
            shown.events,
            grouping_name(shown.grouping),
            datetime.date.today().isoformat(),
            legend_keys((box.item for box in boxes), also) if wanted.legend else None,
            frozenset(box.item.family for box in boxes if box.item.family),
        )
        font = printable(shown.font)
        font.setHintingPreference(shown.font.hintingPreference())  # titles are shortened as they are in the window
        grey = wanted.black_and_white
        look = Look(theme, font, shown.style, letters=grey, black_and_white=grey)
        width = shown.size.width() + 2 * MARGIN
        around = _ROOM - PagePainter(QSizeF(width, _ROOM), look, self.about).body.height()
        self.painter = PagePainter(QSizeF(width, around + shown.size.height()), look, self.about, legend_within=True)
        self._timeline = WrittenTimeline(look)

    @property
    def _shows_today(self) -> bool:
        return 0 <= self.shown.scene.today <= self.shown.scene.plot.width()

    @property
    def pages(self) -> Pages:
        """The one page."""
        about, font = f"{self.about.searched}. {self.about.facts}", self.painter.look.font.family()
        return Pages(self.about.title, self.painter.size, [self._draw], POINTS, about, font)

    def _draw(self, painter: QPainter) -> None:
        self.painter.draw_around(painter, self._span(), 1, 1)
        painter.save()
        painter.translate(self.painter.body.topLeft())
        area = QRectF(QPointF(0, 0), self.shown.size)
        painter.setClipRect(area)
        self._timeline.paint(painter, area, self.shown.scene)
        painter.restore()

    def _span(self) -> str:
        scale = self.shown.scene.layout.scale
        first, last = (
            datetime.date.fromordinal(int(min(max(day, FIRST_DAY), LAST_DAY))).isoformat()
            for day in (scale.origin_day, scale.last_day)
        )
        return f"{dates.display(first)} – {dates.display(last)}"


def make_shown(
    store: Store,
    shown: Shown,
    wanted: Wanted,
    target: Path,
    *,
    scale: int = 2,
    overwrite: bool = False,
    progress: Progress = lambda *_: None,
    cancelled: Cancelled = lambda: False,
) -> Written:
    """Write what the window shows. Raises FileError and CancelledError; then nothing is written."""
    pages = ShownPicture(store, shown, wanted).pages
    paper: QPageSize = paper_of(wanted)
    files = write(
        pages,
        target,
        scale=scale,
        paper=paper,
        landscape=wanted.landscape,
        overwrite=overwrite,
        progress=progress,
        cancelled=cancelled,
    )
    return Written(tuple(files), 1, shown.events)


def in_view(canvas: TimelineCanvas) -> int:
    """How many events lie in the days and lanes that are shown, or have no date."""
    scale, events = canvas.scale, canvas.events
    first, end = int(scale.origin_day), int(scale.last_day) + 1
    shown = {box.lane.key for box in canvas.chart.lanes}
    seen = bytearray(len(events.dated))
    for lane in events.lanes:
        if lane.lane.key in shown:
            for place in (*lane.index.running(first, len(events)), *lane.index.beginning(first, end)):
                seen[lane.items.positions[place]] = 1
    return sum(seen) + len(events.undated)


def _kept_inside(box: Box, width: float, style: Style) -> Box:
    """A box whose label stands between the edges, shortened if it must be; on the screen one can pan to read on."""
    if box.item.untold or box.label_x < 0:
        return box._replace(label_width=0.0)
    return shortened(box, width, style)
