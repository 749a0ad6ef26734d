"""A tracker: one SQLite file, read in pages and written only through edits."""

from tracker.store.changes import Change, ChangeSet
from tracker.store.reading import EventRow
from tracker.store.store import Store

__all__ = ["Change", "ChangeSet", "EventRow", "Store"]
