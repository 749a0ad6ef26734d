"""The tray of events without a date."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tracker.timeline.marks import Style
from tracker.timeline.tray import MOST, UNDATED, Tray


@pytest.fixture
def tray(make, measure) -> Tray:
    return Tray([make(None, title=f"Memorandum {n}") for n in range(20)], Style(), measure)


def test_events_stand_side_by_side_with_their_labels_whole(tray, measure):
    for before, after in pairwise(tray.boxes):
        assert before.right < after.x0
    assert all(box.label_width >= measure(box.item.title) for box in tray.boxes)
    assert {box.lane for box in tray.boxes} == {UNDATED}


def test_a_point_finds_the_event_there(tray):
    box = tray.boxes[1]
    assert tray.at(box.x0) is box
    assert tray.at(box.label_x + 20) is box
    assert tray.at(box.right + 8) is None


def test_the_tray_scrolls_to_its_end_and_no_further(tray):
    tray.scroll(50, 400)
    assert tray.offset == 50
    tray.scroll(1e9, 400)
    assert tray.boxes[-1].right <= tray.offset + 400
    tray.scroll(-1e9, 400)
    assert tray.offset == 0


def test_what_fits_does_not_scroll(tray):
    tray.scroll(100, 100_000)
    assert tray.offset == 0


def test_scrolled_points_find_what_is_shown_there(tray):
    tray.scroll(tray.boxes[3].x0, 400)
    assert tray.at(1) is tray.boxes[3]


def test_an_event_out_of_view_is_brought_into_it(tray):
    last = tray.boxes[-1]
    tray.reveal(last.item.id, 400)
    assert tray.offset <= last.x0
    assert last.right <= tray.offset + 400
    before = tray.offset
    tray.reveal(last.item.id, 400)
    assert tray.offset == before


def test_an_empty_tray_has_nothing_and_stays_where_it_is(measure):
    tray = Tray([], Style(), measure)
    tray.scroll(100, 50)
    assert (tray.boxes, tray.offset, tray.at(5)) == ([], 0, None)


def test_thousands_are_not_laid_out(make, measure):
    assert len(Tray([make(None) for _ in range(MOST + 50)], Style(), measure).boxes) == MOST
