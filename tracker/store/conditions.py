"""What each field of the search language asks of an event, in SQL: one table maps a field to its builder.

Values reach SQL as parameters only. Every condition is about one event, `e`, and is never NULL, so that NOT means not.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tracker import dates, query, vocabulary
from tracker.records import id_number
from tracker.store.order import SORT_DAY
from tracker.store.standing import current_statuses

Condition = tuple[str, list[object]]
"""An SQL condition and its parameters."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a search is made, or for what day it is meant, and when somebody last looked: UTC ISO times, '' if never."""

    now: str
    last_seen: str


Builder = Callable[[str, Moment], Condition]


EACH = "/* of e */"
"""Stands in a condition’s set of events (`EACH_CITED`: of citations) where it may be narrowed to the one asked about.

A condition is written for finding all that meet it: "the event is in the set of those that ...", a set that SQLite
puts together once. Who wants a few takes one event after the other and asks of each: see `event_by_event`.
"""
EACH_CITED = "/* citing by e */"
_CITING = """x.id IN (SELECT id FROM citation WHERE event = e.id
    UNION ALL SELECT i.id FROM status o JOIN citation i ON i.status = o.id WHERE o.event = e.id
    UNION ALL SELECT i.id FROM concern o JOIN citation i ON i.concern = o.id WHERE o.event = e.id
    UNION ALL SELECT i.id FROM disputed_point o JOIN claim a ON a.disputed_point = o.id
        JOIN citation i ON i.claim = a.id WHERE o.event = e.id) AND"""
PLACED = "e.id IN (SELECT event FROM event_place WHERE place IN ("
"""How a condition on the places of events begins; it ends with two brackets."""
_TYPED = "e.id IN (SELECT id FROM event WHERE type IN ("


def by_place(sql: str) -> str:
    """A condition on `event e` as one on `event_place`, for what its `e.id` and `e.place` say of an event."""
    return sql.replace(PLACED, "(e.place IN (")


def event_by_event(sql: str) -> str:
    """A condition on `event e` made to be asked of one event after the other."""
    # The plus: what belongs to an event is little, what belongs to a value may be much.
    return sql.replace(EACH, "event = e.id AND +").replace(EACH_CITED, _CITING).replace(_TYPED, "(e.type IN (")


def joined(operator: str, conditions: Iterable[Condition]) -> Condition:
    """Conditions joined by AND or OR."""
    conditions = list(conditions)
    params = [p for _, each in conditions for p in each]
    if len(conditions) == 1:
        return conditions[0]
    return "(" + f" {operator} ".join(sql for sql, _ in conditions) + ")", params


def cites(condition: str) -> str:
    """That a citation `x` of the event, or of a status, concern or disputed point of it, meets the condition."""
    return f"""e.id IN (SELECT coalesce(x.event, s.event, k.event, d.event) FROM citation x
        LEFT JOIN status s ON s.id = x.status LEFT JOIN concern k ON k.id = x.concern
        LEFT JOIN claim m ON m.id = x.claim LEFT JOIN disputed_point d ON d.id = m.disputed_point
        WHERE {EACH_CITED} {condition})"""


# Names and terms: the one that is named in full, or else all that have the words.


def _named(rows: str, value: str, known: Iterable[str] = (), others: Sequence[str] = ()) -> Condition:
    """A subquery of the keys whose names are meant. `rows` selects (key, names one a line); `others` are names that
    are meant too, unless somebody has the value itself for a name that is not `known`."""
    sql = f"WITH n(k, names) AS MATERIALIZED ({rows}) SELECT k FROM n WHERE is_name(names, ?)"
    also = " OR is_name(names, ?)" * len(others)
    if any(query.is_name(term, value) for term in known):
        return sql + also, [value, *others]
    # `whole` is worked out once, not for each row.
    whole = "EXISTS (SELECT 1 FROM n WHERE is_name(names, ?))"
    return f"{sql} OR (NOT {whole} AND (has_words(names, ?){also}))", [value, value, value, *others]


_STAKEHOLDERS = "SELECT id, name || char(10) || also_known_as FROM stakeholder"


