"""What is to come: the events after today, and the ends of what is under way; and flags for them on a ruler, the next
of them spelled out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tracker.timeline.events import Events
from tracker.timeline.scale import Scale

# The ruler holds so many events.
MOST_COMING = 200
# So many spans of a lane that are under way are looked at for their ends.
_MOST_RUNNING = 60


class Coming(NamedTuple):
    """The event at a position begins on a day to come; or it is under way and `ends` then."""

    day: int
    position: int
    ends: bool


def coming(events: Events, today: int) -> list[Coming]:
    """What is to come after today, the next first: events that begin, and those under way that end on a known day,
    such as the time for comments on a rule."""
    found = [Coming(events.item(position).start, position, False) for position in events.after(today, MOST_COMING)]
    running = {
        lane.items.positions[position] for lane in events.lanes for position in lane.index.running(today, _MOST_RUNNING)
    }
    for position in running:
        item = events.item(position)
        if item.kind == "interval" and item.end > today and item.known_ends[1].precision == "day":
            found.append(Coming(item.end, position, True))
    return sorted(found)[:MOST_COMING]


class Flag(NamedTuple):
    """An event to come on the ruler: its flag stands at `x` (out of view: it has none), its label takes `width` pixels
    from `left` (0: there is no room for one)."""

    x: float
    left: float
    width: float


def flags(days: Sequence[int], wishes: Sequence[float], scale: Scale, pole: float, gap: float) -> list[Flag]:
    """Where flags stand for events on `days`, which rise; labels would like to be `wishes` pixels wide.

    The label of the next event is always in view, whole or cut: left of its flag, where no other can stand, or else up
    to the flag after it. The others have theirs where there is room for all of it.
    """
    places = [scale.x(day) for day in days]
    found: list[Flag] = []
    taken = 0.0  # where labels and flags end, so far
    for n, (x, wish) in enumerate(zip(places, wishes, strict=True)):
        after = places[n + 1] if n + 1 < len(places) else float("inf")
        right = x + pole + gap
        room = max(0.0, min(after - gap, scale.width) - right)
        if n == 0:
            found.append(_next(x, wish, room, right, scale.width, gap, [other for other in places[1:] if other >= 0]))
        elif 0 <= x <= scale.width and wish <= room and right >= taken:
            found.append(Flag(x, right, wish))
        else:
            found.append(Flag(x, right, 0.0))
        if found[-1].width:
            taken = max(taken, found[-1].left + found[-1].width + gap)
    return found


def _next(x: float, wish: float, room: float, right: float, width: float, gap: float, others: Sequence[float]) -> Flag:
    """The flag of the next event, with its label."""
    if x > width:
        end = width - 3 * gap  # an arrow stands there
        return Flag(x, max(0.0, end - wish), max(0.0, min(wish, end)))
    if x < 0:
        return Flag(x, gap, max(0.0, min(wish, (others[0] if others else width) - 2 * gap)))
    before = max(0.0, x - gap)
    if wish <= before or before >= room:
        return Flag(x, max(0.0, before - wish), min(wish, before))
    return Flag(x, right, min(wish, room))
