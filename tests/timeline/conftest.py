"""Small builders the tests of the timeline share."""

from __future__ import annotations

import datetime

import pytest

from tracker.timeline.marks import TimelineItem


def day(text: str) -> int:
    """The ordinal of an ISO date."""
    return datetime.date.fromisoformat(text).toordinal()


def letters(text: str) -> float:
    """A font in which every letter is seven pixels wide."""
    return 7.0 * len(text)


class Make:
    """Makes timeline items with as few words as a test needs."""

    def __init__(self) -> None:
        self._next = 0

    def __call__(self, first: str | None, last: str | None = None, lanes: str = "a", **fields: object) -> TimelineItem:
        self._next += 1
        start = day(first) if first else None
        end = day(last) if last else start
        given: dict[str, object] = {"title": f"Event {self._next}", "kind": "interval" if last else "day"}
        given.update(fields)
        return TimelineItem(self._next, start, end, lane_keys=tuple(lanes.split()), **given)  # type: ignore[arg-type]


@pytest.fixture
def make() -> Make:
    return Make()


@pytest.fixture
def measure():
    return letters


@pytest.fixture
def ordinal():
    return day
