"""What the store gives into events in lanes."""

from __future__ import annotations

import pytest

from tracker import query, vocabulary
from tracker.records import Event, Role, Stakeholder, Topic
from tracker.ui.timeline.chart_events import chart_events, read_events
from tracker.ui.timeline.lanes import GROUPINGS, family_name, grouping_name


def shown(store, grouping, families=None):
    if families is None:
        return read_events(store, query.parse(""), grouping)
    return chart_events(store.timeline_columns("", grouping), grouping, families)


def log(store, *events):
    with store.edit("Log") as edit:
        return edit.add_all(events)


def event(**values):
    return Event(**({"title": "Event", "type": "order", "date": "2025-04-07"} | values))


def labels(events):
    return [lane.lane.label for lane in events.lanes]


def test_lanes_by_type_are_in_the_order_of_the_vocabulary_with_own_types_last(store):
    log(store, *(event(type=name, title=name) for name in ("zoning", "opinion", "complaint", "annexation")))
    events = shown(store, "type")
    assert labels(events) == ["Complaint", "Opinion", "Annexation", "Zoning"]
    assert [[item.title for item in lane.items] for lane in events.lanes] == [
        ["complaint"], ["opinion"], ["annexation"], ["zoning"],
    ]  # fmt: skip


def test_an_own_type_takes_the_colour_of_the_family_the_user_gave_it(store):
    log(store, event(type="zoning"))
    events = shown(store, "type", {"zoning": "rulemaking"})
    assert events.item(0).family == "rulemaking"
    assert events.lanes[0].lane.colour == "rulemaking"
    assert labels(shown(store, "family", {"zoning": "rulemaking"})) == ["Rulemaking"]


def test_an_event_stands_in_each_of_its_lanes_and_one_without_any_in_a_last_one(store):
    one, _ = log(store, event(title="One"), event(title="Two"))
    with store.edit("Roles") as edit:
        for name in ("IRS", "ICE"):
            person = edit.add(Stakeholder(name=name, kind="agency"))
            edit.add(Role(event=one.id, stakeholder=person.id, role="party"))
    events = shown(store, "stakeholder")
    assert [events.lanes_of(position) for position in (0, 1)] == [[0, 1], [2]]
    assert labels(events) == ["ICE", "IRS", "None given"]
    assert [[item.title for item in lane.items] for lane in events.lanes] == [["One"], ["One"], ["Two"]]


def test_a_lane_nobody_found_stands_in_is_not_shown(store):
    with store.edit("Topic") as edit:
        edit.add(Topic(name="taxes"))
    log(store, event())
    assert labels(shown(store, "topic")) == ["None given"]


def test_dates_become_day_numbers_and_keep_how_exact_they_are(store):
    log(store, event(), event(date="2025-06~"), event(date="2025-05/.."), event(date=""))
    events = shown(store, "type")
    exact, since, month = events.dated
    assert (exact.first, exact.last, exact.when) == (739348, 739348, "7 April 2025")
    assert (month.kind, month.approximate, month.last - month.first) == ("month", True, 29)
    assert (since.open_end, since.last) == (True, None)
    assert events.undated[0].undated
    assert list(events.lanes[0].exact) == [1, 0, 0]


def test_events_of_a_day_stand_in_their_order_and_spans_after_those_that_end_before(store):
    log(
        store,
        event(title="second", day_order=2),
        event(title="first", day_order=1),
        event(title="span", date="2025-04-07/2025-04-09", day_order=0),
    )
    assert [item.title for item in shown(store, "type").dated] == ["first", "second", "span"]


def test_events_of_a_day_share_it_in_their_order_whatever_lanes_they_stand_in(store):
    log(
        store,
        event(title="third", day_order=3, type="order"),
        event(title="first", day_order=1, type="complaint"),
        event(title="second", day_order=2, type="report"),
        event(title="span", date="2025-04-07/2025-04-09"),
        event(title="about", date="2025-04-07~"),
        event(title="alone", date="2025-04-08"),
    )
    events = shown(store, "type")
    parts = {item.title: events.order.part(position) for position, item in enumerate(events.dated)}
    assert parts == {
        "first": 0,
        "second": pytest.approx(1 / 3),
        "third": pytest.approx(2 / 3),
        "span": 0,
        "about": 0,
        "alone": 0,
    }


def test_what_a_date_is_of_and_how_its_ends_are_known_comes_along(store):
    log(store, event(date="2025-03/2025-05-20~", date_basis="effective"), event(date="2025-XX-XX"))
    year, span = shown(store, "type").dated
    assert (span.basis, span.date) == ("effective", "2025-03/2025-05-20~")
    assert [end.precision for end in span.known_ends] == ["month", "day"]
    assert (year.kind, year.unspecified) == ("year", 2)


def test_an_event_says_what_is_missing_and_what_is_noted(store):
    log(store, event(noteworthy=True))
    (item,) = shown(store, "family").dated
    assert (item.unsourced, item.noteworthy, item.disputed, item.concerns, item.what) == (True, True, False, 0, "Order")


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_every_grouping_has_a_name_and_takes_an_empty_result(store, grouping):
    assert grouping_name(grouping)
    events = shown(store, grouping)
    assert (len(events), events.lanes, events.span) == (0, [], None)


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_no_event_of_the_example_case_is_left_out_of_any_grouping(case, grouping):
    events = shown(case, grouping)
    assert {item.id for item in (*events.dated, *events.undated)} == set(case.find(""))
    assert {item.id for lane in events.lanes for item in lane.items} == {item.id for item in events.dated}
    for number, lane in enumerate(events.lanes):
        assert [item.start for item in lane.items] == list(lane.index.starts)
        assert [item.exact for item in lane.items] == [bool(exact) for exact in lane.exact]
        assert all(number in events.lanes_of(position) for position in lane.items.positions)
        assert list(lane.items.positions) == sorted(set(lane.items.positions))


def test_lanes_by_status_name_the_axis_and_stand_in_the_order_of_the_vocabulary(case):
    assert labels(shown(case, "status")) == [
        "Lifecycle: proposed", "Lifecycle: final", "Lifecycle: superseded",
        "In effect: fully", "In effect: partially", "In effect: not",
        "Litigation: pending", "Litigation: enjoined", "Litigation: stayed", "Litigation: upheld", "None given",
    ]  # fmt: skip
    assert labels(shown(case, "litigation")) == ["Pending", "Enjoined", "Stayed", "Upheld", "None given"]


def test_a_proceeding_is_named_by_its_docket_number_and_case(case):
    assert "25-5181 Centro de Trabajadores Unidos v. Bessent" in labels(shown(case, "proceeding"))


def test_every_family_has_a_name_of_its_own():
    assert len({family_name(family) for family in vocabulary.FAMILIES}) == len(vocabulary.FAMILIES)
