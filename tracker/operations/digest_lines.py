"""The net changes of an event, or of a source, in plain words: who reads them has not seen the fields of a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tracker import vocabulary
from tracker.dates import DateStyle, display, first_known_day
from tracker.operations.digest_records import Cites, Records
from tracker.records import (
    Citation,
    Id,
    Status,
)
from tracker.store import Store
from tracker.store.changes import Row
from tracker.store.rows import as_row
from tracker.store.since import NetChange, Since

Kind = Literal["added", "status", "settled", "edited", "quote", "removed"]
KINDS: tuple[Kind, ...] = ("added", "status", "settled", "edited", "quote", "removed")
Tr = Callable[[str], str]
"""Takes a sentence to the reader's language."""
_LONGEST = 160
_DATES = ("date", "as_of", "settled", "issued", "accessed", "filed", "terminated")
_QUIET_WHEN_ADDED = {"role", "event_topic", "event_proceeding", "event_authority"}
_NAMED_BY_USE = {"stakeholder", "proceeding", "authority", "topic"}
"""Records that come with the first one that names them: not news by themselves."""


@dataclass(frozen=True, slots=True)
class Line:
    """One change in words. `edit` is the latest that touched it, at `at` (UTC ISO), `who` all who did."""

    kind: Kind
    text: str
    at: str
    who: tuple[str, ...]
    edit: Id
    cites: tuple[Cites, ...] = ()


