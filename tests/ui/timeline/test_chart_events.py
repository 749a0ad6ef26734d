"""Events of a tracker read for a chart: all of them, or first how many there are of each date."""

from __future__ import annotations

import gc
import random

import pytest

from tracker import query
from tracker.dates import drawn, from_ordinal
from tracker.records import Event, Role, Stakeholder
from tracker.timeline.lanes import Chart
from tracker.timeline.scale import Scale
from tracker.ui.timeline import chart_events
from tracker.ui.timeline.chart_events import counted_events, read_events
from tracker.ui.timeline.lanes import DatedShape

DATES = (
    "2025-04-07", "2024-02-29", "2025-04-07?", "2025-04-07~", "2025-04-07%", "2025-04", "2025-04~", "2025", "2025?",
    "2025-21", "2025-24", "2025-04-XX", "2025-XX", "202X", "20XX", "2025-04-01/2025-06-30", "2025-04-01~/2025-06-30?",
    "2025-04/2025-06-02", "2025-04-01/..", "2025-04-01?/..", "../2025-04-01", "/2025-04-01", "2025-04-01/",
    "../2025-04", "2025-04/..", "2025-XX-XX", "0001-01-01", "9999-12-31",
)  # fmt: skip


@pytest.mark.parametrize("date", DATES)
def test_where_a_date_is_drawn_is_the_same_read_quickly(date):
    shape = DatedShape(date)
    assert drawn(date) == (shape.start, shape.end, shape.exact, date)


def test_an_undated_event_is_drawn_nowhere():
    assert drawn("") is None


@pytest.fixture
def mixed(store):
    chance = random.Random(5)
    types = ("order", "executive order", "complaint", "zoning", "report")
    with store.edit("Log") as edit:
        edit.add_all(
            [
                Event(
                    title=f"Event {n}", type=chance.choice(types), date=chance.choice((*DATES[:16], *DATES[18:26], ""))
                )
                for n in range(2_000)
            ]
        )
    return store


@pytest.mark.parametrize("grouping", ["family", "type"])
def test_what_is_counted_stands_where_the_events_will(mixed, grouping):
    """So that nothing moves when they come."""
    counted, whole = counted_events(mixed, grouping), read_events(mixed, query.parse(""), grouping)
    assert (counted.named, whole.named) == (False, True)
    assert len(counted) == len(whole)
    assert (len(counted.dated), len(counted.undated)) == (len(whole.dated), len(whole.undated))
    assert (counted.span, counted.last_start) == (whole.span, whole.last_start)
    assert counted.overview.periods(900) == whole.overview.periods(900)
    assert [each.lane for each in counted.lanes] == [each.lane for each in whole.lanes]
    for some, all_ in zip(counted.lanes, whole.lanes, strict=True):
        assert list(some.index.starts) == list(all_.index.starts)
        assert [item.end for item in some.items] == [item.end for item in all_.items]
        # Of those that are drawn on the same days it is not known which stands where.
        exact = [sorted(zip(each.index.starts, map(int, each.exact), strict=True)) for each in (some, all_)]
        assert exact[0] == exact[1]
        days = range(whole.span[0], whole.span[1] + 2)
        assert some.index.counts(days) == all_.index.counts(days)
        assert [some.index.tallest(level) for level in range(20)] == [all_.index.tallest(level) for level in range(20)]
        for day in range(whole.span[0], whole.span[1], 97):
            assert some.index.running(day, 10_000) == all_.index.running(day, 10_000)
    charts = [Chart(events, lambda text: 7.0 * len(text)) for events in (counted, whole)]
    for chart in charts:
        chart.arrange(1000, 500)
    assert charts[0].whole(1000) == charts[1].whole(1000)
    far = Scale(whole.span[0], 0.02, 1000)
    assert charts[0].layout(far).bars == charts[1].layout(far).bars


@pytest.mark.parametrize("pixels_per_day", [0.02, 0.5, 3.0, 20.0, 150.0])
def test_what_is_counted_can_be_looked_at_from_near(mixed, pixels_per_day):
    events = counted_events(mixed, "family")
    chart = Chart(events, lambda text: 7.0 * len(text))
    chart.arrange(1000, 500)
    for day in ("2025-04-01", "2024-02-28"):
        layout = chart.layout(Scale(drawn(day).start - 1, pixels_per_day, 1000))
        assert layout.boxes or layout.bars
        assert all(box.item.untold for box in layout.boxes)


