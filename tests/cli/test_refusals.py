"""A tracker that cannot be used: one message that says what and what to do, exit code 2, and not a byte changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tracker.records import Event, id_text
from tracker.store import Store
from tracker.store.connection import SCHEMA_VERSION

LOOKING = [["search", "privacy"], ["show", "{event}"], ["history"], ["check"], ["export", "{folder}/out.csv"]]
WRITING = [
    ["log", "--type", "order", "--title", "x"],
    ["annotate", "{event}", "--stakeholder", "a", "--theme", "privacy"],
    ["status", "{event}", "--litigation", "pending"],
    ["link", "{event}", "cites", "{event}"],
    ["role", "{event}", "party=IRS"],
    ["edit", "{event}", "--title", "x"],
    ["delete", "{event}"],
    ["undo"],
    ["redo"],
    ["import", "{folder}/theirs.csv"],
]
COMMANDS = [*LOOKING, *WRITING, ["backup"], ["open"], ["demo"]]


def missing(path: Path) -> None:
    path.unlink()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def foreign_text(path: Path) -> None:
    path.write_text("Headline,When\r\nOne,2025\r\n", encoding="utf-8")


def foreign_database(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, title TEXT)")
    connection.close()


def newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    connection.close()


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def cut_to_its_header(path: Path) -> None:
    os.truncate(path, 100)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def overwritten_within(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xaa" * (path.stat().st_size - 4096))


HARM: list[tuple[Callable[[Path], None], str]] = [
    (missing, "policy-tracker new"),
    (a_folder, "is a folder"),
    (foreign_text, "policy-tracker import"),
    (foreign_database, "another program"),
    (newer, "Update the program"),
    (cut_short, "is damaged"),
    (cut_to_its_header, "is damaged"),
    (emptied, "is empty"),
    (overwritten_within, "is damaged"),
]


@pytest.fixture
def prepared(case: Path) -> tuple[Path, str]:
    """A tracker to harm, with a file to import beside it, and the id of an event in it."""
    case.with_name("theirs.csv").write_bytes(b"Headline,When\r\nOne,2025\r\n")
    with Store.open(case, read_only=True) as store:
        return case, id_text(store.find()[0])


def filled(args: list[str], case: Path, event: str) -> list[str]:
    return [a.format(event=event, folder=case.parent) for a in args]


def snapshot(folder: Path) -> dict[str, bytes | None]:
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in folder.rglob("*")}


@pytest.mark.parametrize(("harm", "advice"), HARM, ids=[h.__name__.replace("_", " ") for h, _ in HARM])
def test_every_command_refuses_it_with_what_to_do_and_changes_nothing(
    run: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    prepared: tuple[Path, str],
    harm: Callable[[Path], None],
    advice: str,
) -> None:
    def never(_: Path) -> int:
        raise AssertionError("a window was opened on a file that cannot be used")

    monkeypatch.setattr("tracker.ui.app.run", never)
    case, event = prepared
    harm(case)
    before = snapshot(case.parent)
    for args in COMMANDS:
        if args == ["demo"] and harm is missing:
            continue  # it would be made
        result = run(*filled(args, case, event), "--tracker", case)
        assert result.exit_code == 2, (args, result.stderr)
        assert result.stdout == "", args
        assert result.stderr.count("\n") == 1, (args, result.stderr)
        assert str(case) in result.stderr, (args, result.stderr)
        assert advice in result.stderr, (args, result.stderr)
    assert snapshot(case.parent) == before


def test_a_name_that_no_file_can_have_is_refused_by_every_command(
    run: Callable[..., Any], prepared: tuple[Path, str]
) -> None:
    case, event = prepared
    name = "x" * 300
    before = snapshot(case.parent)
    named = [["import", name], ["export", name], ["export", "--rows", "everything", name]]
    for args in [*(filled(args, case, event) for args in COMMANDS), ["new", case.with_name(name)]]:
        result = run(*args, *(() if args[0] == "new" else ("--tracker", case.with_name(name))))
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1), (args, result.stderr)
    for args in named:
        result = run(*args, "--tracker", case)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1), (args, result.stderr)
    after = snapshot(case.parent)
    assert {name: after[name] for name in before} == before


@pytest.fixture
def read_only(prepared: tuple[Path, str]) -> Iterator[tuple[Path, str]]:
    case, event = prepared
    case.chmod(stat.S_IRUSR)
    yield case, event
    case.chmod(stat.S_IRUSR | stat.S_IWUSR)


@pytest.mark.parametrize("args", WRITING, ids=lambda a: a[0])
def test_a_read_only_file_is_not_written(
    run: Callable[..., Any], content: Callable[[Path], str], read_only: tuple[Path, str], args: list[str]
) -> None:
    case, event = read_only
    before = content(case)
    result = run(*filled(args, case, event), "--tracker", case)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Nothing was changed" in result.stderr
    assert "read-only" in result.stderr
    assert content(case) == before


@pytest.mark.parametrize("args", LOOKING, ids=lambda a: a[0])
def test_a_read_only_file_can_be_looked_at(
    run: Callable[..., Any], read_only: tuple[Path, str], args: list[str]
) -> None:
    case, event = read_only
    assert run(*filled(args, case, event), "--tracker", case).exit_code == 0


@pytest.fixture
def held(prepared: tuple[Path, str]) -> Iterator[tuple[Path, str]]:
    """A tracker that another process has open for writing."""
    case, event = prepared
    code = (
        "import sys; from pathlib import Path; from tracker.store import Store; "
        "store = Store.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(case)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        yield case, event
        other.communicate("")


@pytest.mark.parametrize("args", WRITING, ids=lambda a: a[0])
def test_a_tracker_open_elsewhere_is_not_written_and_says_where(
    run: Callable[..., Any], content: Callable[[Path], str], held: tuple[Path, str], args: list[str]
) -> None:
    case, event = held
    before = content(case)
    result = run(*filled(args, case, event), "--tracker", case)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "open for writing in another window or command" in result.stderr
    assert "Close it there" in result.stderr
    assert content(case) == before


@pytest.mark.parametrize("args", LOOKING, ids=lambda a: a[0])
def test_a_tracker_open_elsewhere_can_be_looked_at(
    run: Callable[..., Any], held: tuple[Path, str], args: list[str]
) -> None:
    case, event = held
    assert run(*filled(args, case, event), "--tracker", case).exit_code == 0


def test_once_it_is_closed_there_it_can_be_written_again(
    run: Callable[..., Any], held: tuple[Path, str], tmp_path: Path
) -> None:
    case, _ = held
    copy = Path(shutil.copy(case, tmp_path / "copy.tracker"))
    assert run("log", "--type", "order", "--title", "x", "--tracker", case).exit_code == 2
    assert run("log", "--type", "order", "--title", "x", "--tracker", copy).exit_code == 0


@pytest.mark.parametrize(
    ("search", "at"),
    [
        ('"never closed', '"never closed'),
        ("colour:red", "colour"),
        ("position:maybe", "maybe"),
        ("date:someday", "someday"),
        ("(one OR two", "("),
        ("is:", "is:"),
        ("one )", ")"),
        ("OR", "OR"),
        ("id:nothing", "nothing"),
    ],
)
def test_a_malformed_search_is_refused_with_its_place(
    run: Callable[..., Any], content: Callable[[Path], str], case: Path, tmp_path: Path, search: str, at: str
) -> None:
    before = content(case)
    for args in (["search", search], ["export", tmp_path / "out.csv", "--search", search]):
        result = run(*args, "--tracker", case)
        message, shown, marks = result.stderr.splitlines()
        assert (result.exit_code, result.stdout) == (2, ""), search
        assert message.startswith("policy-tracker: ")
        assert shown == f"  {search}"
        start, end = marks.index("^"), marks.rindex("^") + 1
        assert shown[start:end] in (at, at + ":") or at in shown[start:], (shown, marks)
        assert marks.strip("^ ") == ""
    assert not (tmp_path / "out.csv").exists()
    assert content(case) == before


def test_the_hash_of_content_is_no_constant(content: Callable[[Path], str], case: Path, empty: Path) -> None:
    assert content(case) != content(empty)
    with Store.open(case) as store, store.edit("Edit event") as edit:
        edit.change(store.where(Event)[0], title="x")
    assert content(case) != content(empty)
