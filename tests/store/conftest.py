"""What tests of the store share."""

from __future__ import annotations

import pytest


class Edits:
    """One edit for each record, so that searches know of it at once."""

    def __init__(self, store):
        self.store = store

    def add(self, record):
        with self.store.edit("Example") as made:
            return made.add(record)


@pytest.fixture
def edit(store):
    """Adds records, to be found by what they say."""
    return Edits(store)
