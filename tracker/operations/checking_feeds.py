"""Check feeds: ask each what is new, take in what they bring, and remember how each answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tracker.capture.feed_checking import FeedAnswer, check_feed
from tracker.dates import utc_now
from tracker.errors import CancelledError, CaptureError
from tracker.operations.inbox import TakenIn, write_entries
from tracker.records import Id
from tracker.store import Store
from tracker.store.inbox import CHECK_FEEDS, FeedRow, FeedState, feed_rows, undone_since


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of asking a feed: its answer, or None and the `problem` in words."""

    feed: FeedRow
    answer: FeedAnswer | None
    problem: str = ""
    at: str = ""

    @property
    def moved(self) -> str:
        """The address that the feed has moved to for good, '' if it has not. It is followed there all the same;
        `change_feed` takes it."""
        return self.answer.moved if self.answer is not None and self.answer.moved != self.feed.url else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What people should know of the answer, in words."""
        read = self.answer.read if self.answer is not None else None
        moved = (f"It has moved for good to {self.moved}.",) if self.moved else ()
        return (*(read.notes if read is not None else ()), *moved)


def to_ask(store: Store, feeds: Sequence[Id] = ()) -> list[FeedRow]:
    """The feeds to be asked now (all, if none are named), with what each said for the next time: nothing, where what it
    brought was undone since, so that it brings it again."""
    rows = [row for row in feed_rows(store.connection) if not feeds or row.id in feeds]
    return [_from_the_start(row) if undone_since(store.connection, row.state.checked) else row for row in rows]


def due(rows: Iterable[FeedRow], now: datetime | None = None) -> list[Id]:
    """Ids of the feeds whose schedule asks for a look now (UTC)."""
    now = now or datetime.now(UTC)
    return [row.id for row in rows if row.every_hours and _is_past(row.state.checked, row.every_hours, now)]


def ask_feeds(
    feeds: Sequence[FeedRow],
    *,
    allow_private: bool = False,
    progress: Callable[[int, int, str], None] = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
    **more: Any,
) -> list[Checked]:
    """Ask feeds one after another. Needs no tracker, so that it can run beside it; what was asked until it is
    `cancelled` is given back. `more` goes to `fetch.ask`."""

    def check() -> None:
        if cancelled():
            raise CancelledError("It was stopped before it was done.")

    checked: list[Checked] = []
    for number, feed in enumerate(feeds):
        progress(number, len(feeds), feed.name)
        state = feed.state
        try:
            check()
            answer = check_feed(
                feed.url, state.etag, state.last_modified, allow_private=allow_private, check=check, **more
            )
        except CaptureError as error:
            checked.append(Checked(feed, None, str(error), utc_now()))
        except CancelledError:
            break
        else:
            checked.append(Checked(feed, answer, at=answer.at))
    return checked


def take_answers(store: Store, checked: Sequence[Checked]) -> list[TakenIn]:
    """Take in what feeds answered, as one edit, and remember how each did, which is none; what each brought.

    Of a feed that could not be had or read all that it brought before stays, and so does what it said for the next
    time. A feed that has been removed meanwhile, or given another address, brings nothing, and nothing is remembered
    of how its old address answered: the new one has yet to be asked.
    """
    there = {row.id: row.url for row in feed_rows(store.connection)}
    taken = []
    with store.edit(CHECK_FEEDS) as edit:
        for each in checked:
            read = each.answer.read if each.answer is not None else None
            here = read is not None and there.get(each.feed.id) == each.feed.url
            taken.append(write_entries(store, edit, each.feed.url, read) if here and read else TakenIn())
    for each in checked:
        if there.get(each.feed.id) == each.feed.url:
            store.keep_feed_state(each.feed.id, _state(each))
    return taken


def _state(checked: Checked) -> FeedState:
    answer = checked.answer
    if answer is None:
        return replace(checked.feed.state, checked=checked.at, problem=checked.problem)
    return FeedState(checked.at, answer.etag, answer.last_modified, " ".join(checked.notes))


def _from_the_start(row: FeedRow) -> FeedRow:
    return replace(row, state=replace(row.state, etag="", last_modified=""))


def _is_past(checked: str, hours: int, now: datetime) -> bool:
    if not checked:
        return True
    try:
        at = datetime.fromisoformat(checked)
    except ValueError:
        return True
    # A clock set back must not keep a feed from being asked for years.
    return not timedelta(0) <= now - at < timedelta(hours=hours)
