"""Quotes as W3C Web Annotations in JSON-LD, out and in (https://www.w3.org/TR/annotation-model/).

Written is an AnnotationCollection with one embedded page (sections 5.1 and 5.2). Each annotation targets a source by
its address, or by a name of ours where it has none (section 3.2), with a TextQuoteSelector and a TextPositionSelector
(4.2.4, 4.2.5) and a TimeState (4.3.1); its bodies are text (3.2.4), each with its purpose (3.3.5). What a quote
supports, in a form that we can read back, is in a property of our own beside them, which others pass over.

Read are collections, pages, lists and single annotations, and what the Hypothesis service gives for a search
(https://h.readthedocs.io/en/latest/api-reference/v1/): `rows`, with `uri`, `text`, `tags` and a list of targets.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.formats.table import Problem

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TERMS = "urn:policy-tracker:terms:"
_OWN = "tracker:evidence"
SUFFIX = ".jsonld"
_DEEPEST = 40
"""How far pages, lists and selectors may be nested in each other."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A text about the quote. `purpose` is a motivation of the model: commenting, describing, tagging ..."""

    purpose: str
    text: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation. `id` and `source` are IRIs; where no words are quoted `exact` is ''. `start` and `end` are -1
    where no place is given. `evidence` is what we wrote of what it supports; empty in those of others."""

    id: str
    source: str
    title: str = ""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    end: int = -1
    source_date: str = ""
    cached: str = ""
    created: str = ""
    motivation: str = "describing"
    comments: tuple[Comment, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)


# Out


def write(annotations: Iterable[Annotation], label: str, generator: str, created: str) -> str:
    """The text of a file with these annotations."""
    items = [_written(annotation) for annotation in annotations]
    collection = {
        "@context": [CONTEXT, {"tracker": TERMS}],
        "id": "urn:policy-tracker:quotes",
        "type": "AnnotationCollection",
        "label": label,
        "created": created,
        "generator": {"type": "Software", "name": generator},
        "total": len(items),
        "first": {
            "id": "urn:policy-tracker:quotes:1",
            "type": "AnnotationPage",
            "partOf": "urn:policy-tracker:quotes",
            "startIndex": 0,
            "items": items,
        },
    }
    return json.dumps(collection, ensure_ascii=False, indent=2) + "\n"


def _written(annotation: Annotation) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = []
    if annotation.exact:
        quote = {"type": "TextQuoteSelector", "exact": annotation.exact}
        if annotation.prefix:
            quote["prefix"] = annotation.prefix
        if annotation.suffix:
            quote["suffix"] = annotation.suffix
        selectors.append(quote)
    if annotation.start >= 0:
        selectors.append({"type": "TextPositionSelector", "start": annotation.start, "end": annotation.end})
    state: dict[str, Any] = {}
    if annotation.source_date or annotation.cached:
        state = {"type": "TimeState"}
        state |= {"sourceDate": annotation.source_date} if annotation.source_date else {}
        state |= {"cached": annotation.cached} if annotation.cached else {}
    target: dict[str, Any] = {"type": "SpecificResource", "source": annotation.source}
    target |= {"selector": selectors} if selectors else {}
    target |= {"state": state} if state else {}
    out: dict[str, Any] = {"id": annotation.id, "type": "Annotation", "motivation": annotation.motivation}
    out |= {"created": annotation.created} if annotation.created else {}
    bodies = [
        {"type": "TextualBody", "purpose": c.purpose, "format": "text/plain", "value": c.text}
        for c in annotation.comments
    ]
    out |= {"body": bodies} if bodies else {}
    out["target"] = target
    own = {"source_title": annotation.title, **annotation.evidence}
    out[_OWN] = {f"tracker:{name}": value for name, value in own.items() if value}
    return out


# In


def read(text: str, name: str) -> tuple[list[tuple[int, Annotation]], list[Problem]]:
    """The annotations of a file, each with its number in it (from 1), and what could not be read as one.

    `name` is that of the file, for messages.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        return [], [Problem(name, 0, "", "", f"This is not JSON{where}. Export the annotations once more.")]
    found: list[tuple[int, Annotation]] = []
    problems: list[Problem] = []
    items = list(_items(value, 0))
    if not items:
        problems.append(Problem(name, 0, "", "", "There are no annotations in this file."))
    for number, item in enumerate(items, 1):
        try:
            found.append((number, _read(item)))
        except _UnreadableError as why:
            problems.append(Problem(f"{name}, annotation {number}", 0, why.part, why.value, str(why)))
    return found, problems


