"""Quotes to look at: the difference is shown, and every decision is one that somebody made."""

from __future__ import annotations

import json
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tracker.operations.change import edit_event
from tracker.operations.source_text import correct_text
from tracker.records import Citation, Event, InboxItem, Source
from tracker.ui import undoing
from tracker.ui.dialogs.left_out_dialog import LeftOutDialog
from tracker.ui.dialogs.quotes_dialog import QuotesDialog

ORPHAN, MOVED = "It is narrow.", "Officials said"


@pytest.fixture
def dialog(session, story, light, show, qtbot):
    """One quote has changed, one is in two places; the dialog shows them."""
    changed = story.kept.text.replace(MOVED, "Officials wrote").replace(ORPHAN, f"{ORPHAN} {ORPHAN}")
    correct_text(session.store, story.kept, changed)
    made = QuotesDialog(session, light)
    qtbot.waitUntil(lambda: made.current() is not None and session.reader.is_idle())
    return show(made)


def of(session, exact):
    return next(c for c in session.store.where(Citation) if c.exact == exact)


def choose(dialog, qtbot, exact):
    dialog.list.setCurrentRow(next(n for n, row in enumerate(dialog.rows) if row.exact == exact))
    qtbot.waitUntil(lambda: dialog.current() is not None and dialog.current().exact == exact)


def settled(dialog, qtbot, count):
    qtbot.waitUntil(lambda: len(dialog.rows) == count and dialog.session.reader.is_idle())


def test_it_lists_what_changed_and_what_is_not_found(dialog):
    said = [dialog.list.item(n).text() for n in range(dialog.list.count())]
    assert [text.partition("\n")[0] for text in said] == [f"“{MOVED}”", f"“{ORPHAN}”"]
    assert "words changed · IRS story" in said[0]
    assert "not found" in said[1]
    assert "Words changed: 1. Not found: 1." in dialog.summary.text()


def test_the_old_and_the_new_words_are_shown_with_what_differs(dialog, qtbot):
    choose(dialog, qtbot, MOVED)
    said = dialog.pane.words.plain_text()
    assert "As quoted\nOfficials said" in said
    assert "Officials wrote" in said.partition("In the text now\n")[2]
    runs = {(run.text, run.look) for placed in dialog.pane.words.arranged().texts for _, _, run in placed.runs}
    assert {("said", "gone"), ("wrote", "new")} <= runs


def test_confirming_takes_the_new_words_and_goes_on_to_the_next(dialog, session, qtbot):
    choose(dialog, qtbot, MOVED)
    dialog.pane.confirm_button.click()
    settled(dialog, qtbot, 1)
    assert of(session, "Officials wrote").anchor == "matches"
    qtbot.waitUntil(lambda: dialog.current() is not None and dialog.current().exact == ORPHAN)
    dialog.undo_button.click()
    settled(dialog, qtbot, 2)
    assert of(session, MOVED).anchor == "moved"
    assert not dialog.undo_button.isEnabled()


def test_a_changed_quote_may_stay_as_it_was_quoted(dialog, session, qtbot):
    choose(dialog, qtbot, MOVED)
    dialog.pane.keep_button.click()
    qtbot.waitUntil(lambda: [row.state for row in dialog.rows] == ["orphaned"] * 2)
    assert of(session, MOVED).start == -1


def test_of_several_places_one_is_chosen_by_hand(dialog, session, qtbot):
    choose(dialog, qtbot, ORPHAN)
    assert "2 places" in dialog.pane.words.plain_text()
    assert not dialog.pane.point_button.isEnabled()
    dialog.pane.field.choices[1].click()
    dialog.pane.point_button.click()
    settled(dialog, qtbot, 1)
    text = session.store.where(Source, title="IRS story")[0].text
    assert of(session, ORPHAN).start == text.rindex(ORPHAN)


def test_other_words_can_be_quoted_instead_by_keyboard(dialog, session, qtbot):
    choose(dialog, qtbot, ORPHAN)
    dialog.pane.field.words.setFocus()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(dialog.focusWidget(), "The IRS may share.")
    dialog.pane.point_button.setFocus()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    settled(dialog, qtbot, 1)
    assert of(session, "The IRS may share.").start == 0


