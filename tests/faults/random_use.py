"""Somebody who clicks, types, scrolls and resizes at random, on the whole window with all its dialogs.

`python tests/faults/random_use.py [STEPS] [SEED]`: 20,000 steps unless told otherwise, on a copy of the example case.
There must be no exception, no warning of Qt and no crash; the file must be sound at the end, and undoing every edit
must restore it. Exit code 1, with the last steps, if anything is wrong. Only what leaves the program is kept from
happening: the system's file dialogs, links, and Quit.
"""

from __future__ import annotations

import faulthandler
import os
import random
import sys
import tempfile
import traceback
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QPoint,
    QPointF,
    QSettings,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDesktopServices, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMessageBox, QWidget
from shiboken6 import isValid

from tracker.capture import fetch
from tracker.capture.feeds import FeedEntry, FeedRead
from tracker.errors import CaptureError
from tracker.operations import demo
from tracker.operations.inbox import add_feed, take_in
from tracker.store import Store
from tracker.ui.app import application, window_for
from tracker.ui.main_window import MainWindow
from tracker.ui.widgets.plain_text import PlainTextField

Key = Qt.Key
NONE, SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
# What the offscreen platform says of every popup and dialog, and QtTest of a key that nobody wanted.
HARMLESS = ("This plugin does not support", "Keyboard event not accepted by receiving widget")
PLAIN_KEYS = (
    Key.Key_Tab, Key.Key_Tab, Key.Key_Tab, Key.Key_Backtab, Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right,
    Key.Key_Return, Key.Key_Return, Key.Key_Escape, Key.Key_Escape, Key.Key_Delete, Key.Key_Backspace, Key.Key_Space,
    Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown, Key.Key_F1, Key.Key_Plus, Key.Key_Minus, Key.Key_0,
    Key.Key_Menu, Key.Key_L, Key.Key_R, Key.Key_F8, Key.Key_C, Key.Key_D, Key.Key_Q, Key.Key_Slash, Key.Key_U,
    Key.Key_J,
)  # fmt: skip
COMMANDS = (
    (Key.Key_N, CONTROL), (Key.Key_N, CONTROL | SHIFT),
    (Key.Key_C, CONTROL | SHIFT), (Key.Key_S, CONTROL | SHIFT), (Key.Key_I, CONTROL),
    (Key.Key_E, CONTROL), (Key.Key_F, CONTROL), (Key.Key_S, CONTROL), (Key.Key_1, CONTROL), (Key.Key_2, CONTROL),
    (Key.Key_3, CONTROL), (Key.Key_4, CONTROL), (Key.Key_Z, CONTROL), (Key.Key_Z, CONTROL | SHIFT),
    (Key.Key_Y, CONTROL), (Key.Key_A, CONTROL), (Key.Key_C, CONTROL), (Key.Key_V, CONTROL), (Key.Key_X, CONTROL),
    (Key.Key_Return, CONTROL), (Key.Key_Return, CONTROL), (Key.Key_O, CONTROL), (Key.Key_Left, SHIFT),
    (Key.Key_Right, SHIFT), (Key.Key_Right, CONTROL),
    (Key.Key_Down, SHIFT), (Key.Key_End, CONTROL), (Key.Key_5, CONTROL), (Key.Key_6, CONTROL), (Key.Key_K, CONTROL),
    (Key.Key_7, CONTROL), (Key.Key_Right, CONTROL | SHIFT), (Key.Key_F8, SHIFT), (Key.Key_8, CONTROL),
    (Key.Key_9, CONTROL), (Key.Key_F5, NONE),
    (Key.Key_J, CONTROL), (Key.Key_Slash, CONTROL), (Key.Key_H, CONTROL | SHIFT), (Key.Key_P, CONTROL | SHIFT),
    (Key.Key_X, CONTROL | SHIFT), (Key.Key_M, CONTROL | SHIFT), (Key.Key_F10, SHIFT), (Key.Key_Left, ALT),
    (Key.Key_Right, ALT), (Key.Key_Up, ALT), (Key.Key_Down, ALT), (Key.Key_Question, NONE), (Key.Key_R, NONE),
    *((getattr(Key, f"Key_{letter}"), ALT) for letter in "ABCDEFGHIKLMNOPQRSTUVWXY1234"),
)  # fmt: skip
WORDS = (
    "order", "IRS", "7 April 2025", "7/4/25", "2025-04~", "privacy", "https://example.org/a", "type:", "is:disputed",
    "concern:privacy after:2025-03", '"never closed', "30 February", "x", "colour:red", "-", "OR", "Public Citizen",
    "1:25-cv-00677", "data disclosure", " ", "agency statement", "A development", "cites", "about May 2026", "D.D.C.",
)  # fmt: skip
ARTICLE = (
    "The bureau signs a memorandum\n\nOn 14 May 2025 the Bureau of Household Records signed a memorandum of "
    "understanding with the district.\n\n“This breaks a promise made to every household,” said Dana Roe. "
    "The case is 1:25-cv-00677.\nShe said it raises serious concerns about privacy and 26 U.S.C. § 6103.\n"
)
PASTES = (
    ARTICLE,
    ARTICLE,
    "two\nlines",
    "no\u00a0break \u2028",
    "=1+1\ttab",
    "א\u202eb",
    "a\x00b",
    "👩‍🔬 " * 40,
    "long " * 400,
)


