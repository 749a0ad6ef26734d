"""Going from event to event by keyboard: back and forth in time, up and down the lanes."""

from __future__ import annotations

from bisect import bisect_left

from tracker.timeline.lanes import Chart
from tracker.timeline.marks import TimelineItem


class Walk:
    """The order in which a chart's events are walked: those with a date by time, then the undated ones."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._events = chart.events

    def item(self, item_id: int) -> TimelineItem | None:
        position = self._events.position(item_id)
        return None if position is None else self._events.item(position)

    def first(self) -> TimelineItem | None:
        return self._at(self._next(-1, 1))

    def last(self) -> TimelineItem | None:
        return self._at(self._next(len(self._events), -1))

    def nearest(self, day: float) -> TimelineItem | None:
        """The event that begins nearest to a day; an undated one only if no event has a date."""
        position = self._events.nearest(day)
        if position is None:
            return self.first()
        if not self._chart.is_whole:
            near = (self._next(position - 1, 1), self._next(position + 1, -1))
            items = [item for item in map(self._at, near) if item is not None]
            return min(items, key=lambda item: (item.undated, abs(item.start - day)), default=None)
        return self._events.item(position)

    def stepped(self, item_id: int, by: int) -> TimelineItem | None:
        """The event `by` places later (earlier if negative), held at either end."""
        position = self._events.position(item_id)
        if position is None:
            return self.first()
        for _ in range(abs(by)):
            following = self._next(position, 1 if by > 0 else -1)
            position = position if following is None else following
        return self._at(position)

    def between(self, one: int, other: int) -> list[int]:
        """The ids of the events from one to the other in the order in which they are walked, both among them; none if
        either is not shown."""
        places = [self._events.position(event) for event in (one, other)]
        ends = [place for place in places if place is not None]
        if len(ends) < 2:
            return []
        return [self._events.ids[place] for place in self._chart.positions(min(ends), max(ends) + 1)]

    def _at(self, position: int | None) -> TimelineItem | None:
        return None if position is None else self._events.item(position)

    def _next(self, position: int, by: int) -> int | None:
        """The position of the next event after (`by` 1) or before (-1) a position, hidden lanes aside."""
        count, dated = len(self._events), len(self._events.dated)
        at = position + by
        if self._chart.is_whole or at >= dated:
            return at if 0 <= at < count else None
        found = [self._chart.beside(lane, at, by) for lane in range(len(self._chart.lanes))]
        places = [place for place in found if place is not None]
        if places:
            return min(places) if by > 0 else max(places)
        return dated if by > 0 and dated < count else None

    def across(self, item_id: int, lane: int, by: int) -> tuple[TimelineItem, int] | None:
        """From an event in `lane`, the event nearest in time in the next lane down (`by` 1) or up (-1) that holds
        any, and that lane's number. Below the last lane lie the undated events (lane number -1)."""
        item = self.item(item_id)
        if item is None:
            return None
        count = len(self._chart.lanes)
        if item.undated:
            lane = count
        target = lane + by
        while 0 <= target < count and not self._chart.members(target):
            target += by
        if 0 <= target < count:
            return self._nearest(target, item), target
        if target >= count and self._chart.undated and not item.undated:
            return self._chart.undated[0], -1
        return None

    def _nearest(self, lane: int, item: TimelineItem) -> TimelineItem:
        members = self._chart.members(lane)
        if item.undated:
            return members[-1]
        at = bisect_left(members, (item.start, item.end), key=lambda member: (member.start, member.end))
        return min(members[max(at - 1, 0) : at + 1], key=lambda member: abs(member.start - item.start))
