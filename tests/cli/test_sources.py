"""Sources on the command line: lists, what is kept of one, its text and its bytes as they came."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tracker.records import Source, id_text
from tracker.store import Store

Run = Callable[..., Result]
Data = Callable[..., Any]
Done = Callable[..., str]

TEXT = "A title\r\nThe café closed.\u2028Nobody knew\u00a0why.\n\n"


@pytest.fixture
def kept(empty: Path) -> str:
    """The id of a source with a text and a snapshot, which nothing cites."""
    with Store.open(empty) as store, store.edit("Add source") as edit:
        sha256 = store.keep_blob(b"<p>bytes \xff", "text/html")
        source = edit.add(
            Source(kind="webpage", title="The café", text=TEXT, sha256=sha256, media_type="text/html", number="LSB1")
        )
        edit.add(Source(kind="report", title="Another", publisher="The Ledger", url="https://example.org/a"))
    return id_text(source.id)


def test_all_sources_are_listed_with_what_is_kept_and_cited(data: Data, case: Path) -> None:
    listed = data("sources", "--tracker", case)["sources"]
    with Store.open(case, read_only=True) as store:
        assert len(listed) == len(store.where(Source))
    notes = [row for row in listed if row["text"]]
    assert notes
    assert all(row["quotes"].get("no text kept", 0) == 0 for row in notes)
    assert sum(row["citations"] for row in listed) > 150


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        ((), ["Another", "The café"]),
        (("--words", "CAFE"), ["The café"]),
        (("--words", "ledger example.org"), ["Another"]),
        (("--words", "lsb1"), ["The café"]),
        (("--in-text", "cafe closed"), ["The café"]),
        (("--lacking", "text"), ["Another"]),
        (("--lacking", "snapshot"), ["Another"]),
        (("--lacking", "citations"), ["Another", "The café"]),
        (("--words", "nothing"), []),
    ],
)
def test_sources_are_searched(data: Data, empty: Path, kept: str, options: tuple[str, ...], titles: list[str]) -> None:
    assert [row["title"] for row in data("sources", *options, "--tracker", empty)["sources"]] == titles


def test_sources_of_a_search_for_events(data: Data, done: Done, case: Path) -> None:
    all_of_them = data("sources", "--tracker", case)["sources"]
    found = data("sources", "--search", "type:hearing", "--tracker", case)["sources"]
    assert 0 < len(found) < len(all_of_them)
    assert all(row["events"] for row in found)


def test_people_see_a_line_each(run: Run, empty: Path, kept: str) -> None:
    shown = run("sources", "--tracker", empty)
    assert f"{kept}  text  snapshot    0 cited  The café" in shown.stdout
    assert shown.stderr == "2 sources\n"


def test_a_source_is_shown_with_what_cites_it(data: Data, done: Done, case: Path) -> None:
    listed = data("sources", "--tracker", case)["sources"]
    most = max(listed, key=lambda row: row["citations"])
    shown = data("sources", "show", most["id"], "--tracker", case)
    assert len(shown["citations"]) == most["citations"]
    assert {"target", "event", "exact", "state"} <= set(shown["citations"][0])
    assert f"Cited {most['citations']} times" in done("sources", "show", most["id"], "--tracker", case)


def test_its_text_comes_out_unaltered(run: Run, empty: Path, kept: str) -> None:
    assert run("sources", "text", kept, "--tracker", empty).stdout_bytes == TEXT.encode()


def test_its_bytes_come_out_as_they_came(run: Run, empty: Path, kept: str, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    assert run("sources", "snapshot", kept, "-o", target, "--tracker", empty).exit_code == 0
    assert target.read_bytes() == b"<p>bytes \xff"
    assert run("sources", "snapshot", kept, "-o", "-", "--tracker", empty).stdout_bytes == b"<p>bytes \xff"


def test_a_file_that_is_there_is_not_overwritten(run: Run, empty: Path, kept: str, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("mine")
    refused = run("sources", "snapshot", kept, "-o", target, "--tracker", empty)
    assert (refused.exit_code, target.read_text()) == (2, "mine")
    assert "already exists" in refused.stderr


def test_what_is_not_kept_is_said(run: Run, data: Data, empty: Path, kept: str, tmp_path: Path) -> None:
    other = data("sources", "--words", "Another", "--tracker", empty)["sources"][0]["id"]
    for command in (("text", other), ("snapshot", other, "-o", tmp_path / "x")):
        refused = run("sources", *command, "--tracker", empty)
        assert refused.exit_code == 2
        assert "is kept of “Another”" in refused.stderr
    assert run("sources", "show", "nonsense", "--tracker", empty).exit_code == 2
