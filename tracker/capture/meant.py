"""Who is meant by a word that stands for somebody named before: “the agency”, “the statement”, “she”, “we”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.capture.cast import Cast, Mention, Somebody, singular
from tracker.capture.sentences import SIGNED, Laid

_SPEECH = 2_000
"""Characters before a place in which the mark that opens a quote is looked for."""
_OWNS_ONE = re.compile(
    r"[’']s? (?:[\w-]{1,20} ){0,2}?(?:predecessor|successor|lawyer|attorney|wife|husband|mother|father|son|daughter"
    r"|brother|sister|spokes\w{3,6}|aide|deputy|colleague|opponent|rival|counterpart|friend|chief of staff)\b"
)
"""Another, who then is meant by the pronoun."""
_OWNS = re.compile(r"[’'](?:s\b)?")
_SAYS = "said|says|told|added|wrote|explained|argued|warned|testified"
_STRANGER = re.compile(
    r"(?:[.?!”\"]\s+|, |\n|[a-z] )((?:[A-Z][\w’'-]{0,20}\.? ){1,3}[A-Z][\w’'-]{1,20})"
    rf"(?:(?:, [^.;:“”\"\n]{{1,120}},)? (?:{_SAYS})|,? (?:dis)?agreed)\b"
)
_SOMEBODY = re.compile(
    r"(?<!, )(?<!and )\b(?:[Aa]n?|[Oo]ne|[Aa]nother) (?:[\w’'-]{1,20} ){0,4}?(spokes\w{3,6}|official|lawyer|attorney"
    r"|advis[eo]r|aide|expert|analyst|resident|student|teacher|academic|researcher|employee|worker|member|manager"
    rf"|protester|man|woman|mother|father)\b[^.;:“”\"\n]{{0,120}}? (?:{_SAYS})\b"
)
"""A name, or a word for one person, and a verb of speech."""
_PERSON_PRONOUNS = frozenset(("he", "she"))
_NOUNS = {
    "agency": "agency department bureau administration commission service",
    "court": "court judge justice panel",
    "advocacy group": "group organization organisation coalition groups center",
    "union": "union",
    "legislators": "senator senators congressman congresswoman lawmakers committee",
    "press": "newspaper",
    "scholars": "institute professor",
    "officials": "secretary president director commissioner governor",
    "other": "lawyer attorney",
}
_KIND_NOUNS = {noun: kind for kind, nouns in _NOUNS.items() for noun in nouns.split()}
_PERSONS_NOUNS = frozenset(_NOUNS["officials"].split()) | {
    "judge", "justice", "senator", "congressman", "congresswoman", "professor", "lawyer", "attorney",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: somebody of the cast, or, where it is nobody known, the text's own words."""

    name: str
    attribution: str
    kind: str
    who: Somebody | None = None
    together: tuple[Speaker, ...] = ()
    """The others of whom the same is said: “Jane Roe and John Doe said”."""


