"""Search text to tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.query import tokens

PIECES = ["type:", "is:", ":", "a", "word", "OR", "AND", "NOT", "-", "(", ")", '"', "“", "”", " ", "\t", ",", "*", "é"]
PIECES += ["after:2025-03", "2025-13", "http://x", "1:25-cv-00677", "§ 6103(i)(2)", "is:new", "\u2028", "ẞ", "\x00"]
search_texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


def shown(text: str) -> list[tuple[str, str, str]]:
    return [(t.kind, t.field, t.value) for t in tokens(text)]


@given(search_texts)
def test_tokens_stand_in_order_with_white_space_alone_between_them(text: str) -> None:
    at = 0
    for token in tokens(text):
        assert at <= token.start < token.end <= len(text)
        assert not text[at : token.start].strip()
        at = token.end
        for value in token.values:
            assert token.start <= value.start <= value.end <= token.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "text",
    [
        "1:25-cv-00677",
        "https://example.org/a:b,c?d=(e)",
        "6103(i)(2)",
        "12:30",
        ":",
        "a_b:c",
        "-",
        "don't",
        "x—y",
        "”",
    ],
)
def test_what_only_looks_like_syntax_is_a_plain_word(text: str) -> None:
    assert shown(text) == [("word", "", text)]


def test_a_heading_with_a_colon_and_a_space_is_words() -> None:
    assert shown("Complaint: Centro v. Bessent")[0] == ("word", "", "Complaint:")


def test_a_field_takes_the_rest_of_the_word_with_its_colons_and_paired_brackets() -> None:
    assert shown("docket:1:25-cv-00677") == [("field", "docket", "1:25-cv-00677")]
    assert shown("(authority:6103(i)(2))") == [
        ("open", "", ""),
        ("field", "authority", "6103(i)(2)"),
        ("close", "", ""),
    ]


def test_a_bracket_whose_partner_is_not_in_the_word_opens_a_group() -> None:
    assert [kind for kind, _, _ in shown("a(b c)")] == ["word", "open", "word", "word", "close"]
    assert [kind for kind, _, _ in shown("(a b)")] == ["open", "word", "word", "close"]


def test_field_values_are_separated_by_commas_and_may_be_quoted() -> None:
    (token,) = tokens('stakeholder:"Doe, Jane",IRS,“Public Citizen”')
    assert [v.text for v in token.values] == ["Doe, Jane", "IRS", "Public Citizen"]
    assert [v.quoted for v in token.values] == [True, False, True]


def test_a_doubled_quote_is_a_quote_inside_quotes() -> None:
    assert shown('"the ""exception"" applies"') == [("phrase", "", 'the "exception" applies')]


def test_an_open_quote_runs_to_the_end_and_says_so() -> None:
    (token,) = tokens('"not closed" "yet')[1:]
    assert (token.value, token.values[0].closed) == ("yet", False)


def test_field_names_are_read_in_any_letter_case() -> None:
    assert shown("Type:Order") == [("field", "type", "Order")]


def test_operators_are_upper_case_only() -> None:
    assert [kind for kind, _, _ in shown("a OR b or c AND d and NOT e")] == (
        ["word", "or", "word", "word", "word", "and", "word", "word", "not", "word"]
    )


def test_a_minus_negates_only_what_touches_it() -> None:
    assert [kind for kind, _, _ in shown("-a - b -(c) d-e -")] == (
        ["not", "word", "word", "word", "not", "open", "word", "close", "word", "word"]
    )
