"""Texts of sources that change, and what becomes of the quotes from them. One edit each.

A citation quotes what it quotes: `exact` never changes but by `confirm_moved` and `point_to`, which people ask for.
What changes is where the words stand (`start`, `end`) and how that is (`anchor`): they match, other words have come
into their place ("moved", with `start` and `end` at those), they are orphaned, or no text is kept to look them up in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TypeVar

from tracker import dates
from tracker.capture.anchors import Again, Found, Lost, Moved, find_all
from tracker.capture.article import Snapshot
from tracker.errors import CancelledError, RecordError
from tracker.operations.quoting import Anchor, anchor_at
from tracker.records import Citation, Id, Source
from tracker.store import Store
from tracker.store.edit import Edit
from tracker.store.source_versions import versions

Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class QuoteOutcome:
    """A citation as it was, and how its quote stands now. `words` are those in its place in the text ('' if none are),
    `candidates` the places where the very same words begin, if it is orphaned."""

    citation: Citation
    anchor: Anchor
    words: str
    candidates: tuple[int, ...] = ()

    @property
    def state(self) -> str:
        """A term of the vocabulary `anchor`."""
        return self.anchor.anchor


@dataclass(frozen=True, slots=True)
class TextChange:
    """A source with its new text, and what became of each quote from it."""

    source: Source
    quotes: tuple[QuoteOutcome, ...]


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """How all quotes looked at stand: `states` counts them, `changed` are those that stood otherwise before."""

    states: Mapping[str, int]
    changed: tuple[QuoteOutcome, ...]

    @property
    def to_look_at(self) -> int:
        """How many are moved or orphaned."""
        return self.states.get("moved", 0) + self.states.get("orphaned", 0)


# Looking up; nothing is written here.


def looked_up(old_text: str, source: Source, citations: Iterable[Citation]) -> list[QuoteOutcome]:
    """How quotes stand in the text of `source`, if their places refer to `old_text`; citations without words are left
    out. `source` may be another version of the one they cite."""
    quoted = [citation for citation in citations if citation.exact]
    if not source.text:
        return [_outcome(citation, source, None) for citation in quoted]
    found = find_all(old_text, source.text, quoted)
    return [_outcome(citation, source, again) for citation, again in zip(quoted, found, strict=True)]


def checked(source: Source, citations: Iterable[Citation]) -> list[QuoteOutcome]:
    """How quotes stand in the text of the source that they cite, which has not changed.

    What is moved or orphaned stays so until its text changes or somebody decides.
    """
    out = []
    for citation in citations:
        start, end, text = citation.start, citation.end, source.text
        again: Again | None
        if not citation.exact:
            continue
        if not text:
            again = None
        elif start >= 0 and text[start:end] == citation.exact:
            again = Found(start, end)
        elif citation.anchor == "moved" and 0 <= start < end <= len(text):
            again = Moved(start, end)
        else:
            again = find_all("", text, [citation])[0]
            if citation.anchor == "orphaned" and isinstance(again, Found):
                again = Lost((again.start,))
        out.append(_outcome(citation, source, again))
    return out


def _outcome(citation: Citation, source: Source, again: Again | None) -> QuoteOutcome:
    as_quoted = Anchor(citation.exact, citation.prefix, citation.suffix, -1, -1, "orphaned")
    match again:
        case None:
            return QuoteOutcome(citation, replace(as_quoted, anchor="no text kept"), "")
        case Found(start, end):
            return QuoteOutcome(citation, anchor_at(source, start, end), citation.exact)
        case Moved(start, end):
            moved = replace(as_quoted, start=start, end=end, anchor="moved")
            return QuoteOutcome(citation, moved, source.text[start:end])
        case Lost(candidates):
            return QuoteOutcome(citation, as_quoted, "", candidates)


# Texts that change


def correct_text(store: Store, source: Source, text: str) -> TextChange:
    """Give a source another text, such as a corrected paste, and look all its quotes up in it."""
    with store.edit("Correct text") as edit:
        before = store.get(Source, source.id)
        changed = edit.change(source, text=text)
        quotes = look_up_again(store, edit, before.text, changed) if changed.text != before.text else ()
    return TextChange(changed, quotes)


def look_up_again(
    store: Store, edit: Edit, old_text: str, source: Source, aside: Container[Id] = ()
) -> tuple[QuoteOutcome, ...]:
    """Inside an edit: look the quotes from a source, but those in `aside`, up in the text that has come in place of
    `old_text`."""
    quotes = [citation for citation in store.where(Citation, source=source.id) if citation.id not in aside]
    outcomes = looked_up(old_text, source, quotes)
    for outcome in outcomes:
        edit.change(outcome.citation, **asdict(outcome.anchor))
    return tuple(outcomes)


# Versions


def new_version(store: Store, source: Source, draft: Source, snapshot: Snapshot | None = None) -> Source:
    """Keep another version of the document that `source` is a version of, after the newest there is.

    `draft` is the new source (id 0) with its text; its hash, media type and day of access follow from `snapshot`, if
    there is one. Citations stay with the version that they were made on: see `in_version` and `carry`.
    """
    standing = versions(store.connection, source.id)
    if not standing:
        raise RecordError("The source that this is another version of is no longer in the tracker.", "previous")
    with store.edit("New version") as edit:
        version = replace(draft, id=0, previous=standing[-1].id, accessed=draft.accessed or dates.utc_now()[:10])
        if snapshot is not None:
            digest = store.keep_blob(snapshot.data, snapshot.media_type)
            accessed = draft.accessed or (snapshot.at or dates.utc_now())[:10]
            version = replace(version, sha256=digest, media_type=snapshot.media_type, accessed=accessed)
        return edit.add(version)


def in_version(store: Store, source: Source, version: Source) -> list[QuoteOutcome]:
    """How the quotes from a source stand in another version of it: they match (are in it too), are moved (changed) or
    orphaned (vanished). Nothing is written."""
    return looked_up(source.text, version, store.where(Citation, source=source.id))


def carry(
    store: Store, citations: Sequence[Citation], version: Source, meant: Mapping[Id, int] | None = None
) -> tuple[QuoteOutcome, ...]:
    """Let citations cite another version of their source, as it says there: what was changed is moved, to be confirmed.

    `meant`: for citations (by id) whose words stand there at places of which none is sure, where those begin that
    somebody has chosen. Returns what was carried. RecordError for one whose words have vanished, or do not stand at the
    place chosen: it stays with its own version.
    """
    places = meant or {}
    texts: dict[Id, Source] = {}
    done: list[QuoteOutcome] = []
    family = {row.id for row in versions(store.connection, version.id)}
    with store.edit("Carry quotes to another version") as edit:
        version = store.get(Source, version.id)
        for citation in citations:
            if citation.source not in family:
                raise RecordError("A quote is carried only to another version of its own source.", "source")
            if citation.source not in texts:
                texts[citation.source] = store.get(Source, citation.source)
            outcomes = looked_up(texts[citation.source].text, version, [citation])
            start = places.get(citation.id, -1)
            if start >= 0 and outcomes and version.text.startswith(citation.exact, start):
                outcomes = [_outcome(citation, version, Found(start, start + len(citation.exact)))]
            if any(outcome.state == "orphaned" for outcome in outcomes):
                stands = bool(outcomes[0].candidates)
                why = "may be in that version, but where is not certain" if stands else "is not in that version"
                raise RecordError(
                    f"“{_shortened(citation.exact)}” {why}. It stays with the one it was quoted from.", "exact"
                )
            values = asdict(outcomes[0].anchor) if outcomes else {}
            edit.change(citation, source=version.id, **values)
            done += outcomes
    return tuple(done)


# Checking


def check_quotes(
    store: Store,
    citations: Sequence[Id] | None = None,
    *,
    write: bool = True,
    progress: Progress = lambda *_: None,
    cancelled: Cancelled = lambda: False,
) -> QuoteCheck:
    """Look whether quotes (all, or those with these ids) still stand where they say, and bring their states up to date.

    `write=False` only says how they stand. CancelledError if stopped; nothing is changed then.
    """
    by_source: dict[Id, list[Id]] = {}
    wanted = None if citations is None else set(citations)
    for citation, source in store.connection.execute(
        "SELECT id, source FROM citation WHERE exact <> '' ORDER BY source, id"
    ):
        if wanted is None or citation in wanted:
            by_source.setdefault(source, []).append(citation)
    states: Counter[str] = Counter()
    changed: list[QuoteOutcome] = []
    for number, (source, ids) in enumerate(by_source.items()):
        if cancelled():
            raise CancelledError("The check was stopped. Nothing was changed.")
        progress(number, len(by_source), "Checking quotes")
        for outcome in checked(store.get(Source, source), store.many(Citation, ids)):
            states[outcome.state] += 1
            standing = outcome.citation
            if (standing.anchor, standing.start, standing.end) != (
                outcome.state, outcome.anchor.start, outcome.anchor.end,
            ):  # fmt: skip
                changed.append(outcome)
    if write and changed:
        with store.edit("Check quotes") as edit:
            for outcome in changed:
                edit.change(outcome.citation, **asdict(outcome.anchor))
    return QuoteCheck(dict(states), tuple(changed))


# Deciding


def confirm_moved(store: Store, citations: Sequence[Citation], *, seen: str | None = None) -> list[Citation]:
    """Quote from now on the words that stand in place of those quoted before. RecordError if one is not moved, or if
    the words are not those that somebody has `seen` there."""
    with store.edit("Confirm changed words" if len(citations) > 1 else "Confirm changed quote") as edit:
        out = []
        for citation in store.many(Citation, [c.id for c in citations]):
            if citation.anchor != "moved":
                raise RecordError("Only a quote whose words have changed is confirmed.", "anchor")
            anchor = _as_seen(anchor_at(store.get(Source, citation.source), citation.start, citation.end), seen)
            out.append(edit.change(citation, **asdict(anchor)))
        return out


def point_to(store: Store, citation: Citation, start: int, end: int, *, seen: str | None = None) -> Citation:
    """Let a citation quote the words from `start` to `end` of its source's text. RecordError if that is not in it, or
    if the words are not those that somebody has `seen` there."""
    with store.edit("Point quote to a place") as edit:
        anchor = _as_seen(anchor_at(store.get(Source, citation.source), start, end), seen)
        return edit.change(citation, **asdict(anchor))


def let_go(store: Store, citations: Sequence[Citation]) -> list[Citation]:
    """Keep quotes as they were quoted, without a place in the text as it is now: orphaned."""
    with store.edit("Keep quote as orphaned") as edit:
        return [edit.change(citation, start=-1, end=-1, anchor="orphaned") for citation in citations]


def _as_seen(anchor: Anchor, seen: str | None) -> Anchor:
    """What is shown may be older than the tracker: another program may have changed the text meanwhile."""
    if seen is not None and anchor.exact != seen:
        raise RecordError("The text of the source has changed meanwhile. Look at the quote once more.", "exact")
    return anchor


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