def test_of_what_is_counted_nothing_is_said_and_nothing_has_an_id(mixed):
    events = counted_events(mixed, "family")
    assert {item.untold for item in (*events.dated[:50], *events.undated[:5])} == {True}
    assert {item.id for item in events.dated[:50]} == {0}
    assert {item.family for item in events.lanes[0].items} == {events.lanes[0].lane.colour}
    assert events.position(mixed.find("")[0]) is None


def test_what_is_counted_is_few_objects_however_many_dates_there_are(store):
    """The garbage collector looks through all there are, and the window waits meanwhile."""
    with store.edit("Log") as edit:
        edit.add_all([Event(title=f"E{n}", type="order", date=from_ordinal(730_000 + n)) for n in range(2_000)])
    gc.collect()
    gc.disable()
    try:
        before = len(gc.get_objects())
        counted = counted_events(store, "family")
        made = len(gc.get_objects()) - before
    finally:
        gc.enable()
    assert len(counted.lanes[0].index.days) == 2_000
    assert made < 1_000


def test_what_lies_in_the_tray_of_a_large_tracker_is_made_as_it_is_read(mixed, monkeypatch):
    """Five hundred are made in half a frame, which the window does not wait for."""
    monkeypatch.setattr(chart_events, "TOLD_AT_ONCE", 0)
    monkeypatch.setattr(chart_events, "_AT_ONCE", 100)
    made = []
    make = chart_events._Maker.item
    monkeypatch.setattr(
        chart_events._Maker, "item", lambda maker, position: made.append(position) or make(maker, position)
    )
    events = read_events(mixed, query.parse(""), "family")
    assert 0 < len(made) < len(events) / 4
    made.clear()
    assert all(item.label for item in events.undated[:20])
    assert not made


def test_counts_follow_an_edit(mixed):
    before = len(counted_events(mixed, "type").dated)
    with mixed.edit("Log") as edit:
        edit.add(Event(title="One more", type="order", date="2025-04-07"))
    assert len(counted_events(mixed, "type").dated) == before + 1


def test_an_empty_tracker_has_no_counts(store):
    events = counted_events(store, "family")
    assert (len(events), events.lanes, events.span) == (0, [], None)


def test_beyond_so_many_lanes_those_with_the_fewest_events_share_one(store, monkeypatch):
    monkeypatch.setattr(chart_events, "MOST_LANES", 3)
    with store.edit("Log") as edit:
        made = edit.add_all([Event(title=f"E{n}", type="order", date=f"2025-04-{n + 1:02}") for n in range(9)])
        people = edit.add_all([Stakeholder(name=f"P{n}", kind="agency") for n in range(5)])
        # P4 has to do with the most, P0 with the fewest; the last event with nobody.
        for n, person in enumerate(people):
            edit.add_all([Role(event=event.id, stakeholder=person.id, role="issuer") for event in made[2 : n + 4]])
    events = read_events(store, query.parse(""), "stakeholder")
    assert [each.lane.label for each in events.lanes] == ["P4", "P3", "3 more stakeholders", "None given"]
    assert [[item.title for item in each.items] for each in events.lanes[2:]] == [
        ["E2", "E3", "E4", "E5"],
        ["E0", "E1", "E8"],
    ]
    assert events.lanes_of(2) == [0, 1, 2]


def test_lanes_by_name_begin_with_those_of_the_most_events_and_end_with_that_of_no_name(store):
    with store.edit("Log") as edit:
        made = edit.add_all([Event(title=f"E{n}", type="order", date=f"2025-04-{n + 1:02}") for n in range(6)])
        few, b, a = edit.add_all([Stakeholder(name=name, kind="agency") for name in ("Aa", "Bureau", "Agency")])
        for person, events in ((few, made[:1]), (b, made[:3]), (a, made[2:5])):
            edit.add_all([Role(event=event.id, stakeholder=person.id, role="issuer") for event in events])
    lanes = read_events(store, query.parse(""), "stakeholder").lanes
    assert [each.lane.label for each in lanes] == ["Agency", "Bureau", "Aa", "None given"]
