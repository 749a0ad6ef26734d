"""Finding the words of a quote again after the text around them, or they themselves, have changed.

A quote is verbatim: where the very same words stand at the same place in the text, they are `Found`, whatever came
before or after them. Where they were changed, if only in their white space, what stands in their place now is `Moved`,
for people to confirm. Where that cannot be told, they are `Lost`; the places where the same words stand are listed, and
none is chosen.

What "the same place" is, where words stand several times, only the text around them can say:

1. If all before the words, or all after them, is as it was, they are where it puts them. If both could be said, and of
   different places, a stretch beside the change came or went twice over (a paragraph was doubled where it stands), and
   either copy may be the one: that is not guessed. Nor is it if a paragraph was changed first, and then doubled where
   it stands, so that just as much before the words, or after them, is as it was in either copy.
2. Otherwise a place may be the one if on at least one side of it CONTEXT characters, or all there are, are those that
   stood there before, and no other place where the words stood has a better claim to it. If there are several such
   places, the comparison of the two texts, word by word, must give one of them whether it is made from the front or
   from the back, and none of the others may have more around it that is as it was.

White space counts for nothing in this, only for whether the words are verbatim.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from tracker.capture.flat_text import CONTEXT, FlatText, Place, places, shared_after, shared_before
from tracker.capture.replaced import in_place_of

_MOST_PLACES = 5_000
"""Words that stand more often are not told apart."""
_MOST_PAIRS = 100_000
"""Places before times places now: so many at most are compared with each other."""


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


class _Alike(NamedTuple):
    """How many characters before, and after, two places are the same. `telling`: enough of them on one side."""

    before: int
    after: int
    telling: bool


def _again(old: FlatText, new: FlatText, quote: Quoted) -> Again:
    exact, flat = quote.exact, "".join(quote.exact.split())
    if not exact or not new.text:
        return Lost()
    known = 0 <= quote.start < quote.end <= len(old.text)
    if known and old.text == new.text and old.text[quote.start : quote.end] == exact:
        return Found(quote.start, quote.end)
    lost = Lost(tuple(places(new.text, exact, _MOST_PLACES)))
    if not known or not flat:
        return _by_context(new.text, quote, lost)
    there, undecided = _carried(old.text, Place(quote.start, quote.end), new.text)
    if undecided:
        return lost
    if there is not None and new.text[there.start : there.end] != exact:
        # What is yet to be confirmed stands where it did, and is unchanged; the words themselves are not back.
        return Moved(there.start, there.end)
    if there is not None and len(lost.candidates) == 1:
        return Found(there.start, there.end)
    was = Place(old.flattened(quote.start), old.flattened(quote.end))
    if there is not None:
        meant: Place | None = Place(new.flattened(there.start), new.flattened(there.end))
    else:
        meant, undecided = _carried(old.flat, was, new.flat)
    if undecided:
        return lost
    standing = [Place(at, at + len(flat)) for at in places(new.flat, flat, _MOST_PLACES)]
    stood = [p for p in (Place(at, at + len(flat)) for at in places(old.flat, flat, _MOST_PLACES)) if p != was]
    if max(len(standing), len(stood)) == _MOST_PLACES or len(standing) * len(stood) > _MOST_PAIRS:
        return lost if meant is None else _verbatim(new, meant, exact)
    having = _having(old.flat, was, stood, new.flat, standing)
    if meant is not None:
        ours = having.setdefault(meant, _alike(old.flat, was, new.flat, meant))
        # Beside its copy, with just as much before it, or after it, either may be the original.
        twins = any(
            place != meant
            and (each.before == ours.before or each.after == ours.after)
            and _touch(new.flat, meant, place)
            for place, each in having.items()
        )
        return lost if twins else _verbatim(new, meant, exact)
    if len(standing) == 1 and not stood and len(flat) >= CONTEXT:
        return _verbatim(new, standing[0], exact)
    telling = any(each.telling for each in having.values())
    having = {p: each for p, each in having.items() if not _is_contested(old.flat, stood, new.flat, p, each)}
    if len(having) == 1 and all(each.telling for each in having.values()):
        return _verbatim(new, next(iter(having)), exact)
    between = in_place_of(old, was, new)
    if telling:
        meant = between.place if between is not None and between.same else None
        return lost if meant is None or not _is_meant(new.flat, meant, having) else _verbatim(new, meant, exact)
    if between is None:
        return lost
    if new.flat[between.place.start : between.place.end] == flat:
        # The same words with nothing around them as it was: they are those if there are no others.
        return _verbatim(new, between.place, exact) if len(standing) == 1 and not stood else lost
    return Moved(new.begin(between.place.start), new.end(between.place.end)) if between.near else lost


def _verbatim(new: FlatText, place: Place, exact: str) -> Found | Moved:
    """Words that are the same but perhaps for white space."""
    start, end = new.begin(place.start), new.end(place.end)
    # White space at the ends of a quote belongs to it.
    before, after = len(exact) - len(exact.lstrip()), len(exact) - len(exact.rstrip())
    if start >= before and new.text[start - before : end + after] == exact:
        return Found(start - before, end + after)
    return Moved(start, end)


def _by_context(text: str, quote: Quoted, lost: Lost) -> Found | Lost:
    """Where no place is known: the only place of the words, or the only one between the words kept around them."""
    length, prefix, suffix = len(quote.exact), quote.prefix, quote.suffix

    def fits(at: int, *, wholly: bool) -> bool:
        before = text.endswith(prefix, 0, at)
        after = text.startswith(suffix, at + length)
        return before and after if wholly else (bool(prefix) and before) or (bool(suffix) and after)

    found = list(lost.candidates)
    if len(found) == _MOST_PLACES:
        return lost
    if len(found) == 1 and (length >= CONTEXT or not (prefix or suffix) or fits(found[0], wholly=False)):
        return Found(found[0], found[0] + length)
    if len(found) > 1 and (prefix or suffix):
        fitting = [at for at in found if fits(at, wholly=True)]
        if len(fitting) == 1:
            return Found(fitting[0], fitting[0] + length)
    return lost


def _carried(old: str, was: Place, new: str) -> tuple[Place | None, bool]:
    """Where a place is now if all before it, or all after it, is as it was. If both could be said, and of different
    places, something that stood beside it was doubled or one of two taken away, and it cannot be told which."""
    shift = len(new) - len(old)
    as_before, as_after = new.startswith(old[: was.end]), new.endswith(old[was.start :])
    if as_before and as_after and shift:
        return None, True
    # A few letters at the very beginning, or end, may be there by chance.
    if as_before and new.startswith(old[:CONTEXT]):
        return was, False
    if as_after and new.endswith(old[-CONTEXT:]):
        return Place(was.start + shift, was.end + shift), False
    return None, False


def _having(old: str, was: Place, stood: Sequence[Place], new: str, standing: Sequence[Place]) -> dict[Place, _Alike]:
    """The places where the words stand now that may be the one they were quoted from, with what speaks for each."""
    out: dict[Place, _Alike] = {}
    for place in standing:
        ours = _alike(old, was, new, place)
        # The words may stand there because they stood at another place before.
        if not any(_beats(_alike(old, other, new, place), ours) for other in stood):
            out[place] = ours
    return out


def _is_contested(old: str, stood: Sequence[Place], new: str, place: Place, ours: _Alike) -> bool:
    """Whether the words may just as well stand there because they stood at another place before: on one side more of
    what was around that is there."""
    return any(
        each.telling and (each.before > ours.before or each.after > ours.after)
        for each in (_alike(old, other, new, place) for other in stood)
    )


def _is_meant(new: str, compared: Place, having: dict[Place, _Alike]) -> bool:
    """Whether of several places it is the one that the comparison of the two texts gives: if what is around it is
    telling, none of the others has more around it, and no copy that lies beside it has as much on either side."""
    ours = having.get(compared)
    if ours is None or not ours.telling:
        return False
    return not any(
        _beats(each, ours)
        or ((each.before >= ours.before or each.after >= ours.after) and _touch(new, compared, place))
        for place, each in having.items()
        if place != compared
    )


def _beats(one: _Alike, other: _Alike) -> bool:
    return one[:2] != other[:2] and one.before >= other.before and one.after >= other.after


def _touch(text: str, one: Place, other: Place) -> bool:
    """Whether two places are in copies of one stretch that lie side by side."""
    length = one.end - one.start
    alike = shared_before(text, one.start, text, other.start) + length + shared_after(text, one.end, text, other.end)
    return alike >= abs(one.start - other.start)


def _alike(a: str, at_a: Place, b: str, at_b: Place) -> _Alike:
    """What is the same before and after two places. That both texts begin, or end, there is one more character."""
    before = shared_before(a, at_a.start, b, at_b.start)
    after = shared_after(a, at_a.end, b, at_b.end)
    from_start = before == at_a.start == at_b.start
    to_end = at_a.end + after == len(a) and at_b.end + after == len(b)
    telling = before >= CONTEXT or after >= CONTEXT or from_start or to_end
    return _Alike(before + from_start, after + to_end, telling)


__all__ = ["CONTEXT", "Again", "Found", "Lost", "Moved", "Quoted", "find_again", "find_all", "places"]
