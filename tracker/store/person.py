"""Who works on this computer: a local name for the journal. It never leaves the tracker, and nobody checks it."""

from __future__ import annotations

from tracker.errors import FileError
from tracker.paths import config_folder

_FILE = "my-name.txt"
_LONGEST = 80


def local_name() -> str:
    """The name a person gave themselves here, or else the one they are logged in under; '' if there is neither."""
    try:
        chosen = (config_folder() / _FILE).read_text("utf-8").strip()
    except (OSError, ValueError):
        chosen = ""
    if chosen:
        return chosen[:_LONGEST]
    try:
        import getpass

        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def keep_local_name(name: str) -> str:
    """Take another name from now on, '' for the login's; returns the one that now holds. FileError if not kept."""
    path = config_folder() / _FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(" ".join(name.split())[:_LONGEST], "utf-8")
    except (OSError, ValueError) as error:
        raise FileError(f"Your name could not be kept in {path} ({error}). It is as it was.") from error
    return local_name()