class _UnreadableError(Exception):
    """Why something is no annotation that we can read; `part` of it, and what stands there."""

    def __init__(self, message: str, part: str = "", value: object = "") -> None:
        super().__init__(message)
        self.part, self.value = part, str(value)[:80]


def _items(value: object, depth: int) -> Iterator[object]:
    """The annotations in whatever holds them."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _items(each, depth + 1)
    elif isinstance(value, dict):
        for name in ("first", "items", "rows", "@graph"):
            if isinstance(value.get(name), dict | list):
                yield from _items(value[name], depth + 1)
                return
        yield value
    else:
        yield value


def _read(item: object) -> Annotation:
    if not isinstance(item, dict):
        raise _UnreadableError(
            "This is no annotation. Take it out of the file, or export the annotations once more.", value=item
        )
    target = item.get("target")
    if isinstance(target, list):
        if len(target) != 1:
            raise _UnreadableError(
                "An annotation has one target to be taken in. Make one of it for each target.", "target", len(target)
            )
        target = target[0]
    if isinstance(target, str):
        target = {"source": target}
    if not isinstance(target, dict):
        raise _UnreadableError(
            "It has no target. Give it one: the address of what it is about, as “source”.", "target", target
        )
    source = target.get("source", target.get("id", item.get("uri", "")))
    if isinstance(source, dict):
        source = source.get("id", "")
    quote: dict[str, Any] = {}
    position: dict[str, Any] = {}
    for selector in _selectors(target.get("selector"), 0):
        kind = selector.get("type")
        if kind == "TextQuoteSelector" and not quote:
            quote = selector
        elif kind == "TextPositionSelector" and not position:
            position = selector
    state = target.get("state")
    states = state if isinstance(state, list) else [state]
    time = next((s for s in states if isinstance(s, dict) and s.get("type") == "TimeState"), {})
    own = item.get(_OWN)
    evidence = {
        name.removeprefix("tracker:"): value
        for name, value in (own.items() if isinstance(own, dict) else ())
        if isinstance(value, str)
    }
    start, end = _number(position.get("start", -1), "start"), _number(position.get("end", -1), "end")
    title = evidence.pop("source_title", "") or _title(item.get("document"))
    return Annotation(
        id=_text(item.get("id", ""), "id"),
        source=_text(source, "source"),
        title=title,
        exact=_text(quote.get("exact", ""), "exact"),
        prefix=_text(quote.get("prefix", ""), "prefix"),
        suffix=_text(quote.get("suffix", ""), "suffix"),
        start=start,
        end=end,
        source_date=_first(time.get("sourceDate")),
        cached=_first(time.get("cached")),
        created=_first(item.get("created")),
        motivation=_first(item.get("motivation")) or "commenting",
        comments=tuple(_comments(item)),
        evidence=evidence,
    )


def _selectors(value: object, depth: int) -> Iterator[dict[str, Any]]:
    """All selectors, those that refine others too."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _selectors(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("refinedBy", "items"):
            yield from _selectors(value.get(name), depth + 1)


def _comments(item: Mapping[str, Any]) -> Iterator[Comment]:
    body = item.get("body")
    for each in body if isinstance(body, list) else [body]:
        if isinstance(each, str) and not each.startswith(("http:", "https:", "urn:")):
            yield Comment("commenting", each)
        elif isinstance(each, dict) and isinstance(each.get("value"), str) and each["value"]:
            yield Comment(_first(each.get("purpose")) or "commenting", each["value"])
    if isinstance(item.get("bodyValue"), str):
        yield Comment("commenting", item["bodyValue"])
    if isinstance(item.get("text"), str) and item["text"]:
        yield Comment("commenting", item["text"])
    tags = item.get("tags")
    for tag in tags if isinstance(tags, list) else []:
        if isinstance(tag, str):
            yield Comment("tagging", tag)


def _title(document: object) -> str:
    """The title in Hypothesis' `document`."""
    return _first(document.get("title")) if isinstance(document, dict) else ""


def _first(value: object) -> str:
    """A text, or the first of several; '' for anything else."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""


def _text(value: object, part: str) -> str:
    if not isinstance(value, str):
        raise _UnreadableError("This must be text. Write it between quotation marks, or leave it out.", part, value)
    return value


def _number(value: object, part: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not -1 <= value < 1 << 53:
        raise _UnreadableError(
            "This must be a number of characters. Write it without quotation marks, or leave the place out.",
            part,
            value,
        )
    return value
