import pytest

from tracker.operations.draft import Draft, Place
from tracker.operations.found_or_made import FoundOrMade, items
from tracker.records import Authority, Event, EventProceeding, Proceeding, Role, Source, Stakeholder, Topic
from tracker.store import Store

HERE = Place("theirs.csv", 2)


@pytest.fixture
def draft(store: Store) -> Draft:
    return Draft(store)


def test_items_stand_between_semicolons_bars_and_line_ends() -> None:
    assert items(["a; b|c\nd", " ;; ", "e, f"]) == ["a", "b", "c", "d", "e, f"]


def test_a_chief_name_goes_before_another_name(store: Store, draft: Draft) -> None:
    with store.edit("Add") as edit:
        edit.add(Stakeholder(name="Treasury", also_known_as="IRS"))
        irs = edit.add(Stakeholder(name="IRS"))
    assert FoundOrMade(draft).stakeholder("irs", "other", HERE) == irs.id


def test_a_stakeholder_is_made_once_with_its_kind(draft: Draft) -> None:
    things = FoundOrMade(draft)
    first = things.stakeholder(" Éditions X ", "press", HERE)
    assert things.stakeholder("editions x", "agency", HERE) == first
    (made,) = draft.added["stakeholder"].values()
    assert isinstance(made, Stakeholder)
    assert (made.name, made.kind) == ("Éditions X", "press")


def test_what_the_draft_holds_already_is_found(draft: Draft) -> None:
    person = draft.add(Stakeholder(name="IRS"), HERE)
    source = draft.add(Source(kind="report", title="S", url="https://example.org"), HERE)
    event = draft.add(Event(title="Signed", type="report"), HERE)
    things = FoundOrMade(draft)
    assert things.stakeholder("IRS", "other", HERE) == person
    assert things.source(Source(kind="webpage", title="Other", url="https://example.org"), HERE) == source
    assert things.event_titled(" SIGNED ") == event
    assert things.event_titled("Other") == 0


def test_sources_are_the_same_by_address_else_by_title(store: Store, draft: Draft) -> None:
    with store.edit("Add") as edit:
        titled = edit.add(Source(kind="report", title="Memo"))
        online = edit.add(Source(kind="report", title="Memo", url="https://example.org/m"))
    things = FoundOrMade(draft)
    assert things.source(Source(kind="report", title="Memo"), HERE) == titled.id
    assert things.source(Source(kind="report", title="x", url="https://example.org/m"), HERE) == online.id
    assert (
        draft.stands("source", things.source(Source(kind="report", title="Memo", url="https://else.org"), HERE))
        is False
    )


def test_a_docket_number_is_enough_where_it_is_the_only_one(store: Store, draft: Draft) -> None:
    with store.edit("Add") as edit:
        event = edit.add(Event(title="A", type="order"))
        one = edit.add(Proceeding(court="D.D.C.", docket_number="1"))
        edit.add_all([Proceeding(court="D.D.C.", docket_number="2"), Proceeding(court="D. Mass.", docket_number="2")])
    things = FoundOrMade(draft)
    things.links(event.id, {"docket number": ["1; 2; 3"]}, HERE)
    linked = [r.proceeding for r in draft.added["event_proceeding"].values() if isinstance(r, EventProceeding)]
    assert linked == [one.id]
    assert [things.knows_docket(n) for n in "123"] == [True, False, False]
    things.links(event.id, {"docket number": ["2"], "court": ["d.d.c."]}, HERE)
    assert len(draft.added["proceeding"]) == 0
    things.links(event.id, {"docket number": ["2"], "court": ["E.D. Va."], "case name": ["Doe"]}, HERE)
    (made,) = draft.added["proceeding"].values()
    assert isinstance(made, Proceeding)
    assert (made.court, made.case_name) == ("E.D. Va.", "Doe")


def test_a_role_stands_before_its_name_or_is_that_of_the_column(draft: Draft) -> None:
    event = draft.add(Event(title="A", type="order"), HERE)
    values = {"actor": ["issuer=IRS; =Nobody; DHS"], "plaintiff": ["a=b"], "agency": ["ICE"]}
    FoundOrMade(draft).links(event, values, HERE)
    names = {row: r.name for row, r in draft.added["stakeholder"].items() if isinstance(r, Stakeholder)}
    roles = [(r.role, names[r.stakeholder], r.place) for r in draft.added["role"].values() if isinstance(r, Role)]
    assert roles == [
        ("agency", "ICE", 0),
        ("plaintiff", "a=b", 1),
        ("issuer", "IRS", 2),
        ("party", "=Nobody", 3),
        ("party", "DHS", 4),
    ]


def test_topics_and_authorities_of_the_tracker_are_used(store: Store, draft: Draft) -> None:
    with store.edit("Add") as edit:
        event = edit.add(Event(title="A", type="order"))
        edit.add(Topic(name="Privacy"))
        edit.add(Authority(citation="5 U.S.C. 552a"))
    FoundOrMade(draft).links(event.id, {"topic": ["privacy; new"], "authority": ["5 U.S.C. 552a"]}, HERE)
    assert [len(draft.added[t]) for t in ("topic", "event_topic", "authority", "event_authority")] == [1, 2, 0, 1]
