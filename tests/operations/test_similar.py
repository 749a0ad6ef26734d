"""What is in the tracker already: like titles about the same day, sources at the same address."""

from __future__ import annotations

import pytest

from tracker.operations.annotate import add_source
from tracker.operations.log import EventDraft, log_event
from tracker.operations.similar import events_of_the_day, kind_by_name, likely_kind, similar_events, sources_at
from tracker.records import Source, Stakeholder

TITLE = "Treasury and DHS sign memorandum on taxpayer data"


@pytest.fixture
def signed(store):
    log_event(store, EventDraft(title="Judge denies a preliminary injunction", type="order", date="2025-04-07"))
    return log_event(store, EventDraft(title=TITLE, type="memorandum of understanding", date="2025-04-07"))


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        TITLE.upper(),
        "DHS and Treasury sign taxpayer data memorandum",
        "Memorandum on taxpayer data signed by Treasury, DHS",
    ],
)
def test_the_same_in_other_words_is_found(store, signed, title):
    assert similar_events(store, title, "2025-04-07") == [signed]


@pytest.mark.parametrize(
    "date", ["2025-04-05", "2025-04-10", "2025-04", "2025", "2025-04~", "", "../2025-05", "2025-03/.."]
)
def test_it_may_be_dated_near_it(store, signed, date):
    assert similar_events(store, TITLE, date) == [signed]


@pytest.mark.parametrize("date", ["2025-04-20", "2024", "../2025-03", "2026-01/.."])
def test_another_time_is_another_development(store, signed, date):
    assert similar_events(store, TITLE, date) == []


def test_an_undated_event_may_be_meant_by_any_date(store):
    undated = log_event(store, EventDraft(title=TITLE, type="report"))
    assert similar_events(store, TITLE, "2019-01-01") == [undated]


@pytest.mark.parametrize("title", ["", "Treasury", "   ", "Senators ask the inspector general to investigate"])
def test_a_word_or_another_story_is_like_nothing(store, signed, title):
    assert similar_events(store, title, "2025-04-07") == []


def test_the_most_alike_come_first_and_few(store):
    for words in (
        "on taxpayer data",
        "on taxpayer data again",
        "on taxpayer data once more",
        "on taxpayer data sharing",
    ):
        log_event(
            store, EventDraft(title=f"Treasury and DHS sign memorandum {words}", type="report", date="2025-04-07")
        )
    found = similar_events(store, TITLE, "2025-04-07", most=2)
    assert len(found) == 2
    assert similar_events(store, TITLE, "2025-04-07", most=9)[:2] == found


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_time_are_no_trouble(store, date):
    made = log_event(store, EventDraft(title=TITLE, type="report", date=date))
    assert similar_events(store, TITLE, date) == [made]


@pytest.fixture
def story(store):
    return add_source(store, Source(kind="webpage", title="Story", url="https://www.example.org/a/B?id=1#top"))


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.org/a/B?id=1",
        "http://example.org/a/B?id=1",
        "https://EXAMPLE.org/a/B?id=1#other",
        " https://example.org/a/B?id=1 ",
    ],
)
def test_an_address_is_known_in_its_other_spellings(store, story, url):
    assert [s.id for s in sources_at(store, url)] == [story.id]


@pytest.mark.parametrize(
    "url", ["", "#", "https://example.org/a/b?id=1", "https://example.org/a/B?id=2", "https://example.org"]
)
def test_another_address_is_another_source(store, story, url):
    assert sources_at(store, url) == []


def test_an_archived_address_counts_and_a_source_is_not_its_own_twin(store):
    made = add_source(store, Source(kind="webpage", title="S", archive_url="https://archive.example/1/"))
    assert [s.id for s in sources_at(store, "https://archive.example/1")] == [made.id]
    assert sources_at(store, "https://archive.example/1", leave_out=made.id) == []


def test_events_of_a_type_in_the_time_of_a_date_are_found(store, signed):
    def of(kind, date):
        return events_of_the_day(store, kind, date)

    assert of("memorandum of understanding", "2025-04-07") == [signed]
    assert of("memorandum of understanding", "2025-04") == [signed]
    assert of("memorandum of understanding", "2025-04-08") == []
    assert of("report", "2025-04-07") == []
    assert of("memorandum of understanding", "") == []
    assert of("memorandum of understanding", "../2025-05") == []


def test_of_many_events_of_a_day_few_are_given(store):
    for number in range(6):
        log_event(store, EventDraft(title=f"Order {number}", type="order", date="2025-04-07"))
    assert len(events_of_the_day(store, "order", "2025-04-07", most=4)) == 4


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://www.example.org/b", "report"),
        ("https://ecf.dcd.uscourts.gov/doc1/045", "legal_case"),
        ("https://example.net/a", "webpage"),
        ("", "document"),
    ],
)
def test_a_new_source_is_of_the_kind_that_its_site_has_here(store, url, kind):
    add_source(store, Source(kind="report", title="A", url="https://example.org/a"))
    assert likely_kind(store, url) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Budget Law CENTER", "advocacy group"),
        ("Employees Union", "union"),
        ("Center", ""),
        ("100% Center", "advocacy group"),
        ("Presscenter", ""),
        ("", ""),
    ],
)
def test_a_name_tells_the_kind_where_it_ends_as_others_do(store, name, kind):
    with store.edit("People") as edit:
        edit.add(Stakeholder(name="Tax Law Center", kind="advocacy group"))
        edit.add(Stakeholder(name="National Party", kind="other"))
    assert kind_by_name(store, name) == kind
