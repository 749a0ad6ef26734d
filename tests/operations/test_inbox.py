"""Feeds and what they bring: nothing twice, nothing lost, every step taken back by one undo."""

from __future__ import annotations

import pytest

from tracker.capture.feeds import FeedEntry, FeedRead
from tracker.errors import NotFoundError, RecordError
from tracker.operations import inbox
from tracker.operations.inbox import TakenIn, add_feed, change_feed, link, remove_feeds, take_in
from tracker.operations.log import EventDraft, log_event
from tracker.records import Citation, Event, Feed, InboxItem, Source
from tracker.store import Store
from tracker.store.inbox import count_new, item_rows

NEWS, COURT = "https://news.test/feed", "https://ecf.cadc.uscourts.gov/rss"


def entry(number: int, title: str = "", link: str = "", published: str = "", body: str = "") -> FeedEntry:
    return FeedEntry(
        f"key {number}",
        title or f"Entry {number}",
        link or f"https://news.test/{number}",
        published or f"2025-04-{number:02}T12:00:00.000Z",
        body,
    )


def read(*entries: FeedEntry, notes: tuple[str, ...] = ()) -> FeedRead:
    return FeedRead("News", "https://news.test/", entries, notes)


@pytest.fixture
def feed(store: Store) -> Feed:
    return add_feed(store, NEWS, "News")


@pytest.fixture
def item(store: Store, feed: Feed) -> InboxItem:
    take_in(store, [(feed, read(entry(1)))])
    return store.where(InboxItem)[0]


@pytest.fixture
def event(store: Store) -> Event:
    return log_event(store, EventDraft(title="An order", type="order", date="2025-04-07"))


def states(store: Store) -> list[str]:
    return [i.state for i in store.where(InboxItem)]


# Feeds


def test_a_feed_is_followed_once_and_its_address_must_be_one(store: Store, feed: Feed) -> None:
    with pytest.raises(RecordError, match="already"):
        add_feed(store, f" {NEWS} ")
    for url in ("", "news.test/feed", "file:///etc/passwd", "javascript:alert(1)", "https://"):
        with pytest.raises(RecordError, match="http"):
            add_feed(store, url)
    for hours in (-1, 10_000):
        with pytest.raises(RecordError, match="hours"):
            add_feed(store, "https://other.test/", every_hours=hours)
    assert [f.url for f in store.where(Feed)] == [NEWS]
    assert store.undo_label() == "Add feed"


def test_what_a_feed_brought_moves_with_it_to_a_new_address(store: Store, feed: Feed, item: InboxItem) -> None:
    changed = change_feed(store, feed.id, url="https://news.test/new", every_hours=6)

    assert (changed.url, changed.title, changed.every_hours) == ("https://news.test/new", "News", 6)
    assert take_in(store, [(changed, read(entry(1)))]) == TakenIn(0, 1, 0)
    store.undo()
    assert store.get(InboxItem, item.id).feed == NEWS
    assert store.get(Feed, feed.id) == feed


def test_a_feed_that_goes_leaves_what_it_brought(store: Store, feed: Feed, item: InboxItem) -> None:
    assert remove_feeds(store, [feed.id]) == 1

    assert not store.where(Feed)
    assert store.where(InboxItem) == [item]
    assert item_rows(store.connection)[0].feed == NEWS
    store.undo()
    assert store.where(Feed) == [feed]


def test_a_feed_is_named_by_its_address_title_or_id(store: Store, feed: Feed) -> None:
    from tracker.records import id_text

    for name in (NEWS, "news", id_text(feed.id)):
        assert inbox.feed_named(store, name) == feed
    with pytest.raises(NotFoundError):
        inbox.feed_named(store, "nothing")
    add_feed(store, COURT, "News")
    with pytest.raises(RecordError, match="2 feeds"):
        inbox.feed_named(store, "News")


# Taking in


def test_only_what_was_not_met_before_comes_in(store: Store, feed: Feed) -> None:
    assert take_in(store, [(feed, read(entry(1), entry(2)))]) == TakenIn(2, 0, 0)
    assert take_in(store, [(feed, read(entry(2, title="Changed"), entry(3)))]) == TakenIn(1, 1, 0)

    assert [i.title for i in store.where(InboxItem)] == ["Entry 2", "Entry 1", "Entry 3"]
    assert states(store) == ["new"] * 3


def test_nothing_new_leaves_no_trace_in_the_journal(store: Store, feed: Feed) -> None:
    take_in(store, [(feed, read(entry(1)))])
    before = len(list(store.journal()))

    assert take_in(store, [(feed, read(entry(1)))]) == TakenIn(0, 1, 0)
    assert take_in(store, []) == TakenIn()

    assert len(list(store.journal())) == before


def test_what_was_dismissed_does_not_come_again(store: Store, feed: Feed, item: InboxItem) -> None:
    inbox.dismiss(store, [item.id])

    assert take_in(store, [(feed, read(entry(1)))]) == TakenIn(0, 1, 0)
    assert states(store) == ["dismissed"]


