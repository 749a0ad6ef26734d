"""No address leads inside: not by its form, its name, where it redirects, or by a name that changes its mind."""

from __future__ import annotations

import pytest

from tests.capture.a_site import OUTSIDE, Site
from tracker.capture import addresses
from tracker.capture.fetch import fetch, reach
from tracker.errors import CaptureError

# Addresses that are refused as they stand, and a part of what people are told.
FORMS = {
    # loopback, private, link-local, provider, reserved: the usual form
    "http://127.0.0.1/": "this computer itself",
    "http://127.8.9.10/": "this computer itself",
    "http://0.0.0.0/": "means this computer",
    "http://0.1.2.3/": "means this computer",
    "http://10.0.0.1/": "private network",
    "http://172.16.0.1/": "private network",
    "http://172.31.255.254/": "private network",
    "http://192.168.1.1/admin": "private network",
    "http://169.254.169.254/latest/meta-data/": "local network",
    "http://100.64.0.1/": "provider's network",
    "http://100.100.100.200/": "provider's network",
    "http://168.63.129.16/": "provider's network",
    "http://192.0.0.192/": "provider's network",
    "http://198.18.0.1/": "test network",
    "http://203.0.113.5/": "examples only",
    "http://224.0.0.1/": "many receivers",
    "http://255.255.255.255/": "reserved",
    "http://240.0.0.1/": "reserved",
    # the same in other forms
    "http://0/": "unusual way",
    "http://127.1/": "unusual way",
    "http://2130706433/": "unusual way",
    "http://0x7f000001/": "unusual way",
    "http://0x7f.1/": "unusual way",
    "http://0177.0.0.1/": "unusual way",
    "http://0300.0250.0.1/": "unusual way",
    "http://127.0.0.01/": "unusual way",
    "http://127.0.0.1./": "this computer itself",
    "http://１２７.0.0.1/": "this computer itself",
    "http://127。0。0。1/": "this computer itself",
    "http://①②⑦.⓪.⓪.①/": "this computer itself",
    "http://127․0․0․1/": "this computer itself",
    "http://127.0.0.1%2f@example.org/": "user name",
    "http://%31%32%37.0.0.1/": "% signs",
    "http://127.0.0.1%00.example.org/": "% signs",
    # IPv6
    "http://[::1]/": "this computer itself",
    "http://[0:0:0:0:0:0:0:1]/": "this computer itself",
    "http://[::]/": "means this computer",
    "http://[::ffff:127.0.0.1]/": "this computer itself",
    "http://[::ffff:7f00:1]/": "this computer itself",
    "http://[0:0:0:0:0:ffff:c0a8:0101]/": "private network",
    "http://[::127.0.0.1]/": "not an address of the open internet",
    "http://[::ffff:0:127.0.0.1]/": "not an address of the open internet",
    "http://[fe80::1]/": "local network",
    "http://[fe80::1%25eth0]/": "network card",
    "http://[fc00::1]/": "private network",
    "http://[fd00:ec2::254]/": "private network",
    "http://[fec0::1]/": "private network",
    "http://[ff02::1]/": "many receivers",
    "http://[64:ff9b::7f00:1]/": "this computer itself",
    "http://[64:ff9b::10.0.0.1]/": "private network",
    "http://[64:ff9b:1::1]/": "provider's network",
    "http://[2002:7f00:1::]/": "stands for another address",
    "http://[2001:0:7f00:1::1]/": "protocols",
    "http://[2001:db8::1]/": "examples only",
    "http://[v1.127]/": "cannot be read|unusual way",
    # names of one's own
    "http://localhost/": "inside your own network",
    "http://LOCALHOST:8080/": "inside your own network",
    "http://localhost./": "inside your own network",
    "http://ｌocalhost/": "inside your own network",
    "http://app.localhost/": "inside your own network",
    "http://printer.local/": "inside your own network",
    "http://metadata.google.internal/computeMetadata/v1/": "inside your own network",
    "http://router/": "inside your own network",
    "http://nas.home.arpa/": "inside your own network",
    # who one seems to go to
    "http://example.org@127.0.0.1/": "user name",
    "http://example.org:80@127.0.0.1/": "user name",
    "http://@127.0.0.1/": "user name",
    "http://example.org%40127.0.0.1/": "% signs",
    "http://example.org\\@127.0.0.1/": "backslash",
    "http:\\\\127.0.0.1\\": "backslash",
    "http://127.0.0.1\t.example.org/": "control character",
    "http://127.0.0.1\r\nHost: example.org/": "control character",
    "http://127.0.0.1 .example.org/": "a space",
    "http://example.org#@127.0.0.1\\": "backslash",
    # other schemes, and none
    "file:///etc/passwd": "http:// or https://",
    "ftp://example.org/": "http:// or https://",
    "gopher://127.0.0.1:6379/_INFO": "http:// or https://",
    "javascript:alert(1)": "http:// or https://",
    "data:text/html,hello": "http:// or https://",
    "jar:http://example.org!/": "http:// or https://",
    "view-source:http://127.0.0.1/": "http:// or https://",
    "//127.0.0.1/": "http:// or https://",
    "127.0.0.1": "http:// or https://",
    "": "http:// or https://",
    "http://": "no host",
    "http:127.0.0.1": "no host",
    "http:///127.0.0.1/": "no host",
    "https://:443/": "no host",
    # ports where something else than the web listens
    "http://example.org:22/": "port 22",
    "http://example.org:25/": "port 25",
    "http://example.org:0/": "port 0",
    "http://example.org:6379/": "port 6379",
    "http://example.org:99999/": "cannot be read",
    # what is no name
    "http://exa mple.org/": "a space",
    "http://-example.org/": "not the name",
    "http://exa$mple.org/": "not the name",
    "http://example..org/": "not the name",
    "http://" + "a" * 64 + ".org/": "not the name",
    "http://example.org/" + "a" * 9000: "characters",
}

