"""Which web addresses the program may go to: those of the open internet, and nothing inside the user's own network.

An address is taken apart here once, its name is looked up once, every IP address that comes back is judged, and the
connection then goes to one of those very addresses: what a name server says a moment later changes nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from tracker.errors import CaptureError

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
"""A host and port to its IP addresses as text. OSError if it has none."""


@dataclass(frozen=True, slots=True)
class Address:
    """A web address taken apart. `host` is ASCII and lower-case, without the brackets of IPv6; `target` is the path and
    query as they are sent; `url` is the whole, without fragment."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def authority(self) -> str:
        """Host and port as the `Host` header has them: the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


_MEANT = re.compile(r"(?:https?|javascript|data|view-source|file|about|blob):|[a-z][a-z0-9+.-]+:(?://|\\\\)", re.I)
_PORTS = {"http": 80, "https": 443}
_LONGEST = 8_000
_NOT_SENT = re.compile("[\\0-\\x20\\x7f-\\xa0\\ud800-\\udfff]")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)
_SAFE = "!#$%&'()*+,/:;=?@[]~-._"

# Ports above 1023 where what answers is not the web (the list of bad ports in WHATWG Fetch, and databases).
_NOT_WEB = frozenset(
    (1433, 1521, 1719, 1720, 1723, 2049, 2375, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5900, 5985, 5986, 6000)
) | frozenset((6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9200, 10080, 11211, 27017))


def is_meant(text: str) -> bool:
    """Whether somebody means an address by this, of whatever scheme, and not a file."""
    return _MEANT.match(text.strip()) is not None


def parsed(url: str) -> Address:
    """Take an address apart. CaptureError with the reason where it is none that the program goes to."""
    text = url.strip()
    if len(text) > _LONGEST:
        raise _refused(text[:80] + "…", f"it has more than {_LONGEST:,} characters")
    if _NOT_SENT.search(text) or "\\" in text:
        raise _refused(text, "it has a space, backslash or control character in it")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise _refused(text, "its host or port cannot be read") from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise _refused(text, "only addresses that begin with http:// or https:// are fetched")
    if "@" in parts.netloc:
        raise _refused(text, "it has a user name before its host, which hides where it leads")
    host = _host(text, parts.hostname or "")
    port = port if port is not None else _PORTS[scheme]
    if port not in (80, 443) and (port < 1024 or port in _NOT_WEB):
        raise _refused(text, f"port {port} is not one of the web")
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Address(scheme, host, port, target)


def led_to(here: Address, location: str) -> Address:
    """Where a redirect from `here` leads. CaptureError as in `parsed`, and from https to http."""
    try:
        there = parsed(urljoin(here.url, location.strip()))
    except CaptureError as error:
        raise on_the_way(here.url, error) from error
    except ValueError as error:
        raise _refused(here.url, "it redirects to an address that cannot be read") from error
    if here.scheme == "https" and there.scheme == "http":
        raise CaptureError(
            f"{here.host} redirects from a secure address (https) to an insecure one, {there.url}. "
            "If that is what you want, capture that address itself."
        )
    return there


def on_the_way(url: str, error: CaptureError) -> CaptureError:
    """The same refusal, of an address that `url` led to."""
    return CaptureError(f"{parsed(url).host} redirects to another address. {error}")


def resolved(address: Address, resolve: Resolve, *, allow_private: bool = False) -> list[str]:
    """The IP addresses of a host, all judged. CaptureError if one of them leads inside, or there is none.

    With `allow_private` only those are refused that no host can have.
    """
    if not allow_private and (reason := _name_inside(address.host)):
        raise _refused(address.url, reason + _INSTEAD)
    literal = _literal(address.host)
    try:
        found = [str(literal)] if literal else resolve(address.host, address.port)
    except (OSError, UnicodeError) as error:
        raise CaptureError(
            f"{address.host} was not found. Check the address, and whether this computer is connected."
        ) from error
    if not found:
        raise CaptureError(f"{address.host} was not found. Check the address.")
    for each in found:
        if reason := inside(each, allow_private=allow_private):
            where = "" if literal else f" ({each})"
            raise _refused(address.url, f"{address.host}{where} {reason}{_INSTEAD}")
    return list(dict.fromkeys(found))


def look_up(host: str, port: int) -> list[str]:
    """Ask the system for a host's IP addresses, in its order."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


# --- Hosts --------------------------------------------------------------------------------------------------


