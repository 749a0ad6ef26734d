"""The parts that verbs give those named right before or after them: who sued, who was sued, who signed."""

from __future__ import annotations

from functools import lru_cache

from tracker.capture.cast import Cast, Somebody
from tracker.capture.phrases import Phrases
from tracker.capture.rules import Rules
from tracker.capture.sentences import Laid


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


@lru_cache(maxsize=2)
def _role_verbs(rules: Rules) -> Phrases[dict[str, str]]:
    return Phrases.of(rules.roles.items())
