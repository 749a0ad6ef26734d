"""The organisations, people and unnamed groups of a text. Precision before recall: a name is taken where the text says
what it is (a title, a word such as Coalition, an acronym in brackets, somebody who speaks), or the tracker or a list
knows it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from tracker.capture.cast import Cast, Mention, Somebody, Sort, folded, is_plural, singular
from tracker.capture.phrases import Hit, Phrases
from tracker.capture.references_in import YEAR_AFTER
from tracker.capture.rules import Rules
from tracker.capture.sentences import SIGNED, Check, Laid, Word, is_capital
from tracker.records import Stakeholder

_DEFINED = re.compile(r"\s{0,2}\(\s?(?:the\s)?[\"“‘']?([A-Z][A-Za-z0-9&.-]{1,11})[\"”’']?\s?\)")
_NOT_LAST = frozenset(("Act", "Code", "Order", "Rule", "Amendment", "Day", "Street", "Avenue", "Opinion", "Motion"))
_CONNECTORS = frozenset(("of", "for", "on", "the", "and", "&", "de"))
_PARTICLES = frozenset(("de", "la", "van", "von", "der", "del", "di", "bin", "al", "le", "du", "st"))
_SOFT = frozenset(
    ("American", "Federal", "United", "States", "New", "York", "Washington", "America", "First", "Second", "Third")
)
"""Words that are no name alone, but may begin a longer one."""
_PEOPLES = ("ists", "ians", "cans", "ites", "crats")  # “Islamists said”
_MEMBERS = {"agency": "officials", "court": "court"}


def people_in(laid: Laid, rules: Rules, known: Sequence[Stakeholder] = (), check: Check | None = None) -> Cast:
    """Everybody a text names, each with their places; `known` are the tracker's stakeholders."""
    cast = Cast(known)
    _Finding(laid, rules, cast, check or (lambda: None)).all()
    return cast


