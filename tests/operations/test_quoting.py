"""A quote is anchored where it stands, once and for certain, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.errors import RecordError
from tracker.operations.quoting import CONTEXT, UNQUOTED, anchor_at, anchor_quote, places
from tracker.records import Source

ARTICLE = (
    "The agency shall protect privacy.\u00a0The agency may disclose an address, said the chief — “in some cases”. "
    "The agency shall not comment."
)


def source(text: str = ARTICLE) -> Source:
    return Source(kind="webpage", title="Of an agency", text=text)


def test_words_that_stand_once_are_anchored_with_32_characters_on_either_side() -> None:
    found = anchor_quote(source(), "may disclose an address")
    assert (found.exact, found.anchor) == ("may disclose an address", "matches")
    assert ARTICLE[found.start : found.end] == found.exact
    assert found.prefix == ARTICLE[found.start - 32 : found.start]
    assert found.suffix == ARTICLE[found.end : found.end + 32]
    assert len(found.prefix) == len(found.suffix) == CONTEXT == 32


def test_at_the_ends_of_the_text_there_is_less_around_it() -> None:
    first = anchor_quote(source("one two"), "one")
    assert (first.prefix, first.suffix, first.start) == ("", " two", 0)
    last = anchor_quote(source("one two"), "two")
    assert (last.prefix, last.suffix, last.end) == ("one ", "", 7)


def test_words_that_stand_several_times_are_refused_and_the_places_listed() -> None:
    with pytest.raises(RecordError) as caught:
        anchor_quote(source(), "The agency shall")
    message = str(caught.value)
    assert "2 times" in message
    assert "character 1 " in message
    assert f"character {ARTICLE.rindex('The agency shall') + 1} " in message
    assert caught.value.field == "prefix"


def test_the_words_before_pick_one_of_several_places() -> None:
    found = anchor_quote(source(), "The agency shall", prefix="cases”. ")
    assert found.start == ARTICLE.rindex("The agency shall")
    assert found.prefix.endswith("cases”. ")


def test_the_words_before_may_leave_none() -> None:
    with pytest.raises(RecordError, match="not in the text kept of “Of an agency” after “nowhere”"):
        anchor_quote(source(), "The agency shall", prefix="nowhere")


def test_words_that_are_not_there_are_refused_not_looked_for_loosely() -> None:
    with pytest.raises(RecordError, match="is not in the text kept") as caught:
        anchor_quote(source(), "may disclose  an address")
    assert caught.value.field == "exact"


def test_a_no_break_space_is_not_a_space() -> None:
    with pytest.raises(RecordError):
        anchor_quote(source(), "privacy. The agency")
    assert anchor_quote(source(), "privacy.\u00a0The agency").anchor == "matches"


def test_where_no_text_is_kept_the_words_are_kept_as_given() -> None:
    found = anchor_quote(source(""), "any words", prefix="before ")
    assert (found.exact, found.prefix, found.start, found.end) == ("any words", "before ", -1, -1)
    assert found.anchor == "no text kept"


def test_no_quote_is_no_anchor() -> None:
    assert anchor_quote(source(), "") == UNQUOTED


def test_many_places_are_not_all_listed() -> None:
    with pytest.raises(RecordError, match=r"20 times .*and 15 more"):
        anchor_quote(source("so " * 20), "so")


def test_a_chosen_stretch_must_be_inside_the_text() -> None:
    assert anchor_at(source("one two"), 4, 7).exact == "two"
    for start, end in ((-1, 2), (3, 3), (5, 4), (0, 8)):
        with pytest.raises(RecordError, match="not inside the text"):
            anchor_at(source("one two"), start, end)


@given(st.text("ab \u0301é\n", max_size=40), st.text("ab \u0301é\n", min_size=1, max_size=4))
@settings(max_examples=200)
def test_every_place_is_found_and_no_other(text: str, exact: str) -> None:
    assert places(text, exact) == [at for at in range(len(text)) if text.startswith(exact, at)]


@given(st.text(min_size=1, max_size=80), st.data())
@settings(max_examples=150)
def test_a_quote_taken_from_the_text_is_anchored_to_its_place_or_said_to_be_there_twice(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    exact = text[start:end]
    try:
        found = anchor_quote(source(text), exact)
    except RecordError:
        assert len(places(text, exact)) > 1
    else:
        assert (found.start, found.end) == (start, end)
        assert found == anchor_at(source(text), start, end)
