"""RSS and Atom feeds: bytes into entries. Nothing is fetched here, and what comes in is hostile until it is read.

`read_feed` belongs in the parsing process (see `feed_checking.read`): feedparser has no limits of its own.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from tracker.capture.courts import is_court
from tracker.capture.dockets import docket_at_start, dockets_in
from tracker.capture.parser_process import Reply
from tracker.capture.plain_words import one_line, storable, tidy, words_of
from tracker.errors import CaptureError

LARGEST = 8 * 1024 * 1024  # bytes of a feed
MOST_ENTRIES = 2_000  # of one feed that are read; the first, which in nearly all feeds are the newest
LONGEST_BODY = 20_000  # characters
_LONGEST_TITLE, _LONGEST_KEY, _LONGEST_URL = 500, 1_000, 4_000
_SHORT_BODY = 1_000  # of HTML, in which the addresses of links are kept
# What nobody writes but as markup, though feedparser takes a text with it for plain.
_MARKUP = re.compile(r"<\s*/?(?:script|style|iframe|svg|math|object|embed|form|link|meta|template)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. `key` tells it from others of the feed; `link` is an http or https address or ''; `published` a UTC
    time as in records, or ''; `title` (one line, never empty) and `body` are plain text; `dockets` the docket numbers
    that it names."""

    key: str
    title: str
    link: str
    published: str
    body: str
    dockets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedRead:
    """What was read of a feed, entries in its own order. `notes` says what people should know of the reading."""

    title: str
    link: str
    entries: tuple[FeedEntry, ...]
    notes: tuple[str, ...] = ()


def read_feed(data: bytes, media_type: str = "", url: str = "", charset: str = "") -> FeedRead:
    """Read a feed; `url` is where it came from ('' for a file), `media_type` and `charset` what its server said.

    Entity declarations are refused; what is merely ill-formed is read as far as it can be, and `notes` says so.
    CaptureError if it is no feed, or nothing of it can be read.
    """
    if len(data) > LARGEST:
        raise CaptureError(f"The feed is too large: {len(data):,} bytes. Up to {LARGEST:,} are read.")
    if not data.strip(b"\x00\t\r\n "):
        raise CaptureError("The feed is empty.")
    plain, odd_encoding = _as_utf8(data, media_type, charset)
    fault = _checked(plain)
    parsed = _parsed(_with_real_characters(plain) if fault else plain, url)
    version, found = str(parsed.get("version") or ""), list(parsed.get("entries") or ())
    feed: dict[str, Any] = parsed.get("feed") or {}
    if not version and not found:
        raise CaptureError(_no_feed(plain, url, fault))
    if fault and not found:
        raise CaptureError(f"The feed is not well-formed XML ({fault}), and no entry of it could be read.")
    notes = []
    if fault:
        notes.append(f"The feed is not well-formed XML ({fault}): entries were read as far as they could be.")
    if odd_encoding:
        notes.append(f"{odd_encoding}: some letters may be wrong.")
    link = web_address(feed.get("link"))
    entries, faulty = _entries(found, is_court(url) or is_court(link))
    if faulty:
        notes.append(f"{_entries_counted(faulty)} left out: neither a title nor a link nor words stand in it.")
    if len(found) > MOST_ENTRIES:
        notes.append(f"The feed has {len(found):,} entries: the first {MOST_ENTRIES:,} were read.")
    return FeedRead(one_line(_words(feed, "title"), _LONGEST_TITLE), link, entries, tuple(notes))


def feed(data: bytes, options: dict[str, Any]) -> Reply:
    """A job of the parsing process: `read_feed` with its other arguments as `options`, for `feed_checking.read`."""
    return Reply(asdict(read_feed(data, **{name: str(value) for name, value in options.items()})))


def entry_dockets(title: str, body: str, url: str) -> tuple[str, ...]:
    """The docket numbers that an entry names, each once. A title that begins with one is enough in a court's feed."""
    return _dockets(title, body, is_court(url))


