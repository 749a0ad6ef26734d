"""Is this article in the tracker already: at its address, with its text, or re-published by another outlet?"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tracker import dates
from tracker.capture.canonical import host_of
from tracker.operations.similar import ids_at
from tracker.query import fold
from tracker.records import Id, Source
from tracker.store import Store

Why = Literal[
    "same address", "same text", "nearly the same text", "nearly the same text, other outlet", "same title and day"
]

NEARLY = 0.6
"""The share of the shorter text's runs of words that the other has too, from which one is taken to be the other
edited, cut or updated. Two articles on one event, with the same quotations in them, stay well below."""
_LOOKED_AT = 120_000  # characters of each text that are compared
_PHRASES, _PHRASE = 16, 6  # phrases looked up to find texts like this one, and their length, words
_RUN = 5  # words
_LEAST = 25  # words, with fewer of which a text is compared as a whole only
_CANDIDATES = 12
_TITLES = 93.0
"""Of 100, by `fuzz.ratio`: a letter or a mark may differ."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A source of the tracker that may be the same article, and why.

    `alike`: the share of the shorter text that stands in the other, 0 to 1; -1 where a text is not kept.
    """

    source: Id
    title: str
    publisher: str
    issued: str
    url: str
    why: Why
    alike: float
    has_text: bool

    @property
    def likeliest(self) -> Literal["link", "version", "both"]:
        """What one would do with it mostly: cite the source that is there, keep another version of it, or both."""
        if self.why == "same text" or (self.why == "same address" and not self.has_text):
            return "link"
        return "version" if self.why in ("same address", "nearly the same text") else "both"


def likely_duplicates(store: Store, source: Source, *, most: int = 3) -> list[Duplicate]:
    """Sources that may be this one (new, with its text and address), the likeliest first.

    Takes tens of milliseconds with 10,000 kept texts: not for the GUI thread.
    """
    connection = store.connection
    at_address = ids_at(store, source.url, source.archive_url)
    titled = set(_titled(connection, source))
    texts = _Text(source.text)
    candidates = [*at_address, *titled, *_sharing_phrases(connection, texts)]
    found = []
    for row, title, publisher, issued, url, text, length in _read(connection, candidates):
        if row == source.id:
            continue
        alike = _alike(texts, text, length, source.text) if text and source.text else -1.0
        outlet = _other_outlet(source, publisher, url)
        why: Why | None = None
        if alike >= 1.0:
            why = "same text" if not outlet else "nearly the same text, other outlet"
        elif row in at_address:
            why = "same address"
        elif alike >= NEARLY:
            why = "nearly the same text, other outlet" if outlet else "nearly the same text"
        elif row in titled:
            why = "same title and day"
        if why is not None:
            found.append(Duplicate(row, title, publisher, issued, url, why, alike, bool(text)))
    order = ("same text", "same address", "nearly the same text", "nearly the same text, other outlet")
    ranks = {why: rank for rank, why in enumerate(order)}
    found.sort(key=lambda d: (ranks.get(d.why, len(order)), -d.alike, -d.source))
    return found[:most]


def _read(connection: sqlite3.Connection, rows: Sequence[Id]) -> Iterator[tuple[Id, str, str, str, str, str, int]]:
    for row in dict.fromkeys(rows):
        yield from connection.execute(
            "SELECT id, title, publisher, issued, url, substr(text, 1, ?), length(text) FROM source WHERE id=?",
            (_LOOKED_AT, row),
        )


def _other_outlet(source: Source, publisher: str, url: str) -> bool:
    """Whether they are known to be of two outlets: by their hosts, or, where one has no address, their publishers."""
    here, there = host_of(source.url), host_of(url)
    if here and there:
        return here != there
    one, other = fold(source.publisher.strip()), fold(publisher.strip())
    return bool(one and other and one != other)


# By title and day


def _titled(connection: sqlite3.Connection, source: Source) -> Iterator[Id]:
    """Sources of the same title, dated so that they may be of the same day."""
    from rapidfuzz import fuzz

    wanted = fold(" ".join(source.title.split()))
    if len(wanted.split()) < 3:
        return
    first, last = dates.bounds(source.issued)
    for row, title, issued in connection.execute("SELECT id, title, issued FROM source"):
        if fuzz.ratio(wanted, fold(title), score_cutoff=_TITLES):
            begin, end = dates.bounds(issued)
            if (not first or not end or first <= end) and (not last or not begin or begin <= last):
                yield row


# By text


class _Text:
    """A text as its words, folded, and the runs of words that it is compared by."""

    def __init__(self, text: str) -> None:
        self.words = re.findall(r"[^\W_]+", fold(text[:_LOOKED_AT]))
        self.runs = {hash(tuple(self.words[at : at + _RUN])) for at in range(len(self.words) - _RUN + 1)}


def _sharing_phrases(connection: sqlite3.Connection, text: _Text) -> list[Id]:
    """Sources in which some phrases of this text stand word for word, those with most of them first."""
    words = text.words
    if not words:
        return []
    length = min(_PHRASE, len(words))
    step = max(1, (len(words) - length) // _PHRASES)
    shared: Counter[Id] = Counter()
    for begin in range(0, max(1, len(words) - length + 1), step):
        # Of each part the phrase with most letters: longer words are rarer ones.
        places = range(begin, min(begin + step, max(1, len(words) - length + 1)))
        at = max(places, key=lambda place: sum(map(len, words[place : place + length])))
        phrase = " ".join(words[at : at + length])
        found = connection.execute(
            "SELECT rowid FROM source_fts WHERE source_fts MATCH ? LIMIT 200", (f'text : "{phrase}"',)
        )
        shared.update(row for (row,) in found)
    return [row for row, _ in shared.most_common(_CANDIDATES)]


def _alike(wanted: _Text, beginning: str, length: int, whole: str) -> float:
    """The share of the shorter one's runs of words that the other has too; 1.0 only where all words are the same."""
    other = _Text(beginning)
    if wanted.words == other.words and (length > _LOOKED_AT) == (len(whole) > _LOOKED_AT):
        return 1.0
    if min(len(wanted.words), len(other.words)) < _LEAST:
        return 0.0
    fewest = min(len(wanted.runs), len(other.runs))
    return min(0.999, len(wanted.runs & other.runs) / fewest)
