"""Lists of feeds are read, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from tracker.capture import parsing
from tracker.capture.feed_checking import read_list
from tracker.capture.opml import listed_feeds
from tracker.capture.parser_process import Reply
from tracker.errors import CaptureError


def opml(outlines: str) -> bytes:
    return f"<?xml version='1.0'?><opml version='2.0'><body>{outlines}</body></opml>".encode()


def test_feeds_are_listed_wherever_they_stand_each_once() -> None:
    data = opml(
        "<outline text='Folder'><outline text=' One \n line' xmlUrl='https://a.test/1'/></outline>"
        "<outline title='Two' text='2' XMLURL='https://a.test/2'/><outline xmlUrl='https://a.test/1'/>"
        "<outline xmlUrl='https://a.test/3'/><outline text='no feed' htmlUrl='https://a.test/'/>"
    )

    wanted = [("One line", "https://a.test/1"), ("Two", "https://a.test/2"), ("", "https://a.test/3")]
    assert listed_feeds(data) == wanted
    assert read_list(data) == wanted


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"<rss/>",
        opml(""),
        opml("<outline xmlUrl='javascript:alert(1)'/><outline xmlUrl='file:///etc/passwd'/>"),
        b"<!DOCTYPE opml [<!ENTITY a 'aaaa'>]><opml><body><outline xmlUrl='https://a.test/&a;'/></body></opml>",
        b"<!DOCTYPE opml SYSTEM 'http://127.0.0.1:9/x'><html/>",
        b"<opml>" + b" " * 9_000_000 + b"</opml>",
    ],
)
def test_what_lists_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(CaptureError):
        read_list(data)


@pytest.mark.parametrize("value", [None, 5, [["only one"]], [[5, "https://a.test/"]], [["\0", "https://a.test/"]]])
def test_what_the_parsing_process_says_is_checked(monkeypatch: pytest.MonkeyPatch, value: object) -> None:
    monkeypatch.setattr(parsing, "run", lambda *_, **__: Reply(value))
    with pytest.raises(CaptureError, match="gave no valid answer"):
        read_list(b"")
