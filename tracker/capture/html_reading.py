"""A web page into an article: its text by trafilatura, its metadata by `tracker.capture.metadata`.

For the parsing process: the bytes may be anything.
"""

from __future__ import annotations

from typing import Any

from tracker.capture.article import Article, Found
from tracker.capture.decoding import decoded
from tracker.capture.text_reading import kept_text
from tracker.errors import CaptureError


def read_html(data: bytes, charset: str = "", url: str = "") -> Article:
    """The article in a page. CaptureError where it has no text."""
    import trafilatura

    text, note = decoded(data, charset, meta=True)
    tree = _tree(text)
    dates = {"extensive_search": False, "original_date": True}
    read: Any = trafilatura.bare_extraction(tree, url=url or None, with_metadata=True, date_extraction_params=dates)
    if read is None or not read.text:
        raise CaptureError("No article was found in this page. Paste its text instead.")

    def found(value: str | None) -> Found | None:
        return Found(value, "the page's markup") if value else None

    return Article(
        text=read.text,
        title=found(read.title),
        authors=found(read.author),
        publisher=found(read.sitename),
        issued=found(read.date),
        language=found(read.language),
        url=found(read.url),
        notes=(note,) if note else (),
    )


def _tree(text: str) -> Any:
    """The page as lxml has it. Nothing it names is loaded: lxml's HTML parser knows no entities or files of others."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=False, no_network=True)
    try:
        tree = html.document_fromstring(kept_text(text).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        if "memory" in str(error).lower():
            raise MemoryError from error
        raise CaptureError("This page is empty or no HTML at all. Paste its text instead.") from error
    return tree


def read_mhtml(data: bytes) -> Article:
    """The article in a page saved whole as MHTML (RFC 2557)."""
    return read_html(*page_in_mhtml(data))


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
    raise CaptureError("This saved page holds no page. Save it again as “Web page, complete”, or as a PDF.")
