"""How wide events are, and what they say of their dates."""

from __future__ import annotations

import pytest

from tracker.timeline.marks import Style, extent, trailing_width, wish

STYLE = Style()


def test_an_exact_day_is_a_narrow_bar_at_any_zoom(make, ordinal):
    item = make("2025-04-07")
    for zoom in (0.01, 1.0, 100.0):
        x0, x1 = extent(item, zoom, STYLE)
        assert x0 == pytest.approx(ordinal("2025-04-07") * zoom)
        assert x1 - x0 == pytest.approx(STYLE.mark_width)


def test_a_month_is_as_wide_as_its_days(make):
    item = make("2025-04-01", "2025-04-30", kind="month")
    x0, x1 = extent(item, 3.0, STYLE)
    assert x1 - x0 == pytest.approx(90)


def test_a_month_far_out_stays_wide_enough_to_be_told_from_a_day(make):
    item = make("2025-04-01", "2025-04-30", kind="month")
    x0, x1 = extent(item, 0.01, STYLE)
    assert x1 - x0 == pytest.approx(STYLE.least_span)
    assert STYLE.least_span > 2 * STYLE.mark_width


def test_an_interval_covers_both_its_ends(make):
    item = make("2025-04-29", "2025-04-30")
    x0, x1 = extent(item, 10.0, STYLE)
    assert x1 - x0 == pytest.approx(20)


def test_an_approximate_day_spreads_to_both_sides(make, ordinal):
    item = make("2025-04-07", approximate=True)
    x0, x1 = extent(item, 2.0, STYLE)
    assert x0 < ordinal("2025-04-07") * 2.0 < x1
    assert x1 - x0 == pytest.approx(STYLE.mark_width + 2 * STYLE.halo)


def test_an_open_end_runs_on_and_an_open_start_begins_before(make, ordinal):
    later = make("2025-04-07", open_end=True, kind="interval")
    x0, x1 = extent(later, 1.0, STYLE)
    assert x0 == ordinal("2025-04-07")
    assert x1 - x0 > STYLE.fade
    earlier = make("2025-04-07", open_start=True, kind="interval")
    x0, _ = extent(earlier, 1.0, STYLE)
    assert ordinal("2025-04-07") - x0 == pytest.approx(STYLE.fade)


def test_an_event_with_one_known_end_is_drawn_there(make):
    from dataclasses import replace

    until = replace(make("2025-04-07"), first=None, open_start=True)
    assert until.start == until.end == until.last
    since = replace(make("2025-04-07"), last=None, open_end=True)
    assert since.start == since.end == since.first
    assert not until.undated
    assert not since.undated


def test_only_an_event_with_neither_end_is_undated(make):
    assert make(None).undated
    assert not make("2025-04-07").undated


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({}, "Signed"),
        ({"approximate": True}, "Signed (~)"),
        ({"uncertain": True}, "Signed (?)"),
        ({"approximate": True, "uncertain": True}, "Signed (~?)"),
    ],
)
def test_a_label_says_how_sure_the_date_is(make, fields, label):
    assert make("2025-04-07", title="Signed", **fields).label == label


def test_edges_are_soft_where_the_day_is_not_known(make):
    assert make("2025-04-01", "2025-04-30", kind="month").soft
    assert make("2025-04-07", approximate=True).soft
    assert not make("2025-04-07").soft
    assert not make("2025-04-07", "2025-04-09").soft


def test_noteworthy_and_opposed_events_deserve_their_labels_more(make):
    plain = make("2025-04-07")
    annotated = make("2025-04-07", concerns=1, position="supports")
    opposed = make("2025-04-07", concerns=1, position="opposes")
    noteworthy = make("2025-04-07", noteworthy=True)
    assert plain.rank < annotated.rank < opposed.rank
    assert plain.rank < noteworthy.rank


def test_signs_and_badge_take_room_after_the_label(make):
    plain = trailing_width(make("2025-04-07"), STYLE)
    one = trailing_width(make("2025-04-07", concerns=1), STYLE)
    many = trailing_width(make("2025-04-07", concerns=120), STYLE)
    signed = trailing_width(make("2025-04-07", disputed=True, noteworthy=True), STYLE)
    assert plain == 0
    assert 0 < one < many
    assert many - one == 2 * STYLE.digit_width
    assert signed == 2 * STYLE.glyph_width


def test_a_label_asks_for_no_more_than_the_limit_and_would_take_more(make, measure):
    short = wish(make("2025-04-07", title="Signed"), STYLE, measure)
    assert short.asks == short.full == measure("Signed")
    long = wish(make("2025-04-07", title="x" * 50), STYLE, measure)
    assert long.asks == STYLE.max_label
    assert long.full == measure("x" * 50)


def test_a_very_long_title_is_not_measured_whole(make):
    seen = []

    def measure(text: str) -> float:
        seen.append(len(text))
        return 7.0 * len(text)

    assert wish(make("2025-04-07", title="x" * 100_000), STYLE, measure).full == STYLE.full_label
    assert max(seen) <= 200


def test_sizes_grow_with_the_text(make):
    larger = STYLE.scaled(2.0)
    assert larger.row_height == 2 * STYLE.row_height
    assert larger.mark_width == 2 * STYLE.mark_width
