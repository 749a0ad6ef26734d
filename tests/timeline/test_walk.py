"""Walking the events by keyboard."""

from __future__ import annotations

import pytest

from tracker.timeline.events import Events
from tracker.timeline.lanes import Chart
from tracker.timeline.marks import Lane
from tracker.timeline.walk import Walk


@pytest.fixture
def walk(make, measure) -> Walk:
    """Filings (1 March, 1 June), an empty lane, rulings (20 March, 10 May), and two without a date."""
    items = [
        make("2025-03-01", title="complaint"),
        make("2025-05-10", lanes="c", title="ruling"),
        make("2025-03-20", lanes="c", title="order"),
        make("2025-06-01", lanes="a c", title="appeal"),
        make(None, title="memo"),
        make(None, title="letter"),
    ]
    return Walk(Chart(Events.of(items, [Lane("a", "Filings"), Lane("b", "Letters"), Lane("c", "Rulings")]), measure))


def ids(walk: Walk) -> dict[str, int]:
    found = {}
    for number in range(1, 7):
        item = walk.item(number)
        assert item is not None
        found[item.title] = number
    return found


def test_events_are_walked_in_order_of_time_and_the_undated_last(walk):
    item = walk.first()
    titles = []
    for _ in range(6):
        titles.append(item.title)
        item = walk.stepped(item.id, 1)
    assert titles == ["complaint", "order", "ruling", "appeal", "memo", "letter"]


def test_the_walk_ends_where_the_events_do(walk):
    assert walk.stepped(walk.first().id, -1) is walk.first()
    assert walk.stepped(walk.last().id, 1) is walk.last()
    assert walk.stepped(walk.first().id, 100) is walk.last()


def test_from_an_event_that_is_gone_one_starts_at_the_beginning(walk):
    assert walk.stepped(12345, 1) is walk.first()
    assert walk.item(12345) is None
    assert walk.across(12345, 0, 1) is None


def test_down_goes_to_the_event_nearest_in_time_past_empty_lanes(walk):
    number = ids(walk)
    found = walk.across(number["complaint"], 0, 1)
    assert found is not None
    assert (found[0].title, found[1]) == ("order", 2)


def test_up_goes_back(walk):
    number = ids(walk)
    found = walk.across(number["ruling"], 2, -1)
    assert found is not None
    assert (found[0].title, found[1]) == ("appeal", 0)


def test_an_event_in_several_lanes_is_met_in_each(walk):
    number = ids(walk)
    found = walk.across(number["appeal"], 0, 1)
    assert found is not None
    assert (found[0].title, found[1]) == ("appeal", 2)


def test_above_the_first_lane_there_is_nothing(walk):
    assert walk.across(ids(walk)["complaint"], 0, -1) is None


def test_below_the_last_lane_lie_the_undated(walk):
    number = ids(walk)
    found = walk.across(number["ruling"], 2, 1)
    assert found is not None
    assert (found[0].title, found[1]) == ("memo", -1)
    assert walk.across(number["memo"], -1, 1) is None


def test_from_the_undated_up_leads_to_the_last_lane(walk):
    found = walk.across(ids(walk)["letter"], -1, -1)
    assert found is not None
    assert (found[0].title, found[1]) == ("appeal", 2)


def test_the_nearest_event_to_a_day_is_found(walk, ordinal):
    assert walk.nearest(ordinal("2025-01-01")).title == "complaint"
    assert walk.nearest(ordinal("2025-03-12")).title == "order"
    assert walk.nearest(ordinal("2030-01-01")).title == "appeal"


def test_with_nothing_dated_the_nearest_is_the_first_undated(make, measure):
    walk = Walk(Chart(Events.of([make(None, title="memo")], []), measure))
    assert walk.nearest(5.0).title == "memo"


def test_an_empty_chart_has_nowhere_to_go(measure):
    walk = Walk(Chart(Events.of([], []), measure))
    assert walk.first() is None
    assert walk.last() is None
    assert walk.nearest(5.0) is None
