"""What an edit did, as a value: the transaction's content, the news for every view, the undo step, the audit trail."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from tracker.errors import FileError

Row = dict[str, Any]
EditKind = Literal["edit", "undo", "redo", "fixed"]
"""'fixed' edits are not undone: the example case a file begins with, and settings such as "last looked at"."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row made (`before` None), removed (`after` None) or changed (both hold just the columns that differ)."""

    table: str
    row: int
    before: Row | None
    after: Row | None

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.table, self.row, self.after, self.before)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One committed edit. `target` is the edit that an undo or redo is about, else 0."""

    edit: int
    label: str
    at: str
    who: str
    kind: EditKind
    target: int
    changes: tuple[Change, ...]

    def rows(self, table: str) -> frozenset[int]:
        """Ids of the rows of `table` that it touched."""
        return frozenset(c.row for c in self.changes if c.table == table)

    def tables(self) -> frozenset[str]:
        """Names of the tables that it touched."""
        return frozenset(c.table for c in self.changes)


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_HASHED = json.JSONEncoder(ensure_ascii=False)


def as_json(row: Row | None) -> str | None:
    """A row as the journal keeps it: sorted keys, no spaces, real characters."""
    return None if row is None else _JSON.encode(row)


def from_json(text: str | None) -> Row | None:
    """The inverse of `as_json`. FileError if it is not a row, which only another program can have written."""
    if text is None:
        return None
    try:
        row = json.loads(text)
    except ValueError as error:
        raise FileError(
            f"The journal of this tracker is damaged ({error}). “policy-tracker check” says more."
        ) from error
    if not isinstance(row, dict):
        raise FileError("The journal of this tracker is damaged. “policy-tracker check” says more.")
    return row


class ChainHash:
    """The hash of one journal entry: SHA-256 over the one before it, its own head, and each change as stored."""

    def __init__(self, previous: str, edit: int, label: str, at: str, who: str, kind: str, target: int) -> None:
        import hashlib  # loads OpenSSL, which only writing and checking need

        self._hash = hashlib.sha256(_hashable([previous, edit, label, at, who, kind, target]))

    def add(self, table: str, row: int, before: str | None, after: str | None) -> None:
        """Take in one change, its rows as the JSON text that is stored."""
        self._hash.update(_hashable([table, row, before, after]))

    def hexdigest(self) -> str:
        """64 hexadecimal digits."""
        return self._hash.hexdigest()


def _hashable(values: list[Any]) -> bytes:
    # Bytes that are no text reach us as surrogates when a damaged file is checked.
    return _HASHED.encode(values).encode("utf-8", "surrogateescape")