# IP addresses that names are made to lead to.
INSIDE = (
    "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.20.0.1", "169.254.169.254", "100.64.1.1", "0.0.0.0", "224.0.0.251",
    "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fd12:3456::1", "::ffff:10.0.0.1", "64:ff9b::c0a8:1",
    "2002:c0a8:1::", "2001::1", "ff05::1", "not an address",
)  # fmt: skip


@pytest.mark.parametrize(("url", "reason"), FORMS.items())
def test_an_address_that_leads_inside_is_refused_and_nothing_is_connected_to(site: Site, url: str, reason: str) -> None:
    with pytest.raises(CaptureError, match=reason):
        fetch(url, network=site.network())
    assert site.connections == []


@pytest.mark.parametrize("ip", INSIDE)
def test_a_name_that_leads_inside_is_refused_and_nothing_is_connected_to(site: Site, ip: str) -> None:
    site.names["news.example.org"] = [ip]
    with pytest.raises(CaptureError, match=r"news\.example\.org"):
        fetch("https://news.example.org/", network=site.network())
    assert site.connections == []


@pytest.mark.parametrize("found", [[OUTSIDE, "10.0.0.1"], ["2606:4700::1111", "::1"]])
def test_a_name_of_which_one_address_leads_inside_is_refused(site: Site, found: list[str]) -> None:
    site.names["news.example.org"] = found
    with pytest.raises(CaptureError, match="was not opened"):
        fetch("http://news.example.org/", network=site.network())
    assert site.connections == []


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:8080/x",
        "//127.0.0.1/",
        "http://[::1]/",
        "http://2130706433/",
        "http://localhost/",
        "http://inside.example.org/",
        "http://user@news.example.org/",
        "http://127.0.0.1\\@news.example.org/",
        "file:///etc/passwd",
        "ftp://news.example.org/",
        "gopher://127.0.0.1/",
        "data:text/html,hello",
        "javascript:alert(1)",
        "http://news.example.org:22/",
        "http://[::1",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
@pytest.mark.parametrize("status", ["301 Moved Permanently", "307 Temporary Redirect"])
def test_a_redirect_that_leads_inside_is_refused(site: Site, location: str, status: str) -> None:
    site.names["inside.example.org"] = ["192.168.0.7"]
    site.page("/", status=status, location=location)
    with pytest.raises(CaptureError):
        fetch("http://news.example.org/", network=site.network())
    assert site.connections == [(OUTSIDE, 80)]