class Meant:
    """Looks for those who are meant, in one text."""

    def __init__(self, laid: Laid, cast: Cast) -> None:
        self.laid, self.cast = laid, cast
        signed = [match.end() for match in SIGNED.finditer(laid.text)]
        self._signature = signed[-1] if signed else None

    def signer(self, position: int) -> Speaker | None:
        """Who means themselves by “we” in a letter: the first named below its “Sincerely”."""
        if self._signature is None or position > self._signature:
            return None
        found = self.cast.between(self._signature, self._signature + 200)
        return speaker_of(found[0]) if found else None

    def of_kind(self, position: int, noun: str) -> Speaker | None:
        """“The agency”, “the judge”: the last of that kind named before; nobody, if its sentence names two."""
        found: Mention | None = None
        for mention in self.cast.before(position):
            if found is not None and mention.start < self.laid.sentence_at(found.start).start:
                break
            if _is_of_kind(noun, mention.who):
                if found is not None and mention.who is not found.who:
                    return None
                found = found or mention
        return speaker_of(found) if found else None

    def author(self, position: int, noun: str) -> Speaker | None:
        """Who made the document meant by “the statement”: “a statement from X”, or “X said in a statement”."""
        text = self.laid.text
        earlier = text[max(0, position - 1500) : position]
        offset = max(0, position - 1500)
        for match in reversed(
            list(
                re.finditer(
                    rf"\b{re.escape(noun)}\b(?: (?:issued|released|sent|written|signed|made))?(?: (?:from|by))",
                    earlier,
                    re.I,
                )
            )
        ):
            found = [m for m in self.cast.between(offset + match.end(), offset + match.end() + 60)]
            if found and "." not in text[offset + match.end() : found[0].start]:
                return speaker_of(found[0])
        for match in reversed(
            list(re.finditer(rf"\bin (?:a|an|its|their|his|her)\b[\w ]{{0,30}}\b{re.escape(noun)}\b", earlier, re.I))
        ):
            sentence = self.laid.sentence_at(offset + match.start())
            found = [m for m in self.cast.between(sentence.start, offset + match.start())]
            if found:
                return speaker_of(found[-1])
        return None

    def pronoun(self, pronoun: str, position: int) -> Speaker | None:
        """He, she, they or it: of those whom the nearest sentence names that may be meant, the first, its subject."""
        found: Mention | None = None
        owner: Mention | None = None
        sentence = self.laid.sentence_at(position)
        for mention in self.cast.before(position, 12):
            if mention.start < sentence.start:
                if found is not None or position - mention.start > 1200:
                    break
                sentence = self.laid.sentence_at(mention.start)
            if not _may_be(pronoun, mention.who) or self._is_quoted(mention.start):
                continue
            if found is None and _OWNS.match(self.laid.text, mention.end):
                owner = mention  # in “Roe spoke. After Doe’s departure, she ...” it may be either
            else:
                found = mention
                owner = None if owner is None or sentence.start <= owner.start < sentence.end else owner
        found = found or owner
        if found is None or (owner is not None and owner.who is not found.who):
            return None
        if owner is not None and _OWNS_ONE.match(self.laid.text, owner.end):
            return None
        return speaker_of(found) if self._is_last(found, position) else None

    def _is_last(self, mention: Mention, position: int) -> bool:
        """Whether between somebody and a pronoun nobody speaks who is in no list: a pronoun may mean them."""
        begin = max(mention.end, position - _SPEECH)
        for form in (_STRANGER, _SOMEBODY):
            for match in form.finditer(self.laid.text, begin, position):
                unknown = not self.cast.covering(match.start(1), match.end(1))
                if unknown and not self._is_quoted(match.start(1)):
                    return False
        return True

    def ours(self, position: int, noun: str) -> Speaker | None:
        """“Our union”: whoever signed, or the only organisation of that kind in the whole text."""
        kind = _KIND_NOUNS.get(noun)
        if kind is None or noun in _PERSONS_NOUNS or self._is_quoted(position):
            return None
        if signer := self.signer(position):
            return signer
        own = [who for who in self.cast.people if who.sort == "organisation" and who.kind == kind and who.at]
        return Speaker(own[0].name, own[0].attribution, own[0].kind, own[0]) if len(own) == 1 else None

    def _is_quoted(self, position: int) -> bool:
        """Whether a place is in words that somebody says: who is named there is not who says them."""
        begin = max(self.laid.paragraph_at(position).start, position - _SPEECH)
        before = self.laid.text[begin:position]
        return before.rfind("“") > before.rfind("”") or before.count('"') % 2 == 1


def _is_of_kind(noun: str, who: Somebody) -> bool:
    if who.sort == "group":
        return singular(who.noun) == singular(noun)
    if _KIND_NOUNS.get(noun) != who.kind:
        return False
    return (noun in _PERSONS_NOUNS) == (who.sort == "person") or noun in ("senators", "lawmakers")


def is_common(noun: str) -> bool:
    """Whether a word is one for many, as “union”: with a capital it begins a line, and is nobody's name."""
    return noun in _KIND_NOUNS or singular(noun) in _KIND_NOUNS


def _may_be(pronoun: str, who: Somebody) -> bool:
    if pronoun in _PERSON_PRONOUNS:
        return who.sort == "person" or (who.sort == "group" and not who.plural)
    if pronoun == "they":
        return who.plural or (who.kind in ("advocacy group", "legislators") and who.sort == "organisation")
    return who.sort == "organisation"


def speaker_of(mention: Mention) -> Speaker:
    """The one a mention is of, as who speaks."""
    who = mention.who
    return Speaker(who.name, who.attribution, who.kind, who)
