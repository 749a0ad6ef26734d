"""Pictures of the window on the example case, for README and for our own eyes: `python -m tracker.ui.screenshots DIR`.

A copy of the case is opened offscreen, or on whatever platform QT_QPA_PLATFORM names, in a settings folder of its own.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QSettings

from tracker.operations import demo
from tracker.ui import theme as themes
from tracker.ui.app import application, window_for
from tracker.ui.main_window import MainWindow

SIZES = ((1440, 900), (1024, 640))
_SELECTED = "Treasury and DHS Secretaries sign"


def settle(window: MainWindow) -> None:
    """Let the window's reads and paints finish."""
    app = application()
    deadline = QDeadlineTimer(10_000)
    quiet = 0
    while quiet < 3 and not deadline.hasExpired():
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        quiet = quiet + 1 if window.session.reader.is_idle() else 0


def take(folder: Path) -> list[Path]:
    """Write main-<light|dark>-<width>x<height>.png into `folder`; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    out: list[Path] = []
    application()
    with tempfile.TemporaryDirectory() as temporary:
        store = demo.make(Path(temporary) / "example.tracker")
        store.backup()  # or the window would be seen making one
        settings = QSettings(str(Path(temporary) / "window.ini"), QSettings.Format.IniFormat)
        window = window_for(store, settings)
        window.show()
        settle(window)
        window.session.select(next(r.id for r in window.session.results.rows if r.title.startswith(_SELECTED)))
        for scheme in ("light", "dark"):
            window.set_theme(themes.load(scheme))
            for width, height in SIZES:
                window.resize(width, height)
                settle(window)
                path = folder / f"main-{scheme}-{width}x{height}.png"
                if not window.grab().save(str(path)):
                    raise OSError(f"{path} could not be written")
                out.append(path)
        window.close()
        settle_closed()
    return out


def settle_closed() -> None:
    """Let a closed window go."""
    app = application()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.processEvents()


if __name__ == "__main__":
    for written in take(Path(sys.argv[1])):
        sys.stdout.write(f"{written}\n")
