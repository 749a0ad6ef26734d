"""What the timeline is given: all events a search matches, in columns."""

from __future__ import annotations

import random

import pytest

from tracker.records import (
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
    Topic,
)
from tracker.store.timeline_columns import _FEW, Badge

GROUPINGS = ("stakeholder", "topic", "theme", "position", "court", "proceeding", "status", "litigation")
PLAIN = Badge(0, "", False, True, False)


@pytest.fixture
def filled(store):
    """A memorandum with everything about it, a bare complaint before it, an undated note."""
    with store.edit("Example") as edit:
        signed, _, _ = edit.add_all(
            [
                Event(title="Signed", type="memorandum of understanding", date="2025-04-07", noteworthy=True),
                Event(title="Filed", type="complaint", date="2025-03~"),
                Event(title="Note", type="report"),
            ]
        )
        irs, union = edit.add_all([Stakeholder(name="IRS", kind="agency"), Stakeholder(name="Union", kind="union")])
        edit.add_all([Role(event=signed.id, stakeholder=irs.id, role="signatory")] * 2)
        edit.add(Concern(event=signed.id, stakeholder=union.id, theme="privacy", position="supports"))
        edit.add(Concern(event=signed.id, stakeholder=irs.id, theme="due process", position="opposes"))
        edit.add(Citation(source=edit.add(Source(kind="report", title="Paper")).id, event=signed.id))
        point = edit.add(DisputedPoint(event=signed.id, kind="date", question="When?"))
        edit.add(Claim(disputed_point=point.id, text="In March"))
        edit.add(EventTopic(event=signed.id, topic=edit.add(Topic(name="taxes")).id))
        court = edit.add(Proceeding(court="D.D.C.", docket_number="1:25-cv-1", case_name="Union v. IRS"))
        edit.add(EventProceeding(event=signed.id, proceeding=court.id))
        edit.add(Status(event=signed.id, axis="litigation", value="pending", as_of="2025-05"))
        edit.add(Status(event=signed.id, axis="lifecycle", value="final", as_of="2025-05"))
    return store


def rows(store, search, grouping):
    """Each event as (title, type, date, lanes, badge)."""
    columns = store.timeline_columns(search, grouping)
    said = store.said_of(columns.ids)
    lanes = [set() for _ in columns.ids]
    for name, places in columns.lanes:
        for place in places:
            lanes[place].add(name)
    return [
        (
            said[event].title,
            columns.type_names[columns.types[n]],
            columns.date_texts[columns.dates[n]],
            tuple(sorted(lanes[n])),
            said[event].badge,
        )
        for n, event in enumerate(columns.ids)
    ]


def test_events_come_by_date_with_all_that_is_drawn_of_them(filled):
    columns = filled.timeline_columns("", "family")
    assert list(columns.ids) == filled.find("")
    assert rows(filled, "", "family") == [
        ("Filed", "complaint", "2025-03~", (), PLAIN),
        ("Signed", "memorandum of understanding", "2025-04-07", (), Badge(2, "opposes", True, False, True)),
        ("Note", "report", "", (), PLAIN),
    ]


@pytest.mark.parametrize(
    ("grouping", "names"),
    [
        ("stakeholder", ("IRS", "Union")),
        ("topic", ("taxes",)),
        ("theme", ("due process", "privacy")),
        ("position", ("opposes", "supports")),
        ("court", ("D.D.C.",)),
        ("proceeding", ("1:25-cv-1 Union v. IRS",)),
        ("status", ("lifecycle: final", "litigation: pending")),
        ("lifecycle", ("final",)),
        ("in effect", ()),
        ("litigation", ("pending",)),
    ],
)
def test_the_names_an_event_stands_under_are_each_given_once(filled, grouping, names):
    assert [row[3] for row in rows(filled, "", grouping)] == [(), names, ()]


def test_an_event_stands_under_the_status_that_holds_now(filled):
    event = filled.find("type:memorandum")[0]
    with filled.edit("Status") as edit:
        edit.add(Status(event=event, axis="litigation", value="enjoined", as_of="2025-06~"))
        edit.add(Status(event=event, axis="litigation", value="vacated", as_of="9999"))
    assert rows(filled, "", "litigation")[1][3] == ("enjoined",)
    assert rows(filled, "", "status")[1][3] == ("lifecycle: final", "litigation: enjoined")


def test_only_what_the_search_matches_is_given(filled):
    columns = filled.timeline_columns("type:complaint OR note", "stakeholder")
    assert [said.title for said in filled.said_of(columns.ids).values()] == ["Filed", "Note"]
    assert columns.lanes == []


def test_nothing_found_gives_empty_columns(filled):
    columns = filled.timeline_columns("nowhere", "topic")
    assert (list(columns.ids), columns.lanes) == ([], [])
    assert filled.said_of(columns.ids) == {}


def test_a_name_may_hold_any_sign_that_a_text_may_hold(store):
    name = "A\x1f|,\n“B”"
    with store.edit("Log") as edit:
        event = edit.add(Event(title="Order", type="order", date="2025"))
        edit.add(Role(event=event.id, stakeholder=edit.add(Stakeholder(name=name, kind="agency")).id, role="issuer"))
    assert [name for name, _ in store.timeline_columns("", "stakeholder").lanes] == [name]


def test_many_events_are_given_as_few_are(store):
    """Those who are few are looked up, of many the tables are read whole."""
    chance = random.Random(3)
    with store.edit("Log") as edit:
        people = edit.add_all([Stakeholder(name=f"P{n}", kind="agency") for n in range(5)])
        days = [f"20{chance.randint(10, 25)}-0{chance.randint(1, 9)}" for _ in range(_FEW + 200)]
        made = edit.add_all([Event(title=f"E{n}", type=f"kind {n % 7}", date=day) for n, day in enumerate(days)])
        edit.add_all([Role(event=e.id, stakeholder=chance.choice(people).id, role="issuer") for e in made[::2]])
        edit.add_all(
            [
                Concern(
                    event=e.id,
                    stakeholder=people[0].id,
                    theme="privacy",
                    position=chance.choice(["supports", "opposes"]),
                )
                for e in made[::5]
            ]
        )
    whole = rows(store, "", "stakeholder")
    assert [row[0] for row in whole] == [row.title for row in store.event_rows(store.find(""))]
    of_each = [rows(store, f'type:"kind {n}"', "stakeholder") for n in range(7)]
    assert sorted(whole) == sorted(row for some in of_each for row in some)
    listed = {row.title: (row.concerns, row.position, not row.sources) for row in store.event_rows(store.find(""))}
    assert {title: (b.concerns, b.position, b.unsourced) for title, _, _, _, b in whole} == listed


def test_lists_and_the_timeline_are_read_from_the_index_alone(store):
    """Without their long texts, of which a large tracker holds gigabytes."""
    from tracker.store.search import order_by

    for wanted in ("e.id", "e.id, e.type, e.date"):
        sql = f"EXPLAIN QUERY PLAN SELECT {wanted} FROM event e WHERE 1 ORDER BY {order_by('date')}"
        plan = [row[3] for row in store.connection.execute(sql)]
        assert plan == ["SCAN e USING COVERING INDEX event_by_date"]
    sql = "EXPLAIN QUERY PLAN SELECT e.id FROM event e WHERE 1 AND e.noteworthy"
    assert "event_noteworthy" in store.connection.execute(sql).fetchone()[3]
