"""What people type, and the readings it has."""

from __future__ import annotations

import datetime
import subprocess
import sys

import pytest

from tracker.dates import Reading, read
from tracker.errors import DateError

TODAY = datetime.date(2026, 11, 23)


def edtf(text: str, day_first: bool | None = None) -> list[str]:
    return [reading.edtf for reading in read(text, TODAY, day_first)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("7 April 2025", "2025-04-07"),
        ("7 Apr 2025", "2025-04-07"),
        ("7 apr. 2025", "2025-04-07"),
        ("7APR2025", "2025-04-07"),
        ("07-Apr-2025", "2025-04-07"),
        ("7-Apr-25", "2025-04-07"),
        ("7th of April, 2025", "2025-04-07"),
        ("the 7th of April 2025", "2025-04-07"),
        ("April 7, 2025", "2025-04-07"),
        ("Apr 7, 2025", "2025-04-07"),
        ("April 7 of 2025", "2025-04-07"),
        ("April 7th 2025", "2025-04-07"),
        ("April the 7th, 2025", "2025-04-07"),
        ("Sept. 5, 2025.", "2025-09-05"),
        ("2025 April 7", "2025-04-07"),
        ("2025-Apr-07", "2025-04-07"),
        ("on 7 April 2025", "2025-04-07"),
        ("Monday, 7 April 2025", "2025-04-07"),
        ("Mon 7 Apr 2025", "2025-04-07"),
        ("  7\u00a0April\u2009 2025 ", "2025-04-07"),
        ("April 2025", "2025-04"),
        ("in April 2025", "2025-04"),
        ("April, 2025", "2025-04"),
        ("Apr-2025", "2025-04"),
        ("Apr ’25", "2025-04"),
        ("2025 April", "2025-04"),
        ("2025", "2025"),
        ("the 1990s", "199X"),
        ("2020's", "202X"),
    ],
)
def test_days_months_and_years_in_words_have_one_reading(typed: str, expected: str) -> None:
    assert edtf(typed) == [expected]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2025/04/07", "2025-04-07"),
        ("2025.4.7", "2025-04-07"),
        ("2025-4-7", "2025-04-07"),
        ("20250407", "2025-04-07"),
        ("4/2025", "2025-04"),
        ("2025/4", "2025-04"),
        ("13/4/2025", "2025-04-13"),
        ("4/13/2025", "2025-04-13"),
        ("4/4/25", "2025-04-04"),
        ("31.12.1999", "1999-12-31"),
        ("13 4 2025", "2025-04-13"),
    ],
)
def test_numbers_that_can_mean_one_day_only_have_one_reading(typed: str, expected: str) -> None:
    assert edtf(typed) == [expected]


def test_numbers_whose_order_is_open_have_both_readings_each_with_its_words() -> None:
    assert read("7/4/25", TODAY) == [
        Reading("2025-07-04", "4 July 2025"),
        Reading("2025-04-07", "7 April 2025"),
    ]


@pytest.mark.parametrize(
    ("day_first", "expected", "label"),
    [(True, "2025-04-07", "7 April 2025"), (False, "2025-07-04", "July 4, 2025")],
)
def test_a_known_order_leaves_one_reading(day_first: bool, expected: str, label: str) -> None:
    assert read("7/4/25", TODAY, day_first) == [Reading(expected, label)]


@pytest.mark.parametrize("typed", ["04-07-2025", "4-7-2025", "04-07-25", "04.07.25", "04 07 2025"])
def test_three_numbers_are_one_date_whatever_stands_between_them(typed: str) -> None:
    assert edtf(typed)[:2] == ["2025-04-07", "2025-07-04"]
    assert edtf(typed, day_first=True) == ["2025-07-04"]
    assert edtf(typed, day_first=False) == ["2025-04-07"]


@pytest.mark.parametrize("typed", ["4-7/2025", "04/07-2025", "3 to April 2025", "April to 2025"])
def test_what_lends_no_day_or_month_to_its_start_is_no_span(typed: str) -> None:
    with pytest.raises(DateError):
        read(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("on or about April 7, 2025", "2025-04-07~"),
        ("not before June 2025", "2025-06/.."),
        ("no earlier than 3 June 2025", "2025-06-03/.."),
        ("not later than June 1, 2025", "../2025-06-01"),
    ],
)
def test_the_phrases_of_lawyers_are_read(typed: str, expected: str) -> None:
    assert edtf(typed) == [expected]


