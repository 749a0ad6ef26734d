from hypothesis import given
from hypothesis import strategies as st

from tracker.formats.joined import escape, join, split, split_parts

TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)
TRICKY = st.text(st.sampled_from("a; \\=:([\n"), max_size=10) | TEXT


@given(st.lists(TRICKY, max_size=5))
def test_splitting_gives_back_what_was_joined(items: list[str]) -> None:
    assert split(join(items), len(items)) == items


@given(st.lists(st.tuples(TRICKY, TRICKY), min_size=2, max_size=4), st.sampled_from("=:(["))
def test_first_parts_end_where_they_did(items: list[tuple[str, str]], end: str) -> None:
    cell = "; ".join(escape(first, end) + end + escape(rest) for first, rest in items)
    assert split_parts(cell, end) == items


def test_an_empty_cell_holds_nothing_unless_one_item_is_expected() -> None:
    assert split("") == []
    assert split("", 0) == []
    assert split("", 1) == [""]


def test_people_may_leave_out_the_space_after_a_semicolon() -> None:
    assert split("a;b; c") == ["a", "b", "c"]
    assert split(r"a\;b;c") == ["a;b", "c"]


def test_items_keep_their_own_spaces() -> None:
    assert split("a;  b ; c") == ["a", " b ", "c"]
    assert split(r"a\\;  b") == ["a\\", " b"]


def test_an_item_without_the_mark_has_no_second_part() -> None:
    assert split_parts("judge=D. Friedrich; nobody", "=") == [("judge", "D. Friedrich"), ("nobody", "")]
    assert split_parts(r"a\=b; c=d=e", "=") == [("a=b", ""), ("c", "d=e")]


def test_a_backslash_at_the_very_end_stands_for_itself() -> None:
    assert split("a; b\\") == ["a", "b\\"]
