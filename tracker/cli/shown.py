"""Records as the terminal shows them, and as JSON: ids as short text, dates both as kept and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tracker import dates, query, vocabulary
from tracker.cli.options import visible
from tracker.records import Record, id_text

if TYPE_CHECKING:
    from tracker.store import ChangeSet, EventRow
    from tracker.store.changes import Change
    from tracker.store.dossier import AnySource, Cited, DisputedView, Dossier, RelationView, StatusView
    from tracker.store.journal import HistoryEntry

_QUOTE_STATES = {"matches": "as in the text kept", "no text kept": "no text kept to check it against"}


def record_data(record: Record) -> dict[str, Any]:
    """A record's fields as JSON has them: ids and references as short text or null."""
    out: dict[str, Any] = {}
    for f in fields(record):
        value = getattr(record, f.name)
        is_id = f.name == "id" or "references" in f.metadata
        out[f.name] = id_text(value) if is_id and value is not None else value
    return out


def dossier_data(dossier: Dossier) -> dict[str, Any]:
    """Everything about one event: its own fields, and a list for each kind of record that belongs to it."""
    return {
        **record_data(dossier.event),
        "citations": _cited_data(dossier.citations),
        "roles": [{**record_data(r.role), "name": r.stakeholder.name} for r in dossier.roles],
        "concerns": [
            {**record_data(c.concern), "name": c.stakeholder.name, "citations": _cited_data(c.citations)}
            for c in dossier.concerns
        ],
        "statuses": [{**record_data(s.status), "citations": _cited_data(s.citations)} for s in dossier.statuses],
        "relations": [
            {
                **record_data(r.relation),
                "other": id_text(r.other.id),
                "title": r.other.title,
                "outgoing": r.outgoing,
            }
            for r in dossier.relations
        ],
        "disputed": [
            {
                **record_data(d.point),
                "claims": [{**record_data(c.claim), "citations": _cited_data(c.citations)} for c in d.claims],
            }
            for d in dossier.disputed
        ],
        "proceedings": [record_data(p) for p in dossier.proceedings],
        "authorities": [{**record_data(a.authority), "use": a.link.use} for a in dossier.authorities],
        "topics": [t.name for t in dossier.topics],
    }


def _source_data(source: AnySource) -> dict[str, Any]:
    """A cited source as JSON has it: all but its text, which may be long, and is the same for each quote from it."""
    out = {f.name: getattr(source, f.name) for f in fields(source) if f.name != "text"}
    previous = source.previous
    return out | {
        "id": id_text(source.id),
        "previous": id_text(previous) if previous else None,
        "has_text": source.has_text,
    }


def _cited_data(cited: Iterable[Cited]) -> list[dict[str, Any]]:
    return [{**record_data(c.citation), "source": _source_data(c.source)} for c in cited]


