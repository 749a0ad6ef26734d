"""What in the tracker an inbox item is about: proceedings by docket number, saved searches by their words.

An item is a title and a few lines, so of a search only some parts can be told: its words and phrases, and the names,
docket numbers, courts and law in it. What cannot (types, dates, statuses ...) is left open and named: a match says how
far it goes, and a search of which nothing can be told matches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tracker import query
from tracker.capture.canonical import canonical
from tracker.capture.courts import court_at, is_another, is_court
from tracker.capture.dockets import docket_key, is_same_docket
from tracker.capture.feeds import entry_dockets
from tracker.errors import QueryError
from tracker.operations.naming import names_of
from tracker.query import fold
from tracker.query.tree import And, Everything, Field, Node, Not, Or, Text
from tracker.records import Id, Proceeding, SavedSearch, Stakeholder
from tracker.store import Store
from tracker.store.inbox import ItemRow, bodies, latest_events

_NAMES = ("agency", "stakeholder", "raised-by")
_WORDS = ("source", "topic", "concern", "authority")
_ACRONYM = 6  # letters in which capitals count: ICE is not ice


@dataclass(frozen=True, slots=True)
class CaseMatch:
    """A proceeding that an item names; `event` is the latest in it, 0 if there is none."""

    proceeding: Proceeding
    event: Id


@dataclass(frozen=True, slots=True)
class SearchMatch:
    """A saved search that an item may belong to, and the fields of it that an item does not tell."""

    name: str
    untold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """All that an item matches, and the docket numbers that it names. `source`: one that has its address already."""

    cases: tuple[CaseMatch, ...] = ()
    searches: tuple[SearchMatch, ...] = ()
    dockets: tuple[str, ...] = ()
    source: Id = 0

    def __bool__(self) -> bool:
        return bool(self.cases or self.searches)


class Matcher:
    """Finds matches, and remembers them until the proceedings, saved searches or stakeholders are others.

    Use one on one thread; an item's words never change.
    """

    def __init__(self) -> None:
        self._known: _Known | None = None
        self._found: dict[Id, Matches] = {}

    def match(
        self, store: Store, items: Sequence[ItemRow], check: Callable[[], None] = lambda: None
    ) -> dict[Id, Matches]:
        """The matches of each item. `check` is called now and then and may raise CancelledError."""
        known = _known(store)
        if known != self._known:
            self._known, self._found = known, {}
        fresh = [item for item in items if item.id not in self._found]
        for start in range(0, len(fresh), 500):
            check()
            part = fresh[start : start + 500]
            texts = bodies(store.connection, [item.id for item in part])
            for item in part:
                self._found[item.id] = known.match(item.title, texts.get(item.id, ""), item.url)
        # These change with every source and event: they are looked up each time.
        latest, sources = latest_events(store.connection), _sources(store)
        return {item.id: _with(self._found[item.id], latest, sources.get(_key(item.url), 0)) for item in items}


def _with(found: Matches, latest: Mapping[Id, Id], source: Id) -> Matches:
    if not found.cases and not source:
        return found
    cases = tuple(replace(case, event=latest.get(case.proceeding.id, 0)) for case in found.cases)
    return replace(found, cases=cases, source=source)


def _sources(store: Store) -> dict[str, Id]:
    """The first source at each address, by `canonical`; not those of courts' docket sheets, which many items share."""
    found: dict[str, Id] = {}
    for row, url in store.connection.execute("SELECT id, url FROM source WHERE url <> '' ORDER BY id"):
        if _key(url):
            found.setdefault(_key(url), row)
    return found


@lru_cache(maxsize=65_536)
def _key(url: str) -> str:
    return "" if not url or is_court(url) else canonical(url)


