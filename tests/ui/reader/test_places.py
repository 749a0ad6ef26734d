"""Places in a kept text and in the document that shows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from tracker.ui.reader.places import LONGEST_LINE, ShownText

ODD = "\r\n\u2028\u2029\u00a0\ufeff\ufffe\ufffc\ufdd0\ufdd1\x0b\x0c\x85\t\x01\x1f\x7f\u0301\u200d\u202eéא漢😀🏳"
TEXTS = st.text(
    st.one_of(st.sampled_from(ODD + "ab "), st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    max_size=60,
)


def units(text):
    return len(text.encode("utf-16-le")) // 2


def document_of(shown):
    document = QTextDocument()
    QTextCursor(document).insertText("".join(shown.pieces))
    return document


def words_at(document, start, end):
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


@given(TEXTS)
def test_every_place_in_a_text_is_found_in_the_document_and_back(text):
    shown = ShownText(text)
    document = document_of(shown)
    assert document.characterCount() - 1 == shown.length
    for at in range(len(text) + 1):
        inside = text[at - 1 : at + 1] == "\r\n"
        assert shown.to_kept(shown.to_document(at)) == (at - 1 if inside else at)


@given(TEXTS)
def test_each_character_is_shown_where_it_is_said_to_stand(text):
    shown = ShownText(text)
    document = document_of(shown)
    for at, character in enumerate(text):
        seen = words_at(document, shown.to_document(at), shown.to_document(at + 1))
        if character == "\r" and text[at + 1 : at + 2] == "\n":
            assert seen == ""
        elif character in "\r\n\u2029":
            assert seen == "\u2029"  # how Qt tells of a new line
        elif character in "\x0b\x0c\x85\u2028":
            assert seen == "\u2028"
        elif character in "\ufeff\ufffe\ufffc\ufdd0\ufdd1":
            assert units(seen) == 1
        else:
            assert seen == character


@given(TEXTS)
def test_no_place_in_the_document_is_outside_the_text_or_out_of_order(text):
    shown = ShownText(text)
    places = [shown.to_kept(unit) for unit in range(shown.length + 1)]
    assert places == sorted(places)
    assert places[0] == 0
    assert places[-1] == len(text)


@pytest.mark.parametrize(
    "line",
    [
        "word " * 9_000,
        "w" * 50_000,
        "😀" * 30_000,
        ("w" * 7_990 + "😀") * 4,
        "é " * LONGEST_LINE,
        "a\r\n" + "b " * 9_000,
    ],
)
def test_a_line_too_long_is_shown_as_several_and_no_character_is_lost(line):
    text = f"{line}\r\nThe end 😀."
    shown = ShownText(text)
    assert max(map(len, "".join(shown.pieces).split("\n"))) <= LONGEST_LINE
    assert "".join(shown.pieces).replace("\n", "") == text.replace("\r", "").replace("\n", "")
    document = document_of(shown)
    assert document.characterCount() - 1 == shown.length
    for at in (*range(0, len(text), 997), len(text) - 3, len(text)):
        assert shown.to_kept(shown.to_document(at)) == at
    end = text.index("The end")
    assert words_at(document, shown.to_document(end), shown.length) == "The end 😀."


def test_a_line_is_broken_at_white_space_and_its_end_belongs_to_the_line_before():
    text = "word " * 9_000
    shown = ShownText(text)
    first = "".join(shown.pieces).index("\n")
    assert "".join(shown.pieces)[first - 1] == " "
    assert shown.to_kept(first) == shown.to_kept(first + 1) == first
    assert shown.to_document(first) == first + 1
