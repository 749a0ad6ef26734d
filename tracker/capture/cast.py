"""Who is named in a text, where, and who is meant by “the official” or “she” further on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tracker.capture.sentences import Laid
from tracker.capture.suggested import Place
from tracker.records import Id, Stakeholder

Sort = Literal["organisation", "person", "group"]


@dataclass(slots=True)
class Somebody:
    """One of those named. `noun` is the word an unnamed group goes by (`official`), `plural` whether it is several;
    `certain` 0 to 1: how sure it is that this is somebody."""

    name: str
    kind: str
    sort: Sort
    known: Id = 0
    noun: str = ""
    certain: float = 1.0
    also: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    role: str = ""
    at: list[Place] = field(default_factory=list)

    @property
    def plural(self) -> bool:
        """Whether several people are meant."""
        return self.sort == "group" and is_plural(self.noun)

    @property
    def attribution(self) -> str:
        """How what they say is to be attributed."""
        return "anonymous group" if self.sort == "group" else "named"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place at which somebody is named, or meant by a noun (`the official`) or pronoun."""

    start: int
    end: int
    who: Somebody
    named: bool = True


class Cast:
    """Those named in a text and their places, in order, none overlapping."""

    def __init__(self, known: Sequence[Stakeholder] = ()) -> None:
        self.people: list[Somebody] = []
        self._by_name: dict[str, Somebody] = {}
        self._by_end: dict[str, list[Somebody]] = {}
        self._mentions: list[Mention] = []
        self._starts: list[int] = []
        self.known_names = _known_names(known)

    @property
    def mentions(self) -> Sequence[Mention]:
        """All mentions, in order."""
        return self._mentions

    def called(self, name: str) -> Somebody | None:
        """Who goes by this name."""
        return self._by_name.get(folded(name))

    def bearers(self, surname: str) -> list[Somebody]:
        """The people whose name begins or ends with this word."""
        return self._by_end.get(surname, [])

    def known_by_surname(self, surname: str, kind: str) -> Stakeholder | None:
        """The one stakeholder of this kind in the tracker who bears a surname."""
        found = {
            s.id: s for name, s in self.known_names.items() if s.kind == kind and name.split()[-1] == folded(surname)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def add(self, somebody: Somebody, names: Iterable[str] = ()) -> Somebody:
        """Take somebody in; who is there under that name already, or is a known stakeholder, is meant instead."""
        names = [somebody.name, *names]
        for name in names:
            if found := self._by_name.get(folded(name)):
                self._name(found, names)
                return found
        for name in names:
            if stakeholder := self.known_names.get(folded(name)):
                somebody.known, somebody.name, somebody.kind = stakeholder.id, stakeholder.name, stakeholder.kind
                names += _names_of(stakeholder)
                if found := self._by_name.get(folded(somebody.name)):
                    self._name(found, names)
                    return found
                break
        self.people.append(somebody)
        if somebody.sort == "person":
            for end in ends(somebody.name):
                self._by_end.setdefault(end, []).append(somebody)
        self._name(somebody, names)
        return somebody

    def _name(self, somebody: Somebody, names: Iterable[str]) -> None:
        for name in names:
            self._by_name.setdefault(folded(name), somebody)
            if name not in somebody.names:
                somebody.names.append(name)

    def mention(self, laid: Laid, start: int, end: int, who: Somebody, named: bool = True) -> bool:
        """Note a mention; False if the place is taken."""
        at = bisect_left(self._starts, start)
        if at < len(self._mentions) and self._mentions[at].start < end:
            return False
        if at and self._mentions[at - 1].end > start:
            return False
        self._starts.insert(at, start)
        self._mentions.insert(at, Mention(start, end, who, named))
        if named:
            who.at.append(Place(start, end))
            words = " ".join(laid.text[start:end].split())
            if all(words.lower() != name.lower() for name in (who.name, *who.also)):
                who.also.append(words)
        return True

    def release(self, start: int) -> None:
        """Free the place of the mention that begins here for a longer one; who is meant stays named there."""
        at = bisect_left(self._starts, start)
        del self._starts[at], self._mentions[at]

    def covering(self, start: int, end: int) -> Mention | None:
        """The mention that takes up some of this stretch."""
        at = bisect_left(self._starts, end) - 1
        return self._mentions[at] if at >= 0 and self._mentions[at].end > start else None

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in a stretch."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, position: int, most: int = 60) -> Iterable[Mention]:
        """The mentions that begin before a place, the nearest first, at most so many."""
        at = bisect_left(self._starts, position)
        return reversed(self._mentions[max(0, at - most) : at])


def folded(name: str) -> str:
    """A name to compare by: lower case, one kind of apostrophe, no stops, no leading “the”."""
    plain = " ".join(name.replace("’", "'").replace(".", "").lower().split())
    return plain.removeprefix("the ")


def ends(name: str) -> set[str]:
    """The first and last word of a name, one of which is the surname."""
    words = name.split()
    return {words[0], words[-1]}


def is_plural(noun: str) -> bool:
    """Whether a noun is one for several people: `officials`, `attorneys general`."""
    return any(word.endswith("s") or word == "people" for word in noun.split())


def singular(noun: str) -> str:
    """A noun for one of those a plural stands for: `officials` gives `official`."""
    irregular = {"people familiar": "person familiar", "spokespeople": "spokesperson", "agencies": "agency"}
    if noun in irregular:
        return irregular[noun]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def _known_names(known: Sequence[Stakeholder]) -> dict[str, Stakeholder]:
    """Stakeholders by folded name. Where several share a name it stands for the one whose own it is, else for none."""
    own: dict[str, Stakeholder] = {}
    other: dict[str, Stakeholder | None] = {}
    for stakeholder in known:
        own.setdefault(folded(stakeholder.name), stakeholder)
        for name in _names_of(stakeholder):
            key = folded(name)
            other[key] = stakeholder if key not in other or other[key] is stakeholder else None
    return {name: found for name, found in other.items() if found and name} | {n: s for n, s in own.items() if n}


def _names_of(stakeholder: Stakeholder) -> list[str]:
    return [line.strip() for line in stakeholder.also_known_as.splitlines() if line.strip()]
