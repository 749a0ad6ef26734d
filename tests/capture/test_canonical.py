"""Addresses of one page are equal without what trackers, views, caches and archives add; others are not."""

from __future__ import annotations

import pytest

from tracker.capture.canonical import canonical, host_of

STORY = "https://example.org/2025/04/story"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/2025/04/story",
        "https://www.example.org/2025/04/story/",
        "HTTPS://Example.ORG:443/2025/04/story#comments",
        "https://m.example.org/2025/04/story",
        "https://amp.example.org/2025/04/story",
        "https://example.org/2025/04/story/amp/",
        "https://example.org/2025/04/story.amp.html",
        "https://example.org/2025/04/story?amp=1",
        "https://example.org/2025/04/story?utm_source=x&utm_medium=y&fbclid=IwAR123",
        "https://example.org/2025/04/story?ref=newsletter&smid=tw-share",
        "https://example.org/2025/04/story/print",
        "https://example.org/2025/04/story?view=print",
        "https://example.org/2025/04/story/index.html",
        "https://example.org/2025//04/story",
        "https://example.org/2025/04/%73tory",
        "https://www.google.com/amp/s/example.org/2025/04/story",
        "https://example-org.cdn.ampproject.org/c/s/example.org/2025/04/story",
        "https://web.archive.org/web/20250409120000/https://example.org/2025/04/story",
        "  https://example.org/2025/04/story ",
        "example.org/2025/04/story",
    ],
)
def test_one_page_has_one_key(url: str) -> None:
    assert canonical(url) == canonical(STORY) == "example.org/2025/04/story"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/2025/04/Story",
        "https://example.org/2025/04/story?id=7",
        "https://example.org/2025/04/story?ref=7",
        "https://example.org/2025/04/story?view=full",
        "https://example.org/2025/04/storyprint",
        "https://news.example.org/2025/04/story",
        "https://example.org:8080/2025/04/story",
        "https://example.org/",
    ],
)
def test_other_pages_have_other_keys(url: str) -> None:
    assert canonical(url) != canonical(STORY)


def test_the_order_of_a_query_does_not_count() -> None:
    assert canonical("https://example.org/a?b=1&a=2") == canonical("https://example.org/a?a=2&utm_id=3&b=1")


def test_a_wiki_for_telephones_is_the_wiki() -> None:
    assert canonical("https://en.m.wikipedia.org/wiki/A") == canonical("https://en.wikipedia.org/wiki/A")


@pytest.mark.parametrize("url", ["", "   ", "https://", "#top", "?a=1"])
def test_no_address_has_no_key(url: str) -> None:
    assert canonical(url) == ""


@pytest.mark.parametrize("url", ["https://m.org/a", "https://amp.com/a"])
def test_a_short_host_of_its_own_stays(url: str) -> None:
    assert host_of(url) == url[8:-2]


def test_a_host_is_that_of_the_outlet() -> None:
    assert host_of("https://user:secret@www.m.example.org:443/a?b") == "example.org"


def test_hostile_addresses_take_no_time() -> None:
    for url in ("/amp" * 50_000, "https://example.org" + "/amp" * 50_000, "m." * 50_000 + "example.org/a"):
        canonical(url)


def test_an_address_with_half_a_character_has_no_host() -> None:
    assert host_of("https://exa\udc69mple.org/a") == ""
