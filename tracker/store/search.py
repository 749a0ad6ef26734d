"""The search language's tree to SQL, and the orders in which events are listed."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker import vocabulary
from tracker.dates import last_known_day
from tracker.errors import QueryError
from tracker.query import And, Everything, Field, Node, Not, Or, Text
from tracker.store.conditions import (
    BUILDERS,
    EACH,
    EACH_CITED,
    OF_A_CONCERN,
    PLACED,
    Condition,
    Moment,
    by_place,
    cites,
    joined,
)
from tracker.store.order import SORT_DAY, UNDATED


def compile_query(node: Node, *, now: str, last_seen: str) -> Condition:
    """A condition on `event e`, with its parameters. `now` and `last_seen` are UTC ISO times ('' if never seen).

    Of the terms that must all hold, those about concerns (concern:, position:, raised-by:) are about one and the same
    concern. Of a field given more than once, each asks for a concern of its own, which has all that is given once.
    Beside as-of:, what is asked of statuses is asked for that day; brackets keep another day to themselves.
    """
    return _compile(node, Moment(now, last_seen))


def condition(connection: sqlite3.Connection, node: Node, *, now: str, last_seen: str) -> Condition:
    """What `compile_query` gives, or that there is nothing to find where a word that must be there is nowhere: that
    costs nothing to know, and looking through all that have the other words takes its time."""
    words = [each for each in flat(node) if isinstance(each, Text) and not each.phrase and has_tokens(each)]
    if all(is_anywhere(connection, match(each)) for each in words):
        return compile_query(node, now=now, last_seen=last_seen)
    return "0", []


def is_anywhere(connection: sqlite3.Connection, words: str) -> bool:
    """Whether any event or source has the words, in FTS5's own language."""
    sql = """SELECT EXISTS (SELECT 1 FROM event_fts WHERE event_fts MATCH ?1)
        OR EXISTS (SELECT 1 FROM source_fts WHERE source_fts MATCH ?1)"""
    return bool(connection.execute(sql, (words,)).fetchone()[0])


def _compile(node: Node, moment: Moment) -> Condition:
    match node:
        case Everything():
            return "1", []
        case Text():
            return _text(node)
        case Field():
            return _all_of([node], moment)
        case Not():
            sql, params = _compile(node.node, moment)
            return f"NOT ({sql})", params
        case Or():
            return joined("OR", [_compile(each, moment) for each in node.nodes])
        case And():
            return _all_of(flat(node), moment)


def flat(node: Node) -> list[Node]:
    """The nodes that must all hold, whatever brackets stand around some of them."""
    if isinstance(node, And):
        return [inner for each in node.nodes for inner in ([each] if _has_day(each) else flat(each))]
    return [node]


def _has_day(node: Node) -> bool:
    return isinstance(node, And) and any(_is_day(each) for each in node.nodes)


def _is_day(node: Node) -> bool:
    return isinstance(node, Field) and node.name == "as-of"


def _all_of(nodes: Sequence[Node], moment: Moment) -> Condition:
    days = [n for n in nodes if isinstance(n, Field) and _is_day(n)]
    if days:
        rest = [n for n in nodes if not _is_day(n)]
        return joined("AND", [joined("OR", [_on(value, rest, moment) for value in field.values]) for field in days])
    about_concerns = [n for n in nodes if isinstance(n, Field) and n.name in OF_A_CONCERN]
    conditions = [_same_concern(group) for group in _concerns_asked_for(about_concerns)]
    for node in nodes:
        if not isinstance(node, Field):
            conditions.append(_compile(node, moment))
        elif node.name not in OF_A_CONCERN:
            builder = BUILDERS[node.name]
            conditions.append(joined("OR", [builder(value, moment) for value in node.values]))
    return joined("AND", conditions)


def _on(date: str, nodes: Sequence[Node], moment: Moment) -> Condition:
    """All of `nodes`, asked as of a date."""
    there = BUILDERS["as-of"](date, moment)
    return joined("AND", [there, _all_of(nodes, replace(moment, now=last_known_day(date)))]) if nodes else there


def status_day(node: Node, today: str) -> str:
    """The day on which a search looks at statuses: the one of its as-of:, if it has just one, else today."""
    values = [v for n in flat(node) if isinstance(n, Field) and _is_day(n) for v in n.values]
    return last_known_day(values[0]) if len(values) == 1 else today


# Full text


_CITING = cites("x.source IN ({})").removeprefix("e.id IN (").removesuffix(")").replace(EACH_CITED, "")


def _text(node: Text) -> Condition:
    """The event has the words, or a source that it cites has."""
    if has_tokens(node):
        mark: list[object] = [match(node)]
        own = "SELECT rowid FROM event_fts WHERE event_fts MATCH ?"
        source = "SELECT rowid FROM source_fts WHERE source_fts MATCH ?"
    else:
        # The index keeps no punctuation: look at the text itself.
        mark = [node.words]
        own = "SELECT rowid FROM event_fts WHERE instr(title, ?) OR instr(summary, ?) OR instr(claims, ?)"
        source = (
            "SELECT id FROM source WHERE instr(title, ?) OR instr(publisher, ?) OR instr(authors, ?) OR instr(text, ?)"
        )
    of_sources = f"SELECT p.place FROM event_place p WHERE p.event IN ({_CITING.format(source)})"
    sql = f"{PLACED}{own} UNION ALL {of_sources}))"
    return sql, mark * sql.count("?")


