"""Snapshots as they are shown: made in the parsing process, and looked at before they are believed."""

from __future__ import annotations

from typing import Any

import pytest

from tracker.capture import parsing, snapshot_pages
from tracker.capture.article import Snapshot
from tracker.capture.parser_process import Reply
from tracker.capture.safe_html import Block
from tracker.capture.snapshot_pages import LONGEST_SIDE, page_of, picture_of
from tracker.errors import CaptureError


def a_pdf(*sizes: tuple[int, int]) -> bytes:
    import io

    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for width, height in sizes:
        document.new_page(width, height)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def test_a_saved_page_comes_back_as_blocks() -> None:
    page = "<meta charset=windows-1252><h1>Café</h1><script>go()</script><p>Words".encode("cp1252")
    assert page_of(Snapshot(page, "text/html")) == [Block("h1", "Café"), Block("p", "Words")]


def test_a_page_saved_whole_with_its_pictures_is_shown_too() -> None:
    mail = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>Saved whole\r\n--x--\r\n"
    )
    assert page_of(Snapshot(mail, "multipart/related")) == [Block("p", "Saved whole")]


def test_a_page_nested_beyond_reason_is_refused_at_once() -> None:
    with pytest.raises(CaptureError, match="nested too deeply to show"):
        page_of(Snapshot(b"<div>" * 200_000 + b"x", "text/html"))


def test_paragraphs_that_nobody_closed_are_not_nested() -> None:
    assert len(page_of(Snapshot(b"<p>a" * 1_000, "text/html"))) == 1_000


def test_a_page_of_a_pdf_comes_back_as_a_picture_of_the_width_asked_for() -> None:
    picture = picture_of(a_pdf((200, 100), (100, 100)), 0, 400)
    assert (picture.number, picture.pages, picture.width, picture.height) == (0, 2, 400, 200)
    assert len(picture.data) == 4 * 400 * 200


def test_a_page_of_giant_size_is_drawn_small() -> None:
    picture = picture_of(a_pdf((14_400, 100)), 0, 50_000)
    assert picture.width == LONGEST_SIDE


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(CaptureError, match="has 1 pages; page 8 is not among them"):
        picture_of(a_pdf((10, 10)), 7, 100)


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(CaptureError, match="damaged"):
        picture_of(b"%PDF-1.7 nothing of the kind", 0, 100)


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"p": "x"},
        [["p", "x", 0]],
        [["script", "x", 0, ""]],
        [["p", "<img src='http://127.0.0.1/'>", 0, ""]],
        [["p", '<a href="javascript:go()">x</a>', 0, ""]],
        [["p", '<a href="https://a" onclick="go()">x</a>', 0, ""]],
        [["p", "x", "deep", ""]],
        [["p", "x", 10**9, ""]],
        [["p", "x", 0, "•" * 1_000]],
        [["p", "x" * 1_000_000, 0, ""]],
        [["p", "x", 0, ""]] * 30_000,
    ],
)
def test_blocks_that_we_would_not_write_are_not_believed(value: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "run", lambda *args, **kwargs: Reply(value))
    with pytest.raises(CaptureError, match="gave no valid answer"):
        snapshot_pages.page_of(Snapshot(b"x", "text/html"))


@pytest.mark.parametrize("value", [None, [0, 1, 2], [0, 1, 2, "2"], [0, 1, 2, 3], [0, 1, 0, 0], [0, 1, 1 << 20, 1]])
def test_a_picture_whose_size_is_not_that_of_its_bytes_is_not_believed(
    value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing, "run", lambda *args, **kwargs: Reply(value, bytes(16)))
    with pytest.raises(CaptureError, match="gave no valid answer"):
        snapshot_pages.picture_of(b"x", 0, 2)


@pytest.mark.parametrize("value", [[1, 2, 2, 2], [-1, 2, 2, 2], [0, 0, 2, 2], [0, -5, 2, 2], [0, 1 << 40, 2, 2]])
def test_a_picture_of_another_page_or_of_an_impossible_document_is_not_believed(
    value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing, "run", lambda *args, **kwargs: Reply([0, 1, 2, 2], bytes(16)))
    assert snapshot_pages.picture_of(b"x", 0, 2).pages == 1
    monkeypatch.setattr(parsing, "run", lambda *args, **kwargs: Reply(value, bytes(16)))
    with pytest.raises(CaptureError, match="gave no valid answer"):
        snapshot_pages.picture_of(b"x", 0, 2)
