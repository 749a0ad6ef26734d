"""The chart: events in lanes, laid out for one scale at a time.

How much is shown of an event depends on the room where it stands: a label, a shortened label, a bare mark, or,
where even marks would stand on each other, its part in a density bar. Places are judged in blocks of days that
are anchored to the calendar, so that nothing changes while panning, and what is laid out once is kept until the
zoom changes. The cost of a layout depends on the pixels in view, not on the number of events.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.timeline.counts import LaneIndex, bucket_level
from tracker.timeline.marks import Lane, Measure, Style, TimelineItem, extent, label_width
from tracker.timeline.packing import Mark, Place, pack
from tracker.timeline.scale import Scale, fitted

# Up to so many marks in all a lane is packed as a whole; beyond, in chunks of days.
WHOLE = 1_500
MIN_BAR = 6.0  # pixels; bars are at least so wide, and less than twice that
BLOCK_BARS = 8  # bars a block, the unit in which crowding is judged
CHUNK_BLOCKS = 16  # blocks a chunk, the unit of packing in a large chart
# Crowding is marks per room for marks. Bars fade in from the first figure and stand alone from the second.
CROWDED, FULL = 0.5, 1.0
MAX_ROWS = 12


@dataclass(frozen=True, slots=True)
class LaneBox:
    """Where a lane stands, from the top of the chart; its first row begins `padding` below `y`."""

    lane: Lane
    y: float
    height: float
    rows: int
    count: int


class Box(NamedTuple):
    """An event as it stands in one lane, in pixels of the plotting area (a named tuple: thousands a frame).

    The mark is `x0` to `x1`, cut where `starts` or `ends` is False; the label begins at `label_x` and has
    `label_width` (0: a bare mark); `y` and `height` are its row's. `opacity` falls as density bars take over.
    """

    item: TimelineItem
    lane: int
    x0: float
    x1: float
    y: float
    height: float
    label_x: float
    label_width: float
    opacity: float
    starts: bool
    ends: bool

    @property
    def right(self) -> float:
        return max(self.x1, self.label_x + self.label_width) if self.label_width else self.x1


class Bar(NamedTuple):
    """A density bar: `events` of them in a lane on the days `first` to `end - 1`."""

    lane: int
    x: float
    width: float
    y: float
    height: float
    events: int
    opacity: float
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What is in view: lanes from top to bottom, boxes and bars in the order to draw them."""

    scale: Scale
    lanes: tuple[LaneBox, ...]
    boxes: tuple[Box, ...]
    bars: tuple[Bar, ...]

    def box_at(self, x: float, y: float, slack: float = 3.0) -> Box | None:
        """The box whose mark or label is under a point; of several, the one whose mark is nearest."""
        found = None
        for box in self.boxes:
            here = box.y <= y < box.y + box.height and box.x0 - slack <= x <= box.right + slack
            if here and (found is None or abs(box.x0 - x) <= abs(found.x0 - x)):
                found = box
        return found

    def bar_at(self, x: float, y: float) -> Bar | None:
        """The bar whose column (its lane's whole height) is under a point."""
        for bar in self.bars:
            lane = self.lanes[bar.lane]
            if bar.x <= x < bar.x + bar.width and lane.y <= y < lane.y + lane.height:
                return bar
        return None


class _Placed(NamedTuple):
    """A packed mark, in world pixels, and the opacity its block leaves it."""

    position: int
    mark: Mark
    place: Place
    opacity: float
    starts: bool
    ends: bool


@dataclass(slots=True)
class _Row:
    """A lane with what it holds: `items` by start, and the packed chunks at the zoom last used."""

    lane: Lane
    items: list[TimelineItem]
    index: LaneIndex
    chunks: dict[int, list[_Placed]] = field(default_factory=dict)


