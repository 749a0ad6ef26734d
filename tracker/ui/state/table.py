"""The table of the State of play page: policies under the headings of their groups."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from tracker.ui.state.model import COLUMNS, StateModel
from tracker.ui.state.paint import StateDelegate
from tracker.ui.theme import Theme
from tracker.ui.widgets.empty_text import paint_empty_text


class StateTable(QTableView):
    """`opened` (whether by key): a policy was clicked, or Enter pressed; `copied`: Ctrl+C; `menu_asked` at a place of
    the screen."""

    opened = Signal(bool)
    copied = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, theme: Theme, model: StateModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.empty_text = ""
        self.muted = QColor()
        self.delegate = StateDelegate(theme, self)
        self.setItemDelegate(self.delegate)
        self.setModel(model)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.delegate.theme, self.muted = theme, theme.muted
        self.viewport().update()

    def fit(self) -> None:
        """Heights by what there is to say, widths by the room."""
        model: StateModel = self.model()  # type: ignore[assignment]
        plain, changed, heading = self.delegate.heights(self.font())
        self.verticalHeader().setDefaultSectionSize(plain)
        self.clearSpans()
        for number, row in enumerate(model.rows):
            if row.policy is None:
                self.setSpan(number, 0, 1, len(COLUMNS))
            wanted = heading if row.policy is None else changed if row.policy.is_changed else plain
            # The header keeps the heights of what stood there before.
            if self.rowHeight(number) != wanted:
                self.setRowHeight(number, wanted)
        self._fit_columns()

    def _fit_columns(self) -> None:
        width = self.viewport().width()
        letters = self.fontMetrics().averageCharWidth()
        axis = max(15 * letters, min(width * 21 // 100, 34 * letters))
        for column in range(1, len(COLUMNS)):
            self.setColumnWidth(column, axis)
        self.setColumnWidth(0, max(width - axis * (len(COLUMNS) - 1), 18 * letters))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.model() is not None:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(True)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        flags = self.indexAt(event.position().toPoint()).flags()
        if event.button() == Qt.MouseButton.LeftButton and flags & Qt.ItemFlag.ItemIsSelectable:
            self.opened.emit(False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            box = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(box.topLeft() + QPoint(16, 16))
        self.menu_asked.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.empty_text and not self.model().rowCount():
            paint_empty_text(self, self.empty_text, self.muted)
