import pytest

from tracker.errors import DateError
from tracker.operations.typed_dates import UNDATED, DateReader


@pytest.fixture
def dates() -> DateReader:
    return DateReader(None)


@pytest.mark.parametrize("cell", [*sorted(UNDATED), " No Date ", "TBD", "N/A", "#N/A"])
def test_ways_to_say_that_there_is_no_date(dates: DateReader, cell: str) -> None:
    assert dates.read(cell) == ""


@pytest.mark.parametrize(
    ("cell", "edtf"),
    [
        ("2025-04-07T12:30:00.123Z", "2025-04-07"),
        ("2025-04-07 12:30", "2025-04-07"),
        ("4/17/2025 2:05 PM", "2025-04-17"),
        ("2025-04-07T09:00+02:00", "2025-04-07"),
        ("2025-04-07/2025-05", "2025-04-07/2025-05"),
    ],
)
def test_a_time_of_day_is_left_aside(dates: DateReader, cell: str, edtf: str) -> None:
    assert dates.read(cell) == edtf


def test_an_ambiguous_date_names_its_readings_each_time_it_is_met(dates: DateReader) -> None:
    for _ in range(2):
        with pytest.raises(DateError, match=r"7 April 2025 \(2025-04-07\)") as caught:
            dates.read("7/4/2025")
        assert caught.value.text == "7/4/2025"
    assert dates.orders["either"] == 1


def test_a_spreadsheets_number_of_a_day_is_refused_with_what_to_do(dates: DateReader) -> None:
    with pytest.raises(DateError, match=r"number of a day \(2025-04-07.*form of a date there") as caught:
        dates.read("45754")
    assert caught.value.text == "45754"


@pytest.mark.parametrize(("day_first", "edtf"), [(True, "2025-04-07"), (False, "2025-07-04")])
def test_the_user_settles_which_comes_first(day_first: bool, edtf: str) -> None:
    reader = DateReader(day_first)
    assert reader.read("7/4/2025") == edtf
    assert reader.read("04-25-2025") == "2025-04-25"
    assert reader.hint() == ""


def test_the_same_day_and_month_are_not_ambiguous(dates: DateReader) -> None:
    assert dates.read("5/5/2025") == "2025-05-05"
    assert dates.hint() == ""


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["7/4/2025", "20/4/2025"], "only make sense day first"),
        (["7/4/2025", "4/20/2025"], "only make sense month first"),
        (["7/4/2025", "20/4/2025", "4/20/2025"], ""),
        (["7/4/2025"], ""),
        (["20/4/2025"], ""),
    ],
)
def test_other_dates_hint_at_the_order_but_decide_nothing(dates: DateReader, cells: list[str], said: str) -> None:
    for cell in cells:
        try:
            dates.read(cell)
        except DateError:
            assert cell == "7/4/2025"
    assert said in dates.hint()
    assert bool(said) == bool(dates.hint())


@pytest.mark.parametrize(
    ("first", "last", "edtf"),
    [
        ("2025-04-01", "2025-04-30", "2025-04-01/2025-04-30"),
        ("2025-04", "2025-04", "2025-04"),
        ("2025-04", "", "2025-04"),
        ("", "2025-04", "../2025-04"),
        ("", "", ""),
        ("April 2025", "no date", "2025-04"),
    ],
)
def test_spans(dates: DateReader, first: str, last: str, edtf: str) -> None:
    assert dates.span(first, last) == edtf


@pytest.mark.parametrize(("first", "last"), [("2025-05", "2025-04"), ("2025-04/2025-05", "2025-06"), ("x", "2025")])
def test_spans_that_cannot_be(dates: DateReader, first: str, last: str) -> None:
    with pytest.raises(DateError):
        dates.span(first, last)


@pytest.mark.parametrize(
    ("year", "month", "day", "edtf"),
    [
        ("2025", "4", "7", "2025-04-07"),
        ("2025", "04", "", "2025-04"),
        ("2025.0", "4.0", "7.0", "2025-04-07"),
        ("844", "", "", "0844"),
        ("", "", "", ""),
        ("", "4", "7", ""),
    ],
)
def test_numbers(dates: DateReader, year: str, month: str, day: str, edtf: str) -> None:
    assert dates.numbers(year, month, day) == edtf


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        ("2025", "13", ""),
        ("2025", "2", "30"),
        ("2025", "", "7"),
        ("-44", "3", "15"),
        ("MMXXV", "", ""),
        ("20250", "", ""),
    ],
)
def test_numbers_that_are_no_date(dates: DateReader, year: str, month: str, day: str) -> None:
    with pytest.raises(DateError):
        dates.numbers(year, month, day)
