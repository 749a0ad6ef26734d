"""A PDF into an article. For the parsing process: the bytes may be anything."""

from __future__ import annotations

import datetime
import re
from typing import Any

from tracker.capture.article import Article, Found
from tracker.capture.court_stamps import stamp_on, without_stamps
from tracker.capture.page_dates import MONTHS
from tracker.capture.text_reading import first_line, kept_text
from tracker.errors import CaptureError

PAGES_MOST = 5_000
"""Pages that are read of one PDF."""

BETWEEN_PAGES = "\f"
"""Form feed: the text of page n+1 begins after the n-th, so that a place in the text tells its page, and no words are
added that the document does not have."""

_STAMP = "the court's stamp on its first page"
_INFO = "the PDF's own information"
_NOT_A_TITLE = re.compile(
    r"(?:microsoft word|untitled|untitled document|document\d*|.*\.(?:docx?|pdf|indd|tmp|wpd))\b.*", re.I
)
_NOT_A_PERSON = re.compile(
    r"[@\\_]|[a-z]\d|\b(?:users?|admin|administrator|owner|unknown|guest|default|microsoft|windows|adobe|acrobat|pdf|latex"
    r"|indesign|quark|scanner|printer|copier|xerox|canon|ricoh)\b",
    re.I,
)
"""In an author's name: an account's or a program's, as one word alone is (“jroe”)."""
_SCAN = 20
"""A page with fewer characters than this, on average, has no words but those of a picture."""


def read_pdf(data: bytes) -> Article:
    """The text of its pages, parted by form feeds. CaptureError for what is encrypted, damaged or no PDF.

    Title and author come from the document's information, which whoever made the file may have left to the program:
    file names that stand there for a title, user names and programs for an author, are not taken. When the file was
    made is told in the notes and is no date of publication: scans and prints are made long after.
    """
    document = opened(data)
    try:
        count = len(document)
        pages = [_page_text(document, index) for index in range(min(count, PAGES_MOST))]
        info = document.get_metadata_dict()
    finally:
        document.close()
    text = BETWEEN_PAGES.join(page or "" for page in pages)
    notes = []
    if count > PAGES_MOST:
        notes.append(f"It has {count:,} pages; the text of the first {PAGES_MOST:,} is here.")
    unread = [str(number) for number, page in enumerate(pages, 1) if page is None]
    if unread:
        notes.append(
            f"Pages that could not be read: {', '.join(unread[:20])}{' and more' if len(unread) > 20 else ''}."
        )
    words = len(text.replace(BETWEEN_PAGES, "").strip())
    if not words and not unread:
        notes.append(
            "This PDF holds no text: its pages are pictures (a scan) or empty. Run text recognition to quote from it."
        )
    elif words < _SCAN * len(pages) and len(pages) > 1:
        notes.append("This PDF holds hardly any text: some of its pages may be pictures (a scan).")
    stamp = stamp_on(text)
    filed = stamp.filed if stamp else ""
    if not filed and (made := _made(info.get("CreationDate", ""))):
        notes.append(f"The file says that it was made on {made}; that need not be the day it was published.")
    return Article(
        text=text,
        title=_title(info.get("Title", ""), text.split(BETWEEN_PAGES, 1)[0]),
        authors=_said(info.get("Author", "")),
        issued=Found(filed, _STAMP) if filed else None,
        kind=Found("legal_case", _STAMP) if stamp else None,
        number=Found(stamp.number, _STAMP) if stamp else None,
        notes=tuple(notes),
    )


def opened(data: bytes) -> Any:
    """A document as pypdfium2 has it. CaptureError as in `read_pdf`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise CaptureError(
                "This PDF asks for a password. Save it without one (print to PDF) and capture that."
            ) from error
        raise CaptureError("This PDF is damaged and could not be opened. Fetch or save it again.") from error
    if len(document) == 0:
        document.close()
        raise CaptureError("This PDF has no pages. Fetch or save it again.")
    return document


def _page_text(document: Any, index: int) -> str | None:
    """The words of a page, lines ended by `\\n`; None if it cannot be read."""
    import pypdfium2

    try:
        page = document[index]
        try:
            words = page.get_textpage()
            try:
                text = kept_text(words.get_text_range())
            finally:
                words.close()
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return None
    # pdfium marks a hyphen at a line's end so; form feeds of the page's own would look like its end.
    return text.replace("\ufffe", "-").replace("\x02", "-").replace(BETWEEN_PAGES, "\n")


def _title(said: str, text: str) -> Found | None:
    words = " ".join(kept_text(said).split())
    if len(words) > 3 and not _NOT_A_TITLE.fullmatch(words):
        return Found(words, f"{_INFO} (Title)")
    return first_line(without_stamps(text))


def _said(author: str) -> Found | None:
    words = " ".join(kept_text(author).split())
    is_account = words.isascii() and (" " not in words or _NOT_A_PERSON.search(words))
    return Found(words, f"{_INFO} (Author)") if words and not is_account else None


def _made(said: str) -> str:
    """`D:20250407153000-04'00'` (ISO 32000, 7.9.4): the day as written, in its own offset, in words; '' for none."""
    try:
        day = datetime.datetime.strptime(said.removeprefix("D:")[:8], "%Y%m%d").date()
    except ValueError:
        return ""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"
