"""Checking a file: whatever another program changed in it is found, and the record it belongs to is named."""

from __future__ import annotations

import dataclasses
import hashlib
import sqlite3
import zlib

import pytest

from tracker.errors import FileError, UndoError
from tracker.records import TABLES, Citation, Event, Role, Setting, Source, Stakeholder, Topic, columns, id_text
from tracker.store import Store
from tracker.store.checking import Problem


def tamper(store, sql, *params):
    """Do to the file what another program might; gives how many rows it changed."""
    other = sqlite3.connect(store.path)
    other.execute("PRAGMA foreign_keys=OFF")
    with other:
        count = other.execute(sql, params).rowcount
    other.close()
    return count


def kinds(problems):
    return [problem.kind for problem in problems]


@pytest.fixture
def made(store, one_of_each):
    """A tracker with one of each record and a journal of three edits."""
    made = one_of_each(store)
    with store.edit("Change") as edit:
        edit.change(made["event"], title="Agreement published")
    store.undo()
    return made


def test_a_sound_file_has_no_problems(store, made):
    assert store.check() == []


def test_a_new_file_has_no_problems(store):
    assert store.check() == []


def test_a_file_can_be_checked_by_who_only_reads(store, made):
    with store.reader() as reader:
        assert reader.check() == []


def test_progress_is_told_step_by_step(store):
    said: list[str] = []
    store.check(said.append)
    assert len(said) == len(set(said)) >= 6
    assert said[0] == "Checking the file"


# The records


ALTERED = {"TEXT": "altered", "INTEGER": 7}


@pytest.mark.parametrize("table", [t for t in TABLES if t != "setting"])
def test_a_change_of_any_field_by_another_program_names_the_record_and_the_field(store, made, table):
    for name in columns(TABLES[table])[1:]:
        sql = f'SELECT "{name}" FROM "{table}" WHERE id=?'
        [(before,)] = store.connection.execute(sql, (made[table].id,))
        altered = ALTERED["TEXT" if isinstance(before, str) else "INTEGER"]
        assert tamper(store, f'UPDATE "{table}" SET "{name}"=? WHERE id=?', altered, made[table].id) == 1
        found = [p for p in store.check() if p.kind == "record"]
        assert [(p.table, p.id) for p in found] == [(table, id_text(made[table].id))], name
        assert found[0].message.startswith(f"its {name.replace('_', ' ')} is “{altered}”, but the last edit left it")
        tamper(store, f'UPDATE "{table}" SET "{name}"=? WHERE id=?', before, made[table].id)
        assert store.check() == [], f"{name} was put back"


def test_a_setting_changed_by_another_program_is_found(store):
    store.set_setting("title", "mine")
    tamper(store, "UPDATE setting SET value='theirs'")
    [problem] = store.check()
    assert (problem.kind, problem.table, problem.id) == ("record", "setting", id_text(store.where(Setting)[0].id))


@pytest.mark.parametrize("table", ["saved_search", "term", "inbox_item"])
def test_a_record_removed_by_another_program_is_missed(store, made, table):
    tamper(store, f"DELETE FROM {table}")
    [problem] = store.check()
    assert problem == Problem(
        "record", "is gone from the file, but no edit removed it.", table, id_text(made[table].id)
    )


def test_a_record_put_in_by_another_program_is_found(store, made):
    tamper(store, "INSERT INTO topic VALUES (7, 'theirs')")
    assert store.check() == [Problem("record", "is in the file, but no edit put it there.", "topic", id_text(7))]


def test_a_record_that_an_edit_removed_does_not_come_back_unseen(store):
    with store.edit("Add") as edit:
        topic = edit.add(Topic(name="t"))
    with store.edit("Remove") as edit:
        edit.remove(topic)
    tamper(store, "INSERT INTO topic VALUES (?, 't')", topic.id)
    assert kinds(store.check()) == ["record"]


