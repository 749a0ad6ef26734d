"""Text laid out by us: headings with a pill, paragraphs of runs, quotes with a bar, links.

Records' text is never read as markup, wraps anywhere if it must, and is cut with an ellipsis where it is longer than
could be read in a card. Lengths are in device-independent pixels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from tracker.ui.theme import Theme

Look = Literal["text", "muted", "bold", "quote", "link", "warning", "error", "gone", "new"]
"""`gone` and `new`: words that went from a text, struck through, and that came into it, underlined."""

_LONGEST = 1200
"""Characters of one run that are shown; the rest is a click away."""
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_MAY_REORDER = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]")
_QUOTE_INSET = 10.0


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look. With a `target`, a click on it follows that."""

    text: str
    look: Look = "text"
    target: object = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A name in bold, a pill behind it, and words at the right.

    `colour` is that of the pill: a position on a concern, or the name of a colour of the theme.
    """

    text: str
    pill: str = ""
    colour: str = "muted"
    right: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs one after the other. `bar`: a quotation, with a line at its left. `most_lines` 0: as many as it takes."""

    runs: tuple[Run, ...]
    bar: bool = False
    most_lines: int = 0
    gap: int = 2


Block = Heading | Paragraph


def shown(text: str, *, one_line: bool = False, longest: int = _LONGEST) -> str:
    """A record's text made fit to be painted among other words: line ends ours, its direction kept to itself."""
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    if text.startswith(("\ufeff", "\ufffe")):
        # Taken for a byte order mark on the way to Qt, which would swap all bytes that follow.
        text = "\u200b" + text
    if not text.isprintable():
        text = _BREAKS.sub(" " if one_line else "\u2028", text)
    if not text.isascii() and _MAY_REORDER.search(text):
        text = f"\u2068{text}\u2069"
    return text


@dataclass(slots=True)
class Placed:
    """One text layout in its place, with the runs it holds by where they begin and end (characters)."""

    layout: QTextLayout
    at: QPointF
    runs: list[tuple[int, int, Run]]

    def boxes(self, wanted: Run) -> Iterator[QRectF]:
        """Where a run stands: one box a line."""
        text = self.layout.text()
        for begin, end, run in self.runs:
            if run is not wanted:
                continue
            first, last = _units(text[:begin]), _units(text[:end])
            for number in range(self.layout.lineCount()):
                line = self.layout.lineAt(number)
                start, stop = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
                if start < stop:
                    x, far = line_x(line.cursorToX(start)), line_x(line.cursorToX(stop))
                    yield QRectF(self.at.x() + min(x, far), self.at.y() + line.y(), abs(far - x), line.height())


@dataclass(slots=True)
class Pill:
    """A word in a rounded frame."""

    rect: QRectF
    word: str
    colour: str


@dataclass(slots=True)
class Arranged:
    """Blocks laid out for one width."""

    texts: list[Placed] = field(default_factory=list)
    bars: list[QRectF] = field(default_factory=list)
    pills: list[Pill] = field(default_factory=list)
    height: float = 0.0

    def run_at(self, place: QPointF) -> Run | None:
        """The link at a place, if there is one."""
        for placed in self.texts:
            for _, _, run in placed.runs:
                if run.target is not None and any(box.contains(place) for box in placed.boxes(run)):
                    return run
        return None


