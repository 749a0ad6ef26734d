"""Reading: lists in the order asked for, one event with all that belongs to it, threads that read while one writes."""

from __future__ import annotations

import random
import threading

import pytest

from tracker.errors import NotFoundError
from tracker.records import (
    TABLES,
    Citation,
    Claim,
    Concern,
    DisputedPoint,
    Event,
    EventProceeding,
    EventTopic,
    Proceeding,
    Role,
    Source,
    Stakeholder,
    Status,
    Term,
    Topic,
    columns,
    id_text,
)
from tracker.store import EventRow


def add(store, *records):
    with store.edit("Add") as edit:
        made = edit.add_all(records)
    return made[0] if len(records) == 1 else made


@pytest.fixture
def event(store):
    return add(store, Event(title="Agreement signed", type="order", date="2025-04-07", evidence="on the record"))


# Records by id


def test_a_record_is_got_by_its_id(store, event):
    assert store.get(Event, event.id) == event


@pytest.mark.parametrize("table", TABLES)
def test_a_record_that_is_not_there_is_said_to_be_missing(store, table):
    with pytest.raises(NotFoundError, match=f"There is no {table.replace('_', ' ')} with this id in test.tracker"):
        store.get(TABLES[table], 5)


def test_a_record_is_got_by_its_short_text(store, event):
    assert store.by_text_id(Event, id_text(event.id).upper()) == event


@pytest.mark.parametrize("text", ["", "nonsense", id_text(5), "0000000000000"])
def test_a_short_text_of_nothing_says_how_to_find_one(store, event, text):
    with pytest.raises(NotFoundError, match=f"There is no event “{text}” in test.tracker. “search” lists ids."):
        store.by_text_id(Event, text)


def test_many_records_come_in_the_order_asked_for_without_those_not_there(store):
    topics = list(add(store, *[Topic(name=str(n)) for n in range(5_000)]))
    random.Random(1).shuffle(topics)
    wanted = [t.id for t in topics]
    wanted[2_500:2_500] = [1, 2, 3]
    assert store.many(Topic, wanted) == topics
    assert store.many(Topic, iter(wanted[:3])) == topics[:3]


def test_a_record_asked_for_twice_comes_twice(store, event):
    assert store.many(Event, [event.id, event.id]) == store.events([event.id, event.id]) == [event, event]
    assert len(store.event_rows([event.id, event.id])) == 2


def test_none_asked_for_none_given(store, event):
    assert store.many(Event, []) == store.event_rows([]) == []


# Records by their fields


def test_records_whose_fields_are_as_given_come_in_order_of_id(store):
    made = add(store, Topic(name="b"), Topic(name="a"), Topic(name="b"))
    assert store.where(Topic) == list(made)
    assert store.where(Topic, name="b") == [made[0], made[2]]
    assert store.where(Topic, "name, id DESC") == [made[1], made[2], made[0]]
    assert store.where(Topic, name="none") == []


def test_fields_that_are_absent_can_be_asked_for(store):
    parent = add(store, Stakeholder(name="a"))
    child = add(store, Stakeholder(name="b", parent=parent.id))
    assert store.where(Stakeholder, parent=None) == [parent]
    assert store.where(Stakeholder, parent=parent.id, name="b") == [child]


def test_yes_or_no_can_be_asked_for(store, event):
    noted = add(store, Event(title="b", type="order", noteworthy=True))
    assert store.where(Event, noteworthy=True) == [noted]
    assert store.where(Event, noteworthy=False) == [event]


def test_names_that_sql_knows_are_fields_all_the_same(store, event):
    source = add(store, Source(kind="report", title="t"))
    citation = add(store, Citation(source=source.id, event=event.id, start=3, end=9))
    assert store.where(Citation, "end", start=3, end=9) == [citation]


def test_records_are_counted(store, event):
    assert store.count(Event) == 1
    assert store.counts() == {table: int(table == "event") for table in TABLES}


def test_the_users_own_terms_come_by_name(store):
    add(
        store, Term(vocabulary="theme", name="b"), Term(vocabulary="role", name="c"), Term(vocabulary="theme", name="a")
    )
    assert [term.name for term in store.terms("theme")] == ["a", "b"]


# One line an event


def test_a_line_shows_the_event(store, event):
    assert store.event_rows([event.id]) == [
        EventRow(
            event.id, "Agreement signed", "order", "2025-04-07", "2025-04-07", "2025-04-07", "on the record", False,
            event.modified, "", 0, 0, "", False,
        )
    ]  # fmt: skip


