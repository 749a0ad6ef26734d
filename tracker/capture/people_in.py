"""The organisations, people and unnamed groups of a text. Precision before recall: a name is taken where the text says
what it is (a title, a word such as Coalition, an acronym in brackets, somebody who speaks), or the tracker or a list
knows it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tracker.capture.cast import Cast, Somebody, folded
from tracker.capture.groups_in import groups
from tracker.capture.names import Names
from tracker.capture.organisations_in import listed, organisations, repeated
from tracker.capture.persons_in import in_full, signed, speakers, surnames, titled
from tracker.capture.rules import Rules
from tracker.capture.sentences import Check, Laid
from tracker.records import Stakeholder

_STEPS = (listed, organisations, signed, titled, speakers, in_full, surnames, repeated, groups)


def people_in(laid: Laid, rules: Rules, known: Sequence[Stakeholder] = (), check: Check | None = None) -> Cast:
    """Everybody a text names, each with their places; `known` are the tracker's stakeholders."""
    names = Names(laid, rules, Cast(known), check or (lambda: None))
    for step in _STEPS:
        step(names)
        names.check()
    return names.cast


def ranked(cast: Cast, title: str) -> list[Somebody]:
    """Everybody, the likeliest to matter first: those of the title, those known, those named often and early."""
    plain = folded(title)
    count = Counter({id(person): len(person.at) for person in cast.people})

    def weight(person: Somebody) -> tuple[float, int]:
        in_title = (
            any(folded(name) in plain for name in (person.name, *person.also) if len(name) > 2) if plain else False
        )
        of_sort = {"organisation": 1.0, "person": 0.8, "group": 0.2}[person.sort]
        score = (
            2.0 * in_title
            + bool(person.known)
            + of_sort
            + person.certain
            + min(count[id(person)], 8) / 4
            + bool(person.role)
        )
        return -score, person.at[0].start if person.at else 0

    return sorted((person for person in cast.people if person.at), key=weight)
