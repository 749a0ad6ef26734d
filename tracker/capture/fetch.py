"""Fetching from the web: one way for the window and the command line, and only when somebody asked for it.

Plain Python off the GUI thread, not QtNetwork: that one looks the host's name up by itself, at a moment of its own, so
that an address judged to be outside could lead inside when it connects (DNS rebinding). Here a connection goes to the
very IP address that was judged, while TLS is verified against the host's name.

What holds: http and https only; every redirect (ten at most) is judged like the first address, and none leads from
https to http; no proxy, cookie, referrer or stored password; one deadline for everything, name lookup included; a cap
on the bytes that come, and on what they unpack to. What is cut short is refused, never kept as if it were whole.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message

from tracker.capture import addresses, refusals, sniffing
from tracker.capture.article import Snapshot
from tracker.capture.errand import Answer, Errand, Network
from tracker.capture.saved import MOST
from tracker.errors import CaptureError

SECONDS = 30.0
_PATIENCE = 0.05


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
        raise CaptureError(f"{answer.url} answered with an empty page.")
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
    errand = Errand(method, headers or {}, allow_private, max_bytes, seconds, network or Network())
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


def _content_type(headers: Mapping[str, str]) -> Message:
    """The Content-Type header, taken apart by the standard library."""
    message = Message()
    message["Content-Type"] = headers.get("content-type", "application/octet-stream")[:1000]
    return message


def _host(answer: Answer) -> str:
    return addresses.parsed(answer.url).host
