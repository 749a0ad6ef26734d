"""The whole window on many events: how long the GUI thread is ever held while opening, typing, scrolling, zooming.

Run `python tests/benchmarks/bench_window.py [EVENTS]` (100,000 by default). A heartbeat runs in the event loop; the
gap between two beats is what a person would feel. Each frame is painted by `repaint`, and timed. Asserts nothing.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

from tracker import vocabulary
from tracker.records import Citation, Concern, Event, Role, Source, Stakeholder
from tracker.store import Store
from tracker.ui.app import application, window_for
from tracker.ui.main_window import MainWindow
from tracker.ui.table.table_view import EventTable

WORDS = [
    "agency",
    "order",
    "court",
    "data",
    "privacy",
    "notice",
    "memorandum",
    "ruling",
    "request",
    "taxpayer",
    "address",
    "review",
    "policy",
    "stay",
]


def build(path: Path, events: int) -> Store:
    """A tracker of that many made-up events over thirty years, with sources, roles and concerns."""
    chance = random.Random(7)
    types = vocabulary.OPEN["event_type"]
    themes = vocabulary.OPEN["theme"]
    store = Store.create(path, "Benchmark")
    with store.edit("Build", "fixed") as edit:
        people = edit.add_all([Stakeholder(name=f"Stakeholder {n}", kind="agency") for n in range(200)])
        sources = edit.add_all([Source(kind="report", title=f"Report {n}") for n in range(500)])
        made = edit.add_all(
            [
                Event(
                    title=" ".join(chance.choices(WORDS, k=6)).capitalize() + f" {n}",
                    type=chance.choice(types),
                    date=f"{chance.randint(1996, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
                )
                for n in range(events)
            ]
        )
        edit.add_all([Citation(source=chance.choice(sources).id, event=e.id) for e in made])
        edit.add_all([Role(event=e.id, stakeholder=chance.choice(people).id, role="issuer") for e in made])
        edit.add_all(
            [
                Concern(
                    event=e.id,
                    stakeholder=chance.choice(people).id,
                    theme=chance.choice(themes),
                    position=chance.choice(vocabulary.CLOSED["position"]),
                )
                for e in made[:: max(1, events // 5000)]
            ]
        )
    store.backup()
    return store


class Heart:
    """Runs the event loop and remembers the longest time it was held."""

    def __init__(self) -> None:
        self.app = application()

    def until(self, done: Callable[[], bool], seconds: float = 120) -> tuple[float, float]:
        """(milliseconds taken, longest hold) until `done()`."""
        began = last = time.perf_counter()
        longest = 0.0
        while not done() and time.perf_counter() - began < seconds:
            self.app.processEvents()
            now = time.perf_counter()
            longest = max(longest, now - last)
            last = now
        return (time.perf_counter() - began) * 1000, longest * 1000


def frames(view: QWidget, act: Callable[[int], None], count: int) -> tuple[float, float, float]:
    """(median, 99th percentile, worst) ms of `act` and the repaint after it."""
    taken = []
    timer = QElapsedTimer()
    for n in range(count):
        timer.start()
        act(n)
        view.repaint()
        taken.append(timer.nsecsElapsed() / 1e6)
    taken.sort()
    return statistics.median(taken), taken[int(len(taken) * 0.99)], taken[-1]


def wheel(view: QWidget, delta: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Turn the wheel over the middle of a view."""
    middle = QPointF(view.rect().center())
    event = QWheelEvent(
        middle, view.mapToGlobal(middle), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    application().sendEvent(view, event)


def main() -> None:
    """Print one line a task."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    heart = Heart()
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder) / "big.tracker", count).close()
        began = time.perf_counter()
        store = Store.open(Path(folder) / "big.tracker")
        window: MainWindow = window_for(store, QSettings(str(Path(folder) / "w.ini"), QSettings.Format.IniFormat))
        window.resize(1440, 900)
        window.show()
        made = (time.perf_counter() - began) * 1000
        session, timeline = window.session, window.timeline_page.timeline
        taken, held = heart.until(lambda: bool(len(timeline.events)) and session.reader.is_idle())
        print(f"{count:,} events: window made in {made:.0f} ms, everything shown {taken:.0f} ms later")
        print(f"{'longest hold of the window':34} {held:.0f} ms")

        def report(name: str, figures: tuple[float, float, float]) -> None:
            print(f"{name:34} median {figures[0]:6.1f}   p99 {figures[1]:6.1f}   worst {figures[2]:6.1f} ms")

        shift = Qt.KeyboardModifier.ShiftModifier
        report("timeline: zoom in from the whole", frames(timeline, lambda n: wheel(timeline, 120), 40))
        report("timeline: pan when near", frames(timeline, lambda n: wheel(timeline, -120, shift), 200))
        report("timeline: zoom out to the whole", frames(timeline, lambda n: wheel(timeline, -120), 40))
        report("timeline: pan when far", frames(timeline, lambda n: wheel(timeline, 60, shift), 200))
        window.show_tab("table")
        view = window.findChildren(EventTable)[-1].viewport()
        report("table: scroll by a page", frames(view, lambda n: wheel(view, -1200), 200))
        for text in ("privacy", "court ruling memo", "type:order", "concern:privacy position:opposes", ""):
            session.search(text)
            taken, held = heart.until(lambda t=text: session.results.text == t and session.reader.is_idle())
            print(f"search {text!r:36} {taken:6.0f} ms, longest hold {held:.0f} ms, {len(session.results.ids):,} rows")
        window.close()


if __name__ == "__main__":
    main()
