"""Who wrote a page's article: what its markup states, and the byline that people read beside its heading.

An author is a person more often than not: where the tags name somebody whom nobody reads there (the company that owns
the site, the name of an account) and the byline names a person, the byline counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from tracker.capture.article import Found
from tracker.capture.heading import is_within_others, text_in, texts_in
from tracker.capture.markup import LD, Markup, ld_texts, one_line
from tracker.capture.page_dates import dated, day_in
from tracker.capture.top_lines import authors_in, is_person

_KEYS = (
    "dc:creator", "dcterms:creator", "dcterm:creator", "author", "parsely-author", "citation_author", "sailthru:author",
    "article:author", "og:article:author", "og:author", "article:author_name", "shareaholic:article_author_name",
    "authors", "byl", "byline", "rbauthors", "creator",
)  # fmt: skip
_BY = re.compile(
    r"(?:(?:view|see|read)\s+(?:all\s+)?(?:posts|articles|stories)\s+by|zeige\s+alle\s+beiträge\s+von|written\s+by"
    r"|posted\s+by|(?:artikel|beitrag|text|eingestellt|erstellt)\s+von|by|par|von|por|author|autorin|autor|auteur)"
    r"\b\s*:?\s+",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"byline|by-line|author|writtenby|auteur|contributor", re.IGNORECASE)
_NOT_BYLINE = re.compile(r"comment|share|social|bio\b|related|widget|avatar|nav|menu|footer|follow", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:last\s|updated|published|posted\s+on|copyright|©|follow|subscribe|sign\sup|share|view|see\s|read\s|more\s|contact|photo|image|picture|illustrat|video|graphic)",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:,|;|&|\band\b|\s)+", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*[^\s@]{0,100}(?:@|\[at\])[^\s@]{1,100}")
"""Of mail, or an account's “@name”."""
_MARKS = " ,;|·•-–—"
_LONGEST = 150
_READ_MOST = 500
_PARTS_MOST = 40
_LINES_WITHIN = 60
"""Elements from the heading on, among which a byline that is not marked as one is looked for."""
_BESIDE = "the byline beside the heading"
_NOBODY = frozenset((
    "admin", "administrator", "webmaster", "author", "by", "username", "staff writer name", "unknown", "no author",
    "publisher", "super user", "superuser", "anonymous", "anónimo", "guest", "wordpressadmin", "user", "root", "none",
    "null", "undefined", "n/a",
))  # fmt: skip


def authors_of(tree: Any, markup: Markup, near: list[Any]) -> Found | None:
    """The authors' names, joined by `; `, with where they stand. `near`: as in heading.near_title."""
    stated = list(_stated(markup))
    read = _read(near)
    if not stated:
        return read or _marked_anywhere(tree)
    if not near or (read is None and len(stated) < 2):
        return stated[0]
    seen = " ".join(one_line(text_in(each, " ")) for each in near).casefold()
    if any(name.casefold() in seen for name in stated[0].value.split("; ")):
        return stated[0]
    for each in (*stated[1:], read):
        if each is not None and all(name.casefold() in seen and is_person(name) for name in each.value.split("; ")):
            return stated[0] if _is_alike(each.value, stated[0].value) else each
    return stated[0]


def is_byline(element: Any) -> bool:
    """Whether an element is marked as a byline and begins as one."""
    marks = " ".join(str(element.get(name) or "") for name in ("class", "id", "itemprop"))
    return _BYLINE.search(marks) is not None and _BY.match(one_line(text_in(element, " "))) is not None


def _stated(markup: Markup) -> Iterator[Found]:
    if names := _names(ld_texts(markup, "author") or ld_texts(markup, "creator")):
        yield Found(names, LD)
    for key in _KEYS:
        # Properties if there are any, else names: the same author is often in both.
        table = markup.properties if key in markup.properties else markup.names
        if names := _names(table.get(key, ())):
            yield Found(names, f"the page's meta tag {key}")


def _is_alike(one: str, other: str) -> bool:
    """Whether two ways to name somebody share a word: “Jane Roe” and “Roe, J.”."""
    return bool(set(re.findall(r"\w\w+", one.casefold())) & set(re.findall(r"\w\w+", other.casefold())))


