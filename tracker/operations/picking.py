"""What an article suggests as rows to pick from, and the rows that were picked as what is to be kept: the same for the
window, where people pick, and for the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.capture.suggested import Place, Suggestions
from tracker.operations.annotate import ConcernDraft
from tracker.operations.capturing import THIS
from tracker.operations.involve import AuthorityDraft
from tracker.operations.log import CitationDraft, DocketDraft, RoleDraft
from tracker.records import Id, Stakeholder

_PICKED = 4  # stakeholders who are picked to begin with
_ROLES = {"agency": "agency", "court": "body", "press": "reporter"}
_BESIDE = ("speaker", "reporter", "author")
"""Roles of those who tell of an event rather than take part in it."""


@dataclass(frozen=True, slots=True)
class DateRow:
    """A date (EDTF), and the sentence that says so."""

    date: str
    how: str
    basis: str
    at: Place
    sentence: Place


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody with a part in the event. `known`: their id, 0 if they are not in the tracker."""

    name: str
    kind: str = "other"
    role: str = ""
    known: Id = 0
    also: tuple[str, ...] = ()
    at: tuple[Place, ...] = ()
    picked: bool = False


@dataclass(frozen=True, slots=True)
class WordsRow:
    """Words of the text. With a theme they are a concern of somebody, without one a quote that bears the event out."""

    at: Place
    who: str = ""
    kind: str = ""
    theme: str = ""
    position: str = "neutral"
    statement: str = ""
    attribution: str = "named"
    picked: bool = False


@dataclass(frozen=True, slots=True)
class LawRow:
    """A docket number (with its `court`) or an authority, of `kind` as suggested."""

    kind: str
    text: str
    court: str = ""
    at: Place | None = None
    picked: bool = False


def date_rows(suggested: Suggestions) -> tuple[DateRow, ...]:
    """Dates that are known, each once, the likeliest first."""
    rows = {d.date: DateRow(d.date, d.how, d.basis, d.at, d.sentence) for d in reversed(suggested.dates) if d.date}
    order = dict.fromkeys(d.date for d in suggested.dates if d.date)
    return tuple(rows[date] for date in order)


def person_rows(suggested: Suggestions) -> tuple[PersonRow, ...]:
    """Everybody named. The first few agencies and parties are picked; those who only speak or report are not."""
    rows, picked = [], 0
    for who in suggested.stakeholders:
        role = who.role or _ROLES.get(who.kind, "subject")
        pick = picked < _PICKED and (who.kind == "agency" or (bool(who.role) and who.role not in _BESIDE))
        picked += pick
        rows.append(PersonRow(who.name, who.kind, role, who.known, who.also_known_as, who.at, pick))
    return tuple(rows)


def words_rows(suggested: Suggestions, text: str) -> tuple[WordsRow, ...]:
    """What is held and what is quoted; words that are both stand there once. Nothing is picked."""
    rows = [
        WordsRow(c.at, c.stakeholder, c.kind, c.theme, c.position or "neutral", c.statement, c.attribution or "named")
        for c in suggested.concerns
    ]
    standing = {row.at for row in rows}
    rows += (
        WordsRow(q.at, q.speaker, q.kind, "", "neutral", text[q.at.start : q.at.end], q.attribution or "named")
        for q in suggested.quotes
        if q.at not in standing
    )
    return tuple(rows)


def law_rows(suggested: Suggestions, known: Mapping[str, str] | None = None) -> tuple[LawRow, ...]:
    """Docket numbers and authorities. Nothing is picked.

    A docket number has the court that it has in the tracker (`known`), else that of the text where it names but one.
    """
    known = known or {}
    courts = list(dict.fromkeys(r.text for r in suggested.references if r.kind == "court"))
    court = courts[0] if len(courts) == 1 else ""
    rows = {
        (r.kind, r.text): LawRow(r.kind, r.text, known.get(r.text, court) if r.kind == "docket" else "", r.at)
        for r in suggested.references
        if r.kind != "court"
    }
    return tuple(rows.values())


# Of the rows that were picked


def citation(text: str, place: Place) -> CitationDraft:
    """The words at a place of the captured text."""
    return CitationDraft(source=THIS, quote=text[place.start : place.end], start=place.start)


def roles(rows: Iterable[PersonRow]) -> tuple[RoleDraft, ...]:
    """The parts of those picked."""
    return tuple(RoleDraft(role=r.role, stakeholder=r.name, kind=r.kind) for r in rows if r.picked)


def newcomers(people: Sequence[PersonRow], words: Iterable[WordsRow]) -> tuple[Stakeholder, ...]:
    """Those picked, and whose concerns were picked, with all that is known of them: who is in the tracker stays as
    they are there."""
    speaking = {row.who for row in words if row.picked and row.theme}
    return tuple(
        Stakeholder(name=r.name, kind=r.kind or "other", also_known_as="\n".join(r.also))
        for r in people
        if not r.known and r.name.strip() and (r.picked or r.name in speaking)
    )


def concerns(rows: Iterable[WordsRow], text: str) -> tuple[ConcernDraft, ...]:
    """The concerns picked, each with its words."""
    return tuple(
        ConcernDraft(
            stakeholder=r.who,
            kind=r.kind,
            theme=r.theme,
            position=r.position,
            statement=r.statement,
            attribution=r.attribution,
            citation=citation(text, r.at),
        )
        for r in rows
        if r.picked and r.theme
    )


def quotes(rows: Iterable[WordsRow], text: str) -> tuple[CitationDraft, ...]:
    """The words picked that are nobody's concern."""
    return tuple(citation(text, r.at) for r in rows if r.picked and not r.theme)


def dockets(rows: Iterable[LawRow]) -> tuple[DocketDraft, ...]:
    """The docket numbers picked."""
    return tuple(DocketDraft(docket_number=r.text, court=r.court) for r in rows if r.picked and r.kind == "docket")


def authorities(rows: Iterable[LawRow]) -> tuple[AuthorityDraft, ...]:
    """The authorities picked."""
    return tuple(AuthorityDraft(citation=r.text, kind=r.kind) for r in rows if r.picked and r.kind != "docket")
