"""Drawing pages: title and dates at the head, time and lanes, a legend, and at the foot what was searched and when."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QLocale, QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from tracker import dates, vocabulary
from tracker.timeline.layout import Box
from tracker.timeline.paper import RAIL, Frame, Placed, Sheet, Strip
from tracker.timeline.ticks import ticks
from tracker.ui.pictures.look import LETTER_ROOM, MARGIN, Look, letter
from tracker.ui.pictures.writing import Writer
from tracker.ui.timeline.dates import faded
from tracker.ui.timeline.labels import ONE_LINE, Fonts, Labels
from tracker.ui.timeline.lanes import family_name
from tracker.ui.timeline.legend import Legend
from tracker.ui.timeline.marks import MarkPainter

_TITLE, _SMALL = 1.5, 0.92
_GAP = 10.0
_TICK_GAP = 34.0
# A legend that takes more of a page than this gets one of its own.
MOST_LEGEND = 0.2


def _tr(text: str) -> str:
    return QCoreApplication.translate("Pictures", text)


def _family_order(family: str) -> tuple[bool, int, str]:
    known = list(vocabulary.FAMILIES)
    return (family not in known, known.index(family) if family in known else 0, family)


@dataclass(frozen=True, slots=True)
class About:
    """What a picture says of itself. `made` is a day (ISO); `keys` and `families` are what its legend holds, None for
    no legend."""

    title: str
    tracker: str
    search: str
    events: int
    lanes_by: str
    made: str
    keys: Collection[str] | None
    families: Collection[str] = ()

    @property
    def facts(self) -> str:
        """The line at the foot."""
        number = _tr("1 event") if self.events == 1 else _tr("{0} events").format(f"{self.events:,}")
        made = _tr("made {0} with Policy Tracker").format(dates.display(self.made))
        parts = [self.tracker, number, _tr("lanes by {0}").format(self.lanes_by.lower()), made]
        return "  ·  ".join(part for part in parts if part)

    @property
    def searched(self) -> str:
        """What was searched for, in words."""
        search = self.search.strip()
        return _tr("Search: {0}").format(search) if search else _tr("All events, without a search")


class PagePainter:
    """Draws pages of one size, all with the same head and foot. `legend_within`: however much room the legend takes, it
    has no page of its own."""

    def __init__(self, size: QSizeF, look: Look, about: About, legend_within: bool = False) -> None:
        self.size = size
        self.look = look
        self.about = about
        self._text = Writer(look.font)
        self._strong = Writer(look.sized(1, strong=True))
        self._small = Writer(look.sized(_SMALL))
        self._letters = Writer(look.sized(0.85, strong=True))
        self._heading = Writer(look.sized(_TITLE, strong=True))
        self._fonts = Fonts.of(look.font)
        self._axis = Writer(self._fonts.axis_strong)
        self._marks = MarkPainter(look.theme, look.style)
        # A mark with words inside is taller, so that its rail runs below them.
        self._tall = replace(look.style, row_height=look.style.row_height + RAIL)
        self._tall_marks = MarkPainter(look.theme, self._tall)
        self._labels = Labels(look.theme, self._fonts, look.style, 1.0)
        self._inner = QRectF(MARGIN, MARGIN, size.width() - 2 * MARGIN, size.height() - 2 * MARGIN)
        self._title = self._heading.lines(about.title, self._inner.width() * 0.64)
        self._search = self._small.lines(about.searched, self._inner.width())
        self._legend = Legend(look.theme, look.sized(_SMALL), look.style, about.keys or ())
        self._column = 0.0
        self._axis_height = round(self._axis.line * 1.5)
        tall = self._legend_height()
        self.legend_apart = not legend_within and tall > MOST_LEGEND * self._inner.height()
        """Whether the legend is to have a page of its own."""
        foot = self._small.line * (len(self._search) + 1) + _GAP
        foot += 0 if self.legend_apart or not tall else tall + _GAP
        head = self._heading.line * len(self._title) + _GAP
        self.body = self._inner.adjusted(0, head, 0, -foot)
        """The room between head and foot."""

    @property
    def writers(self) -> tuple[Writer, Writer]:
        """What titles and what lanes' names are written with."""
        return self._text, self._strong

    def frame(self, lane_names: Sequence[str]) -> Frame:
        """The room for lanes."""
        line = self._text.line
        widest = max((self._strong.measure(name) for name in lane_names), default=0.0)
        column = min(max(widest, 5 * line) + 2, min(11 * line, self.body.width() * 0.2))
        self._column = column
        width = self.body.width() - column - _GAP
        label = min(26 * line, (width - 20) / 3 - self.look.style.mark_width - 2 * self.look.style.label_offset)
        return Frame(width, self.body.height() - self._axis_height - 2, column, line, label)

    # Pages.

    def draw_sheet(self, painter: QPainter, sheet: Sheet, frame: Frame, number: int, total: int) -> None:
        """A page of the timeline."""
        self.draw_around(painter, self._span(sheet), number, total)
        body, theme = self.body, self.look.theme
        left, top = body.left() + frame.column + _GAP, body.top() + self._axis_height
        if sheet.scale is not None:
            dated = [strip for strip in sheet.strips if strip.number >= 0]
            bottom = top + (dated[-1].y + dated[-1].height if dated else 0)
            self._draw_axis(painter, sheet, QPointF(left, body.top()), bottom)
        painter.setPen(QPen(theme.line, 1))
        painter.drawLine(QPointF(body.left(), top), QPointF(body.right(), top))
        for strip in sheet.strips:
            self._draw_strip(painter, strip, QPointF(left, top))

    def draw_legend_page(self, painter: QPainter, number: int, total: int) -> None:
        """A page of nothing but the legend."""
        self.draw_around(painter, _tr("What the marks mean"), number, total)
        self._draw_legend(painter, self.body.top())

    def draw_around(self, painter: QPainter, what: str, number: int, total: int) -> None:
        """The paper, the head and the foot; `what` stands at the right of the title."""
        theme, inner = self.look.theme, self._inner
        painter.fillRect(QRectF(QPointF(0, 0), self.size), theme.window)
        self._heading.write_lines(painter, inner.left(), inner.top(), self._title, theme.text)
        self._strong.write_right(
            painter, inner.right(), inner.top() + self._heading.line - self._strong.line - 2, what, theme.text
        )
        if self.about.keys is not None and not self.legend_apart:
            self._draw_legend(painter, self.body.bottom() + _GAP)
        top = inner.bottom() - self._small.line * (len(self._search) + 1)
        painter.setPen(QPen(theme.line, 1))
        painter.drawLine(QPointF(inner.left(), top - 2), QPointF(inner.right(), top - 2))
        top = self._small.write_lines(painter, inner.left(), top, self._search, theme.text)
        page = _tr("page {0} of {1}").format(number, total)
        self._small.write(painter, inner.left(), top, self.about.facts, theme.muted)
        self._small.write_right(painter, inner.right(), top, page, theme.text)

    # Parts.

    def _span(self, sheet: Sheet) -> str:
        if sheet.first is None or sheet.end is None:
            return ""
        first, last = (datetime.date.fromordinal(day).isoformat() for day in (sheet.first, sheet.end - 1))
        return f"{dates.display(first)} – {dates.display(last)}" if first != last else dates.display(first)

    def _draw_axis(self, painter: QPainter, sheet: Sheet, at: QPointF, bottom: float) -> None:
        """The names of months and years from `at` on, and their lines down to `bottom`."""
        assert sheet.scale is not None
        theme, top = self.look.theme, at.y() + self._axis_height
        locale, short = QLocale(), QLocale.FormatType.ShortFormat
        months = [locale.standaloneMonthName(month, short) for month in range(1, 13)]
        for tick in ticks(sheet.scale, _TICK_GAP, self._axis.measure, months):
            x = round(at.x() + tick.x) + 0.5
            if tick.x >= 0:
                painter.setPen(QPen(theme.line, 1))
                painter.drawLine(QPointF(x, top), QPointF(x, bottom))
            if tick.label:
                painter.setFont(self._fonts.axis_strong if tick.major else self._fonts.axis)
                painter.setPen(theme.text if tick.major else theme.muted)
                place = QRectF(at.x() + tick.label_x, at.y(), 400, self._axis_height)
                painter.drawText(place, ONE_LINE, tick.label)

    def _draw_strip(self, painter: QPainter, strip: Strip, at: QPointF) -> None:
        """A lane; x = 0 of the page's time and the top of all lanes stand at `at`."""
        theme, padding = self.look.theme, self.look.style.lane_padding
        top = at.y() + strip.y
        y = round(top + strip.height) + 0.5
        end = self._strong.write_lines(painter, self.body.left(), top + padding, strip.name, theme.text)
        if strip.continued:
            self._small.write(painter, self.body.left(), end, _tr("continued"), theme.muted)
        painter.save()
        painter.translate(at.x(), top + padding)
        self._draw_lasting(painter, strip)
        for placed in strip.placed:
            self._draw_placed(painter, placed)
        painter.restore()
        painter.setPen(QPen(theme.line, 1))
        painter.drawLine(QPointF(self.body.left(), y), QPointF(self.body.right(), y))

    def _draw_lasting(self, painter: QPainter, strip: Strip) -> None:
        """Those that go on all through the page, named together in a band across it."""
        if not strip.lasting:
            return
        wide, line = self.body.right() - self.body.left() - self._column - _GAP, self._text.line
        painter.fillRect(QRectF(0, 0, wide, line * len(strip.lasting)), faded(self.look.theme.muted, 0.1))
        for x, way in ((0.0, -1), (wide, 1)):
            self._draw_arrow(painter, x, line / 2, way)
        for number, each in enumerate(strip.lasting):
            self._text.write(painter, _GAP, number * line, each.lead, self.look.theme.muted)
            self._text.write(painter, _GAP + each.lead_width, number * line, each.text, self.look.theme.text)

    def _draw_placed(self, painter: QPainter, placed: Placed) -> None:
        """An event: its mark, its family's letter, its date and title, its signs."""
        style, theme, line = self.look.style, self.look.theme, self._text.line
        item = placed.item
        # A mark is drawn as on the screen, in a row of which it leaves some free.
        row_top = placed.y + (line - style.row_height) / 2
        beside = placed.x1 + style.label_offset if placed.to_the_right else placed.label_x
        box = Box(
            item=item,
            lane=0,
            x0=placed.x0,
            x1=placed.x1,
            y=row_top,
            height=self._tall.row_height if placed.inside else style.row_height,
            label_x=beside,
            label_width=placed.label_width,
            opacity=1.0,
            starts=placed.starts,
            ends=placed.ends,
            thin=False,
        )
        (self._tall_marks if placed.inside else self._marks).draw(painter, [box])
        for beyond, x, way in ((not placed.starts, placed.x0, -1), (not placed.ends, placed.x1, 1)):
            if beyond:
                self._draw_arrow(painter, x, placed.y + line / 2, way)
        if self.look.letters:
            sign, above = letter(item.family), (line - self._letters.line) / 2
            # Nearer to the mark than to the words.
            x = placed.label_x - LETTER_ROOM * self.look.font.pixelSize() - 2
            if placed.to_the_right:
                x = placed.x0 - self._letters.measure(sign) - 5
            self._letters.write(painter, x, placed.y + above, sign, self.look.letter_colour(item.family))
        top = placed.y
        for number, each in enumerate(placed.lines):
            x = placed.label_x + (placed.label_width - each.width if placed.to_the_right else 0)
            self._text.write(painter, x, top, each.lead, theme.muted)
            self._text.write(painter, x + each.lead_width, top, each.text, theme.text)
            if number == len(placed.lines) - 1:
                written = self._text.measure((each.lead + each.text).rstrip(" "))
                painter.save()
                painter.translate(0, top + (line - style.row_height) / 2)
                self._labels.draw_signs(painter, item, x + written)
                painter.restore()
            top += line + (RAIL if placed.inside and not number else 0)

    def _draw_arrow(self, painter: QPainter, x: float, middle: float, way: int) -> None:
        """What lasts goes on beyond the page."""
        size = self.look.style.mark_width * 1.1
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.look.theme.window, 1))
        painter.setBrush(self.look.theme.text)
        tip, back = x - way, x - way * (1 + 1.4 * size)
        painter.drawPolygon(
            QPolygonF([QPointF(tip, middle), QPointF(back, middle - size), QPointF(back, middle + size)])
        )
        painter.restore()

    # The legend.

    def _legend_height(self) -> float:
        if self.about.keys is None:
            return 0.0
        return len(self._family_rows()) * self._small.line + self._legend.height(self._inner.width()) + 4

    def _draw_legend(self, painter: QPainter, top: float) -> None:
        """Families in their colours, and below them the kinds of marks."""
        inner, theme = self._inner, self.look.theme
        for row in self._family_rows():
            for x, family, words in row:
                colour = self._marks.colour(family)
                size = self._small.line * 0.55
                painter.fillRect(
                    QRectF(inner.left() + x, top + (self._small.line - size) / 2, self.look.style.mark_width, size),
                    colour,
                )
                if self.look.letters:
                    above = (self._small.line - self._letters.line) / 2
                    sign, ink = letter(family), self.look.letter_colour(family)
                    self._letters.write(painter, inner.left() + x + 8, top + above, sign, ink)
                self._small.write(painter, inner.left() + x + self._family_inset, top, words, theme.text)
            top += self._small.line
        self._legend.draw(painter, QRectF(inner.left(), top + 4, inner.width(), 0))

    @property
    def _family_inset(self) -> float:
        return 8.0 + (LETTER_ROOM * self.look.font.pixelSize() + 2 if self.look.letters else 0)

    def _family_rows(self) -> list[list[tuple[float, str, str]]]:
        """Where each family stands in the legend: x, its key, its name; row by row."""
        rows: list[list[tuple[float, str, str]]] = [[]]
        x = 0.0
        for family in sorted(self.about.families, key=_family_order):
            words = family_name(family)
            wide = self._family_inset + self._small.measure(words) + 18
            if x and x + wide > self._inner.width():
                rows.append([])
                x = 0.0
            rows[-1].append((x, family, words))
            x += wide
        return rows if rows[0] else []