class Teller:
    """Words for what a `Since` holds. What it names is read from the store, or from what was removed."""

    def __init__(self, store: Store, found: Since, tr: Tr, style: DateStyle) -> None:
        self.store = store
        self.tr = tr
        self.style = style
        self.records = Records(store, found)
        self._cited_with: dict[tuple[str, Id], list[NetChange]] = {}
        for change in found.changes:
            if change.table == "citation":
                for target in ("status", "concern", "claim"):
                    if change.whole.get(target):
                        self._cited_with.setdefault((target, change.whole[target]), []).append(change)
        self._in_citations = {c.whole.get("source") for c in found.changes if c.table == "citation" and not c.before}

    def lines(self, table: str, row: Id, verb: str, changes: Sequence[NetChange]) -> list[Line]:
        """The lines of one group, in order."""
        if table == "event":
            found = list(self._of_event(row, verb, changes))
        else:
            found = [line for change in changes for line in self._of_no_event(change)]
        return sorted(found, key=lambda line: KINDS.index(line.kind))

    # Events

    def _of_event(self, event: Id, verb: str, changes: Sequence[NetChange]) -> Iterator[Line]:
        own = next((c for c in changes if c.table == "event"), None)
        if own is not None and verb == "removed":
            yield self._line("removed", self._with_parts(self.tr("Event removed"), changes), own)
            return
        if own is not None and verb == "added":
            said = [self._term(own.whole["type"]), self._date(own.whole["date"]), own.whole["evidence"]]
            yield self._line("added", ", ".join(part for part in said if part), own)
        elif own is not None:
            yield from self._fields(own, "")
        yield from self._statuses(event, [c for c in changes if c.table == "status"], whole=verb == "added")
        for change in changes:
            if change.table in ("event", "status") or (verb == "added" and change.table in _QUIET_WHEN_ADDED):
                continue
            yield from self._of_part(change)

    def _with_parts(self, said: str, changes: Sequence[NetChange]) -> str:
        tr = self.tr
        counts = Counter("source" if c.table == "citation" and c.whole.get("event") else c.table for c in changes)
        words = {
            "source": (tr("1 citation"), tr("{0} citations")),
            "concern": (tr("1 concern"), tr("{0} concerns")),
            "status": (tr("1 status"), tr("{0} statuses")),
        }
        parts = [
            one if counts[name] == 1 else many.format(counts[name])
            for name, (one, many) in words.items()
            if counts[name]
        ]
        return tr("{0}, with {1}").format(said, ", ".join(parts)) if parts else said

    def _of_part(self, change: NetChange) -> Iterator[Line]:
        match change.table:
            case "citation":
                yield from self._citation(change)
            case "concern":
                yield from self._concern(change)
            case "disputed_point":
                yield from self._disputed(change)
            case "claim":
                if not self.records.is_made_or_gone("disputed_point", change.whole["disputed_point"]):
                    question = self.records.row("disputed_point", change.whole["disputed_point"]).get("question", "")
                    name = self.tr("version of “{0}”").format(self._cut(question))
                    yield from self._plain(change, name, self._cut(change.whole["text"]))
            case "relation":
                other = self.records.row("event", change.whole["to_event"]).get("title", "")
                yield from self._plain(change, self.tr("link"), f"{change.whole['kind']} “{self._cut(other)}”")
            case "role":
                name = self.records.row("stakeholder", change.whole["stakeholder"]).get("name", "")
                yield from self._plain(change, self.tr("part"), f"{name} ({change.whole['role']})")
            case "event_topic":
                yield from self._plain(
                    change, self.tr("topic"), self.records.row("topic", change.whole["topic"]).get("name", "")
                )
            case "event_proceeding":
                case = self.records.row("proceeding", change.whole["proceeding"])
                words = f"{case.get('docket_number', '')} ({case.get('court', '')})"
                yield from self._plain(change, self.tr("proceeding"), words)
            case "event_authority":
                law = self.records.row("authority", change.whole["authority"]).get("citation", "")
                yield from self._plain(change, self.tr("authority"), f"{law} ({change.whole['use']})")

    def _citation(self, change: NetChange) -> Iterator[Line]:
        tr, whole = self.tr, change.whole
        where = ""
        for target in ("status", "concern", "claim"):
            if whole.get(target):
                if self.records.is_made_or_gone(target, whole[target]):
                    return  # it is told together with what it bears out
                where = self._of_what(target, whole[target])
        cites = self.records.cited_by([change])
        name = tr("source for {0}").format(where) if where else tr("source")
        if change.before is None or change.after is None:
            said = self._made(name) if change.before is None else self._gone(name)
            if whole.get("relation", "supports") != "supports":
                said += f" ({whole['relation']})"
            yield self._line("added" if change.before is None else "removed", said, change, cites)
            return
        if "anchor" in change.after and "exact" not in change.after and "source" not in change.after:
            said = {
                "orphaned": tr("Quote no longer found in the source’s text"),
                "moved": tr("Other words now stand where the quote was in the source’s text"),
                "matches": tr("Quote found again in the source’s text"),
            }.get(change.after["anchor"], tr("No text is kept to compare the quote with"))
            yield self._line("quote", said, change, cites)
        yield from self._fields(change, self.tr("Citation"), {"anchor"}, cites)

    def _of_what(self, target: str, row: Id) -> str:
        found = self.records.row(target, row)
        if target == "concern":
            return self.tr("the concern of {0}").format(self.records.name(found.get("stakeholder", 0)))
        if target == "status":
            return self.tr("the status “{0}: {1}”").format(found.get("axis", ""), found.get("value", ""))
        return self.tr("the version “{0}”").format(self._cut(found.get("text", "")))

    def _concern(self, change: NetChange) -> Iterator[Line]:
        whole = change.whole
        who = self.records.name(whole["stakeholder"])
        if change.before is None or change.after is None:
            said = f"{who}, {whole['position']} ({whole['theme']})"
            if whole["statement"]:
                said += f": {self._cut(whole['statement'])}"
            cites = self.records.cited_by(self._cited_with.get(("concern", change.row), []))
            yield from self._plain(change, self.tr("concern"), said, cites)
        else:
            yield from self._fields(change, self.tr("Concern of {0}").format(who))

    def _disputed(self, change: NetChange) -> Iterator[Line]:
        tr, question = self.tr, self._cut(change.whole["question"])
        if change.before is None or change.after is None:
            yield from self._plain(change, tr("disputed point"), question)
            if change.after is None or change.whole["chosen"] is None:
                return
        elif "chosen" not in change.after and "reason" not in change.after:
            yield from self._fields(change, tr("Disputed point"))
            return
        if change.whole["chosen"] is None:
            yield self._line("settled", tr("Open again: {0}").format(question), change)
            return
        version = self._cut(self.records.row("claim", change.whole["chosen"]).get("text", ""))
        said = tr("Settled: {0}: “{1}”").format(question.rstrip("."), version.rstrip("."))
        if change.whole["reason"]:
            said += ". " + tr("Reason: {0}").format(self._cut(change.whole["reason"]))
        cited = self.store.where(Citation, claim=change.whole["chosen"])
        yield self._line("settled", said, change, self.records.cites([(c.source, c.exact) for c in cited]))

    # Statuses: what stands now on each axis against what stood then

    def _statuses(self, event: Id, changes: Sequence[NetChange], *, whole: bool) -> Iterator[Line]:
        if not changes:
            return
        now = {s.id: as_row(s) for s in self.store.where(Status, event=event)}
        then = dict(now)
        for change in changes:
            if change.before is None:
                then.pop(change.row, None)
            else:
                then[change.row] = then.get(change.row, {}) | change.before
        for axis in vocabulary.CLOSED["axis"]:
            touched = [c for c in changes if axis in (c.whole.get("axis"), (c.before or {}).get("axis"))]
            if not touched:
                continue
            stands, stood = _latest(now, axis), _latest(then, axis)
            told: Id = 0
            if stands is not None and (stood is None or stood["value"] != stands["value"]):
                mover = next((c for c in touched if c.row == stands["id"]), touched[0])
                told = stands["id"]
                was = stood["value"] if stood else self.tr("not recorded")
                move = stands["value"] if whole else f"{was} → {stands['value']}"
                yield self._line("status", self._stand(axis, move, stands), mover, self._cites_of_status(told))
            elif stands is None and stood is not None:
                said = self.tr("{0}: {1} → not recorded").format(self._term(axis), stood["value"])
                yield self._line("status", said, touched[0])
                continue
            for change in touched:
                if change.row == told and (change.before is None or whole):
                    continue
                words = self._stand("", change.whole["value"], change.whole)
                name = self.tr("status ({0})").format(axis)
                yield from self._plain(change, name, words, self._cites_of_status(change.row))

    def _stand(self, axis: str, value: str, row: Row) -> str:
        said = f"{self._term(axis)}: {value}" if axis else value
        return self.tr("{0} as of {1}").format(said, self._date(row["as_of"])) if row["as_of"] else said

    def _cites_of_status(self, status: Id) -> tuple[Cites, ...]:
        return self.records.cites([(c.source, c.exact) for c in self.store.where(Citation, status=status)])

    # What belongs to no event

    def _of_no_event(self, change: NetChange) -> Iterator[Line]:
        tr, whole = self.tr, change.whole
        if change.table == "source":
            if change.before is None:
                if change.row not in self._in_citations:
                    cites = self.records.cites([(change.row, "")])
                    yield self._line("added", tr("Source added, not yet cited"), change, cites)
            elif change.after is None:
                yield self._line("removed", tr("Source removed"), change)
            else:
                yield from self._fields(change, "")
        elif change.before is not None or change.table not in _NAMED_BY_USE:
            names = {"saved_search": tr("saved search"), "term": tr("term"), "feed": tr("feed")}
            names |= {"inbox_item": tr("inbox item"), "link_check": tr("link check")}
            name = names.get(change.table, tr(change.table.replace("_", " ")))
            words = next((str(whole[n]) for n in ("name", "docket_number", "citation", "title") if whole.get(n)), "")
            yield from self._plain(change, name, self._cut(words))

    # Lines

    def _line(self, kind: Kind, text: str, change: NetChange, cites: tuple[Cites, ...] = ()) -> Line:
        return Line(kind, text, change.at, change.who, change.edit, cites)

    def _plain(self, change: NetChange, name: str, words: str, cites: tuple[Cites, ...] = ()) -> Iterator[Line]:
        """Made and gone are one line; an edit is a line a field."""
        if change.before is None:
            yield self._line("added", f"{self._made(name)}: {words}" if words else self._made(name), change, cites)
        elif change.after is None:
            yield self._line("removed", f"{self._gone(name)}: {words}" if words else self._gone(name), change, cites)
        else:
            yield from self._fields(change, f"{vocabulary.label(name)} {words}".strip())

    def _made(self, name: str) -> str:
        return self.tr("{0} added").format(vocabulary.label(name))

    def _gone(self, name: str) -> str:
        return self.tr("{0} removed").format(vocabulary.label(name))

    def _fields(
        self, change: NetChange, of: str, silent: set[str] | None = None, cites: tuple[Cites, ...] = ()
    ) -> Iterator[Line]:
        tr = self.tr
        assert change.before is not None
        assert change.after is not None
        for field, after in change.after.items():
            if silent and field in silent:
                continue
            before = change.before[field]
            if field == "reviewed":
                said = tr("Marked as reviewed") if after else tr("No longer marked as reviewed")
            elif field == "noteworthy":
                said = tr("Marked as noteworthy") if after else tr("No longer marked as noteworthy")
            elif field == "text" and change.table == "source":
                lengths = (f"{len(before):,}", f"{len(after):,}")
                said = tr("Text kept: {0} → {1} characters").format(*lengths)
            else:
                name = self._term(field.replace("_", " "))
                name = f"{of}, {name.lower()}" if of else name
                said = f"{name}: {self._value(field, before)} → {self._value(field, after)}"
            yield self._line("edited", said, change, cites)

    def _value(self, field: str, value: Any) -> str:
        if value in ("", None):
            return self.tr("nothing")
        if field in _DATES:
            return self._date(value)
        if field == "stakeholder":
            return self.records.name(value)
        if field == "source":
            return f"“{self._cut(self.records.row('source', value).get('title', ''))}”"
        if field in ("type", "evidence", "date_basis", "kind", "position", "theme", "state", "attribution", "relation"):
            return str(value)
        return f"“{self._cut(str(value))}”"

    # Names and words

    def _term(self, text: str) -> str:
        return self.tr(vocabulary.label(text))

    def _date(self, edtf: str) -> str:
        return display(edtf, self.style) if edtf else self.tr("no date")

    def _cut(self, text: str) -> str:
        text = " ".join(text.split())
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _latest(rows: dict[Id, Row], axis: str) -> Row | None:
    """The status that stands last on an axis, as the store orders them: by the day from which they count."""
    on_axis = [row for row in rows.values() if row["axis"] == axis]
    return max(on_axis, key=lambda row: (first_known_day(row["as_of"]), row["as_of"], row["id"]), default=None)
