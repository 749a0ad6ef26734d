"""EDTF texts in words."""

from __future__ import annotations

import dataclasses

import pytest

from tracker.dates import DAY_MONTH, ENGLISH, MONTH_DAY, DateStyle, display, display_short, explain, style_for
from tracker.errors import DateError


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no date"),
        ("2025-04-07", "7 April 2025"),
        ("2025-04", "April 2025"),
        ("2025", "2025"),
        ("0044-03-15", "15 March 0044"),
        ("2025-04~", "about April 2025"),
        ("2025-04-07~", "about 7 April 2025"),
        ("2025?", "2025 (uncertain)"),
        ("2025-04%", "about April 2025 (uncertain)"),
        ("2025-21", "spring 2025"),
        ("2025-22", "summer 2025"),
        ("2025-23~", "about autumn 2025"),
        ("2025-24", "winter 2025–26"),
        ("1999-24", "winter 1999–00"),
        ("2025-04-XX", "April 2025 (day unknown)"),
        ("2025-XX", "2025 (month unknown)"),
        ("2025-XX-XX", "2025 (month and day unknown)"),
        ("202X", "2020s"),
        ("200X", "2000–2009"),
        ("20XX", "2000–2099"),
        ("2025-04-29/2025-04-30", "29–30 April 2025"),
        ("2025-04-29/2025-05-03", "29 April to 3 May 2025"),
        ("2024-12-29/2025-01-03", "29 December 2024 to 3 January 2025"),
        ("2025-04/2025-06", "April to June 2025"),
        ("2024-12/2025-01", "December 2024 to January 2025"),
        ("2024/2025", "2024 to 2025"),
        ("2025-21/2025-23", "spring 2025 to autumn 2025"),
        ("2025-04-07/2025-06", "7 April 2025 to June 2025"),
        ("2025-04~/2025-06", "about April 2025 to June 2025"),
        ("2025-04/2025-06?", "April 2025 to perhaps June 2025"),
        ("2025-04/2025-06%", "April 2025 to perhaps about June 2025"),
        ("2025-04~/2025-04~", "about April 2025 to about April 2025"),
        ("2025-04/2025-04", "April 2025"),
        ("../2025-06", "until June 2025"),
        ("/2025-06", "until June 2025 (start unknown)"),
        ("2025-01/..", "from January 2025"),
        ("2025-01-02~/", "from about 2 January 2025 (end unknown)"),
        ("../..", "no start or end"),
    ],
)
def test_a_date_is_put_in_friendly_words(text: str, said: str) -> None:
    assert display(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-04-07", "April 7, 2025"),
        ("2025-04-07~", "about April 7, 2025"),
        ("2025-04", "April 2025"),
        ("2025-04-29/2025-04-30", "April 29–30, 2025"),
        ("2025-04-29/2025-05-03", "April 29 to May 3, 2025"),
        ("../2025-06-01", "until June 1, 2025"),
    ],
)
def test_american_readers_get_the_month_first(text: str, said: str) -> None:
    assert display(text, "en_US") == said
    assert display(text, MONTH_DAY) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no date"),
        ("2025-04-07", "7 Apr 2025"),
        ("2025-03~", "~ Mar 2025"),
        ("2025?", "? 2025"),
        ("2025-03%", "~? Mar 2025"),
        ("2025-04-29/2025-04-30", "29–30 Apr 2025"),
        ("2025-04-29/2025-05-03", "29 Apr – 3 May 2025"),
        ("2025-04", "Apr 2025"),
        ("2025-04-XX", "Apr 2025"),
        ("2025-XX-XX", "2025"),
        ("2025-04/2025-06", "Apr–Jun 2025"),
        ("2024-12/2025-01", "Dec 2024 – Jan 2025"),
        ("2024/2025", "2024–2025"),
        ("2024~/2025", "~ 2024 – 2025"),
        ("2025-04~/2025-06?", "~ Apr 2025 – ? Jun 2025"),
        ("2025-24", "winter 2025–26"),
        ("202X", "2020s"),
        ("../2025-06", "until Jun 2025"),
        ("/2025-06", "until Jun 2025"),
        ("2025-01~/..", "from ~ Jan 2025"),
    ],
)
def test_a_table_cell_gets_short_words(text: str, said: str) -> None:
    assert display_short(text) == said