def test_a_known_order_does_not_refuse_what_only_the_other_order_can_mean() -> None:
    assert edtf("13/4/2025", day_first=False) == ["2025-04-13"]
    assert edtf("4/13/2025", day_first=True) == ["2025-04-13"]


def test_three_pairs_of_digits_with_hyphens_may_also_begin_with_the_year() -> None:
    assert edtf("25-04-07") == ["2007-04-25", "2025-04-07"]
    assert edtf("05-04-07") == ["2007-05-04", "2007-04-05", "2005-04-07"]


def test_a_weekday_settles_the_order() -> None:
    assert edtf("Tue 1/4/25") == ["2025-04-01"]
    assert edtf("Saturday 1/4/25") == ["2025-01-04"]


def test_a_weekday_that_does_not_fit_is_told() -> None:
    with pytest.raises(DateError, match="2025-04-07 is a Monday, not a Tuesday"):
        read("Tuesday, 7 April 2025", TODAY)


@pytest.mark.parametrize(
    ("typed", "year"),
    [("1/1/25", 2025), ("1/1/46", 2046), ("1/1/47", 1947), ("1/1/85", 1985), ("1/1/00", 2000)],
)
def test_two_digits_are_the_year_at_most_twenty_years_ahead(typed: str, year: int) -> None:
    assert edtf(typed) == [f"{year}-01-01"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("today", "2026-11-23"), ("Yesterday", "2026-11-22"), ("tomorrow", "2026-11-24")],
)
def test_today_is_the_day_given(typed: str, expected: str) -> None:
    assert edtf(typed) == [expected]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("about 13 March 2025", "2025-03-13~"),
        ("around March 2025", "2025-03~"),
        ("c. 2025", "2025~"),
        ("c 2025", "2025~"),
        ("c2025", "2025~"),
        ("ca. April 2025", "2025-04~"),
        ("circa 2025", "2025~"),
        ("~ Mar 2025", "2025-03~"),
        ("sometime in 2025", "2025~"),
        ("April 2025 (approximate)", "2025-04~"),
        ("April 2025?", "2025-04?"),
        ("? 2025", "2025?"),
        ("perhaps 7 April 2025", "2025-04-07?"),
        ("2025 (uncertain)", "2025?"),
        ("perhaps about June 2025", "2025-06%"),
        ("about June 2025 (uncertain)", "2025-06%"),
        ("~? Jun 2025", "2025-06%"),
        ("about 2025-04~", "2025-04~"),
        ("perhaps 2025-04%", "2025-04%"),
    ],
)
def test_words_of_doubt_become_marks(typed: str, expected: str) -> None:
    assert edtf(typed) == [expected]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("early May 2025", "2025-05~"),
        ("mid-April 2025", "2025-04~"),
        ("late 2024", "2024~"),
        ("late in 2024", "2024~"),
        ("the end of 2025", "2025~"),
        ("beginning of the 1990s", "199X~"),
        ("early spring 2025", "2025-21~"),
        ("perhaps early May 2025", "2025-05%"),
    ],
)
def test_early_and_late_keep_what_they_are_about_and_invent_no_days(typed: str, expected: str) -> None:
    assert edtf(typed) == [expected]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("spring 2025", "2025-21"),
        ("Summer of 2025", "2025-22"),
        ("fall 2025", "2025-23"),
        ("autumn, 2025", "2025-23"),
        ("winter 2024-25", "2024-24"),
        ("winter 2024–2025", "2024-24"),
        ("Q2 2025", "2025-04/2025-06"),
        ("2025 Q4", "2025-10/2025-12"),
        ("2025Q1", "2025-01/2025-03"),
        ("third quarter of 2025", "2025-07/2025-09"),
        ("the 1st quarter of 2025", "2025-01/2025-03"),
        ("H2 2025", "2025-07/2025-12"),
        ("first half of 2025", "2025-01/2025-06"),
        ("about Q2 2025", "2025-04~/2025-06~"),
    ],
)
def test_parts_of_a_year_are_seasons_or_the_interval_of_their_months(typed: str, expected: str) -> None:
    assert edtf(typed) == [expected]