def _terms(table: str, column: str) -> str:
    """Each value of an indexed column. DISTINCT would read the whole index; this jumps from each to the next."""
    return f"""SELECT t, t FROM (WITH RECURSIVE each(t) AS (SELECT min({column}) FROM {table} UNION ALL
        SELECT (SELECT min({column}) FROM {table} WHERE {column} > t) FROM each WHERE t IS NOT NULL) SELECT t FROM each)
        WHERE t IS NOT NULL"""


def _type(value: str, _: Moment) -> Condition:
    """Of these types; who means a broad one means its narrower ones too."""
    known = query.BY_NAME["type"].values
    narrower = [each for broad in query.meant(value, known) for each in vocabulary.NARROWER.get(broad, ())]
    sql, params = _named(_terms("event", "type"), value, known, narrower)
    return f"{_TYPED}{sql}))", params


def _linked(link: str, key: str, rows: str, known: Iterable[str] = ()) -> Builder:
    """A builder: the event has a row of the table (or join) `link` whose `key` is among those named."""

    def build(value: str, _: Moment) -> Condition:
        sql, params = _named(rows, value, known)
        return f"e.id IN (SELECT event FROM {link} WHERE {EACH} {key} IN ({sql}))", params

    return build


def _involving(rows: str) -> Builder:
    """A builder: someone among those named has a part in the event or a concern about it."""

    def build(value: str, _: Moment) -> Condition:
        sql, params = _named(rows, value)
        involved = "SELECT event, stakeholder FROM role UNION ALL SELECT event, stakeholder FROM concern"
        return f"e.id IN (SELECT event FROM ({involved}) WHERE {EACH} stakeholder IN ({sql}))", params

    return build


def _publisher(value: str, _: Moment) -> Condition:
    sql, params = _named("SELECT DISTINCT publisher, publisher FROM source", value)
    return cites(f"x.source IN (SELECT id FROM source WHERE publisher IN ({sql}))"), params


def _source(value: str, _: Moment) -> Condition:
    return cites(
        "x.source IN (SELECT id FROM source WHERE has_words(title, ?) OR has_words(url, ?) OR has_words(number, ?))"
    ), [value] * 3


def _docket(value: str, _: Moment) -> Condition:
    return (
        "e.id IN (SELECT x.event FROM event_proceeding x JOIN proceeding p ON p.id = x.proceeding "
        f"WHERE {EACH} has_words(p.docket_number, ?))"
    ), [value]


def _authority(value: str, _: Moment) -> Condition:
    return (
        "e.id IN (SELECT x.event FROM event_authority x JOIN authority a ON a.id = x.authority "
        f"WHERE {EACH} has_words(a.citation, ?))"
    ), [value]


def _evidence(value: str, _: Moment) -> Condition:
    terms = query.meant(value, query.BY_NAME["evidence"].values)
    return f"e.evidence IN ({_marks(terms)})", list(terms)


def _id(value: str, _: Moment) -> Condition:
    return "e.id = ?", [id_number(value)]


def _chain(value: str, _: Moment) -> Condition:
    """The event, all that its links lead back to, and all whose links lead back to it."""
    event, left_out = id_number(value), vocabulary.NOT_OF_A_CHAIN
    follows = f"r.kind NOT IN ({_marks(left_out)})"
    # UNION takes each event once, so that links in a circle come to an end.
    sql = f"""e.id IN (WITH RECURSIVE
        earlier(id) AS (SELECT ? UNION SELECT r.to_event FROM earlier x
            JOIN relation r ON r.from_event = x.id AND {follows}),
        later(id) AS (SELECT ? UNION SELECT r.from_event FROM later x
            JOIN relation r ON r.to_event = x.id AND {follows})
        SELECT id FROM earlier UNION SELECT id FROM later)"""
    return sql, [event, *left_out, event, *left_out]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


# Concerns: several fields about one row.


def _theme(value: str) -> Condition:
    sql, params = _named(_terms("concern", "theme"), value, query.BY_NAME["concern"].values)
    return f"c.theme IN ({sql})", params


def _position(value: str) -> Condition:
    terms = query.meant(value, query.BY_NAME["position"].values)
    return f"c.position IN ({_marks(terms)})", list(terms)


