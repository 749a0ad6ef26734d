"""One lane's events at one zoom: which of them there is room to show, and how.

Room is judged in blocks of days. Where few events begin, they get labels as far as there is room; where more do,
bare marks; and where even marks would stand on each other, density bars take over, fading in as marks fade out.
Blocks are anchored to the calendar, so that nothing changes while panning; what was packed is kept until the zoom
changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tracker.timeline.counts import bucket_level
from tracker.timeline.events import LaneEvents
from tracker.timeline.marks import Style, TimelineItem, Wish, extent, overhang
from tracker.timeline.packing import MARK_GAP, SPOT, Mark, pack

MIN_BAR = 8.0  # pixels; bars are at least so wide, and less than twice that
BLOCK_BARS = 8  # bars a block
CHUNK_BLOCKS = 8  # blocks a chunk at most, the unit of packing in a large chart
CHUNK_WIDTH = 1200.0  # pixels; where blocks are wide a chunk has fewer, as hardly more is in view
# Crowding is marks per room for marks. From the first figure a large chart has no labels, as hardly any would find
# room; bars fade in from the second and stand alone from the third.
BARE, CROWDED, FULL = 0.12, 0.26, 0.42
# A few marks are never too many.
FEW = 2
# Blocks either side that have a say in how crowded one is, so that neighbours are shown alike.
NEAR = 2
# Where a day is wide, its events stand side by side in their order: from this many pixels a day on, fully from twice.
FAN_FROM = 12.0
# So many spans that run on into a chunk are shown there.
MOST_RUNNING = 60


class Pile(NamedTuple):
    """What lies on one spot below a mark, as there is no room beside it: positions in the lane; `width` is what its
    sign takes after the mark."""

    members: tuple[int, ...]
    width: float


class Placed(NamedTuple):
    """A mark in world pixels: `position` in its lane, its row, the room its label got (0: none), and its opacity.
    `starts` and `ends` tell whether its ends are its own or cut. A `thin` one is drawn as a line, which others
    may stand on."""

    position: int
    x0: float
    x1: float
    label_x: float
    label_width: float
    row: int
    opacity: float
    starts: bool
    ends: bool
    thin: bool
    pile: Pile | None = None


class BarCount(NamedTuple):
    """A density bar: `events` begin on the days `first` to `end - 1`; it stands as `height` of a full bar (1)."""

    first: int
    end: int
    events: int
    height: float
    opacity: float


class Band:
    """A lane and its events. A `whole` band is packed as one, another in chunks. `wish_of` gives the room an item's
    label would like."""

    def __init__(self, events: LaneEvents, style: Style, wish_of: Callable[[TimelineItem], Wish], whole: bool) -> None:
        self.lane = events.lane
        self.items = events.items
        self.index = events.index
        self.rows = 1
        self._style = style
        self._wish_of = wish_of
        self._whole = whole
        # Exact days, the great majority, need no measuring.
        self._exact = events.exact
        self._order = events.order
        self._sign = 3 * style.digit_width
        # What marks need beyond their days, to say how their ends are known.
        self._overhang = style.fade + style.halo + style.frame
        self._zoom = 0.0
        self._bar_days = 1
        self._chunk_blocks = CHUNK_BLOCKS
        # By chunk: what was packed, and those of it whose labels stand inside their marks.
        self._chunks: dict[int, tuple[list[Placed], list[Placed]]] = {}
        # By block, as long as bars stand for as many days: how many events are near, and the bars of more than none.
        self._near: dict[int, float] = {}
        self._counts: dict[int, list[BarCount]] = {}
        # By chunk: the events that got room for a label of which it is still to be read what it says.
        self._untold: dict[int, list[int]] = {}

    def at_zoom(self, pixels_per_day: float, rows: int) -> None:
        """Take up a zoom and a number of rows; what was packed at another is forgotten."""
        if (pixels_per_day, rows) != (self._zoom, self.rows):
            self._zoom, self.rows = pixels_per_day, rows
            bar_days = 1 << bucket_level(pixels_per_day, MIN_BAR)
            if bar_days != self._bar_days:
                self._bar_days = bar_days
                self._near.clear()
                self._counts.clear()
            self._chunk_blocks = CHUNK_BLOCKS
            while self._chunk_blocks > 1 and self._chunk_width > CHUNK_WIDTH:
                self._chunk_blocks //= 2
            self._chunks.clear()
            self._untold.clear()

    def told(self, anew: bool = False) -> None:
        """More has been read: what was packed without knowing what labels say is to be packed anew; `anew`: all."""
        for chunk in list(self._chunks) if anew else self._untold:
            self._chunks.pop(chunk, None)
        self._untold.clear()

    def untold(self, left: float, right: float) -> list[int]:
        """The positions among all events of those between two world pixels whose labels are still to be read."""
        return [position for chunk in self._in_view(left, right) for position in self._untold.get(chunk, ())]

    def need(self, pixels_per_day: float, most: int) -> int:
        """The rows it takes, up to `most`, to show every label at a zoom."""
        if not self._whole:
            return most
        self.at_zoom(pixels_per_day, most)
        marks = sorted(map(self._mark, range(len(self.items))), key=lambda mark: mark.x0)
        places = pack(marks, most, self._style.gap, self._style.min_label)
        return 1 + max((place.row for place in places), default=0)

    def bars(self, first_day: float, end_day: float, alone: bool = False) -> list[BarCount]:
        """The density bars that stand between two days; `alone`: where there are no marks, however few events."""
        block_days = self._block_days
        bars: list[BarCount] = []
        if not self.items:
            return bars
        first = int(max(first_day, self.index.starts[0]) // block_days)
        last = int(min(end_day, self.index.starts[-1]) // block_days)
        for block in range(first, last + 1):
            opacity = 1.0 if alone else min(max((self._crowding(block) - CROWDED) / (FULL - CROWDED), 0.0), 1.0)
            if opacity:
                counted = self._counts.get(block)
                if counted is None:
                    counted = self._counts[block] = self._counted(block)
                bars += counted if opacity == 1 else [bar._replace(opacity=opacity) for bar in counted]
        return bars

    def _counted(self, block: int) -> list[BarCount]:
        """The bars of a block, as they are where they stand alone."""
        days = self._bar_days
        full_height = self.index.tallest(days.bit_length() - 1)
        edges = range(block * self._block_days, (block + 1) * self._block_days + 1, days)
        counts = self.index.counts(edges)
        return [
            BarCount(start, start + days, events, events / full_height, 1.0)
            for start, events in zip(edges, counts, strict=False)
            if events
        ]

    def placed(self, left: float, right: float, only_inside: bool = False) -> list[list[Placed]]:
        """The packed marks that may stand between two world pixels, chunk by chunk, each in order of `x0`.
        `only_inside`: just those that carry their labels inside."""
        chunks = self._in_view(left, right)
        for chunk in chunks:
            if chunk not in self._chunks:
                packed = self._packed(chunk)
                self._chunks[chunk] = packed, [each for each in packed if each.label_x < each.x1 and not each.thin]
        return [self._chunks[chunk][only_inside] for chunk in chunks]

    def _in_view(self, left: float, right: float) -> range:
        if self._whole:
            return range(1)
        # Nothing of a chunk, label or mark, reaches beyond it, but for what says how ends are known.
        width, more = self._chunk_width, self._overhang
        return range(int((left - more) // width), int((right + more) // width) + 1)

    def fan(self, among_all: int, pixels_per_day: float) -> float:
        """How far from the beginning of its day the event at a position among all stands, in pixels."""
        wide = self._fan(pixels_per_day)
        return self._order.part(among_all) * wide if wide else 0.0

    def _fan(self, pixels_per_day: float) -> float:
        """How many pixels of a day its events spread over."""
        return pixels_per_day * min(max(pixels_per_day / FAN_FROM - 1, 0.0), 1.0)

    def _fanned(self, position: int) -> float:
        return self.fan(self.items.positions[position], self._zoom)

    @property
    def _block_days(self) -> int:
        return self._bar_days * BLOCK_BARS

    @property
    def _chunk_width(self) -> float:
        return self._block_days * self._chunk_blocks * self._zoom

    def _crowding(self, block: int) -> float:
        """Marks in a block and its neighbours, for each that would fit; or half of its own, if it stands out."""
        days = self._block_days
        count = self._near.get(block)
        if count is None:
            own = self.index.count(block * days, (block + 1) * days)
            near = self.index.count((block - NEAR) * days, (block + NEAR + 1) * days) / (2 * NEAR + 1)
            count = self._near[block] = max(near, own / 2)
        if count < FEW:
            return 0.0
        return count * self._style.mark_width * 2 / (self.rows * days * self._zoom)

    def _packed(self, chunk: int) -> list[Placed]:
        days = self._block_days
        if self._whole:
            blocks: Sequence[int] = sorted({start // days for start in self.index.starts})
            low, high = float("-inf"), float("inf")
        else:
            blocks = range(chunk * self._chunk_blocks, (chunk + 1) * self._chunk_blocks)
            low, high = chunk * self._chunk_width, (chunk + 1) * self._chunk_width
        limits: list[float] = []
        placed: list[Placed] = []
        marks: list[tuple[int, Mark]] = []
        crowdings = [self._crowding(block) for block in blocks]
        if not self._whole and min(crowdings) >= FULL:
            return []  # bars alone
        if not self._whole:
            marks, placed = self._carried_in(blocks[0] * days, low, high, max(crowdings))
        # A small chart can afford to look for room for every label.
        bare = CROWDED if self._whole else BARE
        for block, crowding in zip(blocks, crowdings, strict=True):
            positions = self.index.beginning(block * days, (block + 1) * days)
            if crowding < bare:
                marks += [(position, self._mark(position)) for position in positions]
                continue
            # No label reaches into a crowd.
            limits.append(block * days * self._zoom)
            if crowding < FULL:
                placed += self._bare(positions, min((FULL - crowding) / (FULL - CROWDED), 1.0), high)
        if not self._whole:
            limits.append(high)
        untold = [self.items.positions[position] for position, _ in marks if self.items[position].untold]
        if untold:
            self._untold[chunk] = untold
        marks.sort(key=lambda pair: pair[1].x0)
        own = [self._own_ends(position, mark, low, high) for position, mark in marks]
        cut = [
            mark if starts and ends else self._cut(mark, mark.x0 if starts else low, mark.x1 if ends else high)
            for (_, mark), (starts, ends) in zip(marks, own, strict=True)
        ]
        places = pack(cut, self.rows, self._style.gap, self._style.min_label, limits, self._sign)
        piles: dict[int, list[int]] = {}
        for (position, _), place in zip(marks, places, strict=True):
            if place.on >= 0:
                piles.setdefault(place.on, []).append(position)
        for n, ((position, _), kept, place) in enumerate(zip(marks, cut, places, strict=True)):
            if place.on < 0:
                row, width, thin, _ = place
                pile = Pile(tuple(piles[n]), self._sign) if n in piles else None
                where = kept.x0, kept.x1, kept.label_x, width, row, 1.0
                placed.append(Placed(position, *where, *own[n], thin, pile))
        placed.sort(key=lambda each: each.x0)
        return placed

    def _own_ends(self, position: int, mark: Mark, low: float, high: float) -> tuple[bool, bool]:
        """Whether a mark begins and ends in a chunk. (One that goes on a little to say how its end is known, does.)"""
        if low <= mark.x0 and mark.x1 <= high:
            return True, True
        item = self.items[position]
        if item.plain:
            return mark.x0 >= low, mark.x1 <= high
        return item.start * self._zoom >= low, (item.end + 1) * self._zoom <= high

    def _bare(self, positions: range, opacity: float, high: float) -> list[Placed]:
        """Marks without labels, each in the topmost row free of the one before."""
        free = [float("-inf")] * self.rows
        piles: dict[int, list[int]] = {}
        placed: list[Placed] = []
        zoom, width, starts, exact = self._zoom, self._style.mark_width, self.index.starts, self._exact
        fan, part, among_all = self._fan(zoom), self._order.known, self.items.positions
        for position in positions:
            ends, thin = True, False
            if exact[position]:
                x0 = starts[position] * zoom
                if fan:
                    x0 += part(among_all[position]) * fan
                x1 = x0 + width
            else:
                x0, x1 = extent(self.items[position], zoom, self._style)
                thin = x1 - x0 > 4 * width
                if x1 > high:
                    x1, ends = high, False
            row = 0
            for end in free:
                if end <= x0:
                    break
                row += 1
            else:
                # Those of one spot come one after the other.
                if placed and placed[-1].x0 == x0 and abs(placed[-1].x1 - x1) <= SPOT:
                    piles.setdefault(len(placed) - 1, []).append(position)
                    free[placed[-1].row] = x0 + width + self._sign
                    continue
                row = free.index(min(free))
            free[row] = x0 + width + MARK_GAP
            placed.append(Placed(position, x0, x1, x1, 0.0, row, opacity, True, ends, thin))
        for top, members in piles.items():
            placed[top] = placed[top]._replace(pile=Pile(tuple(members), self._sign))
        return placed

    def _carried_in(
        self, day: int, low: float, high: float, crowding: float
    ) -> tuple[list[tuple[int, Mark]], list[Placed]]:
        """Spans that run on into a chunk from the one before: those to be packed, and those that are lines.

        In a calm chunk the most deserving are packed, and of equal ones those that run on the longest, so that in
        chunk after chunk they are the same. In a busier one all are lines, and among bars there is no room.
        """
        if crowding >= CROWDED:
            return [], []
        running = self.index.running(day, MOST_RUNNING)
        running.sort(key=lambda position: (-self.items[position].rank, -self.items[position].end, position))
        room = max(1, self.rows - 1) if crowding < BARE else 0
        packed = [(position, self._mark(position)) for position in running[:room]]
        lines = []
        for position in running[room:]:
            _, x1 = extent(self.items[position], self._zoom, self._style)
            row = position % self.rows
            lines.append(Placed(position, low, min(x1, high), low, 0.0, row, 1.0, False, x1 <= high, True))
        return packed, lines

    def _mark(self, position: int) -> Mark:
        style, item = self._style, self.items[position]
        x0, x1 = extent(item, self._zoom, style)
        if self._exact[position]:
            fan = self._fanned(position)
            x0, x1 = x0 + fan, x1 + fan
        width, full, rank = self._wish_of(item)
        if x1 - x0 - style.fade * item.open_end < style.inside_from:
            return Mark(x0, x1, x1 + style.label_offset, width, full, rank, False)
        # The mark's own edge and the same again at the far end stay free.
        label_x = x0 + style.label_offset + style.mark_width + overhang(item.known_ends[0], style)
        room = x1 - style.label_offset - label_x - style.fade * item.open_end
        return Mark(x0, x1, label_x, min(width, room), min(full, room), rank, True)

    def _cut(self, mark: Mark, low: float, high: float) -> Mark:
        """The part of a mark that lies in a chunk, with its label inside if it stood inside."""
        x0, x1 = max(mark.x0, low), min(mark.x1, high)
        if mark.label_x >= mark.x1:
            return mark._replace(x0=x0, x1=x1)
        offset = self._style.label_offset
        label_x = max(mark.label_x, x0 + offset)
        room = max(0.0, x1 - offset - label_x)
        width, full = min(mark.label_width, room), min(mark.full_width, room)
        return mark._replace(x0=x0, x1=x1, label_x=label_x, label_width=width, full_width=full)
