"""Breaking titles into lines, whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.timeline.wrapping import plain, wrapped


def wide(text: str) -> float:
    """A font in which every letter is seven pixels wide."""
    return 7.0 * len(text)


@given(st.text(max_size=200), st.text(max_size=30), st.integers(20, 400))
def test_the_lines_of_a_title_are_the_title(title, lead, width):
    lines = wrapped(lead, title, width, wide)
    assert "".join(line.text for line in lines) == plain(title)
    assert "".join(line.lead for line in lines).rstrip(" ") == lead.rstrip(" ")


@given(st.text(st.characters(codec="ascii", exclude_characters="\r\n\t"), max_size=200), st.integers(40, 400))
def test_no_line_is_wider_than_the_room(title, width):
    for line in wrapped("7 Apr 2025", title, width, wide):
        assert line.width <= width
        assert wide((line.lead + line.text).rstrip(" ")) == pytest.approx(line.width)


def test_lines_are_broken_between_words():
    lines = wrapped("", "Court stays the policy", 90, wide)
    assert [line.text for line in lines] == ["Court stays ", "the policy"]


def test_the_date_comes_before_the_title_on_the_same_line():
    (line,) = wrapped("7 Apr 2025", "Court stays", 400, wide)
    assert (line.lead, line.text) == ("7 Apr 2025  ", "Court stays")
    assert line.lead_width == wide(line.lead)


def test_a_very_long_word_is_broken_where_it_must_be():
    lines = wrapped("", "x" * 95, 70, wide)
    assert [len(line.text) for line in lines] == [10] * 9 + [5]


def test_what_belongs_to_one_character_stays_together():
    family = "👩\u200d⚖️"
    for line in wrapped("", family * 9, 40, wide):
        assert len(line.text) % len(family) == 0
    assert [line.text for line in wrapped("", "e\u0301" * 4, 14, wide)] == ["e\u0301"] * 4


def test_words_tied_together_are_not_parted():
    assert [line.text for line in wrapped("", "under §\u00a06103 only", 80, wide)] == ["under ", "§\u00a06103 only"]


def test_signs_after_the_title_have_room():
    assert [line.text for line in wrapped("", "Ten letter", 75, wide)] == ["Ten letter"]
    lines = wrapped("", "Ten letter", 75, wide, trailing=20)
    assert [(line.text, line.width) for line in lines] == [("Ten letter", 70), ("", 20)]


def test_line_ends_within_a_title_are_spaces():
    assert plain("one\ntwo\u2028three\x07") == "one two three "
