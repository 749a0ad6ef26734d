"""Quotes after the text around them, or they themselves, have changed: found, moved, or lost, and never guessed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.capture.anchors import CONTEXT, Found, Lost, Moved, find_again, places

TEXT = """The office announced the agreement on Monday. It may disclose an address on request.

Two officials said that the list is kept for ninety days. It may disclose an address on request, they added.

A judge asked for the list in June."""


@dataclass(frozen=True)
class Quote:
    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    end: int = -1


def quoted(text: str, exact: str, nth: int = 0) -> Quote:
    start = places(text, exact)[nth]
    end = start + len(exact)
    return Quote(exact, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, end)


def again(new: str, exact: str, nth: int = 0, old: str = TEXT) -> Found | Moved | Lost:
    return find_again(old, new, quoted(old, exact, nth))


def found(new: str, exact: str, nth: int = 0) -> Found:
    start = places(new, exact)[nth]
    return Found(start, start + len(exact))


@pytest.mark.parametrize("before", ["", "Corrected. ", "Corrected on Tuesday.\n\n", "\u00a0😀"])
@pytest.mark.parametrize("exact", ["Two officials said", "list", "The", "June.", TEXT])
def test_unchanged_words_are_found_wherever_they_come_to_stand(before, exact):
    if exact != "list":  # which stands twice: a matter of its own
        assert again(before + TEXT, exact) == found(before + TEXT, exact)


@pytest.mark.parametrize("nth", [0, 1])
def test_words_that_stand_twice_keep_to_their_own_place(nth):
    exact = "It may disclose an address on request"
    new = TEXT.replace("announced", "made known").replace("added", "said") + "\n\nCorrected."
    assert again(new, exact, nth) == found(new, exact, nth)


def test_when_one_of_two_is_taken_away_the_other_does_not_take_its_place():
    exact = "It may disclose an address on request"
    without_first = TEXT.replace(" It may disclose an address on request.\n", "\n", 1)
    assert again(without_first, exact, 0) == Lost(tuple(places(without_first, exact)))
    assert again(without_first, exact, 1) == found(without_first, exact)


def test_a_paragraph_doubled_where_it_stands_is_not_guessed():
    paragraph = TEXT.split("\n\n")[1] + "\n\n"
    new = TEXT.replace(paragraph, paragraph * 2)
    exact = "ninety days"
    assert again(new, exact) == Lost(tuple(places(new, exact)))


@pytest.mark.parametrize(("old", "new"), [("Two officials", "Three officials"), ("they added", "they said")])
def test_nor_is_one_that_was_changed_first_and_then_doubled(old, new):
    paragraph = TEXT.split("\n\n")[1].replace(old, new) + "\n\n"
    text = TEXT.replace(old, new).replace(paragraph, paragraph * 2)
    assert again(text, "ninety days") == Lost(tuple(places(text, "ninety days")))


def test_nor_is_one_at_the_end_of_a_text_that_was_changed():
    old = "The office may share. Officials said it may. It is narrow."
    new = "The office may share. Officials wrote it may. It is narrow. It is narrow."
    assert again(new, "It is narrow.", old=old) == Lost(tuple(places(new, "It is narrow.")))


def test_a_paragraph_copied_elsewhere_leaves_the_quote_where_it_was():
    paragraph = TEXT.split("\n\n")[1]
    new = f"{TEXT}\n\nFrom an earlier report:\n\n{paragraph}"
    assert again(new, "ninety days") == found(new, "ninety days", 0)
    new = f"From an earlier report:\n\n{paragraph}\n\n{TEXT}"
    assert again(new, "ninety days") == found(new, "ninety days", 1)


def test_a_paragraph_put_elsewhere_takes_its_quotes_along():
    first, second, third = TEXT.split("\n\n")
    new = "\n\n".join((second, third, first))
    assert again(new, "the list is kept for ninety days") == found(new, "the list is kept for ninety days")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("for ninety days", "for thirty days", "the list is kept for thirty days"),
        ("the list is kept", "the lists are kept", "the lists are kept for ninety days"),
        ("kept for", "kept, it is said, for", "the list is kept, it is said, for ninety days"),
        ("the list is kept for ninety days", "the list is kept", "the list is kept"),
        ("the list is kept for", "the list\nis kept for", "the list\nis kept for ninety days"),
        ("ninety days", "ninety\u00a0days", "the list is kept for ninety\u00a0days"),
    ],
)
def test_changed_words_are_moved_to_what_stands_in_their_place(old, new, words):
    text = TEXT.replace(old, new)
    start = text.index(words)
    assert again(text, "the list is kept for ninety days") == Moved(start, start + len(words))


def test_a_redaction_that_is_lifted_shows_what_was_under_it():
    old = TEXT.replace("Two officials", "█████")
    start = TEXT.index("Two officials")
    assert again(TEXT, "█████", old=old) == Moved(start, start + len("Two officials"))


def test_words_that_are_gone_are_lost():
    assert (
        again(TEXT.replace("Two officials said that the list is kept for ninety days. ", ""), "Two officials said")
        == Lost()
    )
    assert again("All different.", "Two officials said") == Lost()
    assert again("", "Two officials said") == Lost()


def test_a_text_replaced_as_a_whole_is_no_other_form_of_a_quote():
    assert again("Other words.", "Signed on", old="Signed on") == Lost()


def test_the_same_letters_somewhere_else_are_not_the_quote():
    new = TEXT.replace("on Monday", "last week").replace("in June", "on a Monday in June")
    assert not isinstance(again(new, "Monday"), Found)


def test_white_space_at_the_ends_of_a_quote_belongs_to_it():
    exact = " said that "
    assert again("New. " + TEXT, exact) == found("New. " + TEXT, exact)


def test_words_moved_before_are_found_when_they_are_back():
    changed = TEXT.replace("ninety", "thirty")
    moved = again(changed, "kept for ninety days")
    assert isinstance(moved, Moved)
    quote = Quote("kept for ninety days", start=moved.start, end=moved.end)
    assert find_again(changed, TEXT, quote) == found(TEXT, "kept for ninety days")
    further = "Corrected. " + changed
    assert find_again(changed, further, quote) == Moved(moved.start + 11, moved.end + 11)


def test_without_a_place_the_only_place_will_do_and_of_several_the_one_in_its_context():
    assert find_again("", TEXT, Quote("ninety days")) == found(TEXT, "ninety days")
    assert find_again("", TEXT, Quote("may disclose")) == Lost(tuple(places(TEXT, "may disclose")))
    assert find_again("", TEXT, Quote("may disclose", "Monday. It ", " an")) == found(TEXT, "may disclose", 0)
    assert find_again("", TEXT, Quote("request", "address on ", ", they")) == found(TEXT, "request", 1)
    assert find_again("", TEXT, Quote("may disclose", "no such words ")) == Lost(tuple(places(TEXT, "may disclose")))


def test_a_few_letters_without_their_context_are_not_taken_for_the_quote():
    assert find_again("", TEXT, Quote("June", "in May or ", " of that")) == Lost(tuple(places(TEXT, "June")))


@pytest.mark.parametrize("unit", ["a", "ab ", "the of "])
def test_text_that_repeats_itself_takes_no_longer_than_other_text(unit):
    old = unit * 100_000
    new = old[:-500] + "!" + old[:900]
    result = find_again(old, new, quoted(old, unit * 7, 50))
    assert isinstance(result, Found | Lost)


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60), st.data())
@settings(max_examples=300)
def test_whatever_the_texts_what_is_found_is_the_words_and_what_moved_is_other_ones(old, new, data):
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    quote = Quote(old[start:end], old[max(0, start - 32) : start], old[end : end + 32], start, end)
    for text, this in ((old, quote), ("", Quote(quote.exact, quote.prefix, quote.suffix))):
        result = find_again(text, new, this)
        if isinstance(result, Found):
            assert new[result.start : result.end] == quote.exact
        elif isinstance(result, Moved):
            assert 0 <= result.start < result.end <= len(new)
            assert new[result.start : result.end] != quote.exact
        else:
            assert list(result.candidates) == places(new, quote.exact)


def test_a_place_that_another_of_the_same_words_has_more_around_on_one_side_is_not_guessed():
    said = "In line with the paper act of 1995, we, the Wildlife Office (Office), are proposing to renew a survey."
    old = f"Notice 7.\n\n{said}\n\n{said}\n\nThis notice tells more of it."
    put_in = "The hearing on the rules was called off on day 7.\n\n"
    new = old.replace("(Office)", ")", 1).replace(f"\n\n{said}\n\nThis", f"\n\n{put_in}{said}\n\nThis")
    assert isinstance(again(new, "proposing to renew a survey", 0, old), Lost)