def _raised_by(value: str) -> Condition:
    sql, params = _named(_STAKEHOLDERS, value)
    return f"c.stakeholder IN ({sql})", params


OF_A_CONCERN: dict[str, Callable[[str], Condition]] = {
    "concern": _theme,
    "position": _position,
    "raised-by": _raised_by,
}


# Statuses: see `tracker.store.standing`.


def _status(field: str, axis: str = "") -> Builder:
    """A builder: the status on one axis, or on any."""

    def build(value: str, moment: Moment) -> Condition:
        terms = query.meant(value, query.BY_NAME[field].values)
        of_axis = [axis] if axis else []
        condition = f"s.value IN ({_marks(terms)})" + (" AND s.axis = ?" if axis else "")
        sql, params = current_statuses(moment.now[:10], condition)
        return f"e.id IN (SELECT event FROM ({sql}) WHERE {EACH} 1)", [*terms, *of_axis, *params]

    return build


def _as_of(value: str, _: Moment) -> Condition:
    sql, params = current_statuses(dates.last_known_day(value))
    return f"e.id IN (SELECT event FROM ({sql}) WHERE {EACH} 1)", list[object](params)


# Dates


def _during(value: str, _: Moment) -> Condition:
    first, last = dates.bounds(value)
    sql = "(e.date_min <> '' OR e.date_max <> '')"
    params: list[object] = []
    if last:
        sql += " AND e.date_min <= ?"
        params.append(last)
    if first:
        sql += " AND (e.date_max >= ? OR e.date_max = '')"
        params.append(first)
    return f"({sql})", params


# Of an event without a known first day the last one counts, as it does for its place in a list. '~' is undated.
def _before(value: str, _: Moment) -> Condition:
    return f"{SORT_DAY} < ?", [dates.bounds(value)[0]]


def _after(value: str, _: Moment) -> Condition:
    return f"({SORT_DAY} >= ? AND {SORT_DAY} < '~')", [dates.bounds(value)[0]]


def _time(column: str) -> Builder:
    """A builder: a time (UTC ISO text) falls within a date."""

    def build(value: str, _: Moment) -> Condition:
        first, last = dates.bounds(value)
        sql, params = f"e.{column} >= ?", [first or "0"]
        if last:
            sql += f" AND substr(e.{column}, 1, 10) <= ?"
            params.append(last)
        return f"({sql})", list[object](params)

    return build


def _unreviewed(value: str, moment: Moment) -> Condition:
    """The last review, or the entry of what never had one, is so many days ago."""
    when = datetime.datetime.fromisoformat(moment.now) - datetime.timedelta(days=int(value))
    return "max(e.created, e.reviewed) < ?", [when.strftime("%Y-%m-%dT%H:%M:%S")]


def _disputed(value: str, _: Moment) -> Condition:
    points = f"e.id IN (SELECT event FROM disputed_point WHERE {EACH}"
    if query.fold(value) in _POINT_STATES:
        return f"{points} {_POINT_STATES[query.fold(value)]})", []
    sql, params = _named("SELECT DISTINCT kind, kind FROM disputed_point", value, query.BY_NAME["disputed"].values)
    return f"{points} kind IN ({sql}))", params


_POINT_STATES = {"open": "chosen IS NULL", "settled": "chosen IS NOT NULL"}


# Flags: no value of the user's reaches these.


def _own(table: str) -> str:
    """The event has a row of the table, whose index gives a set in order: to look in that costs less than there."""
    return f"e.id IN (SELECT event FROM {table} INDEXED BY idx_{table}_event WHERE {EACH} event IS NOT NULL)"


def _single_sourced() -> str:
    """The event cites sources, of which one at most bears it out; versions of one document are one."""
    first = """WITH RECURSIVE before(id, first) AS (SELECT id, previous FROM source WHERE previous IS NOT NULL
        UNION ALL SELECT b.id, s.previous FROM before b JOIN source s ON s.id = b.first WHERE s.previous IS NOT NULL)"""
    return f"""e.id IN ({first} SELECT event FROM citation LEFT JOIN before b ON b.id = source
        AND NOT EXISTS (SELECT 1 FROM source s WHERE s.id = b.first AND s.previous IS NOT NULL)
        WHERE {EACH} event IS NOT NULL GROUP BY event
        HAVING count(DISTINCT CASE relation WHEN 'supports' THEN coalesce(b.first, source) END) <= 1)"""