class Chance:
    """Uses a window at random. `log` has the last steps, `wrong` what must not have happened."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.window = window
        self.random = random.Random(seed)
        self.log: deque[str] = deque(maxlen=40)
        self.done: Counter[str] = Counter()
        self.wrong: list[str] = []
        self._front: QWidget = window
        # A button's menu waits for an answer in a loop of its own.
        self._rescue = QTimer(window)
        self._rescue.setInterval(100)
        self._rescue.timeout.connect(self._answer)
        self._actions: list[tuple[int, Callable[[], str]]] = [
            (30, self.click),
            (20, self.key),
            (12, self.command),
            (12, self.words),
            (8, self.wheel),
            (4, self.double_click),
            (4, self.drag),
            (3, self.right_click),
            (3, self.paste),
            (3, self.resize),
            (2, self.scheme),
            (2, self.menu),
            (2, self.pick),
            (3, self.leave),
            (5, self.fill),
        ]

    # One step

    def step(self) -> None:
        """Do something, and let the window answer."""
        weights = [weight for weight, _ in self._actions]
        ((_, act),) = self.random.choices(self._actions, weights)
        self.done[act.__name__] += 1
        self.log.append(act.__name__)
        self._rescue.start()
        self.log[-1] = f"{act.__name__} {act()}"
        self._rescue.stop()
        settle(self.random.random() < 0.1, self.window)

    def _answer(self) -> None:
        """Take something from the menu that waits, or close it."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            for _ in range(self.random.randrange(3)):
                QTest.keyClick(popup, Key.Key_Down)
            QTest.keyClick(popup, self.random.choice((Key.Key_Return, Key.Key_Escape)))

    def front(self) -> QWidget:
        """What a person can reach now: a menu or list that is open, the dialog in front, or the window."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        front = QApplication.activeModalWidget() or self.window
        active = QApplication.activeWindow()
        if active is not front and not (active is not None and active.isVisible() and active is not self.window):
            front.activateWindow()
        return front

    def target(self) -> tuple[QWidget, QPoint]:
        """A point somewhere in front, and the widget there."""
        front = self.front()
        at = QPoint(self.random.randrange(max(1, front.width())), self.random.randrange(max(1, front.height())))
        found = front.childAt(at) or front
        self._front = front  # with Python's hold on a list of Qt's own goes that on what is in it
        return found, found.mapFrom(front, at)

    def focus(self) -> QWidget:
        """What has the keyboard."""
        front = self.front()
        return QApplication.activePopupWidget() or QApplication.focusWidget() or front.focusWidget() or front

    def click(self) -> str:
        widget, at = self.target()
        held = self.random.choice((NONE, NONE, NONE, SHIFT, CONTROL))
        said = f"{name(widget)} at {at.x()},{at.y()} {held}"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, held, at)
        return said

    def right_click(self) -> str:
        widget, at = self.target()
        said = name(widget)
        QTest.mouseClick(widget, Qt.MouseButton.RightButton, NONE, at)
        from PySide6.QtGui import QContextMenuEvent

        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at))
        QApplication.sendEvent(widget, event)
        return said

    def double_click(self) -> str:
        widget, at = self.target()
        said = name(widget)
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, NONE, at)
        return said

    def drag(self) -> str:
        widget, at = self.target()
        said = name(widget)
        by = QPoint(self.random.randrange(-300, 300), self.random.randrange(-200, 200))
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, NONE, at)
        for part in (0.3, 0.7, 1.0):
            to = QPointF(at + by * part)
            from PySide6.QtGui import QMouseEvent

            move = QMouseEvent(
                QEvent.Type.MouseMove, to, widget.mapToGlobal(to), Qt.MouseButton.NoButton,
                Qt.MouseButton.LeftButton, NONE,
            )  # fmt: skip
            QApplication.sendEvent(widget, move)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, NONE, at + by)
        return f"{said} by {by.x()},{by.y()}"

    def key(self) -> str:
        key = self.random.choice(PLAIN_KEYS)
        said = f"{key.name} on {name(self.focus())}"
        QTest.keyClick(self.focus(), key)
        return said

    def command(self) -> str:
        key, held = self.random.choice(COMMANDS)
        said = f"{held} {key.name} on {name(self.focus())}"
        QTest.keyClick(self.focus(), key, held)
        return said

    def words(self) -> str:
        text = self.random.choice(WORDS)
        said = f"{text!r} on {name(self.focus())}"
        for letter in text:
            QTest.keyClicks(self.focus(), letter)
        return said

    def paste(self) -> str:
        text = self.random.choice(PASTES)
        QGuiApplication.clipboard().setText(text)
        said = f"{text[:12]!r} on {name(self.focus())}"
        QTest.keyClick(self.focus(), Key.Key_V, CONTROL)
        return said

    def wheel(self) -> str:
        widget, at = self.target()
        by = QPoint(0, self.random.choice((-1200, -240, -120, 120, 120, 240, 1200)))
        if self.random.random() < 0.2:
            by = QPoint(by.y(), 0)
        held = self.random.choice((NONE, NONE, SHIFT, CONTROL, ALT))
        said = f"{name(widget)} {by.x()},{by.y()} {held}"
        event = QWheelEvent(
            QPointF(at), widget.mapToGlobal(QPointF(at)), QPoint(), by, Qt.MouseButton.NoButton, held,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)
        return said

    def resize(self) -> str:
        widget = self.window if self.random.random() < 0.8 else self.front().window()
        width, height = self.random.randrange(300, 2000), self.random.randrange(200, 1300)
        widget.resize(width, height)
        return f"{name(widget)} to {width}x{height}"

    def scheme(self) -> str:
        action = self.random.choice(self.window.actions_.appearance.schemes.actions())
        action.trigger()
        return action.text()

    def menu(self) -> str:
        """An action of the menu bar, by name, as if clicked there; only where no dialog is in the way."""
        if QApplication.activeModalWidget() is not None:
            return "(a dialog is open)"
        menus = [action.menu() for action in self.window.menuBar().actions()]
        action = self.random.choice([a for menu in menus for a in menu.actions() if a.isEnabled()])
        said = action.text()
        action.trigger()
        return said

    def pick(self) -> str:
        """Select an event, so that the detail pane has something to show."""
        ids = self.window.session.results.ids
        if QApplication.activeModalWidget() is not None or not len(ids):
            return "(nothing to pick)"
        place = self.random.randrange(len(ids))
        self.window.session.select(ids[place])
        return str(place)

    def fill(self) -> str:
        """Type something into the empty fields in front, and save or go on; else into a field of the pane."""
        dialog = QApplication.activeModalWidget()
        if QApplication.activePopupWidget() is not None:
            return "(a list is open)"
        within = dialog or self.window
        fields = [f for f in within.findChildren(PlainTextField) if f.isVisible() and f.isEnabled()]
        if dialog is None:
            fields = self.random.sample(fields, min(1, len(fields)))
        for field in fields:
            if isValid(field) and field.isVisible() and (dialog is None or not field.text()):
                field.setFocus(Qt.FocusReason.MouseFocusReason)
                for letter in self.random.choice(WORDS):
                    QTest.keyClicks(self.focus(), letter)
                QTest.keyClick(self.focus(), Key.Key_Tab)
        if dialog is not None and isValid(dialog) and dialog.isVisible():
            QTest.keyClick(self.focus(), Key.Key_Return, CONTROL)
        return f"{name(within)}, {len(fields)} fields" if isValid(within) else "(gone)"

    def leave(self) -> str:
        """Have enough of whatever is in front."""
        front = self.front()
        said = name(front)
        if front is not self.window:
            front.close()
        return said

    # The end

    def finish(self) -> int:
        """Close everything but the window, look the file over and undo all; returns how many edits there were."""
        for _ in range(30):
            for widget in QApplication.topLevelWidgets():
                if widget is not self.window and widget.isVisible():
                    widget.close()
            settle(True, self.window)
        store = self.window.session.store
        self.wrong += [f"check: {problem}" for problem in store.check()]
        edits = 0
        while store.undo_label():
            store.undo()
            edits += 1
            if edits % 50 == 0:
                settle(True, self.window)
        settle(True, self.window)
        return edits


def name(widget: QWidget) -> str:
    """A widget in a few words."""
    return f"{type(widget).__name__}[{widget.accessibleName()[:30]}]"


def settle(fully: bool, window: MainWindow) -> None:
    """Let events be handled; `fully`: until the window's reads and jobs are done."""
    app = application()
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    clock = QElapsedTimer()
    clock.start()
    while fully and not (
        window.session.reader.is_idle() and window.status.jobs.job is None and not window.session.is_lent
    ):
        app.processEvents()
        if clock.hasExpired(60_000):
            raise TimeoutError("the window's reads and jobs did not end in a minute")