def test_the_first_bad_record_comes_first(store):
    with store.edit("Add") as edit:
        topics = edit.add_all([Topic(name=str(n)) for n in range(5)])
    tamper(store, "UPDATE topic SET name='x' WHERE id IN (?, ?)", topics[3].id, topics[1].id)
    assert [p.id for p in store.check()] == [id_text(topics[1].id), id_text(topics[3].id)]


def test_text_that_is_no_text_is_found_and_its_record_named(store, made):
    tamper(store, "UPDATE event SET summary=CAST(x'41ff42' AS TEXT) WHERE id=?", made["event"].id)
    found = store.check()
    assert ("record", "event", id_text(made["event"].id)) in [(p.kind, p.table, p.id) for p in found]
    for problem in found:
        problem.message.encode("utf-8")
    with pytest.raises(FileError, match="is damaged"):
        store.get(Event, made["event"].id)
    assert store.connection.text_factory is str


# References


def test_a_reference_that_leads_nowhere_is_found(store, made):
    tamper(store, "UPDATE role SET stakeholder=7")
    found = store.check()
    assert (
        Problem("reference", "refers to a stakeholder that is not in the file.", "role", id_text(made["role"].id))
        in found
    )


def test_a_point_settled_by_a_claim_of_another_is_found(store, made):
    tamper(store, "UPDATE disputed_point SET chosen=7")
    assert ("reference", "disputed_point", id_text(made["disputed_point"].id)) in [
        (p.kind, p.table, p.id) for p in store.check()
    ]


# The journal


EDIT_COLUMNS = {"label": "'x'", "at": "'x'", "who": "'x'", "kind": "'fixed'", "target": "7", "previous": "'x'"}
EDIT_COLUMNS |= {"hash": "'x'", "id": "id + 1"}
CHANGE_COLUMNS = {"table_name": "'topic'", '"row"': "7", '"before"': "'{}'", '"after"': "NULL", "id": "id + 1000"}


@pytest.mark.parametrize("column", EDIT_COLUMNS)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_any_change_to_an_entry_is_found_and_the_entry_named(store, made, column, place):
    entries = [entry.edit for entry in store.journal()][::-1]
    altered = entries[place] + (column == "id")
    assert tamper(store, f"UPDATE edit SET {column}={EDIT_COLUMNS[column]} WHERE id=?", entries[place]) == 1
    found = [p for p in store.check() if p.kind == "journal"]
    assert [(p.table, p.id) for p in found] == [("edit", id_text(altered))]
    assert "was altered after it was written" in found[0].message


@pytest.mark.parametrize("column", [c for c in CHANGE_COLUMNS if c != "id"])
def test_any_change_to_what_an_entry_did_is_found_and_the_entry_named(store, made, column):
    entries = [entry.edit for entry in store.journal()][::-1]
    for entry in entries:
        [(change, before)] = store.connection.execute(
            f'SELECT id, {column} FROM change WHERE "edit"=? ORDER BY id LIMIT 1', (entry,)
        ).fetchall()
        tamper(store, f"UPDATE change SET {column}={CHANGE_COLUMNS[column]} WHERE id=?", change)
        found = [p for p in store.check() if p.kind == "journal"]
        assert [(p.table, p.id) for p in found] == [("edit", id_text(entry))]
        tamper(store, f"UPDATE change SET {column}=? WHERE id=?", before, change)
        assert store.check() == []


def test_changes_put_in_another_order_are_found(store, made):
    first = store.connection.execute("SELECT min(id) FROM change").fetchone()[0]
    tamper(store, "UPDATE change SET id=id + 1000 WHERE id=?", first)
    assert "journal" in kinds(store.check())


def test_a_change_moved_to_another_entry_is_found(store, made):
    entries = [entry.edit for entry in store.journal()]
    tamper(store, 'UPDATE change SET "edit"=? WHERE "edit"=?', entries[0], entries[1])
    assert "journal" in kinds(store.check())


