"""A saved page as blocks: legible, and nothing in them runs or is loaded."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.capture.payloads import payloads
from tracker.capture.safe_html import MOST_BLOCKS, Block, address, blocks

PAGES = payloads()


class Strict(HTMLParser):
    """Takes only what a block may hold, told apart from the code under test."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "i", "u", "s", "code", "sub", "sup", "br", "a"}, tag
        if tag == "a":
            [(name, value)] = attrs
            assert name == "href"
            assert value is not None
            assert value.startswith(("http://", "https://"))
            assert not set(value) & set("\t\n\r \x01")
            assert "@" not in value.partition("//")[2].partition("/")[0]
        else:
            assert attrs == []
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def text_of(block: Block) -> str:
    strict = Strict()
    strict.feed(block.html)
    strict.close()
    assert strict.open == []
    return strict.text


def test_there_are_more_than_two_hundred_pages_that_would_run_or_load_something() -> None:
    assert len(set(PAGES)) > 200


@pytest.mark.parametrize("number", range(0, len(PAGES), 12))
def test_nothing_of_a_hostile_page_runs_or_loads(number: int) -> None:
    for page in PAGES[number : number + 12]:
        for block in blocks(page):
            text_of(block)


@given(st.lists(st.sampled_from(PAGES) | st.text(), max_size=6).map("".join))
def test_whatever_a_page_holds_its_blocks_hold_only_what_we_write(page: str) -> None:
    for block in blocks(page):
        text_of(block)


def shown(page: str) -> list[tuple[str, str, int, str]]:
    return [(b.kind, b.html, b.depth, b.mark) for b in blocks(page)]


def test_headings_paragraphs_and_words_in_them_keep_their_form() -> None:
    assert shown("<h1>An agreement</h1><p>It was <b>signed</b> on&nbsp;<i>Monday</i>.<p>Later it was amended.") == [
        ("h1", "An agreement", 0, ""),
        ("p", "It was <b>signed</b> on\xa0<i>Monday</i>.", 0, ""),
        ("p", "Later it was amended.", 0, ""),
    ]


def test_lists_are_indented_and_numbered_as_they_were() -> None:
    assert shown("<ol start=3><li>first<ul><li>inner</ul><li>second</ol>") == [
        ("li", "first", 1, "3."),
        ("li", "inner", 2, "•"),
        ("li", "second", 1, "4."),
    ]


def test_the_cells_of_a_row_stand_beside_each_other() -> None:
    assert shown("<table><tr><th>Court<th>Docket<tr><td>D.D.C.<td>1:25-cv-1</table>") == [
        ("row", "Court | Docket", 0, ""),
        ("row", "D.D.C. | 1:25-cv-1", 0, ""),
    ]


def test_a_quotation_and_set_text_are_told_from_the_rest() -> None:
    assert shown("<blockquote><p>As they said</blockquote><pre>a\n  b</pre>") == [
        ("quote", "As they said", 1, ""),
        ("pre", "a<br>  b", 0, ""),
    ]


def test_what_runs_on_over_a_block_is_closed_and_opened_again() -> None:
    assert [html for _, html, *_ in shown("<b>one<div>two</div>three</b>")] == [
        "<b>one</b>",
        "<b>two</b>",
        "<b>three</b>",
    ]


def test_a_picture_is_its_description() -> None:
    assert shown("<p>See <img src='https://example.org/a.png' alt='a map'> here") == [("p", "See [a map] here", 0, "")]


def test_a_link_keeps_its_address() -> None:
    [block] = blocks("<a href='https://example.org/a?b=1&amp;c=2'>the order</a>")
    assert block.html == '<a href="https://example.org/a?b=1&amp;c=2">the order</a>'


@pytest.mark.parametrize(
    "href",
    ["", "next", "//example.org", "mailto:a@example.org", "https://a:b@example.org/", "http:///x", "http://[x", "x:"],
)
def test_what_is_no_address_of_the_web_leads_nowhere(href: str) -> None:
    assert address(href) == ""


def test_a_page_of_too_many_blocks_is_cut_and_says_so() -> None:
    found = blocks("<p>a" * (MOST_BLOCKS + 5))
    assert len(found) == MOST_BLOCKS + 1
    assert found[-1].html == "<i>[…]</i>"


def test_a_long_paragraph_goes_on_in_the_next_block_and_loses_nothing() -> None:
    words = "word " * 10_000
    found = blocks(f"<p>{words}")
    assert len(found) > 1
    assert " ".join(" ".join(text_of(block) for block in found).split()) == words.strip()


def test_tags_open_by_the_hundred_do_not_multiply() -> None:
    found = blocks("<b>" * 200 + "<p>x" * 200)
    assert sum(len(block.html) for block in found) < 200 * 200


def test_an_empty_page_has_no_blocks() -> None:
    assert blocks("") == blocks("<script>go()</script> \n") == []


@pytest.mark.parametrize(
    ("piece", "words"),
    [("<b></b>", 0), ("<br>", 0), ('<a href="https://example.org/a">word</a>', 10_000), ("<i>word</i>", 10_000)],
)
def test_tags_without_end_in_one_paragraph_go_on_in_the_next_block(piece: str, words: int) -> None:
    found = blocks("<p>Words " + piece * 10_000)
    assert max(len(block.html) for block in found) < 25_000
    assert found[0].html.startswith("Words ")
    assert sum(block.html.count("word<") for block in found) == words


def test_a_link_of_endless_address_is_its_words() -> None:
    assert blocks(f'<p><a href="https://example.org/{"a" * 100_000}">here</a>') == [Block("p", "here")]