def test_a_winter_with_one_year_may_start_or_end_in_it() -> None:
    assert read("winter 2025", TODAY) == [
        Reading("2025-24", "winter 2025–26"),
        Reading("2024-24", "winter 2024–25"),
    ]


def test_the_2000s_may_be_ten_years_or_a_hundred() -> None:
    assert edtf("2000s") == ["200X", "20XX"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("April 29-30, 2025", "2025-04-29/2025-04-30"),
        ("April 29–30, 2025", "2025-04-29/2025-04-30"),
        ("29-30 April 2025", "2025-04-29/2025-04-30"),
        ("29 to 30 April 2025", "2025-04-29/2025-04-30"),
        ("between 29 and 30 April 2025", "2025-04-29/2025-04-30"),
        ("29 April - 3 May 2025", "2025-04-29/2025-05-03"),
        ("April 29 – May 3, 2025", "2025-04-29/2025-05-03"),
        ("April to June 2025", "2025-04/2025-06"),
        ("Apr-Jun 2025", "2025-04/2025-06"),
        ("from April 2025 to June 2025", "2025-04/2025-06"),
        ("April 2025 until 3 June 2025", "2025-04/2025-06-03"),
        ("between April and June 2025", "2025-04/2025-06"),
        ("between 2024 and 2025", "2024/2025"),
        ("2024-2025", "2024/2025"),
        ("2024–25", "2024/2025"),
        ("1999-00", "1999/2000"),
        ("2025-04-07 - 2025-05-01", "2025-04-07/2025-05-01"),
        ("2025-04-07 to 2025-05-01", "2025-04-07/2025-05-01"),
        ("spring to autumn 2025", "2025-21/2025-23"),
        ("Q1 to Q3 2025", "2025-01/2025-09"),
        ("about April to June 2025", "2025-04~/2025-06~"),
        ("about April 2025 to June 2025", "2025-04~/2025-06"),
        ("April 2025 to perhaps June 2025", "2025-04/2025-06?"),
        ("December to February 2026", "2025-12/2026-02"),
        ("Dec 29 - Jan 3, 2026", "2025-12-29/2026-01-03"),
        ("1/4/25 to 13/4/25", "2025-04-01/2025-04-13"),
        ("1/4 - 13/4/25", "2025-04-01/2025-04-13"),
        ("January 2025 - present", "2025-01/.."),
        ("2025-01-20 to date", "2025-01-20/.."),
    ],
)
def test_ranges_become_intervals_and_share_what_is_said_once(typed: str, expected: str) -> None:
    assert edtf(typed) == [expected]


def test_a_range_in_numbers_is_read_in_one_order_throughout() -> None:
    assert edtf("1/4/25 - 2/5/25") == ["2025-01-04/2025-02-05", "2025-04-01/2025-05-02"]


def test_a_range_of_years_that_is_also_a_month_or_season_has_both_readings() -> None:
    assert edtf("2011–12") == ["2011-12", "2011/2012"]
    assert edtf("2020–21") == ["2020-21", "2020/2021"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("before June 2025", "../2025-05"),
        ("before 1 June 2025", "../2025-05-31"),
        ("before January 2025", "../2024-12"),
        ("before 2025", "../2024"),
        ("before spring 2025", "../2025-02"),
        ("prior to about June 2025", "../2025-05~"),
        ("after June 2025", "2025-07/.."),
        ("after 31 December 2025", "2026-01-01/.."),
        ("after winter 2025-26", "2026-03/.."),
        ("after the 1990s", "2000/.."),
        ("until June 2025", "../2025-06"),
        ("by 3 June 2025", "../2025-06-03"),
        ("up to 2025", "../2025"),
        ("no later than May 2025", "../2025-05"),
        ("2025 or earlier", "../2025"),
        ("since 2025-01", "2025-01/.."),
        ("from January 2025", "2025-01/.."),
        ("since Q2 2025", "2025-04/.."),
        ("January 2025 onwards", "2025-01/.."),
        ("2025 or later", "2025/.."),
        ("from January 2025 (end unknown)", "2025-01/"),
        ("until June 2025 (start unknown)", "/2025-06"),
    ],
)
def test_before_excludes_what_until_includes(typed: str, expected: str) -> None:
    assert edtf(typed) == [expected]


