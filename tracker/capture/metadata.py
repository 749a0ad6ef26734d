"""Title, authors, publisher, date, language and address of a page, each with where it stands there.

Nothing is invented: what a page does not say is None.

What counts before what: the article's own JSON-LD, Dublin Core, OpenGraph, then the tags of particular trades
(Highwire, Parsely, Sailthru), then the words people see. Dates are never taken from an address, a footer or a
“last changed”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from tracker.capture.addresses import parsed
from tracker.capture.article import Article, Found
from tracker.capture.canonical import host_of
from tracker.capture.heading import is_within_others, lines_near, near_title, text_in
from tracker.capture.markup import LD, Markup, ld_texts, one_line, read_markup
from tracker.capture.page_authors import authors_of, is_byline
from tracker.capture.page_dates import day_alone, day_in
from tracker.capture.top_lines import is_of_event
from tracker.errors import CaptureError

_TITLES = (
    "dc:title", "dcterms:title", "dcterm:title", "og:title", "citation_title", "parsely-title", "sailthru:title",
    "headline", "title", "twitter:title",
)  # fmt: skip
_DATES = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished",
    "parsely-pub-date", "citation_publication_date", "citation_online_date", "citation_date", "dc:date:issued",
    "dcterms:issued", "dcterms:date", "dc:date", "dcterms:created", "dc:date:created", "dc:created",
    "sailthru:date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publication-date",
    "published_date", "published-date", "published", "originalpublicationdate", "article_date_original",
    "date_published", "pdate", "ptime", "displaydate", "rnews:datepublished", "cxenseparse:recs:publishtime",
    "bt:pubdate", "date",
)  # fmt: skip
_PUBLISHERS = (
    "og:site_name", "dc:publisher", "dcterms:publisher", "citation_publisher", "citation_journal_title",
    "parsely-network", "publisher", "application-name",
)  # fmt: skip
_KINDS = {
    "BlogPosting": "post",
    "LiveBlogPosting": "post",
    "SocialMediaPosting": "post",
    "DiscussionForumPosting": "post",
}


def read_metadata(tree: Any, url: str = "", origin: str = "the address it was fetched from") -> Article:
    """What a page (as lxml has it) says of itself: an article without its text. `url`: where it came from, '' if
    unknown; `origin` how one knows."""
    markup = read_markup(tree)
    near = near_title(tree, markup)
    return Article(
        text="",
        title=_title(tree, markup),
        authors=authors_of(tree, markup, near),
        publisher=_publisher(markup),
        issued=_issued(tree, markup, near),
        language=_language(tree, markup),
        url=_address(markup, url, origin),
        kind=_kind(markup),
        number=_first(markup.metas("citation_technical_report_number")),
    )


def _first(candidates: Iterable[tuple[str, str]]) -> Found | None:
    return next((Found(value, origin) for value, origin in candidates if value), None)


# --- Title --------------------------------------------------------------------------------------------------

_SEPARATOR = re.compile(r"\s[|\-–—\\/>»·:｜]\s")
_PUNCTUATION = re.compile(r"[^\w&.']+")


def _title(tree: Any, markup: Markup) -> Found | None:
    seen = one_line(text_in(tree.find(".//title")))
    headings = list(dict.fromkeys(filter(None, (one_line(text_in(each)) for each in tree.iter("h1")))))
    if stated := _stated_title(markup, seen, headings):
        bare = next((each for each in headings if _is_with_site(stated.value, each, markup)), "")
        return Found(bare, f"the page's heading ({stated.origin} adds the site's name)") if bare else stated
    if not seen:
        return Found(headings[0], "the page's heading") if headings else None
    for heading in headings:
        # Headings are often the title without the site's name after it; at its end they are the site's name.
        before, inside, after = seen.casefold().partition(heading.casefold())
        alone = not before and not after.lstrip()[:1].isalnum()
        if inside and len(heading) > 3 and (alone or len(heading) > len(seen) * 0.6):
            return Found(heading, "the page's heading")
    return Found(_without_site(seen), "the page's title")


def _stated_title(markup: Markup, seen: str, headings: list[str]) -> Found | None:
    said = [*ld_texts(markup, "headline"), *ld_texts(markup, "name")]
    for each in said:
        # A name that is not the page's own title is some other thing's.
        if not seen or len(said) == 1 or _alike(each, seen) or each in headings:
            return Found(each, LD)
    if said:
        return Found(said[0], LD)
    return _first(each for key in _TITLES for each in markup.metas(key))


def _is_with_site(title: str, heading: str, markup: Markup) -> bool:
    """Whether a title is a heading of the page and then, after a separator, the name of the site."""
    rest = title[len(heading) :] if title.casefold().startswith(heading.casefold()) else ""
    site = " ".join(_PUNCTUATION.sub(" ", rest).casefold().split())
    named = _publisher(markup)
    names = {" ".join(_PUNCTUATION.sub(" ", name).casefold().split()) for name in [named.value if named else ""]}
    return bool(site) and _SEPARATOR.match(rest) is not None and site in names


def _alike(one: str, other: str) -> bool:
    """Whether most words of `one` are in `other`."""
    words = re.findall(r"\w+", one.casefold())[:100]
    others = set(re.findall(r"\w+", other.casefold()))
    return bool(words) and sum(word in others for word in words) > 0.75 * len(words)


def _without_site(title: str) -> str:
    """A page's title without the site's name after a separator, where what is left is still a title."""
    parts = list(_SEPARATOR.finditer(title))
    if not parts:
        return title
    kept = title[: parts[-1].start()].strip()
    return kept if len(kept.split()) >= 3 else title


# --- Date ---------------------------------------------------------------------------------------------------

_CHANGED = re.compile(r"modif|updat|edited|revis|changed", re.IGNORECASE)
_DATED = re.compile(r"(?:^|[^a-z])(?:pub)?date(?![a-z]*up)|dateline|publish|timestamp|posted", re.IGNORECASE)


def _issued(tree: Any, markup: Markup, near: list[Any]) -> Found | None:
    shown = _shown_day(near)
    said = [(text, f"{LD} (datePublished)") for text in ld_texts(markup, "datePublished")]
    said += [each for key in _DATES for each in markup.metas(key)]
    for text, origin in said:
        if day := day_in(text):
            # Universal time is not the page's own: where people read the day before, that is the day.
            return shown if shown and shown.value == _day_before(text) else Found(day, origin)
    for element in tree.xpath(".//*[contains(@itemprop, 'datePublished') or @pubdate]")[:20]:
        if not is_within_others(element) and (day := _day_of(element)):
            return Found(day, "the page's markup of its date (datePublished)")
    if shown := shown or _day_alone(tree, near):
        return shown
    for text in ld_texts(markup, "dateCreated"):
        if day := day_in(text):
            return Found(day, f"{LD} (dateCreated)")
    return None


_UNIVERSAL = re.compile(r"(\d{4}-\d\d-\d\d)[T ](0\d|1[01]):\d\d(?::\d\d)?(?:\.\d+)?\s?(?:Z|[+-]00:?00|UTC|GMT)")


def _day_before(moment: str) -> str:
    """The day before a moment in the first half of a day of universal time: America's day. '' for other text."""
    match = _UNIVERSAL.fullmatch(moment.strip())
    try:
        return (date.fromisoformat(match[1]) - timedelta(days=1)).isoformat() if match else ""
    except ValueError:
        return ""


