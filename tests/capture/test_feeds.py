"""Feeds are read or refused with a reason; what they hold becomes plain text, times in UTC and docket numbers."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tracker.capture import feeds
from tracker.capture.feeds import FeedEntry, entry_dockets, read_feed, web_address
from tracker.errors import CaptureError

DATA = Path(__file__).parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared test data is not here")


def rss(*items: str, head: str = "<title>Notices</title><link>https://agency.test/</link>") -> bytes:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{inside}</channel></rss>'.encode()


def only(data: bytes, url: str = "") -> FeedEntry:
    (entry,) = read_feed(data, url=url).entries
    return entry


# Reading


def test_an_rss_feed_gives_what_stands_in_it():
    feed = read_feed(
        rss(
            "<title>Notice of rule</title><link>https://agency.test/1</link><guid>n1</guid>"
            "<pubDate>Fri, 03 Feb 2023 09:05:16 MST</pubDate>"
            "<description>&lt;p&gt;The agency &amp;amp; others&lt;/p&gt;&lt;p&gt;No. 25-5181&lt;/p&gt;</description>"
        )
    )

    assert feed.title == "Notices"
    assert feed.link == "https://agency.test/"
    assert feed.entries == (
        FeedEntry(
            "n1",
            "Notice of rule",
            "https://agency.test/1",
            "2023-02-03T16:05:16.000Z",
            "The agency & others\n\nNo. 25-5181",
            ("25-5181",),
        ),
    )
    assert not feed.notes


def test_an_atom_feed_gives_what_stands_in_it():
    data = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
        <entry><id>tag:news.test,2025:1</id><title type="html">A &lt;b&gt;bold&lt;/b&gt; order</title>
        <link href="/orders/1"/><updated>2025-04-07T20:00:00-04:00</updated><summary>short</summary>
        <content type="html">&lt;p&gt;All the words&lt;/p&gt;</content></entry></feed>"""

    entry = only(data, "https://news.test/feed")

    assert (entry.key, entry.title, entry.link) == (
        "tag:news.test,2025:1",
        "A bold order",
        "https://news.test/orders/1",
    )
    assert entry.published == "2025-04-08T00:00:00.000Z"
    assert entry.body == "All the words"


def test_a_date_that_makes_no_sense_is_none():
    for date in ("yesterday", "31 Feb 2025 99:99:99", ""):
        assert only(rss(f"<title>x</title><pubDate>{date}</pubDate>")).published == ""


def test_an_entry_without_a_title_is_named_by_its_words_or_link():
    assert only(rss("<description>Words of it</description>")).title == "Words of it"
    assert only(rss("<link>https://a.test/1</link>")).title == "https://a.test/1"


def test_entries_that_hold_nothing_are_left_out_and_counted():
    feed = read_feed(rss("<author>x</author>", "<title>y</title>"))

    assert [entry.title for entry in feed.entries] == ["y"]
    assert "1 entry was left out" in feed.notes[0]


def test_the_key_is_the_id_else_the_link_else_the_words():
    link = "<link>https://a.test/1</link>"
    assert only(rss(f"<title>x</title>{link}<guid>id 1</guid>")).key == "id 1"
    assert only(rss(f"<title>x</title>{link}")).key == "https://a.test/1"
    one, other = only(rss("<title>x</title>")).key, only(rss("<title>y</title>")).key
    assert one != other
    assert one == only(rss("<title>x</title>")).key != ""


def test_entries_of_one_id_are_told_apart_by_their_links():
    feed = read_feed(rss(*(f"<title>x</title><guid>same</guid><link>https://a.test/{n}</link>" for n in range(3))))

    assert len({entry.key for entry in feed.entries}) == 3


def test_an_ill_formed_feed_is_read_as_far_as_it_can_be_and_says_so():
    feed = read_feed(rss("<title>one</title>", "<title>two</title>")[:-40])

    assert feed.entries[0].title == "one"
    assert "not well-formed XML (line 1" in feed.notes[0]