# --- Beside the heading -------------------------------------------------------------------------------------


def _read(near: list[Any]) -> Found | None:
    """What the words beside the heading say, as far as they are marked as an author or are a byline on its own line."""
    for element in near:
        if (origin := _marked(element)) and _names([_name_in(element)]):
            # The other authors stand in the same line.
            line = element.getparent()
            together = [each for each in near if _marked(each) and line in each.iterancestors()]
            return Found(_names(_name_in(each) for each in together or [element]), origin)
    bylines = []
    for number, element in enumerate(near):
        mark = f"{element.get('class') or ''} {element.get('id') or ''}"
        words = one_line(text_in(element, " "))
        if _BYLINE.search(mark) and not _NOT_BYLINE.search(mark):
            bylines.append(element)
            if names := _people_in(element):
                return Found("; ".join(names), _BESIDE)
        elif number < _LINES_WITHIN and _BY.match(words) and (said := authors_in(words)):
            return Found(said.value, f"the words beside the heading (“{words[:60]}”)")
    said_so = (_names([_undated(each)]) for each in bylines)
    return next((Found(names, _BESIDE) for names in said_so if names), None)


def _people_in(element: Any) -> list[str]:
    """The people that a byline begins with, where each is a part of its own: `By <a>Jane Roe</a> <i>Staff Writer</i>`.
    [] if it begins with other words."""
    names: list[str] = []
    is_next = True
    for part in islice(texts_in(element), _PARTS_MOST):
        words = one_line(part[:_READ_MOST])
        begin, end = 0, len(words)
        for each in _AND.finditer(words):
            begin = each.end() if each.start() == 0 else begin
            end = each.start() if each.end() == len(words) else end
        name = _unlabelled(words[begin:end] + " ")
        if name and not (is_next or begin):
            break
        if name and not is_person(name):
            break
        if name:
            names.append(name)
        is_next = begin > 0 or end < len(words) or not names
    return list(dict.fromkeys(names))


def _marked(element: Any) -> str:
    """Where it stands, if an element is marked as the author; '' if not."""
    if "author" in (element.get("itemprop") or "").split():
        return "the page's markup of its author (itemprop)"
    if element.tag == "a" and "author" in (element.get("rel") or "").split():
        return "the page's link to its author (rel=author)"
    return ""


def _marked_anywhere(tree: Any) -> Found | None:
    """Far from the heading stand the authors of other articles too: only where all that is marked is one name."""
    marked = [each for each in tree.xpath(".//*[@itemprop or @rel]") if _marked(each)][:50]
    marked = [each for each in marked if not is_within_others(each)]
    said = dict.fromkeys(filter(None, (_names([_name_in(each)]) for each in marked)))
    return Found(next(iter(said)), _marked(marked[0])) if len(said) == 1 else None


def _undated(element: Any) -> str:
    """The words of a byline, without a date that follows the name."""
    words = one_line(text_in(element, " "))
    day, start = dated(words)
    return words[:start] if day and (start or _BY.match(words)) else words


def _name_in(element: Any) -> str:
    if element.get("content"):
        return str(element.get("content"))
    inner = element.find(".//*[@itemprop='name']")
    if inner is not None:
        return str(inner.get("content") or "") or text_in(inner, " ")
    return text_in(element, " ")


def _unlabelled(words: str) -> str:
    """Words without a “by” or “author:” before them."""
    label = _BY.match(words.lstrip(_MARKS))
    return (words.lstrip(_MARKS)[label.end() :] if label else words).strip(_MARKS)


def _names(given: Iterable[str]) -> str:
    """Names joined by `; `, each once; '' if none is a name."""
    names: dict[str, str] = {}
    for each in given:
        name = _unlabelled(_ADDRESS.sub("", one_line(each[:_READ_MOST]).strip(_MARKS)))
        if (
            2 <= len(name) <= _LONGEST
            and name.casefold() not in _NOBODY
            and not name.endswith(":")
            and "://" not in name
            and ".com/" not in name
            and any(c.isalpha() for c in name)
            and not _NO_NAME.match(name)
            and not day_in(name)
        ):
            names.setdefault(name.casefold(), name)
    return "; ".join(names.values())
