"""People without a name: “a senior Treasury official”, “privacy advocates”; “the official” is the last of that sort."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tracker.capture.cast import Mention, Somebody, folded, is_plural, singular
from tracker.capture.names import MEMBERS, Names
from tracker.capture.phrases import Phrases
from tracker.capture.rules import Rules
from tracker.capture.sentences import is_capital

_OF = re.compile(r" (?:for|at|from|with) (?:the )?")
_BESIDE = re.compile(r", (?:an?|the|who is an?)? ?")
_LEADS = frozenset(("but", "and", "while", "that", "by", "to", "from", "among"))
_SPEAKERS = ("spokesperson", "spokesman", "spokeswoman")


def groups(names: Names) -> None:
    """People without a name: “a senior Treasury official”; “the official” is the last of that sort."""
    for number, hit in enumerate(_nouns(names.rules).find(names.laid)):
        if not number % 256:
            names.check()
        noun, kind = hit.value
        if not names.cast.covering(hit.start, hit.end):
            _group(names, hit.first, hit.last, noun, kind)


def _group(names: Names, first: int, last: int, noun: str, kind: str) -> None:
    words, cast = names.laid.words, names.cast
    qualifiers, quantifiers = names.rules.people.get("qualifiers", ()), names.rules.people.get("quantifiers", ())
    begin, of = first, None
    while begin and names.laid.joined(begin - 1):
        before = words[begin - 1]
        mention = cast.covering(before.start, before.end)
        if (
            mention
            and mention.who.sort == "organisation"
            and names.laid.text[mention.end : words[begin].start] in (" ", "-")
        ):
            if of is not None:
                break
            of = mention
            begin = names.laid.word_range(mention.start, mention.end)[0]
        elif not mention and (before.key in qualifiers or (before.text[0].isupper() and before.key in qualifiers)):
            begin -= 1
        else:
            break
    if last < len(words) and names.laid.joined(last - 1) and names.is_name_word(last) and is_capital(words[first].text):
        return  # “Tenants United”
    lead = words[begin - 1].key if begin and names.laid.joined(begin - 1) else ""
    if lead == "s" or (lead and lead not in quantifiers and lead in ("his", "her", "their", "our", "its", "your")):
        return
    if begin == first and (belonging := _OF.match(names.laid.text, words[last - 1].end)):
        whose = cast.between(belonging.end(), belonging.end() + 1)
        person = cast.between(words[first].start - 60, words[first].start)
        beside = person and _BESIDE.fullmatch(names.laid.text, person[-1].end, words[first].start)
        if beside and person[-1].who.sort == "person":
            return  # “Jane Roe, a lawyer for the union”
        if whose and whose[0].who.sort == "organisation":
            _of_organisation(names, words[first].start, whose[0], noun, kind)
            return
    if noun.endswith("familiar"):
        last = _familiar_end(names, last)
    start, end = words[begin].start, words[last - 1].end
    if begin == first:
        earlier = _earlier(names, start, noun)
        if earlier is not None and lead in ("the", "that", "this", "these", "those", ""):
            cast.mention(names.laid, start, end, earlier, named=False)
            return
        says = (last < len(words) and words[last].key in names.speech) or last - first > 1
        if (lead in ("the", "that", "this") and not says) or not (is_plural(noun) or noun == "person familiar"):
            return
        if lead and lead not in quantifiers and lead not in names.speech and lead not in _LEADS:
            if begin - 1 not in names.first_words:
                return
            if words[begin - 1].text in names.not_names:
                return  # “For Democrats”
            begin -= 1  # “Patient advocates” begin a sentence
            start = words[begin].start
    person = cast.between(end, end + 3)
    if person and person[0].who.sort == "person" and names.laid.text[end : person[0].start] in (" ", ", "):
        _apposed(names, start, end, person[0].who, kind, of)
        return
    name = " ".join(names.laid.text[start:end].split())
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
    who = cast.called(name)
    if who is None:
        known = _other_forms(name, names.laid.text[of.start : of.end] if of else "", of.who.names if of else (), noun)
        named = next((form for form in known if folded(form) in cast.known_names), name)
        who = cast.add(Somebody(named, kind, "group", noun=noun, certain=0.6 if of or begin < first else 0.3), [name])
    who.sort, who.noun = "group", noun
    cast.mention(names.laid, start, end, who)


def _of_organisation(names: Names, start: int, of: Mention, noun: str, kind: str) -> None:
    """“A spokesman for the IRS” is an IRS spokesman."""
    said = names.laid.text[of.start : of.end]
    forms = _other_forms(f"{said} {noun}", said, of.who.names, noun)
    name = next((form for form in forms if folded(form) in names.cast.known_names), f"{said} {noun}")
    who = names.cast.called(name) or names.cast.add(Somebody(name, kind, "group", noun=noun, certain=0.6))
    who.sort, who.noun = "group", noun
    names.cast.release(of.start)
    names.cast.mention(names.laid, start, of.end, who)


def _other_forms(name: str, of: str, others: Iterable[str], noun: str) -> Iterator[str]:
    """Other names for the same people: “DHS spokesperson” for “Homeland Security spokesman”."""
    nouns = [noun, *_SPEAKERS] if noun in _SPEAKERS else [noun]
    for other in (of, *others):
        for each in nouns:
            form = name.replace(of, other) if of else name
            yield form.removesuffix(noun) + each


def _familiar_end(names: Names, last: int) -> int:
    """“Person familiar with the matter”, up to a comma or verb."""
    words = names.laid.words
    end = last
    while end < len(words) and end - last < 6 and names.laid.joined(end - 1):
        if words[end].text == "," or words[end].key in names.speech or words[end].key in ("who", "and", "have", "has"):
            break
        end += 1
    return end


def _apposed(names: Names, start: int, end: int, person: Somebody, kind: str, of: Mention | None) -> None:
    """“A HUD spokeswoman, Jane Roe”: she is meant by both."""
    if of is not None:
        kind = MEMBERS.get(of.who.kind, of.who.kind)
        names.cast.release(of.start)
    if person.kind == "other" and not person.known:
        person.kind = kind
    names.cast.mention(names.laid, start, end, person, named=False)


def _earlier(names: Names, position: int, noun: str) -> Somebody | None:
    """The last group before a place that goes by this noun."""
    wanted = singular(noun)
    for mention in names.cast.before(position):
        if mention.who.sort == "group" and singular(mention.who.noun) == wanted:
            return mention.who
    return None


@lru_cache(maxsize=2)
def _nouns(rules: Rules) -> Phrases[tuple[str, str]]:
    return Phrases.of((word, (word, kind)) for kind, words in rules.groups.items() for word in words)
