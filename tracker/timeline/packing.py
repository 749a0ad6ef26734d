"""Putting marks and their labels into the rows of a lane.

From left to right, each mark takes the topmost row that is free. Where none is, room is made by shortening the
label before it, and where that isn't enough by leaving a label out, so that what is shown changes a little at a
time as one zooms: whole labels, shortened ones, bare marks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple


class Mark(NamedTuple):
    """A mark from `x0` to `x1` and the label it would like: `label_width` pixels from `label_x`. A label that
    begins before `x1` stands inside its mark. `rank` says how much the label deserves its room."""

    x0: float
    x1: float
    label_x: float
    label_width: float
    rank: int


class Place(NamedTuple):
    """Where a mark went: its row from 0, and the width its label got (0: none)."""

    row: int
    label_width: float


def pack(
    marks: Sequence[Mark],
    max_rows: int,
    gap: float,
    min_label: float,
    limits: Sequence[float] = (),
) -> list[Place]:
    """Places for `marks`, which are in order of `x0`.

    No label meets a mark or label that begins later in its row, nor crosses any of `limits` (sorted places that
    labels must end before). Marks meet each other only where more than `max_rows` stand at one place.
    """
    rows: list[int] = []
    widths: list[float] = []
    free: list[float] = []  # by row: where it is free, labels left whole
    hard: list[float] = []  # by row: where it is free once its last label is left out
    last: list[int] = []  # by row: its last mark
    for index, mark in enumerate(marks):
        start = mark.x0
        row = next((row for row, end in enumerate(free) if end <= start), -1)
        if row < 0:
            row = len(free)
            if row < max_rows:
                free.append(0.0)
                hard.append(0.0)
                last.append(index)
            else:
                row = _yielding(marks, start, gap, hard, last, widths, min_label)
                before = last[row]
                if marks[before].label_x >= marks[before].x1:
                    widths[before] = _shortened(start - gap - marks[before].label_x, widths[before], min_label)
        width = mark.label_width
        if limits:
            cut = bisect_left(limits, mark.label_x)
            if cut < len(limits):
                width = _shortened(limits[cut] - gap - mark.label_x, width, min_label)
        rows.append(row)
        widths.append(width)
        last[row] = index
        # A mark that had to overlap leaves its row as taken as it was before, if that is further on.
        hard[row] = max(mark.x1 + 2, hard[row]) if hard[row] > start else mark.x1 + 2
        free[row] = max(hard[row], mark.label_x + width + gap if width else 0.0)
    return [Place(row, width) for row, width in zip(rows, widths, strict=True)]


def _yielding(
    marks: Sequence[Mark],
    start: float,
    gap: float,
    hard: Sequence[float],
    last: Sequence[int],
    widths: Sequence[float],
    min_label: float,
) -> int:
    """The row that loses the least if its last label makes way for a mark at `start`, a deserving label counting for
    more. If the marks themselves are in the way everywhere: the row that is free the soonest."""
    best, least = -1, 0.0
    for row, end in enumerate(hard):
        if end <= start:
            mark, width = marks[last[row]], widths[last[row]]
            loss = (width - _shortened(start - gap - mark.label_x, width, min_label)) * (1 + mark.rank)
            if best < 0 or loss < least:
                best, least = row, loss
    return best if best >= 0 else min(range(len(hard)), key=hard.__getitem__)


def _shortened(room: float, width: float, min_label: float) -> float:
    """The width a label has in `room` pixels: none at all where it would be too short to read."""
    if room >= width:
        return width
    return room if room >= min_label else 0.0
