"""The relations of events as arrows from mark to mark: where each goes, and where its word stands.

Pixels: x from the left of the plotting area, y from the top of the chart. What lies outside the part in view is named
by a stub at its edge.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.timeline.marks import Measure

MOST = 12
"""So many arrows and stubs are drawn; of more it is said how many."""
FEW = 2
"""Of so many arrows each has its word, if it hides no other; of more only those whose word hides no title either."""
_STEP = 9.0  # between the ends of arrows that meet at one event
_ARC = 26.0  # how far an arrow within one row rises above it
_INSET = 4.0  # of stubs from the edge
_ASIDE = 8  # so many places to either side are looked at for a stub
_LEAST = 2  # so many stubs are drawn whatever they cover
# Where a word may stand along its arrow, from the end that it has for itself to the one where others meet it.
_PLACES = (0.25, 0.35, 0.16, 0.45, 0.55, 0.65)

LINES: dict[str, str] = {
    "challenges": "dash",
    "appeals": "dash",
    "rules on": "strong",
    "amends": "solid",
    "rescinds": "solid",
    "supersedes": "solid",
    "implements": "solid",
    "responds to": "dash dot",
    "cites": "dot",
    "reports on": "dot",
}
"""The line of each kind of relation; of one's own kinds it is solid. The first are drawn where not all can be."""
_RANK = {kind: place for place, kind in enumerate(LINES)}

Point = tuple[float, float]


