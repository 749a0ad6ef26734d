"""Colours and text size, as picked in the View menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tracker.store import Store
from tracker.ui.app import window_for
from tracker.ui.appearance import set_text_size, text_size_picked


@pytest.fixture(autouse=True)
def usual_size(qapp):
    """Every other test has the usual text size."""
    yield
    set_text_size(qapp, 100)


def test_text_grows_and_shrinks_with_keys_and_goes_back(window, person, settings):
    usual = QApplication.font().pointSizeF()
    heading = window.counts.font().pointSizeF() / usual
    assert heading < 0.9
    person.control(Qt.Key.Key_Equal)
    assert QApplication.font().pointSizeF() == pytest.approx(usual * 1.1)
    assert window.counts.font().pointSizeF() == pytest.approx(heading * usual * 1.1, abs=0.01)
    assert window.timeline_page.timeline.font().pointSizeF() == pytest.approx(usual * 1.1)
    person.control(Qt.Key.Key_Minus)
    person.control(Qt.Key.Key_Minus)
    assert QApplication.font().pointSizeF() == pytest.approx(usual * 0.9)
    person.control(Qt.Key.Key_0)
    assert QApplication.font().pointSizeF() == usual
    assert window.counts.font().pointSizeF() == pytest.approx(heading * usual, abs=0.01)


def test_the_text_size_is_remembered_and_the_next_window_has_it(window, case, settings, qtbot):
    usual = QApplication.font().pointSizeF()
    sizes = window.actions_.appearance.sizes.actions()
    next(action for action in sizes if action.data() == 150).trigger()
    assert text_size_picked(settings) == 150
    window.close()
    set_text_size(QApplication.instance(), 100)
    again = window_for(case.open(case.path), settings)
    assert QApplication.font().pointSizeF() == pytest.approx(usual * 1.5)
    assert [a.data() for a in again.actions_.appearance.sizes.actions() if a.isChecked()] == [150]
    again.show()
    qtbot.waitUntil(again.session.reader.is_idle)
    again.close()


def test_text_is_made_no_larger_than_the_largest(window):
    look = window.actions_.appearance
    for _ in range(20):
        look.larger.trigger()
    assert text_size_picked(window.settings) == 200
    assert not look.larger.isEnabled()
    assert look.smaller.isEnabled()


@pytest.mark.parametrize("kept", ["", "7", "a lot", "100000"])
def test_a_size_that_none_could_have_picked_is_the_usual(settings, kept):
    settings.setValue("textSize", kept)
    assert text_size_picked(settings) == 100


def test_high_contrast_is_picked_in_the_menu_and_kept(window, settings):
    look = window.actions_.appearance
    next(action for action in look.schemes.actions() if action.data() == "dark-contrast").trigger()
    assert window.theme.name == "dark-contrast"
    assert settings.value("scheme") == "dark-contrast"
    look.follow_system()
    assert window.theme.name == "dark-contrast"


def test_the_columns_of_a_table_keep_pace_with_the_text_and_their_headings_stay_whole(window, person, qtbot):
    window.show_tab("table")
    header = window.table.horizontalHeader()
    before = header.sectionSize(0)
    window.actions_.appearance.set_text_size(200)
    assert header.sectionSize(0) > 1.5 * before
    for place in range(header.count()):
        if not header.isSectionHidden(place):
            words = str(window.table.model().headerData(place, Qt.Orientation.Horizontal))
            assert header.sectionSize(place) >= header.fontMetrics().horizontalAdvance(words)
    window.actions_.appearance.set_text_size(100)
    assert header.sectionSize(0) == pytest.approx(before, abs=2)


def test_another_theme_keeps_the_text_size_of_headings(window, qtbot):
    window.actions_.appearance.set_text_size(200)
    size = window.counts.font().pointSizeF()
    window.actions_.appearance.set_scheme("dark")
    assert window.counts.font().pointSizeF() == size


def test_every_window_goes_along(window, settings, tmp_path, qtbot):
    other = window_for(Store.create(tmp_path / "other.tracker"), settings)
    other.show()
    qtbot.waitUntil(other.session.reader.is_idle)
    window.actions_.appearance.set_scheme("dark-contrast")
    window.actions_.appearance.set_text_size(125)
    assert other.theme.name == "dark-contrast"
    assert other.timeline_page.theme.name == "dark-contrast"
    look = other.actions_.appearance
    assert [a.data() for g in (look.schemes, look.sizes) for a in g.actions() if a.isChecked()] == [
        "dark-contrast",
        125,
    ]
    other.close()
