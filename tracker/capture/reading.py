"""The job `article` of the parsing process: bytes of any kind we know into an article, as plain data."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from tracker.capture import sniffing
from tracker.capture.article import Article, Found, Snapshot
from tracker.capture.decoding import decoded
from tracker.capture.parser_process import Reply
from tracker.capture.text_reading import kept_text, read_text
from tracker.errors import CaptureError

_TEXT_MOST = 20_000_000
_VALUE_MOST = 2_000


def article(data: bytes, options: dict[str, Any]) -> Reply:
    """Options: `media_type`, `charset`, `url` of a Snapshot. The value: fields of an Article, each Found as a pair.

    The data is its text in UTF-8: as JSON it would take several times as much memory.
    """
    snapshot = Snapshot(data, options["media_type"], url=options.get("url", ""), charset=options.get("charset", ""))
    read = read_snapshot(snapshot)
    if len(read.text) > _TEXT_MOST:
        raise CaptureError(f"Its text has {len(read.text):,} characters; at most {_TEXT_MOST:,} can be kept.")
    value: dict[str, Any] = {"notes": [kept_text(note) for note in read.notes]}
    for each in fields(Article):
        found = getattr(read, each.name)
        if isinstance(found, Found) and found.value.strip():
            value[each.name] = [kept_text(found.value.strip())[:_VALUE_MOST], found.origin]
    return Reply(value, kept_text(read.text).encode("utf-8"))


def read_snapshot(snapshot: Snapshot) -> Article:
    """The article in a snapshot, in this process: for the parsing process only. CaptureError where there is none."""
    kind = sniffing.media_type(snapshot.data, snapshot.media_type)
    if kind == sniffing.HTML:
        from tracker.capture.html_reading import read_html

        return read_html(snapshot.data, snapshot.charset, snapshot.url)
    if kind == sniffing.MHTML:
        from tracker.capture.html_reading import read_mhtml

        return read_mhtml(snapshot.data, snapshot.url)
    if kind == sniffing.PDF:
        from tracker.capture.pdf_reading import read_pdf

        return read_pdf(snapshot.data)
    if kind in (sniffing.TEXT, sniffing.MARKDOWN):
        return _plain(snapshot)
    raise CaptureError(refusal(kind))


def refusal(kind: str) -> str:
    """What to say of bytes that hold no text we read."""
    if kind == sniffing.FEED:
        return "This is a feed, not an article. Add its address to the inbox's feeds instead."
    if kind == "application/zip":
        return "This is an archive or an office document. Save it as a PDF, or paste its text."
    return f"This is not a page, a PDF or plain text ({kind}). Save it as a PDF, or paste its text."


def _plain(snapshot: Snapshot) -> Article:
    if not snapshot.data:
        raise CaptureError("This is empty: there is no text to capture.")
    text, note = decoded(snapshot.data, snapshot.charset)
    read = read_text(text)
    return replace(read, notes=(note,) if note else ())
