"""The bar that says what happened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget

from tracker.ui.message_bar import MessageBar


@pytest.fixture
def bar(qtbot):
    made = MessageBar()
    qtbot.addWidget(made)
    return made


def test_it_is_not_there_until_something_is_said(bar):
    assert not bar.isVisible()
    bar.show_message("Done.", "message")
    assert bar.isVisible()
    assert bar.label.text() == "Done."


def test_a_record_s_text_is_never_read_as_markup(bar):
    bar.show_message("<b>bold</b><img src='https://example.org/x.png'>", "error")
    assert bar.label.textFormat() == Qt.TextFormat.PlainText


def test_a_plain_message_goes_by_itself_and_an_error_stays(bar):
    bar.show_message("Done.", "message")
    assert bar._timer.isActive()
    bar.show_message("It failed.", "error")
    assert not bar._timer.isActive()
    assert bar.property("look") == "error"


def test_it_can_be_closed(bar, qtbot):
    bar.show_message("It failed.", "error")
    qtbot.mouseClick(bar.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_a_screen_reader_hears_it(bar):
    bar.show_message("It failed.", "error")
    assert bar.label.accessibleName() == "It failed."


@pytest.mark.parametrize("size", [(900, 400), (260, 400)])
def test_it_lies_at_the_foot_of_the_window_and_moves_nothing(qtbot, size):
    window = QWidget()
    inside = QPushButton("Add concern", window)
    QVBoxLayout(window).addWidget(inside)
    bar = MessageBar(window)
    qtbot.addWidget(window)
    window.resize(800, 400)
    window.show()
    before = inside.geometry()
    bar.show_message("Of 6 quotes from this source the words of 1 have changed. Ctrl+Shift+Q shows them.", "warning")
    assert inside.geometry() == before
    window.resize(*size)
    qtbot.waitUntil(lambda: bar.width() == window.width())
    assert bar.geometry().bottom() == window.rect().bottom()
    assert bar.label.height() >= bar.label.heightForWidth(bar.label.width())
