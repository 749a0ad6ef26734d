"""A saved page as plain blocks that can be shown: nothing in them runs, and nothing in them is loaded.

A page is cleaned twice. nh3 throws away all that is not on a short list, with what is inside scripts and styles; what
is left is written anew, block by block, so that each tag and each address shown is one that we wrote ourselves.
Pictures become their description in brackets. Runs in the parsing process: a page comes from anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = {
    "b": "b",
    "strong": "b",
    "i": "i",
    "em": "i",
    "cite": "i",
    "u": "u",
    "ins": "u",
    "s": "s",
    "del": "s",
    "code": "code",
    "kbd": "code",
    "sub": "sub",
    "sup": "sup",
    "a": "a",
}
"""Tag -> the tag that it is shown as."""
_BLOCKS = {
    *_HEADINGS, "p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "address", "blockquote",
    "pre", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "hr",
    "figure", "figcaption", "details", "summary",
}  # fmt: skip
_TAGS = {*_INLINE, *_BLOCKS, "br", "img", "span", "small", "q", "abbr", "mark", "time", "td", "th"}
_CLEARED = {"script", "style", "template", "noscript", "title", "svg", "math", "iframe", "object", "select", "textarea"}
_ATTRIBUTES = {"a": {"href"}, "img": {"alt"}, "ol": {"start"}}
_SCHEMES = {"http", "https"}
MOST_BLOCKS = 20_000
"""A page of more blocks is cut there, and says so."""
DEEPEST = 40
"""Lists and quotations further inside are shown as if they were only so deep."""
_MOST_OPEN = 12
"""Tags that run on from block to block: of more inside each other, only so many are shown."""
_LONGEST = 10_000
"""A block of more characters, tags among them, goes on in the next: one block is laid out in one go."""
_LONGEST_ADDRESS = 8_000


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or row. `kind`: 'p', 'h1' to 'h6', 'li', 'quote', 'pre', 'row' or 'rule'.

    `html` has only b, i, u, s, code, sub, sup, br and `a href` to http and https. `depth`: how far it is indented;
    `mark` what stands before it (“•”, “3.”).
    """

    kind: str
    html: str
    depth: int = 0
    mark: str = ""


def blocks(page: str) -> list[Block]:
    """The blocks of a page, given as decoded text. Any text gives some list; none raises."""
    import nh3

    # NUL ends a C string somewhere on every way, and the parser of a browser drops it too.
    cleaned = nh3.clean(
        page.replace("\0", ""),
        tags=_TAGS,
        clean_content_tags=_CLEARED,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    writer = _Writer()
    writer.feed(cleaned)
    writer.close()
    return writer.end()


def address(href: str) -> str:
    """The address a link may lead to, or '': http or https with a host and without a name and password."""
    href = re.sub(r"[\x00-\x20\x7f]", "", href)
    if len(href) > _LONGEST_ADDRESS:
        return ""
    try:
        parts = urlsplit(href)
        host, name = parts.hostname, parts.username
    except ValueError:
        return ""
    return href if parts.scheme in _SCHEMES and host and name is None else ""


class _Writer(HTMLParser):
    """Writes cleaned HTML anew as blocks. A block ends where another begins; what runs on inside it is opened again."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[Block] = []
        self._parts: list[str] = []
        self._length = 0
        self._is_blank = True
        self._open: list[tuple[str, str]] = []  # the tags that run on: (tag of the page, tag as written)
        self._around: list[str] = []  # the block tags we are inside of, outermost first
        self._numbers: list[int] = []  # of each list around: the number of its next item, 0 if it has bullets
        self._mark = ""
        self._cut = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._flush()
            if tag == "hr":
                self._add(Block("rule", ""))
                return
            self._around.append(tag)
            if tag in ("ul", "ol"):
                start = dict(attrs).get("start") or "1"
                self._numbers.append(int(start) if tag == "ol" and re.fullmatch(r"-?\d{1,6}", start, re.ASCII) else 0)
                if tag == "ol" and self._numbers[-1] == 0:
                    self._numbers[-1] = 1
            elif tag == "li":
                self._mark = "•"
                if self._numbers and self._numbers[-1]:
                    self._mark = f"{self._numbers[-1]}."
                    self._numbers[-1] += 1
        elif tag in ("td", "th") and not self._is_blank:
            self._parts.append(" | ")
        elif tag == "br":
            self._tag("<br>")
        elif tag == "img":
            if description := (dict(attrs).get("alt") or "").strip():
                self._text(f"[{description}]")
        elif tag in _INLINE:
            written = f"<{_INLINE[tag]}>"
            if tag == "a":
                href = address(dict(attrs).get("href") or "")
                if not href:
                    return
                written = f'<a href="{escape(href)}">'
            if len(self._open) >= _MOST_OPEN:
                written = ""
            self._tag(written)
            self._open.append((tag, written))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
            self._mark = "" if tag == "li" else self._mark
            if tag in self._around:
                while (ended := self._around.pop()) != tag:
                    self._ended(ended)
                self._ended(tag)
        elif any(open_tag == tag for open_tag, _ in self._open):
            # What was opened since is closed with it, so that tags never cross.
            while True:
                ended, written = self._open.pop()
                self._parts.append(_closing(written))
                self._length += len(_closing(written))
                if ended == tag:
                    return

    def handle_data(self, data: str) -> None:
        if "pre" not in self._around:
            data = re.sub(r"[ \t\r\n\f]+", " ", data)
        for start in range(0, len(data), _LONGEST):
            self._text(data[start : start + _LONGEST])

    def end(self) -> list[Block]:
        """The blocks; nothing may be fed after it."""
        self._flush()
        if self._cut:
            self._out.append(Block("p", "<i>[…]</i>"))
        return self._out

    def _ended(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._numbers:
            self._numbers.pop()

    def _tag(self, written: str) -> None:
        if self._length + len(written) > _LONGEST:
            self._flush()
        self._parts.append(written)
        self._length += len(written)

    def _text(self, text: str) -> None:
        if self._length + len(text) > _LONGEST:
            self._flush()
        self._parts.append(escape(text, quote=False).replace("\n", "<br>"))
        self._length += len(text)
        self._is_blank = self._is_blank and not text.strip()

    def _flush(self) -> None:
        if not self._is_blank:
            closing = "".join(_closing(written) for _, written in reversed(self._open[:_MOST_OPEN]))
            self._add(self._block("".join(self._parts).strip() + closing))
            self._mark = ""
        self._parts = [written for _, written in self._open[:_MOST_OPEN]]
        self._length, self._is_blank = 0, True

    def _block(self, html: str) -> Block:
        around = self._around
        depth = min(len(self._numbers) + around.count("blockquote"), DEEPEST)
        heading = next((tag for tag in reversed(around) if tag in _HEADINGS), "")
        if heading:
            return Block(heading, html)
        if "pre" in around:
            return Block("pre", html, depth)
        if self._numbers:
            return Block("li", html, depth, self._mark)
        if "tr" in around:
            return Block("row", html)
        return Block("quote" if "blockquote" in around else "p", html, depth)

    def _add(self, block: Block) -> None:
        if len(self._out) >= MOST_BLOCKS:
            self._cut = True
            return
        last = self._out[-1] if self._out else None
        if block.kind == "rule" and (last is None or last.kind == "rule"):
            return
        self._out.append(block)


def _closing(written: str) -> str:
    return f"</{written[1:].partition(' ')[0].rstrip('>')}>" if written else ""