@pytest.mark.parametrize("place", [0, 1])
def test_an_entry_taken_out_is_found(store, made, place):
    entries = [entry.edit for entry in store.journal()][::-1]
    tamper(store, 'DELETE FROM change WHERE "edit"=?', entries[place])
    tamper(store, "DELETE FROM edit WHERE id=?", entries[place])
    found = [p for p in store.check() if p.kind == "journal"]
    assert [p.id for p in found] == [id_text(entries[place + 1])]


def test_the_newest_entry_taken_out_is_found_by_its_records(store):
    with store.edit("Add") as edit:
        edit.add(Topic(name="t"))
    tamper(store, "DELETE FROM change")
    tamper(store, "DELETE FROM edit")
    assert [p.message for p in store.check()] == ["is in the file, but no edit put it there."]


def test_an_entry_put_in_is_found(store, made):
    columns_of = "label, at, who, kind, target, previous, hash"
    tamper(store, f"INSERT INTO edit(id, {columns_of}) SELECT id + 1, {columns_of} FROM edit ORDER BY id DESC LIMIT 1")
    assert kinds(store.check()) == ["journal"]


@pytest.mark.parametrize("garbage", ["no JSON", "[1]", "", '{"title":'])
def test_a_journal_that_cannot_be_read_is_a_problem_not_a_crash(store, made, garbage):
    entry = next(store.journal(1)).edit
    tamper(store, 'UPDATE change SET "after"=? WHERE "edit"=?', garbage, entry)
    found = store.check()
    assert Problem("journal", "what it did to the event cannot be read.", "edit", id_text(entry)) in found
    with pytest.raises(FileError, match="journal of this tracker is damaged"):
        list(store.journal())
    with pytest.raises(FileError, match="journal of this tracker is damaged"):
        store.history(("event", made["event"].id))


def test_an_edit_whose_record_another_program_changed_is_not_undone(store, made):
    with store.edit("Rename") as edit:
        edit.change(made["topic"], name="renamed")
    tamper(store, "UPDATE topic SET name='theirs'")
    with pytest.raises(UndoError, match="The topic is no longer as that edit left it"):
        store.undo()
    assert store.where(Topic)[0].name == "theirs"


# Quotes, snapshots, the index


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"exact": "signed on Monday", "start": 18, "end": 34}, False),
        ({"exact": "signed on Monday", "start": 18, "end": 34, "anchor": "matches"}, False),
        ({"exact": "signed on Monday", "start": 19, "end": 35, "anchor": "matches"}, True),
        ({"exact": "signed on Monday", "start": 19, "end": 35}, True),
        ({"exact": "signed on Monday", "start": 19, "end": 35, "anchor": "orphaned"}, False),
        ({"exact": "signed on Friday", "anchor": "orphaned"}, False),
        ({"exact": "signed on Friday", "start": -1, "end": -1}, False),
        ({"exact": "signed on Friday", "start": 18, "end": 34, "anchor": "moved"}, False),
        ({"exact": "", "start": 3, "end": 5, "anchor": "matches"}, False),
    ],
)
def test_a_quote_that_says_it_matches_must_stand_at_its_place(store, made, values, found):
    with store.edit("Cite") as edit:
        citation = edit.add(Citation(source=made["source"].id, event=made["event"].id, **values))
    problems = store.check()
    assert [(p.kind, p.table, p.id) for p in problems] == [("quote", "citation", id_text(citation.id))] * found


def test_a_quote_from_a_source_without_its_text_is_not_judged(store, made):
    with store.edit("Cite") as edit:
        source = edit.add(Source(kind="report", title="t"))
        edit.add(Citation(source=source.id, event=made["event"].id, exact="a", start=3, end=4, anchor="matches"))
    assert store.check() == []


@pytest.mark.parametrize("altered", [zlib.compress(b"other"), b"", b"\x00"])
def test_an_altered_snapshot_is_found_and_its_source_named(store, altered):
    with store.edit("Capture") as edit:
        digest = store.keep_blob(b"as it was", "text/plain")
        source = edit.add(Source(kind="webpage", title="t", sha256=digest))
    assert store.check() == []
    tamper(store, "UPDATE blob SET data=?", altered)
    assert store.check() == [
        Problem("snapshot", "its snapshot is not what it was when it was kept.", "source", id_text(source.id))
    ]


