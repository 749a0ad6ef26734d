"""What an edit did, as a value: the transaction's content, the news for every view, the undo step, the audit trail."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Literal

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


def as_json(row: Row | None) -> str | None:
    """A row as the journal keeps it: sorted keys, no spaces, real characters."""
    if row is None:
        return None
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str | None) -> Row | None:
    """The inverse of `as_json`."""
    return None if text is None else json.loads(text)


class ChainHash:
    """The hash of one journal entry: SHA-256 over the one before it, its own head, and each change as stored."""

    def __init__(self, previous: str, edit: int, label: str, at: str, who: str, kind: str, target: int) -> None:
        head = json.dumps([previous, edit, label, at, who, kind, target], ensure_ascii=False)
        self._hash = hashlib.sha256(head.encode())

    def add(self, table: str, row: int, before: str | None, after: str | None) -> None:
        """Take in one change, its rows as the JSON text that is stored."""
        self._hash.update(json.dumps([table, row, before, after], ensure_ascii=False).encode())

    def hexdigest(self) -> str:
        """64 hexadecimal digits."""
        return self._hash.hexdigest()
