"""The group: help, which tracker is meant, exit codes, one message for an error, quick to start."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from tracker import __version__, paths
from tracker.cli import main
from tracker.cli.main import commands, pointed_at
from tracker.errors import ImportFileError, QueryError, TrackerError
from tracker.formats import Problem
from tracker.store import Store

COMMANDS = [
    "new",
    "demo",
    "open",
    "search",
    "show",
    "state",
    "log",
    "annotate",
    "status",
    "link",
    "role",
    "capture",
    "sources",
    "points",
    "edit",
    "delete",
    "undo",
    "redo",
    "history",
    "inbox",
    "digest",
    "quotes",
    "import",
    "export",
    "picture",
    "check",
    "backup",
]


def test_help_lists_every_command_with_a_line_of_its_own(done: Callable[..., str]) -> None:
    text = done("--help")
    listed = re.findall(r"^  (\w+)  +\S.*$", text.partition("Commands:")[2], re.MULTILINE)
    assert listed == COMMANDS
    assert "..." not in text.partition("Commands:")[2].partition("Start with")[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_an_example(done: Callable[..., str], command: str) -> None:
    text = done(command, "--help")
    assert re.search(rf"Examples?:\n  +policy-tracker {command}\b", text)
    assert "--tracker FILE" in text


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_is_for(command: str) -> None:
    found = commands.get_command(click.Context(commands), command)
    assert found is not None
    for option in found.params:
        if isinstance(option, click.Option):
            assert option.help, f"{command} {option.opts}"


RAW = [["open"], ["sources", "snapshot"], ["sources", "text"]]
"""Commands that print no data but a window, a text or bytes."""


def test_every_command_that_prints_data_prints_it_as_json_too() -> None:
    def all_of(command: click.Command, path: list[str]) -> Iterator[list[str]]:
        if isinstance(command, click.Group):
            for name in command.list_commands(click.Context(command)):
                found = command.get_command(click.Context(command), name)
                assert found is not None
                yield from all_of(found, [*path, name])
        elif not any("--json" in option.opts for option in command.params):
            yield path

    assert sorted(all_of(commands, [])) == RAW


def test_its_version_is_the_programs(done: Callable[..., str]) -> None:
    assert done("--version") == f"Policy Tracker {__version__}"


def test_the_tracker_is_named_before_or_after_the_command(data: Callable[..., Any], case: Path) -> None:
    assert data("--tracker", case, "search")["count"] == data("search", "--tracker", case)["count"] == 49


def test_the_same_tracker_may_be_named_twice_and_two_may_not(run: Callable[..., Any], case: Path, empty: Path) -> None:
    assert run("--tracker", case, "search", "--tracker", case).exit_code == 0
    result = run("--tracker", case, "search", "--tracker", empty)
    assert result.exit_code == 2
    assert "Two trackers are named" in result.stderr


def test_without_a_name_the_default_tracker_is_meant(data: Callable[..., Any], done: Callable[..., str]) -> None:
    done("new")
    done("log", "--type", "order", "--title", "In the default one")
    with Store.open(paths.default_tracker(), read_only=True) as store:
        assert [e.title for e in store.events(store.find())] == ["In the default one"]
    assert data("search")["count"] == 1


def test_commands_do_not_make_the_default_tracker_by_accident(run: Callable[..., Any]) -> None:
    result = run("log", "--type", "order", "--title", "x")
    assert result.exit_code == 2
    assert "policy-tracker new" in result.stderr
    assert not paths.default_tracker().exists()


@pytest.mark.parametrize(
    "args",
    [
        ["unknown"],
        ["search", "--order"],
        ["show"],
        ["log", "--title", "no type"],
        ["log", "--type", "order"],
        ["edit", "0000000000001"],
        ["annotate", "x", "--stakeholder", "a", "--theme", "b", "--position", "against"],
        ["status", "x", "--as-of", "2025"],
        ["status", "x", "--litigation", "stayed", "--lifecycle", "final"],
        ["status", "x", "--litigation", "fully"],
        ["link", "x", "challenges"],
        ["role", "x"],
        ["import", "x.csv", "--map", "no equals sign"],
        ["history", "--limit", "0"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_says_how_it_is_meant_and_ends_with_2(run: Callable[..., Any], args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr


def test_an_error_is_one_message_on_stderr_and_no_traceback(run: Callable[..., Any], tmp_path: Path) -> None:
    result = run("search", "--tracker", tmp_path / "none.tracker", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("policy-tracker: There is no tracker at ")
    assert result.stderr.count("\n") == 1


def test_a_faulty_search_is_pointed_at(run: Callable[..., Any], case: Path) -> None:
    result = run("search", "topic:litigation wen:2025", "--tracker", case)
    message, search, marks = result.stderr.splitlines()
    assert result.exit_code == 2
    assert "wen" in message
    assert search == "  topic:litigation wen:2025"
    assert search[marks.index("^") : marks.rindex("^") + 1] == "wen"


@pytest.mark.parametrize(
    ("text", "start", "end", "marks"),
    [("ab cd", 3, 5, "   ^^"), ("ab", 2, 2, "  ^"), ("a\nb c", 4, 5, "    ^"), ("a\x1bb", 1, 2, " ^")],
)
def test_the_mark_stands_below_the_fault(text: str, start: int, end: int, marks: str) -> None:
    line, below = pointed_at(QueryError("x", text, start, end))
    assert below == marks
    assert len(line) == len(text)
    assert line.isprintable()


def test_a_refused_import_lists_its_problems_and_not_thousands(monkeypatch: pytest.MonkeyPatch, run: Any) -> None:
    problems = tuple(Problem("a.csv", n, "date", "soon", "not a date.") for n in range(2, 40))

    def refuse() -> None:
        raise ImportFileError("Nothing was imported.", problems)

    monkeypatch.setattr(main, "_module", lambda _: type("M", (), {"check_command": click.command()(refuse)}))
    result = run("check")
    lines = result.stderr.splitlines()
    assert result.exit_code == 2
    assert lines[0] == "policy-tracker: Nothing was imported."
    assert lines[1] == "  a.csv, row 2, column “date” (“soon”): not a date."
    assert len(lines) == 22
    assert lines[-1] == "  and 18 more"


@pytest.mark.parametrize(
    ("raised", "code"), [(KeyboardInterrupt(), 130), (TrackerError("No."), 2), (click.Abort(), 130)]
)
def test_exit_codes(monkeypatch: pytest.MonkeyPatch, run: Any, raised: BaseException, code: int) -> None:
    def fail() -> None:
        raise raised

    monkeypatch.setattr(main, "_module", lambda _: type("M", (), {"check_command": click.command()(fail)}))
    assert run("check").exit_code == code


def test_our_own_mistakes_are_not_hidden(monkeypatch: pytest.MonkeyPatch, run: Any) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(main, "_module", lambda _: type("M", (), {"check_command": click.command()(fail)}))
    with pytest.raises(ZeroDivisionError):
        run("check")


# --- As a process -------------------------------------------------------------------------------------------

PROGRAM = (sys.executable, "-m", "tracker")


def process(*args: object, **settings: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *map(str, args)], capture_output=True, text=True, encoding="utf-8", **settings)


def test_as_a_process_it_answers_in_json_on_stdout(case: Path) -> None:
    done = process("search", "type:complaint", "--json", "--tracker", case)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["count"] == 4


def test_as_a_process_it_refuses_with_2(tmp_path: Path) -> None:
    done = process("show", "x", "--tracker", tmp_path / "none.tracker")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_what_is_piped_is_utf_8_whatever_the_locale(case: Path) -> None:
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    done = process("search", "is:noteworthy", "--json", "--tracker", case, env={**plain, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr
    assert "42,695" in done.stdout
    assert process("demo", "--tracker", case, env={**plain, "PYTHONIOENCODING": "ascii"}).returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="there a file's name is UTF-8, or UTF-16")
def test_a_files_name_need_not_be_utf_8(case: Path) -> None:
    named = {what: case.with_name(os.fsdecode(b"\xdcbersicht" + what)) for what in (b".tracker", b".csv", b" all")}
    tracker = shutil.copy(case, named[b".tracker"])

    def bytes_of(*args: object) -> bytes:
        program = [*PROGRAM, *map(str, args), "--tracker", tracker]
        done = subprocess.run(program, capture_output=True, check=True)  # type: ignore[arg-type]
        return done.stdout.removesuffix(b"\n")

    assert bytes_of("check") == bytes(tracker) + b" is sound."
    assert json.loads(bytes_of("check", "--json"))["tracker"] == str(tracker)
    assert Path(os.fsdecode(bytes_of("backup"))).is_file()
    assert bytes(named[b".csv"]) in bytes_of("export", named[b".csv"])
    assert bytes(named[b" all"]) in bytes_of("export", named[b" all"], "--rows", "everything")
    theirs = named[b".csv"].with_name(os.fsdecode(b"\xe9t\xe9.csv"))
    theirs.write_bytes(b"Headline,When\r\nOne,2025\r\n")
    assert json.loads(bytes_of("import", theirs, "--json"))["files"][0]["path"] == str(theirs)
    assert bytes_of("undo") == b"Undone: Import \\udce9t\\udce9.csv"


def test_bytes_that_are_no_text_are_refused_not_crashed_on(empty: Path) -> None:
    done = subprocess.run(
        [
            *map(str.encode, PROGRAM),
            b"log",
            b"--type",
            b"order",
            b"--title",
            b"bad \xff byte",
            b"--tracker",
            bytes(empty),
        ],
        capture_output=True,
    )
    assert done.returncode == 2
    assert b"half of a character" in done.stderr


def test_a_message_that_repeats_what_was_typed_cannot_drive_the_terminal(run: Callable[..., Any], case: Path) -> None:
    for typed, told in (("\x1b[2J", "\\x1b[2J"), ("\u202e", "\\u202e"), ("\udcff", "\\udcff")):
        result = run("show", typed, "--tracker", case)
        assert result.exit_code == 2
        assert typed not in result.stderr
        assert told in result.stderr
    done = subprocess.run([*map(str.encode, PROGRAM), b"show", b"\xff", b"--tracker", bytes(case)], capture_output=True)
    assert (done.returncode, b"\\udcff" in done.stderr) == (2, True)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing on Windows")
def test_ctrl_c_ends_with_130_and_keeps_what_was_printed(empty: Path) -> None:
    command = [*PROGRAM, "log", "--type", "order", "--from-lines", "-", "--tracker", str(empty)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(b"first\n")
        running.stdin.flush()
        printed = running.stdout.readline().decode().strip()
        running.send_signal(signal.SIGINT)
        _, said = running.communicate()
    assert running.returncode == 130
    assert b"Traceback" not in said
    assert process("show", printed, "--tracker", empty).returncode == 0


def test_starting_loads_no_more_than_the_command_needs() -> None:
    """The window, its toolkit and the packages that take long to load are not for the command line."""
    heavy = [
        "PySide6",
        "sqlite_utils",
        "dateparser",
        "edtf",
        "rapidfuzz",
        "openpyxl",
        "tracker.store",
        "hypothesis",
    ]
    code = f"import sys, tracker.cli.main; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_help_loads_neither_the_store_nor_what_commands_do() -> None:
    unwanted = ["PySide6", "tracker.store", "tracker.operations", "tracker.capture"]
    code = (
        "import sys; from tracker.cli.main import run; code = run(['--help']); "
        f"print('loaded', [m for m in {unwanted!r} if m in sys.modules], code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "loaded [] 0"


def test_searching_loads_no_window_and_nothing_that_takes_long(case: Path) -> None:
    heavy = [
        "PySide6", "sqlite_utils", "dateparser", "edtf", "rapidfuzz", "openpyxl", "numpy",
        "tracker.store.dossier", "tracker.store.edit",
    ]  # fmt: skip
    code = (
        "import sys; from tracker.cli.main import run; "
        f"code = run(['search', 'privacy', '--tracker', {str(case)!r}]); "
        f"print('loaded', [m for m in {heavy!r} if m in sys.modules], code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "loaded [] 0"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end another way on Windows")
def test_a_reader_that_goes_away_ends_it_quietly(empty: Path) -> None:
    titles = empty.with_name("titles.txt")
    titles.write_text("title\n" * 2000, encoding="utf-8")
    command = [*PROGRAM, "log", "--type", "order", "--from-lines", str(titles), "--tracker", str(empty)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        said = running.stderr.read()
    assert (running.returncode, said) == (141, b"")
    with Store.open(empty) as store:
        assert 0 < len(store.find()) < 2000
        assert store.check() == []
