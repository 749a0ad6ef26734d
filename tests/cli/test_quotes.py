"""Quotes from the command line: checked, listed, confirmed."""

from __future__ import annotations

import pytest

from tracker.cli.quotes import marked
from tracker.operations.annotate import ConcernDraft, add_concern, cite
from tracker.operations.log import CitationDraft, EventDraft, log_event
from tracker.operations.source_text import correct_text
from tracker.records import Citation, Source, id_text
from tracker.store import Store

TEXT = "The office announced the agreement. Two officials said that the list is kept for ninety days. A judge asked."


@pytest.fixture
def case(tmp_path):
    """A tracker in which one quote stands, one has changed, one is gone and one has no text; gives its path."""
    path = tmp_path / "case.tracker"
    with Store.create(path) as store:
        event = log_event(store, EventDraft(title="Agreement", type="order", date="2025-04-07")).id
        other = log_event(store, EventDraft(title="Ruling", type="order", date="2025-05")).id
        with store.edit("Source") as edit:
            story = edit.add(Source(kind="webpage", title="Story", text=TEXT))
            bare = edit.add(Source(kind="webpage", title="Bare"))
        draft = CitationDraft(source=story.id, quote="the list is kept for ninety days")
        add_concern(
            store, event, ConcernDraft(stakeholder="Union", theme="privacy", position="opposes", citation=draft)
        )
        cite(store, CitationDraft(source=story.id, quote="A judge asked"), event=event)
        cite(store, CitationDraft(source=story.id, quote="The office announced"), event=other)
        cite(store, CitationDraft(source=bare.id, quote="some words"), event=other)
        correct_text(store, story, TEXT.replace("ninety", "thirty").replace("The office announced the agreement. ", ""))
    return path


def of(path, exact):
    with Store.open(path, read_only=True) as store:
        return store.where(Citation, exact=exact)[0]


def test_check_says_how_quotes_stand_and_fails_if_some_are_to_be_looked_at(run, case):
    result = run("quotes", "check", "--tracker", case)
    assert result.exit_code == 1
    assert "the list is kept for [-ninety-]{+thirty+} days" in result.stdout
    assert "“The office announced”" in result.stdout
    assert "supports: Union, privacy: opposes – Agreement (2025-04-07)" in result.stdout
    assert "“A judge asked”" not in result.stdout
    assert result.stdout.endswith("4 quotes: 1 matches, 1 moved, 1 orphaned, 1 no text kept\n")


def test_check_has_nothing_to_say_of_quotes_that_stand(done, finished_case, tmp_path):
    import shutil

    path = shutil.copy(finished_case, tmp_path / "case.tracker")
    assert "moved" not in done("quotes", "check", "--tracker", path)


def test_check_brings_states_up_to_date_and_a_preview_does_not(run, done, case):
    citation = of(case, "A judge asked")
    with Store.open(case) as store, store.edit("By another program") as edit:
        edit.change(citation, start=2, end=9)
    assert run("quotes", "check", "--preview", "--tracker", case).exit_code == 1
    assert of(case, "A judge asked").start == 2
    result = run("quotes", "check", "--tracker", case)
    assert "The state of 1 quote was brought up to date" in result.stderr
    assert of(case, "A judge asked") == citation


def test_check_and_list_can_be_narrowed_by_a_search(run, data, case):
    assert run("quotes", "check", "--search", "Ruling", "--tracker", case).stdout.endswith(
        "2 quotes: 1 orphaned, 1 no text kept\n"
    )
    found = data("quotes", "list", "--search", "concern:privacy", "--tracker", case)
    assert {quote["event_title"] for quote in found["quotes"]} == {"Agreement"}


def test_check_and_list_speak_json(run, data, case):
    import json

    checked = json.loads(run("quotes", "check", "--json", "--tracker", case).stdout)
    assert checked["states"] == {"matches": 1, "moved": 1, "orphaned": 1, "no text kept": 1}
    moved = next(quote for quote in checked["to_look_at"] if quote["state"] == "moved")
    assert moved["words_now"] == "the list is kept for thirty days"
    assert moved["citation"] == id_text(of(case, "the list is kept for ninety days").id)
    (listed,) = data("quotes", "list", "--state", "moved", "--tracker", case)["quotes"]
    assert (listed["exact"], listed["words_now"]) == (moved["exact"], moved["words_now"])


def test_confirm_quotes_the_words_that_stand_there_now(run, done, case):
    citation = of(case, "the list is kept for ninety days")
    assert "thirty days" in done("quotes", "confirm", id_text(citation.id), "--tracker", case)
    assert of(case, "the list is kept for thirty days").anchor == "matches"
    refused = run("quotes", "confirm", id_text(citation.id), "--tracker", case)
    assert refused.exit_code == 2
    assert "whose words have changed" in refused.stderr


def test_differences_are_marked_without_colour():
    assert marked("may share", "shall share") == "[-may-]{+shall+} share"
    assert marked("\x1b[2J", "") == "[-\\x1b[2J-]"


def test_quotes_go_to_a_file_of_annotations_and_come_back(done, data, case, tmp_path):
    file = tmp_path / "quotes.jsonld"
    assert done("quotes", "export", file, "--tracker", case).endswith("4 quotes")
    assert data("quotes", "import", file, "--preview", "--tracker", case)["unchanged"] == 4
    with Store.open(case) as store, store.edit("Delete") as edit:
        edit.remove(store.where(Citation, exact="A judge asked")[0])
    assert "Added: quotes 1, sources 0, inbox 0." in done("quotes", "import", file, "--tracker", case)
    assert of(case, "A judge asked").anchor == "matches"


def test_a_bad_annotation_fails_a_preview_and_is_refused(run, case, tmp_path):
    file = tmp_path / "bad.jsonld"
    file.write_text('[{"target": "https://example.org/"}, 7]')
    previewed = run("quotes", "import", file, "--preview", "--tracker", case)
    assert previewed.exit_code == 1
    assert "bad.jsonld, annotation 2" in previewed.stderr
    assert run("quotes", "import", file, "--tracker", case).exit_code == 2
