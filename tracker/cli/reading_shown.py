"""An article as it was read, with all it suggests, for the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from tracker.records import id_text

if TYPE_CHECKING:
    from tracker.capture.suggested import Place, SuggestedDate, SuggestedStakeholder, Suggestions
    from tracker.operations.article_reading import Reading
    from tracker.operations.duplicates import Duplicate

_SHOWN = 12  # of each kind of suggestion, for people; --json has them all


def outlet(duplicate: Duplicate) -> str:
    """Who published it and when, to stand before what else is said of it."""
    return "".join(f"{each}, " for each in (duplicate.publisher, duplicate.issued) if each)


def reading_data(read: Reading, saved: dict[str, Any] | None) -> dict[str, Any]:
    """All of it as JSON has it: facts with where they were found, suggestions with their places and words."""
    from tracker.capture.article import Found

    text = read.source.text
    facts: dict[str, Any] = {}
    for each in fields(read.article):
        value = getattr(read.article, each.name)
        if each.name not in ("text", "notes"):
            facts[each.name] = {"value": value.value, "origin": value.origin} if isinstance(value, Found) else None
    snapshot = read.snapshot
    return {
        "article": {
            **facts,
            "notes": list(_notes(read)),
            "media_type": snapshot.media_type,
            "sha256": read.source.sha256,
            "address": snapshot.url,
            "text": text,
        },
        "suggestions": _suggestions_data(read.suggestions, text),
        "duplicates": [
            {
                "id": id_text(d.source),
                "title": d.title,
                "publisher": d.publisher,
                "issued": d.issued,
                "url": d.url,
                "why": d.why,
                "alike": d.alike if d.alike >= 0 else None,
            }
            for d in read.duplicates
        ],
        "events": [{"id": id_text(e.id), "title": e.title, "type": e.type, "date": e.date} for e in read.events],
        "saved": saved,
    }


def _notes(read: Reading) -> Iterator[str]:
    yield from read.article.notes
    if read.looked_through < len(read.source.text):
        yield f"What is suggested comes from the first {read.looked_through:,} characters of the text."


def _suggestions_data(found: Suggestions, text: str) -> dict[str, Any]:
    def plain(record: Any) -> dict[str, Any]:
        return {each.name: value(getattr(record, each.name), each.name) for each in fields(record)}

    def value(it: Any, name: str) -> Any:
        if name in ("at", "sentence"):
            return [place(p) for p in it] if isinstance(it, tuple) else place(it)
        if name == "known":
            return id_text(it) if it else None
        return list(it) if isinstance(it, tuple) else it

    def place(at: Place) -> dict[str, Any]:
        return {"start": at.start, "end": at.end, "words": text[at.start : at.end]}

    listed = ("dates", "stakeholders", "quotes", "concerns", "references")
    return {
        "title": found.title,
        "type": found.type,
        **{name: [plain(each) for each in getattr(found, name)] for name in listed},
    }


def reading_lines(read: Reading) -> Iterator[str]:
    """What a person wants to see first of it."""
    article, found, text = read.article, read.suggestions, read.source.text
    yield read.source.title or "(no title)"
    for label, fact in (
        ("by", article.authors),
        ("published by", article.publisher),
        ("published", article.issued),
        ("at", article.url),
    ):
        if fact:
            yield f"  {label} {fact.value} (from {fact.origin})"
    yield f"  {len(text):,} characters of text ({read.snapshot.media_type})"
    yield from (f"  note: {note}" for note in _notes(read))
    for duplicate in read.duplicates:
        yield f"  may be {id_text(duplicate.source)} “{duplicate.title}” ({outlet(duplicate)}{duplicate.why})"
    yield ""
    yield f"Event: {found.type or 'no type suggested'}"
    for event in read.events:
        yield f"  may be {id_text(event.id)} “{event.title}” ({event.date or 'undated'}): --into cites it for that one"

    def words(at: Place) -> str:
        return _short(text[at.start : at.end])

    def day(d: SuggestedDate) -> str:
        how = f" ({d.how})" if d.how else ""
        return f"{d.date or '?':<10}  {d.basis or '-':<9}  “{words(d.at)}”{how}: {words(d.sentence)}"

    def person(s: SuggestedStakeholder) -> str:
        known = f"in the tracker: {id_text(s.known)}" if s.known else ""
        return f"{s.name} ({', '.join(x for x in (s.kind, s.role, known) if x)})"

    yield from _part("Dates", [day(d) for d in found.dates])
    yield from _part("People", [person(s) for s in found.stakeholders])
    yield from _part("Quotes", [f"{q.speaker or '?'}: “{words(q.at)}”" for q in found.quotes])
    yield from _part(
        "Concerns",
        [
            f"{c.stakeholder or '?'}: {c.position} ({c.theme or 'no theme'}, {c.attribution}): {_short(c.statement)}"
            for c in found.concerns
        ],
    )
    yield from _part("References", [f"{r.kind}: {r.text}" for r in found.references])


def _part(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{heading} ({len(lines)})"
        yield from (f"  {line}" for line in lines[:_SHOWN])
        if len(lines) > _SHOWN:
            yield f"  and {len(lines) - _SHOWN} more (--json has all)"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 100 else words[:99] + "…"
