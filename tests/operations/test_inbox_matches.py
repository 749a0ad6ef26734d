"""Items are matched to proceedings by docket number and to saved searches as far as their words can tell."""

from __future__ import annotations

import pytest

from tracker.capture.feeds import FeedEntry, FeedRead
from tracker.operations.inbox import add_feed, take_in
from tracker.operations.inbox_matches import Matcher, Matches
from tracker.operations.log import DocketDraft, EventDraft, log_event
from tracker.operations.saved import save_search
from tracker.records import Feed, Proceeding, SavedSearch, Source, Stakeholder
from tracker.store import Store
from tracker.store.inbox import item_rows

COURT = "https://ecf.cadc.uscourts.gov/docket?x"


def matches(store: Store, title: str, body: str = "", url: str = "https://news.test/1") -> Matches:
    feeds = store.where(Feed)
    feed = feeds[0] if feeds else add_feed(store, "https://news.test/feed")
    key = f"{title}{body}{url}"
    take_in(store, [(feed, FeedRead("", "", (FeedEntry(key, title, url, "", body),)))])
    rows = item_rows(store.connection)
    return Matcher().match(store, rows)[max(row.id for row in rows)]


def case(store: Store, number: str, court: str, *dates: str) -> Proceeding:
    for date in dates:
        docket = DocketDraft(docket_number=number, court=court, case_name="A v. B")
        log_event(store, EventDraft(title=f"Of {date}", type="order", date=date, dockets=(docket,)))
    return store.where(Proceeding, docket_number=number, court=court)[0]


def cases(found: Matches) -> list[str]:
    return [f"{c.proceeding.docket_number} {c.proceeding.court}" for c in found.cases]


@pytest.mark.parametrize(
    "title",
    ["Judge rules in 1:25-cv-00677-DLF", "Ruling (25-cv-677)", "Case No. 1:25-cv-677 (DLF)", "No. 1:2025-cv-00677"],
)
def test_an_item_shows_the_case_whose_docket_number_it_names(store: Store, title: str) -> None:
    proceeding = case(store, "1:25-cv-00677", "D.D.C.", "2025-05-12", "2025-03-07")

    (found,) = matches(store, title).cases

    assert found.proceeding == proceeding
    assert [e.title for e in store.events([found.event])] == ["Of 2025-05-12"]


def test_a_number_of_another_court_is_another_case(store: Store) -> None:
    case(store, "25-5181", "D.C. Cir.", "2025-05-21")
    case(store, "25-5181", "9th Cir.", "2025-05-21")

    assert cases(matches(store, "25-5181 A v. B", url=COURT)) == ["25-5181 D.C. Cir."]
    assert len(matches(store, "The appeal, No. 25-5181").cases) == 2
    assert not matches(store, "They won 25-5181").cases


def test_a_case_without_events_is_shown_all_the_same(store: Store) -> None:
    with store.edit("Add") as edit:
        edit.add(Proceeding(court="D.D.C.", docket_number="1:25-cv-00457"))

    (found,) = matches(store, "1:25-cv-00457").cases

    assert found.event == 0


def searches(store: Store, search: str, title: str, body: str = "", url: str = "https://news.test/1") -> list[tuple]:
    save_search(store, "It", search)
    return [(s.name, s.untold) for s in matches(store, title, body, url).searches]


@pytest.mark.parametrize(
    ("search", "title", "found"),
    [
        ("privacy", "On Privacy of taxes", True),
        ("privacy", "On private taxes", False),
        ("priva*", "On private taxes", True),
        ('"data sharing"', "A data-sharing order", True),
        ('"data sharing"', "sharing of data", False),
        ("data order", "A data-sharing order", True),
        ("data OR ruling", "A ruling", True),
        ("data -order", "A data order", False),
        ("data -order", "A data notice", True),
        ("-order", "A data notice", False),
        ("café", "The CAFE", True),
        ("docket:25-cv-677", "In 1:25-cv-00677-DLF", True),
        ("docket:00677", "In 1:25-cv-00677-DLF", True),
        ("docket:00678", "In 1:25-cv-00677-DLF", False),
        ("authority:6103", "Under section 6103", True),
        ("type:order", "An order", None),
        ("is:noteworthy", "Anything", None),
        ("-is:noteworthy", "Anything", None),
        ("type:order OR after:2025", "An order", None),
    ],
)
def test_a_saved_search_is_matched_by_what_an_item_can_tell(
    store: Store, search: str, title: str, found: bool | None
) -> None:
    assert bool(searches(store, search, title)) is bool(found)