def test_checking_all_brings_states_up_to_date(dialog, session, qtbot):
    citation = of(session, MOVED)
    with session.store.edit("By another program") as edit:
        edit.change(citation, exact="Officials wrote", start=3, end=4, anchor="matches")
    settled(dialog, qtbot, 1)
    dialog.check_button.click()
    qtbot.waitUntil(lambda: not session.is_lent and dialog.check_button.isEnabled())
    fixed = of(session, "Officials wrote")
    text = session.store.where(Source, title="IRS story")[0].text
    assert (fixed.start, fixed.anchor) == (text.index("Officials wrote"), "matches")


def test_nothing_is_decided_on_a_text_that_nobody_has_seen(dialog, session, story, qtbot):
    choose(dialog, qtbot, MOVED)
    looked = dialog.pane.looked
    correct_text(session.store, story.kept, "Other. " + looked.source.text.replace("wrote", "denied"))
    qtbot.waitUntil(session.reader.is_idle)
    dialog.pane.show_quote(looked)  # as if what changed had not yet been read
    dialog.confirm()
    assert "changed meanwhile" in session.said[-1][0]
    assert of(session, MOVED).anchor == "moved"


def test_with_nothing_to_look_at_it_says_so(session, light, show, qtbot):
    made = QuotesDialog(session, light)
    qtbot.waitUntil(lambda: bool(made.summary.text()))
    show(made)
    assert made.summary.text().startswith("No quote needs to be looked at. 2 are as quoted")
    assert not made.splitter.isVisible()


def test_in_a_read_only_tracker_nothing_can_be_decided(session, story, light, show, qtbot):
    correct_text(session.store, story.kept, story.kept.text.replace(MOVED, "Officials wrote"))
    session.store.why_read_only = "It was opened for reading only."
    made = QuotesDialog(session, light)
    qtbot.waitUntil(lambda: made.current() is not None)
    show(made)
    for button in (made.pane.confirm_button, made.pane.keep_button, made.pane.point_button, made.check_button):
        assert not button.isEnabled()


def test_closing_it_ends_a_check_under_way_first(dialog, session, qtbot):
    dialog.check_button.click()
    dialog.reject()
    qtbot.waitUntil(lambda: not dialog.isVisible() and not session.is_lent)
    assert session.store.undo_label() == "Correct text"
    with session.store.edit("After it") as edit:  # nothing of it listens any more
        edit.change(of(session, MOVED), locator="p. 2")
    qtbot.waitUntil(session.reader.is_idle)


def test_quotes_are_written_to_a_file_and_taken_in_again(dialog, session, qtbot, tmp_path):
    path = tmp_path / "quotes.jsonld"
    dialog.write_out(path)
    qtbot.waitUntil(path.is_file)
    with session.store.edit("Delete") as edit:
        edit.remove(of(session, MOVED))
    settled(dialog, qtbot, 1)
    dialog.take_in(path)
    qtbot.waitUntil(lambda: not session.is_lent and dialog.import_button.isEnabled())
    qtbot.waitUntil(lambda: "Taken in from quotes.jsonld: 1 quotes" in session.said[-1][0])
    assert of(session, MOVED).anchor == "orphaned"  # as a file says no more than what was quoted
    settled(dialog, qtbot, 2)
    dialog.undo_button.click()
    settled(dialog, qtbot, 1)


def test_a_file_that_is_none_is_refused_in_the_dialog(dialog, session, qtbot, tmp_path):
    path = tmp_path / "none.jsonld"
    path.write_text("7")
    before = session.store.content_hash()
    dialog.take_in(path)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "Nothing was imported" in dialog.problem.text()
    assert session.store.content_hash() == before


