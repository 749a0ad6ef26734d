"""Searches compiled to SQL, on real files: by example here, against plain Python in test_search_oracle.py."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker import query
from tracker.errors import QueryError
from tracker.records import (
    Authority,
    Citation,
    Claim,
    Concern,
    DisputedPoint,
    Event,
    EventAuthority,
    EventProceeding,
    EventTopic,
    Proceeding,
    Role,
    Source,
    Stakeholder,
    Status,
    Topic,
    id_text,
)
from tracker.store.conditions import BUILDERS, OF_A_CONCERN
from tracker.store.facets import facets
from tracker.store.search import ORDERS, compile_query, order_by
from tracker.store.store import Store

NOW = "2025-11-23T12:00:00.000Z"
SEEN = "2025-11-18T00:00:00.000Z"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("search") / "small.tracker"
    with Store.create(path) as store:
        fill(store)
        yield store


def fill(store: Store) -> None:
    """Five events, named by their first word: Memo, Suit, Ruling, Rumour, Plan."""
    with store.edit("Fill") as edit:
        irs = edit.add(Stakeholder(name="IRS", kind="agency", also_known_as="Internal Revenue Service"))
        ici = edit.add(Stakeholder(name="IRS Criminal Investigation", kind="agency"))
        treasury = edit.add(Stakeholder(name="Treasury Department", kind="agency"))
        citizen = edit.add(Stakeholder(name="Públic Citizen", kind="advocacy group"))
        veterans = edit.add(Stakeholder(name="Veteran IRS officials", kind="officials"))
        paper = edit.add(
            Source(
                kind="article-newspaper",
                title="Partnership takes shape",
                publisher="The Daily Ledger",
                url="https://ledger.example/2025/04/deal",
                text="Officials described the arrangement as unprecedented.",
                sha256="ab" * 32,
            )
        )
        exhibit = edit.add(Source(kind="legal_case", title="Redacted memorandum, Exhibit A", publisher="D.D.C."))
        case = edit.add(Proceeding(court="D.D.C.", docket_number="1:25-cv-00677", case_name="Centro v. Bessent"))
        appeal = edit.add(Proceeding(court="D.C. Cir.", docket_number="25-5181"))
        law = edit.add(Authority(citation="26 U.S.C. § 6103(i)(2)"))
        data = edit.add(Topic(name="data sharing"))
        staff = edit.add(Topic(name="staff"))

        memo = edit.add(
            Event(
                title="Memo on addresses signed",
                type="memorandum of understanding",
                date="2025-04-07",
                summary="Treasury & DHS agree: “exception” → addresses.",
                evidence="official document",
                created="2025-11-01T10:00:00.000Z",
                modified="2025-11-20T10:00:00.000Z",
                reviewed="2025-11-21T10:00:00.000Z",
                noteworthy=True,
            )
        )
        suit = edit.add(
            Event(
                title="Suit: a complaint is filed", type="complaint", date="2025-03", created="2025-11-20T00:00:00.000Z"
            )
        )
        ruling = edit.add(
            Event(
                title="Ruling denies a preliminary injunction",
                type="court ruling",
                date="2025-05-12",
                created="2025-11-02T00:00:00.000Z",
            )
        )
        rumour = edit.add(
            Event(
                title="Rumour of a départ",
                type="agency statement",
                evidence="anonymous reporting",
                created="2025-11-03T00:00:00.000Z",
            )
        )
        plan = edit.add(
            Event(title="Plan in force", type="order", date="../2025-06", created="2025-11-04T00:00:00.000Z")
        )

        edit.add(Citation(source=exhibit.id, event=memo.id, exact="disclosure of addresses", anchor="matches"))
        edit.add(Role(event=memo.id, stakeholder=irs.id, role="issuer"))
        edit.add(Role(event=memo.id, stakeholder=treasury.id, role="signatory"))
        edit.add(Role(event=suit.id, stakeholder=ici.id, role="defendant"))
        edit.add(Role(event=suit.id, stakeholder=citizen.id, role="plaintiff"))
        worry = edit.add(
            Concern(
                event=memo.id, stakeholder=veterans.id, theme="privacy", position="reservations", statement="Too wide"
            )
        )
        edit.add(Concern(event=memo.id, stakeholder=citizen.id, theme="tax compliance and revenue", position="opposes"))
        edit.add(Concern(event=ruling.id, stakeholder=citizen.id, theme="privacy", position="opposes"))
        edit.add(Citation(source=paper.id, concern=worry.id, exact="narrowly defined", anchor="orphaned"))
        edit.add(Citation(source=paper.id, event=memo.id, exact="said so", anchor="no text kept"))
        edit.add(Citation(source=paper.id, concern=worry.id, exact="was narrow", anchor="moved"))
        edit.add(EventProceeding(event=suit.id, proceeding=case.id))
        edit.add(EventProceeding(event=ruling.id, proceeding=appeal.id))
        edit.add(EventAuthority(event=memo.id, authority=law.id))
        edit.add(EventTopic(event=memo.id, topic=data.id))
        edit.add(EventTopic(event=rumour.id, topic=staff.id))
        edit.add(Status(event=memo.id, axis="in effect", value="fully", as_of="2025-04-07"))
        edit.add(Status(event=memo.id, axis="in effect", value="partially", as_of="2025-11"))
        edit.add(Status(event=memo.id, axis="in effect", value="not", as_of="2026-01-01"))
        edit.add(Status(event=memo.id, axis="litigation", value="pending", as_of="2025~"))
        point = edit.add(DisputedPoint(event=ruling.id, question="On which day?"))
        claim = edit.add(Claim(disputed_point=point.id, text="On the twelfth"))
        edit.add(Citation(source=paper.id, claim=claim.id))
        settled = edit.add(DisputedPoint(event=plan.id, question="Whose?"))
        edit.change(settled, chosen=edit.add(Claim(disputed_point=settled.id, text="Theirs")).id)


def found(store: Store, text: str, order: str = "date", *, complete: bool = True) -> list[str]:
    """The first words of the titles of the events found."""
    where, params = compile_query(query.parse(text, complete), now=NOW, last_seen=SEEN)
    sql = f"SELECT e.title FROM event e WHERE {where} ORDER BY {order_by(order)}"
    return [title.split()[0].rstrip(":") for (title,) in store.connection.execute(sql, params)]


EVERY = ["Suit", "Memo", "Ruling", "Plan", "Rumour"]


def test_every_field_of_the_language_has_a_builder() -> None:
    assert sorted([*BUILDERS, *OF_A_CONCERN]) == sorted(query.BY_NAME)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("", EVERY),
        # words
        ("addresses", ["Memo"]),
        ("ADDRESSES -dhs", []),
        ("depart", ["Rumour"]),
        ("départ", ["Rumour"]),
        ('"preliminary injunction"', ["Ruling"]),
        ('"injunction preliminary"', []),
        ("unprecedented", ["Memo", "Ruling"]),
        ("memorandum", ["Memo"]),
        ('"narrowly defined"', ["Memo"]),
        ("6103(i)(2)", ["Memo"]),
        ("1:25-cv-00677", ["Suit"]),
        ("addre", []),
        ("addre*", ["Memo"]),
        ('"prelim inj', "error"),
        # marks that the index does not keep
        ("→", ["Memo"]),
        ("§", ["Memo"]),
        ("Suit :", ["Suit"]),
        ("€", []),
        ("-→", ["Suit", "Ruling", "Plan", "Rumour"]),
        # types: in full, or else by words
        ("type:complaint", ["Suit"]),
        # a broad type finds its narrower ones too
        ('type:"Court Ruling"', ["Ruling", "Plan"]),
        ('type:"court ruling" -type:order,opinion', ["Ruling"]),
        ('-type:"court ruling"', ["Suit", "Memo", "Rumour"]),
        ("type:court", ["Suit", "Ruling", "Plan"]),
        ("type:filing", []),
        ("type:memorandum", ["Memo"]),
        ("type:ruling,complaint", ["Suit", "Ruling", "Plan"]),
        ("type:order", ["Plan"]),
        ("type:nothing", []),
        ("-type:order,complaint", ["Memo", "Ruling", "Rumour"]),
        # people
        ("stakeholder:IRS", ["Memo"]),
        ('stakeholder:"internal revenue service"', ["Memo"]),
        ("stakeholder:criminal", ["Suit"]),
        ("stakeholder:investigation", ["Suit"]),
        ("stakeholder:veteran", ["Memo"]),
        ('stakeholder:"public citizen"', ["Suit", "Memo", "Ruling"]),
        ("stakeholder:ublic", []),
        ("agency:treas", ["Memo"]),
        ("agency:citizen", []),
        ("role:plaintiff", ["Suit"]),
        ("role:issuer,defendant", ["Suit", "Memo"]),
        # concerns
        ("concern:privacy", ["Memo", "Ruling"]),
        ("concern:tax", ["Memo"]),
        ("position:opposes", ["Memo", "Ruling"]),
        ("raised-by:citizen", ["Memo", "Ruling"]),
        # things linked
        ('topic:"data sharing"', ["Memo"]),
        ("topic:staff,data", ["Memo", "Rumour"]),
        ("docket:25-cv-00677", ["Suit"]),
        ("docket:1:25-cv-00677", ["Suit"]),
        ("docket:5-cv", []),
        ("court:D.D.C.", ["Suit"]),
        ('court:"D.C. Cir"', ["Ruling"]),
        ("court:cir", ["Ruling"]),
        ("authority:6103(i)", ["Memo"]),
        ('authority:"26 usc"', []),
        ("source:partnership", ["Memo", "Ruling"]),
        ("source:https://ledger.example/2025", ["Memo", "Ruling"]),
        ("publisher:ledger", ["Memo", "Ruling"]),
        ("publisher:d.d.c.", ["Memo"]),
        ("evidence:anonymous", ["Rumour"]),
        ('evidence:"official document"', ["Memo"]),
        # states
        ("in-effect:partially", ["Memo"]),
        ("as-of:2025-04-07 in-effect:fully", ["Memo"]),
        ("as-of:2025-10 in-effect:partially", []),
        ("as-of:2025-11 in-effect:partially", ["Memo"]),
        ("as-of:2026 in-effect:not", ["Memo"]),
        ("as-of:2025-04,2026 in-effect:not", ["Memo"]),
        ("as-of:2025-04 as-of:2026 in-effect:not", []),
        ("(as-of:2025-04 in-effect:fully) (as-of:2026 in-effect:not)", ["Memo"]),
        ("(as-of:2025-04 in-effect:fully) in-effect:partially", ["Memo"]),
        ("as-of:2025-04 (in-effect:fully OR in-effect:not)", ["Memo"]),
        ("as-of:2025-04 -in-effect:fully", []),
        ("as-of:2024", []),
        ("as-of:2025-04-07", ["Memo"]),
        ("in-effect:fully", []),
        ("in-effect:not", []),
        ("litigation:pending", ["Memo"]),
        ("status:pending status:partially", ["Memo"]),
        ("is:noteworthy", ["Memo"]),
        ("is:unsourced", ["Suit", "Ruling", "Plan", "Rumour"]),
        ("is:orphaned", ["Memo"]),
        ("is:moved", ["Memo"]),
        ("is:moved is:unchecked -is:unsourced", ["Memo"]),
        ("is:unchecked", ["Memo"]),
        ("is:disputed", ["Ruling"]),
        ("is:new", ["Suit"]),
        ("is:undated", ["Rumour"]),
        ("is:reviewed", ["Memo"]),
        ("IS:Reviewed", ["Memo"]),
        ("has:source", ["Memo"]),
        ("has:snapshot", ["Memo", "Ruling"]),
        ("has:quote", ["Memo"]),
        ("has:concern", ["Memo", "Ruling"]),
        ("has:status", ["Memo"]),
        ("has:proceeding", ["Suit", "Ruling"]),
        # dates
        ("after:2025-04", ["Memo", "Ruling", "Plan"]),
        ("before:2025-04", ["Suit"]),
        ("during:2025-03", ["Suit", "Plan"]),
        ("date:2025-03-31", ["Suit", "Plan"]),
        ("date:2025-04/2025-05", ["Memo", "Ruling", "Plan"]),
        ("date:2025-05/..", ["Ruling", "Plan"]),
        ("date:../2025-04-06", ["Suit", "Plan"]),
        ("date:2025-07", []),
        ("added:2025-11-01", ["Memo"]),
        ("added:2025-11-02/2025-11-03", ["Ruling", "Rumour"]),
        ("added:2025-11-04/..", ["Suit", "Plan"]),
        ("changed:2025-11-20", ["Memo"]),
        ("reviewed:2025-11", ["Memo"]),
        ("reviewed:../2030", ["Memo"]),
        # together
        ("type:order OR is:noteworthy", ["Memo", "Plan"]),
        ("(type:order OR is:noteworthy) after:2025-05", ["Plan"]),
        ("-(type:order OR is:noteworthy)", ["Suit", "Ruling", "Rumour"]),
    ],
)
def test_a_search_finds(store: Store, text: str, titles: list[str] | str) -> None:
    if titles == "error":
        with pytest.raises(QueryError):
            found(store, text)
    else:
        assert found(store, text) == titles


def test_a_type_of_ones_own_is_not_taken_for_a_broad_one_that_has_its_words(store: Store) -> None:
    assert found(store, "type:ruling") == ["Ruling", "Plan"]
    with store.edit("Add") as edit:
        edit.add(Event(title="Own: a ruling of the board", type="ruling", date="2030"))
    try:
        assert found(store, "type:ruling") == ["Own"]
    finally:
        store.undo()


def test_an_event_is_found_by_its_id(store: Store) -> None:
    event = store.where(Event, type="order")[0]
    assert found(store, f"id:{id_text(event.id)}") == ["Plan"]
    assert found(store, f"id:{id_text(event.id + 1)}") == []


def test_fields_about_concerns_are_about_one_concern(store: Store) -> None:
    # The memorandum has a privacy concern and an opponent, but the opponent's concern is another.
    assert found(store, "concern:privacy position:opposes") == ["Ruling"]
    assert found(store, "concern:privacy (position:opposes)") == ["Ruling"]
    assert found(store, "concern:privacy raised-by:veteran position:reservations") == ["Memo"]
    assert found(store, "concern:privacy position:opposes,reservations") == ["Memo", "Ruling"]


def test_a_field_given_twice_asks_for_two_concerns(store: Store) -> None:
    assert found(store, "concern:privacy concern:tax") == ["Memo"]
    assert found(store, "concern:privacy concern:tax position:opposes") == []
    assert found(store, "concern:privacy position:opposes position:reservations") == []
    assert found(store, "position:opposes position:reservations") == ["Memo"]


def test_a_negated_concern_is_about_all_of_an_events_concerns(store: Store) -> None:
    assert found(store, "concern:privacy -position:opposes") == []
    assert found(store, "concern:privacy -position:reservations") == ["Ruling"]


def test_words_are_found_by_their_beginnings_while_typed(store: Store) -> None:
    assert found(store, "type:complaint OR addre", complete=False) == ["Suit", "Memo"]
    assert found(store, '"preliminary inj', complete=False) == ["Ruling"]
    assert found(store, "addresses ruling type:", complete=False) == []


def test_before_and_after_part_the_dated_events(store: Store) -> None:
    for day in ("2024", "2025-03", "2025-04-07", "2025-04-08", "2025-06-30", "2025-07", "9999"):
        before, after = found(store, f"before:{day}"), found(store, f"after:{day}")
        assert not set(before) & set(after)
        assert sorted(before + after) == sorted(found(store, "-is:undated"))


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("date", EVERY),
        ("date-desc", ["Plan", "Ruling", "Memo", "Suit", "Rumour"]),
        ("title", ["Memo", "Plan", "Ruling", "Rumour", "Suit"]),
        ("type", ["Rumour", "Suit", "Ruling", "Memo", "Plan"]),
        ("added-desc", ["Suit", "Plan", "Rumour", "Ruling", "Memo"]),
        ("sources-desc", ["Memo", "Suit", "Ruling", "Plan", "Rumour"]),
        ("concerns", ["Suit", "Plan", "Rumour", "Ruling", "Memo"]),
    ],
)
def test_events_are_put_in_order(store: Store, order: str, titles: list[str]) -> None:
    assert found(store, "", order) == titles


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_holds_every_event_once(store: Store, order: str) -> None:
    assert sorted(found(store, "", order)) == sorted(EVERY)


@pytest.mark.parametrize("order", ORDERS)
def test_the_first_few_are_the_first_of_all(store: Store, order: str) -> None:
    every = store.find("", order)
    assert store.found("", order).tolist() == every
    assert [store.found("", order, most).tolist() for most in (0, 3, 99)] == [[], every[:3], every]


def test_an_order_there_is_not_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="date-desc"):
        store.find("", "id; DROP TABLE event")


PIECES = [*(f"{name}:" for name in query.BY_NAME), "a", "IRS", "privacy", "2025-03", " OR ", " ", "-", "(", ")", '"']
PIECES += [
    ",",
    "*",
    "'",
    ";",
    "--",
    "AND",
    "NEAR(",
    "^",
    "{",
    "\\",
    "%",
    "_",
    "é",
    "§",
    "→",
    "new",
    "source",
    "fully",
    "𞤀",
]
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
    st.lists(
        st.sampled_from([*(spec.example for spec in query.FIELDS), "OR", "-", "(a OR b)", '"x y"']), max_size=12
    ).map(" ".join),
)


@settings(max_examples=400)
@given(texts, st.booleans())
def test_no_search_text_ever_fails_in_sqlite(store: Store, text: str, complete: bool) -> None:
    try:
        node = query.parse(text, complete)
    except QueryError:
        return
    where, params = compile_query(node, now=NOW, last_seen=SEEN)
    store.connection.execute(f"SELECT e.id FROM event e WHERE {where}", params).fetchall()


@settings(max_examples=100)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40))
def test_any_words_reach_full_text_search_as_words(store: Store, words: str) -> None:
    # The SQL is one of two, whatever the words: for those that the index keeps, and for punctuation alone.
    of_others = {compile_query(query.Text(other), now=NOW, last_seen=SEEN)[0] for other in ("a", "!")}
    for node in (query.Text(words), query.Text(words, phrase=True), query.Text(words, prefix=True)):
        where, params = compile_query(node, now=NOW, last_seen=SEEN)
        assert where in of_others
        store.connection.execute(f"SELECT e.id FROM event e WHERE {where}", params).fetchall()


@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"w{n}" for n in range(150)),
        " OR ".join(f"type:t{n}" for n in range(150)),
        "stakeholder:" + ",".join(f"s{n}" for n in range(150)),
        " ".join(f"concern:c{n}" for n in range(149)) + " position:opposes",
        "-(a " * 6 + "b" + ")" * 6,
        "(a OR (b " * 6 + "c" + "))" * 6,
        '"' + "a " * 1990 + '"',
        "a" * 4000,
        "type:" + "é" * 3900,
    ],
    ids=lambda text: text[:12],
)
def test_the_largest_searches_that_are_read_run(store: Store, text: str) -> None:
    assert found(store, text) is not None


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("-(a ", ")"),
        ("(a OR (b ", "))"),
        ("-", ""),
        ("(a OR -(type:x ", "))"),
        ("-(-(a OR b) ", ")"),
        ("(a (b OR ", "))"),
    ],
)
def test_nesting_as_deep_as_is_read_runs(store: Store, opening: str, closing: str) -> None:
    for innermost in (*(spec.example for spec in query.FIELDS), "x", "→", "concern:x position:opposes"):
        deepest = ""
        for depth in range(1, 30):
            text = opening * depth + innermost + closing * depth
            try:
                query.parse(text)
            except QueryError:
                break
            deepest = text
        assert deepest
        assert found(store, deepest) is not None
        assert facets(store.connection, query.parse(deepest), now=NOW, last_seen=SEEN)


def test_the_store_finds_by_text_and_refuses_with_a_place(store: Store) -> None:
    assert len(store.find("concern:privacy")) == 2
    with pytest.raises(QueryError) as caught:
        store.find("a typ:x")
    assert (caught.value.start, caught.value.end) == (2, 5)


def test_a_value_is_never_part_of_the_sql(store: Store) -> None:
    evil = "x'); DROP TABLE event; --"
    for field in query.FIELDS:
        if field.kind in ("term", "name", "text") and not field.closed and field.name not in ("id", "chain"):
            where, params = compile_query(query.Field(field.name, (evil,)), now=NOW, last_seen=SEEN)
            assert evil not in where
            assert evil in params


def test_a_reader_has_the_same_functions(store: Store) -> None:
    reader = store.reader()
    try:
        assert reader.find("stakeholder:public") == store.find("stakeholder:public")
        with pytest.raises(sqlite3.OperationalError):
            reader.connection.execute("DELETE FROM event")
    finally:
        reader.close()
