"""What pages say of themselves, and what is not made up where they do not."""

from __future__ import annotations

import pytest
from lxml import html

from tracker.capture.article import Article, Found
from tracker.capture.heading import text_in
from tracker.capture.metadata import read_metadata

BODY = "<article><h1>An office shares its records</h1><p>Words of the article.</p></article>"


def page(head: str = "", body: str = BODY, url: str = "https://news.example.org/a/b", attributes: str = "") -> Article:
    return read_metadata(html.document_fromstring(f"<html {attributes}><head>{head}</head><body>{body}</body>"), url)


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def value(found: Found | None) -> str | None:
    return found.value if found else None


def test_a_page_that_says_nothing_has_nothing_but_its_heading_and_address() -> None:
    found = page()
    assert found == Article(
        text="",
        title=Found("An office shares its records", "the page's heading"),
        url=Found("https://news.example.org/a/b", "the address it was fetched from"),
    )


def test_json_ld_counts_first_and_says_so() -> None:
    found = page(
        ld(
            """{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Records are shared",
            "datePublished": "2025-04-07T23:30:00-04:00", "dateModified": "2025-05-01", "inLanguage": "en-US",
            "author": [{"@type": "Person", "name": "A. Reporter"}, {"@type": "Person", "name": "B. Writer"}],
            "publisher": {"@type": "Organization", "name": "The Daily Ledger"}}"""
        )
        + '<meta property="og:title" content="Other"><meta name="author" content="Other">'
        '<meta property="article:published_time" content="2025-04-09">'
    )
    assert found.title == Found("Records are shared", "the page's JSON-LD")
    assert found.authors == Found("A. Reporter; B. Writer", "the page's JSON-LD")
    assert found.issued == Found("2025-04-07", "the page's JSON-LD (datePublished)")
    assert found.publisher == Found("The Daily Ledger", "the page's JSON-LD")
    assert found.language == Found("en-US", "the page's JSON-LD")
    assert found.kind == Found("article-newspaper", "the page's JSON-LD (NewsArticle)")


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ('{"@type": "Article", "author": "A. Reporter"}', "A. Reporter"),
        ('{"@type": "Article", "author": "R. O&#8217;Hara &amp; Co."}', "R. O’Hara & Co."),
        ('{"@type": ["Thing", "Article"], "author": {"name": "A. Reporter"}}', "A. Reporter"),
        ('[{"@type": "WebSite"}, {"@type": "Article", "author": [{"name": ["A. Reporter"]}]}]', "A. Reporter"),
        (
            '{"@graph": [{"@type": "Person", "@id": "#p", "name": "A. Reporter"},'
            '{"@type": "Article", "author": {"@id": "#p"}}]}',
            "A. Reporter",
        ),
        ('{"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", "author": "A. Reporter"}}', "A. Reporter"),
        ('<!-- {"@type": "Article", "author": "A.\n Reporter"} -->', "A. Reporter"),
        ('//<![CDATA[\n{"@type": "Article", "author": "A. Reporter"};\n//]]>', "A. Reporter"),
        ('{"@type": "WebPage", "author": "A. Reporter"}', "A. Reporter"),
        ('[{"@type": "WebPage", "author": "S. Other"}, {"@type": "Article", "author": "A. Reporter"}]', "A. Reporter"),
        ('{"@type": "ItemList", "author": "A. Reporter"}', None),
        ('{"@type": "Article", "author": {"url": "https://example.org/"}}', None),
        ('{"@type": "Article", "author": 5}', None),
        ('{"@type": "Article", "author": "A. Reporter"', None),
        ("[" * 100_000, None),
        ('{"@type": "Article", "author": ' * 5_000 + '"x"' + "}" * 5_000, None),
    ],
)
def test_json_ld_in_any_shape_is_read_or_passed_over(text: str, author: str | None) -> None:
    assert value(page(ld(text)).authors) == author


