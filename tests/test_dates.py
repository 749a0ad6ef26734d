"""EDTF texts: their strict bounds, their shape, and what is refused."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.dates import (
    DateEnd,
    DateShape,
    bounds,
    check,
    describe,
    drawn,
    ends,
    first_known_day,
    from_ordinal,
    last_known_day,
    to_ordinal,
    utc_now,
)
from tracker.errors import DateError

REAL_STRINGS = Path(__file__).resolve().parents[2] / "shared" / "data" / "edtf-validate" / "edtf-strings.json"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-04-07", "2025-04-07", "2025-04-07"),
        ("2025-04", "2025-04-01", "2025-04-30"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
        ("2025-04-07?", "2025-04-07", "2025-04-07"),
        ("2025-04~", "2025-04-01", "2025-04-30"),
        ("2025%", "2025-01-01", "2025-12-31"),
        ("2025-04-XX", "2025-04-01", "2025-04-30"),
        ("2024-02-XX", "2024-02-01", "2024-02-29"),
        ("2025-XX", "2025-01-01", "2025-12-31"),
        ("2025-XX-XX", "2025-01-01", "2025-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("202X~", "2020-01-01", "2029-12-31"),
    ],
)
def test_bounds_are_the_first_and_last_day_the_text_covers(text: str, first: str, last: str) -> None:
    assert bounds(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-21", "2025-03-01", "2025-05-31"),
        ("2025-22", "2025-06-01", "2025-08-31"),
        ("2025-23", "2025-09-01", "2025-11-30"),
        ("2025-24", "2025-12-01", "2026-02-28"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2025-21~", "2025-03-01", "2025-05-31"),
        ("9999-24", "9999-12-01", "9999-12-31"),
    ],
)
def test_seasons_are_northern_meteorological_ones_and_winter_runs_into_the_next_year(
    text: str, first: str, last: str
) -> None:
    assert bounds(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-04/2025-06", "2025-04-01", "2025-06-30"),
        ("2025-04-29/2025-04-30", "2025-04-29", "2025-04-30"),
        ("2024/2025-02-03", "2024-01-01", "2025-02-03"),
        ("2025-04~/2025-06?", "2025-04-01", "2025-06-30"),
        ("2025-24/2026-21", "2025-12-01", "2026-05-31"),
        ("2025-04-12/2025", "2025-04-12", "2025-12-31"),
        ("2025/2025", "2025-01-01", "2025-12-31"),
    ],
)
def test_an_interval_runs_from_its_starts_first_day_to_its_ends_last(text: str, first: str, last: str) -> None:
    assert bounds(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("../2025-06", ("", "2025-06-30")),
        ("/2025", ("", "2025-12-31")),
        ("2025-01/..", ("2025-01-01", "")),
        ("2025-01-02/", ("2025-01-02", "")),
        ("2025-21~/..", ("2025-03-01", "")),
        ("../..", ("", "")),
        ("/..", ("", "")),
        ("../", ("", "")),
        ("", ("", "")),
    ],
)
def test_an_open_or_unknown_side_has_an_empty_bound(text: str, expected: tuple[str, str]) -> None:
    assert bounds(text) == expected


def test_the_first_years_begin_with_year_one_since_year_nought_is_not_kept() -> None:
    assert bounds("000X") == ("0001-01-01", "0009-12-31")
    assert bounds("00XX") == ("0001-01-01", "0099-12-31")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-02-30", "February 2025 has no day 30"),
        ("2025-02-29", "February 2025 has no day 29"),
        ("2025-04-31~", "April 2025 has no day 31"),
        ("2025-04-00", "April 2025 has no day 00"),
        ("2025-13", "no month 13"),
        ("2025-00", "no month 00"),
        ("2025-99-01", "no month 99"),
        ("2025-25", "no month 25"),
        ("2025-21-03", "no month 21"),
        ("2025-04/2025-02-30", "February 2025 has no day 30"),
    ],
)
def test_an_impossible_date_is_refused_with_what_is_impossible_in_it(text: str, said: str) -> None:
    with pytest.raises(DateError, match=re.escape(said)) as caught:
        bounds(text)
    assert caught.value.text == text


@pytest.mark.parametrize(
    "text", ["0000", "0000-02", "-0044", "-0044-03-15", "Y17000", "Y-17000", "20250", "-1000/-0999"]
)
def test_years_outside_0001_to_9999_are_refused_by_saying_so(text: str) -> None:
    with pytest.raises(DateError, match="only years 0001 to 9999 are kept"):
        bounds(text)


@pytest.mark.parametrize(
    "text", ["2025-06/2025-05", "2026/2025", "2025-24/2025-21", "2025-23/2025-22", "2025-04-08/2025-04-07"]
)
def test_an_interval_that_ends_before_it_starts_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="ends before it starts"):
        bounds(text)


@pytest.mark.parametrize("text", ["2025-04-XX/2025-06", "2024/202X", "20XX/..", "../2025-XX-XX"])
def test_unspecified_digits_in_an_interval_are_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(DateError, match="cannot stand in an interval"):
        bounds(text)


@pytest.mark.parametrize("text", ["2025-04-07T10:00:00", "2025-04-07T10:00:00Z", "2025-04-07T10:00/2026"])
def test_a_time_of_day_is_refused_by_saying_so(text: str) -> None:
    with pytest.raises(DateError, match="without a time of day"):
        bounds(text)


@pytest.mark.parametrize(
    "text",
    [
        "April 2025",
        "2025-4",
        "2025-4-7",
        "25-04-07",
        " 2025",
        "2025 ",
        "2025\n",
        "2025-04-07\n",
        "2025-~04",
        "?2025-04",
        "2025?-04",
        "2025~?",
        "[2025, 2026]",
        "{2025..2026}",
        "2025S2",
        "202X-04",
        "2XXX",
        "XXXX",
        "2X25",
        "2025-X4",
        "2025-XX-07",
        "2025-21^southern",
        "Y2025E2",
        "/",
        "//",
        "2025/2026/2027",
        ".../2025",
        "2025/unknown",
        "2025/open",
        "x",
        "２０２５",
        "٢٠٢٥",
        "\x00",
        "\ud800",
    ],
)
def test_text_beyond_level_1_is_refused_with_examples_of_what_is_understood(text: str) -> None:
    with pytest.raises(DateError, match="2025-04-07, 2025-04, 2025") as caught:
        check(text)
    assert caught.value.text == text


def test_a_message_shows_long_and_unprintable_text_short_and_printable() -> None:
    with pytest.raises(DateError) as caught:
        check("\x1b[31m" + "x" * 5000)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("text", ["", "2025", "2025-04~", "2025-21", "../2025-06", "20XX", "2025-04-07%/.."])
def test_a_valid_text_is_handed_back_unchanged(text: str) -> None:
    assert check(text) is text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2025-04-07", "day"),
        ("2025-04", "month"),
        ("2025-04-XX", "month"),
        ("2025-23", "season"),
        ("2025", "year"),
        ("2025-XX", "year"),
        ("2025-XX-XX", "year"),
        ("202X", "decade"),
        ("20XX", "century"),
        ("2025-04/2025-06", "interval"),
        ("../2025", "interval"),
        ("", "undated"),
    ],
)
def test_a_date_is_of_the_kind_its_precision_gives(text: str, kind: str) -> None:
    assert describe(text).kind == kind


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("2025", False, False),
        ("2025?", True, False),
        ("2025~", False, True),
        ("2025%", True, True),
        ("2025-04?/2025-06", True, False),
        ("2025-04/2025-06~", False, True),
        ("2025-04?/2025-06~", True, True),
        ("../2025-06%", True, True),
        ("2025-04/2025-06", False, False),
    ],
)
def test_marks_say_what_is_uncertain_and_what_is_approximate(text: str, uncertain: bool, approximate: bool) -> None:
    shape = describe(text)
    assert (shape.uncertain, shape.approximate) == (uncertain, approximate)


@pytest.mark.parametrize(
    ("text", "open_start", "open_end"),
    [
        ("../2025", True, False),
        ("/2025", True, False),
        ("2025/..", False, True),
        ("2025/", False, True),
        ("../..", True, True),
        ("2024/2025", False, False),
        ("2025", False, False),
        ("", False, False),
    ],
)
def test_open_and_unknown_sides_are_told(text: str, open_start: bool, open_end: bool) -> None:
    shape = describe(text)
    assert (shape.open_start, shape.open_end) == (open_start, open_end)


def test_a_shape_carries_the_strict_bounds() -> None:
    assert describe("2025-04~/2025-06") == DateShape(
        kind="interval",
        uncertain=False,
        approximate=True,
        open_start=False,
        open_end=False,
        first="2025-04-01",
        last="2025-06-30",
    )


def test_day_numbers_are_those_of_the_proleptic_gregorian_calendar() -> None:
    assert to_ordinal("0001-01-01") == 1
    assert to_ordinal("2025-04-07") == datetime.date(2025, 4, 7).toordinal()
    assert from_ordinal(to_ordinal("2024-02-29") + 1) == "2024-03-01"
    assert from_ordinal(to_ordinal("9999-12-31")) == "9999-12-31"
    assert from_ordinal(1) == "0001-01-01"


@pytest.mark.parametrize("text", ["", "2025-04", "2025", "2025-02-30", "2025-04-07~", "20250407", "0000-01-01"])
def test_only_a_whole_day_has_a_day_number(text: str) -> None:
    with pytest.raises(DateError):
        to_ordinal(text)


@pytest.mark.parametrize("number", [0, -1, 3_652_060, 10**30])
def test_a_day_number_outside_the_years_kept_is_refused(number: int) -> None:
    with pytest.raises(DateError, match="outside the years"):
        from_ordinal(number)


def test_the_present_moment_is_utc_text_with_milliseconds() -> None:
    before = datetime.datetime.now(datetime.UTC)
    said = utc_now()
    after = datetime.datetime.now(datetime.UTC)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", said)
    moment = datetime.datetime.fromisoformat(said)
    assert before - datetime.timedelta(milliseconds=1) <= moment <= after


def test_plain_dates_need_neither_date_package() -> None:
    script = (
        "import sys\n"
        "from datetime import date\n"
        "from tracker import dates\n"
        "for text in ('2025', '2025-04', '2025-04-07', '2025-04~', '../2025-06', ''):\n"
        "    dates.bounds(text), dates.describe(text), dates.display(text)\n"
        "dates.read('7 April 2025', date(2026, 11, 23)), dates.read('7/4/25', date(2026, 11, 23))\n"
        "print([name for name in ('edtf', 'dateparser', 'pyparsing', 'PySide6') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture(scope="module")
def real_strings() -> dict[str, list[str]]:
    """Lists of EDTF strings collected by edtf-validate, by name."""
    if not REAL_STRINGS.is_file():
        pytest.skip(f"nothing compared: the collected EDTF strings are not at {REAL_STRINGS}")
    loaded: dict[str, list[str]] = json.loads(REAL_STRINGS.read_text(encoding="utf-8"))
    return loaded


def test_collected_intervals_of_levels_0_and_1_are_taken_unless_their_years_are_outside_ours(
    real_strings: dict[str, list[str]],
) -> None:
    taken = 0
    for text in real_strings["L0_Intervals"] + real_strings["L1_Intervals"]:
        if text.startswith("-") or "/-" in text or "0000" in text:
            with pytest.raises(DateError, match="only years 0001 to 9999"):
                check(text)
        else:
            assert check(text) == text
            taken += 1
    assert taken > 30


def test_collected_intervals_of_level_2_are_refused(real_strings: dict[str, list[str]]) -> None:
    assert real_strings["L2_Intervals"]
    for text in real_strings["L2_Intervals"]:
        with pytest.raises(DateError):
            check(text)


def test_collected_invalid_texts_are_refused(real_strings: dict[str, list[str]]) -> None:
    # An end that names the month its start lies in is not before it, though that list says so (its own valid
    # intervals have 1111-01-01/1111). Empty text is our 'undated'.
    ours = {"", "2004-06-11%/2004-06~"}
    lists = ("invalid_edtf_dates", "invalid_edtf_intervals", "invalid_edtf_datetimes")
    for text in (text for name in lists for text in real_strings[name] if text not in ours):
        with pytest.raises(DateError):
            check(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025-04-07", DateEnd("day"), DateEnd("day")),
        ("2025-04~", DateEnd("month", 30, False, True), DateEnd("month", 30, False, True)),
        ("2024-02/2025?", DateEnd("month", 29), DateEnd("year", 365, True, False)),
        ("2025-03-03%/..", DateEnd("day", 1, True, True), DateEnd("open", 0)),
        ("/2025-21", DateEnd("unknown", 0), DateEnd("season", 92)),
        ("202X", DateEnd("decade", 3653), DateEnd("decade", 3653)),
        ("", DateEnd("unknown", 0), DateEnd("unknown", 0)),
    ],
)
def test_each_end_says_how_it_is_known(text, start, end):
    assert ends(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-04-07", "2025-04-07", "2025-04-07"),
        ("2025-04~", "2025-04-01", "2025-04-30"),
        ("2025-04/..", "2025-04-01", "2025-04-01"),
        ("../2025-04", "2025-04-30", "2025-04-30"),
        ("../..", "", ""),
        ("", "", ""),
        ("no date", "no date", "no date"),
    ],
)
def test_where_one_end_is_not_known_the_other_is_given(text, first, last):
    assert (first_known_day(text), last_known_day(text)) == (first, last)


@pytest.mark.parametrize(
    ("text", "days", "exact"),
    [
        ("2025-04-07", ("2025-04-07", "2025-04-07"), True),
        ("2025-04-07?", ("2025-04-07", "2025-04-07"), False),
        ("2025-04", ("2025-04-01", "2025-04-30"), False),
        ("2025-04-07/2025-05", ("2025-04-07", "2025-05-31"), False),
        ("2025-04/..", ("2025-04-01", "2025-04-30"), False),
        ("/2025-04-07~", ("2025-04-07", "2025-04-07"), False),
    ],
)
def test_a_date_is_drawn_on_its_days_and_one_open_on_a_side_on_those_of_its_other(text, days, exact):
    assert drawn(text) == (*map(to_ordinal, days), exact, text)


def test_no_date_is_drawn_nowhere_and_what_is_no_date_is_refused():
    assert drawn("") is None
    for text in ("2025-13-01", "2025-04-07/2025-04-01", "2025-04-07/2025-04-08/2025-04-09", "soon"):
        with pytest.raises(DateError):
            drawn(text)
