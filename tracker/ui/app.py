"""Starting the window: the application, its colours, its settings, the tracker."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from tracker import __version__
from tracker.errors import TrackerError
from tracker.paths import APP, SUFFIX, config_folder, resource
from tracker.store import Store
from tracker.ui import motion
from tracker.ui import theme as themes
from tracker.ui.appearance import scheme_picked, set_text_size, text_size_picked
from tracker.ui.garbage import collect_here
from tracker.ui.main_window import MainWindow
from tracker.ui.recent import last, note
from tracker.ui.room import roomy
from tracker.ui.session import Session


def application() -> QApplication:
    """The one QApplication, made and dressed if there is none yet."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    # Python code of a worker holds up the window for so long (seconds) at most, each time the window needs its turn.
    sys.setswitchinterval(0.0005)
    # Said here, the style is taken up without making known to Python what a style is, which `setStyle` would do.
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName("Policy Tracker")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(APP)
    icon = resource("icons", "policy-tracker.svg")
    if icon.is_file():
        app.setWindowIcon(QIcon(str(icon)))
    return app


def settings() -> QSettings:
    """Where the window keeps its state: a plain file in the user's settings folder."""
    return QSettings(str(config_folder() / "window.ini"), QSettings.Format.IniFormat)


def window_for(store: Store, kept: QSettings | None = None) -> MainWindow:
    """A window on an open tracker, not yet shown."""
    kept = kept if kept is not None else settings()
    theme = themes.wanted(scheme_picked(kept))
    app = application()
    collect_here(app)
    set_text_size(app, text_size_picked(kept))
    motion.apply(app, motion.is_picked(kept))
    themes.apply(app, theme)
    window = MainWindow(Session(store), theme, kept)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    note(kept, store.path)
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(window.actions_.appearance.follow_system)
    if hasattr(hints, "accessibility"):  # since Qt 6.10
        hints.accessibility().contrastPreferenceChanged.connect(window.actions_.appearance.follow_system)
    return window


def last_opened() -> Path | None:
    """The tracker that a window showed last, if it is still there."""
    return last(settings())


def run(path: Path) -> int:
    """Open the window on a tracker and stay until it is closed; returns the exit code. FileError if it can't be."""
    app = application()
    # Ctrl+C in the terminal ends the program: every edit is in the file already, and Qt's loop would not see it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    window = window_for(Store.open(path))
    if not window.settings.contains("geometry"):
        window.resize(roomy(window, window.width(), window.height()))  # on a small screen its foot would be below it
    window.show()
    return app.exec()


def open_another(window: MainWindow, *, create: bool) -> None:
    """Ask for a tracker and open it in a window of its own."""
    from PySide6.QtWidgets import QFileDialog

    folder = str(window.session.store.path.absolute().parent)
    kinds = window.tr("Trackers (*{0})").format(SUFFIX)
    if create:
        name, _ = QFileDialog.getSaveFileName(window, window.tr("New tracker"), folder, kinds)
    else:
        name, _ = QFileDialog.getOpenFileName(window, window.tr("Open tracker"), folder, kinds)
    if not name:
        return
    path = Path(name)
    if create and path.suffix != SUFFIX:
        path = path.with_name(path.name + SUFFIX)
    open_path(window, path, create=create)


def open_path(window: MainWindow, path: Path, *, create: bool = False) -> None:
    """Open a tracker in a window of its own, or say in `window` why not; one that is open comes to the front."""
    there = _window_on(path)
    if there is not None:
        there.raise_()
        there.activateWindow()
        there.messages.show_message(there.tr("{0} is open already, in this window.").format(path.name), "message")
        return
    try:
        store = Store.create(path) if create else Store.open(path)
    except TrackerError as error:
        window.messages.show_message(str(error), "error")
        return
    window_for(store, window.settings).show()


def _window_on(path: Path) -> MainWindow | None:
    """The window that has this tracker open for writing."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible() and not window.session.store.read_only:
            try:
                if path.samefile(window.session.store.path):
                    return window
            except OSError:
                continue  # one of them is not there, or cannot be looked at
    return None
