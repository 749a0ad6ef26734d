"""Reading an article for capturing it: the same facts and suggestions for the window as for the command line."""

from __future__ import annotations

import pytest

from tracker.capture.article import Found
from tracker.operations import article_reading
from tracker.operations.annotate import add_source
from tracker.records import Event, Source
from tracker.store import Store


def test_days_in_pasted_text_are_worked_out_from_the_date_that_it_states(store: Store) -> None:
    text = "A title\n\nBy Jane Roe\nMarch 4, 2026\n\nThe Harbor Board signed the agreement on Tuesday.\n"
    read = article_reading.read(store, article_reading.from_text(text), pasted=text)
    assert (read.source.issued, read.source.authors, read.source.text) == ("2026-03-04", "Jane Roe", text)
    assert {d.date for d in read.suggestions.dates if text[d.at.start : d.at.end] == "Tuesday"} == {"2026-03-03"}


def test_what_is_known_of_an_article_goes_before_what_it_says_and_is_what_others_are_looked_up_by(store: Store) -> None:
    text = "A title that nobody else has\n\nThe Harbor Board signed the agreement on Tuesday.\n"
    there = add_source(store, Source(kind="webpage", title="Other", url="https://example.org/agreement"))
    with store.edit("Add") as edit:
        event = edit.add(Event(title="Harbor Board signs an agreement", type="order", date="2026-03-03"))
    facts = {
        "title": Found("The harbor board signs an agreement", "somebody"),
        "url": Found("https://example.org/agreement", "somebody"),
        "issued": Found("2026-03-04", "somebody"),
        "kind": Found("report", "somebody"),
    }
    read = article_reading.read(store, article_reading.from_text(text), pasted=text, facts=facts)
    assert (read.source.kind, read.source.title) == ("report", "The harbor board signs an agreement")
    assert [(d.source, d.why) for d in read.duplicates] == [(there.id, "same address")]
    assert article_reading.with_events(store, read).events == (event,)


def test_without_a_tracker_nobody_is_known_and_the_same_is_suggested(store: Store) -> None:
    text = "A title\n\nThe Harbor Board signed the agreement on March 4, 2026.\n"
    alone, with_store = (article_reading.read(s, article_reading.from_text(text), pasted=text) for s in (None, store))
    assert alone.suggestions == with_store.suggestions
    assert (alone.duplicates, alone.events) == ((), ())


def test_how_much_of_a_text_was_looked_through_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_reading, "SUGGESTED_FROM", 30)
    text = "A title\n\nOn March 4, 2026 it was signed, and on March 9, 2026 it ended.\n"
    read = article_reading.read(store, article_reading.from_text(text), pasted=text)
    assert read.looked_through == 30
    assert [d.date for d in read.suggestions.dates] == ["2026-03-04"]
