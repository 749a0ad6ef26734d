"""Quotes from a file of W3C Web Annotations: first a plan that writes nothing, then all of it or nothing.

An annotation of ours finds the record it supports by its id or, in another tracker, by what it says of it; its source
by its address, else by its title; where several have that, it is the one that alone holds the words. One that supports
nothing here, as those of others do, is for people to read: it waits in the inbox, with its words and its comment,
unless an event is named that it is to support.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from tracker.capture.anchors import Found, find_again
from tracker.capture.canonical import canonical
from tracker.errors import FileError, ImportFileError, OutdatedError, RecordError
from tracker.formats.table import Problem
from tracker.formats.web_annotation import Annotation, read
from tracker.operations.exporting_quotes import NAMED
from tracker.operations.quoting import UNQUOTED, Anchor, anchor_at
from tracker.operations.similar import ids_at
from tracker.paths import in_words
from tracker.records import Citation, Claim, Concern, Event, Id, InboxItem, Source, Status, id_number
from tracker.store import ChangeSet, Store
from tracker.store.rules import check

_LARGEST = 50_000_000
"""Bytes of a file that is read."""
_TARGETS = ("event", "status", "concern", "claim")


@dataclass(frozen=True, slots=True)
class QuotesPlan:
    """What an import of annotations would do. `unchanged` counts those that are in the tracker already, `orphaned`
    those of `citations` whose words are not (or not certainly) in the text kept. Those with problems are left out.

    `as_of` is the last edit of the tracker when the plan was made: it holds no longer than that.
    """

    name: str
    sources: tuple[Source, ...]
    citations: tuple[Citation, ...]
    waiting: tuple[InboxItem, ...]
    unchanged: int
    orphaned: int
    problems: tuple[Problem, ...]
    as_of: int


def plan_quotes(store: Store, path: Path, *, event: Id | None = None) -> QuotesPlan:
    """What importing a file of annotations would do. Nothing is written.

    `event`: what annotations support that name nothing in this tracker. FileError and ImportFileError for a file that
    cannot be read at all, NotFoundError for the event.
    """
    if event is not None:
        store.get(Event, event)
    found, problems = read(_text_of(path), path.name)
    if not found:
        raise ImportFileError(f"Nothing was imported. {problems[0]}", tuple(problems))
    reading = _Reading(store, path.name, event)
    for number, each in found:
        reading.take(number, each)
    return QuotesPlan(
        path.name,
        tuple(reading.sources.values()),
        tuple(reading.citations),
        tuple(reading.waiting),
        reading.unchanged,
        sum(c.anchor == "orphaned" for c in reading.citations),
        tuple([*problems, *reading.problems]),
        store.last_entry(),
    )


def import_quotes(store: Store, plan: QuotesPlan, *, skip_bad: bool = False) -> ChangeSet | None:
    """Do what a plan says, in one edit; None where there was nothing to do.

    ImportFileError if the plan has problems (unless what has them is to be left out) or the tracker has changed since.
    """
    if plan.problems and not skip_bad:
        count = len(plan.problems)
        what = "One thing" if count == 1 else f"{count:,} things"
        raise ImportFileError(
            f"Nothing was imported. {what} in {plan.name} cannot be taken in. The first is: {plan.problems[0]}",
            plan.problems,
        )
    if store.last_entry() != plan.as_of:
        raise OutdatedError("Nothing was imported: the tracker has changed since the preview. Look at it once more.")
    with store.edit(f"Import {in_words(plan.name)}") as edit:
        edit.add_all(plan.sources)
        edit.add_all(plan.citations)
        edit.add_all(plan.waiting)
    return edit.done


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise FileError(f"{path} is larger than {_LARGEST // 1_000_000} MB. Export the annotations in parts.")
        return path.read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        if isinstance(error, UnicodeError):
            raise FileError(f"{path} is not UTF-8 text. Export the annotations once more.") from error
        raise FileError(f"{path} cannot be read ({error}). Check its name.") from error


class _Reading:
    """Annotations on their way to a plan."""

    def __init__(self, store: Store, name: str, event: Id | None) -> None:
        self.store, self.name, self.event = store, name, event
        self.sources: dict[str, Source] = {}
        self.citations: list[Citation] = []
        self.waiting: list[InboxItem] = []
        self.unchanged = 0
        self.problems: list[Problem] = []
        self._texts: dict[Id, Source] = {}
        self._items = {(item.feed, item.key) for item in store.where(InboxItem)}

    def take(self, number: int, each: Annotation) -> None:
        """One annotation."""
        target = self._target(each)
        if target is None:
            self._wait(number, each)
            return
        field, row = target
        source = self._source(number, each)
        if source is None:
            return
        relation = each.evidence.get("relation", "supports")
        made = Citation(
            id=self._own_id(each),
            source=source.id,
            relation=relation,
            locator=each.evidence.get("locator", ""),
            **{field: row},  # type: ignore[arg-type]
        )
        same: dict[str, Any] = {"source": source.id, "exact": each.exact, "relation": relation, field: row}
        standing = self.store.where(Citation, **same)
        if standing or (made.id and self.store.many(Citation, [made.id])):
            self.unchanged += 1
            return
        made = replace(made, **asdict(_anchored(source, each)))
        is_new = source.id not in self._texts
        if self._may_be(number, made) and (not is_new or self._may_be(number, source)):
            self.citations.append(made)
            if is_new:
                self.sources.setdefault(_key(each), source)

    def _wait(self, number: int, each: Annotation) -> None:
        """To the inbox, for somebody to read."""
        comments = "\n".join(c.text for c in each.comments if c.text)
        words = " ".join(each.exact.split())
        title = f"“{words[:100]}{'…' if len(words) > 100 else ''}”" if words else comments.partition("\n")[0][:100]
        url = each.source if each.source.startswith(("http://", "https://")) else ""
        item = InboxItem(
            title=title or each.title or "An annotation without words",
            url=url,
            published=each.created,
            body="\n\n".join(part for part in (each.title, f"“{each.exact}”" if each.exact else "", comments) if part),
            key=each.id or json.dumps([each.source, each.exact, comments], ensure_ascii=False),
        )
        if (item.feed, item.key) in self._items:
            self.unchanged += 1
        elif self._may_be(number, item):
            self._items.add((item.feed, item.key))
            self.waiting.append(item)

    def _may_be(self, number: int, record: Citation | InboxItem | Source) -> bool:
        try:
            check(record)
        except RecordError as error:
            self.problems.append(Problem(f"{self.name}, annotation {number}", 0, error.field, "", str(error)))
            return False
        return True

    def _own_id(self, each: Annotation) -> Id:
        """The id it has as one of ours, so that it comes back as what it was; 0 for those of others."""
        row = _numbered(each.id, "citation")
        return 0 if row in {c.id for c in self.citations} else row

    # What it supports

    def _target(self, each: Annotation) -> tuple[str, Id] | None:
        """(field of a citation, id) of what it supports here."""
        says = each.evidence
        of = says.get("of", "")
        if of in _TARGETS:
            row = _numbered(says.get("id", ""), of) or 0
            kinds = {"event": Event, "status": Status, "concern": Concern, "claim": Claim}
            if row and self.store.many(kinds[of], [row]):
                return of, row
            found = self._by_what_it_says(of, says)
            if len(found) == 1:
                return of, found[0]
        return None if self.event is None else ("event", self.event)

    def _by_what_it_says(self, of: str, says: Mapping[str, str]) -> list[Id]:
        one = self.store.connection.execute
        events = "SELECT id FROM event WHERE title = ? AND date = ?"
        event = (says.get("event_title", ""), says.get("event_date", ""))
        if of == "event":
            rows = one(events, event)
        elif of == "status":
            wanted = tuple(says.get(name, "") for name in ("axis", "value", "as_of"))
            rows = one(
                f"SELECT id FROM status WHERE axis=? AND value=? AND as_of=? AND event IN ({events})", (*wanted, *event)
            )
        elif of == "concern":
            wanted = tuple(says.get(name, "") for name in ("theme", "position", "statement", "stakeholder"))
            rows = one(
                "SELECT id FROM concern WHERE theme=? AND position=? AND statement=? AND stakeholder IN "
                f"(SELECT id FROM stakeholder WHERE name=?) AND event IN ({events})",
                (*wanted, *event),
            )
        else:
            wanted = tuple(says.get(name, "") for name in ("claim", "question"))
            rows = one(
                "SELECT id FROM claim WHERE text=? AND disputed_point IN "
                f"(SELECT id FROM disputed_point WHERE question=? AND event IN ({events}))",
                (*wanted, *event),
            )
        return [row for (row,) in rows]

    # Its source

    def _source(self, number: int, each: Annotation) -> Source | None:
        """The source of the tracker, with its text, or one that is to be made. None, and a problem, where several have
        its address, or but its title, and not one alone holds the words: which is quoted is not to be guessed."""
        key = _key(each)
        if key in self.sources:
            return self.sources[key]
        row = _numbered(each.evidence.get("source", ""), "source")
        known = [row] if row and self.store.many(Source, [row]) else ids_at(self.store, each.source)
        shared = f"the address {each.source}"
        if not known and not each.source.startswith(("http:", "https:")) and each.title:
            found = self.store.connection.execute("SELECT id FROM source WHERE title=? ORDER BY id", (each.title,))
            known, shared = [one for (one,) in found], f"the title “{each.title}”"
        if len(known) > 1:
            holding = [one.id for one in self.store.many(Source, known) if each.exact and each.exact in one.text]
            if len(holding) != 1:
                message = (
                    f"{len(known):,} sources here have {shared}, and the words it quotes do not tell which of them is "
                    "meant. Give it the address of one alone as its source, or cite that one by hand."
                )
                self.problems.append(Problem(f"{self.name}, annotation {number}", 0, "source", each.source, message))
                return None
            known = holding
        if known:
            if known[0] not in self._texts:
                self._texts[known[0]] = self.store.get(Source, known[0])
            return self._texts[known[0]]
        url = each.source if each.source.startswith(("http://", "https://")) else ""
        return Source(
            id=self.store.new_id(),
            kind="webpage",
            title=each.title or url or "A source without a title",
            url=url,
            accessed=each.source_date[:10],
            archive_url=each.cached,
        )


def _key(each: Annotation) -> str:
    return canonical(each.source) or each.source or each.title


def _anchored(source: Source, each: Annotation) -> Anchor:
    """The quote looked up in the text kept of its source, as if for the first time."""
    if not each.exact:
        return UNQUOTED
    given = Anchor(each.exact, each.prefix, each.suffix, -1, -1, "no text kept")
    if not source.text:
        return given
    start, end = each.start, each.start + len(each.exact)
    if start >= 0 and source.text[start:end] == each.exact:
        anchor = anchor_at(source, start, end)
        if (anchor.prefix, anchor.suffix) == (each.prefix, each.suffix):
            return anchor
    again = find_again("", source.text, given)
    return anchor_at(source, again.start, again.end) if isinstance(again, Found) else replace(given, anchor="orphaned")


def _numbered(name: str, table: str) -> Id:
    """The id in a name of ours (`urn:policy-tracker:citation:...`); 0 if it is none."""
    prefix = NAMED.format(table, "")
    try:
        return id_number(name.removeprefix(prefix)) if name.startswith(prefix) else 0
    except ValueError:
        return 0
