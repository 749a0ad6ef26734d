"""The tree of a search. `start` and `end` say where in its text a node stands; nodes that mean the same are equal."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Everything(_Node):
    """No restriction."""


@dataclass(frozen=True, slots=True)
class Text(_Node):
    """Words to be found, next to each other if a `phrase`; `prefix`: the last word may go on."""

    words: str
    phrase: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Field(_Node):
    """A known field, and values of which any one will do. Values were checked as far as `FieldSpec` says."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not(_Node):
    """What `node` does not match."""

    node: Node


@dataclass(frozen=True, slots=True)
class And(_Node):
    """What all of `nodes` match (two at least)."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(_Node):
    """What any of `nodes` matches (two at least)."""

    nodes: tuple[Node, ...]


Node = Everything | Text | Field | Not | And | Or
