"""The tables: they hold what the records hold, strictly, and old files come up to date safely or not at all."""

from __future__ import annotations

import dataclasses
import lzma
import shutil
import sqlite3
from pathlib import Path

import pytest

from tracker.errors import FileError
from tracker.records import RECORD_TYPES, REFERENCES, TABLES, columns
from tracker.store import Store, backup, schema
from tracker.store.connection import APPLICATION_ID, SCHEMA_VERSION, connect
from tracker.store.order import SORT_DAY

TYPES = {"str": "TEXT", "int": "INTEGER", "bool": "INTEGER", "Id": "INTEGER", "Id | None": "INTEGER"}
OWN = {"edit", "change", "blob"}
DERIVED = {"event_place", "event_count", "feed_state"}
BY_SQLITE = [r for r in REFERENCES if r.column != "chosen"]


def rows(store, sql):
    return store.connection.execute(sql).fetchall()


@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_a_table_has_the_fields_of_its_record_in_order(store, record_type):
    info = rows(store, f'PRAGMA table_info("{record_type.TABLE}")')
    assert tuple(name for _, name, *_ in info) == columns(record_type)
    for field, (_, name, kind, not_null, _, key) in zip(dataclasses.fields(record_type), info, strict=True):
        assert kind == TYPES[field.type]
        assert key == (name == "id")
        assert bool(not_null) == (field.type != "Id | None" and name != "id")


def test_every_table_is_strict_and_no_other_is_there(store):
    tables = rows(store, "SELECT name, strict FROM pragma_table_list WHERE type='table' AND schema='main'")
    strict = {name for name, strict in tables if strict}
    assert strict == set(TABLES) | OWN | DERIVED
    assert {name for name, strict in tables if not strict} == {"_sqlite_migrations", "sqlite_schema"}


@pytest.mark.parametrize("table", sorted(set(TABLES) | OWN))
def test_every_row_has_one_integer_key(store, table):
    [(kind,)] = rows(store, f"SELECT type FROM pragma_table_info('{table}') WHERE pk=1 AND name='id'")
    assert kind == "INTEGER"
    [(sql,)] = rows(store, f"SELECT sql FROM sqlite_master WHERE name='{table}'")
    assert "WITHOUT ROWID" not in sql


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda r: f"{r.table}.{r.column}")
def test_who_names_a_record_is_found_by_an_index(store, reference):
    [plan] = rows(store, f'EXPLAIN QUERY PLAN SELECT id FROM "{reference.table}" WHERE "{reference.column}"=1')
    assert plan[3].startswith("SEARCH")


@pytest.mark.parametrize("reference", BY_SQLITE, ids=lambda r: f"{r.table}.{r.column}")
def test_sqlite_knows_the_reference_and_deletes_nothing_by_itself(store, reference):
    keys = rows(store, f'SELECT "from", "table", "to", on_delete FROM pragma_foreign_key_list(\'{reference.table}\')')
    # Whatever SQLite deleted would bypass the journal.
    assert (reference.column, reference.target, "id", "NO ACTION") in keys


def test_sqlite_knows_no_reference_that_the_records_do_not(store):
    known = {(r.table, r.column) for r in REFERENCES}
    for table in TABLES:
        found = rows(store, f"SELECT \"from\" FROM pragma_foreign_key_list('{table}')")
        assert {(table, column) for (column,) in found} <= known


def test_there_are_no_triggers(store):
    assert rows(store, "SELECT name FROM sqlite_master WHERE type='trigger'") == []


def test_a_list_of_all_events_by_date_is_read_from_an_index(store):
    sql = f"SELECT e.id FROM event e ORDER BY {SORT_DAY}, e.day_order, e.id"
    plan = " ".join(row[3] for row in rows(store, "EXPLAIN QUERY PLAN " + sql))
    assert "USING COVERING INDEX event_by_date" in plan
    assert "TEMP B-TREE" not in plan


def test_what_the_timeline_shows_of_every_event_is_read_from_that_index_alone(store):
    order = f"{SORT_DAY}, e.day_order, e.id"
    sql = f"SELECT e.id, e.title, e.type, e.date, e.date_min, e.date_max FROM event e ORDER BY {order}"
    [plan] = rows(store, "EXPLAIN QUERY PLAN " + sql)
    assert "USING COVERING INDEX event_by_date" in plan[3]


def test_the_history_of_a_row_is_found_by_an_index(store):
    [plan] = rows(store, "EXPLAIN QUERY PLAN SELECT id FROM change WHERE table_name='event' AND \"row\"=1")
    assert "INDEX change_by_row" in plan[3]


