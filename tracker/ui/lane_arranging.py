"""How the lanes of the timeline are arranged: for each way of grouping, and for each tracker file, kept between runs.

It is the window's own state, not the tracker's content: nothing of it goes into the file or its journal.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Signal

from tracker.timeline.arrangement import Arrangement, Order


class LaneArranging(QObject):
    """The arrangement of each grouping. `changed`: the one in use is another."""

    changed = Signal()

    def __init__(self, grouping: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grouping = grouping
        self._by_grouping: dict[str, Arrangement] = {}
        self._settings: QSettings | None = None
        self._file = ""

    def keep_in(self, settings: QSettings, path: Path) -> None:
        """Take up what was kept for a tracker file, and keep there what is changed from now on."""
        # A path may hold what a key may not, and is nobody's business in a file of settings.
        self._file = hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self._settings = settings
        self._by_grouping.clear()
        self.changed.emit()

    @property
    def current(self) -> Arrangement:
        """The arrangement of the grouping in use."""
        if self.grouping not in self._by_grouping:
            kept = self._settings.value(self._key, "") if self._settings is not None else ""
            self._by_grouping[self.grouping] = Arrangement.of_text(str(kept))
        return self._by_grouping[self.grouping]

    def use(self, arrangement: Arrangement) -> None:
        """Arrange the lanes so from now on."""
        if arrangement == self.current:
            return
        self._by_grouping[self.grouping] = arrangement
        if self._settings is not None:
            self._settings.setValue(self._key, arrangement.text())
        self.changed.emit()

    def group_by(self, grouping: str) -> None:
        """Go on with the arrangement of another grouping. A comparison ends with the lanes it was of."""
        self.use(self.current.with_none_compared())
        self.grouping = grouping

    @property
    def _key(self) -> str:
        return f"arrangement-{self._file}/{self.grouping}"


def order_name(order: Order) -> str:
    """By what lanes are sorted, as a menu shows it."""
    names: dict[Order, str] = {
        "given": QCoreApplication.translate("Lanes", "Usual order"),
        "name": QCoreApplication.translate("Lanes", "Name"),
        "first": QCoreApplication.translate("Lanes", "First event"),
        "number": QCoreApplication.translate("Lanes", "Number of events"),
        "hand": QCoreApplication.translate("Lanes", "By hand"),
    }
    return names[order]
