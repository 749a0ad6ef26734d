"""Clicks, keys, wheel turns, resizes at random: 1,500 steps here; `python tests/faults/random_use.py` does 20,000."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler, qWarning

from tracker.store import Store
from tracker.ui.timeline.timeline_page import TimelinePage

SCRIPT = Path(__file__).resolve().parents[1] / "faults" / "random_use.py"
STEPS, SEED = 1500, 20261123


@pytest.fixture
def random_use():
    """The script as a module. It changes how Qt asks for files, which is put right again."""
    spec = importlib.util.spec_from_file_location("random_use", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def contained(monkeypatch, random_use):
    """What the script keeps from happening, it keeps from happening for this test alone."""
    for owner, name in (
        (random_use.QFileDialog, "getOpenFileName"),
        (random_use.QFileDialog, "getSaveFileName"),
        (random_use.QFileDialog, "getOpenFileNames"),
        (random_use.QFileDialog, "getExistingDirectory"),
        (random_use.QInputDialog, "getText"),
        (random_use.QMessageBox, "about"),
        (random_use.QDesktopServices, "openUrl"),
        (random_use.fetch, "ask"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))


def test_1500_steps_leave_no_exception_no_warning_a_sound_file_and_all_can_be_undone():
    # A process of its own: a crash is a failure too, not the end of all tests.
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(STEPS), str(SEED)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]
    found = re.search(r"(\d+) steps, (\d+) edits undone", done.stdout)
    assert found is not None, done.stdout
    assert int(found[1]) == STEPS
    assert int(found[2]) >= 10  # it is of no use if nothing comes of it
    assert done.stderr.replace("This plugin does not support propagateSizeHints()\n", "") == ""


def test_an_exception_in_the_window_is_noticed(random_use, contained, tmp_path, monkeypatch, qtbot):
    def broken(*_):
        raise ZeroDivisionError("on purpose")

    # What answers a signal, so that it is broken for the window alone and not for who picks events at random.
    monkeypatch.setattr(TimelinePage, "_on_selected", broken)
    windows, make = [], random_use.window_for
    monkeypatch.setattr(random_use, "window_for", lambda *given: windows.append(make(*given)) or windows[0])
    wrong = random_use.use(tmp_path, 300, 1)
    assert windows[0].session.reader.isFinished()  # else the program ends with a crash of its own
    assert any("ZeroDivisionError: on purpose" in text for text in wrong)
    assert wrong[0].startswith("after step ")


def test_a_warning_of_qt_is_noticed(random_use, contained, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(random_use.Chance, "click", lambda _: qWarning("QPainter: something is not right") or "")
    wrong = random_use.use(tmp_path, 50, 1)
    assert any("Qt says: QPainter: something is not right" in text for text in wrong)


def test_a_file_that_is_not_as_it_was_is_noticed(random_use, contained, tmp_path, monkeypatch, qtbot):
    hashes = iter(["before", "after"])
    monkeypatch.setattr(Store, "content_hash", lambda _: next(hashes))
    wrong = random_use.use(tmp_path, 3, 1)
    assert any("did not restore the file" in text for text in wrong)


def test_a_file_that_is_not_sound_is_noticed(random_use, contained, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(Store, "check", lambda _: ["the chain is broken"])
    assert "check: the chain is broken" in random_use.use(tmp_path, 3, 1)


def test_messages_of_qt_go_where_they_went_before(random_use, contained, tmp_path, qtbot):
    heard = []
    old = qInstallMessageHandler(lambda kind, _, text: heard.append((kind, text)))
    try:
        random_use.use(tmp_path, 3, 1)
        qWarning("after")
        assert (QtMsgType.QtWarningMsg, "after") in heard
    finally:
        qInstallMessageHandler(old)