def test_an_altered_snapshot_that_no_source_names_is_found_too(store):
    store.keep_blob(b"as it was", "text/plain")
    tamper(store, "UPDATE blob SET sha256='x'")
    assert [(p.kind, p.table) for p in store.check()] == [("snapshot", "")]


def test_an_index_that_is_not_as_it_stands_is_found(store, made):
    tamper(store, "DELETE FROM event_fts WHERE rowid=(SELECT place FROM event_place WHERE event=?)", made["event"].id)
    assert store.check() == [
        Problem("index", "is not in the search index as it stands.", "event", id_text(made["event"].id))
    ]


# The content's hash


def explicit(title="t", **values):
    return Event(id=11, title=title, type="order", created="c", modified="m", **values)


def new_store(path):
    store = Store.create(path)
    store.connection.execute("PRAGMA synchronous=OFF")
    return store


def test_the_same_content_has_the_same_hash_whatever_edits_led_to_it(tmp_path):
    with new_store(tmp_path / "a.tracker") as one, new_store(tmp_path / "b.tracker") as other:
        with one.edit("At once") as edit:
            edit.add_all([explicit(), Topic(id=12, name="a"), Topic(id=13, name="b")])
        with other.edit("First") as edit:
            edit.add_all([Topic(id=13, name="x"), Topic(id=14, name="gone")])
        with other.edit("Then") as edit:
            event = edit.add(explicit(title="other"))
            edit.add(Topic(id=12, name="a"))
        with other.edit("Last") as edit:
            edit.change(event, title="t", modified="m")
            edit.change(Topic(id=13, name="x"), name="b")
            edit.remove(Topic(id=14, name="gone"))
        assert one.content_hash() == other.content_hash()
        assert len(list(other.journal())) > len(list(one.journal()))


@pytest.mark.parametrize("table", [t for t in TABLES if t != "setting"])
def test_every_field_of_every_record_counts_in_the_hash(store, made, table):
    hashes = {store.content_hash()}
    for name in columns(TABLES[table]):
        [(before,)] = store.connection.execute(f'SELECT "{name}" FROM "{table}" LIMIT 1')
        altered = 1 if before is None else before + 1 if isinstance(before, int) else before + "x"
        tamper(store, f'UPDATE "{table}" SET "{name}"=? WHERE "{name}" IS ?', altered, before)
        hashes.add(store.content_hash())
    assert len(hashes) == 1 + len(columns(TABLES[table]))


def test_settings_snapshots_and_the_journal_do_not_count_in_the_hash(store, made):
    before = store.content_hash()
    store.set_setting("title", "t")
    store.keep_blob(b"x", "text/plain")
    store.undo()
    store.redo()
    assert store.content_hash() == before


def test_text_does_not_slip_from_one_field_into_the_next(tmp_path):
    hashes = set()
    for number, (name, family) in enumerate([("ab", "c"), ("a", "bc"), ("abc", ""), ("", "abc")]):
        with new_store(tmp_path / f"{number}.tracker") as store:
            with store.edit("Add") as edit:
                edit.add(TABLES["term"](id=5, vocabulary="theme", name=name or " ", family=family))
            hashes.add(store.content_hash())
    assert len(hashes) == 4


def test_the_hash_of_nothing_is_that_of_every_other_nothing(store, tmp_path):
    with new_store(tmp_path / "other.tracker") as other:
        assert other.content_hash() == store.content_hash()
        assert len(store.content_hash()) == len(hashlib.sha256().hexdigest())


def test_problems_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Problem("file", "m").kind = "other"


def test_many_records_are_checked(store):
    with store.edit("Add") as edit:
        person = edit.add(Stakeholder(name="n"))
        events = edit.add_all([Event(title=str(n), type="order") for n in range(1_500)])
        edit.add_all([Role(event=e.id, stakeholder=person.id, role="judge") for e in events])
    assert store.check() == []
