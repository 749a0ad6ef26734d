"""A feed is asked for what is new, and read in the parsing process: whatever comes of that is said in words."""

from __future__ import annotations

from functools import partial

import pytest

from tests.capture.a_site import Site
from tracker.capture import parsing
from tracker.capture.feed_checking import check_feed, read
from tracker.capture.parser_process import Reply
from tracker.errors import CancelledError, CaptureError

URL = "http://news.test/feed"
FEED = (
    b"<rss version='2.0'><channel><title>News</title><link>https://news.test/</link>"
    b"<item><title>Order in No. 25-5181</title><link>https://news.test/1</link><guid>1</guid></item></channel></rss>"
)


def test_a_feed_comes_with_what_its_server_says_for_the_next_time(site: Site) -> None:
    site.page("/feed", FEED, content_type="application/rss+xml; charset=UTF-8", etag='"a"', last_modified="Mon")

    answer = check_feed(URL, network=site.network())

    assert answer.read is not None
    assert [e.title for e in answer.read.entries] == ["Order in No. 25-5181"]
    assert answer.read.entries[0].dockets == ("25-5181",)
    assert (answer.etag, answer.last_modified, answer.url) == ('"a"', "Mon", URL)
    assert answer.at.endswith("Z")
    assert b"If-None-Match" not in site.requests[0]


def test_a_feed_that_has_nothing_new_says_so_and_is_not_read(site: Site) -> None:
    site.page("/feed", status="304 Not Modified")

    answer = check_feed(URL, '"a"', "Mon, 07 Apr 2025 10:00:00 GMT", network=site.network())

    assert answer.read is None
    assert (answer.etag, answer.last_modified) == ('"a"', "Mon, 07 Apr 2025 10:00:00 GMT")
    assert b'If-None-Match: "a"\r\n' in site.requests[0]
    assert b"If-Modified-Since: Mon, 07 Apr 2025 10:00:00 GMT\r\n" in site.requests[0]


def test_a_feed_that_moved_is_read_where_it_is(site: Site) -> None:
    site.page("/feed", status="301 Moved", location="/new")
    site.page("/new", FEED)

    answer = check_feed(URL, network=site.network())

    assert (answer.url, answer.moved) == ("http://news.test/new", "http://news.test/new")
    assert answer.read is not None


def test_a_feed_that_moved_and_has_nothing_new_still_says_where_to(site: Site) -> None:
    site.page("/feed", status="308 Moved", location="/new")
    site.page("/new", status="304 Not Modified")

    answer = check_feed(URL, '"a"', network=site.network())

    assert (answer.read, answer.moved) == (None, "http://news.test/new")


@pytest.mark.parametrize("status", ["404 Not Found", "500 Broken", "403 Forbidden", "429 Too Many"])
def test_a_feed_that_is_not_to_be_had_is_refused_in_words(site: Site, status: str) -> None:
    site.page("/feed", b"sorry", status=status)

    with pytest.raises(CaptureError, match=r"news\.test"):
        check_feed(URL, network=site.network())


def test_a_feed_inside_is_not_asked(site: Site) -> None:
    for url in ("http://127.0.0.1/feed", "http://localhost/feed", "file:///etc/passwd", "http://[::1]/feed"):
        with pytest.raises(CaptureError):
            check_feed(url, network=site.network())
    assert not site.requests


def test_a_page_that_is_no_feed_is_refused_with_the_feeds_that_it_names(site: Site) -> None:
    page = b'<!doctype html><html><link rel=alternate type="application/rss+xml" href="/feed.xml"></html>'
    site.page("/feed", page, content_type="text/html")

    with pytest.raises(CaptureError, match=r"http://news\.test/feed\.xml"):
        check_feed(URL, network=site.network())


def test_asking_can_be_cancelled(site: Site) -> None:
    site.page("/feed", FEED)

    def check() -> None:
        raise CancelledError("enough")

    with pytest.raises(CancelledError):
        check_feed(URL, check=check, network=site.network())


def test_a_bomb_ends_in_the_parsing_process() -> None:
    bomb = b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel>&b;</channel></rss>'
    with pytest.raises(CaptureError, match="entities"):
        read(bomb)
    with pytest.raises(CaptureError, match="too large"):
        read(b"<rss>" + b" " * 10_000_000)


def test_a_feed_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    nested = b"<rss version='2.0'><channel>" + b"<a>" * 400_000
    monkeypatch.setattr(parsing, "run", partial(parsing.run, seconds=1))
    with pytest.raises(CaptureError, match=r"longer than 1 s, so it was stopped\.$"):
        read(nested)


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"title": "x", "link": "", "entries": [{}], "notes": []},
        {"title": 5, "link": "", "entries": [], "notes": []},
        {"title": "x\0", "link": "", "entries": [], "notes": []},
        {"title": "\ud800", "link": "", "entries": [], "notes": []},
        {
            "title": "x",
            "link": "",
            "entries": [{"key": "", "title": "x", "link": "", "published": "", "body": "", "dockets": []}],
            "notes": [],
        },
    ],
)
def test_what_the_parsing_process_says_is_checked_before_it_is_believed(
    monkeypatch: pytest.MonkeyPatch, value: object
) -> None:
    monkeypatch.setattr(parsing, "run", lambda *_, **__: Reply(value))
    with pytest.raises(CaptureError, match="gave no valid answer"):
        read(b"")


def test_an_address_or_time_of_another_shape_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = {"key": "k", "title": "t", "link": "javascript:x", "published": "soon", "body": "", "dockets": ["1"]}
    value = {"title": "x", "link": "data:x", "entries": [entry], "notes": []}
    monkeypatch.setattr(parsing, "run", lambda *_, **__: Reply(value))

    found = read(b"")

    assert (found.link, found.entries[0].link, found.entries[0].published) == ("", "", "")
