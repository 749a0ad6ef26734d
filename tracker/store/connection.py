"""Opening the file: what is checked first, and how SQLite is told to behave.

DELETE journal, not WAL: a killed WAL program leaves acknowledged work in a side file that people do not copy.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.dates import first_known_day
from tracker.errors import CancelledError, FileError, TrackerError
from tracker.paths import SUFFIX
from tracker.query import fold, has_words, is_name
from tracker.store import backup

APPLICATION_ID = 0x504F4C54  # "POLT"
SCHEMA_VERSION = 3

_PRAGMAS: tuple[tuple[str, str, object], ...] = (
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("mmap_size", "0", 0),
    ("busy_timeout", "5000", 5000),
    ("synchronous", "EXTRA", 3),
)


def is_writable(path: Path) -> bool:
    """Whether the file and its folder, where SQLite keeps its journal, may be written.

    By the permission bits too: root is not stopped by them, but is meant to be. False for a file that is not there.
    """
    anyone = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    try:
        real = path.resolve()
        return all(os.access(each, os.W_OK) and each.stat().st_mode & anyone for each in (real, real.parent))
    except (OSError, ValueError):
        return False


def make_file(path: Path) -> None:
    """Make an empty file at `path` for `connect` to fill. FileError if something is there, or it cannot be made."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    except FileExistsError as error:
        raise FileError(f"{path} already exists. Choose another name, or open it.") from error
    except FileNotFoundError as error:
        message = f"The folder {path.parent} does not exist. Make it first, or choose another place."
        raise FileError(message) from error
    except (OSError, ValueError) as error:
        raise FileError(f"{path} cannot be made ({_reason(error)}). Choose another name or place.") from error


def is_tracker(path: Path) -> bool:
    """Whether a tracker is at `path`, also a newer one, or any database that is damaged.

    Asked through SQLite, as closing a file that is open elsewhere in the program would drop its locks.
    """
    try:
        if not path.is_file():
            return False
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            return _value(connection, "application_id") == APPLICATION_ID
        finally:
            connection.close()
    except (OSError, ValueError):
        return False
    except sqlite3.Error as error:
        return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT


def connect(path: Path, *, new: bool = False, write: bool = False) -> sqlite3.Connection:
    """A checked connection to the tracker at `path`, for the calling thread; one that writes may be lent to another.

    `new`: the file is empty and about to be filled. Without `write` nothing can be changed through it, except that
    an interrupted transaction of a killed program is rolled back, for which the file is opened writable where it can
    be. With it, writing waits for `PRAGMA query_only=OFF`, which an edit sets for its time.
    Raises FileError: missing, a folder, not a tracker, made by a newer version, damaged, or not readable.
    """
    try:
        if not path.exists():
            make = f"make one with “policy-tracker new {path}”"
            raise FileError(f"There is no tracker at {path}. Check the name, or {make}.")
        if not path.is_file():
            raise FileError(f"{path} is a folder, not a tracker. Choose a file that ends in {SUFFIX}.")
        mode = "rw" if is_writable(path) else "ro"
        # A large import writes on a thread of its own, with the window's one writer: one thread at a time.
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=not write
        )
    except (OSError, ValueError, sqlite3.Error) as error:
        raise FileError(
            f"{path} cannot be opened ({_reason(error)}). Check the name, and that you may read it and its folder."
        ) from error
    try:
        if not new:
            _check_header(connection, path, write=write)
        _configure(connection, journal=write)
        connection.create_function("first_known_day", 1, first_known_day, deterministic=True)
        connection.create_function("fold", 1, fold, deterministic=True)
        connection.create_function("has_words", 2, has_words, deterministic=True)
        connection.create_function("is_name", 2, is_name, deterministic=True)
        if not new:
            connection.execute("PRAGMA query_only=ON")
    except sqlite3.Error as error:
        connection.close()
        raise explained(path, error) or error from error
    except FileError:
        connection.close()
        raise
    return connection


