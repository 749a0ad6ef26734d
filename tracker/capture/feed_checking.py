"""Ask a feed's address what is new, and have the answer read in the parsing process."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tracker.capture import parsing
from tracker.capture.feeds import LARGEST, FeedEntry, FeedRead, web_address
from tracker.errors import CaptureError

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_ACCEPT = "application/atom+xml,application/rss+xml,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"
_LONGEST_TAG = 500  # characters of what a server says for the next time


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What a feed's address answered at `at`. `read` is None where it says that nothing is new; `etag` and
    `last_modified` are for asking the next time; `url` is where the answer came from; `moved` where the feed says that
    it has moved for good, '' if it has not."""

    read: FeedRead | None
    etag: str = ""
    last_modified: str = ""
    url: str = ""
    at: str = ""
    moved: str = ""


def check_feed(
    url: str,
    etag: str = "",
    last_modified: str = "",
    *,
    allow_private: bool = False,
    check: Callable[[], None] | None = None,
    **more: Any,
) -> FeedAnswer:
    """Ask a feed what is new since it last gave `etag` and `last_modified`.

    CaptureError with the reason if it cannot be had or read; `check` may raise CancelledError. `more` goes to
    `fetch.ask`.
    """
    from tracker.capture import addresses, fetch, refusals

    known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = {"Accept": _ACCEPT} | {name: value for name, value in known.items() if value}
    answer = fetch.ask(url, headers=headers, allow_private=allow_private, check=check, max_bytes=LARGEST, **more)
    tags = (answer.headers.get("etag", "")[:_LONGEST_TAG], answer.headers.get("last-modified", "")[:_LONGEST_TAG])
    if answer.status == 304:
        return FeedAnswer(None, tags[0] or etag, tags[1] or last_modified, answer.url, answer.at, answer.moved)
    if answer.status != 200:
        raise CaptureError(refusals.status_words(addresses.parsed(answer.url).host, answer.status))
    media_type, charset = _said(answer.headers.get("content-type", ""))
    found = read(answer.data, media_type, answer.url, charset, check=check)
    return FeedAnswer(found, *tags, answer.url, answer.at, answer.moved)


def read(
    data: bytes,
    media_type: str = "",
    url: str = "",
    charset: str = "",
    *,
    check: Callable[[], None] | None = None,
) -> FeedRead:
    """What `read_feed` gives, read in the parsing process with its limits. CaptureError if it is none."""
    options = {"media_type": media_type, "url": url, "charset": charset}
    try:
        return _feed(parsing.run("feed", data, options, check=check or (lambda: None)).value)
    except CaptureError as error:
        # What helps with an article is no help here.
        raise CaptureError(str(error).removesuffix(" Paste its text instead.")) from error


def read_list(data: bytes) -> list[tuple[str, str]]:
    """(title, address) of the feeds in an OPML file, read in the parsing process. CaptureError if it is none."""
    try:
        return [(_text(title), url) for title, url in parsing.run("opml", data).value if web_address(url) == url != ""]
    except (TypeError, ValueError) as error:
        raise CaptureError("This list of feeds could not be read: the reading process gave no valid answer.") from error


def _said(content_type: str) -> tuple[str, str]:
    """Media type and charset that a server names, as far as they are plain names."""
    media_type = re.match(r"\s*([\w.+-]+/[\w.+-]+)", content_type)
    charset = re.search(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", content_type, re.IGNORECASE)
    return media_type[1].lower() if media_type else "", charset[1] if charset else ""


def _feed(value: Any) -> FeedRead:
    """A feed from plain data, which hostile bytes may have had a hand in; CaptureError where it is none."""
    try:
        entries = tuple(_entry(entry) for entry in value["entries"])
        return FeedRead(
            _text(value["title"]), web_address(value["link"]), entries, tuple(_text(note) for note in value["notes"])
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CaptureError("This feed could not be read: the reading process gave no valid answer.") from error


def _entry(value: Any) -> FeedEntry:
    if not _text(value["key"]) or not _text(value["title"]):
        raise ValueError("an entry without key or title")
    return FeedEntry(
        key=value["key"],
        title=value["title"],
        link=web_address(value["link"]),
        published=value["published"] if _TIME.fullmatch(value["published"]) else "",
        body=_text(value["body"]),
        dockets=tuple(_text(number) for number in value["dockets"]),
    )


def _text(value: Any) -> str:
    """A text that a record may hold. TypeError, ValueError if it is none."""
    if not isinstance(value, str) or "\0" in value:
        raise ValueError("no text")
    value.encode("utf-8")
    return value