class _Finding:
    """One reading of a text, step by step: each step takes places that those before left free."""

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
        self.surname_of: dict[str, Somebody] = {}
        self.first_words = {laid.word_range(s.start, s.end)[0] for s in laid.sentences}

    def all(self) -> None:
        for step in (
            self.listed,
            self.organisations,
            self.signed,
            self.titled,
            self.speakers,
            self.surnames,
            self.repeated,
            self.groups,
        ):
            step()
            self.check()

    def listed(self) -> None:
        """Names that the tracker or a list knows."""
        known: Phrases[Somebody] = Phrases(names=True)
        for name, stakeholder in self.cast.known_names.items():
            for form in (stakeholder.name, *stakeholder.also_known_as.splitlines()):
                if folded(form) == name and not self._is_group(form):
                    known.add(_bare(form), self._known(stakeholder))
        # Where both know a name the longer one counts, else the tracker's.
        hits = sorted(
            (*known.find(self.laid), *_organisations(self.rules).find(self.laid)), key=lambda hit: hit.start - hit.end
        )
        for number, hit in enumerate(hits):
            if not number % 256:
                self.check()
            if self._is_part(hit):
                continue
            listed = hit.value
            who = self.cast.add(Somebody(listed.name, listed.kind, listed.sort, listed.known), listed.also)
            self._name(hit.start, hit.end, who)

    def _is_group(self, name: str) -> bool:
        """Whether a name is one of an unnamed group: it is looked for by its noun, lest “veteran” be left out."""
        last = name.split()[-1]
        return last in self.nouns or last.lower() in ("democrats", "republicans")

    def _known(self, stakeholder: Stakeholder) -> Somebody:
        names = [line.strip() for line in stakeholder.also_known_as.splitlines() if line.strip()]
        person = stakeholder.kind in ("officials", "court", "legislators", "other", "advocacy group", "scholars")
        is_person = person and any(self._is_persons(name) for name in (stakeholder.name, *names))
        sort: Sort = "person" if is_person else "organisation"
        return Somebody(stakeholder.name, stakeholder.kind, sort, stakeholder.id, also=names)

    def _is_persons(self, name: str) -> bool:
        words = name.split()
        return 2 <= len(words) <= 4 and all(is_capital(w) and w not in self.head and not w.isupper() for w in words)

    def _is_part(self, hit: Hit[Somebody]) -> bool:
        """Whether a listed name is only part of a longer one: of the Texas Department of Justice, of a Privacy Act."""
        words, laid = self.laid.words, self.laid
        if hit.last < len(words) and laid.joined(hit.last - 1) and words[hit.last].text in ("Act", "Code", "Building"):
            return True
        if laid.text[hit.start - 1 : hit.start] == "(" and YEAR_AFTER.match(laid.text, hit.end):
            return True  # the court of a case that is cited: “(D.C. Cir. 2023)”
        if hit.value.known or not hit.first or not laid.joined(hit.first - 1):
            return False
        before = words[hit.first - 1].text
        return before in self.last_of_places and hit.value.kind in ("agency", "court", "legislators")

    def _name(self, start: int, end: int, who: Somebody) -> None:
        """A mention, and the acronym that stands in brackets after it."""
        self.cast.mention(self.laid, start, end, who)
        defined = _DEFINED.match(self.laid.text, end)
        if defined is None or self.cast.covering(defined.start(1), defined.end(1)):
            return
        short = defined[1]
        taken = self.cast.called(short)
        if (taken is None or taken is who) and _stands_for(short, self.laid.text[start:end]):
            self.cast.add(who, [short])
            self.cast.mention(self.laid, defined.start(1), defined.end(1), who)

    def organisations(self) -> None:
        """Capitalised names with a word that only organisations bear, or an acronym in brackets after them; and those
        that stand in the text more than once."""
        words = self.laid.words
        shorts: Phrases[Somebody] = Phrases(names=True)
        undecided: dict[str, list[tuple[int, int]]] = {}
        at = 0
        while at < len(words):
            if not at % 512:
                self.check()
            if not self._is_name_word(at):
                at += 1
                continue
            last = self._name_end(at)
            first = self._name_begin(at, last)
            if first < last:
                first = self._organisation_begin(first, last)
                if not self._organisation(first, last, shorts) and 2 <= last - first <= 5:
                    name = self._words(first, last)
                    undecided.setdefault(name, []).append((first, last))
            at = max(last, at + 1)
        for hit in shorts.find(self.laid):
            self.cast.mention(self.laid, hit.start, hit.end, hit.value)
        self.undecided = {name: spans for name, spans in undecided.items() if self._may_be(name)}

    def _may_be(self, name: str) -> bool:
        """Whether a capitalised name that nothing else explains may be that of an organisation."""
        words = name.split()
        return name not in self.places and not any(
            w in self.places or w.isdigit() or w in ("Act", "Code") for w in words
        )

    def _words(self, first: int, last: int) -> str:
        words = self.laid.words
        return " ".join(self.laid.text[words[first].start : words[last - 1].end].split())

    def _organisation_begin(self, first: int, last: int) -> int:
        """Of “Jane Roe of the Clean Air Network” the organisation begins after “of the”."""
        words = self.laid.words
        for number in range(first + 2, last - 2):
            if words[number].key == "of" and words[number + 1].key == "the":
                left = any(word.text in self.head for word in words[first:number])
                right = any(word.text in self.head for word in words[number + 2 : last])
                if right and not left:
                    return number + 2
        return first

    def _organisation(self, first: int, last: int, shorts: Phrases[Somebody]) -> bool:
        """Take a capitalised name in, if it is an organisation's or somebody has it already."""
        words, text = self.laid.words, self.laid.text
        start, end = words[first].start, words[last - 1].end
        if self.cast.covering(start, end):
            return True
        name = self._words(first, last)
        kind = self._kind_of_name(words[first:last])
        defined = _DEFINED.match(text, end)
        is_defined = defined is not None and defined[1].isupper() and _stands_for(defined[1], name)
        if last - first < 2 or words[last - 1].text in _NOT_LAST or name in self.not_organisations:
            return True
        if (title := self.titles.at(self.laid, first)) and title.last >= last:
            return True
        if not kind and not is_defined:
            return False
        who = self.cast.add(Somebody(name, kind or "other", "organisation", certain=0.8))
        self._name(start, end, who)
        if is_defined and defined is not None:
            shorts.add(defined[1], who)
        return True

    def repeated(self) -> None:
        """Capitalised names that stand in the text more than once and are nobody's so far."""
        for name, spans in self.undecided.items():
            who: Somebody | None = None
            if len(spans) < 2:
                continue
            for first, last in spans:
                start, end = self.laid.words[first].start, self.laid.words[last - 1].end
                if not self.cast.covering(start, end):
                    who = who or self.cast.add(Somebody(name, "other", "organisation", certain=0.3))
                    self.cast.mention(self.laid, start, end, who)

    def _kind_of_name(self, words: Sequence[Word]) -> str:
        """By the last word before an “of” or “for”, else the first: “Center for Taxpayer Rights”, “Justice Department”.

        In the middle of a name such a word tells nothing, and after the “of” it is another's."""
        of = next((n for n, word in enumerate(words) if n and word.key in ("of", "for", "on")), len(words))
        return self.head.get(words[of - 1].text) or self.head.get(words[0].text if of < len(words) else "", "")

    def _is_name_word(self, number: int) -> bool:
        words = self.laid.words
        if number >= len(words):
            return False
        word = words[number]
        if number in self.in_headings:
            return False
        if word.text in _SOFT:
            return number + 1 < len(words) and self.laid.joined(number) and self._is_name_word(number + 1)
        return is_capital(word.text) and word.text not in self.not_names and not word.text.isdigit()

    def _name_end(self, first: int) -> int:
        """The number of the first word after a capitalised name that begins with the word `first`."""
        words = self.laid.words
        last, of = first + 1, False
        while last < len(words) and last - first < 14 and self.laid.joined(last - 1):
            word = words[last]
            gap = self.laid.text[words[last - 1].end : word.start]
            if gap in ("’", "'") and word.text in ("s", "S"):
                break
            if gap == "-" and not is_capital(word.text) and last - first < 3:
                last += 1  # “Lee Jae-myung”
                continue
            if is_capital(word.text) and (word.text not in self.not_names or word.text in _SOFT):
                last += 1
                continue
            after = last + 1
            if word.key in _CONNECTORS and (word.key not in ("and", "&") or of):
                if words[min(after, len(words) - 1)].key == "the" and self.laid.joined(last):
                    after += 1
                if self._is_name_word(after) and self.laid.joined(after - 1):
                    joins_two = word.key in ("and", "&") and self._heads_after(after)
                    if not joins_two:
                        of = of or word.key in ("of", "for", "on")
                        last = after + 1
                        continue
            break
        return last

    def _heads_after(self, number: int) -> bool:
        """Whether the capitalised words from here on name an organisation of their own."""
        words = self.laid.words
        while self._is_name_word(number):
            if words[number].text in self.head:
                return True
            if not self.laid.joined(number):
                return False
            number += 1
        return False

    def _name_begin(self, first: int, last: int) -> int:
        """Past words that lead into a name but do not belong to it."""
        words = self.laid.words
        while first < last and not self._is_name_word(first):
            first += 1
        title = self.titles.at(self.laid, first) if first < last else None
        return title.last if title and title.last < last and words[first].text not in self.head else first

    def signed(self) -> None:
        """Who signed a letter: the name below its “Sincerely”, with the title below that."""
        for match in SIGNED.finditer(self.laid.text):
            name = self.laid.paragraph_after(self.laid.paragraph_at(match.end() - 2))
            if name is None:
                continue
            below = self.laid.paragraph_after(name)
            first, last = self.laid.word_range(name.start, name.end)
            if 2 <= last - first <= 4 and all(is_capital(word.text) for word in self.laid.words[first:last]):
                titles = (
                    self.titles.find(self.laid, *self.laid.word_range(below.start, below.end)) if below else iter(())
                )
                kind = next((hit.value for hit in titles), "")
                self._person(name.start, name.end, " ".join(self.laid.text[name.start : name.end].split()), kind)

    def titled(self) -> None:
        """A title, and the name after it: “Judge Dabney Friedrich”, “spokeswoman Jane Roe”; full names first."""
        alone: list[tuple[Hit[str], int]] = []
        for number, hit in enumerate(self.titles.find(self.laid)):
            if not number % 256:
                self.check()
            if not self.laid.joined(hit.last - 1):
                continue
            last = self._person_end(hit.last)
            if last - hit.last == 1:
                alone.append((hit, last))
            elif last > hit.last:
                self._titled(hit, last)
        for hit, last in alone:
            self._titled(hit, last)

    def _titled(self, hit: Hit[str], last: int) -> None:
        words, text = self.laid.words, self.laid.text
        start, end = words[hit.last].start, words[last - 1].end
        taken = self.cast.covering(hit.start, end)
        if taken is not None and (taken.who.sort == "person" or taken.end > start):
            return
        title = text[hit.start : hit.end] if last - hit.last == 1 else ""
        self._person(start, end, " ".join(text[start:end].split()), hit.value, title)

    def _person_end(self, first: int) -> int:
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
                or (word.key in _PARTICLES and self._is_name_word(last + 1))
            )
            if not inner and not self._is_persons_word(last):
                break
            last += 1
        return last

    def _is_persons_word(self, number: int) -> bool:
        """Whether a word may be part of a person's name: not an acronym, nor a word of an organisation or a verb."""
        if not self._is_name_word(number):
            return False
        word = self.laid.words[number]
        return (
            word.text not in self.head
            and word.key not in self.speech
            and not (word.text.isupper() and len(word.text) > 2)
        )

    def _person(self, start: int, end: int, name: str, kind: str, title: str = "") -> None:
        """Somebody by name; a surname alone is theirs who bears it, or goes with its title."""
        who = self.cast.called(name)
        if who is None and title:
            whole = f"{title} {name}"
            who = self.cast.called(whole) or self._bearer(name, kind)
            if who is None:
                who = self.cast.add(Somebody(whole, kind, "person", certain=0.8))
        if who is None:
            who = self.cast.add(Somebody(name, self._kind_beside(start, end, kind), "person", certain=0.9))
        self.cast.mention(self.laid, start, end, who)

    def _bearer(self, surname: str, kind: str = "") -> Somebody | None:
        """The one person whose surname this is, who may stand in the text as a capitalised name that nothing explained
        so far; of a name in another order the surname may be the first word."""
        bearers = {id(p): p for p in self.cast.people if p.sort == "person" and surname in _ends(p.name)}
        if bearers:
            return next(iter(bearers.values())) if len(bearers) == 1 else None
        names = [name for name in self.undecided if surname in _ends(name) and len(name.split()) <= 4]
        names = [name for name in names if not set(name.split()) & _CONNECTORS and not surname.endswith(_PEOPLES)]
        if len(names) != 1:
            return None
        words = self.laid.words
        first, last = self.undecided[names[0]][0]
        start, end = words[first].start, words[last - 1].end
        kind = self._kind_beside(start, end, kind)
        who = self.cast.add(Somebody(names[0], kind, "person", certain=0.8))
        for first, last in self.undecided[names[0]]:
            self.cast.mention(self.laid, words[first].start, words[last - 1].end, who)
        self.surname_of[surname] = who
        return who

    def _kind_beside(self, start: int, end: int, kind: str) -> str:
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
                of = self.laid.text[min(end, mention.end) : max(start, mention.start)]
                if len(of) < 50 and not re.search(r"[.;:“”\"]|\b(?:said|told|against|sued)\b", of):
                    return _MEMBERS.get(mention.who.kind, mention.who.kind)
        return kind or "other"

    def speakers(self) -> None:
        """Two or three capitalised words beside a verb of speech, or before “, a lawyer at ...”."""
        words = self.laid.words
        for number, word in enumerate(words):
            if not number % 8192:
                self.check()
            if word.key not in self.speech:
                continue
            if number + 1 < len(words) and self.laid.joined(number):
                self._speaker(number + 1, self._person_end(number + 1))
            comma = number > 0 and words[number - 1].text == ","
            self._before(number - comma, after_comma=comma)
        for number in range(len(words) - 2):
            if words[number].text == "," and (words[number + 1].key == "who" or self._is_role(number + 1)):
                self._before(number)

    def _before(self, last: int, after_comma: bool = False) -> None:
        """A person's name that ends before the word of this number. `after_comma`: it stands between commas."""
        first = last
        while (
            first > 0
            and self._is_name_word(first - 1)
            and last - first < 4
            and (first == last or self.laid.joined(first - 1))
        ):
            first -= 1
        if after_comma and first not in self.first_words and self.laid.words[first - 1].text != ",":
            return  # “in the Daily Eagle, called him”
        self._speaker(first, last)

    def _is_role(self, number: int) -> bool:
        """Whether what begins here tells what somebody is: “a lawyer”, “the group's director”."""
        words = self.laid.words
        for at in range(number, min(number + 6, len(words))):
            if words[at].text == ",":
                return False
            hit = self.titles.at(self.laid, at)
            if hit and not is_capital(words[at].text):
                return True
        return False

    def _speaker(self, first: int, last: int) -> None:
        words = self.laid.words
        if last - first == 1 and self._is_name_word(first):
            if not self.cast.covering(words[first].start, words[first].end):
                self._bearer(words[first].text)  # who then is a person: their surname is found everywhere
            return
        if not 2 <= last - first <= 4 or self._person_end(first) < last:
            return
        if words[first].text in ("D", "R", "I"):
            return  # a senator's party: “R-Mo.”
        start, end = words[first].start, words[last - 1].end
        if not self.cast.covering(start, end):
            self._person(start, end, " ".join(self.laid.text[start:end].split()), "")

    def surnames(self) -> None:
        """Surnames alone, of people named in full; of two who share one, nobody."""
        owners: dict[str, Somebody | None] = {}
        for person in self.cast.people:
            if person.sort == "person" and len(person.name.split()) > 1:
                for name in {person.name, *person.also}:
                    surname = name.split()[-1]
                    if len(surname) > 2:
                        owners[surname] = person if owners.get(surname, person) is person else None
        owners |= self.surname_of
        lower = {word.key for word in self.laid.words if not is_capital(word.text)}
        for number, word in enumerate(self.laid.words):
            owner = owners.get(word.text)
            if owner is None or not owner.at or word.start < owner.at[0].start:
                continue
            if number in self.first_words and word.key in lower:
                continue  # “Long before ...” is not Mr Long
            if number and self.laid.joined(number - 1) and self._is_name_word(number - 1):
                continue  # of another first name
            self.cast.mention(self.laid, word.start, word.end, owner)

    def groups(self) -> None:
        """People without a name: “a senior Treasury official”; “the official” is the last of that sort."""
        for number, hit in enumerate(_nouns(self.rules).find(self.laid)):
            if not number % 256:
                self.check()
            noun, kind = hit.value
            if not self.cast.covering(hit.start, hit.end):
                self._group(hit.first, hit.last, noun, kind)

    def _group(self, first: int, last: int, noun: str, kind: str) -> None:
        words, cast = self.laid.words, self.cast
        qualifiers, quantifiers = self.rules.people.get("qualifiers", ()), self.rules.people.get("quantifiers", ())
        begin, of = first, None
        while begin and self.laid.joined(begin - 1):
            before = words[begin - 1]
            mention = cast.covering(before.start, before.end)
            if (
                mention
                and mention.who.sort == "organisation"
                and self.laid.text[mention.end : words[begin].start] in (" ", "-")
            ):
                if of is not None:
                    break
                of = mention
                begin = self.laid.word_range(mention.start, mention.end)[0]
            elif not mention and (before.key in qualifiers or (before.text[0].isupper() and before.key in qualifiers)):
                begin -= 1
            else:
                break
        if (
            last < len(words)
            and self.laid.joined(last - 1)
            and self._is_name_word(last)
            and is_capital(words[first].text)
        ):
            return  # “Tenants United”
        lead = words[begin - 1].key if begin and self.laid.joined(begin - 1) else ""
        if lead == "s" or (lead and lead not in quantifiers and lead in ("his", "her", "their", "our", "its", "your")):
            return
        if noun.endswith("familiar"):
            last = self._familiar_end(last)
        start, end = words[begin].start, words[last - 1].end
        if begin == first:
            earlier = self.earlier(start, noun)
            if earlier is not None and lead in ("the", "that", "this", "these", "those", ""):
                cast.mention(self.laid, start, end, earlier, named=False)
                return
            says = (last < len(words) and words[last].key in self.speech) or last - first > 1
            if (lead in ("the", "that", "this") and not says) or not (is_plural(noun) or noun == "person familiar"):
                return
            if (
                lead not in quantifiers
                and lead
                and lead not in self.speech
                and lead not in ("but", "and", "while", "that", "by", "to", "from", "among")
            ):
                return
        person = cast.between(end, end + 3)
        if person and person[0].who.sort == "person" and self.laid.text[end : person[0].start] in (" ", ", "):
            self._apposed(start, end, person[0].who, kind, of)
            return
        name = " ".join(self.laid.text[start:end].split())
        if of is not None:
            if of.who.kind in (
                "court",
                "union",
                "advocacy group",
                "scholars",
                "press",
                "professional body",
                "legislators",
            ):
                kind = of.who.kind
            cast.release(of.start)
        name = name[:1].upper() + name[1:]
        shorter = name.replace(" Department ", " ")
        who = cast.called(name) or (cast.called(shorter) if folded(shorter) in cast.known_names else None)
        if who is None:
            who = cast.add(
                Somebody(name, kind, "group", noun=noun, certain=0.6 if of or begin < first else 0.3), [shorter]
            )
        who.sort, who.noun = "group", noun
        cast.mention(self.laid, start, end, who)

    def _familiar_end(self, last: int) -> int:
        """“Person familiar with the matter”, up to a comma or verb."""
        words = self.laid.words
        end = last
        while end < len(words) and end - last < 6 and self.laid.joined(end - 1):
            if (
                words[end].text == ","
                or words[end].key in self.speech
                or words[end].key in ("who", "and", "have", "has")
            ):
                break
            end += 1
        return end

    def _apposed(self, start: int, end: int, person: Somebody, kind: str, of: Mention | None) -> None:
        """“A HUD spokeswoman, Jane Roe”: she is meant by both."""
        if of is not None:
            kind = _MEMBERS.get(of.who.kind, of.who.kind)
            self.cast.release(of.start)
        if person.kind == "other" and not person.known:
            person.kind = kind
        self.cast.mention(self.laid, start, end, person, named=False)

    def earlier(self, position: int, noun: str) -> Somebody | None:
        """The last group before a place that goes by this noun."""
        wanted = singular(noun)
        for mention in self.cast.before(position):
            if mention.who.sort == "group" and singular(mention.who.noun) == wanted:
                return mention.who
        return None


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


