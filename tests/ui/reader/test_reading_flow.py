"""From an event to the words in its source and back, in the whole window and by keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tracker.operations.annotate import add_source, cite
from tracker.operations.log import CitationDraft
from tracker.records import Citation, Source
from tracker.ui.palette import Palette

Key = Qt.Key
TEXT = "The office said so.\nNobody denied it, and the office said so again."


def test_words_are_cited_by_one_key_taken_back_by_another_and_esc_leads_back(window, person, qtbot):
    store, session = window.session.store, window.session
    source = add_source(store, Source(kind="report", title="What the office said", text=TEXT))
    event = next(row.id for row in session.results.rows if row.title.startswith("Treasury and DHS"))
    quoted = cite(store, CitationDraft(source=source.id, quote="Nobody denied it"), event=event)
    session.select(event)
    qtbot.waitUntil(session.reader.is_idle)
    card = next(card for card in window.detail.sources.shown_cards() if "What the office said" in card.plain_text())
    card.setFocus()
    person.press(Key.Key_Return)
    page = window.pages.page("reader")
    qtbot.waitUntil(lambda: page.quotes.current == quoted.id)
    assert window.tab == "reader"
    assert page.text.hasFocus()
    assert page.text.textCursor().position() == TEXT.index("Nobody")
    person.control(Key.Key_End)
    for _ in range(2):
        person.control(Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    person.press(Key.Key_C)
    qtbot.waitUntil(lambda: len(page.quotes.placed) == 2)
    made = store.where(Citation, source=source.id)[-1]
    assert TEXT[made.start :] == made.exact == "again."
    person.control(Key.Key_Z)
    qtbot.waitUntil(lambda: len(page.quotes.placed) == 1)
    person.press(Key.Key_Escape)
    assert window.tab == "timeline"
    assert card.hasFocus()


def test_the_window_opens_next_where_one_came_from_and_not_on_an_empty_reader(window, qtbot):
    source = add_source(window.session.store, Source(kind="report", title="What the office said", text=TEXT))
    window.show_tab("table")
    window.session.source_asked.emit(source.id, 0)
    assert window.tab == "reader"
    qtbot.waitUntil(window.session.reader.is_idle)
    window.close()
    assert window.settings.value("tab") == "table"


def test_the_window_s_own_keys_work_in_the_text_and_its_search_box_only_outside_it(window, person, qtbot):
    source = add_source(window.session.store, Source(kind="report", title="What the office said", text=TEXT))
    window.session.source_asked.emit(source.id, 0)
    page = window.pages.page("reader")
    qtbot.waitUntil(lambda: page.reading is not None)
    assert person.focus is page.text
    person.control(Key.Key_F)
    assert person.focus is page.find_bar.line
    person.press(Key.Key_Escape)
    assert person.focus is page.text
    person.control(Key.Key_K)
    palette = person.dialog(Palette)
    person.press(Key.Key_Escape)
    person.sees_closed(palette)
    page.text.setFocus()
    person.control(Key.Key_1)
    assert window.tab == "timeline"
    person.control(Key.Key_F)
    assert person.focus is window.search_bar.line