def match(node: Text | Or) -> str:
    """The words, or any of them, in FTS5's own language: quoted strings, so that nothing in them is syntax there."""
    if isinstance(node, Or):
        return "(" + " OR ".join(match(each) for each in node.nodes if isinstance(each, Text | Or)) + ")"
    return '"' + node.words.replace('"', '""') + '"' + ("*" if node.prefix else "")


def has_tokens(node: Text) -> bool:
    """Whether the index's tokenizer surely finds a word in it: it knows the letters of Unicode 6.1 only."""
    known = unicodedata.ucd_3_2_0.category
    return any(known(c)[0] in "LN" for c in node.words)


# Concerns: several fields about one row.


def _concerns_asked_for(fields: Sequence[Field]) -> list[list[Field]]:
    """The fields about concerns, grouped by the concern that each is about."""
    names = [field.name for field in fields]
    once = [field for field in fields if names.count(field.name) == 1]
    again = [field for field in fields if names.count(field.name) > 1]
    if again:
        return [[field, *once] for field in again]
    return [once] if once else []


def _same_concern(fields: Sequence[Field]) -> Condition:
    sql, params = _concern_row(fields)
    return f"e.id IN (SELECT c.event FROM concern c WHERE {EACH} {sql})", params


def _concern_row(fields: Sequence[Field]) -> Condition:
    """The condition on one concern `c`."""
    return joined("AND", [joined("OR", [OF_A_CONCERN[f.name](v) for v in f.values]) for f in fields])


def concern_beside(node: Node) -> Condition:
    """The condition that a search sets on a concern `c` whose theme is asked for beside what it asks already."""
    fields = [n for n in flat(node) if isinstance(n, Field) and n.name in OF_A_CONCERN and n.name != "concern"]
    names = [field.name for field in fields]
    once = [field for field in fields if names.count(field.name) == 1]
    return _concern_row(once) if once else ("1", [])


# Order


def _count(table: str, what: str) -> str:
    return f"(SELECT count({what}) FROM {table} x WHERE x.event = e.id)"


def _rank(vocabulary_name: str, column: str) -> str:
    """The place of a column's term in its vocabulary, whose own order says more than the alphabet."""
    places = " ".join(f"WHEN '{term}' THEN {n}" for n, term in enumerate(vocabulary.CLOSED[vocabulary_name]))
    return f"CASE {column} {places} ELSE 99 END"


_ORDERS = {
    "date": f"{SORT_DAY}, e.day_order, e.id",
    # Undated events come last both ways.
    "date-desc": f"{SORT_DAY} = '~', {SORT_DAY} DESC, e.day_order DESC, e.id DESC",
}
for _name, _key in {
    "title": "fold(e.title)",
    "type": "fold(e.type)",
    "modified": "e.modified",
    "added": "e.created",
    "reviewed": "e.reviewed",
    "evidence": _rank("evidence", "e.evidence"),
    "sources": _count("citation", "DISTINCT x.source"),
    "concerns": _count("concern", "*"),
}.items():
    _ORDERS[_name] = f"{_key}, {_ORDERS['date']}"
    _ORDERS[f"{_name}-desc"] = f"{_key} DESC, {_ORDERS['date']}"
ORDERS: tuple[str, ...] = tuple(_ORDERS)


def order_by(order: str) -> str:
    """What stands behind ORDER BY for one of `ORDERS`; ties end with the id. QueryError for another word."""
    if order not in _ORDERS:
        raise QueryError(f"Events cannot be put in order by “{order}”: use {', '.join(ORDERS)}.", order, 0, len(order))
    return _ORDERS[order]


_OTHER_COLUMN = re.compile(r"\be\.(?!id\b|place\b)")


def looks_at_events(where: str) -> bool:
    """Whether a condition asks for more of an event than its id and place."""
    return _OTHER_COLUMN.search(where) is not None


def from_events(where: str) -> str:
    """FROM and WHERE for the events that meet a condition: their places alone, where nothing more is asked of them."""
    if looks_at_events(where):
        return f"FROM event e WHERE ({where})"
    return f"FROM (SELECT event AS id, place FROM event_place) e WHERE ({by_place(where)})"


def stretches(order: str) -> list[tuple[str, str]]:
    """The stretches of places (condition, ORDER BY) that, one after the other, give events in 'date' or 'date-desc'."""
    if order == "date":
        return [("1", "e.place")]
    return [(f"e.place < {UNDATED}", "e.place DESC"), (f"e.place >= {UNDATED}", "e.place DESC")]


def in_order(connection: sqlite3.Connection, condition: Condition, order: str, most: int = -1) -> Iterator[int]:
    """Ids of the events that meet a condition, in one of `ORDERS`: the first `most`, or all."""
    where, params = condition
    if order in ("date", "date-desc") and not looks_at_events(where):
        # All in order of their places, without a look at the events themselves.
        left = most
        for stretch, by in stretches(order):
            sql = f"SELECT e.id {from_events(where)} AND {stretch} ORDER BY {by} LIMIT ?"
            for (event,) in connection.execute(sql, [*params, left]):
                yield event
                left -= 1
            if left == 0:
                return
    else:
        sql = f"SELECT e.id FROM event e WHERE {where} ORDER BY {order_by(order)} LIMIT ?"
        yield from (event for (event,) in connection.execute(sql, [*params, most]))
