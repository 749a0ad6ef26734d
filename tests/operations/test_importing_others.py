"""Files of other people and programs: what their columns are, what cannot be read, and nothing lost without a word."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.errors import ImportFileError, RecordError, TrackerError
from tracker.operations import importing
from tracker.records import Citation, Concern, Event, Proceeding, Role, Source, Stakeholder, Topic
from tracker.store import Store

SHARED = Path(__file__).parents[3] / "shared"
needs_data = pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="the shared test data is not here")
Take = Callable[..., importing.ImportPlan]


@pytest.fixture
def take(store: Store, tmp_path: Path) -> Take:
    """Imports text as a CSV file (bad rows left out); gives the plan."""

    def do(text: str, name: str = "theirs.csv", **choices: Any) -> importing.ImportPlan:
        path = tmp_path / name
        path.write_text(text, "utf-8", newline="")
        plan = importing.plan(store, [path], **choices)
        importing.apply(store, plan, skip_bad_rows=True)
        return plan

    return do


def mapping_of(header: str, take: Take) -> dict[str, str]:
    (file,) = take(header + "\n" + "," * header.count(",") + "\n").files
    return dict(file.mapping)


# Columns


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("When,What,Headline,Notes,Link", {"When": "date", "Headline": "title", "Notes": "summary", "Link": "url"}),
        ("DATE,Event Name,Category", {"DATE": "date", "Event Name": "title", "Category": "type"}),
        (
            "Case Name,Court,Docket Number,Judge,Date Filed,Summary,Complaint Link",
            {
                "Case Name": "case name",
                "Court": "court",
                "Docket Number": "docket number",
                "Judge": "judge",
                "Date Filed": "date",
                "Summary": "summary",
                "Complaint Link": "url",
            },
        ),
        (
            "document_number,title,type,abstract,agencies,publication_date,signing_date,html_url,topics",
            {
                "document_number": "document number",
                "title": "title",
                "type": "type",
                "abstract": "summary",
                "agencies": "agency",
                "signing_date": "date",
                "html_url": "url",
                "topics": "topic",
            },
        ),
        ("Member,Resignation Date", {"Resignation Date": "date"}),
        ("title,first date,second date", {"title": "title"}),
    ],
)
def test_columns_are_known_by_what_people_call_them(header: str, wanted: dict[str, str], take: Take) -> None:
    assert mapping_of(header, take) == wanted


def test_a_mapping_goes_before_names(take: Take, store: Store) -> None:
    plan = take(
        "title,name,date\nworking title,Real name,2025\n",
        mapping={"name": "title", "title": "summary", "date": "ignore"},
    )
    (event,) = store.where(Event)
    assert (event.title, event.summary, event.date) == ("Real name", "working title", "")
    assert plan.files[0].unknown == ()


def test_several_columns_may_make_a_title_and_a_summary(take: Take, store: Store) -> None:
    take("no,title,text,notes\n14161,Vetting,One.,Two.\n7,,,\n", mapping={"no": "title", "title": "title"})
    events = store.where(Event)
    assert [(e.title, e.summary) for e in events] == [("14161: Vetting", "One.\n\nTwo."), ("7", "")]


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"nope": "title"}, "no column “nope”"),
        ({"a": "colour"}, "“colour” is not a field"),
        ({"a": "date", "b": "date"}, "Two columns are mapped to “date”"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(mapping: dict[str, str], message: str, take: Take) -> None:
    with pytest.raises(RecordError, match=message):
        take("a,b\n1,2\n", mapping=mapping)


def test_columns_without_a_field_are_named_and_kept_on_request(take: Take, store: Store) -> None:
    text = "title,summary,Party,,Size\nA,Said.,R,7,\n"
    assert take(text).files[0].unknown == ("Party", "column 4", "Size")
    assert store.where(Event)[0].summary == "Said."
    take(text, keep_unknown=True)
    assert store.where(Event)[1].summary == "Said.\n\nParty: R\n\ncolumn 4: 7"


def test_without_a_title_the_columns_to_choose_from_are_named(take: Take, store: Store) -> None:
    (problem,) = take("a,b,date\n1,2,2025\n").problems
    assert (problem.file, problem.row) == ("theirs.csv", 1)
    assert problem.message == "No column gives the title. Map one of these to it: a, b, date."
    assert store.count(Event) == 0


def test_two_columns_of_one_name_are_refused(take: Take) -> None:
    with pytest.raises(ImportFileError, match="Several columns have this name"):
        take("title,date,date\nA,2025,2026\n")


def test_a_file_with_just_a_header_is_a_problem(take: Take) -> None:
    (problem,) = take("title,date\n").problems
    assert problem.message == "There is nothing below the header."


def test_rows_with_nothing_in_them_are_passed_over(take: Take, store: Store) -> None:
    plan = take("title,date\nA,2025\n,\n , \nB,\n")
    assert not plan.problems
    assert [e.title for e in store.where(Event)] == ["A", "B"]


def test_target_fields_are_listed_for_each_kind_of_row() -> None:
    assert {"title", "date", "docket number"} <= set(importing.target_fields())
    assert {"stakeholder", "theme", "quote"} <= set(importing.target_fields("concerns"))
    assert all(importing.target_fields("sources").values())


# Dates


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2025-04-07", "2025-04-07"),
        ("April 7, 2025", "2025-04-07"),
        ("1/15/2018", "2018-01-15"),
        ("2025-04-07T00:00:00Z", "2025-04-07"),
        ("2025-04-07 14:30", "2025-04-07"),
        ("c. April 2025", "2025-04~"),
        ("", ""),
        ("no date", ""),
        ("N/A", ""),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, edtf: str, take: Take, store: Store) -> None:
    assert not take(f'title,date\nA,"{typed}"\n').problems
    assert store.where(Event)[0].date == edtf


def test_an_ambiguous_date_is_a_problem_until_somebody_says(take: Take, store: Store) -> None:
    text = "title,date\nA,7/4/2025\nB,20/4/2025\nC,5/5/2025\n"
    plan = take(text)
    (problem,) = plan.problems
    assert (problem.row, problem.column, problem.value) == (2, "date", "7/4/2025")
    assert "2025-04-07" in problem.message
    assert "2025-07-04" in problem.message
    assert [e.title for e in store.where(Event)] == ["B", "C"]
    assert any("only make sense day first" in note for note in plan.notes)
    assert not take("title,date\nA,7/4/2025\n", day_first=True).problems
    assert store.where(Event, title="A")[0].date == "2025-04-07"


@pytest.mark.parametrize("typed", ["31 February 2025", "19-Mar", "05/082025", "sometime", "13/13/2025"])
def test_a_date_that_is_none_is_a_problem_with_its_place(typed: str, take: Take, store: Store) -> None:
    (problem,) = take(f"title,When\nA,{typed}\n").problems
    assert (problem.file, problem.row, problem.column, problem.value) == ("theirs.csv", 2, "When", typed)
    assert store.count(Event) == 0


def test_start_and_end_make_a_span(take: Take, store: Store) -> None:
    take("title,start date,end date\nA,2025-04-01,2025-04-30\nB,2025-04-01,2025-04-01\nC,,2025-05\nD,2025,\n")
    assert [e.date for e in store.where(Event)] == ["2025-04-01/2025-04-30", "2025-04-01", "../2025-05", "2025"]


def test_an_end_before_its_start_is_a_problem(take: Take) -> None:
    (problem,) = take("title,start date,end date\nA,2025-04-30,2025-04-01\n").problems
    assert problem.row == 2
    assert problem.column in ("start date", "end date")


def test_year_month_and_day_may_stand_apart(take: Take, store: Store) -> None:
    plan = take("title,year,month,day\nA,2025,4,7\nB,2025,4,\nC,2025,,\nD,2025,,7\nE,-44,3,15\nF,,,\n")
    assert [e.date for e in store.where(Event)] == ["2025-04-07", "2025-04", "2025", ""]
    assert [p.row for p in plan.problems] == [5, 6]


def test_a_whole_date_goes_before_the_year_beside_it(take: Take, store: Store) -> None:
    take("title,year,date signed\nA,1974,\nB,1974,3 May 1974\n")
    assert [(e.date, e.date_basis) for e in store.where(Event)] == [("1974", "signed"), ("1974-05-03", "signed")]


# What a row says besides


def test_types_are_ours_where_they_are_the_same_and_theirs_otherwise(take: Take, store: Store) -> None:
    plan = take("title,type\nA,Executive Order\nB,Press Release\nC,\n")
    assert [e.type for e in store.where(Event)] == ["executive order", "Press Release", "report"]
    assert plan.notes == ("Events with no type of their own, which become “report”: 1.",)
    take("title\nD\n", default_type="hearing")
    assert store.where(Event, title="D")[0].type == "hearing"


def test_addresses_and_titles_make_sources_each_once(take: Take, store: Store) -> None:
    take(
        "title,url,source\n"
        "A,https://example.org/a,\n"
        "B,https://example.org/a,\n"
        "C,https://example.org/c,The Daily Ledger\n"
        "D,,New York Times; https://example.org/a\n"
        "E,see me,\n"
    )
    assert [(s.title, s.url, s.kind) for s in store.where(Source)] == [
        ("https://example.org/a", "https://example.org/a", "webpage"),
        ("The Daily Ledger", "https://example.org/c", "webpage"),
        ("New York Times", "", "document"),
    ]
    assert store.count(Citation) == 5
    # What is no address is not lost.
    assert store.where(Event, title="E")[0].summary == "url: see me"
    take("title,url\nF,https://example.org/c\n")
    assert store.count(Source) == 3


def test_people_are_found_by_any_of_their_names_or_made(take: Take, store: Store) -> None:
    with store.edit("Add") as edit:
        irs = edit.add(Stakeholder(name="Internal Revenue Service", also_known_as="IRS\nthe tax agency"))
    take("title,agency,actors,judge\nA,irs; DHS,recipient=Ágnes Doe; J. Roe,Dabney L. Friedrich\nB,,AGNES DOE,\n")
    (a, b) = store.where(Event)
    roles = [(r.role.role, r.stakeholder.name) for r in store.dossier(a.id).roles]
    assert roles == [
        ("agency", "Internal Revenue Service"),
        ("agency", "DHS"),
        ("judge", "Dabney L. Friedrich"),
        ("recipient", "Ágnes Doe"),
        ("party", "J. Roe"),
    ]
    assert [r.stakeholder.name for r in store.dossier(b.id).roles] == ["Ágnes Doe"]
    assert store.where(Stakeholder, name="DHS")[0].kind == "agency"
    assert store.get(Stakeholder, irs.id).note == ""


def test_a_litigation_trackers_row_makes_a_proceeding(take: Take, store: Store) -> None:
    take(
        "Case Name,Court,Docket Number,Judge,Plaintiffs,Date Filed\n"
        "Doe v. IRS,D.D.C.,1:25-cv-00457,A. Judge,Doe; Roe,2025-02-17\n"
        "Doe v. IRS,,1:25-cv-00457,,,2025-03-01\n"
        "Poe v. DHS,,9:99-cv-1,,,2025-03-01\n"
    )
    (case,) = store.where(Proceeding)
    assert (case.court, case.docket_number, case.case_name, case.judge) == (
        "D.D.C.", "1:25-cv-00457", "Doe v. IRS", "A. Judge",
    )  # fmt: skip
    first, second, third = store.where(Event)
    assert first.title == "Doe v. IRS"
    assert first.date_basis == "filed"
    assert store.dossier(first.id).proceedings == store.dossier(second.id).proceedings == (case,)
    # A docket number whose court nobody knows makes no proceeding, but is not lost.
    assert third.summary == "Docket number: 9:99-cv-1"


def test_topics_and_authorities_are_made_once(take: Take, store: Store) -> None:
    take("title,tags,legal authority\nA,Privacy; courts,5 U.S.C. 552a\nB,privacy; privacy,5 U.S.C. 552a\n")
    assert [t.name for t in store.where(Topic)] == ["Privacy", "courts"]
    for event in store.where(Event):
        assert [v.authority.citation for v in store.dossier(event.id).authorities] == ["5 U.S.C. 552a"]
    assert len(store.dossier(store.where(Event)[1].id).topics) == 1


def test_yes_and_no_are_the_only_answers(take: Take, store: Store) -> None:
    (problem,) = take("title,noteworthy\nA,yes\nB,perhaps\nC,\n").problems
    assert (problem.row, problem.value) == (3, "perhaps")
    assert [e.noteworthy for e in store.where(Event)] == [True, False]


def test_a_timelinejs_sheet_is_known_by_its_columns(take: Take, store: Store) -> None:
    plan = take(
        "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Type,Group\n"
        ",,,,,,,,,My timeline,About it,,title,\n"
        "1910,,,,,,,,c. 1910,Hall built,Of stone,hall.jpg,,Buildings\n"
        "1912,9,8,,1912,9,10,,that autumn,Fair,,,,\n"
        "1900,,,,1914,,,,,Before the war,,,era,\n"
    )
    assert [(e.title, e.date) for e in store.where(Event)] == [
        ("Hall built", "1910~"),
        ("Fair", "1912-09-08/1912-09-10"),
        ("Before the war", "1900/1914"),
    ]
    assert store.where(Event, title="Fair")[0].summary == "Display date: that autumn"
    assert {e.type for e in store.where(Event)} == {"report"}
    assert any("Title slides" in note for note in plan.notes)
    assert plan.preview[0].what == "left out"
    assert plan.files[0].unknown == ("Time", "End Time", "Media")


# Several files, other rows, other formats


def test_their_files_may_name_each_other_by_their_own_ids(store: Store, tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("id,title,date,sources\ne1,Signed,2025-04-07,s1; s9\n")
    (tmp_path / "sources.csv").write_text(
        "id,title,url,published,kind\ns1,Memo,https://example.org/m,2025-04,Court document\n"
    )
    (tmp_path / "concerns.csv").write_text(
        "event_id,stakeholder,position,concern_theme,statement,source_id,quote\n"
        "e1,Law Center,Opposes,privacy,Too far.,s1,It goes too far\n"
        "Signed,Law Center,supports,due process,Fine.,,\n"
        "e7,Law Center,supports,due process,Fine.,,\n"
        "e1,Law Center,hates,due process,Fine.,,\n"
    )
    plan = importing.plan(store, [tmp_path / f"{n}.csv" for n in ("concerns", "events", "sources")])
    assert [(p.row, p.column, p.value) for p in plan.problems] == [(4, "event_id", "e7"), (5, "position", "hates")]
    importing.apply(store, plan, skip_bad_rows=True)
    memo, unknown = store.where(Source)
    assert (memo.title, memo.kind, memo.issued) == ("Memo", "legal_case", "2025-04")
    assert unknown.title == "s9"
    first, second = store.where(Concern)
    assert (first.position, second.theme) == ("opposes", "due process")
    (quoted,) = store.where(Citation, concern=first.id)
    assert (quoted.exact, quoted.source) == ("It goes too far", memo.id)
    assert store.count(Stakeholder) == 1


def test_rows_may_be_said_to_be_sources(take: Take, store: Store) -> None:
    plan = take(
        "headline,link,outlet,date\nStaff worry,https://example.org/a,Ledger,8 April 2025\nB,,,never\n", rows="sources"
    )
    (source,) = store.where(Source)
    assert (source.title, source.publisher, source.issued) == ("Staff worry", "Ledger", "2025-04-08")
    assert [(p.row, p.column) for p in plan.problems] == [(3, "date")]
    assert store.count(Event) == 0


def test_a_quote_is_kept_as_it_stands(take: Take, store: Store) -> None:
    take("title\nA\n")
    take('event,name,theme,quote,source\nA,Group,privacy,"  two  spaces ",Memo\n', "concerns.csv")
    assert store.where(Citation)[0].exact == "  two  spaces "


def test_a_workbook_is_read_like_a_csv(store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Headline", "When"], ["Signed", "7 April 2025"]):
        book.active.append(row)
    book.save(tmp_path / "theirs.xlsx")
    importing.apply(store, importing.plan(store, [tmp_path / "theirs.xlsx"]))
    assert [(e.title, e.date) for e in store.where(Event)] == [("Signed", "2025-04-07")]


def test_an_encoding_may_be_given(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "theirs.csv"
    path.write_bytes("title;date\nÉtat d’urgence;2025\n".encode("cp1252"))
    with pytest.raises(ImportFileError, match="cp1252"):
        importing.plan(store, [path])
    importing.apply(store, importing.plan(store, [path], encoding="cp1252"))
    assert store.where(Event)[0].title == "État d’urgence"


def test_all_or_nothing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "theirs.csv"
    path.write_text("title,date\nA,2025\nB,2025,extra\nC,never\n")
    before = store.content_hash()
    plan = importing.plan(store, [path])
    with pytest.raises(ImportFileError, match="2 things in the files") as caught:
        importing.apply(store, plan)
    assert [p.row for p in plan.problems] == [3, 4]
    assert caught.value.problems == plan.problems
    assert store.content_hash() == before
    importing.apply(store, plan, skip_bad_rows=True)
    assert [e.title for e in store.where(Event)] == ["A"]
    store.undo()
    assert store.content_hash() == before


def test_the_preview_shows_rows_as_they_were_understood(take: Take) -> None:
    plan = take("title,date,type\n" + "".join(f"E{n},{n} May 2025,ORDER\n" for n in range(1, 31)))
    assert len(plan.preview) == 20
    assert plan.preview[0].values == {"title": "E1", "date": "2025-05-01", "type": "order"}
    assert plan.files[0].samples == {"title": "E1", "date": "1 May 2025", "type": "ORDER"}


def test_a_plan_can_be_made_on_another_connection_that_only_reads(store: Store, tmp_path: Path) -> None:
    (tmp_path / "theirs.csv").write_text("title,agency\nA,IRS\n")
    with store.reader() as reader:
        plan = importing.plan(reader, [tmp_path / "theirs.csv"])
    importing.apply(store, plan)
    assert store.count(Role) == 1
    assert store.check() == []


# Real files


def planned(store: Store, path: str, **choices: Any) -> importing.ImportPlan:
    plan = importing.plan(store, [SHARED / path], **choices)
    importing.apply(store, plan, skip_bad_rows=True)
    return plan


@needs_data
def test_new_yorks_executive_orders(store: Store) -> None:
    plan = planned(
        store,
        "data/nyc-executive-orders/nyc_eo.csv",
        mapping={"eo_id": "title", "title": "title"},
        default_type="executive order",
    )
    assert not plan.problems
    assert store.count(Event) == 2291
    assert len(store.find("before:1975")) > 20
    assert all(e.date for e in store.where(Event))  # undated ones have their year


@needs_data
def test_resignations_from_congress_need_to_be_told_that_the_month_comes_first(store: Store) -> None:
    path, mapping = "data/fivethirtyeight/congressional_resignations.csv", {"Member": "title"}
    plan = importing.plan(store, [SHARED / path], mapping=mapping)
    assert len(plan.problems) == 224
    assert any("only make sense month first" in note for note in plan.notes)
    assert not planned(store, path, mapping=mapping, day_first=False).problems
    assert store.count(Event) == 615


@needs_data
def test_policies_with_days_without_a_year_are_reported(store: Store) -> None:
    plan = planned(
        store,
        "data/keystone-npi/npis_raw_03-24-2020.csv",
        mapping={"type_of_intervention": "title", "locality": "title", "data_start": "date"},
        day_first=False,
    )
    assert ("16-Mar", "data_start") in {(p.value, p.column) for p in plan.problems}
    assert store.count(Event) + len({p.row for p in plan.problems}) == 697


@needs_data
def test_a_workbook_of_agreements_with_one_spoilt_date(store: Store) -> None:
    plan = planned(
        store,
        "data/287g/participatingAgencies05162025am.xlsx",
        mapping={"SUPPORT TYPE": "title", "LAW ENFORCEMENT AGENCY": "agency"},
    )
    assert [p.value for p in plan.problems] == ["05/082025"]
    assert store.count(Role) == store.count(Event) == 570
    assert store.where(Event)[0].date_basis == "signed"


@needs_data
@pytest.mark.parametrize("name", ["demo-timeline", "women_in_computing"])
def test_timelines_of_others(store: Store, name: str) -> None:
    assert not planned(store, f"data/timelinejs/{name}.csv").problems
    assert store.count(Event) > 3


@pytest.mark.skipif(not (SHARED / "case").is_dir(), reason="the shared example facts are not here")
def test_the_facts_of_the_example_case(store: Store) -> None:
    folder = SHARED / "case"
    plan = importing.plan(store, [folder / f"{n}.csv" for n in ("events", "sources", "concerns")])
    assert not plan.problems
    importing.apply(store, plan)
    assert (store.count(Event), store.count(Source), store.count(Concern)) == (49, 125, 84)
    assert store.check() == []


def test_taking_in_a_file_twice_is_pointed_out(take: Take, store: Store) -> None:
    text = "title,date\nA,2025\nB,2025\n"
    take(text)
    assert "Events with the title and date of one that the tracker has already: 2." in take(text).notes


CELLS = st.sampled_from(
    [
        "A",
        "2025-04-07",
        "7/4/2025",
        "",
        " ",
        "yes",
        "x",
        "https://a.org",
        "s1",
        ";",
        "=",
        "a=b; c",
        "\x01",
        "é",
        "..",
        "title",
    ]
)
ONE_WORD = "title,date,type,noteworthy,url,source,actors,tags,id,court,docket,event,theme,stakeholder,position,quote"
HEADERS = st.sampled_from(["", "year", "month", "day", "end date", "case name", "display date", *ONE_WORD.split(",")])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    header=st.lists(HEADERS, min_size=1, max_size=7, unique=True),
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=7), max_size=4),
    kind=st.sampled_from([None, "events", "sources", "concerns"]),
    keep=st.booleans(),
)
def test_whatever_stands_in_a_file_it_is_taken_in_or_reported(
    store: Store, tmp_path: Path, header: list[str], rows: list[list[str]], kind: str | None, keep: bool
) -> None:
    path = tmp_path / "any.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    before = store.content_hash()
    try:
        plan = importing.plan(store, [path], rows=kind, keep_unknown=keep)
    except TrackerError:
        return
    importing.apply(store, plan, skip_bad_rows=True)
    assert store.check() == []
    if plan.added:
        store.undo()
    assert store.content_hash() == before
