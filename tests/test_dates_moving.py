"""A date that is moved keeps its form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates import bounds, describe, moved, stepped, steps_between, to_ordinal, unit_of
from tracker.errors import DateError


@pytest.mark.parametrize(
    ("text", "days", "after"),
    [
        ("2025-04-07", 2, "2025-04-09"),
        ("2025-04-07", -7, "2025-03-31"),
        ("2024-02-28", 1, "2024-02-29"),
        ("2025-04-07~", 2, "2025-04-09~"),
        ("2025-04-07?", 30, "2025-05-07?"),
        ("2025-04-07%", 0, "2025-04-07%"),
        ("2025-04", 10, "2025-04"),
        ("2025-04", 20, "2025-05"),
        ("2025-12~", 31, "2026-01~"),
        ("2025-01", -31, "2024-12"),
        ("2025-04-XX", 31, "2025-05-XX"),
        ("2025", 100, "2025"),
        ("2025", 300, "2026"),
        ("2025?", -365, "2024?"),
        ("2025-XX", 365, "2026-XX"),
        ("2025-XX-XX", 365, "2026-XX-XX"),
        ("2025-21", 92, "2025-22"),
        ("2025-24", 92, "2026-21"),
        ("2025-21~", -92, "2024-24~"),
        ("202X", 3652, "203X"),
        ("20XX", -36525, "19XX"),
        ("2025-04-07/2025-04-20", 3, "2025-04-10/2025-04-23"),
        ("2025-04/2025-06", 31, "2025-05/2025-07"),
        ("2025-04~/2025-06?", 31, "2025-05~/2025-07?"),
        ("2025-04-12/2025-06", 31, "2025-05-12/2025-07"),
        ("2025-01-31/2025-06", 31, "2025-02-28/2025-07"),
        ("../2025-06-01", 4, "../2025-06-05"),
        ("2025-06-01/..", 4, "2025-06-05/.."),
        ("/2025-06-01", 4, "/2025-06-05"),
        ("2025-06-01/", -1, "2025-05-31/"),
    ],
)
def test_a_date_moves_by_its_own_precision_and_keeps_its_marks(text, days, after):
    assert moved(text, days) == after


@pytest.mark.parametrize(
    ("text", "side", "days", "after"),
    [
        ("2025-04-07/2025-04-20", "start", -7, "2025-03-31/2025-04-20"),
        ("2025-04-07/2025-04-20", "end", 5, "2025-04-07/2025-04-25"),
        ("2025-04-07/2025-06", "end", 31, "2025-04-07/2025-07"),
        ("2025-04-07/2025-06", "start", 1, "2025-04-08/2025-06"),
        ("2025-04/2025-04", "end", 31, "2025-04/2025-05"),
        ("2025-04-07/..", "start", 1, "2025-04-08/.."),
    ],
)
def test_an_interval_moves_by_one_side_too(text, side, days, after):
    assert moved(text, days, side) == after


@pytest.mark.parametrize(
    ("text", "days", "side"),
    [
        ("", 1, ""),
        ("../..", 1, ""),
        ("2025-04-07", 1, "start"),
        ("2025-04-07/..", 1, "end"),
        ("2025-04-07/2025-04-20", 14, "start"),
        ("2025-04-07/2025-04-20", -14, "end"),
        ("9999-12-31", 1, ""),
        ("0001-01-01", -1, ""),
        ("9999-12", 31, ""),
        ("0001", -365, ""),
        ("2025-04-07", 10**12, ""),
    ],
)
def test_what_cannot_be_moved_so_is_refused(text, days, side):
    with pytest.raises(DateError):
        stepped(text, days, side) if text in ("9999-12", "0001") else moved(text, days, side)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("2025-04-07", "day"),
        ("2025-04-XX", "month"),
        ("2025-04-07/2025-06", "month"),
        ("2025-22", "season"),
        ("202X", "decade"),
    ],
)
def test_the_step_is_the_coarser_precision(text, unit):
    assert unit_of(text) == unit


FORMS = st.sampled_from(["2025-04-07", "2025-04", "2025", "2025-22", "202X", "2025-04-07/2025-04-20", "2025/2026"])


@given(form=FORMS, mark=st.sampled_from(["", "?", "~", "%"]), steps=st.integers(-150, 150))
def test_there_and_back_is_where_it_was_and_the_kind_never_changes(form, mark, steps):
    text = "/".join(side + mark for side in form.split("/"))
    there = stepped(text, steps)
    assert stepped(there, -steps) == text
    assert steps_between(text, there) == steps
    before, after = describe(text), describe(there)
    assert (before.kind, before.uncertain, before.approximate) == (after.kind, after.uncertain, after.approximate)


@given(days=st.integers(-20000, 20000), text=st.sampled_from(["2025-04", "2025-04-XX~", "2025-22", "2025"]))
def test_the_period_comes_to_lie_where_it_was_dragged(days, text):
    first, last = (to_ordinal(day) for day in bounds(moved(text, days)))
    middle = sum(to_ordinal(day) for day in bounds(text)) // 2 + days
    assert first <= middle <= last
