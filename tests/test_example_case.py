"""The example case: whole, sound, and read by the importer that a user has."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tracker import dates, vocabulary
from tracker.errors import FileError, UndoError
from tracker.operations import demo
from tracker.operations.exporting import export
from tracker.paths import resource
from tracker.records import (
    Citation,
    Claim,
    Concern,
    DisputedPoint,
    Event,
    EventAuthority,
    Proceeding,
    Relation,
    Role,
    SavedSearch,
    Source,
    Stakeholder,
    Status,
)
from tracker.store import Store

CASE = resource("case")
FACTS = Path(__file__).resolve().parent.parent.parent / "shared" / "case"
OURS = "Policy Tracker (example case)"
"""Who the research notes say they are by; all other sources are other people's."""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with demo.make(tmp_path_factory.mktemp("case") / "case.tracker") as store:
        yield store


def test_it_holds_what_it_says(case: Store) -> None:
    assert demo.report(case) == {
        "events": 49,
        "sources": 128,
        "concerns": 84,
        "relations": 69,
        "disputed": 27,
    }


def test_rulings_are_found_as_orders_and_opinions_and_so_is_the_search_of_the_design(case: Store) -> None:
    rulings = case.find('type:"court ruling"')
    assert {e.type for e in case.events(rulings)} == {"order", "opinion"}
    assert sorted(rulings) == sorted(case.find("type:order,opinion"))
    assert case.find('type:"court ruling" after:2025-02 "preliminary injunction"')


def test_it_has_the_other_kinds_of_records_too(case: Store) -> None:
    counts = case.counts()
    for table in (
        "role",
        "stakeholder",
        "proceeding",
        "authority",
        "status",
        "topic",
        "saved_search",
        "citation",
    ):
        assert counts[table] > 0, table


def test_it_is_sound(case: Store) -> None:
    assert case.check() == []


def test_making_it_again_gives_the_same_content(case: Store, tmp_path: Path) -> None:
    with demo.make(tmp_path / "again.tracker") as again:
        assert again.content_hash() == case.content_hash()


def test_exporting_it_gives_the_files_it_was_made_from(case: Store, tmp_path: Path) -> None:
    export(case, tmp_path / "out", rows="everything")
    shipped = sorted(CASE.glob("*.csv"))
    assert len(shipped) == 17
    for file in shipped:
        assert (tmp_path / "out" / file.name).read_bytes() == file.read_bytes(), file.name


def test_there_is_nothing_to_undo_at_its_opening(case: Store) -> None:
    assert case.undo_label() == ""
    with pytest.raises(UndoError, match="nothing to undo"):
        case.undo()


def test_it_has_a_title(case: Store) -> None:
    assert case.setting("title") == "IRS–ICE data sharing"


def test_it_knows_itself_after_edits_and_another_tracker_does_not(tmp_path: Path) -> None:
    with demo.make(tmp_path / "case.tracker") as store:
        with store.edit("Delete relation") as edit:
            edit.remove(store.where(Relation)[0])
        assert demo.is_example(store)
    with Store.create(tmp_path / "mine.tracker", "Mine") as store:
        assert not demo.is_example(store)


def test_it_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.tracker"
    path.write_bytes(b"something of mine")
    with pytest.raises(FileError, match="already exists"):
        demo.make(path)
    assert path.read_bytes() == b"something of mine"


def test_nothing_is_left_where_it_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="could not be made"):
        demo.make(tmp_path / "no such folder" / "case.tracker")
    assert list(tmp_path.iterdir()) == []


# --- What is in it ------------------------------------------------------------------------------------------


def test_every_event_has_a_date_a_summary_evidence_and_a_source(case: Store) -> None:
    sourced = {c.event for c in case.where(Citation) if c.event}
    for event in case.where(Event):
        assert event.summary, event.title
        assert event.evidence in vocabulary.CLOSED["evidence"][1:], event.title
        assert dates.bounds(event.date) == (event.date_min, event.date_max)
        assert event.date_min, event.title
        assert event.id in sourced, event.title
        assert len(event.title) <= 90, event.title


def test_every_term_used_is_one_the_vocabulary_knows(case: Store) -> None:
    used = {
        "event_type": {e.type for e in case.where(Event)},
        "theme": {c.theme for c in case.where(Concern)},
        "stakeholder_kind": {s.kind for s in case.where(Stakeholder)},
        "role": {r.role for r in case.where(Role)},
        "relation": {r.kind for r in case.where(Relation)},
        "source_kind": {s.kind for s in case.where(Source)},
        "disputed_kind": {d.kind for d in case.where(DisputedPoint)},
    }
    for name, terms in used.items():
        assert terms <= set(vocabulary.OPEN[name]), name


def notes(case: Store) -> dict[int, Source]:
    """Our own research notes, by id."""
    return {s.id: s for s in case.where(Source, publisher=OURS)}


