"""Words are found in a text whatever their case and accents, in the very place where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ui.reader.finding import MOST, folded, found


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_a_folded_text_is_as_long_as_the_text(text):
    assert len(folded(text)) == len(text)


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8),
)
def test_words_that_are_there_are_found_where_they_are(before, words):
    text = before + words + before
    assert any(text[at : at + len(words)] == words for at in found(folded(text), words)) or folded(words) in folded(
        before + words[:-1]
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The AGREEMENT was signed", "agreement"),
        ("a façade of privacy", "FACADE"),
        ("a facade of privacy", "façade"),
        ("it’s “said” here", 'it\'s "said"'),
        ("two\u00a0words", "two words"),
        ("two\nwords", "two words"),
        ("İstanbul and 😀 STRAẞE", "straße"),
        ("pages 3–4", "3-4"),
    ],
)
def test_case_accents_and_marks_do_not_matter(text, words):
    (at,) = found(folded(text), words)
    assert folded(text[at : at + len(words)]) == folded(words)


@pytest.mark.parametrize("words", ["", "not there", "agreement  "])
def test_what_is_not_there_is_not_found(words):
    assert found(folded("The agreement."), words) == []


def test_places_do_not_overlap_and_are_counted_up_to_a_limit():
    assert found(folded("aaaa"), "aa") == [0, 2]
    assert len(found("a" * 3 * MOST, "a")) == MOST + 1
