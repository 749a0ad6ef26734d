"""Where the program keeps things, and where it finds what it ships."""

from __future__ import annotations

import os
from pathlib import Path

APP = "policy-tracker"
SUFFIX = ".tracker"


def data_folder() -> Path:
    """The platform's data folder for this user; `POLICY_TRACKER_DATA` overrides it. Not created here."""
    override = os.environ.get("POLICY_TRACKER_DATA")
    if override:
        return Path(override)
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


def config_folder() -> Path:
    """The platform's settings folder for this user; `POLICY_TRACKER_DATA` overrides it. Not created here."""
    override = os.environ.get("POLICY_TRACKER_DATA")
    if override:
        return Path(override)
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False)


def default_tracker() -> Path:
    """The tracker that is meant when none is named."""
    return data_folder() / f"default{SUFFIX}"


def demo_tracker() -> Path:
    """The user's own copy of the example case."""
    return data_folder() / f"example-case{SUFFIX}"


def backups_folder(tracker: Path) -> Path:
    """Where the verified copies of `tracker` are kept: a folder beside it."""
    return tracker.with_name(tracker.name + ".backups")


def in_words(text: str) -> str:
    """`text` with a file's name in it, as it can be kept: what in the name is no character is spelt out (`\\udcff`)."""
    return text.encode("utf-8", "backslashreplace").decode()


def resource(*parts: str) -> Path:
    """A file shipped with the program: beside the package in a checkout, inside it when installed."""
    here = Path(__file__).resolve().parent
    inside = here / "resources"
    return (inside if inside.is_dir() else here.parent / "resources").joinpath(*parts)