def test_a_line_counts_sources_once_however_often_they_are_cited(store, event):
    one, two = add(store, Source(kind="report", title="a"), Source(kind="report", title="b"))
    add(store, *[Citation(source=s.id, event=event.id) for s in (one, one, two)])
    assert store.event_rows([event.id])[0].sources == 2


@pytest.mark.parametrize(
    ("positions", "strongest"),
    [
        ([], ""),
        (["neutral"], "neutral"),
        (["neutral", "supports"], "supports"),
        (["supports", "reservations", "neutral"], "reservations"),
        (["neutral", "opposes", "supports", "reservations"], "opposes"),
    ],
)
def test_a_line_counts_concerns_and_shows_the_strongest_position(store, event, positions, strongest):
    person = add(store, Stakeholder(name="n"))
    with store.edit("Add") as edit:
        edit.add_all([Concern(event=event.id, stakeholder=person.id, theme="t", position=p) for p in positions])
    [row] = store.event_rows([event.id])
    assert (row.concerns, row.position) == (len(positions), strongest)


def test_a_line_says_disputed_while_a_point_is_open(store, event):
    point = add(store, DisputedPoint(event=event.id, question="q"))
    claim = add(store, Claim(disputed_point=point.id, text="t"))
    assert store.event_rows([event.id])[0].disputed
    with store.edit("Settle") as edit:
        edit.change(point, chosen=claim.id)
    assert not store.event_rows([event.id])[0].disputed
    add(store, DisputedPoint(event=event.id, question="another"))
    assert store.event_rows([event.id])[0].disputed


def test_lines_come_in_the_order_asked_for_without_those_not_there(store):
    events = list(add(store, *[Event(title=str(n), type="order", noteworthy=n % 2 == 0) for n in range(3_000)]))
    random.Random(2).shuffle(events)
    rows = store.event_rows([5, *(e.id for e in events), 7])
    assert [(row.id, row.title, row.noteworthy) for row in rows] == [(e.id, e.title, e.noteworthy) for e in events]


# One event with all that belongs to it


def test_a_dossier_of_a_bare_event_is_empty(store, event):
    dossier = store.dossier(event.id)
    assert dossier.event == event
    assert not any(getattr(dossier, name) for name in dossier.__slots__ if name != "event")


def test_a_dossier_of_a_missing_event_is_refused(store):
    with pytest.raises(NotFoundError, match="There is no event with this id"):
        store.dossier(5)


def test_a_dossier_has_everything(store, one_of_each):
    made = one_of_each(store)
    add(store, *[Citation(source=made["source"].id, **{t: made[t].id}) for t in ("event", "status", "concern")])
    dossier = store.dossier(made["event"].id)
    assert [c.citation.event for c in dossier.citations] == [made["event"].id]
    assert [c.source.id for c in dossier.citations] == [made["source"].id]
    [role] = dossier.roles
    assert (role.role, role.stakeholder) == (made["role"], made["stakeholder"])
    [concern] = dossier.concerns
    assert (concern.concern, concern.stakeholder) == (made["concern"], made["stakeholder"])
    assert [c.source for c in concern.citations] == [c.source for c in dossier.citations]
    [status] = dossier.statuses
    assert status.status == made["status"]
    assert len(status.citations) == 1
    [relation] = dossier.relations
    assert (relation.relation, relation.other.title, relation.outgoing) == (made["relation"], "Group sues", False)
    [disputed] = dossier.disputed
    assert disputed.point == made["disputed_point"]
    assert [c.claim for c in disputed.claims] == [made["claim"]]
    assert [c.citation for c in disputed.claims[0].citations] == [made["citation"]]
    [authority] = dossier.authorities
    assert (authority.link, authority.authority) == (made["event_authority"], made["authority"])
    assert dossier.topics == (made["topic"],)
    assert dossier.proceedings == ()
    suit = store.dossier(relation.other.id)
    assert suit.proceedings == (made["proceeding"],)
    assert suit.relations[0].outgoing


