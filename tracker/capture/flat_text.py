"""A text without its white space, and what two such texts have in common around two places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice

CONTEXT = 32
"""Characters kept on either side of a quote, as Hypothesis does."""
_BLOCK = 500
"""Characters that are counted at once."""
_NO_SPACE = re.compile(r"\S")


def places(text: str, exact: str, most: int = -1) -> list[int]:
    """Where `exact` begins in `text`, every time (or the first `most` times), overlapping ones too. `exact` must not
    be empty."""
    out: list[int] = []
    at = text.find(exact)
    while at >= 0 and len(out) != most:
        out.append(at)
        at = text.find(exact, at + 1)
    return out


class FlatText:
    """A text, and what it is without white space: `flat`, with a place in one for each place in the other.

    That a text begins and ends is a sign of its own: `flat` has a line feed before and after all else.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def flat(self) -> str:
        return f"\n{''.join(self.text.split())}\n"

    @cached_property
    def _counts(self) -> list[int]:
        """Where in `flat` each block of the text begins, and the end of all as a last one."""
        blocks = (self.text[at : at + _BLOCK] for at in range(0, len(self.text), _BLOCK))
        return list(accumulate((_length(block) for block in blocks), initial=1))

    def flattened(self, at: int) -> int:
        """The place in `flat` of what stands at a place of the text or, if that is white space, after it."""
        block = at // _BLOCK
        return self._counts[block] + _length(self.text[block * _BLOCK : at])

    def begin(self, at: int) -> int:
        """Where in the text a character of `flat` stands; it must not be one of the two line feeds."""
        block = bisect_right(self._counts, at) - 1
        characters = _NO_SPACE.finditer(self.text, block * _BLOCK)
        return next(islice(characters, at - self._counts[block], None)).start()

    def end(self, at: int) -> int:
        """The end, in the text, of what ends at a place of `flat`."""
        return self.begin(at - 1) + 1 if at > 1 else 0


def _length(text: str) -> int:
    return len("".join(text.split()))


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a `FlatText.flat`."""

    start: int
    end: int


def shared_before(a: str, i: int, b: str, j: int) -> int:
    """How many characters before `i` in `a` are those before `j` in `b`."""
    return _shared(min(i, j), lambda near, far: a[i - far : i - near] == b[j - far : j - near])


def shared_after(a: str, i: int, b: str, j: int) -> int:
    """How many characters from `i` on in `a` are those from `j` on in `b`."""
    return _shared(min(len(a) - i, len(b) - j), lambda near, far: a[i + near : i + far] == b[j + near : j + far])


def _shared(most: int, same: Callable[[int, int], bool]) -> int:
    """How far two texts are the same, if `same` says whether they are between two distances."""
    alike, step, growing = 0, CONTEXT, True
    while step and alike < most:
        further = min(alike + step, most)
        if same(alike, further):
            alike = further
        else:
            growing = False
        step = step * 2 if growing else step // 2
    return alike
