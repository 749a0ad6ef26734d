"""One writer at a time, across processes, until it ends however it ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tracker.errors import FileError, ReadOnlyError
from tracker.records import Topic
from tracker.store import Store
from tracker.store.lock import WriterLock

HOLD = """
import sys
from pathlib import Path
from tracker.store import Store
with Store.open(Path(sys.argv[1])) as store:
    print(store.read_only, flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def path(blank, tmp_path):
    return Path(shutil.copy(blank, tmp_path / "a.tracker"))


@contextmanager
def other_window(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the tracker open for writing."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout.readline() == "False\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_second_process_reads_only_and_is_told_who_writes(path):
    with other_window(path) as other, Store.open(path) as store:
        assert store.read_only
        assert store.why_read_only == (
            f"a.tracker is open for writing in another window or command (process {other.pid}). Close it there first."
        )
        assert store.where(Topic) == []
        with pytest.raises(ReadOnlyError, match=f"Nothing was changed. a.tracker is open.*{other.pid}"):
            store.set_setting("title", "t")
        assert store.backup().exists()


def test_the_tracker_is_free_once_its_writer_has_closed_it(path):
    with other_window(path) as other:
        other.communicate("\n")
        with Store.open(path) as store:
            assert not store.read_only


def test_the_tracker_is_free_once_its_writer_was_killed(path):
    with other_window(path) as other:
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        with Store.open(path) as store:
            assert not store.read_only


def test_a_second_window_of_the_same_process_reads_only_too(path):
    with Store.open(path) as first, Store.open(path) as second:
        assert not first.read_only
        assert second.read_only
        assert f"process {os.getpid()}" in second.why_read_only


def test_what_reads_only_keeps_nobody_from_writing(path):
    with Store.open(path, read_only=True), Store.open(path) as store:
        assert not store.read_only


def test_two_links_to_one_file_have_one_writer(path, tmp_path):
    (tmp_path / "link.tracker").symlink_to(path)
    with Store.open(path), Store.open(tmp_path / "link.tracker") as store:
        assert store.read_only
    assert not (tmp_path / "link.tracker.lock").exists()


def test_the_lock_is_let_go_when_opening_fails_halfway(path, monkeypatch):
    def fail(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("tracker.store.store.user_version", fail)
        with pytest.raises(KeyboardInterrupt):
            Store.open(path)
    with Store.open(path) as store:
        assert not store.read_only


def test_where_there_can_be_no_lock_the_tracker_is_read_only_and_says_why(path):
    (path.parent / "a.tracker.lock").mkdir()
    with Store.open(path) as store:
        assert store.read_only
        assert "a.tracker.lock cannot be made" in store.why_read_only
        assert store.where(Topic) == []


def test_a_disk_that_cannot_lock_files_is_told_from_a_second_writer(path, monkeypatch):
    def unsupported(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("fcntl.flock", unsupported)
    with Store.open(path) as store:
        assert store.read_only
        assert "a.tracker.lock cannot be locked (Operation not supported), so others might write" in store.why_read_only


def test_who_writes_is_left_out_where_it_cannot_be_read(path):
    with Store.open(path):
        for content in (b"", b"\xff\xfe", b"not a number\n"):
            (path.parent / "a.tracker.lock").write_bytes(content)
            with Store.open(path) as second:
                assert second.why_read_only.startswith("a.tracker is open for writing in another window or command. ")


def test_a_lock_is_taken_and_let_go_any_number_of_times(path):
    first, second = WriterLock(path), WriterLock(path)
    for _ in range(3):
        assert first.take()
        assert first.held
        assert not second.take()
        assert second.holder() == str(os.getpid())
        first.release()
        first.release()
        assert not first.held
        assert second.take()
        second.release()


def test_the_lock_file_stays_so_that_two_processes_never_lock_two_files(path):
    Store.open(path).close()
    assert (path.parent / "a.tracker.lock").exists()


def test_a_lock_says_what_keeps_it_from_being_made(tmp_path):
    with pytest.raises(FileError, match=r"cannot be made \(No such file or directory\)"):
        WriterLock(tmp_path / "none" / "a.tracker").take()
