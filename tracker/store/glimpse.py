"""The first events that a search finds, within a time: what somebody who types is shown before all are found.

Words lead: the text index gives events in order of their places, and what else is asked is asked of one event after
the other. Every event given is found by the search, and they are in its order; of those that the words of a cited
source find, some may be missing.
"""

from __future__ import annotations

import json
import operator
import sqlite3
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from tracker.query import And, Everything, Field, Node, Not, Or, Text
from tracker.store.conditions import EACH_CITED, Condition, by_place, cites, event_by_event
from tracker.store.order import SORT_DAY, UNDATED, first_place
from tracker.store.search import (
    compile_query,
    flat,
    has_tokens,
    in_order,
    is_anywhere,
    looks_at_events,
    order_by,
    stretches,
)
from tracker.store.search import match as match_of

_STEPS = 2_000
"""So many steps of SQLite between two looks at the clock: well under a millisecond."""
_FEW_CITATIONS = 20_000
"""Up to so many citations are followed to their events; with more, one of the next events has one."""
_CITED = event_by_event(f"SELECT x.source FROM (SELECT ? AS id) e CROSS JOIN citation x WHERE {EACH_CITED} 1")
"""The sources that an event cites."""
_GIVEN = "(SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The first `ids` of a search. `whole`: there are no more."""

    ids: array[int]
    whole: bool


class _TooLongError(Exception):
    """The time is up."""


