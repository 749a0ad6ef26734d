"""From a text to suggestions: dates, people, quotes with their speakers, concerns, references, a type of event.

Rules and word lists, no models: what is suggested can be traced to a line of `resources/capture/` or of the user's own
files. Pure: no store, no network. Nothing here is saved; people accept, mend or drop each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker import vocabulary
from tracker.capture.cast import Cast, Somebody
from tracker.capture.concerns_in import concerns_in
from tracker.capture.dates_in import dates_in
from tracker.capture.event_type import event_type
from tracker.capture.parts_in import part_in
from tracker.capture.people_in import people_in, ranked
from tracker.capture.quotes_in import quotes_in
from tracker.capture.references_in import references_in
from tracker.capture.rules import Rules, rules
from tracker.capture.sentences import Check, Laid
from tracker.capture.speakers import Speakers
from tracker.capture.suggested import SuggestedConcern, SuggestedQuote, SuggestedStakeholder, Suggestions
from tracker.records import Stakeholder

_NO_TITLES = (
    "for immediate release",
    "press release",
    "news release",
    "breaking news",
    "breaking",
    "news",
    "statement",
)
_DAY = re.compile(r"(?:[A-Z][a-z]+day, )?[A-Z][a-z]{2,8}\.? [0-9]{1,2}, [0-9]{4}")
_TITLE = 200
"""Characters up to which a text's first line may be its title."""


def suggest(
    text: str,
    *,
    title: str = "",
    issued: str = "",
    known: Sequence[Stakeholder] = (),
    types: Sequence[str] = vocabulary.OPEN["event_type"],
    themes: Sequence[str] = vocabulary.OPEN["theme"],
    by: Rules | None = None,
    check: Check | None = None,
) -> Suggestions:
    """All that a text suggests. `issued` is the article's date as EDTF, '' if not known; relative dates need it.

    `known` are the tracker's stakeholders, `types` and `themes` its terms; `by` the rules, by default those shipped and
    the user's own. `check` is called now and then, and may raise CancelledError. FileError if a rule file is faulty.
    """
    by = by or rules()
    laid = Laid(text, check)
    title = title or _first_line(laid)
    cast = people_in(laid, by, known, check)
    speakers = Speakers(laid, by, cast)
    quotes = quotes_in(laid, speakers, check)
    part_in(laid, by, cast)
    concerns = concerns_in(laid, by, speakers, quotes, themes, check)
    _note_speakers(cast, quotes)
    return Suggestions(
        title=title,
        type=event_type(laid, title, by, types),
        dates=tuple(dates_in(laid, by, issued, check)),
        stakeholders=tuple(
            SuggestedStakeholder(who.name, who.kind, who.known, who.role, _other_names(who), tuple(who.at))
            for who in ranked(cast, title)
            if _stands_for_itself(who, concerns)
        ),
        quotes=tuple(quotes),
        concerns=tuple(concerns),
        references=tuple(references_in(laid, by, check)),
    )


def _other_names(who: Somebody) -> tuple[str, ...]:
    """Without a person's bare surname: kept with them, it would make everybody of that surname the same person in the
    articles that come after this one."""
    alone = set(who.name.split()) if who.sort == "person" and " " in who.name else set()
    return tuple(name for name in who.also if name not in alone)


def _stands_for_itself(who: Somebody, concerns: Sequence[SuggestedConcern]) -> bool:
    """Not “workers” in passing: a group with no organisation in its name counts where it says or holds something."""
    in_passing = who.sort == "group" and not who.known and (who.certain < 0.5 or who.kind == "affected community")
    return not in_passing or who.role != "" or any(concern.stakeholder == who.name for concern in concerns)


def _first_line(laid: Laid) -> str:
    """The first line that can be a title: not a date or such as “For immediate release”, nor a paragraph."""
    for paragraph in laid.paragraphs[:4]:
        words = " ".join(laid.text[paragraph.start : paragraph.end].split())
        if (
            len(words) > _TITLE
            or (len(words) > 100 and words.endswith("."))
            or words.startswith(("Dear ", "The Honorable "))
            or len(laid.paragraphs) < 2
        ):
            return ""
        if words.lower().strip(" .:!") not in _NO_TITLES and not _DAY.fullmatch(words):
            return words
    return ""


def _note_speakers(cast: Cast, quotes: Sequence[SuggestedQuote]) -> None:
    """Who is quoted and has no other part in the event is a speaker."""
    for quote in quotes:
        who = cast.called(quote.speaker) if quote.speaker else None
        if who is not None and not who.role:
            who.role = "speaker"
