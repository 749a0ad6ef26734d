"""Marks and labels in rows: never on each other, and most of them shown."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.timeline.packing import Mark, pack

GAP, SHORTEST = 10.0, 40.0


def mark(x0: float, label: float = 100.0, *, full: float | None = None, long: float = 0.0, rank: int = 0) -> Mark:
    """A mark of four pixels with its label beside it, or a long one with its label inside."""
    if long:
        return Mark(x0, x0 + long, x0 + 10, min(label, long - 20), min(full or label, long - 20), rank, True)
    return Mark(x0, x0 + 4, x0 + 11, label, full or label, rank, False)


def rows(marks: list[Mark], most: int = 5) -> list[int]:
    return [place.row for place in pack(marks, most, GAP, SHORTEST)]


def widths(marks: list[Mark], most: int = 5, limits: tuple[float, ...] = ()) -> list[float]:
    return [place.label_width for place in pack(marks, most, GAP, SHORTEST, limits)]


def test_nothing_gives_nothing():
    assert pack([], 3, GAP, SHORTEST) == []


def test_marks_apart_share_the_first_row():
    assert rows([mark(0), mark(200), mark(400)]) == [0, 0, 0]


def test_a_mark_under_a_label_goes_to_the_next_row():
    assert rows([mark(0), mark(50), mark(60)]) == [0, 1, 2]


def test_a_row_is_free_again_after_its_label():
    assert rows([mark(0), mark(50), mark(0 + 11 + 100 + GAP)]) == [0, 1, 0]


def test_a_label_is_shortened_where_rows_run_out():
    assert rows([mark(0), mark(80)], 1) == [0, 0]
    assert widths([mark(0), mark(80)], 1) == [80 - GAP - 11, 100]


def test_a_label_too_short_to_read_is_left_out():
    assert widths([mark(0), mark(40)], 1) == [0, 100]


def test_the_label_that_loses_least_makes_way():
    marks = [mark(0), mark(60), mark(90)]
    assert rows(marks, 2) == [0, 1, 0]
    assert widths(marks, 2) == [90 - GAP - 11, 100, 100]


def test_a_deserving_label_is_spared():
    marks = [mark(0, rank=3), mark(10), mark(75)]
    assert rows(marks, 2) == [0, 1, 1]
    assert widths(marks, 2)[0] == 100


def test_a_label_takes_what_room_is_left():
    assert widths([mark(0, 100, full=300), mark(250)]) == [250 - GAP - 11, 100]
    assert widths([mark(0, 100, full=300)]) == [300]
    assert widths([mark(0, 100, full=300), mark(1000)]) == [300, 100]


def test_no_label_crosses_a_limit():
    assert widths([mark(0, 100, full=300)], limits=(90.0,)) == [90 - GAP - 11]
    assert widths([mark(0, 100, full=300)], limits=(30.0,)) == [0]
    assert widths([mark(0, 100, full=300)], limits=(-5.0, 2000.0)) == [300]


def test_where_marks_stand_at_one_place_they_meet_but_all_are_placed():
    places = pack([mark(5) for _ in range(10)], 3, GAP, SHORTEST)
    assert len(places) == 10
    assert {place.row for place in places} == {0, 1, 2}
    assert sum(place.label_width > 0 for place in places) == 3


def test_a_long_mark_leaves_the_last_row_to_others():
    spans = [mark(0, long=900), mark(10, long=900), mark(20, long=900)]
    places = pack([*spans, mark(100), mark(400)], 2, GAP, SHORTEST)
    assert [place.row for place in places] == [0, 0, 0, 1, 1]
    assert [place.thin for place in places] == [False, True, True, False, False]


def test_a_long_mark_in_a_lane_of_one_row_has_that_row():
    places = pack([mark(0, long=900)], 1, GAP, SHORTEST)
    assert (places[0].row, places[0].thin) == (0, False)


def test_what_stands_on_a_long_mark_has_no_label():
    # The long mark's own label may be anywhere along it, to stay in view.
    places = pack([mark(0, 300, long=900), mark(100, 300, long=900), mark(101)], 2, GAP, SHORTEST)
    assert [place.row for place in places] == [0, 0, 1]
    assert [place.label_width > 0 for place in places] == [True, False, True]
    assert places[0].label_width <= 100 - GAP - 10


marks_in_order = st.lists(
    st.builds(
        mark,
        st.floats(0, 2000),
        st.floats(5, 200),
        full=st.floats(200, 400),
        long=st.sampled_from([0.0, 0.0, 0.0, 130.0, 700.0]),
        rank=st.integers(0, 3),
    ),
    max_size=60,
).map(lambda marks: sorted(marks, key=lambda each: each.x0))


@given(marks_in_order, st.integers(1, 6))
@settings(max_examples=40)
def test_no_label_ever_meets_a_later_mark_or_label_in_its_row(marks, most):
    placed = list(zip(marks, pack(marks, most, GAP, SHORTEST), strict=True))
    for (before, place), (after, other) in combinations(placed, 2):
        if place.row != other.row or not place.label_width:
            continue
        if after.x0 >= before.label_x:
            assert before.label_x + place.label_width <= after.x0 + 1e-6
        elif other.label_width:
            # They begin at one place: only one of them can have a label there.
            assert before.label_x + place.label_width <= after.label_x + 1e-6


@given(marks_in_order, st.integers(1, 6))
@settings(max_examples=40)
def test_every_mark_has_a_row_of_those_there_are(marks, most):
    places = pack(marks, most, GAP, SHORTEST)
    assert len(places) == len(marks)
    assert all(0 <= place.row < most for place in places)


@given(marks_in_order, st.integers(1, 6))
@settings(max_examples=40)
def test_labels_are_as_long_as_asked_or_readable_or_left_out(marks, most):
    for each, place in zip(marks, pack(marks, most, GAP, SHORTEST), strict=True):
        assert place.label_width <= max(each.full_width, each.label_width) + 1e-6
        assert place.label_width == 0 or place.label_width >= min(SHORTEST, each.label_width) - 1e-6


@given(marks_in_order)
@settings(max_examples=40)
def test_with_rows_enough_no_label_is_cut(marks):
    for each, place in zip(marks, pack(marks, 200, GAP, SHORTEST), strict=True):
        assert place.label_width >= each.label_width
        assert not place.thin


@given(marks_in_order, st.integers(1, 6), st.lists(st.floats(0, 2500), max_size=5).map(sorted))
@settings(max_examples=40)
def test_limits_hold_for_all_labels(marks, most, limits):
    for each, place in zip(marks, pack(marks, most, GAP, SHORTEST, limits), strict=True):
        for limit in limits:
            if place.label_width and limit >= each.label_x:
                assert each.label_x + place.label_width <= limit - GAP + 1e-6


def test_marks_on_one_spot_where_no_row_is_free_make_one_pile():
    places = pack([mark(5) for _ in range(7)], 3, GAP, SHORTEST, sign=20)
    assert [place.row for place in places[:3]] == [0, 1, 2]
    assert [place.on for place in places] == [-1, -1, -1, 2, 2, 2, 2]
    assert places[2].label_width == 0


def test_a_pile_s_sign_keeps_its_room():
    places = pack([mark(5), mark(5), mark(15), mark(60)], 1, GAP, SHORTEST, sign=20)
    assert [place.on for place in places] == [-1, 0, 0, -1]
    apart = pack([mark(5), mark(5), mark(40)], 1, GAP, SHORTEST, sign=20)
    assert [place.on for place in apart] == [-1, 0, -1]


def test_marks_that_meet_but_stand_on_different_spots_are_all_drawn():
    places = pack([mark(0), mark(5)], 1, GAP, SHORTEST, sign=20)
    assert [place.on for place in places] == [-1, -1]


@given(marks=st.lists(st.integers(0, 60), min_size=1, max_size=40), most=st.integers(1, 4))
def test_every_mark_is_drawn_or_lies_on_one_that_is(marks, most):
    places = pack([mark(x) for x in sorted(marks)], most, GAP, SHORTEST, sign=20)
    for n, place in enumerate(places):
        assert place.on < n
        if place.on >= 0:
            assert places[place.on].on == -1
            assert places[place.on].row == place.row
            assert place.label_width == places[place.on].label_width == 0


def test_spans_that_begin_and_end_together_make_a_pile_where_no_row_is_free():
    month = Mark(10, 110, 117, 80, 80, 0, False)
    places = pack([month] * 5, 3, GAP, SHORTEST, sign=20)
    assert [place.on for place in places] == [-1, -1, -1, 2, 2]
    year = mark(0, long=900)
    places = pack([year] * 4, 3, GAP, SHORTEST, sign=20)
    assert [place.on for place in places] == [-1, -1, 1, 1]
    assert places[1].label_width > 0  # inside it there is room


def test_a_span_is_drawn_over_others_that_end_elsewhere():
    day, month, longer = mark(10), Mark(10, 110, 117, 80, 80, 0, False), Mark(10, 180, 187, 80, 80, 0, False)
    assert [place.on for place in pack([day, month, longer], 1, GAP, SHORTEST, sign=20)] == [-1, -1, -1]
