"""What stands in the way of fetching, in words: what happened, where, and what to do."""

from __future__ import annotations

import http.client
import ssl

from tracker.errors import CaptureError


def late(host: str, seconds: float) -> str:
    """That the time is up."""
    return f"{host} did not answer in full within {seconds:g} s. Try again later, or save the page and capture it."


def large(host: str, most: int) -> str:
    """That the cap is reached; `most` in bytes."""
    return f"What {host} sends is larger than {_size(most)}, the most that is fetched, so it was stopped."


def _size(count: int) -> str:
    return f"{count >> 20} MB" if count >= 1 << 20 else f"{count >> 10} kB"


def status_words(host: str, status: int) -> str:
    """What a status other than 200 means for who wants the page."""
    if status in (404, 410):
        return f"{host} answers that the page is not there ({status}). Check the address, or look for an archived copy."
    if status in (401, 402, 403, 407, 429, 451):
        return f"{host} does not give the page to programs ({status}). Save it from your browser and capture the file."
    if status >= 500:
        return f"{host} is out of order at the moment ({status}). Try again later."
    return f"{host} answered with status {status} and no page."


def failure(host: str, error: Exception, seconds: float) -> CaptureError:
    """What stood in the way, in words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        why = error.verify_message or "the certificate is not valid"
        return CaptureError(f"{host} could not prove that it is {host} ({why}), so nothing was fetched.")
    if isinstance(error, ssl.SSLError):
        return CaptureError(f"A secure connection to {host} could not be made ({error.reason or 'TLS error'}).")
    if isinstance(error, TimeoutError):
        return CaptureError(late(host, seconds))
    if isinstance(error, http.client.IncompleteRead | http.client.RemoteDisconnected | ConnectionError):
        return CaptureError(f"The connection to {host} broke off before everything had arrived. Try again.")
    if isinstance(error, http.client.HTTPException | ValueError):
        return CaptureError(f"{host} answered with something that is not the web's protocol.")
    if isinstance(error, OSError):
        return CaptureError(f"{host} could not be reached ({error.strerror or error}).")
    return CaptureError(f"{host} could not be read ({type(error).__name__}).")
