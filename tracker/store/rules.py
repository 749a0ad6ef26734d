"""What a record must satisfy to be written. Text is refused or kept as it is; it is never repaired."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, fields, replace
from functools import cache
from operator import attrgetter
from typing import Any

from tracker import dates, vocabulary
from tracker.errors import DateError, RecordError
from tracker.records import TABLES, Citation, Event, R, Record, Relation, Status


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


@dataclass(frozen=True, slots=True)
class _Rules:
    """What holds for the fields of one table, and how to get at their values, in the same order."""

    texts: tuple[_TextRule, ...]
    texts_of: Callable[[Record], tuple[Any, ...]]
    numbers: tuple[_NumberRule, ...]
    numbers_of: Callable[[Record], tuple[Any, ...]]


@cache
def _rules(table: str) -> _Rules:
    texts = tuple(_text_rule(f) for f in fields(TABLES[table]) if f.type == "str")
    numbers = tuple(_number_rule(table, f) for f in fields(TABLES[table]) if f.type != "str")
    return _Rules(texts, _getter([t.name for t in texts]), numbers, _getter([n.name for n in numbers]))


def _getter(names: list[str]) -> Callable[[Record], tuple[Any, ...]]:
    get: Callable[[Record], Any] = attrgetter(*names) if names else lambda _: ()
    # Of a single name attrgetter gives the value itself.
    return get if len(names) != 1 else lambda record: (get(record),)


def _text_rule(f: Field[Any]) -> _TextRule:
    terms = f.metadata.get("vocabulary", "")
    return _TextRule(f.name, f.default is MISSING and not terms, terms, bool(f.metadata.get("edtf")))


def _number_rule(table: str, f: Field[Any]) -> _NumberRule:
    is_id = f.name == "id" or "references" in f.metadata
    return _NumberRule(
        name=f.name,
        type=bool if f.type == "bool" else int,
        lowest=0 if f.name == "id" else 1 if is_id else -(1 << 63),
        required=f.type != "Id | None",
        own_table=f.metadata.get("references") == table,
    )


def check(record: Record) -> None:
    """RecordError, with the field at fault, if the record may not be written as it is. An id of 0 is none yet."""
    rules = _rules(record.TABLE)
    for rule, value in zip(rules.texts, rules.texts_of(record), strict=True):
        # Nearly every text is plain or empty, and passes here.
        if not isinstance(value, str) or not value or rule.terms or rule.is_date:
            _check_text(record, rule, value)
        elif not value.isascii() or "\x00" in value:
            _check_characters(value, f"The {rule.name.replace('_', ' ')} of this {spoken(record)}", rule.name)
    for number_rule, number in zip(rules.numbers, rules.numbers_of(record), strict=True):
        if type(number) is not number_rule.type or not number_rule.lowest <= number < 1 << 63:
            _check_number(record, number_rule, number)
        elif number_rule.own_table and number == record.id:
            raise RecordError(
                f"The {number_rule.name.replace('_', ' ')} of a {spoken(record)} is another one, not itself.",
                number_rule.name,
            )
    if isinstance(record, Status):
        allowed = vocabulary.STATUS_VALUES[record.axis]
        if record.value not in allowed:
            raise RecordError(
                f"“{record.value}” is not a status for {record.axis}: use one of {', '.join(allowed)}.", "value"
            )
    elif isinstance(record, Citation):
        targets = (record.event, record.status, record.concern, record.claim)
        if sum(t is not None for t in targets) != 1:
            raise RecordError("A citation belongs to one event, status, concern or claim, and to no more.", "event")
    elif isinstance(record, Relation) and record.from_event == record.to_event:
        raise RecordError("A relation links two events, not one to itself.", "to_event")


def checked(record: R) -> R:
    """`record` with what follows from its other fields; RecordError if it may not be written."""
    check(record)
    values: dict[str, Any] = derived(record)
    return replace(record, **values) if values else record


def derived(record: Record) -> dict[str, str]:
    """The fields of a record that follow from its others, where they are not yet so: the bounds of an event's date."""
    if not isinstance(record, Event):
        return {}
    first, last = dates.bounds(record.date)
    return {} if (first, last) == (record.date_min, record.date_max) else {"date_min": first, "date_max": last}


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
    elif rule.lowest >= 0:
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
