"""Days as pages write them."""

from __future__ import annotations

import pytest

from tracker.capture.page_dates import day_alone, day_in


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-04-07", "2025-04-07"),
        ("2025-04-07T23:30:00-04:00", "2025-04-07"),  # the page's own day, not that of universal time
        ("2025-04-07T06:00", "2025-04-07"),
        ("2015-07-10 09:53:00 -0400", "2015-07-10"),
        ("20250407", "2025-04-07"),
        ("20250407T120000Z", "2025-04-07"),
        ("2025/4/7", "2025-04-07"),
        ("2025-04", "2025-04"),
        ("Mon, 07 Apr 2025 08:00:00 GMT", "2025-04-07"),
        ("April 7, 2025", "2025-04-07"),
        ("Apr. 7, 2025, 10:00 PM UTC", "2025-04-07"),
        ("Sept. 7th 2025", "2025-09-07"),
        ("posted on 7 April 2025 at noon", "2025-04-07"),
        ("7. April 2025", None),
        ("04.05.2015 à 13h36", "2015-05-04"),
        ("4/17/2025", "2025-04-17"),
        ("17/4/2025", "2025-04-17"),
        ("7 de abril de 2025", "2025-04-07"),
        ("den 7. März 2025", "2025-03-07"),
        ("7 août 2025 à 13h36", "2025-08-07"),
        ("1 mai 2025", "2025-05-01"),
        ("2025年4月7日 07:17", "2025-04-07"),
        ("7/4/2025", ""),  # two readings: none
        ("7/4/25", ""),
        ("April 2025", ""),
        ("Monday", ""),
        ("2025", ""),
        ("© 2025 An Office", ""),
        ("2025-02-30", ""),
        ("2025-13-01", ""),
        ("version 12.2025-04-07", ""),
        ("12025040712", ""),
        ("", ""),
    ],
)
def test_a_day_is_read_as_it_is_written_or_not_at_all(text: str, day: str | None) -> None:
    assert day_in(text) == ("2025-04-07" if day is None else day)


def test_a_long_text_is_not_searched_for_long() -> None:
    assert day_in("1" * 5_000_000) == ""


@pytest.mark.parametrize(
    ("text", "is_alone"),
    [
        ("April 7, 2025", True),
        ("Published on Monday, April 7, 2025 at 3:46 p.m. (EDT)", True),
        ("4/17/2025", True),
        ("7. April 2025, 15:30 Uhr", True),
        ("Updated April 7, 2025", False),
        ("Signed April 7, 2025", False),
        ("April 7, 2025 through May 1", False),
        ("The rule of April 7, 2025", False),
        ("no day", False),
    ],
)
def test_a_day_stands_alone_where_nothing_else_is_said(text: str, is_alone: bool) -> None:
    assert bool(day_alone(text)) == is_alone