@pytest.mark.parametrize(
    ("head", "title", "where"),
    [
        ('<meta property="og:title" content="The title"><title>Other</title>', "The title", "og:title"),
        (
            '<meta name="DC.Title" content="The title"><meta property="og:title" content="Other">',
            "The title",
            "dc:title",
        ),
        ('<meta name="citation_title" content="The title">', "The title", "citation_title"),
        ('<meta name="parsely-title" content="The title"><title>Other</title>', "The title", "parsely-title"),
        ("<title>An office shares its records | The Ledger</title>", "An office shares its records", "heading"),
        ("<title>Three words here - The Ledger</title>", "Three words here", "title"),
        ("<title>News - The Ledger</title>", "News - The Ledger", "title"),
        ('<meta property="og:title" content=" "><title>The only title</title>', "The only title", "title"),
    ],
)
def test_the_title_and_where_it_stands(head: str, title: str, where: str) -> None:
    found = page(head).title
    assert found is not None
    assert (found.value, where in found.origin) == (title, True)


def test_the_site_s_name_is_not_part_of_a_title_that_stands_without_it_as_heading() -> None:
    site = '<meta property="og:site_name" content="The Ledger">'
    stated = '<meta property="og:title" content="An office shares its records | The Ledger">'
    found = page(site + stated).title
    assert found == Found(
        "An office shares its records", "the page's heading (the page's meta tag og:title adds the site's name)"
    )
    for whole in (stated, site + stated.replace("The Ledger", "An opinion")):
        assert value(page(whole).title) == whole.split('content="')[-1].removesuffix('">')


def test_a_heading_that_begins_the_title_is_not_taken_for_all_of_it() -> None:
    found = page("<title>Records are shared by an office</title>", "<h1>Records</h1>").title
    assert found == Found("Records are shared by an office", "the page's title")


@pytest.mark.parametrize(
    ("given", "authors"),
    [
        ('<meta name="author" content="By A. Reporter">', "A. Reporter"),
        ('<meta name="DC.creator" content="A"><meta name="DC.creator" content="B. Writer">', "B. Writer"),
        ('<meta name="citation_author" content="Reporter, A."><meta name="citation_author" content="Writer, B.">',
         "Reporter, A.; Writer, B."),
        ('<meta property="article:author" content="https://example.org/people/a">', None),
        ('<meta name="twitter:creator" content="@areporter">', None),
        ('<meta name="author" content="admin">', None),
        ('<meta name="author" content="No Author">', None),
        ('<meta name="author" content="A. Reporter @areporter">', "A. Reporter"),
        ('<meta name="author" content="Reporter, A. reporter@example.org">', "Reporter, A."),
        ('<meta name="author" content="Copyright The Ledger">', None),
        ('<meta name="author" content="example.com/ledger">', None),
        ('<meta name="author" content="Autor: A. Reporter">', "A. Reporter"),
        ('<meta name="author" content="A. Reporter"><meta property="article:author" content="A. REPORTER">',
         "A. Reporter"),
    ],
)  # fmt: skip
def test_authors_in_meta_tags(given: str, authors: str | None) -> None:
    assert value(page(given).authors) == authors


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ('<p class="byline">By A. Reporter</p>', "A. Reporter"),
        ('<p class="byline">By <a href="/a">A. Reporter</a> April 7, 2025 3:46 PM</p>', "A. Reporter"),
        ('<p><a rel="author" href="/a">A. Reporter</a></p>', "A. Reporter"),
        ('<p itemprop="author" itemscope><span itemprop="name">A. Reporter</span>, staff</p>', "A. Reporter"),
        ('<div class="post-author">April 7, 2025</div>', None),
        ('<div class="share-author">Follow the author</div>', None),
        ('<p>By <a rel="author">A. Reporter</a> and <a rel="author">B. Writer</a></p>', "A. Reporter; B. Writer"),
        ('<aside><p class="byline">By S. Other</p></aside>', None),
        ('<p class="byline">' + "words " * 100 + "</p>", None),
        ("<p>By A. Reporter and B. Writer</p>", "A. Reporter; B. Writer"),
        ("<p>By U.S. CUSTOMS AND BORDER PROTECTION</p>", None),
        ('<p class="byline">Walter von der Heide</p>', "Walter von der Heide"),
        ('<p class="byline">Posted on April 7, 2025</p>', None),
        ('<p class="author">Date:</p>', None),
        ("<p>By noon the office had shared its records</p>", None),
        ('<p class="byline">By <a>A. Reporter</a> <i>Staff Writer</i> <b>The Ledger</b></p>', "A. Reporter"),
        ('<p class="byline"><b>By</b> <i>A. Reporter</i>, <i>B. Writer</i> and <i>C. Third</i> <i>Ledger Desk</i></p>',
         "A. Reporter; B. Writer; C. Third"),
        ('<p class="byline">By <a>A. Reporter</a> <span>View all her articles</span></p>', "A. Reporter"),
        ('<p class="authors">Follow us</p>', None),
        ('<p class="author">Last updated:</p><p class="byline">Ledger Staff</p>', "Ledger Staff"),
        ('<figure itemscope itemtype="https://schema.org/ImageObject"><i itemprop="author">P. Hotographer</i></figure>',
         None),
    ],
)  # fmt: skip
def test_authors_beside_the_heading(byline: str, authors: str | None) -> None:
    assert value(page(body=f"<main><h1>A title</h1>{byline}<p>Words.</p></main>").authors) == authors


