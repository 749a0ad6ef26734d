"""From days to pixels and back.

A day is its proleptic Gregorian ordinal (`datetime.date.toordinal`), as a float where a place within the day
is meant; day `d` covers `[d, d + 1)`. `x` is in logical pixels from the left edge of the plotting area.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

FIRST_DAY = 1
LAST_DAY = datetime.date.max.toordinal()

# From all of the calendar on a small screen to about a week across a wide one.
MIN_PIXELS_PER_DAY = 0.0002
MAX_PIXELS_PER_DAY = 160.0


@dataclass(frozen=True, slots=True)
class Scale:
    """`origin_day` stands at x = 0; the plotting area is `width` pixels wide."""

    origin_day: float
    pixels_per_day: float
    width: float

    def x(self, day: float) -> float:
        return (day - self.origin_day) * self.pixels_per_day

    def day(self, x: float) -> float:
        return self.origin_day + x / self.pixels_per_day

    @property
    def last_day(self) -> float:
        """The day at the right edge."""
        return self.day(self.width)

    @property
    def days(self) -> float:
        """How many days are in view."""
        return self.width / self.pixels_per_day

    def zoomed(self, at_x: float, factor: float) -> Scale:
        """`factor` times as close; the day under `at_x` stays there."""
        pixels_per_day = clamped(self.pixels_per_day * factor, MIN_PIXELS_PER_DAY, MAX_PIXELS_PER_DAY)
        day = self.day(at_x)
        return Scale(day - at_x / pixels_per_day, pixels_per_day, self.width)._within_calendar()

    def panned(self, dx: float) -> Scale:
        """The content moved `dx` pixels to the right (so that earlier days come into view)."""
        return replace(self, origin_day=self.origin_day - dx / self.pixels_per_day)._within_calendar()

    def resized(self, width: float) -> Scale:
        return self if width == self.width else replace(self, width=max(1.0, width))

    def centred(self, day: float) -> Scale:
        """With `day` in the middle."""
        return replace(self, origin_day=day - self.days / 2)._within_calendar()

    def _within_calendar(self) -> Scale:
        """The middle of the view never leaves the calendar, so that one cannot get lost beyond it."""
        half = self.days / 2
        return replace(self, origin_day=clamped(self.origin_day, FIRST_DAY - half, LAST_DAY + 1 - half))


def fitted(
    first_day: float, last_day: float, width: float, margin: float = 0.0, right_margin: float | None = None
) -> Scale:
    """The scale that shows days `first_day` to `last_day`, both whole, with `margin` pixels free either side
    (`right_margin` on the right, if another is wanted there)."""
    width = max(1.0, width)
    right = margin if right_margin is None else right_margin
    if margin + right > width * 0.8:
        margin = right = width * 0.1
    room = width - margin - right
    days = max(1.0, last_day + 1 - first_day)
    pixels_per_day = clamped(room / days, MIN_PIXELS_PER_DAY, MAX_PIXELS_PER_DAY)
    # What a limit leaves over is shared between both sides.
    spare = room - days * pixels_per_day
    return Scale(first_day - (margin + spare / 2) / pixels_per_day, pixels_per_day, width)


def clamped(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