_HAS = {
    "source": _own("citation"),
    "snapshot": cites("x.source IN (SELECT id FROM source WHERE sha256 <> '')"),
    "archive": cites("x.source IN (SELECT id FROM source WHERE archive_url <> '')"),
    "quote": cites("x.exact <> ''"),
    "concern": _own("concern"),
    "status": _own("status"),
    "proceeding": _own("event_proceeding"),
}
_IS = {
    "noteworthy": "e.id IN (SELECT id FROM event WHERE noteworthy)",
    "draft": f"({SORT_DAY} = '~' OR trim(e.summary) = '' OR NOT {_HAS['source']})",
    "unsourced": f"NOT {_HAS['source']}",
    "single-sourced": _single_sourced(),
    "orphaned": cites("x.anchor = 'orphaned'"),
    "moved": cites("x.anchor = 'moved'"),
    "unchecked": cites("x.exact <> '' AND x.anchor IN ('', 'no text kept')"),
    "disputed": f"e.id IN (SELECT event FROM disputed_point WHERE {EACH} chosen IS NULL)",
    "unanswered": f"e.id IN (SELECT event FROM concern WHERE {EACH} state = 'open')",
    "undated": f"{SORT_DAY} = '~'",
    "reviewed": "e.reviewed <> ''",
    "unreviewed": "e.reviewed = ''",
}
LATEST_CHECK = "NOT EXISTS (SELECT 1 FROM link_check n WHERE n.source = l.source AND (n.at, n.id) > (l.at, l.id))"
"""That a row `l` of link_check is the last one of its source."""


def _checked(state: str) -> str:
    return cites(f"x.source IN (SELECT l.source FROM link_check l WHERE l.state = '{state}' AND {LATEST_CHECK})")


_LINKS = {
    "reached": _checked("reached"),
    "moved": _checked("moved"),
    "dead": _checked("dead"),
    "unreached": _checked("not reached"),
    "unchecked": cites(
        "x.source IN (SELECT s.id FROM source s WHERE s.url <> '' "
        "AND NOT EXISTS (SELECT 1 FROM link_check l WHERE l.source = s.id))"
    ),
    "unarchived": cites("x.source IN (SELECT id FROM source WHERE url <> '' AND archive_url = '' AND sha256 = '')"),
}


def _has(value: str, _: Moment) -> Condition:
    return _HAS[query.fold(value)], []


def _link(value: str, _: Moment) -> Condition:
    return _LINKS[query.fold(value)], []


def _is(value: str, moment: Moment) -> Condition:
    if query.fold(value) == "new":
        return "e.created > ?", [moment.last_seen]
    return _IS[query.fold(value)], []


BUILDERS: dict[str, Builder] = {
    "type": _type,
    "status": _status("status"),
    "in-effect": _status("in-effect", "in effect"),
    "litigation": _status("litigation", "litigation"),
    "as-of": _as_of,
    "agency": _involving(f"{_STAKEHOLDERS} WHERE kind = 'agency'"),
    "stakeholder": _involving(_STAKEHOLDERS),
    "role": _linked("role", "role", "SELECT DISTINCT role, role FROM role", query.BY_NAME["role"].values),
    "topic": _linked("event_topic", "topic", "SELECT id, name FROM topic"),
    "source": _source,
    "publisher": _publisher,
    "docket": _docket,
    "court": _linked(
        "event_proceeding x JOIN proceeding p ON p.id = x.proceeding",
        "p.court",
        "SELECT DISTINCT court, court FROM proceeding",
    ),
    "authority": _authority,
    "evidence": _evidence,
    "date": _during,
    "before": _before,
    "after": _after,
    "during": _during,
    "added": _time("created"),
    "changed": _time("modified"),
    "reviewed": _time("reviewed"),
    "unreviewed": _unreviewed,
    "disputed": _disputed,
    "link": _link,
    "has": _has,
    "is": _is,
    "id": _id,
    "chain": _chain,
}
