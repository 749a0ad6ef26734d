"""A kept snapshot as it can be shown: a saved page as safe blocks, a PDF as pictures of its pages.

The jobs `blocks` and `pdf page` run in the parsing process; `page_of` and `picture_of` ask for them and believe
nothing that comes back before they have looked at it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import Any

from tracker.capture import parsing, sniffing
from tracker.capture.article import Snapshot
from tracker.capture.parser_process import Reply
from tracker.capture.safe_html import DEEPEST, MOST_BLOCKS, Block, blocks
from tracker.errors import CaptureError

LONGEST_SIDE = 3_000
"""Pixels of a page's picture, at most, on its longer side."""
_PAGE_MOST = 8_000_000
"""Characters of a page that are shown: the snapshot keeps all of them."""
_PAGES_MOST = 1_000_000
"""Pages of a PDF that we believe in: more would only be an answer made up."""
_DEEPEST = 300
"""Elements inside each other. A page of more is not laid out: cleaning takes the square of that in time."""
_OPENING = re.compile(r"<(/?)(div|span|b|i|font|ul|ol|table|section|blockquote|em|strong)\b", re.IGNORECASE)

_KINDS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "quote", "pre", "row", "rule"}
# The tags that `safe_html` writes, and no others; anything else that opens a bracket is no block of ours.
_SAFE = re.compile(r'(?:[^<>]++|</?(?:b|i|u|s|code|sub|sup|a|br)>|<a href="https?://[^"<>]*+">)*+')
_BLOCK_MOST = 200_000
"""Characters of a block that we would write: more is no block of ours, and would be laid out in one go."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page of a PDF. `data`: `height` rows of `width` pixels, 4 bytes each (blue, green, red, nothing).

    `pages`: how many the document has; `number` counts from 0.
    """

    number: int
    pages: int
    width: int
    height: int
    data: bytes


def _wanted() -> None:
    """The `check` of work that nobody can cancel."""


def page_of(snapshot: Snapshot, *, check: Callable[[], None] = _wanted) -> list[Block]:
    """The blocks of a saved page (HTML or MHTML). CaptureError with the reason if it cannot be shown."""
    options = {"media_type": snapshot.media_type, "charset": snapshot.charset}
    value = parsing.run("blocks", snapshot.data, options, check=check).value
    if not isinstance(value, list) or len(value) > MOST_BLOCKS + 1:
        raise _senseless()
    return [_block(each) for each in value]


def picture_of(data: bytes, number: int, width: int, *, check: Callable[[], None] = _wanted) -> Picture:
    """Page `number` (from 0) of a PDF, `width` pixels wide. CaptureError with the reason if it cannot be shown."""
    reply = parsing.run("pdf page", data, {"number": number, "width": width}, check=check)
    value = reply.value
    if not isinstance(value, list) or len(value) != 4 or not all(isinstance(each, int) for each in value):
        raise _senseless()
    shown, pages, wide, high = value
    if shown != number or not number < pages <= _PAGES_MOST:
        raise _senseless()
    picture = Picture(number, pages, wide, high, reply.data)
    sides = (picture.width, picture.height)
    if not all(0 < side <= LONGEST_SIDE for side in sides) or len(reply.data) != 4 * picture.width * picture.height:
        raise _senseless()
    return picture


def _block(value: Any) -> Block:
    if not isinstance(value, list) or len(value) != 4:
        raise _senseless()
    kind, html, depth, mark = value
    texts = isinstance(kind, str) and isinstance(html, str) and isinstance(mark, str)
    if not texts or kind not in _KINDS or len(html) > _BLOCK_MOST or not _SAFE.fullmatch(html):
        raise _senseless()
    if not isinstance(depth, int) or not 0 <= depth <= DEEPEST or len(mark) > 20:
        raise _senseless()
    return Block(kind, html, depth, mark)


def _senseless() -> CaptureError:
    return CaptureError(
        "The snapshot could not be shown: the reading process gave no valid answer. Its text is kept beside it."
    )


# --- In the parsing process ---------------------------------------------------------------------------------


def page_blocks(data: bytes, options: dict[str, Any]) -> Reply:
    """The job `blocks`. Options: `media_type` and `charset` of a Snapshot. The value: blocks as lists."""
    from tracker.capture.decoding import decoded

    charset = str(options.get("charset", ""))
    if sniffing.media_type(data, str(options.get("media_type", ""))) == sniffing.MHTML:
        from tracker.capture.html_reading import page_in_mhtml

        data, charset, _ = page_in_mhtml(data)
    page, _ = decoded(data, charset, meta=True)
    if _depth(page) > _DEEPEST:
        raise CaptureError("The parts of this page are nested too deeply to show. Its text is kept beside it.")
    return Reply([list(astuple(block)) for block in blocks(page[:_PAGE_MOST])])


def _depth(page: str) -> int:
    """Roughly how deep the elements of a page are inside each other. One pass, whatever the page."""
    deepest = depth = 0
    for match in _OPENING.finditer(page):
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def pdf_page_picture(data: bytes, options: dict[str, Any]) -> Reply:
    """The job `pdf page`. Options: `number` from 0, `width` in pixels. The value: number, pages, width, height."""
    import pypdfium2

    number, width = int(options["number"]), int(options["width"])
    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = len(document)
            if not 0 <= number < pages:
                raise CaptureError(f"This PDF has {pages:,} pages; page {number + 1:,} is not among them.")
            page = document[number]
            across, down = page.get_size()
            if not (across > 0 and down > 0):
                raise CaptureError("This page has no size, so it cannot be drawn.")
            scale = min(width / across, LONGEST_SIDE / across, LONGEST_SIDE / down)
            bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=False, prefer_bgrx=True)
            rows, stride = bytes(bitmap.buffer), bitmap.stride
            wide, high = bitmap.width, bitmap.height
    except pypdfium2.PdfiumError as error:
        raise CaptureError("This PDF is damaged, or asks for a password: its pages cannot be drawn.") from error
    if stride != 4 * wide:
        rows = b"".join(rows[row * stride : row * stride + 4 * wide] for row in range(high))
    return Reply([number, pages, wide, high], rows)
