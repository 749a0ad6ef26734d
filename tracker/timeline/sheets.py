"""A timeline on paper: pages on which every event stands with its whole title, none over another, none cut.

On a screen room is what there is; on paper there is as much as it takes. Time runs along each page, as much of it as
there is room for, and lanes are as tall as they need. A label stands right of its mark, left of it near the right
edge, and inside a long span; it never leaves the page. What lasts beyond a page is shown, and named, on the next one
too. Text measuring is injected.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from typing import NamedTuple

from tracker.timeline.events import Events, LaneEvents
from tracker.timeline.marks import Lane, Measure, Style, TimelineItem, extent, overhang
from tracker.timeline.paper import RAIL, Frame, Placed, Sheet, Shelf, Strip, Wording
from tracker.timeline.scale import Scale
from tracker.timeline.spells import natural_begin, rounded_up, spells
from tracker.timeline.titles import Titles
from tracker.timeline.wrapping import Line

# Lanes in which nothing happens are shown too, as long as all lanes take no more than this part of a page.
EMPTY_LANES = 0.35
# More than so many spans of a lane that last all through a page don't take a line each: they were named where they
# begin, and are named together.
FEW_LASTING = 2
# A lane is broken, rather than begun on the next page, if at least this part of a page is left for it.
WORTH_BREAKING = 0.3
_ENDLESS = 10**9


def sheets(
    events: Events,
    lanes: Sequence[LaneEvents],
    frame: Frame,
    style: Style,
    measure: Measure,
    measure_name: Measure,
    wording: Wording = Wording(),  # noqa: B008 - it cannot be changed
    span: tuple[int | None, int | None] = (None, None),
    check: Callable[[], None] = lambda: None,
) -> Iterator[Sheet]:
    """The pages of some lanes of events, one after the other. Titles and lanes' names are measured each in its own
    type. `span` keeps to some days, the last included; undated events are left out then. `check` is called often, and
    may raise to end it."""
    titles = Titles(frame, style, measure, measure_name, wording)
    paper = _Paper(events, lanes, frame, style, titles, wording.undated, check)
    last = yield from _dated(paper, events, span)
    if events.undated and span == (None, None):
        waiting = paper.undated()
        if last is not None:
            added, rest = paper.page(None, [waiting], last.height)
            if not rest:
                yield Sheet(last.scale, last.first, last.end, (*last.strips, *added))
                return
            yield last
        yield from paper.pages(None, [waiting])
    elif last is not None:
        yield last


def _dated(paper: _Paper, events: Events, span: tuple[int | None, int | None]) -> Generator[Sheet, None, Sheet | None]:
    """The pages of what has a date, but for the last, which is returned (None if there is none)."""
    last: Sheet | None = None
    if events.span is None:
        return last
    first = events.span[0] if span[0] is None else span[0]
    end = events.span[1] + 1 if span[1] is None else span[1] + 1
    if span[0] is None:
        first = natural_begin(first, end)
    if span[1] is None:
        end = rounded_up(first, end, _ENDLESS)
    paper.first = first
    for begin, stop in spells(paper.starts(first, end), first, end, paper.fits, paper.busy):
        scale, waiting = paper.scale(begin, stop), paper.waiting(begin, stop)
        if not any(each.labels or each.lasting for each in waiting):
            continue
        for sheet in paper.pages(scale, waiting):
            if last is not None:
                yield last
            last = sheet
    return last


class _Waiting(NamedTuple):
    """A lane's events that are still to be put on a page, with their lines if some stand on a page already."""

    lane: Lane
    number: int
    labels: Sequence[tuple[TimelineItem, tuple[Line, ...] | None]]
    continued: bool
    lasting: tuple[Line, ...] = ()


