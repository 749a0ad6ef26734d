"""Who does what a verb says: the subject before it, or after it (“said Jane Roe”)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from tracker.capture.cast import Cast, Mention
from tracker.capture.meant import Meant, Speaker, is_common, speaker_of
from tracker.capture.phrases import Hits, Phrases
from tracker.capture.rules import Rules
from tracker.capture.sentences import Laid, is_capital, without_titles

_COMMA = re.compile(r"\.?\)?(?: \([^()]{1,24}\))?,")  # “John Doe Jr., ...”, “Jane Roe (D-Calif.), ...”
_AMONG = re.compile(
    r"\b(?:including|such as|led by|joined by|unlike) (?:the )?$"
)  # those named after it are no subject
_WHO = re.compile(r", (?:who|whose)\b(?![^.]*?, (?:and|but) )")
_AND = re.compile(r",? (?:and|&) (?:[\w.’'-]+ ){0,4}")
_JOINED = re.compile(rf"(?:,[^.;:“”\"]{{1,90}})?{_AND.pattern}")
_LISTED = re.compile(r", (?:[\w.’'-]+ ){0,4}")
_AND_LATER = re.compile(rf",[^;:“”\"]{{1,120}}{_AND.pattern}")
_ENDS = re.compile(r"\s*(?:\([^()]{1,24}\))?\s*(?:[.,;”\"—–]|$|(?:in|at|on|of|from|for|who)\b)")
_NOT_SUBJECT = re.compile(r"[’']s\b| (?:administration|campaign|team|camp|party|government|transition)\b")
_LOCAL = frozenset(("city", "county", "school", "police", "fire", "local", "state", "town", "sheriff"))
_BEING = frozenset(("be", "been", "being", "was", "were", "is", "are"))
_NEAR = 220  # characters in which the subject of a verb is looked for
_CLAUSE = frozenset((
    "that", "which", "of", "in", "on", "to", "for", "is", "was", "are", "were", "will", "would", "has", "have",
))  # fmt: skip
_PEOPLE_END_SO = (
    "er", "ers", "or", "ors", "ist", "ists", "ant", "ants", "ent", "ents", "man", "men", "woman", "women",
    "ian", "ians", "person", "people", "parent", "parents", "mother", "father", "neighbour", "neighbor",
    "resident", "residents", "worker", "workers",
)  # fmt: skip
_NOT_PEOPLE = frozenset((
    "agreement", "statement", "amendment", "document", "government", "number", "letter", "matter", "paper",
    "order", "power", "settlement", "department", "argument", "judgment", "committee", "measure", "other",
    "another", "either", "whether",
))  # fmt: skip
_PRONOUNS = frozenset(("he", "she", "they", "it", "who", "we", "i", "you"))


class Speakers:
    """Looks for subjects in one text."""

    def __init__(self, laid: Laid, rules: Rules, cast: Cast) -> None:
        self.laid, self.cast = laid, cast
        self.verbs, self.according = (
            Hits(laid, _spoken(rules, "verbs"), small=True),
            Hits(laid, _spoken(rules, "according")),
        )
        self.leads = frozenset(rules.speech.get("leads", ()))
        self.antecedents = Meant(laid, cast)
        self.not_names = frozenset(rules.people.get("not_names", ()))
        self.documents = frozenset(rules.people.get("documents", ()))

    def is_passive(self, start: int, end: int) -> bool:
        """Whether a verb is done to those before it: “records held by the agency”, “she was asked”."""
        text = self.laid.text
        if text[end : end + 4] == " by ":
            return True
        before = text[max(0, start - 6) : start].split()
        return (
            bool(before) and before[-1].lower() in _BEING and text[start:end].endswith(("ed", "held", "found", "told"))
        )

    def before(self, verb: int, begin: int) -> Speaker | None:
        """The subject of a verb that begins at the place `verb`, in the clause that begins at `begin`."""
        text, laid = self.laid.text, self.laid
        begin = max(begin, verb - _NEAR)
        if text[verb : verb + 20].split(" ")[0].rstrip(",:").endswith("ing"):
            return self._first(begin, verb)
        first, last = laid.word_range(begin, verb)
        words = laid.words
        while last > first and (words[last - 1].key in self.leads or words[last - 1].key.endswith("ly")):
            last -= 1
        which = any(word.key == "which" for word in words[last : laid.word_range(begin, verb)[1]])
        last = self._before_brackets(first, last, verb)
        after_comma = last > first and words[last - 1].text == ","
        if last > first and words[last - 1].key in ("we", "i"):
            return self.antecedents.signer(verb)
        if last > first and words[last - 1].key in _PRONOUNS and words[last - 1].key not in ("who", "we", "i", "you"):
            return self._of_pronoun(first, last - 1, begin)
        if first < last and words[first].key in ("we", "i") and not self.cast.between(begin, verb):
            return self.antecedents.signer(verb)
        end = words[last - 1].end if last > first else verb
        mentions = [
            m
            for m in self.cast.between(begin, end)
            if m.end <= end and not _AMONG.search(text, max(0, m.start - 20), m.start)
        ]
        if after_comma:
            # Not whom the clause is about that tells who somebody is: “Jane Roe, who represents the workers, said”.
            mentions = [m for m in mentions if not _WHO.search(text, begin, m.start)]
            # “Jane Roe, who leads the group, said”: she is whom a comma follows.
            followed = [m for m in mentions if _COMMA.match(text, m.end)]
            if which:  # “Jane Roe, a lawyer for the union, which opposes it”: the union does
                return speaker_of(followed[-1]) if followed else None
            if words[first].key == "the" and first + 1 < last and words[first + 1].key in self.documents:
                return self._maker(words[first].start, verb)
            people = [m for m in followed if m.who.sort == "person"]
            if followed:
                return self._together(people[0] if people else self._person_first(followed[0], mentions), mentions)
        beside = mentions[-1] if mentions else None
        if beside and not text[beside.end : end].strip(" \n’s'()") and not after_comma:
            return self._together(self._chief(beside, mentions), mentions)
        return self.meant(first, last) or (self._loose(mentions, end) if not after_comma else None)

    def _of_pronoun(self, first: int, number: int, begin: int) -> Speaker | None:
        """Who a pronoun before a verb is: in “Jane Roe said that she fears” the one who said it."""
        words = self.laid.words
        said = number - 1 - (number > first and words[number - 1].key == "that")
        if said >= first and self.verbs.at(words[said].start):
            return self.before(words[said].start, begin)
        return self.antecedents.pronoun(words[number].key, words[number].start)

    def _before_brackets(self, first: int, last: int, verb: int) -> int:
        """The number of the first word after those that stand before a bracket: “Jane Roe (R-Mo.) said”."""
        words, text = self.laid.words, self.laid.text
        if last <= first or not text[words[last - 1].end : verb].lstrip(". ").startswith(")"):
            return last
        opened = text.rfind("(", words[first].start, words[last - 1].end)
        return self.laid.word_range(words[first].start, opened)[1] if opened > 0 else last

    def _first(self, begin: int, verb: int) -> Speaker | None:
        """The subject of “..., saying that”: the one with whom its sentence begins."""
        first, last = self.laid.word_range(begin, verb)
        lead = "".join(word.text for word in self.laid.words[first : first + 1])
        if first < last and lead.lower() in ("he", "she", "they"):
            return self.antecedents.pronoun(lead.lower(), self.laid.words[first].start)
        found = self.cast.between(begin, min(begin + 60, verb))
        if found and (_NOT_SUBJECT.match(self.laid.text, found[0].end) or ", which" in self.laid.text[begin:verb]):
            return None
        lead = self.laid.text[begin : found[0].start] if found else ""
        if found and not re.search(r"[,;:“”\"]|\b(?:of|for|by|from|in|on|against|that)\b", lead):
            return speaker_of(self._person_first(found[0], found))
        return None

    def _maker(self, begin: int, end: int) -> Speaker | None:
        """Of “the lawsuit, filed Monday by Jane Roe, argues” Jane Roe."""
        by = re.search(r"\b(?:by|from) ", self.laid.text[begin:end])
        found = self.cast.between(begin + by.end(), end) if by else []
        return speaker_of(found[0]) if found and by and found[0].start - begin - by.end() < 8 else None

    def _loose(self, mentions: list[Mention], end: int) -> Speaker | None:
        """The one named in a clause, if words between them and the verb do not speak of another subject."""
        if not mentions:
            return None
        chief = mentions[-1]
        between = without_titles(self.laid.text[chief.end : end])
        if len(between) > 60 or re.search(
            r"[.;:!?“”\"]|\b(?:that|which|would|will|because|when|while|\w+ing)\b", between
        ):
            return None
        return (
            speaker_of(self._chief(chief, mentions))
            if re.match(r"\s*(?:,|\(|in|on|at|of|for|from|and)", between)
            else None
        )

    def _chief(self, beside: Mention, mentions: list[Mention]) -> Mention:
        """Of “Jane Roe of the IRS said”, Jane Roe."""
        for mention in reversed(mentions):
            if mention.end <= beside.start:
                between = self.laid.text[mention.end : beside.start]
                if re.fullmatch(r"(?:,? [\w’' -]{0,40})? ?\b(?:of|at|for|with|from) (?:the )?", between):
                    return mention
                return beside
        return beside

    def _together(self, chosen: Mention, mentions: list[Mention]) -> Speaker:
        """The subject of a verb, with those who are named before it as subjects too: “the IRS and the FBI said”."""
        others: list[Mention] = []
        for mention in reversed([m for m in mentions if m.end <= chosen.start and m.who is not chosen.who]):
            # “X, Y and Z”: an “and” before the last, commas before those.
            form = _LISTED if others else _JOINED
            if not form.fullmatch(self.laid.text[mention.end : (others or [chosen])[-1].start]):
                break
            others.append(mention)
        for mention in mentions:
            # “Jane Roe, of Ohio, and John Doe, of Maine, said”
            is_other = mention.who is not chosen.who and mention.who.sort == chosen.who.sort
            between = self.laid.text[chosen.end : mention.start]
            if is_other and _AND_LATER.fullmatch(between) and _COMMA.match(self.laid.text, mention.end):
                others.append(mention)
        who = speaker_of(chosen)
        return replace(who, together=tuple(map(speaker_of, reversed(others)))) if others else who

    def _person_first(self, mention: Mention, mentions: list[Mention]) -> Mention:
        """Of “IRS Commissioner Jane Roe, ... said” the person, not the agency."""
        return next(
            (m for m in mentions if m.start > mention.end and m.start - mention.end < 3 and m.who.sort == "person"),
            mention,
        )

    def after(self, verb_end: int, end: int) -> Speaker | None:
        """The subject that follows a verb: “said Jane Roe, director of ...”."""
        text, laid = self.laid.text, self.laid
        first, last = laid.word_range(verb_end, min(end, verb_end + _NEAR))
        words = laid.words
        if first >= last:
            return None
        if words[first].key in _PRONOUNS:
            return (
                self.antecedents.pronoun(words[first].key, words[first].start)
                if words[first].key in ("he", "she", "they", "it")
                else None
            )
        mentions = self.cast.between(verb_end, min(end, verb_end + 90))
        if mentions:
            lead = without_titles(text[verb_end : mentions[0].start])
            if (
                "," not in lead
                and len(lead) < 60
                and not re.search(
                    r"[.;:“”\"]|\b(?:that|to|of|in|on|for|outside|inside|at|near|by|from|about|over)\b", lead
                )
            ):
                chosen = mentions[0]
                for mention in mentions[1:3]:  # “said IRS Commissioner Billy Long”, “said Public Citizen’s Jane Roe”
                    gap = text[chosen.end : mention.start]
                    if (
                        mention.who.sort == "person"
                        and chosen.who.sort != "person"
                        and re.fullmatch(r"(?:[’']s)?(?: [\w.-]+){0,4} ", gap)
                    ):
                        chosen = mention
                return self._with_next(chosen, end)
        stop = next((n for n in range(first, last) if words[n].text == ","), last)
        return self.meant(first, stop)

    def _with_next(self, chosen: Mention, end: int) -> Speaker:
        """Who follows a verb, with another beside them: “said Jane Roe and John Doe”."""
        text = self.laid.text
        following = [m for m in self.cast.between(chosen.end, min(end, chosen.end + 120)) if m.who is not chosen.who]
        who = speaker_of(chosen)
        if not following or not _AND.fullmatch(text[chosen.end : following[0].start]):
            return who
        if not _ENDS.match(text, following[0].end):
            return who  # “said Jane Roe and the court agreed”
        return replace(who, together=(speaker_of(following[0]),))

    def meant(self, first: int, last: int) -> Speaker | None:
        """Who is meant by the words numbered `first` to `last`: a noun such as “the agency”, or their own words."""
        words, text = self.laid.words, self.laid.text
        while first < last and (words[first].text == "," or words[first].key in ("but", "and", "so", "yet", "as")):
            first += 1
        comma = next((n for n in range(last - 1, first - 1, -1) if words[n].text == ","), -1)
        first = max(first, comma + 1)
        while last > first and words[last - 1].key in self.leads:
            last -= 1
        if not 0 < last - first <= 6:
            return None
        start, end = words[first].start, words[last - 1].end
        noun = words[last - 1].key
        lead = words[first].key
        if lead in ("the", "that", "this", "its", "their"):
            if noun in self.documents:
                return self.antecedents.author(start, noun)
            found = self.antecedents.of_kind(start, noun)
            if found and self._may_go_by(found, first + 1, last - 1):
                return found
        if lead == "our" and last - first == 2:
            return self.antecedents.ours(start, noun)
        phrase = " ".join(text[start:end].split())
        if all(is_capital(word.text) and not word.text.isupper() for word in words[first:last]) and last - first <= 3:
            known = words[first].text in self.not_names or self.cast.covering(start, end) is not None
            known = known or (last - first == 1 and is_common(noun))  # “Union condemns plan”
            return None if known else Speaker(phrase, "named", "other")
        if (
            lead in ("the", "a", "an", "one", "another", "some", "several", "many", "two", "three")
            and 2 <= last - first <= 5
        ):
            plain = all(word.text.isalpha() for word in words[first:last])
            if (
                plain
                and noun not in self.documents
                and not _CLAUSE & {word.key for word in words[first:last]}
                and _is_people(noun)
            ):
                return Speaker(phrase, "anonymous group", "other")
        return None

    def _may_go_by(self, found: Speaker, first: int, last: int) -> bool:
        """Whether somebody may be called by the words between “the” and a noun: the FCC is no “Dallas police
        department”, but may be the “federal agency”."""
        if found.who is None or found.who.sort != "organisation":
            return True
        name = found.name.casefold()
        return all(
            word.key in name or not (is_capital(word.text) or word.key in _LOCAL)
            for word in self.laid.words[first:last]
        )

    def accorded(self, start: int, end: int) -> Speaker | None:
        """Who is named by “according to ...” in a stretch."""
        for hit in self.according.between(start, end):
            found = self.cast.between(hit.end, min(end, hit.end + 80))
            if found and "," not in self.laid.text[hit.end : found[0].start]:
                chosen = found[0]
                for mention in found[1:2]:
                    if (
                        mention.who.sort == "person"
                        and mention.start - chosen.end < 30
                        and "," not in self.laid.text[chosen.end : mention.start]
                    ):
                        chosen = mention
                return speaker_of(chosen)
            begin, stop = self.laid.word_range(hit.end, min(end, hit.end + 60))
            comma = next((n for n in range(begin, stop) if self.laid.words[n].text == ","), stop)
            return self.meant(begin, comma)
        return None


@lru_cache(maxsize=4)
def _spoken(rules: Rules, key: str) -> Phrases[str]:
    return Phrases.of((words, words) for words in rules.speech.get(key, ()))


def _is_people(noun: str) -> bool:
    """Whether a noun can be one for people; only by its look, as no list has them all."""
    return noun.endswith(_PEOPLE_END_SO) and noun not in _NOT_PEOPLE
