"""A text without its white space, and what two such texts have in common around two places."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

CONTEXT = 32
"""Characters kept on either side of a quote, as Hypothesis does."""
_FAR = 10_000
"""How far the text around two places is compared."""


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
    """A text, and what it is without white space: `flat`, with a place in one for each place in the other."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def flat(self) -> str:
        return "".join(self.text.split())

    @cached_property
    def _runs(self) -> tuple[array[int], array[int]]:
        """Where each run without white space begins in the text, and in `flat`; with the end of all as a last one."""
        begins, flat, length = array("q"), array("q"), 0
        for run in re.finditer(r"\S+", self.text):
            begins.append(run.start())
            flat.append(length)
            length += run.end() - run.start()
        begins.append(len(self.text))
        flat.append(length)
        return begins, flat

    def flattened(self, at: int) -> int:
        """The place in `flat` of what stands at a place of the text or, if that is white space, after it."""
        begins, flat = self._runs
        run = bisect_right(begins, at) - 1
        if run < 0:
            return 0
        return flat[run] + (min(at - begins[run], flat[run + 1] - flat[run]) if run + 1 < len(flat) else 0)

    def begin(self, at: int) -> int:
        """Where in the text a character of `flat` stands."""
        begins, flat = self._runs
        run = bisect_right(flat, at) - 1
        return begins[run] + at - flat[run]

    def end(self, at: int) -> int:
        """The end, in the text, of what ends at a place of `flat`."""
        return self.begin(at - 1) + 1 if at else 0


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a `FlatText.flat`."""

    start: int
    end: int


def shared_before(a: str, i: int, b: str, j: int) -> int:
    """How many characters before `i` in `a` are those before `j` in `b`."""
    low, high = 0, min(i, j, _FAR)
    if a[i - min(high, CONTEXT) : i] != b[j - min(high, CONTEXT) : j]:
        high = min(high, CONTEXT)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if a[i - middle : i] == b[j - middle : j] else (low, middle - 1)
    return low


def shared_after(a: str, i: int, b: str, j: int) -> int:
    """How many characters from `i` on in `a` are those from `j` on in `b`."""
    low, high = 0, min(len(a) - i, len(b) - j, _FAR)
    if a[i : i + CONTEXT] != b[j : j + CONTEXT]:
        high = min(high, CONTEXT)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if a[i : i + middle] == b[j : j + middle] else (low, middle - 1)
    return low
