"""Pages: their words as people read them, nothing of what stands around, and notes of what is missing."""

from __future__ import annotations

import quopri

import pytest
from lxml import html

from tracker.capture.article import Found
from tracker.capture.html_reading import read_html, read_mhtml
from tracker.capture.page_text import page_text
from tracker.errors import CaptureError

SENTENCES = (
    "The office of records said on Monday that it will share its list of addresses with another office.",
    "Two groups said that they will ask a court to look at the agreement before any list is handed over.",
    "“We keep what the law lets us keep,” a speaker of the office told reporters in the afternoon.",
)
MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/more'>More news</a></li></ul></nav>"
ARTICLE = "<h1>An office shares its records</h1>" + "".join(f"<p>{each}</p>" for each in SENTENCES)
PAGE = f"<!DOCTYPE html><html><head><title>T</title></head><body>{MENU}<article>{ARTICLE}</article></body></html>"


def text_of(markup: str) -> str:
    return page_text(html.document_fromstring(f"<body>{markup}</body>").find("body"))


def test_the_article_is_read_and_not_the_menu() -> None:
    article = read_html(PAGE.encode())
    assert "\n\n".join(SENTENCES) in article.text
    assert "More news" not in article.text
    assert article.notes == ()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One\n  two\t three</p><p>Four</p>", "One two three\n\nFour"),
        ("<p>One<br>two<br/><br>three</p>", "One\ntwo\n\nthree"),
        ("<p>A <b>bold</b>, <i>it</i>alic <a href='x'>link</a>.</p>", "A bold, italic link."),
        ("<ul><li>One</li><li>Two</li></ul><p>After</p>", "• One\n• Two\n\nAfter"),
        ("<ol><li>One<li>Two</ol>", "1. One\n2. Two"),
        ("<ul><li>One<ul><li>Inside</li></ul></li><li>Two</li></ul>", "• One\n• Inside\n• Two"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>", "A | B\n\n1 | 2"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<p>No\u00a0break and\u202fthin</p>", "No\u00a0break and\u202fthin"),
        ("<script>x</script><style>y</style><noscript>z</noscript>words", "words"),
        ("<p>a<script>x</script>b</p>", "ab"),
        ("before<p>in</p>after", "before\n\nin\n\nafter"),
        ("<!-- no --><p></p><p> </p>", ""),
    ],
)
def test_markup_becomes_text_as_people_read_it(markup: str, text: str) -> None:
    assert text_of(markup) == text


def test_nesting_of_any_depth_becomes_text() -> None:
    body = html.document_fromstring("<body></body>").find("body")
    inner = body
    for _ in range(20_000):
        inner = html.etree.SubElement(inner, "b")
    inner.text = "deep"
    assert page_text(body) == "deep"


@pytest.mark.parametrize(
    ("encoding", "declared", "said"),
    [
        ("utf-8", "", ""),
        ("utf-8", "", "iso-8859-1"),
        ("utf-8-sig", "", ""),
        ("utf-16", "", ""),
        ("cp1252", "<meta charset=windows-1252>", ""),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', ""),
        ("cp1252", "", "iso-8859-1"),
        ("cp1252", "<meta charset=utf-7>", "latin1"),
    ],
)
def test_a_page_in_any_encoding_it_says_is_read(encoding: str, declared: str, said: str) -> None:
    page = PAGE.replace("<head>", f"<head>{declared}").replace("afternoon", "après-midi à Nîmes")
    article = read_html(page.encode(encoding), said)
    assert "“We keep what the law lets us keep,”" in article.text
    assert "après-midi à Nîmes" in article.text
    assert article.notes == ()


def test_a_page_of_xml_that_says_its_encoding_is_read() -> None:
    page = f'<?xml version="1.0" encoding="iso-8859-15"?>{PAGE}'.replace("afternoon", "après-midi").replace("“", "«")
    article = read_html(page.replace("”", "»").encode("iso-8859-15"))
    assert (
        "«We keep what the law lets us keep,» a speaker of the office told reporters in the après-midi" in article.text
    )


