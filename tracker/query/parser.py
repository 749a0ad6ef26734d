"""Search text to a tree: recursive descent over the tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from tracker import dates, records
from tracker.errors import DateError, QueryError
from tracker.query.fields import BY_NAME, FieldSpec
from tracker.query.lexer import Token, Value, tokens
from tracker.query.names import fold, meant
from tracker.query.tree import And, Everything, Field, Node, Not, Or, Text

LONGEST = 4_000  # characters in a search
MOST_TERMS = 150  # words, phrases and field values in a search: SQLite's expressions are at most 1,000 deep
MOST_DAYS = 36_500  # a hundred years
DEEPEST = 12  # brackets and negations inside each other: SQLite's parser overflows at 18

_NO_ITEM = ("", "or", "and", "close")  # kinds of token that begin none; '' is the end


def parse(text: str, complete: bool = True) -> Node:
    """The tree of a search text; `QueryError` says what is wrong with it and where.

    Not `complete`: it is still being typed, so the last word may go on (unless it is one not wanted), and what is
    unfinished at the very end (an open quote or bracket, a field without its value, an `OR`) is passed over without
    complaint.
    """
    bad = re.search(r"[\x00\ud800-\udfff]", text)
    if bad:
        raise QueryError("This character cannot be stored, so it cannot be searched for.", text, *bad.span())
    if len(text) > LONGEST:
        raise QueryError(f"A search may be {LONGEST:,} characters long.", text, LONGEST, len(text))
    parser = _Parser(text, not complete)
    node = parser.alternatives(0)
    if parser.at < len(parser.tokens):
        raise parser.error("This bracket closes nothing: open one before it, or remove it.", parser.tokens[parser.at])
    return node or Everything(start=0, end=len(text))


class _Parser:
    """Recursive descent. Each rule gives None where what was typed so far says nothing yet."""

    def __init__(self, text: str, typing: bool) -> None:
        self.text = text
        self.typing = typing
        self.tokens = tokens(text)
        self.at = 0
        self.terms = 0
        self.negations = 0  # that what is read stands in

    def error(self, message: str, where: Token | Value) -> QueryError:
        return QueryError(message, self.text, where.start, where.end)

    def kind(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def unfinished(self, where: Token | Value) -> bool:
        return self.typing and where.end == len(self.text)

    def at_typing_end(self) -> bool:
        return self.typing and self.at == len(self.tokens)

    def alternatives(self, depth: int) -> Node | None:
        found = [self.all_of(depth)]
        while self.kind() == "or":
            operator = self.tokens[self.at]
            self.at += 1
            found.append(self.all_of(depth))
            if found[-2] is None or (found[-1] is None and not self.at_typing_end()):
                raise self.error("OR stands between two searches: write something on both sides of it.", operator)
        return self.joined(Or, found)

    def all_of(self, depth: int) -> Node | None:
        found: list[Node | None] = []
        while self.kind() not in ("", "or", "close"):
            if self.kind() == "and":
                operator = self.tokens[self.at]
                self.at += 1
                if not found or (self.kind() in _NO_ITEM and not self.at_typing_end()):
                    raise self.error("AND stands between two searches: write something on both sides of it.", operator)
            else:
                found.append(self.item(depth))
        return self.joined(And, found)

    def joined(self, join: Callable[..., Node], found: Iterable[Node | None]) -> Node | None:
        nodes = tuple(node for node in found if node is not None)
        if len(nodes) > 1:
            return join(nodes, start=nodes[0].start, end=nodes[-1].end)
        return nodes[0] if nodes else None

    def item(self, depth: int) -> Node | None:
        token = self.tokens[self.at]
        self.at += 1
        if depth > DEEPEST:
            raise self.error(f"Brackets and negations may stand {DEEPEST} deep.", token)
        if token.kind == "not":
            return self.negation(token, depth)
        if token.kind == "open":
            return self.group(token, depth)
        self.terms += len(token.values)
        if self.terms > MOST_TERMS:
            raise self.error(f"A search may have {MOST_TERMS} words and values.", token)
        return self.field(token) if token.kind == "field" else self.words(token)

    def negation(self, token: Token, depth: int) -> Node | None:
        if self.kind() in _NO_ITEM:
            if self.at_typing_end():
                return None
            raise self.error("Write what is not wanted straight after this.", token)
        self.negations += 1
        node = self.item(depth + 1)
        self.negations -= 1
        return node and Not(node, start=token.start, end=node.end)

    def group(self, token: Token, depth: int) -> Node | None:
        node = self.alternatives(depth + 1)
        if self.kind() == "":
            if not self.typing:
                raise self.error("This bracket is not closed.", token)
            return node
        closing = self.tokens[self.at]
        self.at += 1
        if node is None and not self.unfinished(closing):
            raise QueryError("There is nothing in these brackets.", self.text, token.start, closing.end)
        return node and replace(node, start=token.start, end=closing.end)

    def words(self, token: Token) -> Node | None:
        value = token.values[0]
        words = value.text
        unfinished = self.unfinished(token) and not (value.quoted and value.closed)
        # Of what is not wanted the beginning takes nothing away yet: "-c" would leave next to no event, "-court" most.
        prefix = unfinished and not self.negations and _may_go_on(words)
        if value.quoted:
            if not value.closed and not self.typing:
                raise self.error("This quotation is not closed.", value)
            if not words.strip():
                if self.unfinished(token):
                    return None
                raise self.error("There is nothing between these quotes.", value)
        elif words == "-" and unfinished:
            return None
        elif words.endswith("*") and _may_go_on(words[:-1]):
            words, prefix = words[:-1], True
        return Text(words, value.quoted, prefix, start=token.start, end=token.end)

    def field(self, token: Token) -> Node | None:
        spec = BY_NAME.get(token.field)
        if spec is None:
            name = Value(token.field, token.start, token.start + len(token.field))
            near = _near(token.field, BY_NAME, 3, 0.6)
            hint = (
                f"Did you mean {' or '.join(n + ':' for n in near)}?" if near else "Quote it to search for the words."
            )
            raise self.error(f"There is no field “{token.field}:”. {hint}", name)
        values: list[str] = []
        for value in token.values:
            problem = self.problem(spec, value)
            if not problem:
                values.append(value.text)
            elif not self.unfinished(value):
                # An empty value has no width to underline: point at the field's name.
                raise self.error(problem, value if value.end > value.start else token)
        return Field(spec.name, tuple(values), start=token.start, end=token.end) if values else None

    def problem(self, spec: FieldSpec, value: Value) -> str:
        """What is wrong with the value of a field, or ''."""
        if not value.closed and not self.typing:
            return "This quotation is not closed."
        if not value.quoted and not value.text:
            return f"Write a value straight after “{spec.name}:”, such as {spec.example}; several with commas between."
        if not value.text.strip():
            return "There is nothing between these quotes."
        if spec.kind == "date":
            return _date_problem(spec.name, value.text)
        if spec.kind == "days":
            return _days_problem(spec, value.text)
        if spec.closed and not _allowed(spec, value.text):
            near = _near(fold(value.text), spec.values, 1, 0.5)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            return f"“{spec.name}:” can be {', '.join(spec.values[:-1])} or {spec.values[-1]}.{hint}"
        if spec.name in ("id", "chain"):
            try:
                records.id_number(value.text)
            except ValueError as error:
                return str(error)
        return ""


def _allowed(spec: FieldSpec, value: str) -> bool:
    """Whether a closed field can have this value: a flag in full, a term also by some of its words."""
    return fold(value) in spec.values if spec.kind == "flag" else bool(meant(value, spec.values))


def _near(word: str, known: Iterable[str], most: int, alike: float) -> list[str]:
    """Those of the words known that somebody may have meant, the likeliest first."""
    import difflib

    return difflib.get_close_matches(word, list(known), most, alike)


def _may_go_on(words: str) -> bool:
    """Whether they end in a letter or digit: then words which begin so can be looked for."""
    return words[-1:].isalnum()


def _days_problem(spec: FieldSpec, value: str) -> str:
    if value.isascii() and value.isdigit() and int(value) <= MOST_DAYS:
        return ""
    return f"“{spec.name}:” needs a number of days, up to {MOST_DAYS:,}: {spec.example}."


def _date_problem(name: str, value: str) -> str:
    try:
        first, last = dates.bounds(value)
    except DateError:
        first = last = ""
    if not first and not last:
        return f"“{value}” is not a date that a search can read: write 2025, 2025-04 or 2025-04-07."
    if not first and name in ("before", "after"):
        return f"“{name}:” needs a date with a first day, such as 2025, 2025-04 or 2025-04-07."
    return ""
