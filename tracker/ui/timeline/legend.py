"""The legend of the timeline: every kind of mark as it is really drawn, and what it means, in words. It is painted into
the window, and into a picture of a timeline with the kinds that occur there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from tracker import vocabulary
from tracker.timeline.layout import Box
from tracker.timeline.marks import Style, TimelineItem, extent
from tracker.ui.position_signs import draw_position
from tracker.ui.theme import Theme
from tracker.ui.timeline.arrows import draw_arrow_sample
from tracker.ui.timeline.balance import draw_balance_sample
from tracker.ui.timeline.dates import faded
from tracker.ui.timeline.labels import ONE_LINE, Fonts, Labels, TextWidths
from tracker.ui.timeline.lanes import DatedShape
from tracker.ui.timeline.marks import MarkPainter, draw_flag
from tracker.ui.timeline.words import position_words

# Samples are as wide as this many marks of a day, words begin a little after.
_SAMPLE, _GAP = 15, 2
# The dates that samples are painted with.
_DATES = {
    "day": "2025-04-07",
    "month": "2025-04",
    "season": "2025-21",
    "year": "2025",
    "decade": "202X",
    "century": "20XX",
    "unspecified": "2025-04-XX",
    "approximate": "2025-04-07~",
    "uncertain": "2025-04-07?",
    "interval": "2025-03-03/2025-05-20",
    "interval by month": "2025-03/2025-05",
    "open end": "2025-04-07/..",
    "open start": "../2025-04-07",
    "unknown end": "2025-04-07/",
    "unknown start": "/2025-04-07",
    "undated": "",
    "unsourced": "2025-04-07",
    "line": "2025-03-03/2025-05-20",
    "pile": "2025-04-07",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Legend", text)


def entries() -> dict[str, str]:
    """What each kind of mark means, by its key, in the order of the legend."""
    said = {
        "day": _tr("That day"),
        "month": _tr("Some day in that month"),
        "season": _tr("Some day in that season"),
        "year": _tr("Some day in that year"),
        "decade": _tr("Some time in those ten years"),
        "century": _tr("Some time in those hundred years"),
        "unspecified": _tr("Hatched: the rest is not specified"),
        "approximate": _tr("Strokes beside it: about then"),
        "uncertain": _tr("Dashes round it: not certain"),
        "interval": _tr("From that day to that day"),
        "interval by month": _tr("Start and end known to the month"),
        "open end": _tr("From that day on, without an end"),
        "open start": _tr("Until that day, without a start"),
        "unknown end": _tr("From that day, end not known"),
        "unknown start": _tr("Until that day, start not known"),
        "undated": _tr("No date: in the row at the foot"),
        "unsourced": _tr("Outline: no source"),
        "noteworthy": _tr("Noteworthy"),
        "disputed": _tr("Sources disagree"),
    }
    for position in vocabulary.CLOSED["position"]:
        said[position] = position_words(position)
    return said | {
        "line": _tr("A long span that others stand on"),
        "pile": _tr("Others on the same spot"),
        "bars": _tr("Many events: the taller, the more"),
        "today": _tr("Today"),
        "coming": _tr("Flag above: to come"),
        "coming end": _tr("Hollow flag: ends then"),
        "balance supports": _tr("Above the line: concerns in support"),
        "balance reservations": _tr("Hatched below it: reservations"),
        "balance opposes": _tr("Solid below it: opposed"),
        "arrow challenges": _tr("Arrow: challenges, appeals"),
        "arrow rules on": _tr("Arrow: rules on"),
        "arrow amends": _tr("Arrow: amends, implements, replaces"),
        "arrow responds to": _tr("Arrow: responds to"),
        "arrow cites": _tr("Arrow: cites, reports on"),
    }


def legend_keys(items: Iterable[TimelineItem], also: Iterable[str] = ()) -> set[str]:
    """The kinds of mark that some events are drawn as, and others that are known to occur ("bars", "today")."""
    keys = set(also)
    for item in items:
        if item.undated:
            keys.add("undated")
        elif item.kind != "interval":
            keys.add(item.kind)
        elif item.open_start or item.open_end:
            start, end = item.known_ends
            keys |= {f"{start.precision} start"} if item.open_start else set()
            keys |= {f"{end.precision} end"} if item.open_end else set()
        else:
            days = all(end.precision == "day" for end in item.known_ends)
            keys.add("interval" if days else "interval by month")
        for key, holds in (
            ("unspecified", item.unspecified),
            ("approximate", item.approximate),
            ("uncertain", item.uncertain),
            ("unsourced", item.unsourced),
            ("noteworthy", item.noteworthy),
            ("disputed", item.disputed),
            (item.position, item.concerns and item.position),
        ):
            if holds:
                keys.add(key)
    return keys


def sample(text: str, width: float, style: Style, family: str = "", **fields: object) -> Box:
    """The mark of a date as it stands in a row of its own, its bounds `width` pixels wide where they are not a day."""
    item = dated_item(text, family)
    item = replace(item, **fields)  # type: ignore[arg-type]
    zoom = width / (item.end - item.start + 1)
    x0, x1 = (0.0, 2 * style.mark_width) if item.undated else extent(item, zoom, style)
    x0, x1 = 0.0, x1 - x0
    return Box(item, 0, x0, x1, 0.0, style.row_height, x1 + style.label_offset, 1.0, 1.0, True, True, False)


def dated_item(text: str, family: str = "") -> TimelineItem:
    """An event of an EDTF date with nothing else to say."""
    return DatedShape.of(text).event(family=family)


@dataclass(frozen=True)
class Legend:
    """A legend in a theme's colours and a font. `keys` says which kinds are in it (None: all)."""

    theme: Theme
    font: QFont
    style: Style
    keys: Collection[str] | None = None
    family: str = ""

    @property
    def shown(self) -> dict[str, str]:
        """The keys and words of what is in it."""
        return {key: words for key, words in entries().items() if self.keys is None or key in self.keys}

    def height(self, width: float) -> float:
        """How high it is at a width, in logical pixels; 0 if nothing is in it."""
        return self._grid(width)[0] * self.style.row_height

    def draw(self, painter: QPainter, area: QRectF) -> float:
        """Paint it into an area, in columns from the top; returns the height it took."""
        rows, lefts = self._grid(area.width())
        marks = MarkPainter(self.theme, self.style)
        fonts = Fonts.of(self.font)
        inset = (_SAMPLE + _GAP) * self.style.mark_width
        for n, (key, words) in enumerate(self.shown.items()):
            column, row = divmod(n, rows)
            left, top = area.left() + lefts[column], area.top() + row * self.style.row_height
            painter.save()
            painter.translate(round(left), round(top))
            painter.setFont(fonts.label)
            self._draw_sample(painter, key, marks, fonts)
            painter.restore()
            painter.setFont(fonts.axis)
            painter.setPen(self.theme.text)
            room = QRectF(left + inset, top, area.width(), self.style.row_height)
            painter.drawText(room, ONE_LINE, words)
        return rows * self.style.row_height

    def _grid(self, width: float) -> tuple[int, list[float]]:
        """The rows, and where each column begins: it is as wide as its widest entry, and room left over is shared."""
        words = list(self.shown.values())
        if not words:
            return 0, []
        measure = TextWidths(Fonts.of(self.font).axis).of
        gap = (_SAMPLE + 1.5 * _GAP) * self.style.mark_width
        wide = [measure(each) + gap for each in words]
        for rows in range(1, len(words) + 1):
            columns = [max(wide[first : first + rows]) for first in range(0, len(wide), rows)]
            if sum(columns) <= width:
                break
        spare = max(0.0, width - sum(columns)) / len(columns)
        return rows, [sum(columns[:n]) + n * spare for n in range(len(columns))]

    def _draw_sample(self, painter: QPainter, key: str, marks: MarkPainter, fonts: Fonts) -> None:
        """One mark, in the middle of the room for samples."""
        style, theme = self.style, self.theme
        room, tall = _SAMPLE * style.mark_width, style.row_height
        middle = tall / 2
        if key in _DATES:
            box = sample(_DATES[key], 6 * style.mark_width, style, self.family, unsourced=key == "unsourced")
            box = box._replace(thin=key == "line")
            painter.translate(round((room - box.x1) / 2), 0)
            marks.draw(painter, [box])
            if key == "pile":
                painter.setPen(theme.muted)
                painter.setFont(fonts.axis)
                painter.drawText(QRectF(box.x1 + 3, 0, room, tall), ONE_LINE, "+3")
        elif key in ("noteworthy", "disputed"):
            item = replace(dated_item(""), noteworthy=key == "noteworthy", disputed=key == "disputed")
            left = (room - style.glyph_width) / 2
            if key == "disputed":  # with a label and without
                box = sample("2025-04-07", style.mark_width, style, self.family, disputed=True)
                box = box._replace(x0=round(left) - 4.0, x1=round(left) - 4.0 + style.mark_width, label_width=0.0)
                marks.draw(painter, [box])
                left += style.mark_width + 2
            Labels(theme, fonts, style, 1.0).draw_signs(painter, item, left)
        elif key in vocabulary.CLOSED["position"]:
            dot = style.badge_dot
            draw_position(painter, theme, key, QRectF((room - dot) / 2, middle - dot / 2, dot, dot))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        elif key == "bars":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(faded(marks.colour(self.family), 0.62))
            wide = round(2.5 * style.mark_width)
            for n, part in enumerate((0.3, 0.85, 0.55)):
                x = round(room / 2) + (n - 1.5) * (wide + 1)
                painter.drawRect(QRectF(x, round(tall * (1 - part)), wide, round(tall * part)))
        elif key in ("coming", "coming end"):
            ground = theme.window if key == "coming end" else None
            draw_flag(painter, round(room / 2) - 3, 3, tall - 2, marks.colour(self.family), ground)
        elif key.startswith("balance "):
            draw_balance_sample(painter, key.removeprefix("balance "), QRectF(0, 0, room, tall), theme)
        elif key.startswith("arrow "):
            draw_arrow_sample(painter, key.removeprefix("arrow "), QRectF(0, 0, room, tall), theme, fonts)
        elif key == "today":
            pen = QPen(theme.accent, 2, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([1, 1.5])
            painter.setPen(pen)
            painter.drawLine(QPointF(round(room / 2) + 0.5, 2), QPointF(round(room / 2) + 0.5, tall - 2))