@pytest.mark.parametrize(
    "note",
    [
        "<!-- saved from url=(0031)https://news.example.org/a/b?c=d -->",
        "<!--\n Page saved with SingleFile \n url: https://news.example.org/a/b?c=d \n saved date: Mon Apr 07 2025 -->",
    ],
)
def test_a_page_that_a_browser_saved_says_where_it_came_from(note: str) -> None:
    article = read_html(PAGE.replace("<html>", f"{note}<html>").encode())
    assert article.url == Found("https://news.example.org/a/b?c=d", "the note of the browser that saved it")
    assert article.issued is None


def test_bytes_that_cannot_be_read_are_told() -> None:
    page = PAGE.replace("<head>", "<head><meta charset=utf-8>").encode().replace(b"Two groups", b"Two \xff\xff groups")
    article = read_html(page)
    assert "Two \ufffd\ufffd groups" in article.text
    assert article.notes == ("2 places could not be read as utf-8 and stand as \ufffd.",)


@pytest.mark.parametrize("mark", ["hidden", 'style="color: red; display:none"', "style='visibility: hidden'"])
def test_what_the_page_hides_from_people_is_not_its_text(mark: str) -> None:
    page = PAGE.replace("</article>", f"<p {mark}>Nobody can see these words of the office of records.</p></article>")
    assert "Nobody can see" not in read_html(page.encode()).text


def test_a_page_that_hides_all_until_a_script_shows_it_is_read_all_the_same() -> None:
    page = PAGE.replace("<article>", '<article><div style="display:none">').replace("</article>", "</div></article>")
    assert "\n\n".join(SENTENCES) in read_html(page.encode()).text


def test_characters_that_nobody_sees_are_left_out() -> None:
    odd = "".join(map(chr, (*range(1, 9), *range(14, 32), 0xFFFE, 0xFFFF)))
    odd += "".join(f"&#{number};" for number in (*range(1, 9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
    hidden = "<b hidden>x</b>" + odd
    page = PAGE.replace("Two groups", f"Two\x0bgroups{odd}").replace("court", f"court{hidden}")
    assert "Two groups said that they will ask a court to look" in read_html(page.encode()).text


def test_characters_by_their_windows_numbers_are_what_is_meant() -> None:
    page = PAGE.replace("“We keep", "&#147;We keep").replace("us keep,”", "us keep,&#x94;")
    assert SENTENCES[2] in read_html(page.encode()).text


def test_a_page_without_an_article_is_kept_whole_and_that_is_told() -> None:
    article = read_html(b"<title>Docket</title><body><nav><b>Case 1:25-cv-1</b></nav><footer>Clerk's office</footer>")
    assert article.text == "Case 1:25-cv-1\n\nClerk's office"
    assert "No article was found" in article.notes[0]


@pytest.mark.parametrize("page", [b"<html></html>", b"<!DOCTYPE html><body><script>render()</script>", b"<p> </p>"])
def test_a_page_without_words_is_refused(page: bytes) -> None:
    with pytest.raises(CaptureError, match=r"no text of its own|no page at all"):
        read_html(page)


def test_a_page_saved_whole_is_read_with_its_address() -> None:
    part = quopri.encodestring(PAGE.encode()).decode("ascii")
    saved = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://news.example.org/a\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----x"\r\n\r\n------x\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        f"{part}\r\n------x--\r\n"
    )
    article = read_mhtml(saved.encode("ascii"))
    assert "\n\n".join(SENTENCES) in article.text
    assert article.url == Found("https://news.example.org/a", "what the saved page says of where it is from")
    # One that came from the web says it is from anywhere it likes.
    fetched = read_mhtml(saved.encode("ascii"), "https://elsewhere.test/saved.mhtml")
    assert fetched.url == Found("https://elsewhere.test/saved.mhtml", "the address it was fetched from")


def test_a_saved_page_without_a_page_is_refused() -> None:
    with pytest.raises(CaptureError, match="holds no saved page"):
        read_mhtml(b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x--\r\n')