_LINES_MOST = 12
"""Lines after the heading among which a day that is not marked as one counts."""


def _shown_day(near: list[Any]) -> Found | None:
    """The day that people read beside the heading."""
    for element in near:
        marks = _marks(element)
        words = one_line(text_in(element, " "))
        if not (element.tag == "time" or _DATED.search(marks) or is_byline(element)) or _is_changed(marks):
            continue
        if _CHANGED.search(words) and not re.match(r"publish|posted", words, re.IGNORECASE):
            continue
        if day := day_in(words):
            return Found(day, _words(words))
        if day := _day_of(element):
            return Found(day, "the page's time tag beside the heading")
    return None


def _marks(element: Any) -> str:
    return " ".join(str(element.get(name) or "") for name in ("class", "id", "itemprop"))


def _is_changed(marks: str) -> bool:
    """Whether a mark is of the last change, or of a birth or an event (hCard). What was never changed is often marked
    as published and updated at once."""
    marks = marks.casefold()
    return "bday" in marks or "dtstart" in marks or (_CHANGED.search(marks) is not None and "publish" not in marks)


def _day_alone(tree: Any, near: list[Any]) -> Found | None:
    """The day in a line of its own beside the heading, if it is the only one there and the page tells of no meeting."""
    lines = lines_near(near)[:_LINES_MOST]
    if any(map(is_of_event, (one_line(text_in(tree.find(".//title"))), *lines))):
        return None
    others = {_day_of(each) for each in near if _is_changed(_marks(each))}
    days = {day: line for line in reversed(lines) if (day := day_alone(line)) and day not in others}
    return next((Found(day, _words(line)) for day, line in days.items()), None) if len(days) == 1 else None


