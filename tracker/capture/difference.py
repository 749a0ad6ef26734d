"""Two texts compared so that people can read the difference: by paragraphs, and by words within a paragraph.

The work is bounded by the length of the texts and by nothing else: no clock decides how good a difference is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that stands in both texts ('same'), or only in the old ('gone') or the new one ('new')."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or more, in pieces. `folded`: so many unchanged paragraphs are left out here, and `pieces` is empty.

    `old` and `new` are where it begins in the two texts, in characters.
    """

    pieces: tuple[Piece, ...]
    old: int
    new: int
    folded: int = 0

    @property
    def is_changed(self) -> bool:
        """Whether the two texts differ here."""
        return any(piece.kind != "same" for piece in self.pieces)


class Stretch(NamedTuple):
    """Items `a0` to `a1` of one sequence stand for `b0` to `b1` of another: the `same`, or in their place."""

    same: bool
    a0: int
    a1: int
    b0: int
    b1: int


# Scripts that put no space between words are compared character by character.
_CHARACTER = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
TOKEN = re.compile(rf"[{_CHARACTER}]|[^\W{_CHARACTER}]+|[^\w\s]")
"""A word or a sign; white space is none."""
_PART = re.compile(rf"{TOKEN.pattern}|\s+")
_SMALL = 200 * 200
"""A gap of two sequences whose lengths, multiplied, come to no more is compared item by item; a larger one is first
split at items that stand once in both."""
_MOST = 25 * _SMALL
"""All such gaps of one comparison together, a second or two of work at worst; what goes beyond is one change."""


@dataclass(slots=True)
class Allowance:
    """How much may still be compared item by item."""

    left: int = _MOST


def stretches(
    a: Sequence[str], b: Sequence[str], *, readable: bool = False, allowance: Allowance | None = None
) -> list[Stretch]:
    """How `a` became `b`, from first to last, without gaps. `readable`: what is the same only by chance, a comma
    between two changes, counts as changed. `allowance`: shared by several comparisons."""
    pairs: list[Stretch] = []
    allowance = allowance or Allowance()
    waiting = [(0, len(a), 0, len(b))]
    while waiting:
        a0, a1, b0, b1 = waiting.pop()
        before = 0
        while a0 + before < min(a1, a0 + b1 - b0) and a[a0 + before] == b[b0 + before]:
            before += 1
        if before:
            pairs.append(Stretch(True, a0, a0 + before, b0, b0 + before))
            a0, b0 = a0 + before, b0 + before
        after = 0
        while after < min(a1 - a0, b1 - b0) and a[a1 - 1 - after] == b[b1 - 1 - after]:
            after += 1
        if after:
            pairs.append(Stretch(True, a1 - after, a1, b1 - after, b1))
            a1, b1 = a1 - after, b1 - after
        if a0 == a1 or b0 == b1:
            continue
        work = (a1 - a0) * (b1 - b0)
        if work <= min(_SMALL, allowance.left):
            allowance.left -= work
            pairs += _compared(a[a0:a1], b[b0:b1], a0, b0, readable=readable)
        elif allowance.left:
            marks = _landmarks(a, a0, a1, b, b0, b1)
            pairs += [Stretch(True, i, i + 1, j, j + 1) for i, j in marks]
            ends = [*marks, (a1, b1)] if marks else []
            for i, j in ends:
                waiting.append((a0, i, b0, j))
                a0, b0 = i + 1, j + 1
    return _without_gaps(sorted(pairs, key=lambda s: s.a0), len(a), len(b))


def _compared(a: Sequence[str], b: Sequence[str], at_a: int, at_b: int, *, readable: bool) -> list[Stretch]:
    """The stretches that are the same, item by item."""
    from diff_match_patch import diff_match_patch

    codes: dict[str, str] = {}
    for item in (*a, *b):
        if item not in codes:
            number = len(codes) + 1
            codes[item] = chr(number if number < 0xD800 else number + 0x800)  # no half of a pair stands for an item
    comparing = diff_match_patch()
    comparing.Diff_Timeout = 0
    found = comparing.diff_main("".join(codes[item] for item in a), "".join(codes[item] for item in b), False)
    if readable:
        comparing.diff_cleanupSemantic(found)
    out = []
    for change, items in found:
        count = len(items)
        if change == 0:
            out.append(Stretch(True, at_a, at_a + count, at_b, at_b + count))
        at_a += count if change <= 0 else 0
        at_b += count if change >= 0 else 0
    return out


