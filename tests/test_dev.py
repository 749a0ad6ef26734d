"""dev.py: what it decides before it does anything. Nothing here installs, downloads or opens a window."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("policy_tracker_dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path: Path, dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with nothing but a pyproject.toml, which dev.py takes for its own."""
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "STAMP", tmp_path / ".venv" / "policy-tracker.json")
    return tmp_path


@pytest.fixture
def calls(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The programs dev.py would have run; each ends well."""
    made: list[list[str]] = []

    def record(command: list[str], **_: object) -> int:
        made.append([str(part) for part in command])
        return 0

    monkeypatch.setattr(dev, "call", record)
    return made


def ready(dev: ModuleType, checkout: Path, *extras: str) -> None:
    """An environment with its stamp and a Python that starts."""
    python = Path(dev.venv_program("python"))
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    stamp = dev.wanted_stamp(checkout, extras)
    dev.STAMP.write_text(json.dumps(dev.asdict(stamp)), encoding="utf-8")


# --- An older Python ----------------------------------------------------------------------------------------


def test_an_older_python_can_read_the_file_far_enough_to_be_told() -> None:
    ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_the_version_is_looked_at_before_anything_newer_is_imported() -> None:
    body = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8")).body
    first = [node for node in body if not isinstance(node, ast.Expr)][:2]
    assert ast.unparse(first[0]) == "import sys"
    assert isinstance(first[1], ast.If)
    assert ast.unparse(first[1].test) == "sys.version_info < (3, 11)"


def test_only_the_standard_library_is_imported() -> None:
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


# --- The command line ---------------------------------------------------------------------------------------


def test_no_command_and_help_explain_every_command(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    for argv in ([], ["--help"]):
        assert dev.main(argv) == 0
        said = capsys.readouterr().out
        assert all(f"python3 dev.py {name}" in said for name in dev.COMMANDS)


def test_an_unknown_command_is_named_with_the_known_ones(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["tset"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "'tset'" in said.err
    assert "test" in said.err.split(":")[1]


@pytest.mark.parametrize("argv", [["run", "--", "demo", "--json"], ["run", "demo", "--json"]])
def test_run_hands_on_what_follows(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, argv: list[str]) -> None:
    monkeypatch.setitem(dev.COMMANDS, "run", lambda args: args)
    assert dev.main(argv) == ["demo", "--json"]


def test_only_the_first_dashes_are_taken_away(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(dev.COMMANDS, "run", lambda args: args)
    assert dev.main(["run", "--", "search", "--", "-type:order"]) == ["search", "--", "-type:order"]


def test_what_the_machine_lacks_ends_in_one_message_and_code_1(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> int:
        raise dev.SetUpError("No such luck.")

    monkeypatch.setitem(dev.COMMANDS, "test", fail)
    assert dev.main(["test"]) == 1
    assert capsys.readouterr().err == "No such luck.\n"


def test_lint_takes_no_arguments(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["lint", "tracker"]) == 1
    assert "no arguments" in capsys.readouterr().err


# --- The environment in .venv -------------------------------------------------------------------------------


def test_a_stamp_is_read_back_as_it_was_written(dev: ModuleType, checkout: Path) -> None:
    ready(dev, checkout, "dev", "package", "dev")
    assert dev.read_stamp(dev.STAMP) == dev.wanted_stamp(checkout, ["package", "dev"])


@pytest.mark.parametrize("text", [None, "", "{}", "[1, 2]", '{"python": "3.11"}', "\udcff"])
def test_a_stamp_that_cannot_be_read_is_no_stamp(dev: ModuleType, tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "stamp"
    if text is not None:
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert dev.read_stamp(path) is None


def test_a_fresh_environment_costs_nothing(dev: ModuleType, checkout: Path, calls: list[list[str]]) -> None:
    ready(dev, checkout, "dev")
    dev.set_up("dev")
    dev.set_up()
    assert calls == []


def test_a_changed_pyproject_installs_again_with_what_was_there(
    dev: ModuleType, checkout: Path, calls: list[list[str]]
) -> None:
    ready(dev, checkout, "dev")
    (checkout / "pyproject.toml").write_text("[project]\nname = 'y'\n", encoding="utf-8")
    dev.set_up()
    assert [command[-1] for command in calls] == [".[dev]"]
    assert dev.read_stamp(dev.STAMP) == dev.wanted_stamp(checkout, ["dev"])


def test_another_extra_is_added_to_those_there(dev: ModuleType, checkout: Path, calls: list[list[str]]) -> None:
    ready(dev, checkout, "dev")
    dev.set_up("package")
    assert [command[-1] for command in calls] == [".[dev,package]"]


def test_an_environment_made_by_hand_is_kept_and_installed_into(
    dev: ModuleType, checkout: Path, calls: list[list[str]]
) -> None:
    ready(dev, checkout)
    dev.STAMP.unlink()
    dev.set_up()
    assert [command[1:3] for command in calls] == [["-m", "pip"]]


@pytest.mark.parametrize("change", ["no environment", "other checkout", "other python", "broken python"])
def test_an_environment_that_cannot_serve_is_made_anew(
    dev: ModuleType, checkout: Path, calls: list[list[str]], change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if change != "no environment":
        ready(dev, checkout)
    stamp = dev.wanted_stamp(checkout, [])
    if change == "other checkout":
        stamp = replace(stamp, checkout="/elsewhere")
    if change == "other python":
        stamp = replace(stamp, python="3.99")
    if change == "broken python":
        Path(dev.venv_program("python")).unlink()
    dev.VENV.mkdir(exist_ok=True)
    if change != "no environment":
        dev.STAMP.write_text(json.dumps(dev.asdict(stamp)), encoding="utf-8")
    dev.set_up()
    assert calls[0][1:4] == ["-m", "venv", "--clear"]
    assert calls[1][1:4] == ["-m", "pip", "install"]
    assert dev.read_stamp(dev.STAMP) == dev.wanted_stamp(checkout, [])


def test_an_installation_that_fails_leaves_no_stamp(
    dev: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready(dev, checkout, "dev")
    monkeypatch.setattr(dev, "call", lambda *_, **__: 1)
    with pytest.raises(dev.SetUpError, match="pip could not install"):
        dev.set_up("package")
    assert not dev.STAMP.exists()


def test_pip_is_quiet_and_keeps_to_stderr(
    dev: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs: list[object] = []
    monkeypatch.setattr(dev, "call", lambda command, **how: outputs.append((command, how["stdout"])) or 0)
    dev.VENV.mkdir()
    dev.set_up()
    assert [stdout for _, stdout in outputs] == [2, 2]
    assert {"-q", "--disable-pip-version-check"} <= set(outputs[1][0])  # type: ignore[index]
    assert capsys.readouterr().out == ""


def test_programs_are_found_where_each_system_keeps_them(dev: ModuleType, checkout: Path) -> None:
    assert Path(dev.venv_program("ruff", "linux")) == checkout / ".venv" / "bin" / "ruff"
    assert Path(dev.venv_program("ruff", "win32")) == checkout / ".venv" / "Scripts" / "ruff.exe"


def test_a_pythons_version_is_asked_of_it(dev: ModuleType, checkout: Path) -> None:
    assert dev.venv_version() is None
    ready(dev, checkout)
    assert dev.venv_version() == "{}.{}".format(*sys.version_info[:2])


# --- What Qt needs of the system ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_display_is_told_from_the_environment(
    dev: ModuleType, environment: dict[str, str], platform: str, expected: bool
) -> None:
    assert dev.has_display(environment, platform) is expected


def test_each_kind_of_display_asks_for_its_own_libraries(dev: ModuleType) -> None:
    bare = dev.libraries_for({})
    assert "libEGL.so.1" in bare
    assert not [name for name in bare if "xcb" in name or "wayland" in name]
    assert "libxcb-cursor.so.0" in dev.libraries_for({"DISPLAY": ":0"})
    assert "libxcb-cursor.so.0" in dev.libraries_for({}, x11=True)
    assert "libwayland-client.so.0" in dev.libraries_for({"WAYLAND_DISPLAY": "wayland-0"})


def test_each_missing_package_is_named_once(dev: ModuleType) -> None:
    libraries = {"libglib-2.0.so.0": "libglib2.0-0", "libgthread-2.0.so.0": "libglib2.0-0", "libEGL.so.1": "libegl1"}
    missing = dev.missing_packages(libraries, {"Xvfb": "xvfb"}, lambda _: False, lambda _: None, lambda: 1)
    assert missing == ["libegl1", "libglib2.0-0", "xvfb"]


def test_nothing_is_missing_where_everything_loads(dev: ModuleType) -> None:
    there = dev.missing_packages(dev.QT_LIBRARIES, dev.TEST_TOOLS, lambda _: True, lambda tool: tool, lambda: 3)
    assert there == []


def test_a_system_without_fonts_gets_one(dev: ModuleType) -> None:
    assert dev.missing_packages(dev.QT_LIBRARIES, {}, lambda _: True, lambda tool: tool, lambda: 0) == [
        dev.FONT_PACKAGE
    ]


def test_a_library_is_tried_by_loading_it(dev: ModuleType) -> None:
    assert not dev.loads("libno-such-library-at-all.so.7")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems bring what Qt needs")
def test_what_these_tests_run_on_has_what_qt_needs(dev: ModuleType) -> None:
    assert dev.missing_packages(dev.libraries_for({}), {}) == []
    assert dev.font_count() > 0


def test_someone_who_is_not_root_is_given_the_one_command(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    with pytest.raises(dev.SetUpError) as caught:
        dev.install_packages(["libegl1", "xvfb"], "Qt needs more.")
    assert str(caught.value) == (
        "Qt needs more. Install what is missing with:\n"
        "  sudo apt-get update -qq && sudo apt-get install -y -qq --no-install-recommends libegl1 xvfb"
    )


def test_a_system_without_apt_is_told_the_names(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda _: None)
    with pytest.raises(dev.SetUpError, match="under the names this system gives them: libegl1, xvfb"):
        dev.install_packages(["libegl1", "xvfb"], "Qt needs more.")


def test_root_installs_after_an_update(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, calls: list[list[str]]
) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
    dev.install_packages(["libegl1"], "Qt needs more.")
    assert [command[:2] for command in calls] == [["apt-get", "update"], ["apt-get", "install"]]
    assert calls[1][-1] == "libegl1"


def test_an_apt_that_fails_is_named(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
    monkeypatch.setattr(dev, "call", lambda *_, **__: 100)
    with pytest.raises(dev.SetUpError, match="`apt-get update -qq` failed"):
        dev.install_packages(["libegl1"], "Qt needs more.")


# --- run ----------------------------------------------------------------------------------------------------


@pytest.fixture
def runnable(dev: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch, calls: list[list[str]]) -> ModuleType:
    """dev.py with an environment that is ready and a system that has what Qt needs."""
    ready(dev, checkout)
    monkeypatch.setattr(dev, "prepare_system", lambda **_: None)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(dev.sys, "platform", "linux")
    return dev


def test_run_opens_the_example_case(
    runnable: ModuleType, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":9")
    assert runnable.main(["run"]) == 0
    assert [command[1:] for command in calls] == [["-m", "tracker", "demo", "--open"]]


def test_run_without_a_display_says_so_and_prints_the_case(
    runnable: ModuleType, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        runnable.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, stdout="/data/case.tracker\n")
    )
    assert runnable.main(["run"]) == 0
    assert [command[3:] for command in calls] == [["demo"], ["search", "", "--tracker", "/data/case.tracker"]]
    assert capsys.readouterr().err.startswith("No display")


def test_arguments_are_passed_through_with_or_without_a_display(runnable: ModuleType, calls: list[list[str]]) -> None:
    assert runnable.main(["run", "--", "demo", "--json"]) == 0
    assert [command[1:] for command in calls] == [["-m", "tracker", "demo", "--json"]]


def test_missing_libraries_stop_the_window_but_not_a_command(
    runnable: ModuleType, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lacking(**_: object) -> None:
        raise runnable.SetUpError("Install libegl1.")

    monkeypatch.setattr(runnable, "prepare_system", lacking)
    monkeypatch.setenv("DISPLAY", ":9")
    assert runnable.main(["run"]) == 1
    assert calls == []
    assert runnable.main(["run", "--", "search", ""]) == 0
    assert len(calls) == 1
    assert "Install libegl1." in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="signals end programs on POSIX only")
def test_exit_codes_come_through_and_signals_as_a_shell_gives_them(dev: ModuleType) -> None:
    assert dev.call([sys.executable, "-c", "raise SystemExit(7)"]) == 7
    assert dev.call([sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"]) == 128 + 15


# --- test, bench --------------------------------------------------------------------------------------------


def test_every_check_runs_even_after_one_failed(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "call", lambda command, **_: 3 if command == ["a"] else 0)
    assert dev.run_checks([("first", ["a"]), ("second", ["b"])]) == 1
    lines = capfd.readouterr().out.splitlines()
    assert lines[-2].split()[:3] == ["first", "FAILED", "(3)"]
    assert lines[-1].split()[:2] == ["second", "ok"]
    assert dev.run_checks([("second", ["b"])]) == 0


def test_checks_run_without_a_screen_and_from_the_checkout(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, object]] = []
    monkeypatch.setattr(dev, "call", lambda _, **how: seen.append(how) or 0)
    dev.run_checks([("any", ["x"])])
    assert seen[0]["cwd"] == dev.ROOT
    assert seen[0]["env"]["QT_QPA_PLATFORM"] == "offscreen"  # type: ignore[index]


def test_the_suite_gets_the_arguments(
    dev: ModuleType, checkout: Path, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ready(dev, checkout, "dev")
    monkeypatch.setattr(dev, "prepare_system", lambda **_: None)
    assert dev.main(["test", "--", "-k", "undo"]) == 0
    assert [Path(command[0]).name for command in calls] == ["ruff", "ruff", "mypy", "lint-imports", "python"]
    assert calls[-1][-2:] == ["-k", "undo"]


def test_a_benchmark_is_run_by_name_with_its_arguments_or_all_are(
    dev: ModuleType, checkout: Path, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ready(dev, checkout, "dev")
    monkeypatch.setattr(dev, "prepare_system", lambda **_: None)
    folder = checkout / "tests" / "benchmarks"
    folder.mkdir(parents=True)
    for name in ("bench_startup.py", "bench_timeline.py", "events.py"):
        (folder / name).touch()
    assert dev.main(["bench", "timeline", "--events", "9"]) == 0
    assert [Path(part).name for part in calls[-1][1:]] == ["bench_timeline.py", "--events", "9"]
    assert dev.main(["bench"]) == 0
    assert [Path(command[1]).name for command in calls[1:]] == ["bench_startup.py", "bench_timeline.py"]


def test_an_unknown_benchmark_is_answered_with_the_known(
    dev: ModuleType, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["bench", "speed"]) == 1
    assert "no benchmark 'speed'; there is: none" in capsys.readouterr().err


def test_the_pictures_are_drawn_without_a_screen(
    runnable: ModuleType, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert runnable.main(["screenshots"]) == 0
    assert calls[-1][1:] == ["-m", "tracker.ui.screenshots", "resources/screenshots"]


def test_a_build_is_tried_out_only_if_it_was_made(
    dev: ModuleType, checkout: Path, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ready(dev, checkout, "package")
    monkeypatch.setattr(dev, "prepare_system", lambda **_: None)
    assert dev.main(["package"]) == 0
    assert [Path(command[0]).name for command in calls] == ["pyinstaller", "python"]
    assert calls[0][-1] == "packaging/policy-tracker.spec"
    assert calls[1][-2:] == ["packaging/smoke.py", "dist/policy-tracker"]
    monkeypatch.setattr(dev, "call", lambda command, **_: calls.append(command) or 1)
    assert dev.main(["package"]) == 1
    assert len(calls) == 3


def test_ci_runs_what_the_readme_tells_people_to_run() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "set -eu" in script
    assert script.splitlines()[-1] == "exec python3 dev.py test"
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "python3 dev.py test" in (ROOT / "README.md").read_text(encoding="utf-8")
