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

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from tracker.capture.difference import TOKEN, Stretch, stretches

CONTEXT = 32
"""Characters kept on either side of a quote, as Hypothesis does."""
_FAR = 10_000
"""How far the text around two places is compared."""
_MOST_PLACES = 5_000
"""Words that stand more often are not told apart."""
_MOST_PAIRS = 100_000
"""Places before times places now: so many at most are compared with each other."""
_LANDMARK = 24
"""Characters, white space left out, that stand once in both texts: where one of them is, the other is."""
_KEPT = 0.5
"""The part of the words, by length, that must still be there for what stands in their place to be taken for them."""


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


def places(text: str, exact: str, most: int = -1) -> list[int]:
    """Where `exact` begins in `text`, every time (or the first `most` times), overlapping ones too. `exact` must not
    be empty."""
    out: list[int] = []
    at = text.find(exact)
    while at >= 0 and len(out) != most:
        out.append(at)
        at = text.find(exact, at + 1)
    return out


def find_again(old_text: str, new_text: str, quote: Quoted) -> Again:
    """Where a quote stands now that `old_text` has become `new_text`.

    `old_text` is the text that its place refers to; "" if it is not known, or if the quote has no place in it.
    """
    return find_all(old_text, new_text, [quote])[0]


def find_all(old_text: str, new_text: str, quotes: Iterable[Quoted]) -> list[Again]:
    """`find_again` for many quotes of one text: what they share is done once."""
    old, new = _Text(old_text), _Text(new_text)
    return [_again(old, new, quote) for quote in quotes]


class _Text:
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
class _Place:
    """A stretch of a `_Text.flat`."""

    start: int
    end: int


class _Alike(NamedTuple):
    """How many characters before, and after, two places are the same. `telling`: enough of them on one side."""

    before: int
    after: int
    telling: bool


def _again(old: _Text, new: _Text, quote: Quoted) -> Again:
    exact, flat = quote.exact, "".join(quote.exact.split())
    if not exact or not new.text:
        return Lost()
    known = 0 <= quote.start < quote.end <= len(old.text)
    if known and old.text == new.text and old.text[quote.start : quote.end] == exact:
        return Found(quote.start, quote.end)
    lost = Lost(tuple(places(new.text, exact, _MOST_PLACES)))
    if not known or not flat:
        return _by_context(new.text, quote, lost)
    there, undecided = _carried(old.text, _Place(quote.start, quote.end), new.text)
    if undecided:
        return lost
    if there is not None and new.text[there.start : there.end] != exact:
        # What is yet to be confirmed stands where it did, and is unchanged; the words themselves are not back.
        return Moved(there.start, there.end)
    if there is not None and len(lost.candidates) == 1:
        return Found(there.start, there.end)
    was = _Place(old.flattened(quote.start), old.flattened(quote.end))
    if there is not None:
        meant: _Place | None = _Place(new.flattened(there.start), new.flattened(there.end))
    else:
        meant, undecided = _carried(old.flat, was, new.flat)
    if undecided:
        return lost
    standing = [_Place(at, at + len(flat)) for at in places(new.flat, flat, _MOST_PLACES)]
    stood = [p for p in (_Place(at, at + len(flat)) for at in places(old.flat, flat, _MOST_PLACES)) if p != was]
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
    telling = {place: alike for place, alike in having.items() if alike.telling}
    if len(having) == 1 and telling:
        return _verbatim(new, next(iter(having)), exact)
    between = _between(old, was, new)
    if telling:
        meant = between.place if between is not None and between.same else None
        return lost if meant is None or not _is_meant(new.flat, meant, having) else _verbatim(new, meant, exact)
    if between is None:
        return lost
    if new.flat[between.place.start : between.place.end] == flat:
        # The same words with nothing around them as it was: they are those if there are no others.
        return _verbatim(new, between.place, exact) if len(standing) == 1 and not stood else lost
    return Moved(new.begin(between.place.start), new.end(between.place.end)) if between.near else lost


def _verbatim(new: _Text, place: _Place, exact: str) -> Found | Moved:
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


def _carried(old: str, was: _Place, new: str) -> tuple[_Place | None, bool]:
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
        return _Place(was.start + shift, was.end + shift), False
    return None, False


