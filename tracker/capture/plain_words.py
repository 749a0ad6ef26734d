"""HTML to plain text for short texts: what a feed says of an entry. (Articles are read by better means.)"""

from __future__ import annotations

import html
import re

LONGEST_HTML = 400_000  # characters looked at
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1"}
    | {"h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"}
)
_LINK = re.compile(r'<a(?: href="([^"]*)")?>([^<]*)</a>')
_TAG = re.compile(r"<[^<>]*>")


def one_line(text: str, longest: int) -> str:
    """A text on one line, its white space made single, cut after so many characters."""
    line = " ".join(storable(text[: 4 * longest]).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def storable(text: str) -> str:
    """Text without what a tracker cannot keep (NUL, halves of characters), each replaced by U+FFFD."""
    return re.sub(r"[\x00\ud800-\udfff]", "\ufffd", text)


def words_of(markup: str, *, links: bool = False) -> str:
    """What HTML says, as plain text with a line for each block. `links`: with the address of each http or https link
    after its words, in angle brackets. Scripts and styles are left out with all that they hold."""
    import nh3

    clean = nh3.clean(
        storable(markup[:LONGEST_HTML]),
        tags=set(_BLOCKS) | {"a"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel=None,
    )
    clean = re.sub(r"\s+", " ", clean)
    if links:
        clean = _LINK.sub(_with_address, clean)
    clean = re.sub(rf"</?(?:{'|'.join(_BLOCKS)})(?: [^<>]*)?>", "\n", clean)
    return tidy(html.unescape(_TAG.sub("", clean)))


def tidy(text: str) -> str:
    """Text with its lines stripped and at most one empty line between two."""
    lines = [" ".join(line.split()) for line in storable(text).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _with_address(found: re.Match[str]) -> str:
    address, words = found[1] or "", found[2]
    whole = address.lower().startswith(("http://", "https://"))
    return f"{words} &lt;{address}&gt;" if whole and html.unescape(address) != html.unescape(words) else words
