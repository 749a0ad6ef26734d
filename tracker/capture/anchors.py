"""Finding the words of a quote again after the text around them, or they themselves, have changed.

A quote is verbatim: where the very same words stand at the same place in the text, they are `Found`, whatever came
before or after them. Where they were changed, if only in their white space, what stands in their place now is `Moved`,
for people to confirm. Where that cannot be told, they are `Lost`; the places where the same words stand are listed, and
none is chosen.

What "the same place" is, where words stand several times, only the text around them can say. Words at a place of one
text are *tied* to a place of the other if they stand at both in a stretch that stands once in either text. The rule:

    Words are found at a place only if they are tied to it and to no other, and it is tied to them alone.

That a text begins, or ends, belongs to such a stretch. So if all before a quote is as it was, or all after it, however
much was done on the other side, the quote is tied to its own place, and is found there or not at all. It is not found
if a paragraph was doubled where it stands, or one of two alike taken away: both are tied, and either may be the one.

This tells no more of a paragraph that was changed first and then doubled where it stands: the copy that lies beside
what was not changed has more around it that is as it was, whichever was the first. So words are not found, either,
where a copy lies side by side that is tied to nothing.

White space counts for nothing in this, only for whether the words are verbatim.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from tracker.capture.flat_text import CONTEXT, FlatText, Place, places, shared_after, shared_before
from tracker.capture.replaced import in_place_of

_MOST_PLACES = 2_000
"""Words that stand more often are not told apart."""
_MOST_ALIKE = 50_000_000
"""Nor are those with more characters around all their places, together, that are the same."""


class Quoted(Protocol):
    """The fields of a citation that anchor it: what it quotes, and where that stands (-1: nowhere known)."""

    @property
    def exact(self) -> str: ...
    @property
    def prefix(self) -> str: ...
    @property
    def suffix(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Found:
    """The same words, at their place in the new text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Other words stand in their place, or the same in another form: to be confirmed."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lost:
    """Nothing that is certain to stand for them. `candidates`: where the very same words begin, if anywhere."""

    candidates: tuple[int, ...] = ()


Again = Found | Moved | Lost


def find_again(old_text: str, new_text: str, quote: Quoted) -> Again:
    """Where a quote stands now that `old_text` has become `new_text`.

    `old_text` is the text that its place refers to; "" if it is not known, or if the quote has no place in it.
    """
    return find_all(old_text, new_text, [quote])[0]


def find_all(old_text: str, new_text: str, quotes: Iterable[Quoted]) -> list[Again]:
    """`find_again` for many quotes of one text: what they share is done once."""
    old, new = FlatText(old_text), FlatText(new_text)
    return [_again(old, new, quote) for quote in quotes]


class _Tie(NamedTuple):
    """A place that words are tied to, and whether what is around them is enough to be no chance."""

    place: Place
    telling: bool


class _UntoldError(Exception):
    """It cannot be told which of several places is meant, or not with a bearable effort."""


def _again(old: FlatText, new: FlatText, quote: Quoted) -> Again:
    exact, start, end = quote.exact, quote.start, quote.end
    if not exact or not new.text:
        return Lost()
    if not (0 <= start < end <= len(old.text) and exact.strip() and old.text[start:end].strip()):
        return _by_context(new.text, quote)
    if old.text[start:end] != exact:
        # Other words stand in their place, yet to be confirmed, and are as they were; or the words themselves are back.
        there = _in_place(old, start, end, new)
        if isinstance(there, Found):
            return _verbatim(new, Place(new.flattened(there.start), new.flattened(there.end)), exact)
        old, end = FlatText(old.text[:start] + exact + old.text[end:]), start + len(exact)
    return _in_place(old, start, end, new)


def _in_place(old: FlatText, start: int, end: int, new: FlatText) -> Again:
    """Where the words of a place in the old text stand now, or what has come in their place."""
    exact = old.text[start:end]
    if old.text == new.text:
        return Found(start, end)
    was = Place(old.flattened(start), old.flattened(end))
    lost = Lost(tuple(places(new.text, exact, _MOST_PLACES)))
    try:
        tie = _only_tie(old.flat, was, new.flat)
    except _UntoldError:
        return lost
    if tie is not None and tie.telling:
        return _verbatim(new, tie.place, exact)
    there = in_place_of(old, was, new)
    if there is None:
        return lost
    if new.flat[there.start : there.end] == old.flat[was.start : was.end]:
        return _verbatim(new, there, exact) if tie is not None and tie.place == there else lost
    return Moved(new.begin(there.start), new.end(there.end))


