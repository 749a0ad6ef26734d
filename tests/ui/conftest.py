"""The window on the example case, as the tests of whole flows use it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from tracker.operations import demo


@pytest.fixture
def settings(tmp_path):
    """Where the window keeps its state, for this test alone."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def case(tmp_path):
    """A copy of the example case, open."""
    with demo.make(tmp_path / "case.tracker") as made:
        yield made


@pytest.fixture
def window(case, settings, qtbot):
    """The window on the example case, shown, its first search answered."""
    from tracker.ui.app import window_for

    made = window_for(case, settings)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: len(made.timeline_page.timeline.events) == 49 and made.session.reader.is_idle())
    yield made
    if isValid(made):
        made.close() or made.close()  # once more where something was typed and not saved


@pytest.fixture
def filled(store):
    """A tracker with what a module of tests looks at: each puts its own in."""
    return store


@pytest.fixture
def session(filled, qtbot):
    """What views follow, without a window."""
    from tracker.ui.session import Session

    made = Session(filled)
    yield made
    made.close()


@pytest.fixture
def page(window):
    """The page of the timeline in the window."""
    return window.timeline_page


class Person:
    """Somebody at the keyboard and the mouse: keys go where the focus is, and those beside text are counted."""

    def __init__(self, qtbot):
        self._qtbot = qtbot
        self._window = self._behind = None
        self.presses = 0

    @property
    def focus(self):
        """What has the keyboard."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        active = QApplication.activeWindow()
        if (active is None or not active.isVisible()) and self._window is not None and isValid(self._window):
            # A popup that went took the activation with it: without a screen no window manager gives it back.
            self._window.activateWindow()
        self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        self._window = QApplication.focusWidget().window()
        return QApplication.focusWidget()

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        """Press one key, with others held."""
        self.presses += 1
        QTest.keyClick(self.focus, key, modifiers)

    def control(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        """Press a key with Control."""
        self.press(key, modifiers | Qt.KeyboardModifier.ControlModifier)

    def tab(self, times=1):
        """Go on to the next field."""
        for _ in range(times):
            self.press(Qt.Key.Key_Tab)

    def type(self, text):
        """Type letters (ASCII)."""
        assert text.isascii(), text
        QTest.keyClicks(self.focus, text)

    def paste(self, text):
        """Paste text over what is there."""
        QGuiApplication.clipboard().setText(text)
        self.control(Qt.Key.Key_A)
        self.control(Qt.Key.Key_V)

    def click(self, widget, at=None):
        """Click the middle of a widget, or a point in it."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())

    def dialog(self, kind):
        """The dialog of this class that now has the keyboard."""
        self._qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), kind))
        self._behind = QApplication.activeWindow().parentWidget().window()
        return QApplication.activeWindow()

    def sees_closed(self, dialog):
        """Wait until a dialog is gone, and be back where one was before it."""
        self._qtbot.waitUntil(lambda: not isValid(dialog) or not dialog.isVisible())
        # Without a screen there is no window manager to do this.
        self._window = self._behind
        self._behind.activateWindow()


@pytest.fixture
def person(qtbot):
    """Somebody at the keyboard and the mouse."""
    return Person(qtbot)
