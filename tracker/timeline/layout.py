"""What stands where in the chart at one scale, in pixels: lanes, the boxes of events, density bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tracker.timeline.balance import Slice
from tracker.timeline.bands import Pile
from tracker.timeline.marks import Lane, Style, TimelineItem
from tracker.timeline.scale import Scale


@dataclass(frozen=True, slots=True)
class LaneBox:
    """Where a lane of `count` events stands, from the top of the chart.

    A `collapsed` one is a slim line; a `coloured` one has its colour from the person. The lowest `balance` pixels are
    for the balance of `positions` (how many concerns there are by position) and, below it, `comparison` for how it
    compares with the next lane.
    """

    lane: Lane
    y: float
    height: float
    rows: int
    count: int
    collapsed: bool = False
    coloured: bool = False
    balance: float = 0.0
    comparison: float = 0.0
    positions: tuple[int, ...] = ()

    @property
    def marks_end(self) -> float:
        """Where the room for marks ends."""
        return self.y + self.height - self.balance - self.comparison


class Box(NamedTuple):
    """An event as it stands in one lane, in pixels of the plotting area (a named tuple: thousands a frame).

    The mark is `x0` to `x1`, cut where `starts` or `ends` is False; the label begins at `label_x` and has
    `label_width` (0: a bare mark); `y` and `height` are its row's. `opacity` falls as density bars take over. A `thin`
    mark is drawn as a line, as others stand on it. `pile` is what lies below the mark on its spot (positions in
    `Chart.members`); its sign stands after the mark.
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
    thin: bool
    pile: Pile | None = None

    @property
    def inside(self) -> bool:
        """Whether its label stands inside its mark."""
        return self.label_x < self.x1 and not self.thin

    @property
    def right(self) -> float:
        end = self.x1 if self.pile is None else self.x1 + self.pile.width
        return max(end, self.label_x + self.label_width) if self.label_width else end


def shortened(box: Box, width: float, style: Style) -> Box:
    """A box whose label ends before the right edge, `width` pixels on; none where hardly a word of it would be left."""
    room = width - box.label_x - style.gap
    if box.label_width <= room or not box.label_width:
        return box
    return box._replace(label_width=room if room >= style.min_label else 0.0)


class Bar(NamedTuple):
    """A density bar: `events` of a lane begin on the days `first` to `end - 1`."""

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
    balance: tuple[Slice, ...] = ()
    comparison: tuple[Slice, ...] = ()

    def slice_at(self, x: float, y: float) -> tuple[Slice, bool] | None:
        """The slice of a balance or comparison whose column is under a point, and whether it is of a comparison."""
        for slices, compares in ((self.balance, False), (self.comparison, True)):
            for each in slices:
                lane = self.lanes[each.lane]
                bottom = lane.y + lane.height - (0.0 if compares else lane.comparison)
                top = bottom - (lane.comparison if compares else lane.balance)
                if each.x <= x < each.x + each.width and top <= y < bottom:
                    return each, compares
        return None

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
            if bar.x <= x < bar.x + bar.width and lane.y <= y < lane.marks_end:
                return bar
        return None
