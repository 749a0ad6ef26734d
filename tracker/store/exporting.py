"""Rows of text for an export: each column an SQL expression, cast and joined by SQLite, pages of ids at a time.

A heading is the name of the field; the heading of a field that holds the id of another record ends in `_id`. Ids are
their short text, yes/no fields 'yes' and 'no', what is absent is ''. A joined column holds several items with `; `
between; in an item a backslash stands before each backslash and semicolon, and before the first mark that would end
its first part too soon (`:` in the stakeholder of a concern), so that splitting gives back exactly what was joined.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import Field, dataclass, fields
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import Any

from tracker.records import TABLES, Event, Record, Source, Status, id_text

PAGE = 500
"""Ids asked for at a time: what an export keeps in memory, and how often it looks whether it was cancelled."""

FILES: dict[str, str] = {
    "event": "events.csv",
    "source": "sources.csv",
    "concern": "concerns.csv",
    "status": "statuses.csv",
    "stakeholder": "stakeholders.csv",
    "citation": "citations.csv",
    "link_check": "link_checks.csv",
    "role": "roles.csv",
    "relation": "relations.csv",
    "proceeding": "proceedings.csv",
    "event_proceeding": "event_proceedings.csv",
    "authority": "authorities.csv",
    "event_authority": "event_authorities.csv",
    "disputed_point": "disputed_points.csv",
    "claim": "claims.csv",
    "topic": "topics.csv",
    "event_topic": "event_topics.csv",
    "term": "terms.csv",
    "saved_search": "saved_searches.csv",
    "feed": "feeds.csv",
    "inbox_item": "inbox_items.csv",
}
"""Table -> its file in a folder that holds a whole tracker. Settings belong to a file, not to its content."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Items of joined columns that go together: one query a page for all of them, not one a cell.

    `rest` follows `FROM json_each(ids) j CROSS JOIN` and says the order of the items of one row.
    """

    rest: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an export: an SQL expression over the row, or over each item where it is `joined`.

    `words` is whether people's own words stand in it, and not ids, dates or numbers.
    """

    name: str
    sql: str
    words: bool
    joined: Joined | None = None


def heading(field: Field[Any]) -> str:
    """The heading of a record's field: its name, with `_id` where it holds the id of another record."""
    return f"{field.name}_id" if "references" in field.metadata else field.name


def holds_words(field: Field[Any]) -> bool:
    """Whether a field holds people's own words, rather than an id, a number, a date or a term of a closed list."""
    return field.type == "str" and not {"vocabulary", "edtf"} & set(field.metadata)


def _own(record_type: type[Record], alias: str) -> list[Column]:
    """The fields of a record as columns."""
    out = []
    for f in fields(record_type):
        sql = f'{alias}."{f.name}"'
        if f.name == "id" or "references" in f.metadata:
            sql = f"id_text({sql})"
        elif f.type == "bool":
            sql = f"CASE {sql} WHEN 0 THEN 'no' ELSE 'yes' END"
        elif f.type == "int":
            sql = f"CAST({sql} AS TEXT)"
        out.append(Column(heading(f), sql, holds_words(f)))
    return out


def _escaped(sql: str, end: str = "") -> str:
    """SQL for one item, or for its first part, which the mark `end` ends."""
    for mark in ("\\", ";", end):
        if mark:
            sql = f"replace({sql}, '{mark}', '\\{mark}')"
    return sql


def _cited(target: str) -> list[Column]:
    """The citations of a status or a concern, in the order they were made."""
    cited = Joined(f"citation c ON c.{target} = j.value JOIN source s ON s.id = c.source ORDER BY c.id")
    return [
        Column("sources", _escaped("s.title"), True, cited),
        Column("source_ids", "id_text(s.id)", False, cited),
        Column("quotes", _escaped("c.exact"), True, cited),
        Column("citation_ids", "id_text(c.id)", False, cited),
    ]


_EVENT_CONTEXT = [
    Column("event_id", "id_text(e.id)", False),
    Column("event_date", "e.date", False),
    Column("event_day_order", "CAST(e.day_order AS TEXT)", False),
    Column("event_type", "e.type", True),
    Column("event_title", "e.title", True),
]


