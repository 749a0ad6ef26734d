"""The elements of a page, or of what trafilatura found in it, as plain text to read and to quote from.

Paragraphs, headings and lists are set apart by an empty line; items of a list begin with `• ` or their number; cells of
a row are joined by ` | `. White space is folded as browsers fold it (not in preformatted text); no-break spaces stay.
"""

from __future__ import annotations

import re
from typing import Any

_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup"),
    *("hr", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "tfoot"),
    *("thead", "tr", "ul"),
    *("graphic", "head", "item", "list", "quote", "row"),  # trafilatura's names
}
_ITEMS = {"li", "item", "dt", "dd"}
_CELLS = {"td", "th", "cell"}
_BREAKS = {"br", "lb"}
_SKIPPED = {"script", "style", "noscript", "template", "iframe", "object", "svg", "select", "textarea", "title"}
_FOLDED = re.compile(r"[ \t\r\n\f]+")


class _Writer:
    def __init__(self) -> None:
        self.blocks: list[tuple[str, bool]] = []
        """Text, and whether it is an item: those of one list stand on lines below each other."""
        self._line: list[str] = []
        self._mark = ""

    def end(self, item: bool = False) -> None:
        """The block is complete: keep it if anything is in it."""
        text = "".join(self._line)
        self._line = []
        lines = [_FOLDED.sub(" ", line).strip(" ") for line in text.split("\0")]
        while lines and not lines[0]:
            lines.pop(0)
        while lines and not lines[-1]:
            lines.pop()
        if lines:
            self.blocks.append((self._mark + "\n".join(lines), item))
        self._mark = ""

    def add(self, text: str | None) -> None:
        if text:
            self._line.append(text.replace("\0", " "))

    def break_line(self) -> None:
        self._line.append("\0")

    def mark(self, mark: str) -> None:
        self._mark = mark

    def preformatted(self, text: str) -> None:
        self.end()
        if text.strip():
            self.blocks.append((text.strip("\n"), False))


def page_text(body: Any) -> str:
    """The text in an element and all below it, '' if there is none."""
    writer = _Writer()
    # Entering and leaving elements in turn, without recursion: pages nest as deeply as they like.
    waiting: list[tuple[Any, bool]] = [(body, False)]
    numbers: dict[Any, int] = {}
    items = 0
    while waiting:
        element, leaving = waiting.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            if tag in _BLOCKS:
                writer.end(item=items > 0)
            if tag in _ITEMS:
                items -= 1
            if tag in _CELLS and element.getnext() is not None:
                writer.add(" | ")
            writer.add(element.tail if element is not body else None)
            continue
        if not tag or tag in _SKIPPED:
            writer.add(element.tail if element is not body else None)
            continue
        if tag == "pre":
            writer.preformatted("".join(element.itertext("*")))
            writer.add(element.tail if element is not body else None)
            continue
        if tag in _BLOCKS:
            writer.end(item=items > 0)
        if tag in _BREAKS:
            writer.break_line()
        if tag in _ITEMS:
            items += 1
            writer.mark(_mark(element, numbers))
        writer.add(element.text)
        waiting.append((element, True))
        waiting.extend((child, False) for child in reversed(element))
    writer.end()
    parts: list[str] = []
    for number, (text, item) in enumerate(writer.blocks):
        if number:
            parts.append("\n" if item and writer.blocks[number - 1][1] else "\n\n")
        parts.append(text)
    return "".join(parts)


def _mark(element: Any, numbers: dict[Any, int]) -> str:
    """What stands before an item: its number in an ordered list, else a bullet; nothing for terms."""
    parent = element.getparent()
    if element.tag in ("dt", "dd"):
        return ""
    if parent is not None and (parent.tag == "ol" or parent.get("rend") == "ol"):
        numbers[parent] = numbers.get(parent, 0) + 1
        return f"{numbers[parent]}. "
    return "• "