def test_short_words_follow_the_readers_order_too() -> None:
    assert display_short("2025-04-07", "en_US") == "Apr 7, 2025"
    assert display_short("2025-04-29/2025-04-30", "en_US") == "Apr 29–30, 2025"
    assert display_short("2025-04-29/2025-05-03", "en_US") == "Apr 29 – May 3, 2025"


@pytest.mark.parametrize("locale", ["en_US", "en-US", "en_US.UTF-8", "es_PR", "US"])
def test_places_that_write_the_month_first_are_known(locale: str) -> None:
    assert style_for(locale) == MONTH_DAY


@pytest.mark.parametrize("locale", ["en_GB", "en-AU", "de_DE", "en", "C", "C.UTF-8", ""])
def test_everywhere_else_the_day_leads(locale: str) -> None:
    assert style_for(locale) == DAY_MONTH


def test_another_language_is_another_table_of_words() -> None:
    french = dataclasses.replace(
        ENGLISH,
        months=(
            *("janvier", "février", "mars", "avril", "mai", "juin"),
            *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
        ),
        seasons=("printemps", "été", "automne", "hiver"),
        about="vers {}",
        between="de {0} à {1}",
        undated="sans date",
    )
    style = DateStyle(words=french)
    assert display("2025-04-07~", style) == "vers 7 avril 2025"
    assert display("2025-04/2025-06", style) == "de avril à juin 2025"
    assert display("2025-22", style) == "été 2025"
    assert display("", style) == "sans date"
    assert display("2025-04-07~") == "about 7 April 2025"


@pytest.mark.parametrize("text", ["April 2025", "2025-02-30", "2025/2024"])
def test_what_is_not_edtf_has_no_words(text: str) -> None:
    with pytest.raises(DateError):
        display(text)
    with pytest.raises(DateError):
        display_short(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no date"),
        ("2025-04-07", "7 April 2025"),
        ("2025-04-07~", "about 7 April 2025"),
        ("2025-04-07?", "7 April 2025, uncertain"),
        ("2025-04-07%", "about 7 April 2025, uncertain"),
        ("2025-04", "some day in April 2025"),
        ("2025-04~", "some day in or about April 2025"),
        ("2025-04%", "some day in or about April 2025, uncertain"),
        ("2025-04-XX", "some day in April 2025, day not specified"),
        ("2025-21", "some day in spring 2025"),
        ("2025", "some day in 2025"),
        ("2025-XX", "some day in 2025, month not specified"),
        ("2025-XX-XX?", "some day in 2025, month and day not specified, uncertain"),
        ("202X", "some time in the 2020s"),
        ("20XX", "some time in 2000–2099"),
        ("2025-03-03/2025-05-20", "from 3 March 2025 to 20 May 2025"),
        ("2025-03/2025-05-20~", "from some day in March 2025 to about 20 May 2025"),
        ("2025-03-03?/2025-05", "from perhaps 3 March 2025 to some day in May 2025"),
        ("2025-03-03/..", "from 3 March 2025, without an end"),
        ("2025-03-03/", "from 3 March 2025, end not known"),
        ("../2025-03-03", "until 3 March 2025, without a start"),
        ("/2025-03", "until some day in March 2025, start not known"),
    ],
)
def test_the_kind_of_a_date_is_told_in_plain_words(text, said):
    assert explain(text) == said


def test_the_kind_of_a_date_is_told_in_the_reader_s_order():
    assert explain("2025-03-03/", MONTH_DAY) == "from March 3, 2025, end not known"


def test_what_is_no_date_is_not_explained():
    with pytest.raises(DateError):
        explain("2025-13")
