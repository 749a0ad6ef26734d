"""The tables, and how a file comes to have them. A migration once released is never changed: add another."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.store import event_counts, text_index
from tracker.store.connection import APPLICATION_ID, SCHEMA_VERSION, damaged, explaining
from tracker.store.order import SORT_DAY as SORT_DAY

if TYPE_CHECKING:
    from sqlite_utils import Database

_T, _I = str, int
_TABLES: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    # name: (columns, {column: table it refers to}). Columns listed in _NULLABLE may be NULL.
    "stakeholder": (
        {"name": _T, "kind": _T, "parent": _I, "also_known_as": _T, "note": _T},
        {"parent": "stakeholder"},
    ),
    "source": (
        dict.fromkeys(
            [
                "kind",
                "title",
                "publisher",
                "authors",
                "issued",
                "accessed",
                "url",
                "archive_url",
                "archived_at",
                "language",
                "number",
                "note",
                "text",
                "media_type",
                "sha256",
            ],
            _T,
        )
        | {"previous": _I, "created": _T, "modified": _T},
        {"previous": "source"},
    ),
    "proceeding": (
        dict.fromkeys(["court", "docket_number", "case_name", "judge", "filed", "terminated"], _T)
        | {"appeal_from": _I, "url": _T},
        {"appeal_from": "proceeding"},
    ),
    "authority": ({"citation": _T, "kind": _T}, {}),
    "topic": ({"name": _T}, {}),
    "event": (
        {"title": _T, "type": _T, "date": _T, "date_min": _T, "date_max": _T, "day_order": _I, "date_basis": _T}
        | {"summary": _T, "evidence": _T, "noteworthy": _I, "created": _T, "modified": _T, "reviewed": _T},
        {},
    ),
    "status": ({"event": _I, "axis": _T, "value": _T, "as_of": _T, "note": _T}, {"event": "event"}),
    "role": (
        {"event": _I, "stakeholder": _I, "role": _T, "place": _I, "note": _T},
        {"event": "event", "stakeholder": "stakeholder"},
    ),
    "concern": (
        {"event": _I, "stakeholder": _I, "theme": _T, "position": _T, "statement": _T, "attribution": _T}
        | {"state": _T, "created": _T, "modified": _T},
        {"event": "event", "stakeholder": "stakeholder"},
    ),
    "relation": (
        {"from_event": _I, "to_event": _I, "kind": _T, "note": _T},
        {"from_event": "event", "to_event": "event"},
    ),
    "event_proceeding": ({"event": _I, "proceeding": _I}, {"event": "event", "proceeding": "proceeding"}),
    "event_authority": ({"event": _I, "authority": _I, "use": _T}, {"event": "event", "authority": "authority"}),
    "event_topic": ({"event": _I, "topic": _I, "place": _I}, {"event": "event", "topic": "topic"}),
    # A point chooses one of its claims, and a claim belongs to a point: `chosen` is checked by us, not by SQLite.
    "disputed_point": (
        {"event": _I, "kind": _T, "question": _T, "note": _T, "chosen": _I, "reason": _T, "settled": _T},
        {"event": "event"},
    ),
    "claim": ({"disputed_point": _I, "text": _T, "place": _I}, {"disputed_point": "disputed_point"}),
    "citation": (
        {"source": _I, "event": _I, "status": _I, "concern": _I, "claim": _I, "relation": _T, "locator": _T}
        | {"exact": _T, "prefix": _T, "suffix": _T, "start": _I, "end": _I, "anchor": _T, "created": _T},
        {"source": "source", "event": "event", "status": "status", "concern": "concern", "claim": "claim"},
    ),
    "saved_search": ({"name": _T, "text": _T, "place": _I}, {}),
    "term": ({"vocabulary": _T, "name": _T, "family": _T}, {}),
    "inbox_item": (
        {"feed": _T, "title": _T, "url": _T, "published": _T, "body": _T, "state": _T, "created": _T},
        {},
    ),
    "setting": ({"name": _T, "value": _T}, {}),
    # The journal, and the bytes of kept snapshots by their hash (added, never changed).
    "edit": (
        {"label": _T, "at": _T, "who": _T, "kind": _T, "target": _I, "previous": _T, "hash": _T},
        {},
    ),
    "change": ({"edit": _I, "table_name": _T, "row": _I, "before": _T, "after": _T}, {"edit": "edit"}),
    "blob": ({"sha256": _T, "media_type": _T, "size": _I, "data": bytes}, {}),
}
_NULLABLE = {
    "stakeholder": {"parent"},
    "source": {"previous"},
    "proceeding": {"appeal_from"},
    "disputed_point": {"chosen"},
    "citation": {"event", "status", "concern", "claim"},
    "change": {"before", "after"},
}
_UNIQUE = {"blob": ("sha256",), "setting": ("name",)}

_FTS = "tokenize='unicode61 remove_diacritics 2', prefix='2 3'"
_MORE_SQL_1 = (
    # Covering: lists and the timeline are read from the index alone, without the events' long texts. (SQLite takes it
    # for covering only if the columns that the day is worked out from are in it too.)
    f"CREATE INDEX event_by_date ON event({SORT_DAY.replace('e.', '')}, day_order, id, type, date, title, date_min, "
    "date_max)",
    "CREATE INDEX event_by_type ON event(type)",
    "CREATE INDEX event_noteworthy ON event(id) WHERE noteworthy",
    # Covering: what is counted for the sidebar is read in the order in which it is grouped.
    "CREATE INDEX role_by_stakeholder ON role(stakeholder, event)",
    "CREATE INDEX concern_by_stakeholder ON concern(stakeholder, event)",
    "CREATE INDEX concern_by_theme ON concern(theme, event)",
    "CREATE INDEX topic_events ON event_topic(topic, event)",
    "CREATE INDEX change_by_row ON change(table_name, row)",
    "CREATE INDEX idx_disputed_point_chosen ON disputed_point(chosen)",
    f"CREATE VIRTUAL TABLE event_fts USING fts5(title, summary, claims, {_FTS})",
    f"CREATE VIRTUAL TABLE source_fts USING fts5(title, publisher, authors, text, {_FTS})",
)
_MORE_SQL_2 = (
    # Worked out from the records, so neither a record nor in the journal: see `places` and `event_counts`.
    "CREATE TABLE event_place(place INTEGER PRIMARY KEY, event INTEGER NOT NULL UNIQUE) STRICT",
    "CREATE TABLE event_count(type TEXT NOT NULL, date TEXT NOT NULL, events INTEGER NOT NULL, "
    "PRIMARY KEY(type, date)) STRICT, WITHOUT ROWID",
    "DROP INDEX event_by_type",
    "CREATE INDEX event_by_type ON event(type, date)",
    # Covering: which events cite a source, by whatever of theirs.
    "CREATE INDEX citation_by_source ON citation(source, event, status, concern, claim)",
)
_MORE_SQL_3 = (
    "DROP TABLE event_count",
    event_counts.TABLE,
    # How a feed answered last: what is asked next time depends on it, but it is no record.
    "CREATE TABLE feed_state(feed INTEGER PRIMARY KEY, checked TEXT NOT NULL, etag TEXT NOT NULL, "
    "last_modified TEXT NOT NULL, problem TEXT NOT NULL) STRICT",
    "CREATE INDEX inbox_item_by_key ON inbox_item(feed, key)",
    # Sources whose link may die and take all with it, found without a walk past the texts of all.
    "CREATE INDEX source_unarchived ON source(id) WHERE url <> '' AND archive_url = '' AND sha256 = ''",
    # Covering: the list of items is read without their texts, which may be long.
    "CREATE INDEX inbox_item_by_state ON inbox_item(state, feed, published, created, id, title, url)",
)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the file up to `SCHEMA_VERSION`, all steps in one transaction. The caller has made a verified copy.

    FileError if it cannot be done; the file is then as it was.
    """
    # Imported here: it takes a third of the window's start-up, and only a new or old file needs it.
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("policy-tracker")

    @migrations()
    def m001_first_tables(db: Database) -> None:
        for name, (columns, refers) in _TABLES.items():
            db.create_table(
                name,
                {"id": int, **columns},
                pk="id",
                foreign_keys=[(column, other, "id") for column, other in refers.items()],
                not_null=set(columns) - _NULLABLE.get(name, set()),
                strict=True,
            )
            for column in refers:
                db.table(name).create_index([column])
            for column in _UNIQUE.get(name, ()):
                db.table(name).create_index([column], unique=True)
        for statement in _MORE_SQL_1:
            db.execute(statement)

    @migrations()
    def m002_order_and_counts_of_events(db: Database) -> None:
        for statement in _MORE_SQL_2:
            db.execute(statement)
        text_index.rebuild(connection)

    @migrations()
    def m003_feeds_and_link_checks(db: Database) -> None:
        db.execute("ALTER TABLE inbox_item ADD COLUMN key TEXT NOT NULL DEFAULT ''")
        feed = {"id": _I, "url": _T, "title": _T, "every_hours": _I, "created": _T}
        db.create_table("feed", feed, pk="id", not_null=set(feed) - {"id"}, strict=True)
        link = {"id": _I, "source": _I, "state": _T, "at": _T, "note": _T}
        refers = [("source", "source", "id")]
        db.create_table("link_check", link, pk="id", foreign_keys=refers, not_null=set(link) - {"id"}, strict=True)
        db.table("link_check").create_index(["source"])
        for statement in _MORE_SQL_3:
            db.execute(statement)
        event_counts.rebuild(connection)

    db = Database(connection, execute_plugins=False)
    with explaining(path):
        connection.execute("PRAGMA query_only=OFF")
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            migrations.apply(db)
            broken = len(connection.execute("PRAGMA foreign_key_check").fetchall())
            if broken:
                raise damaged(path, f"{broken} references in it lead nowhere")
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        finally:
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA query_only=ON")
