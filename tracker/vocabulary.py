"""Controlled terms, in the order people expect, with the families that give event types their colour.

A term is stored and exported as it is shown, in plain lower-case English. Closed vocabularies (`CLOSED`) are checked
on every write; open ones (`OPEN`) only order and complete what people type, and users add their own (`Term`).
"""

from __future__ import annotations

FAMILIES: dict[str, tuple[str, ...]] = {
    "executive": (
        "executive order",
        "proclamation",
        "presidential memorandum",
        "personnel change",
    ),
    "agreement": ("memorandum of understanding", "settlement"),
    "agency": (
        "agency directive",
        "change in practice",
        "agency statement",
        "agency request",
        "guidance",
        "notice",
    ),
    "data": ("data request", "data disclosure"),
    "rulemaking": ("proposed rule", "comment deadline", "interim final rule", "final rule"),
    "court filing": ("complaint", "motion", "brief", "filing", "court filing", "adjudication"),
    "court": ("hearing", "court hearing", "order", "opinion", "court ruling"),
    "legislative": ("legislation", "congressional letter", "congressional hearing", "testimony"),
    "other": ("report", "news report"),
}
"""Family of event types -> its types, in order."""

FAMILY_OF: dict[str, str] = {t: family for family, types in FAMILIES.items() for t in types}

NARROWER: dict[str, tuple[str, ...]] = {
    "court ruling": ("order", "opinion"),
    "court filing": ("complaint", "motion", "brief", "filing"),
    "hearing": ("court hearing", "congressional hearing"),
}
"""Broad event type -> the types that are kinds of it, which a search for it finds too. None of those is broad itself
(ISO 25964: a generic hierarchy, of one level)."""

CLOSED: dict[str, tuple[str, ...]] = {
    "date_basis": ("", "occurred", "signed", "announced", "filed", "published", "effective", "reported"),
    "evidence": (
        "",
        "official document",
        "on the record",
        "reported by several",
        "single report",
        "anonymous reporting",
    ),
    "axis": ("lifecycle", "in effect", "litigation"),
    "citation_relation": ("supports", "contradicts", "context"),
    "anchor": ("", "matches", "moved", "orphaned", "no text kept"),
    "position": ("supports", "neutral", "reservations", "opposes"),
    "attribution": ("named", "anonymous group", "paraphrase"),
    "concern_state": ("open", "answered", "moot"),
    "authority_kind": ("statute", "regulation", "order", "case", "other"),
    "authority_use": ("cited", "relied on", "alleged violated"),
    "inbox_state": ("new", "captured", "linked", "dismissed"),
    "link_state": ("reached", "moved", "dead", "not reached"),
}

STATUS_VALUES: dict[str, tuple[str, ...]] = {
    "lifecycle": ("reported", "proposed", "final", "rescinded", "expired", "superseded"),
    "in effect": ("fully", "partially", "not", "unknown"),
    "litigation": ("none known", "pending", "restrained", "enjoined", "stayed", "vacated", "upheld"),
}

OPEN: dict[str, tuple[str, ...]] = {
    "event_type": tuple(t for types in FAMILIES.values() for t in types),
    "theme": (
        "privacy",
        "statutory scope",
        "tax compliance and revenue",
        "due process",
        "error and misidentification",
        "data security",
        "chilling effect",
        "transparency",
        "accountability",
        "administrative procedure",
        "institutional trust",
        "law-enforcement need",
        "public safety",
    ),
    "stakeholder_kind": (
        "agency",
        "officials",
        "court",
        "legislators",
        "advocacy group",
        "union",
        "professional body",
        "affected community",
        "scholars",
        "press",
        "other",
    ),
    "role": (
        "issuer",
        "party",
        "plaintiff",
        "defendant",
        "movant",
        "respondent",
        "appellant",
        "appellee",
        "judge",
        "counsel",
        "recipient",
        "signatory",
        "target",
        "subject",
        "successor",
        "speaker",
        "author",
        "declarant",
        "witness",
        "questioner",
        "sponsor",
        "supporter",
        "amicus",
        "reporter",
        "agency",
        "body",
    ),
    "relation": (
        "challenges",
        "implements",
        "amends",
        "rescinds",
        "supersedes",
        "appeals",
        "rules on",
        "responds to",
        "cites",
        "reports on",
    ),
    "source_kind": (
        "article-newspaper",
        "webpage",
        "legal_case",
        "legislation",
        "regulation",
        "bill",
        "hearing",
        "treaty",
        "report",
        "post",
        "document",
        "speech",
        "broadcast",
    ),
    "disputed_kind": ("date", "number", "scope", "cause", "wording", "legal", "other"),
}

SOURCE_KIND_LABELS: dict[str, str] = {
    "article-newspaper": "News article",
    "webpage": "Web page",
    "legal_case": "Court document",
    "legislation": "Statute",
    "regulation": "Regulation",
    "bill": "Bill",
    "hearing": "Hearing record",
    "treaty": "Agreement",
    "report": "Report",
    "post": "Post",
    "document": "Document",
    "speech": "Speech or transcript",
    "broadcast": "Broadcast",
}
"""CSL type -> what people call it."""

RELATION_INVERSE: dict[str, str] = {
    "challenges": "challenged by",
    "implements": "implemented by",
    "amends": "amended by",
    "rescinds": "rescinded by",
    "supersedes": "superseded by",
    "appeals": "appealed in",
    "rules on": "ruled on in",
    "responds to": "answered by",
    "cites": "cited by",
    "reports on": "reported in",
}
"""A relation read from its other end."""


NOT_OF_A_CHAIN = ("cites", "reports on")
"""Relations that are no step in the life of a policy. By any other the first event follows upon the second: what
amends, challenges, rules on or answers something comes after it."""


def label(term: str) -> str:
    """A term as a heading or a cell shows it: its first letter raised, the rest untouched."""
    return term[:1].upper() + term[1:]


def family(event_type: str, extra: dict[str, str] | None = None) -> str:
    """The family of an event type; `extra` holds the families of the user's own types; 'other' where unknown."""
    return (extra or {}).get(event_type) or FAMILY_OF.get(event_type, "other")


def rank(vocabulary: str, term: str) -> tuple[int, str]:
    """A sort key that puts known terms in their order and the user's own after them, by name."""
    terms = CLOSED.get(vocabulary) or OPEN.get(vocabulary, ())
    return (terms.index(term) if term in terms else len(terms), term)
