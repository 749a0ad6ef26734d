"""How values are compared with names and terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import vocabulary
from tracker.query import fold, has_words, is_name, meant


@pytest.mark.parametrize(
    ("one", "other"), [("José", "jose"), ("ＩＲＳ", "irs"), ("Straße", "STRASSE"), ("ﬁling", "Filing"), ("ΣΑΣ", "σας")]
)
def test_accents_letter_case_and_forms_make_no_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_letters_that_differ_stay_different() -> None:
    assert fold("tax") != fold("tux")


@given(st.text())
def test_folding_twice_changes_nothing_more_in_comparison(text: str) -> None:
    assert has_words(text, text)
    assert fold(fold(text)) == fold(fold(fold(text)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("U.S. Immigration and Customs Enforcement (ICE)", "ice"),
        ("Public Citizen", "public cit"),
        ("26 U.S.C. § 6103(i)(2)", "6103(i)"),
        ("1:25-cv-00677", "25-cv-00677"),
        ("Université de Montréal", "montreal"),
        ("A—B", "—"),
    ],
)
def test_words_are_found_from_their_beginnings(text: str, words: str) -> None:
    assert has_words(text, words)


@pytest.mark.parametrize(
    ("text", "words"), [("Justice Department", "ice"), ("Public Citizen", "citizen public"), ("A B", "—")]
)
def test_words_are_not_found_inside_words_or_in_another_order(text: str, words: str) -> None:
    assert not has_words(text, words)


def test_a_term_named_in_full_is_meant_alone() -> None:
    types = vocabulary.OPEN["event_type"]
    assert meant("Order", types) == ("order",)
    assert meant("memorandum", types) == ("presidential memorandum", "memorandum of understanding")
    assert meant("ruling", types) == ("court ruling",)
    assert meant("nothing such", types) == ()


def test_any_of_the_names_one_a_line_is_a_name_in_full() -> None:
    names = "IRS\nInternal Revenue Service\nthe Sérvice"
    assert is_name(names, "irs")
    assert is_name(names, "The Service")
    assert not is_name(names, "Service")
    assert not is_name(names, "")
    assert is_name("one\ntwo", "ONE\nTWO")
