"""Python's garbage is collected on the GUI thread alone.

A collection runs on whichever thread happens to allocate; on a worker it may free objects of Qt, which must die on the
thread they live on, and the program crashes. It is also not wanted in the middle of a read or a frame.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000
_COLLECTS = "collects garbage"


class GarbageCollector(QObject):
    """Turns automatic collection off, and does it from the event loop by Python's own thresholds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(_EVERY_MS)

    def collect(self) -> int:
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
