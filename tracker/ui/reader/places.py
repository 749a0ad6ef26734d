"""A kept text as a text document shows it, and places in one translated into places in the other.

A place in a kept text is a number of characters; a document counts UTF-16 units, has one kind of line end, and takes
some characters for marks of its own. What is shown is only ever for the eye: words are quoted and copied from the kept
text, by their place in it.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator

LONGEST_LINE = 8_000
"""Characters of a line (a paragraph) that are laid out at once. A longer one is shown as several, broken at white
space where there is any, since all of a line is laid out to show a part of it."""

# What a document takes for line ends or objects of its own, or for a byte order mark, by what is shown in its place:
# each is one character for one character.
_SHOWN = str.maketrans(
    {
        "\r": "\n",
        "\u2029": "\n",
        "\x0b": "\u2028",
        "\x0c": "\u2028",
        "\x85": "\u2028",
        "\ufdd0": "\ufffd",
        "\ufdd1": "\ufffd",
        "\ufffc": "\ufffd",
        "\ufffe": "\ufffd",
        "\ufeff": "\u2060",
        "\x00": "\ufffd",
    }
)
_ODD = re.compile("[\r\x00\x0b\x0c]")
# What is not one unit for one character: line ends of two characters, and characters of two units.
_UNEVEN = re.compile("\r\n|[\U00010000-\U0010ffff]")
_ENDS = ("\n", "\r", "\u2029")
_SPACE = re.compile(r"\s")


class ShownText:
    """`kept` is the text as it is kept, `pieces` what is put into the document, one after the other."""

    def __init__(self, kept: str) -> None:
        self.kept = kept
        self.pieces: list[str] = []
        # Characters that take more or fewer units than one, in order; what they and those before them add to a place
        # after them; and the units at which they begin.
        self._at, self._shift, self._units = array("q"), array("q", [0]), array("q")
        # Piece by piece, so that no step of it takes long: other threads wait for each.
        for start, end, is_broken in _pieces(kept):
            piece = kept[start:end]
            if not piece.isascii() or _ODD.search(piece):
                for found in _UNEVEN.finditer(piece):
                    self._add(start + found.start(), -1 if found.end() - found.start() == 2 else 1)
                piece = piece.replace("\r\n", "\n").translate(_SHOWN)
            if is_broken:
                piece += "\n"
                self._add(end - 1, 1)
            self.pieces.append(piece)

    def _add(self, at: int, by: int) -> None:
        """Note that a character takes so many units more than one."""
        if self._at and self._at[-1] == at:
            self._shift[-1] += by
        else:
            self._at.append(at)
            self._units.append(at + self._shift[-1])
            self._shift.append(self._shift[-1] + by)

    def to_document(self, at: int) -> int:
        """The place in the document of a place in the kept text; between the two of CR LF: before them."""
        return at + self._shift[bisect_left(self._at, at)]

    def to_kept(self, unit: int) -> int:
        """The place in the kept text of one in the document; inside a character: after it."""
        uneven = bisect_left(self._units, unit)
        at = unit - self._shift[uneven]
        return max(at, self._at[uneven - 1] + 1) if uneven else at

    @property
    def length(self) -> int:
        """How many units of the document the text takes."""
        return self.to_document(len(self.kept))


def _pieces(kept: str) -> Iterator[tuple[int, int, bool]]:
    """Where stretches of whole lines begin and end, of `LONGEST_LINE` characters at most; True: at a line's end that is
    only shown, since the line goes on."""
    start, whole = 0, len(kept)
    while whole - start > LONGEST_LINE:
        most = start + LONGEST_LINE
        last = max(kept.rfind(end, start, most + 1) for end in _ENDS)
        if last >= 0:
            end = last + (2 if kept.startswith("\r\n", last) else 1)
            yield start, end, False
        else:
            spaces = [found.end() for found in _SPACE.finditer(kept, most - 400, most)]
            end = spaces[-1] if spaces else most
            yield start, end, True
        start = end
    if start < whole:
        yield start, whole, False
