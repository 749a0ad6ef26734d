"""Words on paper, in lines that are broken once and kept: the titles of events, and the names of lanes."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.timeline.marks import Lane, Measure, Style, TimelineItem, trailing_width
from tracker.timeline.paper import Frame, Wording
from tracker.timeline.wrapping import Line, wrapped

# Spans that are named together take so many lines.
LASTING_LINES = 2


class Titles:
    """Titles are measured by `measure`, lanes' names by `measure_name`: each in its own type."""

    def __init__(self, frame: Frame, style: Style, measure: Measure, measure_name: Measure, wording: Wording) -> None:
        self._frame = frame
        self._style = style
        self._measure = measure
        self._measure_name = measure_name
        self._wording = wording
        self._wrapped: dict[tuple[int, bool], tuple[Line, ...]] = {}
        self._names: dict[str, tuple[Line, ...]] = {}

    def lines(self, item: TimelineItem, starts: bool, width: float | None = None) -> tuple[Line, ...]:
        """An event's date and title in lines; at the usual width they are kept."""
        found = self._wrapped.get((item.id, starts)) if width is None else None
        if found is None:
            lead = item.when if starts else f"{item.when}, {self._wording.continued}".removeprefix(", ")
            trailing = trailing_width(item, self._style)
            usual = self._frame.label
            found = wrapped(lead, item.title, usual if width is None else width, self._measure, trailing)
            if width is None:
                self._wrapped[item.id, starts] = found
        return found

    def together(self, items: Sequence[TimelineItem]) -> tuple[Line, ...]:
        """The titles of several events in a few lines, as many as have room, and how many more there are."""
        lead = self._wording.lasting.format(len(items))
        width = self._frame.width - 2 * self._frame.edge
        best = wrapped(lead, "", width, self._measure)
        for count in range(1, len(items) + 1):
            titles = " · ".join(item.title for item in items[:count])
            more = f" · {self._wording.more.format(len(items) - count)}" if count < len(items) else ""
            lines = wrapped(lead, titles + more, width, self._measure)
            if len(lines) > LASTING_LINES:
                break
            best = lines
        return best

    def name(self, lane: Lane) -> tuple[Line, ...]:
        """A lane's name."""
        found = self._names.get(lane.label)
        if found is None:
            lines = wrapped("", lane.label, self._frame.column, self._measure_name)
            # A name that would fill a page says no more than half a page of it does.
            most = max(2, int(self._frame.height / self._frame.line / 2))
            found = self._names[lane.label] = lines[:most]
        return found