def _event_columns() -> list[Column]:
    # One item a source: its first citation of the event speaks for it.
    cited = Joined(
        "citation c ON c.event = j.value JOIN source s ON s.id = c.source GROUP BY j.value, c.source ORDER BY min(c.id)"
    )
    held = Joined("concern c ON c.event = j.value JOIN stakeholder s ON s.id = c.stakeholder ORDER BY c.id")
    cast = Joined("role r ON r.event = j.value JOIN stakeholder s ON s.id = r.stakeholder ORDER BY r.place, r.id")
    labels = Joined("event_topic x ON x.event = j.value JOIN topic t ON t.id = x.topic ORDER BY x.place, x.id")
    cases = Joined("event_proceeding x ON x.event = j.value JOIN proceeding p ON p.id = x.proceeding ORDER BY x.id")
    laws = Joined("event_authority x ON x.event = j.value JOIN authority a ON a.id = x.authority ORDER BY x.id")
    stands = Joined("status s ON s.event = j.value ORDER BY s.as_of, s.id")
    related = Joined("relation r ON r.from_event = j.value JOIN event o ON o.id = r.to_event ORDER BY r.id")
    concern = f"{_escaped('s.name', ':')} || ': ' || c.position || ' (' || {_escaped('c.theme')} || ')'"
    law = f"{_escaped('a.citation', '[')} || CASE x.use WHEN 'cited' THEN '' ELSE ' [' || x.use || ']' END"
    status = "s.axis || ': ' || s.value || CASE s.as_of WHEN '' THEN '' ELSE ' (' || s.as_of || ')' END"
    return [
        *_own(Event, "e"),
        Column("sources", _escaped("s.title"), True, cited),
        Column("source_ids", "id_text(c.source)", False, cited),
        Column("citation_ids", "id_text(min(c.id))", False, cited),
        Column("concerns", concern, True, held),
        Column("concern_ids", "id_text(c.id)", False, held),
        Column("concern_stakeholder_ids", "id_text(c.stakeholder)", False, held),
        Column("roles", f"{_escaped('r.role', '=')} || '=' || {_escaped('s.name')}", True, cast),
        Column("role_stakeholder_ids", "id_text(r.stakeholder)", False, cast),
        Column("topics", _escaped("t.name"), True, labels),
        Column(
            "proceedings", f"{_escaped('p.docket_number', '(')} || ' (' || {_escaped('p.court')} || ')'", True, cases
        ),
        Column("authorities", law, True, laws),
        Column("statuses", status, False, stands),
        Column("status_ids", "id_text(s.id)", False, stands),
        Column("relations", f"{_escaped('r.kind', '=')} || '=' || {_escaped('o.title')}", True, related),
        Column("related_ids", "id_text(o.id)", False, related),
    ]


def _source_columns() -> list[Column]:
    cites = Joined(
        "citation c ON c.source = j.value JOIN event e ON e.id = c.event GROUP BY j.value, c.event ORDER BY min(c.id)"
    )
    return [
        *_own(Source, "s"),
        Column("events", _escaped("e.title"), True, cites),
        Column("event_ids", "id_text(e.id)", False, cites),
        Column("event_dates", "e.date", False, cites),
        Column("event_types", _escaped("e.type"), True, cites),
        Column("citation_ids", "id_text(min(c.id))", False, cites),
    ]


def _concern_columns() -> list[Column]:
    own = {c.name: c for c in _own(TABLES["concern"], "x")}
    return [
        own.pop("id"),
        *_EVENT_CONTEXT,
        own.pop("stakeholder_id"),
        Column("stakeholder", "p.name", True),
        Column("stakeholder_kind", "p.kind", True),
        *(c for name, c in own.items() if name != "event_id"),
        *_cited("concern"),
    ]


def _status_columns() -> list[Column]:
    own = {c.name: c for c in _own(Status, "x")}
    return [
        own.pop("id"),
        *_EVENT_CONTEXT,
        *(c for name, c in own.items() if name != "event_id"),
        *_cited("status"),
    ]


_FROM = {
    "event": "event e ON e.id = j.value ORDER BY j.key",
    "source": "source s ON s.id = j.value ORDER BY j.key",
    "concern": "concern x ON x.id = j.value JOIN event e ON e.id = x.event "
    "JOIN stakeholder p ON p.id = x.stakeholder ORDER BY j.key",
    "status": "status x ON x.id = j.value JOIN event e ON e.id = x.event ORDER BY j.key",
}

