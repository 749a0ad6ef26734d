"""Addresses that a person may be led to: those of the web, and no others, each once its host has been shown."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def host_of(url: str) -> str:
    """The host of an address that may be opened (http, https); '' for any other."""
    parsed = QUrl(url, QUrl.ParsingMode.StrictMode)
    return parsed.host() if parsed.isValid() and parsed.scheme() in ("http", "https") else ""


def open_link(url: str) -> None:
    """Open an address in the browser, if it is one of the web."""
    if host_of(url):
        QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.StrictMode))
