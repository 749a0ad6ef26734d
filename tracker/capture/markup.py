"""What a page says of itself in its markup: meta tags, JSON-LD and links, as plain values to choose among."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

_ARTICLE = re.compile(
    r"(?:https?://schema\.org/)?(?:[A-Za-z]*Article|BlogPosting|LiveBlogPosting|DiscussionForumPosting|"
    r"SocialMediaPosting|Report|GovernmentReport|PressRelease|Legislation)"
)
_PAGE = re.compile(r"(?:https?://schema\.org/)?(?:[A-Za-z]*WebPage|CreativeWork)")
LD = "the page's JSON-LD"
_OF_OTHERS = re.compile(r"/(?:[A-Za-z]*Comments?|(?:Image|Video|Audio|Media)Object|Answer)/?")
_NODES_MOST = 20_000
_SCRIPTS_MOST = 50
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]{0,500}>")


@dataclass(frozen=True, slots=True)
class Markup:
    """`metas`: property or name (lower case, with `:` for `.`) to contents, in order; `links`: rel to href.
    `ld`: the JSON-LD object of the article, or {}."""

    properties: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    ld: dict[str, Any] = field(default_factory=dict)
    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)

    def metas(self, key: str) -> Iterator[tuple[str, str]]:
        """(content, where it stands) of the meta tags of that key; a property counts before a name."""
        for table in (self.properties, self.names):
            for content in table.get(key, ()):
                yield content, f"the page's meta tag {key}"


def read_markup(tree: Any) -> Markup:
    """Gather from a page as lxml has it."""
    properties: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = one_line(element.get("content") or element.get("value") or "")
        if not content:
            continue
        for attribute, table in (("property", properties), ("name", names), ("itemprop", names)):
            if attribute == "itemprop" and element.get(attribute) and any(map(is_other_item, element.iterancestors())):
                continue
            for key in (element.get(attribute) or "").lower().replace(".", ":").split():
                table.setdefault(key, []).append(content)
    links: dict[str, str] = {}
    for element in tree.iter("link"):
        for rel in (element.get("rel") or "").lower().split():
            links.setdefault(rel, (element.get("href") or "").strip())
    ld, by_id = _article_object(tree)
    return Markup(properties, names, links, ld, by_id)


def is_other_item(element: Any) -> bool:
    """Whether an element is marked (microdata) as a comment, picture or film, with an author and a day of its own."""
    return _OF_OTHERS.search(element.get("itemtype") or "") is not None


def one_line(text: str) -> str:
    """Text with each run of white space as one space; tags that were put into an attribute are left out."""
    if "<" in text:
        text = _TAG.sub("", text)
    return _SPACE.sub(" ", text).strip()


# --- JSON-LD ------------------------------------------------------------------------------------------------


def _article_object(tree: Any) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The first object that is an article, outermost before those inside others, and all objects by their @id.

    Where there is none, the first that is the page itself, which may say who wrote it and when.
    """
    found: list[tuple[int, int, int, dict[str, Any]]] = []
    by_id: dict[str, dict[str, Any]] = {}
    for number, script in enumerate(tree.xpath("//script[starts-with(@type, 'application/ld+json')]")):
        if number == _SCRIPTS_MOST:
            break
        for depth, each in _objects(_loaded(script.text or "")):
            if isinstance(name := each.get("@id"), str) and len(each) > 1:
                by_id.setdefault(name, each)
            kinds = [kind for kind in _listed(each.get("@type")) if isinstance(kind, str)]
            for rank, form in enumerate((_ARTICLE, _PAGE)):
                if any(map(form.fullmatch, kinds)):
                    found.append((rank, depth, len(found), each))
                    break
    return (min(found, key=lambda entry: entry[:3])[3] if found else {}), by_id


def _loaded(text: str) -> Any:
    text = text.strip().removeprefix("<!--").removesuffix("-->")
    text = text.removeprefix("//<![CDATA[").removeprefix("<![CDATA[").removesuffix("//]]>").removesuffix("]]>")
    try:
        return json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every object in it with its depth, outermost first; the lists of `@graph` do not count as depth."""
    waiting = [(0, value)]
    for done in range(_NODES_MOST):
        if done >= len(waiting):
            return
        depth, each = waiting[done]
        if isinstance(each, dict):
            yield depth, each
            waiting.extend((depth if key == "@graph" else depth + 1, inner) for key, inner in each.items())
        elif isinstance(each, list):
            waiting.extend((depth, inner) for inner in each)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def ld_texts(markup: Markup, key: str) -> list[str]:
    """The texts of a property of the article: as they stand, or the names of the things it points to."""
    texts: list[str] = []
    for each in _listed(markup.ld.get(key))[:50]:
        thing = each
        if isinstance(thing, dict) and set(thing) == {"@id"}:
            thing = markup.by_id.get(str(thing["@id"]), thing)
        if isinstance(thing, dict):
            thing = next((thing[name] for name in ("name", "@value") if thing.get(name)), None)
        # Scripts know no references to characters, but what fills them often writes them.
        texts.extend(one_line(unescape(text)) for text in _listed(thing)[:20] if isinstance(text, str))
    return [text for text in texts if text]