def test_what_two_feeds_bring_comes_in_once_and_is_counted(store: Store, feed: Feed) -> None:
    other = add_feed(store, "https://news.test/politics", "Politics")

    assert take_in(store, [(feed, read(entry(1))), (other, read(entry(1), entry(2)))]) == TakenIn(2, 0, 1)
    assert take_in(store, [(other, read(entry(1)))]) == TakenIn(0, 0, 1)
    assert len(store.where(InboxItem)) == 2


def test_two_entries_of_one_docket_sheet_both_come_in(store: Store, feed: Feed) -> None:
    sheet = "https://ecf.cadc.uscourts.gov/docket?22-1214"
    other = add_feed(store, COURT)
    one = entry(1, "22-1214 A v. B", sheet, "2025-04-01T12:00:00.000Z", "[Order]")
    two = entry(2, "22-1214 A v. B", sheet, "2025-04-02T12:00:00.000Z", "[Opinion]")

    assert take_in(store, [(feed, read(one)), (other, read(two))]).added == 2


def test_the_newest_stand_first_and_those_without_a_time_by_when_they_came(store: Store, feed: Feed) -> None:
    take_in(store, [(feed, read(entry(1), entry(3), entry(2)))])
    no_time = [FeedEntry(f"no {n}", f"No time {n}", "", "", "") for n in (1, 2)]
    take_in(store, [(feed, read(*no_time))])

    titles = [r.title for r in item_rows(store.connection)]
    assert titles == ["No time 1", "No time 2", "Entry 3", "Entry 2", "Entry 1"]


def test_one_undo_takes_back_all_that_a_check_brought(store: Store, feed: Feed) -> None:
    other = add_feed(store, COURT)
    take_in(store, [(feed, read(entry(1))), (other, read(entry(2)))])

    assert store.undo_label() == "Check feeds"
    store.undo()

    assert not store.where(InboxItem)
    assert {f.id for f in store.where(Feed)} == {feed.id, other.id}


# Triage


def test_items_are_dismissed_and_put_back(store: Store, feed: Feed) -> None:
    take_in(store, [(feed, read(entry(1), entry(2), entry(3)))])
    ids = [i.id for i in store.where(InboxItem)]

    assert inbox.dismiss(store, ids[:2]) == 2
    assert states(store) == ["dismissed", "dismissed", "new"]
    assert inbox.dismiss(store, ids[:2]) == 0
    assert inbox.put_back(store, ids) == 2
    assert count_new(store.connection) == 3
    store.undo()
    assert states(store) == ["dismissed", "dismissed", "new"]
    store.undo()
    assert states(store) == ["new"] * 3


def test_a_linked_item_becomes_a_source_that_the_event_cites(store: Store, item: InboxItem, event: Event) -> None:
    cited = link(store, item.id, event.id)

    source = store.get(Source, cited.source)
    assert (source.title, source.url, source.issued) == (item.title, item.url, "2025-04-01")
    assert source.note == "From the feed News, published 2025-04-01 12:00 UTC."
    assert cited.event == event.id
    assert states(store) == ["linked"]
    store.undo()
    assert (states(store), store.where(Source), store.where(Citation)) == (["new"], [], [])


def test_linking_uses_the_source_that_has_the_address(store: Store, item: InboxItem, event: Event) -> None:
    with store.edit("Add source") as edit:
        known = edit.add(Source(kind="article-newspaper", title="Known", url=item.url + "?utm_source=feed"))

    first, again = link(store, item.id, event.id), link(store, item.id, event.id)

    assert first.source == known.id
    assert again == first
    assert len(store.where(Source)) == len(store.where(Citation)) == 1


def test_a_day_that_may_be_another_one_there_is_not_taken_for_sure(store: Store, feed: Feed, event: Event) -> None:
    take_in(store, [(feed, read(entry(1, published="2025-04-08T01:30:00.000Z")))])
    item = store.where(InboxItem)[0]

    source = store.get(Source, link(store, item.id, event.id).source)

    assert source.issued == ""
    assert "2025-04-08 01:30 UTC" in source.note


def test_of_a_docket_sheet_each_entry_is_cited(store: Store, feed: Feed, event: Event) -> None:
    sheet = "https://ecf.cadc.uscourts.gov/docket?22-1214"
    one = entry(1, "22-1214 A v. B", sheet, body="[Order filed] (95 <https://ecf.cadc.uscourts.gov/docs1/1>)")
    two = entry(2, "22-1214 A v. B", sheet, body="[Opinion] (96)")
    take_in(store, [(feed, read(one, two))])

    cited = [link(store, item.id, event.id) for item in store.where(InboxItem)]

    assert [c.locator for c in cited] == ["[Opinion] (96)", "[Order filed] (95)"]
    assert len({c.source for c in cited}) == 1
    assert store.get(Source, cited[0].source).publisher == "D.C. Cir."


def test_linking_to_an_event_that_is_gone_changes_nothing(store: Store, item: InboxItem) -> None:
    with pytest.raises(NotFoundError):
        link(store, item.id, 12345)

    assert (states(store), store.where(Source)) == (["new"], [])
