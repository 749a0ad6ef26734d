"""Which columns are exported: a list to tick, all or none of them by one press, and how many are ticked."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from tracker.ui.widgets.link_button import link_button


class ExportColumns(QWidget):
    """Those that are ticked, in their order."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Columns"))
        self.list.setProperty("look", "boxed")
        self.list.setSpacing(2)
        self.list.itemChanged.connect(lambda _: self._on_changed())
        heading = QLabel(self.tr("Co&lumns"), self)
        heading.setProperty("look", "section")
        heading.setBuddy(self.list)
        self.count = QLabel(self)
        self.count.setProperty("look", "muted")
        self.all = link_button(self, self.tr("All"))
        self.all.setAccessibleName(self.tr("All columns"))
        self.all.clicked.connect(lambda: self._tick(True))
        self.none = link_button(self, self.tr("None"))
        self.none.setAccessibleName(self.tr("No columns"))
        self.none.clicked.connect(lambda: self._tick(False))
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(self.all)
        top.addWidget(self.none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)

    def offer(self, names: Iterable[str]) -> None:
        """Offer these columns, all of them ticked."""
        self.list.blockSignals(True)
        self.list.clear()
        for name in names:
            item = QListWidgetItem(name, self.list)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked)
        self.list.blockSignals(False)
        self._say()

    def ticked(self) -> tuple[str, ...]:
        """The names of those that are ticked."""
        items = [self.list.item(place) for place in range(self.list.count())]
        return tuple(item.text() for item in items if item.checkState() == Qt.CheckState.Checked)

    def _tick(self, ticked: bool) -> None:
        self.list.blockSignals(True)
        for place in range(self.list.count()):
            self.list.item(place).setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._on_changed()

    def _on_changed(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        self.count.setText(self.tr("{0} of {1}").format(len(self.ticked()), self.list.count()))
