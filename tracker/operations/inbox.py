"""The inbox: feeds that the user follows, what they bring, and what becomes of each item. One edit a step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.capture.courts import court_at, is_court
from tracker.capture.feeds import FeedEntry, FeedRead, web_address
from tracker.capture.plain_words import one_line
from tracker.errors import RecordError
from tracker.operations import naming
from tracker.operations.log import CitationDraft, add_citation
from tracker.operations.similar import ids_at
from tracker.records import Citation, Feed, Id, InboxItem, Source
from tracker.store import Store
from tracker.store.edit import Edit
from tracker.store.inbox import CHECK_FEEDS, FeedRow, FeedState, keys_met, met_elsewhere

MOST_HOURS = 24 * 31  # between two looks at a feed on a schedule


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of taking in a feed: items `added`, entries `met` before in it, and those `elsewhere`, which another
    feed had brought."""

    added: int = 0
    met: int = 0
    elsewhere: int = 0

    def __add__(self, other: TakenIn) -> TakenIn:
        return TakenIn(self.added + other.added, self.met + other.met, self.elsewhere + other.elsewhere)


# Feeds


def add_feed(store: Store, url: str, title: str = "", every_hours: int = 0) -> Feed:
    """Follow a feed. RecordError if its address is none, or it is followed already."""
    wanted = _checked(store, Feed(url=url.strip(), title=title.strip(), every_hours=every_hours))
    with store.edit("Add feed") as edit:
        return edit.add(wanted)


def add_feeds(store: Store, feeds: Iterable[tuple[str, str]]) -> list[Feed]:
    """Follow feeds by (title, address), as one edit, those followed already left as they are; returns the new ones."""
    known = {feed.url for feed in store.where(Feed)}
    fresh = {url: Feed(url=url, title=title) for title, url in feeds if web_address(url) and url not in known}
    with store.edit("Add feed" if len(fresh) == 1 else f"Add {len(fresh):,} feeds") as edit:
        return list(edit.add_all(fresh.values()))


def change_feed(
    store: Store, feed: Id, *, url: str | None = None, title: str | None = None, every_hours: int | None = None
) -> Feed:
    """Change a feed, as far as values are given; what it brought moves with it to a new address, which is yet to be
    asked: nothing is remembered of how the old one answered."""
    before = store.get(Feed, feed)
    wanted = _checked(
        store,
        replace(
            before,
            url=before.url if url is None else url.strip(),
            title=before.title if title is None else title.strip(),
            every_hours=before.every_hours if every_hours is None else every_hours,
        ),
    )
    if wanted.url != before.url:
        store.keep_feed_state(feed, FeedState())
    with store.edit("Edit feed") as edit:
        changed = edit.change(before, url=wanted.url, title=wanted.title, every_hours=wanted.every_hours)
        if changed.url != before.url:
            for item in store.where(InboxItem, feed=before.url):
                edit.change(item, feed=changed.url)
        return changed


def remove_feeds(store: Store, feeds: Iterable[Id]) -> int:
    """Stop following feeds; what they brought stays. Returns how many went."""
    found = store.many(Feed, feeds)
    with store.edit("Remove feed" if len(found) == 1 else f"Remove {len(found):,} feeds") as edit:
        return sum(edit.remove(feed) for feed in found)


def feed_named(store: Store, name: str) -> Feed:
    """The feed with this id, address or title. RecordError if there is none, or several have the title."""
    feeds = store.where(Feed)
    same = [f for f in feeds if name == f.url] or [f for f in feeds if f.title and f.title.lower() == name.lower()]
    if len(same) > 1:
        raise RecordError(f"{len(same)} feeds are called “{name}”. Give the address of one.")
    return same[0] if same else store.by_text_id(Feed, name)


# What they bring


def take_in(store: Store, answers: Iterable[tuple[FeedRow | Feed, FeedRead]]) -> TakenIn:
    """Put the entries of feeds that were not met before into the inbox, as one edit; none at all if nothing is new.

    An entry that another feed has brought (the same link, title and time) is left out, and counted.
    """
    with store.edit(CHECK_FEEDS) as edit:
        return sum((write_entries(store, edit, feed.url, read) for feed, read in answers), TakenIn())