@lru_cache(maxsize=2)
def _titles(rules: Rules) -> Phrases[str]:
    return Phrases.of((word, kind) for kind, words in rules.titles.items() for word in words)


@lru_cache(maxsize=2)
def _nouns(rules: Rules) -> Phrases[tuple[str, str]]:
    return Phrases.of((word, (word, kind)) for kind, words in rules.groups.items() for word in words)


@lru_cache(maxsize=2)
def _organisations(rules: Rules) -> Phrases[Somebody]:
    names: Phrases[Somebody] = Phrases(names=True)
    for each in rules.organisations:
        for form in (each.name, *each.also):
            names.add(_bare(form), Somebody(each.name, each.kind, "organisation", also=[*each.also]))
    return names


@lru_cache(maxsize=2)
def _role_verbs(rules: Rules) -> Phrases[dict[str, str]]:
    return Phrases.of(rules.roles.items())


def _ends(name: str) -> tuple[str, str]:
    """The first and last word of a name, one of which is the surname."""
    words = name.split()
    return words[0], words[-1]


def _bare(name: str) -> str:
    """A name without the article it may stand with."""
    return name[4:] if name[:4].lower() == "the " else name


def _stands_for(short: str, name: str) -> bool:
    """Whether an acronym can be one of this name: its letters are, in order, first or capital letters of the words."""
    letters = [c.lower() for c in short if c.isalnum()]
    initials = [word[0].lower() for word in re.findall(r"[^\W_]+", name)]
    capitals = [c.lower() for word in re.findall(r"[^\W_]+", name) for n, c in enumerate(word) if n == 0 or c.isupper()]
    return len(letters) > 1 and bool(initials) and letters[0] == initials[0] and _in_order(letters, capitals)


