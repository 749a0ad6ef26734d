"""How the lanes of the timeline are arranged: for each way of grouping, and for each tracker file, kept between runs.

It is the window's own state, not the tracker's content: nothing of it goes into the file or its journal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Signal

from tracker.timeline.arrangement import Arrangement, Order
from tracker.timeline.events import LaneEvents


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

    def move(self, key: str, to: int, lanes: Sequence[LaneEvents]) -> None:
        """Put the lane `key`, one of `lanes` (all), at a place among the others that are shown."""
        now = self.current
        keys = [each.lane.key for each in now.ordered(lanes)]
        others = [each.lane.key for each in now.shown(lanes) if each.lane.key != key]
        rest = [each for each in keys if each != key]
        place = rest.index(others[to]) if to < len(others) else len(rest)
        if not now.compares(lanes):
            self.use(now.moved(keys, key, place))
        else:
            one, other = now.compared
            self.use(now.comparing(other, one))

    def turn_collapsed(self, key: str) -> None:
        """Collapse a lane, or spread it again; not while two are compared."""
        now = self.current
        if not now.compared:
            self.use(now.with_collapsed(key, key not in now.collapsed))

    def stop_comparing(self) -> None:
        """Back from two lanes to all."""
        self.use(self.current.with_none_compared())

    def group_by(self, grouping: str) -> None:
        """Go on with the arrangement of another grouping. A comparison ends with the lanes it was of."""
        self.stop_comparing()
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
