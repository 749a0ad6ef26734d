"""What the steps that look for names share: the text, whom they found so far, and which words can be of a name."""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.capture.cast import Cast, Somebody
from tracker.capture.phrases import Phrases
from tracker.capture.rules import Rules
from tracker.capture.sentences import Check, Laid, is_capital, without_titles

SOFT = frozenset(
    ("American", "Federal", "United", "States", "New", "York", "Washington", "America", "First", "Second", "Third")
)
"""Words that are no name alone, but may begin a longer one."""
MEMBERS = {"agency": "officials", "court": "court"}
"""Kind of organisation -> kind of those who speak for it, where that is another."""
_PARTICLES = frozenset(("de", "la", "van", "von", "der", "del", "di", "bin", "al", "le", "du", "st"))


class Names:
    """One reading of a text, step by step: each step takes places that those before left free.

    `undecided`: capitalised names that nothing explains so far, with the numbers of their words; `ending`: the same by
    their first and last words; `defined`: the acronyms that brackets give them. `surname_of`: who is meant by a
    surname, where it is not the last word of the name.
    """

    def __init__(self, laid: Laid, rules: Rules, cast: Cast, check: Check) -> None:
        self.laid, self.rules, self.cast, self.check = laid, rules, cast, check
        self.not_names = frozenset(rules.people.get("not_names", ()))
        self.titles = _titles(rules)
        self.places = frozenset(rules.people.get("places", ()))
        self.last_of_places = frozenset(place.split()[-1] for place in self.places)
        self.not_organisations = frozenset(rules.people.get("not_organisations", ()))
        self.head = {word: kind for kind, words in rules.organisation_words.items() for word in words}
        self.nouns = frozenset(noun for nouns in rules.groups.values() for noun in nouns)
        self.speech = frozenset(verb for verb in rules.speech.get("verbs", ()) if " " not in verb)
        self.in_headings: frozenset[int] = frozenset(
            number
            for paragraph in laid.paragraphs
            if laid.is_heading(paragraph)
            for number in range(*laid.word_range(paragraph.start, paragraph.end))
        )
        self.undecided: dict[str, list[tuple[int, int]]] = {}
        self.doing = self.speech | {
            word for forms in (*rules.positions.values(), rules.roles) for word in forms if " " not in word
        }
        self.defined: dict[str, str] = {}
        self.ending: dict[str, list[str]] = {}
        self.surname_of: dict[str, Somebody] = {}
        self.first_words = {laid.word_range(s.start, s.end)[0] for s in laid.sentences}

    def is_name_word(self, number: int) -> bool:
        words = self.laid.words
        if number >= len(words):
            return False
        word = words[number]
        if number in self.in_headings:
            return False
        if word.text in SOFT:
            return number + 1 < len(words) and self.laid.joined(number) and self.is_name_word(number + 1)
        return is_capital(word.text) and word.text not in self.not_names and not word.text.isdigit()

    def phrase(self, first: int, last: int) -> str:
        words = self.laid.words
        return " ".join(self.laid.text[words[first].start : words[last - 1].end].split())

    def is_persons_word(self, number: int) -> bool:
        """Whether a word may be part of a person's name: not an acronym, nor a word of an organisation or a verb."""
        if not self.is_name_word(number):
            return False
        word = self.laid.words[number]
        return (
            word.text not in self.head
            and word.key not in self.speech
            and not (word.text.isupper() and len(word.text) > 2)
        )

    def person_end(self, first: int) -> int:
        """The number of the first word after a person's name that begins at the word `first`; itself if none does."""
        words = self.laid.words
        last = first
        while last < len(words) and last - first < 5 and (last == first or self.laid.joined(last - 1)):
            word = words[last]
            gap = self.laid.text[words[last - 1].end : word.start] if last > first else ""
            if word.text in ("s", "S") and gap in ("’", "'"):
                break
            inner = last > first and (
                gap == "-"  # “Jae-myung”
                or (len(word.text) == 1 and word.text.isupper())  # “William A. Fletcher”
                or (word.key in _PARTICLES and self.is_name_word(last + 1))
            )
            if not inner and not self.is_persons_word(last):
                break
            last += 1
        return last

    def kind_beside(self, start: int, end: int, kind: str) -> str:
        """The kind of the organisation a person is named with, where their title does not tell it."""
        if kind not in ("other", "officials", ""):
            return kind
        near = [
            m for m in self.cast.between(max(0, start - 60), start) if self.laid.text[m.end : start].count(",") == 0
        ]
        near += self.cast.between(end, end + 80)[:1]
        sentence = self.laid.sentence_at(start)
        for mention in near:
            if mention.who.sort == "organisation" and sentence.start <= mention.start < sentence.end:
                of = without_titles(self.laid.text[min(end, mention.end) : max(start, mention.start)])
                if len(of) < 50 and not re.search(r"[.;:“”\"]|\b(?:said|told|against|sued)\b", of):
                    return MEMBERS.get(mention.who.kind, mention.who.kind)
        return kind or "other"


@lru_cache(maxsize=2)
def _titles(rules: Rules) -> Phrases[str]:
    return Phrases.of((word, kind) for kind, words in rules.titles.items() for word in words)
