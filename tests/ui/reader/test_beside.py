"""The snapshot beside the text: offered where there is one, on the page of the quote that is looked at."""

from __future__ import annotations

import io

import pytest

from tracker.operations.annotate import add_source, cite
from tracker.operations.log import CitationDraft
from tracker.records import Source
from tracker.ui import theme as themes


def a_pdf(pages):
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(300, 200)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def captured(store, data, media_type, text):
    sha = store.keep_blob(data, media_type)
    return add_source(store, Source(kind="report", title="Captured", text=text, media_type=media_type, sha256=sha))


@pytest.fixture
def saved(story):
    """A source with a page as its snapshot."""
    return captured(story.store, b"<h1>As it stood</h1><p>The page.", "text/html", "As it stood\n\nThe page.")


def open_in(page, source, qtbot, citation=0):
    page.open_source(source.id, citation)
    qtbot.waitUntil(lambda: page.reading is not None and page.reading.source.id == source.id)


def test_a_source_without_a_snapshot_offers_none(page):
    assert page.header.snapshot_button.isHidden()
    assert page.beside.pane is None


def test_the_snapshot_stands_beside_the_text_when_asked_for_and_goes_again(page, saved, qtbot):
    open_in(page, saved, qtbot)
    button = page.header.snapshot_button
    assert not button.isHidden()
    assert page.beside.pane is None
    button.click()
    pane = page.beside.pane
    qtbot.waitUntil(lambda: pane.stack.currentWidget() is pane.page and pane.is_idle())
    assert pane.page.toPlainText() == "As it stood\nThe page."
    assert page.text.isVisible()
    assert page.reading_pane.width() < page.width() * 3 // 4
    button.click()
    qtbot.waitUntil(lambda: not pane.isVisible())
    qtbot.waitUntil(lambda: page.reading_pane.width() > page.width() * 3 // 4)


def test_it_follows_the_source_that_is_read(page, saved, story, qtbot):
    open_in(page, saved, qtbot)
    page.header.snapshot_button.click()
    open_in(page, story.source, qtbot)
    assert not page.beside.pane.isVisible()
    open_in(page, saved, qtbot)
    qtbot.waitUntil(lambda: page.beside.pane.page.toPlainText() == "As it stood\nThe page.")


def test_a_pdf_turns_to_the_page_of_the_quote(page, story, qtbot):
    source = captured(story.store, a_pdf(3), "application/pdf", "The first page\fThe second page\fIt was signed here")
    quote = cite(story.store, CitationDraft(source=source.id, quote="signed here"), event=story.signed.id)
    open_in(page, source, qtbot)
    page.header.snapshot_button.click()
    pdf = page.beside.pane.pdf
    qtbot.waitUntil(lambda: pdf.label.accessibleName() == "Page 1 of 3")
    qtbot.waitUntil(lambda: any(note.citation == quote.id for note in page.quotes.notes))
    page.quotes.pick(quote.id)
    qtbot.waitUntil(lambda: pdf.label.accessibleName() == "Page 3 of 3")


def test_another_theme_reaches_it(page, saved, qtbot):
    open_in(page, saved, qtbot)
    page.header.snapshot_button.click()
    dark = themes.load("dark")
    page.set_theme(dark)
    assert page.beside.pane.page.palette().base().color() == dark.base
