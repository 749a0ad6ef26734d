"""Text goes in as typed and comes back as typed: command line, file, CSV, another file, command line again."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tracker.records import Source, id_text
from tracker.store import Store

STRINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "naughty-strings" / "blns.json"
SEED = 20251123
OURS = [
    "\u0085next line", "\u2028line separator\u2029", "\ufeffbyte order mark", "cr\ronly", "crlf\r\nend\r\n",
    "\ttab first", "=1+1", "+1", "-1", "@x", "'=quoted already", "''two", "a; b \\; c\\", 'she said "no"',
    " outer spaces ", "e\u0301 is not é", "\U0001f469\u200d\U0001f52c", "\u202eright to left", "\x7f\x1b[31m",
    "\x01\x02", "\uffff\ufffe", "null", "0", "2025-04~",
]  # fmt: skip


def strings() -> list[str]:
    """200 of the list, by chance but the same each time, and some of our own."""
    if not STRINGS.is_file():
        return OURS
    listed: list[str] = json.loads(STRINGS.read_text("utf-8"))
    return random.Random(SEED).sample([s for s in listed if s.strip()], 200) + OURS


def test_there_are_200_of_the_list() -> None:
    if not STRINGS.is_file():
        pytest.skip(f"the list of naughty strings is not at {STRINGS}: only {len(OURS)} strings of our own are tried")
    assert len(strings()) == 200 + len(OURS)
    assert len(set(strings())) >= 200


def enter(done: Callable[..., str], path: Path, text: str, number: int) -> str:
    """Log an event and annotate it, with `text` in every field that takes text; names get a number to be distinct."""
    article = path.with_name("article.txt")
    article.write_bytes(f"before {text} after".encode())
    event = done(
        "log", f"--title={text}", f"--type={text}", f"--summary={text}", f"--role={number}={text}{number}",
        f"--topic={text}{number}", f"--docket={text}{number}", f"--court={text}", f"--source-title={text}",
        f"--source-url={text}", f"--source-kind={text}", f"--publisher={text}", f"--author={text}",
        f"--source-text={article}", f"--quote={text}", "--quote-after=before ", f"--locator={text}", "--tracker", path,
    )  # fmt: skip
    done(
        "annotate", event, f"--stakeholder={text}{number}", f"--kind={text}", f"--theme={text}",
        f"--statement={text}", f"--source-title={text}", f"--quote={text}", "--tracker", path,
    )  # fmt: skip
    return event


def fields_with_text(shown: dict[str, Any], texts: dict[str, str], number: int) -> dict[str, str]:
    """Each field of an event shown as JSON that must hold the text, the number taken off; `texts` holds those kept of
    sources, by id."""
    citation, concern = shown["citations"][0], shown["concerns"][0]
    whole = {f"event {name}": shown[name] for name in ("title", "type", "summary")}
    whole |= {f"source {name}": citation["source"][name] for name in ("title", "url", "kind", "publisher", "authors")}
    whole |= {f"citation {name}": citation[name] for name in ("exact", "locator")}
    whole |= {f"concern {name}": concern[name] for name in ("theme", "statement")}
    whole |= {"quote": concern["citations"][0]["exact"], "court": shown["proceedings"][0]["court"]}
    whole["text"] = texts[citation["source"]["id"]].removeprefix("before ").removesuffix(" after")
    for name, value in {
        "role": shown["roles"][0]["name"],
        "stakeholder": concern["name"],
        "topic": shown["topics"][0],
        "docket": shown["proceedings"][0]["docket_number"],
    }.items():
        assert value.endswith(str(number)), name
        whole[name] = value.removesuffix(str(number))
    return whole


@pytest.mark.timeout(600)
def test_every_string_in_every_field_comes_back_unchanged(
    done: Callable[..., str],
    data: Callable[..., Any],
    content: Callable[[Path], str],
    empty: Path,
    tmp_path: Path,
) -> None:
    entered = {enter(done, empty, text, number): (text, number) for number, text in enumerate(strings(), 1)}
    with Store.open(empty, read_only=True) as store:
        texts = {id_text(source.id): source.text for source in store.where(Source)}
    for event, (text, number) in entered.items():
        for name, value in fields_with_text(data("show", event, "--tracker", empty), texts, number).items():
            assert value == text, (name, text)
    assert data("check", "--tracker", empty)["sound"]

    again = tmp_path / "again.tracker"
    done("export", tmp_path / "out", "--rows", "everything", "--tracker", empty)
    done("new", again)
    done("import", tmp_path / "out", "--tracker", again)
    assert content(again) == content(empty)
    for event in entered:
        assert data("show", event, "--tracker", again) == data("show", event, "--tracker", empty)
    done("export", tmp_path / "out again", "--rows", "everything", "--tracker", again)
    for file in (tmp_path / "out").glob("*.csv"):
        assert (tmp_path / "out again" / file.name).read_bytes() == file.read_bytes(), file.name


@pytest.mark.parametrize("text", strings()[::9])
def test_a_string_searched_for_is_found_or_refused_with_its_place(
    run: Callable[..., Any], case: Path, text: str
) -> None:
    result = run("search", "--search", text, "--json", "--tracker", case)
    assert result.exit_code in (0, 2)
    if result.exit_code == 2:
        assert result.stdout == ""
        assert "^" in result.stderr.splitlines()[-1]
    else:
        assert json.loads(result.stdout)["search"] == text


@pytest.mark.parametrize(("text", "says"), [("a\x00b", "NUL"), ("a\ud800b", "surrogate"), ("\udfff", "surrogate")])
@pytest.mark.parametrize("option", ["--title", "--type", "--summary", "--topic", "--source-title", "--locator"])
def test_what_no_file_can_keep_is_refused_by_name(
    run: Callable[..., Any], content: Callable[[Path], str], empty: Path, option: str, text: str, says: str
) -> None:
    given = {"--title": "t", "--type": "order", "--source-title": "s"} | {option: text}
    before = content(empty)
    result = run("log", *(f"{name}={value}" for name, value in given.items()), "--tracker", empty)
    assert result.exit_code == 2
    assert says in result.stderr
    assert content(empty) == before
