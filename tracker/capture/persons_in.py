"""People named in a text: by a title before their name, by a verb of speech or a profession beside it, by their
signature; and further on by their surname alone.
"""

from __future__ import annotations

import re

from tracker.capture.cast import Somebody
from tracker.capture.names import Names
from tracker.capture.phrases import Hit, Phrases
from tracker.capture.sentences import SIGNED, is_capital

_ANSWER = re.compile(r"([A-Z][\w’.-]{1,20}(?: [A-Z][\w’.-]{0,20}){1,3}): [“\"]")  # as interviews are printed
_KIN = re.compile(
    r"\b(?:his|her|their|[’']s) (?:[\w-]+ ){0,2}?(?:daughter|son|wife|husband|brother|sister|mother|father|spouse)"
    r"(?:-in-law)?,? $"
)
_OTHERS = frozenset(("administration", "campaign", "camp", "transition", "era", "family", "foundation"))
"""What goes by somebody's surname and is not they: “the Obama administration”."""
_NOT_PEOPLE = frozenset(("of", "for", "on", "the", "and", "&"))
_PEOPLES = ("ists", "ians", "cans", "ites", "crats")  # “Islamists said”


def signed(names: Names) -> None:
    """Who signed a letter: the name below its “Sincerely”, with the title below that."""
    for match in SIGNED.finditer(names.laid.text):
        name = names.laid.paragraph_after(names.laid.paragraph_at(match.end() - 2))
        if name is None:
            continue
        below = names.laid.paragraph_after(name)
        first, last = names.laid.word_range(name.start, name.end)
        if 2 <= last - first <= 4 and all(is_capital(word.text) for word in names.laid.words[first:last]):
            titles = (
                names.titles.find(names.laid, *names.laid.word_range(below.start, below.end)) if below else iter(())
            )
            kind = next((hit.value for hit in titles), "")
            _person(names, name.start, name.end, " ".join(names.laid.text[name.start : name.end].split()), kind)


def titled(names: Names) -> None:
    """A title, and the name after it: “Judge Dabney Friedrich”, “spokeswoman Jane Roe”; full names first."""
    alone: list[tuple[Hit[str], int]] = []
    for number, hit in enumerate(names.titles.find(names.laid)):
        if not number % 256:
            names.check()
        if not names.laid.joined(hit.last - 1):
            continue
        last = names.person_end(hit.last)
        if last - hit.last == 1:
            alone.append((hit, last))
        elif last > hit.last:
            _titled(names, hit, last)
    for hit, last in alone:
        _titled(names, hit, last)


def _titled(names: Names, hit: Hit[str], last: int) -> None:
    words, text = names.laid.words, names.laid.text
    start, end = words[hit.last].start, words[last - 1].end
    taken = names.cast.covering(hit.start, end)
    if taken is not None and (taken.who.sort == "person" or taken.end > start):
        return
    title = text[hit.start : hit.end] if last - hit.last == 1 else ""
    _person(names, start, end, " ".join(text[start:end].split()), hit.value, title)


def _person(names: Names, start: int, end: int, name: str, kind: str, title: str = "") -> None:
    """Somebody by name; a surname alone is theirs who bears it, or goes with its title."""
    who = names.cast.called(name)
    if who is None and title:
        whole = f"{title} {name}"
        who = names.cast.called(whole) or _bearer(names, name, kind)
        if who is None:
            known = names.cast.known_by_surname(name, kind)
            who = names.cast.add(Somebody(known.name if known else whole, kind, "person", certain=0.8))
    if who is None:
        who = names.cast.add(Somebody(name, names.kind_beside(start, end, kind), "person", certain=0.9))
    names.cast.mention(names.laid, start, end, who)


def _bearer(names: Names, surname: str, kind: str = "") -> Somebody | None:
    """The one person whose surname this is, who may stand in the text as a capitalised name that nothing explained
    so far; of a name in another order the surname may be the first word."""
    bearers = names.cast.bearers(surname)
    if bearers:
        return bearers[0] if len(bearers) == 1 and not _is_relative(names, bearers[0]) else None
    full = [name for name in names.ending.get(surname, ()) if not set(name.split()) & _NOT_PEOPLE]
    if len(full) != 1 or len(full[0].split()) > 4 or surname.endswith(_PEOPLES):
        return None
    words, spans = names.laid.words, names.undecided[full[0]]
    first, last = spans[0]
    kind = names.kind_beside(words[first].start, words[last - 1].end, kind)
    who = names.cast.add(Somebody(full[0], kind, "person", certain=0.8))
    for first, last in spans:
        names.cast.mention(names.laid, words[first].start, words[last - 1].end, who)
    names.surname_of[surname] = who
    return who


