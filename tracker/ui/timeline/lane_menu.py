"""The menu of all lanes, under “Lanes by”, and that of one: hide, collapse, colour, move and compare it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from tracker import vocabulary
from tracker.timeline.arrangement import ORDERS, Arrangement, Order
from tracker.timeline.events import LaneEvents
from tracker.ui.theme import Theme
from tracker.ui.timeline.labels import one_line
from tracker.ui.timeline.lane_arranging import LaneArranging, order_name
from tracker.ui.timeline.lanes import GROUPINGS, STATUS_GROUPINGS, family_name, grouping_name

# With more lanes than this to compare with, the menu names those nearest to it.
MOST_COMPARED = 24


class LanesMenu(QMenu):
    """What lanes are by, how they are sorted, and what more is shown in them."""

    grouping_chosen = Signal(str)
    arranging_asked = Signal()
    balance_chosen = Signal(bool)
    relations_chosen = Signal(bool)

    def __init__(self, arranging: LaneArranging, parent: QWidget) -> None:
        super().__init__(parent)
        self._arranging = arranging
        groupings = QActionGroup(self)
        self.groupings: dict[str, QAction] = {}
        axes = QMenu(grouping_name("status"), self)
        for grouping in GROUPINGS:
            of_status = grouping in STATUS_GROUPINGS
            name = _tr("All axes") if grouping == "status" else grouping_name(grouping)
            action = (axes if of_status else self).addAction(name)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, g=grouping: self.grouping_chosen.emit(g))
            groupings.addAction(action)
            self.groupings[grouping] = action
        self.addMenu(axes)
        self.addSeparator()
        orders = self.addMenu(_tr("Sort lanes by"))
        sorting = QActionGroup(self)
        self.orders: dict[Order, QAction] = {}
        for order in ORDERS:
            action = orders.addAction(order_name(order))
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, o=order: arranging.use(arranging.current.sorted_by(o)))
            sorting.addAction(action)
            self.orders[order] = action
        self.arrange = self.addAction(_tr("&Arrange lanes…"))
        self.arrange.triggered.connect(lambda _=False: self.arranging_asked.emit())
        self.all_lanes = self.addAction(_tr("Show all lanes"))
        self.all_lanes.triggered.connect(lambda _=False: arranging.use(arranging.current.with_all_shown()))
        self.addSeparator()
        self.balance = self.addAction(_tr("Balance of &positions"))
        self.balance.setCheckable(True)
        self.balance.toggled.connect(self.balance_chosen)
        self.relations = self.addAction(_tr("Show relatio&ns"))
        self.relations.setCheckable(True)
        self.relations.setChecked(True)
        self.relations.toggled.connect(self.relations_chosen)
        self.aboutToShow.connect(self._take_up)
        self._take_up()

    def _take_up(self) -> None:
        """Show what is so at the moment."""
        now = self._arranging.current
        self.groupings[self._arranging.grouping].setChecked(True)
        self.orders[now.order].setChecked(True)
        self.all_lanes.setEnabled(bool(now.hidden))


def lane_menu(arranging: LaneArranging, lanes: list[LaneEvents], key: str, theme: Theme, parent: QWidget) -> QMenu:
    """The menu of the lane `key`, one of `lanes` (all, in their order). It is deleted when it closes."""
    now = arranging.current
    names = {each.lane.key: menu_text(each.lane.label) for each in lanes}
    keys = list(names)
    place = keys.index(key)
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.setToolTipsVisible(True)

    def add(to: QMenu, text: str, result: Callable[[], Arrangement], checked: bool | None = None) -> QAction:
        action = to.addAction(text)
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        action.triggered.connect(lambda: arranging.use(result()))
        return action

    if now.compares(lanes):
        add(menu, _tr("Back to all lanes"), now.with_none_compared)
        menu.addSeparator()
    collapsed = key in now.collapsed
    add(menu, _tr("Collapse"), lambda: now.with_collapsed(key, not collapsed), collapsed)
    add(menu, _tr("Hide"), lambda: now.with_none_compared().with_hidden(key))
    colours = menu.addMenu(_tr("Colour"))
    for family in vocabulary.FAMILIES:
        action = add(colours, family_name(family), lambda f=family: now.with_colour(key, f), now.colour(key) == family)  # type: ignore[misc]
        action.setIcon(swatch(theme, family))
    colours.addSeparator()
    add(colours, _tr("No colour"), lambda: now.with_colour(key, "")).setEnabled(bool(now.colour(key)))
    compare = menu.addMenu(_tr("Compare with"))
    near = sorted(keys, key=lambda other: abs(keys.index(other) - place))[: MOST_COMPARED + 1]
    for other in keys:
        if other != key and other in near:
            add(compare, names[other], lambda o=other: now.comparing(key, o))  # type: ignore[misc]
    compare.setEnabled(len(keys) > 1)
    menu.addSeparator()
    for text, to, possible in (
        (_tr("Move up"), place - 1, place > 0),
        (_tr("Move down"), place + 1, place < len(keys) - 1),
        (_tr("Move to the top"), 0, place > 0),
    ):
        add(menu, text, lambda t=to: now.moved(keys, key, t)).setEnabled(possible)  # type: ignore[misc]
    if now.hidden:
        menu.addSeparator()
        add(menu, _tr("Show all lanes"), now.with_all_shown)
    return menu


def swatch(theme: Theme, family: str) -> QIcon:
    """A small square of a family's colour; an empty one for none."""
    picture = QPixmap(14, 14)
    picture.fill(theme.base)
    with QPainter(picture) as painter:
        painter.setPen(theme.line)
        painter.setBrush(theme.family_colour(family) if family else theme.base)
        painter.drawRect(1, 1, 11, 11)
    return QIcon(picture)


def menu_text(name: str) -> str:
    """A name as a menu shows it: an ampersand is no mnemonic, and a tab no column."""
    return one_line(name).replace("&", "&&")[:80]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Lanes", text)
