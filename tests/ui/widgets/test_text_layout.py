"""Text laid out by us: nothing is read as markup, nothing is cut silently, links are where they are painted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont

from tracker.ui import theme as themes
from tracker.ui.widgets.text_layout import Heading, Paragraph, Run, Typesetter, colour_named, shown

LIGHT = themes.load("light")


@pytest.fixture
def typesetter(qapp):
    return Typesetter(QFont(qapp.font()), LIGHT)


def lay(typesetter, *blocks, room=300.0):
    return typesetter.arrange(blocks, 0, 0, room)


def said(arranged):
    return [placed.layout.text() for placed in arranged.texts]


def test_markup_is_text_like_any_other(typesetter):
    text = "<b>bold</b> &amp; <img src=x onerror=y>"
    assert said(lay(typesetter, Paragraph((Run(text),)))) == [text]


def test_line_ends_of_all_kinds_end_a_line(typesetter):
    one = lay(typesetter, Paragraph((Run("a"),)))
    for text in ("a\nb", "a\r\nb", "a\rb", "a\u2028b", "a\u2029b", "a\x85b"):
        arranged = lay(typesetter, Paragraph((Run(text),)))
        assert arranged.texts[0].layout.lineCount() == 2
        assert arranged.height > one.height


def test_a_title_on_one_line_has_its_line_ends_as_spaces():
    assert shown("two\r\nlines\x0bhere", one_line=True) == "two lines here"


def test_text_that_turns_direction_is_kept_to_itself():
    assert shown("\u202egnirts") == "\u2068\u202egnirts\u2069"
    assert shown("עברית").startswith("\u2068")
    assert shown("plain – text") == "plain – text"


def test_a_leading_byte_order_mark_does_not_swap_the_letters(typesetter):
    assert said(lay(typesetter, Paragraph((Run("\ufffeabc"),))))[0].endswith("abc")


def test_very_long_text_is_shown_shortened():
    text = shown("x" * 100_000)
    assert len(text) < 2000
    assert text.endswith("…")


def test_more_lines_than_allowed_end_in_an_ellipsis(typesetter):
    arranged = lay(typesetter, Paragraph((Run("word " * 200),), most_lines=3))
    layout = arranged.texts[0].layout
    assert layout.lineCount() <= 3
    assert layout.text().endswith("…")
    whole = lay(typesetter, Paragraph((Run("word"),), most_lines=3))
    assert whole.texts[0].layout.text() == "word"


def test_the_ellipsis_does_not_split_a_character_of_two_units(typesetter):
    arranged = lay(typesetter, Paragraph((Run("👩‍🔬" * 300),), most_lines=2))
    assert arranged.texts[0].layout.text().encode("utf-8")
    assert arranged.texts[0].layout.lineCount() <= 2


def test_a_word_without_end_wraps(typesetter):
    arranged = lay(typesetter, Paragraph((Run("x" * 300),)), room=120)
    layout = arranged.texts[0].layout
    assert layout.lineCount() > 1
    for number in range(layout.lineCount()):
        assert layout.lineAt(number).naturalTextWidth() <= 121


def test_a_quotation_has_a_bar_as_high_as_itself(typesetter):
    arranged = lay(typesetter, Paragraph((Run("short", "quote"),), bar=True))
    assert len(arranged.bars) == 1
    assert arranged.bars[0].height() <= arranged.height
    assert arranged.texts[0].at.x() > arranged.bars[0].right()


def test_a_link_answers_where_it_stands_and_nowhere_else(typesetter):
    arranged = lay(typesetter, Paragraph((Run("see "), Run("there", "link", "target"), Run(" now"))))
    link = arranged.texts[0].runs[1][2]
    box = next(iter(arranged.texts[0].boxes(link)))
    assert arranged.run_at(box.center()) is link
    assert arranged.run_at(QPointF(1, box.center().y())) is None
    assert arranged.run_at(QPointF(box.right() + 4, box.center().y())) is None
    assert arranged.run_at(QPointF(box.center().x(), box.bottom() + 30)) is None


def test_a_link_behind_characters_of_two_units_is_in_its_place(typesetter):
    plain = lay(typesetter, Paragraph((Run("👍👍 "), Run("there", "link", 1))))
    link = plain.texts[0].runs[1][2]
    boxes = list(plain.texts[0].boxes(link))
    assert len(boxes) == 1
    assert boxes[0].left() > 10


def test_a_link_over_two_lines_answers_on_both(typesetter):
    arranged = lay(typesetter, Paragraph((Run("word " * 12, "link", 1),)), room=150)
    link = arranged.texts[0].runs[0][2]
    boxes = list(arranged.texts[0].boxes(link))
    assert len(boxes) > 1
    assert all(arranged.run_at(box.center()) is link for box in boxes)


def test_name_pill_and_theme_share_a_line_where_there_is_room(typesetter):
    arranged = lay(typesetter, Heading("IRS", "Opposes", "opposes", "Privacy"), room=360)
    name, theme = arranged.texts
    pill = arranged.pills[0]
    assert pill.word == "Opposes"
    assert name.at.x() < pill.rect.left() < theme.at.x()
    assert abs(pill.rect.center().y() - arranged.height / 2) < 4
    right = theme.at.x() + theme.layout.lineAt(0).naturalTextWidth()
    assert right == pytest.approx(360, abs=3)


def test_a_long_name_keeps_its_line_and_the_pill_goes_below(typesetter):
    long = Heading("The National Association of Something Very Long", "Reservations", "reservations", "Statutory scope")
    arranged = lay(typesetter, long, room=260)
    name = arranged.texts[0]
    pill = arranged.pills[0]
    bottom = name.at.y() + name.layout.boundingRect().height()
    assert pill.rect.top() >= bottom - 1
    assert pill.rect.left() == 0


@pytest.mark.parametrize("room", [60, 90, 140, 200, 280, 400])
@pytest.mark.parametrize("name", ["A", "Veteran IRS officials", "x" * 80])
def test_nothing_of_a_heading_leaves_its_room(typesetter, room, name):
    arranged = lay(typesetter, Heading(name, "Reservations", "reservations", "Tax compliance and revenue"), room=room)
    for placed in arranged.texts:
        for number in range(placed.layout.lineCount()):
            line = placed.layout.lineAt(number)
            assert placed.at.x() + line.naturalTextWidth() <= max(room, 100) + 3
            assert placed.at.y() + line.y() + line.height() <= arranged.height + 2
    for pill in arranged.pills:
        assert pill.rect.bottom() <= arranged.height + 1


def test_colours_are_those_of_positions_and_of_the_theme():
    assert colour_named(LIGHT, "opposes") == LIGHT.positions["opposes"]
    assert colour_named(LIGHT, "warning") == LIGHT.warning