def _words(line: str) -> str:
    return f"the words beside the heading (“{line[:60]}”)"


def _day_of(element: Any) -> str:
    for text in (
        one_line(text_in(element, " ")),
        element.get("datetime"),
        element.get("content"),
        element.get("title"),
    ):
        if day := day_in(str(text or "")):
            return day
    return ""


# --- The rest -----------------------------------------------------------------------------------------------


def _publisher(markup: Markup) -> Found | None:
    for text in ld_texts(markup, "publisher"):
        return Found(text, LD)
    for key in _PUBLISHERS:
        for content, origin in markup.metas(key):
            if "://" not in content and not content.startswith("@"):
                return Found(content, origin)
    return None


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


def _language(tree: Any, markup: Markup) -> Found | None:
    root = tree.getroottree().getroot()
    xml = root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or ""
    candidates = [(root.get("lang") or xml, "the page's html tag")]
    candidates += [(text, LD) for text in ld_texts(markup, "inLanguage")]
    for key in ("og:locale", "dc:language", "dcterms:language", "language", "citation_language"):
        candidates += markup.metas(key)
    for value, origin in candidates:
        if _LANGUAGE.fullmatch(value.strip()):
            return Found(value.strip().replace("_", "-"), origin)
    return None


def _address(markup: Markup, url: str, origin: str) -> Found | None:
    """The canonical address, where it is one of a page: some sites give their front page for all. It counts only if it
    is of the site that the page came from: a page may say that it is anybody's, and people go by the address."""
    candidates = [(markup.links.get("canonical", ""), "the page's canonical link")]
    candidates += markup.metas("og:url")
    candidates += [(text, LD) for text in ld_texts(markup, "url")]
    for value, stated in candidates:
        try:
            whole = parsed(urljoin(url, value)).url if value else ""
        except (CaptureError, ValueError):
            continue
        if url and _site(whole) != _site(url):
            continue
        if whole and (
            urlsplit(whole).path not in ("", "/") or urlsplit(whole).query or not urlsplit(url).path.strip("/")
        ):
            return Found(whole, stated)
    return Found(url, origin) if url else None


def _site(url: str) -> str:
    """What hosts of one site have in common: `example.org` of www.example.org, `example.co.uk` of a.example.co.uk."""
    labels = host_of(url).split(".")
    is_second = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if is_second else -2 :])


def _kind(markup: Markup) -> Found | None:
    kinds = markup.ld.get("@type")
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if isinstance(kind, str):
            name = kind.rsplit("/", 1)[-1]
            if name in _KINDS:
                return Found(_KINDS[name], f"{LD} ({name})")
            if name.endswith("NewsArticle"):
                return Found("article-newspaper", f"{LD} ({name})")
            if name.endswith("Report"):
                return Found("report", f"{LD} ({name})")
    return None
