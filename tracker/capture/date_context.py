"""The sentence around a date: what the verbs near by say of it."""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.capture.phrases import Hits, Phrases
from tracker.capture.rules import Rules
from tracker.capture.sentences import Laid
from tracker.capture.suggested import Place

_DONE = re.compile(r" (?:[a-z]{2,20}ly )?[a-z]{2,20}ed\b")


@lru_cache(maxsize=2)
def cues(rules: Rules) -> tuple[Phrases[str], Phrases[bool]]:
    """The words that say of what a day is the date, by term of `date_basis`, and those that say if it is ahead."""
    basis = Phrases.of((words, term) for term, forms in rules.date_basis.items() for words in forms)
    ahead = Phrases.of((words, key == "ahead") for key, forms in rules.dates.items() for words in forms)
    return basis, ahead


class Context:
    """The sentence around a date: what the verbs near by say of it."""

    def __init__(self, laid: Laid, start: int, end: int, basis: Hits[str], ahead: Hits[bool]) -> None:
        self.laid, self.start, self.end = laid, start, end
        self.sentence = laid.sentence_at(start)
        if self.sentence.end < end:
            self.sentence = Place(self.sentence.start, end)
        self._basis, self._ahead = basis, ahead
        self._near = max(self.sentence.start, start - 160), min(self.sentence.end, end + 100)

    def basis(self) -> str:
        """The term of the verb nearest to the date in its sentence; those before it count as nearer."""
        hits = [(self._away(hit.start, hit.end), hit.value) for hit in self._basis.between(*self._near)]
        return min(hits)[1] if hits else ""

    def _away(self, start: int, end: int) -> float:
        before = end <= self.start
        between = self.laid.text[end : self.start] if before else self.laid.text[self.end : start]
        broken = any(mark in between for mark in ';“”"') * 60 + between.count(",") * 15
        return len(between) * (1 if before else 1.6) + broken

    def is_ahead(self) -> bool | None:
        """Whether the verb before the date, else the first after it, speaks of the future; None if none tells."""
        lead = self.laid.text[max(0, self.start - 12) : self.start].lower().split()
        if lead and lead[-1] in ("by", "until", "through"):
            return True
        hits = self._ahead.between(*self._near)
        before = [hit for hit in hits if hit.end <= self.start]
        after = [hit for hit in hits if hit.start >= self.end]
        if before:
            return before[-1].value
        if _DONE.match(self.laid.text, self.end):
            return False  # “on Wednesday agreed to”
        return after[0].value if after else None

    def speaks(self) -> bool:
        """Whether any verb near by tells of something that happened or will."""
        return self.is_ahead() is not None or bool(self.basis())
