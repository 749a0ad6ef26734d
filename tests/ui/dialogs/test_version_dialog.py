"""Versions of a source: compared, added, and their quotes carried when somebody says so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from tracker.operations.change import edit_event
from tracker.operations.source_text import new_version
from tracker.records import Citation, Event, Source
from tracker.ui import theme as themes
from tracker.ui.dialogs.new_version_dialog import NewVersionDialog
from tracker.ui.dialogs.version_dialog import VersionDialog

TEXT = "The IRS may share. Officials said the IRS may share data. It is narrow."
"""Of the source that the story keeps."""
NEXT = "First of all.\n" + TEXT.replace("Officials said", "Officials wrote").replace(" It is narrow.", "")


@pytest.fixture
def second(session, story):
    draft = replace(story.kept, id=0, text=NEXT, created="", modified="")
    return new_version(session.store, story.kept, draft)


@pytest.fixture
def open_on(session, light, show, qtbot):
    def made(source):
        dialog = VersionDialog(session, light, source.id)
        qtbot.waitUntil(lambda: dialog.compared is not None and session.reader.is_idle())
        return show(dialog)

    return made


def marked(dialog):
    """The difference as text, with what is struck through and underlined in brackets."""
    out = []
    block = dialog.difference.document().begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            font = fragment.charFormat()
            form = "[-{}-]" if font.fontStrikeOut() else "[+{}+]" if font.fontUnderline() else "{}"
            out.append(form.format(fragment.text()))
            fragments += 1
        block = block.next()
    return "|".join(out)


def test_the_newest_version_is_shown_beside_the_one_before(open_on, story, second):
    dialog = open_on(story.kept)
    assert dialog.list.count() == 2
    assert dialog.list.currentRow() == 1
    assert "71 characters · 2 quotes" in dialog.list.item(0).text()
    said = marked(dialog)
    assert "[-said-]" in said
    assert "[+wrote+]" in said
    assert "[+First of all." in said
    assert "[−said−][+wrote+]" in dialog.difference.accessibleDescription()


def test_it_says_which_quotes_are_in_it_too(open_on, second):
    dialog = open_on(second)
    said = [dialog.quotes.item(n).text() for n in range(dialog.quotes.count())]
    assert said == ["✕ not in this version: “It is narrow.”", "≠ words changed: “Officials said”"]
    assert "0 also in this one, 1 changed, 1 not in it" in dialog.quotes_label.text()


def test_a_quote_that_stands_there_more_than_once_is_not_said_to_be_gone(open_on, session, story):
    text = TEXT.replace("Officials said ", "").replace("It is narrow.", "It is narrow. It is narrow.")
    newer = new_version(session.store, story.kept, replace(story.kept, id=0, text=text, created="", modified=""))
    dialog = open_on(newer)
    said = [dialog.quotes.item(n).text() for n in range(dialog.quotes.count())]
    assert said == ["? more than once in this version: “It is narrow.”", "✕ not in this version: “Officials said”"]
    assert "0 also in this one, 0 changed, 1 not in it. " in dialog.quotes_label.text()
    assert "1 is there more than once: select it and decide which place is meant." in dialog.quotes_label.text()
    assert dialog.quotes.item(0).data(Qt.ItemDataRole.CheckStateRole) is None


def test_who_says_which_of_several_places_is_meant_has_the_quote_carried_there(open_on, session, story, qtbot):
    text = TEXT.replace("Officials said ", "").replace("It is narrow.", "It is narrow. Then: It is narrow.")
    newer = new_version(session.store, story.kept, replace(story.kept, id=0, text=text, created="", modified=""))
    dialog = open_on(newer)
    item, place = dialog.quotes.item(0), dialog.below.place
    assert not place.isVisible()
    dialog.quotes.setCurrentRow(0)
    assert place.isVisible()
    assert (place.count(), place.itemText(0)) == (3, "Not said")
    assert place.itemText(1).endswith("It is narrow. Then: It is nar…")
    assert place.itemText(2).endswith("Then: It is narrow.…")
    pick(place, 2)
    assert item.text() == "✓ at the place chosen: “It is narrow.”"
    assert item.checkState() == Qt.CheckState.Checked
    pick(place, 0)
    assert (item.text()[0], item.data(Qt.ItemDataRole.CheckStateRole)) == ("?", None)
    pick(place, 2)
    dialog.below.carry_button.click()
    (citation,) = session.store.where(Citation, source=newer.id)
    assert (citation.exact, citation.start, citation.anchor) == ("It is narrow.", text.rindex("It is"), "matches")
    qtbot.waitUntil(dialog.undo_button.isEnabled)
    dialog.undo_button.click()
    assert session.store.where(Citation, source=newer.id) == []


def pick(box, place):
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_without_a_text_no_quote_is_said_to_be_in_it_or_not(open_on, session, story):
    newer = new_version(session.store, story.kept, replace(story.kept, id=0, text="", url="https://example.org/2"))
    assert "version before: 2. No text of this one is kept" in open_on(newer).quotes_label.text()


def test_ticked_quotes_are_carried_and_that_can_be_undone(open_on, session, story, second, qtbot):
    dialog = open_on(second)
    assert not dialog.below.carry_button.isEnabled()
    dialog.quotes.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.below.carry_button.click()
    (citation,) = session.store.where(Citation, source=second.id)
    assert (citation.exact, citation.anchor) == ("Officials said", "moved")
    qtbot.waitUntil(lambda: dialog.quotes.count() == 1)
    edit_event(session.store, story.later.id, title="Another title")
    dialog.undo_button.click()
    assert session.store.where(Citation, source=second.id) == []
    assert session.store.get(Event, story.later.id).title == "Another title"


def test_the_first_version_has_nothing_before_it(open_on, second, qtbot):
    dialog = open_on(second)
    dialog.list.setCurrentRow(0)
    qtbot.waitUntil(lambda: dialog.summary.text() == "This is the first version.")
    assert not dialog.difference.isVisible()
    assert not dialog.below.isVisible()


def test_a_change_is_gone_to_by_its_button(open_on, session, story, qtbot):
    long = "\n".join(f"Paragraph {n} of the report." for n in range(120))
    first = session.store.get(Source, story.bare.id)
    with session.store.edit("Text") as edit:
        first = edit.change(first, text=long)
    changed = long.replace("Paragraph 7 ", "Section 7 ").replace("Paragraph 90 ", "Section 90 ")
    newer = new_version(session.store, first, replace(first, id=0, text=changed))
    dialog = open_on(newer)
    assert "2 passages differ" in dialog.summary.text()
    assert "unchanged paragraphs" in dialog.difference.toPlainText()
    dialog.next_button.click()
    dialog.next_button.click()
    assert "Section 90" in dialog.difference.textCursor().block().text()
    dialog.previous_button.click()
    assert "Section 7" in dialog.difference.textCursor().block().text()


def test_another_version_is_entered_and_compared(open_on, session, story, light, show, qtbot):
    dialog = open_on(story.kept)
    assert "one version" in dialog.summary.text()
    form = NewVersionDialog(session, light, story.kept.id)
    form.added.connect(dialog._on_added)
    show(form)
    assert not form.save()
    form.text.set_text(TEXT)
    assert "version before" in form.check()["text"]
    form.text.set_text(NEXT)
    form.issued.type_text("2025-06-02")
    assert form.save()
    (made,) = session.store.where(Source, previous=story.kept.id)
    assert (made.text, made.title, made.issued, made.kind) == (NEXT, "IRS story", "2025-06-02", story.kept.kind)
    qtbot.waitUntil(lambda: dialog.list.count() == 2 and dialog.compared.newer.id == made.id)
    assert "passage" in dialog.summary.text()
    edit_event(session.store, story.later.id, title="Another title")
    dialog.undo_button.click()
    assert session.store.where(Source, previous=story.kept.id) == []
    assert session.store.get(Event, story.later.id).title == "Another title"


def test_without_a_text_there_is_nothing_to_compare(open_on, session, story):
    newer = new_version(session.store, story.bare, replace(story.bare, id=0, text="Unsealed."))
    assert "cannot be compared" in open_on(newer).summary.text()


def test_the_difference_is_drawn_anew_in_other_colours(open_on, second):
    dialog = open_on(second)
    before, dark = marked(dialog), themes.load("dark")
    dialog.next_button.click()
    at = dialog.difference.textCursor().position()
    dialog.difference.set_theme(dark)
    assert (marked(dialog), dialog.difference.textCursor().position()) == (before, at)
    cursor = dialog.difference.textCursor()
    cursor.setPosition(dialog.difference.changes[0] + 1)
    assert cursor.charFormat().foreground().color() == dark.accent
