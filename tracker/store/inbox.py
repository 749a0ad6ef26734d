"""Feeds and what they brought: lists for the inbox, and how each feed answered last.

How a feed answered is no record: it is written outside the journal, and nothing undoes it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.records import Id

CHECK_FEEDS = "Check feeds"
"""The label of the edits that take in what feeds bring."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """How a feed answered last: when it was asked (UTC ISO, '' never), what the server said for the next time, and what
    went wrong, in words, '' if nothing did."""

    checked: str = ""
    etag: str = ""
    last_modified: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed as lists show it; `items` it brought and how many of them are `new`."""

    id: Id
    url: str
    title: str
    every_hours: int
    state: FeedState
    items: int
    new: int

    @property
    def name(self) -> str:
        """What people call it: its title, else its address."""
        return self.title or self.url


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An inbox item as lists show it, without its text. `feed` is the title or address of the feed it came by."""

    id: Id
    feed: str
    title: str
    url: str
    published: str
    state: str
    created: str


def feed_rows(connection: sqlite3.Connection) -> list[FeedRow]:
    """Every feed, by title."""
    found = connection.execute(
        """SELECT f.id, f.url, f.title, f.every_hours, coalesce(s.checked, ''), coalesce(s.etag, ''),
            coalesce(s.last_modified, ''), coalesce(s.problem, ''),
            (SELECT count(*) FROM inbox_item i WHERE i.feed = f.url),
            (SELECT count(*) FROM inbox_item i WHERE i.feed = f.url AND i.state = 'new')
        FROM feed f LEFT JOIN feed_state s ON s.feed = f.id
        ORDER BY fold(coalesce(nullif(f.title, ''), f.url)), f.id"""
    )
    return [
        FeedRow(row, url, title, every_hours, FeedState(*state), items, new)
        for row, url, title, every_hours, *state, items, new in found
    ]


def item_rows(connection: sqlite3.Connection, state: str = "") -> list[ItemRow]:
    """The items in a state ('' for all), the newest first."""
    # Read from the index alone: the items' texts may be long.
    found = connection.execute(
        f"""SELECT i.id, coalesce(nullif(f.title, ''), i.feed), i.title, i.url, i.published, i.state, i.created
        FROM inbox_item i LEFT JOIN (SELECT url, min(title) AS title FROM feed GROUP BY url) f ON f.url = i.feed
        {"WHERE i.state = ?" if state else ""}
        ORDER BY coalesce(nullif(i.published, ''), i.created) DESC, i.id DESC""",
        (state,) if state else (),
    )
    return [ItemRow(*row) for row in found]


def bodies(connection: sqlite3.Connection, items: Iterable[Id]) -> dict[Id, str]:
    """The texts of items, by id."""
    return dict(
        connection.execute(
            "SELECT id, body FROM inbox_item WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(items)),)
        )
    )


def count_new(connection: sqlite3.Connection) -> int:
    """How many items nobody has looked at."""
    return int(connection.execute("SELECT count(*) FROM inbox_item WHERE state = 'new'").fetchone()[0])


def keys_met(connection: sqlite3.Connection, feed: str) -> set[str]:
    """The keys of the entries that a feed, by its address, brought before."""
    return {key for (key,) in connection.execute("SELECT key FROM inbox_item WHERE feed = ?", (feed,))}


def met_elsewhere(connection: sqlite3.Connection, feed: str, links: Iterable[str]) -> set[tuple[str, str, str]]:
    """(link, title, time) of the items that have one of these links and came by other feeds."""
    return set(
        connection.execute(
            "SELECT url, title, published FROM inbox_item WHERE feed <> ? AND url <> '' "
            "AND url IN (SELECT value FROM json_each(?))",
            (feed, json.dumps(list(links))),
        )
    )


def write_state(connection: sqlite3.Connection, feed: Id, state: FeedState) -> None:
    """Inside a transaction: keep how a feed answered."""
    connection.execute(
        "INSERT OR REPLACE INTO feed_state(feed, checked, etag, last_modified, problem) VALUES (?,?,?,?,?)",
        (feed, state.checked, state.etag, state.last_modified, state.problem),
    )


def undone_since(connection: sqlite3.Connection, moment: str) -> bool:
    """Whether what feeds had brought was taken back (or so were other edits of feeds) after a time: then a feed that
    says “nothing new” would not bring it again."""
    found = connection.execute(
        "SELECT 1 FROM edit WHERE kind = 'undo' AND at >= ? AND label = ? LIMIT 1", (moment, CHECK_FEEDS)
    )
    return found.fetchone() is not None


def latest_events(connection: sqlite3.Connection) -> dict[Id, Id]:
    """The latest event of each proceeding that has one."""
    # SQLite gives the other columns of the row that max() chose.
    found = connection.execute(
        """SELECT x.proceeding, e.id, max(coalesce(nullif(e.date_min, ''), e.date_max) || printf('%06d', e.day_order))
        FROM event_proceeding x JOIN event e ON e.id = x.event GROUP BY x.proceeding"""
    )
    return {proceeding: event for proceeding, event, _ in found}


def ids_with(connection: sqlite3.Connection, words: Iterable[str]) -> set[Id]:
    """The items that have all of these words (folded, begun or whole) in title, text, address or feed."""
    wanted = list(words)
    where = " AND ".join("instr(text, ?)" for _ in wanted) or "1"
    found = connection.execute(
        f"""SELECT id FROM (SELECT i.id, fold(i.title || char(10) || i.body || char(10) || i.url || char(10) || i.feed
            || char(10) || coalesce((SELECT f.title FROM feed f WHERE f.url = i.feed), '')) AS text FROM inbox_item i)
        WHERE {where}""",
        wanted,
    )
    return {item for (item,) in found}
