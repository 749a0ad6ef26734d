"""Which addresses a person may be led to."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QDesktopServices

from tracker.ui.web_links import host_of, open_link


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.example.org/a?b#c", "www.example.org"),
        ("http://example.org", "example.org"),
        ("HTTPS://EXAMPLE.ORG/", "example.org"),
        ("https://user:secret@example.org/", "example.org"),
        ("", ""),
        ("example.org", ""),
        ("file:///etc/hosts", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,hello", ""),
        ("https://", ""),
        ("https:///nowhere", ""),
        ("not a link", ""),
        ("https://exa mple.org/", ""),
        ("ftp://example.org/", ""),
    ],
)
def test_only_addresses_of_the_web_have_a_host(url, host):
    assert host_of(url) == host


@pytest.mark.parametrize(("url", "opened"), [("https://example.org/a?b=1#c", 1), ("javascript:alert(1)", 0), ("", 0)])
def test_only_addresses_of_the_web_are_opened(monkeypatch, url, opened):
    asked = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda to: asked.append(to.toString()))
    open_link(url)
    assert asked == [url] * opened
