"""The first events of a search: found by it, in its order, and within a time."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tracker import query
from tracker.records import Citation, Claim, Concern, DisputedPoint, Event, Source, Stakeholder, Status
from tracker.store import facets, glimpse
from tracker.store.facets import Facet
from tracker.store.search import order_by
from tracker.store.store import Store

WORDS = ["agency", "court", "privacy", "privacies", "notice", "ruling", "address", "résumé"]
DATES = [
    "",
    "2025",
    "2025-03",
    "2025-03-31",
    "2025-04-01",
    "2025-04~",
    "../2025-04",
    "2025-04/..",
    "1999",
    "2025-03-31",
]
MOST = 15


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    chance = random.Random(20)
    with Store.create(tmp_path_factory.mktemp("glimpse") / "random.tracker") as store:
        with store.edit("Fill") as edit:

            def words(count: int) -> str:
                return " ".join(chance.choices(WORDS, weights=range(8, 0, -1), k=count))

            who = edit.add(Stakeholder(name="IRS", kind="agency"))
            sources = edit.add_all([Source(kind="report", title=words(1), text=words(1)) for _ in range(12)])
            for _ in range(400):
                kind, day = chance.choice(["order", "complaint", "report"]), chance.choice(DATES)
                event = edit.add(Event(title=words(2), type=kind, date=day, day_order=chance.choice((0, 0, 0, 1, -1))))
                of: dict[str, int] = {}
                match chance.randrange(6):
                    case 0:
                        of = {"event": event.id}
                    case 1:
                        status = Status(event=event.id, axis="lifecycle", value="final", as_of="2025")
                        of = {"status": edit.add(status).id}
                    case 2:
                        concern = Concern(event=event.id, stakeholder=who.id, theme="privacy", position="opposes")
                        of = {"concern": edit.add(concern).id}
                    case 3:
                        point = edit.add(DisputedPoint(event=event.id, question="When?"))
                        of = {"claim": edit.add(Claim(disputed_point=point.id, text="Then")).id}
                if of:
                    edit.add(Citation(source=chance.choice(sources).id, **of))
        yield store


# Of these the first events are the first of all.
EXACT = [
    "", "agency", "pri*", "privacies", "résumé", "nowhere", "agency nowhere",
    "type:order", "type:complaint,report agency",
    "type:order before:2025-03", "concern:privacy", "concern:privacy position:opposes ruling", "is:disputed",
    "is:undated", "is:unsourced privacy", "has:source", "status:final court", "stakeholder:IRS", "agency:IRS notice",
    "-privacy", "-agency -court", "-pri* after:2025-04", "-(agency OR court)", "-notice type:order", "-nowhere",
    "-notice -is:disputed", "-court before:2025-03-31", "-agency concern:privacy", "-(agency court)",
    "privacy OR notice", "pri* OR résumé", "notice OR (court OR x)", "(nowhere OR notice) type:order",
    "agency OR type:order", "after:2025-04 ruling",
    "after:2025-04 before:2026 agency", "before:2025-03-31 court", "after:2000 -is:undated pri*", "before:2000 notice",
    "source:notice", "as-of:2025-06 status:final agency",
    '"agency agency"', "§", "agency §", "role:issuer", "raised-by:IRS -agency", "is:noteworthy", "topic:x", "court:x",
    "is:single-sourced", "is:single-sourced agency", "is:draft notice", "is:unanswered", "disputed:open",
    "link:unchecked privacy", "unreviewed:5 agency",
]  # fmt: skip
# Of these an event may come in between that has one word itself, and the other in a source.
NEARLY = [
    "(agency OR notice) (court OR privacy)",
    "notice -(court OR ruling)",
    "agency court",
    "agency court privacy",
    "notice ruling type:order",
    "pri* ruling",
    "agency -privacy",
    "(privacy OR notice) court",
]  # fmt: skip


@pytest.fixture(params=["few citations", "many citations"])
def citations(request, monkeypatch):
    if request.param == "many citations":
        monkeypatch.setattr(glimpse, "_FEW_CITATIONS", -1)


@pytest.mark.parametrize("order", ["date", "date-desc"])
@pytest.mark.parametrize("text", EXACT)
def test_the_first_events_are_the_first_of_all(many, citations, text, order):
    every = many.find(text, order)
    first = many.glimpse(text, order, MOST, 60)
    assert first.ids.tolist() == every[:MOST]
    assert first.whole == (len(every) < MOST)


@pytest.mark.parametrize("order", ["date", "date-desc"])
@pytest.mark.parametrize("text", NEARLY)
def test_of_several_words_the_first_events_are_found_and_in_order(many, citations, text, order):
    every = many.find(text, order)
    first = many.glimpse(text, order, MOST, 60)
    assert len(first.ids) == min(MOST, len(every))
    places = [every.index(event) for event in first.ids]
    assert places == sorted(set(places))


@pytest.mark.parametrize("text", ["agency nowhere", "nowher* court", "(agency nowhere) type:order"])
def test_where_a_word_is_nowhere_nothing_else_is_looked_for(many, text):
    """Looking through all that have the other words takes seconds, in a large tracker."""
    assert many._compiled(text) == ("0", [])
    assert many.find(text) == []
    assert not any(many.facets(text).values())
    assert many.glimpse(text, "date", MOST, 60).whole


@pytest.mark.parametrize("text", ["agency OR nowhere", "agency -nowhere", "(agency OR nowhere) notice"])
def test_a_word_that_need_not_be_there_may_be_nowhere(many, text):
    assert many.find(text)


def test_in_another_order_the_first_are_those_of_the_whole(many):
    assert many.glimpse("agency", "title", MOST, 60).ids.tolist() == many.find("agency", "title")[:MOST]


@pytest.mark.parametrize("text", ["agency type:order", "-privacy", "concern:privacy", "", "§"])
def test_when_the_time_is_up_what_has_been_found_is_all_there_is_to_show(many, monkeypatch, text):
    monkeypatch.setattr(glimpse, "_STEPS", 1)
    first = many.glimpse(text, "date", MOST, -1)
    assert (first.ids.tolist(), first.whole) == ([], False)
    # The connection is as it was.
    assert many.glimpse(text, "date", MOST, 60).ids.tolist() == many.find(text)[:MOST]


@pytest.mark.parametrize("order", ["date", "date-desc"])
@pytest.mark.parametrize("text", EXACT + NEARLY)
def test_a_search_in_order_of_places_gives_what_sorting_gives(many, text, order):
    where, params = many._compiled(text)
    sql = f"SELECT e.id FROM event e WHERE {where} ORDER BY {order_by(order)}"
    assert many.find(text, order) == [event for (event,) in many.connection.execute(sql, params)]


# Facets


@pytest.mark.parametrize("text", ["agency", "type:order privacy", "-court", "concern:privacy", "nowhere"])
def test_facets_of_a_multitude_are_those_of_each_of_it(many, monkeypatch, text):
    exact = many.facets(text)
    monkeypatch.setattr(facets, "_FEW", -1)
    assert many.facets(text) == exact


def test_facets_of_the_first_events_are_at_least_so_many(many):
    node = query.parse("agency")
    exact = {(field, f.value): f.count for field, each in many.facets(node).items() for f in each}
    first = many.facets_among(node, many.find("agency")[:MOST], whole=False)
    counted = [(field, f) for field, each in first.items() for f in each]
    assert sum(f.count for field, f in counted if field == "type") == MOST
    for field, facet in counted:
        assert facet.at_least
        assert facet.count <= exact[field, facet.value]
    assert many.facets_among(node, many.find("agency"), whole=True) == many.facets(node)


def test_a_facet_is_exact_unless_it_says_otherwise():
    assert not Facet("order", "Order", 3).at_least
