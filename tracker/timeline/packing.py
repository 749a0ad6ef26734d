"""Putting marks and their labels into the rows of a lane.

From left to right, each mark takes the topmost row that is free. Where none is, room is made by shortening the
label before it, and where that isn't enough by leaving a label out, so that what is shown changes a little at a
time as one zooms: whole labels, shortened ones, bare marks, piles of marks on one spot. Room left over goes to labels
that were cut.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

# A mark keeps this clear of the next in its row.
MARK_GAP = 2.0
# Marks that begin within so many pixels stand on one spot.
SPOT = 4.0


class Mark(NamedTuple):
    """A mark from `x0` to `x1`, and the label it would like: `label_width` pixels from `label_x`, or `full_width`
    where nothing else wants the room. A label that begins before `x1` stands inside its mark. `rank` says how much
    the label deserves its room; a `long` mark leaves the last row to others. (A named tuple: thousands a frame.)"""

    x0: float
    x1: float
    label_x: float
    label_width: float
    full_width: float
    rank: int
    long: bool


class Place(NamedTuple):
    """Where a mark went: its row from 0, the width its label got (0: none), and whether it is `thin`: a long mark
    that found no row free for its length, and should be drawn so that others can stand on it. `on` is the index of
    the mark it lies on in a pile, on the same spot where no row is free, or -1."""

    row: int
    label_width: float
    thin: bool
    on: int = -1


def pack(
    marks: Sequence[Mark],
    max_rows: int,
    gap: float,
    min_label: float,
    limits: Sequence[float] = (),
    sign: float = 0.0,
) -> list[Place]:
    """Places for `marks`, which are in order of `x0`.

    No label meets a mark or label that begins later in its row, nor crosses any of `limits` (sorted places that
    labels must end before). Marks meet each other only where too many stand at one place: those on one spot make a
    pile, whose sign takes `sign` pixels after the mark on top (0: there are no piles).
    """
    rows: list[int] = []
    thin: list[bool] = []
    widths: list[float] = []
    free: list[float] = []  # by row: where it is free, labels left whole
    hard: list[float] = []  # by row: where it is free once its last label is left out
    last: list[int] = []  # by row: its last mark
    body: list[float] = []  # by row: where its last long mark ends
    spots: list[tuple[int, float]] = []  # by row: its last mark, and where the spot that it stands on ends
    piled: dict[int, int] = {}  # marks that lie on others, and on which
    for index, mark in enumerate(marks):
        start, width = mark.x0, mark.label_width
        open_rows = max(1, max_rows - 1) if mark.long else max_rows
        row = 0
        for end in free:
            if end <= start:
                break
            row += 1
        if row >= open_rows:
            row = _yielding(marks, start, gap, hard[:open_rows], last, widths, min_label)
            spot = _same_spot(mark, marks, spots[:open_rows], sign) if hard[row] > start else -1
            if spot >= 0:
                top, end = spots[spot]
                rows.append(spot)
                widths.append(0.0)
                thin.append(False)
                piled[index] = top
                sign_ends = marks[top].x1 + sign
                hard[spot] = free[spot] = max(hard[spot], sign_ends)
                if marks[top].label_x >= marks[top].x1:
                    widths[top] = 0.0
                if marks[top].x1 - marks[top].x0 <= sign:
                    spots[spot] = top, max(end, sign_ends)
                continue
            before = last[row]
            # Only a label inside a mark that has its row to itself is safe from what follows the mark.
            if thin[before] or hard[row] > start or marks[before].label_x >= marks[before].x1:
                widths[before] = _shortened(start - gap - marks[before].label_x, widths[before], min_label)
        elif row == len(free):
            free.append(0.0)
            hard.append(0.0)
            last.append(index)
            body.append(float("-inf"))
            spots.append((index, float("-inf")))
        if limits and width:
            width = _shortened(_limit(limits, mark) - gap - mark.label_x, width, min_label)
        if body[row] > start:
            # The label of what it stands on may be anywhere along it.
            width = 0.0
        rows.append(row)
        widths.append(width)
        last[row] = index
        # A mark that had to stand on another leaves its row taken for as long as it was.
        thin.append(mark.long and hard[row] > start)
        if not thin[index]:
            spots[row] = index, start + SPOT
            hard[row] = max(mark.x1 + MARK_GAP, hard[row])
            body[row] = mark.x1 if mark.long else body[row]
        free[row] = max(hard[row], mark.label_x + width + gap if width else 0.0)
    _lengthen(marks, rows, widths, gap, limits, piled)
    return [Place(*place, piled.get(n, -1)) for n, place in enumerate(zip(rows, widths, thin, strict=True))]


def _same_spot(mark: Mark, marks: Sequence[Mark], spots: Sequence[tuple[int, float]], sign: float) -> int:
    """The lowest row whose last mark stands where this one would, so that one spot has but one pile; or -1. Of marks
    that are wider than the sign, those stand on one spot that end together too: others are better drawn over it."""
    for row in range(len(spots) - 1, -1, -1):
        top, end = spots[row]
        narrow = mark.x1 - mark.x0 <= sign and marks[top].x1 - marks[top].x0 <= sign
        if sign and mark.x0 < end and (narrow or abs(mark.x1 - marks[top].x1) <= SPOT):
            return row
    return -1


def _yielding(
    marks: Sequence[Mark],
    start: float,
    gap: float,
    hard: Sequence[float],
    last: Sequence[int],
    widths: Sequence[float],
    min_label: float,
) -> int:
    """The row that loses the least if its last label makes way for a mark at `start`, a deserving label counting
    for more. If the marks themselves are in the way everywhere: the row that is free the soonest."""
    best, least = -1, 0.0
    for row, end in enumerate(hard):
        if end <= start:
            mark, width = marks[last[row]], widths[last[row]]
            loss = (width - _shortened(start - gap - mark.label_x, width, min_label)) * (1 + mark.rank)
            if best < 0 or loss < least:
                best, least = row, loss
    return best if best >= 0 else min(range(len(hard)), key=hard.__getitem__)


def _lengthen(
    marks: Sequence[Mark],
    rows: Sequence[int],
    widths: list[float],
    gap: float,
    limits: Sequence[float],
    piled: Mapping[int, int],
) -> None:
    """Give labels that were cut the room there is before the next mark in their row."""
    ahead: dict[int, float] = {}
    for index in range(len(rows) - 1, -1, -1):
        if index in piled:
            continue
        mark, row = marks[index], rows[index]
        if widths[index] and widths[index] < mark.full_width:
            end = min(ahead.get(row, float("inf")), _limit(limits, mark))
            widths[index] = max(widths[index], min(mark.full_width, end - gap - mark.label_x))
        ahead[row] = mark.x0


def _limit(limits: Sequence[float], mark: Mark) -> float:
    """The first of `limits` that a mark's label could cross."""
    at = bisect_left(limits, min(mark.x1, mark.label_x))
    return limits[at] if at < len(limits) else float("inf")


def _shortened(room: float, width: float, min_label: float) -> float:
    """The width a label has in `room` pixels: none at all where it would be too short to read."""
    if room >= width:
        return width
    return room if room >= min_label else 0.0
