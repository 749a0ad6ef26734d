"""How far two dates are apart: to the day where both are known, else as much as is known, or nothing."""

from __future__ import annotations

import pytest

from tracker.dates import days_apart


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("2025-04-07", "2025-11-21", (228, 228)),
        ("2025-04-07", "2025-04-07", (0, 0)),
        ("2024-02-28", "2024-03-01", (2, 2)),
        ("2025-04-07", "2025-05", (24, 54)),
        ("2025-04", "2025-04-07", (0, 23)),
        ("2025-04", "2025-04", (0, 29)),
        ("2025-04", "2025-05", (1, 60)),
        ("2025", "2025-04-07", (0, 268)),
    ],
)
def test_a_range_is_told_where_a_day_is_not_known(one, other, apart):
    assert days_apart(one, other) == days_apart(other, one) == apart


@pytest.mark.parametrize("unsure", ["", "2025-04-07~", "2025-04?", "2025-04-07/2025-05-01", "../2025-04", "2025-04%"])
def test_of_what_is_unsure_or_has_two_ends_nobody_says_how_far_it_is(unsure):
    assert days_apart("2025-01-01", unsure) is None
    assert days_apart(unsure, "2025-01-01") is None
