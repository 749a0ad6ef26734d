"""A list of rows to pick from: each some blocks of text with a box to tick, or one of all that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tracker.ui.theme import Theme
from tracker.ui.widgets.paragraphs import paint_arranged
from tracker.ui.widgets.text_layout import Arranged, Block, Typesetter

Index = QModelIndex | QPersistentModelIndex
_BOX, _LEFT, _RIGHT, _ABOVE = 14, 30, 8, 5


@dataclass(frozen=True, slots=True)
class Pick:
    """A row: what it shows, the same in words for screen readers, whether it is picked."""

    blocks: tuple[Block, ...]
    said: str
    picked: bool


class PickList(QListWidget):
    """Space or a click on the box picks a row or lets it go; arrows move. `one`: the row moved to is the one chosen.

    It is as high as its rows, up to `most` pixels.
    """

    toggled = Signal(int)
    """The person asked for a row to be picked, or let go."""
    moved = Signal(int)
    """Another row is the current one."""
    came = Signal()
    """It has the keyboard now."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, one: bool = False, most: int = 264) -> None:
        super().__init__(parent)
        self.one = one
        self.theme = theme
        self._most = most
        self._picks: list[Pick] = []
        self._filling = False
        self.setProperty("look", "boxed")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.currentRowChanged.connect(self._on_moved)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.theme = theme
        self._delegate.forget()
        self.viewport().update()

    def show_picks(self, picks: Sequence[Pick]) -> None:
        """Show these; the current row stays so as far as it can."""
        current = self.currentRow()
        self._filling = True
        self._picks = list(picks)
        self._delegate.forget()
        while self.count() > len(picks):
            self.takeItem(self.count() - 1)
        while self.count() < len(picks):
            item = QListWidgetItem()
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            self.addItem(item)
        for row in range(len(picks)):
            self._say(row)
        if picks:
            self.setCurrentRow(min(max(current, 0), len(picks) - 1))
        self._filling = False
        self.scheduleDelayedItemsLayout()
        self._fit()

    def show_pick(self, row: int, pick: Pick) -> None:
        """Show one row anew."""
        self._picks[row] = pick
        self._delegate.forget(row)
        self._say(row)
        self.scheduleDelayedItemsLayout()
        self._fit()

    def pick_at(self, row: int) -> Pick:
        """What a row shows."""
        return self._picks[row]

    def _say(self, row: int) -> None:
        pick, item = self._picks[row], self.item(row)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, pick.said)
        if not self.one:
            item.setCheckState(Qt.CheckState.Checked if pick.picked else Qt.CheckState.Unchecked)

    def _on_moved(self, row: int) -> None:
        if row >= 0 and not self._filling:
            self.moved.emit(row)

    def toggle(self, row: int) -> None:
        """Pick a row, or let it go, as the person would."""
        self.setCurrentRow(row)
        self.toggled.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space picks; Enter is left to the form."""
        if event.key() == Qt.Key.Key_Space and self.currentRow() >= 0:
            self.toggle(self.currentRow())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes here looks at the current row."""
        super().focusInEvent(event)
        self.came.emit()

    # Size

    def _fit(self) -> None:
        rows = 0
        for row in range(len(self._picks)):
            rows += self._delegate.height(row)
            if rows > self._most:
                break
        frame = 2 * self.frameWidth() + self.contentsMargins().top() + self.contentsMargins().bottom() + 2
        wanted = min(max(rows, 24), self._most) + frame
        if self.height() != wanted or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)

    def sizeHint(self) -> QSize:
        """As its rows."""
        return QSize(160, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """It can be narrow: rows wrap."""
        return QSize(80, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows wrap anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Another font makes other rows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lay_out()

    def _lay_out(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()
        self._fit()


class _Delegate(QStyledItemDelegate):
    """Draws a box and the blocks beside it."""

    def __init__(self, view: PickList) -> None:
        super().__init__(view)
        self._view = view
        self._laid: dict[int, Arranged] = {}

    def forget(self, row: int | None = None) -> None:
        """Lay out anew."""
        if row is None:
            self._laid.clear()
        else:
            self._laid.pop(row, None)

    def height(self, row: int) -> int:
        """Of a row, pixels."""
        return round(self._arranged(row).height) + _ABOVE

    def _arranged(self, row: int) -> Arranged:
        if row not in self._laid:
            view = self._view
            room = max(60, view.viewport().width() - _LEFT - _RIGHT)
            blocks = view.pick_at(row).blocks
            self._laid[row] = Typesetter(view.font(), view.theme).arrange(blocks, _LEFT, _ABOVE, room)
        return self._laid[row]

    def sizeHint(self, _: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, self.height(index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, theme, row = self._view, self._view.theme, index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.selection if view.hasFocus() or view.one else theme.hover)
        painter.translate(option.rect.topLeft())
        self._paint_box(painter, view.pick_at(row).picked)
        paint_arranged(painter, self._arranged(row), view.font(), theme)
        painter.restore()

    def _paint_box(self, painter: QPainter, picked: bool) -> None:
        theme = self._view.theme
        line = self._view.fontMetrics().height()
        box = QRectF(9.5, _ABOVE + (line - _BOX) / 2 + 0.5, _BOX, _BOX)
        radius = _BOX / 2 if self._view.one else 3
        painter.setPen(QPen(theme.accent if picked else theme.faint, 1))
        painter.setBrush(theme.accent if picked and not self._view.one else theme.base)
        painter.drawRoundedRect(box, radius, radius)
        if picked and self._view.one:
            painter.setBrush(theme.accent)
            painter.drawEllipse(box.adjusted(3.5, 3.5, -3.5, -3.5))
        elif picked:
            painter.setPen(QPen(theme.accent_text, 2))
            left, top = box.left(), box.top()
            painter.drawPolyline(
                [QPointF(left + 3, top + 7.5), QPointF(left + 6, top + 10.5), QPointF(left + 11, top + 4)]
            )

    def editorEvent(self, event: QEvent, _: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on the box picks."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent) and not self._view.one:
            at = event.position() - QPointF(option.rect.topLeft())
            if event.button() == Qt.MouseButton.LeftButton and at.x() < _LEFT:
                self._view.toggle(index.row())
                return True
        return False
