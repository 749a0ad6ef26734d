"""Many phrases looked for in a text at once, word by word: the time taken does not grow with their number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from tracker.capture.sentences import WORD, Laid, is_capital

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase found: its place in the text, its words' numbers (`last` not included) and what it stands for."""

    start: int
    end: int
    first: int
    last: int
    value: T


@dataclass(slots=True)
class _Node(Generic[T]):
    after: dict[str, _Node[T]] = field(default_factory=dict)
    ends: list[tuple[tuple[str, ...], T]] = field(default_factory=list)


class Phrases(Generic[T]):
    """Phrases and what each stands for. `names`: capitals count, as they do in names: “ICE” is not “ice”."""

    def __init__(self, names: bool = False) -> None:
        self._root: _Node[T] = _Node()
        self._names = names

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, T]], names: bool = False) -> Phrases[T]:
        """Phrases, each with what it stands for."""
        out = cls(names)
        for phrase, value in pairs:
            out.add(phrase, value)
        return out

    def add(self, phrase: str, value: T) -> None:
        """Add a phrase; of several values for one phrase the first is kept."""
        words = tuple(WORD.findall(phrase))
        node = self._root
        for word in words:
            node = node.after.setdefault(word.lower(), _Node())
        if words and all(kept != words for kept, _ in node.ends):
            node.ends.append((words, value))

    def find(self, laid: Laid, first: int = 0, last: int = -1) -> Iterator[Hit[T]]:
        """The phrases among the words numbered `first` to `last` (not included; -1: to the end), the longest at each
        place, none overlapping another."""
        words = laid.words
        last = len(words) if last < 0 else last
        root = self._root.after
        at, next_check = first, first + 8192
        while at < last:
            if at >= next_check:
                laid.check()
                next_check = at + 8192
            node = root.get(words[at].key)
            found: Hit[T] | None = None
            number = at
            while node is not None:
                for phrase, value in node.ends:
                    if not self._names or _same_capitals(phrase, [w.text for w in words[at : number + 1]]):
                        found = Hit(words[at].start, words[number].end, at, number + 1, value)
                        break
                number += 1
                if number >= last or not node.after or not _follows(laid, number):
                    break
                node = node.after.get(words[number].key)
            if found:
                yield found
                at = found.last
            else:
                at += 1

    def at(self, laid: Laid, number: int) -> Hit[T] | None:
        """The longest phrase that begins with the word of this number."""
        return next(
            (hit for hit in self.find(laid, number, min(number + 12, len(laid.words))) if hit.first == number), None
        )


class Hits(Generic[T]):
    """All the phrases in a text, found once, to be asked for stretch by stretch."""

    def __init__(self, laid: Laid, phrases: Phrases[T], small: bool = False) -> None:
        """`small`: only those that begin with a small letter, as verbs do: not the “States” of the United States."""
        self.all = [hit for hit in phrases.find(laid) if not small or not is_capital(laid.words[hit.first].text)]
        self._starts = [hit.start for hit in self.all]

    def between(self, start: int, end: int) -> list[Hit[T]]:
        """Those that begin in a stretch."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def at(self, start: int) -> Hit[T] | None:
        """The one that begins at this place."""
        number = bisect_left(self._starts, start)
        return self.all[number] if number < len(self.all) and self._starts[number] == start else None


def _follows(laid: Laid, number: int) -> bool:
    return laid.follows(number - 1) or laid.words[number].text == ","


def _same_capitals(phrase: tuple[str, ...], words: list[str]) -> bool:
    if all(word.isupper() for word in words) and len(words) > 1:
        return True  # a heading in capitals
    for name, word in zip(phrase, words, strict=True):
        if name.isupper() and len(name) > 1:
            if word != name:
                return False
        elif (is_capital(name) and not is_capital(word)) or (word.isupper() and not name.isupper() and len(word) > 2):
            return False
    return True
