"""PDFs: their words page by page, what they say of themselves, and what cannot be read."""

from __future__ import annotations

import pytest

from tests.capture.a_pdf import pdf
from tracker.capture import pdf_reading
from tracker.capture.article import Found
from tracker.capture.pdf_reading import read_pdf
from tracker.errors import CaptureError


def test_pages_are_parted_so_that_a_place_in_the_text_tells_its_page() -> None:
    article = read_pdf(pdf(["An order of the court\nIt is so ordered.", "Second page here, with words."]))
    assert article.text == "An order of the court\nIt is so ordered.\fSecond page here, with words."
    place = article.text.index("Second")
    assert article.text[:place].count("\f") + 1 == 2
    assert article.notes == ()


def test_what_the_document_says_of_itself_is_told_with_where_it_says_so() -> None:
    info = {"Title": "Order on the motion", "Author": "R. Clerk", "CreationDate": "D:20250407233000-04'00'"}
    article = read_pdf(pdf(["IN THE DISTRICT COURT of somewhere"], info))
    assert article.title == Found("Order on the motion", "the PDF's own information (Title)")
    assert article.authors == Found("R. Clerk", "the PDF's own information (Author)")


def test_when_a_file_was_made_is_told_and_is_no_day_of_publication() -> None:
    article = read_pdf(pdf(["A report of some office"], {"CreationDate": "D:20250503233000-04'00'"}))
    assert article.issued is None
    told = "The file says that it was made on 3 May 2025; that need not be the day it was published."
    assert article.notes == (told,)
    assert read_pdf(pdf(["A report of some office"], {"CreationDate": "D:20251503"})).notes == ()


@pytest.mark.parametrize("author", ["Jane Roe", "Office of the Inspector General", "R. Clerk; J. Roe"])
def test_an_author_is_told_with_where_the_file_says_so(author: str) -> None:
    article = read_pdf(pdf(["A report of some office"], {"Author": author}))
    assert article.authors == Found(author, "the PDF's own information (Author)")


@pytest.mark.parametrize(
    "author", ["jroe", "JRoe2", "Reuters", "Jane_Roe X", "jroe@example.org", "jroe2 x", "Authorized User"]
)
def test_a_user_name_or_a_program_is_no_author(author: str) -> None:
    assert read_pdf(pdf(["A report of some office"], {"Author": author})).authors is None


@pytest.mark.parametrize("title", ["Microsoft Word - order final.docx", "order.pdf", "untitled", "x"])
def test_a_file_name_is_no_title(title: str) -> None:
    article = read_pdf(pdf(["Order on the motion\nand more words"], {"Title": title}))
    assert article.title == Found("Order on the motion", "the first line")


@pytest.mark.parametrize(
    ("stamp", "number", "filed"),
    [
        ("Case 1:25-cv-00457-DLF     Document 59     Filed 05/12/25     Page 1 of 21", "1:25-cv-00457", "2025-05-12"),
        ("Case 3:25-cv-01234 Document 5-2 Filed 05/12/25 Page 3 of 4 Page ID #99", "3:25-cv-01234", "2025-05-12"),
        ("USCA Case #25-5181   Document #2112345   Filed: 05/30/2025   Page 1 of 12", "25-5181", "2025-05-30"),
        ("Case: 25-1234 Document: 00117999 Page: 1 Date Filed: 05/30/2025", "25-1234", "2025-05-30"),
    ],
)
def test_a_court_s_stamp_tells_docket_and_day_and_is_no_title(stamp: str, number: str, filed: str) -> None:
    info = {"CreationDate": "D:20250501120000"}
    article = read_pdf(pdf([f"{stamp}\n1\nORDER GRANTING THE MOTION\nIt is so ordered."], info))
    assert article.title == Found("ORDER GRANTING THE MOTION", "the first line")
    where = "the court's stamp on its first page"
    assert (article.number, article.issued) == (Found(number, where), Found(filed, where))
    assert article.kind == Found("legal_case", where)
    assert article.notes == ()


def test_a_case_that_is_only_spoken_of_is_no_stamp() -> None:
    article = read_pdf(pdf(["The order in Case 1:25-cv-00457 was filed on 05/12/25, the office said."]))
    assert (article.number, article.issued, article.kind) == (None, None, None)


def test_what_it_does_not_say_is_not_invented() -> None:
    article = read_pdf(pdf(["Some words that stand on a page"]))
    assert (article.authors, article.issued, article.publisher, article.language) == (None, None, None, None)


def test_a_scan_is_told() -> None:
    article = read_pdf(pdf(["", ""]))
    assert article.text == "\f"
    assert "no text" in article.notes[0]
    assert "text recognition" in article.notes[0]


def test_only_so_many_pages_are_read_and_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reading, "PAGES_MOST", 2)
    article = read_pdf(pdf([f"Page {number} of a longer document" for number in range(4)]))
    assert article.text == "Page 0 of a longer document\fPage 1 of a longer document"
    assert "It has 4 pages; the text of the first 2 is here." in article.notes


def test_a_document_with_a_password_is_refused() -> None:
    locked = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /O (" + "o" * 32 + ") /U (" + "u" * 32 + ") /P -4 >> /ID [(a) (a)]"
    )
    with pytest.raises(CaptureError, match="password"):
        read_pdf(pdf(["Nothing to see"], trailer=locked))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\0" * 5000, pdf(["words"])[:100]])
def test_a_damaged_document_is_refused(data: bytes) -> None:
    with pytest.raises(CaptureError, match="damaged"):
        read_pdf(data)


def test_a_document_without_pages_is_refused() -> None:
    with pytest.raises(CaptureError, match=r"no pages|damaged"):
        read_pdf(pdf([]))
