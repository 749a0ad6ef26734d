"""What a text suggests: events, people, quotes, concerns, references, each with its place in the text.

Places are characters of the text (Python's, not UTF-16), `start` included and `end` not, so that `text[start:end]` is
what was found. Everything is there to be accepted, mended or dropped; nothing is saved unasked.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.records import Id


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SuggestedDate:
    """A date and the sentence it stands in. `date` is EDTF; of relative words it is worked out from the article's date,
    and `how` says so (“Monday before 2025-04-08”). `basis` is a term of `date_basis` or ''."""

    date: str
    at: Place
    sentence: Place
    how: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class SuggestedStakeholder:
    """Somebody named. `known` is the stakeholder of the tracker that is meant, 0 if there is none of that name;
    `also_known_as` are other names the text itself gives (an acronym in brackets). `role` is a term or ''."""

    name: str
    kind: str
    known: Id = 0
    role: str = ""
    also_known_as: tuple[str, ...] = ()
    at: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class SuggestedQuote:
    """Quoted speech: `at` is what stands between the marks, and `speaker` who says it ('' where the text does not
    say), as a stakeholder's name where that is known, else in the text's own words. `attribution` as in concerns."""

    at: Place
    speaker: str = ""
    attribution: str = "named"
    kind: str = ""


@dataclass(frozen=True, slots=True)
class SuggestedConcern:
    """Something that somebody holds of the event. `at` are the words that show it, exactly as they stand."""

    stakeholder: str
    kind: str
    theme: str
    position: str
    statement: str
    attribution: str
    at: Place


@dataclass(frozen=True, slots=True)
class SuggestedReference:
    """A docket number, a court, a statute, regulation or order. `kind`: `docket`, `court` or one of `authority_kind`;
    `text` in its usual form (`26 U.S.C. § 6103(i)(2)`)."""

    kind: str
    text: str
    at: Place


@dataclass(frozen=True, slots=True)
class Suggestions:
    """All that a text suggests; the likeliest of each first. `type` is an event type or ''."""

    title: str = ""
    type: str = ""
    dates: tuple[SuggestedDate, ...] = ()
    stakeholders: tuple[SuggestedStakeholder, ...] = ()
    quotes: tuple[SuggestedQuote, ...] = ()
    concerns: tuple[SuggestedConcern, ...] = ()
    references: tuple[SuggestedReference, ...] = ()
