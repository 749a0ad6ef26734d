"""How a picture looks: its paper, colours and type, and how wide texts are in it.

Pages are laid out in pixels, as on a screen with text of `TEXT` pixels; a pixel is `POINTS` points (1/72 inch) on
paper.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count

from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QRawFont

from tracker import vocabulary
from tracker.timeline.marks import Style
from tracker.ui import theme as themes
from tracker.ui.theme import Theme

TEXT = 13
POINTS = 0.55
MARGIN = 62.0
PAPERS = {"a4": (210.0, 297.0), "a3": (297.0, 420.0), "letter": (215.9, 279.4), "tabloid": (279.4, 431.8)}
"""Millimetres, upright."""
_POINTS_A_MILLIMETRE = 72 / 25.4
# Told apart by a letter where there is no colour, as well as by how dark they are.
LETTERS = {
    "executive": "E",
    "agreement": "A",
    "agency": "S",
    "data": "D",
    "rulemaking": "R",
    "court filing": "F",
    "court": "C",
    "legislative": "L",
    "other": "O",
}
_DARKEST, _LIGHTEST = 0, 112


def millimetres(paper: str, landscape: bool) -> tuple[float, float]:
    """A paper's width and height."""
    short, long = PAPERS[paper]
    return (long, short) if landscape else (short, long)


def pixels(paper: str, landscape: bool) -> tuple[float, float]:
    """A page's width and height, as pages are laid out."""
    width, height = millimetres(paper, landscape)
    return width * _POINTS_A_MILLIMETRE / POINTS, height * _POINTS_A_MILLIMETRE / POINTS


@dataclass(frozen=True)
class Look:
    """The colours, the type and the sizes of things. `letters`: each mark has its family's letter beside it."""

    theme: Theme
    font: QFont
    style: Style
    letters: bool
    black_and_white: bool = False

    @classmethod
    def of(cls, font: QFont, black_and_white: bool, letters: bool = True) -> Look:
        """For a font, of which the kind is taken and not the size."""
        chosen = printable(font)
        chosen.setPixelSize(TEXT)
        style = Style().scaled(QFontMetricsF(chosen).height() / 15)
        if letters or black_and_white:
            style = replace(style, label_offset=style.label_offset + LETTER_ROOM * TEXT)
        theme = themes.load("light")
        shown = in_greys(theme) if black_and_white else theme
        return cls(shown, chosen, style, letters or black_and_white, black_and_white)

    def letter_colour(self, family: str) -> QColor:
        """What a family's letter is written in: its colour, or black where there is none."""
        return self.theme.text if self.black_and_white else self.theme.family_colour(family)

    def sized(self, part: float, strong: bool = False) -> QFont:
        """The font, `part` times as large."""
        font = QFont(self.font)
        font.setPixelSize(max(1, round(self.font.pixelSize() * part)))
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def line(self, font: QFont | None = None) -> float:
        """The height of a line of text."""
        return float(round(QFontMetricsF(font or self.font).height() + 1))


LETTER_ROOM = 1.05
"""What a letter takes beside a mark, in heights of the text."""


def printable(font: QFont) -> QFont:
    """A font as it should be written into a file: its real name, letters apart (a ligature could not be searched for),
    and placed as finely as paper allows."""
    chosen = QFont(font)
    # “Sans Serif” and the like are no fonts, but what stands for one on this machine.
    family = QRawFont.fromFont(font).familyName() or QFontInfo(font).family()
    # A Mac's own font has no name that a file could give.
    chosen.setFamily("Helvetica Neue" if family.startswith(".") else family)
    for feature in ("liga", "clig", "dlig", "calt"):
        chosen.setFeature(QFont.Tag(feature), 0)
    chosen.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return chosen


def measure_of(font: QFont) -> Callable[[str], float]:
    """How wide a text is drawn in a font, in pixels; a little more rather than less."""
    large = QFont(font)
    large.setPixelSize(font.pixelSize() * 8)
    metrics = QFontMetricsF(large)
    letters = [metrics.horizontalAdvance(chr(code)) / 8 for code in range(128)]

    @lru_cache(20_000)
    def measure(text: str) -> float:
        if text.isascii():
            return sum(map(letters.__getitem__, text.encode("ascii")))
        return metrics.horizontalAdvance(text) / 8

    return measure


def in_greys(theme: Theme) -> Theme:
    """A theme for those who print, or see, no colour. All that is read is black, as a printer makes dots of grey."""
    levels = count()
    step = (_LIGHTEST - _DARKEST) / max(1, len(theme.families) - 1)
    families = {family: _grey(_DARKEST + step * next(levels)) for family in vocabulary.FAMILIES}
    return replace(
        theme,
        text=_grey(0),
        muted=_grey(0),
        faint=_grey(110),
        line=_grey(222),
        accent=_grey(0),
        families=families,
        positions={position: _grey(0) for position in theme.positions},
    )


def _grey(level: float) -> QColor:
    return QColor(round(level), round(level), round(level))


def letter(family: str) -> str:
    """A family's letter."""
    return LETTERS.get(family) or family[:1].upper()
