"""Opening the file: what is checked first, and how SQLite is told to behave.

DELETE journal, not WAL: a killed WAL program leaves acknowledged work in a side file that people do not copy.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import unicodedata
from pathlib import Path

from tracker.errors import FileError

APPLICATION_ID = 0x504F4C54  # "POLT"
SCHEMA_VERSION = 1

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


def fold(text: str | None) -> str:
    """Text for comparing names: accents dropped, case folded."""
    if not text:
        return ""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def is_writable(path: Path) -> bool:
    """Whether `path` may be written, by its permission bits too: root is not stopped by them, but is meant to be."""
    return os.access(path, os.W_OK) and bool(path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))


def connect(path: Path, *, create: bool = False, write: bool = False) -> sqlite3.Connection:
    """A checked connection to the tracker at `path`.

    `create` makes the file, which must not exist. Without `write` nothing can be changed through it, except that an
    interrupted transaction of a killed program is rolled back, for which the file is opened writable where it can be.
    Raises FileError: missing, a folder, not a tracker, made by a newer version, damaged, or not readable.
    """
    if create:
        if path.exists():
            raise FileError(f"{path} already exists. Choose another name, or open it.")
        if not path.parent.is_dir():
            raise FileError(f"The folder {path.parent} does not exist. Make it first, or choose another place.")
    elif not path.exists():
        raise FileError(f"There is no tracker at {path}. Check the name, or make one with “policy-tracker new {path}”.")
    elif not path.is_file():
        raise FileError(f"{path} is a folder, not a tracker file.")
    elif write and not is_writable(path):
        raise FileError(f"{path} is read-only. Copy it to a place you can write to, or change its permissions.")
    mode = "rwc" if create else "rw" if is_writable(path) else "ro"
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise FileError(f"{path} cannot be opened ({error}). Check that you may read it and its folder.") from error
    try:
        if not create:
            _check_header(connection, path)
        _configure(connection, journal=mode != "ro")
        connection.create_function("fold", 1, fold, deterministic=True)
        if not write and not create:
            connection.execute("PRAGMA query_only=ON")
    except sqlite3.Error as error:
        connection.close()
        raise _damaged(path, error) from error
    except FileError:
        connection.close()
        raise
    return connection


def _damaged(path: Path, error: sqlite3.Error) -> FileError:
    if "locked" in str(error):
        return FileError(f"{path} is busy in another program. Wait for it to finish, then try again.")
    if "not a database" in str(error):
        return FileError(f"{path} is not a Policy Tracker file. To bring in a CSV file, use “policy-tracker import”.")
    return FileError(
        f"{path} is damaged ({error}). Leave it as it is, and go back to the newest copy in the folder "
        f"{path.name}.backups beside it."
    )


def _check_header(connection: sqlite3.Connection, path: Path) -> None:
    application = _value(connection, "application_id")
    if application != APPLICATION_ID:
        if path.stat().st_size == 0:
            raise FileError(f"{path} is empty, so it is not a Policy Tracker file. Go back to a backup, if it was one.")
        raise FileError(f"{path} is a file of another program, not a Policy Tracker file.")
    version = int(str(_value(connection, "user_version")))
    if version > SCHEMA_VERSION:
        raise FileError(
            f"{path} was made by a newer version of Policy Tracker (file format {version}, this program reads up to "
            f"{SCHEMA_VERSION}). Update the program to open it."
        )
    size, pages = int(str(_value(connection, "page_size"))), int(str(_value(connection, "page_count")))
    # Read the schema, which fails here and not halfway through somebody's work if the file was cut short.
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if path.stat().st_size < size * pages:
        raise sqlite3.DatabaseError("the file is shorter than it should be")


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