def test_a_redirect_inside_is_found_after_others_too(site: Site) -> None:
    site.page("/", status="302 Found", location="/two")
    site.page("/two", status="302 Found", location="http://other.example.org/three")
    site.page("/three", status="302 Found", location="http://10.0.0.1/")
    with pytest.raises(CaptureError, match=r"other\.example\.org redirects to another address"):
        fetch("http://news.example.org/", network=site.network())
    assert site.connections == [(OUTSIDE, 80)] * 3


def test_a_name_is_asked_for_once_and_the_address_that_was_judged_is_the_one_gone_to(site: Site) -> None:
    # DNS rebinding: the second answer leads inside.
    network = site.network()
    answers = [[OUTSIDE], ["127.0.0.1"]]
    changing = type(network)(lambda host, port: answers.pop(0), network.connect)
    site.page("/", b"<p>hello</p>", content_type="text/html")
    fetch("http://news.example.org/", network=changing)
    assert site.connections == [(OUTSIDE, 80)]
    assert answers == [["127.0.0.1"]]


def test_a_redirect_is_looked_up_anew(site: Site) -> None:
    network = site.network()
    answers = [[OUTSIDE], ["127.0.0.1"]]
    changing = type(network)(lambda host, port: answers.pop(0), network.connect)
    site.page("/", status="302 Found", location="/again")
    with pytest.raises(CaptureError, match="this computer itself"):
        fetch("http://news.example.org/", network=changing)
    assert site.connections == [(OUTSIDE, 80)]


def test_a_redirect_from_a_protected_address_to_an_unprotected_one_is_refused() -> None:
    here = addresses.parsed("https://news.example.org/")
    with pytest.raises(CaptureError, match="insecure"):
        addresses.led_to(here, "http://news.example.org/page")
    assert addresses.led_to(addresses.parsed("http://a.example.org/"), "https://b.example.org/").scheme == "https"


def test_a_link_check_goes_inside_as_little_as_a_capture(site: Site) -> None:
    found = reach("http://192.168.0.1/", network=site.network())
    assert found.state == "not reached"
    assert "private network" in found.note
    assert site.connections == []


def test_private_addresses_are_opened_where_they_are_allowed(site: Site) -> None:
    site.page("/", b"<p>hello</p>", content_type="text/html")
    assert fetch(f"http://127.0.0.1:{site.port}/", allow_private=True).data == b"<p>hello</p>"
    assert fetch(f"http://localhost:{site.port}/", allow_private=True, network=site.network()).data


@pytest.mark.parametrize("url", ["http://224.0.0.1/", "http://[ff02::1]/", "http://0.0.0.0/", "http://2130706433/"])
def test_what_no_host_can_have_is_refused_even_then(site: Site, url: str) -> None:
    with pytest.raises(CaptureError, match="was not opened"):
        fetch(url, allow_private=True, network=site.network())
    assert site.connections == []


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("https://Example.ORG", "https://example.org/"),
        ("https://example.org.:443/a?b=c#d", "https://example.org/a?b=c"),
        ("http://example.org:8080/a b".replace(" ", "%20"), "http://example.org:8080/a%20b"),
        ("https://bücher.example/straße?q=ä", "https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A4"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
        ("https://[2606:4700::1111]:8443/", "https://[2606:4700::1111]:8443/"),
        ("  https://example.org/page\n", "https://example.org/page"),
    ],
)
def test_an_address_of_the_open_internet_is_taken_as_it_is_meant(url: str, whole: str) -> None:
    assert addresses.parsed(url).url == whole
    assert addresses.resolved(addresses.parsed(url), lambda host, port: [OUTSIDE])


@pytest.mark.parametrize(
    "ip", ["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_an_ip_address_of_the_open_internet_is_not_refused(ip: str) -> None:
    assert addresses.inside(ip) == ""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("https://example.org/", True),
        (" HTTP:example.org", True),
        ("gopher://example.org/", True),
        ("view-source:http://127.0.0.1/", True),
        ("C:\\page.html", False),
        ("c://page.html", False),
        ("saved: page.html", False),
        ("//server/page.html", False),
        ("page.html", False),
    ],
)
def test_an_address_of_any_scheme_is_told_from_a_file(text: str, meant: bool) -> None:
    assert addresses.is_meant(text) is meant
