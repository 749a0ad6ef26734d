"""What comes in is told apart: an article is read at once, an address is offered to be fetched, a file is opened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFileDialog

from tracker.ui.capture import start_page
from tracker.ui.capture.start_page import StartPage, address_in, host_asked
from tracker.ui.mime import mime_data


@pytest.fixture
def page(qtbot):
    made = StartPage()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("  http://example.org  ", "http://example.org"),
        ("example.org/news/story", "https://example.org/news/story"),
        ("www.example.org", "https://www.example.org"),
        ("A title", ""),
        ("See https://example.org/a", ""),
        ("https://example.org/a\nhttps://example.org/b", ""),
        ("file:///etc/passwd", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
        ("x" * 5_000 + ".org", ""),
    ],
)
def test_an_address_is_a_text_that_is_nothing_else(text, url):
    assert address_in(text) == url


@pytest.mark.parametrize("url", ["https://good.example@evil.example/a", "https://evil.example:443/good.example"])
def test_the_host_said_is_the_one_that_would_be_asked(url):
    assert host_asked(url) == "evil.example"


def text_data(text: str) -> QMimeData:
    data = mime_data()
    data.setText(text)
    return data


def test_a_pasted_article_is_read_at_once_and_not_shown_in_the_field(page, qtbot):
    with qtbot.waitSignal(page.text_given) as given:
        page.field.insertFromMimeData(text_data("word " * 100))
    assert given.args == ["word " * 100]
    assert page.field.text() == ""


def test_a_short_text_waits_for_more(page, qtbot):
    with qtbot.assertNotEmitted(page.text_given):
        page.field.insertFromMimeData(text_data("A title"))
    assert page.field.text() == "A title"
    with qtbot.waitSignal(page.text_given) as given:
        page.go_on.click()
    assert given.args == ["A title"]


def test_what_was_typed_before_is_not_lost_by_pasting(page, qtbot):
    page.field.type_text("A title\n")
    with qtbot.assertNotEmitted(page.text_given):
        page.field.insertFromMimeData(text_data("word " * 100))
    assert page.field.text() == "A title\n" + "word " * 100


def test_a_very_long_text_is_read_at_once_with_what_stands_around_it(page, qtbot):
    typed = "A\u00a0title\r\n\U0001f5ce gone after"
    page.field.type_text(typed)
    cursor = page.field.textCursor()
    cursor.setPosition(8 + 2)  # a line end is one unit, and what is beyond U+FFFF two
    cursor.setPosition(8 + 2 + 5, QTextCursor.MoveMode.KeepAnchor)
    page.field.setTextCursor(cursor)
    long = "word\n" * (start_page._LONG // 5)
    with qtbot.waitSignal(page.text_given) as given:
        page.field.insertFromMimeData(text_data(long))
    assert given.args == [typed.replace(" gone", long)]
    assert page.field.text() == typed


def test_a_pasted_address_says_whom_it_would_ask(page, qtbot):
    page.field.insertFromMimeData(text_data("https://ledger.example/story"))
    assert "ledger.example" in page.go_on.text()
    with qtbot.waitSignal(page.fetch_asked) as asked:
        page.go_on.click()
    assert asked.args == ["https://ledger.example/story"]


def test_nothing_can_be_gone_on_with_at_first(page):
    assert not page.go_on.isEnabled()
    page.field.type_text(" \n")
    assert not page.go_on.isEnabled()


def test_a_dropped_file_is_opened(page, qtbot, tmp_path):
    data = mime_data()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.pdf"))])
    with qtbot.waitSignal(page.file_given) as given:
        page.field.insertFromMimeData(data)
    assert given.args == [tmp_path / "a.pdf"]


def test_a_chosen_file_is_opened_and_a_cancelled_choice_is_none(page, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    with qtbot.assertNotEmitted(page.file_given):
        page.open.click()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "a.html"), ""))
    with qtbot.waitSignal(page.file_given) as given:
        page.open.click()
    assert given.args == [tmp_path / "a.html"]
