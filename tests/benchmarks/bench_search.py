"""Searching as one types, in trackers of a thousand to a million events: how long until there is something to see.

    python tests/benchmarks/bench_search.py [NUMBER OR PATH ...]

Searches are typed key by key into the search box of the real window, with 150 ms between keys, or as soon as the rows
of the key before are shown if that is later. For each key: milliseconds until the first rows are in the table. For
each search once it stands: until the sidebar counts (some as "at least"), and until all events are found. Then the
table: its first paint, and a frame of scrolling beside painting the same cells from a list with no table at all.
Nothing is asserted: what is fast depends on the machine.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from making import SIZES, tracker_of
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tracker.store import Store
from tracker.ui.app import application, window_for
from tracker.ui.main_window import MainWindow
from tracker.ui.search_bar import SearchBar
from tracker.ui.session import Results
from tracker.ui.table.table_view import EventTable
from tracker.ui.widgets.row_painter import Cell

SEARCHES = (
    "privacy",
    "court ruling",
    "memorandum of understanding",
    "injunction hearing",
    "bazaestri",  # seldom
    "zzzz",  # nowhere
    'type:"court ruling" privacy',
    "type:order",
    "concern:privacy position:opposes",
    "after:2024-06 injunction",
    "is:disputed tax",
    "privacy -court",
    "court:D.D.C. motion",
    "evidence:official taxpayer",
)
BETWEEN_KEYS = 0.15
PATIENCE = 6.0
"""Seconds: what takes longer is given as this."""


class Heart:
    """Runs the event loop, and notes the longest time that it was held."""

    def __init__(self) -> None:
        self.app = application()
        self.longest = 0.0

    def until(self, done: Callable[[], bool], seconds: float = PATIENCE) -> None:
        began = last = time.perf_counter()
        while not done() and time.perf_counter() - began < seconds:
            self.app.processEvents()
            now = time.perf_counter()
            self.longest = max(self.longest, now - last)
            last = now
            time.sleep(0.0002)  # lets the reading thread have its turn, as waiting for events does


class Typist:
    """Types into a window and notes when what is asked for comes."""

    def __init__(self, window: MainWindow, heart: Heart) -> None:
        self.window, self.heart = window, heart
        self.line = window.findChildren(SearchBar)[0].line
        self.rows_at = self.all_at = self.facets_at = 0.0
        session = window.session
        session.glimpsed.connect(self._on_rows)
        session.searched.connect(self._on_rows)
        session.searched.connect(self._on_all)
        session.faceted.connect(self._on_facets)

    def _on_rows(self, results: Results) -> None:
        if results.text == self.line.text():
            self.rows_at = self.rows_at or time.perf_counter()

    def _on_all(self, results: Results) -> None:
        if results.text == self.line.text():
            self.all_at = self.all_at or time.perf_counter()

    def _on_facets(self, _: object) -> None:
        self.facets_at = self.facets_at or time.perf_counter()

    def key(self, letter: str) -> float | None:
        """Milliseconds until the rows came; None where the text so far cannot be read as a search."""
        self.rows_at = self.all_at = self.facets_at = 0.0
        failed: list[object] = []
        session = self.window.session
        session.search_failed.connect(failed.append)
        began = time.perf_counter()
        QTest.keyClick(self.line, letter)
        self.heart.until(lambda: bool(self.rows_at or failed))
        session.search_failed.disconnect(failed.append)
        taken = (self.rows_at or time.perf_counter()) - began
        self.heart.until(lambda: time.perf_counter() - began > BETWEEN_KEYS)
        return None if failed else taken * 1000

    def clear(self) -> None:
        QTest.keyClick(self.line, Qt.Key.Key_Escape)
        QTest.keyClick(self.line, Qt.Key.Key_Escape)
        if self.line.text():
            self.line.clear()
            self.window.session.search("")
        self.heart.until(lambda: not self.window.session.results.text)


def shown(values: Sequence[float]) -> str:
    if not values:
        return "-"
    ordered = sorted(values)
    return f"{statistics.median(ordered):8.1f} {ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]:8.1f}"


def run(path: Path) -> None:
    heart = Heart()
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        window = window_for(Store.open(path, read_only=True), settings)
        window.resize(1440, 900)
        window.show()
        window.show_tab("table")
        session = window.session
        heart.until(lambda: bool(session.results.counts) and session.reader.is_idle(), 120)
        heart.longest = 0.0
        typist = Typist(window, heart)
        keys: list[float] = []
        facets: list[float] = []
        every: list[float] = []
        print(f"{session.results.total:,} events           ms:   median      p99   facets      all     found")
        for text in SEARCHES:
            of_text = [taken for letter in text if (taken := typist.key(letter)) is not None]
            keys += of_text
            # Facets and all: from the last key on.
            last = time.perf_counter() - BETWEEN_KEYS
            heart.until(lambda: bool(typist.facets_at))
            facets.append(((typist.facets_at or time.perf_counter()) - last) * 1000)
            heart.until(lambda: bool(typist.all_at))
            every.append(((typist.all_at or time.perf_counter()) - last) * 1000)
            found = len(session.results.ids)
            print(f"    {text:34} {shown(of_text)} {facets[-1]:8.0f} {every[-1]:8.0f} {found:>9,}", flush=True)
            typist.clear()
        print(f"    {'every key to first rows':34} {shown(keys)}")
        print(f"    {'facets':34} {shown(facets)}")
        print(f"    {'all events':34} {shown(every)}")
        print(f"    {'longest hold of the window':34} {heart.longest * 1000:8.1f}")
        _table(window, heart)
        window.close()
    application().processEvents()


class Bare(QWidget):
    """Paints the cells of a table from a list that is ready: what any table takes at least."""

    def __init__(self, table: EventTable) -> None:
        super().__init__()
        self.table = table
        self.cells: list[tuple[Cell, int, int, int]] = []
        self.painted = 0
        self.resize(table.viewport().size())
        self.show()

    def gather(self) -> None:
        """What the table shows now."""
        table, height = self.table, self.table.rows.height
        columns = [n for n in range(table.events.columnCount()) if not table.isColumnHidden(n)]
        first, offset = table.verticalOffset() // height, table.verticalOffset()
        self.cells = [
            (table.events.cell(row, n), table.columnViewportPosition(n), row * height - offset, table.columnWidth(n))
            for row in range(first, min(first + self.height() // height + 2, len(table.events.ids)))
            for n in columns
        ]

    def paintEvent(self, _: QPaintEvent) -> None:
        self.painted += 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.table.font())
        rows, theme = self.table.rows, self.table.theme
        drawn = -1
        for cell, left, top, width in self.cells:
            if top != drawn:
                painter.fillRect(0, top + rows.height - 1, self.width(), 1, theme.line)
                drawn = top
            rows.draw(painter, cell, left, top, width)


def _table(window: MainWindow, heart: Heart) -> None:
    """Paint and scroll the table of all events, beside painting the same cells with no table and no model at all."""
    table = next(each for each in window.findChildren(EventTable) if each.isVisible())
    view, bar, model = table.viewport(), table.verticalScrollBar(), table.events
    began = time.perf_counter()
    model.beginResetModel()
    model.endResetModel()
    view.repaint()
    first = (time.perf_counter() - began) * 1000
    steps = [round(bar.maximum() * (n * 0.618 % 1)) for n in range(60)]
    near = [min(bar.maximum(), 3 * n) for n in range(200)]
    bare = Bare(table)
    heart.until(lambda: bare.painted > 0)

    def frames(places: Sequence[int]) -> tuple[list[float], list[float]]:
        taken, alone = [], []
        for place in places:
            began = time.perf_counter()
            bar.setValue(place)
            view.repaint()
            taken.append((time.perf_counter() - began) * 1000)
            bare.gather()
            began = time.perf_counter()
            bare.repaint()
            alone.append((time.perf_counter() - began) * 1000)
        return taken, alone

    far, _ = frames(steps)
    scrolled, alone = frames(near)
    bare.close()
    print(f"    {'table: first paint':34} {first:8.1f}")
    print(f"    {'table: scroll frame':34} {shown(scrolled)}")
    print(f"    {'table: painting alone':34} {shown(alone)}")
    print(f"    {'table: jump anywhere':34} {shown(far)}")


def main() -> None:
    for word in sys.argv[1:] or list(map(str, SIZES)):
        run(Path(word) if Path(word).exists() else tracker_of(int(word.replace(",", ""))))


if __name__ == "__main__":
    main()
