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
        return self._events.item(0) if len(self._events) else None

    def last(self) -> TimelineItem | None:
        return self._events.item(len(self._events) - 1) if len(self._events) else None

    def nearest(self, day: float) -> TimelineItem | None:
        """The event that begins nearest to a day; an undated one only if no event has a date."""
        position = self._events.nearest(day)
        return self.first() if position is None else self._events.item(position)

    def stepped(self, item_id: int, by: int) -> TimelineItem | None:
        """The event `by` places later (earlier if negative), held at either end."""
        position = self._events.position(item_id)
        if position is None:
            return self.first()
        return self._events.item(min(max(position + by, 0), len(self._events) - 1))

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
