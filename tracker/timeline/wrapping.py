"""Breaking an event's date and title into lines of a given width, whole: nothing is left out or shortened."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import accumulate

from tracker.timeline.marks import Measure

# Lines are broken after spaces (which stay at the line's end), not at those that are meant to hold words together.
_WORD = re.compile(r"[^ ]+ *| +")
_BREAKS = dict.fromkeys([*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `lead` (of the date) and then `text` (of the title), `lead_width` and `width` pixels wide, the latter
    of both together. One after the other the texts are the title, as each line keeps the space it was broken at."""

    lead: str
    text: str
    lead_width: float
    width: float


def wrapped(lead: str, text: str, width: float, measure: Measure, trailing: float = 0.0) -> tuple[Line, ...]:
    """A date and a title in lines of at most `width`, the last with `trailing` pixels free after it (included in its
    width). A word that is wider is broken where it must be."""
    lines: list[Line] = []
    lead_part, text_part, lead_width, x = "", "", 0.0, 0.0
    for is_lead, word in _pieces(lead, plain(text), width, measure):
        wide = measure(word.rstrip(" "))
        if x + wide > width and (lead_part or text_part):
            lines.append(Line(lead_part, text_part, lead_width, _visible(x, lead_part + text_part, measure)))
            lead_part, text_part, lead_width, x = "", "", 0.0, 0.0
        x += measure(word)
        if is_lead:
            lead_part += word
            lead_width = x
        else:
            text_part += word
    last = _visible(x, lead_part + text_part, measure)
    if trailing and last + trailing > width:
        lines.append(Line(lead_part, text_part, lead_width, last))
        lead_part, text_part, lead_width, last = "", "", 0.0, 0.0
    lines.append(Line(lead_part, text_part, lead_width, last + trailing))
    return tuple(lines)


def plain(text: str) -> str:
    """A text with a space in place of each line break and control character, of which no line can show one."""
    return text if text.isprintable() else text.translate(_BREAKS)


def _pieces(lead: str, text: str, width: float, measure: Measure) -> list[tuple[bool, str]]:
    found: list[tuple[bool, str]] = []
    for is_lead, whole in ((True, f"{lead}  " if lead else ""), (False, text)):
        for match in _WORD.finditer(whole):
            word = match[0]
            parts = [word] if measure(word.rstrip(" ")) <= width else _broken(word, width, measure)
            found += ((is_lead, part) for part in parts)
    return found


def _broken(word: str, width: float, measure: Measure) -> list[str]:
    """A word wider than a line, in parts that are not; what belongs to one character stays together."""
    parts: list[str] = []
    while word:
        ends = [end for end, wide in enumerate(accumulate(map(measure, word[:2000])), 1) if wide <= width]
        cut = ends[-1] if ends else 1
        while 0 < cut < len(word) and _belongs(word, cut):
            cut -= 1
        cut = cut or _whole_character(word)
        parts.append(word[:cut])
        word = word[cut:]
    return parts


def _belongs(word: str, place: int) -> bool:
    """Whether what stands at a place is part of the character before it."""
    character = word[place]
    return character == _JOINER or word[place - 1] == _JOINER or unicodedata.category(character)[0] in "M"


def _whole_character(word: str) -> int:
    """How long the first character is, with all that belongs to it."""
    return next((place for place in range(1, len(word)) if not _belongs(word, place)), len(word))


def _visible(x: float, line: str, measure: Measure) -> float:
    """How wide a line is without the spaces at its end."""
    spaces = len(line) - len(line.rstrip(" "))
    return x - spaces * measure(" ") if spaces else x