_SOURCE_ORDERS = {
    "date": "s.issued = '', s.issued, s.title, s.id",
    "date-desc": "s.issued = '', s.issued DESC, s.title DESC, s.id DESC",
    "title": "s.title, s.id",
    "title-desc": "s.title DESC, s.id DESC",
}


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of a table's file, in order."""
    make = {"event": _event_columns, "source": _source_columns, "concern": _concern_columns, "status": _status_columns}
    return tuple(make[table]() if table in make else _own(TABLES[table], "t"))


def ids_of(connection: sqlite3.Connection, table: str, events: Sequence[int] | None, order: str = "date") -> list[int]:
    """Ids of the rows to export: all of a table, or those of the given events.

    Concerns and status changes follow their events; sources are ordered by their own date (or title), so that the
    order can be told from the file itself.
    """
    if table == "event":
        return list(events or ())
    if table == "source":
        cited = "SELECT c.source FROM citation c WHERE c.event IN q"
        for target in ("status", "concern"):
            cited += f" UNION SELECT c.source FROM citation c JOIN {target} x ON x.id = c.{target} WHERE x.event IN q"
        cited += (
            " UNION SELECT c.source FROM citation c JOIN claim x ON x.id = c.claim "
            "JOIN disputed_point d ON d.id = x.disputed_point WHERE d.event IN q"
        )
        by = _SOURCE_ORDERS.get(order, _SOURCE_ORDERS["date"])
        where = "" if events is None else f"WHERE s.id IN ({cited})"
        sql = f"WITH q AS (SELECT value FROM json_each(?)) SELECT s.id FROM source s {where} ORDER BY {by}"
        return [row[0] for row in connection.execute(sql, (json.dumps(events or []),))]
    if table in ("concern", "status"):
        then = "x.id" if table == "concern" else "x.as_of, x.id"
        sql = f'SELECT x.id FROM json_each(?) j JOIN "{table}" x ON x.event = j.value ORDER BY j.key, {then}'
        return [row[0] for row in connection.execute(sql, (json.dumps(list(events or ())),))]
    return [row[0] for row in connection.execute(f'SELECT id FROM "{table}" ORDER BY id')]


def rows_of(
    connection: sqlite3.Connection, table: str, ids: Sequence[int], columns: Sequence[Column]
) -> Iterator[list[tuple[str, ...]]]:
    """Pages of rows of text, in the order of `ids`."""
    connection.create_function("id_text", 1, _short_id, deterministic=True)
    source = _FROM.get(table, f'"{table}" t ON t.id = j.value ORDER BY j.key')
    own = [c for c in columns if c.joined is None]
    groups: dict[Joined, list[Column]] = {}
    for column in columns:
        if column.joined is not None:
            groups.setdefault(column.joined, []).append(column)
    sql = f"SELECT {', '.join(['j.value', *(c.sql for c in own)])} FROM json_each(?) j JOIN {source}"
    got = [None, *own, *(c for members in groups.values() for c in members)]
    in_order = itemgetter(*(got.index(c) for c in columns)) if len(columns) > 1 else None
    for start in range(0, len(ids), PAGE):
        page = json.dumps(ids[start : start + PAGE])
        joined = [_items(connection, page, group, members) for group, members in groups.items()]
        absent = [("",) * len(members) for members in groups.values()]
        rows = []
        for row in connection.execute(sql, (page,)):
            for cells, nothing in zip(joined, absent, strict=True):
                row += cells.get(row[0], nothing)
            rows.append(in_order(row) if in_order else (row[-1],))
        yield rows


def _items(
    connection: sqlite3.Connection, page: str, group: Joined, members: Sequence[Column]
) -> dict[int, tuple[str, ...]]:
    """The joined cells of the rows of a page that have any, by their ids."""
    sql = f"SELECT {', '.join(['j.value', *(c.sql for c in members)])} FROM json_each(?) j CROSS JOIN {group.rest}"
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in connection.execute(sql, (page,)):
        found[row[0]].append(row)
    return {
        key: rows[0][1:]
        if len(rows) == 1
        else tuple("; ".join(cells) for cells in islice(zip(*rows, strict=True), 1, None))
        for key, rows in found.items()
    }


def _short_id(number: int | None) -> str:
    """`id_text`; '' for None."""
    return "" if number is None else id_text(number)
