"""The command palette: everything by name, with the keyboard alone."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from tracker.ui import recent
from tracker.ui.palette import Palette
from tracker.ui.palette_entries import Entry, commands, days_typed, fit, plain, ranked

Key = Qt.Key


def entry(words, kind="Edit", why_not=""):
    return Entry(words, kind, lambda: None, "", why_not)


# Matching, without a window


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("log", "Log development…"),
        ("dev log", "Log development…"),
        ("velop", "Log development…"),
        ("ldev", "Log development…"),
        ("catwac", "Copy as table with all columns"),
        ("devlopment", "Log development…"),
        ("LOG", "Log development…"),
        ("peticion", "Petición presentada"),
    ],
)
def test_what_is_typed_finds_the_words_it_means(typed, words):
    assert fit(typed, words)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("xyz", "Log development…"),
        ("log undo", "Log development…"),
        ("q", "Log"),
        ("talwani", "Copy as table with all columns"),
    ],
)
def test_what_is_not_meant_is_not_found(typed, words):
    assert not fit(typed, words)


def test_the_better_match_comes_first_and_what_cannot_be_done_after_its_like():
    entries = [entry("Dialogue"), entry("Log off", why_not="no"), entry("Log on"), entry("Catalogue")]
    assert [e.words for e in ranked(entries, "log")][:2] == ["Log on", "Log off"]
    assert ranked(entries, "  ") == entries


# In the window


def opened(window, person, qtbot):
    person.control(Key.Key_K)
    palette = person.dialog(Palette)
    assert palette.line.hasFocus()
    return palette


def shown(palette):
    return [e.words for e in palette.model.entries]


def test_every_action_of_the_menus_and_any_added_later_is_offered(window):
    added = QAction("Something &new", window)
    menu = next(a.menu() for a in window.menuBar().actions() if isinstance(a.menu(), QMenu))
    menu.addAction(added)
    offered = {(e.kind, e.words) for e in commands(window)}
    assert ("File", "Something new") in offered
    assert ("View › Text size", "125 %") in offered
    for action in window.actions():
        if action is not window.actions_.palette:
            assert plain(action.text()) in {words for _, words in offered}


def test_a_command_is_done_with_enter_and_nothing_with_esc(window, person, qtbot):
    palette = opened(window, person, qtbot)
    person.type("sources")
    assert window.tab == "timeline"
    person.press(Key.Key_Escape)
    person.sees_closed(palette)
    assert window.tab == "timeline"
    palette = opened(window, person, qtbot)
    person.type("sources")
    assert palette.chosen.words == "Sources"
    assert palette.chosen.keys == "Ctrl+4"
    person.press(Key.Key_Return)
    person.sees_closed(palette)
    assert window.tab == "sources"


def test_an_event_is_found_by_its_title_and_selected(window, person, qtbot):
    palette = opened(window, person, qtbot)
    person.type("secretaries sign")
    qtbot.waitUntil(lambda: any("Secretaries sign" in words for words in shown(palette)))
    while "Secretaries sign" not in palette.chosen.words:
        person.press(Key.Key_Down)
    person.press(Key.Key_Return)
    person.sees_closed(palette)
    title = next(r.title for r in window.session.results.rows if r.id == window.session.selection)
    assert "Secretaries sign" in title


def test_an_event_that_the_search_leaves_out_is_shown_and_said_to_be_left_out(window, person, qtbot):
    window.session.search("type:complaint")
    qtbot.waitUntil(window.session.reader.is_idle)
    palette = opened(window, person, qtbot)
    person.type("secretaries sign")
    qtbot.waitUntil(lambda: palette.chosen is not None and "Secretaries sign" in palette.chosen.words)
    person.press(Key.Key_Return)
    person.sees_closed(palette)
    assert window.session.selection
    assert "leaves this event out" in window.messages.label.text()


def test_a_saved_search_and_lanes_are_offered(window, person, qtbot):
    qtbot.waitUntil(lambda: any(entry.kind == "saved" for entry in window.sidebar.model.entries))
    palette = opened(window, person, qtbot)
    person.type("turning points")
    assert palette.chosen.kind == "Saved search"
    person.press(Key.Key_Return)
    person.sees_closed(palette)
    assert window.session.search_text
    window.show_tab("table")
    palette = opened(window, person, qtbot)
    person.type("lanes stakeholder")
    person.press(Key.Key_Return)
    person.sees_closed(palette)
    assert window.timeline_page.grouping == "stakeholder"
    assert window.tab == "timeline"


def test_what_cannot_be_done_is_there_says_why_and_stays(window, person, qtbot):
    palette = opened(window, person, qtbot)
    person.type("delete event")
    assert palette.chosen.why_not == "select an event first"
    person.press(Key.Key_Return)
    assert palette.isVisible()
    assert "select an event first" in palette.note.text()


def test_what_is_chosen_is_told_to_a_screen_reader(window, person, qtbot):
    palette = opened(window, person, qtbot)
    person.type("undo")
    assert "Undo" in palette.line.accessibleDescription()
    assert "nothing to undo" in palette.line.accessibleDescription()
    first = palette.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert first == palette.line.accessibleDescription()
    person.type("qqqq")
    assert palette.chosen is None
    assert "Nothing matches" in palette.line.accessibleDescription()


def test_a_tracker_opened_lately_is_offered_and_one_that_is_gone_greyed(window, settings, tmp_path):
    recent.note(settings, tmp_path / "lost.tracker")
    (lost,) = [e for e in commands(window) if e.words == "lost"]
    assert lost.why_not == "not found"


def test_typing_on_before_the_events_are_there_shows_only_what_was_typed_last(window, person, qtbot):
    palette = opened(window, person, qtbot)
    person.type("treasury")
    person.type("zzzz")
    qtbot.waitUntil(window.session.reader.is_idle)
    assert shown(palette) == []


@pytest.mark.parametrize(
    ("typed", "shown_as"),
    [("21 nov 2025", ["Show 21 November 2025"]), ("7/4/25", ["Show 4 July 2025", "Show 7 April 2025"])],
)
def test_a_date_that_is_typed_leads_there_and_an_ambiguous_one_is_not_guessed(window, person, qtbot, typed, shown_as):
    timeline = window.timeline_page.timeline
    window.show_tab("table")
    palette = opened(window, person, qtbot)
    person.type(typed)
    qtbot.waitUntil(lambda: any(words.startswith("Show ") for words in shown(palette)))
    offered = [entry for entry in palette.model.entries if entry.kind == "Timeline"]
    assert sorted(entry.words.removesuffix(" on the timeline") for entry in offered) == shown_as
    palette.do(offered[-1])
    day = datetime.date(2025, 11, 21) if len(shown_as) == 1 else datetime.date(2025, 4, 7)
    if len(shown_as) == 2 and "July" in offered[-1].words:
        day = datetime.date(2025, 7, 4)
    assert window.tab == "timeline"
    assert timeline.scale.x(day.toordinal() + 0.5) == pytest.approx(timeline.scale.width / 2, abs=2)
    assert timeline.scale.days < 70


def test_words_that_are_no_date_offer_none(window):
    for typed in ("may", "sign", "6103", "x" * 300, "30 February 2025", "2025-04/.."):
        assert days_typed(window, typed) == [], typed