def _host(url: str, given: str) -> str:
    """The host in ASCII. CaptureError for what is none, and for IPv4 addresses in any but the usual form."""
    if ":" in given:  # IPv6, whose brackets are off
        if "%" in given:
            raise _refused(url, "it names a network card of this computer")
        if _literal(given) is None:
            raise _refused(url, "its host cannot be read")
        return given.lower()
    if not given or "%" in given:
        raise _refused(url, "it has no host, or one that is written with % signs")
    try:
        # Also maps full-width letters, digits and dots to plain ones, as browsers do.
        host = given.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise _refused(url, "its host is not the name of one") from error
    host = host.removesuffix(".")
    labels = host.split(".")
    if not host or len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise _refused(url, "its host is not the name of one")
    if _NUMBER.fullmatch(labels[-1]) and _literal(host) is None:
        raise _refused(url, "its host is a number written in an unusual way")
    return host


def _literal(host: str) -> IP | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


_NAMES_INSIDE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa", "localdomain")


def _name_inside(host: str) -> str:
    if _literal(host) is not None:
        return ""
    if any(host == each or host.endswith("." + each) for each in _NAMES_INSIDE) or "." not in host:
        return f"{host} is a name inside your own network or computer"
    return ""


# --- IP addresses -------------------------------------------------------------------------------------------

# IANA's registries of special-purpose addresses, and what nobody on the open internet has. The second column ends
# the sentence "192.168.0.1 ...".
_IPV4_INSIDE = {
    "0.0.0.0/8": "means this computer",
    "10.0.0.0/8": "is inside a private network",
    "100.64.0.0/10": "is inside a provider's network",
    "127.0.0.0/8": "is this computer itself",
    "169.254.0.0/16": "is inside the local network",
    "172.16.0.0/12": "is inside a private network",
    "192.0.0.0/24": "is inside a provider's network",
    "192.168.0.0/16": "is inside a private network",
    "198.18.0.0/15": "is inside a test network",
    # Azure's own services, which answer every machine there.
    "168.63.129.16/32": "is inside a provider's network",
}
_IPV4_NOBODY = {
    "0.0.0.0/32": "means this computer",
    "192.0.2.0/24": "is for examples only",
    "192.88.99.0/24": "is no longer used",
    "198.51.100.0/24": "is for examples only",
    "203.0.113.0/24": "is for examples only",
    "224.0.0.0/4": "is for many receivers, not for one host",
    "240.0.0.0/4": "is reserved",
}
_IPV6_INSIDE = {
    "::1/128": "is this computer itself",
    "64:ff9b:1::/48": "is inside a provider's network",
    "fc00::/7": "is inside a private network",
    "fe80::/10": "is inside the local network",
    "fec0::/10": "is inside a private network",
}
_IPV6_NOBODY = {
    "::/128": "means this computer",
    "2001::/23": "is for protocols, not for hosts",  # Teredo and ORCHID among them
    "2001:db8::/32": "is for examples only",
    "2002::/16": "stands for another address (6to4), which is no longer used",
    "3fff::/20": "is for examples only",
    "ff00::/8": "is for many receivers, not for one host",
}
_OPEN_IPV6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

_Table = list[tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, str]]


def _table(networks: dict[str, str]) -> _Table:
    return [(ipaddress.ip_network(each), reason) for each, reason in networks.items()]


_INSIDE = _table(_IPV4_INSIDE | _IPV6_INSIDE)
_NOBODY = _table(_IPV4_NOBODY | _IPV6_NOBODY)


def inside(ip: str, *, allow_private: bool = False) -> str:
    """Why the program does not go to an IP address, '' if it may. An IPv6 address that stands for an IPv4 one (mapped,
    or NAT64, by which IPv6-only networks reach the rest) is judged as that one."""
    literal = _literal(ip)
    if literal is None:
        return "is not an IP address"
    if isinstance(literal, ipaddress.IPv6Address):
        if literal.scope_id is not None:
            return "names a network card of this computer"
        if literal.ipv4_mapped is not None:
            return inside(str(literal.ipv4_mapped), allow_private=allow_private)
        if literal in _NAT64:
            return inside(str(ipaddress.IPv4Address(int(literal) & 0xFFFFFFFF)), allow_private=allow_private)
    for network, reason in _NOBODY if allow_private else _NOBODY + _INSIDE:
        if literal.version == network.version and literal in network:
            return reason
    if allow_private or literal.version == 4 or literal in _OPEN_IPV6:
        return ""
    return "is not an address of the open internet"


_INSTEAD = ". Save the page from your browser and capture the file instead"


def _refused(url: str, reason: str) -> CaptureError:
    shown = url if len(url) <= 200 else url[:200] + "…"
    return CaptureError(f"{shown} was not opened: {reason}.")
