"""Rows into items and lanes."""

from __future__ import annotations

import pytest

from tracker import vocabulary
from tracker.store import EventRow
from tracker.ui.lanes import GROUPINGS, family_name, grouping_name, items_and_lanes


def row(number, **values):
    given = {
        "id": number, "title": f"Event {number}", "type": "order", "date": "2025-04-07", "date_min": "2025-04-07",
        "date_max": "2025-04-07", "evidence": "", "noteworthy": False, "modified": "", "reviewed": "", "sources": 1,
        "concerns": 0, "position": "", "disputed": False,
    }  # fmt: skip
    return EventRow(**(given | values))


def test_lanes_by_type_are_in_the_order_of_the_vocabulary_with_own_types_last():
    rows = [row(1, type="zoning"), row(2, type="opinion"), row(3, type="complaint"), row(4, type="annexation")]
    items, lanes = items_and_lanes(rows, "type", {}, {})
    assert [lane.label for lane in lanes] == ["Complaint", "Opinion", "Annexation", "Zoning"]
    assert [item.id for item in items] == [1, 2, 3, 4]


def test_an_own_type_takes_the_colour_of_the_family_the_user_gave_it():
    items, lanes = items_and_lanes([row(1, type="zoning")], "type", {}, {"zoning": "rulemaking"})
    assert items[0].family == "rulemaking"
    assert lanes[0].colour == "rulemaking"


def test_an_event_stands_in_each_of_its_lanes_and_one_without_any_in_a_last_one():
    rows = [row(1), row(2)]
    items, lanes = items_and_lanes(rows, "stakeholder", {1: ("ICE", "IRS")}, {})
    assert items[0].lane_keys == ("ICE", "IRS")
    assert [lane.label for lane in lanes] == ["ICE", "IRS", "None given"]
    assert items[1].lane_keys == ("",)


def test_dates_become_day_numbers_and_keep_how_exact_they_are():
    exact, month, since, undated = items_and_lanes(
        [
            row(1),
            row(2, date="2025-06~", date_min="2025-06-01", date_max="2025-06-30"),
            row(3, date="2025-01/..", date_min="2025-01-01", date_max=""),
            row(4, date="", date_min="", date_max=""),
        ],
        "type",
        {},
        {},
    )[0]
    assert (exact.first, exact.last) == (739348, 739348)
    assert (month.kind, month.approximate, month.last - month.first) == ("month", True, 29)
    assert (since.open_end, since.last) == (True, None)
    assert undated.undated


def test_an_event_without_a_source_says_so():
    items, _ = items_and_lanes([row(1, sources=0), row(2)], "type", {}, {})
    assert [item.unsourced for item in items] == [True, False]


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_every_grouping_has_a_name_and_takes_an_empty_result(grouping):
    assert grouping_name(grouping)
    assert items_and_lanes([], grouping, {}, {}) == ([], [])


def test_every_family_has_a_name_of_its_own():
    assert len({family_name(family) for family in vocabulary.FAMILIES}) == len(vocabulary.FAMILIES)
