"""Files that people saved: pages, PDFs, texts, into snapshots."""

from __future__ import annotations

from pathlib import Path

from tracker.capture import sniffing
from tracker.capture.article import Snapshot
from tracker.dates import utc_now
from tracker.errors import CaptureError, FileError

MOST = 50 * 1024 * 1024
"""Bytes that are read of a file, or from an address, at most."""

SUFFIXES = {
    ".html": sniffing.HTML,
    ".htm": sniffing.HTML,
    ".xhtml": sniffing.HTML,
    ".mhtml": sniffing.MHTML,
    ".mht": sniffing.MHTML,
    ".pdf": sniffing.PDF,
    ".txt": sniffing.TEXT,
    ".text": sniffing.TEXT,
    ".md": sniffing.MARKDOWN,
    ".markdown": sniffing.MARKDOWN,
}


def snapshot_of(path: Path, *, max_bytes: int = MOST) -> Snapshot:
    """What is in a file, for `parsing.read`. FileError if it cannot be read, CaptureError if it is too large."""
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except IsADirectoryError as error:
        raise FileError(f"{path} is a folder. Choose the file of the saved page itself.") from error
    except OSError as error:
        raise FileError(f"{path} could not be read: {error.strerror}.") from error
    if len(data) > max_bytes:
        raise CaptureError(f"{path.name} has more than {max_bytes >> 20} MB, which is more than a source can keep.")
    if not data:
        raise CaptureError(f"{path.name} is empty.")
    return Snapshot(data, sniffing.media_type(data, SUFFIXES.get(path.suffix.lower(), "")), at=utc_now())
