"""Saved searches."""

from __future__ import annotations

import pytest

from tracker.errors import QueryError, RecordError
from tracker.operations.saved import remove_search, save_search
from tracker.records import SavedSearch


def test_a_search_is_kept_under_a_name_last_in_the_list(store):
    save_search(store, "First", "type:order")
    save_search(store, "Second", "is:disputed")
    assert [s.name for s in store.where(SavedSearch, "place")] == ["First", "Second"]


def test_the_same_name_again_replaces_the_search_and_keeps_its_place(store):
    save_search(store, "First", "type:order")
    save_search(store, "Second", "is:disputed")
    save_search(store, "First", "type:complaint")
    assert [(s.name, s.text) for s in store.where(SavedSearch, "place")] == [
        ("First", "type:complaint"),
        ("Second", "is:disputed"),
    ]


def test_a_search_that_cannot_be_read_is_not_kept(store):
    with pytest.raises(QueryError):
        save_search(store, "Broken", "before:never")
    assert store.where(SavedSearch) == []


def test_a_search_without_a_name_is_refused(store):
    with pytest.raises(RecordError, match="name"):
        save_search(store, "", "type:order")


def test_saving_and_removing_can_be_undone(store):
    saved = save_search(store, "First", "type:order")
    remove_search(store, saved.id)
    assert store.undo().label == "Delete saved search"
    assert store.get(SavedSearch, saved.id) == saved
    assert store.undo().label == "Save search"
    assert store.where(SavedSearch) == []