def _landmarks(a: Sequence[str], a0: int, a1: int, b: Sequence[str], b0: int, b1: int) -> list[tuple[int, int]]:
    """Items that stand once in both gaps, as many as are in the same order in both (“patience”)."""
    ours, theirs = Counter(a[a0:a1]), Counter(b[b0:b1])
    where = {b[j]: j for j in range(b0, b1) if theirs[b[j]] == 1}
    pairs = [(i, where[a[i]]) for i in range(a0, a1) if ours[a[i]] == 1 and a[i] in where]
    # The longest run that rises in both.
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    from bisect import bisect_left

    for number, (_, j) in enumerate(pairs):
        place = bisect_left(tops, j)
        before.append(ends[place - 1] if place else -1)
        if place == len(tops):
            tops.append(j)
            ends.append(number)
        else:
            tops[place], ends[place] = j, number
    out = []
    at = ends[-1] if ends else -1
    while at >= 0:
        out.append(pairs[at])
        at = before[at]
    return out[::-1]


def _without_gaps(pairs: list[Stretch], length_a: int, length_b: int) -> list[Stretch]:
    """Neighbours that are the same joined, and what lies between them put in as changed."""
    out: list[Stretch] = []
    at_a = at_b = 0
    for pair in [*pairs, Stretch(True, length_a, length_a, length_b, length_b)]:
        if (at_a, at_b) != (pair.a0, pair.b0):
            out.append(Stretch(False, at_a, pair.a0, at_b, pair.b0))
        if pair.a0 != pair.a1:
            if out and out[-1].same:
                pair = Stretch(True, out[-1].a0, pair.a1, out[-1].b0, pair.b1)
                out.pop()
            out.append(pair)
        at_a, at_b = pair.a1, pair.b1
    return out


def by_words(old: str, new: str, allowance: Allowance | None = None) -> tuple[Piece, ...]:
    """How words became others. The 'same' and 'gone' pieces together are the old text, 'same' and 'new' the new one."""
    a, b = _PART.findall(old), _PART.findall(new)
    out: list[Piece] = []
    for same, a0, a1, b0, b1 in stretches(a, b, readable=True, allowance=allowance):
        if same:
            out.append(Piece("same", "".join(a[a0:a1])))
        else:
            out += [Piece("gone", "".join(a[a0:a1]))] if a0 < a1 else []
            out += [Piece("new", "".join(b[b0:b1]))] if b0 < b1 else []
    return tuple(out)


def by_paragraphs(old: str, new: str, around: int = 1) -> tuple[Passage, ...]:
    """How a text became another: each paragraph (line) that changed, with `around` unchanged ones before and after it;
    longer unchanged stretches are folded into one passage that says how many paragraphs it stands for."""
    a, b = old.splitlines(keepends=True), new.splitlines(keepends=True)
    at_a, at_b = _begins(a), _begins(b)
    allowance = Allowance()
    found = stretches(a, b, allowance=allowance)
    out: list[Passage] = []
    for number, (same, a0, a1, b0, b1) in enumerate(found):
        if not same:
            out += _changed(a[a0:a1], b[b0:b1], at_a[a0], at_b[b0], allowance)
            continue
        first = around if number > 0 else 0
        last = around if number < len(found) - 1 else 0
        if a1 - a0 <= first + last + 1:
            first, last = a1 - a0, 0
        shown = [*range(first), -1, *range(a1 - a0 - last, a1 - a0)] if first < a1 - a0 else list(range(first))
        for place in shown:
            if place < 0:
                out.append(Passage((), at_a[a0 + first], at_b[b0 + first], a1 - a0 - first - last))
            else:
                out.append(Passage((Piece("same", a[a0 + place]),), at_a[a0 + place], at_b[b0 + place]))
    return tuple(out)


def _changed(a: Sequence[str], b: Sequence[str], at_a: int, at_b: int, allowance: Allowance) -> list[Passage]:
    """Paragraphs in place of others: each beside the one that it is most like, if the two are as many."""
    if len(a) == len(b):
        out = []
        for before, after in zip(a, b, strict=True):
            out.append(Passage(by_words(before, after, allowance), at_a, at_b))
            at_a, at_b = at_a + len(before), at_b + len(after)
        return out
    return [Passage(by_words("".join(a), "".join(b), allowance), at_a, at_b)]


def _begins(paragraphs: Sequence[str]) -> list[int]:
    out = [0]
    for paragraph in paragraphs:
        out.append(out[-1] + len(paragraph))
    return out


__all__ = ["TOKEN", "Kind", "Passage", "Piece", "Stretch", "by_paragraphs", "by_words", "stretches"]
