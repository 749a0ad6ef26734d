import pytest

from tracker.errors import RecordError
from tracker.operations.column_names import IGNORE, TARGETS, date_basis, mapped, plain


@pytest.mark.parametrize(
    ("column", "wanted"),
    [("html_url", "html url"), ("  Date Filed: ", "date filed"), ("Résumé", "resume"), ("TITLE", "title"), ("№", "no")],
)
def test_names_are_compared_without_marks_case_and_accents(column: str, wanted: str) -> None:
    assert plain(column) == wanted


@pytest.mark.parametrize(
    ("column", "basis"),
    [("Date Filed", "filed"), ("signing_date", "signed"), ("effective on", "effective"), ("when", ""), ("", "")],
)
def test_a_columns_name_may_say_what_its_date_is_of(column: str, basis: str) -> None:
    assert date_basis(column) == basis


def test_each_name_leads_to_one_field_of_a_kind_of_row() -> None:
    for table, targets in TARGETS.items():
        names = [name for target in targets.values() for name in target.names]
        assert len(set(names)) == len(names), table
        assert all(plain(name) == name for name in names), table


def test_the_better_name_wins_and_the_other_column_is_left() -> None:
    assert mapped("event", ["Name", "Title"], {}) == {"Title": "title"}
    assert mapped("event", ["publication_date", "signing_date", "title"], {}) == {
        "signing_date": "date",
        "title": "title",
    }


def test_day_is_a_date_or_the_day_of_a_month_by_its_neighbours() -> None:
    assert mapped("event", ["day", "title"], {})["day"] == "date"
    assert mapped("event", ["year", "month", "day"], {})["day"] == "day"


def test_a_lone_column_with_date_in_its_name_is_the_date() -> None:
    assert mapped("event", ["Hearing date", "title"], {})["Hearing date"] == "date"
    assert "date" not in mapped("event", ["Hearing date", "Appeal date"], {}).values()
    assert mapped("event", ["Hearing date", "when"], {}) == {"when": "date"}


def test_fields_that_take_several_columns_take_them_all_in_order() -> None:
    found = mapped("event", ["notes", "title", "summary", "url", "link"], {})
    assert list(found) == ["notes", "title", "summary", "url", "link"]
    assert found["notes"] == found["summary"] == "summary"


def test_what_the_user_says_comes_first() -> None:
    found = mapped("event", ["title", "name", "date"], {"name": "title", "date": IGNORE})
    assert found == {"name": "title", "date": IGNORE}


@pytest.mark.parametrize("wanted", [{"nope": "title"}, {"a": "nope"}, {"a": "court", "b": "court"}])
def test_what_cannot_be_is_refused(wanted: dict[str, str]) -> None:
    with pytest.raises(RecordError) as caught:
        mapped("event", ["a", "b"], wanted)
    assert caught.value.field == "mapping"


def test_columns_nobody_knows_are_left_out() -> None:
    assert mapped("concern", ["theme", "Mood"], {}) == {"theme": "theme"}


def test_of_very_many_columns_a_message_lists_the_first() -> None:
    header = [f"c{number}" for number in range(5000)]
    with pytest.raises(RecordError, match=r"c0, c1, .*c39 and 4,960 more\.") as caught:
        mapped("event", header, {"nope": "title"})
    assert len(str(caught.value)) < 400


def test_the_columns_of_litigation_trackers_are_known() -> None:
    header = ["Case Name", "Court", "Docket Number", "Judge", "Filed Date", "Last Update", "Complaint Link", "Issue"]
    header += ["Executive Action Challenged", "Lead Plaintiff", "Additional Parties", "Posture", "Case Summary"]
    assert mapped("event", header, {}) == {
        "Case Name": "case name",
        "Court": "court",
        "Docket Number": "docket number",
        "Judge": "judge",
        "Filed Date": "date",
        "Complaint Link": "url",
        "Issue": "topic",
        "Lead Plaintiff": "plaintiff",
        "Additional Parties": "actor",
        "Case Summary": "summary",
    }
    assert date_basis("Filed Date") == "filed"