@pytest.mark.parametrize(
    ("head", "byline", "authors", "where"),
    [
        # Nobody reads the company's name, or that of the account, beside the heading: there stands a person.
        ('<meta name="author" content="Ledger Media"><meta property="article:author" content="A. Reporter">',
         "<p>By A. Reporter</p>", "A. Reporter", "the page's meta tag article:author"),
        ('<meta name="author" content="xk77">', '<p class="byline">By A. Reporter</p>', "A. Reporter",
         "the byline beside the heading"),
        # One that is read there counts, and so does one that the byline names in another way, or does not name.
        ('<meta name="author" content="Ledger Media">', "<p>By A. Reporter, Ledger Media</p>", "Ledger Media",
         "the page's meta tag author"),
        ('<meta name="author" content="Reporter, Ann">', '<p class="byline">By A. Reporter</p>', "Reporter, Ann",
         "the page's meta tag author"),
        ('<meta name="author" content="Ledger Media">', '<p class="byline">Staff</p>', "Ledger Media",
         "the page's meta tag author"),
    ],
)  # fmt: skip
def test_a_person_whom_people_read_as_author_counts_more_than_a_tag_that_names_nobody_there(
    head: str, byline: str, authors: str, where: str
) -> None:
    found = page(head, f"<main><h1>A title</h1>{byline}<p>Words.</p></main>").authors
    assert found == Found(authors, where)


def test_the_byline_is_looked_for_at_the_article_s_heading_and_not_at_the_site_s_name() -> None:
    body = (
        '<header><h1>The Ledger</h1><p class="date">May 1, 2025</p></header>'
        + "<p>menu</p>" * 200
        + '<main><h1>Records are shared</h1><p class="byline">By A. Reporter</p><time>April 7, 2025</time></main>'
    )
    found = page("<title>Records are shared - The Ledger</title>", body)
    assert (value(found.authors), value(found.issued)) == ("A. Reporter", "2025-04-07")


def test_the_article_s_heading_may_be_of_a_lower_rank_and_stand_twice() -> None:
    body = (
        "<h1>The Ledger</h1><div>Records are shared today</div>" + "<p>menu</p>" * 200 + "<h2>Records are shared</h2>"
        + "<p>menu</p>" * 200 + "<article><h2>Records are shared</h2><p>By A. Reporter</p></article>"
    )  # fmt: skip
    assert value(page("<title>Records are shared - The Ledger</title>", body).authors) == "A. Reporter"


