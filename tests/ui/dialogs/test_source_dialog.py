"""A source to read, add or correct, and to cite for an event."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tracker.records import Citation, LinkCheck, Source
from tracker.store import Store
from tracker.ui.dialogs.cite_dialog import CiteDialog
from tracker.ui.dialogs.source_dialog import SourceDialog
from tracker.ui.session import Session

CONTROL = Qt.KeyboardModifier.ControlModifier
HOSTILE = "a\r\nb\u2029c\u2028d\u00a0e\x0bf\ufdd0 <b>"


@pytest.fixture
def dialog(session, light, show):
    return show(SourceDialog(session, light, None))


@pytest.fixture
def editing(session, story, light, show):
    return show(SourceDialog(session, light, story.kept.id))


def type_(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def save():
    press(Qt.Key.Key_Return, CONTROL)


def fault(dialog, key):
    label = dialog._faults[key]
    return label.text() if label.isVisible() else ""


def test_a_source_is_added_from_the_keyboard(dialog, session):
    assert dialog.texts["title"].hasFocus()
    type_("A report on safeguards")
    press(Qt.Key.Key_Tab)
    dialog.kind.set_value("report")
    press(Qt.Key.Key_Tab)
    type_("TIGTA")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    type_("June 2026")
    press(Qt.Key.Key_Tab)
    type_("https://example.gov/report.pdf")
    save()
    made = session.store.where(Source, title="A report on safeguards")[0]
    assert (made.kind, made.publisher, made.issued, made.url) == (
        "report", "TIGTA", "2026-06", "https://example.gov/report.pdf",
    )  # fmt: skip
    assert session.store.undo_label() == "Add source"


def test_a_source_needs_a_title(dialog, session):
    count = session.store.count(Source)
    save()
    assert "title" in fault(dialog, "title")
    assert session.store.count(Source) == count


def test_a_date_must_be_readable(dialog, session):
    type_("A report")
    dialog.dates["issued"].setFocus()
    type_("7/4/25")
    save()
    assert "2 ways" in fault(dialog, "issued")
    assert dialog.isVisible()


def test_a_known_address_is_pointed_out_before_saving(dialog):
    dialog.texts["url"].type_text("http://example.org/story/")
    assert dialog.twin.isVisible()
    assert "IRS story" in dialog.twin.text()
    dialog.texts["url"].type_text("http://example.org/other")
    assert not dialog.twin.isVisible()


def test_a_source_is_not_its_own_twin(editing):
    assert not editing.twin.isVisible()


def test_only_what_was_changed_is_written(editing, session, story):
    editing.texts["publisher"].setFocus()
    editing.texts["publisher"].selectAll()
    type_("The Weekly")
    save()
    after = session.store.get(Source, story.kept.id)
    assert after.publisher == "The Weekly"
    change = next(session.store.journal(1)).changes[0]
    assert set(change.after) == {"publisher", "modified"}


def test_saving_without_a_change_writes_nothing(editing, session):
    before = session.store.content_hash(), session.store.undo_label()
    save()
    assert not editing.isVisible()
    assert (session.store.content_hash(), session.store.undo_label()) == before


@pytest.mark.parametrize("name", ["title", "publisher", "authors", "url", "number", "language", "note", "text"])
def test_hostile_text_is_shown_and_kept_as_it_is(session, light, show, name):
    store = session.store
    with store.edit("Hostile") as edit:
        source = edit.add(Source(**{"kind": "webpage", "title": "T", name: HOSTILE}))
    dialog = show(SourceDialog(session, light, source.id))
    assert dialog.texts[name].text() == HOSTILE
    assert not dialog.is_touched()
    dialog.texts[name].setFocus()
    press(Qt.Key.Key_End, CONTROL)
    type_("!")
    save()
    assert getattr(store.get(Source, source.id), name) == HOSTILE + "!"


def test_a_new_text_takes_the_quotes_from_it_along(editing, session, story):
    editing.texts["text"].setFocus()
    press(Qt.Key.Key_Home, CONTROL)
    type_("Corrected. ")
    save()
    anchors = {c.anchor for c in session.store.where(Citation, source=story.kept.id) if c.exact}
    assert anchors == {"matches"}


def test_it_says_what_became_of_the_quotes_when_the_text_changed(editing, session, story):
    editing.texts["text"].set_draft(story.kept.text.replace("Officials said", "Officials wrote"))
    save()
    said, severity = session.said[-1]
    assert "Of 2 quotes from this source the words of 1 have changed, and 0 are not found." in said
    assert severity == "warning"


def test_a_text_too_long_for_a_form_is_left_as_it_is(session, story, light, show):
    text = "A long text with a no-break\u00a0space. " * 8_000
    with session.store.edit("Add") as edit:
        source = edit.add(Source(kind="report", title="Long", text=text))
    dialog = show(SourceDialog(session, light, source.id))
    assert not dialog.texts["text"].isVisible()
    assert "280,000 characters" in dialog.long.text()
    dialog.texts["title"].type_text("Longer")
    save()
    kept = session.store.get(Source, source.id)
    assert (kept.title, kept.text) == ("Longer", text)


def test_it_says_how_often_a_source_is_cited(editing):
    assert "Cited 3 times, 2 of them with a quote" in editing.cited.text()


def test_a_link_is_opened_only_when_asked_and_only_on_the_web(editing, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    assert editing.open_link.text() == "Open example.org ↗"
    assert opened == []
    qtbot.mouseClick(editing.open_link, Qt.MouseButton.LeftButton)
    assert opened == ["https://example.org/story"]
    for url in ("file:///etc/hosts", "javascript:alert(1)", "ftp://example.org", "example.org", "https://"):
        editing.texts["url"].type_text(url)
        assert not editing.open_link.isVisible(), url


def test_a_read_only_tracker_shows_and_saves_nothing(session, story, light, show):
    with Store.open(session.store.path, read_only=True) as store:
        reading = Session(store)
        dialog = show(SourceDialog(reading, light, story.kept.id))
        dialog.texts["title"].setFocus()
        type_("x")
        assert dialog.texts["title"].text() == "IRS story"
        assert not dialog.save_button.isEnabled()
        reading.reader.stop()


def test_tab_goes_down_the_form(dialog):
    visited = []
    for _ in range(12):
        visited.append(QApplication.focusWidget().accessibleName())
        press(Qt.Key.Key_Tab)
    assert visited == [
        "Title", "Kind", "Publisher", "Authors", "Published", "Address", "Archived at", "Accessed", "Number",
        "Language", "Note", "Text",
    ]  # fmt: skip


@pytest.fixture
def citing(session, story, light, show):
    return show(CiteDialog(session, story.later.id, light))


def test_a_known_source_is_cited_with_its_words(citing, session, story):
    type_("irs st")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    citing.quote.setFocus()
    type_("It is narrow.")
    citing.locator.setFocus()
    type_("page 2")
    citing.relation.set_value("contradicts")
    save()
    cited = session.store.dossier(story.later.id).citations
    assert [(c.source.id, c.citation.exact, c.citation.locator, c.citation.relation) for c in cited] == [
        (story.kept.id, "It is narrow.", "page 2", "contradicts")
    ]


def test_a_new_source_is_made_and_cited_in_one_edit(citing, session, story):
    type_("A fresh filing")
    press(Qt.Key.Key_Return)
    assert [c.source.title for c in session.store.dossier(story.later.id).citations] == ["A fresh filing"]
    session.undo()
    assert session.store.dossier(story.later.id).citations == ()
    assert session.store.where(Source, title="A fresh filing") == []


def test_citing_needs_a_source(citing, session, story):
    save()
    assert "Pick a source" in fault(citing, "source")
    assert session.store.dossier(story.later.id).citations == ()


def test_citing_refuses_words_that_are_not_there(citing):
    type_("irs st")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    citing.quote.setFocus()
    type_("It is broad.")
    save()
    assert "not in the text" in fault(citing, "exact")
    assert citing.isVisible()


def test_a_source_says_how_its_address_answered_last(session, story, light, show, store):
    dialog = show(SourceDialog(session, light, story.kept.id))
    assert not dialog.link.isVisible()
    dialog.reject()
    with store.edit("Check links") as edit:
        for state, day, note in (("reached", "05", ""), ("dead", "09", "It answers that the page is not there (404).")):
            edit.add(LinkCheck(source=story.kept.id, state=state, at=f"2026-01-{day}T12:00:00.000Z", note=note))
    again = show(SourceDialog(session, light, story.kept.id))
    assert again.link.text() == "✗ Dead (9 Jan 2026). It answers that the page is not there (404)."
