"""Saved searches: keep one under a name, rename it, remove it."""

from __future__ import annotations

from tracker import query
from tracker.records import SavedSearch
from tracker.store import Store


def save_search(store: Store, name: str, text: str) -> SavedSearch:
    """Keep a search under a name, last in the list; a search already kept under it is replaced.

    QueryError if the text cannot be read, RecordError if the name is empty.
    """
    query.parse(text)
    same = store.where(SavedSearch, name=name)
    with store.edit("Save search") as edit:
        if same:
            return edit.change(same[0], text=text)
        last = max((s.place for s in store.where(SavedSearch)), default=-1)
        return edit.add(SavedSearch(name=name, text=text, place=last + 1))


def remove_search(store: Store, saved: int) -> None:
    """Remove a saved search."""
    found = store.get(SavedSearch, saved)
    with store.edit("Delete saved search") as edit:
        edit.remove(found)
