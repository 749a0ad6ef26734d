"""Take what an article suggests as it stands, without a window: the event with the parts that are wanted.

The rows are those that the window offers to pick from, with the same parts, courts and words. What a record cannot be
made of is left out, and said: a view that nobody holds or that has no theme, a docket number whose court nothing tells.
So is who is only named: the text gives them no part in the event, and the window would not pick them either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tracker.errors import RecordError
from tracker.operations import picking
from tracker.operations.annotate import ConcernDraft
from tracker.operations.article_reading import Reading
from tracker.operations.involve import AuthorityDraft
from tracker.operations.log import EventDraft, RoleDraft
from tracker.operations.picking import DateRow, LawRow, PersonRow, WordsRow
from tracker.records import Stakeholder


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


def accept(read: Reading, parts: Sequence[str], given: Given) -> Accepted:
    """The suggested event with those of its "dates", "stakeholders", "concerns" and "references" that `parts` names.
    RecordError if it has no title or no type."""
    found, text = read.suggestions, read.source.text
    title, kind = given.title or found.title, given.type or found.type
    if not title.strip():
        raise RecordError("The text does not say what happened in one line. Give the event a title.", "title")
    if not kind:
        raise RecordError("The text does not say what type of event it is. Give its type.", "type")
    left_out: list[str] = []
    date, row = _date(picking.date_rows(found), given, "dates" in parts)
    given_part = {role.stakeholder for role in given.roles}
    people = picking.person_rows(found)
    with_part = {row.name for row in people if row.picked} | {who.name for who in found.stakeholders if who.role}
    with_part = with_part - given_part if "stakeholders" in parts else set()
    if "stakeholders" in parts:
        left_out += (_no_part(row) for row in people if row.name not in with_part | given_part)
    roles = picking.roles(replace(row, picked=row.name in with_part) for row in people)
    held = picking.words_rows(replace(found, quotes=()), text)
    words = tuple(_somebody_s(held, left_out)) if "concerns" in parts else ()
    law = tuple(_placed(picking.law_rows(found, read.courts), left_out)) if "references" in parts else ()
    event = EventDraft(
        title=title,
        type=kind,
        date=date,
        date_basis=row.basis if row is not None else "",
        citations=(picking.citation(text, row.sentence),) if row is not None else (),
        roles=(*given.roles, *roles),
        dockets=picking.dockets(law),
    )
    return Accepted(
        event,
        picking.concerns(words, text),
        picking.newcomers([replace(row, picked=row.name in with_part | given_part) for row in people], words),
        picking.authorities(law),
        tuple(left_out),
    )


def _date(rows: Sequence[DateRow], given: Given, wanted: bool) -> tuple[str, DateRow | None]:
    """The day of the event, and the row with the sentence that says so."""
    if given.date:
        return given.date, next((row for row in rows if row.date == given.date), None)
    return (rows[0].date, rows[0]) if wanted and rows else ("", None)


def _no_part(row: PersonRow) -> str:
    return (
        f"{row.name} is named, and the text gives no part in the event. Give one, such as “{row.role}={row.name}”, if "
        "they have it."
    )


def _somebody_s(rows: Iterable[WordsRow], left_out: list[str]) -> Iterable[WordsRow]:
    """What somebody holds of the event, under a theme, picked."""
    for row in rows:
        if row.who and row.theme:
            yield replace(row, picked=True)
        else:
            why = "has no theme" if row.who else "is nobody's by the text"
            left_out.append(f"“{_short(row.statement)}” {why}.")


def _placed(rows: Iterable[LawRow], left_out: list[str]) -> Iterable[LawRow]:
    """The law, picked; a docket number where its court is known."""
    for row in rows:
        if row.kind == "docket" and not row.court:
            left_out.append(f"{row.text} is a docket number, and the text does not say of which court.")
        else:
            yield replace(row, picked=True)


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"
