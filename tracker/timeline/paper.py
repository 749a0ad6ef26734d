"""What a page of a timeline is: the room on it, and what stands where. Lengths are pixels at one text size."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass
from typing import NamedTuple

from tracker.timeline.marks import Lane, TimelineItem
from tracker.timeline.scale import Scale
from tracker.timeline.wrapping import Line

# Below the line of a label inside a span is the span's rail, and so much more room.
RAIL = 5.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The room on each page: lanes are `width` wide, the names beside them `column`, and all together `height` tall.

    `line` is the height of a line of text, `label` the most that the lines of a label take, `edge` what is kept free
    at both ends of a page's time, `gap` the least room between two events.
    """

    width: float
    height: float
    column: float
    line: float
    label: float
    edge: float = 10.0
    gap: float = 7.0
    below: float = 3.0

    def __post_init__(self) -> None:
        if self.label > (self.width - 2 * self.edge) / 3 or self.height < 6 * self.line:
            raise ValueError("There must be room for three labels side by side, and for six lines.")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that pages add: for what began on an earlier page, over the events without a date, and before and after
    the titles of those of which there are too many to name each."""

    continued: str = "continued"
    undated: str = "Undated"
    lasting: str = "{0} last through all of these days:"
    more: str = "and {0} more"


class Placed(NamedTuple):
    """An event on a page, `y` from the top of its lane. Its mark is `x0` to `x1`, and goes on beyond the page where
    `starts` or `ends` is False; its label's `lines` begin at `label_x`, `label_width` wide, aligned to the right where
    the mark follows them. `height` is that of its lines; the mark stands beside, or behind, the first."""

    item: TimelineItem
    x0: float
    x1: float
    y: float
    height: float
    label_x: float
    label_width: float
    lines: tuple[Line, ...]
    to_the_right: bool
    starts: bool
    ends: bool

    @property
    def inside(self) -> bool:
        """Whether the label stands inside the mark."""
        return self.x0 < self.label_x < self.x1

    @property
    def left(self) -> float:
        return min(self.x0, self.label_x)

    @property
    def right(self) -> float:
        return max(self.x1, self.label_x + self.label_width)


@dataclass(frozen=True, slots=True)
class Strip:
    """A lane on a page: its name in lines, where it stands from the top of all lanes, and what stands in it.
    `number` is the lane's among all, -1 for the undated; `continued` if it began on the page before. `lasting`
    names, at the top of the lane, those that began on an earlier page and end on a later one, where they are many."""

    lane: Lane
    number: int
    name: tuple[Line, ...]
    y: float
    height: float
    placed: tuple[Placed, ...]
    continued: bool
    lasting: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: `scale` places the days `first` to `end - 1` (all None on a page of undated events alone)."""

    scale: Scale | None
    first: int | None
    end: int | None
    strips: tuple[Strip, ...]

    @property
    def height(self) -> float:
        """What the lanes take of the frame's height."""
        return self.strips[-1].y + self.strips[-1].height if self.strips else 0.0


class Shelf:
    """Where things stand in a lane: boxes of any width and height, none over another, each as far up as it can."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._boxes: list[tuple[float, float, float, float]] = []

    def free(self, x0: float, x1: float, height: float) -> float:
        """The top of the first free place for a box, however far down."""
        y = 0.0
        for top, bottom, left, right in self._boxes:
            if left < x1 and right > x0:
                if top - y >= height:
                    break
                y = max(y, bottom)
        return y

    def place(self, x0: float, x1: float, height: float) -> float | None:
        """Put a box where it is free, and return its top; None if there is no room."""
        y = self.free(x0, x1, height)
        if y + height > self._height:
            return None
        insort(self._boxes, (y, y + height, x0, x1))
        return y