def of_others(case: Store, **of: int) -> list[Citation]:
    """Citations of what is not our own."""
    ours = notes(case)
    return [c for c in case.where(Citation, **of) if c.source not in ours]


def test_every_concern_has_one_source_and_63_have_a_short_quote(case: Store) -> None:
    cited = Counter(c.concern for c in of_others(case) if c.concern)
    assert {c.id for c in case.where(Concern)} == set(cited)
    assert set(cited.values()) == {1}
    quotes = [c for c in of_others(case) if c.exact]
    assert len(quotes) == 63
    assert all(c.concern and c.anchor == "no text kept" and (c.start, c.end) == (-1, -1) for c in quotes)
    assert max(len(c.exact.split()) for c in quotes) <= 12


def test_no_text_of_an_article_is_in_it(case: Store) -> None:
    assert {s.text for s in case.where(Source) if s.publisher != OURS} == {""}


def test_three_research_notes_of_our_own_are_kept_with_their_text(case: Store) -> None:
    ours = notes(case)
    assert len(ours) == 3
    for note in ours.values():
        assert note.kind == "report"
        assert 500 <= len(note.text.split()) <= 900, note.title
        assert note.text.startswith(note.title)
        assert "written for the example case of Policy Tracker" in note.text
        assert "written by us" in note.note
        assert note.issued
        assert not note.url


def test_every_quote_of_a_note_stands_where_its_anchor_says(case: Store) -> None:
    for note in notes(case).values():
        cited = case.where(Citation, source=note.id)
        assert 8 <= len(cited) <= 15, note.title
        for c in cited:
            assert c.anchor == "matches", c.exact
            assert note.text[c.start : c.end] == c.exact
            assert note.text[max(0, c.start - 32) : c.start] == c.prefix
            assert note.text[c.end : c.end + 32] == c.suffix
        stretches = sorted((c.start, c.end) for c in cited)
        assert any(b[0] < a[1] for a, b in pairwise(stretches)), "each note has quotes that overlap, for the reader"
        assert any(c.claim for c in cited), "each has a side of a disputed point"


def test_nothing_rests_on_our_notes_alone(case: Store) -> None:
    supported = [c for c in of_others(case) if c.relation == "supports"]
    for c in case.where(Citation):
        if c.source not in notes(case):
            continue
        others = [
            o for o in supported if (o.event, o.status, o.concern, o.claim) == (c.event, c.status, c.concern, c.claim)
        ]
        assert others, c.exact
        # What one source alone bears out must not look as though two did; and we take no side.
        if c.relation == "supports":
            assert not c.claim
            assert not c.concern
            assert c.status or len(others) > 1, c.exact


def test_quoted_speech_in_a_note_is_in_the_quotes_of_its_sources(case: Store) -> None:
    printed = {c.exact for c in of_others(case) if c.exact}
    for note in notes(case).values():
        for spoken in re.findall("“([^”]+)”", note.text):
            assert spoken in printed | {"and", "or"}, spoken


def test_every_status_has_a_day_and_a_source(case: Store) -> None:
    cited = {c.status for c in case.where(Citation) if c.status}
    for status in case.where(Status):
        assert status.as_of, status
        assert status.note, status
        assert status.id in cited, status


def test_the_memorandum_is_told_from_draft_to_injunction(case: Store) -> None:
    (memorandum,) = case.where(Event, type="memorandum of understanding")
    told = [(s.axis, s.value, s.as_of) for s in case.where(Status, "as_of, id", event=memorandum.id)]
    assert ("lifecycle", "reported", "2025-03-23~") in told
    assert ("lifecycle", "final", "2025-04-07") in told
    assert ("litigation", "pending", "2025-04-07") in told
    assert ("litigation", "stayed", "2025-11-21") in told
    assert ("litigation", "enjoined", "2026-02-05") in told
    assert memorandum.noteworthy
    assert memorandum.id in case.find("status:enjoined")


def test_every_disputed_point_has_two_versions_with_sources_and_none_is_settled(case: Store) -> None:
    cited = {c.claim for c in case.where(Citation) if c.claim}
    claims = case.where(Claim)
    for point in case.where(DisputedPoint):
        versions = [c for c in claims if c.disputed_point == point.id]
        assert 2 <= len(versions) <= 3, point.question
        assert all(c.id in cited for c in versions), point.question
        assert point.chosen is None


def test_both_appeals_lead_back_to_the_case_they_come_from(case: Store) -> None:
    by_id = {p.id: p for p in case.where(Proceeding)}
    found = {p.docket_number: by_id[p.appeal_from].docket_number for p in by_id.values() if p.appeal_from is not None}
    assert found == {"25-5181": "1:25-cv-00677", "26-5006": "1:25-cv-00457"}


