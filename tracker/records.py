"""What a tracker holds, as frozen dataclasses free of Qt and SQL.

A record's fields are the columns of its table, in order, and `TABLES` maps one to the other: the schema, the edit,
the journal, CSV and the content hash all follow from here. Conventions: `id` 0 means "not saved yet"; text is kept
as typed or captured, '' means not known; dates of events are EDTF text (ISO 8601-2 level 1), never datetimes; times
are UTC ISO text (`2026-11-23T15:24:06.123Z`); a reference is the other record's id, None where it may be absent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, TypeVar

Id = int

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
ID_LENGTH = 13
# An import or export writes and reads millions of ids: two digits a step, and by the digits that int() knows.
_PAIRS = [a + b for a in _DIGITS for b in _DIGITS]
_TO_PYTHON = str.maketrans(
    dict.fromkeys(map(chr, range(128)), "!")  # int() refuses it, but would take an underscore or a sign
    | dict(zip(_DIGITS + "ilo", "0123456789abcdefghijklmnopqrstuv" + "110", strict=True))
)


def id_text(number: Id) -> str:
    """The short text of an id: 13 characters of Crockford base 32, in the same order as the numbers."""
    p = _PAIRS
    high = f"{_DIGITS[number >> 60 & 31]}{p[number >> 50 & 1023]}{p[number >> 40 & 1023]}{p[number >> 30 & 1023]}"
    return f"{high}{p[number >> 20 & 1023]}{p[number >> 10 & 1023]}{p[number & 1023]}"


def id_number(text: str) -> Id:
    """The id a short text stands for. ValueError if it is not one (case and i/l/o are forgiven)."""
    text = text.strip().lower()
    try:
        # Beyond ASCII int() knows more digits, none of them ours.
        number = int(text.translate(_TO_PYTHON), 32) if len(text) == ID_LENGTH and text.isascii() else -1
    except ValueError:
        number = -1
    if number < 0:
        raise ValueError(f"“{text}” is not an id: an id is {ID_LENGTH} letters and digits.")
    if not 0 < number < 1 << 63:
        raise ValueError(f"“{text}” is not an id.")
    return number


def _ref(table: str, *, owned: bool = False, optional: bool = False) -> Any:
    """A field that holds the id of a row of `table`. `owned`: this record is removed together with that one."""
    meta = {"references": table, "owned": owned}
    return field(default=None, metadata=meta) if optional else field(metadata=meta)


def _choice(vocabulary: str, default: str) -> Any:
    """A field limited to the terms of a closed vocabulary of `tracker.vocabulary`."""
    return field(default=default, metadata={"vocabulary": vocabulary})


def _later() -> Any:
    """A text field that tables of the first version lacked: added at the end of its record, and '' in older rows and
    in what the journal holds of them."""
    return field(default="", metadata={"later": True})


def _date(default: str = "") -> Any:
    """A field that holds EDTF text."""
    return field(default=default, metadata={"edtf": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has: the table it is kept in, and its id."""

    TABLE: ClassVar[str]
    id: Id = 0


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Something that happened. `date_min` and `date_max` (ISO days, '' if open or undated) follow from `date`."""

    TABLE: ClassVar[str] = "event"
    title: str
    type: str
    date: str = _date()
    date_min: str = ""
    date_max: str = ""
    day_order: int = 0
    date_basis: str = _choice("date_basis", "")
    summary: str = ""
    evidence: str = _choice("evidence", "")
    noteworthy: bool = False
    created: str = ""
    modified: str = ""
    reviewed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status(Record):
    """A change of an event's standing on one axis, as of a date. The latest as of a day is the status that day."""

    TABLE: ClassVar[str] = "status"
    event: Id = _ref("event", owned=True)
    axis: str = field(metadata={"vocabulary": "axis"})
    value: str
    as_of: str = _date()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """An article or document. `kind` is a CSL type; `previous` is the version of the same document before this one.

    `sha256` and `media_type` are those of the kept snapshot (see `Store.blob`); '' where none is kept.
    """

    TABLE: ClassVar[str] = "source"
    kind: str
    title: str
    publisher: str = ""
    authors: str = ""
    issued: str = _date()
    accessed: str = _date()
    url: str = ""
    archive_url: str = ""
    archived_at: str = ""
    language: str = ""
    number: str = ""
    note: str = ""
    text: str = ""
    media_type: str = ""
    sha256: str = ""
    previous: Id | None = _ref("source", optional=True)
    created: str = ""
    modified: str = ""

    @property
    def has_text(self) -> bool:
        """Whether its text is kept, so that quotes can be looked up in it."""
        return bool(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCheck(Record):
    """What a source's address led to when somebody asked for it, `at` a time. The latest says how it stands."""

    TABLE: ClassVar[str] = "link_check"
    source: Id = _ref("source", owned=True)
    state: str = _choice("link_state", "reached")
    at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Record):
    """What in a source bears out (or contradicts) an event, a status, a concern or one version of a disputed point.

    Exactly one of `event`, `status`, `concern`, `claim` is set. `exact`, `prefix`, `suffix` are a W3C
    TextQuoteSelector and `start`, `end` a TextPositionSelector over `Source.text` (characters; -1 unknown).
    """

    TABLE: ClassVar[str] = "citation"
    source: Id = _ref("source")
    event: Id | None = _ref("event", owned=True, optional=True)
    status: Id | None = _ref("status", owned=True, optional=True)
    concern: Id | None = _ref("concern", owned=True, optional=True)
    claim: Id | None = _ref("claim", owned=True, optional=True)
    relation: str = _choice("citation_relation", "supports")
    locator: str = ""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    end: int = -1
    anchor: str = _choice("anchor", "")
    created: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakeholder(Record):
    """Anyone with a part in the story or a view of it. `also_known_as`: other names, one a line."""

    TABLE: ClassVar[str] = "stakeholder"
    name: str
    kind: str = "other"
    parent: Id | None = _ref("stakeholder", optional=True)
    also_known_as: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Record):
    """The part a stakeholder has in an event: issuer, plaintiff, judge, recipient ..."""

    TABLE: ClassVar[str] = "role"
    event: Id = _ref("event", owned=True)
    stakeholder: Id = _ref("stakeholder")
    role: str
    place: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern(Record):
    """What a stakeholder says of an event under one theme, and where they stand on it."""

    TABLE: ClassVar[str] = "concern"
    event: Id = _ref("event", owned=True)
    stakeholder: Id = _ref("stakeholder")
    theme: str
    position: str = _choice("position", "neutral")
    statement: str = ""
    attribution: str = _choice("attribution", "named")
    state: str = _choice("concern_state", "open")
    created: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Record):
    """A link from one event to another: challenges, amends, rules on ..."""

    TABLE: ClassVar[str] = "relation"
    from_event: Id = _ref("event", owned=True)
    to_event: Id = _ref("event", owned=True)
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceeding(Record):
    """A case before a court or body, known by its docket number."""

    TABLE: ClassVar[str] = "proceeding"
    court: str
    docket_number: str
    case_name: str = ""
    judge: str = ""
    filed: str = _date()
    terminated: str = _date()
    appeal_from: Id | None = _ref("proceeding", optional=True)
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventProceeding(Record):
    """An event stands in a proceeding."""

    TABLE: ClassVar[str] = "event_proceeding"
    event: Id = _ref("event", owned=True)
    proceeding: Id = _ref("proceeding")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority(Record):
    """A statute, regulation, order or case, by its citation: `26 U.S.C. § 6103(i)(2)`."""

    TABLE: ClassVar[str] = "authority"
    citation: str
    kind: str = _choice("authority_kind", "statute")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAuthority(Record):
    """An event relies on an authority, or is said to violate it."""

    TABLE: ClassVar[str] = "event_authority"
    event: Id = _ref("event", owned=True)
    authority: Id = _ref("authority")
    use: str = _choice("authority_use", "cited")


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputedPoint(Record):
    """Something about an event on which sources differ. Settled when `chosen` names a claim, with a reason."""

    TABLE: ClassVar[str] = "disputed_point"
    event: Id = _ref("event", owned=True)
    kind: str = "other"
    question: str
    note: str = ""
    chosen: Id | None = _ref("claim", optional=True)
    reason: str = ""
    settled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """One version of a disputed point; its citations say who gives it."""

    TABLE: ClassVar[str] = "claim"
    disputed_point: Id = _ref("disputed_point", owned=True)
    text: str
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Record):
    """A label users give to events."""

    TABLE: ClassVar[str] = "topic"
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTopic(Record):
    """An event bears a topic."""

    TABLE: ClassVar[str] = "event_topic"
    event: Id = _ref("event", owned=True)
    topic: Id = _ref("topic")
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch(Record):
    """A search kept under a name, in the order the user wants."""

    TABLE: ClassVar[str] = "saved_search"
    name: str
    text: str
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Record):
    """A term the user added to an open vocabulary (event_type, theme, role, ...); `family` gives a type its colour."""

    TABLE: ClassVar[str] = "term"
    vocabulary: str
    name: str
    family: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed(Record):
    """An RSS or Atom feed to look into. `every_hours`: how often it is asked while the window is open; 0: only when
    the user asks."""

    TABLE: ClassVar[str] = "feed"
    url: str
    title: str = ""
    every_hours: int = 0
    created: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxItem(Record):
    """Something met that is not yet a source: to capture, link or dismiss.

    `feed` is the feed's address, `key` what tells its entries apart (its guid or id, else its link).
    """

    TABLE: ClassVar[str] = "inbox_item"
    feed: str = ""
    title: str
    url: str = ""
    published: str = ""
    body: str = ""
    state: str = _choice("inbox_state", "new")
    created: str = ""
    key: str = _later()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Record):
    """A setting of this tracker file (its title, when somebody last looked). Not part of its content."""

    TABLE: ClassVar[str] = "setting"
    name: str
    value: str = ""


