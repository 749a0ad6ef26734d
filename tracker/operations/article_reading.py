"""Read an article for capturing it: its facts, what its text suggests, whether it is in the tracker already.

Nothing is written. All of it takes its time: call it off the GUI thread.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tracker import vocabulary
from tracker.capture.article import Article, Found, Snapshot
from tracker.capture.suggested import Suggestions
from tracker.dates import utc_now
from tracker.errors import FileError
from tracker.operations.duplicates import Duplicate, likely_duplicates
from tracker.operations.similar import events_of_the_day, similar_events
from tracker.records import Event, Proceeding, Source, Stakeholder
from tracker.store import Store

Check = Callable[[], None]
Progress = Callable[[int, int], None]

SUGGESTED_FROM = 200_000
"""Characters of a text that are looked through for suggestions: a long report's beginning, an article as a whole."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading an article. `source` has the facts as read, and the text: it is new, to be confirmed.

    `duplicates` are sources of the tracker that it may be, `events` those that it may tell of (see `with_events`), the
    likeliest first; `courts` the courts of docket numbers that one proceeding of the tracker has. `looked_through`:
    characters of the text, from its beginning, that the suggestions come from.
    """

    snapshot: Snapshot
    article: Article
    source: Source
    suggestions: Suggestions
    duplicates: tuple[Duplicate, ...] = ()
    events: tuple[Event, ...] = ()
    courts: Mapping[str, str] = field(default_factory=dict)
    looked_through: int = 0


def from_text(text: str) -> Snapshot:
    """Pasted text as what was captured."""
    return Snapshot(text.encode("utf-8", "surrogatepass"), "text/plain", at=utc_now(), charset="utf-8")


def from_bytes(data: bytes) -> Snapshot:
    """Bytes of any kind, such as a page that came by a pipe. FileError if there is nothing in them."""
    from tracker.capture import sniffing

    if not data.strip():
        raise FileError("The input is empty: there is nothing to capture.")
    return Snapshot(data, sniffing.media_type(data, ""), at=utc_now())


def from_file(path: Path) -> Snapshot:
    """A saved page, PDF or text. FileError, CaptureError if it cannot be taken."""
    from tracker.capture.saved import snapshot_of

    return snapshot_of(path)


def from_address(url: str, progress: Progress, check: Check = lambda: None, *, allow_private: bool = False) -> Snapshot:
    """Fetch a page, because somebody asked for it. `progress` is told the bytes that came, and how many there will be
    (0 if not known). CaptureError if it cannot be had."""
    from tracker.capture import fetch, parsing

    parsing.warm()
    return fetch.fetch(url, allow_private=allow_private, progress=progress, check=check)


def read(
    store: Store | None,
    snapshot: Snapshot,
    check: Check = lambda: None,
    *,
    pasted: str | None = None,
    facts: Mapping[str, Found] | None = None,
) -> Reading:
    """The article in what was captured. `pasted`: it is this text, which needs no parsing. `facts`: what is known of
    it, by the names of Article's fields, which goes before what it says itself. Without a `store` nobody is known.

    `check` is called now and then and may raise CancelledError. CaptureError if there is no article to read.
    """
    if pasted is not None:
        from tracker.capture.text_reading import read_text

        article = read_text(pasted)
    else:
        from tracker.capture import parsing

        article = parsing.read(snapshot, check=check)
    check()
    given: Mapping[str, Any] = facts or {}
    article = replace(article, **given)
    source = source_of(article, snapshot)
    suggestions = suggestions_for(store, source, check)
    if not source.title:
        source = replace(source, title=suggestions.title)
    found = Reading(snapshot, article, source, suggestions, looked_through=min(len(source.text), SUGGESTED_FROM))
    if store is None:
        return found
    duplicates = tuple(likely_duplicates(store, source))
    check()
    return replace(found, duplicates=duplicates, courts=_courts(store))


def with_events(store: Store, found: Reading) -> Reading:
    """A reading with the events that it may tell of. In a tracker of very many events that takes its time: the window
    looks for them while people read."""
    date = next((each.date for each in found.suggestions.dates if each.date), "")
    return replace(found, events=tuple(events_like(store, found.source.title, date, found.suggestions.type)))


def events_like(store: Store, title: str, date: str, kind: str) -> list[Event]:
    """Events that an article may be one more source of: of a like title, or of the day and type (`kind`)."""
    found = [*similar_events(store, title, date), *events_of_the_day(store, kind, date)]
    return list({event.id: event for event in found}.values())


def _courts(store: Store) -> dict[str, str]:
    known: dict[str, list[str]] = {}
    for case in store.where(Proceeding):
        known.setdefault(case.docket_number, []).append(case.court)
    return {number: courts[0] for number, courts in known.items() if len(courts) == 1}


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


def suggestions_for(store: Store | None, source: Source, check: Check = lambda: None) -> Suggestions:
    """What the text of a source suggests, in the tracker's own terms; its date resolves what the text says of days."""
    from tracker.capture.suggest import suggest

    def terms(name: str) -> tuple[str, ...]:
        own = [term.name for term in store.terms(name)] if store is not None else []
        return tuple(dict.fromkeys([*vocabulary.OPEN[name], *own]))

    return suggest(
        source.text[:SUGGESTED_FROM],
        title=source.title,
        issued=source.issued,
        known=store.where(Stakeholder) if store is not None else (),
        types=terms("event_type"),
        themes=terms("theme"),
        check=check,
    )
