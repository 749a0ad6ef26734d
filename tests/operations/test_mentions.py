"""What the joined columns of a file by itself say, with ids and without."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.operations import importing
from tracker.operations.exporting import export
from tracker.records import (
    Authority,
    Citation,
    Concern,
    Event,
    EventAuthority,
    EventProceeding,
    EventTopic,
    Proceeding,
    Relation,
    Role,
    Source,
    Stakeholder,
    Status,
    Topic,
    id_text,
)
from tracker.store import Store

LINKED = (Citation, Concern, EventAuthority, EventProceeding, EventTopic, Relation, Role, Status)
NAMES = [
    "id", "title", "type", "date", "sources", "concerns", "roles", "topics", "proceedings", "authorities", "statuses",
]  # fmt: skip


@pytest.fixture
def other(blank: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(Path(shutil.copy(blank, tmp_path / "other.tracker"))) as opened:
        opened.connection.execute("PRAGMA synchronous=OFF")
        yield opened


@pytest.fixture
def case(store: Store) -> Store:
    with store.edit("Fill") as edit:
        irs, ctr = edit.add_all([Stakeholder(name="IRS"), Stakeholder(name="Center: for (Tax); Rights")])
        event, other = edit.add_all([Event(title="Signed", type="order"), Event(title="=Later", type="report")])
        for title in ("Memo; final", "Article"):
            edit.add(Citation(source=edit.add(Source(kind="report", title=title)).id, event=event.id))
        edit.add(Concern(event=event.id, stakeholder=ctr.id, theme="privacy (tax); more", position="opposes"))
        edit.add(Concern(event=event.id, stakeholder=irs.id, theme="privacy", position="supports"))
        edit.add(Role(event=event.id, stakeholder=irs.id, role="issuer"))
        edit.add(Role(event=event.id, stakeholder=irs.id, role="issuer", place=1))
        edit.add(EventTopic(event=event.id, topic=edit.add(Topic(name="courts")).id))
        docket = edit.add(Proceeding(court="D.D.C.", docket_number="1:25-cv-1 (lead)"))
        edit.add(EventProceeding(event=event.id, proceeding=docket.id))
        law = edit.add(Authority(citation="26 U.S.C. § 6103(i)(2)"))
        edit.add(EventAuthority(event=event.id, authority=law.id, use="alleged violated"))
        edit.add(Status(event=event.id, axis="in effect", value="partially", as_of="2025-05"))
        edit.add(Status(event=event.id, axis="litigation", value="pending"))
        edit.add(Relation(from_event=event.id, to_event=other.id, kind="amends"))
    return store


def take(store: Store, path: Path) -> importing.ImportPlan:
    plan = importing.plan(store, [path])
    importing.apply(store, plan)
    return plan


def test_names_alone_add_nothing_that_the_tracker_has(case: Store, tmp_path: Path) -> None:
    export(case, tmp_path / "names.csv", columns=NAMES)
    plan = importing.plan(case, [tmp_path / "names.csv"])
    assert (plan.added, plan.changed, plan.problems) == ((), (), ())


def test_names_alone_are_enough_for_a_new_tracker(case: Store, other: Store, tmp_path: Path) -> None:
    export(case, tmp_path / "names.csv", columns=NAMES)
    take(other, tmp_path / "names.csv")
    for record_type in (*LINKED, Source, Stakeholder, Topic, Proceeding, Authority):
        wanted = 0 if record_type is Relation else case.count(record_type)
        assert other.count(record_type) == wanted, record_type
    concern = other.where(Concern)[0]
    assert (concern.theme, concern.position) == ("privacy (tax); more", "opposes")
    assert other.get(Stakeholder, concern.stakeholder).name == "Center: for (Tax); Rights"
    assert other.where(Proceeding)[0].docket_number == "1:25-cv-1 (lead)"
    assert other.where(EventAuthority)[0].use == "alleged violated"
    assert [(s.axis, s.value, s.as_of) for s in other.where(Status)] == [
        ("litigation", "pending", ""),
        ("in effect", "partially", "2025-05"),
    ]
    # Once more, now that they are there.
    assert importing.plan(other, [tmp_path / "names.csv"]).added == ()


def test_all_of_a_row_comes_with_its_own_ids(case: Store, other: Store, tmp_path: Path) -> None:
    export(case, tmp_path / "events.csv")
    take(other, tmp_path / "events.csv")
    for record_type in (Event, Source, Citation, Concern, Status):
        assert [r.id for r in other.where(record_type)] == [r.id for r in case.where(record_type)], record_type
    (relation,) = other.where(Relation)
    assert other.get(Event, relation.to_event).title == "=Later"
    assert [r.place for r in other.where(Role)] == [0, 1]


def test_items_added_by_hand_are_added_and_items_taken_out_stay(case: Store, tmp_path: Path) -> None:
    event = case.where(Event)[0]
    (tmp_path / "few.csv").write_text(
        f"id,title,topics,roles,sources\n{id_text(event.id)},Signed,courts; unions,judge=A. Judge,A new memo\n"
    )
    take(case, tmp_path / "few.csv")
    dossier = case.dossier(event.id)
    assert [t.name for t in dossier.topics] == ["courts", "unions"]
    assert [(r.role.role, r.stakeholder.name) for r in dossier.roles] == [
        ("issuer", "IRS"),
        ("judge", "A. Judge"),
        ("issuer", "IRS"),
    ]
    assert [c.source.title for c in dossier.citations] == ["Memo; final", "Article", "A new memo"]


def test_concerns_bring_their_events_with_their_order_in_the_day(case: Store, other: Store, tmp_path: Path) -> None:
    with case.edit("Order") as edit:
        edit.change(case.where(Event)[0], date="2025-04-07", day_order=-3)
    export(case, tmp_path / "concerns.csv", rows="concerns")
    take(other, tmp_path / "concerns.csv")
    (event,) = other.where(Event)
    assert (event.title, event.date, event.day_order, event.type) == ("Signed", "2025-04-07", -3, "order")
    take(other, tmp_path / "concerns.csv")
    assert other.count(Concern) == 2


def test_a_mention_never_changes_what_is_there(case: Store, tmp_path: Path) -> None:
    export(case, tmp_path / "concerns.csv", rows="concerns")
    with case.edit("Rename") as edit:
        edit.change(case.where(Event)[0], title="Signed at last")
        edit.change(case.where(Stakeholder)[0], name="The IRS")
    assert importing.plan(case, [tmp_path / "concerns.csv"]).changed == ()


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("statuses", "lifecycle: enjoined"),
        ("statuses", "nonsense"),
        ("statuses", "litigation: pending (soon)"),
        ("concerns", "IRS: hates (privacy)"),
        ("concerns", "IRS"),
        ("roles", "issuer"),
        ("proceedings", "1:25-cv-1"),
        ("authorities", "26 U.S.C. § 6103 [ignored]"),
    ],
)
def test_items_that_cannot_be_are_problems_in_their_column(case: Store, tmp_path: Path, column: str, cell: str) -> None:
    event = case.where(Event)[0]
    (tmp_path / "few.csv").write_text(f"id,title,{column}\n{id_text(event.id)},Signed,{cell}\n")
    plan = importing.plan(case, [tmp_path / "few.csv"])
    assert [(p.file, p.row, p.column) for p in plan.problems] == [("few.csv", 2, column)]


def test_a_quote_is_tied_to_its_place_where_the_text_is_kept(case: Store, tmp_path: Path) -> None:
    with case.edit("Keep") as edit:
        edit.change(case.where(Source, title="Article")[0], text="They said: it goes too far. Really.")
    concern = case.where(Concern)[0]
    (tmp_path / "few.csv").write_text(
        "id,sources,quotes,statement\n"
        f"{id_text(concern.id)},Article; Article; Memo\\; final,it goes too far; never said; unseen,New\n"
    )
    take(case, tmp_path / "few.csv")
    cited = case.where(Citation, concern=concern.id)
    assert [(c.exact, c.start, c.anchor) for c in cited] == [
        ("it goes too far", 11, "matches"),
        ("never said", -1, "orphaned"),
        ("unseen", -1, "no text kept"),
    ]
    assert case.check() == []
