"""The timeline of trackers of a thousand to a million events: how long until it shows them, and how long a frame takes.

    python tests/benchmarks/bench_timeline.py [--cpu] [NUMBER OR PATH ...]

Everything goes the way of the program: a tracker file, `Store`, `Session`, `TimelinePage`; a process for each tracker,
so that its peak of memory is its own. A frame is a change of scale and the painting of the timeline, 1600 x 600, while
panning and zooming in each level of detail: bars far out, bare marks, marks with labels. Beside it stands the
time to paint the same picture with no model at all: the same rectangles, pictures of labels, lines, words, from lists
made before. While one zooms, the picture of a zoom nearby is stretched; in how many steps it is then drawn anew is said
beside. Titles are read between the frames and not counted; what they change in the next frame is. Nothing is
asserted: what is fast depends on the machine. With --cpu frames are measured in the window's thread's own processor
time, for a machine that is busy with other things. Without a number all sizes are measured, and what vis-timeline and
TimelineJS take, where node and Chromium are there (see peers.py).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import peers
from PySide6.QtCore import QLineF, QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QPainter, QPaintEvent, QPen, QPixmap, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from tracker.store import Store
from tracker.timeline.layout import Layout
from tracker.timeline.scale import MAX_PIXELS_PER_DAY, Scale
from tracker.ui import theme as themes
from tracker.ui.app import application
from tracker.ui.garbage import collect_here
from tracker.ui.session import Session
from tracker.ui.timeline.labels import COLUMN_MARGIN, ONE_LINE
from tracker.ui.timeline.marks import faded
from tracker.ui.timeline.timeline_page import TimelinePage
from tracker.ui.timeline.timeline_view import TimelineView

NUMBERS = (1_000, 10_000, 100_000, 1_000_000)
WIDTH, HEIGHT = 1600, 600
LEVELS = ("bars", "bare marks", "labels")
FRAMES = 200
clock = time.thread_time if "--cpu" in sys.argv else time.perf_counter


class Opened:
    """A tracker opened as the window does it, with the time until its events were painted, and until all was read."""

    def __init__(self, path: Path) -> None:
        self.app = application()
        collect_here(self.app)
        theme = themes.load("light")
        began = time.perf_counter()
        store = Store.open(path, read_only=True)
        self.session = Session(store)
        self.page = TimelinePage(self.session, theme)
        self.view: TimelineView = self.page.timeline
        self.view.setFixedSize(WIDTH, HEIGHT)
        self.page.resize(WIDTH, HEIGHT + 350)
        painted: list[float] = []
        paint = self.view.paintEvent

        def paint_and_tell(event: QPaintEvent) -> None:
            paint(event)
            if len(self.view.events) and not painted:
                painted.append(time.perf_counter() - began)

        self.view.paintEvent = paint_and_tell  # type: ignore[method-assign]
        self.page.show()
        self.session.search("")
        held = self.until(lambda: bool(painted))
        self.shown = painted[0]
        self.held = max(held, self.settle())
        self.read = time.perf_counter() - began

    def settle(self) -> float:
        """Until nothing is read or to be painted any more; returns the longest time the window was held, in seconds."""
        return self.until(self.session.reader.is_idle)

    def until(self, done: Callable[[], bool]) -> float:
        longest, last = 0.0, time.perf_counter()
        while not done():
            self.app.processEvents()
            now = time.perf_counter()
            longest, last = max(longest, now - last), now
            time.sleep(0.004)  # a window that waits takes no turns from who reads
            last = time.perf_counter()
        self.app.processEvents()
        return longest


class Bare(QWidget):
    """Paints the picture of a layout from ready lists."""

    def __init__(self, view: TimelineView) -> None:
        super().__init__()
        self.resize(WIDTH, HEIGHT)
        self.view = view
        self._rects: list[tuple[QBrush, list[QRect]]] = []
        self._pictures: list[tuple[QPointF, QPixmap]] = []
        self._lines: list[QLineF] = []
        self._words: list[tuple[QRectF, str, QFont, QColor]] = []

    def take(self, layout: Layout) -> None:
        """Make ready what this layout holds."""
        painter, plot, theme = self.view.painter(), self.view.plot_area(), self.view.painter().theme
        down, style = plot.top() - self.view.scrolled, painter.style
        found: defaultdict[int, list[QRect]] = defaultdict(list)
        for bar in layout.bars:
            colour = faded(painter.marks.colour(layout.lanes[bar.lane].lane.colour), 0.62 * bar.opacity)
            place = QRectF(plot.left() + bar.x, down + bar.y, max(1, bar.width - 1), bar.height)
            found[colour.rgba()].append(place.toRect())
        self._pictures = []
        for box in layout.boxes:
            colour = faded(painter.marks.colour(box.item.family), round(box.opacity, 2))
            wide = max(style.mark_width, box.x1 - box.x0)
            place = QRectF(plot.left() + box.x0, down + box.y + 3, wide, box.height - 6)
            found[colour.rgba()].append(place.toRect())
            if box.label_width and not box.item.untold:
                picture, _ = painter.labels.picture(box.item, box.label_width)
                if picture is not None:
                    self._pictures.append((QPointF(round(plot.left() + box.label_x), down + box.y), picture))
        self._rects = [(QBrush(QColor.fromRgba(rgba)), rects) for rgba, rects in found.items()]
        self._lines, self._words = [], []
        for tick in self.view.ticks():
            x = round(plot.left() + tick.x) + 0.5
            self._lines.append(QLineF(x, plot.top(), x, plot.bottom()))
            if tick.label:
                font = painter.fonts.axis_strong if tick.major else painter.fonts.axis
                self._words.append(
                    (QRectF(plot.left() + tick.label_x, 0, 400, plot.top()), tick.label, font, theme.text)
                )
        for lane in layout.lanes:
            y = round(down + lane.y + lane.height) + 0.5
            self._lines.append(QLineF(0, y, WIDTH, y))
            place = QRectF(COLUMN_MARGIN, down + lane.y, plot.left(), style.row_height)
            self._words.append((place, lane.lane.label, painter.fonts.label, theme.text))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.view.painter().theme.window)
            painter.setPen(QPen(self.view.painter().theme.line, 1))
            painter.drawLines(self._lines)
            for place, words, font, colour in self._words:
                painter.setFont(font)
                painter.setPen(colour)
                painter.drawText(place, ONE_LINE, words)
            painter.setPen(QColor(0, 0, 0, 0))
            for brush, rects in self._rects:
                painter.setBrush(brush)
                painter.drawRects(rects)
            for where, picture in self._pictures:
                painter.drawPixmap(where, picture)


def level_of(layout: Layout) -> str:
    """The level of detail that most of a layout is in; '' if it is in between."""
    labelled = sum(1 for box in layout.boxes if box.label_width)
    if layout.bars and len(layout.boxes) * 10 < len(layout.bars):
        return "bars"
    if len(layout.bars) * 10 < len(layout.boxes) and layout.boxes:
        share = labelled / len(layout.boxes)
        return "labels" if share > 0.5 else "bare marks" if share < 0.15 else ""
    return ""


def scales(opened: Opened) -> dict[str, Scale]:
    """For each level a scale that is well inside it, if there is one. (Among a million events there are labels only
    where the fewest are: the first years.)"""
    view = opened.view
    found: dict[str, list[Scale]] = defaultdict(list)
    view.fit()
    whole = view.scale
    for part in (0.5, 0.1, 0.02):
        scale = whole
        while scale.pixels_per_day < MAX_PIXELS_PER_DAY:
            view.set_scale(scale)
            view.repaint()
            level = level_of(view._laid_out())
            if level:
                found[level].append(scale)
            scale = scale.zoomed(whole.width * part, 1.25)
        if len(found) == len(LEVELS):
            break
    return {level: found[level][len(found[level]) // 2] for level in LEVELS if level in found}


def panning(scale: Scale) -> Iterator[Scale]:
    """To and fro over some screens."""
    for step in range(FRAMES):
        scale = scale.panned(-37 if step < FRAMES // 2 else 37)
        yield scale


def zooming(scale: Scale) -> Iterator[Scale]:
    """In and out a little, about a moving point."""
    for step in range(FRAMES):
        scale = scale.zoomed(WIDTH * (0.3 + 0.1 * (step % 3)), 1.03 if step // 10 % 2 else 1 / 1.03)
        yield scale


def paint(widget: QWidget, image: QImage) -> None:
    """Paint a widget and not its scroll bar, which Qt leaves as it is when only the picture changes."""
    widget.render(image, QPoint(), QRegion(), QWidget.RenderFlag.IgnoreMask)


def sharpened(opened: Opened) -> list[float]:
    """Milliseconds of each step in which a picture that was stretched while zooming is drawn anew."""
    taken = []
    while opened.view.is_stretched:
        began = clock()
        opened.view.sharpen()
        taken.append((clock() - began) * 1000)
    return taken


def frames(opened: Opened, bare: Bare, course: Iterator[Scale]) -> dict[str, Any]:
    """Milliseconds a frame, and those to paint the same pictures from lists."""
    view, ours, floor, marks = opened.view, [], [], []
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    for scale in course:
        began = clock()
        view.set_scale(scale)
        paint(view, image)
        ours.append((clock() - began) * 1000)
        layout = view._laid_out()
        marks.append(len(layout.boxes) + len(layout.bars))
        bare.take(layout)
        began = clock()
        paint(bare, image)
        floor.append((clock() - began) * 1000)
        opened.settle()
    return {"ours": ours, "floor": floor, "marks": statistics.median(marks), "sharpened": sharpened(opened)}


def measured(path: Path) -> dict[str, Any]:
    """All that one tracker's process has to say."""
    opened = Opened(path)
    bare = Bare(opened.view)
    opened.settle()
    found: dict[str, Any] = {
        "events": len(opened.view.events),
        "shown": opened.shown,
        "read": opened.read,
        "held": opened.held,
        "frames": {},
    }
    for level, scale in scales(opened).items():
        for name, course in (("pan", panning), ("zoom", zooming)):
            opened.view.set_scale(scale)
            opened.view.repaint()
            opened.settle()
            found["frames"][f"{level}: {name}"] = frames(opened, bare, course(opened.view.scale))
    found["peak"] = _peak()
    opened.session.close()
    return found


