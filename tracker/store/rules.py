"""What a record must satisfy to be written. Text is refused or kept as it is; it is never repaired."""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, fields, replace
from functools import cache
from typing import Any

from tracker import dates, vocabulary
from tracker.errors import DateError, RecordError
from tracker.records import TABLES, Citation, Event, R, Record, Status


@dataclass(frozen=True, slots=True)
class _TextRule:
    name: str
    required: bool
    terms: str  # the closed vocabulary it is limited to, or ''
    is_date: bool


@dataclass(frozen=True, slots=True)
class _NumberRule:
    name: str
    type: type[int]
    lowest: int
    required: bool
    own_table: bool  # it holds the id of another record of the same kind


@cache
def _rules(table: str) -> tuple[tuple[_TextRule, ...], tuple[_NumberRule, ...]]:
    texts = tuple(_text_rule(f) for f in fields(TABLES[table]) if f.type == "str")
    numbers = tuple(_number_rule(table, f) for f in fields(TABLES[table]) if f.type != "str")
    return texts, numbers


def _text_rule(f: Field[Any]) -> _TextRule:
    terms = f.metadata.get("vocabulary", "")
    return _TextRule(f.name, f.default is MISSING and not terms, terms, bool(f.metadata.get("edtf")))


def _number_rule(table: str, f: Field[Any]) -> _NumberRule:
    is_id = f.name == "id" or "references" in f.metadata
    return _NumberRule(
        name=f.name,
        type=bool if f.type == "bool" else int,
        lowest=1 if is_id else -(1 << 63),
        required=f.type != "Id | None",
        own_table=f.metadata.get("references") == table,
    )


def checked(record: R) -> R:
    """`record`, with the bounds of its date worked out, if it may be written; RecordError, with the field, if not."""
    texts, numbers = _rules(record.TABLE)
    for rule in texts:
        value = getattr(record, rule.name)
        # Nearly every text is plain or empty, and passes here.
        if not isinstance(value, str) or not value or rule.terms or rule.is_date:
            _check_text(record, rule, value)
        elif not value.isascii() or "\x00" in value:
            _check_characters(value, f"The {rule.name.replace('_', ' ')} of this {spoken(record)}", rule.name)
    for number_rule in numbers:
        number: Any = getattr(record, number_rule.name)
        if type(number) is not number_rule.type or not number_rule.lowest <= number < 1 << 63:
            _check_number(record, number_rule, number)
        elif number_rule.own_table and number == record.id:
            raise RecordError(
                f"The {number_rule.name.replace('_', ' ')} of a {spoken(record)} is another one, not itself.",
                number_rule.name,
            )
    if isinstance(record, Event):
        first, last = dates.bounds(record.date)
        if (first, last) != (record.date_min, record.date_max):
            return replace(record, date_min=first, date_max=last)
    elif isinstance(record, Status):
        allowed = vocabulary.STATUS_VALUES[record.axis]
        if record.value not in allowed:
            raise RecordError(
                f"“{record.value}” is not a status for {record.axis}: use one of {', '.join(allowed)}.", "value"
            )
    elif isinstance(record, Citation):
        targets = (record.event, record.status, record.concern, record.claim)
        if sum(t is not None for t in targets) != 1:
            raise RecordError("A citation belongs to one event, status, concern or claim, and to no more.", "event")
    return record


def spoken(record: Record | type[Record]) -> str:
    """What people call a record of this kind: 'disputed point'."""
    return record.TABLE.replace("_", " ")


def _check_text(record: Record, rule: _TextRule, value: object) -> None:
    field = rule.name.replace("_", " ")
    if not isinstance(value, str):
        raise RecordError(f"The {field} of this {spoken(record)} must be text, not {value!r}.", rule.name)
    if value and not rule.is_date:
        _check_characters(value, f"The {field} of this {spoken(record)}", rule.name)
    if rule.required and not value:
        raise RecordError(f"This {spoken(record)} needs a {field}.", rule.name)
    if rule.is_date:
        try:
            dates.bounds(value)
        except DateError as error:
            raise RecordError(f"{vocabulary.label(field)}: {error}", rule.name) from error
    if rule.terms and value not in vocabulary.CLOSED[rule.terms]:
        allowed = ", ".join(t for t in vocabulary.CLOSED[rule.terms] if t)
        raise RecordError(f"{vocabulary.label(field)} cannot be “{value}”: use one of {allowed}.", rule.name)


def _check_number(record: Record, rule: _NumberRule, number: object) -> None:
    if number is None and not rule.required:
        return
    field = rule.name.replace("_", " ")
    if rule.type is bool:
        wanted = "yes or no (True or False)"
    elif rule.lowest == 1:
        if number is None:
            raise RecordError(f"This {spoken(record)} needs its {field}.", rule.name)
        wanted = "the id of a record"
    else:
        wanted = "a whole number of at most 63 bits"
    raise RecordError(f"The {field} of this {spoken(record)} must be {wanted}, not {number!r}.", rule.name)


def _check_characters(text: str, what: str, field: str) -> None:
    """SQLite cannot keep NUL whole in every place, and a lone surrogate is no character at all: refuse both aloud."""
    if "\x00" in text:
        raise RecordError(
            f"{what} contains a NUL character at position {text.index(chr(0)) + 1}, which cannot be stored. Remove it.",
            field,
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise RecordError(
            f"{what} contains half of a character (a lone surrogate) at position {error.start + 1}, "
            "which cannot be stored. Remove it or type it again.",
            field,
        ) from error