def _is_relative(names: Names, who: Somebody) -> bool:
    """Whether a text brings somebody in as another's kin, of the same surname: “his daughter Jane Roe”."""
    begin = who.at[0].start if who.at else 0
    return _KIN.search(names.laid.text, max(0, begin - 40), begin) is not None


def speakers(names: Names) -> None:
    """Two or three capitalised words beside a verb of speech, or before “, a lawyer at ...”."""
    words = names.laid.words
    for number, word in enumerate(words):
        if not number % 1024:
            names.check()
        if word.key not in names.speech or is_capital(word.text):
            continue  # “the United States”
        if number + 1 < len(words) and names.laid.joined(number):
            _speaker(names, number + 1, names.person_end(number + 1))
        comma = number > 0 and words[number - 1].text == ","
        _before(names, number - comma, after_comma=comma)
    for paragraph in names.laid.paragraphs:
        if match := _ANSWER.match(names.laid.text, paragraph.start, paragraph.end):
            _speaker(names, *names.laid.word_range(match.start(), match.end(1)))
    for number in range(len(words) - 2):
        if words[number].text == "," and (words[number + 1].key == "who" or _is_role(names, number + 1)):
            _before(names, number)


def _before(names: Names, last: int, after_comma: bool = False) -> None:
    """A person's name that ends before the word of this number. `after_comma`: it stands between commas."""
    first = last
    while (
        first > 0
        and names.is_name_word(first - 1)
        and last - first < 4
        and (first == last or names.laid.joined(first - 1))
    ):
        first -= 1
    if after_comma and first not in names.first_words and names.laid.words[first - 1].text != ",":
        return  # “in the Daily Eagle, called him”
    _speaker(names, first, last)


def _is_role(names: Names, number: int) -> bool:
    """Whether what begins here tells what somebody is: “a lawyer”, “the group's director”."""
    words = names.laid.words
    for at in range(number, min(number + 6, len(words))):
        if words[at].text == ",":
            return False
        hit = names.titles.at(names.laid, at)
        if hit and (not is_capital(words[at].text) or words[at].text.isupper()):
            return True
    return False


def _speaker(names: Names, first: int, last: int) -> None:
    words = names.laid.words
    if last - first == 1 and names.is_name_word(first):
        if not names.cast.covering(words[first].start, words[first].end):
            _bearer(names, words[first].text)  # who then is a person: their surname is found everywhere
        return
    if not 2 <= last - first <= 4 or names.person_end(first) < last:
        return
    if words[first].text in ("D", "R", "I") or names.phrase(first, last) in names.places:
        return  # a senator's party: “R-Mo.”
    start, end = words[first].start, words[last - 1].end
    if not names.cast.covering(start, end):
        _person(names, start, end, " ".join(names.laid.text[start:end].split()), "")


def in_full(names: Names) -> None:
    """People named in full, wherever else their whole name stands, alone and not as part of a longer one."""
    whole: Phrases[Somebody] = Phrases(names=True)
    for person in names.cast.people:
        if person.sort == "person" and len(person.name.split()) > 1:
            whole.add(person.name, person)
    for hit in whole.find(names.laid):
        first, last = hit.first, hit.last
        longer = (first and names.laid.joined(first - 1) and names.is_persons_word(first - 1)) or (
            names.laid.joined(last - 1) and names.is_name_word(last)
        )
        if not longer:
            names.cast.mention(names.laid, hit.start, hit.end, hit.value)


def surnames(names: Names) -> None:
    """Surnames alone, of people named in full; of two who share one, nobody."""
    owners: dict[str, Somebody | None] = {}
    for person in names.cast.people:
        if person.sort == "person" and person.at and len(person.name.split()) > 1:
            for name in {person.name, *person.also}:
                surname = name.split()[-1]
                if len(surname) > 2:
                    owners[surname] = person if owners.get(surname, person) is person else None
    owners |= names.surname_of
    lower = {word.key for word in names.laid.words if not is_capital(word.text)}
    for number, word in enumerate(names.laid.words):
        owner = owners.get(word.text)
        if owner is None or not owner.at or word.start < owner.at[0].start:
            continue
        if number in names.first_words and word.key in lower:
            continue  # “Long before ...” is not Mr Long
        if number and names.laid.joined(number - 1) and names.is_name_word(number - 1):
            continue  # of another first name
        if names.laid.joined(number) and names.laid.words[number + 1].key in _OTHERS:
            continue
        names.cast.mention(names.laid, word.start, word.end, owner)
