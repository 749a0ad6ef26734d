"""The Reader page: quotes in their places, what each supports, and what one key makes of selected words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest

from tests.ui.reader.conftest import TEXT
from tracker.operations.annotate import cite
from tracker.operations.log import CitationDraft
from tracker.operations.source_text import correct_text
from tracker.records import Citation, Claim, Concern, Event, Source, Status
from tracker.store import Store
from tracker.ui import theme as themes
from tracker.ui.dialogs.choose_event_dialog import ChooseEventDialog
from tracker.ui.dialogs.concern_dialog import ConcernDialog
from tracker.ui.dialogs.disputed_dialog import DisputedDialog
from tracker.ui.dialogs.log_dialog import LogDialog
from tracker.ui.dialogs.paste_text_dialog import PasteTextDialog
from tracker.ui.dialogs.side_dialog import SideDialog
from tracker.ui.dialogs.status_dialog import StatusDialog
from tracker.ui.dialogs.version_dialog import VersionDialog
from tracker.ui.reader.reader_view import ReaderView
from tracker.ui.session import Session

Key = Qt.Key


def select(page, words, place=0):
    """Select the words in the text, where they stand for the first time, or a later one."""
    at = -1
    for _ in range(place + 1):
        at = TEXT.index(words, at + 1)
    text = page.text.text
    cursor = page.text.textCursor()
    cursor.setPosition(text.to_document(at))
    cursor.setPosition(text.to_document(at + len(words)), QTextCursor.MoveMode.KeepAnchor)
    page.text.setTextCursor(cursor)
    return at


def press(page, key, held=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(page.text, key, held)


def dialog(page, qtbot, kind):
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.window().findChildren(kind)))
    return next(d for d in page.window().findChildren(kind) if d.isVisible())


def idle(page, qtbot):
    qtbot.waitUntil(page.session.reader.is_idle)


def words_of(page, note):
    document = page.text.document()
    cursor = QTextCursor(document)
    cursor.setPosition(note.start)
    cursor.setPosition(note.end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def test_every_quote_is_marked_where_its_words_stand(page):
    placed = page.quotes.placed
    assert [note.number for note in placed] == [1, 2, 3, 4, 5]
    assert [words_of(page, note) for note in placed] == [note.row.exact for note in placed]
    assert [note.row.target for note in placed] == ["event", "concern", "event", "claim", "status"]
    assert len({note.line for note in placed}) == 4  # by pattern too, not by colour alone
    assert [note.lane for note in placed] == [0, 0, 1, 0, 0]  # one lies within another
    assert [note.row.exact for note in page.quotes.others] == [""]


def test_the_header_says_what_source_it_is(page):
    assert page.header.title.text() == "What was said"
    for words in ("R. Reporter", "The Daily Ledger", "8 Apr 2025", "text kept ✓", "no snapshot"):
        assert words in page.header.facts.text()
    assert page.header.link_button.text() == "ledger.example ↗"
    assert page.header.back_button.text() == "← Back to Sources (Esc)"


def test_the_words_shown_are_the_words_kept(page):
    page.text.selectAll()
    assert page.text.selected_words() == TEXT
    page.text.copy()
    assert QGuiApplication.clipboard().text() == TEXT


def test_keys_lead_from_quote_to_quote_and_tell_of_each(page, session, story):
    page.text.setFocus()
    said = []
    for _ in page.quotes.notes:
        press(page, Key.Key_F8)
        said.append(page.text.accessibleDescription())
    assert "Quote 1 of 5. Event: Agreement signed, 7 Apr 2025" in said[0]
    assert "Concern of Union: Statutory scope, opposes" in said[1]
    assert "Disputed point “How many?”: 700,000" in said[3]
    assert "Litigation: pending as of May 2025" in said[4]
    assert "no words quoted" in said[5]
    press(page, Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert page.quotes.current == page.quotes.placed[4].citation
    assert session.selection == story.signed.id
    assert page.text.textCursor().position() == page.quotes.placed[4].start


def test_the_keys_for_quotes_work_from_the_buttons_too(page):
    page.bar.find_button.setFocus()
    QTest.keyClick(page.bar.find_button, Key.Key_F8)
    assert page.quotes.note().number == 1


def test_the_first_step_goes_on_from_the_caret(page):
    select(page, "A memorandum speaks")
    page.quotes.step(1)
    assert page.quotes.note().row.target == "claim"
    page.quotes.pick(0)
    select(page, "A memorandum speaks")
    page.quotes.step(-1)
    assert page.quotes.note().number == 3


def test_a_note_that_is_clicked_selects_its_quote_and_event_and_enter_opens_the_event(page, session, story, qtbot):
    page.margin.picked.emit(page.quotes.placed[2].citation)
    assert (page.quotes.note().number, session.selection) == (3, story.asked.id)
    page.margin.setFocus()
    with qtbot.waitSignal(session.edit_requested) as asked:
        QTest.keyClick(page.margin, Key.Key_Return)
    assert asked.args == [story.asked.id]


def test_a_click_in_the_text_picks_the_shortest_quote_there_and_another_click_the_next(page):
    at = TEXT.index("than the law")
    cursor = page.text.textCursor()
    cursor.setPosition(page.text.text.to_document(at) + 2)
    where = page.text.cursorRect(cursor).center()
    QTest.mouseClick(page.text.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert page.quotes.note().row.exact == "further than the law"
    QTest.mouseClick(page.text.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert page.quotes.note().row.target == "concern"


def test_notes_stand_in_the_order_of_their_quotes_and_do_not_overlap(page):
    page.quotes.pick(page.quotes.placed[2].citation)
    shown = page.margin._shown
    assert [placed.note.number for placed in shown] == [1, 2, 3, 4]
    for before, after in pairwise(shown):
        assert before.rect.bottom() < after.rect.top()
    top = dict((note.number, y) for note, y in page.text.tops())[3]
    here = next(placed for placed in shown if placed.note.number == 3)
    assert here.rect.top() <= top <= here.rect.bottom()


def test_one_key_cites_the_selected_words_where_they_stand_and_undo_takes_it_back(page, session, story, qtbot):
    session.select(story.asked.id)
    at = select(page, "so", 1)  # "so" stands there more than once
    before = len(page.quotes.placed)
    press(page, Key.Key_C)
    qtbot.waitUntil(lambda: len(page.quotes.placed) == before + 1)
    made = session.store.where(Citation, event=story.asked.id)[-1]
    assert (made.exact, made.start, made.end, made.anchor) == ("so", at, at + 2, "matches")
    assert page.quotes.current == made.id  # the new highlight is the one shown
    session.undo()
    qtbot.waitUntil(lambda: len(page.quotes.placed) == before)


def test_words_with_a_no_break_space_and_astral_characters_are_quoted_as_they_are_kept(page, session, story, qtbot):
    session.select(story.signed.id)
    select(page, "🏛, a later request of 7 million. Said\u00a0so")
    press(page, Key.Key_C)
    idle(page, qtbot)
    made = session.store.where(Citation, event=story.signed.id)[-1]
    assert made.exact == "🏛, a later request of 7 million. Said\u00a0so"


def test_what_changed_while_nobody_looked_is_there_when_somebody_does(page, session, story, qtbot):
    page.hide()
    cite(session.store, CitationDraft(source=story.source.id, quote="A memorandum"), event=story.signed.id)
    idle(page, qtbot)
    assert len(page.quotes.placed) == 5
    page.show()
    qtbot.waitUntil(lambda: len(page.quotes.placed) == 6)


def test_without_a_selected_event_it_is_asked_which_is_meant(page, session, story, qtbot):
    select(page, "A memorandum")
    press(page, Key.Key_C)
    chooser = dialog(page, qtbot, ChooseEventDialog)
    chooser.event_field.type_text("Addresses asked for")
    chooser.save()
    qtbot.waitUntil(lambda: len(session.store.where(Citation, event=story.asked.id)) == 3)
    assert session.selection == story.asked.id


def test_keys_do_nothing_without_selected_words_but_say_what_is_missing(page, session, story, qtbot):
    session.select(story.signed.id)
    before = session.store.content_hash()
    for key in (Key.Key_C, Key.Key_N, Key.Key_E, Key.Key_D, Key.Key_S, Key.Key_Q):
        with qtbot.waitSignal(session.message) as said:
            press(page, key)
        assert said.args[0] == "Select words in the text first."
    assert session.store.content_hash() == before
    assert not any(button.isEnabled() for button in page.bar.buttons.values())


def test_a_concern_is_made_of_selected_words(page, session, story, qtbot):
    session.select(story.signed.id)
    at = select(page, "said so again")
    press(page, Key.Key_N)
    form = dialog(page, qtbot, ConcernDialog)
    assert (form.quote.quote(), form.source.source().id) == ("said so again", story.source.id)
    assert not form.is_touched()
    form.stakeholder.set_name("Union")
    form.theme_field.set_term("privacy")
    assert form.save()
    idle(page, qtbot)
    concern = session.store.where(Concern, event=story.signed.id)[-1]
    (citation,) = session.store.where(Citation, concern=concern.id)
    assert (citation.exact, citation.start) == ("said so again", at)
    assert page.quotes.note().row.target_id == concern.id


def test_an_event_is_logged_with_selected_words(page, session, story, qtbot):
    at = select(page, "a later request of 7 million")
    press(page, Key.Key_E)
    form = dialog(page, qtbot, LogDialog)
    form.title.type_text("A later request")
    form.type.set_term("data request")
    assert form.save()
    idle(page, qtbot)
    event = session.store.where(Event, title="A later request")[0]
    (citation,) = session.store.where(Citation, event=event.id)
    assert (citation.exact, citation.start, citation.source) == ("a later request of 7 million", at, story.source.id)
    assert session.selection == event.id


def test_a_status_is_made_of_selected_words(page, session, story, qtbot):
    session.select(story.asked.id)
    select(page, "Said\u00a0so")
    press(page, Key.Key_S)
    form = dialog(page, qtbot, StatusDialog)
    form.value.set_value("reported")
    form.as_of.set_edtf("2025-05-01")
    assert form.save()
    status = session.store.where(Status, event=story.asked.id)[0]
    (citation,) = session.store.where(Citation, status=status.id)
    assert citation.exact == "Said\u00a0so"


def test_selected_words_give_a_known_version_of_a_disputed_point_or_one_more(page, session, story, qtbot):
    session.select(story.asked.id)
    select(page, "a later request of 7 million")
    press(page, Key.Key_D)
    form = dialog(page, qtbot, SideDialog)
    second = session.store.where(Claim, "place", disputed_point=story.point.id)[1]
    form.version.set_value(str(second.id))
    assert form.save()
    (citation,) = session.store.where(Citation, claim=second.id)
    assert citation.exact == "a later request of 7 million"
    select(page, "Said\u00a0so")
    press(page, Key.Key_D)
    form = dialog(page, qtbot, SideDialog)
    form.version.set_value("new")
    assert not form.save()
    form.words.type_text("It was said so")
    assert form.save()
    claims = session.store.where(Claim, "place", disputed_point=story.point.id)
    assert [claim.text for claim in claims] == ["700,000", "7 million", "It was said so"]
    (citation,) = session.store.where(Citation, claim=claims[2].id)
    assert citation.exact == "Said\u00a0so"


def test_selected_words_are_a_side_of_a_new_point_where_the_event_has_none(page, session, story, qtbot):
    session.select(story.signed.id)
    at = select(page, "on Monday")
    press(page, Key.Key_D)
    form = dialog(page, qtbot, DisputedDialog)
    form.question.type_text("On which day?")
    form.versions.rows[0].words.type_text("On Monday")
    form.versions.rows[1].words.type_text("On Tuesday")
    assert form.save()
    claim = session.store.where(Claim, text="On Monday")[0]
    (citation,) = session.store.where(Citation, claim=claim.id)
    assert (citation.exact, citation.start) == ("on Monday", at)


def test_selected_words_are_copied_with_their_source(page):
    select(page, "said so again")
    press(page, Key.Key_Q)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("“said so again”\n— R. Reporter, “What was said,” The Daily Ledger, 8 April 2025")


def test_words_are_selected_by_keyboard_and_the_caret_can_be_seen(page):
    page.text.setFocus()
    page.text.moveCursor(QTextCursor.MoveOperation.Start)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(page, Key.Key_Right, held)
    press(page, Key.Key_Right, held)
    assert page.text.selected_words() == "What was "
    assert page.bar.buttons["cite"].isEnabled()
    assert page.text.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard


def test_nothing_that_is_typed_changes_the_text(page):
    page.text.setFocus()
    for key in (Key.Key_X, Key.Key_Delete, Key.Key_Backspace, Key.Key_Tab, Key.Key_Space):
        press(page, key)
    press(page, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    page.text.selectAll()
    assert page.text.selected_words() == TEXT


def test_words_are_found_in_the_text_and_counted(page, qtbot):
    page.text.setFocus()
    press(page, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.find_bar.isVisible()
    page.find_bar.line.setText("SAID SO")
    idle(page, qtbot)
    assert page.find_bar.count.text() == "1 of 2"  # across a no-break space too
    assert page.text.selected_words() == "Said\u00a0so"
    QTest.keyClick(page.find_bar.line, Key.Key_Return)
    assert (page.find_bar.count.text(), page.text.selected_words()) == ("2 of 2", "said so")
    QTest.keyClick(page.find_bar.line, Key.Key_Return)
    assert page.find_bar.count.text() == "1 of 2"
    QTest.keyClick(page.find_bar.line, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert page.find_bar.count.text() == "2 of 2"
    page.text.setFocus()
    press(page, Key.Key_Escape)  # first the bar, then the page
    assert not page.find_bar.isVisible()
    page.finder.open()
    page.find_bar.line.setText("not there")
    assert page.find_bar.count.text() == "not found"
    QTest.keyClick(page.find_bar.line, Key.Key_Escape)
    assert not page.find_bar.isVisible()


def test_a_source_without_a_text_says_so_and_lists_what_is_quoted(page, story, qtbot):
    page.open_source(story.bare.id)
    idle(page, qtbot)
    assert "No text of this source is kept" in page.note_bar.label.text()
    assert not page.text.isVisible()
    (placed,) = page.margin._shown
    assert placed.note.row.exact == "words nobody can check"
    said = page.margin.accessibleDescription()
    page.quotes.step(1)
    said = page.margin.accessibleDescription()
    assert "not checked: no text kept" in said
    page.go_back()
    idle(page, qtbot)
    assert page.header.title.text() == "What was said"


def test_a_citation_asked_for_is_gone_to(page, story, session, qtbot):
    status = page.quotes.placed[4]
    page.open_source(story.bare.id)
    idle(page, qtbot)
    page.open_source(story.source.id, status.citation)
    idle(page, qtbot)
    assert page.quotes.current == status.citation
    qtbot.waitUntil(lambda: [note.number for note, _ in page.text.tops()] == [5])


def test_a_source_that_is_deleted_leaves_an_empty_page_that_teaches(page, session, story, qtbot):
    lone = Source(kind="report", title="Lone", text="Words.")
    with session.store.edit("Add") as edit:
        lone = edit.add(lone)
    page.open_source(lone.id)
    idle(page, qtbot)
    with session.store.edit("Remove") as edit:
        edit.remove(lone)
    idle(page, qtbot)
    assert page.empty.isVisible()


def test_where_there_is_little_room_the_notes_stand_below(page, qtbot):
    assert page.reading_pane.orientation() == Qt.Orientation.Horizontal
    page.resize(380, 700)
    assert page.reading_pane.orientation() == Qt.Orientation.Vertical
    qtbot.waitUntil(lambda: [placed.note.number for placed in page.margin._shown] == [1, 2, 3, 4])


@pytest.mark.parametrize("back", [True, False])
def test_esc_leads_back(page, qtbot, back):
    page.text.setFocus()
    with qtbot.waitSignal(page.back_asked):
        press(page, Key.Key_Escape) if back else page.header.back_button.click()


def test_a_text_is_pasted_for_a_source_without_one_and_its_quotes_are_looked_for(page, session, story, qtbot):
    page.open_source(story.bare.id)
    idle(page, qtbot)
    page.note_bar.button.click()
    form = dialog(page, qtbot, PasteTextDialog)
    assert not form.save()
    pasted = "Here are words nobody can check,\u00a0they say."
    form.text.type_text(pasted)
    with qtbot.waitSignal(session.message) as said:
        assert form.save()
    assert said.args == ["The text is kept. 1 quote is in it.", "message"]
    idle(page, qtbot)
    assert session.store.get(Source, story.bare.id).text == pasted
    assert page.text.isVisible()
    assert [words_of(page, note) for note in page.quotes.placed] == ["words nobody can check"]


def test_a_quote_whose_words_changed_says_what_was_quoted_and_can_be_confirmed(page, session, story, qtbot):
    correct_text(session.store, story.source, TEXT.replace("signed the agreement", "signed an agreement"))
    idle(page, qtbot)
    qtbot.waitUntil(lambda: page.reading.source.text != TEXT)
    note = page.quotes.placed[0]
    assert (note.row.state, note.row.exact) == ("moved", "The two offices signed the agreement on Monday")
    assert words_of(page, note) == "The two offices signed an agreement on Monday"
    page.quotes.pick(note.citation)
    assert "moved" in page.text.accessibleDescription()
    actions = {action.text(): action for action in page.menu().actions()}
    actions["Quote the words that stand there now"].trigger()
    idle(page, qtbot)
    confirmed = session.store.get(Citation, note.citation)
    assert (confirmed.exact, confirmed.anchor) == ("The two offices signed an agreement on Monday", "matches")


def test_a_citation_can_be_pointed_to_the_selected_words_or_removed(page, session, story, qtbot):
    page.quotes.pick(story.first.id)
    at = select(page, "two officials")
    actions = {action.text(): action for action in page.menu().actions()}
    actions["Quote the selected words instead"].trigger()
    idle(page, qtbot)
    pointed = session.store.get(Citation, story.first.id)
    assert (pointed.exact, pointed.start) == ("two officials", at)
    page.quotes.pick(story.first.id)
    actions = {action.text(): action for action in page.menu().actions()}
    actions["Remove this citation"].trigger()
    assert session.store.many(Citation, [story.first.id]) == []
    session.undo()
    assert session.store.many(Citation, [story.first.id])


def test_a_number_at_the_left_picks_the_quotes_that_begin_there_in_turn(page):
    tops = {note.number: y for note, y in page.text.tops()}
    together = [number for number, y in tops.items() if y == tops[3]]
    assert len(together) > 1
    seen = []
    for _ in together:
        QTest.mouseClick(page.text.gutter, Qt.MouseButton.LeftButton, pos=QPoint(4, round(tops[3]) + 4))
        seen.append(page.quotes.note().number)
    assert seen == together


def test_a_long_text_comes_in_parts_and_a_place_in_it_is_gone_to_once_it_is_there(page, session, qtbot):
    text = "\n".join(f"Line {n} of a long text — with 😀 in it." for n in range(20_000))
    at = text.index("Line 19999")
    with session.store.edit("Add") as edit:
        event = edit.add(Event(title="Late", type="order"))
        source = edit.add(Source(kind="report", title="Long", text=text))
        cited = edit.add(
            Citation(source=source.id, event=event.id, exact=text[at:], start=at, end=len(text), anchor="matches")
        )
    page.open_source(source.id, cited.id)
    qtbot.waitUntil(lambda: page.reading.source.id == source.id)
    assert not page.text.is_loaded()
    assert page.quotes.current == cited.id
    qtbot.waitUntil(page.text.is_loaded)
    assert [note.citation for note, _ in page.text.tops()] == [cited.id]
    page.text.selectAll()
    assert page.text.selected_words() == text


def test_earlier_and_later_versions_are_one_click_away(page, session, story, qtbot):
    with session.store.edit("Add") as edit:
        later = edit.add(Source(kind="report", title="What was said, updated", text=TEXT, previous=story.source.id))
    idle(page, qtbot)
    assert "version 1 of 2" in page.header.facts.text()
    page.header.later.click()
    idle(page, qtbot)
    assert page.source_id == later.id
    assert "version 2 of 2" in page.header.facts.text()
    assert page.header.back_button.text() == "← Back to the source before (Esc)"
    page.header.versions_button.click()
    dialog(page, qtbot, VersionDialog).reject()
    page.header.earlier.click()
    idle(page, qtbot)
    assert page.source_id == story.source.id


def test_a_read_only_tracker_is_read_copied_from_and_not_changed(story, qtbot):
    with Store.open(story.store.path, read_only=True) as store:
        session = Session(store)
        made = ReaderView(session, themes.load("light"))
        qtbot.addWidget(made)
        made.resize(900, 700)
        made.show()
        made.open_source(story.source.id, 0, "Sources")
        qtbot.waitUntil(lambda: made.reading is not None and session.reader.is_idle())
        session.select(story.signed.id)
        select(made, "two officials")
        assert [name for name, button in made.bar.buttons.items() if button.isEnabled()] == ["copy"]
        with qtbot.waitSignal(session.message) as said:
            press(made, Key.Key_C)
        assert said.args == [store.why_read_only, "warning"]
        press(made, Key.Key_Q)
        assert QGuiApplication.clipboard().text().startswith("“two officials”\n— R. Reporter")
        made.quotes.pick(made.quotes.placed[0].citation)
        select(made, "two officials")
        allowed = {action.text() for action in made.menu().actions() if action.isEnabled() and action.text()}
        assert allowed == {
            "Copy",
            "Copy with citation",
            "Go to the event",
            "Copy quote with citation",
            "Select the words of this quote",
        }
        session.reader.stop()
