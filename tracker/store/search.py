"""The search language's tree to SQL, and the orders in which events are listed."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from tracker import vocabulary
from tracker.dates import last_known_day
from tracker.errors import QueryError
from tracker.query import And, Everything, Field, Node, Not, Or, Text
from tracker.store.conditions import BUILDERS, OF_A_CONCERN, Condition, Moment, cites, joined
from tracker.store.order import SORT_DAY


def compile_query(node: Node, *, now: str, last_seen: str) -> Condition:
    """A condition on `event e`, with its parameters. `now` and `last_seen` are UTC ISO times ('' if never seen).

    Of the terms that must all hold, those about concerns (concern:, position:, raised-by:) are about one and the same
    concern. Of a field given more than once, each asks for a concern of its own, which has all that is given once.
    Beside as-of:, what is asked of statuses is asked for that day; brackets keep another day to themselves.
    """
    return _compile(node, Moment(now, last_seen))


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
            return _all_of(_flat(node), moment)


def _flat(node: Node) -> list[Node]:
    """The nodes that must all hold, whatever brackets stand around some of them."""
    if isinstance(node, And):
        return [inner for each in node.nodes for inner in ([each] if _has_day(each) else _flat(each))]
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
    values = [v for n in _flat(node) if isinstance(n, Field) and _is_day(n) for v in n.values]
    return last_known_day(values[0]) if len(values) == 1 else today


# Full text


_PLACED = "SELECT p.event FROM event_fts f JOIN event_place p ON p.place = f.rowid"


def _text(node: Text) -> Condition:
    if not _has_tokens(node.words):
        # The index keeps no punctuation: look at the text itself.
        mark: list[object] = [node.words]
        found = f"{_PLACED} WHERE instr(f.title, ?) OR instr(f.summary, ?) OR instr(f.claims, ?)"
        source = (
            "SELECT id FROM source WHERE instr(title, ?) OR instr(publisher, ?) OR instr(authors, ?) OR instr(text, ?)"
        )
        return f"(e.id IN ({found}) OR {cites(f'x.source IN ({source})')})", mark * 7
    # Always a quoted string, so that nothing in it is syntax to FTS5.
    match = '"' + node.words.replace('"', '""') + '"' + ("*" if node.prefix else "")
    found = f"{_PLACED} WHERE event_fts MATCH ?"
    source = "SELECT rowid FROM source_fts WHERE source_fts MATCH ?"
    return f"(e.id IN ({found}) OR {cites(f'x.source IN ({source})')})", [match, match]


def _has_tokens(words: str) -> bool:
    """Whether the index's tokenizer surely finds a word in `words`: it knows the letters of Unicode 6.1 only."""
    known = unicodedata.ucd_3_2_0.category
    return any(known(c)[0] in "LN" for c in words)


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
    return f"e.id IN (SELECT c.event FROM concern c WHERE {sql})", params


def _concern_row(fields: Sequence[Field]) -> Condition:
    """The condition on one concern `c`."""
    return joined("AND", [joined("OR", [OF_A_CONCERN[f.name](v) for v in f.values]) for f in fields])


def concern_beside(node: Node) -> Condition:
    """The condition that a search sets on a concern `c` whose theme is asked for beside what it asks already."""
    fields = [n for n in _flat(node) if isinstance(n, Field) and n.name in OF_A_CONCERN and n.name != "concern"]
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
