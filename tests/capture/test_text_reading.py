"""Plain text: what is pasted stays as it is, and its first line is its title."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.capture import parsing
from tracker.capture.article import Found
from tracker.capture.reading import read_snapshot
from tracker.capture.saved import snapshot_of
from tracker.capture.text_reading import read_text
from tracker.errors import CaptureError, FileError

CASE = Path(__file__).resolve().parents[3] / "shared" / "case" / "article-irs-dhs-partnership.txt"


@pytest.mark.skipif(not CASE.exists(), reason="the shared case is not here")
def test_the_case_article_is_read_whole() -> None:
    article = parsing.read(snapshot_of(CASE))
    parsing.stop()
    assert article.title == Found("IRS and DHS partnership targets deportable immigrants", "the first line")
    assert article.text == CASE.read_text(encoding="utf-8")
    assert article == read_text(CASE.read_text(encoding="utf-8"))
    assert article.notes == ()
    assert (article.issued, article.authors) == (None, None)  # it does not say


def test_text_stays_as_it_is_but_for_its_line_ends() -> None:
    text = "Title\r\n\r\n  “Words,”\u00a0he said…\u2028More\r*  5\u202f%  \n\n"
    assert read_text(text).text == "Title\n\n  “Words,”\u00a0he said…\u2028More\n*  5\u202f%  \n\n"


def test_what_no_record_can_hold_is_replaced_one_for_one() -> None:
    assert read_text("a\0b\ud800c").text == "a\ufffdb\ufffdc"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n\n  The title \nmore", "The title"),
        ("# The title\n\nmore", "The title"),
        ("\ufeffThe title\nmore", "The title"),
        ("----\nThe title\n", "The title"),
        ("word " * 100 + "\nmore", None),
        ("For immediate release:\nMay 2, 2025\n\nThe title\n\nmore", None),
    ],
)
def test_the_first_line_with_words_is_the_title_if_it_is_short_enough(text: str, title: str | None) -> None:
    found = read_text(text).title
    assert (found.value if found else None) == title


@pytest.mark.parametrize("text", ["", " \n\t\r\n "])
def test_nothing_is_no_article(text: str) -> None:
    with pytest.raises(CaptureError, match="no text"):
        read_text(text)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"gone\.txt could not be read"):
        snapshot_of(tmp_path / "gone.txt")
    with pytest.raises(FileError, match="is a folder"):
        snapshot_of(tmp_path)


def test_a_file_that_is_too_large_or_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    with pytest.raises(CaptureError, match=r"a\.txt has more than"):
        snapshot_of(tmp_path / "a.txt", max_bytes=10)
    (tmp_path / "b.txt").touch()
    with pytest.raises(CaptureError, match=r"b\.txt is empty"):
        snapshot_of(tmp_path / "b.txt")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"words", "text/plain"),
        ("a.md", b"# words", "text/markdown"),
        ("a.htm", b"words <b>and</b> <p>tags", "text/html"),
        ("a.txt", b"<!DOCTYPE html><p>words", "text/html"),
        ("a.html", b"%PDF-1.4\n", "application/pdf"),
        ("a.txt", b"From: <Saved by Blink>\r\nContent-Type: multipart/related;\r\n\r\n", "multipart/related"),
        ("a.txt", b"\xff\xfe<\0h\0t\0m\0l\0>\0", "text/html"),
        ("a.txt", b"a < b and a <c> b", "text/plain"),
        ("a.html", b"\x89PNG\r\n\x1a\n", "image/png"),
    ],
)
def test_what_a_file_is_is_told_by_what_is_in_it(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert snapshot_of(tmp_path / name).media_type == kind


@pytest.mark.parametrize(
    "data",
    ["Räume – “so”".encode(), b"\xef\xbb\xbf" + "Räume – “so”".encode(), "Räume – “so”".encode("utf-16")],
)
def test_a_text_file_in_any_form_of_unicode_is_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    article = read_snapshot(snapshot_of(tmp_path / "a.txt"))
    assert (article.text, article.notes) == ("Räume – “so”", ())


def test_an_encoding_that_is_not_said_is_guessed_and_that_is_told(tmp_path: Path) -> None:
    words = "Les députés ont été élus en février à Nîmes, où l’on est né."
    (tmp_path / "a.txt").write_bytes(words.encode("cp1252"))
    article = read_snapshot(snapshot_of(tmp_path / "a.txt"))
    assert article.text == words
    assert "not said" in article.notes[0]


def test_a_file_of_bytes_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"plain\0text")
    with pytest.raises(CaptureError, match="not a page, a PDF or plain text"):
        read_snapshot(snapshot_of(tmp_path / "a.txt"))