# In an order in which each comes after what it must refer to, so that rows can be written straight through.
RECORD_TYPES: tuple[type[Record], ...] = (
    Stakeholder, Source, Proceeding, Authority, Topic, Event, Status, Role, Concern, Relation, EventProceeding,
    EventAuthority, EventTopic, DisputedPoint, Claim, LinkCheck, Citation, SavedSearch, Term, Feed, InboxItem, Setting,
)  # fmt: skip
TABLES: dict[str, type[Record]] = {t.TABLE: t for t in RECORD_TYPES}


_COLUMNS: dict[str, tuple[str, ...]] = {table: tuple(f.name for f in fields(t)) for table, t in TABLES.items()}


def columns(record_type: type[Record]) -> tuple[str, ...]:
    """The names of a record's fields, which are its table's columns, in order."""
    return _COLUMNS[record_type.TABLE]


def later_columns(record_type: type[Record]) -> tuple[str, ...]:
    """Those of a record's fields that tables of the first version lacked: the last ones."""
    return tuple(f.name for f in fields(record_type) if f.metadata.get("later"))


@dataclass(frozen=True, slots=True)
class Reference:
    """`table.column` holds ids of `target` (or None, if `optional`).

    `owned` rows go when their target goes, others hinder it.
    """

    table: str
    column: str
    target: str
    owned: bool
    optional: bool


def _references() -> Iterator[Reference]:
    for table, record_type in TABLES.items():
        for f in fields(record_type):
            if "references" in f.metadata:
                yield Reference(table, f.name, f.metadata["references"], f.metadata["owned"], f.default is None)


REFERENCES: tuple[Reference, ...] = tuple(_references())
