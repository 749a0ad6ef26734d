"""What other people call their columns, and which of our fields each one is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.errors import RecordError
from tracker.query import fold

_LISTED = 40
IGNORE = "ignore"
"""The field to give a column that is to be left out without a word."""


@dataclass(frozen=True, slots=True)
class Target:
    """A field that a column may go to. `many`: several columns may. `names`: what such columns are called."""

    help: str
    names: tuple[str, ...] = ()
    many: bool = False


_EVENT = {
    "title": Target(
        "what happened, in a line (several columns are joined with a colon)",
        ("title", "headline", "event title", "event", "event name", "name of event", "development", "fact", "name"),
        many=True,
    ),
    "type": Target(
        "type of event", ("type", "event type", "category", "document type", "kind", "type of event", "action")
    ),
    "date": Target(
        "when it happened, as people write dates",
        (
            *("date", "event date", "when", "date of event", "start date", "date start", "start", "day"),
            *("date signed", "signed", "signing date"),
            *("date filed", "filed", "filing date", "date of filing", "filed date", "date case filed"),
            *("publication date", "date published", "published", "announced", "date announced", "decision date"),
            *("effective date", "effective on", "date effective"),
        ),
    ),
    "end date": Target("when it ended", ("end date", "date end", "end", "until")),
    "year": Target("year", ("year",)),
    "month": Target("month, as a number", ("month",)),
    "day": Target("day of the month"),
    "end year": Target("year it ended", ("end year",)),
    "end month": Target("month it ended, as a number", ("end month",)),
    "end day": Target("day of the month it ended", ("end day",)),
    "display date": Target("the date in words: taken if it fits the numbers", ("display date",)),
    "summary": Target(
        "what it was about (several columns become paragraphs)",
        (
            *("summary", "description", "text", "abstract", "details", "notes", "note", "comments", "reason"),
            *("case summary", "fact text"),
        ),
        many=True,
    ),
    "topic": Target(
        "topics, with ; between",
        ("topic", "topics", "tag", "tags", "keywords", "group", "issue", "issues", "linked issues"),
        many=True,
    ),
    "source": Target(
        "titles or web addresses of sources, with ; between",
        ("source", "sources", "source title", "reference", "references", "citation", "citations"),
        many=True,
    ),
    "url": Target(
        "web address of a source",
        (
            *("url", "link", "links", "source url", "source link", "html url", "web address", "document url"),
            *("source pdf url", "pdf url", "complaint link", "complaint", "moa"),
        ),
        many=True,
    ),
    "publisher": Target("publisher of the source", ("publisher", "outlet", "newspaper", "publication")),
    "author": Target("author of the source", ("author", "authors", "byline")),
    "document number": Target("number of the source", ("document number", "executive order number", "eo number")),
    "agency": Target(
        "agencies, with ; between", ("agency", "agencies", "issuing agency", "department", "law enforcement agency")
    ),
    "actor": Target(
        "who took part, with ; between, as Name or role=Name",
        (
            *("actor", "actors", "stakeholder", "stakeholders", "participants", "people", "persons", "linked persons"),
            *("parties", "additional parties", "lead and additional parties", "roles"),
        ),
        many=True,
    ),
    "plaintiff": Target("plaintiffs, with ; between", ("plaintiff", "plaintiffs", "lead plaintiff")),
    "defendant": Target("defendants, with ; between", ("defendant", "defendants")),
    "judge": Target("judge", ("judge", "judges", "assigned to", "assigned to str")),
    "case name": Target("name of the case", ("case name", "case", "case title")),
    "court": Target("court", ("court",)),
    "docket number": Target(
        "docket number", ("docket number", "docket", "docket no", "case number", "case no", "docket id")
    ),
    "authority": Target(
        "statutes and the like, with ; between", ("authority", "legal authority", "authorities", "statute", "statutes")
    ),
    "noteworthy": Target("yes or no", ("noteworthy",)),
    "id": Target("their own id, by which other files of theirs name it", ("id",)),
}

_SOURCE = {
    "title": Target("title", ("title", "headline", "name")),
    "url": Target("web address", ("url", "link", "web address", "html url")),
    "publisher": Target("publisher", ("publisher", "outlet", "newspaper", "publication", "source")),
    "author": Target("authors", ("author", "authors", "byline")),
    "date": Target("when it was published", ("published", "publication date", "date published", "issued", "date")),
    "kind": Target("kind of source", ("kind", "type", "document type", "category")),
    "document number": Target("its number", ("document number", "number")),
    "language": Target("language", ("language",)),
    "note": Target("note", ("note", "notes", "summary", "description", "abstract", "comments"), many=True),
    "id": Target("their own id, by which other files of theirs name it", ("id", "source id")),
}

_CONCERN = {
    "event": Target("the event: its id or its title", ("event", "event id", "event title")),
    "stakeholder": Target("who is concerned", ("stakeholder", "name", "who", "organization", "organisation", "group")),
    "stakeholder kind": Target("kind of stakeholder", ("stakeholder kind", "stakeholder type")),
    "theme": Target("what the concern is about", ("theme", "concern theme", "concern", "issue", "topic")),
    "position": Target("supports, neutral, reservations or opposes", ("position", "stance")),
    "statement": Target("what they say", ("statement", "summary", "description", "text", "notes"), many=True),
    "quote": Target("their words, as the source has them", ("quote", "quotation", "exact")),
    "source": Target("id, title or web address of the source", ("source", "source id", "source title")),
    "url": Target("web address of the source", ("url", "link", "source url")),
}

TARGETS: dict[str, dict[str, Target]] = {"event": _EVENT, "source": _SOURCE, "concern": _CONCERN}
"""Table -> the fields that columns of other people's files may go to."""