def test_one_stakeholder_stands_for_one_body_whatever_it_is_called(case: Store) -> None:
    names = [n for s in case.where(Stakeholder) for n in [s.name, *s.also_known_as.split("\n")] if n]
    assert [n for n, count in Counter(names).items() if count > 1] == []
    assert case.find('stakeholder:"Internal Revenue Service"') == case.find("stakeholder:IRS") != []
    assert (
        case.find('raised-by:"Judge Colleen Kollar-Kotelly"') == case.find('raised-by:"Colleen Kollar-Kotelly"') != []
    )
    kept = {s.id: s for s in case.where(Stakeholder)}
    for child, parent in {"ICE": "DHS", "IRS": "Treasury Department", "Todd Lyons": "ICE"}.items():
        above = next(s.parent for s in kept.values() if s.name == child)
        assert above is not None
        assert kept[above].name == parent


def test_every_saved_search_finds_something(case: Store) -> None:
    saved = case.where(SavedSearch, "place")
    assert "Rulings on § 6103" in [s.name for s in saved]
    for search in saved:
        assert case.find(search.text), search.name


def test_what_complaints_allege_is_not_what_the_agencies_rely_on(case: Store) -> None:
    uses = Counter((case.get(Event, link.event).type, link.use) for link in case.where(EventAuthority))
    assert uses["complaint", "alleged violated"] > 0
    assert uses["complaint", "relied on"] == 0
    assert uses["memorandum of understanding", "relied on"] == 2


# --- Against the facts it was written from -------------------------------------------------------------------


@pytest.fixture(scope="module")
def facts() -> dict[str, list[dict[str, str]]]:
    if not FACTS.is_dir():
        pytest.skip(f"the fact table is not at {FACTS}: the case is not compared with it")
    out = {}
    for name in ("events", "sources", "concerns", "relations", "contradictions"):
        with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            out[name] = list(csv.DictReader(file))
    return out


def test_events_are_those_of_the_fact_table(case: Store, facts: dict[str, list[dict[str, str]]]) -> None:
    wanted = sorted((f["title"], f["date"], f["summary"]) for f in facts["events"])
    assert sorted((e.title, e.date, e.summary) for e in case.where(Event)) == wanted


def test_each_event_cites_the_sources_the_fact_table_gives_it(
    case: Store, facts: dict[str, list[dict[str, str]]]
) -> None:
    titles = {f["id"]: (f["title"], f["url"]) for f in facts["sources"]}
    wanted = {f["title"]: sorted(titles[s] for s in f["sources"].split("; ")) for f in facts["events"]}
    sources = {s.id: (s.title, s.url) for s in case.where(Source)}
    assert sorted(sources[s] for s in sources.keys() - notes(case).keys()) == sorted(titles.values())
    found = {e.title: sorted(sources[c.source] for c in of_others(case, event=e.id)) for e in case.where(Event)}
    assert found == wanted


def test_concerns_keep_their_theme_position_and_quote(case: Store, facts: dict[str, list[dict[str, str]]]) -> None:
    events = {f["id"]: f["title"] for f in facts["events"]}
    titles = {e.id: e.title for e in case.where(Event)}
    quotes = {c.concern: c.exact for c in of_others(case) if c.concern}
    wanted = Counter((events[f["event_id"]], f["concern_theme"], f["position"], f["quote"]) for f in facts["concerns"])
    found = Counter((titles[c.event], c.theme, c.position, quotes[c.id]) for c in case.where(Concern))
    assert found == wanted


def test_links_are_those_of_the_fact_table(case: Store, facts: dict[str, list[dict[str, str]]]) -> None:
    events = {f["id"]: f["title"] for f in facts["events"]}
    titles = {e.id: e.title for e in case.where(Event)}
    wanted = Counter((events[f["from_event"]], f["relation"], events[f["to_event"]]) for f in facts["relations"])
    assert Counter((titles[r.from_event], r.kind, titles[r.to_event]) for r in case.where(Relation)) == wanted


def test_disputed_points_keep_every_version_and_note(case: Store, facts: dict[str, list[dict[str, str]]]) -> None:
    claims = case.where(Claim, "place")
    found = sorted(
        (d.question, d.kind, d.note, tuple(c.text for c in claims if c.disputed_point == d.id))
        for d in case.where(DisputedPoint)
    )
    wanted = sorted(
        (f["topic"], f["kind"], f["note"], tuple(f[f"claim_{x}"] for x in "abc" if f[f"claim_{x}"]))
        for f in facts["contradictions"]
    )
    assert found == wanted


def test_every_docket_number_of_the_fact_table_is_there(case: Store, facts: dict[str, list[dict[str, str]]]) -> None:
    wanted = {f["docket_number"] for f in facts["events"] if f["docket_number"]}
    assert {p.docket_number for p in case.where(Proceeding)} == wanted


def test_topics_are_the_tags_of_the_fact_table(case: Store, facts: dict[str, list[dict[str, str]]]) -> None:
    for fact in facts["events"]:
        event = next(e for e in case.where(Event) if e.title == fact["title"])
        assert [t.name for t in case.dossier(event.id).topics] == re.split("; ", fact["tags"])
