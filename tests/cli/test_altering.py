"""edit, delete, undo, redo: what changes is what was asked for, and every step goes back and forth."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tracker.records import Event, Relation, Source
from tracker.store import Store


@pytest.fixture
def event(done: Callable[..., str], empty: Path) -> str:
    return done(
        "log", "--type", "order", "--title", "An order", "--date", "2025-04-07", "--topic", "a",
        "--source-title", "S", "--tracker", empty,
    )  # fmt: skip


def test_edit_changes_what_is_given_and_nothing_else(
    done: Callable[..., str], data: Callable[..., Any], empty: Path, event: str
) -> None:
    before = data("show", event, "--tracker", empty)
    done("edit", event, "--title", "Another", "--date", "May 2025", "--basis", "filed", "--tracker", empty)
    after = data("show", event, "--tracker", empty)
    changed = {"title": "Another", "date": "2025-05", "date_min": "2025-05-01", "date_max": "2025-05-31"}
    assert after == before | changed | {"date_basis": "filed", "modified": after["modified"]}


@pytest.mark.parametrize(
    ("args", "field", "value"),
    [
        (["--type", "opinion"], "type", "opinion"),
        (["--date", ""], "date", ""),
        (["--day-order", "2"], "day_order", 2),
        (["--summary", "Said."], "summary", "Said."),
        (["--evidence", "single report"], "evidence", "single report"),
        (["--noteworthy"], "noteworthy", True),
        (["--topic", "b", "--topic", "a"], "topics", ["b", "a"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_each_field_can_be_changed_in_one_edit(
    done: Callable[..., str], data: Callable[..., Any], empty: Path, event: str, args: list[str], field: str, value: Any
) -> None:
    before = data("show", event, "--tracker", empty)
    done("edit", event, *args, "--tracker", empty)
    assert data("show", event, "--tracker", empty)[field] == value
    done("undo", "--tracker", empty)
    assert data("show", event, "--tracker", empty) == before


def test_a_field_can_be_emptied_again(
    done: Callable[..., str], data: Callable[..., Any], empty: Path, event: str
) -> None:
    done("edit", event, "--basis", "filed", "--evidence", "single report", "--noteworthy", "--tracker", empty)
    done("edit", event, "--basis", "", "--evidence", "", "--not-noteworthy", "--tracker", empty)
    shown = data("show", event, "--tracker", empty)
    assert (shown["date_basis"], shown["evidence"], shown["noteworthy"]) == ("", "", False)


def test_a_review_is_noted(done: Callable[..., str], data: Callable[..., Any], empty: Path, event: str) -> None:
    assert data("search", "is:reviewed", "--tracker", empty)["count"] == 0
    done("edit", event, "--reviewed", "--tracker", empty)
    assert data("search", "is:reviewed", "--tracker", empty)["count"] == 1


@pytest.mark.parametrize(
    "args",
    [["--title", ""], ["--date", "7/4/25"], ["--date", "2025-13"], ["--basis", "guessed"], ["--summary", "\x00"]],
)
def test_what_may_not_be_is_refused_and_nothing_changes(
    run: Callable[..., Any], content: Callable[[Path], str], empty: Path, event: str, args: list[str]
) -> None:
    before = content(empty)
    assert run("edit", event, *args, "--tracker", empty).exit_code == 2
    assert content(empty) == before


# --- delete -------------------------------------------------------------------------------------------------


def test_delete_says_what_went_and_how_to_have_it_back(
    run: Callable[..., Any], content: Callable[[Path], str], empty: Path, event: str
) -> None:
    before = content(empty)
    result = run("delete", event, "--tracker", empty)
    assert result.exit_code == 0
    assert "this event and 2 records" in result.stderr
    assert "policy-tracker undo" in result.stderr
    with Store.open(empty, read_only=True) as store:
        assert (store.count(Event), store.count(Source)) == (0, 1)
    assert run("undo", "--tracker", empty).exit_code == 0
    assert content(empty) == before


def test_another_record_is_deleted_by_its_id(data: Callable[..., Any], case: Path) -> None:
    found = data("search", "is:noteworthy type:report", "--tracker", case)["events"][0]["id"]
    shown = data("show", found, "--tracker", case)
    concern, relation = shown["concerns"][0]["id"], shown["relations"][0]["id"]
    assert data("delete", concern, "--tracker", case) == {"id": concern, "table": "concern", "removed": 2}
    assert data("delete", relation, "--tracker", case)["table"] == "relation"
    assert len(data("show", found, "--tracker", case)["concerns"]) == len(shown["concerns"]) - 1
    with Store.open(case, read_only=True) as store:
        assert store.count(Relation) == 68


def test_a_source_that_is_cited_stays_unless_its_citations_go_too(
    run: Callable[..., Any], data: Callable[..., Any], empty: Path, event: str
) -> None:
    source = data("show", event, "--tracker", empty)["citations"][0]["source"]["id"]
    refused = run("delete", source, "--tracker", empty)
    assert (refused.exit_code, "still named by" in refused.stderr) == (2, True)
    assert data("delete", source, "--with-references", "--tracker", empty)["removed"] == 2
    assert data("show", event, "--tracker", empty)["citations"] == []


def test_what_is_not_there_cannot_be_deleted(run: Callable[..., Any], empty: Path, event: str) -> None:
    for wrong in ("x", "0000000000001"):
        result = run("delete", wrong, "--tracker", empty)
        assert (result.exit_code, "There is no event" in result.stderr) == (2, True)


# --- undo and redo ------------------------------------------------------------------------------------------


def work(done: Callable[..., str], path: Path) -> None:
    """Log, annotate, edit, link and delete as somebody at work would."""
    on = ("--tracker", path)
    first = done("log", "--type", "order", "--title", "First", "--role", "issuer=IRS", "--topic", "t", *on)
    second = done("log", "--type", "report", "--title", "Second", "--source-title", "S", "--quote", "words", *on)
    done("annotate", first, "--stakeholder", "IRS", "--theme", "privacy", "--source-title", "T", *on)
    done("annotate", second, "--stakeholder", "New", "--theme", "due process", "--position", "opposes", *on)
    done("edit", first, "--title", "First, corrected", "--date", "2025-04~", *on)
    done("edit", second, "--topic", "t", "--topic", "u", *on)
    done("delete", second, *on)


@pytest.mark.parametrize("of_case", [False, True], ids=["an empty tracker", "the example case"])
def test_undo_until_nothing_is_left_gives_back_the_first_content_and_redo_the_last(
    run: Callable[..., Any],
    done: Callable[..., str],
    content: Callable[[Path], str],
    empty: Path,
    case: Path,
    of_case: bool,
) -> None:
    """Each command opens the file anew, so undo and redo here survive a restart every time."""
    path = case if of_case else empty
    seen = [content(path)]
    work(done, path)
    last = content(path)
    undone = []
    while (result := run("undo", "--tracker", path)).exit_code == 0:
        undone.append(result.stdout)
        seen.append(content(path))
    assert result.exit_code == 2
    assert "nothing to undo" in result.stderr
    assert undone[0] == "Undone: Delete event\n"
    assert undone[-1] == "Undone: Log development\n"
    assert len(undone) == 7
    assert content(path) == seen[0]
    while (result := run("redo", "--tracker", path)).exit_code == 0:
        pass
    assert "nothing to redo" in result.stderr
    assert content(path) == last
    assert run("check", "--tracker", path).exit_code == 0


def test_an_edit_in_the_middle_is_taken_back_by_its_id(
    run: Callable[..., Any], done: Callable[..., str], data: Callable[..., Any], empty: Path
) -> None:
    first = done("log", "--type", "order", "--title", "First", "--tracker", empty)
    done("log", "--type", "order", "--title", "Second", "--tracker", empty)
    older = data("history", first, "--tracker", empty)["edits"][0]["edit"]
    undone = data("undo", "--edit", older, "--tracker", empty)
    assert undone == {"undone": "Log development", "edit": older, "records": 1}
    assert [e["title"] for e in data("search", "--tracker", empty)["events"]] == ["Second"]
    assert data("redo", "--tracker", empty)["redone"] == "Log development"
    assert data("search", "--tracker", empty)["count"] == 2


def test_it_is_refused_when_a_later_edit_stands_in_its_way(
    run: Callable[..., Any],
    data: Callable[..., Any],
    done: Callable[..., str],
    content: Callable[[Path], str],
    empty: Path,
) -> None:
    event = done("log", "--type", "order", "--title", "First", "--tracker", empty)
    logged = data("history", "--tracker", empty)["edits"][0]["edit"]
    done("edit", event, "--title", "Second", "--tracker", empty)
    before = content(empty)
    result = run("undo", "--edit", logged, "--tracker", empty)
    assert result.exit_code == 2
    assert "Edit event" in result.stderr
    assert content(empty) == before


@pytest.mark.parametrize("wrong", ["x", "0000000000001"])
def test_an_edit_that_never_was_is_refused(run: Callable[..., Any], empty: Path, event: str, wrong: str) -> None:
    assert run("undo", "--edit", wrong, "--tracker", empty).exit_code == 2


def test_all_that_a_search_finds_is_changed_in_one_edit(
    done: Callable[..., str], data: Callable[..., Any], case: Path, content: Callable[[Path], str]
) -> None:
    before = content(case)
    found = data("search", "type:complaint", "--tracker", case)["count"]
    wanted = ["--type", "brief", "--add-topic", "courts", "--reviewed", "--noteworthy"]
    done("edit", "--search", "type:complaint", *wanted, "--tracker", case)
    again = data("search", "type:brief topic:courts is:reviewed is:noteworthy", "--tracker", case)["count"]
    assert again == found > 0
    done("undo", "--tracker", case)
    assert content(case) == before


def test_more_than_a_hundred_are_changed_only_when_agreed_to(run: Callable[..., Any], empty: Path) -> None:
    with Store.open(empty) as store, store.edit("Log") as edit:
        edit.add_all([Event(title=str(n), type="order") for n in range(101)])
    refused = run("edit", "--search", "type:order", "--type", "brief", "--tracker", empty)
    assert (refused.exit_code, "101" in refused.stderr) == (2, True)
    assert run("edit", "--search", "type:order", "--type", "brief", "--yes", "--tracker", empty).exit_code == 0
    with Store.open(empty, read_only=True) as store:
        assert {e.type for e in store.where(Event)} == {"brief"}


@pytest.mark.parametrize(
    "args",
    [
        ["--type", "brief"],
        ["37rwx0b80008f", "--search", "type:order", "--type", "brief"],
        ["--search", "type:order"],
        ["--search", "type:order", "--title", "One for all"],
        ["--search", "type:order", "--topic", "instead"],
    ],
)
def test_what_cannot_be_done_to_several_is_a_wrong_call(run: Callable[..., Any], empty: Path, args: list[str]) -> None:
    assert run("edit", *args, "--tracker", empty).exit_code == 2


def test_topics_of_one_event_come_and_go(
    done: Callable[..., str], data: Callable[..., Any], empty: Path, event: str
) -> None:
    done("edit", event, "--add-topic", "b", "--remove-topic", "A", "--tracker", empty)
    assert data("show", event, "--tracker", empty)["topics"] == ["b"]


def test_what_was_edited_is_told_as_data(data: Callable[..., Any], done: Callable[..., str], case: Path) -> None:
    event = data("search", "type:order", "--tracker", case)["events"][0]["id"]
    assert data("edit", event, "--date", "April 2025", "--tracker", case)["date"] == "2025-04"
    found = data("edit", "--search", "type:order", "--noteworthy", "--tracker", case)
    assert found["changed"] <= found["found"]
    copy = data("backup", "--tracker", case)["backup"]
    assert data("check", "--tracker", copy)["sound"]
    new = data("new", case.with_name("new.tracker"))["tracker"]
    assert done("check", "--tracker", new).endswith("is sound.")


def test_all_that_is_given_is_one_edit_or_none(
    done: Callable[..., str], data: Callable[..., Any], run: Callable[..., Any], empty: Path, event: str
) -> None:
    before = data("show", event, "--tracker", empty)
    for wrong in (["--topic", " "], ["--add-topic", "b", "--remove-topic", "b"], ["--topic", "b", "--add-topic", " "]):
        assert run("edit", event, "--title", "Other", "--reviewed", *wrong, "--tracker", empty).exit_code == 2
        assert data("show", event, "--tracker", empty) == before
    done("edit", event, "--title", "Other", "--topic", "b", "--add-topic", "c", "--reviewed", "--tracker", empty)
    after = data("show", event, "--tracker", empty)
    assert (after["title"], after["topics"], bool(after["reviewed"])) == ("Other", ["b", "c"], True)
    assert after["modified"] > before["modified"]
    assert done("undo", "--tracker", empty) == "Undone: Edit event"
    assert data("show", event, "--tracker", empty) == before