def write_entries(store: Store, edit: Edit, feed: str, read: FeedRead) -> TakenIn:
    """Inside an edit, so that feeds taken in together know of each other: the entries of a feed (its address)."""
    met = keys_met(store.connection, feed)
    elsewhere = met_elsewhere(store.connection, feed, {entry.link for entry in read.entries if entry.link})
    fresh: list[FeedEntry] = []
    known = others = 0
    for entry in read.entries:
        if entry.key in met:
            known += 1
        elif (entry.link, entry.title, entry.published) in elsewhere:
            others += 1
        else:
            met.add(entry.key)
            fresh.append(entry)
    # The oldest first, so that of those without a time the one at the top of the feed counts as the newest.
    edit.add_all(
        InboxItem(
            feed=feed, title=entry.title, url=entry.link, published=entry.published, body=entry.body, key=entry.key
        )
        for entry in reversed(fresh)
    )
    return TakenIn(len(fresh), known, others)


# What becomes of an item


def dismiss(store: Store, items: Sequence[Id]) -> int:
    """Put items aside; returns how many changed."""
    return _set_state(store, items, "dismissed", "Dismiss")


def put_back(store: Store, items: Sequence[Id]) -> int:
    """Make items new again; what was captured or linked because of them stays. Returns how many changed."""
    return _set_state(store, items, "new", "Put back into the inbox")


def link(store: Store, item: Id, event: Id, relation: str = "supports") -> Citation:
    """Cite an item as a source for an event: the source with its address, or else a new one. An event that cites it
    already is left as it is. Of a court's docket sheet the entry that the item tells of is named."""
    with store.edit("Link inbox item") as edit:
        found = store.get(InboxItem, item)
        naming.event_there(store, event)
        same = ids_at(store, found.url)
        source = same[0] if same else edit.add(source_of(store, found)).id
        edit.change(found, state="linked")
        locator = _docket_entry(found)
        for cited in store.where(Citation, event=event, source=source):
            if not locator or cited.locator == locator:
                return cited
        draft = CitationDraft(source=source, relation=relation, locator=locator)
        return add_citation(store, edit, draft, event=event)


def source_of(store: Store, item: InboxItem) -> Source:
    """An item as a source, not yet written: what its feed says of it, and nothing more."""
    feeds = store.where(Feed, url=item.feed)
    name = feeds[0].title if feeds and feeds[0].title else item.feed
    said = f"published {item.published[:16].replace('T', ' ')} UTC" if item.published else ""
    note = ", ".join(part for part in (f"From the feed {name}" if name else "", said) if part)
    return Source(
        kind="webpage",
        title=item.title,
        publisher=court_at(item.url),
        issued=_day_certain(item.published),
        url=item.url,
        note=f"{note}." if note else "",
    )


def read_item(store: Store, item: str) -> InboxItem:
    """The item with this id as short text. NotFoundError if there is none."""
    return store.by_text_id(InboxItem, item)


def _set_state(store: Store, items: Sequence[Id], state: str, label: str) -> int:
    found = [item for item in store.many(InboxItem, items) if item.state != state]
    if not found:
        return 0
    with store.edit(label if len(found) == 1 else f"{label}: {len(found):,} items") as edit:
        return len([edit.change(item, state=state) for item in found])


def _checked(store: Store, feed: Feed) -> Feed:
    if not web_address(feed.url):
        raise RecordError("The address of a feed begins with http:// or https:// and names a host.", "url")
    if not 0 <= feed.every_hours <= MOST_HOURS:
        raise RecordError(f"A feed is asked every 1 to {MOST_HOURS} hours; 0 is only when you ask.", "every_hours")
    if any(other.id != feed.id for other in store.where(Feed, url=feed.url)):
        raise RecordError("This feed is followed already.", "url")
    return feed


def _docket_entry(item: InboxItem) -> str:
    """What a court's feed says of the entry, without the addresses in it: `[Order filed] (95)`; '' of other items."""
    if not is_court(item.url):
        return ""
    return one_line(re.sub(r" <[^<>]*>", "", item.body), 200)


def _day_certain(published: str) -> str:
    """The day of a time (UTC), if it was the same day everywhere in the United States: evening there is the next day in
    UTC, and a date must not be a day off."""
    return published[:10] if published[11:13] >= "10" else ""
