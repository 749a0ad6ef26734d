"""The bytes of kept snapshots, by their SHA-256: packed, added once, never changed, proved each time they are read."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib

from tracker.errors import FileError, NotFoundError


def keep(connection: sqlite3.Connection, data: bytes, media_type: str) -> str:
    """Write the bytes, in the open transaction, unless they are there already; returns their SHA-256."""
    digest = hashlib.sha256(data).hexdigest()
    connection.execute(
        "INSERT OR IGNORE INTO blob(sha256, media_type, size, data) VALUES (?,?,?,?)",
        (digest, media_type, len(data), zlib.compress(data)),
    )
    return digest


def kept(connection: sqlite3.Connection, sha256: str) -> bytes:
    """The bytes kept under a hash. NotFoundError if there are none, FileError if they are no longer those."""
    row = connection.execute("SELECT data FROM blob WHERE sha256=?", (sha256,)).fetchone()
    if row is None:
        raise NotFoundError("No snapshot is kept under this hash.")
    data = unpacked(row[0], sha256)
    if data is None:
        raise FileError("The kept snapshot is not what it was when it was kept. Look for it in a backup.")
    return data


def unpacked(packed: bytes, sha256: str) -> bytes | None:
    """The bytes as they were given, or None if they are not those of the hash."""
    try:
        data = zlib.decompress(packed)
    except zlib.error:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None
