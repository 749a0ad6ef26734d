"""What the completing fields offer: terms of a vocabulary, stakeholders, topics, sources, events."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tracker import vocabulary
from tracker.operations.naming import names_of
from tracker.records import Authority, Proceeding, Stakeholder, Topic
from tracker.store import Store
from tracker.ui.strings import source_kind, term
from tracker.ui.widgets.completing import Choice
from tracker.ui.widgets.date_field import short_date

Choices = Callable[[], Sequence[Choice]]

# Vocabulary -> the columns in which its terms are used.
_USED = {
    "event_type": ("event", "type"),
    "theme": ("concern", "theme"),
    "stakeholder_kind": ("stakeholder", "kind"),
    "role": ("role", "role"),
    "relation": ("relation", "kind"),
    "source_kind": ("source", "kind"),
    "disputed_kind": ("disputed_point", "kind"),
}


def terms(store: Store, name: str) -> Choices:
    """The terms of an open vocabulary: ours, the user's own, and those in use."""

    def offered() -> list[Choice]:
        table, column = _USED[name]
        used = [row[0] for row in store.connection.execute(f'SELECT DISTINCT "{column}" FROM "{table}"')]
        own = {t.name: t.family for t in store.terms(name)}
        known = dict.fromkeys([*vocabulary.OPEN[name], *own, *sorted(used)])
        return [Choice(term(t), _family(name, t, own), t) for t in known]

    return offered


def _family(name: str, text: str, own: dict[str, str]) -> str:
    if name == "source_kind":
        return source_kind(text)
    return term(vocabulary.family(text, own)) if name == "event_type" else ""


def stakeholders(store: Store) -> Choices:
    """Everyone, found by any of their names."""
    return lambda: [
        Choice(s.name, term(s.kind), s.id, " ".join(names_of(s)[1:])) for s in store.where(Stakeholder, "name")
    ]


def topics(store: Store) -> Choices:
    """All topics."""
    return lambda: [Choice(t.name, "", t.id) for t in store.where(Topic, "name")]


def sources(store: Store, first_for: int = 0) -> Choices:
    """All sources, found by title, publisher, author and address; those of the event `first_for` come first."""

    def offered() -> list[Choice]:
        found = store.connection.execute(
            "SELECT id, title, publisher, authors, issued, url, number FROM source s ORDER BY "
            "EXISTS (SELECT 1 FROM citation c WHERE c.source = s.id AND c.event = ?) DESC, issued DESC, id DESC",
            (first_for,),
        )
        return [
            Choice(
                title,
                " · ".join(p for p in (publisher, short_date(issued) if issued else "") if p),
                row,
                f"{publisher} {authors} {url} {number}",
            )
            for row, title, publisher, authors, issued, url, number in found
        ]

    return offered


def proceedings(store: Store) -> Choices:
    """Proceedings by docket number, found by court and case too; each stands for its court."""

    def offered() -> list[Choice]:
        found = store.where(Proceeding, "docket_number, court")
        return [
            Choice(p.docket_number, " · ".join(part for part in (p.court, p.case_name) if part), p.court, p.case_name)
            for p in found
        ]

    return offered


def authorities(store: Store) -> Choices:
    """Statutes, regulations, orders and cases, by citation."""
    return lambda: [Choice(a.citation, term(a.kind), a.id) for a in store.where(Authority, "citation")]


def courts(store: Store) -> Choices:
    """The courts of the proceedings in the tracker."""

    def offered() -> list[Choice]:
        found = store.connection.execute("SELECT DISTINCT court FROM proceeding ORDER BY court")
        return [Choice(row[0], "", row[0]) for row in found]

    return offered


def events(store: Store, leave_out: int = 0) -> Choices:
    """All events but one, newest first."""

    def offered() -> list[Choice]:
        found = store.connection.execute(
            "SELECT id, title, date, type FROM event WHERE id != ? ORDER BY date_min DESC, id DESC", (leave_out,)
        )
        return [Choice(title, short_date(date) if date else "", row, kind) for row, title, date, kind in found]

    return offered