def _having(
    old: str, was: _Place, stood: Sequence[_Place], new: str, standing: Sequence[_Place]
) -> dict[_Place, _Alike]:
    """The places where the words stand now that may be the one they were quoted from, with what speaks for each."""
    out: dict[_Place, _Alike] = {}
    for place in standing:
        ours = _alike(old, was, new, place)
        # The words may stand there because they stood at another place before.
        if not any(_beats(_alike(old, other, new, place), ours) for other in stood):
            out[place] = ours
    return out


def _is_meant(new: str, compared: _Place, having: dict[_Place, _Alike]) -> bool:
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


def _touch(text: str, one: _Place, other: _Place) -> bool:
    """Whether two places are in copies of one stretch that lie side by side."""
    length = one.end - one.start
    alike = _shared_before(text, one.start, text, other.start) + length + _shared_after(text, one.end, text, other.end)
    return alike >= abs(one.start - other.start)


def _alike(a: str, at_a: _Place, b: str, at_b: _Place) -> _Alike:
    """What is the same before and after two places. That both texts begin, or end, there is one more character."""
    before = _shared_before(a, at_a.start, b, at_b.start)
    after = _shared_after(a, at_a.end, b, at_b.end)
    from_start = before == at_a.start == at_b.start
    to_end = at_a.end + after == len(a) and at_b.end + after == len(b)
    telling = before >= CONTEXT or after >= CONTEXT or from_start or to_end
    return _Alike(before + from_start, after + to_end, telling)


def _shared_before(a: str, i: int, b: str, j: int) -> int:
    """How many characters before `i` in `a` are those before `j` in `b`."""
    low, high = 0, min(i, j, _FAR)
    if a[i - min(high, CONTEXT) : i] != b[j - min(high, CONTEXT) : j]:
        high = min(high, CONTEXT)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if a[i - middle : i] == b[j - middle : j] else (low, middle - 1)
    return low


def _shared_after(a: str, i: int, b: str, j: int) -> int:
    """How many characters from `i` on in `a` are those from `j` on in `b`."""
    low, high = 0, min(len(a) - i, len(b) - j, _FAR)
    if a[i : i + CONTEXT] != b[j : j + CONTEXT]:
        high = min(high, CONTEXT)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if a[i : i + middle] == b[j : j + middle] else (low, middle - 1)
    return low


@dataclass(frozen=True, slots=True)
class _Between:
    """What stands now, in `new.flat`, where words stood before: the `same` ones, or ones `near` to them."""

    place: _Place
    same: bool
    near: bool


def _between(old: _Text, was: _Place, new: _Text) -> _Between | None:
    """The texts compared, word by word, between the nearest landmarks on either side of a place: from the front and
    from the back. None where the two do not agree, or nothing stands there."""
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
    found = _Place(new.flattened(b[begin].start()), new.flattened(b[stop - 1].end()))
    had, has = sum(len(words[n]) for n in inside), sum(len(word) for word in others[begin:stop])
    still = sum(len(words[n]) for n in kept)
    before_it = _shared_before(old.flat, was.start, new.flat, found.start)
    after_it = _shared_after(old.flat, was.end, new.flat, found.end)
    near = 2 * still >= _KEPT * (had + has) or (
        # Other words, between the same ones as before: a name corrected, a redaction lifted.
        has <= 4 * had + CONTEXT
        and before_it + after_it >= CONTEXT
        and before_it >= min(CONTEXT, was.start)
        and after_it >= min(CONTEXT, len(old.flat) - was.end)
    )
    if same:
        # A place may begin or end within a word.
        at = found.start + was.start - old.flattened(a[first].start())
        found = _Place(at, at + was.end - was.start)
    return _Between(found, same, near)


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
    return (0, 0) if at < 40 * CONTEXT else None


def _landmark_after(old: str, at: int, new: str) -> tuple[int, int] | None:
    """The beginning of the nearest landmark after a place, in both texts; so is the end of the texts."""
    for distance in _steps(len(old) - at - _LANDMARK + 1):
        begin = at + distance
        found = _once(old, new, old[begin : begin + _LANDMARK])
        if found is not None:
            return begin, found
    return (len(old), len(new)) if len(old) - at < 40 * CONTEXT else None


def _once(old: str, new: str, mark: str) -> int | None:
    """Where a mark stands in the new text, if it stands once in both."""
    found = new.find(mark)
    if found < 0 or new.find(mark, found + 1) >= 0:
        return None
    return found if old.find(mark, old.find(mark) + 1) < 0 else None
