"""Record text inside Markdown: shown as it is, whatever marks it holds; links only to the web."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_MARKS = re.compile(r"([\\`*_\[\]<>|~&])")
_AT_START = re.compile(r"^(\s*)([#+\-=]|\d+[.)])", re.MULTILINE)
_NOT_IN_ADDRESS = {" ": "%20", "<": "%3C", ">": "%3E", "(": "%28", ")": "%29", "\\": "%5C"}


def escaped(text: str) -> str:
    """A record's text on one line of Markdown that shows it as it is."""
    text = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return _AT_START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", text)


def web_address(url: str) -> str:
    """An address that may be made a link (http, https, with a host), fit for Markdown and HTML; '' for any other."""
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or any(ord(c) < 32 for c in url):
        return ""
    return "".join(_NOT_IN_ADDRESS.get(c, c) for c in url)


def link(text: str, url: str) -> str:
    """A link, or the text alone if the address is none of the web."""
    address = web_address(url)
    return f"[{escaped(text)}]({address})" if address else escaped(text)
