"""What may be written: every field of every record, each refusal naming the field it is about."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import RecordError
from tracker.records import (
    RECORD_TYPES,
    TABLES,
    Citation,
    DisputedPoint,
    Event,
    Proceeding,
    Record,
    Relation,
    Role,
    Setting,
    Source,
    Stakeholder,
    Status,
)
from tracker.store.rules import check, checked, derived
from tracker.vocabulary import CLOSED, STATUS_VALUES

NAUGHTY_FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "naughty-strings" / "blns.json"

SAMPLES: dict[str, Record] = {
    record.TABLE: record
    for record in (
        TABLES["stakeholder"](name="n"),
        Source(kind="report", title="t"),
        TABLES["proceeding"](court="c", docket_number="1"),
        TABLES["authority"](citation="c"),
        TABLES["topic"](name="n"),
        Event(title="t", type="order"),
        Status(event=1, axis="lifecycle", value="final"),
        Role(event=1, stakeholder=2, role="judge"),
        TABLES["concern"](event=1, stakeholder=2, theme="privacy"),
        Relation(from_event=1, to_event=2, kind="cites"),
        TABLES["event_proceeding"](event=1, proceeding=2),
        TABLES["event_authority"](event=1, authority=2),
        TABLES["event_topic"](event=1, topic=2),
        DisputedPoint(event=1, question="q"),
        TABLES["claim"](disputed_point=1, text="t"),
        Citation(source=1, event=2),
        TABLES["saved_search"](name="n", text="t"),
        TABLES["term"](vocabulary="theme", name="n"),
        TABLES["link_check"](source=1),
        TABLES["feed"](url="https://example.org/feed"),
        TABLES["inbox_item"](title="t"),
        Setting(name="n"),
    )
}

FIELDS = [(table, f) for table, record_type in TABLES.items() for f in dataclasses.fields(record_type)]
TEXTS = [(table, f.name) for table, f in FIELDS if f.type == "str" and f.name not in ("date_min", "date_max")]
FREE = [
    (table, f.name)
    for table, f in FIELDS
    if (table, f.name) in TEXTS
    and not {"vocabulary", "edtf"} & set(f.metadata)
    and (table, f.name) != ("status", "value")
]
LIMITED = [(table, f.name, f.metadata["vocabulary"]) for table, f in FIELDS if "vocabulary" in f.metadata]
DATES = [(table, f.name) for table, f in FIELDS if "edtf" in f.metadata]

OWN_NAUGHTY = [
    " ",
    "\t leading and trailing \n",
    "\r\nCR LF\rCR\nLF",
    "NBSP\u00a0and\u2028line\u2029paragraph",
    "'; DROP TABLE event; --",
    '"quoted", ""twice""',
    "=1+1",
    "\u202eright to left\u202c",
    "e\u0301 is not \u00e9",
    "👩‍👩‍👧‍👦 🏳️‍🌈",
    "\ufeffBOM",
    "\ufffe\uffff",
    "\U0010ffff",
    "\x01\x1f\x7f\x80",
    "%s {0} $HOME \\n",
    "null",
    "İıſKÅ",
]


def naughty_strings() -> list[str]:
    if not NAUGHTY_FILE.exists():
        pytest.skip(f"the 515 naughty strings are not at {NAUGHTY_FILE}")
    strings = json.loads(NAUGHTY_FILE.read_text(encoding="utf-8"))
    assert len(strings) == 515
    return [text for text in strings if text]


def test_there_is_a_sample_of_every_record():
    assert set(SAMPLES) == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_the_least_that_each_record_needs_is_enough(table):
    check(SAMPLES[table])


@pytest.mark.parametrize(("table", "field"), TEXTS)
def test_a_nul_is_refused_in_every_text_naming_the_field(table, field):
    with pytest.raises(RecordError) as refused:
        check(replace(SAMPLES[table], **{field: "a\x00b"}))
    assert refused.value.field == field
    assert field.replace("_", " ") in str(refused.value).lower()
    assert "\x00" not in str(refused.value)


@pytest.mark.parametrize(("table", "field"), FREE)
def test_the_message_about_a_nul_says_where_it_is_and_what_to_do(table, field):
    with pytest.raises(RecordError, match=r"NUL character at position 3, which cannot be stored. Remove it."):
        check(replace(SAMPLES[table], **{field: "ab\x00"}))


@pytest.mark.parametrize(("table", "field"), TEXTS)
def test_half_a_character_is_refused_in_every_text_naming_the_field(table, field):
    for half in ("\ud800", "\udfff", "\ud83d", "\udc80"):
        with pytest.raises(RecordError) as refused:
            check(replace(SAMPLES[table], **{field: f"a{half}b"}))
        assert refused.value.field == field
        assert field.replace("_", " ") in str(refused.value).lower()
        str(refused.value).encode("utf-8")


@pytest.mark.parametrize(("table", "field"), FREE)
def test_the_message_about_half_a_character_says_where_it_is(table, field):
    with pytest.raises(RecordError, match=r"lone surrogate.* at position 2"):
        check(replace(SAMPLES[table], **{field: "é\ud800"}))


@pytest.mark.parametrize(("table", "field"), TEXTS)
def test_what_is_not_text_is_refused_in_every_text(table, field):
    for value in (None, 3, b"bytes"):
        with pytest.raises(RecordError, match="must be text") as refused:
            check(replace(SAMPLES[table], **{field: value}))
        assert refused.value.field == field


@pytest.mark.parametrize(("table", "field"), FREE)
def test_awkward_text_passes_in_every_free_text(table, field):
    for text in OWN_NAUGHTY:
        check(replace(SAMPLES[table], **{field: text}))


def test_awkward_text_is_kept_exactly(store):
    assert_kept(store, OWN_NAUGHTY)


def test_the_naughty_strings_are_kept_exactly(store):
    assert_kept(store, naughty_strings())


def test_the_naughty_strings_are_kept_exactly_in_every_free_text_of_every_record(store, one_of_each):
    texts = naughty_strings()
    made = one_of_each(store)
    number = 0
    for table, field in FREE:
        if table == "setting":
            continue
        wanted = texts[number % len(texts)]
        number += 17
        with store.edit("Set") as edit:
            edit.change(made[table], **{field: wanted})
        assert getattr(store.get(TABLES[table], made[table].id), field) == wanted


def assert_kept(store, texts):
    with store.edit("Add") as edit:
        made = edit.add_all([Source(kind=t, title=t, publisher=t, authors=t, url=t, note=t, text=t) for t in texts])
    for record, text in zip(store.many(Source, [m.id for m in made]), texts, strict=True):
        assert (record.kind, record.title, record.publisher, record.authors) == (text,) * 4
        assert (record.url, record.note, record.text) == (text,) * 3
    journalled = next(store.journal(1)).changes
    assert [change.after["title"] for change in journalled] == texts
    assert store.check() == []


@given(st.text())
def test_any_text_of_whole_characters_passes_unless_it_has_a_nul(text):
    record = Source(kind="report", title="t", note=text)
    if "\x00" in text:
        with pytest.raises(RecordError):
            check(record)
    else:
        check(record)


@pytest.mark.parametrize(("table", "field", "terms"), LIMITED)
def test_a_closed_vocabulary_takes_its_terms(table, field, terms):
    for term in CLOSED[terms]:
        value = {"value": STATUS_VALUES[term][0]} if field == "axis" else {}
        check(replace(SAMPLES[table], **{field: term}, **value))


@pytest.mark.parametrize(("table", "field", "terms"), LIMITED)
def test_a_closed_vocabulary_refuses_every_other_word_and_lists_its_own(table, field, terms):
    for wrong in ("sideways", CLOSED[terms][-1].upper(), CLOSED[terms][-1] + " "):
        with pytest.raises(RecordError) as refused:
            check(replace(SAMPLES[table], **{field: wrong}))
        assert refused.value.field == field
        assert f"cannot be “{wrong}”" in str(refused.value)
        assert all(term in str(refused.value) for term in CLOSED[terms])


@pytest.mark.parametrize(("table", "field", "terms"), LIMITED)
def test_not_known_is_taken_just_where_the_vocabulary_has_it(table, field, terms):
    empty = replace(SAMPLES[table], **{field: ""})
    if "" in CLOSED[terms]:
        check(empty)
    else:
        with pytest.raises(RecordError) as refused:
            check(empty)
        assert refused.value.field == field


@pytest.mark.parametrize("axis", STATUS_VALUES)
def test_a_status_is_one_of_its_axis(axis):
    for value in STATUS_VALUES[axis]:
        check(Status(event=1, axis=axis, value=value))
    others = {v for name, values in STATUS_VALUES.items() if name != axis for v in values}
    for value in others:
        with pytest.raises(RecordError, match=f"not a status for {axis}: use one of") as refused:
            check(Status(event=1, axis=axis, value=value))
        assert refused.value.field == "value"


@pytest.mark.parametrize(
    ("table", "field"),
    [(table, f.name) for table, f in FIELDS if f.type == "str" and f.default is dataclasses.MISSING],
)
def test_what_a_record_cannot_do_without_is_asked_for(table, field):
    with pytest.raises(RecordError) as refused:
        check(replace(SAMPLES[table], **{field: ""}))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("table", "field"), [(table, f.name) for table, f in FIELDS if f.type == "Id" and f.name != "id"]
)
def test_what_a_record_must_name_is_asked_for(table, field):
    for value in (None, 0, -1, 1 << 63, "1", 1.0):
        with pytest.raises(RecordError) as refused:
            check(replace(SAMPLES[table], **{field: value}))
        assert refused.value.field == field
        assert field.replace("_", " ") in str(refused.value)


@pytest.mark.parametrize("table", TABLES)
def test_an_id_is_a_positive_number_of_63_bits(table):
    for value in (-1, 1 << 63, "1", None):
        with pytest.raises(RecordError) as refused:
            check(replace(SAMPLES[table], id=value))
        assert refused.value.field == "id"


@pytest.mark.parametrize(("table", "field"), [(table, f.name) for table, f in FIELDS if f.type == "int"])
def test_a_number_is_whole_and_fits(table, field):
    for value in (None, "1", 1.5, True, 1 << 63, -(1 << 63) - 1):
        with pytest.raises(RecordError) as refused:
            check(replace(SAMPLES[table], **{field: value}))
        assert refused.value.field == field


@pytest.mark.parametrize("value", [None, 1, "yes"])
def test_yes_or_no_is_just_that(value):
    with pytest.raises(RecordError, match="yes or no") as refused:
        check(Event(title="t", type="order", noteworthy=value))
    assert refused.value.field == "noteworthy"


@pytest.mark.parametrize(("table", "field"), DATES)
def test_what_is_not_a_date_is_refused_in_every_date_naming_the_field(table, field):
    for text in ("2025-13", "2025-02-30", "April 2025", "7/4/25", "2025-04-07T10:00", " 2025", "0000"):
        with pytest.raises(RecordError) as refused:
            check(replace(SAMPLES[table], **{field: text}))
        assert refused.value.field == field
        assert str(refused.value).lower().startswith(field.replace("_", " "))


@pytest.mark.parametrize(("table", "field"), DATES)
def test_every_form_of_date_is_taken_in_every_date(table, field):
    for text in ("", "2025", "2025-04-07~", "2025-04/2025-06", "../2025", "2025-21", "202X"):
        check(replace(SAMPLES[table], **{field: text}))


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("", "", ""),
        ("2025-04-07", "2025-04-07", "2025-04-07"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024-02~", "2024-02-01", "2024-02-29"),
        ("2025?", "2025-01-01", "2025-12-31"),
        ("2025-04/2025-06", "2025-04-01", "2025-06-30"),
        ("../2025-06", "", "2025-06-30"),
        ("2025-06/..", "2025-06-01", ""),
    ],
)
def test_the_bounds_of_an_event_follow_from_its_date_whatever_was_given(date, first, last):
    made = checked(Event(title="t", type="order", date=date, date_min="1999-01-01", date_max="x"))
    assert (made.date_min, made.date_max) == (first, last)
    assert derived(made) == {}


def test_nothing_follows_from_the_fields_of_other_records():
    assert all(derived(record) == {} for table, record in SAMPLES.items() if table != "event")


def test_a_record_that_may_be_written_is_not_copied():
    event = Event(title="t", type="order")
    assert checked(event) is event


@pytest.mark.parametrize(
    "targets", [{}, {"event": 1, "claim": 2}, dict.fromkeys(["event", "status", "concern", "claim"], 1)]
)
def test_a_citation_bears_out_one_thing(targets):
    with pytest.raises(RecordError, match="one event, status, concern or claim"):
        check(Citation(source=1, **targets))


@pytest.mark.parametrize("target", ["event", "status", "concern", "claim"])
def test_a_citation_may_bear_out_any_of_the_four(target):
    check(Citation(source=1, **{target: 2}))


@pytest.mark.parametrize(
    "record",
    [
        Stakeholder(id=5, name="n", parent=5),
        Source(id=5, kind="report", title="t", previous=5),
        Proceeding(id=5, court="c", docket_number="1", appeal_from=5),
    ],
)
def test_nothing_stands_above_itself(record):
    with pytest.raises(RecordError, match="another one, not itself"):
        check(record)


def test_an_event_is_not_linked_to_itself():
    with pytest.raises(RecordError, match="links two events") as refused:
        check(Relation(from_event=1, to_event=1, kind="cites"))
    assert refused.value.field == "to_event"


@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_every_field_is_looked_at(record_type):
    for field in dataclasses.fields(record_type):
        with pytest.raises(RecordError) as refused:
            check(replace(SAMPLES[record_type.TABLE], **{field.name: object()}))
        assert refused.value.field == field.name
