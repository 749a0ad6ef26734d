"""What is copied outlives the window."""

from __future__ import annotations

import subprocess
import sys

COPY_AND_END = """
from PySide6.QtWidgets import QApplication
from tracker.operations.copying import Copied
from tracker.ui import clipboard
app = QApplication([])
clipboard.put(Copied("plain", "<p>html</p>", "*marked*"))
data = app.clipboard().mimeData()
assert (data.text(), data.html(), sorted(data.formats())) == (
    "plain", "<p>html</p>", ["text/html", "text/markdown", "text/plain"]
)
"""


def test_a_program_that_ends_with_something_copied_ends_well():
    ended = subprocess.run([sys.executable, "-c", COPY_AND_END], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
