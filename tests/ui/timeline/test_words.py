"""What the timeline says in words."""

from __future__ import annotations

import datetime

import pytest

from tracker.timeline.layout import Bar, LaneBox
from tracker.timeline.marks import Lane, TimelineItem
from tracker.ui.timeline.words import bar_tip, described, events, item_tip, lane_tip

pytestmark = pytest.mark.usefixtures("qapp")

DAY = datetime.date(2025, 4, 7).toordinal()
ORDER = TimelineItem(1, DAY, DAY, "Order signed", ("a",), when="7 April 2025", what="Order")


def test_one_is_not_spoken_of_as_many():
    assert events(1) == "1 event"
    assert events(0) == "0 events"
    assert described(1, 1, None) == "1 event, 1 lane."
    assert described(49, 7, None) == "49 events, 7 lanes."


def test_the_selected_event_is_described_by_what_is_known_of_it():
    assert described(2, 1, ORDER) == "2 events, 1 lane. Selected: Order signed, 7 April 2025, Order."


def test_its_concerns_and_doubts_are_said():
    from dataclasses import replace

    one = replace(ORDER, concerns=1, disputed=True, unsourced=True)
    assert described(2, 1, one).endswith("Order, 1 concern, disputed, no source.")
    assert described(2, 1, replace(ORDER, concerns=4)).endswith("4 concerns.")


def test_an_event_without_a_date_is_called_undated():
    undated = TimelineItem(1, None, None, "Memo", ("a",), what="Report")
    assert described(1, 0, undated).endswith("Selected: Memo, undated, Report.")


def test_titles_in_tool_tips_are_never_markup():
    from dataclasses import replace

    text = item_tip(replace(ORDER, title="<a href='x'>& more", when="<i>", what="<b>"))
    assert "&lt;a href" in text
    assert "&amp; more" in text
    assert "&lt;i&gt;" in text
    assert "<a" not in text
    assert "<script>" not in lane_tip(LaneBox(Lane("a", "<script>"), 0, 10, 1, 3))


def test_a_tool_tip_says_what_is_missing():
    from dataclasses import replace

    text = item_tip(replace(ORDER, unsourced=True, disputed=True))
    assert "no source" in text
    assert "disputed" in text
    assert "no source" not in item_tip(ORDER)


def test_a_bar_of_one_day_has_one_date_and_another_two():
    one = Bar(0, 0, 10, 0, 10, 12, 1.0, DAY, DAY + 1)
    week = one._replace(end=DAY + 8, events=1)
    assert "12 events" in bar_tip(one)
    assert "–" not in bar_tip(one)
    assert "1 event<" in bar_tip(week)
    assert "–" in bar_tip(week)
