"""Take what a text suggests as it stands, without a window: the event with the parts that are wanted.

What a record cannot be made of is left out, and said: a view that nobody holds or that has no theme, somebody who has
no part in the event, a docket number whose court nothing tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.capture.suggested import Place, SuggestedStakeholder, Suggestions
from tracker.errors import RecordError
from tracker.operations.annotate import ConcernDraft
from tracker.operations.capturing import THIS
from tracker.operations.involve import AuthorityDraft
from tracker.operations.log import CitationDraft, DocketDraft, EventDraft, RoleDraft
from tracker.records import Proceeding, Stakeholder
from tracker.store import Store

PARTS = ("dates", "stakeholders", "concerns", "references")


@dataclass(frozen=True, slots=True)
class Accepted:
    """The drafts made of suggestions, for a CaptureDraft, and in words what was left out."""

    event: EventDraft
    concerns: tuple[ConcernDraft, ...] = ()
    stakeholders: tuple[Stakeholder, ...] = ()
    authorities: tuple[AuthorityDraft, ...] = ()
    left_out: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody says of the event, which goes before what is suggested."""

    title: str = ""
    type: str = ""
    date: str = ""
    roles: tuple[RoleDraft, ...] = ()


def accept(store: Store, text: str, found: Suggestions, parts: Sequence[str], given: Given) -> Accepted:
    """The suggested event with those of `PARTS` that are wanted. RecordError if it has no title or no type."""
    title, kind = given.title or found.title, given.type or found.type
    if not title.strip():
        raise RecordError("The text does not say what happened in one line. Give the event a title.", "title")
    if not kind:
        raise RecordError("The text does not say what type of event it is. Give its type.", "type")
    left_out: list[str] = []
    date, basis, cited = _date(text, found, given, "dates" in parts)
    roles = _roles(found, given, "stakeholders" in parts, left_out)
    concerns = _concerns(text, found, left_out) if "concerns" in parts else ()
    dockets, authorities = _law(store, found, left_out) if "references" in parts else ((), ())
    event = EventDraft(
        title=title, type=kind, date=date, date_basis=basis, citations=cited, roles=roles, dockets=dockets
    )
    names = {role.stakeholder for role in roles} | {concern.stakeholder for concern in concerns}
    newcomers = tuple(_newcomer(s) for s in found.stakeholders if not s.known and s.name in names)
    return Accepted(event, concerns, newcomers, authorities, tuple(left_out))


def _citation(text: str, at: Place) -> CitationDraft:
    return CitationDraft(source=THIS, quote=text[at.start : at.end], start=at.start)


def _date(text: str, found: Suggestions, given: Given, wanted: bool) -> tuple[str, str, tuple[CitationDraft, ...]]:
    """The day of the event, of what it is the day, and the sentence that says so."""
    suggested = [each for each in found.dates if each.date]
    if given.date:
        same = [each for each in suggested if each.date == given.date]
        return given.date, same[0].basis if same else "", tuple(_citation(text, each.sentence) for each in same[:1])
    if not wanted or not suggested:
        return "", "", ()
    return suggested[0].date, suggested[0].basis, (_citation(text, suggested[0].sentence),)


def _roles(found: Suggestions, given: Given, wanted: bool, left_out: list[str]) -> tuple[RoleDraft, ...]:
    out = list(given.roles)
    named = {role.stakeholder for role in out}
    for each in found.stakeholders if wanted else ():
        if each.name in named:
            continue
        if each.role:
            out.append(RoleDraft(role=each.role, stakeholder=each.name, kind=each.kind))
        else:
            left_out.append(f"{each.name} is named, and the text gives no part in the event.")
    return tuple(out)


def _concerns(text: str, found: Suggestions, left_out: list[str]) -> tuple[ConcernDraft, ...]:
    out = []
    for each in found.concerns:
        if each.stakeholder and each.theme:
            out.append(
                ConcernDraft(
                    stakeholder=each.stakeholder,
                    kind=each.kind,
                    theme=each.theme,
                    position=each.position,
                    statement=each.statement,
                    attribution=each.attribution,
                    citation=_citation(text, each.at),
                )
            )
        else:
            why = "has no theme" if each.stakeholder else "is nobody's by the text"
            left_out.append(f"“{_short(each.statement)}” {why}.")
    return tuple(out)


def _law(
    store: Store, found: Suggestions, left_out: list[str]
) -> tuple[tuple[DocketDraft, ...], tuple[AuthorityDraft, ...]]:
    """Proceedings by their docket numbers, of the tracker or of the one court the text names, and authorities."""
    courts = [each.text for each in found.references if each.kind == "court"]
    known = {proceeding.docket_number: proceeding.court for proceeding in store.where(Proceeding)}
    dockets, authorities = [], []
    for each in found.references:
        if each.kind == "docket":
            court = known.get(each.text) or (courts[0] if len(courts) == 1 else "")
            if court:
                dockets.append(DocketDraft(docket_number=each.text, court=court))
            else:
                left_out.append(f"{each.text} is a docket number, and the text does not say of which court.")
        elif each.kind != "court":
            authorities.append(AuthorityDraft(citation=each.text, kind=each.kind))
    return tuple(dockets), tuple(authorities)


def _newcomer(each: SuggestedStakeholder) -> Stakeholder:
    return Stakeholder(name=each.name, kind=each.kind or "other", also_known_as="\n".join(each.also_known_as))


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"
