"""Help on searching: every example works, and a click on it searches."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tracker import query
from tracker.ui.dialogs.search_help import SearchHelp


@pytest.fixture
def help_(qtbot):
    made = SearchHelp()
    qtbot.addWidget(made)
    made.show()
    return made


def examples(dialog):
    return [button.text().replace("&&", "&") for button in dialog.examples]


def test_every_field_is_there_with_its_help_and_example(help_):
    said = [label.text() for label in help_.findChildren(QLabel)]
    for field in query.FIELDS:
        assert f"{field.name}:" in said
        assert field.help in said
        assert field.example in examples(help_)


def test_every_example_can_be_searched_for(help_, store):
    for example in examples(help_):
        if not example.startswith("id:"):
            assert store.count_found(example) == 0, example


def test_a_click_on_an_example_gives_it_to_the_search(help_, qtbot):
    button = help_.examples[examples(help_).index("after:2025-02")]
    with qtbot.waitSignal(help_.example_chosen) as caught:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert caught.args == ["after:2025-02"]


def test_an_example_is_reached_and_chosen_by_keyboard(help_, qtbot):
    help_.activateWindow()
    help_.examples[0].setFocus()
    QTest.keyClick(help_.examples[0], Qt.Key.Key_Tab)
    assert help_.focusWidget() is help_.examples[1]
    with qtbot.waitSignal(help_.example_chosen) as caught:
        QTest.keyClick(help_.examples[1], Qt.Key.Key_Space)
    assert caught.args == ['"preliminary injunction"']


def test_it_stays_open_beside_the_window(help_):
    assert not help_.isModal()


def test_f1_opens_it_once_and_its_examples_search_in_the_window(window, qtbot):
    window.actions_.help_search.trigger()
    window.actions_.help_search.trigger()
    found = window.findChildren(SearchHelp)
    assert len(found) == 1
    with qtbot.waitSignal(window.session.searched):
        found[0].examples[examples(found[0]).index("position:opposes")].click()
    assert window.session.search_text == "position:opposes"
    assert window.search_bar.line.text() == "position:opposes"
