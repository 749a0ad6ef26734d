"""A program that is killed: nothing it had acknowledged is lost, nothing it had begun is half there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import killing
from tracker.errors import FileError
from tracker.records import Event
from tracker.store import Store

HALFWAY = """
import os, signal, sys
from pathlib import Path
from tracker.records import Event
from tracker.store import Store
store = Store.open(Path(sys.argv[1]))
# A cache this small writes changed pages into the file before the commit.
store.connection.execute("PRAGMA cache_size=1")
with store.edit("Never done") as edit:
    for event in store.where(Event):
        edit.change(event, title="half done", summary="x" * 3000)
    edit.add_all([Event(title="half done", type="order", summary="y" * 3000) for _ in range(300)])
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def halfway(blank, tmp_path):
    """(path, content hash before) of a tracker whose writer was killed in the middle of an edit."""
    path = Path(shutil.copy(blank, tmp_path / "a.tracker"))
    with Store.open(path) as store:
        with store.edit("Add") as edit:
            edit.add_all([Event(title=str(n), type="order", summary="z" * 500) for n in range(100)])
        before = store.content_hash()
    unharmed = path.read_bytes()
    done = subprocess.run([sys.executable, "-c", HALFWAY, str(path)], capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    assert journal_of(path).exists(), "it was killed while its journal was hot"
    assert path.read_bytes() != unharmed, "and it had changed the file already"
    yield path, before
    path.chmod(0o644)


def journal_of(path):
    return path.with_name(path.name + "-journal")


def test_no_acknowledged_event_is_lost_when_its_writer_is_killed(tmp_path):
    ends = [found for _, _, found in killing.run(20, tmp_path)]
    assert ends == [[]] * 20


def test_the_script_would_see_a_lost_event(tmp_path, blank):
    path = Path(shutil.copy(blank, tmp_path / "a.tracker"))
    assert list(killing.faults(path, [11, 12])) == ["event 11 was acknowledged and is gone"]
    with Store.open(path) as store, store.edit("Add") as edit:
        edit.add(Event(id=11, title="t", type="order"))
    assert list(killing.faults(path, [11, -11, 12])) == [
        "event 11 was acknowledged as undone and is there",
        "an event has lost its citation",
        "an event has lost its status",
    ]


def test_what_a_killed_writer_had_begun_is_rolled_back_when_the_file_is_next_opened(halfway):
    path, before = halfway
    with Store.open(path) as store:
        assert not store.read_only
        assert store.content_hash() == before
        assert store.check() == []
        assert store.undo_label() == "Add"
        store.set_setting("title", "t")
    assert not journal_of(path).exists()


def test_it_is_rolled_back_by_who_only_reads_too(halfway):
    path, before = halfway
    with Store.open(path, read_only=True) as store:
        assert store.read_only
        assert store.content_hash() == before
        assert store.check() == []
    assert not journal_of(path).exists()


def test_where_it_cannot_be_rolled_back_the_message_says_what_to_copy(halfway):
    path, before = halfway
    path.chmod(0o444)
    halves = path.read_bytes(), journal_of(path).read_bytes()
    for read_only in (False, True):
        with pytest.raises(FileError) as refused:
            Store.open(path, read_only=read_only)
        assert "what it left half done cannot be taken back because the file or its folder is read-only" in str(
            refused.value
        )
        assert "together with a.tracker-journal" in str(refused.value)
    assert (path.read_bytes(), journal_of(path).read_bytes()) == halves
    elsewhere = path.parent / "elsewhere"
    elsewhere.mkdir()
    for name in (path, journal_of(path)):
        shutil.copyfile(name, elsewhere / name.name)
    with Store.open(elsewhere / path.name) as store:
        assert store.content_hash() == before
        assert store.check() == []


def test_a_killed_backup_is_no_backup(blank, tmp_path):
    path = Path(shutil.copy(blank, tmp_path / "a.tracker"))
    program = (
        "import os, signal, sys; from pathlib import Path; from tracker.store import Store, backup;"
        "backup.verify = lambda path: os.kill(os.getpid(), signal.SIGKILL); Store.open(Path(sys.argv[1])).backup()"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    [left] = os.listdir(tmp_path / "a.tracker.backups")
    assert left.endswith(".tracker.part")
    with Store.open(path) as store:
        assert store.is_backup_due()
        assert store.check() == []


def test_a_killed_creation_leaves_no_tracker_or_a_whole_one(tmp_path):
    program = (
        "import os, signal, sys, sqlite3; from pathlib import Path; from tracker.store import Store;"
        "import tracker.store.schema as schema; from sqlite_utils import Database;"
        "Database.create_table = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL);"
        "Store.create(Path(sys.argv[1]))"
    )
    path = tmp_path / "a.tracker"
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    with pytest.raises(FileError, match="is empty, so it is not a Policy Tracker file"):
        Store.open(path)
