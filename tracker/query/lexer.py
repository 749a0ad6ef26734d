"""Search text to tokens: never an error, for the search box draws what is half typed too."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.query.fields import BY_NAME


@dataclass(frozen=True, slots=True)
class Value:
    """A word or a quoted phrase: what it says, and where it stands. `closed`: its last quote is there."""

    text: str
    start: int
    end: int
    quoted: bool = False
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is 'word', 'phrase', 'field', 'not', 'and', 'or', 'open' or 'close'; `field` is in lower case."""

    start: int
    end: int
    kind: str
    field: str = ""
    values: tuple[Value, ...] = ()

    @property
    def value(self) -> str:
        """What it says, to be shown."""
        return ", ".join(v.text for v in self.values)


_MARKS = {"-": "not", "(": "open", ")": "close"}
_OPERATORS = {"OR": "or", "AND": "and", "NOT": "not"}
_QUOTES = {'"': '"', "“": "”"}
_FIELD_NAME = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*):(?!//)")


def tokens(text: str) -> list[Token]:
    """The tokens of a search text, in order, whatever it is. White space alone lies between them."""
    partners = _partners(text)
    found: list[Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _token(text, at, partners)
        found.append(token)
        at = token.end
    return found


def _token(text: str, at: int, partners: dict[int, int]) -> Token:
    """The token that begins at `at`, which is no white space."""
    following = text[at + 1 : at + 2]
    if text[at] in "()" or (text[at] == "-" and following not in ("", ")") and not following.isspace()):
        return Token(at, at + 1, _MARKS[text[at]])
    if text[at] in _QUOTES:
        value = _quoted(text, at)
        return Token(at, value.end, "phrase", "", (value,))
    name = _FIELD_NAME.match(text, at)
    if name and (name[1].lower() in BY_NAME or text[name.end() : name.end() + 1].strip()):
        values = [_value(text, name.end(), partners)]
        while text[values[-1].end : values[-1].end + 1] == ",":
            values.append(_value(text, values[-1].end + 1, partners))
        return Token(at, values[-1].end, "field", name[1].lower(), tuple(values))
    value = _bare(text, at, partners, stop="")
    return Token(at, value.end, _OPERATORS.get(value.text, "word"), "", (value,))


def _value(text: str, at: int, partners: dict[int, int]) -> Value:
    return _quoted(text, at) if text[at : at + 1] in _QUOTES else _bare(text, at, partners, stop=",")


def _quoted(text: str, at: int) -> Value:
    """The phrase that opens at `at`, to its closing quote or else to the end of the text."""
    closing = _QUOTES[text[at]]
    said: list[str] = []
    begin = at + 1
    while (end := text.find(closing, begin)) >= 0:
        said.append(text[begin:end])
        if text[end + 1 : end + 2] != closing:
            return Value(closing.join(said), at, end + 1, quoted=True)
        begin = end + 2
    return Value(closing.join([*said, text[begin:]]), at, len(text), quoted=True, closed=False)


def _bare(text: str, start: int, partners: dict[int, int], stop: str) -> Value:
    at = start
    while at < len(text) and not text[at].isspace() and text[at] not in _QUOTES and text[at] not in stop:
        if text[at] in "()":
            if at == start or at not in partners:
                break
            at = partners[at]
        at += 1
    return Value(text[start:at], start, at)


def _partners(text: str) -> dict[int, int]:
    """Opening bracket -> its closing one, where neither white space nor a quote lies between."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for at, character in enumerate(text):
        if character == "(":
            opened.append(at)
        elif character == ")" and opened:
            pairs[opened.pop()] = at
        elif character in _QUOTES or character.isspace():
            opened.clear()
    return pairs
