"""What was acknowledged outlives kill -9. `python tests/faults/kill_rounds.py` does a hundred rounds."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tracker.records import Event
from tracker.store import Store

SCRIPT = Path(__file__).resolve().parents[1] / "faults" / "kill_rounds.py"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")


@pytest.fixture(scope="module")
def kill_rounds() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kill_rounds", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_in_20_rounds_no_printed_id_is_missing_and_the_file_stays_sound(kill_rounds: ModuleType, empty: Path) -> None:
    done = list(kill_rounds.rounds(20, empty, seed=7))
    assert [problem for each in done for problem in each.problems] == []
    assert sum(each.printed for each in done) > 100
    assert len({each.printed for each in done}) > 5


def test_the_rounds_notice_an_id_that_is_lost(
    kill_rounds: ModuleType, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(store: Store, record_type: type, ids: list[int]) -> list[Event]:
        return []

    monkeypatch.setattr(Store, "many", forgetful)
    (only,) = kill_rounds.rounds(1, empty, seed=7)
    assert any("is not in the file" in problem for problem in only.problems)


def test_the_next_command_works_on_a_file_whose_writer_was_killed(
    kill_rounds: ModuleType, done: Callable[..., str], empty: Path
) -> None:
    for _ in kill_rounds.rounds(2, empty, seed=3):
        event = done("log", "--type", "order", "--title", "After", "--tracker", empty)
        assert done("show", event, "--tracker", empty).startswith("After")
        assert done("undo", "--tracker", empty) == "Undone: Log development"