@dataclass(frozen=True)
class _Known:
    """What items are held against."""

    proceedings: tuple[Proceeding, ...]
    searches: tuple[tuple[str, Node], ...]
    people: tuple[tuple[str, ...], ...]
    by_key: dict[str, list[Proceeding]] = field(default_factory=dict, compare=False)
    names: dict[str, tuple[tuple[str, bool], ...]] = field(default_factory=dict, compare=False)

    def match(self, title: str, body: str, url: str) -> Matches:
        dockets = entry_dockets(title, body, url)
        text = _Item(f"{title}\n{body}", url, dockets, self.meant)
        searches = []
        for name, node in self.searches:
            untold: dict[str, None] = {}
            if text.told(node, untold):
                searches.append(SearchMatch(name, tuple(untold)))
        return Matches(tuple(self._cases(dockets, url)), tuple(searches), dockets)

    def meant(self, value: str) -> tuple[tuple[str, bool], ...]:
        """The names of everybody whom a value of a search means, and its own words, each with a space around every word
        and whether it is an acronym, in which capitals count."""
        if value not in self.names:
            wanted = fold(value)
            whole = [names for names in self.people if any(fold(name) == wanted for name in names)]
            found = whole or [names for names in self.people if any(query.has_words(name, value) for name in names)]
            names = dict.fromkeys(name for names in [*found, (value,)] for name in names)
            self.names[value] = tuple(
                (_spaced(name), True) if _is_acronym(name) else (_spaced(fold(name)), False)
                for name in names
                if not _spaced(name).isspace()
            )
        return self.names[value]

    def _cases(self, dockets: Iterable[str], url: str) -> Iterable[CaseMatch]:
        court = court_at(url)
        seen = set()
        for number in dockets:
            for proceeding in self.by_key.get(docket_key(number)[0], ()):
                here = is_same_docket(number, proceeding.docket_number) and not is_another(court, proceeding.court)
                if here and proceeding.id not in seen:
                    seen.add(proceeding.id)
                    yield CaseMatch(proceeding, 0)


def _known(store: Store) -> _Known:
    proceedings = tuple(store.where(Proceeding))
    by_key: dict[str, list[Proceeding]] = {}
    for proceeding in proceedings:
        by_key.setdefault(docket_key(proceeding.docket_number)[0], []).append(proceeding)
    searches = []
    for saved in store.where(SavedSearch, "place, id"):
        try:
            searches.append((saved.name, query.parse(saved.text)))
        except QueryError:
            continue  # an older program could read it; the sidebar shows it as finding nothing
    people = tuple(tuple(names_of(person)) for person in store.where(Stakeholder))
    return _Known(proceedings, tuple(searches), people, by_key)


class _Item:
    """The words of one item. `meant` gives the names that a value of a search may go by."""

    def __init__(
        self, text: str, url: str, dockets: Sequence[str], meant: Callable[[str], Sequence[tuple[str, bool]]]
    ) -> None:
        self._capitals = _spaced(text)
        self._words = _spaced(fold(text))
        self._url = url
        self._dockets = dockets
        self._meant = meant

    def told(self, node: Node, untold: dict[str, None]) -> bool | None:
        """Whether the item is what a search looks for: None where it does not tell. Fields that it does not tell are
        put into `untold`."""
        match node:
            case Text():
                return self._has(node.words, begun=node.prefix)
            case Field():
                found = self._has_field(node.name, node.values)
                if found is None:
                    untold[node.name] = None
                return found
            case Not():
                # That something unwanted is not there says too little to match.
                return False if self.told(node.node, untold) else None
            case And():
                parts = [self.told(part, untold) for part in node.nodes]
                return False if False in parts else True if True in parts else None
            case Or():
                parts = [self.told(part, untold) for part in node.nodes]
                return True if True in parts else None if None in parts else False
            case Everything():
                return None

    def _has(self, words: str, *, begun: bool = False) -> bool:
        wanted = _wanted(words)
        return not wanted.isspace() and (wanted.rstrip() if begun else wanted) in self._words

    def _has_field(self, name: str, values: Sequence[str]) -> bool | None:
        if name in _NAMES:
            names = [name for value in values for name in self._meant(value)]
            return any(words in (self._capitals if exactly else self._words) for words, exactly in names)
        if name in _WORDS:
            return any(self._has(value, begun=True) for value in values)
        if name == "docket":
            return any(
                fold(value) in fold(number) or is_same_docket(value, number)
                for value in values
                for number in self._dockets
            )
        court = court_at(self._url) if name == "court" else ""
        if court:
            return any(fold(value) == fold(court) for value in values)
        return None


def _is_acronym(name: str) -> bool:
    return len(name) <= _ACRONYM and name.isupper()


@lru_cache(maxsize=1024)
def _wanted(words: str) -> str:
    """Words of a search as they are looked for."""
    return _spaced(fold(words))


def _spaced(text: str) -> str:
    """The words of a text with a space around each."""
    return " " + " ".join(re.findall(r"[^\W_]+", text)) + " "
