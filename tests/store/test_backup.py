"""Backups: verified before they get their name, thinned by a rule, and nothing else is ever touched."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.errors import FileError
from tracker.paths import backups_folder
from tracker.records import Topic
from tracker.store import Store, backup

NOW = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

moments = st.lists(
    st.integers(0, 3 * 365 * 24 * 60).map(lambda m: NOW - timedelta(minutes=m)), max_size=60, unique=True
)


def named(store, moment):
    return backups_folder(store.path) / f"test-{moment:%Y%m%dT%H%M%S%fZ}.tracker"


def made_before(store, *ages):
    """Files that look like backups of these ages."""
    backups_folder(store.path).mkdir(exist_ok=True)
    for age in ages:
        named(store, NOW - age).write_bytes(b"")


def names(store):
    return sorted(path.name for path in backups_folder(store.path).iterdir())


# Making one


def test_a_backup_is_a_tracker_with_the_same_content(store, one_of_each):
    one_of_each(store)
    store.keep_blob(b"x", "text/plain")
    path = store.backup()
    assert path.parent == backups_folder(store.path)
    with Store.open(path) as copy:
        assert copy.content_hash() == store.content_hash()
        assert list(copy.journal()) == list(store.journal())
        assert copy.check() == []
        copy.undo()


def test_a_backup_says_when_it_was_made(store):
    before = datetime.now(UTC)
    path = store.backup()
    [(moment, listed)] = backup.listed(store.path)
    assert listed == path
    assert before <= moment <= datetime.now(UTC)


def test_backups_are_listed_newest_first(store):
    made = [store.backup() for _ in range(3)]
    assert [path for _, path in backup.listed(store.path)] == made[::-1]


def test_what_reads_only_can_be_backed_up_and_still_cannot_write(store):
    with store.edit("Add") as edit:
        edit.add(Topic(name="t"))
    with store.reader() as reader:
        path = reader.backup()
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.connection.execute("DELETE FROM topic")
    with Store.open(path, read_only=True) as copy:
        assert copy.count(Topic) == 1


def test_a_file_that_may_not_be_written_can_be_backed_up(blank, tmp_path):
    path = Path(shutil.copy(blank, tmp_path / "a.tracker"))
    path.chmod(0o444)
    with Store.open(path) as store:
        assert store.read_only
        assert store.backup().exists()


def test_a_writer_writes_on_after_a_backup_and_still_only_in_edits(store):
    store.backup()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store.connection.execute("DELETE FROM topic")
    store.set_setting("title", "t")


def test_backups_are_for_their_owner_alone(store):
    store.backup()
    assert backups_folder(store.path).stat().st_mode & 0o077 == 0


def test_no_backup_in_the_middle_of_an_edit(store):
    with store.edit("Add") as edit:
        edit.add(Topic(name="t"))
        with pytest.raises(FileError, match="A copy could not be made"):
            store.backup()
    assert store.count(Topic) == 1
    assert names(store) == []


def test_a_copy_with_references_that_lead_nowhere_is_not_kept(store):
    connection = sqlite3.connect(store.path)
    connection.executescript("PRAGMA foreign_keys=OFF; INSERT INTO role VALUES (1, 2, 3, 'judge', 0, '')")
    connection.close()
    with pytest.raises(FileError, match="has references that lead nowhere and was not kept"):
        store.backup()
    assert names(store) == []


def test_a_copy_of_a_damaged_file_is_not_kept(store, one_of_each, tmp_path):
    one_of_each(store)
    [page, size] = (
        store.connection.execute(sql).fetchone()[0]
        for sql in ("SELECT rootpage FROM sqlite_master WHERE name='source'", "PRAGMA page_size")
    )
    store.close()
    path = Path(shutil.copy(store.path, tmp_path / "damaged.tracker"))
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 64)
    with Store.open(path) as damaged, pytest.raises(FileError, match=r"malformed.*The tracker itself is damaged"):
        damaged.backup()
    assert list(backups_folder(path).iterdir()) == []


def test_a_copy_that_sqlite_finds_unsound_is_not_verified(tmp_path, blank):
    path = Path(shutil.copy(blank, tmp_path / "a.tracker"))
    connection = sqlite3.connect(path)
    page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name='topic'").fetchone()[0]
    connection.executescript(
        f"PRAGMA writable_schema=1; UPDATE sqlite_master SET rootpage={page} WHERE name='idx_role_event'"
    )
    connection.close()
    with pytest.raises(FileError, match="is not sound"):
        backup.verify(path)
    backup.verify(blank)


def test_a_copy_that_fails_leaves_nothing_and_the_older_ones_as_they_were(store, monkeypatch):
    older = store.backup()
    content = older.read_bytes()

    def fail(path):
        raise FileError("not sound")

    monkeypatch.setattr(backup, "verify", fail)
    with pytest.raises(FileError, match="not sound"):
        store.backup()
    assert names(store) == [older.name]
    assert older.read_bytes() == content


def test_a_copy_stopped_halfway_leaves_nothing(store, monkeypatch):
    def stop(path):
        raise KeyboardInterrupt

    monkeypatch.setattr(backup, "verify", stop)
    with pytest.raises(KeyboardInterrupt):
        store.backup()
    assert names(store) == []


def test_a_copy_is_on_the_disk_before_it_gets_its_name_and_its_name_after(store, monkeypatch):
    done: list[str] = []
    monkeypatch.setattr(backup, "verify", lambda path: done.append("verified"))
    monkeypatch.setattr("os.fsync", lambda handle: done.append("synced"))
    replace = Path.replace
    monkeypatch.setattr(Path, "replace", lambda self, target: (done.append("named"), replace(self, target)))
    store.backup()
    assert done == ["verified", "synced", "named", "synced"]


def test_a_folder_that_cannot_be_made_is_told_of(store):
    backups_folder(store.path).write_text("in the way", encoding="utf-8")
    with pytest.raises(FileError, match=r"The folder for backups, .*, cannot be made \(File exists\)"):
        store.backup()


def test_a_copy_that_sqlite_will_not_write_is_told_of(store):
    store.connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    with pytest.raises(FileError, match=r"A copy could not be made .*Check that its disk has room"):
        store.backup()
    assert names(store) == []


# A copy to anywhere


def test_a_copy_replaces_the_file_that_is_there(store, tmp_path):
    target = tmp_path / "copy.tracker"
    target.write_text("older", encoding="utf-8")
    backup.copy_to(store.connection, target)
    with Store.open(target) as copy:
        assert copy.content_hash() == store.content_hash()
    assert not (tmp_path / "copy.tracker.part").exists()


@pytest.mark.parametrize("way", ["itself", "link"])
def test_a_tracker_is_never_replaced_by_its_own_copy(store, tmp_path, way):
    target = store.path
    if way == "link":
        target = tmp_path / "link.tracker"
        target.symlink_to(store.path)
    with pytest.raises(FileError, match="is the tracker itself"):
        backup.copy_to(store.connection, target)
    assert store.check() == []


def test_a_copy_to_a_missing_folder_is_refused(store, tmp_path):
    with pytest.raises(FileError, match="A copy could not be made"):
        backup.copy_to(store.connection, tmp_path / "none" / "copy.tracker")


# Which to keep


@given(moments)
def test_the_last_three_are_always_kept(made):
    assert set(sorted(made)[-3:]) <= backup.to_keep(made, NOW)


@given(moments)
def test_only_what_is_there_is_kept(made):
    assert backup.to_keep(made, NOW) <= set(made)


@given(moments)
def test_thinning_again_takes_no_more(made):
    kept = backup.to_keep(made, NOW)
    assert backup.to_keep(sorted(kept), NOW) == kept


@given(moments)
def test_no_more_are_kept_than_the_rule_allows(made):
    assert len(backup.to_keep(made, NOW)) <= 3 + 24 + 7 + 5 + 120


@given(moments, st.integers(0, 22))
def test_of_each_of_the_last_hours_one_is_kept(made, hours):
    start = (NOW - hours * HOUR).replace(minute=0)
    inside = {m for m in made if start <= m < start + HOUR}
    assert not inside or inside & backup.to_keep(made, NOW)


@given(moments, st.integers(0, 6))
def test_of_each_of_the_last_days_one_is_kept(made, days):
    day = (NOW - days * DAY).date()
    inside = {m for m in made if m.date() == day}
    assert not inside or inside & backup.to_keep(made, NOW)


@given(moments)
def test_something_of_the_time_long_ago_is_kept(made):
    assert not made or min(made) in backup.to_keep(made, NOW)


@settings(max_examples=60)
@given(st.lists(st.integers(5, 60 * 24 * 20), min_size=1, max_size=60), st.integers(0, 60 * 24 * 90))
def test_thinning_at_each_copy_keeps_what_thinning_once_at_the_end_would(gaps, rest):
    """What is thrown away today is never what a later day would have wanted: the last three of each time aside."""
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    every: list[datetime] = []
    standing: set[datetime] = set()
    for gap in gaps:
        moment += timedelta(minutes=gap)
        every.append(moment)
        standing = backup.to_keep(sorted(standing | {moment}), moment)
    now = moment + timedelta(minutes=rest)
    assert backup.to_keep(sorted(standing), now) >= backup.to_keep(every, now) - set(every[-3:])


def test_an_hourly_habit_of_a_year_is_thinned_as_it_says():
    every = [NOW - n * HOUR for n in range(365 * 24)]
    kept = sorted(backup.to_keep(every, NOW), reverse=True)
    assert [m for m in kept if m > NOW - 23 * HOUR] == every[:23]
    assert 7 <= len({m.date() for m in kept if m > NOW - 8 * DAY}) <= 8
    assert 13 <= len([m for m in kept if m < NOW - 31 * DAY]) + 2 <= 15
    assert len(kept) < 50


def test_backups_no_longer_wanted_go_when_one_is_made(store):
    made_before(store, *(timedelta(minutes=10 * n) for n in range(1, 24 * 6)))
    backup.make(store.connection, store.path, NOW)
    kept = [moment for moment, _ in backup.listed(store.path)]
    assert set(kept) == backup.to_keep([NOW - timedelta(minutes=10 * n) for n in range(24 * 6)], NOW)
    assert len(kept) < 35


def test_other_files_are_never_touched(store):
    made_before(store, *(timedelta(minutes=n) for n in range(1, 50)))
    folder = backups_folder(store.path)
    others = [
        "notes.txt", "test.tracker", "test-keep this.tracker", "other-20200101T000000000000Z.tracker",
        "test-20200101T000000000000Z.csv", "test-20200101.tracker", "test-20201301T000000000000Z.tracker",
        "test-20200101T000000000000Z.tracker-journal", "test-x-20200101T000000000000Z.tracker",
        "other-20200101T000000000000Z.tracker.part", "test.tracker.part", "test-20200101T000000Z.tracker",
        "test-20200101T000000000000.tracker", "test-20200101T000000000000+0000.tracker",
        "test-20200101T0000000000000Z.tracker", "test-20200101 000000000000Z.tracker",
    ]  # fmt: skip
    for name in others:
        (folder / name).write_text("mine", encoding="utf-8")
    (folder / "test-20190102T000000000000Z.tracker").mkdir()
    (folder / "test-20190101T000000000000Z.tracker").touch()
    backup.make(store.connection, store.path, NOW)
    assert set(others) <= set(names(store))
    assert all((folder / name).read_text(encoding="utf-8") == "mine" for name in others)
    assert (folder / "test-20190102T000000000000Z.tracker").is_dir()


def test_two_trackers_of_one_name_in_two_folders_have_backups_of_their_own(store, tmp_path):
    (tmp_path / "b").mkdir()
    with Store.create(tmp_path / "b" / "test.tracker") as other:
        store.backup()
        assert backup.listed(other.path) == []


def test_what_killed_programs_left_goes_after_a_day(store):
    folder = backups_folder(store.path)
    folder.mkdir()
    old, young = (named(store, NOW - age).name + ".part" for age in (2 * DAY, HOUR))
    for name in (old, young):
        (folder / name).touch()
    backup.make(store.connection, store.path, NOW)
    assert old not in names(store)
    assert young in names(store)


# When one is due


def test_the_first_is_due_at_once_and_the_next_after_an_hour(store):
    assert backup.is_due(store.path, NOW)
    backup.make(store.connection, store.path, NOW)
    assert not backup.is_due(store.path, NOW)
    assert not backup.is_due(store.path, NOW + HOUR - timedelta(seconds=1))
    assert backup.is_due(store.path, NOW + HOUR)


def test_none_is_due_of_what_has_not_changed_since_the_last(store):
    backup.make(store.connection, store.path, NOW)
    assert not backup.is_due(store.path, NOW + DAY, changed="")
    assert not backup.is_due(store.path, NOW + DAY, changed="2026-11-23T11:59:59.999Z")
    assert backup.is_due(store.path, NOW + DAY, changed="2026-11-23T12:30:00.001Z")


def test_a_backup_from_the_future_holds_off_none(store):
    made_before(store, -365 * DAY)
    assert backup.is_due(store.path, NOW)
    made_before(store, 2 * HOUR)
    assert backup.is_due(store.path, NOW)
    assert not backup.is_due(store.path, NOW - HOUR - timedelta(minutes=1))


def test_a_store_knows_whether_its_content_has_changed(store, monkeypatch):
    assert store.is_backup_due()
    assert store.backup_if_due() is not None
    assert store.backup_if_due() is None
    monkeypatch.setattr(backup, "_EVERY", timedelta(0))
    assert not store.is_backup_due()
    store.set_setting("last seen", "now")
    assert not store.is_backup_due()
    with store.edit("Add") as edit:
        edit.now = "2999-01-01T00:00:00.000Z"
        edit.add(Topic(name="t"))
    assert store.is_backup_due()
    with store.reader() as reader:
        assert reader.backup_if_due() is not None
