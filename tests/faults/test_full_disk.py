"""A disk without room: the edit is refused whole, in words, and the file is as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.errors import FileError
from tracker.paths import backups_folder
from tracker.records import Event, Stakeholder, Topic
from tracker.store import Store

LIMITED = """
import resource, signal, sys
from pathlib import Path
from tracker.errors import FileError
from tracker.records import Event, Topic
from tracker.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
store = Store.open(path)
before = store.content_hash()
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 3 * 4096, hard))
for attempt in sys.argv[2].split():
    try:
        if attempt == "edit":
            with store.edit("Too much") as edit:
                edit.add_all([Event(title="t", type="order", summary="x" * 2000) for _ in range(200)])
        elif attempt == "small":
            with store.edit("Little") as edit:
                edit.add(Topic(name="t"))
        elif attempt == "blob":
            store.keep_blob(bytes(range(256)) * 4000, "x/y")
            store.keep_blob(__import__("os").urandom(100_000), "x/y")
        elif attempt == "undo":
            store.undo()
        elif attempt == "backup":
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
            store.backup()
    except FileError as error:
        print(attempt, "refused:", error)
    else:
        print(attempt, "done")
    assert not store.connection.in_transaction
assert store.check() == []
print("same" if store.content_hash() == before else "changed")
"""


def limited(path: Path, *attempts: str) -> list[str]:
    """Run attempts in a process that may not let a file grow; gives what it says, a line an attempt and one more."""
    program = [sys.executable, "-c", LIMITED, str(path), " ".join(attempts)]
    done = subprocess.run(program, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def path(blank, tmp_path, one_of_each):
    path = Path(shutil.copy(blank, tmp_path / "a.tracker"))
    with Store.open(path) as store:
        one_of_each(store)
    return path


def full(store):
    """Let the file grow by no more than a page."""
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count={pages + 1}")


def test_an_edit_that_does_not_fit_is_refused_whole_and_the_next_that_fits_is_taken(path):
    with Store.open(path) as store:
        before = store.content_hash()
        full(store)
        with pytest.raises(FileError) as refused, store.edit("Too much") as edit:
            edit.add_all([Event(title="t", type="order", summary="x" * 3000) for _ in range(100)])
        assert "Nothing was changed. There is no room left for" in str(refused.value)
        assert "Make room on its disk, then try again." in str(refused.value)
        assert store.content_hash() == before
        assert len(list(store.journal())) == 1
        assert store.undo_label() == "Add one of each"
        store.connection.execute("PRAGMA max_page_count=100000")
        with store.edit("Fits") as edit:
            edit.add(Topic(name="t"))
        assert store.check() == []
    assert not path.with_name(path.name + "-journal").exists()


@pytest.mark.parametrize("then", ["nothing", "edit", "blob"])
def test_who_catches_the_refusal_inside_the_edit_still_changes_nothing(path, then):
    """SQLite has ended the transaction by then: what is written after it would be in the file, but in no journal."""
    with Store.open(path) as store:
        before = store.content_hash()
        full(store)

        def carry_on():
            with store.edit("Too much") as edit:
                edit.add(Topic(name="first"))
                with pytest.raises(sqlite3.OperationalError, match="full"):
                    edit.add_all([Event(title="t", type="order", summary="x" * 3000) for _ in range(100)])
                if then == "edit":
                    edit.add(Topic(name="after"))
                elif then == "blob":
                    store.keep_blob(b"after", "text/plain")

        with pytest.raises(RuntimeError if then == "edit" else FileError) as refused:
            carry_on()
        assert then == "edit" or "Nothing was changed." in str(refused.value)
        assert store.content_hash() == before
        assert store.connection.execute("SELECT count(*) FROM blob").fetchone() == (0,)
        assert store.check() == []
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            store.connection.execute("DELETE FROM topic")


def test_an_undo_that_does_not_fit_is_refused_and_can_be_done_later(path):
    with Store.open(path) as store:
        with store.edit("Remove") as edit:
            edit.add_all([Stakeholder(name="n" * 2000) for _ in range(40)])
        with store.edit("Remove") as edit:
            for person in store.where(Stakeholder, name="n" * 2000):
                edit.remove(person)
        before = store.content_hash()
        store.connection.execute("PRAGMA max_page_count=1")
        full(store)
        with pytest.raises(FileError, match=r"Nothing was changed\. There is no room left"):
            store.undo()
        assert store.content_hash() == before
        assert store.undo_label() == "Remove"
        store.connection.execute("PRAGMA max_page_count=100000")
        store.undo()
        assert store.count(Stakeholder) == 41
        assert store.check() == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_where_files_may_not_grow_each_write_is_refused_or_done_and_nothing_is_half_there(path):
    said = limited(path, "edit", "blob", "small", "undo")
    assert said[0].startswith("edit refused: Nothing was changed.")
    assert said[1].startswith("blob refused: Nothing was changed.")
    assert said[2].split()[1] in ("done", "refused:")
    assert said[3].split()[1] in ("done", "refused:")
    with Store.open(path) as store:
        assert store.check() == []
        assert store.count(Event) in (0, 2)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_backup_that_does_not_fit_leaves_nothing(path):
    said = limited(path, "backup")
    assert said[0].startswith("backup refused: A copy could not be made")
    assert said[1] == "same"
    assert os.listdir(backups_folder(path)) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_new_tracker_that_does_not_fit_leaves_nothing(tmp_path):
    program = (
        "import resource, signal, sys; from pathlib import Path; from tracker.errors import FileError;"
        "from tracker.store import Store\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))\n"
        "try: Store.create(Path(sys.argv[1]))\n"
        "except FileError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "a.tracker")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "a.tracker" in done.stdout
    assert os.listdir(tmp_path) == []