def stay_inside(window: MainWindow, chance: Chance) -> None:
    """Keep what would leave the program, or wait for a person, from happening."""

    def no_file(*_: Any) -> tuple[str, str]:
        return "", ""

    def no_network(*_: Any, **__: Any) -> Any:
        raise CaptureError("Nothing is asked here.")

    for asks in ("getOpenFileName", "getSaveFileName"):
        setattr(QFileDialog, asks, no_file)
    QFileDialog.getOpenFileNames = lambda *_: ([], "")  # type: ignore[assignment, method-assign]
    QFileDialog.getExistingDirectory = lambda *_: ""  # type: ignore[assignment, method-assign]
    QInputDialog.getText = lambda *_, **__: (chance.random.choice(("A search", "", "&x")), chance.random.random() < 0.7)  # type: ignore[assignment, method-assign]
    QMessageBox.about = lambda *_: None  # type: ignore[assignment, method-assign]
    QDesktopServices.openUrl = lambda *_: True  # type: ignore[assignment, method-assign]
    fetch.ask = no_network
    window.actions_.close.setEnabled(False)
    window.actions_.example.setEnabled(False)  # a second window, which nobody would close


def fill_inbox(store: Store) -> None:
    """What a feed may bring, to be sorted at random."""
    titles = (*WORDS, "Ruling in 1:25-cv-00677", "25-5181 A v. B")
    entries = [FeedEntry(str(n), title.strip() or "x", "https://news.test", "", "") for n, title in enumerate(titles)]
    take_in(store, [(add_feed(store, "https://news.test/feed"), FeedRead("", "", tuple(entries)))])


