"""Words found in a text whatever their case, accents, kind of quotation mark and white space.

Each character is compared by itself, so that what is found in the folded text stands in the same place of the text.
"""

from __future__ import annotations

import unicodedata

MOST = 10_000
"""Places that are counted; a text that has more of them is searched for something too short."""
_STEP = 65_536

_ALIKE = {
    **dict.fromkeys("\t\n\r\x0b\x0c\x85\u00a0\u2007\u2028\u2029\u202f", " "),
    **dict.fromkeys("‘’‚‛′ʼ", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
}


def folded(text: str) -> str:
    """A text of the same length in which characters that are taken for alike are the same."""
    parts = []
    for at in range(0, len(text), _STEP):  # in steps, since other threads wait for each
        part = text[at : at + _STEP]
        if part.isascii():
            parts.append(part.lower().translate(_ASCII))
        else:
            parts.append(part.translate({ord(c): _fold_one(c) for c in set(part)}))
    return "".join(parts)


def _fold_one(character: str) -> str:
    alike = _ALIKE.get(character)
    if alike is not None:
        return alike
    base, *marks = list(unicodedata.normalize("NFD", character))
    if any(not unicodedata.combining(mark) for mark in marks):
        base = character  # a syllable that is written in parts is no letter with an accent
    small = base.lower()
    return small if len(small) == 1 else base


_ASCII = {ord(c): alike for c, alike in _ALIKE.items() if c.isascii()}


def found(text: str, words: str) -> list[int]:
    """Where `words` begin in a `folded` text, in order, not overlapping; the first `MOST` of them and one more."""
    wanted = folded(words)
    places: list[int] = []
    at = text.find(wanted) if wanted else -1
    while at >= 0 and len(places) <= MOST:
        places.append(at)
        at = text.find(wanted, at + len(wanted))
    return places