def _verbatim(new: FlatText, place: Place, exact: str) -> Found | Moved:
    """Words that are the same but perhaps for white space."""
    start, end = new.begin(place.start), new.end(place.end)
    # White space at the ends of a quote belongs to it.
    before, after = len(exact) - len(exact.lstrip()), len(exact) - len(exact.rstrip())
    if start >= before and new.text[start - before : end + after] == exact:
        return Found(start - before, end + after)
    return Moved(start, end)


def _by_context(text: str, quote: Quoted) -> Found | Lost:
    """Where no place is known: the only place of the words, or the only one between the words kept around them."""
    length, prefix, suffix = len(quote.exact), quote.prefix, quote.suffix

    def fits(at: int, *, wholly: bool) -> bool:
        before = text.endswith(prefix, 0, at)
        after = text.startswith(suffix, at + length)
        return before and after if wholly else (bool(prefix) and before) or (bool(suffix) and after)

    found = places(text, quote.exact, _MOST_PLACES)
    lost = Lost(tuple(found))
    if len(found) == _MOST_PLACES:
        return lost
    if len(found) == 1 and (length >= CONTEXT or not (prefix or suffix) or fits(found[0], wholly=False)):
        return Found(found[0], found[0] + length)
    if len(found) > 1 and (prefix or suffix):
        fitting = [at for at in found if fits(at, wholly=True)]
        if len(fitting) == 1:
            return Found(fitting[0], fitting[0] + length)
    return lost


def _only_tie(old: str, was: Place, new: str) -> _Tie | None:
    """What words are tied to, by the rule; None if to nothing. _UntoldError if that is not the only place, or they are
    not the only words."""
    ties = _ties(old, was, new)
    if not ties:
        return None
    place = ties[0].place
    if len(ties) > 1 or len(_ties(new, place, old)) > 1:
        raise _UntoldError
    if any(not _ties(new, copy, old) for copy in _copies_beside(new, place)):
        raise _UntoldError
    return ties[0]


def _ties(a: str, at: Place, b: str) -> list[_Tie]:
    """The places in `b` that the words at a place of `a` are tied to.

    Of all stretches in which they stand at both, only the longest is looked at: if a shorter one stands once, so does
    that. _UntoldError if there are too many.
    """
    words = a[at.start : at.end]
    length, others = len(words), [begin for begin in _all_places(a, words) if begin != at.start]
    shared = []
    left = _MOST_ALIKE
    for begin in _all_places(b, words):
        before, after = shared_before(a, at.start, b, begin), shared_after(a, at.end, b, begin + length)
        shared.append((before, after, begin))
        left -= before + after
        if left < 0:
            raise _UntoldError
    # A stretch stands once in `b` if at no other place as much is shared on both sides.
    once: list[tuple[int, int, int]] = []
    most = -1
    for each in sorted(shared, reverse=True):
        if each[1] > most:
            once.append(each)
            most = each[1]
        elif once and once[-1][:2] == each[:2]:
            once.pop()
    ties = []
    for before, after, begin in once:
        stretch = a[at.start - before : at.end + after]
        if not any(other >= before and a.startswith(stretch, other - before) for other in others):
            # A few letters around words that stand elsewhere, too, or around a few letters, may be there by chance.
            enough = before + after >= CONTEXT or stretch[0] == "\n" or stretch[-1] == "\n"
            alone = length >= CONTEXT and len(shared) == 1 and not others
            ties.append(_Tie(Place(begin, begin + length), enough or alone))
    return ties


def _copies_beside(text: str, at: Place) -> list[Place]:
    """The nearest places before and after a place where the words stand in a copy of the stretch in which they stand
    there, so that the two copies lie side by side."""
    begins = _all_places(text, text[at.start : at.end])

    def is_beside(begin: int) -> bool:
        shared = shared_before(text, at.start, text, begin) + shared_after(text, at.start, text, begin)
        return shared >= abs(begin - at.start)

    before = next((begin for begin in reversed(begins) if begin < at.start and is_beside(begin)), None)
    after = next((begin for begin in begins if begin > at.start and is_beside(begin)), None)
    return [Place(begin, begin + at.end - at.start) for begin in (before, after) if begin is not None]


def _all_places(text: str, words: str) -> list[int]:
    """Where words begin. _UntoldError if they do so too often."""
    found = places(text, words, _MOST_PLACES)
    if len(found) == _MOST_PLACES:
        raise _UntoldError
    return found


__all__ = ["CONTEXT", "Again", "Found", "Lost", "Moved", "Quoted", "find_again", "find_all", "places"]
