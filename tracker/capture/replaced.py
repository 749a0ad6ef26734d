"""What stands in a text in place of words that stood there before it changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.capture.difference import TOKEN, Stretch, stretches
from tracker.capture.flat_text import CONTEXT, FlatText, Place, shared_after, shared_before

_LANDMARK = 24
"""Characters, white space left out, that stand once in both texts: where one of them is, the other is."""
_KEPT = 0.5
"""The part of the words, by length, that must still be there for what stands in their place to be taken for them."""


def in_place_of(old: FlatText, was: Place, new: FlatText) -> Place | None:
    """Where in `new.flat` stands what has come in place of words: the same ones, or ones near to them.

    The texts are compared, word by word, between the nearest landmarks on either side of a place: from the front and
    from the back. None where the two do not agree, or nothing that is near to them stands there.
    """
    before, after = _landmark_before(old.flat, was.start, new.flat), _landmark_after(old.flat, was.end, new.flat)
    if before is None or after is None or before[1] >= after[1]:
        return None
    a = list(TOKEN.finditer(old.text, old.begin(before[0]), old.end(after[0])))
    b = list(TOKEN.finditer(new.text, new.begin(before[1]), new.end(after[1])))
    start, end = old.begin(was.start), old.end(was.end)
    inside = [n for n, token in enumerate(a) if token.end() > start and token.start() < end]
    if not inside or not b:
        return None
    words, others = [token[0] for token in a], [token[0] for token in b]
    first, last = inside[0], inside[-1]
    begin, stop, kept, same = _image(stretches(words, others), first, last)
    back = stretches(words[::-1], others[::-1])
    end_b, begin_b, _, _ = _image(back, len(a) - 1 - last, len(a) - 1 - first)
    begin_b, end_b = len(b) - begin_b, len(b) - end_b
    if begin >= stop or not (begin < end_b and begin_b < stop) or (same and (begin, stop) != (begin_b, end_b)):
        return None
    found = Place(new.flattened(b[begin].start()), new.flattened(b[stop - 1].end()))
    had, has = sum(len(words[n]) for n in inside), sum(len(word) for word in others[begin:stop])
    still = sum(len(words[n]) for n in kept)
    before_it = shared_before(old.flat, was.start, new.flat, found.start)
    after_it = shared_after(old.flat, was.end, new.flat, found.end)
    near = 2 * still >= _KEPT * (had + has) or (
        # Other words, between the same ones as before: a name corrected, a redaction lifted.
        has <= 4 * had + CONTEXT
        and before_it + after_it >= CONTEXT
        and before_it >= min(CONTEXT, was.start - 1)
        and after_it >= min(CONTEXT, len(old.flat) - 1 - was.end)
    )
    if same:
        # A place may begin or end within a word.
        at = found.start + was.start - old.flattened(a[first].start())
        found = Place(at, at + was.end - was.start)
    return found if near else None


def _image(found: Sequence[Stretch], first: int, last: int) -> tuple[int, int, list[int], bool]:
    """What items `first` to `last` of one sequence became in the other: from where to where, which of them are kept,
    and whether all are, side by side."""
    begin = stop = 0
    kept: list[int] = []
    whole = False
    for same, a0, a1, b0, b1 in found:
        if a0 <= first < a1:
            begin = b0 + first - a0 if same else b0
        if a0 <= last < a1:
            stop = b0 + last - a0 + 1 if same else b1
        if same:
            kept += range(max(a0, first), min(a1, last + 1))
            whole |= a0 <= first and last < a1
    return begin, stop, kept, whole


def _steps(room: int) -> Iterable[int]:
    """Distances at which landmarks are looked for: close by first, then farther and farther apart."""
    at, step = 0, 8
    while at < room:
        yield at
        at += step
        step = step if at < 400 else step * 5 // 4 + 1


def _landmark_before(old: str, at: int, new: str) -> tuple[int, int] | None:
    """The end of the nearest landmark before a place, in both texts; that the texts begin is one, too."""
    for distance in _steps(at - _LANDMARK + 1):
        end = at - distance
        found = _once(old, new, old[end - _LANDMARK : end])
        if found is not None:
            return end, found + _LANDMARK
    return (1, 1) if at < 40 * CONTEXT else None


def _landmark_after(old: str, at: int, new: str) -> tuple[int, int] | None:
    """The beginning of the nearest landmark after a place, in both texts; so is the end of the texts."""
    for distance in _steps(len(old) - at - _LANDMARK + 1):
        begin = at + distance
        found = _once(old, new, old[begin : begin + _LANDMARK])
        if found is not None:
            return begin, found
    return (len(old) - 1, len(new) - 1) if len(old) - at < 40 * CONTEXT else None


def _once(old: str, new: str, mark: str) -> int | None:
    """Where a mark stands in the new text, if it stands once in both."""
    found = new.find(mark)
    if found < 0 or new.find(mark, found + 1) >= 0:
        return None
    return found if old.find(mark, old.find(mark) + 1) < 0 else None
