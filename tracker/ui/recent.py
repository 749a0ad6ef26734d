"""Trackers opened lately, newest first. The list is kept in the settings on this computer and goes nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from tracker.ui.main_window import MainWindow

_KEY = "recent"
_MOST = 10


def listed(settings: QSettings) -> list[Path]:
    """Those opened lately, whether they are still there or not."""
    kept = settings.value(_KEY, [])
    # A list of one comes back from the file as a string, an empty one as None.
    names = [kept] if isinstance(kept, str) else kept if isinstance(kept, list) else []
    return [Path(str(name)) for name in names if name]


def note(settings: QSettings, path: Path) -> None:
    """This one has just been opened."""
    path = path.absolute()
    paths = [path, *(other for other in listed(settings) if other != path)]
    settings.setValue(_KEY, [str(each) for each in paths[:_MOST]])


def clear(settings: QSettings) -> None:
    """Forget them all."""
    settings.remove(_KEY)


def last(settings: QSettings) -> Path | None:
    """The one opened last, if it is still there."""
    return next((path for path in listed(settings)[:1] if path.is_file()), None)


class RecentMenu(QMenu):
    """File > Open recent. Filled whenever it is about to be shown: files come and go."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setTitle(self.tr("Open &recent"))
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List the trackers opened lately; those that are not there any more cannot be chosen."""
        from tracker.ui.app import open_path

        self.clear()
        paths = listed(self._window.settings)
        here = self._window.session.store.path.absolute()
        for number, path in enumerate(paths, start=1):
            name = path.stem.replace("&", "&&")
            folder = str(path.parent).replace("&", "&&")
            words = f"&{number % 10}  {name}   {folder}"
            if path == here:
                words += "   " + self.tr("(this one)")
            elif not path.is_file():
                words += "   " + self.tr("(not found)")
            action = self.addAction(words)
            action.setEnabled(path != here and path.is_file())
            action.triggered.connect(lambda _=False, path=path: open_path(self._window, path))
        if paths:
            self.addSeparator()
            self.addAction(self.tr("&Clear list")).triggered.connect(lambda: clear(self._window.settings))
        else:
            self.addAction(self.tr("&None yet")).setEnabled(False)