@pytest.fixture
def partly(dialog, session, qtbot, tmp_path):
    """A file of three annotations, of which the tracker lacks all: one can be taken in."""
    path = tmp_path / "quotes.jsonld"
    dialog.write_out(path)
    qtbot.waitUntil(path.is_file)
    value = json.loads(path.read_text("utf-8"))
    items = value["first"]["items"]
    good = next(item for item in items if item["target"]["selector"][0]["exact"] == MOVED)
    value["first"]["items"] = [{**good, "target": 7}, good, {**good, "id": "urn:x:2", "target": {"source": 8}}]
    path.write_text(json.dumps(value), "utf-8")
    with session.store.edit("Delete") as edit:
        edit.remove(of(session, MOVED))
    settled(dialog, qtbot, 1)
    return path


def asked(dialog, qtbot):
    """The list of what cannot be taken in, once it is shown."""
    found = []

    def shown():
        found[:] = [d for d in dialog.findChildren(LeftOutDialog) if d.isVisible()]
        return bool(found) and found[0].focusWidget() is not None

    qtbot.waitUntil(shown)
    found[0].activateWindow()
    qtbot.waitUntil(found[0].isActiveWindow)
    return found[0]


def test_what_cannot_be_taken_in_is_listed_and_nothing_is_by_enter_or_esc(dialog, session, qtbot, partly):
    before = session.store.content_hash()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        dialog.take_in(partly)
        left_out = asked(dialog, qtbot)
        rows = [[left_out.table.item(row, column).text() for column in range(4)] for row in range(2)]
        assert [row[:3] for row in rows] == [["annotation 1", "target", "7"], ["annotation 3", "source", "8"]]
        assert "Give it one" in rows[0][3]
        assert left_out.head.text() == "2 annotations in quotes.jsonld cannot be taken in"
        assert "1 other can be taken in now." in left_out.detail.text()
        QTest.keyClick(left_out.focusWidget(), key)
        qtbot.waitUntil(lambda: not dialog.findChildren(LeftOutDialog))
        assert session.store.content_hash() == before


def test_the_others_are_taken_in_when_somebody_says_so_and_those_left_out_are_named(dialog, session, qtbot, partly):
    dialog.take_in(partly)
    left_out = asked(dialog, qtbot)
    assert left_out.rest_button.text() == "Import &all but these 2"
    left_out.rest_button.setFocus()
    QTest.keyClick(left_out.rest_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.problem.isVisible() and not session.is_lent)
    said = "Left out, as they cannot be taken in: 2 (annotation 1, annotation 3)."
    assert "Taken in from quotes.jsonld: 1 quotes" in dialog.problem.text()
    assert said in dialog.problem.text()
    assert session.said[-1] == (dialog.problem.text(), "warning")
    assert of(session, MOVED).anchor == "orphaned"
    settled(dialog, qtbot, 2)
    dialog.undo_button.click()
    settled(dialog, qtbot, 1)


def test_a_tracker_changed_while_the_list_was_read_is_planned_anew(dialog, session, qtbot, partly):
    dialog.take_in(partly)
    left_out = asked(dialog, qtbot)
    with session.store.edit("Read feeds") as edit:
        edit.add(InboxItem(title="Meanwhile"))
    left_out.rest_button.click()
    qtbot.waitUntil(lambda: dialog.problem.isVisible() and not session.is_lent)
    assert "Taken in from quotes.jsonld: 1 quotes" in dialog.problem.text()
    assert of(session, MOVED).anchor == "orphaned"


def test_where_other_annotations_would_be_left_out_than_agreed_it_asks_again(dialog, session, qtbot, partly):
    dialog.take_in(partly)
    left_out = asked(dialog, qtbot)
    value = json.loads(partly.read_text("utf-8"))
    value["first"]["items"].append(9)
    partly.write_text(json.dumps(value), "utf-8")
    before = session.store.content_hash()
    left_out.rest_button.click()
    qtbot.waitUntil(lambda: bool(left_out_lists(dialog, 3)))
    assert not left_out_lists(dialog, 2)
    assert session.store.content_hash() == before


def left_out_lists(dialog, count):
    return [d for d in dialog.findChildren(LeftOutDialog) if d.isVisible() and len(d.problems) == count]