def web_address(value: object) -> str:
    """`value` if it is an http or https address with a host, so that a person may be led there, else ''."""
    text = value.strip() if isinstance(value, str) else ""
    if len(text) > _LONGEST_URL or re.search(r"[\x00-\x20\x7f\ud800-\udfff]", text):
        return ""
    try:
        parts = urlsplit(text)
        return text if parts.scheme.lower() in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def _as_utf8(data: bytes, media_type: str, charset: str) -> tuple[bytes, str]:
    """The feed in UTF-8, and what is odd about its encoding, or ''."""
    from feedparser.encodings import convert_to_utf8

    said = media_type or "application/xml"
    result: dict[str, Any] = {}
    try:
        plain = convert_to_utf8({"content-type": f"{said}; charset={charset}" if charset else said}, data, result)
    except (LookupError, ValueError) as error:  # a codec that is none for text
        raise CaptureError(f"The feed is in an encoding that cannot be read: {error}.") from error
    if not result.get("encoding"):
        raise CaptureError("The encoding of the feed cannot be determined.")
    odd = re.fullmatch(r"document declared as (\S+), but parsed as (\S+)", str(result.get("bozo_exception")))
    # A document type that only names a file outside has nothing to say of a feed, and is looked at by nobody.
    root = found.start() if (found := re.search(rb"<[A-Za-z]", plain)) else 0
    doctype = rb"(<!--.*?-->)|<!DOCTYPE[^\[<>]*>"
    prolog = re.sub(doctype, lambda m: m[1] or b"", plain[:root], flags=re.IGNORECASE | re.DOTALL)
    return prolog + plain[root:], f"The feed is said to be in {odd[1]}, but was read as {odd[2]}" if odd else ""


def _checked(plain: bytes) -> str:
    """What is ill-formed, and where, or ''. CaptureError for what no feed needs and bombs are made of."""
    import xml.sax
    from xml.sax.handler import ContentHandler

    import defusedxml
    import defusedxml.sax

    entities = "The feed declares entities of its own, which can be made to fill all memory: it is not read."
    try:
        defusedxml.sax.parseString(plain, ContentHandler())
    except defusedxml.ExternalReferenceForbidden as error:
        raise CaptureError("The feed refers to an outside file, so it was not read.") from error
    except defusedxml.DefusedXmlException as error:
        raise CaptureError(entities) from error
    except xml.sax.SAXParseException as error:
        # Who stops at a fault has not seen what comes after it.
        if re.search(rb"<!entity", plain, re.IGNORECASE):
            raise CaptureError(entities) from error
        return f"line {error.getLineNumber()}: {error.getMessage()}"
    return ""


def _with_real_characters(plain: bytes) -> bytes:
    """The feed with U+FFFD for references to what is no character, over which feedparser stumbles."""

    def mended(found: re.Match[bytes]) -> bytes:
        digits = found[1]
        number = int(digits[1:], 16) if digits[:1] in b"xX" else int(digits)
        fine = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0x110000
        return found[0] if fine else b"\xef\xbf\xbd"

    return re.sub(rb"&#([xX][0-9A-Fa-f]{1,100}|[0-9]{1,100});?", mended, plain)


def _parsed(plain: bytes, url: str) -> dict[str, Any]:
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": web_address(url)}
    try:
        # A stream: of a string it would try to open a file or an address of that name. What HTML it holds is made plain
        # text by nh3 (see `words_of`), so it need not clean that, which takes it several times as long.
        found: dict[str, Any] = feedparser.parse(
            io.BytesIO(plain), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError) as error:
        # Its loose parser knows such faults of its own; to whoever reads the message the feed is at fault.
        raise CaptureError(f"The feed is so ill-formed that it cannot be read ({type(error).__name__}).") from error
    return found