class Typesetter:
    """Lays blocks out in one font and one theme."""

    def __init__(self, font: QFont, theme: Theme) -> None:
        self.font = font
        self.small = QFont(font)
        self.small.setPointSizeF(font.pointSizeF() * 0.92)
        self.bold = QFont(font)
        self.bold.setWeight(QFont.Weight.DemiBold)
        self._theme = theme

    def arrange(self, blocks: Sequence[Block], left: float, top: float, room: float) -> Arranged:
        """Blocks one under the other, `room` wide, from (left, top). `height` is down to their lower edge."""
        out = Arranged()
        y = top
        for number, block in enumerate(blocks):
            if isinstance(block, Heading):
                y += self._place_heading(out, block, left, y, room)
                continue
            y += block.gap if number else 0
            inset = _QUOTE_INSET if block.bar else 0.0
            height = self._place_text(out, block.runs, left + inset, y, room - inset, block.most_lines)
            if block.bar:
                out.bars.append(QRectF(left, y + 1, 2, height - 2))
            y += height
        out.height = y
        return out

    def _place_heading(self, out: Arranged, block: Heading, left: float, y: float, room: float) -> float:
        """Side by side where half the room is left to the name; else the name above and the others below."""
        normal, small = QFontMetricsF(self.font), QFontMetricsF(self.small)
        name = shown(block.text, one_line=True, longest=300)
        right = small.elidedText(shown(block.right, one_line=True), Qt.TextElideMode.ElideRight, room)
        right_width = small.horizontalAdvance(right) + 1 if right else 0.0
        pill = QRectF(0, 0, small.horizontalAdvance(block.pill) + 16, small.height() + 4) if block.pill else QRectF()
        behind = (8 + pill.width() if block.pill else 0) + (8 + right_width if right else 0)
        line = max(normal.height(), pill.height())
        name_width = QFontMetricsF(self.bold).horizontalAdvance(name) + 1
        beside = name_width + behind <= room or room - behind >= room * 0.5
        name_room = min(name_width, room - behind) if beside else room
        lift = (line - normal.height()) / 2 if beside else 0.0
        height = lift + self._place_text(out, (Run(name, "bold"),), left, y + lift, name_room, 4)
        row = y if beside else y + height + 2
        x = left + name_room + 8 if beside else left
        if block.pill:
            pill.moveTo(x, row + (line - pill.height()) / 2)
            out.pills.append(Pill(pill, block.pill, block.colour))
            x = pill.right() + 8
        if right:
            if not beside and block.pill and x + right_width > left + room:
                row += line + 2
                x = left
            at = left + room - right_width if beside else x
            self._place_text(out, (Run(right, "muted"),), at, row + (line - small.height()) / 2, right_width, 1)
        if beside:
            return max(height, line)
        return row - y + line if block.pill or right else height

    def _place_text(
        self, out: Arranged, runs: Sequence[Run], x: float, y: float, room: float, most_lines: int
    ) -> float:
        texts = [shown(run.text) for run in runs]
        whole = "".join(texts)
        layout, height, ended = self._lay(whole, texts, runs, room, most_lines)
        if ended < _units(whole):
            cut = _characters(whole, ended)
            whole = whole[: max(0, cut - 2)].rstrip() + "…"
            layout, height, _ = self._lay(whole, texts, runs, room, most_lines)
        spans, begin = [], 0
        for run, text in zip(runs, texts, strict=True):
            spans.append((min(begin, len(whole)), min(begin + len(text), len(whole)), run))
            begin += len(text)
        out.texts.append(Placed(layout, QPointF(x, y), spans))
        return height

    def _lay(
        self, whole: str, texts: Sequence[str], runs: Sequence[Run], room: float, most_lines: int
    ) -> tuple[QTextLayout, float, int]:
        """The layout, its height, and the UTF-16 unit at which its last line ends."""
        quiet = all(run.look in ("muted", "quote", "link", "warning", "error") for run in runs)
        layout = QTextLayout(whole, self.small if quiet else self.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        spans: list[QTextLayout.FormatRange] = []
        begin = 0
        for run, text in zip(runs, texts, strict=True):
            span = QTextLayout.FormatRange()
            span.start, span.length, span.format = begin, _units(text), self._format(run.look)
            spans.append(span)
            begin += span.length
        layout.setFormats(spans)
        height, ended, count = 0.0, 0, 0
        layout.beginLayout()
        while not most_lines or count < most_lines:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(room)
            line.setPosition(QPointF(0, height))
            height += line.height() + 1
            ended = line.textStart() + line.textLength()
            count += 1
        layout.endLayout()
        return layout, height, ended

    def _format(self, look: Look) -> QTextCharFormat:
        out = QTextCharFormat()
        theme = self._theme
        colours = {
            "muted": theme.muted,
            "quote": theme.muted,
            "link": theme.accent,
            "warning": theme.warning,
            "error": theme.error,
            "gone": theme.error,
            "new": theme.accent,
        }
        out.setForeground(colours.get(look, theme.text))
        if look == "bold":
            out.setFontWeight(QFont.Weight.DemiBold)
        elif look == "quote":
            out.setFontItalic(True)
        elif look == "gone":
            out.setFontStrikeOut(True)
        elif look == "new":
            out.setFontUnderline(True)
        return out


def colour_named(theme: Theme, name: str) -> QColor:
    """The colour of a position, or the theme's colour of that name."""
    return theme.positions[name] if name in theme.positions else QColor(getattr(theme, name))


def _units(text: str) -> int:
    """Length in UTF-16 units, as Qt counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _characters(text: str, units: int) -> int:
    """The place in `text` that lies `units` UTF-16 units from its start."""
    return units if text.isascii() else len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def line_x(found: object) -> float:
    """PySide gives (x, cursor) here, as the cursor may have moved; its type stubs do not know."""
    return float(found[0]) if isinstance(found, tuple) else float(found)  # type: ignore[arg-type]
