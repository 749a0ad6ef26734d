"""The chart: events in lanes, laid out for one scale at a time.

Lanes keep their heights while one zooms and pans. What is shown of an event depends on the room where it stands
(see `bands`); the cost of a layout depends on the pixels in view, not on the number of events.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from tracker.timeline.arrangement import Arrangement
from tracker.timeline.balance import Balance, Slice, compared, scale_of
from tracker.timeline.bands import MIN_BAR, Band
from tracker.timeline.counts import bucket_level
from tracker.timeline.events import KEPT, Events, Kept
from tracker.timeline.framing import showing_all
from tracker.timeline.layout import Bar, Box, LaneBox, Layout
from tracker.timeline.marks import Measure, Style, TimelineItem, Wish, extent, wish
from tracker.timeline.scale import Scale

# A chart of up to so many marks is packed lane by lane; a larger one in chunks of days.
WHOLE = 800
# Lanes are given no more rows than this, and no fewer than `LEAST_ROWS` if they need them.
MOST_ROWS = 12
LEAST_ROWS = 3
# The rows that a balance of positions takes below a lane's own, and the comparison of two lanes between them.
BALANCE_ROWS, COMPARISON_ROWS = 1.8, 2.6


class Chart:
    """Events in their lanes. Build one when events or lanes change; `arrange` it when the view's size does; ask
    for a `layout` for every frame.

    An event stands in every lane that it names; `Events` sees to it that nothing dated is ever left out. `measure`
    gives a text's width in pixels.
    """

    def __init__(
        self,
        events: Events,
        measure: Measure,
        style: Style | None = None,
        arrangement: Arrangement | None = None,
        balance: Balance | None = None,
    ) -> None:
        self.style = style or Style()
        self.events = events
        self.arrangement = arrangement or Arrangement()
        self.balance = balance or {}
        self.compares = self.arrangement.compares(events.lanes)
        self.items = events.dated
        self.undated = events.undated
        self.span = events.span
        whole = sum(len(lane.items) for lane in events.lanes) <= WHOLE
        self.large = not whole
        self._wish_of = _Wishes(self.style, measure).of
        shown = self.arrangement.shown(events.lanes)
        self._bands = [Band(lane, self.style, self._wish_of, whole) for lane in shown]
        self._lane_numbers = {lane.lane.key: number for number, lane in enumerate(shown)}
        self.lanes: tuple[LaneBox, ...] = ()
        self.untold: list[int] = []
        """The positions of events in the last layout whose labels are still to be read."""
        self.arrange(800.0, 0.0)

    @property
    def height(self) -> float:
        return self.lanes[-1].y + self.lanes[-1].height if self.lanes else 0.0

    def members(self, lane: int) -> Sequence[TimelineItem]:
        """A lane's items in order of time."""
        return self._bands[lane].items

    def beside(self, lane: int, position: int, by: int) -> int | None:
        """The position among all events of the first of a lane's that stands at `position` or after it (`by` 1), or
        at it or before (-1)."""
        positions = self._bands[lane].items.positions
        at = bisect_left(positions, position) if by > 0 else bisect_right(positions, position) - 1
        return positions[at] if 0 <= at < len(positions) else None

    def positions(self, first: int, end: int) -> Sequence[int]:
        """The positions among all events of those shown, from `first` on and before `end`, hidden lanes aside."""
        dated = len(self.items)
        if self.is_whole:
            return range(first, end)
        shown: set[int] = set(range(max(first, dated), end))
        for band in self._bands:
            held = band.items.positions
            shown.update(held[bisect_left(held, first) : bisect_left(held, min(end, dated))])
        return sorted(shown)

    def lanes_of(self, item: TimelineItem) -> list[int]:
        """The numbers of the lanes an item stands in, from the top; none if it has no date, or stands in hidden
        lanes only."""
        if item.undated:
            return []
        position = self.events.position(item.id)
        if position is None:
            return []
        keys = [self.events.lanes[number].lane.key for number in self.events.lanes_of(position)]
        return sorted(self._lane_numbers[key] for key in keys if key in self._lane_numbers)

    @property
    def is_whole(self) -> bool:
        """Whether all lanes are shown."""
        return len(self._bands) == len(self.events.lanes)

    def arrange(self, width: float, height: float) -> None:
        """Share `height` pixels among the lanes, by the rows each needs to show everything `width` pixels wide.

        Heights depend on nothing else, so that lanes stay where they are while one zooms and pans. Lanes that
        need more than there is keep at least three rows, and the chart is then taller than `height`.
        """
        style, arrangement = self.style, self.arrangement
        padding = 2 * style.lane_padding
        zoom = self.whole(width).pixels_per_day
        slim = [band.lane.key in arrangement.collapsed and not self.compares for band in self._bands]
        needs = [
            0 if thin else band.need(zoom, MOST_ROWS) if len(band.items) > 1 else 1
            for band, thin in zip(self._bands, slim, strict=True)
        ]
        rows = [min(need, LEAST_ROWS) for need in needs]
        # What stands in a lane beside its rows.
        extra = [style.row_height if thin else padding + self._extra(n) for n, thin in enumerate(slim)]
        # The neediest lanes get the spare rows, one at a time.
        spare = int((height - sum(extra)) // style.row_height) - sum(rows)
        while spare > 0 and rows != needs:
            neediest = max(range(len(rows)), key=lambda i: needs[i] / rows[i] if rows[i] < needs[i] else 0.0)
            rows[neediest] += 1
            spare -= 1
        heights = [row * style.row_height + more for row, more in zip(rows, extra, strict=True)]
        # Room left over makes short lanes comfortable.
        left = height - sum(heights)
        short = [i for i, row in enumerate(rows) if 0 < row < LEAST_ROWS]
        for i in short:
            comfortable = LEAST_ROWS * style.row_height + extra[i]
            heights[i] = min(heights[i] + max(0.0, left) / len(short), comfortable)
        boxes: list[LaneBox] = []
        y = 0.0
        for number, (band, tall, count) in enumerate(zip(self._bands, heights, rows, strict=True)):
            colour = arrangement.colour(band.lane.key)
            lane = replace(band.lane, colour=colour) if colour else band.lane
            thin = slim[number]
            boxes.append(
                LaneBox(
                    lane,
                    y,
                    float(int(tall)),
                    max(1, count),
                    len(band.items),
                    collapsed=thin,
                    coloured=bool(colour),
                    balance=0.0 if thin else self._balance_height(number),
                    comparison=0.0 if thin else self._comparison_height(number),
                    positions=self.balance[lane.key].whole if lane.key in self.balance else (),
                )
            )
            y += int(tall)
        self.lanes = tuple(boxes)

    def _extra(self, number: int) -> float:
        return self._balance_height(number) + self._comparison_height(number)

    def _balance_height(self, number: int) -> float:
        return BALANCE_ROWS * self.style.row_height if self._bands[number].lane.key in self.balance else 0.0

    def _comparison_height(self, number: int) -> float:
        return COMPARISON_ROWS * self.style.row_height if self.compares and number == 0 else 0.0

    def whole(self, width: float, today: int = 0) -> Scale:
        """The scale that shows everything dated, `width` pixels wide; the year about `today` if nothing is."""
        return showing_all(self.span, self.events.last_start, width, self.style.label_room, today)

    def layout(self, scale: Scale, top: float = 0.0, height: float = float("inf"), only_inside: bool = False) -> Layout:
        """What is to be drawn of the lanes that stand between `top` and `top + height`; the `y` of boxes and
        bars count from the top of the chart. `only_inside`: just the spans that carry their labels inside."""
        boxes: list[Box] = []
        bars: list[Bar] = []
        self.untold = []
        left = scale.origin_day * scale.pixels_per_day
        for number, (lane, band) in enumerate(zip(self.lanes, self._bands, strict=True)):
            if lane.count and lane.y < top + height and lane.y + lane.height > top:
                band.at_zoom(scale.pixels_per_day, lane.rows)
                if not only_inside:
                    bars += self._bars(number, scale)
                if not lane.collapsed:
                    boxes += self._boxes(number, scale, only_inside)
                    self.untold += band.untold(left, left + scale.width)
        return Layout(
            scale, self.lanes, tuple(boxes), tuple(bars), self._balance(scale, top, height), self._comparison(scale)
        )

    def told(self, anew: bool = False) -> None:
        """More has been read of what labels say; `anew`: also of such as have room already."""
        for band in self._bands:
            band.told(anew)

    def alone(self, item: TimelineItem, number: int, scale: Scale) -> Box:
        """An event as it would stand in the first row of a lane with nothing else there: for showing one that a
        layout has only in a bar."""
        style, lane = self.style, self.lanes[number]
        offset = scale.origin_day * scale.pixels_per_day
        position = self.events.position(item.id)
        if position is not None:
            offset -= self._bands[number].fan(position, scale.pixels_per_day)
        x0, x1 = (x - offset for x in extent(item, scale.pixels_per_day, style))
        y, label_x = lane.y + (0.0 if lane.collapsed else style.lane_padding), x1 + style.label_offset
        if x1 - x0 >= style.inside_from:
            label_x = max(x0, 0.0) + style.label_offset + style.mark_width
        width = self._wish_of(item).full
        return Box(item, number, x0, x1, y, style.row_height, label_x, width, 1.0, True, True, False)

    def pile_of(self, box: Box) -> list[TimelineItem]:
        """All that stands on a box's spot: the event on top and those below it, in order of time."""
        if box.pile is None:
            return [box.item]
        items = self._bands[box.lane].items
        return [box.item, *(items[position] for position in box.pile.members)]

    def _bars(self, number: int, scale: Scale) -> list[Bar]:
        lane = self.lanes[number]
        padding = self.style.lane_padding / 2 if lane.collapsed else self.style.lane_padding
        inner = lane.marks_end - lane.y - 2 * padding
        base = lane.marks_end - padding
        bars: list[Bar] = []
        origin, zoom = scale.origin_day, scale.pixels_per_day
        for first, end, events, height, opacity in self._bands[number].bars(origin, scale.last_day, lane.collapsed):
            tall = min(inner, max(2.0, height * inner))
            x, width = (first - origin) * zoom, (end - first) * zoom
            bars.append(Bar(number, x, width, base - tall, tall, events, opacity, first, end))
        return bars

    def _boxes(self, number: int, scale: Scale, only_inside: bool) -> list[Box]:
        band, style = self._bands[number], self.style
        items, tall, wide = band.items, style.row_height, scale.width
        offset = scale.origin_day * scale.pixels_per_day
        top = self.lanes[number].y + style.lane_padding
        boxes: list[Box] = []
        labelled: set[int] = set()
        for chunk in band.placed(offset, offset + wide, only_inside):
            for position, x0, x1, label_x, width, row, opacity, starts, ends, thin, pile in chunk:
                x0 -= offset
                if x0 > wide:
                    break
                x1 -= offset
                label_x -= offset
                if x1 < 0 and label_x + width < 0:
                    continue
                if label_x < x1 and not thin:
                    if not starts and position in labelled:
                        width = 0.0  # the next piece of a span that has its label already
                    elif not ends and x1 < width + 2 * style.label_offset:
                        width = 0.0  # no room for all of it before the next piece, which has it then
                    else:
                        labelled.add(position)
                    # A label inside its span stays in view as long as the span does.
                    label_x = max(label_x, min(style.label_offset, x1 - style.label_offset - width))
                    room = wide - style.label_offset - label_x
                    if width > room >= style.min_label:
                        width = room
                item, y = items[position], top + row * tall
                boxes.append(Box(item, number, x0, x1, y, tall, label_x, width, opacity, starts, ends, thin, pile))
        return boxes

    def _balance(self, scale: Scale, top: float, height: float) -> tuple[Slice, ...]:
        """The balance of positions of the lanes in view, all on one scale."""
        level = bucket_level(scale.pixels_per_day, MIN_BAR)
        shown = [(number, lane) for number, lane in enumerate(self.lanes) if lane.balance]
        room = BALANCE_ROWS * self.style.row_height - self.style.lane_padding
        below, unit = scale_of((self.balance[lane.lane.key] for _, lane in shown), level, room)
        found: list[Slice] = []
        for number, lane in shown:
            if lane.y < top + height and lane.y + lane.height > top:
                axis = lane.marks_end + below
                slices = self.balance[lane.lane.key].slices(scale.origin_day, scale.last_day, 1 << level)
                found += [self._slice(number, scale, axis, unit, each) for each in slices]
        return tuple(found)

    def _comparison(self, scale: Scale) -> tuple[Slice, ...]:
        """How many events begin in the first of two lanes (above the axis) and in the other (below it)."""
        if not self.compares:
            return ()
        level = bucket_level(scale.pixels_per_day, MIN_BAR)
        one, other = (band.index for band in self._bands)
        slices, most = compared(one, other, scale.origin_day, scale.last_day, level)
        lane, padding = self.lanes[0], self.style.lane_padding
        unit = (lane.comparison - 2 * padding) / max(1, sum(most))
        axis = lane.y + lane.height - padding - most[1] * unit
        return tuple(self._slice(0, scale, axis, unit, each) for each in slices)

    def _slice(
        self, lane: int, scale: Scale, axis: float, unit: float, counted: tuple[int, int, tuple[int, ...]]
    ) -> Slice:
        first, end, counts = counted
        width = (end - first) * scale.pixels_per_day
        return Slice(lane, scale.x(first), width, axis, unit, counts, first, end)


class _Wishes:
    """The room that labels would like, measured once. (Apart from the chart, so that nothing here goes in circles: a
    chart left behind, with a million events, is freed at once and not by the garbage collector in some frame.)"""

    def __init__(self, style: Style, measure: Measure) -> None:
        self._style = style
        self._measure = measure
        self._known = Kept[tuple[TimelineItem, Wish]](KEPT)

    def of(self, item: TimelineItem) -> Wish:
        known = self._known.get(item.id)
        if known is not None and known[0] is item:
            return known[1]
        wanted = wish(item, self._style, self._measure)
        if not item.untold:
            self._known.keep(item.id, (item, wanted))
        return wanted
