"""What the timeline is given to draw, and how wide each thing is.

"World" pixels are `day * pixels_per_day`: where something stands on an endless strip at one zoom, whatever part
of it is in view.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from tracker.dates import DateEnd, EndPrecision, Precision

Measure = Callable[[str], float]

_DAY = DateEnd("day")


@lru_cache(maxsize=1024)
def _same_ends(precision: EndPrecision, days: int, uncertain: bool, approximate: bool) -> tuple[DateEnd, DateEnd]:
    both = DateEnd(precision, days, uncertain, approximate)
    return both, both


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One event, as far as the timeline needs it.

    `first` and `last` are the ordinals of the days its date may fall on or span, by strict bounds; a None end is
    open (`open_start`, `open_end`), and both None is undated. `kind` says how exact the date is: anything but
    "day" and "interval" is a stretch of time somewhere in which the event lies. `lane_keys` names the lanes it
    stands in, `family` its colour. `when` and `what` are its date and type as shown to people. `position` is the
    strongest position among its `concerns`, or empty. `unspecified` is how many of its month and day are written XX,
    `sides` how each end of an interval is known where that is not to the day; `date` is its EDTF text.
    `untold`: its title, and what stands beside it, are still to be read. `basis` says
    what the date is of ("effective", "filed" ...).
    """

    id: int
    first: int | None
    last: int | None
    title: str
    lane_keys: tuple[str, ...]
    family: str = ""
    kind: Precision = "day"
    approximate: bool = False
    uncertain: bool = False
    open_start: bool = False
    open_end: bool = False
    concerns: int = 0
    position: str = ""
    disputed: bool = False
    unsourced: bool = False
    noteworthy: bool = False
    when: str = ""
    what: str = ""
    unspecified: int = 0
    sides: tuple[DateEnd, DateEnd] | None = None
    date: str = ""
    untold: bool = False
    basis: str = ""

    @property
    def undated(self) -> bool:
        return self.first is None and self.last is None

    @property
    def start(self) -> int:
        """The first day it is drawn on (an undated item has none: 0)."""
        if self.first is not None:
            return self.first
        return self.last - max(self.known_ends[1].days, 1) + 1 if self.last is not None else 0

    @property
    def end(self) -> int:
        """The last day it is drawn on."""
        if self.last is not None:
            return self.last
        return self.first + max(self.known_ends[0].days, 1) - 1 if self.first is not None else 0

    @property
    def known_ends(self) -> tuple[DateEnd, DateEnd]:
        """How its start and its end are known."""
        if self.sides is not None:
            return self.sides
        if self.kind == "interval" or self.kind == "undated":
            day = replace(_DAY, uncertain=self.uncertain, approximate=self.approximate)
            nothing = DateEnd("open", 0)
            return nothing if self.open_start else day, nothing if self.open_end else day
        days = self.end - self.start + 1 if self.first is not None and self.last is not None else 1
        return _same_ends(self.kind, days, self.uncertain, self.approximate)

    @property
    def soft(self) -> bool:
        """Whether its edges are not known to the day."""
        return self.approximate or self.kind not in ("day", "interval")

    @property
    def plain(self) -> bool:
        """Whether it is a day or a stretch of days that are all known, as most are."""
        return (
            self.sides is None
            and not self.undated
            and not (self.soft or self.uncertain or self.open_start or self.open_end or self.unspecified)
        )

    @property
    def exact(self) -> bool:
        """Whether it is known to be on one day, as most are."""
        return self.kind == "day" and not (self.approximate or self.uncertain or self.open_start or self.open_end)

    @property
    def label(self) -> str:
        """The title, and how sure its date is."""
        doubt = ("~" if self.approximate else "") + ("?" if self.uncertain else "")
        return f"{self.title} ({doubt})" if doubt else self.title

    @property
    def rank(self) -> int:
        """How much its label deserves the room when there is not enough for all."""
        return 2 * self.noteworthy + (self.position == "opposes") + (self.concerns > 0)


@dataclass(frozen=True, slots=True)
class Lane:
    """One band of the timeline. `colour` is a colour family's key, or empty."""

    key: str
    label: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes in logical pixels, all at one text size; `scaled` gives them for another."""

    row_height: float = 21.0
    lane_padding: float = 5.0
    mark_width: float = 4.0
    least_span: float = 12.0  # anything but a day is so wide at least, to be told from one
    halo: float = 8.0  # how far the strokes beside an approximate end reach
    frame: float = 3.0  # how far the dashes about an uncertain date stand off
    fade: float = 36.0  # how far an open or unknown end runs
    label_offset: float = 7.0
    gap: float = 10.0  # between a label and the next mark in its row
    max_label: float = 210.0  # what a label's text asks for when room is short
    full_label: float = 480.0  # the most it takes when there is room
    min_label: float = 56.0
    label_room: float = 126.0  # kept free right of the last event when everything is shown
    inside_from: float = 120.0  # a span this wide carries its label inside
    glyph_width: float = 14.0
    badge_gap: float = 9.0
    badge_dot: float = 10.0
    digit_width: float = 8.0

    def scaled(self, factor: float) -> Style:
        """For text `factor` times as large."""
        return Style(**{name: getattr(self, name) * factor for name in self.__slots__})


def trailing_width(item: TimelineItem, style: Style) -> float:
    """The room for what follows a label's text: signs for disputed and noteworthy, and the badge of concerns."""
    width = style.glyph_width * (item.disputed + item.noteworthy)
    if item.concerns:
        width += style.badge_gap + style.badge_dot + 2 + style.digit_width * len(str(item.concerns))
    return width


class Wish(NamedTuple):
    """What a label would like: `asks` pixels when room is short, `full` when it isn't; and how much it deserves."""

    asks: float
    full: float
    rank: int


def wish(item: TimelineItem, style: Style, measure: Measure) -> Wish:
    """The room an item's label would like, with what follows it; where that is still to be read, what most take."""
    if item.untold:
        return Wish(0.8 * style.max_label, 0.8 * style.max_label, 0)
    # Nobody reads past what fits, so there's no need to measure a very long title whole.
    width, trailing = measure(item.label[:100]), trailing_width(item, style)
    return Wish(min(width, style.max_label) + trailing, min(width, style.full_label) + trailing, item.rank)


def extent(item: TimelineItem, pixels_per_day: float, style: Style) -> tuple[float, float]:
    """Where an item's mark begins and ends, in world pixels."""
    x0 = item.start * pixels_per_day
    if item.exact:
        return x0, x0 + style.mark_width
    width = style.mark_width if item.kind == "day" else style.least_span
    x1 = x0 + width if item.kind == "day" else max((item.end + 1) * pixels_per_day, x0 + width)
    if not (item.approximate or item.uncertain or item.open_start or item.open_end):
        return x0, x1
    start, end = item.known_ends
    return x0 - overhang(start, style), x1 + overhang(end, style)


def overhang(end: DateEnd, style: Style) -> float:
    """How far a mark goes on beyond a bound of its date, to say how that is known."""
    return (
        style.fade * (end.precision in ("open", "unknown")) + style.halo * end.approximate + style.frame * end.uncertain
    )