def event_lines(rows: Sequence[EventRow]) -> Iterator[str]:
    """A list of events: id, day, type, how many sources and concerns, `*` noteworthy, `≠` disputed, title."""
    cells = [
        (
            id_text(row.id),
            dates.display_short(row.date),
            one_line(row.type),
            f"{row.sources} src",
            f"{row.concerns} con",
            f"{'*' if row.noteworthy else ' '}{'≠' if row.disputed else ' '}",
        )
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row, line in zip(rows, cells, strict=True):
        padded = "  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True))
        yield f"{padded}  {one_line(row.title)}"


def dossier_text(dossier: Dossier) -> str:
    """Everything about one event, for a person."""
    event = dossier.event
    facts = [
        vocabulary.label(event.type),
        dates.display(event.date),
        event.date_basis,
        event.evidence,
    ]
    facts += ["noteworthy"] if event.noteworthy else []
    out = [visible(event.title), f"{id_text(event.id)}  {visible(' · '.join(f for f in facts if f))}"]
    if event.summary:
        out += ["", visible(event.summary)]
    parts = {
        "Standing": list(_statuses(dossier.statuses)),
        "Roles": [
            f"{id_text(r.role.id)}  {r.role.role}: {r.stakeholder.name}{_bracketed(r.role.note)}" for r in dossier.roles
        ],
        "Proceedings": [f"{p.docket_number} ({p.court}) {p.case_name}".rstrip() for p in dossier.proceedings],
        "Authorities": [
            a.authority.citation + _bracketed("" if a.link.use == "cited" else a.link.use) for a in dossier.authorities
        ],
        "Topics": ["; ".join(t.name for t in dossier.topics)] if dossier.topics else [],
        f"Sources ({len(dossier.citations)})": [line for c in dossier.citations for line in _source(c)],
        f"Concerns ({len(dossier.concerns)})": list(_concerns(dossier)),
        "Linked events": [
            f"{id_text(r.relation.id)}  {_kind(r)}: {id_text(r.other.id)}  {r.other.title}" for r in dossier.relations
        ],
        f"Disputed points ({len(dossier.disputed)})": list(_disputed(dossier.disputed)),
    }
    for heading, lines in parts.items():
        if lines:
            out += ["", heading, *(f"  {visible(line)}" for line in lines)]
    return "\n".join(out)


def _kind(view: RelationView) -> str:
    """The kind of a relation, as it reads from the event's end of it."""
    kind = view.relation.kind
    return kind if view.outgoing else vocabulary.RELATION_INVERSE.get(kind, kind)


def _statuses(views: Iterable[StatusView]) -> Iterator[str]:
    for view in views:
        status = view.status
        as_of = f" as of {dates.display(status.as_of)}" if status.as_of else ""
        note = f". {status.note}" if status.note else ""
        yield f"{id_text(status.id)}  {status.axis}: {status.value}{as_of}{note}"
        for cited in view.citations:
            yield f"    from {cited.source.title}"


def _source(cited: Cited) -> Iterator[str]:
    source, citation = cited.source, cited.citation
    day = dates.display(source.issued) if source.issued else ""
    more = ", ".join(x for x in (source.publisher, day) if x)
    against = "" if citation.relation == "supports" else f" [{citation.relation}]"
    yield f"{id_text(source.id)}  {source.title}{f' — {more}' if more else ''}{against}"
    if source.url:
        yield f"    {source.url}"
    yield from _quote(cited)


def _concerns(dossier: Dossier) -> Iterator[str]:
    for view in dossier.concerns:
        concern = view.concern
        how = "" if concern.attribution == "named" else f", {concern.attribution}"
        yield f"{id_text(concern.id)}  {view.stakeholder.name}: {concern.position} ({concern.theme}{how})"
        if concern.statement:
            yield f"    {concern.statement}"
        for cited in view.citations:
            yield from _quote(cited)
            yield f"    from {cited.source.title}"


def _quote(cited: Cited) -> Iterator[str]:
    citation = cited.citation
    if citation.exact:
        state = _QUOTE_STATES.get(citation.anchor, citation.anchor)
        where = "; ".join(x for x in (citation.locator, state) if x)
        yield f"    “{citation.exact}”{_bracketed(where)}"


def _disputed(views: Iterable[DisputedView]) -> Iterator[str]:
    for view in views:
        yield f"{view.point.question}" + (f" ({view.point.note})" if view.point.note else "")
        for claim in view.claims:
            chosen = "✓" if claim.claim.id == view.point.chosen else "-"
            yield f"    {chosen} {claim.claim.text}"
            if claim.citations:
                yield f"        {'; '.join(map(_gives, claim.citations))}"


def _gives(cited: Cited) -> str:
    relation = "" if cited.citation.relation == "supports" else f" ({cited.citation.relation})"
    return (cited.source.publisher or cited.source.title) + relation


def edit_data(change_set: ChangeSet) -> dict[str, Any]:
    """One edit of the journal."""
    changes = [_change_data(c) for c in change_set.changes]
    return _head(change_set.edit, change_set.label, change_set.at, change_set.who, change_set.kind, changes)


def entries_data(entries: Iterable[HistoryEntry]) -> Iterator[dict[str, Any]]:
    """The edits that touched some records, newest first, each with what it did to those only; as `edit_data`."""
    for _, group in groupby(entries, lambda entry: entry.edit):
        part = list(group)
        changes = [_change_data(entry.change) for entry in part]
        yield _head(part[0].edit, part[0].label, part[0].at, part[0].who, part[0].kind, changes)


def _head(edit: int, label: str, at: str, who: str, kind: str, changes: list[dict[str, Any]]) -> dict[str, Any]:
    return {"edit": id_text(edit), "label": label, "at": at, "who": who, "kind": kind, "changes": changes}


def _change_data(change: Change) -> dict[str, Any]:
    verb = "added" if change.before is None else "removed" if change.after is None else "changed"
    return {
        "what": verb,
        "table": change.table,
        "id": id_text(change.row),
        "before": change.before,
        "after": change.after,
    }


_MOST_CHANGES = 8


def edit_text(edit: dict[str, Any]) -> str:
    """One edit for a person: when, what, by whom, and which field went from what to what."""
    kind = {"undo": "Undo: ", "redo": "Redo: "}.get(edit["kind"], "")
    who = f" ({visible(edit['who'])})" if edit["who"] else ""
    out = [f"{edit['at'][:19].replace('T', ' ')} UTC  {edit['edit']}  {kind}{visible(edit['label'])}{who}"]
    for change in edit["changes"][:_MOST_CHANGES]:
        table = change["table"].replace("_", " ")
        if change["what"] == "changed":
            for name, value in change["after"].items():
                if name != "modified":
                    before, after = (one_line(str(v), 60) for v in (change["before"][name], value))
                    out.append(f"    {table} {change['id']}: {name} “{before}” → “{after}”")
        else:
            out.append(f"    {change['what']} {table} {change['id']}{_named(change['after'] or change['before'])}")
    if len(edit["changes"]) > _MOST_CHANGES:
        out.append(f"    and {len(edit['changes']) - _MOST_CHANGES} more")
    return "\n".join(out)


def _named(row: dict[str, Any]) -> str:
    for field in ("title", "name", "statement", "exact", "question", "text", "citation", "docket_number"):
        if isinstance(row.get(field), str) and row[field]:
            return f"  {one_line(row[field], 70)}"
    return ""


def fields_help() -> str:
    """The fields of the search language, each with what it means and an example."""
    wide = max(len(spec.name) for spec in query.FIELDS) + 1
    return "\n".join(f"{spec.name + ':':<{wide}}  {spec.help}  {spec.example}" for spec in query.FIELDS)


def _bracketed(text: str) -> str:
    return f" ({text})" if text else ""


def one_line(text: str, most: int = 0) -> str:
    """Text on one line, shortened to `most` characters if that is not 0."""
    text = visible(" ".join(text.split()))
    return text[: most - 1] + "…" if 0 < most < len(text) else text
