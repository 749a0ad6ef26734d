"""A one-line field that offers what is known while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tracker.query import fold
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.text_layout import shown

_ChoiceRole = Qt.ItemDataRole.UserRole + 1
_MOST = 50
_ROWS = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: the text it fills in, a quiet detail, what it stands for, and more words to find it by."""

    text: str
    detail: str = ""
    value: object = None
    also: str = ""


class _Delegate(QStyledItemDelegate):
    """Draws the text and, quieter, the detail."""

    def sizeHint(self, option: QStyleOptionViewItem, _: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line."""
        return QSize(100, option.fontMetrics.height() + 8)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One line."""
        choice: Choice = index.data(_ChoiceRole)
        rect: QRect = option.rect
        palette: QPalette = option.palette
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Highlight))
        metrics = option.fontMetrics
        room = rect.adjusted(9, 0, -9, 0)
        text = metrics.elidedText(shown(choice.text, one_line=True), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        left = metrics.horizontalAdvance(text) + 12
        if choice.detail and left < room.width() - 30:
            detail = shown(choice.detail, one_line=True)
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(
                room.adjusted(left, 0, 0, 0),
                Qt.AlignmentFlag.AlignVCenter,
                metrics.elidedText(detail, Qt.TextElideMode.ElideRight, room.width() - left),
            )


class _Popup(QListView):
    """The list under the field. The focus stays in the field."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self.setWindowFlags(
            Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("look", "popup")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Delegate(self))
        self.items = QStandardItemModel(self)
        self.setModel(self.items)
        self.entered.connect(self.setCurrentIndex)


class CompletingField(PlainTextField):
    """Offers choices whose words begin with what is typed. Up and Down pick, Enter or Tab takes, Esc closes the list.

    `eager`: the best choice is picked at once, so that a few letters and Enter do; otherwise what is typed stands
    unless a choice is picked. `value()` is what the text stands for, None if it is no choice's.
    """

    chosen = Signal(object)
    """A Choice was taken from the list."""

    def __init__(
        self,
        choices: Callable[[], Sequence[Choice]],
        parent: QWidget | None = None,
        *,
        eager: bool = False,
        flat: bool = False,
    ) -> None:
        super().__init__(parent, one_line=True, flat=flat)
        self._choices = choices
        self._eager = eager
        self._known: list[tuple[str, Choice]] | None = None
        self._popup: _Popup | None = None
        self._taken: Choice | None = None
        self.edited.connect(self._on_edited)

    def value(self) -> object:
        """What the text stands for, if it is a choice's text (as picked from the list, where several share it)."""
        text = self.text()
        if self._taken is not None and self._taken.text == text:
            return self._taken.value
        same = [choice for _, choice in self.offered() if choice.text == text]
        return same[0].value if len(same) == 1 else None

    def take(self, choice: Choice) -> None:
        """Fill in a choice."""
        self._taken = choice
        self.type_text(choice.text)
        self.close_list()
        self.chosen.emit(choice)

    def forget_choices(self) -> None:
        """Ask for the choices anew when next needed."""
        self._known = None

    def listed(self) -> list[Choice]:
        """The choices on offer now, in order; none while the list is closed."""
        if self._popup is None or not self._popup.isVisible():
            return []
        items = self._popup.items
        return [items.index(row, 0).data(_ChoiceRole) for row in range(items.rowCount())]

    def close_list(self) -> None:
        """Take the list away."""
        if self._popup is not None:
            self._popup.hide()

    def show_list(self, *, everything: bool = False) -> None:
        """Offer what fits the text, or everything."""
        found = self._fitting("" if everything else self.text())
        if not found:
            self.close_list()
            return
        if self._popup is None:
            self._popup = _Popup(self)
            self._popup.clicked.connect(lambda index: self.take(index.data(_ChoiceRole)))
        popup = self._popup
        popup.setFont(self.font())
        popup.items.clear()
        for choice in found:
            item = QStandardItem(choice.text[:300])
            item.setData(choice, _ChoiceRole)
            popup.items.appendRow(item)
        self._place(popup, len(found))
        popup.show()
        eager = self._eager and not everything and fold(found[0].text).startswith(fold(self.text()))
        popup.setCurrentIndex(popup.items.index(0, 0) if eager else QModelIndex())
        popup.scrollToTop()

    def offered(self) -> list[tuple[str, Choice]]:
        """All choices, each with the words it is found by."""
        if self._known is None:
            self._known = [(fold(f"{c.text} {c.also}"), c) for c in self._choices()]
        return self._known

    def _fitting(self, typed: str) -> list[Choice]:
        words = fold(typed).split()
        ranked = []
        for number, (text, choice) in enumerate(self.offered()):
            if all(word in text for word in words):
                starts = text.startswith(fold(typed))
                begins = all(text.startswith(word) or f" {word}" in text for word in words)
                ranked.append((not starts, not begins, number, choice))
        ranked.sort(key=lambda entry: entry[:3])
        return [entry[3] for entry in ranked[:_MOST]]

    def _place(self, popup: _Popup, count: int) -> None:
        height = popup.sizeHintForRow(0) * min(count, _ROWS) + 10
        width = max(self.width(), 260)
        under = self.mapToGlobal(QPoint(0, self.height() + 2))
        screen = self.screen().availableGeometry()
        if under.y() + height > screen.bottom() and under.y() - height - self.height() > screen.top():
            under.setY(under.y() - height - self.height() - 4)
        under.setX(max(screen.left(), min(under.x(), screen.right() - width)))
        popup.setGeometry(QRect(under, QSize(width, height)))

    def _on_edited(self) -> None:
        if self._taken is not None and self._taken.text != self.text():
            self._taken = None
        if self.hasFocus():
            self.show_list() if self.text() else self.close_list()

    def _current(self) -> Choice | None:
        if self._popup is None or not self._popup.isVisible() or not self._popup.currentIndex().isValid():
            return None
        return self._popup.currentIndex().data(_ChoiceRole)  # type: ignore[no-any-return]

    def _step(self, by: int) -> None:
        popup = self._popup
        if popup is None or not popup.isVisible():
            self.show_list(everything=not self.is_changed())
            popup = self._popup
            if popup is None or not popup.isVisible():
                return
        rows = popup.items.rowCount()
        row = popup.currentIndex().row() + by if popup.currentIndex().isValid() else (0 if by > 0 else rows - 1)
        popup.setCurrentIndex(popup.items.index(row % rows, 0))
        self.setAccessibleDescription(popup.items.item(row % rows).text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys for the list first."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.isReadOnly():
            self._step(1 if key == Qt.Key.Key_Down else -1)
            return
        current = self._current()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None and not event.modifiers():
            self.take(current)
            self.commit()
            return
        if key == Qt.Key.Key_Escape and self._popup is not None and self._popup.isVisible():
            self.close_list()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab takes the choice picked on its way."""
        current = self._current()
        if current is not None:
            self.take(current)
        return super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list goes with the focus."""
        self.close_list()
        super().focusOutEvent(event)
