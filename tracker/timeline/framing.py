"""Which stretch of time a view may show: everything, or a part that still has something to see."""

from __future__ import annotations

from tracker.timeline.scale import Scale, clamped, fitted

# How much further out than everything one may zoom, and how far beyond the first and last day the middle may go.
ZOOM_OUT = 4.0
BEYOND = 20
LEAST_DAYS = 30
MARGIN = 20.0


def showing_all(span: tuple[int, int] | None, last_start: int, width: float, label_room: float, today: int) -> Scale:
    """The scale that shows the whole `span` (first and last day), with room for the label of the event that begins
    last, on `last_start`; the year about today if there is nothing."""
    if span is None:
        return fitted(today - 182, today + 182, width)
    first, last = span
    # A single day from edge to edge says little: at least a month is shown, more of it after the day, as titles are.
    spare = max(0, LEAST_DAYS - (last - first))
    before, after = spare / 4, spare * 3 / 4
    whole = fitted(first - before, last + after, width, MARGIN)
    room = min(label_room, width * 0.2)
    if whole.x(last_start) <= width - room:
        return whole
    return fitted(first - before, last_start + after, width, MARGIN, room)


def held(scale: Scale, span: tuple[int, int] | None, whole: Scale) -> Scale:
    """A scale as near to the one wanted as shows some of `span`; `whole` is the scale that shows all of it."""
    if span is None:
        return scale
    least = whole.pixels_per_day / ZOOM_OUT
    if scale.pixels_per_day < least:
        scale = scale.zoomed(scale.width / 2, least / scale.pixels_per_day)
    middle = scale.day(scale.width / 2)
    nearest = clamped(middle, span[0] - BEYOND, span[1] + BEYOND)
    return scale if nearest == middle else scale.centred(nearest)
