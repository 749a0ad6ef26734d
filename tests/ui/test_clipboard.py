"""What is copied outlives the window."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
COPY_FROM_A_FIELD_AND_END = """
from PySide6.QtWidgets import QApplication
from tracker.ui.widgets.plain_text import PlainTextField
app = QApplication([])
field = PlainTextField()
field.set_text("no\\u00a0break")
field.selectAll()
field.copy()
assert app.clipboard().text() == "no\\u00a0break"
"""


@pytest.mark.parametrize("program", [COPY_AND_END, COPY_FROM_A_FIELD_AND_END])
def test_a_program_that_ends_with_something_copied_ends_well(program):
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
