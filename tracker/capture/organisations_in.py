"""Organisations named in a text: those that the tracker or a list knows, names with a word such as Coalition or an
acronym in brackets, and capitalised names that stand in the text more than once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tracker.capture.cast import Somebody, Sort, ends, folded
from tracker.capture.names import SOFT, Names
from tracker.capture.phrases import Hit, Phrases
from tracker.capture.references_in import YEAR_AFTER
from tracker.capture.rules import Rules
from tracker.capture.sentences import Word, is_capital
from tracker.records import Stakeholder

_DEFINED = re.compile(r"\s{0,2}\(\s?(?:the\s)?[\"“‘']?([A-Z][A-Za-z0-9&.-]{1,11})[\"”’']?\s?\)")
_NOT_LAST = frozenset(("Act", "Code", "Order", "Rule", "Amendment", "Day", "Street", "Avenue", "Opinion", "Motion"))
_DONE_TO = frozenset(("by", "against", "sued", "told", "urged", "asked"))
_CONNECTORS = frozenset(("of", "for", "on", "the", "and", "&", "de"))


def listed(names: Names) -> None:
    """Names that the tracker or a list knows."""
    known: Phrases[Somebody] = Phrases(names=True)
    for name, stakeholder in names.cast.known_names.items():
        for form in (stakeholder.name, *stakeholder.also_known_as.splitlines()):
            if folded(form) == name and not _is_group(names, form):
                known.add(_bare(form), _known(names, stakeholder))
    # Where both know a name the longer one counts, else the tracker's.
    hits = sorted(
        (*known.find(names.laid), *_organisations(names.rules).find(names.laid)), key=lambda hit: hit.start - hit.end
    )
    words, alone = names.laid.words, [hit for hit in hits if _is_one_name(hit)]
    title_ends = {hit.last for hit in names.titles.find(names.laid)} if alone else set()
    others = {words[hit.first].text for hit in alone if _after_first_name(names, hit, title_ends)}
    for number, hit in enumerate(hits):
        if not number % 256:
            names.check()
        if _is_part(names, hit) or (_is_one_name(hit) and _is_another_s(names, hit, others)):
            continue
        listed = hit.value
        who = names.cast.add(Somebody(listed.name, listed.kind, listed.sort, listed.known), listed.also)
        _take(names, hit.start, hit.end, who)


def _is_one_name(hit: Hit[Somebody]) -> bool:
    """Whether one name of a person whom the tracker knows stands here by itself: a surname, mostly."""
    who = hit.value
    is_person = who.sort == "person" or who.kind in ("officials", "scholars")
    return bool(who.known) and is_person and hit.last - hit.first == 1


def _after_first_name(names: Names, hit: Hit[Somebody], title_ends: set[int]) -> bool:
    """Whether the name before a surname makes it another's: “Carl Marsh”, where Elena Marsh is known."""
    words, before = names.laid.words, hit.first - 1
    if before < 0 or hit.first in title_ends or not names.laid.joined(before):
        return False
    if len(words[before].text) == 1 and before and names.laid.joined(before - 1):
        before -= 1  # “Carl A. Marsh”
    return names.is_persons_word(before) and words[before].text not in names.places


def _is_another_s(names: Names, hit: Hit[Somebody], others: set[str]) -> bool:
    """Whether a surname alone may be that of somebody whom the text names in full, or begins a longer name: “Marsh
    Tower”."""
    return names.laid.words[hit.first].text in others or (
        names.laid.joined(hit.last - 1) and names.is_persons_word(hit.last)
    )


def _is_group(names: Names, name: str) -> bool:
    """Whether a name is one of an unnamed group: it is looked for by its noun, lest “veteran” be left out."""
    last = name.split()[-1]
    return last in names.nouns or last.lower() in ("democrats", "republicans")


def _known(names: Names, stakeholder: Stakeholder) -> Somebody:
    also = [line.strip() for line in stakeholder.also_known_as.splitlines() if line.strip()]
    person = stakeholder.kind in ("officials", "court", "legislators", "other", "advocacy group", "scholars")
    is_person = person and any(_is_persons(names, name) for name in (stakeholder.name, *also))
    sort: Sort = "person" if is_person else "organisation"
    return Somebody(stakeholder.name, stakeholder.kind, sort, stakeholder.id, also=also)


