"""inbox: feeds are followed and asked, and what they bring is listed, linked and dismissed, for people and scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.capture.a_site import Site

Done, Data = Callable[..., str], Callable[..., Any]

FEED = """<rss version="2.0"><channel><title>News</title><link>https://news.test/</link>{0}</channel></rss>"""
ITEM = """<item><title>{0}</title><link>https://news.test/{1}</link><guid>{1}</guid>
<pubDate>Mon, 0{1} Feb 2026 12:00:00 GMT</pubDate><description>Words of {1}</description></item>"""
ONE = ITEM.format("Ruling in No. 25-5181", 2)
TWO = ITEM.format("On the weather", 3)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


@pytest.fixture
def url(site: Site) -> str:
    site.page("/feed", FEED.format(ONE + TWO).encode(), content_type="application/rss+xml", etag='"1"')
    return f"http://127.0.0.1:{site.port}/feed"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "feed.xml"
    path.write_text(FEED.format(ONE + TWO), "utf-8")
    return path


def test_a_feed_is_added_fetched_and_its_items_listed(done: Done, data: Data, empty: Path, url: str) -> None:
    made = data("inbox", "add", url, "--allow-private", "--every", "6", "--tracker", empty)
    assert (made["title"], made["every_hours"]) == ("News", 6)

    fetched = data("inbox", "fetch", "--allow-private", "--tracker", empty)
    assert fetched["added"] == 2
    assert [(f["title"], f["added"], f["problem"]) for f in fetched["feeds"]] == [("News", 2, "")]

    listed = data("inbox", "list", "--tracker", empty)
    assert [(i["title"], i["feed"], i["state"], i["body"]) for i in listed["items"]] == [
        ("On the weather", "News", "new", "Words of 3"),
        ("Ruling in No. 25-5181", "News", "new", "Words of 2"),
    ]
    assert listed["items"][1]["dockets"] == ["25-5181"]
    assert data("inbox", "fetch", "--allow-private", "--tracker", empty)["added"] == 0
    (feed,) = data("inbox", "feeds", "--tracker", empty)["feeds"]
    assert (feed["items"], feed["new"], feed["problem"]) == (2, 2, "")
    assert feed["checked"]


def test_what_the_server_gave_is_given_back_to_it(done: Done, site: Site, empty: Path, url: str) -> None:
    done("inbox", "add", url, "--unchecked", "--tracker", empty)
    done("inbox", "fetch", "--allow-private", "--tracker", empty)
    site.page("/feed", status="304 Not Modified")

    assert done("inbox", "fetch", "--allow-private", "--tracker", empty).endswith("nothing new.")
    assert b'If-None-Match: "1"' in site.requests[-1]


def test_a_feed_that_has_moved_for_good_is_read_and_said_and_its_new_address_is_taken(
    run: Callable[..., Any], done: Done, data: Data, site: Site, empty: Path, url: str
) -> None:
    feed = done("inbox", "add", url, "--allow-private", "--tracker", empty)
    new = url.replace("/feed", "/new")
    site.page("/new", FEED.format(ONE + TWO).encode(), content_type="application/rss+xml")
    site.page("/feed", status="301 Moved Permanently", location="/new")

    fetched = run("inbox", "fetch", "--allow-private", "--tracker", empty)
    assert fetched.exit_code == 0
    assert fetched.stdout == f"News: 2 new. It has moved for good to {new}.\n"
    assert f"“inbox edit {feed} --url {new}” takes the new address." in fetched.stderr
    assert data("inbox", "fetch", "--allow-private", "--tracker", empty)["feeds"][0]["moved"] == new

    assert data("inbox", "edit", feed, "--url", new, "--tracker", empty)["url"] == new
    again = data("inbox", "fetch", "--allow-private", "--tracker", empty)
    assert (again["added"], again["feeds"][0]["moved"], again["feeds"][0]["url"]) == (0, "", new)
    assert done("undo", "--tracker", empty) == "Undone: Edit feed"
    assert data("inbox", "feeds", "--tracker", empty)["feeds"][0]["url"] == url


