"""What every test stands on: no screen, a data folder of its own."""

from __future__ import annotations

import os

# Before any Qt import: the platform cannot be changed afterwards.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest

from tracker.store import Store


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path_factory, monkeypatch):
    """Nothing a test does reaches the user's own trackers or settings."""
    monkeypatch.setenv("POLICY_TRACKER_DATA", str(tmp_path_factory.mktemp("data")))


@pytest.fixture
def store(tmp_path):
    """A new, empty tracker."""
    with Store.create(tmp_path / "test.tracker") as made:
        yield made
