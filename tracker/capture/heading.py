"""What stands about the heading of a page's article: there are its byline and its date."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import Any

from tracker.capture.markup import Markup, is_other_item, ld_texts, one_line

_ASIDE = frozenset(("aside", "nav", "footer", "form", "script", "style", "noscript", "template", "select"))
_OF_OTHERS = frozenset((
    "comment", "comments", "comment-list", "commentlist", "comments-area", "comments-section", "comment-section",
    "article-comments", "post-comments", "reader-comments", "user-comments", "disqus_thread", "respond",
    "related", "related-posts", "related-articles", "related-content", "related-stories", "recommended",
))  # fmt: skip
"""Classes and ids of what readers say, and of other articles, which have authors and dates too."""
_BEFORE = 250
_AFTER = 120
_TEXT_MOST = 2_000
_LINE_MOST = 160
_SAME_MOST = 3
_PARTS_MOST = 600
_HEADINGS_MOST = 500
_BOXES = 2
_BOX_MOST = 8
_WHOLE = frozenset(("body", "main", "article"))


def near_title(tree: Any, markup: Markup) -> list[Any]:
    """The elements about the page's heading, where bylines and datelines stand: those just before it and after it,
    heading itself, asides, menus and footers left out. [] if the page has no heading, or several of the first rank."""
    every = [(each, one_line(text_in(each))) for each in islice(tree.iter("h1", "h2", "h3"), _HEADINGS_MOST)]
    headings = [each for each, words in every if words and each.tag == "h1"]
    headings = headings or [each for each, words in every if words and each.tag == "h2"][:1]
    titles = [one_line(text_in(tree.find(".//title"))), *(text for text, _ in markup.metas("og:title"))]
    title = "\n".join((*titles, *ld_texts(markup, "headline"))).casefold()
    # On many sites their own name is the first heading, and the article's one of a lower rank.
    named = [
        each for each, words in every if words and words.casefold() in title and (each in headings or " " in words)
    ]
    if not named and len(headings) != 1:
        return []
    # The site's own name may be a heading too, and in the title; that of the article is the longer one. Where it stands
    # twice, one is the heading of a bar that follows the reader, with nothing beside it that counts.
    longest = one_line(text_in(max(named or headings, key=lambda each: len(one_line(text_in(each))))))
    same = [each for each in named or headings if one_line(text_in(each)) == longest]
    together = zip_longest(*map(_near, same[:_SAME_MOST]))
    return [element for elements in together for element in elements if element is not None]


def lines_near(near: list[Any]) -> list[str]:
    """The words of those elements that are no more than a line, each once, in order."""
    lines = (one_line(text_in(each, " ")) for each in near[:_BEFORE])
    return list(dict.fromkeys(line for line in lines if 0 < len(line) <= _LINE_MOST))


def _near(heading: Any) -> list[Any]:
    after: list[Any] = []
    for element in heading.itersiblings():
        after.extend(_inside(element, _AFTER - len(after)))
    parent = heading.getparent()
    while parent is not None and len(after) < _AFTER and parent.tag != "body":
        for element in parent.itersiblings():
            after.extend(_inside(element, _AFTER - len(after)))
            if len(after) >= _AFTER:
                break
        parent = parent.getparent()
    before: list[Any] = []
    for element in heading.itersiblings(preceding=True):
        before.extend(_inside(element, _BEFORE - len(before)))
    # What stands before the box with the heading may be the head of the whole site: no more than a line or two of it.
    parent = heading.getparent()
    for _ in range(_BOXES):
        previous = parent.getprevious() if parent is not None and parent.tag not in _WHOLE else None
        if previous is None:
            break
        inside = _inside(previous, _BOX_MOST + 1)
        before.extend(inside if len(inside) <= _BOX_MOST else [])
        parent = parent.getparent()
    return after + before + [each for part in heading for each in _inside(part, _BOX_MOST)]


def _inside(element: Any, most: int) -> list[Any]:
    """An element and what is in it, in order, without asides and what is of others; at most so many."""
    found: list[Any] = []
    waiting = [element]
    while waiting and len(found) < most:
        each = waiting.pop()
        if not isinstance(each.tag, str) or each.tag in _ASIDE or _is_of_others(each):
            continue
        found.append(each)
        waiting.extend(reversed(each))
    return found


def is_within_others(element: Any) -> bool:
    """Whether an element is inside of what is of others: readers who comment, other articles."""
    return any(map(_is_of_others, (element, *element.iterancestors())))


def _is_of_others(element: Any) -> bool:
    marks = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    return not _OF_OTHERS.isdisjoint(marks) or element.get("itemprop") == "comment" or is_other_item(element)


def text_in(element: Any, between: str = "") -> str:
    """The words in an element, at most as many as a byline or heading could have; `between` comes between its parts."""
    if element is None:
        return ""
    words: list[str] = []
    length = 0
    for part in texts_in(element):
        words.append(part)
        length += len(part)
        if length > _TEXT_MOST:
            break
    return between.join(words)


def texts_in(element: Any) -> Iterator[str]:
    """The texts in an element, in order, of no more parts of it than a byline could have: a page may hold any number
    of parts with no words in them."""
    from lxml import etree

    for event, each in islice(etree.iterwalk(element, events=("start", "end")), _PARTS_MOST):
        text = each.text if event == "start" else each.tail if each is not element else None
        if text:
            yield text[:_TEXT_MOST]
