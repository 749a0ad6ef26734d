"""The text of an article is shown whole, and places in it are found again whatever characters stand before them."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtGui import QTextCursor

from tracker.capture.suggested import Place
from tracker.ui import theme as themes
from tracker.ui.capture.text_pane import Laid, TextPane

TEXTS = {
    "plain": "One line.\nAnother line.\n\nA third one, with words to light.\n",
    "astral": "👩‍🔬 said:\n“𝔄 quote” and 𝔅 words to light 👍 here",
    "strange": "\ufeffno\u00a0break \u2028 and \u2029 and \ufdd0\nwords\u200b to light\ufffe\n\ufeffend",
    "one long line": "word " * 5_000 + "words to light" + " word" * 3_000,
    "ends with a line": "words to light\n",
}


@pytest.fixture
def pane(qtbot):
    made = TextPane(themes.load("light"))
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_lines_hold_the_whole_text(text):
    laid = Laid(text)
    starts = [*laid.starts, len(text)]
    joined = "".join(text[begin:end] for begin, end in itertools.pairwise(starts))
    assert joined == text
    assert max(len(laid.line(number)) for number in range(len(laid.starts))) <= 2_000


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_place_is_where_its_words_are_shown(pane, qtbot, text):
    pane.set_text(Laid(text))
    qtbot.waitUntil(pane.is_filled)
    words = next(w for w in ("words to light", "words\u200b to light") if w in text)
    at = text.index(words)
    cursor = pane._cursor(Place(at, at + len(words)))
    assert cursor.selectedText() == words
    pane.setTextCursor(cursor)
    assert pane.selected() == Place(at, at + len(words))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_what_is_copied_is_the_text_itself(pane, qtbot, text):
    pane.set_text(Laid(text))
    qtbot.waitUntil(pane.is_filled)
    cursor = pane.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    pane.setTextCursor(cursor)
    assert pane.selected() == Place(0, len(text))


def test_a_long_text_is_filled_in_bit_by_bit(pane, qtbot):
    text = "A line of some words that is not very long.\n" * 40_000
    pane.set_text(Laid(text))
    assert not pane.is_filled()
    assert pane.text() == text
    pane.show_places((Place(len(text) - 30, len(text) - 20),))  # not there yet: nothing happens
    qtbot.waitUntil(pane.is_filled)
    assert pane.document().blockCount() == 40_001


def test_another_text_takes_the_place_of_one_still_being_filled_in(pane, qtbot):
    pane.set_text(Laid("A line.\n" * 100_000))
    pane.set_text(Laid("Short."))
    qtbot.waitUntil(pane.is_filled)
    assert pane.document().blockCount() == 1


def test_places_are_lit_and_the_one_meant_stands_out(pane, qtbot):
    text = TEXTS["plain"]
    pane.set_text(Laid(text))
    pane.light([Place(0, 3), Place(10, 17)])
    pane.show_places((Place(10, 17),))
    assert [s.cursor.selectedText() for s in pane.extraSelections()] == ["One", "Another", "Another"]
    assert pane.extraSelections()[-1].format.fontUnderline()


def test_of_thousands_of_places_those_in_view_are_lit(pane, qtbot):
    text = "A line with words in it.\n" * 3_000
    pane.set_text(Laid(text))
    qtbot.waitUntil(pane.is_filled)
    pane.light([Place(at, at + 6) for at in range(0, len(text), 25)])
    few = len(pane.extraSelections())
    assert 5 < few < 60
    pane.show_places((Place(50_000, 50_006),))
    pane.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: 0 in [s.cursor.selectionStart() for s in pane.extraSelections()])
    pane.show_places((Place(50_000, 50_006),))
    lit = [s.cursor.selectionStart() for s in pane.extraSelections()]
    assert 50_000 in lit
    assert 0 not in lit
    assert len(lit) < 60
