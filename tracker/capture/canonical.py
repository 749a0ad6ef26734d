"""Whether two addresses lead to one page: what trackers, mobile and print views, caches and archives add is set aside.

Only for comparing: the result is no address to fetch or to keep.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_ARCHIVED = re.compile(r"^web\.archive\.org/web/\d[0-9a-z_*]*/(?:https?:/{0,2})?", re.IGNORECASE)
_AMP_CACHE = re.compile(
    r"^(?:(?:www\.)?google\.[a-z.]{2,6}/amp/(?:s/)?|[^/]*\.cdn\.ampproject\.org/[a-z]/(?:s/)?)", re.IGNORECASE
)
_VIEW_HOSTS = re.compile(r"^(?:www\d?|amp|m|mobile|print)\.(?=[^.]+\.)")
_INNER_MOBILE = re.compile(r"^([a-z-]{2,12})\.m\.(?=[^.]+\.)")  # en.m.wikipedia.org
_VIEW_ENDINGS = re.compile(
    r"(?:/(?:amp|print|printable|index\.(?:html?|php|aspx?)|default\.aspx?)|\.amp(?:\.html)?)/*$", re.IGNORECASE
)
_ADDED = re.compile(
    r"^(?:utm_.*|mc_[ce]id|_hs(?:enc|mi)|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|"
    r"ref_src|ref_url|referringsource|cmpid|ncid|smid|smtyp|s_cid|mkt_tok|amp|amp_js_v|usqp|outputtype|"
    r"print|printable|printerfriendly)$",
    re.IGNORECASE,
)
_MAY_BE_ADDED = ("ref", "referrer", "src", "source", "share", "partner", "campaign", "from")
"""They say where a reader came from, unless there is a digit in them: then they may be what is asked for."""
_VIEWS = {"view": ("print", "amp", "mobile"), "mode": ("print", "amp"), "output": ("amp", "print")}
"""Of these names only some values are views; others tell pages apart."""
_LONGEST = 4_000  # characters; nobody shortens a longer one for its readers


def canonical(url: str) -> str:
    """A key that is equal for addresses of one page: host and path without what does not tell pages apart; '' for no
    address. Letter case of the path and what remains of the query count; the query's order does not."""
    if len(url) > _LONGEST:
        return url.strip()
    bare = _SCHEME.sub("", url.strip(), count=1)
    for wrapper in (_ARCHIVED, _AMP_CACHE):
        unwrapped = wrapper.sub("", bare, count=1)
        if unwrapped != bare:
            bare = _SCHEME.sub("", unwrapped, count=1)
    bare = bare.partition("#")[0]
    bare, _, query = bare.partition("?")
    host, _, path = bare.partition("/")
    host = _host(host)
    if not host:
        return ""
    path = quote(unquote(re.sub(r"/{2,}", "/", path)), safe="/:@!$&'()*+,;=~")
    while (shorter := _VIEW_ENDINGS.sub("", "/" + path).lstrip("/")) != path:
        path = shorter
    kept = sorted((n, v) for n, v in parse_qsl(query, keep_blank_values=True, errors="replace") if not _is_added(n, v))
    return f"{host}/{path.rstrip('/')}".rstrip("/") + (f"?{urlencode(kept)}" if kept else "")


def host_of(url: str) -> str:
    """The host in `canonical`: which outlet an address is of. '' where it is no text that a record may hold."""
    if len(url) > _LONGEST:
        return ""
    host = canonical(url).partition("?")[0].partition("/")[0]
    # Half a character is no part of a host, and SQLite does not take it.
    return "" if any("\ud800" <= c <= "\udfff" for c in host) else host


def _host(text: str) -> str:
    host = text.rpartition("@")[2].lower().rstrip(".")
    host = re.sub(r":(?:80|443)?$", "", host)
    host = _INNER_MOBILE.sub(r"\1.", host)
    while (shorter := _VIEW_HOSTS.sub("", host)) != host:
        host = shorter
    return host


def _is_added(name: str, value: str) -> bool:
    name = name.lower()
    if name in _VIEWS:
        return value.lower() in _VIEWS[name]
    if name in _MAY_BE_ADDED:
        return not any(c.isdigit() for c in value)
    return bool(_ADDED.match(name))