def test_a_wrong_encoding_is_mended_and_said():
    data = rss("<title>Caf\u00e9 \u201cquoted\u201d</title>").decode().encode("windows-1252")

    feed = read_feed(data.replace(b'version="1.0"?', b'version="1.0" encoding="utf-8"?'))

    assert feed.entries[0].title == "Caf\u00e9 \u201cquoted\u201d"
    assert "windows-1252" in feed.notes[0]


def test_what_the_server_says_of_the_encoding_counts():
    data = rss("<title>\u0442\u0435\u043a\u0441\u0442</title>").decode().encode("koi8-r")

    assert read_feed(data, "application/rss+xml", charset="koi8-r").entries[0].title == "\u0442\u0435\u043a\u0441\u0442"


# Docket numbers


def test_a_number_at_the_start_of_a_title_counts_in_a_feed_of_a_court_only():
    item = "<title>22-1214 Food &amp;amp; Water v. Agency</title><link>https://{0}/x</link>"

    assert only(rss(item.format("ecf.cadc.uscourts.gov"))).dockets == ("22-1214",)
    assert only(rss(item.format("news.test"))).dockets == ()
    assert only(rss(item.format("news.test")), "https://ecf.cadc.uscourts.gov/rss").dockets == ("22-1214",)
    assert entry_dockets("22-1214 x", "", "https://ecf.cadc.uscourts.gov/x") == ("22-1214",)
    assert entry_dockets("22-1214 x", "No. 25-5181", "https://news.test/x") == ("25-5181",)


@needs_data
def test_the_courts_feeds_give_the_docket_numbers_and_times_expected(capsys):
    right, files = 0, sorted((DATA / "pacer_rss").glob("*.xml"))
    for file in files:
        wanted = json.loads(file.with_suffix(".json").read_text("utf-8"))
        found = [entry for entry in read_feed(file.read_bytes()).entries if entry.dockets]
        numbers = [entry.dockets[0] for entry in found]
        assert numbers == [docket["docket_number"] for docket in wanted], file.name
        times = [docket["docket_entries"][0]["date_filed"] for docket in wanted]
        assert [entry.published for entry in found] == [_utc(t) for t in times], file.name
        right += 1
    with capsys.disabled():
        print(f"\n{right} of {len(files)} courts' feeds give the docket numbers of their expected JSON")
    assert right == len(files) == 10


@needs_data
def test_every_collected_feed_is_read_or_refused_with_a_reason(capsys):
    files = [f for folder in ("feedparser", "pacer_rss") for f in sorted((DATA / folder).rglob("*.xml"))]
    read, refused, noted, entries = 0, [], 0, 0
    for file in files:
        began = time.process_time()
        try:
            feed = read_feed(file.read_bytes())
        except CaptureError as error:
            refused.append(f"{file.name}: {error}")
        else:
            read, noted, entries = read + 1, noted + bool(feed.notes), entries + len(feed.entries)
            for entry in feed.entries:
                assert entry.key
                assert entry.title
                assert "\n" not in entry.title
                assert not entry.link or web_address(entry.link)
        assert time.process_time() - began < 10, file.name
    with capsys.disabled():
        print(f"\n{read} of {len(files)} feeds read ({entries} entries; {noted} with a note), {len(refused)} refused:")
        print("".join(f"  {line}\n" for line in refused))
    assert read + len(refused) == len(files) == 545
    assert len(refused) <= 5


def _utc(text: str) -> str:
    from datetime import UTC, datetime

    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


# Refusing

BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">{0}]>
<rss version="2.0"><channel><title>&z;</title><item><title>&z;</title></item></channel></rss>"""


@pytest.mark.parametrize(
    "declared",
    [
        "".join(f'<!ENTITY {chr(98 + n)} "{"&" + chr(97 + n) + ";"}{"&" + chr(97 + n) + ";"}">' for n in range(25)),
        '<!ENTITY z SYSTEM "file:///etc/passwd">',
        '<!ENTITY z SYSTEM "http://127.0.0.1:9/x">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;',
        f'<!ENTITY z "{"x" * 100_000}">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
@pytest.mark.parametrize("tail", ["", "<"])
def test_entities_of_a_feed_are_refused(declared, encoding, tail):
    text = BOMB.format(declared) + tail
    data = text.replace('version="1.0"?', f'version="1.0" encoding="{encoding}"?', 1).encode(encoding)

    with pytest.raises(CaptureError, match=r"entities|outside|encoding|not an RSS"):
        read_feed(data, charset=encoding)


def test_a_document_type_that_only_names_a_file_is_not_asked_for_and_hinders_nothing():
    data = rss("<title>x</title>").replace(
        b"<rss", b'<!DOCTYPE rss PUBLIC "-//X//DTD 0.91//EN" "http://127.0.0.1:9/rss.dtd"><rss', 1
    )

    assert only(data).title == "x"
    assert only(rss("<title>x</title><description><![CDATA[<!DOCTYPE html>words]]></description>")).body == "words"


@pytest.mark.parametrize("data", [b"", b"  \n", b"\x00\x00", b"\xff\xfe", b"\xef\xbb\xbf"])
def test_an_empty_feed_is_refused(data):
    with pytest.raises(CaptureError):
        read_feed(data)


@pytest.mark.parametrize("data", [b"hello", b"/etc/passwd", b"https://127.0.0.1:9/feed", b"%PDF-1.7", b"{}", b"<a/>"])
def test_what_is_no_feed_is_refused_and_nothing_else_is_opened(data):
    with pytest.raises(CaptureError, match="not an RSS or Atom feed"):
        read_feed(data)


def test_a_web_page_is_refused_and_the_feeds_that_it_names_are_said():
    page = b"""<!doctype html><html><head><title>News</title>
        <link rel="alternate" type="application/rss+xml" href="/feed?a=1&amp;b=2"></head><body>x</body></html>"""

    with pytest.raises(CaptureError, match=r"web page.*https://news\.test/feed\?a=1&b=2"):
        read_feed(page, "text/html", "https://news.test/")
    with pytest.raises(CaptureError, match="web page"):
        read_feed(b"<html><body>x</body></html>")


def test_a_feed_that_is_too_large_is_refused_at_once():
    with pytest.raises(CaptureError, match="too large"):
        read_feed(b"<rss>" + b"x" * 10_000_000)


def test_of_very_many_entries_the_first_are_read_and_it_is_said(monkeypatch):
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 5)

    feed = read_feed(rss(*(f"<title>{n}</title>" for n in range(8))))

    assert [entry.title for entry in feed.entries] == list("01234")
    assert "8 entries" in feed.notes[0]


def test_a_very_long_entry_is_cut_and_says_so():
    body = only(rss(f"<title>x</title><description>{'word ' * 20_000}</description>")).body

    assert len(body) <= feeds.LONGEST_BODY
    assert body.endswith("[…]")


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'></a>",
        "<iframe src='https://evil.test'></iframe>",
        "<svg><script>alert(1)</script></svg>",
        "<style>@import 'https://evil.test'</style>",
    ],
)
@pytest.mark.parametrize("tag", ["title", "description"])
def test_markup_of_an_entry_becomes_plain_text(markup, tag):
    entry = only(rss(f"<guid>1</guid><{tag}><![CDATA[{markup}before &lt;after&gt;]]></{tag}>"))

    for text in (entry.title, entry.body):
        assert not any(word in text for word in ("<script", "alert", "onerror", "evil", "javascript", "<img"))
    assert "before" in entry.title


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://a.test/x",
        "https://",
        "vbscript:x",
        "mailto:a@b.test",
    ],
)
def test_only_web_addresses_become_links(link):
    assert only(rss(f"<title>x</title><link>{link}</link>")).link == ""


@pytest.mark.parametrize(
    "address", ["https://a.test/\nx", "https://a b.test", "http:a.test", "https://[", " ", "//a.test", "x" * 5_000]
)
def test_what_is_no_address_is_none(address):
    assert web_address(address) == ""


def test_half_characters_and_nul_are_replaced():
    entry = only(rss("<title>a&#xD800;b&#0;c</title>")[:-3])

    entry.title.encode("utf-8")
    assert "\x00" not in entry.title
