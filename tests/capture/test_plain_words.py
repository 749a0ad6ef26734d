"""HTML of a feed becomes plain text: no tag, script or hidden address is left in it."""

from __future__ import annotations

from tracker.capture.plain_words import one_line, tidy, words_of


def test_blocks_become_lines_and_characters_are_themselves():
    assert words_of("<p>One &amp; two</p><ul><li>three<li>f&ouml;ur</ul>a<br>b") == "One & two\n\nthree\n\nföur\n\na\nb"


def test_scripts_and_styles_are_left_out_whole():
    assert words_of("a<script>alert(1)</script><style>p {}</style>b<!-- c -->") == "ab"


def test_addresses_of_links_stand_after_their_words_where_asked_for():
    markup = 'see <a href="https://agency.test/a?b=1&amp;c=2" onclick="x()">the order</a>'

    assert words_of(markup, links=True) == "see the order <https://agency.test/a?b=1&c=2>"
    assert words_of(markup) == "see the order"


def test_an_address_that_is_no_web_address_is_not_shown():
    for href in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//host/x", "JaVaScRiPt:x"):
        assert "<" not in words_of(f'<a href="{href}">words</a>', links=True)


def test_a_link_that_shows_its_address_says_it_once():
    assert words_of('<a href="https://a.test/">https://a.test/</a>', links=True) == "https://a.test/"


def test_what_a_tracker_cannot_keep_is_replaced():
    assert words_of("a\x00b") == "a\ufffdb"
    assert one_line("a\ud800\n b", 10) == "a\ufffd b"


def test_a_long_line_is_cut_and_says_so():
    assert one_line("one  two\nthree", 8) == "one two…"
    assert one_line("one two", 7) == "one two"


def test_text_keeps_its_lines():
    assert tidy(" a  b \r\n\n\n\n c\n") == "a b\n\nc"