def test_authors_of_other_articles_on_the_page_are_not_taken() -> None:
    others = '<section><a rel="author">S. Other</a></section><section><a rel="author">T. Third</a></section>'
    body = f"<main><h1>A title</h1>{'<p>Words.</p>' * 300}</main>{others}"
    assert page(body=body).authors is None


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2025-04-07T08:00:00+02:00">', "2025-04-07"),
        ('<meta name="DC.date.issued" content="2025-04-07">', "2025-04-07"),
        ('<meta name="parsely-pub-date" content="2025-04-07T04:20:00Z">', "2025-04-07"),
        ('<meta name="pubdate" content="Apr. 7, 2025">', "2025-04-07"),
        ('<meta name="citation_publication_date" content="2025/04/07">', "2025-04-07"),
        ('<meta property="article:modified_time" content="2025-04-07">', None),
        ('<meta name="date" content="last week">', None),
        ('<meta name="copyright" content="2025">', None),
    ],
)
def test_the_date_in_meta_tags(head: str, day: str | None) -> None:
    assert value(page(head).issued) == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ('<time datetime="2025-04-07T23:00:00-04:00">Monday</time>', "2025-04-07"),
        ('<time datetime="2025-04-08T03:00:00Z">April 7, 2025</time>', "2025-04-07"),
        ('<span class="pub-date">April 7, 2025</span>', "2025-04-07"),
        ('<span class="dateline">Published April 7, 2025, updated May 1, 2025</span>', "2025-04-07"),
        ('<span itemprop="datePublished" content="2025-04-07">Monday</span>', "2025-04-07"),
        ('<time class="updated" datetime="2025-05-01">May 1</time>', None),
        ('<span class="date">Updated May 1, 2025</span>', None),
        ('<span class="date">7/4/2025</span>', None),
        ('<aside><time datetime="2025-05-01">May 1</time></aside>', None),
        ('<footer class="date">© May 1, 2025 An Office</footer>', None),
        ("<p>The agreement was signed on April 7, 2025.</p>", None),
        ("<p>Monday, April 7, 2025 at 3:46 p.m. EDT</p>", "2025-04-07"),
        ("<p>Published April 7, 2025</p>", "2025-04-07"),
        ("<p>April 7, 2025</p><p>April 9, 2025</p>", None),
        ("<p>Deadline: April 7, 2025</p>", None),
        ("<p>Effective April 7, 2025</p>", None),
        ("<p>Updated April 7, 2025</p>", None),
        ("<p>Public hearing</p><p>April 7, 2025</p>", None),
        ('<time class="published updated" datetime="2025-04-07">Monday</time>', "2025-04-07"),
        ('<i class="bday dtstart published updated">1998-02-28</i>', None),
        ('<abbr itemprop="datePublished" title="2025-04-07T14:33:00-07:00">2:33</abbr>', "2025-04-07"),
        ('<p itemtype="http://schema.org/VideoObject"><meta itemprop="datePublished" content="2025-01-05"></p>'
         '<meta itemprop="datePublished" content="2025-04-07">', "2025-04-07"),
    ],
)  # fmt: skip
def test_the_date_beside_the_heading(line: str, day: str | None) -> None:
    assert value(page(body=f"<main><h1>A title</h1>{line}<p>Words.</p></main>").issued) == day


