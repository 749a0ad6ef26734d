"""Fetching from the web: one way for the window and the command line, and only when somebody asked for it.

Plain Python off the GUI thread, not QtNetwork: that one looks the host's name up by itself, at a moment of its own, so
that an address judged to be outside could lead inside when it connects (DNS rebinding). Here a connection goes to the
very IP address that was judged, while TLS is verified against the host's name.

What holds: http and https only; every redirect (ten at most) is judged like the first address, and none leads from
https to http; no proxy, cookie, referrer or stored password; one deadline for everything, name lookup included; a cap
on the bytes that come, and on what they unpack to. What is cut short is refused, never kept as if it were whole.
"""

from __future__ import annotations

import contextlib
import http.client
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from functools import lru_cache
from typing import Any

from tracker import __version__
from tracker.capture import addresses, refusals, sniffing
from tracker.capture.addresses import Address
from tracker.capture.article import Snapshot
from tracker.capture.saved import MOST
from tracker.capture.unpacking import unpacker
from tracker.dates import utc_now
from tracker.errors import CaptureError

SECONDS = 30.0
REDIRECTS = 10

_PIECE = 64 * 1024
_PATIENCE = 0.05
_CONNECT = 8.0
"""Seconds for one of a host's IP addresses: the next may answer at once."""
_AGENT = f"PolicyTracker/{__version__}"
_ACCEPT = "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5"
_SENT = frozenset(("accept", "accept-language", "if-none-match", "if-modified-since"))
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_FOR_GOOD = frozenset((301, 308))
"""Redirects that ask for the new address to be used from now on (RFC 9110, sections 15.4.2 and 15.4.9)."""


