"""new, demo, open, check, backup."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tracker import paths
from tracker.cli import files
from tracker.operations import demo
from tracker.store import Store

COUNTS = {"events": 49, "sources": 128, "concerns": 84, "relations": 69, "disputed": 27}


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Stands for the window: the trackers it was opened on."""
    opened: list[Path] = []

    def run(path: Path) -> int:
        opened.append(path)
        return 0

    monkeypatch.setattr("tracker.ui.app.run", run)
    return opened


def test_new_makes_an_empty_tracker_with_a_title(run: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "mine.tracker"
    result = run("new", path, "--title", "Asylum rules 2026")
    assert (result.exit_code, result.stdout) == (0, "")
    assert str(path) in result.stderr
    with Store.open(path) as store:
        assert store.setting("title") == "Asylum rules 2026"
        assert sum(store.counts().values()) == 1
        assert store.undo_label() == ""


def test_new_takes_the_name_from_tracker_too_but_not_two(run: Callable[..., Any], tmp_path: Path) -> None:
    assert run("new", "--tracker", tmp_path / "a.tracker").exit_code == 0
    assert (tmp_path / "a.tracker").is_file()
    result = run("new", tmp_path / "b.tracker", "--tracker", tmp_path / "c.tracker")
    assert (result.exit_code, "Two trackers" in result.stderr) == (2, True)
    assert not (tmp_path / "b.tracker").exists()


def test_new_never_takes_the_place_of_a_file(run: Callable[..., Any], case: Path) -> None:
    before = case.read_bytes()
    result = run("new", case)
    assert result.exit_code == 2
    assert "already exists" in result.stderr
    assert case.read_bytes() == before


def test_new_says_if_there_is_no_folder(run: Callable[..., Any], tmp_path: Path) -> None:
    result = run("new", tmp_path / "no" / "a.tracker")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


# --- demo ---------------------------------------------------------------------------------------------------


def test_demo_makes_the_example_case_in_the_data_folder(data: Callable[..., Any]) -> None:
    assert data("demo") == {**COUNTS, "tracker": str(paths.demo_tracker())}
    assert paths.demo_tracker().is_file()


def test_demo_makes_it_where_it_is_told(data: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "case.tracker"
    assert data("demo", "--tracker", path) == {**COUNTS, "tracker": str(path)}
    assert not paths.demo_tracker().exists()


def test_demo_says_what_it_holds_in_words(done: Callable[..., str], case: Path) -> None:
    text = done("demo", "--tracker", case)
    assert "49 events, 128 sources, 84 concerns, 69 links between events, 27 disputed points" in text


def test_demo_leaves_a_copy_that_was_changed_as_it_is(data: Callable[..., Any], done: Callable[..., str]) -> None:
    data("demo")
    done("log", "--type", "order", "--title", "Mine", "--tracker", paths.demo_tracker())
    before = paths.demo_tracker().read_bytes()
    assert data("demo")["events"] == 50
    assert paths.demo_tracker().read_bytes() == before


def test_demo_does_not_touch_another_tracker(run: Callable[..., Any], empty: Path) -> None:
    before = empty.read_bytes()
    result = run("demo", "--tracker", empty, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is not the example case" in result.stderr
    assert empty.read_bytes() == before


def test_demo_open_shows_it_after_saying_what_it_holds(
    run: Callable[..., Any], windows: list[Path], tmp_path: Path
) -> None:
    result = run("demo", "--open", "--json")
    assert json.loads(result.stdout)["events"] == 49
    assert windows == [paths.demo_tracker()]


# --- open, and no command -----------------------------------------------------------------------------------


def test_open_shows_the_tracker_named(run: Callable[..., Any], windows: list[Path], case: Path) -> None:
    assert run("open", case).exit_code == 0
    assert run("open", "--tracker", case).exit_code == 0
    assert run("--tracker", case).exit_code == 0
    assert windows == [case, case, case]


def test_no_command_opens_the_default_tracker_made_the_first_time(run: Callable[..., Any], windows: list[Path]) -> None:
    first = run()
    assert first.exit_code == 0
    assert "your default tracker" in first.stderr
    assert "--help" in first.stderr
    assert run().stderr == ""
    assert windows == [paths.default_tracker()] * 2


def test_a_tracker_that_is_named_is_not_made_by_opening_it(
    run: Callable[..., Any], windows: list[Path], tmp_path: Path
) -> None:
    result = run("open", tmp_path / "none.tracker")
    assert result.exit_code == 2
    assert "There is no tracker" in result.stderr
    assert windows == []
    assert list(tmp_path.iterdir()) == []


def test_the_exit_code_is_the_windows(run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, case: Path) -> None:
    monkeypatch.setattr("tracker.ui.app.run", lambda _: 5)
    assert run("open", case).exit_code == 5
    assert run("--tracker", case).exit_code == 5


@pytest.mark.parametrize("args", [[], ["open"], ["demo", "--open"]], ids=["no command", "open", "demo --open"])
def test_without_a_display_it_says_so_and_makes_nothing(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    monkeypatch.setattr(files.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    result = run(*args)
    assert result.exit_code == 2
    assert "There is no display" in result.stderr
    assert not paths.default_tracker().exists()
    assert not paths.demo_tracker().exists()


# --- check --------------------------------------------------------------------------------------------------


def test_check_finds_nothing_wrong_with_the_example_case(
    run: Callable[..., Any], data: Callable[..., Any], case: Path
) -> None:
    result = run("check", "--tracker", case)
    assert (result.exit_code, result.stdout) == (0, f"{case} is sound.\n")
    assert data("check", "--tracker", case) == {"tracker": str(case), "sound": True, "problems": []}


@pytest.mark.parametrize(
    ("harm", "kind", "names"),
    [
        ("UPDATE event SET title = 'forged' WHERE id = (SELECT min(id) FROM event)", "record", "event"),
        ("DELETE FROM saved_search", "record", "saved search"),
        ("UPDATE edit SET label = 'forged'", "journal", "edit"),
        ("UPDATE citation SET source = 5 WHERE id = (SELECT min(id) FROM citation)", "reference", "citation"),
    ],
)
def test_check_names_the_first_bad_record_and_ends_with_1(
    run: Callable[..., Any], case: Path, harm: str, kind: str, names: str
) -> None:
    connection = sqlite3.connect(case)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(harm)
    connection.commit()
    connection.close()
    result = run("check", "--tracker", case)
    assert result.exit_code == 1
    assert names in result.stdout.replace("_", " ")
    assert "Keep this file as it is" in result.stderr
    listed = run("check", "--tracker", case, "--json")
    assert listed.exit_code == 1
    found = json.loads(listed.stdout)
    assert not found["sound"]
    assert kind in {p["kind"] for p in found["problems"]}
    assert all(p["message"] for p in found["problems"])


# --- backup -------------------------------------------------------------------------------------------------


def test_backup_prints_the_path_of_a_sound_copy(
    done: Callable[..., str], case: Path, content: Callable[[Path], str]
) -> None:
    copy = Path(done("backup", "--tracker", case))
    assert copy.parent == paths.backups_folder(case)
    assert content(copy) == content(case)
    with Store.open(copy, read_only=True) as store:
        assert store.check() == []
        assert demo.report(store) == COUNTS


def test_the_first_change_of_the_hour_makes_a_backup_of_what_was_before(
    done: Callable[..., str], case: Path, content: Callable[[Path], str]
) -> None:
    before = content(case)
    done("log", "--type", "order", "--title", "One", "--tracker", case)
    done("log", "--type", "order", "--title", "Two", "--tracker", case)
    (copy,) = paths.backups_folder(case).iterdir()
    assert content(copy) == before


def test_a_backup_that_cannot_be_made_does_not_keep_a_change_from_being_made(
    run: Callable[..., Any], case: Path
) -> None:
    paths.backups_folder(case).write_text("a file where the folder should be", encoding="utf-8")
    result = run("log", "--type", "order", "--title", "Zyzzyva", "--tracker", case)
    assert result.exit_code == 0
    assert "Your change is made all the same" in result.stderr
    assert run("search", "Zyzzyva", "--tracker", case).stdout.count("\n") == 1


def shown_last(path: Path) -> None:
    """A window was opened on a tracker, and closed."""
    from tracker.ui import recent
    from tracker.ui.app import settings

    kept = settings()
    recent.note(kept, path)
    kept.sync()


def test_without_a_command_the_tracker_shown_last_is_opened(
    run: Callable[..., Any], windows: list[Path], case: Path, tmp_path: Path
) -> None:
    shown_last(case)
    assert run().exit_code == 0
    other = tmp_path / "other.tracker"
    run("new", other)
    assert run("--tracker", other).exit_code == 0
    assert windows == [case, other]
    assert not paths.default_tracker().exists()


def test_a_tracker_shown_last_that_is_gone_or_damaged_is_no_dead_end(
    run: Callable[..., Any], windows: list[Path], case: Path
) -> None:
    shown_last(case)
    case.write_bytes(b"no tracker at all")
    result = run()
    assert (result.exit_code, windows) == (0, [paths.default_tracker()])
    assert "It was open last; here is the default tracker." in result.stderr
    case.unlink()
    assert run().exit_code == 0
    assert windows == [paths.default_tracker()] * 2
