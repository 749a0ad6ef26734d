"""What bytes are, told by the bytes: a server's word and a file's name are only asked where they do not say."""

from __future__ import annotations

import codecs
import re

HTML = "text/html"
PDF = "application/pdf"
MHTML = "multipart/related"
TEXT = "text/plain"
MARKDOWN = "text/markdown"
FEED = "application/xml"
UNKNOWN = "application/octet-stream"

_LOOK = 4096
_TAGS = "doctype html|html|head|body|title|meta|link|script|style|article|main|section|div|table|h1|p|a|span|ul|img|br"
_BEGINS_HTML = re.compile(rf"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<!?(?:{_TAGS})[\s>/]".encode(), re.IGNORECASE | re.DOTALL)
_HOLDS_HTML = re.compile(rf"<!?(?:{_TAGS})[\s>/]".encode(), re.IGNORECASE)
_FEED = re.compile(rb"(?:<\?xml[^>]*>|<\?[^>]*>|<!--.*?-->|\s)*<(?:rss|feed|rdf:RDF)[\s>]", re.DOTALL)
_MAIL_HEADER = re.compile(rb"(?:From|MIME-Version|Snapshot-Content-Location|Subject|Content-Type):", re.IGNORECASE)
_KNOWN = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "application/x-riff"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0", "application/msword"),
    (b"{\\rtf", "application/rtf"),
    (b"%!PS", "application/postscript"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf", "application/x-7z-compressed"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
)


def media_type(data: bytes, said: str = "") -> str:
    """One of the types above, or what else the bytes are; `said` is what a server or a file's name says they are."""
    said = said.split(";")[0].strip().lower()
    if data[:1024].lstrip().startswith(b"%PDF-") or b"\n%PDF-" in data[:1024]:
        return PDF
    for mark, kind in _KNOWN:
        if data.startswith(mark):
            return kind
    start = _as_ascii(data[:_LOOK])
    if _MAIL_HEADER.match(start.lstrip()) and b"multipart/related" in start.lower():
        return MHTML
    if _FEED.match(start):
        return FEED
    if _BEGINS_HTML.match(start):
        return HTML
    if said in (HTML, "application/xhtml+xml") and _HOLDS_HTML.search(start):
        return HTML
    if b"\0" in start[:1024]:
        return UNKNOWN
    return MARKDOWN if said == MARKDOWN else TEXT


def _as_ascii(start: bytes) -> bytes:
    """The beginning with what UTF-16 and byte order marks put between its letters taken out."""
    if start.startswith(codecs.BOM_UTF8):
        return start[3:]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start[2:].replace(b"\0", b"")
    if len(start) > 3 and (start[1:4:2] == b"\0\0" or start[0:3:2] == b"\0\0"):  # UTF-16 without its mark
        return start.replace(b"\0", b"")
    return start
