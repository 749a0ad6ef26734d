"""From an article to a saved event: pasted, looked at, mended, saved, with the keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tracker.operations.annotate import add_source
from tracker.records import Citation, Concern, Event, InboxItem, Source
from tracker.ui.dialogs.capture_dialog import CaptureDialog
from tracker.ui.widgets.plain_text import PlainTextField

Key = Qt.Key
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
ARTICLE = """Records bureau signs a memorandum with the district

On 14 May 2025 the Bureau of Household Records and the Department of the Interior signed a memorandum of
understanding on household registers, the Bureau said.

“This breaks the promise made to every household,” said Dana Roe, a lawyer at the Register Privacy League.

The agreement draws on 26 U.S.C. § 6103(i)(2). Officials of the Bureau of Household Records said that the
memorandum protects privacy and helps public safety.

A professor, Lee Ash, said the agreement “raises serious concerns about due process” for those in the registers.
"""
CASE = Path(__file__).parents[4] / "shared" / "case" / "article-irs-dhs-partnership.txt"


def idle(window, qtbot):
    qtbot.waitUntil(lambda: window.session.reader.is_idle() and not window.session.is_lent)


def read(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog.reading is not None and not dialog.articles.busy)
    qtbot.waitUntil(dialog.session.reader.is_idle)


@pytest.fixture
def dialog(window, person, qtbot):
    window.capture(text=ARTICLE)
    made = person.dialog(CaptureDialog)
    read(made, qtbot)
    return made


def saved(dialog, window, qtbot):
    with qtbot.waitSignal(dialog.captured) as signal:
        assert dialog.save()
    idle(window, qtbot)
    return signal.args[0]


def test_a_pasted_article_becomes_an_event_in_a_few_keys(window, person, qtbot):
    QGuiApplication.clipboard().setText(ARTICLE)
    person.control(Key.Key_N, SHIFT)
    dialog = person.dialog(CaptureDialog)
    person.control(Key.Key_V)
    read(dialog, qtbot)
    person.press(Key.Key_C, ALT)  # to the concerns
    person.press(Key.Key_Space)
    person.control(Key.Key_Return)
    person.sees_closed(dialog)
    idle(window, qtbot)
    assert person.presses <= 12
    store = window.session.store
    event = store.get(Event, window.session.selection)
    dossier = store.dossier(event.id)
    (concern,) = dossier.concerns
    source = store.where(Source, title="Records bureau signs a memorandum with the district")[0]
    assert (event.date, event.type) == ("2025-05-14", "memorandum of understanding")
    assert len(dossier.roles) >= 2
    assert source.text == ARTICLE
    quoted = store.where(Citation, concern=concern.concern.id)[0]
    assert (quoted.source, quoted.anchor) == (source.id, "matches")
    assert quoted.exact
    assert ARTICLE[quoted.start : quoted.end] == quoted.exact
    assert store.undo_label() == "Capture article"


def test_the_clipboard_is_read_only_when_somebody_pastes(window, person, qtbot):
    QGuiApplication.clipboard().setText(ARTICLE)
    person.control(Key.Key_N, SHIFT)
    dialog = person.dialog(CaptureDialog)
    assert dialog.reading is None
    assert dialog.start.field.text() == ""


def test_all_that_is_saved_is_shown_before(dialog, window, qtbot):
    assert dialog.summary.text().startswith("Will save: 1 source, 1 event, 2 stakeholders (2 new)")
    before = {t: window.session.store.count(t) for t in (Source, Event, Concern)}
    dialog.words.list.toggle(0)
    assert "1 concern" in dialog.summary.text()
    saved(dialog, window, qtbot)
    after = {t: window.session.store.count(t) for t in (Source, Event, Concern)}
    assert {t: after[t] - before[t] for t in before} == {Source: 1, Event: 1, Concern: 1}


def test_one_undo_takes_it_all_back(dialog, window, qtbot):
    before = window.session.store.content_hash()
    dialog.words.list.toggle(0)
    saved(dialog, window, qtbot)
    assert window.session.store.content_hash() != before
    window.session.undo()
    assert window.session.store.content_hash() == before


def test_the_source_can_be_saved_alone(dialog, window, qtbot):
    events = window.session.store.count(Event)
    with qtbot.waitSignal(dialog.captured) as signal:
        dialog.only.click()
    idle(window, qtbot)
    assert signal.args == [0]
    assert window.session.store.count(Event) == events
    assert window.session.store.where(Source, "id")[-1].text == ARTICLE


def test_what_is_mended_is_what_is_saved(dialog, window, qtbot):
    dialog.texts["title"].type_text("Another title")
    assert dialog.origins["title"].text() == "entered by you"
    dialog.event_title.type_text("Memorandum signed")
    dialog.date.type_text("15 May 2025")
    dialog.type.type_text("Order")
    dialog.people.list.setCurrentRow(1)
    dialog.people.role.type_text("Signatory")
    dialog.words.list.setCurrentRow(0)
    dialog.words.theme_field.type_text("Chilling effect")
    dialog.words.position.set_position("opposes")
    event = saved(dialog, window, qtbot)
    dossier = window.session.store.dossier(event)
    assert (dossier.event.title, dossier.event.date, dossier.event.type) == ("Memorandum signed", "2025-05-15", "order")
    assert "signatory" in [r.role.role for r in dossier.roles]
    assert [(c.concern.theme, c.concern.position) for c in dossier.concerns] == [("chilling effect", "opposes")]
    assert window.session.store.where(Source, title="Another title")


def test_words_without_a_theme_are_a_quote_of_the_event(dialog, window, qtbot):
    dialog.sentence.setChecked(False)
    dialog.words.list.setCurrentRow(0)
    dialog.words.theme_field.type_text("")
    row = dialog.words.current()
    assert row.picked
    assert row.theme == ""
    event = saved(dialog, window, qtbot)
    quotes = [c.exact for c in window.session.store.where(Citation, event=event)]
    assert quotes == [ARTICLE[row.at.start : row.at.end]]
    assert window.session.store.where(Concern, event=event) == []


def test_a_concern_of_nobody_is_refused_at_its_place(dialog):
    dialog.words.list.toggle(0)
    dialog.words.who.who.type_text("")
    assert not dialog.save()
    assert "whose concern" in dialog._faults["words"].text()


def test_words_selected_in_the_text_become_a_row(dialog, person):
    at = ARTICLE.index("protects privacy")
    cursor = dialog.pane._cursor(type(dialog.words.rows()[0].at)(at, at + 16))
    dialog.pane.setTextCursor(cursor)
    dialog.words.more.click()
    row = dialog.words.rows()[-1]
    assert (ARTICLE[row.at.start : row.at.end], row.picked) == ("protects privacy", True)
    assert dialog.words.list.currentRow() == len(dialog.words.rows()) - 1


def test_a_row_can_quote_other_words(dialog, window, qtbot):
    at = ARTICLE.index("protects privacy")
    dialog.words.list.setCurrentRow(0)
    dialog.words.instead.click()
    assert "Select the words" in dialog.problem.text()
    dialog.pane.setTextCursor(dialog.pane._cursor(type(dialog.words.rows()[0].at)(at, at + 16)))
    dialog.words.instead.click()
    assert not dialog.problem.isVisibleTo(dialog)
    row = dialog.words.current()
    assert (ARTICLE[row.at.start : row.at.end], row.picked) == ("protects privacy", True)
    event = saved(dialog, window, qtbot)
    (concern,) = window.session.store.where(Concern, event=event)
    assert window.session.store.where(Citation, concern=concern.id)[0].exact == "protects privacy"


def test_an_address_entered_shows_the_source_that_is_there(dialog, window, qtbot):
    there = add_source(window.session.store, Source(kind="webpage", title="Kept", url="https://ledger.example/story"))
    assert not dialog.duplicates.isVisibleTo(dialog)
    dialog.texts["url"].type_text("https://m.ledger.example/story?utm_source=x")
    qtbot.waitUntil(lambda: dialog.duplicates.isVisibleTo(dialog))
    assert (dialog.duplicates.duplicate().source, dialog.duplicates.choice()) == (there.id, "link")
    assert "no new source" in dialog.summary.text()
    dialog.duplicates.buttons["both"].setChecked(True)
    dialog.texts["publisher"].type_text("The Daily Ledger")
    qtbot.waitUntil(lambda: not dialog.lookups._twins.isActive() and dialog.session.reader.is_idle())
    assert dialog.duplicates.choice() == "both"  # what was chosen stands


def test_the_day_it_was_published_settles_what_monday_was(window, person, qtbot):
    text = ARTICLE.replace("On 14 May 2025", "On Monday")
    window.capture(text=text)
    dialog = person.dialog(CaptureDialog)
    read(dialog, qtbot)
    assert dialog.focusWidget() is dialog.issued.line
    assert dialog.date.edtf() == ""
    person.type("15 May 2025")
    qtbot.waitUntil(lambda: dialog.date.edtf() == "2025-05-12")
    assert dialog.dates.row().date == "2025-05-12"


def test_a_date_is_chosen_with_the_arrows_and_its_sentence_quoted(window, person, qtbot):
    window.capture(text=ARTICLE + "\nThe court heard the case on 20 May 2025, a clerk said.\n")
    dialog = person.dialog(CaptureDialog)
    read(dialog, qtbot)
    assert len(dialog.dates.rows()) == 2
    first = dialog.date.edtf()
    dialog.dates.list.setFocus()
    assert dialog.date.edtf() == first  # coming to the list chooses nothing
    person.press(Key.Key_Down)
    other = next(r for r in dialog.dates.rows() if r.date != first)
    assert dialog.date.edtf() == other.date
    event = saved(dialog, window, qtbot)
    sentence = dialog.reading.source.text[other.sentence.start : other.sentence.end]
    assert sentence in [c.exact for c in window.session.store.where(Citation, event=event)]


@pytest.mark.parametrize(("choice", "sources"), [("link", 0), ("version", 1), ("both", 1)])
def test_a_duplicate_is_shown_and_one_says_what_to_do_with_it(window, person, qtbot, choice, sources):
    store = window.session.store
    there = add_source(store, Source(kind="webpage", title="Kept", text=ARTICLE))
    idle(window, qtbot)
    count = store.count(Source)
    window.capture(text=ARTICLE)
    dialog = person.dialog(CaptureDialog)
    read(dialog, qtbot)
    assert dialog.duplicates.isVisibleTo(dialog)
    assert dialog.duplicates.duplicate().why == "same text"
    assert dialog.duplicates.choice() == "link"
    dialog.duplicates.buttons[choice].setChecked(True)
    assert ("no new source" in dialog.summary.text()) == (choice == "link")
    event = saved(dialog, window, qtbot)
    assert store.count(Source) == count + sources
    cited = {c.source for c in store.where(Citation, event=event)}
    assert (there.id in cited) == (choice == "link")
    if choice == "version":
        assert [s.previous for s in store.many(Source, cited)] == [there.id]


def test_an_event_of_the_tracker_gets_the_article_as_one_more_source(window, person, qtbot):
    store = window.session.store
    there = window.session.results.ids[3]
    title, date = store.get(Event, there).title, store.get(Event, there).date
    window.capture(text=ARTICLE)
    dialog = person.dialog(CaptureDialog)
    read(dialog, qtbot)
    dialog.event_title.type_text(title)
    dialog.date.type_text(date)
    qtbot.waitUntil(lambda: dialog.into.isVisibleTo(dialog) and str(there) in dialog.into.values)
    dialog.into.set_value(str(there))
    assert not dialog.event_title.isVisibleTo(dialog)
    assert "no new event" in dialog.summary.text()
    events = store.count(Event)
    assert saved(dialog, window, qtbot) == there
    assert store.count(Event) == events


def test_events_of_that_type_and_day_are_offered_though_named_otherwise(window, person, qtbot):
    there = next(r for r in window.session.results.rows if r.title.startswith("Treasury and DHS Secretaries sign"))
    window.capture(text=ARTICLE.replace("14 May 2025", "7 April 2025"))
    dialog = person.dialog(CaptureDialog)
    read(dialog, qtbot)
    qtbot.waitUntil(lambda: str(there.id) in dialog.into.values)
    assert dialog.into.value() == ""  # a new one, unless somebody says otherwise


def test_esc_keeps_what_was_read_and_mended(window, person, qtbot, dialog):
    dialog.event_title.type_text("Not yet saved")
    dialog.words.list.toggle(0)
    person.press(Key.Key_Escape)
    person.sees_closed(dialog)
    person.control(Key.Key_N, SHIFT)
    again = person.dialog(CaptureDialog)
    read(again, qtbot)
    assert again.event_title.text() == "Not yet saved"
    assert again.words.rows()[0].picked
    assert again.pane.text() == ARTICLE
    assert again.banner.isVisible()
    again.banner.button.click()
    assert again.reading is None
    assert again.pages.currentWidget() is again.start


@pytest.mark.parametrize("how", ["back to it", "esc"])
def test_another_text_puts_the_one_before_aside(window, person, qtbot, dialog, how):
    dialog.event_title.type_text("Mended")
    dialog.again.click()
    assert dialog.reading is None
    assert dialog.pages.currentWidget() is dialog.start
    assert dialog.banner.isVisible()
    if how == "esc":
        dialog.close()
        person.sees_closed(dialog)
        dialog = window.capture()
    else:
        dialog.banner.button.click()
    read(dialog, qtbot)
    assert dialog.event_title.text() == "Mended"
    assert dialog.pane.text() == ARTICLE
    assert dialog.pages.currentWidget() is dialog.beside


def test_the_beginning_of_a_very_long_text_is_said_to_be_what_suggestions_come_from(dialog, window):
    dialog.show_reading(replace(dialog.reading, looked_through=100), dialog.laid)
    dialog.parts.finish()
    assert "first 100 characters" in dialog.notes.text()


def test_another_article_given_is_read_and_the_draft_put_aside(window, person, qtbot, dialog):
    dialog.event_title.type_text("Mended")
    person.press(Key.Key_Escape)
    person.sees_closed(dialog)
    other = ARTICLE.replace("Records bureau", "Records office")
    window.capture(text=other)
    again = person.dialog(CaptureDialog)
    read(again, qtbot)
    assert again.pane.text() == other
    assert again.event_title.text().startswith("Records office")
    again.banner.button.click()
    read(again, qtbot)
    assert again.event_title.text() == "Mended"


def test_a_field_that_its_letter_leads_to_is_in_view(dialog, person):
    person.press(Key.Key_C, ALT)
    assert dialog.words.list.hasFocus()
    top = dialog.words.list.mapTo(dialog.area.viewport(), QPoint(0, 0)).y()
    assert 0 <= top < dialog.area.viewport().height() - 40


def test_tab_goes_from_a_list_to_the_fields_of_its_row(dialog, person):
    dialog.people.list.setFocus()
    visited = []
    for _ in range(4):
        person.tab()
        visited.append(QApplication.focusWidget())
    assert visited == [dialog.people.who.who, dialog.people.role, dialog.people.more, dialog.words.list]


def test_enter_goes_on_and_saves_nothing(dialog, person, window):
    edits = window.session.store.undo_label()
    for _ in range(30):
        person.press(Key.Key_Return)
        if not dialog.isVisible() or person.focus is dialog.again:
            break
    assert dialog.isVisible()
    assert window.session.store.undo_label() == edits


def test_an_address_is_fetched_only_when_asked(window, person, qtbot, monkeypatch):
    from tracker.capture import fetch

    asked = []

    def fake(url, **_):
        asked.append(url)
        return fetch.Snapshot(ARTICLE.encode(), "text/plain", url=url, at="2025-05-15T00:00:00.000Z", charset="utf-8")

    monkeypatch.setattr(fetch, "fetch", fake)
    window.capture(url="https://ledger.example/story")
    dialog = person.dialog(CaptureDialog)
    qtbot.waitUntil(dialog.session.reader.is_idle)
    assert asked == []
    assert "ledger.example" in dialog.start.go_on.text()
    person.control(Key.Key_Return)
    read(dialog, qtbot)
    assert asked == ["https://ledger.example/story"]
    assert dialog.texts["url"].text() == "https://ledger.example/story"


def test_an_address_inside_is_refused_with_a_reason(window, person, qtbot):
    window.capture(url="http://127.0.0.1:9/secret")
    dialog = person.dialog(CaptureDialog)
    person.control(Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.articles.busy and dialog.start.says.property("look") == "error")
    assert "127.0.0.1" in dialog.start.says.text()
    assert dialog.reading is None
    assert dialog.start.field.isEnabled()


def test_a_file_that_holds_no_article_is_refused_with_a_reason(window, person, qtbot, tmp_path):
    path = tmp_path / "empty.pdf"
    path.write_bytes(b"")
    window.capture(path=str(path))
    dialog = person.dialog(CaptureDialog)
    qtbot.waitUntil(lambda: not dialog.articles.busy and dialog.start.says.property("look") == "error")
    assert "empty.pdf" in dialog.start.says.text()


def test_a_file_is_read_with_its_bytes(window, person, qtbot, tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    window.capture(path=str(path))
    dialog = person.dialog(CaptureDialog)
    read(dialog, qtbot)
    saved(dialog, window, qtbot)
    source = window.session.store.where(Source, "id")[-1]
    assert window.session.store.blob(source.sha256) == path.read_bytes()


def test_an_item_of_the_inbox_is_captured_in_the_same_edit(window, person, qtbot):
    store = window.session.store
    with store.edit("Add item") as edit:
        item = edit.add(InboxItem(title="Met", url="https://ledger.example/story"))
    window.capture(text=ARTICLE, inbox_item=item.id)
    dialog = person.dialog(CaptureDialog)
    read(dialog, qtbot)
    saved(dialog, window, qtbot)
    assert store.get(InboxItem, item.id).state == "captured"


def test_closing_while_it_reads_stops_it(window, person, qtbot):
    window.capture(text=ARTICLE * 50)
    dialog = person.dialog(CaptureDialog)
    dialog.close()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    idle(window, qtbot)


@pytest.mark.skipif(not CASE.exists(), reason="the shared case article is not on this machine")
def test_the_article_of_the_case_is_captured_whole(window, person, qtbot):
    text = CASE.read_text(encoding="utf-8")
    window.capture(text=text)
    dialog = person.dialog(CaptureDialog)
    read(dialog, qtbot)
    assert dialog.texts["title"].text() == "IRS and DHS partnership targets deportable immigrants"
    assert dialog.pane.text() == text
    person.type("8 April 2025")
    qtbot.waitUntil(lambda: dialog.date.edtf() == "2025-04-07")
    assert dialog.type.term() == "memorandum of understanding"
    names = {name for row in dialog.people.rows() if row.picked for name in (row.name, *row.also)}
    assert {"IRS", "ICE", "DHS", "Treasury"} <= names
    bullets = text.index("•")
    assert sum(row.at.start > bullets for row in dialog.words.rows()) >= 3
    for place in range(len(dialog.words.rows())):
        row = dialog.words.rows()[place]
        if row.who and not row.picked:
            dialog.words.list.toggle(place)
    event = saved(dialog, window, qtbot)
    source = window.session.store.where(Source, "id")[-1]
    assert source.text == text
    quotes = window.session.store.where(Citation, source=source.id)
    assert len(quotes) > 5
    assert all(text[q.start : q.end] == q.exact and q.anchor == "matches" for q in quotes)
    assert window.session.store.dossier(event).event.date == "2025-04-07"


def test_a_field_come_to_by_its_letter_is_brought_into_view(dialog, person, qtbot):
    dialog.resize(900, 420)
    assert not dialog.people.visibleRegion().boundingRect().height()
    person.press(Key.Key_H, ALT)
    qtbot.waitUntil(lambda: bool(dialog.people.visibleRegion().boundingRect().height()))


def test_nothing_in_the_form_is_styled_twice_while_it_is_made(window, monkeypatch):
    styled = []

    def changed(field, event):
        if event.type() == QEvent.Type.StyleChange:
            styled.append(field)

    monkeypatch.setattr(PlainTextField, "changeEvent", changed)
    made = CaptureDialog(window.session, window.theme, window)
    made.parts.finish()
    assert made.texts
    assert len(styled) == 0
    made.close()


def press(window, key, held=Qt.KeyboardModifier.NoModifier):
    """A key as the system brings it: to a window, whatever has the keyboard in it by then."""
    QTest.keyClick(window.windowHandle(), key, held)


def test_keys_pressed_as_it_opens_are_typed_where_an_article_comes_in(window, qtbot):
    made = window.capture()
    assert not made.parts.is_done
    for key in (Key.Key_A, Key.Key_B):
        press(made, key)
    qtbot.waitUntil(lambda: made.parts.is_done)
    press(made, Key.Key_C)
    assert made.start.field.text() == "abc"
    assert made.is_touched()
    made.reject()
    again = window.capture()
    press(again, Key.Key_D)
    qtbot.waitUntil(lambda: again.parts.is_done)
    assert again.start.field.text() == "abcd"


def test_keys_pressed_as_a_kept_article_comes_back_land_in_its_fields(window, person, qtbot, dialog):
    title = dialog.texts["title"].text()
    dialog.event_title.type_text("Mended")
    dialog.reject()
    again = window.capture()
    assert not again.parts.is_done
    press(again, Key.Key_End, held=Qt.KeyboardModifier.ControlModifier)
    press(again, Key.Key_X)
    assert again.texts["title"].text() == title + "x"
    assert again.event_title.text() == "Mended"
    again.reject()
    again = window.capture()
    assert not again.parts.is_done
    press(again, Key.Key_C, held=ALT)  # the letter of a field that was not made yet
    assert again.words.list.hasFocus()
    again.reject()
    again = window.capture()
    press(again, Key.Key_Escape)
    read(window.capture(), qtbot)


def test_keys_pressed_while_what_was_read_is_shown_act_on_all_of_it(window, qtbot):
    made = window.capture(text=ARTICLE)
    qtbot.waitUntil(lambda: not made.articles.busy)
    assert not made.parts.is_done
    assert made.reading is None
    press(made, Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    idle(window, qtbot)
    (source,) = window.session.store.where(Source, text=ARTICLE)
    assert window.session.store.where(Citation, source=source.id)


def test_closed_before_its_fields_are_made_it_keeps_what_was_kept(window, qtbot, dialog):
    dialog.event_title.type_text("Mended")
    dialog.reject()
    window.capture().reject()
    made = window.capture()
    read(made, qtbot)
    assert made.event_title.text() == "Mended"


def widths(dialog, width, height, qtbot):
    """At this size: whether labels stand over their fields, and the text over the form; nothing scrolls sideways."""
    dialog.resize(width, height)
    qtbot.waitUntil(lambda: dialog.width() == width and dialog.area.horizontalScrollBar().maximum() == 0)
    QApplication.processEvents()
    assert dialog.area.horizontalScrollBar().maximum() == 0
    label, field = dialog._labels["title"], dialog.texts["title"]
    assert field.width() >= 20 * dialog.fontMetrics().averageCharWidth()
    folded = label.geometry().bottom() <= field.geometry().top() + 1
    assert folded or label.geometry().right() <= field.geometry().left()
    assert (dialog.origins["title"].y() < field.y()) == folded
    pane = dialog.pane.geometry()
    return folded, pane.bottom() < dialog.area.geometry().top()


def test_with_little_width_labels_stand_over_their_fields_and_back(dialog, qtbot):
    assert widths(dialog, 1180, 820, qtbot) == (False, False)
    assert widths(dialog, 640, 480, qtbot) == (True, False)
    assert dialog._labels["words"].text() == "&Concerns and quotes"
    assert dialog._labels["words"].buddy() is dialog.words
    assert widths(dialog, 900, 700, qtbot) == (False, False)
    assert dialog._labels["words"].text() == "&Concerns\nand quotes"


def test_with_large_text_the_text_stands_above_the_form(window, person, qtbot):
    window.actions_.appearance.set_text_size(200)
    try:
        window.capture(text=ARTICLE)
        dialog = person.dialog(CaptureDialog)
        read(dialog, qtbot)
        assert widths(dialog, 640, 480, qtbot) == (True, True)
        assert dialog.summary.y() < dialog.save_button.y()
        assert dialog.save_button.geometry().right() < 640
        dialog.words.list.toggle(0)
        event = saved(dialog, window, qtbot)
        assert window.session.store.where(Concern, event=event)
    finally:
        window.actions_.appearance.set_text_size(100)


def test_a_border_that_was_moved_stays_while_one_mends(dialog, qtbot):
    widths(dialog, 1180, 820, qtbot)
    dialog.beside.setSizes([400, 760])
    moved = dialog.beside.sizes()
    dialog.event_title.type_text("A title that goes on and on, so that it takes more lines than it did. " * 3)
    dialog.words.list.setCurrentRow(1)
    QApplication.processEvents()
    assert dialog.beside.sizes() == moved
