"""The day and the byline of a plain text: only what a line near its top plainly states."""

from __future__ import annotations

import datetime

import pytest

from tracker.capture.article import Snapshot
from tracker.capture.reading import read_snapshot
from tracker.capture.text_reading import read_text
from tracker.capture.top_lines import authors_in, issued_in

BODY = "\n\nThe office of records will share its list of addresses, it said on Tuesday.\n"


@pytest.mark.parametrize(
    "line",
    [
        "Posted March 4, 2026",
        "Published: 4 March 2026",
        "Published on Wednesday, March 4, 2026 at 5:30 p.m. EST",
        "Published March 4, 2026 | Updated March 6, 2026",
        "Updated Mar. 4, 2026",
        "Posted: Mar 4, 2026 / 05:30 PM EST",
        "March 4, 2026",
        "Wednesday, March 4th, 2026",
        "2026-03-04",
        "Released: 2026-03-04",
        "By Jane Roe | March 4, 2026",
        "By Jane Roe and John Doe, March 4, 2026",
        "WASHINGTON, March 4, 2026 —",
        "WASHINGTON, March 4, 2026 — The office of records said that it will share its list",
        "NEW YORK, N.Y. (Newswire) – March 4, 2026 – The office said",
    ],
)
def test_a_line_that_plainly_states_the_day_gives_it(line: str) -> None:
    found = issued_in(f"An office shares its records\n\n{line}{BODY}")
    assert found is not None
    assert found.value == "2026-03-04"
    assert found.origin.startswith("a line near the top: “")
    assert found.origin[len("a line near the top: “") : -1] in line


def test_where_it_stands_is_told_in_its_own_words() -> None:
    found = issued_in("A title\nPosted March 4, 2026\n")
    assert found is not None
    assert found.origin == "a line near the top: “Posted March 4, 2026”"


@pytest.mark.parametrize(
    "line",
    [
        "3/4/26",
        "03/04/2026",
        "Posted 3/4/2026",
        "March 2026",
        "February 30, 2026",
        "March 4",
        "The rule was published March 4, 2026",
        "Published March 4, 2026 in the official journal of the office",
        "The hearing is on March 4, 2026.",
        "March 4, 2026 – March 6, 2026",
        "Hearing: March 4, 2026",
        "Comments due March 4, 2026",
        "In Washington, March 4, 2026 — a day to remember",
        "WASHINGTON, March 4 —",
        "Updated rules of March 4, 2026",
    ],
)
def test_what_is_open_or_stands_in_a_sentence_gives_no_day(line: str) -> None:
    assert issued_in(f"An office shares its records\n\n{line}{BODY}") is None


def test_a_day_to_come_or_two_that_differ_or_one_further_down_give_none() -> None:
    ahead = datetime.date.today().year + 2
    assert issued_in(f"A title\nMarch 4, {ahead}{BODY}") is None
    assert issued_in(f"A title\nMarch 4, 2026\nMarch 6, 2026{BODY}") is None
    assert issued_in("A title\n" + "More words.\n\n" * 7 + "March 4, 2026\n") is None


@pytest.mark.parametrize("line", ["Notice of hearing", "When: 5 p.m.", "Minutes of the board", "Where: Room 5"])
def test_the_day_of_an_event_is_not_the_day_of_publication(line: str) -> None:
    assert issued_in(f"{line}\n\nMarch 4, 2026{BODY}") is None
    labelled = issued_in(f"{line}\n\nMarch 9, 2026\nPublished March 4, 2026{BODY}")
    assert labelled is not None
    assert labelled.value == "2026-03-04"


def test_what_is_called_published_counts_before_other_days() -> None:
    found = issued_in("A title\nUpdated March 9, 2026\nMarch 8, 2026\nPublished March 4, 2026" + BODY)
    assert found is not None
    assert found.value == "2026-03-04"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("BY JANE ROE", "JANE ROE"),
        ("by Jane van der Roe", "Jane van der Roe"),
        ("By Jane Roe and John Doe", "Jane Roe; John Doe"),
        ("By Jane Roe, John Doe and A. B. Ray", "Jane Roe; John Doe; A. B. Ray"),
        ("By Jane Roe | March 4, 2026", "Jane Roe"),
    ],
)
def test_a_byline_of_its_own_gives_its_names(line: str, names: str) -> None:
    found = authors_in(f"An office shares its records\n{line}{BODY}")
    assert found is not None
    assert (found.value, found.origin) == (names, f"a line near the top: “{line}”")


@pytest.mark.parametrize(
    "line",
    [
        "By Certified Mail", "By Design", "By Jane Roe, Staff Writer", "By Jane Roe, Daily Eagle",
        "By then it was gone",
        "By Wednesday Morning",
        "By United States Senate",
        "By Monday Jane Roe had left.", "By Executive Order", "BY THE PRESIDENT",
        "Written By Somebody Else",
    ],
)  # fmt: skip
def test_other_lines_that_begin_so_are_no_byline(line: str) -> None:
    assert authors_in(f"An office shares its records\n{line}{BODY}") is None


def test_a_day_is_no_title_and_the_text_stays_as_it_is() -> None:
    text = "March 4, 2026\n\nAn office shares its records" + BODY
    article = read_text(text)
    assert article.title is None
    assert article.issued is not None
    assert article.text == text


def test_a_text_file_says_the_same_as_pasted_text() -> None:
    text = "An office shares its records\nBy Jane Roe\nMarch 4, 2026" + BODY
    assert read_snapshot(Snapshot(text.encode(), "text/plain")) == read_text(text)
    assert read_text(text).authors is not None


def test_lines_of_any_length_are_read_in_no_time() -> None:
    for line in ("By " + "Aa " * 2_000_000, "A" * 5_000_000, "WASHINGTON, " * 500_000, " " * 5_000_000 + "x"):
        assert issued_in(line) is None
        assert authors_in(line) is None


def test_what_stands_below_thousands_of_empty_lines_is_not_near_the_top() -> None:
    assert issued_in("\n" * 20_000 + "March 4, 2026\n") is None