class _Paper:
    """Events, and the room on paper."""

    def __init__(
        self,
        events: Events,
        lanes: Sequence[LaneEvents],
        frame: Frame,
        style: Style,
        titles: Titles,
        undated: str,
        check: Callable[[], None],
    ) -> None:
        self.events = events
        self.lanes = lanes
        self.frame = frame
        self._style = style
        self._titles = titles
        self._undated = undated
        self._check = check
        self.first: int | None = None
        """The first day of the first page."""
        least = sum(self._least(lane.lane) for lane in lanes)
        self._all_lanes = least <= EMPTY_LANES * frame.height

    # Of a stretch of time.

    def starts(self, first: int, end: int) -> list[int]:
        """The days in a stretch on which events begin, rising."""
        found: list[int] = []
        for lane in self.lanes:
            begin = lane.index.beginning(first, end)
            found += lane.index.starts[begin.start : begin.stop]
        return sorted(found)

    def scale(self, first: int, end: int) -> Scale:
        """The days of a stretch from edge to edge."""
        width, edge = self.frame.width, self.frame.edge
        zoom = (width - 2 * edge) / (end - first)
        return Scale(first - edge / zoom, zoom, width)

    def busy(self, first: int, end: int) -> bool:
        """Whether anything lies in a stretch."""
        return any(lane.index.count(first, end) or lane.index.running(first, 1) for lane in self.lanes)

    def waiting(self, first: int, end: int) -> list[_Waiting]:
        """What lies in a stretch, lane by lane."""
        found = []
        for number, lane in enumerate(self.lanes):
            items = _within(lane, first, end)
            # What went on before the first page is named there, as it is on none before it.
            many = _lasting(first, end, items) if first != self.first else set()
            lasting = self._titles.together([item for item in items if item.id in many]) if many else ()
            if items or self._all_lanes:
                labels = [(item, None) for item in items if item.id not in many]
                found.append(_Waiting(lane.lane, number, labels, False, lasting))
        return found

    def undated(self) -> _Waiting:
        """All that has no date."""
        lane = Lane("", self._undated)
        return _Waiting(lane, -1, [(item, None) for item in self.events.undated], False)

    def fits(self, first: int, end: int) -> bool:
        """Whether what lies in a stretch has room on one page."""
        self._check()
        return not self.page(self.scale(first, end), self.waiting(first, end), whole=True)[1]

    # Of a page.

    def pages(self, scale: Scale | None, waiting: list[_Waiting]) -> Iterator[Sheet]:
        """Pages of the same days, as many as it takes."""
        first, end = self._days(scale)
        while waiting:
            self._check()
            strips, waiting = self.page(scale, waiting)
            yield Sheet(scale, first, end, strips)

    def _days(self, scale: Scale | None) -> tuple[int | None, int | None]:
        """The first day of a page, and that after its last."""
        edge = self.frame.edge
        return (round(scale.day(edge)), round(scale.day(scale.width - edge))) if scale else (None, None)

    def page(
        self, scale: Scale | None, waiting: list[_Waiting], y: float = 0.0, whole: bool = False
    ) -> tuple[tuple[Strip, ...], list[_Waiting]]:
        """The lanes that have room on a page from `y` on, and what is left for the next. `whole`: what is left is of
        interest only if there is nothing."""
        strips: list[Strip] = []
        height, padding = self.frame.height, self._style.lane_padding
        for place, wait in enumerate(waiting):
            fresh = not strips and not y
            room = height - y
            least = self._least(wait.lane, len(wait.lasting))
            if room < least and not fresh:
                return tuple(strips), waiting[place:]
            placed, left = self._placed(scale, wait, room - 2 * padding, fresh, whole)
            if left and (whole or (not fresh and (not placed or room < WORTH_BREAKING * height))):
                return tuple(strips), waiting[place:]
            bottom = max((each.y + each.height for each in placed), default=len(wait.lasting) * self.frame.line)
            tall = max(bottom + 2 * padding, least)
            name = self._titles.name(wait.lane)
            strips.append(Strip(wait.lane, wait.number, name, y, tall, placed, wait.continued, wait.lasting))
            y += tall
            if left:
                return tuple(strips), [wait._replace(labels=left, continued=True, lasting=()), *waiting[place + 1 :]]
        return tuple(strips), []

    def _placed(
        self, scale: Scale | None, wait: _Waiting, room: float, fresh: bool, whole: bool
    ) -> tuple[tuple[Placed, ...], list[tuple[TimelineItem, tuple[Line, ...] | None]]]:
        """The events of a lane that have room, and those left over."""
        shelf = Shelf(room)
        placed: list[Placed] = []
        left: list[tuple[TimelineItem, tuple[Line, ...] | None]] = []
        if wait.lasting:
            shelf.place(0.0, self.frame.width, len(wait.lasting) * self.frame.line + self.frame.below)
        many = _lasting(*self._days(scale), [item for item, _ in wait.labels])
        for place, (item, lines) in enumerate(wait.labels):
            if scale is None:
                wanted = self._listed(item, lines, shelf)
            elif item.id in many:
                wanted = self._throughout(item, lines, shelf)
            else:
                wanted = self._beside(item, scale, lines)
                if self._free(shelf, other := self._turned(wanted)) < self._free(shelf, wanted):
                    wanted = other
            y = shelf.place(wanted.left, wanted.right + self.frame.gap, wanted.height + self.frame.below)
            if y is not None:
                placed.append(wanted._replace(y=y))
            elif fresh and not placed and not whole:
                # A title taller than a page goes on on the next.
                part, rest = _divided(wanted, self.frame.line, room)
                placed.append(part)
                left += [(item, rest), *wait.labels[place + 1 :]]
                break
            elif whole or scale is None:
                # What has no date is read in order; and who asks for all needs to know no more.
                left += wait.labels[place:]
                break
            else:
                left.append((item, lines))
        return tuple(placed), left

    def _listed(self, item: TimelineItem, lines: tuple[Line, ...] | None, shelf: Shelf) -> Placed:
        """An undated event, in the column where there is room the soonest."""
        frame, style = self.frame, self._style
        before = 2 * style.mark_width + style.label_offset
        lines = lines or self._titles.lines(item, True)
        wide, height = max(line.width for line in lines), len(lines) * frame.line
        x0 = self._column(shelf, frame.label + before + frame.gap, height)
        return Placed(item, x0, x0 + 2 * style.mark_width, 0.0, height, x0 + before, wide, lines, False, True, True)

    def _throughout(self, item: TimelineItem, lines: tuple[Line, ...] | None, shelf: Shelf) -> Placed:
        """An event that lasts from before a page to after it, in the column where there is room the soonest."""
        frame, style = self.frame, self._style
        before = style.label_offset + style.mark_width
        lines = lines or self._titles.lines(item, False)
        wide, height = max(line.width for line in lines), len(lines) * frame.line + RAIL
        x0 = self._column(shelf, frame.label + before + style.label_offset + frame.gap, height)
        x1 = x0 + before + wide + style.label_offset
        return Placed(item, x0, x1, 0.0, height, x0 + before, wide, lines, False, False, False)

    def _column(self, shelf: Shelf, step: float, height: float) -> float:
        """The left of that of the columns, each `step` wide, in which something stands the furthest up."""
        columns = [column * step for column in range(int((self.frame.width + self.frame.gap) // step))]
        return min(columns, key=lambda x: shelf.free(x, x + step, height + self.frame.below))

    def _beside(self, item: TimelineItem, scale: Scale, lines: tuple[Line, ...] | None) -> Placed:
        """An event with its label beside or inside its mark, at the top of its lane."""
        style, frame = self._style, self.frame
        offset = scale.origin_day * scale.pixels_per_day
        x0, x1 = (x - offset for x in extent(item, scale.pixels_per_day, style))
        starts = item.start >= round(scale.day(frame.edge))
        ends = item.end < round(scale.day(frame.width - frame.edge))
        x0, x1 = max(x0, 0.0), min(x1, frame.width)
        x1 = max(x1, x0 + style.mark_width)
        found = self._inside(item, x0, x1, starts, ends, lines)
        if found is not None and lines is not None:
            return found
        apart = style.label_offset
        lines = lines or self._titles.lines(item, starts)
        wide = max(line.width for line in lines)
        label_x = x1 + apart
        to_the_right = label_x + wide > frame.width
        if to_the_right:
            label_x = x0 - apart - wide
        if found is not None and (len(found.lines) <= len(lines) or label_x < 0):
            return found
        height = len(lines) * frame.line
        return Placed(item, x0, x1, 0.0, height, label_x, wide, lines, to_the_right, starts, ends)

    def _inside(
        self, item: TimelineItem, x0: float, x1: float, starts: bool, ends: bool, lines: tuple[Line, ...] | None
    ) -> Placed | None:
        """An event with its label inside its mark; None where there is hardly any room in it."""
        style, (start, end) = self._style, item.known_ends
        if x1 - x0 < style.inside_from:
            return None
        label_x = x0 + style.mark_width + style.label_offset + starts * overhang(start, style)
        room = x1 - style.label_offset - ends * overhang(end, style) - label_x
        if room < style.min_label:
            return None
        lines = lines or self._titles.lines(item, starts, room)
        wide = max(line.width for line in lines)
        height = len(lines) * self.frame.line + RAIL
        return Placed(item, x0, x1, 0.0, height, label_x, wide, lines, False, starts, ends)

    def _turned(self, placed: Placed) -> Placed:
        """The same event with its label on the other side of its mark, if there is room for it there."""
        apart, wide = self._style.label_offset, placed.label_width
        if placed.inside:
            return placed
        label_x = placed.x1 + apart if placed.to_the_right else placed.x0 - apart - wide
        if label_x < 0 or label_x + wide > self.frame.width:
            return placed
        return placed._replace(label_x=label_x, to_the_right=not placed.to_the_right)

    def _free(self, shelf: Shelf, wanted: Placed) -> float:
        return shelf.free(wanted.left, wanted.right + self.frame.gap, wanted.height + self.frame.below)

    def _least(self, lane: Lane, lines: int = 0) -> float:
        """The least a lane takes that begins with so many lines."""
        tall = max(len(self._titles.name(lane)), lines, 1) * self.frame.line
        return tall + 2 * self._style.lane_padding + self.frame.below


def _lasting(first: int | None, end: int | None, items: Sequence[TimelineItem]) -> set[int]:
    """Which events, if more than a few, last from before a page to after it."""
    if first is None or end is None:
        return set()
    found = {item.id for item in items if item.start < first and item.end >= end}
    return found if len(found) > FEW_LASTING else set()


def _within(lane: LaneEvents, first: int, end: int) -> list[TimelineItem]:
    """What lies in a stretch of days, in order of time: what goes on from before, then what begins."""
    before = sorted(lane.index.running(first, _ENDLESS))
    return [lane.items[position] for position in (*before, *lane.index.beginning(first, end))]


def _divided(wanted: Placed, line: float, room: float) -> tuple[Placed, tuple[Line, ...]]:
    """As many lines of a label as have room, and the others."""
    count = max(1, int(room / line))
    kept = wanted.lines[:count]
    height = len(kept) * line
    return wanted._replace(lines=kept, height=height), wanted.lines[count:]
