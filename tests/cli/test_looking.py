"""search, show, history: what they print for people and for programs, and that they change nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tracker import query
from tracker.cli.options import visible
from tracker.records import Event, id_text
from tracker.store import Store


def test_search_finds_what_the_store_finds_in_its_order(data: Callable[..., Any], case: Path) -> None:
    text = "concern:privacy after:2025-03 position:opposes"
    with Store.open(case, read_only=True) as store:
        wanted = [id_text(n) for n in store.find(text, "title")]
    found = data("search", text, "--order", "title", "--tracker", case)
    assert [e["id"] for e in found["events"]] == wanted
    assert found["count"] == len(wanted) == 8
    assert (found["search"], found["order"]) == (text, "title")


def test_each_event_in_json_has_what_a_list_shows(data: Callable[..., Any], case: Path) -> None:
    (event,) = data("search", 'type:"memorandum of understanding"', "--tracker", case)["events"]
    assert event == {
        "id": event["id"],
        "title": "Treasury and DHS Secretaries sign the IRS-ICE taxpayer-data MOU",
        "type": "memorandum of understanding",
        "date": "2025-04-07",
        "date_min": "2025-04-07",
        "date_max": "2025-04-07",
        "evidence": "official document",
        "noteworthy": True,
        "modified": "2026-07-01T09:00:00.000Z",
        "reviewed": "",
        "sources": 9,
        "concerns": 15,
        "position": "opposes",
        "disputed": True,
    }


def test_words_may_be_given_one_by_one_or_in_one(data: Callable[..., Any], case: Path) -> None:
    apart = data("search", "concern:privacy", "after:2025-03", "--tracker", case)
    assert apart == data("search", "concern:privacy after:2025-03", "--tracker", case)
    assert apart["events"] == data("search", "--search", "concern:privacy after:2025-03", "--tracker", case)["events"]


def test_the_chain_of_an_event_is_a_search(data: Callable[..., Any], case: Path) -> None:
    (suit,) = data("search", '"Two Illinois worker groups sue"', "--tracker", case)["events"]
    found = data("search", f"chain:{suit['id']}", "--tracker", case)
    assert found["count"] == 4
    assert found["events"][0]["title"].startswith("DHS memo asks IRS")


def test_a_term_that_begins_with_a_minus_is_no_option(data: Callable[..., Any], case: Path) -> None:
    assert data("search", "-type:complaint", "--tracker", case)["count"] == 45
    assert (
        data("search", "-is:noteworthy", "-is:disputed", "--tracker", case)["search"] == "-is:noteworthy -is:disputed"
    )


def test_a_limit_shortens_the_list_and_not_the_count(data: Callable[..., Any], case: Path) -> None:
    found = data("search", "--limit", "3", "--order", "date-desc", "--tracker", case)
    assert (found["count"], len(found["events"])) == (49, 3)
    assert found["events"][0]["date"] == "2026-06-08"
    assert data("search", "--limit", "0", "--tracker", case)["events"] == []


def test_nothing_found_is_an_answer_and_no_error(run: Callable[..., Any], data: Callable[..., Any], case: Path) -> None:
    result = run("search", "nosuchword", "--tracker", case)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("0 events")
    assert data("search", "nosuchword", "--tracker", case)["events"] == []


def test_the_list_for_people_is_one_aligned_line_an_event(run: Callable[..., Any], case: Path) -> None:
    result = run("search", "is:disputed", "--tracker", case)
    lines = result.stdout.splitlines()
    assert len(lines) == 21
    assert "7 Apr 2025" in lines[4]
    assert "*≠  Treasury and DHS Secretaries sign" in lines[4]
    column = lines[4].index("Treasury and DHS Secretaries sign")
    assert {(line[column - 2 : column], line[column].isspace()) for line in lines} == {("  ", False)}
    assert result.stderr.startswith("21 events")


def test_an_undated_event_and_one_with_a_wild_title_each_take_one_line(
    done: Callable[..., str], run: Callable[..., Any], empty: Path
) -> None:
    done("log", "--type", "order", "--title", "two\nlines \x1b[31mred\u202e", "--tracker", empty)
    (line,) = run("search", "--tracker", empty).stdout.splitlines()
    assert "no date" in line
    assert "two lines \\x1b[31mred\\u202e" in line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – é", "plain – é"),
        ("a\tb\nc", "a\tb\nc"),
        ("\x1b]0;x\x07", "\\x1b]0;x\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u00a0b\u2028", "a\u00a0b\u2028"),
        ("\u202eevil", "\\u202eevil"),
        ("\r", "\\r"),
    ],
)
def test_what_could_move_the_cursor_is_spelt_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_an_unknown_order_is_refused_and_the_known_ones_listed(run: Callable[..., Any], case: Path) -> None:
    result = run("search", "--order", "colour", "--tracker", case)
    assert result.exit_code == 2
    assert "date-desc" in result.stderr


def test_every_order_that_the_help_names_is_known(
    run: Callable[..., Any], done: Callable[..., str], case: Path
) -> None:
    for order in ("date", "title", "type", "modified", "added", "sources", "concerns"):
        assert order in done("search", "--help")
        for name in (order, f"{order}-desc"):
            assert run("search", "--order", name, "--limit", "1", "--tracker", case).exit_code == 0, name


def test_the_fields_of_the_language_are_listed_without_a_tracker(done: Callable[..., str]) -> None:
    text = done("search", "--fields")
    for spec in query.FIELDS:
        assert f"{spec.name}:" in text
        assert spec.example in text


# --- show ---------------------------------------------------------------------------------------------------


@pytest.fixture
def memorandum(data: Callable[..., Any], case: Path) -> str:
    found: str = data("search", 'type:"memorandum of understanding"', "--tracker", case)["events"][0]["id"]
    return found


def test_show_tells_everything_about_an_event(done: Callable[..., str], case: Path, memorandum: str) -> None:
    text = done("show", memorandum, "--tracker", case)
    for piece in (
        "Treasury and DHS Secretaries sign the IRS-ICE taxpayer-data MOU",
        "Memorandum of understanding · 7 April 2025 · signed · official document · noteworthy",
        "litigation: enjoined as of 5 February 2026",
        "signatory: Kristi Noem",
        "26 U.S.C. § 6103(i)(2) (relied on)",
        "MOU; address sharing; 90 days",
        "Sources (9)",
        "IRS and DHS partnership targets deportable immigrants — about April 2025",
        "Concerns (15)",
        "Veteran IRS officials: reservations (statutory scope, anonymous group)",
        "“discourages tax compliance” (no text kept to check it against)",
        "challenged by: ",
        "supersedes: ",
        "Disputed points (3)",
        "Meaning of the 90 days (The first reading is the majority one",
        "- People ordered removed within the past 90 days",
    ):
        assert piece in text, piece
    assert "no date" not in text


def test_show_in_json_is_the_whole_of_the_dossier(data: Callable[..., Any], case: Path, memorandum: str) -> None:
    shown = data("show", memorandum, "--tracker", case)
    with Store.open(case, read_only=True) as store:
        dossier = store.dossier(store.by_text_id(Event, memorandum).id)
    assert shown["id"] == memorandum
    assert shown["summary"] == dossier.event.summary
    for part in ("citations", "roles", "concerns", "statuses", "relations", "disputed", "proceedings", "authorities"):
        assert len(shown[part]) == len(getattr(dossier, part)), part
    assert shown["topics"] == ["MOU", "address sharing", "90 days"]
    concern = shown["concerns"][0]
    assert concern["event"] == memorandum
    assert concern["name"] == "Veteran IRS officials"
    assert concern["citations"][0]["source"]["title"] == "IRS and DHS partnership targets deportable immigrants"
    assert shown["disputed"][0]["chosen"] is None
    assert {r["outgoing"] for r in shown["relations"]} == {True, False}


@pytest.mark.parametrize("wrong", ["x", "0000000000001", "not an id at all", "zzzzzzzzzzzzz"])
def test_an_id_of_nothing_is_refused_with_what_to_do(run: Callable[..., Any], case: Path, wrong: str) -> None:
    for command in ("show", "history"):
        result = run(command, wrong, "--tracker", case)
        assert result.exit_code == 2, command
        assert "“search” lists ids" in result.stderr


def test_an_id_is_read_whatever_its_case(data: Callable[..., Any], case: Path, memorandum: str) -> None:
    assert data("show", memorandum.upper(), "--tracker", case)["id"] == memorandum


# --- history ------------------------------------------------------------------------------------------------


@pytest.fixture
def edited(done: Callable[..., str], empty: Path) -> str:
    """An event that was logged, annotated, edited and deleted."""
    event = done("log", "--type", "order", "--title", "Before", "--role", "issuer=IRS", "--tracker", empty)
    done("annotate", event, "--stakeholder", "ICE", "--theme", "privacy", "--source-title", "S", "--tracker", empty)
    done("edit", event, "--title", "After", "--date", "2025", "--tracker", empty)
    done("delete", event, "--tracker", empty)
    return event


def test_history_tells_each_edit_newest_first(data: Callable[..., Any], edited: str, empty: Path) -> None:
    edits = data("history", "--tracker", empty)["edits"]
    assert [e["label"] for e in edits] == ["Delete event", "Edit event", "Add concern", "Log development"]
    assert len({e["edit"] for e in edits}) == 4
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", e["at"]) for e in edits)
    (change,) = edits[1]["changes"]
    assert (change["what"], change["table"], change["id"]) == ("changed", "event", edited)
    assert (change["before"]["title"], change["after"]["title"]) == ("Before", "After")


def test_the_history_of_an_event_has_what_belonged_to_it_even_when_it_is_gone(
    data: Callable[..., Any], edited: str, empty: Path
) -> None:
    edits = data("history", edited, "--tracker", empty)["edits"]
    assert [e["label"] for e in edits] == ["Delete event", "Edit event", "Add concern", "Log development"]
    assert {c["table"] for c in edits[2]["changes"]} == {"concern", "citation"}
    assert {c["table"] for c in edits[3]["changes"]} == {"event", "role"}
    assert {c["what"] for c in edits[0]["changes"]} == {"removed"}


def test_history_for_people_says_which_field_went_from_what_to_what(
    done: Callable[..., str], edited: str, empty: Path
) -> None:
    text = done("history", edited, "--tracker", empty)
    assert f"event {edited}: title “Before” → “After”" in text
    assert f"event {edited}: date “” → “2025”" in text
    assert "modified" not in text
    assert f"removed event {edited}  After" in text


def test_an_undo_is_told_as_one(done: Callable[..., str], edited: str, empty: Path) -> None:
    done("undo", "--tracker", empty)
    assert "Undo: Delete event" in done("history", "--limit", "1", "--tracker", empty)


def test_a_limit_keeps_the_newest(data: Callable[..., Any], edited: str, empty: Path) -> None:
    assert [e["label"] for e in data("history", "--limit", "2", "--tracker", empty)["edits"]] == [
        "Delete event",
        "Edit event",
    ]
    assert len(data("history", edited, "--limit", "1", "--tracker", empty)["edits"]) == 1


def test_a_large_edit_is_told_shortly(done: Callable[..., str], case: Path) -> None:
    text = done("history", "--tracker", case)
    assert "Example case" in text
    assert re.search(r"and [\d,]+ more", text)
    assert len(text.splitlines()) < 30


@pytest.mark.parametrize("args", [["search", "privacy"], ["history"], ["check"], ["search", "--fields"]], ids=" ".join)
def test_looking_changes_not_one_byte_and_leaves_nothing_behind(
    run: Callable[..., Any], case: Path, args: list[str]
) -> None:
    before, beside = case.read_bytes(), sorted(case.parent.iterdir())
    assert run(*args, "--tracker", case).exit_code == 0
    assert case.read_bytes() == before
    assert sorted(case.parent.iterdir()) == beside