@pytest.mark.parametrize("typed", ["", "  ", "no date", "Undated", "n.d.", "unknown"])
def test_no_date_is_a_date_one_can_type(typed: str) -> None:
    assert read(typed, TODAY) == [Reading("", "no date")]


@pytest.mark.parametrize(
    "typed", ["2025", "2025-04~", "2025-21", "2025-04-XX", "../2025-06", "2025-01/", "20XX", "2020-21"]
)
def test_edtf_is_taken_unchanged(typed: str) -> None:
    assert edtf(typed) == [typed]
    assert edtf(f"  {typed}\n") == [typed]


@pytest.mark.parametrize("typed", ["7 April", "April 7", "April", "Apr 25", "4/7", "Monday 7 April"])
def test_a_date_without_a_year_is_refused_and_its_year_asked_for(typed: str) -> None:
    with pytest.raises(DateError, match="has no year"):
        read(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31 April 2025", "April 2025 has no day 31"),
        ("31/4/2025", "April 2025 has no day 31"),
        ("4/31/2025", "April 2025 has no day 31"),
        ("29 Feb 2025", "February 2025 has no day 29"),
        ("2025-02-30", "February 2025 has no day 30"),
        ("Monday 31 April 2025", "April 2025 has no day 31"),
        ("2025-13", "no month 13"),
        ("99/99/2025", "no month 99"),
        ("April 2025 to March 2025", "ends before it starts"),
        ("2025-06/2025-01", "ends before it starts"),
        ("before 0001", "years 0001 to 9999"),
        ("after 9999", "years 0001 to 9999"),
        ("-0044", "years 0001 to 9999"),
        ("Y17000", "years 0001 to 9999"),
        ("2025-04-07T10:00:00Z", "without a time of day"),
        ("April 7, 2025 10:30 am", "without a time of day"),
        ("2025-04-XX/2025-06", "cannot stand in an interval"),
    ],
)
def test_an_impossible_date_is_refused_with_the_reason(typed: str, said: str) -> None:
    with pytest.raises(DateError, match=said):
        read(typed, TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        "hello",
        "12",
        "soon",
        "next week",
        "2 days ago",
        "7 April 2025 and so on",
        "April 7 or 8, 2025",
        "'; DROP TABLE",
        "April to 2020s",
        "7 to 2025",
        "third half of 2025",
        "spring 2024-25",
        "winter 2024-27",
        "2025 to",
        "to",
    ],
)
def test_anything_else_is_refused_with_the_forms_understood(typed: str) -> None:
    with pytest.raises(DateError, match="Write for example 2025-04-07") as caught:
        read(typed, TODAY)
    assert caught.value.text == typed


def test_pasted_text_is_refused_at_once() -> None:
    with pytest.raises(DateError, match="too long for a date"):
        read("7 April 2025 " * 1000, TODAY)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("7 avril 2025", "2025-04-07"),
        ("7 de abril de 2025", "2025-04-07"),
        ("7. März 2025", "2025-03-07"),
        ("12 maggio 2025", "2025-05-12"),
    ],
)
def test_whole_days_in_a_few_other_languages_are_read(typed: str, expected: str) -> None:
    assert edtf(typed) == [expected]


@pytest.mark.parametrize(
    "typed",
    ["avril 2025", "7 avril", "vers le 7 avril 2025", "31 avril 2025", "12 listopada 2025", "7 8 avril 2025"],
)
def test_nothing_is_invented_from_other_languages(typed: str) -> None:
    with pytest.raises(DateError):
        read(typed, TODAY)


def test_the_slow_package_is_loaded_only_for_what_our_rules_cannot_read() -> None:
    script = (
        "import sys\n"
        "from datetime import date\n"
        "from tracker.dates import read\n"
        "read('about 7 April 2025', date(2026, 11, 23))\n"
        "print('dateparser' in sys.modules)\n"
        "read('7 avril 2025', date(2026, 11, 23))\n"
        "print('dateparser' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
