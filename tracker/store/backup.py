"""Verified copies of a tracker, and which of them to keep."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tracker.errors import FileError
from tracker.paths import SUFFIX, backups_folder

_FORMAT = "%Y%m%dT%H%M%S%fZ"
_PART = ".part"  # the end of the name of a copy that is not finished
_ALWAYS = 3
_EVERY = timedelta(hours=1)
# (seconds in a bucket, buckets kept): a copy an hour for a day, a day for a week, a week for a month, then monthly.
_THINNING = ((3600, 24), (86_400, 7), (7 * 86_400, 5), (30 * 86_400, 120))


def make(connection: sqlite3.Connection, tracker: Path, now: datetime | None = None) -> Path:
    """Copy the tracker into its backups folder and prove the copy sound before it gets its name. Returns its path.

    Then the backups that are no longer to be kept go. Works through a reading connection too. Raises FileError.
    """
    folder = backups_folder(tracker)
    moment = now or datetime.now(UTC)
    target = folder / f"{tracker.stem}-{moment.strftime(_FORMAT)}{SUFFIX}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise FileError(f"The folder for backups, {folder}, cannot be made ({error.strerror}).") from error
    copy_to(connection, target)
    thin(folder, tracker.stem, moment)
    return target


def copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """Write a sound, compact copy of the tracker to `target`, which then appears whole or not at all.

    A file that is there is replaced. Raises FileError; nothing is left behind then.
    """
    if target.exists() and any(name and target.samefile(name) for _, _, name in _files(connection)):
        raise FileError(f"{target} is the tracker itself. Choose another name for the copy.")
    temporary = target.with_name(target.name + _PART)
    try:
        temporary.unlink(missing_ok=True)
        # It reads this file and writes another, yet SQLite counts it as a write.
        reading = connection.execute("PRAGMA query_only").fetchone()[0]
        connection.execute("PRAGMA query_only=OFF")
        try:
            # As bytes: a name need not be UTF-8.
            connection.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(temporary),))
        finally:
            connection.execute(f"PRAGMA query_only={reading}")
        verify(temporary)
        # The copy is ours alone until it is renamed, so opening it here drops nobody's locks.
        with temporary.open("rb+") as handle:
            os.fsync(handle.fileno())
        temporary.replace(target)
        _sync_folder(target.parent)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT:
            hint = "The tracker itself is damaged: “policy-tracker check” says more."
        else:
            hint = "Check that its disk has room and may be written to."
        raise FileError(f"A copy could not be made at {target} ({error}). {hint}") from error
    except OSError as error:
        raise FileError(f"A copy could not be made at {target} ({error.strerror}).") from error
    finally:
        with suppress(OSError):  # where it cannot be removed, it could not be made
            temporary.unlink(missing_ok=True)


def _files(connection: sqlite3.Connection) -> Iterable[tuple[int, str, str]]:
    return connection.execute("PRAGMA database_list").fetchall()


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
    return _listed(backups_folder(tracker), tracker.stem, SUFFIX)


def _listed(folder: Path, stem: str, suffix: str) -> list[tuple[datetime, Path]]:
    out = []
    try:
        paths = list(folder.iterdir())
    except OSError:
        return []
    for path in paths:
        name, _, moment = path.name.removesuffix(suffix).rpartition("-")
        if name != stem or not path.name.endswith(suffix):
            continue
        try:
            # strptime would bring in modules that a window, which asks for this as it opens, needs for nothing else.
            made = datetime.fromisoformat(f"{moment[:15]}.{moment[15:]}")
        except ValueError:
            continue  # somebody else's file: leave it alone
        if made.strftime(_FORMAT) == moment:
            out.append((made, path))
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


def thin(folder: Path, stem: str, now: datetime) -> None:
    """Remove the backups that are no longer to be kept, and what killed programs left of unfinished ones."""
    found = _listed(folder, stem, SUFFIX)
    keep = to_keep([moment for moment, _ in found], now)
    old = [path for moment, path in found if moment not in keep]
    # Another program may be at work on a younger one.
    unfinished = _listed(folder, stem, SUFFIX + _PART)
    old += [path for moment, path in unfinished if now - moment > timedelta(days=1)]
    for path in old:
        with suppress(OSError):  # the new backup stands all the same, and the next one tries again
            path.unlink()


def is_due(tracker: Path, now: datetime | None = None, changed: str | None = None) -> bool:
    """Whether it is time for a backup of a tracker last changed at `changed` (UTC ISO text, '' never, None not known).

    It is when there is none, or when the newest is an hour old and the tracker has changed since.
    """
    moment = now or datetime.now(UTC)
    # A backup from the future, made while the clock was wrong, proves nothing.
    past = [made for made, _ in listed(tracker) if made <= moment]
    if not past:
        return True
    return moment - past[0] >= _EVERY and (changed is None or changed > past[0].strftime("%Y-%m-%dT%H:%M:%S"))