@pytest.mark.parametrize(
    ("dates", "place"),
    [(("2025-01-01", "2025-12-31"), "2025-01-01"), (("", "2025-12-31"), "2025-12-31"), (("", ""), "~")],
)
def test_an_event_sorts_by_its_first_day_or_its_last_or_comes_at_the_end(store, dates, place):
    sql = f"SELECT {SORT_DAY} FROM (SELECT ? AS date_min, ? AS date_max) e"
    assert store.connection.execute(sql, dates).fetchone() == (place,)
    assert place < "~" or dates == ("", "")


def test_the_file_says_whose_it_is_and_of_which_version(store):
    assert rows(store, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert APPLICATION_ID.to_bytes(4, "big") == b"POLT"
    assert rows(store, "PRAGMA user_version") == [(SCHEMA_VERSION,)]


def test_sqlite_refuses_a_value_of_the_wrong_type(blank, tmp_path):
    connection = sqlite3.connect(Path(shutil.copy(blank, tmp_path / "a.tracker")))
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER column"):
        connection.execute("INSERT INTO event_topic VALUES (1, 'one', 2, 3)")
    connection.close()


# Old files

VERSION_1 = Path(__file__).with_name("version-1.tracker.xz")
"""Made by the program when the tables were in their first version: one record of each kind, and a few more events."""
CONTENT_1 = "91114d47256faea2456748dcd98aa73d623c2edccebd531cd8cdd8c6ed2fbbdd"


@pytest.fixture
def old(tmp_path):
    """A tracker as an older version of the program left it."""
    path = tmp_path / "old.tracker"
    path.write_bytes(lzma.decompress(VERSION_1.read_bytes()))
    return path


def execute(path, *statements):
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def version(path):
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        return connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()


def test_an_old_file_is_copied_before_it_is_brought_up_to_date(old):
    with Store.open(old) as store:
        assert not store.read_only
        assert rows(store, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
        assert store.check() == []
        assert store.content_hash() == CONTENT_1
    [(_, copy)] = backup.listed(old)
    assert version(copy) == 1
    with Store.open(copy) as store:
        assert store.content_hash() == CONTENT_1


def test_a_file_of_the_first_version_comes_to_have_the_tables_of_a_new_one(old, store):
    sql = (
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY type, name"
    )
    with Store.open(old) as opened:
        assert rows(opened, sql) == rows(store, sql)


def test_a_file_of_the_first_version_is_searched_and_goes_back_to_where_it_was(old):
    with Store.open(old) as store:
        assert [event.title for event in store.events(store.find())] == [
            "Group sues", "Second of the day", "Agreement signed", "An undated note",
        ]  # fmt: skip
        assert len(store.find("privacy OR goes OR signed")) == 1
        assert rows(store, "SELECT sum(events) FROM event_count") == [(4,)]
        store.undo()
        assert store.undo_label() == "Log"
        assert store.check() == []


def test_a_file_of_this_version_is_not_copied_when_it_is_opened(old):
    Store.open(old).close()
    Store.open(old).close()
    assert len(backup.listed(old)) == 1


def test_an_old_file_that_cannot_be_copied_is_left_alone(old, monkeypatch):
    def fail(path):
        raise FileError("The copy is not sound.")

    monkeypatch.setattr(backup, "verify", fail)
    before = old.read_bytes()
    with pytest.raises(FileError, match="The copy is not sound"):
        Store.open(old)
    assert old.read_bytes() == before
    monkeypatch.undo()
    with Store.open(old) as store:
        assert not store.read_only


def test_a_migration_that_fails_changes_nothing(old):
    execute(old, "PRAGMA foreign_keys=OFF", "INSERT INTO role VALUES (1, 2, 3, 'judge', 0, '')")
    before = old.read_bytes()
    connection = connect(old, write=True)
    with pytest.raises(FileError, match=r"is damaged \(2 references in it lead nowhere\)"):
        schema.migrate(connection, old)
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert connection.execute("PRAGMA query_only").fetchone() == (1,)
    connection.close()
    assert old.read_bytes() == before


def test_a_migration_stopped_halfway_changes_nothing(tmp_path, monkeypatch):
    path = tmp_path / "very-old.tracker"
    execute(path, "CREATE TABLE older(x)", f"PRAGMA application_id={APPLICATION_ID}")
    before = path.read_bytes()
    made = []

    def stop(self, *_, **__):
        made.extend(self.db.table_names())
        raise KeyboardInterrupt

    monkeypatch.setattr("sqlite_utils.db.Table.create_index", stop)
    connection = connect(path, write=True)
    with pytest.raises(KeyboardInterrupt):
        schema.migrate(connection, path)
    connection.close()
    assert len(made) > 1
    assert path.read_bytes() == before


def test_migrating_twice_is_migrating_once(old):
    connection = connect(old, write=True)
    schema.migrate(connection, old)
    first = connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
    schema.migrate(connection, old)
    assert connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall() == first
    connection.close()