def test_what_an_item_does_not_tell_is_named(store: Store) -> None:
    assert searches(store, "type:order after:2025 privacy", "Privacy") == [("It", ("type", "after"))]
    assert searches(store, "privacy", "Privacy!") == [("It", ())]


def test_people_are_found_by_any_of_their_names_and_acronyms_by_their_capitals(store: Store) -> None:
    with store.edit("Add") as edit:
        edit.add(Stakeholder(name="Immigration and Customs Enforcement", kind="agency", also_known_as="ICE"))

    assert searches(store, "agency:ICE", "What ICE asked for")
    assert searches(store, "agency:ICE", "Immigration and Customs Enforcement asks")
    assert searches(store, 'stakeholder:"customs enforcement"', "What ICE asked")
    assert not searches(store, "agency:ICE", "Thin ice on the lake")
    assert not searches(store, "agency:ICE", "Twice")


def test_a_court_is_told_by_its_site_only(store: Store) -> None:
    assert searches(store, 'court:"D.C. Cir."', "25-5181 A v. B", url=COURT)
    assert not searches(store, 'court:"9th Cir."', "25-5181 A v. B", url=COURT)
    assert not searches(store, 'court:"D.C. Cir."', "An article")


def test_a_search_that_cannot_be_read_matches_nothing(store: Store) -> None:
    with store.edit("Add") as edit:
        edit.add(SavedSearch(name="Odd", text='"open'))

    assert not matches(store, "open")


def test_matches_are_remembered_until_what_they_rest_on_changes(store: Store) -> None:
    matches(store, "Ruling in 1:25-cv-00677", "on privacy")
    matcher, rows = Matcher(), item_rows(store.connection)
    assert not matcher.match(store, rows)[rows[0].id]

    case(store, "1:25-cv-00677", "D.D.C.", "2025-03-07")
    assert cases(matcher.match(store, rows)[rows[0].id]) == ["1:25-cv-00677 D.D.C."]

    save_search(store, "Privacy", "privacy")
    assert [s.name for s in matcher.match(store, rows)[rows[0].id].searches] == ["Privacy"]


def test_an_article_that_is_a_source_already_is_known_in_all_forms_of_its_address(store: Store) -> None:
    assert matches(store, "An article", url="https://news.test/a").source == 0
    with store.edit("Add") as edit:
        source = edit.add(Source(kind="webpage", title="It", url="https://www.news.test/a?utm_source=x#top"))
        edit.add(Source(kind="legal_case", title="Sheet", url=COURT))

    assert matches(store, "Again", url="https://news.test/a").source == source.id
    assert not matches(store, "Once more", url="https://news.test/a")
    assert matches(store, "25-5181 A v. B", url=COURT).source == 0
    assert matches(store, "No address", url="").source == 0


def test_the_latest_event_of_a_case_is_the_latest_now(store: Store) -> None:
    case(store, "1:25-cv-00677", "D.D.C.", "2025-03-07")
    matches(store, "Ruling in 1:25-cv-00677")
    matcher, rows = Matcher(), item_rows(store.connection)
    before = matcher.match(store, rows)[rows[0].id].cases[0].event

    case(store, "1:25-cv-00677", "D.D.C.", "2025-05-12")

    after = matcher.match(store, rows)[rows[0].id].cases[0].event
    assert after != before
    assert store.events([after])[0].title == "Of 2025-05-12"
