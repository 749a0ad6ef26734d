"""Docket numbers are found in text as courts and newspapers write them, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from tracker.capture.dockets import docket_at_start, docket_key, dockets_in, is_same_docket


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Civil Action No. 1:25-cv-00677-DLF was filed", ["1:25-cv-00677"]),
        ("Case 1:25-cv-00677 (DLF), Document 30", ["1:25-cv-00677"]),
        ("in 25-cv-677, the court", ["25-cv-677"]),
        ("United States v. Example, 1:17-cr-00201-ABJ-1", ["1:17-cr-00201"]),
        ("the appeal, No. 25-5181, was argued", ["25-5181"]),
        ("Nos. 25-5181, 25-5182 and 26-5006 are consolidated", ["25-5181", "25-5182", "26-5006"]),
        ("the application (No. 25A11) to Case No. 2:2013-cv-01808", ["25A11", "2:2013-cv-01808"]),
        ("first 1:25-cv-00457, again 1:25-cv-00457", ["1:25-cv-00457", "1:25-cv-00457"]),
    ],
)
def test_docket_numbers_are_found_in_text(text, numbers):
    found = dockets_in(text)

    assert [docket.number for docket in found] == numbers
    assert [text[docket.at.start : docket.at.end] for docket in found] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "They won 11-8 and drew 20-20.",
        "ages 25-5181 and a telephone, 202-555-0143, or 25-5181",
        "on 2025-04-07, between 10-12 and 14-16",
        "see docs/1:25-cv-00677-extra/25-cv-677/x",
        "Docket EPA-HQ-OAR-2021-0317",
        "No. 25 of the list, No. 1097",
        "",
    ],
)
def test_what_is_no_docket_number_is_not_taken_for_one(text):
    assert not dockets_in(text)


def test_a_court_begins_its_titles_with_the_number():
    assert docket_at_start("22-1214 Food & Water Watch v. FERC") == "22-1214"
    assert docket_at_start("11-8 Alden Harden v. Jamel Jackson") == "11-8"
    assert docket_at_start(" 2:13-cv-01808 Spoon et al v. Ethicon, Inc. et al") == "2:13-cv-01808"
    assert docket_at_start("18-90003 ") == "18-90003"
    assert docket_at_start("5:18-~gr-00001 ") == ""
    assert docket_at_start("24/7 coverage") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1:25-cv-00677-DLF", "1:25-cv-00677"),
        ("1:25-cv-00677", "25-cv-677"),
        ("No. 25-5181", "25-5181"),
        ("Case No. 1:25-CV-677", "1:25-cv-00677"),
        ("18-00079", "18-79"),
        ("H.Res. 1097  (119th Congress)", "h.res. 1097 (119th congress)"),
        ("EPA-HQ-OAR-2021-0317", "epa-hq-oar-2021-0317"),
    ],
)
def test_numbers_of_one_case_are_the_same_however_they_are_written(one, other):
    assert is_same_docket(one, other)
    assert is_same_docket(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1:25-cv-00677", "1:25-cv-00678"),
        ("1:25-cv-00677", "2:25-cv-00677"),
        ("25-cv-677", "25-cr-677"),
        ("25-5181", "26-5181"),
        ("25-5181", "25-cv-5181"),
    ],
)
def test_numbers_of_two_cases_differ(one, other):
    assert not is_same_docket(one, other)


def test_a_number_in_words_of_its_own_is_its_own_key():
    assert docket_key("Notice 7") == ("notice 7", "")


def test_a_long_text_takes_no_longer_than_its_length():
    for text in (
        "No. " * 500_000,
        "25-5181, " * 200_000,
        "1:25-" * 400_000,
        "1" * 2_000_000,
        "No. 25-1" + ", 25-1" * 300_000,
    ):
        dockets_in(text)
        docket_at_start(text)
    docket_key("Case No. " * 50_000)
