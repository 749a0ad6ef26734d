"""A source to cite: a known one is picked, a new one is given on the spot."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tracker.operations.annotate import cite
from tracker.operations.log import CitationDraft, EventDraft, log_event
from tracker.records import Source
from tracker.ui.widgets.source_field import SourceField

URL = "https://example.org/story"


@pytest.fixture
def known(store):
    with store.edit("Sources") as edit:
        return edit.add_all(
            [
                Source(kind="article-newspaper", title="IRS signs memorandum", publisher="The Paper", url=URL),
                Source(kind="legal_case", title="Order of 12 May", publisher="D.D.C.", issued="2025-05-12"),
            ]
        )


@pytest.fixture
def field(store, known, qtbot):
    made = SourceField(store)
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.pick.hasFocus)
    return made


def type_(qtbot, field, text):
    qtbot.keyClicks(field, text)


def leave(field):
    field.pick.clearFocus()


def test_an_empty_field_is_no_source_and_says_what_that_means(field):
    assert field.source() is None
    assert field.fault() == ""
    assert "Needs a source" in field.hint.text()
    assert not field.form.isVisible()


@pytest.mark.parametrize("typed", ["memor", "the paper", "example.org"])
def test_a_known_source_is_found_by_title_publisher_or_address(field, known, qtbot, typed):
    type_(qtbot, field.pick, typed)
    qtbot.keyClick(field.pick, Qt.Key.Key_Down)
    qtbot.keyClick(field.pick, Qt.Key.Key_Return)
    assert field.source() == known[0]
    assert field.fault() == ""
    assert "The Paper" in field.hint.text()
    assert "example.org" in field.hint.text()
    assert not field.form.isVisible()


def test_while_known_sources_fit_the_form_for_a_new_one_waits(field, qtbot):
    type_(qtbot, field.pick, "Order")
    assert field.pick.listed()
    assert not field.form.isVisible()
    leave(field)
    qtbot.waitUntil(field.form.isVisible)


def test_a_title_that_is_not_known_makes_a_new_source(field, qtbot):
    type_(qtbot, field.pick, "A quite new report")
    assert field.form.isVisible()
    assert field.url.isVisible()
    assert not field.title.isVisible()
    type_(qtbot, field.publisher, "TIGTA")
    type_(qtbot, field.issued.line, "June 2025")
    field.kind.set_value("report")
    source = field.source()
    assert source == Source(kind="report", title="A quite new report", publisher="TIGTA", issued="2025-06")
    assert source.id == 0


def test_a_pasted_address_makes_a_new_source_that_needs_a_title(field, qtbot):
    field.pick.type_text("https://example.com/other")
    assert field.title.isVisible()
    assert not field.url.isVisible()
    assert "title" in field.fault()
    type_(qtbot, field.title, "Other story")
    assert field.fault() == ""
    assert (field.source().title, field.source().url) == ("Other story", "https://example.com/other")


def test_enter_on_an_address_goes_to_the_title_it_needs(field, qtbot):
    told = []
    field.submitted.connect(lambda: told.append(1))
    field.pick.type_text("https://example.com/other")
    qtbot.keyClick(field.pick, Qt.Key.Key_Return)
    assert field.title.hasFocus()
    assert told == []


@pytest.mark.parametrize("typed", [URL, "http://www.example.org/story/", "https://EXAMPLE.org/story#part"])
def test_an_address_that_is_known_offers_its_source(field, known, qtbot, typed):
    field.pick.type_text(typed)
    assert field.twin.isVisible()
    assert "IRS signs memorandum" in field.twin.text()
    qtbot.mouseClick(field.twin, Qt.MouseButton.LeftButton)
    assert field.source() == known[0]
    assert not field.twin.isVisible()


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://example.com/other", "webpage"),
        ("https://example.org/another", "article-newspaper"),  # as the one that is here from there
        ("https://ecf.dcd.uscourts.gov/doc1/045", "legal_case"),
        ("An untitled memo", "document"),
    ],
)
def test_a_new_source_is_no_news_article_by_default(field, qtbot, url, kind):
    field.pick.type_text(url)
    assert field.source().kind == kind


def test_a_kind_that_was_chosen_stays(field, qtbot):
    field.pick.type_text("https://example.com/other")
    qtbot.keyClick(field.kind, Qt.Key.Key_End)
    chosen = field.kind.value()
    assert chosen != "webpage"
    field.pick.type_text("https://example.com/others")
    assert field.source().kind == chosen


def test_a_field_emptied_again_is_as_it_was(field):
    before = field.draft()
    field.pick.type_text("https://example.com/other")
    field.pick.type_text("")
    assert field.draft() == before


def test_a_known_address_typed_into_the_form_is_noticed_too(field, qtbot):
    type_(qtbot, field.pick, "Another title")
    field.url.type_text(URL)
    assert field.twin.isVisible()


def test_a_date_that_cannot_be_read_is_a_fault_of_the_new_source(field, qtbot):
    type_(qtbot, field.pick, "A quite new report")
    type_(qtbot, field.issued.line, "7/4/25")
    assert field.source().issued == ""
    assert "2 ways" in field.fault()
    field.focus_fault()
    assert field.issued.line.hasFocus()


def test_sources_of_the_event_are_offered_first(store, known, qtbot):
    event = log_event(store, EventDraft(title="E", type="order"))
    cite(store, CitationDraft(source=known[0].id), event=event.id)
    field = SourceField(store, first_for=event.id)
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.pick.hasFocus)
    qtbot.keyClick(field.pick, Qt.Key.Key_Down)
    assert field.pick.listed()[0].value == known[0].id


def test_a_draft_of_a_new_source_comes_back(field, store, qtbot):
    type_(qtbot, field.pick, "A quite new report")
    type_(qtbot, field.publisher, "TIGTA")
    draft = field.draft()
    other = SourceField(store)
    qtbot.addWidget(other)
    other.set_draft(draft)
    assert other.source() == field.source()
    assert other.draft() == draft


def test_a_draft_of_a_picked_source_comes_back(field, store, known, qtbot):
    field.set_source(known[1])
    draft = field.draft()
    other = SourceField(store)
    qtbot.addWidget(other)
    other.set_draft(draft)
    assert other.source() == known[1]


def test_every_control_has_a_name(field):
    field.setAccessibleName("Source")
    assert field.pick.accessibleName() == "Source"
    named = [field.title, field.url, field.kind, field.publisher, field.issued.line]
    assert all(part.accessibleName().startswith("New source") for part in named)
