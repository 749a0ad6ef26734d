"""OPML 2.0, in which feed readers hand on the feeds that somebody follows: `outline` elements with an `xmlUrl`."""

from __future__ import annotations

from typing import Any

from tracker.capture.feeds import LARGEST, web_address
from tracker.capture.parser_process import Reply
from tracker.capture.plain_words import one_line
from tracker.errors import CaptureError

MOST = 1_000  # feeds
_LONGEST_TITLE = 200


def opml(data: bytes, _: dict[str, Any]) -> Reply:
    """A job of the parsing process: the feeds listed, as [title, address] pairs, for `feed_checking.read_list`."""
    return Reply([list(pair) for pair in listed_feeds(data)])


def listed_feeds(data: bytes) -> list[tuple[str, str]]:
    """(title, address) of the feeds that an OPML file lists, each address once. CaptureError if it is none."""
    import defusedxml
    import defusedxml.ElementTree

    if len(data) > LARGEST:
        raise CaptureError(f"The file is too large: {len(data):,} bytes. Up to {LARGEST:,} are read.")
    try:
        root = defusedxml.ElementTree.fromstring(data)
    except defusedxml.DefusedXmlException as error:
        raise CaptureError("The file declares entities of its own or refers to other files: it is not read.") from error
    except (defusedxml.ElementTree.ParseError, ValueError, LookupError) as error:
        raise CaptureError(f"This is not an OPML file: {error}.") from error
    if root.tag.lower() != "opml":
        raise CaptureError("This is not an OPML file: a list of feeds as feed readers export it.")
    found: dict[str, str] = {}
    for outline in root.iter("outline"):
        given = {name.lower(): value for name, value in outline.attrib.items()}
        address = web_address(given.get("xmlurl"))
        if address and address not in found:
            found[address] = one_line(given.get("title") or given.get("text") or "", _LONGEST_TITLE)
    if not found:
        raise CaptureError("The file lists no feed with a web address.")
    return [(title, address) for address, title in list(found.items())[:MOST]]
