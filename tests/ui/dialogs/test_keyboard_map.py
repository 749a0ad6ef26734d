"""The keyboard map: all keys by place."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication

from tracker.ui.dialogs.keyboard_map import KeyboardMap, keyboard_map

Key = Qt.Key


@pytest.fixture
def dialog(window, person):
    person.control(Key.Key_Slash)
    return person.dialog(KeyboardMap)


def rows(dialog):
    """(place, keys, words) of the rows that are shown."""
    tops = [dialog.tree.topLevelItem(n) for n in range(dialog.tree.topLevelItemCount())]
    return [
        (top.text(0), top.child(n).text(0), top.child(n).text(1))
        for top in tops
        for n in range(top.childCount())
        if not top.isHidden() and not top.child(n).isHidden()
    ]


def test_every_action_with_a_key_is_listed_also_one_added_later(window):
    added = QAction("Something &new", window)
    added.setShortcut("Ctrl+F12")
    window.addAction(added)
    listed = keyboard_map(window)[0][1]
    assert ("Ctrl+F12", "Something new") in listed
    assert ("Ctrl+Shift+Z, Ctrl+Y", "Redo") in listed
    assert ("Ctrl+0", "Text size: As the system") in listed
    assert len(listed) == sum(1 for action in window.actions() if action.shortcuts())


def test_the_keys_of_a_place_are_each_named_once(window):
    for place, keys in keyboard_map(window):
        named = [key for key, _ in keys]
        assert len(named) == len(set(named)), place


def test_the_list_is_searched_by_key_and_by_words(dialog, person):
    assert dialog.line.hasFocus()
    person.type("date move")
    assert next(keys for _, keys, _ in rows(dialog)) == "Alt+Left, Alt+Right"
    dialog.line.setText("ctrl+k")
    assert [words for _, _, words in rows(dialog)] == ["Command palette"]
    dialog.line.setText("qqqq")
    assert rows(dialog) == []
    assert dialog.none.isVisible()
    dialog.line.clear()
    assert not dialog.none.isVisible()


def test_the_whole_map_is_copied_as_plain_text(dialog, person):
    dialog.line.setText("ctrl+k")
    dialog.copy_button.click()
    text = QGuiApplication.clipboard().text()
    for place, keys, words in rows(dialog):
        assert place in text
        assert re.search(rf"{re.escape(keys)} +{re.escape(words)}", text)
    assert "Timeline" in text
    assert all(len(line) < 120 for line in text.splitlines())