def _peak() -> float:
    """The most memory this process ever had, in megabytes; 0 where the system doesn't say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def _p99(taken: Sequence[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.99)]


def main(words: Sequence[str]) -> None:
    """Measure each tracker in a process of its own and print what it found."""
    first, options = 0.0, [word for word in words if word == "--cpu"]
    for word in [word for word in words if word not in options] or map(str, NUMBERS):
        if word.replace(",", "").isdigit():
            from making import tracker_of

            path = tracker_of(int(word.replace(",", "")))
        else:
            path = Path(word)
        for _ in range(2):  # the first warms the disk
            done = subprocess.run(
                [sys.executable, __file__, "--one", *options, str(path)], check=True, stdout=subprocess.PIPE
            )
            found = json.loads(done.stdout)
            if found["events"] > 10_000:
                break
        first = first or found["shown"]
        print(
            f"\n{found['events']:,} events: shown after {found['shown'] * 1000:.0f} ms"
            f" ({found['shown'] / first:.1f} x the first), all read after {found['read'] * 1000:.0f} ms,"
            f" the window never held longer than {found['held'] * 1000:.0f} ms, peak {found['peak']:.0f} MB"
        )
        print(f"    {'':18} {'marks':>6} {'median':>8} {'p99':>8} {'bare':>8} {'ratio':>6}   (ms a frame)")
        for name, taken in found["frames"].items():
            ours, floor = statistics.median(taken["ours"]), statistics.median(taken["floor"])
            print(
                f"    {name:18} {taken['marks']:6.0f} {ours:8.2f} {_p99(taken['ours']):8.2f}"
                f" {floor:8.2f} {ours / floor:6.2f}"
                + (
                    f"   sharp again in {len(steps)} steps of at most {max(steps):.1f} ms"
                    if (steps := taken["sharpened"])
                    else ""
                ),
                flush=True,
            )
    if not words:
        print("\nThe same for timelines of others:")
        for line in peers.lines():
            print(f"    {line}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measured(Path(sys.argv[-1]))))
        QApplication.quit()
    else:
        main(sys.argv[1:])
