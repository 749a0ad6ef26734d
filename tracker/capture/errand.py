"""One question to the web and its redirects: looked up, judged, connected, asked and read, on a thread of its own."""

from __future__ import annotations

import contextlib
import http.client
import queue
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from tracker import __version__
from tracker.capture import addresses, refusals
from tracker.capture.addresses import Address
from tracker.capture.unpacking import unpacker
from tracker.dates import utc_now
from tracker.errors import CaptureError

REDIRECTS = 10
_PIECE = 64 * 1024
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


class _StoppedError(Exception):
    """Nobody waits any more."""


class Errand:
    """One question and its redirects, on a thread that can be left behind: `stop` closes what it waits for."""

    def __init__(
        self, method: str, headers: Mapping[str, str], allow_private: bool, most: int, seconds: float, network: Network
    ) -> None:
        self.method = method
        self.headers = _headers(headers)
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
                    raise CaptureError(f"{first.url} redirects more than {REDIRECTS} times.")
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
