"""Making a picture of a tracker's timeline: what is asked for, how many pages it takes, and the files."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSizeF
from PySide6.QtGui import QFont, QPageSize

from tracker.errors import CancelledError, NotFoundError, RecordError
from tracker.store import Store
from tracker.timeline.arrangement import Arrangement
from tracker.timeline.events import Events
from tracker.timeline.marks import TimelineItem
from tracker.timeline.paper import Frame, Sheet, Wording
from tracker.timeline.sheets import sheets
from tracker.ui.pictures.files import Cancelled, Draw, Pages, Progress, kind_of, write
from tracker.ui.pictures.look import Look, millimetres, pixels
from tracker.ui.pictures.page import About, PagePainter
from tracker.ui.timeline.chart_events import read_events
from tracker.ui.timeline.lanes import grouping_name
from tracker.ui.timeline.legend import legend_keys

Check = Callable[[], None]
"""Called now and then; may raise to end what is under way."""
_AT_ONCE = 1024
GLIMPSE = 4
"""So many pages are laid out to tell how many there will be, where laying out all would take long."""
MOST = 200_000
"""Of more events no picture is made."""
FEW = 3_000
"""Of so many events all pages are laid out in a moment."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. `first` and `last` keep to some days (ordinals), the last included. The `arrangement` says
    which lanes there are, in which order."""

    search: str = ""
    grouping: str = "family"
    title: str = ""
    first: int | None = None
    last: int | None = None
    paper: str = "a4"
    landscape: bool = True
    black_and_white: bool = False
    legend: bool = True
    arrangement: Arrangement = Arrangement()


@dataclass(frozen=True, slots=True)
class Written:
    """What was made."""

    files: tuple[Path, ...]
    pages: int
    events: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a picture will be: its first page, how many pages there are (about as many, where not `exact`), and of how
    many events."""

    pages: Pages
    count: int
    exact: bool
    events: int


def _tr(text: str) -> str:
    return QCoreApplication.translate("Pictures", text)


class Picture:
    """A timeline whole, or some days of it, on paper. May be made and drawn on any thread. NotFoundError if there is no
    event to show, RecordError if there are too many. `check` is called now and then, and may raise to end it."""

    def __init__(self, store: Store, wanted: Wanted, font: QFont, check: Check = lambda: None) -> None:
        self.wanted = wanted
        self._check = check
        found = store.count_found(wanted.search)
        if found > MOST:
            raise RecordError(
                _tr("{0} events would take too many pages; at most {1} can be made. Narrow the search.").format(
                    f"{found:,}", f"{MOST:,}"
                )
            )
        self.events: Events = read_events(store, wanted.search, wanted.grouping, check=check, whole=True)
        self.lanes = wanted.arrangement.shown(self.events.lanes)
        items = list(self._items())
        undated = self.events.undated if self._span == (None, None) else ()
        self.count = len({item.id for item in items}) + len(undated)
        if not self.count:
            raise NotFoundError(_tr("There is no event to show. Choose another search, or other days."))
        keys = legend_keys([*items, *undated])
        tracker = store.title
        self.about = About(
            wanted.title.strip() or tracker,
            tracker if wanted.title.strip() not in ("", tracker) else "",
            wanted.search,
            self.count,
            grouping_name(wanted.grouping),
            datetime.date.today().isoformat(),
            keys if wanted.legend else None,
            frozenset(item.family for item in (*items, *undated)),
        )
        look = Look.of(font, wanted.black_and_white, letters=wanted.grouping != "family")
        self.painter = PagePainter(QSizeF(*pixels(wanted.paper, wanted.landscape)), look, self.about)
        self.frame: Frame = self.painter.frame([lane.lane.label for lane in self.lanes])

    @property
    def _span(self) -> tuple[int | None, int | None]:
        return self.wanted.first, self.wanted.last

    def _items(self) -> Iterator[TimelineItem]:
        """What is shown of the lanes' events; of one in several lanes, several times."""
        for lane in self.lanes:
            for place, item in enumerate(lane.items):
                if place % _AT_ONCE == 0:
                    self._check()
                if self._is_shown(item.start, item.end):
                    yield item

    def _is_shown(self, start: int, end: int) -> bool:
        first, last = self._span
        return (first is None or end >= first) and (last is None or start <= last)

    def sheets(self) -> Iterator[Sheet]:
        """The pages, laid out one after the other."""
        wording = Wording(
            _tr("continued"), _tr("Undated"), _tr("{0} last through all of these days:"), _tr("and {0} more")
        )
        style = self.painter.look.style
        titles, names = (writer.measure for writer in self.painter.writers)
        return sheets(self.events, self.lanes, self.frame, style, titles, names, wording, self._span, self._check)

    def pages(self, laid: Sequence[Sheet], total: int | None = None) -> Pages:
        """Laid out pages as they are written, and the legend's if it has one of its own."""
        apart = self.painter.legend_apart
        total = total or len(laid) + apart
        draw: list[Draw] = [
            partial(self._draw, sheet=sheet, number=number, total=total) for number, sheet in enumerate(laid, 1)
        ]
        if apart:
            draw.append(lambda painter: self.painter.draw_legend_page(painter, total, total))
        about, font = f"{self.about.searched}. {self.about.facts}", self.painter.look.font.family()
        return Pages(self.about.title, self.painter.size, draw, about=about, font=font)

    def _draw(self, painter: object, sheet: Sheet, number: int, total: int) -> None:
        self.painter.draw_sheet(painter, sheet, self.frame, number, total)  # type: ignore[arg-type]


def paper_of(wanted: Wanted) -> QPageSize:
    """The paper that a PDF's pages are made for, upright."""
    size = QSizeF(*millimetres(wanted.paper, False))
    return QPageSize(size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)


def outlook(store: Store, wanted: Wanted, font: QFont, check: Check = lambda: None) -> Outlook:
    """What a picture will be. NotFoundError if it would show nothing."""
    picture = Picture(store, wanted, font, check)
    exact = picture.count <= FEW
    laid = list(picture.sheets() if exact else islice(picture.sheets(), GLIMPSE))
    count = len(laid) + picture.painter.legend_apart
    if not exact:
        shown = {placed.item.id for sheet in laid for strip in sheet.strips for placed in strip.placed}
        count = max(count, round(picture.count / max(1, len(shown)) * len(laid)))
    return Outlook(picture.pages(laid[:1], count), count, exact, picture.count)


def make(
    store: Store,
    wanted: Wanted,
    target: Path,
    font: QFont,
    *,
    scale: int = 2,
    overwrite: bool = False,
    progress: Progress = lambda *_: None,
    cancelled: Cancelled = lambda: False,
) -> Written:
    """Make a picture and write it. Raises FileError, QueryError (the search), NotFoundError (nothing to show) and
    CancelledError; then nothing is written."""
    kind_of(target)

    def check() -> None:
        if cancelled():
            raise CancelledError(_tr("The picture was cancelled. Nothing was written."))

    progress(0, 0, _tr("Laying out pages"))
    picture = Picture(store, wanted, font, check)
    laid = []
    for sheet in picture.sheets():
        laid.append(sheet)
        progress(0, 0, _tr("Laying out page {0}").format(f"{len(laid):,}"))
    pages = picture.pages(laid)
    files = write(
        pages,
        target,
        scale=scale,
        paper=paper_of(wanted),
        landscape=wanted.landscape,
        overwrite=overwrite,
        progress=progress,
        cancelled=cancelled,
    )
    return Written(tuple(files), len(pages.draw), picture.count)
