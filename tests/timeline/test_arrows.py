"""Relations as arrows: from mark to mark, with a word, and a stub where the other end is out of view."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.timeline.arrows import FEW, LINES, Link, Rect, draw, point
from tracker.vocabulary import OPEN

VIEW = Rect(0, 0, 800, 400)
LINE = 14.0


def letters(text):
    return 7.0 * len(text)


def drawn(links, places, chosen=1, view=VIEW, **more):
    return draw(
        links,
        places,
        view,
        chosen,
        lambda link: link.kind,
        lambda link, other, side: f"{link.kind} {other} {side}",
        lambda other: "left" if other % 2 else "right",
        letters,
        LINE,
        **more,
    )


def mark(x, y, width=4.0):
    return Rect(x, y, width, 20)


def test_an_arrow_leads_from_the_event_that_relates_to_the_one_it_is_about():
    (arrow,) = drawn([Link("challenges", 1, 2)], {1: mark(100, 200), 2: mark(300, 40)}).arrows
    assert arrow.start == (102, 200)  # out at the top, as the other stands above
    assert arrow.end == (302, 60)  # in at the bottom
    assert arrow.word == "challenges"


def test_an_arrow_within_a_row_rises_over_it():
    (arrow,) = drawn([Link("cites", 1, 2)], {1: mark(100, 200), 2: mark(300, 200)}).arrows
    assert arrow.start[1] == arrow.end[1] == 200
    assert point(arrow, 0.5)[1] < 190


def test_a_curve_begins_and_ends_at_its_ends():
    (arrow,) = drawn([Link("cites", 1, 2)], {1: mark(100, 200), 2: mark(300, 40)}).arrows
    assert point(arrow, 0) == pytest.approx(arrow.start)
    assert point(arrow, 1) == pytest.approx(arrow.end)


def test_arrows_that_meet_at_an_event_come_in_side_by_side_and_do_not_cross_there():
    places = {1: mark(100, 20, 200), 2: mark(300, 200), 3: mark(50, 200), 4: mark(150, 200)}
    arrows = drawn([Link("amends", n, 1) for n in (2, 3, 4)], places).arrows
    assert [arrow.link.source for arrow in sorted(arrows, key=lambda arrow: arrow.end)] == [3, 4, 2]
    assert len({arrow.end for arrow in arrows}) == 3
    assert all(100 <= arrow.end[0] <= 300 for arrow in arrows)


def test_words_stand_clear_of_each_other_and_of_labels_where_there_is_room():
    places = {1: mark(400, 20, 200), **{n: mark(40 + 70 * n, 300) for n in range(2, 9)}}
    labels = [Rect(200, 200, 200, 20)]
    arrows = drawn([Link("rules on", n, 1) for n in range(2, 9)], places, labels=labels).arrows
    words = [arrow.place for arrow in arrows]
    assert not any(a.meets(b) for a in words for b in words if a is not b)
    assert not any(word.meets(labels[0]) for word in words)


@pytest.mark.parametrize(("number", "named", "worded"), [(FEW, None, FEW), (FEW + 1, None, 0), (FEW + 1, 3, 1)])
def test_where_many_arrows_meet_no_word_hides_a_title_but_that_of_the_event_pointed_at(number, named, worded):
    places = {1: mark(400, 20, 200), **{n: mark(40 + 70 * n, 300) for n in range(2, number + 2)}}
    everywhere = [Rect(0, y, 800, 20) for y in range(0, 400, 20)]
    arrows = drawn(
        [Link("rules on", n, 1) for n in range(2, number + 2)], places, labels=everywhere, named=named
    ).arrows
    assert len(arrows) == number
    assert [arrow.link.source for arrow in arrows if arrow.place][:1] == ([named] if named else [2] if worded else [])
    assert sum(arrow.place is not None for arrow in arrows) == worded


def test_what_is_out_of_view_is_named_at_the_edge_it_lies_beyond():
    places = {1: mark(400, 200), 2: mark(-50, 100), 3: mark(900, 120), 4: mark(300, -80), 5: mark(300, 900)}
    found = drawn([Link("cites", 1, n) for n in (2, 3, 4, 5)], places)
    assert found.arrows == ()
    assert [stub.text for stub in found.stubs] == ["cites 2 left", "cites 3 right", "cites 4 above", "cites 5 below"]
    left, right, above, below = (stub.place for stub in found.stubs)
    assert (left.x, above.y) == (4, 4)
    assert right.right == VIEW.right - 4
    assert below.bottom == VIEW.bottom - 4
    assert found.stub_at(left.x + 1, left.y + 1) == found.stubs[0]
    assert found.stub_at(400, 200) is None


def test_the_head_is_at_the_stub_if_the_relation_leads_out_and_at_the_mark_if_it_leads_in():
    places = {1: mark(400, 200), 2: mark(-50, 100)}
    out = drawn([Link("cites", 1, 2)], places).stubs[0].arrow
    inward = drawn([Link("cites", 2, 1)], places).stubs[0].arrow
    assert out.end == inward.start
    assert inward.end == (402, 200)


def test_an_event_in_no_lane_shown_is_named_at_the_side_of_its_date():
    found = drawn([Link("cites", 1, 7), Link("cites", 1, 8)], {1: mark(400, 200)})
    assert [stub.text for stub in found.stubs] == ["cites 7 left", "cites 8 right"]


def test_stubs_do_not_lie_on_each_other():
    places = {1: mark(400, 200), **{n: mark(-50, 390) for n in range(2, 8)}}
    stubs = drawn([Link("cites", 1, n) for n in range(2, 8)], places).stubs
    boxes = [stub.place for stub in stubs]
    assert len(boxes) == 5
    assert not any(a.meets(b) for a in boxes for b in boxes if a is not b)
    assert all(VIEW.y <= box.y <= box.bottom <= VIEW.bottom for box in boxes)


def test_stubs_keep_clear_of_titles_and_of_the_chosen_event_where_there_is_room():
    places = {1: mark(20, 200, 300), **{n: mark(-50, 200) for n in range(2, 5)}}
    titles = [Rect(0, 170, 300, 20), Rect(0, 230, 300, 20)]
    stubs = drawn([Link("cites", 1, n) for n in range(2, 5)], places, labels=titles).stubs
    assert len(stubs) == 3
    assert not any(stub.place.meets(other) for stub in stubs for other in [places[1], *titles])
    below = {1: mark(20, 200), 2: mark(20, 500), 3: mark(20, 600)}
    stubs = drawn([Link("cites", 1, n) for n in (2, 3)], below, labels=[Rect(0, 370, 200, 30)]).stubs
    assert all(stub.place.bottom > 390 and not stub.place.meets(Rect(0, 370, 200, 30)) for stub in stubs)


def test_a_stub_that_would_hide_titles_is_left_out_and_counted_but_for_two():
    places = {1: mark(400, 200), **{n: mark(-50, 200) for n in range(2, 6)}}
    titles = [Rect(0, y, 300, 20) for y in range(0, 400, 20)]
    found = drawn([Link("cites", 1, n) for n in range(2, 6)], places, labels=titles)
    assert (len(found.stubs), found.left_out) == (2, 2)


def test_no_more_are_drawn_than_can_be_told_apart_and_it_is_said_how_many_are_left_out():
    places = {n: mark(40 * n, 20 * n) for n in range(1, 19)}
    found = drawn([Link("reports on", n, 1) for n in range(2, 18)] + [Link("rules on", 18, 1)], places, most=12)
    assert (len(found.arrows), found.left_out) == (12, 5)
    assert any(arrow.link.kind == "rules on" for arrow in found.arrows)  # what weighs more comes first


def test_in_a_low_view_few_stubs_are_drawn():
    places = {1: mark(400, 20), **{n: mark(-50, 20) for n in range(2, 12)}}
    found = drawn([Link("cites", n, 1) for n in range(2, 12)], places, view=Rect(0, 0, 800, 100))
    assert (len(found.stubs), found.left_out) == (2, 8)


def test_of_events_that_are_not_chosen_nothing_leads_out_of_view():
    places = {1: mark(400, 20), 2: mark(100, 300), 3: mark(-50, 100)}
    found = drawn([Link("cites", 1, 2), Link("amends", 2, 3)], places)
    assert [arrow.link for arrow in found.arrows] == [Link("cites", 1, 2)]
    assert (found.stubs, found.left_out) == ((), 1)


def test_relations_between_events_out_of_view_and_of_an_event_to_itself_are_not_drawn():
    places = {1: mark(-50, 20), 2: mark(-90, 300), 3: mark(100, 20)}
    found = drawn([Link("cites", 1, 2), Link("cites", 3, 3), Link("cites", 8, 9)], places, chosen=None)
    assert (found.arrows, found.stubs, found.left_out) == ((), (), 0)


def test_a_relation_given_twice_is_drawn_once():
    places = {1: mark(10, 20), 2: mark(100, 300)}
    assert len(drawn([Link("cites", 1, 2)] * 2, places).arrows) == 1


def test_every_kind_of_relation_has_a_line():
    assert set(LINES) == set(OPEN["relation"])
    assert len(set(LINES.values())) >= 4


coordinate = st.floats(-300, 1100)


@given(
    st.dictionaries(st.integers(1, 20), st.builds(mark, coordinate, coordinate, st.floats(0, 400)), max_size=20),
    st.lists(st.builds(Link, st.sampled_from([*LINES, "delays"]), st.integers(1, 22), st.integers(1, 22)), max_size=60),
    st.floats(20, 400),
)
def test_whatever_there_is_every_relation_is_drawn_once_or_counted(places, links, height):
    view = VIEW._replace(height=height)
    found = drawn(links, places, view=view)
    shown = [arrow.link for arrow in found.arrows] + [stub.link for stub in found.stubs]
    assert len(shown) == len(set(shown))
    assert len(shown) <= 12
    assert len(shown) + found.left_out <= len(set(links))
    boxes = [stub.place for stub in found.stubs]
    assert not any(one.meets(other) for n, one in enumerate(boxes) for other in boxes[:n])
    for stub in found.stubs:
        assert stub.link.source != stub.link.target
        assert view.x <= stub.place.x
        assert stub.place.right <= view.right


def test_of_two_words_that_would_stand_one_over_the_other_one_is_left_out():
    places = {1: mark(400, 60), 2: mark(400, 20), 3: mark(402, 20)}
    arrows = drawn([Link("cites", 1, 2), Link("appeals", 1, 3)], places).arrows
    words = [arrow.place for arrow in arrows if arrow.place is not None]
    assert not any(a.meets(b) for a in words for b in words if a is not b)
    tight = drawn([Link("responds to", 1, 2), Link("responds to", 1, 3)], places, view=Rect(380, 0, 60, 90)).arrows
    assert [arrow.place is not None for arrow in tight].count(True) <= 1
