"""The full-text index: whatever an edit did, it equals an index built anew."""

from __future__ import annotations

import random
import sqlite3

import pytest

from tracker.errors import RecordError
from tracker.records import (
    TABLES,
    Authority,
    Citation,
    Claim,
    Concern,
    DisputedPoint,
    Event,
    EventAuthority,
    EventProceeding,
    EventTopic,
    Proceeding,
    Relation,
    Role,
    Source,
    Stakeholder,
    Status,
    Topic,
)
from tracker.store import text_index

EVENTS = """SELECT p.event, f.title, f.summary, f.claims FROM event_fts f JOIN event_place p ON p.place = f.rowid
    ORDER BY p.event"""
SOURCES = "SELECT rowid, title, publisher, authors, text FROM source_fts ORDER BY rowid"


def contents(store):
    return store.connection.execute(EVENTS).fetchall(), store.connection.execute(SOURCES).fetchall()


def matches(store, words):
    """Titles of the events that the index finds by these words."""
    found = store.connection.execute(
        "SELECT f.title FROM event_fts f JOIN event_place p ON p.place = f.rowid WHERE event_fts MATCH ? "
        "ORDER BY p.event",
        (f'"{words}"',),
    )
    return [title for (title,) in found]


def assert_as_built_anew(store):
    """What the edits left equals what a rebuild would make, and finds the same by every word."""
    incremental = contents(store)
    words = sorted(
        {word for rows in incremental for row in rows for text in row[1:] for word in text.split() if word.isalpha()}
    )
    found = [matches(store, word) for word in words]
    assert list(text_index.stale(store.connection)) == []
    store.connection.execute("PRAGMA query_only=OFF")
    store.connection.execute("BEGIN")
    text_index.rebuild(store.connection)
    assert contents(store) == incremental
    assert [matches(store, word) for word in words] == found
    store.connection.execute("ROLLBACK")
    store.connection.execute("PRAGMA query_only=ON")


def change(store, record, **values):
    with store.edit("Change") as edit:
        return edit.change(record, **values)


def test_an_event_is_found_by_its_title_and_its_summary(store):
    with store.edit("Add") as edit:
        event = edit.add(Event(title="Agreement signed", type="order", summary="In the café on Monday"))
    assert matches(store, "agreement") == matches(store, "cafe") == ["Agreement signed"]
    change(store, event, title="Pact signed")
    assert matches(store, "agreement") == []
    assert matches(store, "pact") == ["Pact signed"]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("stakeholder", "office of records"),
        ("stakeholder", "ooR"),
        ("concern", "goes too far"),
        ("citation", "signed on monday"),
        ("disputed_point", "when was it signed"),
        ("claim", "on monday"),
        ("authority", "6103"),
        ("topic", "data sharing"),
    ],
)
def test_an_event_is_found_by_what_belongs_to_it(store, one_of_each, table, words):
    made = one_of_each(store)
    assert matches(store, words) == ["Agreement signed"]
    field = {"stakeholder": "name", "concern": "statement", "citation": "exact", "disputed_point": "question"} | {
        "claim": "text", "authority": "citation", "topic": "name",
    }  # fmt: skip
    if words != "ooR":
        change(store, made[table], **{field[table]: "quintessence"})
        assert "Agreement signed" in matches(store, "quintessence")
        assert_as_built_anew(store)
    with store.edit("Remove") as edit:
        edit.remove(made[table], with_references=True)
    assert matches(store, "quintessence") == []
    assert_as_built_anew(store)
    store.undo()
    assert_as_built_anew(store)


def test_an_event_is_found_by_the_proceeding_it_stands_in(store, one_of_each):
    made = one_of_each(store)
    assert matches(store, "25 cv 00001") == matches(store, "group v office") == ["Group sues"]
    change(store, made["proceeding"], docket_number="9:99-cv-9")
    assert matches(store, "99 cv 9") == ["Group sues"]
    assert_as_built_anew(store)


def test_a_quote_stands_under_its_event_whatever_it_bears_out(store, one_of_each):
    made = one_of_each(store)
    for target in ("event", "status", "concern", "claim"):
        with store.edit("Cite") as edit:
            citation = edit.add(Citation(source=made["source"].id, exact="quintessence", **{target: made[target].id}))
        assert matches(store, "quintessence") == ["Agreement signed"], target
        assert_as_built_anew(store)
        with store.edit("Remove") as edit:
            edit.remove(citation)
        assert matches(store, "quintessence") == []


def test_a_part_that_moves_to_another_event_is_found_there_and_no_longer_here(store, one_of_each):
    made = one_of_each(store)
    suit = next(e for e in store.where(Event) if e.title == "Group sues")
    for table, words in (("concern", "goes too far"), ("disputed_point", "when was it signed")):
        change(store, made[table], event=suit.id)
        assert matches(store, words) == ["Group sues"]
        assert_as_built_anew(store)


def test_a_removed_event_is_found_no_longer(store, one_of_each):
    made = one_of_each(store)
    with store.edit("Remove") as edit:
        edit.remove(made["event"])
    assert matches(store, "agreement") == []
    assert_as_built_anew(store)


def test_an_edit_that_fails_leaves_the_index_as_it_was(store, one_of_each):
    made = one_of_each(store)
    before = contents(store)
    with pytest.raises(RecordError), store.edit("Fail") as edit:
        edit.change(edit.change(made["event"], title="Other"), type="")
    assert contents(store) == before


