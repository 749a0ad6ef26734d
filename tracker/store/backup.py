"""Verified copies of a tracker, and which of them to keep."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tracker.errors import FileError
from tracker.paths import SUFFIX, backups_folder

_FORMAT = "%Y%m%dT%H%M%S%fZ"
_ALWAYS = 3
# (seconds in a bucket, buckets kept): a copy an hour for a day, a day for a week, a week for a month, then monthly.
_THINNING = ((3600, 24), (86_400, 7), (7 * 86_400, 5), (30 * 86_400, 120))


def make(connection: sqlite3.Connection, tracker: Path, now: datetime | None = None) -> Path:
    """Copy the tracker into its backups folder and prove the copy sound before it gets its name. Returns its path."""
    folder = backups_folder(tracker)
    moment = (now or datetime.now(UTC)).strftime(_FORMAT)
    target = folder / f"{tracker.stem}-{moment}{SUFFIX}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        copy_to(connection, target)
    except OSError as error:
        raise FileError(f"A backup could not be written to {folder} ({error.strerror}).") from error
    thin(folder, tracker.stem)
    return target


def copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """Write a sound, compact copy of the tracker to `target`, which then appears whole or not at all."""
    temporary = target.with_name(target.name + ".part")
    temporary.unlink(missing_ok=True)
    try:
        connection.execute("VACUUM INTO ?", (str(temporary),))
        verify(temporary)
        # The copy is ours alone until it is renamed, so opening it here drops nobody's locks.
        with temporary.open("rb+") as handle:
            os.fsync(handle.fileno())
        temporary.replace(target)
        _sync_folder(target.parent)
    except sqlite3.Error as error:
        raise FileError(f"A copy could not be made at {target} ({error}).") from error
    finally:
        temporary.unlink(missing_ok=True)


def verify(path: Path) -> None:
    """FileError unless SQLite finds the file whole and every reference in it leads somewhere."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        result = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if result != "ok":
            raise FileError(f"The copy {path} is not sound ({result}) and was not kept.")
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise FileError(f"The copy {path} has references that lead nowhere and was not kept.")
    finally:
        connection.close()


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def listed(tracker: Path) -> list[tuple[datetime, Path]]:
    """The backups of a tracker, newest first, each with when it was made."""
    return _listed(backups_folder(tracker), tracker.stem)


def _listed(folder: Path, stem: str) -> list[tuple[datetime, Path]]:
    out = []
    for path in folder.glob(f"*{SUFFIX}"):
        name, _, moment = path.stem.rpartition("-")
        if name != stem:
            continue
        try:
            out.append((datetime.strptime(moment, _FORMAT).replace(tzinfo=UTC), path))
        except ValueError:
            continue  # somebody else's file: leave it alone
    return sorted(out, reverse=True)


def to_keep(moments: Sequence[datetime], now: datetime) -> set[datetime]:
    """Which of the backups made at `moments` to keep: the last 3, then thinned hourly, daily, weekly, monthly."""
    newest_first = sorted(moments, reverse=True)
    keep = set(newest_first[:_ALWAYS])
    for seconds, count in _THINNING:
        buckets: dict[int, datetime] = {}
        for moment in newest_first:
            # The oldest of a bucket stays, so that what is kept does not move on each time a copy is made.
            buckets[int(moment.timestamp()) // seconds] = moment
        this = int(now.timestamp()) // seconds
        keep |= {moment for bucket, moment in buckets.items() if this - bucket < count}
    return keep


def thin(folder: Path, stem: str, now: datetime | None = None) -> None:
    """Remove the backups that are no longer to be kept."""
    found = _listed(folder, stem)
    keep = to_keep([moment for moment, _ in found], now or datetime.now(UTC))
    for moment, path in found:
        if moment not in keep:
            path.unlink(missing_ok=True)


def is_due(tracker: Path, now: datetime | None = None, every_seconds: int = 3600) -> bool:
    """Whether the newest backup is older than `every_seconds`, or there is none."""
    found = listed(tracker)
    return not found or ((now or datetime.now(UTC)) - found[0][0]).total_seconds() >= every_seconds