def test_of_a_file_in_which_nothing_can_be_taken_in_all_is_listed(dialog, session, qtbot, partly):
    partly.write_text(json.dumps([7, {"target": 7}]))
    before = session.store.content_hash()
    dialog.take_in(partly)
    left_out = asked(dialog, qtbot)
    assert (left_out.table.rowCount(), left_out.rest_button.isVisible()) == (2, False)
    assert left_out.nothing_button.text() == "C&lose"
    left_out.copy_button.click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert ["annotation 1" in copied[0], "annotation 2" in copied[1]] == [True, True]
    assert session.store.content_hash() == before
    left_out.nothing_button.click()
    assert dialog.isVisible()


def test_undo_takes_back_what_the_dialog_did_and_not_what_was_done_elsewhere_since(dialog, session, story, qtbot):
    choose(dialog, qtbot, MOVED)
    dialog.pane.confirm_button.click()
    settled(dialog, qtbot, 1)
    edit_event(session.store, story.later.id, title="Another title")
    qtbot.waitUntil(session.reader.is_idle)
    dialog.undo_button.click()
    settled(dialog, qtbot, 2)
    assert of(session, MOVED).anchor == "moved"
    assert session.store.get(Event, story.later.id).title == "Another title"
    assert not dialog.undo_button.isEnabled()


def test_undo_says_what_was_done_since_that_stands_in_its_way(dialog, session, qtbot):
    choose(dialog, qtbot, MOVED)
    dialog.pane.confirm_button.click()
    settled(dialog, qtbot, 1)
    with session.store.edit("Mend the page") as edit:
        edit.change(of(session, "Officials wrote"), locator="p. 2")
    qtbot.waitUntil(session.reader.is_idle)
    before = session.store.content_hash()
    dialog.undo_button.click()
    assert "“Mend the page” of " in dialog.problem.text()
    assert dialog.problem.isVisible()
    assert session.store.content_hash() == before
    session.undo()
    settled(dialog, qtbot, 1)
    dialog.undo_button.click()
    settled(dialog, qtbot, 2)
    assert (of(session, MOVED).anchor, dialog.problem.isVisible()) == ("moved", False)


def test_what_was_undone_elsewhere_is_no_more_to_undo_here_until_it_is_redone(dialog, session, qtbot):
    choose(dialog, qtbot, MOVED)
    dialog.pane.confirm_button.click()
    settled(dialog, qtbot, 1)
    session.undo()
    settled(dialog, qtbot, 2)
    assert not dialog.undo_button.isEnabled()
    session.redo()
    settled(dialog, qtbot, 1)
    assert dialog.undo_button.isEnabled()


def test_much_is_undone_off_the_gui_thread(dialog, session, qtbot, monkeypatch):
    choose(dialog, qtbot, MOVED)
    dialog.pane.confirm_button.click()
    settled(dialog, qtbot, 1)
    monkeypatch.setattr(undoing, "MUCH", 1)
    told, undo = [], session.store.undo

    def watched(*args):
        told.append(threading.current_thread() is threading.main_thread())
        return undo(*args)

    monkeypatch.setattr(session.store, "undo", watched)
    dialog.undo_button.click()
    qtbot.waitUntil(lambda: not session.is_lent)
    settled(dialog, qtbot, 2)
    assert told == [False]
    assert of(session, MOVED).anchor == "moved"


def test_the_words_are_drawn_in_the_colours_that_the_window_changes_to(window, person, qtbot):
    store = window.session.store
    source = next(s for s in store.where(Source) if s.text and store.where(Citation, source=s.id))
    quoted = next(c for c in store.where(Citation, source=source.id) if c.anchor == "matches")
    correct_text(store, source, source.text.replace(quoted.exact, f"{quoted.exact[:9]}, it is said,{quoted.exact[9:]}"))
    window.actions_.quotes.trigger()
    dialog = person.dialog(QuotesDialog)
    qtbot.waitUntil(lambda: dialog.current() is not None and window.session.reader.is_idle())
    schemes = window.actions_.appearance.schemes.actions()
    next(action for action in schemes if action.data() == "dark").trigger()
    assert (dialog.theme, dialog.pane.words.theme) == (window.theme, window.theme)
    assert window.theme.name == "dark"
