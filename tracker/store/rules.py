"""What a record must satisfy to be written. Text is refused or kept as it is; it is never repaired."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from functools import cache
from typing import Any

from tracker import dates, vocabulary
from tracker.errors import DateError, RecordError
from tracker.records import TABLES, Citation, Event, R, Status


@cache
def _text_fields(table: str) -> tuple[tuple[str, bool, str, bool], ...]:
    """(name, required, closed vocabulary or '', is a date) of each field that holds text."""
    return tuple(
        (
            f.name,
            f.default is MISSING and "vocabulary" not in f.metadata,
            f.metadata.get("vocabulary", ""),
            bool(f.metadata.get("edtf")),
        )
        for f in fields(TABLES[table])
        if f.type == "str"
    )


@cache
def _number_fields(table: str) -> tuple[str, ...]:
    return tuple(f.name for f in fields(TABLES[table]) if f.type in ("int", "Id", "Id | None", "bool"))


def checked(record: R) -> R:
    """`record`, with the bounds of its date worked out, if it may be written; RecordError if not."""
    name = record.TABLE.replace("_", " ")
    for field, required, terms, is_date in _text_fields(record.TABLE):
        value: Any = getattr(record, field)
        if not isinstance(value, str):
            raise RecordError(f"The {field} of a {name} must be text, not {value!r}.", field)
        if not value:
            if required:
                raise RecordError(f"A {name} needs a {field.replace('_', ' ')}.", field)
        elif is_date:
            try:
                dates.bounds(value)
            except DateError as error:
                raise RecordError(f"{_label(field)}: {error}", field) from error
        elif not value.isascii() or "\x00" in value:
            _check_characters(value, f"The {field.replace('_', ' ')} of this {name}", field)
        if terms and value not in vocabulary.CLOSED[terms]:
            allowed = ", ".join(t for t in vocabulary.CLOSED[terms] if t)
            raise RecordError(f"{_label(field)} cannot be “{value}”: use one of {allowed}.", field)
    for field in _number_fields(record.TABLE):
        number = getattr(record, field)
        if number is not None and not (isinstance(number, int) and -(1 << 63) <= number < 1 << 63):
            raise RecordError(f"The {field} of a {name} must be a whole number, not {number!r}.", field)
    if isinstance(record, Event):
        first, last = dates.bounds(record.date)
        if (first, last) != (record.date_min, record.date_max):
            return replace(record, date_min=first, date_max=last)
    elif isinstance(record, Status):
        allowed_values = vocabulary.STATUS_VALUES[record.axis]
        if record.value not in allowed_values:
            raise RecordError(
                f"“{record.value}” is not a status for {record.axis}: use one of {', '.join(allowed_values)}.", "value"
            )
    elif isinstance(record, Citation):
        targets = (record.event, record.status, record.concern, record.claim)
        if sum(t is not None for t in targets) != 1:
            raise RecordError("A citation belongs to one event, status, concern or claim.", "event")
    return record


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


def _label(field: str) -> str:
    return vocabulary.label(field.replace("_", " "))
