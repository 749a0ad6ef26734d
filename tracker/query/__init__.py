"""The search language: text to a tree (and back again, as far as the search box and the facets need it).

    search  = any ("OR" any)*            any = item (["AND"] item)*
    item    = ("-" | "NOT") item | "(" search ")" | "quoted words" | field | word
    field   = name ":" value ("," value)*        any one of the values will do

A term or name given in full means that one; if none is called so, all that have its words (`type:ruling` finds court
rulings). `word*` finds words that begin so. A quote inside quotes is doubled. A bracket inside a word belongs to it if
its partner does too: `6103(i)(2)` is one word. Only letters and hyphens name a field, so `1:25-cv-00677` is a word, as
is `https://...`; `Re: Doe` is two.
"""

from tracker.query.fields import BY_NAME, FIELDS, FieldSpec
from tracker.query.lexer import Token, Value, tokens
from tracker.query.names import fold, has_words, is_name, meant
from tracker.query.parser import parse
from tracker.query.tree import And, Everything, Field, Node, Not, Or, Text
from tracker.query.writing import Completion, complete, has_term, quote, with_term, without_term

__all__ = [
    "BY_NAME",
    "FIELDS",
    "And",
    "Completion",
    "Everything",
    "Field",
    "FieldSpec",
    "Node",
    "Not",
    "Or",
    "Text",
    "Token",
    "Value",
    "complete",
    "fold",
    "has_term",
    "has_words",
    "is_name",
    "meant",
    "parse",
    "quote",
    "tokens",
    "with_term",
    "without_term",
]
