"""Whether the addresses of sources still lead somewhere: asked of the web when somebody wants to know, and kept.

Asking and keeping are two steps, so that a window may ask on a thread of its own and write on its own one.
"""

from __future__ import annotations

import json
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from tracker import dates
from tracker.capture.fetch import Reached
from tracker.records import Id, LinkCheck
from tracker.store import Store

Progress = Callable[[int, int, str], None]
Reach = Callable[[str], Reached]

KEPT = 5
"""Checks of a source's address that are kept: the latest so many, and the last that reached it, however long ago, so
that one can say of a dead link when it was last alive."""
AT_ONCE = 8
"""Hosts asked at the same time; of one host, one address after the other."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address, its host, and the sources that have it."""

    url: str
    host: str
    sources: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """What one address answered, and when (UTC ISO time)."""

    address: Address
    reached: Reached
    at: str


@dataclass(frozen=True, slots=True)
class LinksChecked:
    """How many sources stand how (by the terms of `link_state`), and those whose state is another than before."""

    states: Mapping[str, int]
    changed: tuple[Id, ...]

    @property
    def sources(self) -> int:
        """How many sources were looked at."""
        return sum(self.states.values())


def addresses(store: Store, ids: Iterable[Id] | None = None) -> list[Address]:
    """The web addresses (http, https) of these sources, or of all: each once, in the order of their hosts."""
    wanted = None if ids is None else set(ids)
    found: dict[str, list[Id]] = defaultdict(list)
    for source, url in store.connection.execute("SELECT id, url FROM source WHERE url <> '' ORDER BY id"):
        if wanted is None or source in wanted:
            found[url.strip()].append(source)
    out = [Address(url, host, tuple(sources)) for url, sources in found.items() if (host := host_of(url))]
    return sorted(out, key=lambda address: (address.host, address.url))


def host_of(url: str) -> str:
    """The host of an address of the web; '' of any other."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def ask(
    wanted: Sequence[Address],
    reach: Reach,
    progress: Progress = lambda *_: None,
    check: Callable[[], None] = lambda: None,
    heard: Callable[[Answered], object] = lambda _: None,
) -> list[Answered]:
    """Ask each address, several hosts at a time. `check` may raise to stop; `heard` is told of each answer as it
    comes, so that who stops it keeps what there is. Called from several threads, one at a time."""
    by_host: dict[str, list[Address]] = defaultdict(list)
    for address in wanted:
        by_host[address.host].append(address)
    out: list[Answered] = []
    turn = threading.Lock()
    stopped = threading.Event()

    def ask_host(host: str) -> None:
        for address in by_host[host]:
            if stopped.is_set():
                return
            try:
                check()
                answered = Answered(address, reach(address.url), dates.utc_now())
                check()
            except BaseException:
                stopped.set()
                raise
            with turn:
                out.append(answered)
                heard(answered)
                progress(len(out), len(wanted), host)

    with ThreadPoolExecutor(AT_ONCE, "links") as pool:
        errands = [pool.submit(ask_host, host) for host in by_host]
    for errand in errands:
        errand.result()
    return sorted(out, key=lambda a: (a.address.host, a.address.url))


def record(store: Store, answers: Iterable[Answered]) -> LinksChecked:
    """Keep what was answered, one check a source, as one edit; of those before it `KEPT` says which stay."""
    given = [
        LinkCheck(source=source, state=each.reached.state, at=each.at, note=each.reached.note)
        for each in answers
        for source in each.address.sources
    ]
    before = last_states(store)
    with store.edit("Check links") as edit:
        there = {row for (row,) in store.connection.execute("SELECT id FROM source")}
        kept = edit.add_all(check for check in given if check.source in there)
        for old in _outdated(store, [check.source for check in kept]):
            edit.remove(old)
    changed = tuple(check.source for check in kept if before.get(check.source) != check.state)
    return LinksChecked(Counter(check.state for check in kept), changed)


def _outdated(store: Store, sources: Sequence[Id]) -> list[LinkCheck]:
    """The checks of these sources that are kept no longer."""
    found = store.connection.execute(
        """SELECT id FROM (SELECT id, state,
            row_number() OVER (PARTITION BY source ORDER BY at DESC, id DESC) AS back,
            row_number() OVER (PARTITION BY source, state ORDER BY at DESC, id DESC) AS back_in_state
        FROM link_check WHERE source IN (SELECT value FROM json_each(?)))
        WHERE back > ? AND NOT (state = 'reached' AND back_in_state = 1)""",
        (json.dumps(list(sources)), KEPT),
    )
    return store.many(LinkCheck, [row for (row,) in found])


def last_states(store: Store) -> dict[Id, str]:
    """How the address of each source answered last, of those ever asked."""
    rows = store.connection.execute("SELECT source, state FROM link_check ORDER BY at, id")
    return dict(rows.fetchall())


def check_links(
    store: Store,
    ids: Iterable[Id] | None,
    reach: Reach,
    progress: Progress = lambda *_: None,
    check: Callable[[], None] = lambda: None,
) -> LinksChecked:
    """Ask the addresses of these sources, or of all, and keep the answers as one edit."""
    return record(store, ask(addresses(store, ids), reach, progress, check))
