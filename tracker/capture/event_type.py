"""The type of event a text is about: words that speak for each type, those of the title and the beginning most."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from tracker.capture.phrases import Phrases
from tracker.capture.rules import Rules
from tracker.capture.sentences import Laid

_LEAST = 3.5
"""What a type must score to be suggested: a word in passing is not enough."""


_BEGINNING = 600
"""Characters of a text's beginning at least; or its first four paragraphs."""


def event_type(laid: Laid, title: str, rules: Rules, types: Sequence[str]) -> str:
    """The likeliest of `types`, '' where no words speak clearly for one."""
    phrases = _telling(rules, tuple(types))
    scores: Counter[str] = Counter()
    early: set[str] = set()
    heading = Laid(title)
    for hit in phrases.find(heading):
        for name, weight in hit.value:
            scores[name] += weight * 3  # type: ignore[assignment]
            early.add(name)
    counted: Counter[tuple[str, int]] = Counter()
    beginning = max(_BEGINNING, *(paragraph.end for paragraph in laid.paragraphs[:4]), 0)
    for number, hit in enumerate(phrases.find(laid)):
        if number > 2000:
            break
        counted[hit.value[0][0], id(hit.value)] += 1
        times = counted[hit.value[0][0], id(hit.value)]
        for name, weight in hit.value:
            if hit.start < beginning:
                early.add(name)
            scores[name] += weight * (1.5 if hit.start < beginning else 1) / math.sqrt(times) / times  # type: ignore[assignment]
    # What an article is about stands in its title or beginning.
    best = max(early, key=lambda name: (scores[name], -types.index(name)), default="")
    return best if best and scores[best] >= _LEAST else ""


@lru_cache(maxsize=2)
def _telling(rules: Rules, types: tuple[str, ...]) -> Phrases[list[tuple[str, float]]]:
    """Phrases, with the types each speaks for and how much; of a type without any its own name."""
    weights: dict[str, list[tuple[str, float]]] = {}
    for name in types:
        for words, weight in rules.event_types.get(name, {name: 3.0}).items():
            weights.setdefault(words.lower(), []).append((name, weight))
    return Phrases.of(weights.items())
