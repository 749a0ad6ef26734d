"""The records: what every one has, how ids are shown, what refers to what."""

from __future__ import annotations

import dataclasses
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import vocabulary
from tracker.records import (
    ID_LENGTH,
    RECORD_TYPES,
    REFERENCES,
    TABLES,
    Citation,
    Event,
    Record,
    Reference,
    columns,
    id_number,
    id_text,
)

ids = st.integers(1, (1 << 63) - 1)


@given(ids)
def test_the_text_of_an_id_leads_back_to_it(number):
    assert id_number(id_text(number)) == number


@given(ids)
def test_the_text_of_an_id_always_has_the_same_length(number):
    assert len(id_text(number)) == ID_LENGTH


@given(ids, ids)
def test_texts_of_ids_are_in_the_order_of_the_ids(one, other):
    assert (id_text(one) < id_text(other)) == (one < other)


@given(ids)
def test_an_id_typed_in_capitals_and_with_spaces_around_it_is_understood(number):
    assert id_number(f"  {id_text(number).upper()} ") == number


def test_the_digits_are_those_of_crockford_in_order():
    assert id_text(0b00001_00010_00011) == "0000000000123"
    assert "".join(id_text(n)[-1] for n in range(32)) == "0123456789abcdefghjkmnpqrstvwxyz"
    assert [id_number(d.rjust(ID_LENGTH, "0")) for d in "1ilahjkmnpqrstvwxyz"] == [1, 1, 1, 10, *range(17, 32)]


def test_letters_that_look_like_digits_are_read_as_them():
    assert id_number("0000000000OIL") == id_number("0000000000011")


@pytest.mark.parametrize(
    "text",
    [
        "", "1", "0" * 12, "0" * 14, "000000000000u", "00000 0000000", "00000000000é1", "０000000000001",
        "00000000000_1", "-000000000001", "+000000000001", "00000000000\x001", "000000000000٣",
    ],
)  # fmt: skip
def test_a_text_that_is_no_id_is_refused(text):
    with pytest.raises(ValueError, match="not an id"):
        id_number(text)


@pytest.mark.parametrize("text", ["0000000000000", "8000000000000", "zzzzzzzzzzzzz"])
def test_a_number_that_no_record_can_have_is_refused(text):
    with pytest.raises(ValueError, match="not an id"):
        id_number(text)


def test_the_highest_id_has_a_text():
    assert id_number("7zzzzzzzzzzzz") == (1 << 63) - 1


def test_every_kind_of_record_has_a_table_of_its_own():
    assert len(TABLES) == len(RECORD_TYPES) == 22
    assert all(TABLES[t.TABLE] is t for t in RECORD_TYPES)


@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_a_record_cannot_be_changed_in_place(record_type):
    params = record_type.__dataclass_params__
    assert params.frozen
    assert hasattr(record_type, "__slots__")
    with pytest.raises(dataclasses.FrozenInstanceError):
        dataclasses.replace(Event(title="a", type="order")).title = "b"


@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_every_column_begins_with_the_id_and_is_a_field(record_type):
    assert columns(record_type)[0] == "id"
    assert columns(record_type) == tuple(f.name for f in dataclasses.fields(record_type))


@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_fields_hold_text_numbers_yes_or_no_and_ids_only(record_type):
    assert {f.type for f in dataclasses.fields(record_type)} <= {"str", "int", "bool", "Id", "Id | None"}


@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_fields_limited_to_a_vocabulary_name_one_that_is_closed_and_start_with_a_term_of_it(record_type):
    for field in dataclasses.fields(record_type):
        if "vocabulary" in field.metadata:
            terms = vocabulary.CLOSED[field.metadata["vocabulary"]]
            assert field.default is dataclasses.MISSING or field.default in terms, field.name


def test_every_closed_vocabulary_limits_some_field():
    used = {f.metadata.get("vocabulary") for t in RECORD_TYPES for f in dataclasses.fields(t)}
    assert set(vocabulary.CLOSED) <= used


def test_records_that_must_be_referred_to_come_first():
    place = {t.TABLE: n for n, t in enumerate(RECORD_TYPES)}
    early = [r for r in REFERENCES if not r.optional and place[r.table] <= place[r.target]]
    assert early == []


def test_every_reference_leads_to_a_table_that_is_there():
    assert {r.target for r in REFERENCES} <= set(TABLES)


def test_every_field_that_holds_an_id_says_of_what():
    named = {(r.table, r.column) for r in REFERENCES}
    for record_type in RECORD_TYPES:
        for field in dataclasses.fields(record_type):
            if field.type.startswith("Id") and field.name != "id":
                assert (record_type.TABLE, field.name) in named


def test_a_reference_says_whether_it_may_be_absent():
    assert Reference("source", "previous", "source", owned=False, optional=True) in REFERENCES
    assert Reference("role", "event", "event", owned=True, optional=False) in REFERENCES
    for reference in REFERENCES:
        field = next(f for f in dataclasses.fields(TABLES[reference.table]) if f.name == reference.column)
        assert reference.optional == (field.type == "Id | None")


def test_everything_but_links_and_shared_records_belongs_to_an_event():
    shared = {"stakeholder", "source", "proceeding", "authority", "topic", "saved_search", "term", "inbox_item", "feed"}
    owned = {r.table for r in REFERENCES if r.owned}
    assert owned == set(TABLES) - shared - {"event", "setting"}


def test_a_record_not_saved_yet_has_the_id_nought():
    assert Event(title="a", type="order").id == 0


def test_records_take_their_fields_by_name_only():
    with pytest.raises(TypeError):
        Event("Agreement signed", "order")


def test_records_with_the_same_fields_are_equal_and_may_be_kept_in_sets():
    rng = random.Random(3)
    made = [Citation(source=rng.randrange(3), event=1) for _ in range(50)]
    assert len(set(made)) == 3
    assert isinstance(made[0], Record)
