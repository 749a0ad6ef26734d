"""status, link and role: what is said is saved in one edit, undone by undo, and what is unclear is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Done = Callable[..., str]
Data = Callable[..., Any]


@pytest.fixture
def event(done: Done, empty: Path) -> str:
    text = "The court stayed it. The court heard it."
    return done(
        "log", "--type", "order", "--title", "A stay", "--source-title", "S", "--source-text", "-", "--tracker", empty,
        stdin=text,
    )  # fmt: skip


@pytest.fixture
def other(done: Done, empty: Path) -> str:
    return done("log", "--type", "memorandum of understanding", "--title", "The agreement", "--tracker", empty)


def test_what_was_said_is_shown_with_its_id_by_which_it_can_be_deleted(
    done: Done, data: Data, empty: Path, event: str, other: str
) -> None:
    made = [
        done("status", event, "--litigation", "stayed", "--as-of", "2025-04-07", "--tracker", empty),
        done("link", event, "cites", other, "--tracker", empty),
        done("role", event, "judge=Ann Bea", "--tracker", empty),
    ]
    shown = done("show", event, "--tracker", empty)
    assert f"  {made[0]}  litigation: stayed as of 7 April 2025\n" in shown
    assert f"  {made[1]}  cites: {other}  The agreement" in shown
    assert f"  {made[2]}  judge: Ann Bea\n" in shown
    for record in made:
        done("delete", record, "--tracker", empty)
    left = data("show", event, "--tracker", empty)
    assert (left["statuses"], left["relations"], left["roles"]) == ([], [], [])


# --- status -------------------------------------------------------------------------------------------------


def test_a_status_is_saved_with_its_day_and_the_words_that_say_so(
    run: Run, done: Done, data: Data, empty: Path, event: str
) -> None:
    source = data("show", event, "--tracker", empty)["citations"][0]["source"]["id"]
    result = run(
        "status", event, "--litigation", "stayed", "--as-of", "late November 2025", "--note", "In part.",
        "--source", source, "--quote", "The court stayed it", "--tracker", empty,
    )  # fmt: skip
    (status,) = data("show", event, "--tracker", empty)["statuses"]
    assert result.stdout.strip() == status["id"]
    assert (status["axis"], status["value"], status["note"]) == ("litigation", "stayed", "In part.")
    assert status["as_of"] == "2025-11~"
    assert [(c["exact"], c["anchor"]) for c in status["citations"]] == [("The court stayed it", "matches")]
    assert "litigation is stayed as of" in result.stderr
    assert data("search", "litigation:stayed", "--tracker", empty)["count"] == 1
    assert done("undo", "--tracker", empty) == "Undone: Add status"
    assert data("show", event, "--tracker", empty)["statuses"] == []


def test_each_axis_takes_its_own_values_in_any_case(data: Data, empty: Path, event: str) -> None:
    said = data("status", event, "--in-effect", "Partially", "--as-of", "2025-04", "--tracker", empty)
    assert said == {"id": said["id"], "event": event, "axis": "in effect", "value": "partially", "as_of": "2025-04"}
    assert data("status", event, "--lifecycle", "final", "--tracker", empty)["axis"] == "lifecycle"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--litigation", "stayed", "--quote", "words that are nowhere", "--source", "{source}"), "not in the text"),
        (("--litigation", "stayed", "--source", "{source}", "--source-title", "T"), "not both"),
        (("--litigation", "stayed", "--as-of", "7/4/25"), "may mean"),
        (("--in-effect", "stayed"), "fully"),
        ((), "Give just one of --lifecycle, --in-effect and --litigation."),
    ],
    ids=str,
)
def test_a_status_that_is_not_clear_is_refused_and_nothing_is_written(
    run: Run, data: Data, empty: Path, event: str, content: Callable[[Path], str], options: tuple[str, ...], said: str
) -> None:
    source = data("show", event, "--tracker", empty)["citations"][0]["source"]["id"]
    before = content(empty)
    refused = run("status", event, *(each.format(source=source) for each in options), "--tracker", empty)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert said in refused.stderr
    assert content(empty) == before


# --- link ---------------------------------------------------------------------------------------------------


def test_events_are_linked_and_undo_takes_the_link_back(
    run: Run, done: Done, data: Data, empty: Path, event: str, other: str
) -> None:
    result = run("link", event, "rules on", other, "--note", "In part.", "--tracker", empty)
    (link,) = data("show", event, "--tracker", empty)["relations"]
    assert result.stdout.strip() == link["id"]
    assert (link["kind"], link["other"], link["outgoing"], link["note"]) == ("rules on", other, True, "In part.")
    assert "“A stay” rules on “The agreement”." in result.stderr
    assert done("undo", "--tracker", empty) == "Undone: Link events"
    assert data("show", event, "--tracker", empty)["relations"] == []


def test_a_link_may_be_said_from_its_other_end(data: Data, empty: Path, event: str, other: str) -> None:
    said = data("link", other, "challenged by", event, "--tracker", empty)
    assert said == {"id": said["id"], "from": event, "kind": "challenges", "to": other}


def test_a_link_that_is_there_or_to_itself_or_to_nothing_is_refused(
    run: Run, empty: Path, event: str, other: str
) -> None:
    assert run("link", event, "challenges", other, "--tracker", empty).exit_code == 0
    for args, said in (
        ((event, "challenges", other), "linked already"),
        ((event, "cites", event), "linked to itself"),
        ((event, "cites", "0000000000001"), "There is no event"),
    ):
        refused = run("link", *args, "--tracker", empty)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert said in refused.stderr


# --- role ---------------------------------------------------------------------------------------------------


def test_a_stakeholder_is_given_a_part_and_undo_takes_both_back(
    run: Run, done: Done, data: Data, empty: Path, event: str
) -> None:
    result = run("role", event, "judge=Ann Bea", "--kind", "court", "--note", "By designation.", "--tracker", empty)
    (role,) = data("show", event, "--tracker", empty)["roles"]
    assert result.stdout.strip() == role["id"]
    assert (role["role"], role["name"], role["note"]) == ("judge", "Ann Bea", "By designation.")
    assert "Ann Bea is judge in “A stay”." in result.stderr
    assert done("undo", "--tracker", empty) == "Undone: Add role"
    assert data("show", event, "--tracker", empty)["roles"] == []


def test_somebody_known_is_found_by_another_name_and_comes_after_those_there(data: Data, case: Path) -> None:
    event = data("search", "type:order", "--tracker", case)["events"][0]["id"]
    said = data("role", event, "amicus=internal revenue service", "--tracker", case)
    assert said["name"] == "IRS"
    assert data("show", event, "--tracker", case)["roles"][-1]["id"] == said["id"]


def test_a_part_that_they_have_or_that_is_not_of_the_form_is_refused(run: Run, empty: Path, event: str) -> None:
    assert run("role", event, "judge=Ann Bea", "--tracker", empty).exit_code == 0
    for text, said in (("judge=Ann Bea", "has this part already"), ("judge", "is not ROLE=NAME")):
        refused = run("role", event, text, "--tracker", empty)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert said in refused.stderr
