"""Plain text into an article: what is pasted, and files that are text. Cheap enough for any process."""

from __future__ import annotations

import codecs
import re

from tracker.capture.article import Article, Found
from tracker.capture.top_lines import authors_in, issued_in, says_when_or_who
from tracker.errors import CaptureError

_NOT_KEPT = re.compile("[\0\ud800-\udfff]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TITLE_MOST = 300
_NO_TITLES = frozenset(("for immediate release", "press release", "news release", "breaking news"))
"""Lines above a title that say what it is a title of."""


def read_text(text: str) -> Article:
    """The article in pasted text: the text as it is, its first line that is not empty as title, and the day and the
    byline that lines near its top plainly state."""
    kept = kept_text(text)
    if not kept.strip():
        raise CaptureError("There is no text here to capture.")
    return Article(text=kept, title=first_line(kept), authors=authors_in(kept), issued=issued_in(kept))


def kept_text(text: str) -> str:
    """Text as a source keeps it: line ends are `\\n`; NUL and lone surrogates, which no record holds, are U+FFFD."""
    # Searched for in ways that take a text of megabytes in milliseconds: the window waits for each.
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        text.encode()
    except UnicodeEncodeError:
        return _NOT_KEPT.sub("\ufffd", text)
    return text.replace("\0", "\ufffd")


def first_line(text: str) -> Found | None:
    """The first line that is not empty, if it can be a title: not a whole paragraph. What only says that this is a
    release gives none: what stands under it may as well be a date. So does a line with nothing but a day."""
    for line in text.split("\n"):
        words = line.strip("\ufeff \t#*=_-").strip()
        if words:
            is_title = len(words) <= _TITLE_MOST and words.lower().rstrip(" .:!") not in _NO_TITLES
            is_title = is_title and not says_when_or_who(words)
            return Found(words, "the first line") if is_title else None
    return None
