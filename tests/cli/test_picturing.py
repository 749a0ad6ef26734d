"""Pictures from the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest


@pytest.fixture
def case(finished_case, tmp_path):
    return shutil.copy(finished_case, tmp_path / "case.tracker")


@pytest.fixture(autouse=True)
def _application(qapp):
    """Qt has one application a process, and it stays."""


def test_the_whole_timeline_is_made_into_a_pdf(done, case, tmp_path):
    assert done("picture", tmp_path / "a.pdf", "--tracker", case) == str(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_the_answer_for_programs_names_files_pages_and_events(data, case, tmp_path):
    found = data("picture", tmp_path / "a.png", "--tracker", case, "--search", "type:order", "--scale", "1")
    assert found["pages"] == len(found["files"]) >= 1
    assert 0 < found["events"] < 49
    assert all(os.path.exists(file) for file in found["files"])


def test_days_may_be_typed_as_people_type_them(data, case, tmp_path):
    found = data("picture", tmp_path / "a.svg", "--tracker", case, "--from", "April 2025", "--to", "2025-04-08")
    assert found["events"] == 7


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--from", "2026", "--to", "2025"), "is after --to 2025"),
        (("--from", "soonish"), "soonish"),
        (("--search", "no-such-word-anywhere"), "There is no event to show"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(run, case, tmp_path, options, says):
    result = run("picture", tmp_path / "a.pdf", "--tracker", case, *options)
    assert result.exit_code == 2
    assert says in result.stderr
    assert not (tmp_path / "a.pdf").exists()


def test_a_file_that_exists_is_replaced_only_on_request(run, case, tmp_path):
    (tmp_path / "a.svg").write_text("mine")
    assert run("picture", tmp_path / "a.svg", "--tracker", case).exit_code == 2
    assert (tmp_path / "a.svg").read_text() == "mine"
    assert run("picture", tmp_path / "a.svg", "--tracker", case, "--overwrite").exit_code == 0
    assert "<svg" in (tmp_path / "a.svg").read_text("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_it_needs_no_display(case, tmp_path):
    without = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in without}
    command = [sys.executable, "-m", "tracker", "picture", str(tmp_path / "a.svg"), "--tracker", str(case)]
    result = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert (result.returncode, result.stdout.strip()) == (0, str(tmp_path / "a.svg")), result.stderr
