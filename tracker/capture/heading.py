"""What stands about the heading of a page's article: there are its byline and its date."""

from __future__ import annotations

from typing import Any

from tracker.capture.markup import one_line

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


def near_title(tree: Any) -> list[Any]:
    """The elements about the page's heading, where bylines and datelines stand: those just before it and after it,
    heading itself, asides, menus and footers left out. [] if the page has no heading, or several of the first rank."""
    headings = [each for each in tree.iter("h1") if one_line(text_in(each))]
    if not headings:
        headings = [each for each in tree.iter("h2") if one_line(text_in(each))][:1]
    title = one_line(text_in(tree.find(".//title"))).casefold()
    named = [each for each in headings if one_line(text_in(each)).casefold() in title]
    if not named and len(headings) != 1:
        return []
    # The site's own name may be a heading too, and in the title; that of the article is the longer one.
    heading = max(named or headings, key=lambda each: len(one_line(text_in(each))))
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
    return after + before


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
    return (
        not _OF_OTHERS.isdisjoint(marks)
        or element.get("itemprop") == "comment"
        or (element.get("itemtype") or "").rstrip("/").endswith("/Comment")
    )


def text_in(element: Any, between: str = "") -> str:
    """The words in an element, at most as many as a byline or heading could have; `between` comes between its parts."""
    if element is None:
        return ""
    words: list[str] = []
    length = 0
    for part in element.itertext("*"):
        words.append(part)
        length += len(part)
        if length > _TEXT_MOST:
            break
    return between.join(words)