def _entries(found: list[Any], court: bool) -> tuple[tuple[FeedEntry, ...], int]:
    """The entries, and how many hold nothing at all."""
    entries, faulty = [], 0
    # Some feeds give all their entries one id: then it takes the link, too, to tell them apart.
    given = Counter(str(entry.get("id") or "") for entry in found)
    for entry in found[:MOST_ENTRIES]:
        link = web_address(entry.get("link"))
        body = _body(entry)
        title = one_line(_words(entry, "title"), _LONGEST_TITLE) or one_line(body, 100) or link
        if not title:
            faulty += 1
            continue
        key = str(entry.get("id") or "")
        if given[key] > 1 or not key:
            key = f"{key} {link}".strip() or hashlib.sha256(f"{title}\n{body}".encode()).hexdigest()
        dockets = _dockets(title, body, court or is_court(link))
        entries.append(FeedEntry(_short_key(key), title, link, _published(entry), body, dockets))
    return tuple(entries), faulty


def _dockets(title: str, body: str, court: bool) -> tuple[str, ...]:
    at_start = docket_at_start(title) if court else ""
    numbers = [docket.number for docket in dockets_in(f"{title}\n{body}")]
    return tuple(dict.fromkeys([*([at_start] if at_start else []), *numbers]))


def _short_key(key: str) -> str:
    key = storable(key)
    return key if len(key) <= _LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()


def _body(entry: dict[str, Any]) -> str:
    """The entry's own words: its content, or else its summary."""
    content = entry.get("content") or ()
    parts = [c for c in content if str(c.get("type", "")).startswith("text/") or "html" in str(c.get("type", ""))]
    told = [_plain(c.get("value"), str(c.get("type"))) for c in parts]
    text = max(told, key=len, default="") or _words(entry, "summary")
    return text if len(text) <= LONGEST_BODY else text[: LONGEST_BODY - 4].rstrip() + " […]"


def _words(holder: dict[str, Any], name: str) -> str:
    """A text of a feed or entry as plain text."""
    detail = holder.get(f"{name}_detail") or {}
    return _plain(detail.get("value", holder.get(name)), str(detail.get("type", "text/html")))


def _plain(value: object, media_type: str) -> str:
    if not isinstance(value, str):
        return ""
    if media_type == "text/plain" and not _MARKUP.search(value):
        return tidy(value[: 4 * LONGEST_BODY])
    return words_of(value, links=len(value) <= _SHORT_BODY)


def _published(entry: dict[str, Any]) -> str:
    """When it was published, or else changed: UTC, as records have it; '' where that is not said or makes no sense."""
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        moment = dict.get(entry, name)  # its own `get` warns where it finds another instead
        if moment:
            try:
                return datetime(*moment[:6]).strftime("%Y-%m-%dT%H:%M:%S.000Z").rjust(24, "0")
            except (ValueError, TypeError):
                return ""
    return ""


def _no_feed(plain: bytes, url: str, fault: str) -> str:
    head = plain[:200_000].decode("utf-8", "replace")
    if re.search(r"<html[\s>]|<!doctype html", head, re.IGNORECASE):
        named = list(dict.fromkeys(_feeds_named(head, url)))
        if named:
            return f"This is a web page, not a feed. It names {'a feed' if len(named) == 1 else 'feeds'}: " + ", ".join(
                named[:5]
            )
        return "This is a web page, not a feed. Look on it for a link called RSS or Atom."
    return f"This is not an RSS or Atom feed ({fault})." if fault else "This is not an RSS or Atom feed."


def _feeds_named(head: str, url: str) -> Iterable[str]:
    for link in re.findall(r"<link\s[^<>]{1,1000}>", head, re.IGNORECASE):
        if re.search(r"application/(?:rss|atom)\+xml", link, re.IGNORECASE):
            address = re.search(r"""href\s*=\s*["']?([^"'\s<>]+)""", link, re.IGNORECASE)
            found = web_address(urljoin(url, address[1].replace("&amp;", "&"))) if address else ""
            if found:
                yield found


def _entries_counted(number: int) -> str:
    return "1 entry was" if number == 1 else f"{number:,} entries were"
