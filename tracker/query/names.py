"""How a value in a search is compared with the names and terms that a tracker holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache


def fold(text: str) -> str:
    """Text as it is compared: without accents, letter case and compatibility forms."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def has_words(text: str, words: str) -> bool:
    """Whether `words` stand in `text` next to each other, the last perhaps only begun; folded, punctuation aside."""
    wanted = _spaced(words)
    return wanted in _spaced(text) if wanted else fold(words) in fold(text)


def is_name(names: str, name: str) -> bool:
    """Whether one of `names` (one a line) is `name`, folded."""
    wanted = fold(name)
    return fold(names) == wanted or any(fold(line) == wanted for line in names.splitlines())


@lru_cache(maxsize=4096)
def _spaced(text: str) -> str:
    """The words of a text, folded, with a space before each."""
    return "".join(f" {word}" for word in re.findall(r"[^\W_]+", fold(text)))


def meant(value: str, terms: Iterable[str]) -> tuple[str, ...]:
    """The terms that a value means: the one it names in full, or else all that have its words."""
    terms = tuple(terms)
    whole = tuple(term for term in terms if fold(term) == fold(value))
    return whole or tuple(term for term in terms if has_words(term, value))