class Chart:
    """Events in their lanes. Build one when events or lanes change; `arrange` it when the view's size does; ask
    for a `layout` for every frame.

    An item stands in every lane it names; one that names no known lane stands in a last lane, labelled `other`,
    so that nothing dated is ever left out. `measure` gives a text's width in pixels.
    """

    def __init__(
        self,
        items: Sequence[TimelineItem],
        lanes: Sequence[Lane],
        measure: Measure,
        style: Style | None = None,
        other: str = "Other",
    ) -> None:
        self.style = style or Style()
        self.undated = [item for item in items if item.undated]
        dated = sorted((item for item in items if not item.undated), key=lambda item: (item.start, item.end))
        self.items = dated
        self.span = (dated[0].start, max(item.end for item in dated)) if dated else None
        held: dict[str, list[TimelineItem]] = {lane.key: [] for lane in lanes}
        strays: list[TimelineItem] = []
        for item in dated:
            known = [key for key in dict.fromkeys(item.lane_keys) if key in held]
            for key in known:
                held[key].append(item)
            if not known:
                strays.append(item)
        pairs = [(lane, held[lane.key]) for lane in lanes] + ([(Lane("", other), strays)] if strays else [])
        self._rows = [
            _Row(lane, its, LaneIndex([item.start for item in its], [item.end for item in its])) for lane, its in pairs
        ]
        self._whole = sum(len(row.items) for row in self._rows) <= WHOLE
        self._measure = measure
        self._widths: dict[int, float] = {}
        self._zoom = 0.0
        self.lanes: tuple[LaneBox, ...] = ()
        self.arrange(800.0, 0.0)

    @property
    def height(self) -> float:
        return self.lanes[-1].y + self.lanes[-1].height if self.lanes else 0.0

    def members(self, lane: int) -> Sequence[TimelineItem]:
        """A lane's items in order of time."""
        return self._rows[lane].items

    def arrange(self, width: float, height: float) -> None:
        """Share `height` pixels among the lanes, by the rows each needs to show everything `width` pixels wide.

        Heights depend on nothing else, so that lanes stay where they are while one zooms and pans. Lanes that
        need more than there is keep at least three rows, and the chart is then taller than `height`.
        """
        style = self.style
        padding = 2 * style.lane_padding
        needs = [self._need(row, width) for row in self._rows]
        room = int((height - padding * len(needs)) // style.row_height)
        rows = [min(need, 3) for need in needs]
        # The neediest lanes get the spare rows, one at a time.
        spare = room - sum(rows)
        while spare > 0 and any(row < need for row, need in zip(rows, needs, strict=True)):
            most = max(range(len(rows)), key=lambda i: needs[i] / rows[i] if rows[i] < needs[i] else 0.0)
            rows[most] += 1
            spare -= 1
        heights = [row * style.row_height + padding for row in rows]
        # Room left over makes short lanes comfortable, up to three rows high.
        left = height - sum(heights)
        short = [i for i, row in enumerate(rows) if row < 3]
        if left > 0 and short:
            for i in short:
                heights[i] = min(heights[i] + left / len(short), 3 * style.row_height + padding)
        boxes: list[LaneBox] = []
        y = 0.0
        for row, tall, count in zip(self._rows, heights, rows, strict=True):
            boxes.append(LaneBox(row.lane, y, float(round(tall)), count, len(row.items)))
            y += round(tall)
        self.lanes = tuple(boxes)
        self._forget(0.0)

    def layout(self, scale: Scale, top: float = 0.0, height: float = float("inf")) -> Layout:
        """What is to be drawn of the lanes that stand between `top` and `top + height`; the `y` of boxes and
        bars count from the top of the chart."""
        if scale.pixels_per_day != self._zoom:
            self._forget(scale.pixels_per_day)
        boxes: list[Box] = []
        bars: list[Bar] = []
        for number, lane in enumerate(self.lanes):
            if lane.count and lane.y < top + height and lane.y + lane.height > top:
                bars += self._bars(number, scale)
                boxes += self._boxes(number, scale)
        return Layout(scale, self.lanes, tuple(boxes), tuple(bars))

    # Blocks and chunks.

    def _forget(self, pixels_per_day: float) -> None:
        self._zoom = pixels_per_day
        self._bar_level = bucket_level(pixels_per_day, MIN_BAR) if pixels_per_day else 0
        for row in self._rows:
            row.chunks.clear()

    @property
    def _bar_days(self) -> int:
        return 1 << self._bar_level

    def _weight(self, row: _Row, rows: int, block: int) -> float:
        """How far bars have taken over in a block: 0 marks only, 1 bars only."""
        days = self._bar_days * BLOCK_BARS
        count = row.index.count(block * days, (block + 1) * days)
        if count < 4:
            return 0.0
        room = rows * days * self._zoom / (self.style.mark_width * 2)
        return min(max((count / room - CROWDED) / (FULL - CROWDED), 0.0), 1.0)

    def _bars(self, number: int, scale: Scale) -> list[Bar]:
        row, lane = self._rows[number], self.lanes[number]
        days = self._bar_days
        first = int(max(scale.origin_day, row.items[0].start) // (days * BLOCK_BARS))
        last = int(min(scale.last_day, self.span[1] if self.span else 0) // (days * BLOCK_BARS))
        inner = lane.height - 2 * self.style.lane_padding
        per_event = inner / row.index.tallest(self._bar_level)
        base = lane.y + lane.height - self.style.lane_padding
        width = days * scale.pixels_per_day
        bars: list[Bar] = []
        for block in range(first, last + 1):
            weight = self._weight(row, lane.rows, block)
            if not weight:
                continue
            for bucket in range(block * BLOCK_BARS, (block + 1) * BLOCK_BARS):
                start = bucket * days
                count = row.index.count(start, start + days)
                if count:
                    tall = min(inner, max(2.0, count * per_event))
                    bars.append(
                        Bar(number, scale.x(start), width, base - tall, tall, count, weight, start, start + days)
                    )
        return bars

    def _boxes(self, number: int, scale: Scale) -> list[Box]:
        row, lane, style = self._rows[number], self.lanes[number], self.style
        offset = scale.origin_day * scale.pixels_per_day
        reach = style.max_label + 2 * style.fade
        left, right = offset - reach, offset + scale.width + style.fade
        top = lane.y + style.lane_padding
        boxes: list[Box] = []
        labelled: set[int] = set()
        for chunk in self._chunks_in(left, right):
            placed = row.chunks.get(chunk)
            if placed is None:
                placed = row.chunks[chunk] = self._packed(row, lane.rows, chunk)
            for position, mark, place, opacity, starts, ends in placed:
                x0, x1 = mark.x0 - offset, mark.x1 - offset
                if x0 > scale.width:
                    break
                label_x, width = mark.label_x - offset, place.label_width
                if max(x1, label_x + width) < 0:
                    continue
                if label_x < x1:
                    if position in labelled:  # the next piece of a span that has its label already
                        width = 0.0
                    labelled.add(position)
                    # A label inside its span stays in view as long as the span does.
                    label_x = max(label_x, min(style.label_offset, x1 - style.label_offset - width))
                y = top + place.row * style.row_height
                boxes.append(
                    Box(row.items[position], number, x0, x1, y, style.row_height, label_x, width, opacity, starts, ends)
                )
        return boxes

    def _chunk_width(self) -> float:
        return self._bar_days * BLOCK_BARS * CHUNK_BLOCKS * self._zoom

    def _chunks_in(self, left: float, right: float) -> range:
        if self._whole:
            return range(1)
        width = self._chunk_width()
        return range(int(left // width), int(right // width) + 1)

    def _packed(self, row: _Row, rows: int, chunk: int) -> list[_Placed]:
        """Pack the marks of a chunk (the whole lane in a small chart) that stand in blocks with room for them."""
        days = self._bar_days * BLOCK_BARS
        if self._whole:
            blocks = {start // days for start in row.index.starts}
            low, high = float("-inf"), float("inf")
        else:
            blocks = set(range(chunk * CHUNK_BLOCKS, (chunk + 1) * CHUNK_BLOCKS))
            low, high = chunk * self._chunk_width(), (chunk + 1) * self._chunk_width()
        weights = {block: self._weight(row, rows, block) for block in sorted(blocks)}
        full = [block * days * self._zoom for block, weight in weights.items() if weight >= 1]
        opacities: dict[int, float] = {}
        if self._whole and not any(weights.values()):
            opacities = dict.fromkeys(range(len(row.items)), 1.0)
        else:
            for block, weight in weights.items():
                if weight < 1:
                    for position in row.index.meeting(block * days, (block + 1) * days):
                        opacities[position] = max(opacities.get(position, 0.0), 1 - weight)
        marks = [(position, self._mark(row.items[position])) for position in opacities]
        marks.sort(key=lambda pair: pair[1].x0)
        if not self._whole:
            full.append(high)
        cut = [_cut(mark, low, high, self.style) for _, mark in marks]
        places = pack(cut, rows, self.style.gap, self.style.min_label, full)
        return [
            _Placed(position, kept, place, opacities[position], mark.x0 >= low, mark.x1 <= high)
            for (position, mark), kept, place in zip(marks, cut, places, strict=True)
        ]

    def _mark(self, item: TimelineItem) -> Mark:
        style = self.style
        x0, x1 = extent(item, self._zoom, style)
        width = self._widths.get(item.id)
        if width is None:
            width = self._widths[item.id] = label_width(item, style, self._measure)
        if x1 - x0 >= style.inside_from and not item.open_end:
            # The mark's own edge and the same again at the far end stay free.
            label_x = x0 + style.label_offset + style.mark_width
            return Mark(x0, x1, label_x, min(width, x1 - style.label_offset - label_x), item.rank)
        return Mark(x0, x1, x1 + style.label_offset, width, item.rank)

    def _need(self, row: _Row, width: float) -> int:
        """The rows it takes to show a whole lane, every label in full, `width` pixels wide."""
        if len(row.items) < 2 or self.span is None:
            return 1
        if not self._whole:
            return MAX_ROWS
        self._zoom = fitted(*self.span, width).pixels_per_day
        marks = sorted((self._mark(item) for item in row.items), key=lambda mark: mark.x0)
        return 1 + max(place.row for place in pack(marks, MAX_ROWS, self.style.gap, self.style.min_label))


def _cut(mark: Mark, low: float, high: float, style: Style) -> Mark:
    """The part of a mark that lies in a chunk, with its label inside if it stood inside."""
    if mark.x0 >= low and mark.x1 <= high:
        return mark
    x0, x1 = max(mark.x0, low), min(mark.x1, high)
    label_x = max(mark.label_x, x0 + style.label_offset)
    if mark.label_x < mark.x1:
        return Mark(x0, x1, label_x, max(0.0, min(mark.label_width, x1 - style.label_offset - label_x)), mark.rank)
    return Mark(x0, x1, label_x, mark.label_width, mark.rank)
