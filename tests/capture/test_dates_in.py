"""Dates in running text: what they mean, how that was worked out, and what is never guessed."""

from __future__ import annotations

import pytest

from tracker.capture.suggest import suggest
from tracker.capture.suggested import SuggestedDate

ARTICLE = "2025-04-08"  # a Tuesday


def dates_of(text: str, issued: str = ARTICLE) -> list[SuggestedDate]:
    return list(suggest(text, issued=issued).dates)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The memo was signed on April 7, 2025.", "2025-04-07"),
        ("The memo was signed on Monday, April 7, 2025, in private.", "2025-04-07"),
        ("The memo was signed on 7 April 2025.", "2025-04-07"),
        ("The memo was signed on the 7th of April 2025.", "2025-04-07"),
        ("The memo was signed on Apr. 7, 2025.", "2025-04-07"),
        ("The memo was signed on 2025-04-07.", "2025-04-07"),
        ("The memo was signed in April 2025.", "2025-04"),
        ("The memo was signed in early April 2025.", "2025-04~"),
        ("Talks were held on April 7-9, 2025.", "2025-04-07/2025-04-09"),
        ("The office closed in spring 2024.", "2024-21"),
        ("It was approved in the third quarter of 2024.", "2024-07/2024-09"),
        ("The memo was signed on 13/4/2025.", "2025-04-13"),
        ("The program began in 2019.", "2019"),
    ],
)
def test_absolute_dates_need_no_article(text: str, edtf: str) -> None:
    assert [d.date for d in dates_of(text, issued="")] == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf", "how"),
    [
        ("The memo was filed on Monday.", "2025-04-07", "Monday before 2025-04-08"),
        ("The memo was filed Tuesday.", "2025-04-08", "the day of the article, 2025-04-08, a Tuesday"),
        ("The office hopes to open in January.", "2026-01", "January after 2025-04-08"),
        ("The court will hear the case on Monday.", "2025-04-14", "Monday after 2025-04-08"),
        ("The court ruled last Friday.", "2025-04-04", "Friday before 2025-04-08"),
        ("She was told yesterday.", "2025-04-07", "the day before 2025-04-08"),
        ("The agency announced today that it would stop.", "2025-04-08", "the day of the article, 2025-04-08"),
        ("The vote was held last week.", "2025-03-31/2025-04-06", "the week before that of 2025-04-08"),
        ("The vote was held earlier this week.", "2025-04-07/2025-04-08", "the week of 2025-04-08"),
        ("The vote was held last month.", "2025-03", "the month before 2025-04-08"),
        ("The vote was held earlier this month.", "2025-04", "the month of 2025-04-08"),
        ("The vote was held last year.", "2024", "the year before 2025-04-08"),
        ("The judge ruled April 7 that it may stay.", "2025-04-07", "April 7 before 2025-04-08"),
        ("The judge ruled on December 19 that it may stay.", "2024-12-19", "December 19 before 2025-04-08"),
        ("The rule takes effect June 1.", "2025-06-01", "June 1 after 2025-04-08"),
        ("Comments are due by May 15.", "2025-05-15", "May 15 after 2025-04-08"),
        ("The rule was issued in November.", "2024-11", "November before 2025-04-08"),
        ("The rule was issued two weeks ago.", "2025-03-25~", "two weeks ago, from 2025-04-08"),
    ],
)
def test_relative_dates_are_worked_out_and_say_how(text: str, edtf: str, how: str) -> None:
    (found,) = dates_of(text)
    assert (found.date, found.how) == (edtf, how)


@pytest.mark.parametrize("text", ["The memo was filed on Monday.", "It was signed April 7.", "He left last week."])
def test_without_the_article_s_date_they_carry_none(text: str) -> None:
    (found,) = dates_of(text, issued="")
    assert found.date == ""
    assert "article" in found.how


def test_day_and_month_that_could_change_places_are_not_guessed() -> None:
    (found,) = dates_of("The memo was signed on 7/4/25.")
    assert found.date == ""
    assert "4 July 2025" in found.how
    assert "7 April 2025" in found.how


@pytest.mark.parametrize(
    "text",
    [
        "They may march in spring, and may not.",
        "The 90-day period is over. Section 7 of the act, at 2, says so.",
        "Immigrants today face longer queues.",
        "It was signed on February 30, 2025.",
        "See 12-2024-0117 and 1-800-555-0100.",
    ],
)
def test_what_is_no_date_is_left_out(text: str) -> None:
    assert dates_of(text) == []


def test_a_weekday_that_does_not_fit_is_told() -> None:
    (found,) = dates_of("It was signed on Friday, April 7, 2025.")
    assert found.date == "2025-04-07"
    assert found.how == "the text says Friday, but 2025-04-07 is a Monday"


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("The order was signed on April 7, 2025.", "signed"),
        ("They filed the complaint on April 7, 2025.", "filed"),
        ("The rule is effective April 7, 2025.", "effective"),
        ("The rule was published in the Federal Register on April 7, 2025.", "published"),
        ("The agency announced on April 7, 2025, that it would stop.", "announced"),
        ("The judge ruled on April 7, 2025.", "occurred"),
        ("He was born on April 7, 1975.", ""),
    ],
)
def test_the_verb_near_by_tells_what_it_is_the_day_of(text: str, basis: str) -> None:
    assert [d.basis for d in dates_of(text)] == [basis]


def test_a_date_comes_with_its_sentence() -> None:
    text = "The U.S. Senate met. On April 7, 2025, Sen. Roe spoke at length. Nobody else did."
    (found,) = dates_of(text)
    assert text[found.sentence.start : found.sentence.end] == "On April 7, 2025, Sen. Roe spoke at length."
    assert text[found.at.start : found.at.end] == "April 7, 2025"


def test_last_december_3_is_a_day() -> None:
    found = suggest("The order of last December 3 took effect. It was signed last December.", issued="2025-04-09")
    assert sorted(each.date for each in found.dates) == ["2024-12", "2024-12-03"]