def test_a_stakeholder_with_many_parts_is_renamed_in_all_of_them(store):
    with store.edit("Add") as edit:
        person = edit.add(Stakeholder(name="before"))
        events = edit.add_all([Event(title=str(n), type="order") for n in range(2_500)])
        edit.add_all([Role(event=e.id, stakeholder=person.id, role="judge") for e in events])
    change(store, person, name="after")
    assert matches(store, "before") == []
    assert len(matches(store, "after")) == 2_500
    assert_as_built_anew(store)


def test_renaming_takes_the_same_few_statements_however_many_parts_there_are(store):
    with store.edit("Add") as edit:
        person = edit.add(Stakeholder(name="before"))
        events = edit.add_all([Event(title=str(n), type="order") for n in range(200)])
        edit.add_all([Role(event=e.id, stakeholder=person.id, role="judge") for e in events])
    statements: list[str] = []
    store.connection.set_trace_callback(statements.append)
    change(store, person, name="after")
    store.connection.set_trace_callback(None)
    # What FTS5 does inside shows as comments.
    assert len([s for s in statements if not s.startswith("--")]) < 30


@pytest.mark.parametrize("seed", range(12))
def test_after_random_edits_the_index_equals_one_built_anew(store, one_of_each, seed):
    rng = random.Random(seed)
    for _ in range(2):
        one_of_each(store)
    for _ in range(12):
        with store.edit("Anything") as edit:
            for _ in range(rng.randrange(1, 4)):
                anything(store, edit, rng)
        if rng.random() < 0.3 and store.undo_label():
            store.undo()
            if rng.random() < 0.5:
                store.redo()
        assert list(text_index.stale(store.connection)) == []
    assert_as_built_anew(store)
    assert {problem.kind for problem in store.check()} <= {"quote"}  # texts and quotes were changed at random


def anything(store, edit, rng):
    """One random addition, change of text, move or removal."""

    def some(record_type):
        return rng.choice(store.where(record_type) or [None])

    word = rng.choice(["alpha", "beta", "gamma", "delta"])
    event, person, source = some(Event), some(Stakeholder), some(Source)
    point, claim, concern, status = some(DisputedPoint), some(Claim), some(Concern), some(Status)
    if event is None or person is None or source is None:
        edit.add(Event(title=word, type="order"))
        edit.add(Stakeholder(name=word))
        edit.add(Source(kind="report", title=word))
        return
    texts = {
        Event: "summary", Stakeholder: "also_known_as", Source: "text", Concern: "statement", Status: "note",
        DisputedPoint: "note", Claim: "text", Citation: "exact", Proceeding: "court", Authority: "citation",
        Topic: "name", Role: "note", Relation: "note",
    }  # fmt: skip
    match rng.randrange(5):
        case 0:
            additions = [
                lambda: Event(title=word, type="order", summary=word),
                lambda: Status(event=event.id, axis="lifecycle", value="final", note=word),
                lambda: Role(event=event.id, stakeholder=person.id, role="judge"),
                lambda: Concern(event=event.id, stakeholder=person.id, theme="privacy", statement=word),
                lambda: DisputedPoint(event=event.id, question=word),
                lambda: Source(kind="report", title=word, previous=source.id),
                lambda: Citation(source=source.id, event=event.id, exact=word),
            ]
            if point:
                additions.append(lambda: Claim(disputed_point=point.id, text=word))
            if claim:
                additions.append(lambda: Citation(source=source.id, claim=claim.id, exact=word))
            if concern:
                additions.append(lambda: Citation(source=source.id, concern=concern.id, exact=word))
            if status:
                additions.append(lambda: Citation(source=source.id, status=status.id, exact=word))
            if topic := some(Topic):
                additions.append(lambda: EventTopic(event=event.id, topic=topic.id))
            if proceeding := some(Proceeding):
                additions.append(lambda: EventProceeding(event=event.id, proceeding=proceeding.id))
            if authority := some(Authority):
                additions.append(lambda: EventAuthority(event=event.id, authority=authority.id))
            edit.add(rng.choice(additions)())
        case 1 | 2:
            record_type = rng.choice(list(texts))
            if record := some(record_type):
                edit.change(record, **{texts[record_type]: f"{word} {rng.randrange(9)}"})
        case 3:
            record_type = rng.choice([Status, Role, Concern, DisputedPoint, EventTopic])
            if record := some(record_type):
                edit.change(record, event=event.id)
        case 4:
            if record := some(rng.choice([t for t in TABLES.values() if t.TABLE != "setting"])):
                edit.remove(record, with_references=True)


# Finding what is wrong with it


@pytest.mark.parametrize(
    ("damage", "table"),
    [
        ("DELETE FROM event_fts WHERE title='Agreement signed'", "event"),
        ("UPDATE event_fts SET claims='other' WHERE title='Agreement signed'", "event"),
        ("INSERT INTO event_fts(rowid, title, summary, claims) VALUES (5, 'a', 'b', 'c')", "event"),
        ("DELETE FROM source_fts", "source"),
        ("UPDATE source_fts SET text='other'", "source"),
    ],
)
def test_an_index_that_is_not_as_it_should_be_is_found_out(store, one_of_each, damage, table):
    made = one_of_each(store)
    other = sqlite3.connect(store.path)
    with other:
        other.execute(damage)
    other.close()
    assert list(text_index.stale(store.connection)) == [(table, 5 if "INSERT" in damage else made[table].id)]
