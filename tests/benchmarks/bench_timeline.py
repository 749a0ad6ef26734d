"""How long a frame of the timeline takes while panning and zooming, by the number of events.

    python tests/benchmarks/bench_timeline.py [NUMBER ...]

A frame is a change of scale and the painting of the whole widget, 1600 x 600 pixels, into an image. Nothing is
asserted: what is fast depends on the machine.
"""

from __future__ import annotations

import datetime
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tracker.timeline.marks import Lane, TimelineItem
from tracker.timeline.scale import Scale
from tracker.ui import theme
from tracker.ui.timeline_view import TimelineView

NUMBERS = (49, 1_000, 10_000, 100_000)
WIDTH, HEIGHT = 1600, 600
FAMILIES = ("executive", "agreement", "agency", "court filing", "court", "data")


def events(number: int) -> list[TimelineItem]:
    """Events over thirty years, denser towards the end; one in ten is a span of weeks or months."""
    chance = random.Random(7)
    first = datetime.date(1995, 1, 1).toordinal()
    items = []
    for n in range(number):
        day = first + int(chance.random() ** 0.6 * 11_000)
        length = chance.choice((0,) * 18 + (30, 120))
        family = chance.choice(FAMILIES)
        items.append(
            TimelineItem(
                n,
                day,
                day + length,
                f"Notice {n} on the exchange of records between agencies",
                (family,),
                family,
                "interval" if length else "day",
                concerns=chance.choice((0, 0, 0, 2)),
                position="reservations",
            )
        )
    return items


def zooming(view: TimelineView) -> Iterator[Scale]:
    """From everything to a few days and back, by an eighth of a wheel's notch, about a moving point."""
    view.fit()
    scale = view.scale
    for step in range(240):
        scale = scale.zoomed(WIDTH * (0.3 + 0.2 * (step % 3)), 1.045)
        yield scale
    for _ in range(240):
        scale = scale.zoomed(WIDTH / 2, 1 / 1.045)
        yield scale


def panning(view: TimelineView) -> Iterator[Scale]:
    """Two screens or so at each of eight zooms."""
    for zoom in range(8):
        view.fit()
        scale = view.scale.zoomed(WIDTH * 0.7, 2.6**zoom)
        for _ in range(60):
            scale = scale.panned(-37)
            yield scale


def frames(view: TimelineView, image: QImage, course: Callable[[TimelineView], Iterator[Scale]]) -> list[float]:
    """Milliseconds a frame."""
    taken = []
    for scale in course(view):
        began = time.perf_counter()
        view.set_scale(scale)
        view.render(image)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def main(numbers: list[int]) -> None:
    app = QApplication.instance() or QApplication([])
    print(f"{'events':>9}  {'':5} {'median':>8} {'p99':>8} {'worst':>8}  ms a frame   shown after")
    for number in numbers:
        items = events(number)
        lanes = [Lane(family, family.capitalize(), family) for family in FAMILIES]
        began = time.perf_counter()
        view = TimelineView(theme.load("light"))
        view.resize(WIDTH, HEIGHT)
        view.set_items(items, lanes)
        image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
        view.render(image)
        opened = (time.perf_counter() - began) * 1000
        for name, course in (("pan", panning), ("zoom", zooming)):
            taken = sorted(frames(view, image, course))
            p99 = taken[int(len(taken) * 0.99)]
            print(
                f"{number:>9,}  {name:5} {statistics.median(taken):8.1f} {p99:8.1f} {taken[-1]:8.1f}"
                f"               {opened:8.0f} ms"
            )
        view.deleteLater()
        app.processEvents()


if __name__ == "__main__":
    main([int(word.replace(",", "")) for word in sys.argv[1:]] or list(NUMBERS))