@pytest.mark.parametrize(
    "mark",
    [
        'class="comments"',
        'id="disqus_thread"',
        'class="box Related"',
        'itemprop="comment"',
        'itemscope itemtype="https://schema.org/Comment"',
    ],
)
@pytest.mark.parametrize(
    "other",
    [
        '<span class="author">Ann Other</span> <time datetime="2025-01-05">5 January 2025</time>',
        '<b itemprop="author">Ann Other</b> <i itemprop="datePublished" content="2025-01-05">5 January 2025</i>',
    ],
)
def test_who_comments_and_who_wrote_another_article_is_no_author(mark: str, other: str) -> None:
    found = page(body=f"<main><h1>A title</h1><p>Words.</p><div {mark}>{other}</div></main>")
    assert (found.authors, found.issued) == (None, None)


def test_the_date_may_stand_in_the_heading_or_just_before_its_box() -> None:
    assert value(page(body='<h1><small class="date">April 7, 2025</small> A title</h1>').issued) == "2025-04-07"
    before = '<p class="date">April 7, 2025</p><header><h1>A title</h1></header>'
    assert value(page(body=f"<article>{before}</article>").issued) == "2025-04-07"
    masthead = '<header><p class="date">May 1, 2025</p>' + "<p>menu</p>" * 20 + "</header>"
    assert page(body=f"{masthead}<main><h1>A title</h1></main>").issued is None


def test_a_date_in_the_address_alone_is_no_date() -> None:
    head = '<link rel="canonical" href="https://news.example.org/2025/04/07/records">'
    found = page(head, url="https://news.example.org/2025/04/07/records")
    assert found.issued is None


def test_the_day_that_people_read_counts_where_the_machine_gives_universal_time() -> None:
    head = '<meta property="article:published_time" content="2025-04-08T02:30:00Z">'
    body = '<main><h1>A title</h1><p class="byline">By A. Reporter April 7, 2025 10:30 PM</p><p>Words.</p></main>'
    found = page(head, body).issued
    assert found == Found("2025-04-07", "the words beside the heading (“By A. Reporter April 7, 2025 10:30 PM”)")
    later = body.replace("April 7", "April 6")
    assert value(page(head, later).issued) == "2025-04-08"


@pytest.mark.parametrize(
    ("head", "url", "where"),
    [
        (
            '<link rel="canonical" href="https://www.example.org/x?id=1#top">',
            "https://www.example.org/x?id=1",
            "canonical",
        ),
        ('<link rel="canonical" href="/x">', "https://news.example.org/x", "canonical"),
        ('<meta property="og:url" content="https://www.example.org/x">', "https://www.example.org/x", "og:url"),
        ('<link rel="canonical" href="https://news.example.org/">', "https://news.example.org/a/b", "fetched from"),
        ('<link rel="canonical" href="javascript:alert(1)">', "https://news.example.org/a/b", "fetched from"),
        ('<link rel="canonical" href="http://[">', "https://news.example.org/a/b", "fetched from"),
        ('<link rel="canonical" href="https://agency.example.gov/x">', "https://news.example.org/a/b", "fetched from"),
        (
            '<meta property="og:url" content="https://example.org.evil.test/x">',
            "https://news.example.org/a/b",
            "fetched",
        ),
    ],
)
def test_the_canonical_address(head: str, url: str, where: str) -> None:
    found = page(head).url
    assert found is not None
    assert (found.value, where in found.origin) == (url, True)


@pytest.mark.parametrize(
    ("attributes", "language"),
    [('lang="fr"', "fr"), ('lang="pt_BR"', "pt-BR"), ('xml:lang="de"', "de"), ('lang=""', None), ('lang="??"', None)],
)
def test_the_language(attributes: str, language: str | None) -> None:
    assert value(page(attributes=attributes).language) == language


def test_only_so_much_is_read_of_what_has_no_end() -> None:
    endless = html.fromstring("<p>" + "<i></i>" * 50_000 + "<b>words</b></p>")
    assert text_in(endless) == ""
    long = html.fromstring("<p>" + "a" * 50_000 + "</p>")
    assert len(text_in(long)) < 5_000
    many = page(body="<main><h1>A title</h1><p class='byline'>" + "By, " * 50_000 + "</p></main>")
    assert many.authors is None
