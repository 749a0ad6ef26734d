"""What the window brings in and does before its first picture, and what it leaves for later."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tracker.operations import demo

FIRST_PICTURE = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QSettings
from tracker.store import Store
from tracker.ui.app import application, window_for
app = application()
window = window_for(Store.open(Path(sys.argv[1])), QSettings(sys.argv[2], QSettings.Format.IniFormat))
timeline = window.timeline_page.timeline
painted = timeline.paintEvent
def paint(event):
    painted(event)
    if len(timeline.events):
        print(json.dumps(sorted(sys.modules)))
        app.exit()
        timeline.paintEvent = painted
timeline.paintEvent = paint
window.show()
app.exec()
window.close()
"""
SOURCES_READ = """
import inspect
read = []
of = inspect.getsource
inspect.getsource = lambda module: read.append(module) or of(module)
import tracker.ui
read.clear()
import tracker.records
print(len(read))
"""


def ran(program, *arguments):
    done = subprocess.run([sys.executable, "-c", program, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def brought_in(tmp_path_factory):
    """The modules that are there when the events are first painted."""
    folder = tmp_path_factory.mktemp("start")
    store = demo.make(folder / "case.tracker")
    store.backup()  # a window on a tracker without one begins with that
    store.close()
    return set(json.loads(ran(FIRST_PICTURE, folder / "case.tracker", folder / "window.ini")))


def test_qt_does_not_read_the_text_of_the_modules_that_come_after_it():
    assert ran(SOURCES_READ).strip() == "0"


@pytest.mark.parametrize(
    "later",
    [
        "tracker.ui.detail.detail_view", "tracker.ui.matrix.matrix_view", "tracker.operations.log", "tracker.capture",
        "sqlite_utils", "trafilatura", "rapidfuzz", "_strptime",
    ],
)  # fmt: skip
def test_the_first_picture_waits_for_nothing_that_it_does_not_show(brought_in, later):
    assert "tracker.ui.timeline.timeline_page" in brought_in
    assert later not in brought_in


OPENED_NEXT = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from tracker.store import Store
from tracker.ui.app import application, window_for
from tracker.ui.pages import PAGES
app = application()
window = window_for(Store.open(Path(sys.argv[1])), QSettings(sys.argv[2], QSettings.Format.IniFormat))
def look():
    if "tracker.ui.dialogs.quotes_dialog" in sys.modules and window.session.reader.is_idle():
        app.exit()
window.show()
looks = QTimer(interval=50)
looks.timeout.connect(look)
looks.start()
QTimer.singleShot(20_000, app.exit)
app.exec()
before = set(sys.modules)
for page in PAGES:
    window.pages.page(page.name)
print(sorted(name for name in set(sys.modules) - before if name.startswith("tracker.")))
window.close()
"""


def test_pages_need_nothing_brought_in_when_they_are_first_shown(tmp_path):
    """That takes several frames, and is done off the GUI thread once the window is there."""
    store = demo.make(tmp_path / "case.tracker")
    store.backup()
    store.close()
    assert ran(OPENED_NEXT, tmp_path / "case.tracker", tmp_path / "window.ini").strip() == "[]"
