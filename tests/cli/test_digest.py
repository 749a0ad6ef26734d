"""digest: what changed since one last looked, which only --mark-seen moves on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tracker.store import Store

Run = Callable[..., Any]


@pytest.fixture
def log(done: Callable[..., str], empty: Path) -> Callable[[str], str]:
    return lambda title: done("log", "--type", "order", "--title", title, "--tracker", empty)


def test_somebody_who_never_looked_is_told_what_to_do(run: Run, empty: Path, log: Run) -> None:
    log("A")
    result = run("digest", "--tracker", empty)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "--mark-seen" in result.stderr
    assert run("digest", "--json", "--tracker", empty).stdout == "null\n"


def test_only_marking_moves_on(done: Callable[..., str], empty: Path, log: Run) -> None:
    done("digest", "--mark-seen", "--tracker", empty)
    log("First")
    assert "First" in done("digest", "--tracker", empty)
    assert "First" in done("digest", "--mark-seen", "--tracker", empty)
    assert "Nothing has changed." in done("digest", "--tracker", empty)
    log("Second")
    said = done("digest", "--tracker", empty)
    assert ("First" in said, "Second" in said) == (False, True)


def test_each_name_has_a_mark_of_its_own(run: Run, done: Callable[..., str], empty: Path, log: Run) -> None:
    done("digest", "--who", "ada", "--mark-seen", "--tracker", empty)
    log("First")
    assert "First" in done("digest", "--who", "ada", "--tracker", empty)
    assert "not marked" in run("digest", "--who", "bob", "--tracker", empty).stderr


def test_a_date_needs_no_mark_and_changes_none(done: Callable[..., str], empty: Path, log: Run) -> None:
    log("First")
    assert "First" in done("digest", "--since", "2000-01-01", "--tracker", empty)
    assert "Nothing" in done("digest", "--since", "2999-01-01", "--text", "--tracker", empty)
    with Store.open(empty, read_only=True) as store:
        assert store.seen() is None


def test_a_file_is_written_and_not_written_over(run: Run, done: Run, empty: Path, log: Run, tmp_path: Path) -> None:
    log("First")
    out = tmp_path / "week.md"
    done("digest", "--since", "2000", "--out", out, "--tracker", empty)
    assert "First" in out.read_text("utf-8")
    out.write_text("mine", "utf-8")
    refused = run("digest", "--since", "2000", "--out", out, "--mark-seen", "--tracker", empty)
    assert (refused.exit_code, out.read_text("utf-8")) == (2, "mine")
    with Store.open(empty, read_only=True) as store:
        assert store.seen() is None  # what was not written was not seen
    done("digest", "--since", "2000", "--out", out, "--overwrite", "--tracker", empty)
    assert "First" in out.read_text("utf-8")


def test_data_has_ids_times_and_sources(data: Run, done: Run, empty: Path) -> None:
    done("log", "--type", "order", "--title", "First", "--source-url", "https://example.org/a", "--tracker", empty)
    found = data("digest", "--since", "2000", "--tracker", empty)
    (group,) = found["groups"]
    assert (group["title"], len(group["id"]), found["counts"]) == ("First", 13, {"added": 2})
    assert group["lines"][1]["sources"][0]["url"] == "https://example.org/a"