@dataclass(frozen=True, slots=True)
class Network:
    """How names are looked up and connections made: tests bring their own.

    `connect(ip, port, seconds)` gives a connected socket; OSError if there is none.
    """

    resolve: addresses.Resolve = addresses.look_up
    connect: Callable[[str, int, float], socket.socket] = lambda ip, port, seconds: socket.create_connection(
        (ip, port), seconds
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered after redirects. `headers` have lower-case names; `data` is unpacked, whole, and empty
    unless `status` is 200 (304: what the caller has is still what it says)."""

    status: int
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes = b""
    at: str = ""
    redirects: tuple[str, ...] = ()
    """The addresses that led on, in order; empty if the first one answered."""
    moved: str = ""
    """Where the first one says it has moved for good: as far as one such redirect led to the next, '' if it has not."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What became of an address. `state` is a term of `link_state`; `url` where it leads now (`moved`); `note` says in
    words what answered or what stood in the way."""

    state: str
    url: str = ""
    note: str = ""


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    progress: Callable[[int, int], None] | None = None,
    check: Callable[[], None] | None = None,
    max_bytes: int = MOST,
    seconds: float = SECONDS,
    network: Network | None = None,
) -> Snapshot:
    """What is at a web address, for `parsing.read`. CaptureError with the reason if it is not to be had.

    `progress(bytes so far, bytes in all or 0)` and `check()` are called on this thread, some twenty times a second;
    `check` may raise CancelledError.
    """
    answer = ask(
        url,
        allow_private=allow_private,
        progress=progress,
        check=check,
        max_bytes=max_bytes,
        seconds=seconds,
        network=network,
    )
    if answer.status != 200:
        raise CaptureError(refusals.status_words(_host(answer), answer.status))
    if not answer.data:
        raise CaptureError(f"{answer.url} answered with nothing in it.")
    said = _content_type(answer.headers)
    kind = sniffing.media_type(answer.data, said.get_content_type())
    charset = said.get_param("charset")
    charset = charset.strip() if isinstance(charset, str) and charset.isascii() else ""
    return Snapshot(answer.data, kind, url=answer.url, at=answer.at, charset=charset)


def ask(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    allow_private: bool = False,
    progress: Callable[[int, int], None] | None = None,
    check: Callable[[], None] | None = None,
    max_bytes: int = MOST,
    seconds: float = SECONDS,
    network: Network | None = None,
) -> Answer:
    """Ask a web address and follow where it leads; any final status is an answer. CaptureError if none comes.

    `headers` may hold Accept, Accept-Language, If-None-Match and If-Modified-Since; values that cannot be sent are
    left out.
    """
    first = addresses.parsed(url)
    errand = _Errand(method, _headers(headers or {}), allow_private, max_bytes, seconds, network or Network())
    results: queue.SimpleQueue[Answer | BaseException] = queue.SimpleQueue()
    # On a thread of its own, since a name lookup can be neither timed nor broken off: then it is left behind.
    threading.Thread(target=errand.run, args=(first, results), name="fetch", daemon=True).start()
    end = time.monotonic() + seconds
    try:
        while True:
            try:
                result = results.get(timeout=_PATIENCE)
                break
            except queue.Empty:
                if check is not None:
                    check()
                if progress is not None:
                    progress(errand.come, errand.expected)
                if time.monotonic() > end:
                    raise CaptureError(refusals.late(first.host, seconds)) from None
    finally:
        errand.stop()
    if isinstance(result, BaseException):
        raise result
    if progress is not None:
        progress(errand.come, errand.expected)
    return result


def reach(
    url: str,
    *,
    allow_private: bool = False,
    check: Callable[[], None] | None = None,
    seconds: float = SECONDS,
    network: Network | None = None,
) -> Reached:
    """See whether an address still leads somewhere; nothing of the page is kept. Raises only what `check` raises.

    `dead` is said of 404 and 410 alone. A site that refuses programs, or is out of order, is `not reached`: nobody
    should give up a source for that.
    """
    answer = None
    for method in ("HEAD", "GET"):  # some sites answer HEAD wrongly
        try:
            answer = ask(
                url,
                method=method,
                allow_private=allow_private,
                check=check,
                max_bytes=0,
                seconds=seconds,
                network=network,
            )
        except CaptureError as error:
            return Reached("not reached", note=str(error))
        if answer.status < 400:
            break
    assert answer is not None
    if answer.status in (404, 410):
        return Reached("dead", answer.url, f"{_host(answer)} answers that the page is not there ({answer.status}).")
    if answer.status >= 400:
        return Reached("not reached", answer.url, refusals.status_words(_host(answer), answer.status))
    if answer.redirects:
        return Reached("moved", answer.url, f"Leads to {answer.url} now.")
    return Reached("reached", answer.url)


# --- One errand ---------------------------------------------------------------------------------------------


class _StoppedError(Exception):
    """Nobody waits any more."""


class _Errand:
    """One question and its redirects, on a thread that can be left behind: `stop` closes what it waits for."""

    def __init__(
        self, method: str, headers: dict[str, str], allow_private: bool, most: int, seconds: float, network: Network
    ) -> None:
        self.method = method
        self.headers = headers
        self.allow_private = allow_private
        self.most = most
        self.seconds = seconds
        self.network = network
        self.come = 0
        self.expected = 0
        self._socket: socket.socket | None = None
        self._stopped = False
        self._lock = threading.Lock()

    def run(self, first: Address, results: queue.SimpleQueue[Answer | BaseException]) -> None:
        """Put the answer, or what stood in its way, into `results`."""
        here = first
        redirects: list[str] = []
        for_good, moved = True, ""
        try:
            while True:
                try:
                    found = addresses.resolved(here, self.network.resolve, allow_private=self.allow_private)
                except CaptureError as error:
                    if redirects:
                        raise addresses.on_the_way(redirects[-1], error) from error
                    raise
                answer = self._ask(here, found)
                location = answer.headers.get("location", "")
                if answer.status not in _REDIRECTS or not location:
                    break
                if len(redirects) == REDIRECTS:
                    raise CaptureError(f"{first.url} leads on to other addresses more than {REDIRECTS} times.")
                redirects.append(here.url)
                with contextlib.suppress(UnicodeError):  # headers are read as Latin-1, and some are UTF-8
                    location = location.encode("latin-1").decode("utf-8")
                here = addresses.led_to(here, location)
                for_good = for_good and answer.status in _FOR_GOOD
                moved = here.url if for_good else moved
            results.put(
                Answer(answer.status, here.url, answer.headers, answer.data, utc_now(), tuple(redirects), moved)
            )
        except CaptureError as error:
            results.put(error)
        except Exception as error:  # noqa: BLE001 - whatever a server does, who waits is told
            results.put(refusals.failure(here.host, error, self.seconds))

    def stop(self) -> None:
        """End what is under way."""
        with self._lock:
            self._stopped = True
            connection, self._socket = self._socket, None
        if connection is not None:
            # This is what wakes the thread that waits for it, and that thread closes it.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(connection, socket.SHUT_RDWR)

    def _ask(self, address: Address, found: list[str]) -> Answer:
        connection = http.client.HTTPConnection(address.host, address.port)
        connection.sock = self._connected(address, found)
        try:
            connection.putrequest(self.method, address.target, skip_host=True, skip_accept_encoding=True)
            for name, value in {"Host": address.authority, **self.headers}.items():
                connection.putheader(name, value)
            connection.endheaders()
            with connection.getresponse() as response:
                headers = {name.lower(): value for name, value in response.getheaders()}
                data = b""
                if response.status == 200 and self.method == "GET" and self.most:
                    data = self._body(address, response, headers)
                return Answer(response.status, address.url, headers, data)
        finally:
            with self._lock:
                self._socket = None
            connection.close()

    def _connected(self, address: Address, found: list[str]) -> Any:
        """A socket to the first of the host's judged IP addresses that answers, with TLS where the address has it."""
        problem: OSError | None = None
        patience = min(_CONNECT, self.seconds / len(found))
        for ip in found:
            if self._stopped:
                raise _StoppedError
            try:
                plain = self.network.connect(ip, address.port, patience)
                break
            except OSError as error:
                problem = error
        else:
            assert problem is not None
            raise problem
        self._hold(plain)
        plain.settimeout(self.seconds)
        if address.scheme == "http":
            return plain
        try:
            secure = _tls().wrap_socket(plain, server_hostname=address.host)
        except BaseException:
            plain.close()
            raise
        self._hold(secure)
        return secure

    def _hold(self, connection: socket.socket) -> None:
        """Remember what `stop` has to close."""
        with self._lock:
            self._socket = connection
            stopped = self._stopped
        if stopped:
            connection.close()
            raise _StoppedError

    def _body(self, address: Address, response: http.client.HTTPResponse, headers: dict[str, str]) -> bytes:
        self.come, self.expected = 0, response.length or 0
        if self.expected > self.most:
            raise CaptureError(refusals.large(address.host, self.most))
        unpack = unpacker(address.host, headers.get("content-encoding", ""))
        whole = bytearray()
        while piece := response.read1(_PIECE):
            self.come += len(piece)
            if self.come > self.most:
                raise CaptureError(refusals.large(address.host, self.most))
            for part in unpack.feed(piece):
                whole += part
                if len(whole) > self.most:
                    raise CaptureError(refusals.large(address.host, self.most))
            if self._stopped:
                raise _StoppedError
        # `read1` takes an early end of the stream for the end of what was said.
        if not unpack.is_whole() or (self.expected and self.come < self.expected):
            raise CaptureError(f"What came from {address.host} was cut short. Try again.")
        return bytes(whole)


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """Trusts what the system trusts, and what Mozilla does, for systems that keep their certificates elsewhere."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _headers(given: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name.title(): value
        for name, value in given.items()
        if name.lower() in _SENT and value.isascii() and value.isprintable() and len(value) < 4_000
    }
    standing = {"User-Agent": _AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate", "Connection": "close"}
    return standing | kept


def _content_type(headers: Mapping[str, str]) -> Message:
    """The Content-Type header, taken apart by the standard library."""
    message = Message()
    message["Content-Type"] = headers.get("content-type", "application/octet-stream")[:1000]
    return message


def _host(answer: Answer) -> str:
    return addresses.parsed(answer.url).host
