"""Read an article for capturing it: its facts, what its text suggests, whether it is in the tracker already.

Nothing is written. All of it takes its time: call it off the GUI thread.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tracker import vocabulary
from tracker.capture.article import Article, Found, Snapshot
from tracker.capture.suggested import Suggestions
from tracker.dates import utc_now
from tracker.operations.duplicates import Duplicate, likely_duplicates
from tracker.records import Source, Stakeholder
from tracker.store import Store

Check = Callable[[], None]

SUGGESTED_FROM = 200_000
"""Characters of a text that are looked through for suggestions: a long report's beginning, an article as a whole."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading an article. `source` has the facts as read, and the text: it is new, to be confirmed."""

    snapshot: Snapshot
    article: Article
    source: Source
    suggestions: Suggestions
    duplicates: tuple[Duplicate, ...]


def from_text(text: str) -> Snapshot:
    """Pasted text as what was captured."""
    return Snapshot(text.encode("utf-8", "surrogatepass"), "text/plain", at=utc_now(), charset="utf-8")


def from_file(path: Path) -> Snapshot:
    """A saved page, PDF or text. FileError, CaptureError if it cannot be taken."""
    from tracker.capture.saved import snapshot_of

    return snapshot_of(path)


def read(store: Store, snapshot: Snapshot, check: Check = lambda: None, *, pasted: str | None = None) -> Reading:
    """The article in what was captured. `pasted`: it is this text, which needs no parsing.

    `check` is called now and then and may raise CancelledError. CaptureError if there is no article to read.
    """
    if pasted is not None:
        from tracker.capture.text_reading import read_text

        article = read_text(pasted)
    else:
        from tracker.capture import parsing

        article = parsing.read(snapshot, check=check)
    check()
    source = source_of(article, snapshot)
    suggestions = suggestions_for(store, source, check)
    if not source.title:
        source = replace(source, title=suggestions.title)
    duplicates = likely_duplicates(store, source)
    check()
    return Reading(snapshot, article, source, suggestions, tuple(duplicates))


def source_of(article: Article, snapshot: Snapshot) -> Source:
    """The source that an article would be, with its facts as they were read."""

    def value(found: Found | None) -> str:
        return found.value if found is not None else ""

    kind = value(article.kind)
    if not kind:
        web = snapshot.media_type in ("text/html", "multipart/related")
        kind = "webpage" if web else "document" if snapshot.media_type == "application/pdf" else "article-newspaper"
    return Source(
        kind=kind,
        title=value(article.title),
        publisher=value(article.publisher),
        authors=value(article.authors),
        issued=value(article.issued),
        url=value(article.url) or snapshot.url,
        language=value(article.language),
        number=value(article.number),
        text=article.text,
        media_type=snapshot.media_type,
        sha256=hashlib.sha256(snapshot.data).hexdigest(),
    )


def suggestions_for(store: Store, source: Source, check: Check = lambda: None) -> Suggestions:
    """What the text of a source suggests, in the tracker's own terms; its date resolves what the text says of days."""
    from tracker.capture.suggest import suggest

    def terms(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*vocabulary.OPEN[name], *(term.name for term in store.terms(name))]))

    return suggest(
        source.text[:SUGGESTED_FROM],
        title=source.title,
        issued=source.issued,
        known=store.where(Stakeholder),
        types=terms("event_type"),
        themes=terms("theme"),
        check=check,
    )
