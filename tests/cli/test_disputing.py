"""Disputed points on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tracker.records import Citation
from tracker.store import Store

MEMORANDUM = "37rwx0b80008f"


def test_all_27_of_the_example_case_are_listed_with_their_versions(data: Callable[..., Any], case: Path) -> None:
    found = data("points", "list", "--tracker", case)
    assert found["count"] == len(found["points"]) == 27
    for point in found["points"]:
        assert not point["settled"]
        assert len(point["versions"]) >= 2
        assert all(v["text"] and v["citations"] for v in point["versions"])
    of_one = data("points", "list", "--event", MEMORANDUM, "--tracker", case)["points"]
    assert [p["question"] for p in of_one] == [
        "Meaning of the 90 days", "Who can be the subject of a request", "How IRS veterans received the agreement",
    ]  # fmt: skip


def test_a_list_numbers_the_versions_and_says_who_gives_them(done: Callable[..., str], case: Path) -> None:
    text = done("points", "list", "--event", MEMORANDUM, "--tracker", case)
    assert "Meaning of the 90 days (scope, open)" in text
    assert "    1. People who stayed more than 90 days after a final removal order" in text
    assert "Policy Tracker (example case), 2026-07-01 (context)" in text


def test_a_point_is_settled_and_opened_again(
    data: Callable[..., Any], done: Callable[..., str], run: Callable[..., Any], case: Path
) -> None:
    point = data("points", "list", "--event", MEMORANDUM, "--tracker", case)["points"][0]["id"]
    settle = ("points", "settle", point, "--tracker", case, "--version")
    done(*settle, 1, "--reason", "Most say so.", "--on", "12 January 2026")
    assert data("points", "list", "--settled", "--tracker", case)["points"][0]["settled_on"] == "2026-01-12"
    assert "✓ 1. People who stayed" in done("points", "list", "--settled", "--tracker", case)
    assert data("search", "disputed:settled", "--tracker", case)["count"] == 1
    assert data("points", "list", "--open", "--tracker", case)["count"] == 26
    refused = run(*settle, 3, "--reason", "No.")
    assert refused.exit_code == 2
    assert "versions 1 to 2" in refused.stderr
    assert run(*settle, 1, "--reason", " ").exit_code == 2
    done("points", "reopen", point, "--tracker", case)
    assert data("points", "list", "--open", "--tracker", case)["count"] == 27


def test_a_point_is_added_with_its_sides(data: Callable[..., Any], done: Callable[..., str], case: Path) -> None:
    with Store.open(case, read_only=True) as store:
        cited = store.dossier(store.find(f"id:{MEMORANDUM}")[0]).citations
        by_id = next(c.source for c in cited if c.source.url)
    from tracker.records import id_text

    made = data(
        "points", "add", MEMORANDUM, "--question", "How many pages?", "--kind", "number",
        "--side", "15", by_id.url, "--side", "16", "-", "--tracker", case,
    )  # fmt: skip
    done("points", "add-version", made["id"], "17", "--source", id_text(by_id.id), "--tracker", case)
    point = next(p for p in data("points", "list", "--tracker", case)["points"] if p["id"] == made["id"])
    assert [(v["text"], len(v["citations"])) for v in point["versions"]] == [("15", 1), ("16", 0), ("17", 1)]


def test_citations_that_disagree_become_a_point(data: Callable[..., Any], case: Path) -> None:
    from tracker.records import id_text

    with Store.open(case, read_only=True) as store:
        memorandum = store.find(f"id:{MEMORANDUM}")[0]
        quoted = [c for c in store.where(Citation, event=memorandum) if c.exact]
    ids = [piece for c in quoted[:2] for piece in ("--citation", id_text(c.id))]
    made = data("points", "add", MEMORANDUM, "--question", "What is it?", *ids, "--tracker", case)
    point = next(p for p in data("points", "list", "--tracker", case)["points"] if p["id"] == made["id"])
    assert [v["text"] for v in point["versions"]] == [c.exact for c in quoted[:2]]


def test_what_cannot_be_a_point_is_refused(run: Callable[..., Any], content: Callable[[Path], str], case: Path) -> None:
    before = content(case)
    for extra in (
        ["--side", "15", "-"],
        [],
        ["--side", "15", "https://nowhere.example/", "--side", "16", "-"],
        ["--side", "15", "no id", "--side", "16", "-"],
    ):
        assert run("points", "add", MEMORANDUM, "--question", "Q", *extra, "--tracker", case).exit_code == 2
    assert content(case) == before
