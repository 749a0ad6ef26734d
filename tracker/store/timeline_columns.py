"""Events as the timeline reads them: all that a search matches, in columns, and which lanes they stand in.

One pass over an index gives them by date, some twenty bytes each. What is said of an event, its title and what stands
beside it, is read by itself (`said_of`), of those that are looked at.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from tracker.store.conditions import Condition
from tracker.store.reading import STRONGEST_POSITION
from tracker.store.search import order_by
from tracker.store.standing import standing_on

K = TypeVar("K")

_AT_ONCE = 500
"""Rows taken up at once: few enough for other threads to have their turn in between."""
_FEW = 2_000
"""Up to so many events are looked up one by one; for more, a table is read from end to end."""


def _names(name: str, of: str, where: str = "1") -> str:
    return f"SELECT {name}, w.event FROM {of} WHERE {{}} AND {where}"


# Who has a role and a concern is named twice: it costs less than looking for such.
_INVOLVED = "(SELECT event, stakeholder FROM role UNION ALL SELECT event, stakeholder FROM concern)"
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


class Said(NamedTuple):
    """What is said of an event."""

    title: str
    badge: Badge
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Events by date, the undated last: their `ids`, and for each its place in `type_names` and in `date_texts` (EDTF).

    `lanes` are the names that events stand under, each with the places of those that do, in no order and some perhaps
    more than once; there are none where the grouping is a field of the event.
    """

    ids: array[int]
    types: array[int]
    type_names: list[str]
    dates: array[int]
    date_texts: list[str]
    lanes: list[tuple[str, array[int]]]


class Numbers(dict[K, int], Generic[K]):
    """Numbers what it is asked for, from 0 on, equal things alike."""

    def __missing__(self, key: K) -> int:
        number = self[key] = len(self)
        return number


def columns(connection: sqlite3.Connection, found: Condition, grouping: str) -> Columns:
    """The events that a condition on `event e` finds. `grouping` is what lanes are by."""
    where, params = found
    ids, types, dates = array("q"), array("I"), array("I")
    type_numbers, date_numbers = Numbers[str](), Numbers[str]()
    # The index by date has all of these, so that the events themselves, with their long texts, are not read.
    cursor = connection.execute(
        f"SELECT e.id, e.type, e.date FROM event e WHERE {where} ORDER BY {order_by('date')}", params
    )
    for rows in _some(cursor):
        some_ids, some_types, some_dates = zip(*rows, strict=True)
        ids.extend(some_ids)
        types.extend(map(type_numbers.__getitem__, some_types))
        dates.extend(map(date_numbers.__getitem__, some_dates))
    lanes = _lanes(connection, ids, _STANDS_IN[grouping]) if grouping in _STANDS_IN else []
    return Columns(ids, types, list(type_numbers), dates, list(date_numbers), lanes)


def _lanes(connection: sqlite3.Connection, ids: array[int], sql: str) -> list[tuple[str, array[int]]]:
    """The names that a SELECT gives beside events, and the places of those events in `ids`."""
    few = len(ids) <= _FEW
    of_these = "w.event IN (SELECT value FROM json_each(?))" if few else "1"
    cursor = connection.execute(sql.format(of_these), [json.dumps(list(ids))] if few else [])
    place_of: dict[int, int] = {}
    for start in range(0, len(ids), _AT_ONCE):
        place_of.update(zip(ids[start : start + _AT_ONCE], range(start, len(ids)), strict=False))
    held: dict[str, array[int]] = {}
    for rows in _some(cursor):
        for name, event in rows:
            place = place_of.get(event)
            if place is not None:
                if name not in held:
                    held[name] = array("I")
                held[name].append(place)
    return list(held.items())


def _some(cursor: sqlite3.Cursor) -> Iterator[list[Any]]:
    """The rows of a cursor, a few at a time."""
    while rows := cursor.fetchmany(_AT_ONCE):
        yield rows


_SAID = f"""
    SELECT e.id, e.title,
        (SELECT count(*) FROM concern c WHERE c.event = e.id),
        coalesce((SELECT {STRONGEST_POSITION} FROM concern c WHERE c.event = e.id), ''),
        EXISTS (SELECT 1 FROM disputed_point d WHERE d.event = e.id AND d.chosen IS NULL),
        NOT EXISTS (SELECT 1 FROM citation x WHERE x.event = e.id),
        e.noteworthy, e.date_basis
    FROM event e WHERE e.id IN (SELECT value FROM json_each(?))
"""


def said_of(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Said]:
    """What is said of events, by id; those no longer there are left out."""
    return {
        event: Said(title, Badge(concerns, position, bool(disputed), bool(unsourced), bool(noteworthy)), basis)
        for start in range(0, len(ids), _AT_ONCE)
        for event, title, concerns, position, disputed, unsourced, noteworthy, basis in connection.execute(
            _SAID, (json.dumps(list(ids[start : start + _AT_ONCE])),)
        )
    }