def test_parts_of_a_dossier_come_in_their_places(store, event):
    person = add(store, Stakeholder(name="n"))
    add(
        store,
        *[Role(event=event.id, stakeholder=person.id, role=r, place=p) for r, p in (("b", 2), ("a", 1), ("c", 2))],
    )
    topics = add(store, Topic(name="x"), Topic(name="y"))
    add(store, EventTopic(event=event.id, topic=topics[0].id, place=2), EventTopic(event=event.id, topic=topics[1].id))
    point = add(store, DisputedPoint(event=event.id, question="q"))
    add(store, Claim(disputed_point=point.id, text="later", place=5), Claim(disputed_point=point.id, text="first"))
    statuses = [("2025-06-01", "rescinded"), ("2025-22", "final"), ("2025-05~", "proposed"), ("", "reported")]
    add(store, *[Status(event=event.id, axis="lifecycle", value=v, as_of=day) for day, v in statuses])
    dossier = store.dossier(event.id)
    assert [r.role.role for r in dossier.roles] == ["a", "b", "c"]
    assert [t.name for t in dossier.topics] == ["y", "x"]
    assert [c.claim.text for c in dossier.disputed[0].claims] == ["first", "later"]
    assert [s.status.value for s in dossier.statuses] == ["reported", "proposed", "rescinded", "final"]


def test_a_dossier_has_nothing_of_another_event(store, one_of_each):
    one_of_each(store)
    alone = add(store, Event(title="alone", type="order"))
    dossier = store.dossier(alone.id)
    assert not any(getattr(dossier, name) for name in dossier.__slots__ if name != "event")


def test_a_dossier_leaves_the_texts_of_sources_where_they_are(store, event):
    kept = add(store, Source(kind="report", title="Kept", publisher="Press", url="https://example.org/", text="words"))
    bare = add(store, Source(kind="report", title="Bare", previous=kept.id))
    add(store, Citation(source=kept.id, event=event.id), Citation(source=bare.id, event=event.id))
    heads = [cited.source for cited in store.dossier(event.id).citations]
    assert [head.has_text for head in heads] == [True, False]
    for head, source in zip(heads, (kept, bare), strict=True):
        assert not hasattr(head, "text")
        for name in set(columns(Source)) - {"text"}:
            assert getattr(head, name) == getattr(source, name), name


def test_two_proceedings_come_in_the_order_they_were_linked(store, event):
    courts = add(store, Proceeding(court="b", docket_number="2"), Proceeding(court="a", docket_number="1"))
    add(store, *[EventProceeding(event=event.id, proceeding=p.id) for p in (courts[1], courts[0])])
    assert [p.court for p in store.dossier(event.id).proceedings] == ["a", "b"]


# Readers


@pytest.mark.parametrize("date", ["2025-04-07", "2025-04", "2025-04-07?", "../2025-04-07", "2025"])
def test_an_event_shares_its_day_with_one_of_the_same_date(store, date):
    one, other = add(
        store, Event(title="A", type="order", date=date), Event(title="B", type="order", date="2025-04-07~")
    )
    assert not store.shares_its_day(one)
    with store.edit("Move") as edit:
        edit.change(other, date=date)
    assert store.shares_its_day(one)


def test_undated_events_share_no_day(store):
    one, _ = add(store, Event(title="A", type="order"), Event(title="B", type="order"))
    assert not store.shares_its_day(one)


def test_of_a_million_events_those_of_the_day_alone_are_looked_at(store, event):
    """It is asked on the GUI thread for each event that is selected."""
    asked = []
    store.connection.set_trace_callback(asked.append)
    store.shares_its_day(event)
    store.connection.set_trace_callback(None)
    plan = [row[3] for sql in asked for row in store.connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert plan
    assert not [step for step in plan if step.startswith("SCAN")]


def test_a_reader_on_another_thread_sees_each_edit_whole_while_one_writes(store):
    person = add(store, Stakeholder(name="n"))
    problems: list[object] = []
    rounds: list[int] = []
    done = threading.Event()

    def read():
        with store.reader() as reader:
            while not done.is_set() or not rounds:
                rows = reader.event_rows([e.id for e in reader.where(Event)])
                # Each edit writes an event with its two concerns.
                problems.extend(row for row in rows if row.concerns != 2)
                rounds.append(len(rows))

    thread = threading.Thread(target=read)
    thread.start()
    for number in range(60):
        with store.edit("Log") as edit:
            event = edit.add(Event(title=str(number), type="order"))
            edit.add_all([Concern(event=event.id, stakeholder=person.id, theme="t") for _ in range(2)])
    done.set()
    thread.join()
    assert problems == []
    assert rounds == sorted(rounds)
    assert store.check() == []


def test_a_reader_sees_what_was_written_since_it_was_made(store, event):
    with store.reader() as reader:
        add(store, Topic(name="t"))
        assert reader.count(Topic) == 1
        store.undo()
        assert reader.count(Topic) == 0


def test_a_reader_can_be_interrupted_from_another_thread(store, event):
    with store.reader() as reader:
        reader.connection.interrupt()
        assert reader.get(Event, event.id) == event  # nothing ran, so nothing was broken off