def use(folder: Path, steps: int, seed: int, tell: Callable[[str], None] = lambda _: None) -> list[str]:
    """Use a new copy of the example case in `folder`; returns what went wrong, with the steps that led there."""
    application()
    store = demo.make(folder / "case.tracker")
    before = store.content_hash()
    fill_inbox(store)
    kept = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    kept.setValue("exportFolder", str(folder))
    window = window_for(store, kept)
    session = window.session
    chance = Chance(window, seed)
    wrong = chance.wrong

    def on_message(kind: QtMsgType, _: object, text: str) -> None:
        if kind not in (QtMsgType.QtInfoMsg, QtMsgType.QtDebugMsg) and not text.startswith(HARMLESS):
            wrong.append(f"Qt says: {text}")
            if kind == QtMsgType.QtFatalMsg:  # the process ends here
                print("\n".join([f"seed {seed}:", *chance.log, *wrong]), flush=True)

    def on_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        wrong.append("".join(traceback.format_exception(kind, error, trace)))

    old_hook, sys.excepthook = sys.excepthook, on_exception
    old_handler = qInstallMessageHandler(on_message)
    try:
        stay_inside(window, chance)
        window.show()
        window.activateWindow()
        settle(True, window)
        for number in range(steps):
            chance.step()
            if wrong:
                return [f"after step {number + 1} of seed {seed}:", *chance.log, *wrong]
            if (number + 1) % 1000 == 0:
                tell(f"{number + 1:,} steps")
        edits = chance.finish()
        if store.content_hash() != before:
            wrong.append(f"undoing {edits} edits did not restore the file")
        window.close() or window.close()  # once more where something was typed and not saved
        application().sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        tell(f"{steps} steps, {edits} edits undone: " + ", ".join(f"{n} {what}" for what, n in chance.done.items()))
        return [f"at the end of seed {seed}:", *wrong] if wrong else []
    finally:
        session.close()  # however it ended: no thread may outlive its window
        sys.excepthook = old_hook
        qInstallMessageHandler(old_handler)


def main() -> int:
    """Do it, and say what happened."""
    faulthandler.enable()
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["POLICY_TRACKER_DATA"] = temporary
        os.environ["HOME"] = temporary
        os.chdir(temporary)  # a name that is typed where a file is asked for leads here
        wrong = use(Path(temporary), steps, seed, lambda text: print(text, flush=True))
        os.chdir(Path(__file__).parent)
    print("\n".join(wrong), flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