def test_a_feed_is_changed_as_far_as_is_said(run: Callable[..., Any], data: Data, empty: Path, url: str) -> None:
    feed = data("inbox", "add", url, "--unchecked", "--title", "News", "--tracker", empty)["id"]
    changed = data("inbox", "edit", "News", "--title", "The Ledger", "--every", "6", "--tracker", empty)
    assert changed == {"id": feed, "url": url, "title": "The Ledger", "every_hours": 6}
    for options, said in (((), "Say what to change"), (("--url", "file:///x"), "http"), (("--every", "-1"), "hours")):
        refused = run("inbox", "edit", feed, *options, "--tracker", empty)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert said in refused.stderr


def test_what_was_undone_comes_again(done: Done, data: Data, site: Site, empty: Path, url: str) -> None:
    done("inbox", "add", url, "--allow-private", "--tracker", empty)
    done("inbox", "fetch", "--allow-private", "--tracker", empty)
    assert done("undo", "--tracker", empty) == "Undone: Check feeds"

    assert data("inbox", "fetch", "--allow-private", "--tracker", empty)["added"] == 2
    assert b"If-None-Match" not in site.requests[-1]


def test_a_feed_that_fails_is_told_by_the_exit_code_and_hinders_no_other(
    run: Callable[..., Any], data: Data, site: Site, empty: Path, url: str
) -> None:
    for address in (url + "/gone", url):
        assert run("inbox", "add", address, "--unchecked", "--tracker", empty).exit_code == 0

    result = run("inbox", "fetch", "--allow-private", "--json", "--tracker", empty)

    assert result.exit_code == 1
    assert '"added": 2' in result.stdout
    feeds = {f["url"]: f for f in data("inbox", "feeds", "--tracker", empty)["feeds"]}
    assert "404" in feeds[url + "/gone"]["problem"]
    assert feeds[url]["problem"] == ""
    assert "! " in run("inbox", "feeds", "--tracker", empty).stdout


def test_a_malformed_feed_loses_nothing_already_read(
    run: Callable[..., Any], data: Data, site: Site, empty: Path, url: str
) -> None:
    run("inbox", "add", url, "--allow-private", "--tracker", empty)
    run("inbox", "fetch", "--allow-private", "--tracker", empty)
    site.page("/feed", b"<rss version='2.0'><channel><tit", content_type="application/rss+xml")

    result = run("inbox", "fetch", "--allow-private", "--tracker", empty)

    assert result.exit_code == 1
    assert "not well-formed" in result.stdout
    assert data("inbox", "list", "--tracker", empty)["count"] == 2


def test_addresses_inside_are_refused_unless_allowed(
    run: Callable[..., Any], site: Site, empty: Path, url: str
) -> None:
    result = run("inbox", "add", url, "--tracker", empty)

    assert result.exit_code == 2
    assert "127.0.0.1" in result.stderr
    assert not site.requests


def test_what_is_no_feed_is_not_followed(run: Callable[..., Any], data: Data, site: Site, empty: Path) -> None:
    site.page("/", b"<html><body>News</body></html>", content_type="text/html")

    result = run("inbox", "add", f"http://127.0.0.1:{site.port}/", "--allow-private", "--tracker", empty)

    assert result.exit_code == 2
    assert "web page" in result.stderr
    assert data("inbox", "feeds", "--tracker", empty)["feeds"] == []


def test_a_saved_file_is_taken_in_and_matched_to_the_cases(data: Data, done: Done, case: Path, file: Path) -> None:
    assert data("inbox", "read", file, "--tracker", case) == {
        "title": "News", "added": 2, "met": 0, "elsewhere": 0, "notes": [],
    }  # fmt: skip
    assert data("inbox", "read", file, "--tracker", case)["met"] == 2

    (item,) = data("inbox", "list", "--matching", "--tracker", case)["items"]
    assert [(c["docket_number"], c["court"]) for c in item["cases"]] == [("25-5181", "D.C. Cir.")]
    assert item["cases"][0]["latest_event"]
    text = done("inbox", "list", "--tracker", case)
    assert "→ 25-5181 Centro de Trabajadores Unidos v. Bessent, latest: 2026-" in text