def glimpse(
    connection: sqlite3.Connection, node: Node, order: str, *, now: str, last_seen: str, most: int, seconds: float
) -> Glimpse:
    """At most `most` events, in one of the orders, after little more than `seconds`. None may have been found by then.

    Something that interrupts the connection ends this as it would any read.
    """
    until = time.monotonic() + seconds

    def compiled(part: Node) -> Condition:
        return compile_query(part, now=now, last_seen=last_seen)

    found: list[int] = []
    if order in ("date", "date-desc") and not isinstance(node, Everything):
        asked = _taken_apart(node)
        where, params = compiled(And(tuple(asked.rest))) if asked.rest else ("1", [])
        condition = event_by_event(where), params
        if asked.words or asked.without:
            by_words = _by_words if asked.words else _without_words
            found, in_time = by_words(connection, asked, condition, order, most, until)
            if not found and not all(is_anywhere(connection, match_of(each)) for each in asked.words):
                return Glimpse(array("q"), whole=True)
        else:
            # The rest of the time is for finding all: often there are few.
            found, in_time = _one_by_one(connection, condition, order, most, until - seconds / 2), True
        if len(found) == most or not in_time:
            return Glimpse(array("q", found), whole=False)
    try:
        with _within(connection, until):
            every = array("q", in_order(connection, compiled(node), order, most))
        return Glimpse(every, whole=len(every) < most)
    except _TooLongError:
        return Glimpse(array("q", found), whole=False)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What must hold at once: words to have and not to have, places (from, before) to be in, and the rest."""

    words: list[Text | Or]
    without: list[Text | Or]
    places: list[tuple[str, int]]
    rest: list[Node]


def _taken_apart(node: Node) -> _Asked:
    asked = _Asked([], [], [], [])
    nodes = flat(node)
    if not any(_is_of_words(each.node if isinstance(each, Not) else each) for each in nodes):
        return _Asked([], [], [], nodes)
    for each in nodes:
        match each:
            case Text() | Or() if _is_of_words(each):
                asked.words.append(each)
            case Not(Text() | Or() as inner) if _is_of_words(inner):
                asked.without.append(inner)
            case Field("after", (value,)):
                asked.places.extend([(">=", first_place(value)), ("<", UNDATED)])
            case Field("before", (value,)):
                asked.places.append(("<", first_place(value)))
            case _:
                asked.rest.append(each)
    return asked


def _is_of_words(node: Node) -> bool:
    """Whether it asks for words, or any of some, and nothing else: the text index answers that as one."""
    if isinstance(node, Or):
        return all(map(_is_of_words, node.nodes))
    return isinstance(node, Text) and has_tokens(node)


@contextmanager
def _within(connection: sqlite3.Connection, until: float) -> Iterator[None]:
    """_TooLongError when the time is up."""
    late = False

    def look() -> bool:
        nonlocal late
        late = late or time.monotonic() > until
        return late

    connection.set_progress_handler(look, _STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if late:
            raise _TooLongError from error
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _one_by_one(connection: sqlite3.Connection, condition: Condition, order: str, most: int, until: float) -> list[int]:
    """Take events in order and ask of each."""
    where, params = condition
    back = f"{SORT_DAY} DESC, e.day_order DESC, e.id DESC"
    undated_last = [(f"{SORT_DAY} < '~'", back), (f"{SORT_DAY} = '~'", back)]
    found: list[int] = []
    try:
        with _within(connection, until):
            for stretch, by in [("1", order_by("date"))] if order == "date" else undated_last:
                sql = f"""SELECT e.id FROM event e INDEXED BY event_by_date
                    WHERE ({where}) AND {stretch} ORDER BY {by} LIMIT ?"""
                for (event,) in connection.execute(sql, [*params, most - len(found)]):
                    found.append(event)
                if len(found) == most:
                    break
    except _TooLongError:
        pass  # what has been found comes first all the same
    return found


def _by_words(
    connection: sqlite3.Connection, asked: _Asked, condition: Condition, order: str, most: int, until: float
) -> tuple[list[int], bool]:
    """The events that have all words themselves or, where none are to be left out, in one source that they cite; and
    whether there was time to look at all."""
    where, params = by_place(condition[0]), condition[1]
    placed = "(SELECT event AS id, place FROM event_place) e"
    if looks_at_events(where):
        placed = "(SELECT p.place, v.* FROM event_place p CROSS JOIN event v ON v.id = p.event) e"
    wanted = " AND ".join(map(match_of, asked.words))
    of_event = " NOT ".join([f"({wanted})", *map(match_of, asked.without)])
    sources = [] if asked.without else _sources(connection, wanted)
    citing, cited = _citing(connection, sources)
    for text in asked.without:
        unwanted = json.dumps(_sources(connection, match_of(text)))
        where += f" AND NOT {event_by_event(cites(f'+x.source IN {_GIVEN}'))}"
        params = [*params, unwanted]
    found: list[int] = []
    for stretch, by in stretches(order):
        within = " AND ".join([stretch, *(f"e.place {sign} {place}" for sign, place in asked.places)])
        of_index, by_index = within.replace("e.place", "f.rowid"), by.replace("e.place", "f.rowid")
        own = f"""SELECT e.place, e.id FROM event_fts f CROSS JOIN {placed} ON e.place = f.rowid
            WHERE f.event_fts MATCH ? AND {of_index} AND ({where}) ORDER BY {by_index} LIMIT ?"""
        by_source = f"""SELECT e.place, e.id FROM {placed}
            WHERE {citing} AND {within} AND ({where}) ORDER BY {by} LIMIT ?"""
        left = most - len(found)
        rows = set[tuple[int, int]]()
        try:
            # Where nothing more is asked the index gives them at once: what it has done is not thrown away.
            with _within(connection, until) if where != "1" else nullcontext():
                for row in connection.execute(own, [of_event, *params, left]):
                    rows.add(row)
            if sources:
                with _within(connection, until):
                    rows.update(connection.execute(by_source, [*cited, *params, left]))
        except _TooLongError:
            until = 0  # what comes after it in order would leave a hole
        in_order = sorted(rows, reverse=by.endswith("DESC"))
        found += [event for _, event in in_order[:left]]
        if len(found) == most or not until:
            break
    return found, bool(until)


def _without_words(
    connection: sqlite3.Connection, asked: _Asked, condition: Condition, order: str, most: int, until: float
) -> tuple[list[int], bool]:
    """The events that have none of some words, nor cite a source that has one; and what `_by_words` says."""
    where, params = by_place(condition[0]), condition[1]
    placed = "event_place p" + (" CROSS JOIN event e ON e.id = p.event" if looks_at_events(where) else "")
    where = where.replace("e.place", "p.place").replace("e.id", "p.event")
    unwanted = " OR ".join(map(match_of, asked.without))
    sources = set(_sources(connection, unwanted))
    found: list[int] = []
    try:
        with _within(connection, until):
            for stretch, by in stretches(order):
                within = " AND ".join([stretch, *(f"e.place {sign} {place}" for sign, place in asked.places)])
                within, by = within.replace("e.place", "p.place"), by.replace("e.place", "p.place")
                events = connection.execute(
                    f"SELECT p.place, p.event FROM {placed} WHERE {within} AND ({where}) ORDER BY {by}", params
                )
                having = connection.execute(
                    f"SELECT p.rowid FROM event_fts p WHERE p.event_fts MATCH ? AND {within} ORDER BY {by}".replace(
                        "p.place", "p.rowid"
                    ),
                    (unwanted,),
                )
                # Both lead through the same places in the same order: those that have a word are passed by.
                has, is_before = next(having, None), operator.gt if by.endswith("DESC") else operator.lt
                for place, event in events:
                    while has is not None and is_before(has[0], place):
                        has = next(having, None)
                    if has is not None and has[0] == place:
                        continue
                    if all(source not in sources for (source,) in connection.execute(_CITED, (event,))):
                        found.append(event)
                        if len(found) == most:
                            return found, True
    except _TooLongError:
        return found, False  # what has been found comes first all the same
    return found, True


def _sources(connection: sqlite3.Connection, words: str) -> list[int]:
    """Ids of the sources that have the words, in FTS5's own language."""
    return [row for (row,) in connection.execute("SELECT rowid FROM source_fts WHERE source_fts MATCH ?", (words,))]


def _citing(connection: sqlite3.Connection, sources: list[int]) -> Condition:
    """The condition that `e` cites one of some sources."""
    given = json.dumps(sources)
    count = f"SELECT count(*) FROM (SELECT 1 FROM citation WHERE source IN {_GIVEN} LIMIT {_FEW_CITATIONS + 1})"
    if connection.execute(count, (given,)).fetchone()[0] <= _FEW_CITATIONS:
        return cites(f"x.source IN {_GIVEN}"), [given]
    # The plus: the event's citations are few, those of the sources many.
    return event_by_event(cites(f"+x.source IN {_GIVEN}")), [given]
