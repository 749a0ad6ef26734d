"""Fetching: what comes, what is told on the way, what is not kept, and that it always ends."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import zlib
from pathlib import Path

import pytest

from tests.capture.a_site import OUTSIDE, Site
from tracker.capture import sniffing
from tracker.capture.errand import REDIRECTS, Network
from tracker.capture.fetch import ask, fetch, reach
from tracker.errors import CancelledError, CaptureError

PEM = Path(__file__).with_name("a_site.pem")
HERE = "http://news.example.org"
PAGE = "<!doctype html><title>Räume</title><p>words</p>".encode()


def test_a_page_comes_with_where_when_and_what(site: Site) -> None:
    site.page("/a", PAGE, content_type="Text/HTML; Charset=UTF-8")
    snapshot = fetch(f"{HERE}/a#part", network=site.network())
    assert snapshot.data == PAGE
    assert (snapshot.media_type, snapshot.charset, snapshot.url) == (sniffing.HTML, "UTF-8", f"{HERE}/a")
    assert snapshot.at.endswith("Z")


def test_a_request_says_who_asks_and_nothing_of_who_uses_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.setenv("NETRC", "/nowhere")
    site.page("/", PAGE, status="302 Found", location="/b", set_cookie="id=5")
    site.page("/b", PAGE, content_type="text/html")
    fetch(HERE, network=site.network())
    for request in site.requests:
        lines = request.decode("ascii").split("\r\n")[1:]
        names = [line.split(":")[0] for line in lines if line]
        assert names == ["Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"]
        assert any(line.startswith("User-Agent: PolicyTracker/") for line in lines)


def test_what_it_is_is_told_by_the_bytes_not_by_the_server_alone(site: Site) -> None:
    site.page("/a", b"%PDF-1.7\n...", content_type="text/html")
    assert fetch(f"{HERE}/a", network=site.network()).media_type == sniffing.PDF


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "bare deflate", "identity", "two members"])
def test_what_is_packed_for_the_way_is_unpacked(site: Site, coding: str) -> None:
    body = PAGE * 10_000
    packed = {
        "gzip": gzip.compress(body),
        "x-gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "bare deflate": zlib.compress(body, wbits=-15),
        "identity": body,
        "two members": gzip.compress(body[:999]) + gzip.compress(body[999:]),
    }[coding]
    name = {"bare deflate": "deflate", "two members": "gzip"}.get(coding, coding)
    site.page("/a", packed, content_encoding=name)
    assert fetch(f"{HERE}/a", network=site.network()).data == body


def test_redirects_are_followed_and_remembered(site: Site) -> None:
    site.page("/a", status="301 Moved", location="/b?x=1")
    site.page("/b?x=1", status="302 Found", location="https://other.example.org/c".replace("https", "http"))
    site.page("/c", PAGE)
    answer = ask(f"{HERE}/a", network=site.network())
    assert answer.url == "http://other.example.org/c"
    assert answer.redirects == (f"{HERE}/a", f"{HERE}/b?x=1")
    assert site.asked == ["news.example.org", "news.example.org", "other.example.org"]


@pytest.mark.parametrize(
    ("first", "second", "moved"),
    [
        ("301 Moved", "308 Moved", "/c"),
        ("301 Moved", "302 Found", "/b"),
        ("307 Elsewhere", "301 Moved", ""),
        ("200 OK", "200 OK", ""),
    ],
)
def test_only_what_every_address_on_the_way_says_is_for_good(site: Site, first: str, second: str, moved: str) -> None:
    site.page("/a", PAGE, status=first, location="/b")
    site.page("/b", PAGE, status=second, location="/c")
    site.page("/c", PAGE)
    assert ask(f"{HERE}/a", network=site.network()).moved == (moved and f"{HERE}{moved}")


def test_a_redirect_written_in_utf8_is_followed(site: Site) -> None:
    site.page("/a", status="302 Found", location="/ä")
    site.page("/%C3%A4", PAGE)
    assert fetch(f"{HERE}/a", network=site.network()).data == PAGE


def test_redirects_without_end_are_not_followed(site: Site) -> None:
    site.page("/", status="302 Found", location="/")
    with pytest.raises(CaptureError, match=f"more than {REDIRECTS} times"):
        fetch(HERE, network=site.network())
    assert len(site.connections) == REDIRECTS + 1


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("404 Not Found", "the page is not there"),
        ("410 Gone", "the page is not there"),
        ("403 Forbidden", "Save it from your browser"),
        ("429 Too Many Requests", "Save it from your browser"),
        ("500 Oh no", "out of order"),
        ("206 Partial Content", "status 206"),
        ("304 Not Modified", "status 304"),
        ("302 Found", "status 302"),
    ],
)
def test_what_is_no_page_is_told_in_words(site: Site, status: str, words: str) -> None:
    site.page("/", PAGE, status=status)
    with pytest.raises(CaptureError, match=words):
        fetch(HERE, network=site.network())


def test_an_empty_answer_is_refused(site: Site) -> None:
    site.page("/")
    with pytest.raises(CaptureError, match="empty page"):
        fetch(HERE, network=site.network())


def test_a_name_that_nobody_has_is_told(site: Site) -> None:
    site.names["news.example.org"] = []
    with pytest.raises(CaptureError, match=r"news\.example\.org was not found"):
        fetch(HERE, network=site.network())


def test_the_next_address_of_a_host_is_tried_where_one_does_not_answer(site: Site) -> None:
    site.names["news.example.org"] = ["2606:4700::1111", OUTSIDE]
    site.page("/", PAGE)
    network = site.network()

    def connect(ip: str, port: int, seconds: float) -> socket.socket:
        if ":" in ip:
            raise ConnectionRefusedError
        return network.connect(ip, port, seconds)

    assert fetch(HERE, network=Network(network.resolve, connect)).data == PAGE


def test_a_host_that_cannot_be_reached_is_told() -> None:
    def connect(ip: str, port: int, seconds: float) -> socket.socket:
        raise OSError(113, "No route to host")

    with pytest.raises(CaptureError, match="could not be reached"):
        fetch(HERE, network=Network(lambda host, port: [OUTSIDE], connect))


@pytest.fixture
def protected(site: Site) -> Site:
    """The site with a certificate for news.example.org, signed by itself."""
    site.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    site.tls.load_cert_chain(PEM)
    return site


def test_a_protected_site_proves_its_name_though_its_ip_address_is_gone_to(
    protected: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.capture.errand._tls", lambda: ssl.create_default_context(cafile=PEM))
    protected.page("/", PAGE)
    assert fetch("https://news.example.org/", network=protected.network()).data == PAGE
    assert protected.connections == [(OUTSIDE, 443)]
    with pytest.raises(CaptureError, match=r"could not prove that it is other\.example\.org"):
        fetch("https://other.example.org/", network=protected.network())


def test_a_site_whose_certificate_nobody_trusts_is_refused(protected: Site) -> None:
    with pytest.raises(CaptureError, match="could not prove that it is news"):
        fetch("https://news.example.org/", network=protected.network())
    assert protected.requests == []


# --- An end, whatever comes ---------------------------------------------------------------------------------


def test_a_fetch_can_be_cancelled_while_nothing_comes(site: Site) -> None:
    site.pages["/"] = lambda connection, request: (site.ended.wait(60), None)[1]
    looks = []

    def check() -> None:
        looks.append(1)
        if site.requests:
            raise CancelledError("no more")

    with pytest.raises(CancelledError):
        fetch(HERE, network=site.network(), check=check)
    assert looks


def test_a_fetch_can_be_cancelled_while_a_name_is_looked_up() -> None:
    asked, release = threading.Event(), threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        asked.set()
        release.wait(60)
        return [OUTSIDE]

    def check() -> None:
        if asked.is_set():
            raise CancelledError("no more")

    with pytest.raises(CancelledError):
        fetch(HERE, network=Network(resolve), check=check)
    release.set()


def test_a_name_lookup_without_end_is_given_up() -> None:
    release = threading.Event()
    with pytest.raises(CaptureError, match=r"within 0\.2 s"):
        fetch(HERE, network=Network(lambda host, port: [OUTSIDE] * release.wait(60)), seconds=0.2)
    release.set()


def test_progress_is_told(site: Site) -> None:
    site.page("/", PAGE)
    told: list[tuple[int, int]] = []
    fetch(HERE, network=site.network(), progress=lambda come, of: told.append((come, of)))
    assert told[-1] == (len(PAGE), len(PAGE))


# --- Asking again, and link checks --------------------------------------------------------------------------


def test_what_has_not_changed_is_not_fetched_again(site: Site) -> None:
    site.page("/feed", status="304 Not Modified", etag='"b"')
    answer = ask(
        f"{HERE}/feed",
        headers={"If-None-Match": '"a"', "If-Modified-Since": "Mon, 07 Apr 2025 08:00:00 GMT", "Cookie": "no"},
        network=site.network(),
    )
    assert (answer.status, answer.headers["etag"], answer.data) == (304, '"b"', b"")
    assert b'\r\nIf-None-Match: "a"\r\n' in site.requests[0]
    assert b"\r\nIf-Modified-Since: Mon, 07 Apr 2025" in site.requests[0]
    assert b"Cookie" not in site.requests[0]


@pytest.mark.parametrize("value", ["a\r\nX: y", "ä", "a" * 5000])
def test_a_header_that_cannot_be_sent_is_left_out(site: Site, value: str) -> None:
    site.page("/", PAGE)
    ask(HERE, headers={"If-None-Match": value}, network=site.network())
    assert b"If-None-Match" not in site.requests[0]


def test_a_link_that_answers_is_reached_and_nothing_is_fetched(site: Site) -> None:
    site.page("/", b"x" * 100)
    assert reach(HERE, network=site.network()).state == "reached"
    assert [request.split(b" ")[0] for request in site.requests] == [b"HEAD"]


def test_a_link_that_leads_elsewhere_has_moved(site: Site) -> None:
    site.page("/", status="301 Moved", location="/new")
    site.page("/new", PAGE)
    found = reach(HERE, network=site.network())
    assert (found.state, found.url) == ("moved", f"{HERE}/new")


@pytest.mark.parametrize(("status", "state"), [("404 No", "dead"), ("410 Gone", "dead"), ("403 No", "not reached")])
def test_a_link_that_answers_with_an_error_is_asked_twice(site: Site, status: str, state: str) -> None:
    site.page("/", status=status)
    found = reach(HERE, network=site.network())
    assert found.state == state
    assert found.note
    assert [request.split(b" ")[0] for request in site.requests] == [b"HEAD", b"GET"]


def test_a_site_that_answers_head_wrongly_is_reached_all_the_same(site: Site) -> None:
    def answer(connection: socket.socket, request: bytes) -> None:
        connection.sendall(b"HTTP/1.1 405 No\r\n\r\n" if request.startswith(b"HEAD") else b"HTTP/1.1 200 OK\r\n\r\n")

    site.pages["/"] = answer
    assert reach(HERE, network=site.network()).state == "reached"


def test_a_link_without_a_name_server_is_not_called_dead(site: Site) -> None:
    site.names["news.example.org"] = []
    assert reach(HERE, network=site.network()).state == "not reached"