_BASIS = {
    "signed": "signed",
    "signing": "signed",
    "filed": "filed",
    "filing": "filed",
    "publication": "published",
    "published": "published",
    "announced": "announced",
    "effective": "effective",
}


def plain(name: str) -> str:
    """A column's name for comparing: accents, case and marks dropped. `html_url`, `HTML URL` -> 'html url'."""
    return " ".join(re.findall(r"[^\W_]+", fold(name)))


def date_basis(column: str) -> str:
    """What a date column's name says the date is of: 'Date filed' -> 'filed'; '' if nothing."""
    return next((_BASIS[word] for word in plain(column).split() if word in _BASIS), "")


def mapped(table: str, header: Sequence[str], wanted: Mapping[str, str]) -> dict[str, str]:
    """Column -> field: as wanted, and for the other columns by their names. Columns not known are left out.

    RecordError if `wanted` names a column or field that there is not, or one field twice.
    """
    targets = TARGETS[table]
    out: dict[str, str] = {}
    for column, target in wanted.items():
        if column not in header:
            raise RecordError(
                f"There is no column “{column}” in the file. Its columns are: {listed(header)}.", "mapping"
            )
        if target not in targets and target != IGNORE:
            fields = ", ".join([*targets, IGNORE])
            raise RecordError(f"“{target}” is not a field to map “{column}” to. Use one of: {fields}.", "mapping")
        if target in out.values() and target != IGNORE and not targets[target].many:
            raise RecordError(f"Two columns are mapped to “{target}”. Choose one of them.", "mapping")
        out[column] = target
    names = {plain(column) for column in header}
    for target, spec in targets.items():
        if target in out.values():
            continue
        known = spec.names
        if target == "day" and {"year", "month"} <= names:
            known = ("day",)
        for name in known:
            if name == "day" and target == "date" and {"year", "month"} <= names:
                continue
            found = [c for c in header if c not in out and plain(c) == name]
            if found and (target not in out.values() or (spec.many and target != "title")):
                out[found[0]] = target
    dated = [c for c in header if c not in out and "date" in plain(c).split()]
    if len(dated) == 1 and "date" in targets and "date" not in out.values():
        out[dated[0]] = "date"
    return {column: out[column] for column in header if column in out}


def listed(header: Sequence[str]) -> str:
    """The columns of a file, for a message; of very many the first."""
    names = [name for name in header if name]
    more = f" and {len(names) - _LISTED:,} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more