def explained(path: Path, error: sqlite3.Error) -> TrackerError | None:
    """What has happened to the file, and what a person can do about it; None if it is a fault of this program."""
    code = getattr(error, "sqlite_errorcode", 0)
    if code & 0xFF == sqlite3.SQLITE_NOTADB:
        return FileError(f"{path} is not a Policy Tracker file. To bring in a CSV file, use “policy-tracker import”.")
    # Text that is not UTF-8 is found by Python, which has no code for it.
    if code & 0xFF == sqlite3.SQLITE_CORRUPT or (not code and "decode to UTF-8" in str(error)):
        return damaged(path, str(error))
    if code == sqlite3.SQLITE_READONLY_ROLLBACK:
        return FileError(
            f"A program was stopped while it changed {path}, and what it left half done cannot be taken back because "
            f"the file or its folder is read-only. Copy it, together with {path.name}-journal, to a place you can "
            "write to, and open it there."
        )
    return {
        sqlite3.SQLITE_BUSY: FileError(f"{path} is busy in another program. Wait for it to finish, then try again."),
        sqlite3.SQLITE_READONLY: FileError(f"{path} is read-only. Copy it to a place you can write to."),
        sqlite3.SQLITE_FULL: FileError(f"There is no room left for {path}. Make room on its disk, then try again."),
        sqlite3.SQLITE_CANTOPEN: FileError(f"{path} cannot be opened. Check that it is there and you may read it."),
        sqlite3.SQLITE_IOERR: FileError(
            f"{path} cannot be read or written ({error}). Check its disk and that it is not full, then try again."
        ),
        sqlite3.SQLITE_INTERRUPT: CancelledError("It was stopped before it was done."),
    }.get(code & 0xFF)


@contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Turn errors of SQLite inside into those a person can act on; faults of this program stay what they are."""
    try:
        yield
    except sqlite3.Error as error:
        problem = explained(path, error)
        if problem is None:
            raise
        raise problem from error


def damaged(path: Path, what: str) -> FileError:
    """The message for a file whose content is broken."""
    copies = backup.listed(path)
    instead = f"go back to its newest copy, {copies[0][1]}" if copies else "go back to a copy of it, if you have one"
    return FileError(f"{path} is damaged ({what}). Leave it as it is, and {instead}.")


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _check_header(connection: sqlite3.Connection, path: Path, *, write: bool) -> None:
    application = _value(connection, "application_id")
    if application != APPLICATION_ID:
        if path.stat().st_size == 0:
            raise FileError(f"{path} is empty, so it is not a Policy Tracker file. Go back to a backup, if it was one.")
        raise FileError(f"{path} is a file of another program, not a Policy Tracker file. Choose another file.")
    version = user_version(connection)
    if version > SCHEMA_VERSION:
        raise FileError(
            f"{path} was made by a newer version of Policy Tracker (file format {version}, this program reads up to "
            f"{SCHEMA_VERSION}). Update the program to open it."
        )
    if version < SCHEMA_VERSION and not write:
        raise FileError(
            f"{path} was made by an older version of Policy Tracker, and must be brought up to date before it can be "
            "read. Open it once where it may be written, with no other program using it."
        )
    size, pages = int(str(_value(connection, "page_size"))), int(str(_value(connection, "page_count")))
    # Read the schema, which fails here and not halfway through somebody's work if the file was cut short.
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if path.stat().st_size < size * pages:
        raise damaged(path, "it is shorter than it should be")


def user_version(connection: sqlite3.Connection) -> int:
    """The version of the tables in the file."""
    return int(str(_value(connection, "user_version")))


def _configure(connection: sqlite3.Connection, *, journal: bool) -> None:
    for name, value, expected in _PRAGMAS:
        connection.execute(f"PRAGMA {name}={value}")
        got = _value(connection, name)
        if got != expected:
            raise FileError(f"SQLite would not set {name} to {value} (it is {got}). The tracker was not opened.")
    if journal:
        got = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        if got != "delete":
            raise FileError(f"SQLite would not use a rollback journal (it uses {got}). The tracker was not opened.")


def _value(connection: sqlite3.Connection, pragma: str) -> object:
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return row[0] if row else None
