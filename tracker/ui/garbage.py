"""Python's garbage is collected on the GUI thread alone, and what takes more than a frame while nobody works.

A collection runs on whichever thread happens to allocate; on a worker it may free objects of Qt, which must die on the
thread they live on, and the program crashes. It is also not wanted in the middle of a read or a frame.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from operator import gt

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000
_COLLECTS = "collects garbage"
_FEW = 10_000
"""So many objects are looked through within a frame; what a large tracker has read may be ten times as many."""
_NOTHING = 0.01
"""Seconds of work on the GUI thread from one look to the next: with less, nobody typed, clicked or scrolled."""
_STILL, _PATIENCE = 3, 300
"""Looks in a row without work after which there is time for what takes longer; and after which it has to be."""


class GarbageCollector(QObject):
    """Turns automatic collection off, and does it from the event loop by Python's own thresholds. `spent` gives the
    seconds that this thread has worked."""

    def __init__(self, parent: QObject, spent: Callable[[], float] = time.thread_time) -> None:
        super().__init__(parent)
        gc.disable()
        self._spent = spent
        self._before = spent()
        self._still = self._waited = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY_MS)

    def look(self) -> None:
        """Collect what is due; where that may take long, only the youngest until nobody has worked for a while."""
        self._still = self._still + 1 if self._spent() - self._before < _NOTHING else 0
        young, *older = gc.get_count()
        most, *most_older = gc.get_threshold()
        is_quick = young <= _FEW
        if (is_quick and not any(map(gt, older, most_older))) or self._still >= _STILL or self._waited >= _PATIENCE:
            self._waited = 0
            collect_due()
        else:
            self._waited += 1
            if most < young <= _FEW:
                gc.collect(0)
        self._before = self._spent()


def collect_due() -> int:
    """Collect the oldest generation that is due; returns how many objects went."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            return gc.collect(generation)
    return 0


def collect_here(app: QObject) -> None:
    """See to it that `app` has its collector; a second call does nothing."""
    if not app.property(_COLLECTS):
        app.setProperty(_COLLECTS, True)
        # Modules and classes stay. Looking through them each time would hold up the window for frames.
        gc.freeze()
        GarbageCollector(app)
