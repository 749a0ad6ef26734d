"""A web page into an article: its text as trafilatura finds it, its metadata as the page states it.

For the parsing process: the bytes may be anything.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from typing import Any

from tracker.capture.article import Article
from tracker.capture.decoding import decoded
from tracker.capture.metadata import read_metadata
from tracker.capture.page_text import page_text
from tracker.capture.text_reading import kept_text
from tracker.errors import CaptureError

_ARTICLE_LEAST = 150
"""Characters: less is no article, and all of the page is kept if that is more."""

# What browsers (after the mark of the web) and SingleFile write into a page that they save.
_SAVED = re.compile(
    r"<!--\s{0,9}(?:saved from url=\(\d{1,6}\)|Page saved with SingleFile\s{1,9}url: )(https?://[^\s<>\"]{1,2000})"
)
_SAVED_WITHIN = 4_000

# Characters that lxml keeps where they are and refuses to write anew; people see nothing of them.
_NOT_XML = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,9}));?")

_CUT = "Part of this page is too large or too deeply nested to be read, and is left out."


_FETCHED = "the address it was fetched from"
_SAID = "what the saved page says of where it is from"


def read_html(data: bytes, charset: str = "", url: str = "", origin: str = _FETCHED) -> Article:
    """The article in a page; all of its text, and a note, where no article is found in it. CaptureError if it has none.

    `url`: where it is from, '' for a file that does not say; `origin` how one knows.
    """
    import trafilatura

    text, note = decoded(data, charset, meta=True)
    saved = _SAVED.search(text[:_SAVED_WITHIN])
    if not url:
        url, origin = saved[1] if saved else "", "the note of the browser that saved it"
    tree, cut = _tree(text)
    notes = [each for each in (note, cut) if each]
    facts = read_metadata(tree, url, origin)

    def extracted(seen: Any) -> str:
        read: Any = trafilatura.bare_extraction(seen, url=url or None, include_comments=False)
        return page_text(read.body) if read is not None and read.body is not None else ""

    words = extracted(_seen(tree))
    if len(words) < _ARTICLE_LEAST:  # some pages hide all until a script shows it
        words = max(words, extracted(tree), key=len)
    if len(words) < _ARTICLE_LEAST:
        body = tree.find("body")
        whole = page_text(body if body is not None else tree)
        if len(whole) > 2 * len(words):
            words = whole
            notes.append("No article was found in this page: the text is all that stands on it.")
    if not words.strip() and cut:
        raise CaptureError("This page is too large or too deeply nested to be read. Paste its text instead.")
    if not words.strip():
        raise CaptureError(
            "This page has no text of its own: it is built by a script, or made of pictures. Paste its text instead."
        )
    return replace(facts, text=words, notes=tuple(notes))


def _tree(text: str) -> tuple[Any, str]:
    """The page as lxml has it, and a note if some of it had to be left out. Nothing that it names is loaded."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True)
    try:
        plain = _REFERENCE.sub(_referred, _NOT_XML.sub(_unseen, kept_text(text)))
        tree = html.document_fromstring(plain.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        if "memory" in str(error).lower():
            raise MemoryError from error
        raise CaptureError("This page is empty, or is not a web page. Paste its text instead.") from error
    cut = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return tree, _CUT if cut else ""


def _unseen(match: re.Match[str]) -> str:
    return " " if match[0] in "\x0b\x0c" else ""


def _referred(match: re.Match[str]) -> str:
    """A reference to a character by its number, as browsers take it: those of Windows' own numbers are what is meant
    there (`&#147;`), and those that are no character are left out."""
    number = int(match[1], 16) if match[1] else int(match[2])
    if 0x80 <= number <= 0x9F:
        return bytes([number]).decode("cp1252", "ignore")
    if number == 0 or number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return "\ufffd"
    return _unseen(found) if (found := _NOT_XML.match(chr(number))) else match[0]


_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_NEVER_HIDDEN = {"html", "head", "body", "main", "article"}


def _seen(tree: Any) -> Any:
    """A copy of the page without what it hides from people: nobody could find a quote of that."""
    seen = deepcopy(tree)
    hidden = [
        each
        for each in seen.iter()
        if (each.get("hidden") is not None or _HIDDEN.search(each.get("style") or "")) and each.tag not in _NEVER_HIDDEN
    ]
    for each in hidden:
        if each.getparent() is not None:
            each.drop_tree()
    return seen


def read_mhtml(data: bytes, url: str = "") -> Article:
    """The article in a page saved whole as MHTML (RFC 2557). Where it was itself fetched from `url`, what it says of
    where it is from does not count."""
    page, charset, said = page_in_mhtml(data)
    return read_html(page, charset, url) if url else read_html(page, charset, said, _SAID)


def page_in_mhtml(data: bytes) -> tuple[bytes, str, str]:
    """The first part that is HTML: its bytes, its charset and the address it came from ('' where not said)."""
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and body.strip():
                url = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
                return body, part.get_content_charset() or "", url if url.startswith("http") else ""
    raise CaptureError("This file holds no saved page. Save it again as “Web page, complete”, or as a PDF.")
