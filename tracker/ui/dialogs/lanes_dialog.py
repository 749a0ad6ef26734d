"""All lanes in a list: which are shown, in which order, which collapsed, in which colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tracker import vocabulary
from tracker.timeline.arrangement import ORDERS
from tracker.timeline.events import LaneEvents
from tracker.ui.room import open_at
from tracker.ui.theme import Theme
from tracker.ui.timeline.labels import one_line
from tracker.ui.timeline.lane_arranging import LaneArranging, order_name
from tracker.ui.timeline.lane_menu import swatch
from tracker.ui.timeline.lanes import family_name, grouping_name
from tracker.ui.timeline.words import events
from tracker.ui.widgets.choice_box import ChoiceBox

_KEY = Qt.ItemDataRole.UserRole


class LanesDialog(QDialog):
    """Every change shows at once in the timeline behind; Reset brings back the usual arrangement."""

    def __init__(
        self, arranging: LaneArranging, lanes: Sequence[LaneEvents], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Arrange lanes"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 520, 480)
        self._arranging = arranging
        self._lanes = lanes
        self._filling = False
        intro = QLabel(self.tr("Lanes by: {0}").format(grouping_name(arranging.grouping)), self)
        intro.setProperty("look", "section")
        self.order = ChoiceBox([(order, order_name(order)) for order in ORDERS], self)
        self.order.setAccessibleName(self.tr("Sort lanes by"))
        self.order.committed.connect(lambda _: self._sort())
        order_label = QLabel(self.tr("&Sort lanes by"), self)
        order_label.setBuddy(self.order)
        self.list = QListWidget(self)
        self.list.setProperty("look", "boxed")
        self.list.setSpacing(2)
        self.list.setAccessibleName(self.tr("Lanes; those ticked are shown"))
        self.list.itemChanged.connect(self._on_ticked)
        self.list.currentItemChanged.connect(lambda *_: self._enable())
        self.up = QPushButton(self.tr("Move &up"), self)
        self.down = QPushButton(self.tr("Move &down"), self)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        families = [(family, family_name(family)) for family in vocabulary.FAMILIES]
        self.colour = ChoiceBox([("", self.tr("No colour")), *families], self)
        self.colour.setAccessibleName(self.tr("Colour of this lane"))
        self.colour.committed.connect(self._colour)
        colour_label = QLabel(self.tr("&Colour"), self)
        colour_label.setBuddy(self.colour)
        self.collapsed = QCheckBox(self.tr("Co&llapsed"), self)
        self.collapsed.clicked.connect(self._collapse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.reset = buttons.addButton(self.tr("&Reset"), QDialogButtonBox.ButtonRole.ResetRole)
        self.reset.clicked.connect(lambda: self._arranging.use(type(self._arranging.current)()))
        buttons.rejected.connect(self.reject)
        for button in (self.up, self.down, self.reset):
            button.setAutoDefault(False)
        sorting = QHBoxLayout()
        sorting.setSpacing(8)
        sorting.addWidget(order_label)
        sorting.addWidget(self.order)
        sorting.addStretch(1)
        side = QVBoxLayout()
        side.setSpacing(8)
        for widget in (self.up, self.down, colour_label, self.colour, self.collapsed):
            side.addWidget(widget)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.list, 1)
        middle.addLayout(side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(intro)
        layout.addLayout(sorting)
        layout.addLayout(middle, 1)
        layout.addWidget(buttons)
        arranging.changed.connect(self._fill)
        self.set_theme(theme)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Draw the samples of colours anew."""
        self._theme = theme
        for place, family in enumerate(self.colour.values):
            self.colour.setItemIcon(place, swatch(theme, family))
        self._fill()

    def _fill(self) -> None:
        """Show what is so at the moment; the current lane stays the current one."""
        now, current = self._arranging.current, self._key()
        self._filling = True
        self.list.clear()
        for each in now.ordered(self._lanes):
            key = each.lane.key
            notes = [events(len(each.items))] + [self.tr("collapsed")] * (key in now.collapsed)
            item = QListWidgetItem(
                swatch(self._theme, now.colour(key)), f"{one_line(each.lane.label)}  ·  {' · '.join(notes)}"
            )
            item.setData(_KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if key in now.hidden else Qt.CheckState.Checked)
            self.list.addItem(item)
            if key == current:
                self.list.setCurrentItem(item)
        self.order.set_value(now.order)
        self._filling = False
        self._enable()

    def _key(self) -> str | None:
        item = self.list.currentItem()
        return None if item is None else str(item.data(_KEY))

    def _enable(self) -> None:
        now, key, row = self._arranging.current, self._key(), self.list.currentRow()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < self.list.count() - 1)
        for widget in (self.colour, self.collapsed):
            widget.setEnabled(key is not None)
        if key is not None:
            self.colour.set_value(now.colour(key))
            self.collapsed.setChecked(key in now.collapsed)

    def _on_ticked(self, item: QListWidgetItem) -> None:
        if not self._filling:
            hidden = item.checkState() != Qt.CheckState.Checked
            self._arranging.use(self._arranging.current.with_hidden(str(item.data(_KEY)), hidden))

    def _sort(self) -> None:
        self._arranging.use(self._arranging.current.sorted_by(ORDERS[self.order.currentIndex()]))

    def _move(self, by: int) -> None:
        now, key = self._arranging.current, self._key()
        if key is not None:
            keys = [each.lane.key for each in now.ordered(self._lanes)]
            self._arranging.use(now.moved(keys, key, keys.index(key) + by))

    def _colour(self, family: str) -> None:
        key = self._key()
        if key is not None:
            self._arranging.use(self._arranging.current.with_colour(key, family))

    def _collapse(self, collapsed: bool) -> None:
        key = self._key()
        if key is not None:
            self._arranging.use(self._arranging.current.with_collapsed(key, collapsed))
