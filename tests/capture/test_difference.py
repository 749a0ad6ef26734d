"""Differences that people can read, and that lose nothing of either text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.capture.difference import Passage, Piece, by_paragraphs, by_words, stretches

words = st.text("abc ,.\n\u00a0中文", max_size=80)


@given(st.lists(st.sampled_from("abcd"), max_size=30), st.lists(st.sampled_from("abcd"), max_size=30), st.booleans())
def test_stretches_lead_from_one_sequence_to_the_other(a, b, readable):
    at_a = at_b = 0
    for same, a0, a1, b0, b1 in stretches(a, b, readable=readable):
        assert (a0, b0) == (at_a, at_b)
        assert (a1, b1) != (a0, b0)
        if same:
            assert a[a0:a1] == b[b0:b1]
        at_a, at_b = a1, b1
    assert (at_a, at_b) == (len(a), len(b))


def test_long_sequences_are_split_where_something_stands_once_in_both():
    a = [f"line {n}" for n in range(5000)]
    b = [line for n, line in enumerate(a) if n % 50] + ["end"]
    found = stretches(a, b)
    assert sum(s.a1 - s.a0 for s in found if s.same) == len(b) - 1


def test_long_sequences_without_anything_in_common_are_one_change():
    assert stretches(["a"] * 3000, ["b"] * 3000) == [(False, 0, 3000, 0, 3000)]


def test_a_changed_word_is_shown_as_a_word():
    assert by_words("It may share the list.", "It shall share the list.") == (
        Piece("same", "It "), Piece("gone", "may"), Piece("new", "shall"), Piece("same", " share the list."),
    )  # fmt: skip


def test_scripts_without_spaces_are_compared_by_character():
    assert Piece("gone", "三") in by_words("名单保留三十天", "名单保留九十天")


@given(words, words)
def test_the_pieces_are_both_texts(old, new):
    pieces = by_words(old, new)
    assert "".join(p.text for p in pieces if p.kind != "new") == old
    assert "".join(p.text for p in pieces if p.kind != "gone") == new


@given(words, words)
def test_the_passages_are_both_texts_where_nothing_is_folded(old, new):
    if old == new:
        return  # folded whole
    pieces = [piece for passage in by_paragraphs(old, new, around=100) for piece in passage.pieces]
    assert "".join(p.text for p in pieces if p.kind != "new") == old
    assert "".join(p.text for p in pieces if p.kind != "gone") == new


def test_long_unchanged_stretches_are_folded_and_say_how_long_they_are():
    old = "".join(f"Paragraph {n}.\n" for n in range(20))
    new = old.replace("Paragraph 10.", "Section 10.")
    passages = by_paragraphs(old, new)
    assert [p.folded for p in passages] == [9, 0, 0, 0, 8]
    assert [p.is_changed for p in passages] == [False, False, True, False, False]
    changed = passages[2]
    assert old[changed.old :].startswith("Paragraph 10.")
    assert new[changed.new :].startswith("Section 10.")


def test_a_single_unchanged_paragraph_is_shown_rather_than_folded():
    assert all(not p.folded for p in by_paragraphs("a\nb\nc\nd\n", "x\nb\nc\ny\n"))


@pytest.mark.parametrize(("old", "new"), [("", ""), ("same\n", "same\n")])
def test_texts_that_are_the_same_have_no_change(old, new):
    assert not any(passage.is_changed for passage in by_paragraphs(old, new))


def test_a_text_that_is_new_is_new_throughout():
    assert by_paragraphs("", "one\ntwo\n") == (Passage((Piece("new", "one\ntwo\n"),), 0, 0),)


def test_where_too_much_differs_to_be_compared_word_by_word_nothing_is_lost():
    old = "\n".join(f"{n % 7} of the same few words {n % 5} again and again {n % 11}" for n in range(3000))
    new = "\n".join(f"{n % 5} of the few same words {n % 9} and again again {n % 3}" for n in range(3000))
    pieces = [piece for passage in by_paragraphs(old, new, around=10_000) for piece in passage.pieces]
    assert "".join(p.text for p in pieces if p.kind != "new") == old
    assert "".join(p.text for p in pieces if p.kind != "gone") == new
