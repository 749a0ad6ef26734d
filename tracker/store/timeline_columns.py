"""Events as the timeline reads them: all that a search matches, in columns, and which lanes they stand in.

One pass over an index gives them by date. What many events share (a type, a date, a set of lanes) is kept once and
numbered, so that an event takes some twenty bytes and its title.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Generic, NamedTuple, TypeVar

from tracker.store.conditions import Condition, standing_on
from tracker.store.reading import STRONGEST_POSITION
from tracker.store.search import order_by

K = TypeVar("K")
Read = Callable[[str, str], Iterator[Any]]

_AT_ONCE = 500
"""Rows taken up at once: few enough for other threads to have their turn in between."""
_FEW = 2_000
"""Up to so many events are looked up one by one; for more, a table is read from end to end."""


def _names(name: str, of: str, where: str = "1") -> str:
    return f"SELECT w.event, group_concat({name}, char(0)) FROM {of} WHERE {{}} AND {where} GROUP BY w.event"


_INVOLVED = "(SELECT event, stakeholder FROM role UNION SELECT event, stakeholder FROM concern)"
_PROCEEDING = "p.docket_number || CASE WHEN p.case_name = '' THEN '' ELSE ' ' || p.case_name END"
_STANDING = standing_on("date('now')")
_STANDS_IN = {
    "stakeholder": _names("s.name", f"{_INVOLVED} w JOIN stakeholder s ON s.id = w.stakeholder"),
    "topic": _names("t.name", "event_topic w JOIN topic t ON t.id = w.topic"),
    "theme": _names("w.theme", "concern w"),
    "position": _names("w.position", "concern w"),
    "court": _names("p.court", "event_proceeding w JOIN proceeding p ON p.id = w.proceeding"),
    "proceeding": _names(_PROCEEDING, "event_proceeding w JOIN proceeding p ON p.id = w.proceeding"),
    "status": _names("w.axis || ': ' || w.value", f"({_STANDING}) w"),
    "lifecycle": _names("w.value", f"({_STANDING}) w", "w.axis = 'lifecycle'"),
    "in effect": _names("w.value", f"({_STANDING}) w", "w.axis = 'in effect'"),
    "litigation": _names("w.value", f"({_STANDING}) w", "w.axis = 'litigation'"),
}


class Badge(NamedTuple):
    """What is said of an event beside its title. `position` is the strongest among its `concerns` ('' if none)."""

    concerns: int
    position: str
    disputed: bool
    unsourced: bool
    noteworthy: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """Events by date, the undated last. `ids` and `titles` are theirs; the other columns hold places in `type_names`,
    `date_texts` (EDTF), `lane_sets` and `badge_values`. `lane_sets` are names in order, () for an event without any;
    all are () where the grouping is a field of the event."""

    ids: array[int]
    titles: list[str]
    types: array[int]
    type_names: list[str]
    dates: array[int]
    date_texts: list[str]
    lanes: array[int]
    lane_sets: list[tuple[str, ...]]
    badges: array[int]
    badge_values: list[Badge]


class Numbers(dict[K, int], Generic[K]):
    """Numbers what it is asked for, from 0 on, equal things alike."""

    def __missing__(self, key: K) -> int:
        number = self[key] = len(self)
        return number


def columns(connection: sqlite3.Connection, found: Condition, grouping: str) -> Columns:
    """The events that a condition on `event e` finds. `grouping` is what lanes are by."""
    where, params = found
    ids, titles = array("q"), list[str]()
    types, dates = array("I"), array("I")
    type_numbers, date_numbers = Numbers[str](), Numbers[str]()
    # The index by date has all of these, so that the events themselves, with their long texts, are not read.
    cursor = connection.execute(
        f"SELECT e.id, e.title, e.type, e.date FROM event e WHERE {where} ORDER BY {order_by('date')}", params
    )
    while rows := cursor.fetchmany(_AT_ONCE):
        some_ids, some_titles, some_types, some_dates = zip(*rows, strict=True)
        ids.extend(some_ids)
        titles += some_titles
        types.extend(map(type_numbers.__getitem__, some_types))
        dates.extend(map(date_numbers.__getitem__, some_dates))
    of_these, given = (
        ("1", []) if len(ids) > _FEW else ("{} IN (SELECT value FROM json_each(?))", [json.dumps(list(ids))])
    )

    def read(sql: str, event: str) -> Iterator[Any]:
        """Rows of a SELECT about these events; it has the column `event`, and {} where it asks for a condition."""
        return connection.execute(sql.format(of_these.format(event)), given)

    badges, badge_values = _badges(ids, read)
    lanes, lane_sets = _lanes(ids, read, grouping)
    return Columns(
        ids, titles, types, list(type_numbers), dates, list(date_numbers), lanes, lane_sets, badges, badge_values
    )


def _badges(ids: array[int], read: Read) -> tuple[array[int], list[Badge]]:
    strongest = f"SELECT c.event, count(*), {STRONGEST_POSITION} FROM concern c WHERE {{}} GROUP BY c.event"
    concerns = {event: (count, position) for event, count, position in read(strongest, "c.event")}
    disputed = {event for (event,) in read("SELECT event FROM disputed_point WHERE {} AND chosen IS NULL", "event")}
    noteworthy = {event for (event,) in read("SELECT e.id FROM event e WHERE {} AND e.noteworthy", "e.id")}
    unsourced = {
        event
        for (event,) in read(
            "SELECT e.id FROM event e WHERE {} AND NOT EXISTS (SELECT 1 FROM citation x WHERE x.event = e.id)", "e.id"
        )
    }
    numbers = Numbers[Badge]()
    plain = numbers[Badge(0, "", False, False, False)]
    badges = {
        event: numbers[Badge(*concerns.get(event, (0, "")), event in disputed, event in unsourced, event in noteworthy)]
        for event in concerns.keys() | disputed | unsourced | noteworthy
    }
    return _mapped(lambda some: map(badges.get, some, repeat(plain)), ids), list(numbers)


def _lanes(ids: array[int], read: Read, grouping: str) -> tuple[array[int], list[tuple[str, ...]]]:
    numbers = Numbers[tuple[str, ...]]()
    none = numbers[()]
    # Sets of names as SQLite puts them together, kept apart by what no text may hold.
    sets = {
        event: numbers[tuple(sorted(set(names.split("\0"))))]
        for event, names in (read(_STANDS_IN[grouping], "w.event") if grouping in _STANDS_IN else ())
    }
    return _mapped(lambda some: map(sets.get, some, repeat(none)), ids), list(numbers)


def _mapped(numbers_of: Callable[[array[int]], Iterable[int]], ids: array[int]) -> array[int]:
    numbers = array("I")
    for start in range(0, len(ids), _AT_ONCE):
        numbers.extend(numbers_of(ids[start : start + _AT_ONCE]))
    return numbers
