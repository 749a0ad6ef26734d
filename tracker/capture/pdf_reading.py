"""A PDF into an article. For the parsing process: the bytes may be anything."""

from __future__ import annotations

from tracker.capture.article import Article
from tracker.errors import CaptureError

PAGES_MOST = 5_000


def read_pdf(data: bytes) -> Article:
    """The text of all pages. CaptureError for what is encrypted or no PDF."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise CaptureError(
                "This PDF asks for a password. Save it without one (print to PDF), then capture that."
            ) from error
        raise CaptureError("This PDF is damaged and could not be opened. Fetch or save it again.") from error
    with document:
        pages = []
        for index in range(min(len(document), PAGES_MOST)):
            page = document[index]
            text = page.get_textpage()
            pages.append(text.get_text_bounded())
            text.close()
            page.close()
    return Article(text="\f".join(pages))
