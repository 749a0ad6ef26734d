"""log and annotate: what is typed is saved as typed, all of it or nothing, and what is unclear is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tracker.records import Event, Source, Stakeholder
from tracker.store import Store

LOG = ("log", "--type", "order", "--title", "An order")


@pytest.fixture
def count(empty: Path) -> Callable[[], int]:
    def events() -> int:
        with Store.open(empty, read_only=True) as store:
            return store.count(Event)

    return events


def test_log_prints_the_id_of_what_it_saved_and_nothing_else(run: Callable[..., Any], empty: Path) -> None:
    result = run(*LOG, "--tracker", empty)
    with Store.open(empty, read_only=True) as store:
        event = store.by_text_id(Event, result.stdout.strip())
    assert result.stdout == result.stdout.strip() + "\n"
    assert (event.title, event.type) == ("An order", "order")
    assert "An order" in result.stderr


def test_log_saves_everything_it_is_given(
    run: Callable[..., Any], done: Callable[..., str], data: Callable[..., Any], empty: Path
) -> None:
    article = empty.with_name("article.txt")
    article.write_bytes("The court stayed\u00a0the policy.\r\nIt did.".encode())
    event = done(
        *LOG, "--date", "about 13 March 2025", "--basis", "filed", "--summary", "What it says.",
        "--evidence", "on the record", "--noteworthy",
        "--role", "judge=Ann = Bea", "--role", "movant=CTR", "--topic", "stay", "--topic", "appeal",
        "--docket", "1:25-cv-00457", "--court", "D.D.C.",
        "--source-title", "Ruling", "--source-url", "https://example.org/r", "--source-kind", "Court document",
        "--publisher", "The Court", "--author", "A. Bea", "--source-date", "14 March 2025",
        "--source-text", article, "--quote", "stayed\u00a0the policy", "--locator", "p. 3", "--citation", "context",
        "--tracker", empty,
    )  # fmt: skip
    shown = data("show", event, "--tracker", empty)
    assert (shown["date"], shown["date_basis"], shown["evidence"]) == ("2025-03-13~", "filed", "on the record")
    assert (shown["summary"], shown["noteworthy"]) == ("What it says.", True)
    assert [(r["role"], r["name"]) for r in shown["roles"]] == [("judge", "Ann = Bea"), ("movant", "CTR")]
    assert shown["topics"] == ["stay", "appeal"]
    assert [(p["docket_number"], p["court"]) for p in shown["proceedings"]] == [("1:25-cv-00457", "D.D.C.")]
    (citation,) = shown["citations"]
    source = citation["source"]
    assert (source["kind"], source["title"], source["url"]) == ("legal_case", "Ruling", "https://example.org/r")
    assert (source["publisher"], source["authors"], source["issued"]) == ("The Court", "A. Bea", "2025-03-14")
    kept = run("sources", "text", source["id"], "--tracker", empty).stdout_bytes
    assert kept.decode() == "The court stayed\u00a0the policy.\r\nIt did."
    assert (citation["exact"], citation["anchor"]) == ("stayed\u00a0the policy", "matches")
    assert (citation["locator"], citation["relation"], citation["start"]) == ("p. 3", "context", 10)


def test_log_in_json(data: Callable[..., Any], empty: Path) -> None:
    logged = data(*LOG, "--date", "2025-04", "--tracker", empty)
    assert logged == {"id": logged["id"], "title": "An order", "date": "2025-04"}


def test_a_source_in_the_tracker_is_cited_by_id_beside_a_new_one(
    done: Callable[..., str], data: Callable[..., Any], empty: Path
) -> None:
    first = done(*LOG, "--source-title", "First", "--tracker", empty)
    source = data("show", first, "--tracker", empty)["citations"][0]["source"]["id"]
    second = done(*LOG, "--source", source, "--source-url", "https://example.org/2", "--tracker", empty)
    cited = data("show", second, "--tracker", empty)["citations"]
    assert [c["source"]["title"] for c in cited] == ["First", "https://example.org/2"]
    assert cited[1]["source"]["kind"] == "webpage"


def test_somebody_known_is_found_by_another_name(
    done: Callable[..., str], data: Callable[..., Any], case: Path
) -> None:
    event = done(*LOG, "--role", "issuer=internal revenue service", "--tracker", case)
    assert data("show", event, "--tracker", case)["roles"][0]["name"] == "IRS"


# --- Dates --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2025-04-07", "2025-04-07"),
        ("April 2025", "2025-04"),
        ("7 April 2025", "2025-04-07"),
        ("2025-04~", "2025-04~"),
        ("../2025-06", "../2025-06"),
        ("13/4/2025", "2025-04-13"),
        ("", ""),
    ],
)
def test_a_date_is_read_as_it_is_meant(data: Callable[..., Any], empty: Path, typed: str, kept: str) -> None:
    assert data(*LOG, "--date", typed, "--tracker", empty)["date"] == kept


def test_a_date_that_may_mean_two_days_is_refused_with_both(
    run: Callable[..., Any], count: Callable[[], int], empty: Path
) -> None:
    result = run(*LOG, "--date", "7/4/25", "--tracker", empty)
    assert result.exit_code == 2
    for reading in ("4 July 2025 (2025-07-04)", "7 April 2025 (2025-04-07)"):
        assert reading in result.stderr
    assert count() == 0


@pytest.mark.parametrize(("order", "kept"), [("--day-first", "2025-04-07"), ("--month-first", "2025-07-04")])
def test_unless_the_order_is_said(data: Callable[..., Any], empty: Path, order: str, kept: str) -> None:
    assert data(*LOG, "--date", "7/4/25", order, "--tracker", empty)["date"] == kept


def test_the_date_of_a_source_is_read_the_same_way(run: Callable[..., Any], empty: Path) -> None:
    result = run(*LOG, "--source-title", "S", "--source-date", "7/4/25", "--tracker", empty)
    assert (result.exit_code, "may mean" in result.stderr) == (2, True)


# --- What is refused ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--date", "someday"], "someday"),
        (["--date", "2025-02-30"], "2025-02-30"),
        (["--role", "IRS"], "ROLE=NAME"),
        (["--role", "issuer="], "ROLE=NAME"),
        (["--docket", "25-5181"], "Give its court"),
        (["--source", "nope"], "no source “nope”"),
        (["--publisher", "Nobody"], "--source-title"),
        (["--quote", "words"], "exactly one source"),
        (["--source-title", "S", "--source-text", "no such file"], "cannot be read"),
        (["--topic", " "], "needs a name"),
        (["--summary", "a\x00b"], "NUL character at position 2"),
        (["--summary", "a\ud800b"], "lone surrogate"),
        (["--basis", "guessed"], "is not one of"),
    ],
    ids=lambda value: " ".join(value).encode("ascii", "replace").decode() if isinstance(value, list) else "",
)
def test_what_cannot_be_saved_is_refused_with_one_message_and_nothing_is_saved(
    run: Callable[..., Any], content: Callable[[Path], str], empty: Path, args: list[str], says: str
) -> None:
    before = content(empty)
    result = run(*LOG, *args, "--tracker", empty)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert content(empty) == before


def test_text_that_is_not_utf_8_is_refused(run: Callable[..., Any], empty: Path) -> None:
    article = empty.with_name("latin.txt")
    article.write_bytes("café".encode("latin-1"))
    result = run(*LOG, "--source-title", "S", "--source-text", article, "--tracker", empty)
    assert result.exit_code == 2
    assert "is not UTF-8 (byte 4)" in result.stderr


def test_the_text_of_a_source_may_come_through_a_pipe(
    run: Callable[..., Any], done: Callable[..., str], data: Callable[..., Any], empty: Path
) -> None:
    event = done(*LOG, "--source-title", "S", "--source-text", "-", "--tracker", empty, stdin="\ufeffpiped\r\ntext")
    source = data("show", event, "--tracker", empty)["citations"][0]["source"]
    assert source["has_text"]
    assert run("sources", "text", source["id"], "--tracker", empty).stdout_bytes == b"piped\r\ntext"


# --- One event a line ---------------------------------------------------------------------------------------


def test_each_line_is_a_title_and_each_id_is_printed(
    done: Callable[..., str], data: Callable[..., Any], empty: Path
) -> None:
    lines = "one\ntwo\r\n\n  three\u2028still three\u0085 \n\ufeffmarked\nlast without an end"
    ids = done("log", "--type", "report", "--date", "2025", "--from-lines", "-", "--tracker", empty, stdin=lines)
    shown = [data("show", i, "--tracker", empty) for i in ids.split("\n")]
    titles = ["one", "two", "  three\u2028still three\u0085 ", "\ufeffmarked", "last without an end"]
    assert [e["title"] for e in shown] == titles
    assert {(e["type"], e["date"]) for e in shown} == {("report", "2025")}


def test_lines_may_come_from_a_file(done: Callable[..., str], count: Callable[[], int], empty: Path) -> None:
    titles = empty.with_name("titles.txt")
    titles.write_bytes(b"\xef\xbb\xbfone\ntwo\n")
    assert len(done("log", "--type", "report", "--from-lines", titles, "--tracker", empty).split("\n")) == 2
    assert count() == 2
    with Store.open(empty, read_only=True) as store:
        assert {e.title for e in store.where(Event)} == {"one", "two"}


def test_a_bad_line_stops_it_and_is_named_and_those_before_it_are_saved(
    run: Callable[..., Any], count: Callable[[], int], empty: Path
) -> None:
    result = run("log", "--type", "report", "--from-lines", "-", "--tracker", empty, stdin=b"good\nb\xffd\nnever\n")
    assert result.exit_code == 2
    assert "line 2," in result.stderr
    assert len(result.stdout.split()) == count() == 1


def test_a_title_and_lines_are_not_both_taken(run: Callable[..., Any], empty: Path) -> None:
    assert run(*LOG, "--from-lines", "-", "--tracker", empty, stdin="x\n").exit_code == 2
    result = run("log", "--type", "order", "--from-lines", empty.with_name("none.txt"), "--tracker", empty)
    assert (result.exit_code, "cannot be read" in result.stderr) == (2, True)


# --- annotate -----------------------------------------------------------------------------------------------


@pytest.fixture
def event(done: Callable[..., str], empty: Path) -> str:
    text = "They may not share it. They may not keep it."
    return done(*LOG, "--source-title", "S", "--source-text", "-", "--tracker", empty, stdin=text)


@pytest.fixture
def source(data: Callable[..., Any], event: str, empty: Path) -> str:
    found: str = data("show", event, "--tracker", empty)["citations"][0]["source"]["id"]
    return found


def test_annotate_saves_everything_it_is_given(
    run: Callable[..., Any], data: Callable[..., Any], empty: Path, event: str, source: str
) -> None:
    result = run(
        "annotate", event, "--stakeholder", "Center", "--kind", "scholars", "--theme", "data security",
        "--position", "reservations", "--statement", "Doubts it.", "--attribution", "paraphrase",
        "--source", source, "--quote", "may not keep", "--locator", "para. 1", "--tracker", empty,
    )  # fmt: skip
    (concern,) = data("show", event, "--tracker", empty)["concerns"]
    assert result.stdout.strip() == concern["id"]
    assert (concern["name"], concern["theme"], concern["position"]) == ("Center", "data security", "reservations")
    assert (concern["statement"], concern["attribution"]) == ("Doubts it.", "paraphrase")
    (citation,) = concern["citations"]
    assert (citation["exact"], citation["anchor"], citation["start"]) == ("may not keep", "matches", 28)
    assert citation["locator"] == "para. 1"
    assert citation["source"]["id"] == source
    with Store.open(empty, read_only=True) as store:
        assert store.where(Stakeholder)[0].kind == "scholars"
        assert store.check() == []


def test_a_quote_that_stands_twice_is_refused_with_its_places_until_it_is_clear(
    run: Callable[..., Any], data: Callable[..., Any], empty: Path, event: str, source: str
) -> None:
    annotate = ("annotate", event, "--stakeholder", "A", "--theme", "privacy", "--source", source, "--tracker", empty)
    refused = run(*annotate, "--quote", "They may not")
    assert refused.exit_code == 2
    assert "2 times" in refused.stderr
    assert "character 1 " in refused.stderr
    assert "character 24 " in refused.stderr
    assert run(*annotate, "--quote", "They may not", "--quote-after", "it. ").exit_code == 0
    (concern,) = data("show", event, "--tracker", empty)["concerns"]
    assert concern["citations"][0]["start"] == 23


def test_words_that_are_not_in_the_source_are_refused(
    run: Callable[..., Any], content: Callable[[Path], str], empty: Path, event: str, source: str
) -> None:
    before = content(empty)
    result = run(
        "annotate", event, "--stakeholder", "A", "--theme", "privacy", "--source", source,
        "--quote", "They must share it", "--tracker", empty,
    )  # fmt: skip
    assert (result.exit_code, "is not in the text kept" in result.stderr) == (2, True)
    assert content(empty) == before


def test_where_no_text_is_kept_the_quote_is_kept_and_said_to_be_unchecked(
    done: Callable[..., str], data: Callable[..., Any], empty: Path, event: str
) -> None:
    done(
        "annotate", event, "--stakeholder", "A", "--theme", "privacy", "--source-url", "https://example.org/x",
        "--quote", "any words", "--tracker", empty,
    )  # fmt: skip
    citation = data("show", event, "--tracker", empty)["concerns"][0]["citations"][0]
    assert (citation["exact"], citation["anchor"]) == ("any words", "no text kept")


def test_annotate_in_json(data: Callable[..., Any], empty: Path, event: str) -> None:
    added = data("annotate", event, "--stakeholder", "A", "--theme", "privacy", "--tracker", empty)
    assert added["event"] == event
    assert data("history", added["id"], "--tracker", empty)["edits"][0]["label"] == "Add concern"


def test_two_sources_for_one_concern_are_refused(run: Callable[..., Any], empty: Path, event: str, source: str) -> None:
    result = run(
        "annotate", event, "--stakeholder", "A", "--theme", "privacy", "--source", source, "--source-title", "New",
        "--tracker", empty,
    )  # fmt: skip
    assert (result.exit_code, "one source" in result.stderr) == (2, True)
    with Store.open(empty, read_only=True) as store:
        assert store.count(Source) == 1


def test_an_event_that_is_not_there_cannot_be_annotated(run: Callable[..., Any], empty: Path) -> None:
    result = run("annotate", "0000000000001", "--stakeholder", "A", "--theme", "privacy", "--tracker", empty)
    assert result.exit_code == 2
    assert "There is no event" in result.stderr


def test_an_id_printed_can_be_used_at_once(done: Callable[..., str], empty: Path) -> None:
    event = done(*LOG, "--tracker", empty)
    assert json.loads(done("show", event, "--json", "--tracker", empty))["title"] == "An order"
