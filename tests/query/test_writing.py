"""Completion, quoting, and facets that write into a search."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tracker.errors import QueryError
from tracker.query import And, Completion, Everything, Field, complete, has_term, parse, quote, with_term, without_term

values = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=30),
    st.lists(st.sampled_from(['"', "“", "”", ",", " ", "(", ")", "-", ":", "OR", "a", "'", "\\", "*"]), min_size=1).map(
        "".join
    ),
).filter(lambda v: v.strip())
SEARCHES = [
    "",
    " ",
    "a",
    "a b",
    "a OR b",
    "(a OR b)",
    "type:order",
    "-type:order",
    "type:order,motion is:new",
    "x AND y",
]
SEARCHES += ['"a b" OR -(c)', "a -"]


@given(values)
def test_a_quoted_value_is_read_back_exactly(value: str) -> None:
    assert parse(f"topic:{quote(value)}") == Field("topic", (value,))
    assert parse(f"(topic:{quote(value)},x)") == Field("topic", (value, "x"))


@pytest.mark.parametrize("value", ["order", "2025-04", "26 U.S.C. § 6103(i)(2)", "D.D.C.", "1:25-cv-00677"])
def test_only_what_needs_quotes_is_quoted(value: str) -> None:
    assert quote(value) == (f'"{value}"' if " " in value else value)


@pytest.mark.parametrize("text", SEARCHES)
@given(value=values)
@settings(max_examples=40)
def test_a_search_narrowed_by_a_term_asks_for_both(text: str, value: str) -> None:
    narrowed = with_term(text, "topic", value)
    before = parse(text)
    parts = before.nodes if isinstance(before, And) else () if isinstance(before, Everything) else (before,)
    together = (*parts, Field("topic", (value,)))
    assert parse(narrowed) == (And(together) if len(together) > 1 else together[0])
    assert has_term(narrowed, "topic", value)
    assert with_term(narrowed, "topic", value) == narrowed
    taken_out = without_term(narrowed, "topic", value)
    assert parse(taken_out) == before
    assert not has_term(taken_out, "topic", value)


@given(st.text(max_size=40), values)
def test_terms_go_into_any_text_without_an_exception(text: str, value: str) -> None:
    changed = without_term(with_term(text, "type", value), "type", value)
    assert isinstance(changed, str)


def test_an_open_quote_is_closed_before_a_term_is_added() -> None:
    assert with_term('"preliminary inj', "type", "order") == '"preliminary inj" type:order'
    assert with_term("“preliminary inj", "type", "order") == "“preliminary inj” type:order"


@pytest.mark.parametrize("text", ["-type:order", "type:order OR a", "(type:order)", "NOT type:order", "topic:order"])
def test_a_term_that_need_not_hold_is_not_there(text: str) -> None:
    assert not has_term(text, "type", "order")
    assert without_term(text, "type", "order") == text


def test_one_of_several_values_is_taken_out_alone() -> None:
    assert without_term('type:"court ruling",Order a', "type", "order") == 'type:"court ruling" a'


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a AND type:order", "a"),
        ("type:order AND a", "a"),
        ("a AND type:order AND b", "a AND b"),
        ("a type:order type:order b", "a b"),
    ],
)
def test_an_and_is_not_left_alone(text: str, left: str) -> None:
    assert without_term(text, "type", "order") == left


@pytest.mark.parametrize(
    ("marked", "expected"),
    [  # | is the cursor
        ("|", Completion(0, 0, "", "")),
        ("a |b", Completion(2, 2, "", "")),
        ("ty|", Completion(0, 2, "", "ty")),
        ("a ty|pe", Completion(2, 6, "", "ty")),
        ("-ty|", Completion(1, 3, "", "ty")),
        ("-|", Completion(1, 1, "", "")),
        ("(|", Completion(1, 1, "", "")),
        ("(st|", Completion(1, 3, "", "st")),
        ("ty|pe:order", Completion(0, 5, "", "ty")),
        ("type:|", Completion(5, 5, "type", "")),
        ("type:or|", Completion(5, 7, "type", "or")),
        ("type:or|der a", Completion(5, 10, "type", "or")),
        ("type:a,or|", Completion(7, 9, "type", "or")),
        ("type:or|d,a", Completion(5, 8, "type", "or")),
        ('type:"court r|', Completion(5, 13, "type", "court r")),
        ('type:"court r|uling" b', Completion(5, 19, "type", "court r")),
        ('"ty|', Completion(0, 3, "", '"ty')),
        ("nosuch:x|", Completion(0, 8, "", "nosuch:x")),
    ],
)
def test_completion_knows_what_is_typed(marked: str, expected: Completion) -> None:
    cursor = marked.index("|")
    assert complete(marked.replace("|", ""), cursor) == expected


@given(st.text('ab:"( ),-OR“”type', max_size=30), st.data())
def test_completion_replaces_a_part_around_the_cursor(text: str, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, len(text)))
    completion = complete(text, cursor)
    assert 0 <= completion.start <= cursor <= completion.end <= len(text)


@given(st.sampled_from(SEARCHES), values)
def test_a_completed_value_gives_a_search_that_can_be_read(text: str, value: str) -> None:
    typed = f"{text} topic:"
    completion = complete(typed, len(typed))
    assert completion.field == "topic"
    full = typed[: completion.start] + quote(value) + typed[completion.end :]
    try:
        parse(full)
    except QueryError as error:
        assume(text.endswith("-"))
        raise AssertionError(full) from error