class Rect(NamedTuple):
    """A place, and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def meets(self, other: Rect) -> bool:
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


class Link(NamedTuple):
    """That one event stands in a relation to another: it `challenges` it."""

    kind: str
    source: int
    target: int


class Arrow(NamedTuple):
    """A curve from `start` to `end`, where its head is; `word` stands in `place` (None: there is no room for it)."""

    link: Link
    start: Point
    bend: Point
    turn: Point
    end: Point
    word: str
    place: Rect | None


class Stub(NamedTuple):
    """The end of an arrow at the edge of the view: `place` is where it names `other`, which lies beyond."""

    link: Link
    other: int
    arrow: Arrow
    text: str
    place: Rect


@dataclass(frozen=True, slots=True)
class Drawing:
    """All there is to draw; `left_out` is how many relations are not."""

    arrows: tuple[Arrow, ...] = ()
    stubs: tuple[Stub, ...] = ()
    left_out: int = 0

    def stub_at(self, x: float, y: float) -> Stub | None:
        """The stub under a point."""
        for stub in self.stubs:
            place = stub.place
            if place.x <= x <= place.right and place.y <= y <= place.bottom:
                return stub
        return None


def draw(
    links: Sequence[Link],
    places: Mapping[int, Rect],
    view: Rect,
    chosen: int | None,
    word_of: Callable[[Link], str],
    stub_of: Callable[[Link, int, str], str],
    side_of: Callable[[int], str],
    measure: Measure,
    line: float,
    most: int = MOST,
    labels: Sequence[Rect] = (),
    named: int | None = None,
) -> Drawing:
    """The arrows of some links in a part of the chart, the `view`.

    `places` says where events stand, in view or not: their marks with labels. One that is in none of the lanes is
    missing there, and `side_of` says at which side ("left", "right") it would be. `stub_of(link, other, side)` is the
    text of a stub; `line` the height of a line of text. Words keep clear of `labels` and of each other; where there are
    more than `FEW` arrows, one that cannot is left out, unless it is of the event `named` (the one pointed at). A link
    with neither end in view is not drawn, nor one that leads out of view from another event than the `chosen`.
    """
    seen = {event for event, place in places.items() if _is_in(place, view)}
    drawn = [link for link in dict.fromkeys(links) if link.source != link.target and {link.source, link.target} & seen]
    drawn.sort(key=lambda link: (_RANK.get(link.kind, 0), link.source, link.target))
    kept = drawn[:most]
    within = [link for link in kept if link.source in seen and link.target in seen]
    outward = [link for link in kept if link not in within and chosen in (link.source, link.target)]
    # No more than leave most of the view free.
    outward = outward[: max(2, int(view.height / (5 * line)))]
    ends = _ends(within, places)
    standing = _Rows([*labels, *(places[event] for event in seen)])
    stubs = _stubs(outward, seen, places, view, stub_of, side_of, measure, line, standing)
    rows = _Rows([*labels, *(stub.place for stub in stubs)])
    meeting = Counter(event for link in within for event in (link.source, link.target))
    arrows, taken = [], [stub.place for stub in stubs] + [places[event] for event in (chosen,) if event in seen]
    for link in within:
        arrow = _arrow(link, *ends[link], word_of(link))
        if arrow.word:
            forward = meeting[link.source] <= meeting[link.target]
            place = _word_place(arrow, forward, taken, rows, view, measure(arrow.word) + 8, line)
            # A title is worth more than a word, which pointing at the event brings.
            wanted = len(within) <= FEW or named in (link.source, link.target)
            if not any(place.meets(other) for other in taken) and (wanted or not rows.covered(place)):
                taken.append(place)
                arrow = arrow._replace(place=place)
        arrows.append(arrow)
    return Drawing(tuple(arrows), tuple(stubs), len(drawn) - len(arrows) - len(stubs))


def point(arrow: Arrow, t: float) -> Point:
    """The point at `t` (0 to 1) along an arrow."""
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    points = (arrow.start, arrow.bend, arrow.turn, arrow.end)
    x, y = (sum(part * each[axis] for part, each in zip((a, b, c, d), points, strict=True)) for axis in (0, 1))
    return x, y


def _is_in(place: Rect, view: Rect) -> bool:
    middle = place.y + place.height / 2
    # Only the mark itself counts: a label may hang into the view from anywhere.
    return view.x <= place.x <= view.right and view.y <= middle <= view.bottom


def _ends(links: Sequence[Link], places: Mapping[int, Rect]) -> dict[Link, tuple[Point, Point]]:
    """Where each arrow starts and ends: above or below the marks, side by side where several meet at one."""
    meeting: defaultdict[tuple[int, bool], list[tuple[float, Link]]] = defaultdict(list)
    for link in links:
        for event, other in ((link.source, link.target), (link.target, link.source)):
            meeting[event, _leaves_below(places[event], places[other])].append((places[other].x, link))
    at: dict[tuple[int, Link], Point] = {}
    for (event, below), held in meeting.items():
        place = places[event]
        step = min(_STEP, max(0.0, place.width - 4) / len(held))
        for number, (_, link) in enumerate(sorted(held)):
            at[event, link] = (place.x + 2 + number * step, place.bottom if below else place.y)
    return {link: (at[link.source, link], at[link.target, link]) for link in links}


def _leaves_below(place: Rect, other: Rect) -> bool:
    return other.y > place.y + place.height / 2


def _arrow(link: Link, start: Point, end: Point, word: str) -> Arrow:
    (x0, y0), (x1, y1) = start, end
    if abs(y1 - y0) < 1:
        # In one row: over it, and further the longer it is.
        rise = min(_ARC * 2, _ARC + abs(x1 - x0) * 0.03)
        return Arrow(link, start, (x0, y0 - rise), (x1, y1 - rise), end, word, None)
    bend = (y1 - y0) * 0.45
    return Arrow(link, start, (x0, y0 + bend), (x1, y1 - bend), end, word, None)


class _Rows:
    """Labels by the row they stand in, so that few need be looked at."""

    def __init__(self, labels: Sequence[Rect]) -> None:
        self._labels = sorted(labels, key=lambda label: label.y)
        self._tops = [label.y for label in self._labels]
        self._tallest = max((label.height for label in labels), default=0.0)

    def covered(self, place: Rect) -> float:
        """How many pixels in width of labels a place would cover."""
        first, end = bisect_left(self._tops, place.y - self._tallest), bisect_left(self._tops, place.bottom)
        return sum(
            min(place.right, label.right) - max(place.x, label.x)
            for label in self._labels[first:end]
            if place.meets(label)
        )


def _word_place(
    arrow: Arrow, forward: bool, taken: Sequence[Rect], rows: _Rows, view: Rect, width: float, line: float
) -> Rect:
    """Where at its arrow a word stands: over no other word and as little of labels as may be. `forward`: rather near
    the start than near the end."""
    best, least = None, float("inf")
    for number, t in enumerate(_PLACES):
        x, y = point(arrow, t if forward else 1 - t)
        for aside in (-0.5, -1.05, 0.05):
            left = min(max(x + aside * width, view.x + 2), max(view.x + 2, view.right - width - 2))
            place = Rect(left, y - line / 2, width, line)
            cost = rows.covered(place) + 8 * number + 4 * (aside != -0.5)
            cost += sum(4 * width for other in taken if place.meets(other))
            if cost < least:
                best, least = place, cost
    assert best is not None
    return best


def _stubs(
    links: Sequence[Link],
    seen: set[int],
    places: Mapping[int, Rect],
    view: Rect,
    stub_of: Callable[[Link, int, str], str],
    side_of: Callable[[int], str],
    measure: Measure,
    line: float,
    labels: _Rows,
) -> list[Stub]:
    """Stubs at the edges, none over another, and over as little of labels as may be."""
    found: list[Stub] = []
    # Where it is said how many are left out.
    taken = [Rect(view.right - 6 * line, view.bottom - 2 * line, 6 * line, 2 * line)]
    for link in links:
        here, other = (link.source, link.target) if link.source in seen else (link.target, link.source)
        place, beyond = places[here], places.get(other)
        side = side_of(other) if beyond is None else _side(beyond, view)
        text = stub_of(link, other, side)
        width = min(measure(text) + 12, view.width - 2 * _INSET)
        x = _INSET + view.x if side == "left" else view.right - width - _INSET
        y = place.y if beyond is None else beyond.y
        if side in ("above", "below") and beyond is not None:
            x, y = beyond.x, view.y if side == "above" else view.bottom
        x = min(max(x, view.x + _INSET), view.right - width - _INSET)
        box = _clear(Rect(x, y, width, line + 4), side, taken, view, labels)
        if box is None or (len(found) >= _LEAST and labels.covered(box) > width / 2):
            continue  # a title is worth more; the list of relations has it
        taken.append(box)
        outward = link.source == here
        edge_x = {"left": box.right, "right": box.x}.get(side, box.x + box.width / 2)
        edge = (edge_x, box.y + box.height / 2)
        start = (place.x + 2, place.bottom if edge[1] > place.y + place.height / 2 else place.y)
        curve = _arrow(link, start, edge, "") if outward else _arrow(link, edge, start, "")
        found.append(Stub(link, other, curve, text, box))
    return found


def _side(place: Rect, view: Rect) -> str:
    if place.x < view.x:
        return "left"
    if place.x > view.right:
        return "right"
    return "above" if place.y < view.y else "below"


def _clear(box: Rect, side: str, others: Sequence[Rect], view: Rect, labels: _Rows) -> Rect | None:
    """A box in view, moved along its edge until it is over none of the others, and where it covers the least of labels
    among the places near it; where there is none at the edge, beside it. None if there is no room."""
    right, lowest = view.right - box.width - _INSET, max(view.y, view.bottom - box.height - _INSET)
    box = box._replace(y=min(max(box.y, view.y + _INSET), lowest))
    places = [(step + 1) // 2 * (1 if step % 2 else -1) for step in range(2 * (len(others) + _ASIDE) + 1)]
    along = side in ("above", "below")
    inwards = (-1 if side == "below" else 1) * (box.height + 2)
    best, least = None, float("inf")
    for row in range(len(others) + 1) if along else (0,):
        for place in places:
            if along:
                tried = box._replace(x=box.x + place * box.width / 3, y=box.y + row * inwards)
            else:
                tried = box._replace(y=box.y + place * (box.height + 2))
            within = view.x <= tried.x <= right and view.y <= tried.y <= lowest
            if within and not any(tried.meets(other) for other in others):
                cost = labels.covered(tried) + (abs(tried.x - box.x) + abs(tried.y - box.y)) / 8
                if cost < least:
                    best, least = tried, cost
        if best is not None:
            break
    return best
