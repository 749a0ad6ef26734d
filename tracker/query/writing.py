"""Writing searches: completion of what is typed, quoting, and terms put in and taken out by the facets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.query.fields import BY_NAME
from tracker.query.lexer import Token, tokens
from tracker.query.names import fold


@dataclass(frozen=True, slots=True)
class Completion:
    """What is being typed: `text[start:end]` would be replaced.

    With a `field`, a value of it is typed: put `quote(value)`. Without, a bare item: put a field's name and a colon,
    or `quote(word)`. `prefix` is what stands before the cursor (in a bare item as typed, its opening quote too).
    """

    start: int
    end: int
    field: str
    prefix: str


def complete(text: str, cursor: int) -> Completion:
    """What is being typed at `cursor` (0..len(text)) of a search text."""
    before = text[:cursor]
    # The token that the cursor stands in or right behind; the text behind the cursor doesn't alter what is before.
    typed = next((t for t in reversed(tokens(before)) if t.end == cursor), None)
    if typed is None or typed.kind in ("open", "close") or before[typed.start :] == "-":
        return Completion(cursor, cursor, "", "")
    whole = next((t for t in tokens(text) if t.start == typed.start), typed)
    if typed.kind == "field":
        value = typed.values[-1]
        ends = [v.end for v in whole.values if v.start == value.start]
        if typed.field in BY_NAME:
            return Completion(value.start, max([cursor, *ends]), typed.field, value.text)
    end = whole.end
    if whole.kind == "field":
        end = text.index(":", typed.start) + 1
    return Completion(typed.start, max(cursor, end), "", before[typed.start :])


_PLAIN_VALUE = re.compile(r"[\w.:/&'§-]+")


def quote(value: str) -> str:
    """A value as it is written behind a field's colon, quoted if it must be."""
    return value if _PLAIN_VALUE.fullmatch(value) else '"' + value.replace('"', '""') + '"'


def has_term(text: str, field: str, value: str) -> bool:
    """Whether every event found must have this value of a field (or another value given beside it)."""
    return any(_places(text, field, value))


def with_term(text: str, field: str, value: str) -> str:
    """The search narrowed by `field:value`; the same text if it is already."""
    if has_term(text, field, value):
        return text
    last = next((v for t in reversed(tokens(text)) for v in reversed(t.values)), None)
    if last and not last.closed:
        text += "”" if text[last.start] == "“" else '"'
    if _has_alternatives(text):
        text = f"({text.strip()})"
    gap = "" if not text or text[-1].isspace() else " "
    return f"{text}{gap}{field}:{quote(value)}"


def without_term(text: str, field: str, value: str) -> str:
    """The search without the terms that `has_term` finds, all else as typed."""
    for token in reversed(list(_places(text, field, value))):
        kept = [text[v.start : v.end] for v in token.values if fold(v.text) != fold(value)]
        if kept:
            text = f"{text[: token.start]}{field}:{','.join(kept)}{text[token.end :]}"
        else:
            start, end = _with_its_and(text, token)
            text = f"{text[:start].rstrip()} {text[end:].lstrip()}".strip()
    return text


def _with_its_and(text: str, token: Token) -> tuple[int, int]:
    """Where an item stands, together with an AND that would be left with nothing on one side."""
    around = tokens(text)
    at = around.index(token)
    if at > 0 and around[at - 1].kind == "and":
        return around[at - 1].start, token.end
    if at == 0 and len(around) > 1 and around[1].kind == "and":
        return token.start, around[1].end
    return token.start, token.end


def _has_alternatives(text: str) -> bool:
    return any(token.kind == "or" for token, depth in _depths(text) if depth == 0)


def _places(text: str, field: str, value: str) -> Iterable[Token]:
    """The field tokens that must hold and have this value: neither negated, nor in brackets, nor one side of an OR."""
    if _has_alternatives(text):
        return
    negated = False
    for token, depth in _depths(text):
        matches = token.field == field and any(fold(v.text) == fold(value) for v in token.values)
        if matches and depth == 0 and not negated:
            yield token
        negated = token.kind == "not"


def _depths(text: str) -> Iterable[tuple[Token, int]]:
    depth = 0
    for token in tokens(text):
        depth -= token.kind == "close"
        yield token, depth
        depth += token.kind == "open"
