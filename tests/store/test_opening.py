"""Opening a tracker: what is refused says what and what to do, and leaves the file as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading

import pytest

from tracker.errors import CancelledError, FileError, ReadOnlyError
from tracker.records import Event, Topic
from tracker.store import Store, backup
from tracker.store.connection import SCHEMA_VERSION, connect, explained

PRAGMAS = {
    "trusted_schema": 0,
    "cell_size_check": 1,
    "foreign_keys": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "mmap_size": 0,
    "busy_timeout": 5000,
    "synchronous": 3,
    "journal_mode": "delete",
    "query_only": 1,
}


@pytest.fixture
def path(blank, tmp_path):
    """A tracker with a topic in it, closed."""
    path = tmp_path / "here" / "a.tracker"
    path.parent.mkdir()
    shutil.copy(blank, path)
    with Store.open(path) as store, store.edit("Add") as edit:
        edit.add(Topic(name="t"))
    (path.parent / "a.tracker.lock").unlink()
    yield path
    path.parent.chmod(0o755)
    path.chmod(0o644)


def refusal(path, **how):
    """What opening says; it must leave every file in the folder, and the folder itself, as they were."""
    before = {p.name: p.read_bytes() for p in path.parent.iterdir() if p.is_file()}
    with pytest.raises(FileError) as refused:
        Store.open(path, **how)
    assert {p.name: p.read_bytes() for p in path.parent.iterdir() if p.is_file()} == before
    return str(refused.value)


def execute(path, *statements):
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


# What is not there, or not a tracker


@pytest.mark.parametrize("read_only", [True, False])
def test_a_missing_file_is_never_made_by_accident(tmp_path, read_only):
    message = refusal(tmp_path / "none.tracker", read_only=read_only)
    assert "There is no tracker at" in message
    assert "Check the name, or make one with “policy-tracker new" in message


def test_a_file_in_a_missing_folder_is_missing(tmp_path):
    with pytest.raises(FileError, match="There is no tracker at"):
        Store.open(tmp_path / "none" / "a.tracker")


def test_a_link_that_leads_nowhere_is_a_missing_file(tmp_path):
    (tmp_path / "a.tracker").symlink_to(tmp_path / "none")
    with pytest.raises(FileError, match="There is no tracker at"):
        Store.open(tmp_path / "a.tracker")


def test_a_folder_is_no_tracker(tmp_path):
    (tmp_path / "a.tracker").mkdir()
    assert "is a folder, not a tracker. Choose a file" in refusal(tmp_path / "a.tracker")


@pytest.mark.parametrize("name", ["x" * 300 + ".tracker", "a\x00b.tracker"])
def test_a_name_that_no_file_can_have_is_refused(tmp_path, name):
    for opening in (Store.open, Store.create):
        with pytest.raises(FileError):
            opening(tmp_path / name)


def test_an_empty_file_is_no_tracker(tmp_path):
    path = tmp_path / "a.tracker"
    path.touch()
    assert "is empty, so it is not a Policy Tracker file. Go back to a backup" in refusal(path)


@pytest.mark.parametrize(
    "content", [b"x", b"date,title\r\n2025,a\r\n" * 100, b"SQLite format 2\x00" * 64, b"\x00" * 5000]
)
def test_a_file_of_something_else_is_no_tracker(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    message = refusal(path)
    assert "not a Policy Tracker file" in message


def test_a_text_file_is_sent_to_the_import(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("date,title\n" * 100, encoding="utf-8")
    assert "To bring in a CSV file, use “policy-tracker import”" in refusal(path)


@pytest.mark.parametrize("application", [0, 0x12345678])
def test_another_programs_database_is_no_tracker(tmp_path, application):
    path = tmp_path / "a.tracker"
    execute(path, "CREATE TABLE event(id)", f"PRAGMA application_id={application}")
    assert "is a file of another program, not a Policy Tracker file. Choose another" in refusal(path)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_of_a_newer_version_is_refused(path, read_only):
    execute(path, f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    message = refusal(path, read_only=read_only)
    assert f"newer version of Policy Tracker (file format {SCHEMA_VERSION + 1}, this program reads up to" in message
    assert "Update the program" in message


def test_a_file_of_an_older_version_is_not_read_before_it_is_brought_up_to_date(path):
    execute(path, f"PRAGMA user_version={SCHEMA_VERSION - 1}")
    message = refusal(path, read_only=True)
    assert "older version" in message
    assert "Open it once where it may be written" in message


def test_a_tracker_locked_by_another_program_is_busy(path, monkeypatch):
    monkeypatch.setattr(sqlite3, "connect", lambda *a, connect=sqlite3.connect, **k: connect(*a, timeout=0.01, **k))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(FileError, match=r"is busy in another program\. Wait for it to finish"):
        Store.open(path)
    other.close()
    Store.open(path).close()


# Making one


def test_a_new_tracker_has_everything_and_nothing_in_it(tmp_path):
    with Store.create(tmp_path / "a.tracker") as store:
        assert set(store.counts().values()) == {0}
        assert store.check() == []
        assert not store.read_only


def test_a_file_that_is_there_is_never_overwritten(path):
    before = path.read_bytes()
    with pytest.raises(FileError, match=r"already exists\. Choose another name, or open it"):
        Store.create(path)
    assert path.read_bytes() == before


def test_a_link_is_not_followed_to_make_a_file(tmp_path):
    (tmp_path / "a.tracker").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileError, match="already exists"):
        Store.create(tmp_path / "a.tracker")
    assert not (tmp_path / "elsewhere").exists()


def test_a_missing_folder_is_not_made(tmp_path):
    with pytest.raises(FileError, match=r"The folder .*none does not exist\. Make it first"):
        Store.create(tmp_path / "none" / "a.tracker")
    assert list(tmp_path.iterdir()) == []


def test_a_tracker_that_cannot_be_finished_leaves_nothing(tmp_path, monkeypatch):
    def fail(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("tracker.store.schema.migrate", fail)
    with pytest.raises(KeyboardInterrupt):
        Store.create(tmp_path / "a.tracker")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["with space.tracker", "100%.tracker", "a?b#c.tracker", "čaj 茶.tracker", "a'b\"c", "-x"]
)
def test_a_tracker_may_have_any_name(tmp_path, name):
    path = tmp_path / name
    with Store.create(path) as store, store.edit("Add") as edit:
        edit.add(Topic(name="t"))
    with Store.open(path) as store:
        assert store.count(Topic) == 1
        assert store.backup().exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([name, name + ".lock", name + ".backups"])


# Behaviour of SQLite


@pytest.mark.parametrize("name", PRAGMAS)
def test_sqlite_is_told_how_to_behave(path, name):
    with Store.open(path) as store, store.reader() as reader, Store.open(path, read_only=True) as read_only:
        for each in (store, reader, read_only):
            assert each.connection.execute(f"PRAGMA {name}").fetchone()[0] == PRAGMAS[name]


def test_a_setting_that_sqlite_does_not_take_stops_the_opening(path, monkeypatch):
    monkeypatch.setattr("tracker.store.connection._PRAGMAS", (("page_size", "3", 3),))
    assert "SQLite would not set page_size to 3" in refusal(path)


def test_a_tracker_that_another_program_set_to_wal_goes_back_to_a_rollback_journal(path):
    execute(path, "PRAGMA journal_mode=WAL", "INSERT INTO topic VALUES (1, 'x')")
    with Store.open(path) as store:
        assert store.connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert store.count(Topic) == 2


def test_a_writers_connection_does_not_keep_the_file_locked(path):
    with Store.open(path) as store:
        assert store.count(Topic) == 1
        execute(path, "BEGIN EXCLUSIVE", "COMMIT")


# Reading only


def test_a_tracker_opened_for_reading_only_says_so(path):
    before = path.read_bytes()
    with Store.open(path, read_only=True) as store:
        assert store.read_only
        assert store.why_read_only == "It was opened for reading only."
        assert store.count(Topic) == 1
        with pytest.raises(ReadOnlyError), store.edit("x"):
            pass
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == ["a.tracker"]


def test_a_tracker_that_may_not_be_written_is_opened_for_reading_and_says_why(path):
    path.chmod(0o444)
    before = path.read_bytes()
    with Store.open(path) as store:
        assert store.read_only
        assert "is read-only. Copy it to a place you can write to, or change its permissions" in store.why_read_only
        assert store.count(Topic) == 1
        assert store.check() == []
        with pytest.raises(ReadOnlyError, match="Nothing was changed"), store.edit("x"):
            pass
    assert path.read_bytes() == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_a_tracker_in_a_folder_that_may_not_be_written_is_opened_for_reading(path):
    path.parent.chmod(0o555)
    with Store.open(path) as store:
        assert store.read_only
        assert "or its folder is read-only" in store.why_read_only
        assert store.count(Topic) == 1
    assert os.listdir(path.parent) == ["a.tracker"]


def test_a_tracker_of_an_older_version_that_may_not_be_written_is_refused(path):
    execute(path, f"PRAGMA user_version={SCHEMA_VERSION - 1}")
    path.chmod(0o444)
    assert "older version" in refusal(path)


def test_a_reading_connection_is_for_its_own_thread(path):
    with Store.open(path) as store, store.reader() as reader:
        caught: list[BaseException] = []

        def use():
            try:
                reader.count(Topic)
            except sqlite3.ProgrammingError as error:
                caught.append(error)

        thread = threading.Thread(target=use)
        thread.start()
        thread.join()
        assert len(caught) == 1


def test_closing_twice_does_no_harm(path):
    store = Store.open(path)
    store.close()
    store.close()


def test_a_closed_store_can_be_opened_again_for_writing(path):
    Store.open(path).close()
    with Store.open(path) as store:
        assert not store.read_only


# Errors of SQLite in the middle of work


def code(number):
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = number
    return error


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (sqlite3.SQLITE_CORRUPT, "is damaged"),
        (sqlite3.SQLITE_CORRUPT_VTAB, "is damaged"),
        (sqlite3.SQLITE_NOTADB, "not a Policy Tracker file"),
        (sqlite3.SQLITE_BUSY, "busy in another program"),
        (sqlite3.SQLITE_READONLY, "is read-only"),
        (sqlite3.SQLITE_READONLY_ROLLBACK, "a.tracker-journal"),
        (sqlite3.SQLITE_FULL, "Make room"),
        (sqlite3.SQLITE_IOERR_FSYNC, "what SQLite says"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened"),
    ],
)
def test_what_sqlite_says_of_the_file_is_told_in_words(tmp_path, number, words):
    problem = explained(tmp_path / "a.tracker", code(number))
    assert isinstance(problem, FileError)
    assert words in str(problem)
    assert str(tmp_path / "a.tracker") in str(problem)


@pytest.mark.parametrize("number", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY, sqlite3.SQLITE_MISUSE])
def test_a_fault_of_the_program_stays_one(tmp_path, number):
    assert explained(tmp_path / "a.tracker", code(number)) is None
    assert explained(tmp_path / "a.tracker", sqlite3.ProgrammingError("closed")) is None


def test_a_read_that_is_interrupted_is_cancelled(path):
    with Store.open(path) as store:
        store.connection.set_progress_handler(lambda: 1, 1)
        with pytest.raises(CancelledError, match="stopped before it was done"):
            store.where(Topic)
        with pytest.raises(CancelledError):
            list(store.journal())
        store.connection.set_progress_handler(None, 1)
        assert store.count(Topic) == 1


def test_a_damaged_file_names_its_newest_backup(path):
    with Store.open(path) as store:
        store.backup()
        newest = store.backup()
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    message = refusal(path)
    assert "is damaged" in message
    assert f"go back to its newest copy, {newest}" in message
    assert backup.listed(path)[0][1] == newest


def test_a_damaged_file_without_backups_promises_none(path):
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    assert "go back to a copy of it, if you have one" in refusal(path)


# Start-up


def test_opening_a_tracker_loads_no_heavy_package(path):
    program = (
        "import sys; from pathlib import Path; from tracker.store import Store; s = Store.open(Path(sys.argv[1]));"
        "s.find(''); s.event_rows([]); s.close();"
        "print([m for m in ('sqlite_utils', 'dateparser', 'edtf', 'PySide6', 'openpyxl', 'click') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_connection_for_reading_does_not_write_even_when_told_to(path):
    connection = connect(path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM topic")
    connection.close()


def test_an_event_is_read_by_the_program_that_opens_the_file_next(path):
    with Store.open(path) as store, store.edit("Add") as edit:
        event = edit.add(Event(title="é\u2028", type="order"))
    with Store.open(path) as store:
        assert store.get(Event, event.id) == event