def _in_order(letters: Sequence[str], of: Sequence[str]) -> bool:
    rest = iter(of)
    return all(letter in rest for letter in letters)


def part_in(laid: Laid, rules: Rules, cast: Cast) -> None:
    """Give those a role whom a verb names: right before “sued” the plaintiff, right after it the defendant."""
    for hit in _role_verbs(rules).find(laid):
        sentence = laid.sentence_at(hit.start)
        if before := hit.value.get("before"):
            for who in _joined_before(laid, rules, cast, sentence.start, hit.start):
                who.role = who.role or before
        if after := hit.value.get("after"):
            for who in _joined_after(laid, cast, hit.end, sentence.end):
                who.role = who.role or after
    for person in cast.people:
        if person.sort == "person" and person.kind == "court" and not person.role:
            person.role = "judge"


def _joined_before(laid: Laid, rules: Rules, cast: Cast, begin: int, verb: int) -> list[Somebody]:
    """Those named one after another right before a verb: “A (B) and C have”."""
    leads = set(rules.speech.get("leads", ()))
    out: list[Somebody] = []
    at = verb
    for mention in reversed(cast.between(begin, verb)):
        between = laid.text[mention.end : at]
        words = [word.strip("(),.’'").lower() for word in between.split()]
        joining = leads if not out else {"and", "the", "", "s"}
        if mention.end > at or len(between) > 30 or any(w and w not in joining and not w.isdigit() for w in words):
            break
        if mention.who not in out:
            out.append(mention.who)
        at = mention.start
    return out


def _joined_after(laid: Laid, cast: Cast, verb: int, end: int) -> list[Somebody]:
    """Those named one after another right after a verb."""
    out: list[Somebody] = []
    at = verb
    for mention in cast.between(verb, end):
        between = laid.text[at : mention.start]
        words = [word.strip("(),.’'").lower() for word in between.split()]
        if len(between) > 30 or any(w and w not in ("and", "the", "a", "s", "as", "well", "with") for w in words):
            break
        if mention.who not in out:
            out.append(mention.who)
        at = mention.end
    return out
