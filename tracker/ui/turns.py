"""Work that has to be done on the GUI thread, in steps of a few milliseconds: keys and painting come between them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

Step = Callable[[], object]

_AT_ONCE = 8.0
"""Milliseconds of a turn of the event loop after which the next step waits for the next turn."""
_INPUT = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress)


class Turns(QObject):
    """The steps of one widget, done in the order in which they were added, as many a turn as take no time to speak of.

    A step that is short enough by itself is all that is asked for: a step is never broken off.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._steps: deque[Step] = deque()
        self._watching = self._listening = self._doing = False
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._go_on)

    @property
    def is_done(self) -> bool:
        """Whether no step is left."""
        return not self._steps

    def add(self, *steps: Step) -> None:
        """Do these too, after those that are waiting, from the next turn on."""
        self._steps.extend(steps)
        if self._steps:
            self._next.start()

    def finish(self) -> None:
        """Do at once what is left: somebody needs it now."""
        self._do(lambda: True)

    def finish_at_input(self) -> None:
        """Until all is done, let the first key or click in the widget's window find it done: it is meant for what is
        being made."""
        self._watching = bool(self._steps)
        self._listen()

    def _go_on(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        self._next.start()  # whatever becomes of these
        self._do(lambda: clock.nsecsElapsed() < _AT_ONCE * 1e6)

    def _do(self, there_is_time: Callable[[], bool]) -> None:
        inside, self._doing = self._doing, True
        self._listen()
        try:
            while self._steps and there_is_time():
                self._steps.popleft()()
        finally:
            self._doing = inside
            if not self._steps:
                self._next.stop()
                self._watching = False
            self._listen()

    def _listen(self) -> None:
        """Look at all events between turns. Those of the steps themselves are thousands, and no key or click is one."""
        listens = self._watching and not self._doing
        if listens != self._listening:
            self._listening = listens
            (_application().installEventFilter if listens else _application().removeEventFilter)(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is made is there before a key or a click is dealt with."""
        if event.type() in _INPUT and isinstance(watched, QWidget) and watched.window() is self._widget.window():
            self.finish()
        return False


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
