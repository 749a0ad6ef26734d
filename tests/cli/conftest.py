"""A command line to call in this process, and a copy of the example case to call it on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tracker.cli.main import commands
from tracker.operations import demo
from tracker.store import Store

Run = Callable[..., Result]


def call(*args: object, stdin: str | bytes | None = None) -> Result:
    """Call the command line as a shell would; an exception that is no answer to the user fails the test."""
    result = CliRunner().invoke(commands, [str(a) for a in args], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def run() -> Run:
    """Call the command line; the result has `exit_code`, `stdout` and `stderr`."""
    return call


@pytest.fixture
def done() -> Callable[..., str]:
    """Call the command line and see that it did what was asked; gives stdout without the last line end."""

    def run_it(*args: object, stdin: str | bytes | None = None) -> str:
        result = call(*args, stdin=stdin)
        assert result.exit_code == 0, result.stderr
        return result.stdout.removesuffix("\n")

    return run_it


@pytest.fixture
def data(done: Callable[..., str]) -> Callable[..., Any]:
    """Call the command line with --json; gives the value printed."""
    return lambda *args, stdin=None: json.loads(done(*args, "--json", stdin=stdin))


@pytest.fixture(scope="session")
def finished_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example case, made once; copy it, do not change it."""
    path = tmp_path_factory.mktemp("case") / "case.tracker"
    demo.make(path).close()
    return path


@pytest.fixture
def case(finished_case: Path, tmp_path: Path) -> Path:
    """A copy of the example case to change at will."""
    return Path(shutil.copy(finished_case, tmp_path / "case.tracker"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A new, empty tracker."""
    path = tmp_path / "empty.tracker"
    Store.create(path).close()
    return path


@pytest.fixture
def content() -> Callable[[Path], str]:
    """The hash of a tracker's content."""

    def content_hash(path: Path) -> str:
        with Store.open(path, read_only=True) as store:
            return store.content_hash()

    return content_hash
