"""Checking feeds: how each answered is kept beside it, what went wrong is said, and nothing already read is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.capture.feed_checking import FeedAnswer
from tracker.capture.feeds import FeedEntry, FeedRead
from tracker.dates import utc_now
from tracker.errors import CaptureError, TrackerError
from tracker.operations import checking_feeds
from tracker.operations.checking_feeds import Checked, ask_feeds, due, take_answers, to_ask
from tracker.operations.inbox import TakenIn, add_feed, change_feed, remove_feeds
from tracker.records import Feed, InboxItem
from tracker.store import Store
from tracker.store.inbox import FeedRow, FeedState, feed_rows

NEWS = "https://news.test/feed"
AT = "2025-04-09T10:00:00.000Z"
ENTRY = FeedEntry("key 1", "Entry 1", "https://news.test/1", "", "")


def read(*entries: FeedEntry, notes: tuple[str, ...] = ()) -> FeedRead:
    return FeedRead("News", "https://news.test/", entries, notes)


def row(store: Store, feed: Feed) -> FeedRow:
    return next(r for r in feed_rows(store.connection) if r.id == feed.id)


def answered(store: Store, feed: Feed, found: FeedRead | None, at: str = AT) -> list[TakenIn]:
    return take_answers(store, [Checked(row(store, feed), FeedAnswer(found, '"tag"', "Mon", feed.url, at), at=at)])


@pytest.fixture
def feed(store: Store) -> Feed:
    return add_feed(store, NEWS, "News")


def test_how_a_feed_answered_is_kept_outside_the_journal(store: Store, feed: Feed) -> None:
    length = len(list(store.journal()))

    answered(store, feed, read(notes=("Odd.",)))

    assert row(store, feed).state == FeedState(AT, '"tag"', "Mon", "Odd.")
    assert len(list(store.journal())) == length
    assert store.undo_label() == "Add feed"


def test_a_problem_is_kept_beside_the_feed_and_nothing_is_lost(store: Store, feed: Feed) -> None:
    assert answered(store, feed, read(ENTRY)) == [TakenIn(1, 0, 0)]

    take_answers(store, [Checked(row(store, feed), None, "news.test did not answer.", utc_now())])

    state = row(store, feed).state
    assert (state.etag, state.last_modified, state.problem) == ('"tag"', "Mon", "news.test did not answer.")
    assert state.checked > AT
    assert len(store.where(InboxItem)) == 1
    answered(store, feed, None, "2025-04-10T10:00:00.000Z")
    assert row(store, feed).state.problem == ""


def test_what_was_undone_is_asked_for_again(store: Store, feed: Feed) -> None:
    answered(store, feed, read(ENTRY), utc_now())
    assert to_ask(store)[0].state.etag == '"tag"'

    store.undo()

    assert (to_ask(store)[0].state.etag, to_ask(store)[0].state.last_modified) == ("", "")
    assert to_ask(store, [feed.id + 1]) == []


def test_several_feeds_are_taken_in_by_one_edit(store: Store, feed: Feed) -> None:
    other = add_feed(store, "https://other.test/feed")
    again = FeedEntry("key 2", "Entry 2", "https://news.test/2", "", "")

    taken = take_answers(
        store,
        [
            Checked(row(store, feed), FeedAnswer(read(ENTRY)), at=AT),
            Checked(row(store, other), FeedAnswer(read(ENTRY, again)), at=AT),
        ],
    )

    assert taken == [TakenIn(1, 0, 0), TakenIn(1, 0, 1)]
    store.undo()
    assert not store.where(InboxItem)


def test_a_feed_removed_or_changed_meanwhile_brings_nothing(store: Store, feed: Feed) -> None:
    before = row(store, feed)
    change_feed(store, feed.id, url="https://news.test/new")
    assert take_answers(store, [Checked(before, FeedAnswer(read(ENTRY), '"tag"'), at=AT)]) == [TakenIn()]
    # With the tag of an answer that was not taken in, the new address might say that nothing is new.
    assert row(store, feed).state == FeedState()
    remove_feeds(store, [feed.id])
    assert take_answers(store, [Checked(before, FeedAnswer(read(ENTRY)), at=AT)]) == [TakenIn()]
    assert not store.where(InboxItem)


def test_that_a_feed_has_moved_for_good_is_remembered_until_it_is_followed_there(store: Store, feed: Feed) -> None:
    new = "https://news.test/new"
    moved = Checked(row(store, feed), FeedAnswer(read(ENTRY), '"tag"', moved=new), at=AT)
    assert moved.moved == new
    take_answers(store, [moved])
    assert row(store, feed).state.problem == f"It has moved for good to {new}."
    assert Checked(row(store, feed), FeedAnswer(None, moved=feed.url)).moved == ""

    change_feed(store, feed.id, url=new)
    # What the old address said for the next time is not said to the new one.
    assert row(store, feed).state == FeedState()
    assert [item.feed for item in store.where(InboxItem)] == [new]
    assert answered(store, store.get(Feed, feed.id), read(ENTRY)) == [TakenIn(0, 1, 0)]

    assert store.undo().label == "Edit feed"
    assert store.get(Feed, feed.id).url == NEWS
    assert [item.feed for item in store.where(InboxItem)] == [NEWS]


def test_feeds_are_asked_one_after_another_and_a_problem_stops_none(
    store: Store, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_feed(store, "https://z.test/feed", "Zeta")
    asked = []

    def answer(url: str, etag: str, last_modified: str, **_: object) -> FeedAnswer:
        asked.append(url)
        if "news" in url:
            raise CaptureError("news.test did not answer.")
        return FeedAnswer(read(ENTRY), at=AT)

    monkeypatch.setattr(checking_feeds, "check_feed", answer)
    told: list[tuple[int, int, str]] = []

    checked = ask_feeds(to_ask(store), progress=lambda *said: told.append(said))

    assert asked == [NEWS, "https://z.test/feed"]
    assert told == [(0, 2, "News"), (1, 2, "Zeta")]
    assert [c.problem for c in checked] == ["news.test did not answer.", ""]
    assert checked[1].answer is not None


def test_what_was_asked_until_it_is_cancelled_is_kept(
    store: Store, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_feed(store, "https://z.test/feed", "Zeta")
    monkeypatch.setattr(checking_feeds, "check_feed", lambda *_, **__: FeedAnswer(read(ENTRY), at=AT))
    asked: list[str] = []

    checked = ask_feeds(to_ask(store), progress=lambda *said: asked.append(said[2]), cancelled=lambda: len(asked) > 1)

    assert [c.feed.name for c in checked] == ["News"]


def test_a_read_only_tracker_keeps_no_state(store: Store, feed: Feed) -> None:
    with store.reader() as reader, pytest.raises(TrackerError, match="only reads"):
        reader.keep_feed_state(feed.id, FeedState())


@pytest.mark.parametrize(
    ("every", "checked", "is_due"),
    [
        (0, "", False),
        (6, "", True),
        (6, "2025-04-09T05:00:00.000Z", True),
        (6, "2025-04-09T09:00:00.000Z", False),
        (6, "2025-04-09T04:00:00.000Z", True),
        (6, "2099-01-01T00:00:00.000Z", True),
        (6, "nonsense", True),
    ],
)
def test_only_a_feed_on_a_schedule_is_due(every: int, checked: str, is_due: bool) -> None:
    feed = FeedRow(7, NEWS, "", every, FeedState(checked), 0, 0)

    assert due([feed], datetime(2025, 4, 9, 11, 0, tzinfo=UTC)) == ([7] if is_due else [])