def _is_persons(names: Names, name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 4 and all(is_capital(w) and w not in names.head and not w.isupper() for w in words)


def _is_part(names: Names, hit: Hit[Somebody]) -> bool:
    """Whether a listed name is only part of a longer one: of the Texas Department of Justice, of a Privacy Act."""
    words, laid = names.laid.words, names.laid
    if hit.last < len(words) and laid.joined(hit.last - 1) and words[hit.last].text in ("Act", "Code", "Building"):
        return True
    if laid.text[hit.start - 1 : hit.start] == "(" and YEAR_AFTER.match(laid.text, hit.end):
        return True  # the court of a case that is cited: “(D.C. Cir. 2023)”
    if hit.value.known or not hit.first or not laid.joined(hit.first - 1):
        return False
    before = words[hit.first - 1].text
    return before in names.last_of_places and hit.value.kind in ("agency", "court", "legislators")


def _take(names: Names, start: int, end: int, who: Somebody) -> None:
    """A mention, and the acronym that stands in brackets after it."""
    names.cast.mention(names.laid, start, end, who)
    defined = _DEFINED.match(names.laid.text, end)
    if defined is None or names.cast.covering(defined.start(1), defined.end(1)):
        return
    short = defined[1]
    taken = names.cast.called(short)
    if (taken is None or taken is who) and _stands_for(short, names.laid.text[start:end]):
        names.cast.add(who, [short])
        names.cast.mention(names.laid, defined.start(1), defined.end(1), who)


def organisations(names: Names) -> None:
    """Capitalised names with a word that only organisations bear, or an acronym in brackets after them; and those
    that stand in the text more than once."""
    words = names.laid.words
    shorts: Phrases[Somebody] = Phrases(names=True)
    undecided: dict[str, list[tuple[int, int]]] = {}
    at = 0
    while at < len(words):
        if not at % 512:
            names.check()
        if not names.is_name_word(at):
            at += 1
            continue
        last = _name_end(names, at)
        first = _name_begin(names, at, last)
        while first < last and words[first].key in _CONNECTORS:
            first += 1  # “Chair of the Clean Air Network”, where the title was left out
        if first < last:
            first = _organisation_begin(names, first, last)
            if not _organisation(names, first, last, shorts) and 2 <= last - first <= 5:
                name = names.phrase(first, last)
                undecided.setdefault(name, []).append((first, last))
        at = max(last, at + 1)
    for hit in shorts.find(names.laid):
        names.cast.mention(names.laid, hit.start, hit.end, hit.value)
    names.undecided = {name: spans for name, spans in undecided.items() if _may_be(names, name)}
    for name in names.undecided:
        for end in ends(name):
            names.ending.setdefault(end, []).append(name)


def _may_be(names: Names, name: str) -> bool:
    """Whether a capitalised name that nothing else explains may be that of an organisation."""
    words = name.split()
    return name not in names.places and not any(w in names.places or w.isdigit() or w in ("Act", "Code") for w in words)


def _organisation_begin(names: Names, first: int, last: int) -> int:
    """Of “Jane Roe of the Clean Air Network” the organisation begins after “of the”."""
    words = names.laid.words
    for number in range(first + 2, last - 2):
        if words[number].key == "of" and words[number + 1].key == "the":
            left = any(word.text in names.head for word in words[first:number])
            right = any(word.text in names.head for word in words[number + 2 : last])
            if right and not left:
                return number + 2
    return first


def _organisation(names: Names, first: int, last: int, shorts: Phrases[Somebody]) -> bool:
    """Take a capitalised name in, if it is an organisation's or somebody has it already."""
    words, text = names.laid.words, names.laid.text
    start, end = words[first].start, words[last - 1].end
    if names.cast.covering(start, end):
        return True
    name = names.phrase(first, last)
    kind = _kind_of_name(names, words[first:last])
    defined = _DEFINED.match(text, end)
    is_defined = defined is not None and defined[1].isupper() and _stands_for(defined[1], name)
    if last - first < 2 or words[last - 1].text in _NOT_LAST or name in names.not_organisations:
        return True
    if (title := names.titles.at(names.laid, first)) and title.last >= last:
        return True
    if not kind:
        if is_defined and defined is not None:
            names.defined.setdefault(name, defined[1])
        return False
    who = names.cast.add(Somebody(name, kind, "organisation", certain=0.8))
    _take(names, start, end, who)
    if is_defined and defined is not None:
        shorts.add(defined[1], who)
    return True


def repeated(names: Names) -> None:
    """Capitalised names that nothing else explains, where they stand in the text more than once, or with an acronym in
    brackets, and do something there: a plan or a programme has a name too."""
    shorts: Phrases[Somebody] = Phrases(names=True)
    words, cast = names.laid.words, names.cast
    for name, spans in names.undecided.items():
        short = names.defined.get(name, "")
        free = [span for span in spans if not cast.covering(words[span[0]].start, words[span[1] - 1].end)]
        if (len(spans) < 2 and not short) or not free:
            continue
        named_short = [(n, n + 1) for n in names.laid.numbers_of(short)] if short else []
        if any(_acts(names, first, last) for first, last in (*free, *named_short)):
            who = cast.add(Somebody(name, "other", "organisation", certain=0.3), [short] if short else [])
            for first, last in free:
                cast.mention(names.laid, words[first].start, words[last - 1].end, who)
            if short:
                shorts.add(short, who)
    for hit in shorts.find(names.laid):
        cast.mention(names.laid, hit.start, hit.end, hit.value)


def _acts(names: Names, first: int, last: int) -> bool:
    """Whether a verb that only people and organisations do stands right after or before a name."""
    words, laid = names.laid.words, names.laid
    after = last
    while after < len(words) and words[after].key in ("has", "have", "had", "also"):
        after += 1
    does = after < len(words) and words[after].key in names.doing and laid.text[words[last - 1].end] in " ,)"
    return does or (first > 0 and laid.joined(first - 1) and words[first - 1].key in _DONE_TO)


def _kind_of_name(names: Names, words: Sequence[Word]) -> str:
    """By the last word before an “of” or “for”, else the first: “Center for Taxpayer Rights”, “Justice Department”.

    In the middle of a name such a word tells nothing, and after the “of” it is another's."""
    of = next((n for n, word in enumerate(words) if n and word.key in ("of", "for", "on")), len(words))
    return names.head.get(words[of - 1].text) or names.head.get(words[0].text if of < len(words) else "", "")


def _name_end(names: Names, first: int) -> int:
    """The number of the first word after a capitalised name that begins with the word `first`."""
    words = names.laid.words
    last, of = first + 1, False
    while last < len(words) and last - first < 14 and names.laid.joined(last - 1):
        word = words[last]
        gap = names.laid.text[words[last - 1].end : word.start]
        if gap in ("’", "'") and word.text in ("s", "S"):
            break
        if gap == "-" and not is_capital(word.text) and last - first < 3:
            last += 1  # “Lee Jae-myung”
            continue
        if is_capital(word.text) and (word.text not in names.not_names or word.text in SOFT):
            last += 1
            continue
        after = last + 1
        if word.key in _CONNECTORS and (word.key not in ("and", "&") or of):
            if words[min(after, len(words) - 1)].key == "the" and names.laid.joined(last):
                after += 1
            if names.is_name_word(after) and names.laid.joined(after - 1):
                joins_two = word.key in ("and", "&") and _heads_after(names, after)
                if not joins_two:
                    of = of or word.key in ("of", "for", "on")
                    last = after + 1
                    continue
        break
    return last


def _heads_after(names: Names, number: int) -> bool:
    """Whether the capitalised words from here on name an organisation of their own."""
    words = names.laid.words
    while names.is_name_word(number):
        if words[number].text in names.head:
            return True
        if not names.laid.joined(number):
            return False
        number += 1
    return False


def _name_begin(names: Names, first: int, last: int) -> int:
    """Past words that lead into a name but do not belong to it."""
    words = names.laid.words
    while first < last and not names.is_name_word(first):
        first += 1
    title = names.titles.at(names.laid, first) if first < last else None
    return title.last if title and title.last < last and words[first].text not in names.head else first


@lru_cache(maxsize=2)
def _organisations(rules: Rules) -> Phrases[Somebody]:
    names: Phrases[Somebody] = Phrases(names=True)
    for each in rules.organisations:
        for form in (each.name, *each.also):
            names.add(_bare(form), Somebody(each.name, each.kind, "organisation", also=[*each.also]))
    return names


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
