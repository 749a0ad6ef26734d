"""The tray of events without a date: side by side in one row, of which a part is in view."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.timeline.layout import Box
from tracker.timeline.marks import Measure, Style, TimelineItem, wish
from tracker.timeline.scale import clamped

# The number of the "lane" of events without a date.
UNDATED = -1
# A tray of thousands is a list to be searched, not a picture.
MOST = 500


class Tray:
    """Undated events as boxes, in pixels from the tray's own left end; `offset` is what is scrolled out of view."""

    def __init__(self, items: Sequence[TimelineItem], style: Style, measure: Measure) -> None:
        self.boxes: list[Box] = []
        self.offset = 0.0
        x = style.mark_width
        for item in items[:MOST]:
            x1 = x + 2 * style.mark_width
            label_x, width = x1 + style.label_offset, wish(item, style, measure).full
            self.boxes.append(Box(item, UNDATED, x, x1, 0.0, style.row_height, label_x, width, 1.0, True, True, False))
            x = label_x + width + 2 * style.gap

    def scroll(self, dx: float, room: float) -> None:
        """Move along by `dx` pixels, as far as there is more than fits in `room`."""
        end = self.boxes[-1].right + 20 if self.boxes else 0.0
        self.offset = clamped(self.offset + dx, 0.0, max(0.0, end - room))

    def reveal(self, item_id: int, room: float) -> None:
        """Bring an event into the `room` in view."""
        for box in self.boxes:
            if box.item.id == item_id and not self.offset <= box.x0 <= box.right <= self.offset + room:
                self.scroll(box.x0 - self.offset - 20, room)

    def at(self, x: float, slack: float = 3.0) -> Box | None:
        """The event at `x` pixels of what is in view."""
        x += self.offset
        return next((box for box in self.boxes if box.x0 - slack <= x <= box.right + slack), None)
