"""How long from starting the process to the first painted timeline of the example case, beside an empty window.

Run `python tests/benchmarks/bench_startup.py [RUNS]`. Each figure is a whole process, started and ended; the two
kinds take turns, so that the ratio holds on a noisy machine. Reports; asserts nothing.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EMPTY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: (print("painted", flush=True), app.exit(0)))
app = QApplication(sys.argv)
window = Window()
window.resize(1440, 900)
window.show()
sys.exit(app.exec())
"""
OURS = """
import sys
from pathlib import Path
# In the program's own order: the store first, as PySide slows down what is imported after it (see tracker.ui).
from tracker.store import Store
from tracker.ui.app import application, window_for
from PySide6.QtCore import QSettings, QTimer
app = application()
window = window_for(Store.open(Path(sys.argv[1])), QSettings(sys.argv[2], QSettings.Format.IniFormat))
timeline = window.timeline_page.timeline
painted = timeline.paintEvent
def paint(event):
    painted(event)
    if window.session.results.ids and len(timeline.events):
        QTimer.singleShot(0, lambda: (print("painted", flush=True), window.close(), app.exit(0)))
timeline.paintEvent = paint
window.show()
sys.exit(app.exec())
"""


def seconds(code: str, *arguments: str) -> float:
    """From start to the line that says the first picture is painted."""
    began = time.perf_counter()
    # An installed program has its byte code; a checkout gets it in the first, uncounted run.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    taken = time.perf_counter() - began
    process.communicate()
    if line.strip() != "painted":
        raise SystemExit("a window did not paint")
    return taken


def main() -> None:
    """Print medians and their ratio."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    from tracker.operations import demo

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "example.tracker"
        store = demo.make(path)
        store.backup()  # or the first window would begin with one
        store.close()
        empty, ours = [], []
        for run in range(runs + 1):
            pair = seconds(EMPTY), seconds(OURS, str(path), str(Path(folder) / "window.ini"))
            if run:  # the first pair warms the disk
                empty.append(pair[0])
                ours.append(pair[1])
    ratios = [b / a for a, b in zip(empty, ours, strict=True)]
    print(f"empty PySide6 window     median {statistics.median(empty) * 1000:6.0f} ms")
    print(f"example case, timeline   median {statistics.median(ours) * 1000:6.0f} ms")
    print(
        f"ratio, pair by pair      median {statistics.median(ratios):6.2f}   ({min(ratios):.2f} to {max(ratios):.2f})"
    )


if __name__ == "__main__":
    main()