def test_items_are_linked_dismissed_and_put_back(done: Done, data: Data, case: Path, file: Path) -> None:
    done("inbox", "read", file, "--tracker", case)
    weather, ruling = (i["id"] for i in data("inbox", "list", "--tracker", case)["items"])
    event = data("inbox", "list", "--matching", "--tracker", case)["items"][0]["cases"][0]["latest_event"]

    linked = data("inbox", "link", ruling, event, "--relation", "context", "--tracker", case)
    done("inbox", "dismiss", weather, "--tracker", case)

    cited = {c["id"]: c for c in data("show", event, "--tracker", case)["citations"]}[linked["citation"]]
    assert (cited["source"]["url"], cited["relation"]) == ("https://news.test/2", "context")
    states = {i["id"]: i["state"] for i in data("inbox", "list", "--state", "all", "--tracker", case)["items"]}
    assert states == {weather: "dismissed", ruling: "linked"}
    done("inbox", "back", weather, "--tracker", case)
    assert data("inbox", "list", "--tracker", case)["count"] == 1
    done("undo", "--tracker", case)
    assert data("inbox", "list", "--tracker", case)["count"] == 0


def test_feeds_go_and_what_they_brought_stays(done: Done, data: Data, empty: Path, file: Path) -> None:
    feed = done("inbox", "add", "https://news.test/feed", "--title", "News", "--unchecked", "--tracker", empty)
    done("inbox", "read", file, "--feed", "News", "--tracker", empty)

    done("inbox", "remove", feed, "--tracker", empty)

    assert data("inbox", "feeds", "--tracker", empty)["feeds"] == []
    assert data("inbox", "list", "--tracker", empty)["count"] == 2


def test_the_list_can_be_cut_short_and_its_count_is_of_all(data: Data, done: Done, empty: Path, file: Path) -> None:
    done("inbox", "read", file, "--tracker", empty)

    listed = data("inbox", "list", "--limit", 1, "--tracker", empty)

    assert (listed["count"], len(listed["items"])) == (2, 1)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["dismiss", "nothing"], "inbox item"),
        (["link", "nothing", "nothing"], "event"),
        (["remove", "nothing"], "feed"),
        (["fetch", "--feed", "nothing"], "feed"),
        (["read", "nothing.xml"], "cannot be read"),
        (["add", "nothing", "--unchecked"], "http"),
        (["add", "https://a.test/", "--every", "-1", "--unchecked"], "hours"),
    ],
)
def test_what_is_not_there_is_refused_in_words(
    run: Callable[..., Any], empty: Path, args: list[str], said: str
) -> None:
    result = run("inbox", *args, "--tracker", empty)

    assert result.exit_code == 2
    assert said in result.stderr


def test_control_characters_of_a_feed_are_spelt_out(done: Done, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(FEED.format(ITEM.format("red \u202etext", 2)), "utf-8")
    done("inbox", "read", path, "--tracker", empty)

    assert "\\u202etext" in done("inbox", "list", "--tracker", empty)


def test_the_feeds_of_an_opml_file_are_followed_without_asking_them(
    done: Done, data: Data, empty: Path, tmp_path: Path
) -> None:
    path = tmp_path / "feeds.opml"
    outlines = "<outline text='Courts'><outline text='One' xmlUrl='https://a.test/1'/></outline>"
    outlines += "<outline title='Two' text='x' xmlUrl='https://a.test/2'/><outline xmlUrl='javascript:alert(1)'/>"
    path.write_text(f"<opml version='2.0'><head/><body>{outlines}</body></opml>", "utf-8")
    done("inbox", "add", "https://a.test/1", "--title", "Mine", "--unchecked", "--tracker", empty)

    told = data("inbox", "import", path, "--tracker", empty)

    assert told["listed"] == 2
    assert [(f["url"], f["title"]) for f in told["added"]] == [("https://a.test/2", "Two")]
    assert [f["title"] for f in data("inbox", "feeds", "--tracker", empty)["feeds"]] == ["Mine", "Two"]
    done("undo", "--tracker", empty)
    assert len(data("inbox", "feeds", "--tracker", empty)["feeds"]) == 1
