"""Transactions: whole or not at all, told to listeners after the commit, and the only way to write."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib

import pytest

from tracker.errors import FileError, NotFoundError, ReadOnlyError, RecordError
from tracker.records import Event, Role, Setting, Source, Stakeholder, Topic
from tracker.store import Change, ChangeSet, Store


def add_topic(store, name="t"):
    with store.edit("Add topic") as edit:
        return edit.add(Topic(name=name))


# One transaction


@pytest.mark.parametrize("error", [RecordError("no"), ZeroDivisionError(), KeyboardInterrupt(), OSError("disk")])
def test_an_exception_inside_an_edit_undoes_all_of_it(store, one_of_each, error):
    one_of_each(store)
    before, entries = store.content_hash(), list(store.journal())

    def fail():
        with store.edit("Fail") as edit:
            edit.add(Topic(name="t"))
            edit.remove(store.where(Event)[0])
            raise error

    with pytest.raises(type(error)):
        fail()
    assert store.content_hash() == before
    assert list(store.journal()) == entries
    assert not store.connection.in_transaction
    add_topic(store)
    assert store.check() == []


def test_what_an_edit_has_written_can_be_read_inside_it(store):
    with store.edit("Add") as edit:
        topic = edit.add(Topic(name="t"))
        assert store.where(Topic) == [topic]


def test_others_see_nothing_of_an_edit_before_its_commit(store):
    with store.reader() as reader:
        with store.edit("Add") as edit:
            edit.add(Topic(name="t"))
            assert reader.count(Topic) == 0
        assert reader.count(Topic) == 1


def test_nothing_is_written_when_nothing_changed(store):
    calls: list[ChangeSet] = []
    store.listen(calls.append)
    written = store.connection.total_changes
    with store.edit("Nothing") as edit:
        pass
    assert edit.done is None
    assert calls == []
    assert store.connection.total_changes == written
    assert list(store.journal()) == []
    assert store.undo_label() == ""


def test_an_edit_inside_another_is_refused_and_the_outer_one_undone(store):
    def nest():
        with store.edit("Outer") as edit:
            edit.add(Topic(name="t"))
            add_topic(store)

    with pytest.raises(RuntimeError, match="inside another edit"):
        nest()
    assert store.count(Topic) == 0
    add_topic(store)


def test_an_edit_inside_another_leaves_the_outer_one_usable_when_the_refusal_is_caught(store):
    with store.edit("Outer") as edit:
        with pytest.raises(RuntimeError):
            store.set_setting("title", "t")
        edit.add(Topic(name="t"))
    assert store.count(Topic) == 1


def test_undo_and_redo_inside_an_edit_are_refused(store):
    add_topic(store)
    with store.edit("Outer"), pytest.raises(RuntimeError, match="inside another edit"):
        store.undo()


def test_a_connection_writes_only_inside_an_edit(store):
    add_topic(store)
    for statement in ("DELETE FROM topic", "UPDATE edit SET label='x'", "DROP TABLE change", "CREATE TABLE t(x)"):
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            store.connection.execute(statement)
    assert store.check() == []


def test_a_connection_does_not_write_after_an_edit_that_failed(store):
    with pytest.raises(ZeroDivisionError), store.edit("Fail"):
        raise ZeroDivisionError
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store.connection.execute("INSERT INTO topic VALUES (1, 't')")


def test_a_tracker_busy_in_another_program_is_said_to_be_so_and_nothing_changes(store):
    add_topic(store)
    store.connection.execute("PRAGMA busy_timeout=1")
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(FileError, match=r"Nothing was changed.*busy in another program. Wait"):
        add_topic(store)
    other.execute("ROLLBACK")
    other.close()
    add_topic(store)
    assert store.count(Topic) == 2
    assert store.check() == []


def test_a_fault_of_the_program_is_not_dressed_up_as_one_of_the_file(store):
    with pytest.raises(sqlite3.OperationalError, match="no such table"), store.edit("Fault"):
        store.connection.execute("SELECT * FROM nowhere")


# The ChangeSet


def test_an_edit_ends_as_the_changeset_that_the_journal_has(store):
    with store.edit("Add topic") as edit:
        topic = edit.add(Topic(name="t"))
    done = edit.done
    assert done.label == "Add topic"
    assert done.kind == "edit"
    assert done.target == 0
    assert done.at == edit.now
    assert done.changes == (Change("topic", topic.id, None, {"id": topic.id, "name": "t"}),)
    assert list(store.journal()) == [done]


def test_a_changeset_says_which_rows_of_which_tables_it_touched(store):
    with store.edit("Add") as edit:
        topics = edit.add_all([Topic(name="a"), Topic(name="b")])
        person = edit.add(Stakeholder(name="n"))
    assert edit.done.rows("topic") == {t.id for t in topics}
    assert edit.done.rows("stakeholder") == {person.id}
    assert edit.done.rows("event") == frozenset()
    assert edit.done.tables() == {"topic", "stakeholder"}


def test_a_label_that_no_text_can_hold_stops_nobodys_work(store):
    with store.edit("Import caf\udce9\x00.csv") as edit:
        edit.add(Topic(name="t"))
    assert edit.done.label == store.undo_label() == "Import caf??.csv"
    assert store.check() == []


def test_who_made_an_edit_is_kept(store, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "ada")
    add_topic(store)
    assert next(store.journal()).who == "ada"


@pytest.mark.parametrize("error", [OSError, KeyError, ImportError])
def test_an_edit_needs_no_name_of_who_made_it(store, monkeypatch, error):
    def nobody():
        raise error

    monkeypatch.setattr("getpass.getuser", nobody)
    add_topic(store)
    assert next(store.journal()).who == ""


# Listeners


def test_listeners_hear_of_every_edit_undo_and_redo_once_each_in_their_order(store):
    heard: list[tuple[str, str]] = []
    store.listen(lambda done: heard.append(("first", done.kind)))
    store.listen(lambda done: heard.append(("second", done.kind)))
    add_topic(store)
    store.undo()
    store.redo()
    kinds = ["edit", "undo", "redo"]
    assert heard == [(who, kind) for kind in kinds for who in ("first", "second")]


def test_listeners_are_told_what_the_journal_says(store):
    heard: list[ChangeSet] = []
    store.listen(heard.append)
    add_topic(store)
    assert store.undo() is heard[1]
    assert store.redo() is heard[2]
    assert heard[::-1] == list(store.journal())
    assert heard[1].target == heard[2].target == heard[0].edit


def test_listeners_are_told_after_the_commit(store):
    seen: list[int] = []

    def look(_):
        assert not store.connection.in_transaction
        with store.reader() as reader:
            seen.append(reader.count(Topic))

    store.listen(look)
    add_topic(store)
    assert seen == [1]


def test_listeners_hear_nothing_of_an_edit_that_failed(store):
    heard: list[ChangeSet] = []
    store.listen(heard.append)
    with pytest.raises(RecordError), store.edit("Fail") as edit:
        edit.add_all([edit.add(Topic(name="t")), Topic(name="")])
    assert heard == []


def test_a_listener_that_raises_keeps_no_other_from_hearing_and_the_edit_stands(store):
    heard: list[ChangeSet] = []

    def fail(_):
        raise ZeroDivisionError

    store.listen(fail)
    store.listen(heard.append)
    with pytest.raises(ZeroDivisionError):
        add_topic(store)
    assert len(heard) == 1
    assert store.count(Topic) == 1
    assert store.undo_label() == "Add topic"
    with pytest.raises(ZeroDivisionError):
        store.undo()
    assert store.count(Topic) == 0
    assert store.redo_label() == "Add topic"
    assert [done.kind for done in heard] == ["edit", "undo"]


# Reading only


def test_a_reader_refuses_every_write_saying_why(store):
    add_topic(store)
    with store.reader() as reader:
        assert reader.read_only
        for write in (
            lambda: add_topic(reader),
            reader.undo,
            lambda: reader.set_setting("title", "t"),
            lambda: reader.keep_blob(b"x", "text/plain"),
        ):
            with pytest.raises(ReadOnlyError, match=r"Nothing was changed. This connection only reads."):
                write()
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.connection.execute("DELETE FROM topic")
    assert store.count(Topic) == 1


def test_an_edit_that_is_refused_does_not_run_its_block(store):
    ran = []
    with store.reader() as reader, pytest.raises(ReadOnlyError), reader.edit("x"):
        ran.append(1)
    assert ran == []


def test_a_reader_sees_what_may_be_undone_as_it_changes(store):
    with store.reader() as reader:
        assert reader.undo_label() == ""
        add_topic(store)
        assert reader.undo_label() == "Add topic"
        store.undo()
        assert (reader.undo_label(), reader.redo_label()) == ("", "Add topic")


# Settings


def test_a_setting_is_kept_and_changed(store):
    assert store.setting("title") == ""
    assert store.setting("title", "none") == "none"
    store.set_setting("title", "One")
    store.set_setting("title", "Two")
    assert store.setting("title", "none") == "Two"
    assert store.count(Setting) == 1


def test_a_setting_is_in_the_journal_but_no_step_to_undo_and_no_content(store):
    before = store.content_hash()
    store.set_setting("title", "One")
    assert [done.kind for done in store.journal()] == ["fixed"]
    assert store.undo_label() == ""
    assert store.content_hash() == before


def test_setting_what_is_set_already_writes_nothing(store):
    store.set_setting("title", "One")
    store.set_setting("title", "One")
    assert len(list(store.journal())) == 1


def test_a_title_can_be_given_at_once(tmp_path):
    with Store.create(tmp_path / "a.tracker", "Privacy 2025") as store:
        assert store.setting("title") == "Privacy 2025"


# Snapshots


def test_a_snapshot_is_kept_under_its_hash_and_comes_back(store):
    data = bytes(range(256)) * 100
    digest = store.keep_blob(data, "application/pdf")
    assert digest == hashlib.sha256(data).hexdigest()
    assert store.blob(digest) == data
    row = store.connection.execute("SELECT media_type, size, length(data) FROM blob").fetchone()
    assert row[:2] == ("application/pdf", len(data))
    assert row[2] < len(data)


@pytest.mark.parametrize("data", [b"", b"\x00" * 10])
def test_a_snapshot_may_be_of_any_bytes(store, data):
    assert store.blob(store.keep_blob(data, "text/plain")) == data


def test_the_same_bytes_are_kept_once(store):
    assert store.keep_blob(b"x", "text/plain") == store.keep_blob(b"x", "text/html")
    assert store.connection.execute("SELECT count(*) FROM blob").fetchone() == (1,)


def test_a_snapshot_kept_inside_an_edit_goes_with_it_when_it_fails(store):
    digest = hashlib.sha256(b"x").hexdigest()
    with pytest.raises(RecordError), store.edit("Capture") as edit:
        edit.add(Source(kind="webpage", title="", sha256=store.keep_blob(b"x", "text/plain")))
    with pytest.raises(NotFoundError, match="No snapshot is kept"):
        store.blob(digest)


def test_a_snapshot_kept_inside_an_edit_stays_after_its_undo(store):
    with store.edit("Capture") as edit:
        digest = store.keep_blob(b"x", "text/plain")
        edit.add(Source(kind="webpage", title="t", sha256=digest))
    store.undo()
    assert store.blob(digest) == b"x"
    assert store.check() == []


@pytest.mark.parametrize("altered", [zlib.compress(b"other"), b"no compressed bytes at all"])
def test_a_snapshot_that_was_altered_is_not_given_out(store, altered):
    digest = store.keep_blob(b"x", "text/plain")
    other = sqlite3.connect(store.path)
    with other:
        other.execute("UPDATE blob SET data=?", (altered,))
    other.close()
    with pytest.raises(FileError, match=r"not what it was when it was kept\. Look for it in a backup"):
        store.blob(digest)


# What another record stands on


def test_a_record_named_by_another_is_not_deleted_behind_the_edits_back(store):
    with store.edit("Add") as edit:
        person = edit.add(Stakeholder(name="n"))
        event = edit.add(Event(title="t", type="order"))
        edit.add(Role(event=event.id, stakeholder=person.id, role="judge"))
    with pytest.raises(sqlite3.IntegrityError), store.edit("Apply") as edit:
        edit.apply([Change("stakeholder", person.id, {"name": "n"}, None)])
    assert store.count(Stakeholder) == 1
