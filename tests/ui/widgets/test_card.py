"""Cards and sections of them: opened, removed and walked by mouse and by keys."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from tracker.ui import theme as themes
from tracker.ui.widgets.card import Card, CardContent
from tracker.ui.widgets.section import Section
from tracker.ui.widgets.text_layout import Heading, Paragraph, Run

LIGHT, DARK = themes.load("light"), themes.load("dark")


@pytest.fixture
def done():
    return []


def content(done, name="card", *, remove=True, link=None):
    blocks = (Heading(name, "Opposes", "opposes", "Privacy"), Paragraph((Run("see "), Run("there", "link", link))))
    return CardContent(
        blocks,
        lambda: done.append(f"open {name}"),
        (lambda: done.append(f"remove {name}")) if remove else None,
        "Remove it",
        (("Copy & keep", lambda: done.append(f"copy {name}")),),
    )


@pytest.fixture
def card(qtbot, done):
    made = Card(LIGHT, follow=lambda target: done.append(f"follow {target}"))
    qtbot.addWidget(made)
    made.set_content(content(done, link="elsewhere"))
    made.resize(320, made.heightForWidth(320))
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_open_it(card, done, qtbot, key):
    qtbot.keyClick(card, key)
    assert done == ["open card"]


def test_delete_removes_it(card, done, qtbot):
    qtbot.keyClick(card, Qt.Key.Key_Delete)
    assert done == ["remove card"]


def test_a_card_that_cannot_be_removed_leaves_delete_alone(card, done, qtbot):
    card.set_content(content(done, remove=False))
    qtbot.keyClick(card, Qt.Key.Key_Delete)
    assert done == []


def test_a_click_opens_it(card, done, qtbot):
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(6, 6))
    assert done == ["open card"]


def test_a_click_on_a_link_follows_that_and_opens_nothing(card, done, qtbot):
    placed = card.arranged().texts[-1]
    link = placed.runs[1][2]
    where = next(iter(placed.boxes(link))).center().toPoint()
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=where)
    assert done == ["follow elsewhere"]


def test_a_press_dragged_off_the_card_does_nothing(card, done, qtbot):
    qtbot.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(6, 6))
    qtbot.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(6, card.height() + 40))
    assert done == []


def test_the_menu_has_everything_and_marks_ampersands(card, done):
    menu = card.make_menu()
    texts = [action.text() for action in menu.actions()]
    assert texts == ["Copy && keep", "", "Remove it"]
    menu.actions()[0].trigger()
    menu.actions()[2].trigger()
    assert done == ["copy card", "remove card"]
    menu.deleteLater()


def test_the_menu_key_opens_the_menu_at_the_card(card, qtbot):
    QApplication.sendEvent(card, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0)))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert menu.actions()[0].text() == "Copy && keep"
    menu.close()


def test_it_says_everything_to_screen_readers(card):
    assert card.accessibleName() == "card, Opposes, Privacy\nsee there"


def test_narrower_is_higher(card):
    assert card.heightForWidth(90) > card.heightForWidth(320)


def test_a_larger_font_makes_it_higher(card):
    before = card.heightForWidth(320)
    font = card.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    card.setFont(font)
    assert card.heightForWidth(320) > before * 1.5


def test_dark_is_painted_dark(card):
    card.set_theme(DARK)
    image = card.grab().toImage()
    assert image.pixelColor(image.width() // 2, image.height() // 2).lightness() < 90


@pytest.fixture
def section(qtbot, done):
    area = QScrollArea()
    qtbot.addWidget(area)
    body = QWidget()
    layout = QVBoxLayout(body)
    made = Section("Concerns", "Add concern", LIGHT, body)
    layout.addWidget(made)
    layout.addStretch(1)
    area.setWidget(body)
    area.setWidgetResizable(True)
    area.resize(360, 600)
    area.show()
    made.set_contents([content(done, name) for name in ("a", "b", "c")])
    yield made
    area.close()


def names(section):
    return [card.accessibleName().partition(",")[0] for card in section.shown_cards()]


def test_a_section_counts_and_shows_its_cards(section):
    assert names(section) == ["a", "b", "c"]
    assert section.count.text() == "3"
    assert all(card.isVisible() for card in section.shown_cards())


def test_cards_are_as_high_as_their_text_and_do_not_overlap(section, qtbot):
    qtbot.waitUntil(lambda: section.cards[0].height() == section.cards[0].heightForWidth(section.cards[0].width()))
    tops = [card.geometry() for card in section.shown_cards()]
    assert all(one.bottom() < other.top() for one, other in pairwise(tops))


def test_cards_are_used_again(section, done):
    before = list(section.cards)
    section.set_contents([content(done, "x")])
    assert names(section) == ["x"]
    assert [card.isVisible() for card in section.cards] == [True, False, False]
    section.set_contents([content(done, name) for name in "wxyz"])
    assert section.cards[:3] == before
    assert names(section) == ["w", "x", "y", "z"]
    assert section.count.text() == "4"


def test_an_empty_section_counts_nothing(section):
    section.set_contents([])
    assert section.count.text() == ""
    assert section.shown_cards() == []


def test_the_arrows_walk_the_cards_and_tab_stops_once(section, qtbot):
    section.cards[0].setFocus()
    qtbot.keyClick(section.cards[0], Qt.Key.Key_Down)
    assert section.cards[1].hasFocus()
    stops = [bool(card.focusPolicy() & Qt.FocusPolicy.TabFocus) for card in section.shown_cards()]
    assert stops == [False, True, False]
    qtbot.keyClick(section.cards[1], Qt.Key.Key_Up)
    assert section.cards[0].hasFocus()
    qtbot.keyClick(section.cards[0], Qt.Key.Key_Up)
    assert section.cards[0].hasFocus()


def test_when_the_focused_card_goes_the_next_has_the_focus(section, done):
    section.cards[1].setFocus()
    section.set_contents([content(done, name) for name in ("a", "c")])
    assert section.cards[1].hasFocus()
    assert names(section) == ["a", "c"]
    section.set_contents([content(done, "a")])
    assert section.cards[0].hasFocus()
    section.set_contents([])
    assert section.add.hasFocus()


def test_its_link_asks_for_one_more(section, qtbot):
    with qtbot.waitSignal(section.add_requested):
        qtbot.mouseClick(section.add, Qt.MouseButton.LeftButton)
    section.set_writable(False)
    assert not section.add.isEnabled()
